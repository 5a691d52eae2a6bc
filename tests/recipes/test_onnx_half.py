from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper, save_model

from recipes.onnx_half import store_in_half


def write_product(path: Path, weights: np.ndarray) -> None:
    """y = x @ weights + bias."""
    size = len(weights)
    nodes = [
        helper.make_node("MatMul", ["x", "weights"], ["product"]),
        helper.make_node("Add", ["product", "bias"], ["y"]),
    ]
    values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["B", size]) for name in ("x", "y")]
    constants = {"weights": weights, "bias": np.full(size, 0.1, np.float32)}
    tensors = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "product", values[:1], values[1:], tensors)
    save_model(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), path)


def run(path: Path, x: np.ndarray) -> np.ndarray:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return session.run(["y"], {"x": x})[0]


def test_half_the_size_and_the_same_answer_to_eleven_bits(tmp_path: Path) -> None:
    generator = np.random.default_rng(0)
    path = tmp_path / "graph.onnx"
    write_product(path, generator.standard_normal((64, 64), dtype=np.float32))
    x = generator.standard_normal((3, 64), dtype=np.float32)
    before, size = run(path, x), path.stat().st_size
    store_in_half(path)
    assert path.stat().st_size < 0.55 * size
    after = run(path, x)
    assert after == pytest.approx(before, abs=0.02)
    assert not np.array_equal(after, before)


def test_weights_beyond_half_precision_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "graph.onnx"
    write_product(path, np.full((64, 64), 1e5, np.float32))
    original = path.read_bytes()
    with np.errstate(over="ignore"), pytest.raises(ValueError, match="does not fit float16"):
        store_in_half(path)
    assert path.read_bytes() == original

"""Ways to run the teacher's graph: whole and in one precision, or cut so that the decoder runs in bfloat16."""

from __future__ import annotations

import importlib.util
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime

from recipes import teacher_graph

FloatArray = npt.NDArray[np.float32]
Feeds = dict[str, npt.NDArray[Any]]

_SUPERVISION = (teacher_graph.DURATIONS, teacher_graph.F0, teacher_graph.ENERGY)


class EngineError(ValueError):
    """The engine cannot run on this machine."""


class Engine(Protocol):
    """Runs the graph: the named inputs to (audio, durations in units, F0, energy)."""

    def __call__(self, feeds: Feeds) -> list[FloatArray]: ...


class WholeEngine:
    """The graph in one ONNX Runtime session."""

    def __init__(self, model: onnx.ModelProto, threads: int) -> None:
        """Opens `model`, whose inner tensors are exposed, with `threads` threads inside one operator."""
        self._session = _onnx_session(model, threads)

    def __call__(self, feeds: Feeds) -> list[FloatArray]:
        names = [teacher_graph.AUDIO, *_SUPERVISION]
        return [np.asarray(array, dtype=np.float32) for array in self._session.run(names, feeds)]


class SplitEngine:
    """Predictor and source in float32, decoder in bfloat16, inverse STFT in float32.

    Durations, F0 and the phase of the source need float32; the decoder is nine tenths of the work and does not.
    """

    def __init__(self, model: onnx.ModelProto, threads: int) -> None:
        """Edits and opens `model`, whose inner tensors are exposed.

        Raises:
            EngineError: openvino is not installed, or the processor has no bfloat16 arithmetic.
            GraphError: the model is not the known one.
        """
        obstacle = bfloat16_obstacle()
        if obstacle:
            raise EngineError(f"engine 'bf16' is impossible: {obstacle}; use 'auto' or 'int8'")
        import openvino  # type: ignore[import-untyped, unused-ignore]

        teacher_graph.dequantise(model)
        teacher_graph.rewrite_snakes(model)
        self._handed_over = list(teacher_graph.DECODER_INPUTS)
        self._head = _onnx_session(teacher_graph.cut(model, {}, [*_SUPERVISION, *self._handed_over]), threads)
        self._tail = _onnx_session(
            teacher_graph.cut(model, teacher_graph.SPECTRUM_INPUT, [teacher_graph.AUDIO]), threads
        )
        decoder = teacher_graph.cut(model, teacher_graph.DECODER_INPUTS, [teacher_graph.SPECTRUM])
        core = openvino.Core()
        settings = {
            "INFERENCE_PRECISION_HINT": "bf16",
            "INFERENCE_NUM_THREADS": threads,
            "NUM_STREAMS": 1,
            "ENABLE_CPU_PINNING": False,  # which core is the caller's choice: several processes may share the machine
        }
        compiled = core.compile_model(core.read_model(decoder.SerializeToString()), "CPU", settings)
        self._decoder = compiled.create_infer_request()

    def __call__(self, feeds: Feeds) -> list[FloatArray]:
        *supervision, text, f0, energy, timbre, source = self._head.run([*_SUPERVISION, *self._handed_over], feeds)
        self._decoder.infer(dict(zip(self._handed_over, (text, f0, energy, timbre, source), strict=True)))
        spectrum = self._decoder.get_output_tensor(0).data
        (waveform,) = self._tail.run([teacher_graph.AUDIO], {teacher_graph.SPECTRUM: spectrum})
        return [np.asarray(array, dtype=np.float32) for array in (waveform, *supervision)]


def bfloat16_obstacle() -> str:
    """Says what keeps the decoder from running in bfloat16; empty if nothing does."""
    if importlib.util.find_spec("openvino") is None:
        return "the package openvino is not installed (pip install openvino)"
    import openvino  # type: ignore[import-untyped, unused-ignore]

    abilities = openvino.Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    return "" if "BF16" in abilities else f"this processor has no bfloat16 arithmetic (it has {', '.join(abilities)})"


def _onnx_session(model: onnx.ModelProto, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3  # the graph names unused inputs, which is worth no warning
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])

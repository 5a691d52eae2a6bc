"""Eight-bit blocks: nearly the same answer, and only where it was asked for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from onnx import TensorProto, helper

from recipes.onnx_half import store_in_half
from recipes.onnx_quantize import quantize_layers
from tts.audio.parts import Parts
from tts.config import MelConfig
from tts.vocoder.config import GeneratorConfig
from tts.vocoder.export import INPUTS, OUTPUTS, export_generator
from tts.vocoder.generator import Generator

MEL = MelConfig()


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.manual_seed(0)
    generator = Generator(MEL, GeneratorConfig(dim=64, hidden=128, blocks=2))
    torch.nn.init.normal_(generator.head.weight, std=0.05)
    return export_generator(generator, tmp_path_factory.mktemp("graph") / "vocoder.onnx")


def spectra(path: Path) -> np.ndarray:
    """Both parts' spectra of the same inputs, as one array."""
    import onnxruntime

    rng = np.random.default_rng(1)
    frames, parts = 40, Parts(MEL, 2, 4)
    values = {
        "mel": rng.normal(-5, 2, (1, frames, MEL.n_mels)),
        "f0_hz": np.full((1, frames), 110.0),
        "source": rng.normal(0, 20, (1, frames, 2 * MEL.n_bins)),
        "harmonic": rng.normal(0, 20, (1, 2 * frames, 2 * parts.harmonic.n_bins)),
        "noise": rng.normal(0, 20, (1, 4 * frames, 2 * parts.noise.n_bins)),
    }
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    found = session.run(list(OUTPUTS), {name: values[name].astype(np.float32) for name in INPUTS})
    return np.concatenate([np.ravel(part) for part in found])


def test_the_answer_stays_and_the_file_shrinks(graph: Path, tmp_path: Path) -> None:
    path = tmp_path / "vocoder.onnx"
    path.write_bytes(graph.read_bytes())
    exact = spectra(path)
    assert quantize_layers(path) == 4
    store_in_half(path)
    found = spectra(path)
    error = np.sqrt(np.mean((found - exact) ** 2) / np.mean(exact**2))
    assert 0 < error < 0.02
    assert path.stat().st_size < 0.65 * graph.stat().st_size
    kinds = [node.op_type for node in onnx.load(path).graph.node]
    assert kinds.count("MatMulInteger") == 4
    assert kinds.count("MatMul") == 5  # from_mel, from_source, two priors, head


def test_a_graph_without_blocks_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sum.onnx"
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["B"]) for name in ("x", "y")]
    graph = helper.make_graph([helper.make_node("Abs", ["x"], ["y"])], "graph", ends[:1], ends[1:])
    onnx.save_model(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9), path)
    with pytest.raises(ValueError, match="nothing to quantise"):
        quantize_layers(path)

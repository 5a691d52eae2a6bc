from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from tests.fake_voice import PROSODY_DIM, SPEAKER_DIM, build_fake_voice
from tts.errors import ModelError, ParameterError, VoiceFileError
from tts.runtime import PersonaGraphs, Style
from tts.voice import Voice, find_voices

STYLE = Style(np.zeros(SPEAKER_DIM, np.float32), np.zeros(PROSODY_DIM, np.float32), np.ones(2, np.float32))


def first_voice(folder: Path) -> Voice:
    return find_voices(folder)[0]


def test_encoder_answers_for_each_phone(voices_folder: Path) -> None:
    ids = np.array([1, 20, 21, 2], np.int64)
    hidden, durations = PersonaGraphs(first_voice(voices_folder)).encode(ids, ids * 0, ids * 0, STYLE)
    assert hidden.shape == (4, 2)
    assert durations.shape == (4,)


@pytest.mark.parametrize("threads", [1, 2])
def test_thread_counts_agree(voices_folder: Path, threads: int) -> None:
    frames = np.ones((7, 2), np.float32)
    graphs = PersonaGraphs(first_voice(voices_folder), threads)
    mel, f0_hz = graphs.decode(frames, frames, STYLE, np.full(7, 2.0, np.float32))
    assert mel.shape == (7, 80)
    assert f0_hz == pytest.approx(np.full(7, 2.0))


@pytest.mark.parametrize("threads", [0, 257])
def test_threads_that_no_session_can_have_are_an_error(voices_folder: Path, threads: int) -> None:
    with pytest.raises(ParameterError, match=f"between 1 and 256, got {threads}"):
        PersonaGraphs(first_voice(voices_folder), threads=threads)


def test_graph_that_breaks_the_contract_is_refused(tmp_path: Path) -> None:
    build_fake_voice(tmp_path / "p")
    shutil.copy(tmp_path / "p" / "decoder.onnx", tmp_path / "p" / "encoder.onnx")
    with pytest.raises(VoiceFileError, match=r"encoder\.onnx has the inputs frames_hidden.*expected phone_ids"):
        PersonaGraphs(first_voice(tmp_path))


def test_damaged_and_missing_graphs_are_named(tmp_path: Path) -> None:
    build_fake_voice(tmp_path / "p")
    voice = first_voice(tmp_path)
    (voice.folder / "vocoder.onnx").write_bytes(b"not a graph")
    with pytest.raises(ModelError, match=r"vocoder\.onnx could not be loaded .*: restore the voice folder"):
        PersonaGraphs(voice)
    (voice.folder / "vocoder.onnx").unlink()
    with pytest.raises(VoiceFileError, match=r"vocoder\.onnx is missing"):
        PersonaGraphs(voice)


def test_wrong_shape_is_a_model_error_in_one_line(voices_folder: Path) -> None:
    graphs = PersonaGraphs(first_voice(voices_folder))
    with pytest.raises(ModelError, match=r"decoder\.onnx failed") as caught:
        graphs.decode(np.ones((7, 5), np.float32), np.ones((7, 2), np.float32), STYLE, np.ones(7, np.float32))
    assert "\n" not in str(caught.value)


def test_values_that_are_not_finite_are_caught(voices_folder: Path) -> None:
    graphs = PersonaGraphs(first_voice(voices_folder))
    frames = np.full((7, 2), np.nan, np.float32)
    with pytest.raises(ModelError, match="not finite"):
        graphs.decode(frames, frames, STYLE, np.ones(7, np.float32))
    with pytest.raises(ModelError, match="f0_hz that are not finite"):
        graphs.decode(np.ones((7, 2), np.float32), np.ones((7, 2), np.float32), STYLE, np.full(7, np.nan, np.float32))

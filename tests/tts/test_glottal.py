"""Glottal stops between vowels: where they are, how long, and what they do to mel and F0."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from frontend.phonology import encode
from frontend.pipeline import Frontend
from tts.glottal import LEAST_STOP_S, close, closures
from tts.marks import MarkType
from tts.synthesizer import Synthesizer


def test_only_the_frames_of_a_stop_and_their_neighbours_are_closed() -> None:
    encoded = encode(*Frontend().process("Er beendet eine Art Krieg.", "de-DE").sentences)
    (stop,) = encoded.stops
    assert encoded.symbols()[stop - 1 : stop + 2] == ["ə", " ", "ɛ"]
    frames = np.full(len(encoded.phone_ids), 5)
    closed = closures(encoded, frames)
    assert closed.shape == (frames.sum(),)
    assert np.flatnonzero(closed).tolist() == list(range(5 * stop - 1, 5 * stop + 6))
    assert closed[5 * stop + 2] == closed.max() == 1.0


@pytest.mark.parametrize("text", ["Er arbeitet mit Uschi.", "Ausatmen und enteignen.", "Theater, Museum, heraus."])
def test_between_words_behind_consonants_and_within_stems_nothing_is_closed(text: str) -> None:
    encoded = encode(*Frontend().process(text, "de-DE").sentences)
    assert not closures(encoded, np.full(len(encoded.phone_ids), 5)).any()


@pytest.mark.parametrize("length", [0, 1, 2])
def test_a_stop_of_hardly_any_frames_stays_within_its_neighbours(length: int) -> None:
    encoded = encode(*Frontend().process("Beeilen.", "de-DE").sentences)
    frames = np.ones(len(encoded.phone_ids), dtype=np.int64)
    frames[encoded.stops[0]] = length
    closed = closures(encoded, frames)
    start = int(frames[: encoded.stops[0]].sum())
    assert set(np.flatnonzero(closed)) <= set(range(start - 1, start + length + 1))
    assert closed.any()


def test_a_closure_lowers_the_mel_and_the_pitch() -> None:
    mel, f0_hz = np.zeros((3, 4), dtype=np.float32), np.full(3, 100.0, dtype=np.float32)
    closed = np.array([0.0, 1.0, 0.5], dtype=np.float32)
    lowered, slower = close(mel, f0_hz, closed)
    assert lowered.dtype == slower.dtype == np.float32
    assert np.allclose(20 * np.log10(np.exp(lowered[:, 0])), [0, -24, -12], atol=0.01)
    assert np.allclose(slower, [100, 85, 92.5])
    assert not mel.any()  # what is given stays as it is


def test_daniel_closes_between_the_vowels_and_takes_his_time() -> None:
    """*Beeilen* was once heard as *beilen*."""
    audio = Synthesizer().synthesize("Wir müssen uns beeilen.", "Daniel")
    visemes = [mark for mark in audio.marks if mark.type is MarkType.VISEME]
    ((schwa, diphthong),) = (pair for pair in pairwise(visemes) if [mark.value for mark in pair] == ["@", "a"])
    assert diphthong.time_s - schwa.end_s > 0.9 * LEAST_STOP_S

    def level_db(start_s: float, end_s: float) -> float:
        part = audio.samples[round(start_s * audio.sample_rate) : round(end_s * audio.sample_rate)]
        return 10.0 * float(np.log10(np.mean(part**2)))

    middle = (schwa.end_s + diphthong.time_s) / 2
    dip = level_db(middle - 0.01, middle + 0.01)
    assert dip < level_db(schwa.time_s, schwa.end_s) - 10
    assert dip < level_db(diphthong.time_s + 0.02, diphthong.end_s) - 10

"""Questions in the audio: the fake voice hums at 120 Hz throughout, so every rise is the engine's own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.fake_voice import F0_HZ
from tts import Audio, Synthesizer
from tts.audio.f0 import F0Tracker
from tts.marks import MarkType


@pytest.fixture(scope="module")
def engine(voices_folder: Path) -> Synthesizer:
    return Synthesizer(voices_folder)


def melody_hz(audio: Audio, word: int = -1) -> np.ndarray:
    """F0 of the voiced frames of a word."""
    mark = [mark for mark in audio.marks if mark.type is MarkType.WORD][word]
    f0_hz = F0Tracker().track(audio.samples, 24_000, 300)[round(mark.time_s * 80) : round(mark.end_s * 80)]
    return f0_hz[f0_hz > 0]


@pytest.mark.parametrize(
    ("voice", "text"),
    [
        ("Matthew", "Are you going to Wyoming?"),
        ("Arthur", "Have you ever been to Berlin?"),
        ("Pedro", "¿Vive usted en Bolivia?"),
        ("Daniel", "Wohnen Sie in Bremen?"),
        ("Liam", "Vous venez de Lima ?"),
    ],
)
def test_a_yes_no_question_ends_four_semitones_above_the_mean(engine: Synthesizer, voice: str, text: str) -> None:
    last = melody_hz(engine.synthesize(text, voice))
    assert last[-4:].max() / F0_HZ == pytest.approx(2 ** (4 / 12), rel=0.06)
    assert last[-4:].max() > last[0] * 1.05


@pytest.mark.parametrize("text", ["Where is Wyoming?", "You are going to Wyoming.", "Wyoming or Wyoming?"])
def test_other_sentences_keep_the_models_melody(engine: Synthesizer, text: str) -> None:
    assert melody_hz(engine.synthesize(text, "Matthew")) == pytest.approx(F0_HZ, rel=0.03)


def test_only_the_end_of_the_question_rises(engine: Synthesizer) -> None:
    audio = engine.synthesize("Are lions lazy? Lions are lazy.", "Matthew")
    assert melody_hz(audio, 1) == pytest.approx(F0_HZ, rel=0.03)
    assert melody_hz(audio, 2)[-4:].max() > 1.15 * F0_HZ
    assert melody_hz(audio, 3).max() < 1.03 * F0_HZ


def test_asked_pitch_moves_the_rise(engine: Synthesizer) -> None:
    document = "<speak>Are <prosody pitch='-15%'>you going to Wyoming</prosody>?</speak>"
    last = melody_hz(engine.synthesize(document, "Matthew", ssml=True))
    assert last[-4:].max() / F0_HZ == pytest.approx(0.85 * 2 ** (4 / 12), rel=0.06)


def test_a_question_longer_than_a_segment_rises_once(engine: Synthesizer) -> None:
    text = "Are you going to Wyoming " + "and then to Wyoming " * 30 + "again?"
    audio = engine.synthesize(text, "Matthew")
    f0_hz = F0Tracker().track(audio.samples, 24_000, 300)
    high = np.flatnonzero(f0_hz > 1.12 * F0_HZ)
    assert len(high)
    assert high[0] > len(f0_hz) - 80

"""Sentences of a paragraph belong together: the fake voice hums at 120 Hz throughout, so what falls is the engine's."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.fake_voice import F0_HZ
from tts import Audio, Synthesizer
from tts.audio.f0 import F0Tracker
from tts.marks import MarkType
from tts.prosody import GOING_ON_SEMITONES

LOWERED_HZ = F0_HZ * 2 ** (GOING_ON_SEMITONES / 12)
ONE, TWO = "Lions were lazy.", "All along the river they yawned."


@pytest.fixture(scope="module")
def engine(voices_folder: Path) -> Synthesizer:
    return Synthesizer(voices_folder)


def ends_hz(audio: Audio) -> list[tuple[float, float]]:
    """F0 at the begin and at the end of each sentence."""
    track = F0Tracker().track(audio.samples, 24_000, 300)
    marks = [mark for mark in audio.marks if mark.type is MarkType.SENTENCE]
    spoken = [track[round(mark.time_s * 80) : round(mark.end_s * 80)] for mark in marks]
    voiced = [sentence[sentence > 0] for sentence in spoken]
    return [(float(np.median(sentence[2:8])), float(np.median(sentence[-8:-2]))) for sentence in voiced]


def test_a_sentence_that_goes_on_begins_lower_and_ends_alike(engine: Synthesizer) -> None:
    (first, first_end), (second, second_end), (third, _) = ends_hz(engine.synthesize(f"{ONE} {TWO} {ONE}", "Matthew"))
    assert (first, first_end) == pytest.approx((F0_HZ, F0_HZ), rel=0.01)
    assert (second, third) == pytest.approx((LOWERED_HZ, LOWERED_HZ), rel=0.02)
    assert second_end == pytest.approx(F0_HZ, rel=0.02)


@pytest.mark.parametrize(
    "text",
    [
        f"{ONE}\n\n{TWO}",
        f"<speak><p>{ONE}</p><p>{TWO}</p></speak>",
        f"<speak>{ONE} <break time='1s'/> {TWO}</speak>",
    ],
)
def test_a_new_paragraph_begins_high_again(engine: Synthesizer, text: str) -> None:
    audio = engine.synthesize(text, "Matthew", ssml=text.startswith("<"))
    assert [begin for begin, _ in ends_hz(audio)] == pytest.approx([F0_HZ, F0_HZ], rel=0.01)


@pytest.mark.parametrize(
    "text", [f"<speak><s>{ONE}</s><s>{TWO}</s></speak>", f"<speak>{ONE} <break time='200ms'/> {TWO}</speak>"]
)
def test_a_short_pause_ends_no_paragraph(engine: Synthesizer, text: str) -> None:
    _, (second, _) = ends_hz(engine.synthesize(text, "Matthew", ssml=True))
    assert second == pytest.approx(LOWERED_HZ, rel=0.02)


def test_a_sentence_of_several_segments_rises_back_once(engine: Synthesizer) -> None:
    long = "All along the river they " + "yawned, and all along the river they " * 14 + "yawned."
    audio = engine.synthesize(f"{ONE} {long}", "Matthew")
    (_, _), (begin, end) = ends_hz(audio)
    assert (begin, end) == pytest.approx((LOWERED_HZ, F0_HZ), rel=0.02)
    sentence = [mark for mark in audio.marks if mark.type is MarkType.SENTENCE][1]
    track = F0Tracker().track(audio.samples, 24_000, 300)[round(sentence.time_s * 80) : round(sentence.end_s * 80)]
    half = track[len(track) // 2 - 40 : len(track) // 2 + 40]
    assert np.median(half[half > 0]) == pytest.approx(np.sqrt(LOWERED_HZ * F0_HZ), rel=0.01)


def test_the_first_sentence_sounds_as_if_it_stood_alone(engine: Synthesizer) -> None:
    alone, together = engine.synthesize(ONE, "Matthew"), engine.synthesize(f"{ONE} {TWO}", "Matthew")
    spoken = round(alone.marks[0].end_s * 24_000)
    assert np.array_equal(alone.samples[:spoken], together.samples[:spoken])


def test_sentences_that_come_one_by_one_can_go_on(engine: Synthesizer) -> None:
    ((begin, end),) = ends_hz(engine.synthesize(TWO, "Matthew", goes_on=True))
    assert (begin, end) == pytest.approx((LOWERED_HZ, F0_HZ), rel=0.02)
    after_blank_line = engine.synthesize(f"\n\n{TWO}", "Matthew", goes_on=True)
    assert ends_hz(after_blank_line)[0][0] == pytest.approx(F0_HZ, rel=0.01)

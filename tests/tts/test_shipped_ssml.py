"""SSML in the voice that ships, measured with a pitch tracker."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from tts import Audio, Synthesizer
from tts.audio.f0 import F0Tracker
from tts.audio.level import active_level_db
from tts.marks import MarkType

TEXT = "The meeting will be in the large room, and all of our members may come."


@cache
def speak(template: str = "{}") -> Audio:
    return _engine().synthesize(f"<speak>{template.format(TEXT)}</speak>", "Matthew", ssml=True)


@cache
def _engine() -> Synthesizer:
    return Synthesizer()


@cache
def f0_hz(template: str = "{}") -> np.ndarray:
    return F0Tracker().track(speak(template).samples)


def median_hz(f0: np.ndarray) -> float:
    return float(np.median(f0[f0 > 0]))


@pytest.mark.parametrize("percent", [-20, 25])
def test_pitch_is_what_was_asked(percent: int) -> None:
    changed = f0_hz(f"<prosody pitch='{percent:+}%'>{{}}</prosody>")
    assert median_hz(changed) / median_hz(f0_hz()) == pytest.approx(1 + percent / 100, abs=0.04)


def test_news_moves_more() -> None:
    spreads = [np.std(np.log(f0[f0 > 0])) for f0 in (f0_hz(), f0_hz("<amazon:domain name='news'>{}</amazon:domain>"))]
    assert spreads[1] / spreads[0] == pytest.approx(1.25, abs=0.12)


def test_a_whisper_has_no_pitch_and_the_same_level() -> None:
    template = "<amazon:effect name='whispered'>{}</amazon:effect>"
    assert np.mean(f0_hz(template) > 0) < 0.15 * np.mean(f0_hz() > 0)
    levels = [active_level_db(audio.samples, audio.sample_rate) for audio in (speak(), speak(template))]
    assert levels[1] == pytest.approx(levels[0], abs=2)


@pytest.mark.parametrize("decibels", [-6, 4])
def test_volume_is_what_was_asked(decibels: int) -> None:
    loud = speak(f"<prosody volume='{decibels:+}dB'>{{}}</prosody>")
    levels = [active_level_db(audio.samples, audio.sample_rate) for audio in (speak(), loud)]
    assert levels[1] - levels[0] == pytest.approx(decibels, abs=0.6)  # the loudest peaks meet the limiter


def test_compression_makes_the_loud_and_the_quiet_more_alike() -> None:
    spreads = []
    for audio in (speak(), speak("<amazon:effect name='drc'>{}</amazon:effect>")):
        words = [mark for mark in audio.marks if mark.type is MarkType.WORD]
        start, end = (round(time_s * audio.sample_rate) for time_s in (words[0].time_s, words[-1].end_s))
        blocks = audio.samples[start:end][: (end - start) // 480 * 480].reshape(-1, 480)
        levels_db = 10 * np.log10(np.mean(np.square(blocks), axis=1) + 1e-9)
        spreads.append(np.percentile(levels_db, 95) - np.percentile(levels_db, 30))
    assert spreads[1] < 0.75 * spreads[0]

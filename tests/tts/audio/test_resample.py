from __future__ import annotations

import numpy as np
import pytest

from tts.audio.resample import Resampler, resample

SPEECH_LIKE = np.random.default_rng(0).standard_normal(24_000).astype(np.float32) * 0.1


@pytest.mark.parametrize("to_hz", [8_000, 16_000, 22_050, 44_100, 48_000])
def test_length_follows_the_rates(to_hz: int) -> None:
    assert abs(len(resample(SPEECH_LIKE, 24_000, to_hz)) - to_hz) <= 1


def test_equal_rates_change_nothing() -> None:
    assert np.array_equal(resample(SPEECH_LIKE, 24_000, 24_000), SPEECH_LIKE)


def test_pieces_give_the_same_samples_as_the_whole() -> None:
    resampler = Resampler(24_000, 8_000)
    pieces = [resampler.feed(piece) for piece in np.array_split(SPEECH_LIKE, 7)]
    joined = np.concatenate([*pieces, resampler.finish()])
    assert np.array_equal(joined, resample(SPEECH_LIKE, 24_000, 8_000))


def test_what_8_khz_cannot_carry_is_removed_not_folded() -> None:
    time = np.arange(24_000) / 24_000
    high = np.sin(2 * np.pi * 5_000 * time).astype(np.float32)
    middle = resample(high, 24_000, 8_000)[400:-400]
    assert np.abs(middle).max() < 1e-3

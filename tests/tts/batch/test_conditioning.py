from __future__ import annotations

import numpy as np
import pytest

from tts.audio.level import active_level_db, gain_from_db, peak_db
from tts.batch.conditioning import FULL, TELEPHONE, Conditioning, condition, limit_band, look_ahead_limit

RATE = 24_000


def tone(hz: float, seconds: float = 1.0, level: float = 0.1) -> np.ndarray:
    return (level * np.sin(2 * np.pi * hz * np.arange(round(RATE * seconds)) / RATE)).astype(np.float32)


def speech_like(seconds: float = 2.0) -> np.ndarray:
    time = np.arange(round(RATE * seconds)) / RATE
    buzz = sum(np.sin(2 * np.pi * 110 * k * time) for k in range(1, 30))
    return (0.02 * buzz * (0.55 + 0.45 * np.sin(2 * np.pi * 4 * time))).astype(np.float32)


@pytest.mark.parametrize(("hz", "gain_db"), [(30, -60), (200, 0), (1_000, 0), (3_300, 0), (4_200, -60)])
def test_telephone_band(hz: float, gain_db: float) -> None:
    before, after = tone(hz), limit_band(tone(hz), RATE, TELEPHONE)
    middle = slice(RATE // 4, -RATE // 4)
    change = 20 * np.log10(np.std(after[middle]) / np.std(before[middle]) + 1e-9)
    assert change < -40 if gain_db < 0 else abs(change) < 0.3


def test_band_limit_removes_dc_and_delays_nothing() -> None:
    speech = speech_like()
    limited = limit_band(speech + np.float32(0.2), RATE, FULL)
    assert abs(limited[RATE // 2 : -RATE // 2].mean()) < 1e-4
    assert np.corrcoef(limited[5_000:-5_000], speech[5_000:-5_000])[0, 1] > 0.99


def test_band_limit_in_blocks_equals_one_convolution() -> None:
    noise = np.random.default_rng(1).standard_normal(100_000).astype(np.float32)
    impulse = np.zeros(4_801, np.float32)
    impulse[2_400] = 1
    kernel = limit_band(impulse, RATE, TELEPHONE)
    expected = np.convolve(noise, kernel, "same")
    assert limit_band(noise, RATE, TELEPHONE) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("loudness", [0.01, 1.0, 20.0])
@pytest.mark.parametrize("rate", [8_000, 16_000, 24_000])
def test_level_is_reached_and_peaks_are_held(loudness: float, rate: int) -> None:
    wanted = Conditioning(level_db=-22)
    made = condition(speech_like() * np.float32(loudness), RATE, rate, TELEPHONE, wanted)
    assert active_level_db(made, rate) == pytest.approx(-22, abs=0.3)
    assert peak_db(made) <= wanted.peak_db + 0.01


def test_what_the_limiter_takes_is_given_back() -> None:
    wanted = Conditioning(level_db=-20)
    made = condition(speech_like(), RATE, RATE, FULL, wanted)
    assert peak_db(made) <= wanted.peak_db + 0.01
    assert active_level_db(made, RATE) == pytest.approx(-20, abs=0.7)  # limited once it would have 1 dB less


def test_hardly_anything_is_not_made_loud() -> None:
    hiss = np.random.default_rng(0).standard_normal(RATE).astype(np.float32) * np.float32(1e-6)
    assert np.abs(condition(hiss, RATE, RATE, FULL, Conditioning())).max() < 1e-4


def test_silence_at_the_ends() -> None:
    silence = np.zeros(RATE, np.float32)
    for before, after in ((silence, silence), (silence[:0], silence[:0])):
        made = condition(np.concatenate([before, tone(500), after]), RATE, 8_000, TELEPHONE, Conditioning())
        loud = np.flatnonzero(np.abs(made) > 0.01)
        assert loud[0] / 8 == pytest.approx(60, abs=12)
        assert (len(made) - loud[-1]) / 8 == pytest.approx(160, abs=12)
        assert len(made) / 8_000 == pytest.approx(1.22, abs=0.03)


def test_silence_stays_silence() -> None:
    made = condition(np.zeros(RATE, np.float32), RATE, 8_000, TELEPHONE, Conditioning())
    assert not made.any()
    assert len(made) == round(0.22 * 8_000)


def test_look_ahead_limiter_turns_down_before_the_peak_and_smoothly() -> None:
    quiet = tone(300, level=0.2)
    loud = quiet.copy()
    loud[12_000:12_010] = 2.0
    made = look_ahead_limit(loud, RATE, -3)
    assert np.abs(made).max() <= gain_from_db(-3) + 1e-6
    assert made[:11_000] == pytest.approx(quiet[:11_000])
    gain = made[11_000:13_000] / np.where(loud[11_000:13_000] == 0, 1, loud[11_000:13_000])
    assert np.abs(np.diff(gain[np.abs(loud[11_000:13_000]) > 0.01])).max() < 0.05
    assert np.array_equal(look_ahead_limit(quiet, RATE, -3), quiet)

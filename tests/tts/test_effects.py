from __future__ import annotations

import math

import numpy as np
import pytest

from tts import effects
from tts.audio.level import PEAK_LIMIT_DB, SPEECH_LEVEL_DB, gain_from_db
from tts.audio.mel import mel_edges_hz
from tts.config import MelConfig

CONFIG = MelConfig()
RATE = CONFIG.sample_rate
CENTRES_HZ = mel_edges_hz(CONFIG)[1:-1]


def rms_db(samples: np.ndarray) -> float:
    return 10 * math.log10(float(np.mean(np.square(samples, dtype=np.float64))))


def tone(level_db: float, seconds: float) -> np.ndarray:
    """A sine of 400 Hz whose root mean square has this level."""
    time_s = np.arange(round(seconds * RATE)) / RATE
    return (gain_from_db(level_db) * math.sqrt(2) * np.sin(2 * np.pi * 400 * time_s)).astype(np.float32)


@pytest.mark.parametrize("factor", [0.8, 0.9, 1.2, 1.5])
def test_a_longer_vocal_tract_has_lower_formants(factor: float) -> None:
    formant_hz = 2_000.0
    mel = np.exp(-0.5 * np.square(np.log(CENTRES_HZ / formant_hz) / 0.1))[None].astype(np.float32).repeat(5, axis=0)
    warped = effects.vocal_tract(mel, np.full(5, factor, np.float32), CONFIG)
    for row in warped:
        assert CENTRES_HZ[np.argmax(row)] == pytest.approx(formant_hz / factor, rel=0.05)


@pytest.mark.parametrize("factor", [0.7, 0.9, 1.1, 1.4])
def test_harmonics_stay_where_the_pitch_is_when_the_tract_changes(factor: float) -> None:
    spacing_hz = 150.0
    ripples = np.cos(2 * np.pi * CENTRES_HZ / spacing_hz)
    mel = np.where(CENTRES_HZ < 700.0, ripples, 0.0)[None].astype(np.float32).repeat(3, axis=0)
    warped = effects.vocal_tract(mel, np.full(3, factor, np.float32), CONFIG)
    seen = CENTRES_HZ < 600.0
    assert all(np.corrcoef(row[seen], ripples[seen])[0, 1] > 0.9 for row in warped)


def test_mels_without_effect_stay_as_they_are() -> None:
    mel = np.random.default_rng(0).standard_normal((4, CONFIG.n_mels)).astype(np.float32)
    off, on = np.zeros(4, np.float32), np.array([0, 0, 1, 1], np.float32)
    assert np.array_equal(effects.vocal_tract(mel, off + 1, CONFIG), mel)
    for change in (effects.soften, effects.without_voice_bar):
        assert np.array_equal(change(mel, off, CONFIG), mel)
        changed = change(mel, on, CONFIG)
        assert np.array_equal(changed[:2], mel[:2])
        assert (changed[2:] <= mel[2:]).all()
        assert (changed[2:] < mel[2:]).any()


def test_gains_step_smoothly() -> None:
    curve = effects.sample_curve(np.array([1, 1, 0, 0, 2], np.float32), CONFIG)
    assert len(curve) == 5 * CONFIG.hop_length
    assert np.abs(np.diff(curve)).max() < 2 * np.pi / 2 / (effects.RAMP_S * RATE) + 1e-3
    middle = CONFIG.hop_length // 2
    assert curve[middle :: CONFIG.hop_length] == pytest.approx([1, 1, 0, 0, 2])


def test_gains_step_as_smoothly_as_short_frames_allow() -> None:
    config = MelConfig(win_length=256, hop_length=64)
    curve = effects.sample_curve(np.array([1, 0, 1], np.float32), config)
    assert len(curve) == 3 * 64
    assert curve[32::64] == pytest.approx([1, 0, 1], abs=1e-2)


def test_compression_brings_quiet_and_loud_together_and_keeps_speech() -> None:
    levels = (SPEECH_LEVEL_DB - 14, SPEECH_LEVEL_DB, SPEECH_LEVEL_DB + 12)
    sound = np.concatenate([tone(level, 1.0) for level in levels])
    result = sound * effects.Compressor(CONFIG).gains(sound)
    quiet, speech, loud = (rms_db(result[start * RATE + RATE // 2 : (start + 1) * RATE]) for start in range(3))
    assert loud - speech == pytest.approx(12 / effects.Compressor.RATIO, abs=0.3)
    assert quiet > levels[0] + 8
    assert speech == pytest.approx(SPEECH_LEVEL_DB, abs=4)


def test_compression_leaves_noise_floors_alone() -> None:
    floor = tone(-80, 0.5)
    assert effects.Compressor(CONFIG).gains(floor) == pytest.approx(1.0, abs=0.01)


def test_the_limiter_is_ahead_of_peaks() -> None:
    """Seen where the gain fell within the first loud block only: its waves were cut off at the ceiling."""
    sound = np.concatenate([tone(-30, 0.1), tone(6, 0.1), tone(-30, 0.1)])
    sound = sound[: len(sound) // CONFIG.hop_length * CONFIG.hop_length]
    limiter = effects.Limiter(CONFIG)
    limited = np.concatenate([limiter.process(sound), limiter.flush()])
    ceiling = gain_from_db(PEAK_LIMIT_DB)
    assert np.abs(limited).max() == pytest.approx(ceiling, abs=1e-3)
    assert np.count_nonzero(np.diff(limited[np.abs(limited) > 0.99 * ceiling]) == 0) == 0  # no flat tops
    assert limited[: RATE // 20] == pytest.approx(sound[: RATE // 20], abs=1e-6)


@pytest.mark.parametrize("lengths", [[1], [3, 1, 5], [20]])
def test_objects_with_state_do_not_care_for_chunks(lengths: list[int]) -> None:
    sound = np.concatenate([tone(-30, 0.2), tone(-3, 0.3), tone(3, 0.2)])[: 40 * CONFIG.hop_length]
    limiter, compressor = effects.Limiter(CONFIG), effects.Compressor(CONFIG)
    whole = np.concatenate([limiter.process(sound), limiter.flush()])
    gains = compressor.gains(sound)
    again, compressed, start = [], [], 0
    other = effects.Compressor(CONFIG)
    while start < len(sound):
        for length in lengths:
            part = sound[start : start + length * CONFIG.hop_length]
            if len(part):
                again.append(limiter.process(part))
                compressed.append(other.gains(part))
            start += length * CONFIG.hop_length
    again.append(limiter.flush())
    assert np.concatenate(again) == pytest.approx(whole, abs=1e-6)
    assert np.concatenate(compressed) == pytest.approx(gains, abs=1e-6)


def test_the_limiter_holds_peaks_and_leaves_the_rest() -> None:
    limiter = effects.Limiter(CONFIG)
    sound = np.concatenate([tone(-20, 0.5), tone(4, 0.5), tone(-20, 1.0)])
    limited = np.concatenate([limiter.process(sound), limiter.flush()])
    assert len(limited) == len(sound)
    assert np.abs(limited).max() <= gain_from_db(PEAK_LIMIT_DB) + 1e-6
    assert limited[: RATE * 2 // 5] == pytest.approx(sound[: RATE * 2 // 5], abs=1e-6)
    assert limited[RATE * 3 // 2 :] == pytest.approx(sound[RATE * 3 // 2 :], abs=2e-3)
    steady = slice(RATE * 6 // 10, RATE * 9 // 10)  # no distortion where the level is steady
    share = limited[steady] / np.where(np.abs(sound[steady]) > 0.5, sound[steady], np.nan)
    assert np.nanmax(share) - np.nanmin(share) < 0.05


@pytest.mark.parametrize("level_db", [-20.0, -10.0])
def test_a_breath_is_noise_at_its_level_that_begins_and_ends_at_rest(level_db: float) -> None:
    sound = effects.breath(RATE // 2, level_db, RATE, np.random.default_rng(1))
    assert rms_db(sound) == pytest.approx(SPEECH_LEVEL_DB + level_db, abs=0.01)
    assert np.abs(sound[[0, -1]]).max() < 1e-3
    power = np.square(np.abs(np.fft.rfft(sound)))
    hz = np.fft.rfftfreq(len(sound), 1 / RATE)
    assert power[(hz > 500) & (hz < 5_000)].sum() > 0.9 * power.sum()


def test_a_breath_of_no_length_is_nothing() -> None:
    assert len(effects.breath(0, 0.0, RATE, np.random.default_rng(1))) == 0

"""Signal measures on signals whose values are known."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tts.evaluate.naturalness import WINDOW_SAMPLES, score_windows
from tts.evaluate.signal import global_variance, measure_signal
from tts.evaluate.waveforms import Waveform

RATE = 24_000


def tone(seconds: float, amplitude: float = 0.5, f0_hz: float = 200.0) -> NDArray[np.float32]:
    time_s = np.arange(round(seconds * RATE)) / RATE
    return (amplitude * np.sin(2 * np.pi * f0_hz * time_s)).astype(np.float32)


def silence(seconds: float) -> NDArray[np.float32]:
    return np.zeros(round(seconds * RATE), dtype=np.float32)


def test_level_peak_and_silence_of_a_padded_tone() -> None:
    waveform = Waveform(np.concatenate([silence(0.2), tone(1.0), silence(0.35)]), RATE)
    measures = measure_signal(waveform, np.zeros(124, dtype=np.float32))
    assert measures.seconds == pytest.approx(1.55)
    assert measures.level_dbfs == pytest.approx(20 * np.log10(0.5 / np.sqrt(2)), abs=0.05)
    assert measures.peak_dbfs == pytest.approx(20 * np.log10(0.5), abs=0.01)
    assert measures.leading_silence_ms == pytest.approx(200, abs=1)
    assert measures.trailing_silence_ms == pytest.approx(350, abs=1)
    assert measures.clipped_share == 0.0
    assert measures.voiced_share == 0.0


def test_clipping_is_counted() -> None:
    samples = tone(1.0, amplitude=0.3)
    samples[:240] = 1.0
    assert measure_signal(Waveform(samples, RATE), np.zeros(80, dtype=np.float32)).clipped_share == pytest.approx(0.01)


def test_f0_statistics_count_voiced_frames_only() -> None:
    f0_hz = np.array([0, 100, 100, 200, 200, 0, 0, 0], dtype=np.float32)
    measures = measure_signal(Waveform(tone(0.1), RATE), f0_hz)
    assert measures.f0_median_hz == pytest.approx(150.0)
    assert measures.f0_deviation_semitones == pytest.approx(6.0)
    assert measures.voiced_share == pytest.approx(0.5)


def test_silence_has_no_level() -> None:
    measures = measure_signal(Waveform(silence(0.5), RATE), np.zeros(40, dtype=np.float32))
    assert (measures.level_dbfs, measures.peak_dbfs) == (-120.0, -120.0)
    assert measures.leading_silence_ms == pytest.approx(500)


def test_global_variance_is_smaller_for_a_steadier_signal() -> None:
    generator = np.random.default_rng(0)
    noise = generator.standard_normal(RATE).astype(np.float32)
    swelling = 0.1 * noise * (1.0 + 0.9 * np.sin(np.linspace(0, 60, RATE))).astype(np.float32)
    steady, varied = (global_variance([Waveform(samples, RATE)]) for samples in (0.1 * noise, swelling))
    assert steady.shape == (80,)
    assert steady.mean() < varied.mean()


def test_no_clip_has_no_global_variance() -> None:
    with pytest.raises(ValueError, match="at least two"):
        global_variance([])


@pytest.mark.parametrize(("length", "count"), [(1, 1), (WINDOW_SAMPLES, 1), (WINDOW_SAMPLES + 1, 2), (160_000, 4)])
def test_windows_of_the_naturalness_judge(length: int, count: int) -> None:
    samples = np.linspace(0.01, 0.1, length, dtype=np.float32)
    windows = score_windows(samples)
    assert windows.shape == (count, WINDOW_SAMPLES)
    assert np.abs(windows).max(axis=1) == pytest.approx(np.ones(count), abs=1e-5)
    if length >= WINDOW_SAMPLES:
        assert windows[-1, -1] == pytest.approx(1.0, abs=1e-5)

"""What NISQA-TTS gets to hear, without its network."""

from __future__ import annotations

import numpy as np
import pytest

from tts.evaluate.nisqa import SAMPLE_RATE, WINDOW_FRAMES, mel_windows


def tone(seconds: float, frequency_hz: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    time_s = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (0.5 * np.sin(2 * np.pi * frequency_hz * time_s)).astype(np.float32)


@pytest.mark.parametrize(("seconds", "count"), [(0.05, 4), (0.17, 4), (0.2, 6), (1.0, 86)])
def test_one_window_for_each_ten_milliseconds(seconds: float, count: int) -> None:
    assert mel_windows(tone(seconds, 440.0)).shape == (count, 48, WINDOW_FRAMES)


def test_neighbouring_windows_share_all_frames_but_one() -> None:
    windows = mel_windows(tone(0.5, 440.0) * np.linspace(0.1, 1.0, SAMPLE_RATE // 2, dtype=np.float32))
    assert np.array_equal(windows[1:, :, :-1], windows[:-1, :, 1:])


def test_bands_follow_the_frequency() -> None:
    low, high = (mel_windows(tone(0.5, frequency_hz))[20, :, 7] for frequency_hz in (300.0, 6000.0))
    assert low.argmax() < high.argmax()


def test_nothing_lies_more_than_80_db_below_the_loudest() -> None:
    windows = mel_windows(np.concatenate([tone(0.5, 440.0), np.zeros(SAMPLE_RATE // 2, dtype=np.float32)]))
    assert windows.min() == pytest.approx(max(windows.max() - 80.0, -80.0), abs=0.01)


def test_levels_are_kept() -> None:
    loud, quiet = mel_windows(tone(0.5, 440.0)), mel_windows(0.1 * tone(0.5, 440.0))
    assert loud.max() - quiet.max() == pytest.approx(20.0, abs=0.01)

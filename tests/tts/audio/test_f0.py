"""F0 tracking on synthetic voices."""

from __future__ import annotations

import numpy as np
import pytest

from tts.audio.f0 import F0Tracker, continuous_f0, resample_f0

pytest.importorskip("swift_f0")


@pytest.fixture(scope="module")
def tracker() -> F0Tracker:
    return F0Tracker()


def voice(f0_hz: np.ndarray, sample_rate: int = 24_000) -> np.ndarray:
    """Harmonics of a moving pitch up to 4 kHz, falling by 6 dB an octave."""
    phase = 2 * np.pi * np.cumsum(f0_hz) / sample_rate
    return (0.1 * sum(np.sin(k * phase) / k for k in range(1, int(4000 / f0_hz.max())))).astype(np.float32)


@pytest.mark.parametrize("range_hz", [(90.0, 140.0), (160.0, 320.0)])
def test_follows_a_glide(tracker: F0Tracker, range_hz: tuple[float, float]) -> None:
    f0_hz = np.geomspace(*range_hz, 24_000)
    found = tracker.track(voice(f0_hz))
    assert found.shape == (80,)
    assert found.dtype == np.float32
    inner = slice(5, 75)
    assert (found[inner] > 0).all()
    assert np.abs(np.log2(found[inner] / f0_hz[::300][inner])).max() < 0.03


def test_noise_and_silence_are_unvoiced(tracker: F0Tracker) -> None:
    noise = np.random.default_rng(0).normal(0, 0.05, 12_000).astype(np.float32)
    assert (tracker.track(noise) > 0).mean() < 0.1
    assert not tracker.track(np.zeros(12_000, dtype=np.float32)).any()


def test_a_voice_between_silences_is_voiced_where_it_is(tracker: F0Tracker) -> None:
    waveform = np.zeros(24_000, dtype=np.float32)
    waveform[9_000:15_000] = voice(np.full(6_000, 120.0))
    voiced = np.flatnonzero(tracker.track(waveform))
    assert abs(voiced[0] - 30) <= 2
    assert abs(voiced[-1] - 49) <= 2


def test_the_curve_goes_on_through_gaps_and_a_little_into_pauses() -> None:
    f0_hz = np.zeros(100, dtype=np.float32)
    f0_hz[[40, 41]] = 100.0
    f0_hz[[52, 53]] = 400.0
    curve = continuous_f0(f0_hz, longest_gap=10, edge=6)
    assert np.flatnonzero(curve).tolist() == list(range(34, 60))
    assert curve[34:42] == pytest.approx(100.0)
    assert np.diff(np.log(curve[41:53])) == pytest.approx(np.log(4.0) / 11, rel=1e-4)
    apart = continuous_f0(f0_hz, longest_gap=9, edge=2)
    assert np.flatnonzero(apart).tolist() == [*range(38, 44), *range(50, 56)]
    assert not continuous_f0(np.zeros(5, dtype=np.float32)).any()


def test_sizes(tracker: F0Tracker) -> None:
    assert tracker.track(np.zeros(299, dtype=np.float32)).shape == (0,)
    assert tracker.track(np.zeros(16_000, dtype=np.float32), 16_000, 200).shape == (80,)


def test_bad_arguments_say_what_is_allowed(tracker: F0Tracker) -> None:
    with pytest.raises(ValueError, match="mono"):
        tracker.track(np.zeros((2, 3000), dtype=np.float32))
    with pytest.raises(ValueError, match=r"46\.875"):
        F0Tracker(f_min=20.0)
    with pytest.raises(ValueError, match="voiced_confidence"):
        F0Tracker(voiced_confidence=1.5)


def test_an_unvoiced_neighbour_never_bends_the_pitch() -> None:
    times = np.array([0.0, 0.1, 0.2, 0.3])
    found = resample_f0(
        times,
        np.array([900.0, 100.0, 200.0, 900.0]),
        np.array([0.2, 0.9, 0.9, 0.2]),
        np.array([0.0, 0.09, 0.15, 0.21, 0.3]),
        0.5,
    )
    np.testing.assert_allclose(found, [0.0, 100.0, np.sqrt(2) * 100.0, 200.0, 0.0], rtol=1e-5)

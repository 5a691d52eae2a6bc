"""The parts of the vocoder's speech: nothing is lost on the way, and pieces equal the whole."""

from __future__ import annotations

import numpy as np
import pytest

from tts.audio.parts import Parts
from tts.config import MelConfig
from tts.errors import ConfigError

SIGNAL = MelConfig()


def waves(n_frames: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(n_frames)
    pulses, noise = rng.standard_normal((2, n_frames * 300)).astype(np.float32)
    return pulses, noise


@pytest.mark.parametrize("frames", [(1, 1), (2, 4), (4, 2), (3, 5)])
def test_unfiltered_parts_add_up_to_their_waves(frames: tuple[int, int]) -> None:
    parts = Parts(SIGNAL, *frames)
    pulses, noise = waves(9)
    source, harmonic, unvoiced = parts.spectra(pulses, noise)
    assert (len(source), len(harmonic), len(unvoiced)) == (9, 9 * frames[0], 9 * frames[1])
    np.testing.assert_allclose(parts.join(harmonic, unvoiced), pulses + noise, rtol=0, atol=1e-4)


@pytest.mark.parametrize(("first", "last"), [(0, 4), (3, 9), (5, 6)])
def test_some_frames_equal_those_of_the_whole(first: int, last: int) -> None:
    parts = Parts(SIGNAL, 2, 4)
    whole, piece = parts.spectra(*waves(9)), parts.spectra(*waves(9), first, last)
    for spectrum, part, n in zip(whole, piece, (1, 2, 4), strict=True):
        np.testing.assert_allclose(part, spectrum[first * n : last * n], rtol=0, atol=1e-4)


def test_frames_must_divide_the_hop() -> None:
    with pytest.raises(ConfigError, match="300 samples cannot be cut into 7"):
        _ = Parts(SIGNAL, 7, 1).harmonic

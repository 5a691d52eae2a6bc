"""The vocoder's transform: perfect reconstruction, and the same in torch."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from tts.audio.stft import istft, stft
from tts.config import MelConfig
from tts.vocoder.stft import Stft

CONFIG = MelConfig()


@pytest.mark.parametrize("n_frames", [1, 2, 5, 40])
def test_round_trip(n_frames: int) -> None:
    waveform = np.random.default_rng(n_frames).standard_normal(n_frames * 300).astype(np.float32)
    spectrum = stft(waveform, CONFIG)
    assert spectrum.shape == (n_frames, 1202)
    np.testing.assert_allclose(istft(spectrum, CONFIG), waveform, rtol=0, atol=1e-5)


def test_torch_is_the_same() -> None:
    waveforms = np.random.default_rng(0).standard_normal((2, 3000)).astype(np.float32)
    transform = Stft(CONFIG)
    spectra = transform(torch.from_numpy(waveforms))
    for row in range(2):
        expected = stft(waveforms[row], CONFIG)
        np.testing.assert_allclose(spectra[row].numpy(), expected, rtol=0, atol=1e-4)
        np.testing.assert_allclose(transform.inverse(spectra)[row].numpy(), istft(expected, CONFIG), rtol=0, atol=1e-5)


def test_lengths_must_be_whole_frames() -> None:
    with pytest.raises(ValueError, match="pad it to whole frames"):
        stft(np.zeros(301, np.float32), CONFIG)

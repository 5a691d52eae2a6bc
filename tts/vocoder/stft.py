"""`tts.audio.stft` in torch: batched, differentiable, layout (B, T, 2 * n_bins)."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from tts.audio.mel import hann
from tts.audio.stft import FRAMES_PER_WINDOW
from tts.config import MelConfig


class Stft(nn.Module):
    """Analysis and synthesis with the settings of `config` (window = transform length, hop a quarter of it)."""

    window: Tensor

    def __init__(self, config: MelConfig) -> None:
        super().__init__()
        self.config = config
        self.register_buffer("window", torch.from_numpy(hann(config.win_length).copy()), persistent=False)

    def forward(self, waveform: Tensor) -> Tensor:
        """(B, T * hop_length) float32 to (B, T, 2 * n_bins), real parts then imaginary parts; zero outside."""
        half, hop = self.config.win_length // 2, self.config.hop_length
        frames = nn.functional.pad(waveform, (half, half - hop)).unfold(1, self.config.win_length, hop)
        spectrum = torch.fft.rfft(frames * self.window)
        return torch.cat([spectrum.real, spectrum.imag], dim=-1)

    def inverse(self, spectrum: Tensor) -> Tensor:
        """(B, T, 2 * n_bins) to (B, T * hop_length) by weighted overlap-add; differentiable."""
        n_bins, hop = self.config.n_bins, self.config.hop_length
        n_frames = spectrum.shape[1]
        complex_spectrum = torch.complex(spectrum[..., :n_bins].float(), spectrum[..., n_bins:].float())
        frames = torch.fft.irfft(complex_spectrum, n=self.config.win_length) * self.window
        total = _overlap_add(frames, hop)
        weight = _overlap_add((self.window * self.window).expand(1, n_frames, -1), hop)
        half = self.config.win_length // 2
        keep = slice(half, half + n_frames * hop)
        return total[:, keep] / weight[:, keep]


def _overlap_add(frames: Tensor, hop_length: int) -> Tensor:
    """(B, T, 4 * hop) to (B, (T + 3) * hop)."""
    batch, n_frames, _ = frames.shape
    quarters = frames.reshape(batch, n_frames, FRAMES_PER_WINDOW, hop_length)
    last = FRAMES_PER_WINDOW - 1
    shifted = [
        nn.functional.pad(quarters[:, :, index], (0, 0, index, last - index)) for index in range(FRAMES_PER_WINDOW)
    ]
    return torch.stack(shifted).sum(0).reshape(batch, -1)

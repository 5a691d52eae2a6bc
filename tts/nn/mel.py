"""Log-mel spectrogram in torch, equal to `tts.audio.mel` and differentiable (for losses)."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from tts.audio.mel import hann, mel_filterbank
from tts.config import MelConfig


class LogMel(nn.Module):
    """Waveform to log-mel spectrogram.

    Args:
        config: Signal settings.
        centre: True pads both ends by reflection, so T = L / hop_length. False computes frames only where the window
            lies inside the input: frame 0 is centred on sample ``win_length // 2`` and
            T = (L - win_length) // hop_length + 1; segments that carry their own context use this.
    """

    window: Tensor
    filters: Tensor

    def __init__(self, config: MelConfig, centre: bool = True) -> None:
        super().__init__()
        self.config = config
        self.centre = centre
        self.register_buffer("window", torch.from_numpy(hann(config.win_length).copy()), persistent=False)
        self.register_buffer("filters", torch.from_numpy(mel_filterbank(config).T.copy()), persistent=False)

    def forward(self, waveform: Tensor) -> Tensor:
        """Computes the spectrogram.

        Args:
            waveform: (B, L) float32 in [-1, 1].

        Returns:
            (B, T, n_mels) float32, natural log, at least ``log(clip)``; carries gradient above the clip.
        """
        return mel_from_frames(self.frames(waveform), self.window, self.filters, self.config)

    def frames(self, waveform: Tensor) -> Tensor:
        """(B, L) to (B, T, win_length); the window's own samples only, as zero padding adds no magnitude."""
        config = self.config
        if self.centre:
            margin = config.n_fft // 2
            padded = nn.functional.pad(waveform[:, None], (margin, margin), mode="reflect")[:, 0]
            inset = (config.n_fft - config.win_length) // 2
            n_frames = waveform.shape[1] // config.hop_length
            needed = (n_frames - 1) * config.hop_length + config.win_length
            waveform = padded[:, inset : inset + needed]
        return waveform.unfold(1, config.win_length, config.hop_length)


def mel_from_frames(frames: Tensor, window: Tensor, filters: Tensor, config: MelConfig) -> Tensor:
    """(B, T, win_length) windowed, transformed and mapped to log-mel (B, T, n_mels)."""
    spectrum = torch.fft.rfft(frames.float() * window, n=config.n_fft)
    magnitude = torch.sqrt(spectrum.real.square() + spectrum.imag.square() + 1e-14)
    return torch.log(torch.clamp(magnitude @ filters, min=config.clip))

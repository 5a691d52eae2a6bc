"""The generator: filters a pulse train and noise into speech, in the STFT domain.

For each frame and bin, with harmonic source ``H`` and noise ``N``, the output is

    Y = exp(a + p) * exp(i * phi) * H  +  exp(b + p) * N

where ``p`` is a prior, the mel spectrum spread over the bins (as FreeV, arXiv 2406.08196, does with its amplitude
prior), and ``a``, ``phi``, ``b`` come from a ConvNeXt trunk over mel, F0 and the harmonic source. The source carries
phase and pitch, so the trunk only has to learn a filter, which takes minutes where phases take days.
"""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor, nn

from tts.audio.mel import mel_edges_hz
from tts.config import MelConfig
from tts.nn.convnext import ConvNeXtBlock
from tts.vocoder.config import GeneratorConfig

MEL_MEAN, MEL_SPREAD = -5.0, 2.5
"""Rough mean and deviation of the log-mel of speech; exact values do not matter."""

LOG_F0_CENTRE, LOG_F0_SPREAD = math.log(150.0), 0.5

MAX_LOG_GAIN = 3.0
"""A gain above e^3 would clip any waveform; the limit keeps early training and odd inputs finite."""


class Generator(nn.Module):
    """Mel, F0 and source spectra to the spectrum of speech.

    Args:
        mel: Signal settings.
        config: Sizes.
    """

    prior: Tensor

    def __init__(self, mel: MelConfig, config: GeneratorConfig) -> None:
        super().__init__()
        self.mel = mel
        self.n_bins = mel.n_bins
        self.source_level = math.sqrt(mel.win_length * 3 / 8)  # STFT magnitude of unit-power noise
        self.from_mel = nn.Linear(mel.n_mels + 2, config.dim)
        self.from_source = nn.Linear(2 * mel.n_bins, config.dim, bias=False)
        self.norm_in = nn.LayerNorm(config.dim)
        self.blocks = nn.ModuleList(
            [ConvNeXtBlock(config.dim, config.hidden, config.kernel) for _ in range(config.blocks)]
        )
        self.norm_out = nn.LayerNorm(config.dim)
        self.head = nn.Linear(config.dim, 3 * mel.n_bins)
        self.register_buffer("prior", torch.from_numpy(_bins_from_mel(mel)), persistent=False)
        self.prior_offset = math.log(mel.sample_rate / mel.n_fft / self.source_level)
        nn.init.normal_(self.head.weight, std=0.01)
        nn.init.zeros_(self.head.bias)

    def forward(self, mel: Tensor, f0_hz: Tensor, harmonic: Tensor, noise: Tensor) -> Tensor:
        """Computes the spectrum.

        Args:
            mel: (B, T, n_mels) float32, natural log.
            f0_hz: (B, T) float32, 0 where unvoiced.
            harmonic: (B, T, 2 * n_bins) float32, STFT of the pulse train (real, then imaginary).
            noise: (B, T, 2 * n_bins) float32, STFT of the noise.

        Returns:
            (B, T, 2 * n_bins) float32, for `tts.audio.stft.istft`.
        """
        voiced = (f0_hz > 0).to(mel.dtype)
        log_f0 = (torch.log(torch.clamp(f0_hz, min=20.0)) - LOG_F0_CENTRE) / LOG_F0_SPREAD * voiced
        features = torch.cat([(mel - MEL_MEAN) / MEL_SPREAD, log_f0.unsqueeze(-1), voiced.unsqueeze(-1)], dim=-1)
        x = self.from_mel(features) + self.from_source(nn.functional.softsign(harmonic / self.source_level))
        x = self.norm_in(x)
        for block in self.blocks:
            x = block(x)
        filters = self.head(self.norm_out(x)).float()  # (B, T, 3 * n_bins)
        log_harmonic, phase, log_noise = filters.split(self.n_bins, dim=-1)
        with torch.autocast(mel.device.type, enabled=False):
            prior = mel @ self.prior + self.prior_offset
        harmonic_gain = torch.exp(torch.clamp(log_harmonic + prior, max=MAX_LOG_GAIN))
        noise_gain = torch.exp(torch.clamp(log_noise + prior, max=MAX_LOG_GAIN))
        filter_real, filter_imag = harmonic_gain * torch.cos(phase), harmonic_gain * torch.sin(phase)
        harmonic_real, harmonic_imag = harmonic.split(self.n_bins, dim=-1)
        noise_real, noise_imag = noise.split(self.n_bins, dim=-1)
        real = filter_real * harmonic_real - filter_imag * harmonic_imag + noise_gain * noise_real
        imag = filter_real * harmonic_imag + filter_imag * harmonic_real + noise_gain * noise_imag
        return torch.cat([real, imag], dim=-1)


def _bins_from_mel(mel: MelConfig) -> np.ndarray:
    """(n_mels, n_bins) float32: linear interpolation of values at the band centres over the STFT's bins."""
    centres = mel_edges_hz(mel)[1:-1]
    bins_hz = np.fft.rfftfreq(mel.win_length, 1.0 / mel.sample_rate)
    identity = np.eye(mel.n_mels)
    return np.stack([np.interp(bins_hz, centres, row) for row in identity]).astype(np.float32)

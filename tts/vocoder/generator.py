"""The generator: filters a pulse train and noise into speech, in the STFT domain.

For each frame and bin, with harmonic source ``H`` and noise ``N``, the voiced and the unvoiced part of the speech are

    V = exp(a + p) * exp(i * phi) * H        U = exp(b + p) * N

where ``p`` is a prior, the mel spectrum spread over the bins (as FreeV, arXiv 2406.08196, does with its amplitude
prior), and ``a``, ``phi``, ``b`` come from a ConvNeXt trunk over mel, F0 and the harmonic source. The source carries
phase and pitch, so the trunk only has to learn a filter, which takes minutes where phases take days. Each frame of the
trunk gives the filters of several shorter frames of either part (`tts.audio.parts`).
"""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor, nn

from tts.audio.mel import band_centres_hz
from tts.audio.parts import Parts
from tts.config import MelConfig
from tts.nn.convnext import ConvNeXtBlock
from tts.vocoder.config import GeneratorConfig

MEL_MEAN, MEL_SPREAD = -5.0, 2.5
"""Rough mean and deviation of the log-mel of speech; exact values do not matter."""

LOG_F0_CENTRE, LOG_F0_SPREAD = math.log(150.0), 0.5

MAX_LOG_GAIN = 3.0
"""A gain above e^3 would clip any waveform; the limit keeps early training and odd inputs finite."""


class Generator(nn.Module):
    """Mel, F0 and source spectra to the spectra of speech.

    Args:
        mel: Signal settings.
        config: Sizes.
    """

    harmonic_prior: Tensor
    noise_prior: Tensor

    def __init__(self, mel: MelConfig, config: GeneratorConfig) -> None:
        super().__init__()
        self.mel = mel
        self.parts = parts = Parts(mel, config.harmonic_frames, config.noise_frames)
        self.source_level = math.sqrt(mel.win_length * 3 / 8)  # STFT magnitude of unit-power noise
        self.from_mel = nn.Linear(mel.n_mels + 2, config.dim)
        self.from_source = nn.Linear(2 * mel.n_bins, config.dim, bias=False)
        self.norm_in = nn.LayerNorm(config.dim)
        self.blocks = nn.ModuleList(
            [ConvNeXtBlock(config.dim, config.hidden, config.kernel) for _ in range(config.blocks)]
        )
        self.norm_out = nn.LayerNorm(config.dim)
        harmonic_size = parts.harmonic_frames * parts.harmonic.n_bins
        self.filter_sizes = [harmonic_size, harmonic_size, parts.noise_frames * parts.noise.n_bins]
        self.head = nn.Linear(config.dim, sum(self.filter_sizes))
        self.register_buffer("harmonic_prior", torch.from_numpy(_bins_from_mel(parts.harmonic)), persistent=False)
        self.register_buffer("noise_prior", torch.from_numpy(_bins_from_mel(parts.noise)), persistent=False)
        self.prior_offset = math.log(mel.sample_rate / mel.n_fft / self.source_level)
        nn.init.normal_(self.head.weight, std=0.01)
        nn.init.zeros_(self.head.bias)

    def forward(
        self, mel: Tensor, f0_hz: Tensor, source: Tensor, harmonic: Tensor, noise: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Computes the spectra of both parts; the sources are those of `Parts.spectra`.

        Args:
            mel: (B, T, n_mels) float32, natural log.
            f0_hz: (B, T) float32, 0 where unvoiced, negative in padding.
            source: (B, T, 2F) float32, STFT of the pulse train (real, then imaginary).
            harmonic: (B, T * harmonic_frames, 2F') float32, the same in shorter frames.
            noise: (B, T * noise_frames, 2F'') float32, STFT of the noise.

        Returns:
            The voiced part, shaped as `harmonic`, and the unvoiced part, shaped as `noise`, for `Parts.join`.
        """
        valid = (f0_hz >= 0).to(mel.dtype).unsqueeze(-1)
        voiced = (f0_hz > 0).to(mel.dtype)
        log_f0 = (torch.log(torch.clamp(f0_hz, min=20.0)) - LOG_F0_CENTRE) / LOG_F0_SPREAD * voiced
        features = torch.cat([(mel - MEL_MEAN) / MEL_SPREAD, log_f0.unsqueeze(-1), voiced.unsqueeze(-1)], dim=-1)
        x = self.from_mel(features) + self.from_source(nn.functional.softsign(source / self.source_level))
        x = self.norm_in(x)
        for block in self.blocks:
            x = block(x * valid)
        log_harmonic, phase, log_noise = self.head(self.norm_out(x)).float().split(self.filter_sizes, dim=-1)
        gain = self._gain(log_harmonic, mel, self.harmonic_prior)
        phase = phase.reshape(gain.shape)
        filter_real, filter_imag = gain * torch.cos(phase), gain * torch.sin(phase)
        real, imag = harmonic.chunk(2, dim=-1)
        filtered = [filter_real * real - filter_imag * imag, filter_real * imag + filter_imag * real]
        noise_gain = self._gain(log_noise, mel, self.noise_prior)
        return torch.cat(filtered, dim=-1), torch.cat([noise_gain, noise_gain], dim=-1) * noise

    def _gain(self, log_gain: Tensor, mel: Tensor, prior: Tensor) -> Tensor:
        """Gains (B, T, K * F) over the prior of each frame to those of its K shorter frames, (B, T * K, F)."""
        with torch.autocast(mel.device.type, enabled=False):
            spectrum = mel @ prior + self.prior_offset
        inner = log_gain.reshape(mel.shape[0], mel.shape[1], -1, spectrum.shape[-1])
        gain = torch.exp(torch.clamp(inner + spectrum.unsqueeze(2), max=MAX_LOG_GAIN))
        return gain.flatten(1, 2)


def _bins_from_mel(mel: MelConfig) -> np.ndarray:
    """(n_mels, n_bins) float32: linear interpolation of values at the band centres over the STFT's bins."""
    centres = band_centres_hz(mel)
    bins_hz = np.fft.rfftfreq(mel.win_length, 1.0 / mel.sample_rate)
    identity = np.eye(mel.n_mels)
    return np.stack([np.interp(bins_hz, centres, row) for row in identity]).astype(np.float32)

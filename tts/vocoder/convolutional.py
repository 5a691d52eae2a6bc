"""Discriminators as large as those of the literature, for training on a GPU.

They judge what the small ones of `tts.vocoder.discriminators` judge: periods as HiFi-GAN does (arXiv 2010.05646),
spectrograms as UnivNet (arXiv 2106.07889) and Vocos (arXiv 2306.00814) do. Weights are normalised, as they are
there (Salimans and Kingma, arXiv 1602.07868).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.utils.parametrizations import weight_norm

from tts.nn.patches import Output, judge
from tts.vocoder.levels import LOG_COMPRESSION, LOG_SCALE, WAVEFORM_GAIN


class ConvSpectrogramDiscriminator(nn.Module):
    """Judges a log-compressed magnitude spectrogram; bands are halved three times, frames are kept.

    Args:
        fft_size: Transform length; the layers are the same for all.
        channels: Channels of every layer.
    """

    def __init__(self, fft_size: int, channels: int) -> None:
        super().__init__()
        wide, square = (3, 9), (3, 3)
        self.layers = nn.ModuleList(
            [
                _conv(1, channels, wide, (1, 1)),
                _conv(channels, channels, wide, (1, 2)),
                _conv(channels, channels, wide, (1, 2)),
                _conv(channels, channels, wide, (1, 2)),
                _conv(channels, channels, square, (1, 1)),
            ]
        )
        self.score = _conv(channels, 1, square, (1, 1))

    def forward(self, magnitude: Tensor) -> Output:
        """(B, T, F) magnitudes to scores (B, 1, T, F') and features (B, C, T, F'')."""
        x = torch.log1p(LOG_COMPRESSION * magnitude).unsqueeze(1) * LOG_SCALE
        return judge(self.layers, self.score, x)


class ConvPeriodDiscriminator(nn.Module):
    """Judges the waveform folded into rows of one period, each column on its own.

    Args:
        period: Samples in a row.
        channels: Channels of the layers, each of which takes a third of the rows but the last.
    """

    def __init__(self, period: int, channels: tuple[int, ...]) -> None:
        super().__init__()
        self.period = period
        widths = (1, *channels)
        strides = [3] * (len(channels) - 1) + [1]
        self.layers = nn.ModuleList(
            [_conv(widths[i], widths[i + 1], (5, 1), (strides[i], 1)) for i in range(len(channels))]
        )
        self.score = _conv(channels[-1], 1, (3, 1), (1, 1))

    def forward(self, waveform: Tensor) -> Output:
        """(B, L) to scores (B, 1, L', period) and features; the rest of L / period is dropped."""
        rows = waveform.shape[1] // self.period
        x = waveform[:, : rows * self.period].reshape(-1, 1, rows, self.period) * WAVEFORM_GAIN
        return judge(self.layers, self.score, x)


def _conv(inputs: int, outputs: int, kernel: tuple[int, int], stride: tuple[int, int]) -> nn.Module:
    padding = (kernel[0] // 2, kernel[1] // 2)
    return weight_norm(nn.Conv2d(inputs, outputs, kernel, stride, padding))

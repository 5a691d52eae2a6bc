"""Small discriminators: log-spectrograms at several resolutions, and the waveform folded by several periods.

After UnivNet (arXiv 2106.07889) and HiFi-GAN (arXiv 2010.05646), but strided early and with few channels: a pass costs
a hundredth of theirs, which is what makes adversarial training affordable on a CPU. Every layer is one matrix product
on patches (see `tts.nn.patches`).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from tts.nn.patches import Output, PatchConv, judge
from tts.vocoder.config import DiscriminatorConfig, DiscriminatorKind
from tts.vocoder.convolutional import ConvPeriodDiscriminator, ConvSpectrogramDiscriminator
from tts.vocoder.levels import LOG_COMPRESSION, LOG_SCALE, WAVEFORM_GAIN

PATCH_AREA = 8
"""Time-frequency cells that the first layer of a spectrogram discriminator takes together."""


class SpectrogramDiscriminator(nn.Module):
    """Judges patches of one log-compressed magnitude spectrogram.

    Args:
        fft_size: Transform length; the first layer's patches are wide in frequency where the transform is long and
            wide in time where it is short.
        channels: Channels of the first layer.
    """

    def __init__(self, fft_size: int, channels: int) -> None:
        super().__init__()
        in_time = {True: 4, False: 2 if fft_size < 2048 else 1}[fft_size < 1024]
        wide = channels + channels // 3
        self.layers = nn.ModuleList(
            [
                PatchConv(1, channels, (in_time, PATCH_AREA // in_time)),
                PatchConv(channels, wide, (1, 2)),
                PatchConv(wide, wide, (2, 2)),
                PatchConv(wide, wide, (1, 2)),
            ]
        )
        self.score = PatchConv(wide, 1, (1, 1))

    def forward(self, magnitude: Tensor) -> Output:
        """(B, T, F) magnitudes to scores (B, T', F', 1) and features."""
        x = torch.log1p(LOG_COMPRESSION * magnitude).unsqueeze(-1) * LOG_SCALE
        return judge(self.layers, self.score, x)


class PeriodDiscriminator(nn.Module):
    """Judges the waveform folded into rows of one period, each column on its own."""

    def __init__(self, period: int, channels: tuple[int, ...]) -> None:
        super().__init__()
        self.period = period
        widths = (1, *channels)
        strides = [3] * (len(channels) - 1) + [2]
        self.layers = nn.ModuleList(
            [PatchConv(widths[i], widths[i + 1], (strides[i], 1), (True, False)) for i in range(len(channels))]
        )
        self.score = PatchConv(channels[-1], 1, (1, 1), (True, False))

    def forward(self, waveform: Tensor) -> Output:
        """(B, L) to scores (B, L', period, 1) and features; the rest of L / period is dropped."""
        rows = waveform.shape[1] // self.period
        x = waveform[:, : rows * self.period].reshape(-1, rows, self.period, 1) * WAVEFORM_GAIN
        return judge(self.layers, self.score, x)


NETWORKS: dict[DiscriminatorKind, tuple[type[nn.Module], type[nn.Module]]] = {
    "patches": (SpectrogramDiscriminator, PeriodDiscriminator),
    "convolutions": (ConvSpectrogramDiscriminator, ConvPeriodDiscriminator),
}
"""Which networks judge spectrograms and which periods, by `DiscriminatorConfig.kind`."""


class Discriminators(nn.Module):
    """All of them; spectrograms come from the caller, who needs them for the spectral loss anyway."""

    def __init__(self, config: DiscriminatorConfig) -> None:
        super().__init__()
        self.fft_sizes = config.fft_sizes
        spectrogram, period = NETWORKS[config.kind]
        self.spectrogram = nn.ModuleList([spectrogram(size, config.spectrogram_channels) for size in config.fft_sizes])
        self.period = nn.ModuleList([period(p, config.period_channels) for p in config.periods])

    def forward(self, waveform: Tensor, magnitudes: dict[int, Tensor]) -> list[Output]:
        """Scores and features of each discriminator.

        Args:
            waveform: (B, L) float32.
            magnitudes: STFT magnitudes (B, T, n_fft // 2 + 1) of the same waveform by transform length.
        """
        outputs = [net(magnitudes[size]) for size, net in zip(self.fft_sizes, self.spectrogram, strict=True)]
        return outputs + [net(waveform) for net in self.period]

"""Small discriminators: log-spectrograms at several resolutions, and the waveform folded by several periods.

After UnivNet (arXiv 2106.07889) and HiFi-GAN (arXiv 2010.05646), but strided early and with few channels: a pass costs
a hundredth of theirs, which is what makes adversarial training affordable on a CPU. Every layer is one matrix product
on patches (see `PatchConv`), since convolutions with few channels are slow there.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from tts.vocoder.config import DiscriminatorConfig

Output = tuple[Tensor, list[Tensor]]
"""Scores of patches, and the activations of the layers before."""

LOG_COMPRESSION = 30.0
"""Magnitudes are compressed as log(1 + 30 m): linear below the noise floor of a recording, logarithmic in speech."""

WAVEFORM_GAIN = 10.0
"""Speech has a level near 0.1; the period discriminators' first layer wants inputs near 1, or its biases rule."""

SLOPE = 0.1

PATCH_AREA = 8
"""Time-frequency cells that the first layer of a spectrogram discriminator takes together."""


class PatchConv(nn.Module):
    """Strided convolution over two axes whose kernel is twice the stride on the axes that overlap.

    The input is cut into patches of the stride's size; matrix products map each patch to what it adds to the
    output at its own place and at the places before, and shifted sums join them.

    Args:
        inputs: Channels in.
        outputs: Channels out.
        stride: Cells per patch on the first and second axis.
        overlap: Whether the kernel spans two patches on each axis (the output is then one shorter).
    """

    def __init__(
        self, inputs: int, outputs: int, stride: tuple[int, int], overlap: tuple[bool, bool] = (True, True)
    ) -> None:
        super().__init__()
        self.outputs, self.stride = outputs, stride
        self.taps = (1 + overlap[0], 1 + overlap[1])
        n_taps = self.taps[0] * self.taps[1]
        fan_in = inputs * stride[0] * stride[1]
        self.weight = nn.Parameter(torch.randn(n_taps, outputs, fan_in) * (2.0 / (fan_in * n_taps)) ** 0.5)
        self.bias = nn.Parameter(torch.zeros(outputs))

    def forward(self, x: Tensor) -> Tensor:
        """(B, X, Y, inputs) to (B, X', Y', outputs); cells that fill no patch are dropped."""
        batch, cells_x, cells_y, channels = x.shape
        stride_x, stride_y = self.stride
        n_x, n_y = cells_x // stride_x, cells_y // stride_y
        x = x[:, : n_x * stride_x, : n_y * stride_y]
        patches = x.reshape(batch, n_x, stride_x, n_y, stride_y, channels).transpose(2, 3)
        patches = patches.reshape(batch, n_x, n_y, -1)
        products = [nn.functional.linear(patches, weight) for weight in self.weight.unbind()]
        total: Tensor = _ShiftedSum.apply(self.taps, *products)  # type: ignore[no-untyped-call]
        return total + self.bias.to(total.dtype)


class _ShiftedSum(torch.autograd.Function):
    """Sum of the taps' products, each from its own place; rows stay contiguous, which autograd's own slices do not."""

    @staticmethod
    def forward(ctx: Any, taps: tuple[int, int], *products: Tensor) -> Tensor:
        """Each tap's (B, X, Y, C) to (B, X - taps_x + 1, Y - taps_y + 1, C)."""
        ctx.taps, ctx.shape = taps, products[0].shape
        places = _tap_places(ctx.shape, taps)
        total = products[0][places[0]].contiguous()
        if len(products) == 1:
            return total.clone()
        for product, place in zip(products[1:], places[1:], strict=True):
            total += product[place]
        return total

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor | None, ...]:
        spread = [gradient.new_zeros(ctx.shape) for _ in range(ctx.taps[0] * ctx.taps[1])]
        for target, place in zip(spread, _tap_places(ctx.shape, ctx.taps), strict=True):
            target[place] = gradient
        return None, *spread


def _tap_places(shape: torch.Size, taps: tuple[int, int]) -> list[tuple[slice, ...]]:
    out_x, out_y = shape[1] - taps[0] + 1, shape[2] - taps[1] + 1
    corners = [divmod(tap, taps[1]) for tap in range(taps[0] * taps[1])]
    return [(slice(None), slice(x, x + out_x), slice(y, y + out_y)) for x, y in corners]


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
        x = torch.log1p(LOG_COMPRESSION * magnitude).unsqueeze(-1) * 0.25
        return _run(self.layers, self.score, x)


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
        return _run(self.layers, self.score, x)


class Discriminators(nn.Module):
    """All of them; spectrograms come from the caller, who needs them for the spectral loss anyway."""

    def __init__(self, config: DiscriminatorConfig) -> None:
        super().__init__()
        self.fft_sizes = config.fft_sizes
        self.spectrogram = nn.ModuleList(
            [SpectrogramDiscriminator(size, config.spectrogram_channels) for size in config.fft_sizes]
        )
        self.period = nn.ModuleList([PeriodDiscriminator(p, config.period_channels) for p in config.periods])

    def forward(self, waveform: Tensor, magnitudes: dict[int, Tensor]) -> list[Output]:
        """Scores and features of each discriminator.

        Args:
            waveform: (B, L) float32.
            magnitudes: STFT magnitudes (B, T, n_fft // 2 + 1) of the same waveform by transform length.
        """
        outputs = [net(magnitudes[size]) for size, net in zip(self.fft_sizes, self.spectrogram, strict=True)]
        return outputs + [net(waveform) for net in self.period]


def _run(layers: nn.ModuleList, score: nn.Module, x: Tensor) -> Output:
    features = []
    for layer in layers:
        x = nn.functional.leaky_relu(layer(x), SLOPE)
        features.append(x)
    return score(x), features

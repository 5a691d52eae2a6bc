"""Convolutions on patches, for discriminators with few channels, and what a discriminator gives.

Convolutions with few channels are slow on a CPU; here every layer is one matrix product on patches.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

Output = tuple[Tensor, list[Tensor]]
"""Scores of patches, and the activations of the layers before."""

SLOPE = 0.1
"""Of the leaky rectifier."""


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


def judge(layers: nn.ModuleList, score: nn.Module, x: Tensor) -> Output:
    """Runs the layers with a leaky rectifier after each, to scores and activations in the layers' own layout."""
    features = []
    for layer in layers:
        x = nn.functional.leaky_relu(layer(x), SLOPE)
        features.append(x)
    return score(x), features

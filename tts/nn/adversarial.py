"""Adversarial losses: least squares (LSGAN) and feature matching."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from tts.nn.patches import Output


def discriminator_loss(real: list[Output], fake: list[Output]) -> Tensor:
    """Mean over discriminators of (1 - D(real))^2 + D(fake)^2."""
    terms = [
        (1.0 - r.float()).square().mean() + f.float().square().mean() for (r, _), (f, _) in zip(real, fake, strict=True)
    ]
    return torch.stack(terms).mean()


def adversarial_loss(fake: list[Output]) -> Tensor:
    """Mean over discriminators of (1 - D(fake))^2."""
    return torch.stack([(1.0 - score.float()).square().mean() for score, _ in fake]).mean()


def feature_loss(real: list[Output], fake: list[Output]) -> Tensor:
    """L1 between activations, relative to the mean size of the real ones, averaged over layers and discriminators.

    Only for discriminators of spectrograms: the source's phase is free, so activations that follow the waveform cannot
    match, and their best L1 match would be a quieter waveform. No gradient goes to the real side.
    """
    terms = []
    for (_, real_layers), (_, fake_layers) in zip(real, fake, strict=True):
        for r, f in zip(real_layers, fake_layers, strict=True):
            size = r.detach().abs().mean(dtype=torch.float32) + 1e-4
            terms.append(_MeanAbsoluteError.apply(f, r.detach()) / size)  # type: ignore[no-untyped-call]
    return torch.stack(terms).mean()


class _MeanAbsoluteError(torch.autograd.Function):
    """Mean of |a - b| in the inputs' own precision, with one pass in each direction; no gradient for b."""

    @staticmethod
    def forward(ctx: Any, a: Tensor, b: Tensor) -> Tensor:
        difference = a - b
        ctx.save_for_backward(difference)
        return difference.abs().mean(dtype=torch.float32)

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, None]:
        (difference,) = ctx.saved_tensors
        return difference.sign() * (gradient / difference.numel()).to(difference.dtype), None

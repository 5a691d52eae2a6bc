"""Adversarial losses: least squares (LSGAN) and feature matching."""

from __future__ import annotations

import torch
from torch import Tensor

from tts.vocoder.discriminators import Output


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

    No gradient goes to the real side.
    """
    terms = []
    for (_, real_layers), (_, fake_layers) in zip(real, fake, strict=True):
        for r, f in zip(real_layers, fake_layers, strict=True):
            r = r.detach().float()
            terms.append((f.float() - r).abs().mean() / (r.abs().mean() + 1e-4))
    return torch.stack(terms).mean()

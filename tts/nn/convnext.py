"""One-dimensional ConvNeXt block (Liu et al. 2022, arXiv 2201.03545; for speech: Vocos, arXiv 2306.00814).

Layout (B, T, D) throughout: the pointwise layers, where the work is, are plain matrix products, and the depthwise
convolution sees the same memory as a channels-last picture of height one, which is its fast path on a CPU.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn


class ConvNeXtBlock(nn.Module):
    """Depthwise convolution over time, layer norm, two pointwise layers with GELU between, residual.

    Args:
        dim: Width D.
        hidden: Width between the pointwise layers.
        kernel: Frames that the convolution sees (odd).
        layer_scale: Initial factor of the residual branch; small values make deep stacks start as the identity.
    """

    def __init__(self, dim: int, hidden: int, kernel: int = 7, layer_scale: float = 0.1) -> None:
        super().__init__()
        if kernel % 2 == 0:
            raise ValueError(f"kernel must be odd, got {kernel}; try {kernel + 1}")
        self.depthwise = nn.Conv2d(dim, dim, (1, kernel), padding=(0, kernel // 2), groups=dim)
        self.norm = nn.LayerNorm(dim, eps=1e-5)
        self.expand = nn.Linear(dim, hidden)
        self.activation = nn.GELU(approximate="tanh")
        self.contract = nn.Linear(hidden, dim)
        self.scale = nn.Parameter(torch.full((dim,), layer_scale))

    def forward(self, x: Tensor, gain: Tensor | None = None, shift: Tensor | None = None) -> Tensor:
        """Transforms the sequence; padded frames must be zeroed by the caller where they matter.

        Args:
            x: (B, T, D).
            gain: Optional (B, 1, D) or (B, T, D); the normalised activations are multiplied with 1 + gain (adaptive
                layer norm, for example by a speaker).
            shift: Optional, of the same shape, added after that.

        Returns:
            (B, T, D).
        """
        y = self.depthwise(x.transpose(1, 2).unsqueeze(2)).squeeze(2).transpose(1, 2)  # (B, T, D)
        y = self.norm(y)
        if gain is not None:
            y = y * (1.0 + gain)
        if shift is not None:
            y = y + shift
        return x + self.scale * self.contract(self.activation(self.expand(y)))

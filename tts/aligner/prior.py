"""The static prior of the alignment: speech and text advance at about the same pace (arXiv 2108.10447, section 2.3)."""

from __future__ import annotations

import torch
from torch import Tensor


def beta_binomial_log_prior(frames: int, symbols: int, scale: float = 1.0) -> Tensor:
    """Log probability of each symbol at each frame under a beta-binomial distribution.

    At frame t of T the symbol index follows BetaBinomial(N - 1, scale * t, scale * (T - t + 1)) with t counted from
    1: a cigar along the diagonal, narrow at both ends.

    Args:
        frames: T, at least 1.
        symbols: N, at least 1.
        scale: larger values make the cigar narrower.

    Returns:
        (T, N) float32; each row's exponentials sum to 1. Carries no gradient.

    Raises:
        ValueError: a size or the scale is not positive.
    """
    if frames < 1 or symbols < 1 or scale <= 0:
        raise ValueError(f"the prior needs frames, symbols >= 1 and scale > 0, got {frames}, {symbols}, {scale}")
    trials = symbols - 1
    k = torch.arange(symbols, dtype=torch.float64)
    t = torch.arange(1, frames + 1, dtype=torch.float64)
    a, b = scale * t, scale * (frames - t + 1)

    def log_beta(x: Tensor, y: Tensor) -> Tensor:
        return torch.lgamma(x) + torch.lgamma(y) - torch.lgamma(x + y)

    count = torch.tensor(float(trials), dtype=torch.float64)
    log_choose = torch.lgamma(count + 1) - torch.lgamma(k + 1) - torch.lgamma(count - k + 1)
    joint = log_beta(k[None, :] + a[:, None], (trials - k)[None, :] + b[:, None])
    return (log_choose[None, :] + joint - log_beta(a, b)[:, None]).float()

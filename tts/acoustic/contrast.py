"""The contrast between neighbouring frames that a trained decoder loses, given back.

A decoder learns from many ways to say a sound and moves more gently from frame to frame than any of them, even against
discriminators. The statistics of natural speech along time, its modulation spectrum, tell how much is missing, and a
filter restores it (Takamichi et al. 2016, "Postfilters to modify the modulation spectrum for statistical parametric
speech synthesis", IEEE/ACM TASLP 24(4)); here one for all bands: what a frame has more or less than the 60 ms around it
is enlarged.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

_AROUND = (1.0, 2.0, 3.0, 2.0, 1.0)
"""Weights of a frame and the two on either side: 62.5 ms at 80 frames a second."""


def with_contrast(mel: Tensor, valid: Tensor, amount: float) -> Tensor:
    """Moves each frame away from the mean of those around it.

    Args:
        mel: (B, T, M) natural log.
        valid: (B, T) bool; frames outside have no part in the means.
        amount: of the difference, which is added: 0 changes nothing.

    Returns:
        (B, T, M); what is not valid is of no meaning.
    """
    if amount == 0.0:
        return mel
    kernel = torch.tensor(_AROUND, dtype=mel.dtype).reshape(1, 1, -1, 1)
    reach = len(_AROUND) // 2
    heard = valid.to(mel.dtype).unsqueeze(-1)  # (B, T, 1)
    sums, weights = (
        functional.conv2d(x.unsqueeze(1), kernel, padding=(reach, 0)).squeeze(1) for x in (mel * heard, heard)
    )
    return mel + amount * (mel - sums / weights.clamp(min=1.0))

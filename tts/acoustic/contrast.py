"""The contrast between neighbouring frames and bands that a trained decoder loses, given back.

A decoder learns from many ways to say a sound: it moves more gently from frame to frame than any of them, and fills the
valleys between formants and the zeros of nasals, even against discriminators. The statistics of natural speech along
time, its modulation spectrum, and along frequency tell how much is missing, and a filter restores it (Takamichi et al.
2016, "Postfilters to modify the modulation spectrum for statistical parametric speech synthesis", IEEE/ACM TASLP 24);
here one for all bands and one for all frames: what a value has more or less than those around it is enlarged.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

_AROUND = (1.0, 2.0, 3.0, 2.0, 1.0)
"""Weights of a frame or band and the two on either side: 62.5 ms at 80 frames a second."""
_HARMONIC_HZ = 1055.0
"""Bands below it are so narrow that they show single harmonics, which move with the pitch."""
_FORMANT_HZ = 1490.0
"""From here on, bands show formants only."""


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
    heard = valid.to(mel.dtype).unsqueeze(-1)  # (B, T, 1)
    sums, weights = _around(mel * heard, 1), _around(heard, 1)
    return mel + amount * (mel - sums / weights.clamp(min=1.0))


def with_band_contrast(mel: Tensor, centres_hz: Tensor, amount: float) -> Tensor:
    """Moves each band away from the mean of those around it: fully from 1.5 kHz on, not at all below 1 kHz.

    Args:
        mel: (B, T, M) natural log.
        centres_hz: (M,) of the bands.
        amount: of the difference, which is added: 0 changes nothing.

    Returns:
        (B, T, M).
    """
    if amount == 0.0:
        return mel
    shares = ((centres_hz.to(mel.dtype) - _HARMONIC_HZ) / (_FORMANT_HZ - _HARMONIC_HZ)).clamp(0.0, 1.0)  # (M,)
    means = _around(mel, 2) / _around(torch.ones_like(shares).reshape(1, 1, -1), 2)
    return mel + amount * shares * (mel - means)


def _around(values: Tensor, dim: int) -> Tensor:
    """Weighted sums of the neighbours of each value along `dim`, 1 or 2, of (B, T, M)."""
    reach = len(_AROUND) // 2
    shape, padding = ((1, 1, -1, 1), (reach, 0)) if dim == 1 else ((1, 1, 1, -1), (0, reach))
    kernel = torch.tensor(_AROUND, dtype=values.dtype).reshape(shape)
    return functional.conv2d(values.unsqueeze(1), kernel, padding=padding).squeeze(1)

"""Length regulation: from durations of phones to frames (numpy; serving and training share it)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray


def expansion_index(durations: NDArray[np.int64]) -> NDArray[np.int64]:
    """Index of the phone of each frame: (N,) frames to (T,), T = durations.sum()."""
    return np.repeat(np.arange(len(durations), dtype=np.int64), durations)


def frame_positions(durations: NDArray[np.int64]) -> NDArray[np.float32]:
    """Where each frame lies in its phone.

    Args:
        durations: (N,) frames of each phone.

    Returns:
        (T, 2): the middle of the frame as a fraction of the phone, -1 to 1; and ln(duration) - 1.5, the phone's length.
    """
    starts = np.cumsum(durations) - durations
    index = expansion_index(durations)
    length = durations[index].astype(np.float32)
    offset = np.arange(len(index), dtype=np.float32) - starts[index].astype(np.float32)
    relative = 2.0 * (offset + 0.5) / length - 1.0
    return np.stack([relative, np.log(length) - 1.5], axis=-1).astype(np.float32)


def round_durations(durations: NDArray[np.float32], minimum: NDArray[np.int64]) -> NDArray[np.int64]:
    """Whole frames with the running error carried on, so that the sum stays within one frame of the unrounded sum.

    Args:
        durations: (N,) frames, unrounded.
        minimum: (N,) fewest frames of each position (1 for a phone, 0 for a boundary).

    Returns:
        (N,) int64.
    """
    result = []
    error = 0.0
    for value, least in zip(durations.tolist(), minimum.tolist(), strict=True):
        wanted = value + error
        result.append(max(math.floor(wanted + 0.5), least))
        error = min(max(wanted - result[-1], -1.0), 1.0)
    return np.array(result, dtype=np.int64)

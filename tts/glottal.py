"""The glottal stop between two vowels: for 60 ms the vocal folds are pressed together, the voice falters and fades.

The models hear it as the boundary of a word (`frontend.phonology.encode`), for in their recordings it is unwritten. How
much of it they make hangs on the timbre: natural German falls by 10 dB there, half of the time by more, and so does the
model in that speaker's timbre, but by 2 to 6 in that of the persona, whose other languages bind vowels. So the closure
is made here: a dip of amplitude and F0, by which listeners know the stop (Hillenbrand and Houde 1996, "Role of F0 and
amplitude in the perception of intervocalic glottal stops"). Figures: `recipes/README.md`.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from frontend.phonology import EncodedSentence

Array = NDArray[np.float32]

LEAST_STOP_S = 0.0625
"""Shortest stop at rate 1."""

DEPTH_DB = 24.0
"""How far its middle lies below the vowels."""

LOWEST_PITCH = 0.85
"""Factor of F0 in its middle."""

_FLANK_FRAMES = 1
_STEEPNESS = 1.3
"""The closure is complete for a part of its time."""


def closures(encoded: EncodedSentence, frames: NDArray[np.int64]) -> Array:
    """How far the vocal folds are closed in each frame: (N,) lengths of the positions to (T,), 0 to 1."""
    ends = np.cumsum(frames)
    closed = np.zeros(int(ends[-1]), dtype=np.float32)
    for place in encoded.stops:
        length = int(frames[place]) + 2 * _FLANK_FRAMES
        start = int(ends[place]) - length + _FLANK_FRAMES  # vowels stand on both sides, so the flanks have room
        shape = np.minimum(_STEEPNESS * np.hanning(length + 2)[1:-1], 1.0)
        closed[start : start + length] = np.maximum(closed[start : start + length], shape)
    return closed


def close(mel: Array, f0_hz: Array, closed: Array) -> tuple[Array, Array]:
    """Mel (T, M), natural log, and F0 (T,) in Hz with the closures (T,) in them."""
    if not closed.any():
        return mel, f0_hz
    depth = np.float32(DEPTH_DB * math.log(10.0) / 20.0)
    return mel - depth * closed[:, None], f0_hz * (1.0 - (1.0 - np.float32(LOWEST_PITCH)) * closed)

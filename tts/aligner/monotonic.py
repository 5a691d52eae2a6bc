"""Monotonic alignment search: the best way through a (frames x symbols) table that never goes back.

Viterbi over the symbols. Each frame stays on its symbol or moves to the next; a symbol marked skippable (a word
boundary, where speech may run on without a pause) may be left out, every other one gets at least one frame.
Vectorised over the batch and the symbols, so that only frames are looped over.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_IMPOSSIBLE = -1e30


@dataclass(frozen=True, slots=True)
class Alignment:
    """Result of `monotonic_alignment`.

    Attributes:
        durations: (B, N) int64, frames of each symbol; the first N_b entries of row b sum to its T_b, the others are 0.
        scores: (B,) float64, mean log probability of a frame along the path.
    """

    durations: NDArray[np.int64]
    scores: NDArray[np.float64]


def monotonic_alignment(
    log_probs: NDArray[np.floating],
    frame_lengths: NDArray[np.int64],
    symbol_lengths: NDArray[np.int64],
    skippable: NDArray[np.bool_],
) -> Alignment:
    """The most probable monotonic path of every item of a batch.

    Args:
        log_probs: (B, T, N) log probability of symbol n at frame t; values beyond the lengths are ignored.
        frame_lengths: (B,) valid frames T_b.
        symbol_lengths: (B,) valid symbols N_b.
        skippable: (B, N) symbols that may get no frame; never the first or the last one, and never two in a row.

    Returns:
        Durations and scores.

    Raises:
        ValueError: an item has fewer frames than symbols that need one, or `skippable` breaks the rules above.
    """
    batch, frames, symbols = log_probs.shape
    items = np.arange(batch)
    valid = np.arange(symbols)[None, :] < symbol_lengths[:, None]
    optional = skippable & valid
    if optional[:, 0].any() or optional[items, symbol_lengths - 1].any() or (optional[:, 1:] & optional[:, :-1]).any():
        raise ValueError("skippable symbols must not be first, last or next to each other")
    needed = (valid & ~optional).sum(axis=1)
    if (needed > frame_lengths).any():
        worst = int(np.argmax(needed - frame_lengths))
        raise ValueError(
            f"item {worst} has {int(frame_lengths[worst])} frames for {int(needed[worst])} symbols that need one each: "
            "the text does not belong to this recording, or the recording was cut"
        )

    best = np.full((batch, symbols), _IMPOSSIBLE)
    best[:, 0] = log_probs[:, 0, 0]
    moves = np.zeros((frames, batch, symbols), dtype=np.int8)
    best_at_end = np.where(frame_lengths == 1, best[items, symbol_lengths - 1], _IMPOSSIBLE)
    may_jump = np.zeros((batch, symbols), dtype=bool)  # to symbol n from n - 2
    may_jump[:, 2:] = optional[:, 1:-1]
    one, two = np.full_like(best, _IMPOSSIBLE), np.full_like(best, _IMPOSSIBLE)
    for t in range(1, frames):
        one[:, 1:] = best[:, :-1]
        two[:, 2:] = best[:, :-2]
        move = moves[t]
        chosen = np.where(one > best, one, best)
        move[one > best] = 1
        jump = may_jump & (two > chosen)
        move[jump] = 2
        best = np.maximum(np.where(jump, two, chosen) + log_probs[:, t], _IMPOSSIBLE)
        ends = frame_lengths == t + 1
        if ends.any():
            best_at_end[ends] = best[items, symbol_lengths - 1][ends]

    durations = np.zeros((batch, symbols), dtype=np.int64)
    position = symbol_lengths.astype(np.int64) - 1
    for t in range(frames - 1, -1, -1):
        inside = t < frame_lengths
        durations[items[inside], position[inside]] += 1
        position = np.where(inside, position - moves[t, items, position], position)
    return Alignment(durations, best_at_end / frame_lengths)

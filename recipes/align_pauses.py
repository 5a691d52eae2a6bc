"""Give breaths back to the pauses.

A reader who breathes in after a word makes a noise that looks more like a fricative than like silence, and the
aligner, whose exact labels come from a teacher that never breathes, leaves it with the last phone of the word.
Between the phone and the breath there is a dip in level; the boundary is moved there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontend.phonology import inventory, is_phone

SPEECH_BANDS = slice(3, 70)


@dataclass(frozen=True, slots=True)
class PauseRules:
    """When a phone before a boundary is taken to hold a breath. Levels are mean log-mel values (1 is 8.7 dB).

    Attributes:
        long_consonant: frames from which a consonant is looked at.
        long_vowel: frames from which a vowel is looked at.
        fall: the dip is at least this far below the loudest frame of the phone before it.
        rise: the level after the dip comes up again at least this much.
        decay: without a dip, the phone ends where it has fallen this far.
        voiced_share: a phone stays as it is if more of the frames that it would lose are voiced (they are speech).
    """

    long_consonant: int = 13
    long_vowel: int = 19
    fall: float = 1.5
    rise: float = 0.6
    decay: float = 2.5
    voiced_share: float = 0.1


def release_pauses(
    durations: NDArray[np.int64],
    symbols: list[str],
    mel: NDArray[np.floating],
    f0_hz: NDArray[np.float32],
    rules: PauseRules | None = None,
) -> NDArray[np.int64]:
    """Moves what is not speech from long phones at the end of a word to the boundary after them.

    Args:
        durations: (N,) frames of each symbol, sum T.
        symbols: N symbols.
        mel: (T, n_mels) natural log.
        f0_hz: (T,), 0 where unvoiced.
        rules: thresholds.

    Returns:
        (N,) frames with the same sum; a phone keeps two frames at least.
    """
    rules = rules or PauseRules()
    released = durations.copy()
    level = np.asarray(mel[:, SPEECH_BANDS], dtype=np.float64).mean(axis=1)
    ends = np.cumsum(durations)
    rows = inventory()
    for index in range(1, len(symbols) - 1):
        row = rows.get(symbols[index])
        if row is None or is_phone(symbols[index + 1]):
            continue
        length = int(durations[index])
        if length < (rules.long_vowel if row.is_vowel else rules.long_consonant):
            continue
        start, end = int(ends[index]) - length, int(ends[index])
        has_closure = bool({"manner:plosive", "manner:affricate"} & row.features)
        kept = _speech_frames(level[start:end], has_closure, rules)
        if kept < length and (f0_hz[start + kept : end] > 0).mean() <= rules.voiced_share:
            released[index] -= length - kept
            released[index + 1] += length - kept
    return released


def _speech_frames(level: NDArray[np.float64], has_closure: bool, rules: PauseRules) -> int:
    """How many frames of a level contour are the phone. A plosive's first dip is its closure and does not count."""
    dip = _first_dip(level, 0, rules)
    if dip is not None and has_closure:
        dip = _first_dip(level, dip, rules)
    if dip is not None:
        return max(2, dip)
    peak = int(np.argmax(level))
    below = np.flatnonzero(level[peak:] < level[peak] - rules.decay)
    return max(2, peak + int(below[0])) if len(below) else len(level)


def _first_dip(level: NDArray[np.float64], origin: int, rules: PauseRules) -> int | None:
    """The lowest frame of the first valley after `origin` that is deep enough on both sides."""
    peak, low = level[origin], origin
    for t in range(origin + 1, len(level)):
        if level[low] <= peak - rules.fall and level[t] >= level[low] + rules.rise:
            return low
        if level[t] < level[low]:
            low = t
        elif level[t] > peak:
            peak, low = level[t], t
    return None

"""How fast a prompt is spoken so that its finished file lasts no longer than its row allows.

What counts is the file: speech, the silence at both ends, and the pauses that the text asks for, which no speed
shortens. So the files are made, measured, and made again faster. Their length is close to ``fixed + speech / rate``;
the first guess takes the silence at the ends as all that is fixed, the later ones solve for both from the last two.
"""

from __future__ import annotations

from collections.abc import Callable

_ROUNDS = 6
_MARGIN = 1.003
"""Durations are rounded to whole frames: a guess aims this much faster than the equation says."""


def rate_within(
    limit_s: float, rate: float, highest: float, ends_s: float, length_at: Callable[[float], float]
) -> float:
    """The rate at which the files fit, or the highest one if they never do.

    Args:
        limit_s: how long the longest file may last, > 0.
        rate: factor of speed that is wanted; it is kept if the files fit.
        highest: the highest factor that is allowed.
        ends_s: silence before and after the speech.
        length_at: makes the files at a rate; the length in seconds of the longest.
    """
    length_s = length_at(rate)
    fixed_s, speech_s = ends_s, (length_s - ends_s) * rate
    for _ in range(_ROUNDS):
        if length_s <= limit_s or rate >= highest:
            return rate
        left_s = limit_s - fixed_s
        faster = min(max(_MARGIN * speech_s / left_s, _MARGIN * rate), highest) if left_s > 0 else highest
        shorter_s = length_at(faster)
        speech_s = max((length_s - shorter_s) / (1 / rate - 1 / faster), 0.0)
        fixed_s = shorter_s - speech_s / faster
        rate, length_s = faster, shorter_s
    return rate if length_s <= limit_s else highest

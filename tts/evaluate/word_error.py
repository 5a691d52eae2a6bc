"""Edit distance and the error rates made of it.

Rates of a set are *pooled*: the edits of all clips over the units of all references, so that long sentences count more.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

HOMOPHONE_WORDS = 3
"""So many words may be heard as others of the same sound ("lampes s'allument", "lampe salument")."""


@dataclass(frozen=True, slots=True)
class ErrorCount:
    """Edits against the number of units (words or characters) in the reference."""

    edits: int
    units: int

    def __add__(self, other: ErrorCount) -> ErrorCount:
        return ErrorCount(self.edits + other.edits, self.units + other.units)

    @property
    def rate(self) -> float:
        """Edits per unit; may exceed 1. An empty reference gives 0 without edits and 1 otherwise."""
        if self.units == 0:
            return float(self.edits > 0)
        return self.edits / self.units


def edit_distance(reference: Sequence[Hashable], hypothesis: Sequence[Hashable]) -> int:
    """Levenshtein distance: the least number of substitutions, deletions and insertions. O(R*H) time, O(H) memory."""
    previous = list(range(len(hypothesis) + 1))
    for row, expected in enumerate(reference, start=1):
        current = [row]
        for column, heard in enumerate(hypothesis, start=1):
            substitution = previous[column - 1] + (expected != heard)
            current.append(min(substitution, previous[column] + 1, current[-1] + 1))
        previous = current
    return previous[-1]


def word_errors(reference: Sequence[str], hypothesis: Sequence[str]) -> ErrorCount:
    """Word errors between two lists of words.

    A difference of spacing only ("voicemail" for "voice mail", split German compounds) is no error: where the two
    words of one side are one word of the other, they are joined first.
    """
    joined_reference = join_pairs(reference, frozenset(hypothesis))
    joined_hypothesis = join_pairs(hypothesis, frozenset(reference))
    return ErrorCount(edit_distance(joined_reference, joined_hypothesis), len(joined_reference))


def errors_by_sound(
    reference: Sequence[str], hypothesis: Sequence[str], sound: Callable[[Sequence[str]], Hashable]
) -> ErrorCount:
    """Word errors that can be heard: words that another spelling of the same sounds was written for are none.

    "portée" for "porter" and "two" for "too" are errors of the recogniser's grammar, not of the voice. The Levenshtein
    distance gets one more step for them: up to `HOMOPHONE_WORDS` words of one side for up to as many of the other
    that sound like them cost nothing.

    Args:
        reference: what was said, words.
        hypothesis: what was understood, words.
        sound: of some words said after one another; equal where they cannot be told apart.

    Returns:
        Never more edits than `word_errors` counts, over as many units.
    """
    expected = join_pairs(reference, frozenset(hypothesis))
    heard = join_pairs(hypothesis, frozenset(reference))
    if expected == heard:
        return ErrorCount(0, len(expected))
    sounds = (_sounds_before(expected, sound), _sounds_before(heard, sound))
    distance = np.add.outer(np.arange(len(expected) + 1), np.arange(len(heard) + 1))
    for row in range(1, len(expected) + 1):
        for column in range(1, len(heard) + 1):
            distance[row, column] = min(
                distance[row - 1, column - 1] + (expected[row - 1] != heard[column - 1]),
                distance[row - 1, column] + 1,
                distance[row, column - 1] + 1,
                *(
                    distance[row - words, column - others]
                    for words, one in enumerate(sounds[0][row - 1], start=1)
                    for others, other in enumerate(sounds[1][column - 1], start=1)
                    if one == other
                ),
            )
    return ErrorCount(int(distance[-1, -1]), len(expected))


def _sounds_before(words: Sequence[str], sound: Callable[[Sequence[str]], Hashable]) -> list[list[Hashable]]:
    """For each word how it sounds: alone, with the one before it, with the two before it."""
    return [
        [sound(words[end - count : end]) for count in range(1, min(HOMOPHONE_WORDS, end) + 1)]
        for end in range(1, len(words) + 1)
    ]


def character_errors(reference: Sequence[str], hypothesis: Sequence[str]) -> ErrorCount:
    """Character errors between two lists of words; spaces do not count."""
    expected, heard = "".join(reference), "".join(hypothesis)
    return ErrorCount(edit_distance(expected, heard), len(expected))


def join_pairs(words: Sequence[str], vocabulary: frozenset[str]) -> list[str]:
    """Joins neighbours, left to right, where their concatenation is in `vocabulary`."""
    joined: list[str] = []
    position = 0
    while position < len(words):
        pair = "".join(words[position : position + 2])
        if position + 1 < len(words) and pair in vocabulary:
            joined.append(pair)
            position += 2
        else:
            joined.append(words[position])
            position += 1
    return joined


def total(counts: Iterable[ErrorCount]) -> ErrorCount:
    """The pooled count of a set."""
    return sum(counts, ErrorCount(0, 0))


def bootstrap_interval(
    counts: Sequence[ErrorCount], confidence: float = 0.95, resamples: int = 1000, seed: int = 0
) -> tuple[float, float]:
    """Confidence interval of the pooled rate: the percentiles over sets of clips drawn with replacement.

    Args:
        counts: one count for each clip, at least one.
        confidence: between 0 and 1.
        resamples: number of drawn sets.
        seed: of the drawing; equal seeds give equal intervals.

    Returns:
        Lower and upper bound of the rate.
    """
    edits = np.array([count.edits for count in counts])
    units = np.array([count.units for count in counts])
    drawn = np.random.default_rng(seed).integers(len(counts), size=(resamples, len(counts)))
    rates = edits[drawn].sum(axis=1) / np.maximum(units[drawn].sum(axis=1), 1)
    tail = 50.0 * (1.0 - confidence)
    low, high = np.percentile(rates, [tail, 100.0 - tail])
    return float(low), float(high)

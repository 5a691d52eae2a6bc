"""How long the pauses are that nobody asked for: at punctuation, where a phrase ends, between the groups of a number.

What is heard as a pause is longer than what the models give the punctuation: the phone before it is spoken early in its
time, and silence is the rest. The models' pauses are kept within bounds. A reader's pause grows with the shorter one of
the two phrases beside a comma, or of the two sentences beside a full stop (Krivokapić 2007, "Prosodic planning: effects
of phrasal length and complexity on pause duration"), and so do the least ones here. Figures: `recipes/README.md`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from frontend.phonology import EncodedSentence, syllables
from frontend.types import Sentence, Word

Array = NDArray[np.float32]

LONGEST_SOUND_S = 0.15
"""What a phone before a pause lasts beyond this is silence, for the most part."""

LEAST_PAUSE_S = {",": 0.15, ";": 0.4, ":": 0.4, "–": 0.3, "…": 0.45, ".": 0.45, "?": 0.35, "!": 0.35}
"""Shortest pause at punctuation inside a segment, at rate 1."""

COMMA_S = (0.1, 0.018)
"""The pause at a comma: its least length, and what each syllable of the shorter phrase beside it adds. A reader of
German has medians of .11, .23, .31 and .35 s where that phrase has less than 5, 8, 12 and 16 syllables."""

SENTENCE_GAP_S = (0.32, 0.016)
"""The same from the last phone of a sentence to the first of the next. Two slow readers have medians of .60 s where the
shorter sentence has less than four syllables, and .76 and .79, .79 and .89, .81 and .90 with less than 8, 12 and 18."""

LONGEST_BESIDE_SYLLABLES = 12
"""More syllables add nothing to a pause."""

PHRASE_PAUSE_S = (0.12, 0.2)
"""Least and greatest pause where a phrase ends and nothing is written; readers' have a median of .13 to .18."""

NUMBER_GROUP_PAUSE_S = 0.3
"""The same between the groups of a written number ("555-867-5309"): callers write them down."""


def with_pauses(durations: Array, sentence: Sentence, encoded: EncodedSentence, frames_per_s: float) -> Array:
    """Durations (N,) in frames in which the pauses inside a segment last as long as a listener needs.

    Args:
        durations: of the positions, as the models give them.
        sentence: the segment, as it was encoded.
        encoded: its N positions.
        frames_per_s: of the durations.
    """
    words, index = sentence.words, encoded.word_index
    lengths = _phrase_syllables(words)
    bounded = durations.copy()
    for position in range(1, len(index) - 2):
        word = index[position - 1]
        if index[position] >= 0 or word < 0 or index[position + 1] == word:
            continue
        least, most = (bound * frames_per_s for bound in _bounds(words, word, lengths))
        hidden = max(float(durations[position - 1]) - LONGEST_SOUND_S * frames_per_s, 0.0)
        pause = float(durations[position]) + hidden
        if pause < least:
            bounded[position] += least - pause
        elif pause > most:
            bounded[position] *= most / pause
            bounded[position - 1] -= hidden * (1.0 - most / pause)
    return bounded


def _bounds(words: Sequence[Word], word: int, lengths: Sequence[int]) -> tuple[float, float]:
    """The least and the greatest pause after a word, in seconds."""
    if words[word].ends_phrase:
        return PHRASE_PAUSE_S
    mark = words[word].punctuation
    if not mark:
        return 0.0, math.inf
    if word + 1 < len(words) and words[word].span == words[word + 1].span:
        return NUMBER_GROUP_PAUSE_S, math.inf
    least_s = LEAST_PAUSE_S[mark]
    if mark == ",":
        least_s = max(least_s, _beside_s(COMMA_S, lengths[word : word + 2]))
    return least_s, math.inf


def sentence_gap_s(before: Sentence, after: Sentence) -> float:
    """The pause between two sentences of a paragraph, in seconds at rate 1."""
    return _beside_s(SENTENCE_GAP_S, [sum(map(syllables, sentence.words)) for sentence in (before, after)])


def _beside_s(length_s: tuple[float, float], counts: Sequence[int]) -> float:
    """A pause from its least length and what each syllable of the shortest part beside it adds."""
    least_s, each_s = length_s
    return least_s + each_s * min(*counts, LONGEST_BESIDE_SYLLABLES)


def _phrase_syllables(words: Sequence[Word]) -> list[int]:
    """For each word the syllables of the phrase that it is in; phrases end at punctuation and where one is marked."""
    counts: list[int] = []
    start = 0
    for count, word in enumerate(words, start=1):
        if word.punctuation or word.ends_phrase or count == len(words):
            counts += [sum(map(syllables, words[start:count]))] * (count - start)
            start = count
    return counts

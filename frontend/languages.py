"""Phrases of another language in a text: "She said c'est la vie and left." has three words of French.

A phrase is found by its words alone. Each word says how much commoner it is in the other language than in the text's
own (log ratio of the frequency ranks); the stretch of words with the greatest sum is the phrase (maximal sub-array,
Kadane). It counts only if the sum is large, two words speak for it and one of them is a common function word in small
letters: names, and loans such as "déjà vu" or "home office", stay in the language of the text, whose speakers read
them their way.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from frontend.common_words import word_ranks
from frontend.locales import readers

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*['’]?")
_EDGE = re.compile(r"[.?!…:;()\[\]{}\"«»“”„\n]")
"""A phrase does not cross these."""
_LOANS = re.compile(r"à la\b|de facto|et al|et cetera|in situ|vis à vis|a la carte", re.IGNORECASE)
_PARTICLES = frozenset(
    ["de", "du", "des", "del", "la", "le", "les", "el", "von", "der", "zu", "van", "y", "und", "et", "of"]
)
"""Function words that stand within names as well (Cinco de Mayo, Ursula von der Leyen)."""
_WORDS_OF_A_LETTER = frozenset("aàyeouó")
_MOST_COMMON = 150
_EVIDENCE = 1.0
_THRESHOLD = 4.5
_UNKNOWN = -0.7
_MOST = 3.5


@dataclass(frozen=True, slots=True)
class Phrase:
    """Characters ``[start, end)`` of a text, in another locale than the text."""

    start: int
    end: int
    locale: str


@dataclass(frozen=True, slots=True)
class _Written:
    """A word, where it stands, and how much commoner it is in the other language (log10)."""

    folded: str
    start: int
    end: int
    score: float
    is_small: bool
    is_function_word: bool


def phrases(text: str, locale: str) -> list[Phrase]:
    """The phrases of the other languages, in order; none overlap.

    Args:
        text: plain text.
        locale: BCP-47 tag of one of the five locales, in which the rest is read.
    """
    own = locale.partition("-")[0]
    found: list[Phrase] = []
    for start, end in _stretches(text):
        found += _within(text, start, end, own)
    return sorted(found, key=lambda phrase: phrase.start)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for edge in _EDGE.finditer(text):
        yield start, edge.start()
        start = edge.end()
    yield start, len(text)


def _within(text: str, start: int, end: int, own: str) -> list[Phrase]:
    """The best phrase between two places, and those before and after it."""
    matches = list(_WORD.finditer(text, start, end))
    if len(matches) < 2:
        return []
    best: tuple[float, Phrase] | None = None
    for language, spoken in readers().items():
        if language == own:
            continue
        words = [_written(match, own, language) for match in matches]
        total, first, last = _greatest(words)
        chosen = words[first:last]
        if total < _THRESHOLD or (best is not None and total <= best[0]) or not _is_phrase(chosen):
            continue
        if not _LOANS.match(text, chosen[0].start):
            best = (total, Phrase(chosen[0].start, chosen[-1].end, spoken))
    if best is None:
        return []
    phrase = best[1]
    return [*_within(text, start, phrase.start, own), phrase, *_within(text, phrase.end, end, own)]


def _written(match: re.Match[str], own: str, other: str) -> _Written:
    folded = match.group().lower().replace("’", "'")
    here, there = _commonness(folded, own), _commonness(folded, other)
    score = there - here if there or here else _UNKNOWN
    if len(folded) == 1 and match.group() != "I" and (match.group().isupper() or folded not in _WORDS_OF_A_LETTER):
        score = 0.0  # a letter, or a unit ("à 0,75 l")
    small = match.group()[0].islower()
    common = small and score >= _EVIDENCE and _is_function_word(folded, other)
    return _Written(folded, match.start(), match.end(), max(-_MOST, min(_MOST, score)), small, common)


def _commonness(word: str, language: str) -> float:
    """log10 of how far before the end of the list the word stands, 0 for a word that is not on it; of a word with an
    apostrophe or hyphen, that of its rarest part."""
    ranks = word_ranks(language)
    if word in ranks:
        return math.log10(len(ranks) / (ranks[word] + 1))
    parts = [part for part in re.split("['-]", word) if part]
    return min((_commonness(part, language) for part in parts), default=0.0) if len(parts) > 1 else 0.0


def _is_function_word(word: str, language: str) -> bool:
    ranks = word_ranks(language)
    return all(ranks.get(part, _MOST_COMMON) < _MOST_COMMON for part in re.split("['-]", word) if part)


def _greatest(words: Sequence[_Written]) -> tuple[float, int, int]:
    """Sum, first and end of the stretch of words with the greatest sum of scores."""
    best, current, first = (0.0, 0, 0), 0.0, 0
    for i, word in enumerate(words):
        if current <= 0:
            current, first = 0.0, i
        current += word.score
        if current > best[0]:
            best = (current, first, i + 1)
    return best


def _is_phrase(words: Sequence[_Written]) -> bool:
    evidence = {word.folded for word in words if word.score >= _EVIDENCE}
    common = {word.folded for word in words if word.is_function_word}
    if not common - _PARTICLES:  # a name, unless another word of it is written small (vive la France)
        others = [word for word in words if word.is_small and word.score >= _EVIDENCE and word.folded not in common]
        return len(evidence) >= 2 and bool(common) and bool(others)
    return len(evidence) >= 2

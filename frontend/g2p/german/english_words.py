"""The English words that German takes with their sounds: `data/de-DE/english_words.txt`."""

from __future__ import annotations

from functools import cache

from frontend.tables import read_words


@cache
def english_words() -> frozenset[str]:
    """Names with a capital, all other words in lower case."""
    return frozenset(read_words("de-DE/english_words.txt"))

"""The frequent words of each language (`data/common_words/<language>.txt`), names among them, in lower case."""

from __future__ import annotations

from functools import cache

from frontend.tables import read_words


@cache
def word_ranks(language: str) -> dict[str, int]:
    """Words to their ranks by frequency, 0 first; `language` is "en", "es", "de" or "fr"."""
    return {word: rank for rank, word in enumerate(read_words(f"common_words/{language}.txt"))}

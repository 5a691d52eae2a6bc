"""Spanish vowels with and without their written accent."""

from __future__ import annotations

_UNACCENTED = str.maketrans("áéíóú", "aeiou")
_ACCENTED = str.maketrans("aeiou", "áéíóú")


def unaccented(word: str) -> str:
    """A word, given in lower case, without the accents of its vowels; ñ and ü stay."""
    return word.translate(_UNACCENTED)


def has_accent(text: str) -> bool:
    """Whether any vowel of a text in lower case has its accent: who writes one writes the others too."""
    return unaccented(text) != text


def accented(letters: str) -> str:
    """Letters in lower case, each vowel with an accent."""
    return letters.translate(_ACCENTED)

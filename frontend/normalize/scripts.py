"""Words of other scripts in Latin letters, so that a name in Cyrillic or Greek is spoken and not lost.

The letters come from anyascii; here they become words: one capital at most where the script has none, vowels between
the consonants of Arabic and Hebrew, syllables apart in long runs of Chinese characters. A reading by the rules of the
other language is the business of ``<lang>``; this is what a reader does who knows the letters only.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from frontend.normalize.patterns import regex
from frontend.tables import read_table

FOREIGN = regex(
    "[\u0370-\u1dbf\u1f00-\u1fff\u2c00-\u2dff\u3005-\ua7ff\ua800-\ud7ff\uf900-\ufdff\ufe70-\ufefc]{1,10000}"
)
"""A run of letters and marks of scripts that are not Latin."""

_GREEK = regex("[\u0370-\u03ff\u1f00-\u1fff]")
_ABJAD = regex("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_HAN = regex("[\u3400-\u9fff\uf900-\ufaff]")
_LONG_HAN = 4
_WORD_OF_GREEK = 3
"""Fewer Greek letters side by side are symbols with names of their own."""
_VOWELS = frozenset("aeiouy")
_ALIKE = str.maketrans("аеёкморстухіјѕАВЕЁКМНОРСТУХІЈЅ", "aeekmopctyxijsABEEKMHOPCTYXIJS")
"""Letters of Cyrillic that look like Latin ones."""
_LOOKALIKES = frozenset(map(chr, _ALIKE))


@lru_cache(maxsize=20_000)
def letters_of(character: str) -> str:
    """The Latin letters for one letter or mark of another script ("" if it has none)."""
    from anyascii import anyascii  # its tables take time to load, and most texts need none

    latin = anyascii(character)
    return "".join(letter for letter in latin if letter.isalpha())


@cache
def _places() -> dict[str, str]:
    """Well-known places in Chinese characters, of which Japanese ones are not read as Chinese."""
    return {row[0]: row[1] for row in read_table("", "han_places", "written latin")}


def _named(characters: str, offset: int, pieces: list[str], start: int) -> int:
    """Puts the name of a place that begins at `offset` into the `pieces`, and says how many characters it has."""
    for size in (3, 2):
        latin = _places().get(characters[offset : offset + size])
        if latin is not None and offset + size <= len(characters):
            beside = " " if characters[offset + size : offset + size + 1].isalpha() else ""
            before = " " if offset and _HAN.match(characters[offset - 1]) else ""
            pieces[start + offset : start + offset + size] = [f"{before}{latin}{beside}", *[""] * (size - 1)]
            return size
    return 0


def transliterate(text: str, pieces: list[str]) -> None:
    """Replaces the `pieces` (one for each character of `text`) of every run of foreign letters by Latin letters."""
    for run in FOREIGN.finditer(text):
        characters = run.group()
        if _GREEK.match(characters) and len(characters) < _WORD_OF_GREEK:
            continue
        if _stands_in_latin(text, run.start(), run.end()):
            pieces[run.start() : run.end()] = characters.translate(_ALIKE)
        else:
            _transliterate_run(characters, run.start(), pieces)


def _transliterate_run(characters: str, start: int, pieces: list[str]) -> None:
    """Replaces the `pieces` from `start` on by the Latin letters of a run."""
    han = sum(_HAN.match(character) is not None for character in characters) > _LONG_HAN
    previous, read = "", 0
    for offset, character in enumerate(characters):
        if offset >= read and _HAN.match(character) and (size := _named(characters, offset, pieces, start)):
            previous, read = "", offset + size
        if offset < read:
            continue
        if not character.isalpha() and not unicodedata.category(character).startswith("M"):
            continue
        latin = letters_of(character)
        if not latin:
            pieces[start + offset] = ""
            continue
        if previous and character.lower() == character.upper():
            latin = latin.lower()  # "BeiJing"
        elif _GREEK.match(character):
            latin = _greek(latin, previous, character)
        if _ABJAD.match(character):
            following = letters_of(characters[offset + 1]) if offset + 1 < len(characters) else ""
            latin = _voiced(latin, previous, following)
        previous = latin
        pieces[start + offset] = f" {latin}" if han and _HAN.match(character) else latin


def _stands_in_latin(text: str, start: int, end: int) -> bool:
    """Whether a run is of letters that look Latin, inside of a Latin word: what filters of words are deceived with."""
    beside = text[max(0, start - 1) : start] + text[end : end + 1]
    mixed = any(letter.isalpha() and letter.isascii() for letter in beside)
    return mixed and all(letter in _LOOKALIKES for letter in text[start:end])


def _greek(latin: str, previous: str, character: str) -> str:
    """The second letter of the digraphs ou, av and ev."""
    if character in "υύ" and previous:
        return {"o": "u", "a": "v", "e": "v"}.get(previous[-1].lower(), latin)
    return latin


def _voiced(latin: str, previous: str, following: str) -> str:
    """A consonant with a vowel after it where two others would stand beside it."""
    clustered = following[:1] not in _VOWELS and following and latin[-1] not in _VOWELS
    return latin + "a" if clustered and previous[-1:] not in _VOWELS else latin

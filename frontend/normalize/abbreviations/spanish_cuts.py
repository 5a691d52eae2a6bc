"""Spanish words of documents cut short as no table has it: ``prec. ±0.5 mm``, ``2 pqtes.``, ``Farmacia de gdia.``

The list ``document_words`` has the words. Letters before a full stop that are no word are the beginning of one of them,
or its first and last letters with some between, if only one word of the list fits.
"""

from __future__ import annotations

from functools import cache

from frontend.common_words import word_ranks
from frontend.normalize.abbreviations.described import is_drawn_together
from frontend.normalize.abbreviations.rules import Site
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.spanish_vowels import unaccented
from frontend.tables import read_words

_AFTER = regex(r"\.(?= ?[a-záéíóúñ0-9(±<>$€%]|[,;:)/]| [-–|·/+=])")
_LAST = regex(r"\.(?: |$)")
_FIELD_BEFORE = regex(r"(?:^|[-–—|•·/(:;,.\n]|[0-9]:[0-5][0-9]) ?$")
_VOWELS = "aeiou"
NO_ENDS = frozenset("bcfghkmpqtv")
"""No Spanish word ends with these letters: what does is cut short at the end of a sentence too, "más refacc."."""
_SHORTEST = 3
_REST = 2
"""So many letters a full stop stands for at least."""
_SHARED = 4
"""So many letters two forms of one word share: "saturado", "saturación" are two."""


def recognise(scan: Scan, position: int, letters: str) -> Reading | None:
    """The only word of documents that the letters at `position` are short for."""
    lower, end = letters.lower(), position + len(letters)
    if len(lower) < _SHORTEST or not scan.language.tag.startswith("es"):
        return None
    if not _AFTER.match(scan.text, end) and not (lower[-1] in NO_ENDS and _LAST.match(scan.text, end)):
        return None
    before = scan.character(position - 1)
    named = not letters.islower() and not (letters.istitle() and _FIELD_BEFORE.search(scan.text, 0, position))
    if named or before.isalnum() or lower in scan.language.word_ranks or lower in scan.language.nouns:
        return None
    word, several = _word(lower)
    if not word:
        return None
    site = Site(scan, position, end + 1)
    spoken = scan.language.plural_word(word) if several else _in_form(site, word)
    return Reading(site.end, spoken, not scan.text[site.end :].strip())


@cache
def _words() -> tuple[tuple[str, str], ...]:
    """The words without and with their accents."""
    return tuple({unaccented(word): word for word in read_words("es-US/document_words.txt")}.items())


@cache
def _word(letters: str) -> tuple[str, bool]:
    """The only word that `letters` are the beginning of, or else the first and last letters, and whether
    they are of several; "" if none or two are."""
    plain = unaccented(letters)
    begun = [word for bare, word in _words() if bare.startswith(plain) and len(bare) >= len(plain) + _REST]
    begun = [] if plain[-1] in _VOWELS else begun
    usual = [word for word in begun if unaccented(word)[len(plain)] in _VOWELS]  # "prec." for "precisión"
    for words in (begun, usual):
        if words and _are_one(words):
            return words[0], False
    if begun:
        return "", False
    if plain in word_ranks("en"):
        return "", False  # "spin", "sla"
    single = plain.removesuffix("s")
    drawn = [word for bare, word in _words() if is_drawn_together(single, bare)]
    if len(drawn) != 1:
        return "", False
    return drawn[0], single != plain


def _are_one(words: list[str]) -> bool:
    """Whether the words are forms of one: they differ in their last letters alone."""
    return len({word[: max(_SHARED, len(min(words, key=len)) - 1)] for word in words}) == 1


def _in_form(site: Site, word: str) -> str:
    """The plural behind a number above one; adjectives as the noun before them asks for."""
    language = site.scan.language
    counted = site.left()[-1:].isdecimal() and site.left() != "1" and ":" not in site.left()
    if counted and not word.endswith("s"):
        return language.plural_word(word)
    gender, several = language.described(site.scan)
    if word.endswith("do") and gender:
        return word[:-1] + ("a" if gender == "f" else "o") + "s" * several
    return word

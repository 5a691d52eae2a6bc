"""A word cut short behind the noun that it describes: ``saldo act. $64.99``, ``peso esc. 620 g``.

The same letters are short for other words elsewhere ("act." for "actividad"), but few adjectives stand behind each
noun. The table ``described`` has them; the first that begins with the letters is meant. What has a
preposition before it is written with one: "de_débito".
"""

from __future__ import annotations

from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.spanish_vowels import unaccented

_SHORTEST = 2
"""So many letters are written at least."""
_FREQUENT = 400
"""So many of the most frequent words are never short for others."""
_WHOLE = 4
_WHOLE_FREQUENT = 8000
"""Nor so many of those that have at least so many letters and end in a vowel or before a capital: "vino rosa." """
_VOWELS = "aeiou"
_UNSPEAKABLE = regex("(?![bcfgp][lr]|[dt]r|ch|ll)[bcdfghjklmnpqrstvxyz]{2}|.*[bcdfghjklmnpqrstvxyz]{4}")
"""No word begins or goes on so: "pqte", "gdia", "bco"."""
_DRAWN = 3
"""So many of a word that lost letters inside."""
_REST = 2
"""So many letters a full stop stands for at least: "precio total." is no cut word."""


def recognise(scan: Scan, position: int, letters: str) -> Reading | None:
    """The adjective of the noun to the left that begins with `letters`, behind which a full stop stands."""
    table = scan.language.described_by
    if not table or len(letters) < _SHORTEST:
        return None
    if _is_word(scan, letters.lower(), position + len(letters) + 1):
        return None
    noun, several = _noun(scan)
    plain = unaccented(letters.lower())
    for companion in table.get(noun, ()):
        preposition, _, word = companion.rpartition("_")
        bare = unaccented(word)
        if (bare.startswith(plain) and len(bare) >= len(plain) + _REST) or is_drawn_together(plain, bare):
            end = position + len(letters) + 1
            spoken = scan.language.plural_word(word) if several and not preposition else companion.replace("_", " ")
            return Reading(end, spoken, not scan.text[end:].strip())
    return None


def _is_word(scan: Scan, letters: str, end: int) -> bool:
    """Whether it is a word before its full stop: "turno no. 5", "la versión actual. Luego", but "susp. del., $320"."""
    whole = len(letters) >= _WHOLE and (letters[-1] in _VOWELS or scan.ends_here(end))
    usual = _WHOLE_FREQUENT if whole else _FREQUENT
    return scan.language.word_ranks.get(letters, usual) < usual and scan.character(end) not in (",", ";", ")")


def is_drawn_together(letters: str, word: str) -> bool:
    """Whether `letters` are the first and the last of `word` and some between, in order: "bco" of "blanco"."""
    if (
        len(letters) < _DRAWN
        or not _UNSPEAKABLE.match(letters)
        or letters[0] != word[0]
        or letters[-1] != word[-1]
        or len(word) < len(letters) + _REST
    ):
        return False
    rest = iter(word)
    return all(letter in rest for letter in letters)


def _noun(scan: Scan) -> tuple[str, bool]:
    """The noun to the left, which may itself be cut short, in the singular, and whether it is plural."""
    left, table = scan.left(), scan.language.described_by
    noun = (scan.spoken if left.endswith(".") else left).rpartition(" ")[2].lower()
    if noun in table or not noun.endswith("s"):
        return noun, False
    return scan.language.singular_of(noun), True

"""A word cut short behind the noun that it describes: ``saldo act. $64.99``, ``peso esc. 620 g``.

The same letters are short for other words elsewhere ("act." for "actividad"), but few adjectives stand behind each
noun. The table ``described`` has them; the first that begins with the letters is meant. What has a
preposition before it is written with one: "de_débito". A noun with its preposition ("permis_de") has what follows the
two: "permis de cond." Where the noun is cut short too, its companion tells which it is: "resp. civ."
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.spanish_vowels import unaccented

if TYPE_CHECKING:
    from frontend.normalize.locales.language import Language

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
_PREPOSITIONS = {"de": "de", "d'": "de", "du": "de", "des": "de", "à": "à", "au": "à", "aux": "à", "en": "en"}
"""As they are written behind a noun, and in the table."""
_OF_ONE = frozenset(("au", "du"))
_BEHIND = regex(r"\. ?(?:(de |d'|du |des |à |au |aux |en ))?([^\W\d_]{3,20})(\.?)")
"""What stands behind a noun that is cut short."""
_OTHER_CUT = regex(r" (?:izq|der|int|ext|sup|inf)\.")
"""A word cut short that stands behind another one: "llanta del. izq."."""
_SHORTEST_NOUN = 2
_PHRASE = 40
"""So many letters a row of the table of several words has at most."""


def recognise(scan: Scan, position: int, letters: str) -> Reading | None:
    """The adjective of the noun to the left that begins with `letters`, behind which a full stop stands."""
    table = scan.language.described_by
    if not table or len(letters) < _SHORTEST:
        return None
    cut_noun = scan.left().endswith(".") and scan.spoken.isalpha()  # "Reg. san."
    if not cut_noun and _is_word(scan, letters.lower(), position + len(letters) + 1):
        return None
    noun, several = _noun(scan)
    plain = unaccented(letters.lower())
    for companion in table.get(noun, ()) or _companions_of_cut(scan):
        preposition, _, word = companion.rpartition("_")
        bare = unaccented(word)
        if _is_cut(plain, bare) or is_drawn_together(plain, bare):
            end = position + len(letters) + 1
            spoken = scan.language.plural_word(word) if several and not preposition else companion.replace("_", " ")
            if scan.left() in _OF_ONE:
                spoken = scan.language.singular_of(spoken) or spoken  # "préposé au bén."
            return Reading(end, spoken, scan.is_end(end))
    return _described_noun(scan, position, letters)


def _is_cut(letters: str, word: str) -> bool:
    return word.startswith(letters) and len(word) >= len(letters) + _REST


def _described_noun(scan: Scan, position: int, letters: str) -> Reading | None:
    """The only noun that begins with `letters` and is described by what stands behind: "resp. civ.", "perm. de
    conduire"."""
    end = position + len(letters)
    behind = _BEHIND.match(scan.text, end) if len(letters) >= _SHORTEST_NOUN else None
    spanish = scan.language.tag.startswith("es")
    running = spanish and scan.left().isalpha() and letters.lower() in scan.language.word_ranks
    if not behind or running:  # "hace sol. Oral"
        return None
    preposition, (companion, stop) = (behind[1] or "").strip(), behind.group(2, 3)
    described = {
        noun: word if stop else companion
        for noun, words in _beginning(scan.language, letters.lower(), _PREPOSITIONS.get(preposition, ""))
        for word in words
        if (_is_cut(companion.lower(), word) if stop else _is_form(companion.lower(), word))
    }
    if len({noun.rstrip("esx") for noun in described}) != 1 or _begins_phrase(scan, position, letters, described):
        return None
    noun = next((noun for noun, word in described.items() if noun[-1] == word[-1] == "s"), min(described, key=len))
    spoken = scan.language.agreeing(scan, noun, companion)
    if spanish and scan.left().isdecimal() and scan.left() != "1":
        spoken = scan.language.plural_word(spoken) or spoken
    return Reading(end + 1, spoken.capitalize() if letters[0].isupper() else spoken)


def _begins_phrase(scan: Scan, position: int, letters: str, nouns: Iterable[str]) -> bool:
    """Whether the table has the two as one: "ass. mal.", or the Spanish noun in the plural: "efec. sec."."""
    entries = scan.language.abbreviations.starting(letters.lower(), ".")
    several = {scan.language.plural_word(noun) for noun in nouns} if scan.language.tag.startswith("es") else set()
    ahead = scan.text[position : position + _PHRASE].lower()
    return any(
        ahead.startswith(entry.written)
        if " " in entry.written
        else entry.rule.name == "plain" and entry.spoken in several
        for entry in entries
    )


def _companions_of_cut(scan: Scan) -> tuple[str, ...]:
    """What follows the nouns that a cut word before a preposition may be: "bag. de cab."."""
    preposition, noun = _PREPOSITIONS.get(scan.left(), ""), scan.left(2)
    if not preposition or not noun.endswith(".") or len(noun) <= _SHORTEST_NOUN:
        return ()
    return tuple(companion for _, words in _beginning(scan.language, noun[:-1], preposition) for companion in words)


def _is_form(written: str, word: str) -> bool:
    """Whether `written` is `word`, or its plural or singular."""
    return written.rstrip("s") == word.rstrip("s")


@cache
def _by_beginning(language: Language) -> dict[str, list[tuple[str, str, tuple[str, ...]]]]:
    """The first letter of nouns to the nouns, their prepositions and what describes them."""
    table: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {}
    for key, companions in language.described_by.items():
        noun, _, preposition = key.partition("_")
        words: dict[str, list[str]] = {}
        for companion in companions:
            inner, _, word = companion.rpartition("_")  # "orden", "de_compra"
            words.setdefault(preposition or inner, []).append(word)
        for inner, described in words.items():
            table.setdefault(noun[0], []).append((noun, inner, tuple(described)))
    return table


def _beginning(language: Language, letters: str, preposition: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The nouns that `letters` are short for and that take the preposition, and what describes them."""
    for noun, written, companions in _by_beginning(language).get(letters[:1], ()):
        if written == preposition and (_is_cut(letters, noun) or is_drawn_together(letters, noun)):
            yield noun, companions


def _is_word(scan: Scan, letters: str, end: int) -> bool:
    """Whether it is a word before its full stop: "turno no. 5", "la versión actual. Luego", but "susp. del., $320"."""
    whole = len(letters) >= _WHOLE and (letters[-1] in _VOWELS or scan.ends_here(end))
    usual = _WHOLE_FREQUENT if whole else _FREQUENT
    goes_on = scan.character(end) not in (",", ";", ")") and not _OTHER_CUT.match(scan.text, end)
    return scan.language.word_ranks.get(letters, usual) < usual and goes_on


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
    preposition = _PREPOSITIONS.get(left, "")
    if preposition:
        noun = scan.left(2)
        singular = noun if f"{noun}_{preposition}" in table else scan.language.singular_of(noun)
        return f"{singular}_{preposition}", False
    noun = (scan.spoken or left).rpartition(" ")[2].lower()
    if noun in table or not noun.endswith("s"):
        return noun, False
    return scan.language.singular_of(noun), True

"""Words cut short as the field of their line tells: ``Sop. de fid. $5.50`` on a menu, ``Sop. téc.`` in a manual.

The table ``fields`` has the words of each field of documents, the likelier first. The other words of a line, cut or
whole, tell its field; the first of the field's words that the letters before a full stop are short for is meant.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from frontend.normalize.abbreviations.described import is_drawn_together
from frontend.normalize.patterns import regex
from frontend.normalize.scan import line_around
from frontend.spanish_vowels import unaccented
from frontend.tables import read_rows, word_list

_REACH = 160
"""So many characters on each side are the line at most."""
_TOKEN = regex(r"([^\W\d_]{2,24})(\.|)")
_GOES_ON = regex(r"\.(?! ?$| [A-ZÁÉÍÓÚÑ¿¡])")
_SHORTEST = 2
_BEGUN = 3
"""So many letters of a cut word tell a field."""
_LEAST = 0.2
"""The words of a line must say more for its field, each shared by the fields that have it."""
_VOWELS = "aeiou"


class Field(NamedTuple):
    """A field of documents.

    Attributes:
        name: as the table calls it.
        words: its words without accents, and as they are written.
    """

    name: str
    words: dict[str, str]


class _Token(NamedTuple):
    """A word of a line without accents: where it begins, whether a full stop stands behind it, and whether that cuts it
    short, as the line goes on."""

    start: int
    word: str
    stopped: bool
    cut: bool


class Meaning(NamedTuple):
    """What letters are short for in a line.

    Attributes:
        word: in the singular.
        several: whether the letters are of its plural.
        begun: whether the letters are the beginning of the word.
        told: how much of the line told the field.
        cuts: how many other words of the line are cut short.
        field: all that is said in the field.
    """

    word: str
    several: bool
    begun: bool
    told: float
    cuts: int
    field: Field


def meaning(locale: str, text: str, start: int, letters: str) -> Meaning | None:
    """What `letters` at `start` are short for in their line; None where the line tells no field that has the word."""
    lower = letters.lower()
    plain = unaccented(lower)
    if len(plain) < _SHORTEST:
        return None
    begin, line = line_around(text, start, _REACH)
    others = [token for token in _tokens(line) if token.start != start - begin and token.word != plain]
    for field, told in _told(locale, frozenset((token.word, token.stopped) for token in others)):
        found = _first(field, lower) if plain not in field.words else None
        if found:
            word, several = found
            begun = unaccented(word).startswith(plain[:-1] if several else plain)
            return Meaning(word, several, begun, told, sum(token.cut for token in others), field)
    return None


@cache
def words(locale: str) -> dict[str, str]:
    """All words of all fields, without and with their accents."""
    return {bare: word for field in _fields(locale) for bare, word in field.words.items()}


@cache
def _fields(locale: str) -> tuple[Field, ...]:
    rows = read_rows(locale, "fields", "field words")
    return tuple(Field(name, {unaccented(word): word for word in word_list(listed)}) for name, listed in rows)


@lru_cache(maxsize=512)
def _tokens(line: str) -> tuple[_Token, ...]:
    return tuple(
        _Token(
            match.start(),
            unaccented(match[1].lower()),
            match[2] == ".",
            _GOES_ON.match(line, match.end(1)) is not None,
        )
        for match in _TOKEN.finditer(line)
    )


@lru_cache(maxsize=512)
def _told(locale: str, said: frozenset[tuple[str, bool]]) -> tuple[tuple[Field, float], ...]:
    """The fields that the words of a line tell, the likeliest first."""
    told: dict[str, float] = {}
    for word, stopped in said:
        named = _fields_of(locale, word, stopped)
        for name in named:
            told[name] = told.get(name, 0) + 1 / len(named)
    likely = [(field, told[field.name]) for field in _fields(locale) if told.get(field.name, 0) > _LEAST]
    return tuple(sorted(likely, key=lambda pair: -pair[1]))


@lru_cache(maxsize=8192)
def _fields_of(locale: str, word: str, stopped: bool) -> tuple[str, ...]:
    """The names of the fields that have a word, or one that it is short for."""
    forms = {word, word.removesuffix("s"), word.removesuffix("es"), f"{word[:-1]}o"}
    whole = tuple(field.name for field in _fields(locale) if not forms.isdisjoint(field.words))
    if whole or not stopped or len(word) < _BEGUN:
        return whole
    return tuple(field.name for field in _fields(locale) if _first(field, word))


def _first(field: Field, letters: str) -> tuple[str, bool] | None:
    """The first word of the field that `letters` are short for, and whether it is the plural."""
    plain = unaccented(letters)
    alike = [bare for bare, word in field.words.items() if plain == letters or word.startswith(letters)]  # "tráns."
    for listed in (alike, field.words):
        bare = next((bare for bare in listed if _is_short(plain, bare)), "")
        if bare:
            return field.words[bare], False
        single = plain.removesuffix("s")
        bare = next((bare for bare in listed if len(single) >= _BEGUN and _is_short(single, bare, True)), "")
        if bare and single != plain:
            return field.words[bare], True
    return None


def _is_short(letters: str, word: str, several: bool = False) -> bool:
    """Whether a word without accents is longer than `letters` and begins so, or keeps its first and last letters."""
    begins = letters[-1] not in _VOWELS and len(letters) > several * _BEGUN and word.startswith(letters)
    return (begins and word != letters) or is_drawn_together(letters, word)

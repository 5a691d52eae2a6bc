"""Exceptions of a locale: words whose phones espeak-ng gets wrong, or letters that it takes for words.

Tables are `data/<locale>/lexicon.tsv` for words, `names.tsv` for names, `brands.tsv` for goods: the word, a tab, its
phones (see `frontend.g2p.notation`). Both English locales also share those of `data/en`; their own tables win. A word
is looked up as written first, then in lower case; single capital letters are letter names and are looked up as written
only. English plurals, genitives, pasts and -ing forms follow from their stem. `data/en/spanish_names.txt` lists names
that are read by the rules of `frontend.g2p.english.spanish_names`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import chain

from frontend.g2p.english import spanish_names
from frontend.g2p.notation import is_vowel, parse
from frontend.locales import lineage
from frontend.tables import Row, read_table, read_words, word_set
from frontend.types import Phone

_WEAK = word_set("der er vor wer on been your d'you into onto votre notre they're La Las De")
"""Function words, which a sentence leaves without stress."""
_TABLES = ("lexicon", "names", "brands")
_VOICELESS = frozenset({"p", "t", "k", "f", "θ"})
_SUFFIXES = {
    "ness": ("n", "ə", "s"), "less": ("l", "ə", "s"), "ly": ("l", "i"), "ish": ("ɪ", "ʃ"), "ist": ("ɪ", "s", "t"),
    "ists": ("ɪ", "s", "t", "s"), "ism": ("ɪ", "z", "ə", "m"),
}  # fmt: skip
_LONG_STEM = 5
"""Letters of a stem that takes a suffix; shorter ones are too often no part of the word (punish)."""
_SHORT_STEM = 3
_MUTE_E = re.compile("[^aeiouwy]e$")
_SIBILANTS = frozenset({"s", "z", "ʃ", "ʒ", "t͡ʃ", "d͡ʒ"})


@cache
def _table(locale: str) -> dict[str, Row]:
    """Words to their rows, whose phones are parsed when a word is looked up."""
    rows: dict[str, Row] = {}
    for folder in lineage(locale):
        for name in _TABLES:
            for row in read_table(folder, name, "word phones"):
                rows.setdefault(row[0], row)
    return rows


@cache
def _spanish_names(locale: str) -> dict[str, str]:
    """Names in English speech, with their accents and without, to the name that tells how they are read."""
    names = read_words("en/spanish_names.txt") if locale.startswith("en") else []
    return {spelling: name for name in names for spelling in (name, without_accents(name))}


def without_accents(name: str) -> str:
    """The name in plain letters (Chávez, Chavez)."""
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


@lru_cache(maxsize=20_000)
def entry(word: str, locale: str) -> tuple[Phone, ...] | None:
    """Phones of a word exactly as written in a table, or None.

    Raises:
        UnknownPhoneError: a row has a letter that is no phone of the inventory.
    """
    row = _table(locale).get(word)
    if row is not None:
        return parse(row[1], locale, row.place, stressed=word not in _WEAK)
    name = _spanish_names(locale).get(word)
    return parse(spanish_names.phones(name), locale, f"Spanish name {name}", stressed=True) if name else None


def words(locale: str) -> frozenset[str]:
    """All words of a locale's tables."""
    return frozenset(_table(locale)) | frozenset(_spanish_names(locale))


def look_up(word: str, locale: str) -> tuple[Phone, ...] | None:
    """Phones of an exception, or None."""

    def stem(candidate: str) -> tuple[Phone, ...] | None:
        return entry(candidate, locale)

    found = stem(word)
    if found is not None or len(word) < 2:
        return found
    folded = word.casefold()
    if "de" in lineage(locale):  # nouns stand with a capital in the table, and anything may at the head of a sentence
        lowered = word.lower()
        return stem(lowered) or stem(lowered.capitalize())
    found = stem(folded) or (stem(folded.capitalize()) if word.isupper() else None)  # NAMES IN CAPITALS
    if found is not None or not locale.startswith("en"):
        return found
    return inflected(word, stem) or inflected(folded, stem)


def inflected(word: str, stems: Callable[[str], tuple[Phone, ...] | None]) -> tuple[Phone, ...] | None:
    """Phones of an English plural, genitive, past or -ing form whose stem is known, or of a word with a suffix that
    leaves its stem alone (bassoonist, dourly); else None."""
    forms = chain(_with_suffixes(word, stems), _with_endings(word, stems))
    return next(forms, None)


def _with_suffixes(word: str, stems: Callable[[str], tuple[Phone, ...] | None]) -> Iterator[tuple[Phone, ...]]:
    for suffix, tail in _SUFFIXES.items():
        stem = word[: -len(suffix)]
        phones = stems(stem) if word.endswith(suffix) and len(stem) >= _LONG_STEM else None
        if phones is None:
            continue
        last = phones[-1].symbol
        tail = tail[1:] if suffix == "ly" and last == "l" else tail
        if is_vowel(tail[0]) and is_vowel(last) and stem.endswith(("r", "re")):
            tail = ("ɹ", *tail)  # voyeurism
        yield phones + tuple(Phone(symbol, 0, phones[0].locale) for symbol in tail)


def _with_endings(word: str, stems: Callable[[str], tuple[Phone, ...] | None]) -> Iterator[tuple[Phone, ...]]:
    for ending in ("'s", "s", "ed", "d", "ing"):
        before = word.removesuffix(ending)
        if before == word or len(before) < _SHORT_STEM:
            continue
        for stem in _written_stems(before, ending):
            phones = stems(stem) if len(stem) >= _SHORT_STEM else None
            if phones is not None and _can_end(stem, phones, before, ending):
                yield with_ending(phones, ending, has_r=stem.endswith(("r", "re")))


def _written_stems(before: str, ending: str) -> Iterator[str]:
    """The words of which what stands before an ending can be a form: "bak" before "ing" is of bak and bake."""
    if ending == "s" and before.endswith("s"):  # grass is no plural of gras
        return
    yield before
    if ending == "ing":
        yield f"{before}e"
    if before.endswith("ie"):
        yield f"{before[:-2]}y"
    if ending == "s" and before.endswith("e"):
        yield before[:-1]


def _can_end(stem: str, phones: tuple[Phone, ...], before: str, ending: str) -> bool:
    """Whether a stem takes the ending in the way it is written."""
    if f"{stem}e" == before:
        return _takes_es(stem, phones)  # horses is no form of hors
    past = ending == "d" and _MUTE_E.search(stem) is not None and not stem.endswith("re")
    return not (past and is_vowel(phones[-1].symbol))  # mended is no form of Mende


def _takes_es(stem: str, phones: tuple[Phone, ...]) -> bool:
    """True if the plural of a word without a final e is written -es (boxes, heroes)."""
    return stem.endswith("o") or phones[-1].symbol in _SIBILANTS


def with_ending(phones: tuple[Phone, ...], ending: str, has_r: bool = False) -> tuple[Phone, ...]:
    """An English stem with ``s``, ``'s``, ``ed``, ``d`` or ``ing``; `has_r` says that it is written with a final r,
    which British English speaks before -ing (altering, not withdrawing)."""
    locale, last = phones[0].locale, phones[-1].symbol
    if ending == "ing":
        british = "en-GB" in lineage(locale)
        linking = ("ɹ",) if has_r and british and last in {"ɔː", "ɑː", "ɜː", "ɛə", "ɪə", "ʊə", "ə"} else ()
        tail: tuple[str, ...] = (*linking, "ɪ", "ŋ")
    elif ending in {"ed", "d"}:
        tail = ("ɪ", "d") if last in {"t", "d"} else ("t",) if last in _VOICELESS | {"s", "ʃ", "t͡ʃ"} else ("d",)
    else:
        tail = ("ɪ", "z") if last in _SIBILANTS else ("s",) if last in _VOICELESS else ("z",)
    return phones + tuple(Phone(symbol, 0, locale) for symbol in tail)


def stress_free(phones: tuple[Phone, ...], ceiling: int) -> tuple[Phone, ...]:
    """The phones with every stress lowered to at most `ceiling`."""
    return tuple(Phone(p.symbol, min(p.stress, ceiling) if is_vowel(p.symbol) else 0, p.locale) for p in phones)

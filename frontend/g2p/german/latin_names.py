"""Latin names in German: those in -ius and -ia have the stress on the syllable before it, which is long when it is open
(Pistorius, Cornelius, Ignatius, Teutonia); espeak-ng stresses the first one.

Source: "Duden: Das Aussprachewörterbuch" (2015).
"""

from __future__ import annotations

import re

from frontend.g2p.notation import LONG_IN_GERMAN, is_vowel, moved
from frontend.types import Phone

Phones = tuple[Phone, ...]

_NAME = re.compile("[A-ZÄÖÜ][a-zäöü]*[bcdfghklmnprstvxz]ius")
_WOMAN = re.compile("[A-ZÄÖÜ][a-zäöü]*[bcdfghklmnprstvxz]ia(s?)")
_SOFT = re.compile("(?:(?<![sx])ti|ci)(?:us|as?)$")
"""Spellings of t͡s before the ending; t behind s stays (Bastia)."""
_DOUBLED = re.compile("([bdfglmnprst])\\1i[au]s?$")
_LONG = LONG_IN_GERMAN | {"ə": "eː", "œ": "øː", "ʏ": "yː"}
"""A vowel that espeak-ng reduces, and the rounded ones of Greek names, too."""
_END = 3
"""Phones of the ending -ius."""


def stressed_before_ius(phones: Phones, word: str) -> Phones:
    """The vowel before -ius has the stress and is long before one consonant."""
    body, end = phones[:-_END], phones[-_END:]
    if not _NAME.fullmatch(word) or [phone.symbol for phone in end[1:]] != ["ʊ", "s"] or not _has_vowel(body):
        return phones
    if end[0].symbol not in {"iː", "j"}:
        return phones
    return (*_stressed_last(body, word), *(Phone(phone.symbol, 0, phone.locale) for phone in end))


def stressed_before_ia(phones: Phones, word: str) -> Phones:
    """The vowel before -ia has the stress (Borussia, Alemannia) where espeak-ng takes it for the last but two."""
    found = _WOMAN.fullmatch(word)
    tail = phones[-1:] if found and found[1] else ()
    body, end = phones[: -2 - len(tail)], phones[-2 - len(tail) : len(phones) - len(tail)]
    if not found or [phone.symbol for phone in end[1:]] != ["aː"] or not _is_misplaced(body, end[0]):
        return phones
    return (*_stressed_last(body, word), Phone("j", 0, end[0].locale), end[1], *tail)


def _has_vowel(phones: Phones) -> bool:
    return any(is_vowel(phone.symbol) for phone in phones)


def _is_misplaced(body: Phones, before: Phone) -> bool:
    """Whether the first syllable has the main stress and -ia, or the one before it, that of a part of a compound."""
    nuclei = [phone for phone in body if is_vowel(phone.symbol)]
    if before.symbol == "j":
        return len(nuclei) > 1 and nuclei[-1].stress == 1
    return before.symbol == "iː" and before.stress == 1 and bool(nuclei)


def _stressed_last(body: Phones, word: str) -> Phones:
    """The phones before the ending with the main stress on their last vowel."""
    nuclei = [i for i, phone in enumerate(body) if is_vowel(phone.symbol)]
    main, first = nuclei[-1], nuclei[0]
    apart = len(nuclei) > 2
    result = [Phone(phone.symbol, int(apart and i == first), phone.locale) for i, phone in enumerate(body)]
    symbol = body[main].symbol
    is_open = main == len(body) - 2 and not _DOUBLED.search(word)
    result[main] = Phone(_LONG.get(symbol, symbol) if is_open else symbol, 2, body[main].locale)
    if _SOFT.search(word) and result[-1].symbol in {"t", "k"}:
        result[-1] = moved(result[-1], "t͡s")
    return tuple(result)

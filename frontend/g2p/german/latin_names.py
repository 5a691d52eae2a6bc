"""Latin names in German: those in -ius have the stress on the syllable before it, which is long when it is open
(Pistorius, Cornelius, Ignatius); espeak-ng stresses the first one.

Source: "Duden: Das Aussprachewörterbuch" (2015).
"""

from __future__ import annotations

import re

from frontend.g2p.notation import LONG_IN_GERMAN, is_vowel, moved
from frontend.types import Phone

Phones = tuple[Phone, ...]

_NAME = re.compile("[A-ZÄÖÜ][a-zäöü]*[bcdfghklmnprstvxz]ius")
_LONG = LONG_IN_GERMAN | {"ə": "eː", "œ": "øː", "ʏ": "yː"}
"""A vowel that espeak-ng reduces, and the rounded ones of Greek names, too."""
_END = 3
"""Phones of the ending."""


def stressed_before_ius(phones: Phones, word: str) -> Phones:
    """The vowel before -ius has the stress and is long before one consonant."""
    body, end = phones[:-_END], phones[-_END:]
    if not _NAME.fullmatch(word) or [end[i].symbol for i in (1, 2)] != ["ʊ", "s"] or end[0].symbol not in {"iː", "j"}:
        return phones
    nuclei = [i for i, phone in enumerate(body) if is_vowel(phone.symbol)]
    if not nuclei:
        return phones
    main, first = nuclei[-1], nuclei[0]
    apart = len(nuclei) > 2
    result = [Phone(phone.symbol, int(apart and i == first), phone.locale) for i, phone in enumerate(body)]
    symbol = body[main].symbol
    is_open = main == len(body) - 2
    result[main] = Phone(_LONG.get(symbol, symbol) if is_open else symbol, 2, body[main].locale)
    if word.endswith("tius") and result[-1].symbol == "t":
        result[-1] = moved(result[-1], "t͡s")
    return (*result, *(Phone(phone.symbol, 0, phone.locale) for phone in end))

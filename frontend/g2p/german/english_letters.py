"""Acronyms whose letters German says in English (IT, CEO, DJ), the last of them with the stress.

Source: "Duden: Das Aussprachewörterbuch" (2015).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from frontend.g2p.lexicon import stress_free
from frontend.g2p.notation import parse
from frontend.tables import word_set
from frontend.types import Phone

Phones = tuple[Phone, ...]

_LOCALE = "de-DE"
_LETTERS = {
    "A": "eː", "B": "biː", "C": "siː", "D": "diː", "E": "iː", "F": "ɛf", "G": "dʒiː", "H": "eːtʃ", "I": "aɪ",
    "J": "dʒeː", "K": "keː", "L": "ɛl", "M": "ɛm", "N": "ɛn", "O": "oː", "P": "piː", "Q": "kjuː", "R": "aːɐ̯",
    "S": "ɛs", "T": "tiː", "U": "juː", "V": "viː", "X": "ɛks", "Y": "vaɪ",
}  # fmt: skip
_ACRONYMS = word_set(
    "IT CEO CFO CTO COO CIO DJ MC FBI CIA NYPD LAPD BBC CNN MTV HBO NBC NBA MVP UK DIY FAQ AI UX UI CGI BFF OMG IOS"
)


def connect(words: Sequence[str], entries: Sequence[int], phones: Sequence[Phones], locale: str) -> list[Phones]:
    """The phones of all words of a clause, with those of such acronyms.

    Args:
        words: single letters among them are spoken one by one.
        entries: for each word which entry of the text it belongs to; an acronym is one entry ("I T").
        phones: of each word.
        locale: BCP-47 tag.
    """
    result = list(phones)
    if locale != _LOCALE:
        return result
    kinds = ((entry, len(word) == 1 and word.isupper()) for word, entry in zip(words, entries, strict=True))
    for (_, letters), run in groupby(enumerate(kinds), key=lambda numbered: numbered[1]):
        places = [place for place, _ in run]
        if letters and "".join(words[place] for place in places) in _ACRONYMS:
            for place in places:
                said = parse(_LETTERS[words[place]], _LOCALE, words[place], stressed=True)
                result[place] = said if place == places[-1] else stress_free(said, 1)
    return result

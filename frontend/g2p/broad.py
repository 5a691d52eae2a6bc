"""From the phones that the models speak to the broad set of each locale that dictionaries, lexicons and ``<phoneme>``
use.

The models know allophones that a broad transcription leaves out: the American tap, the lax and affricated sounds of
Quebec, German vocalised r is kept.
The broad sets are those that Amazon Polly documents for each locale.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from frontend.g2p.notation import is_vowel
from frontend.locales import entry_of
from frontend.types import Phone

_BROAD: dict[str, dict[str, str]] = {
    "en": {"ɾ": "t"},
    "es": {
        "aɪ": "a i",
        "aʊ": "a u",
        "ɔɪ": "o i",
        "eɪ": "e i",
        "eʊ": "e u",
        "oʊ": "o u",
        "ʊ": "u",
        "ɪ": "i",
        "t͡s": "t s",
    },
    "de": {"ʁ": "ʀ", "ɛː": "ɛ", "o": "oː", "e": "eː", "i": "iː", "u": "uː"},
    "fr": {"ɪ": "i", "ʏ": "y", "ʊ": "u", "t͡s": "t", "d͡z": "d", "t͡ʃ": "t ʃ", "d͡ʒ": "d ʒ"},
}
"""`ɾ` is always t here: espeak-ng and our own rule tap t only."""


_SEAM = re.compile("(oʊvɚ|ʌndɚ|ɪntɚ(?!ɹʌp)|haɪpɚ|supɚ|kaʊntɚ)ɹ")
"""First parts that end in ɚ, before a vowel (overall, interact) or an r of the second part (overrated)."""
_OWN_R = re.compile("[^ɹ]+ɹ(aɪ|eɪ[tɾ]|un|ul|ʌn|oʊt|it͡ʃ|i[ɑæ])")


def _seam(phones: tuple[Phone, ...], at: int) -> str:
    """What the r at a place is: "" inside a word's part (garage), else the "end" or the "start" of a part."""
    symbols = [phone.symbol for phone in phones]
    found = _SEAM.match("".join(symbols))
    if found is None or found.group() != "".join(symbols[: at + 1]):
        return ""
    return "start" if _OWN_R.match("".join(symbols)) else "end"


def broad(phones: Iterable[Phone], locale: str) -> tuple[Phone, ...]:
    """The broad transcription of some phones; what has no allophone passes unchanged.

    Args:
        phones: phones of one word or of several, boundaries allowed.
        locale: BCP-47 tag of the locale that they were read in.
    """
    table = entry_of(_BROAD, locale, {})
    result: list[Phone] = []
    given = tuple(phones)
    for at, phone in enumerate(given):
        if phone.symbol == "ɹ" and result and result[-1].symbol in {"ɚ", "ɝ"}:
            begins_stressed = at + 1 < len(given) and given[at + 1].stress > 0
            seam = _seam(given, at)
            if result[-1].symbol == "ɝ" or not begins_stressed or seam == "end":
                continue  # memory, overall: the glide is part of ɚ
            if not seam:  # garage: it begins the stressed syllable
                result[-1] = Phone("ə", result[-1].stress, phone.locale)
        for i, symbol in enumerate(table.get(phone.symbol, phone.symbol).split() or [phone.symbol]):
            result.append(Phone(symbol, phone.stress if i == 0 or not is_vowel(symbol) else 0, phone.locale))
    return tuple(result)

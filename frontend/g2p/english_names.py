"""Endings of names that espeak-ng reads by the letter: Greensboro, Moreau, Cheatham, Loftis.

Each rule takes the phones and the spelling of one word, as those of `frontend.g2p.english` do.
"""

from __future__ import annotations

import re

from frontend.g2p.notation import is_vowel, moved
from frontend.types import Phone

Phones = tuple[Phone, ...]

_BORO = re.compile("...boro(ugh)?('?s)?$")
_EAU = re.compile("(eau[xs]?|eault)('s)?$")
_HAM = re.compile(".*[bcdfgklmnprstvwxz]ham('s)?")
_IS = re.compile(".*(nn|ll|ff|ft|rg)is")
_NO_IS = frozenset({"chillis"})
_NO_SEAM = re.compile("(?!mis|dis|grass|flax).*(xs|ss|sc|zs|zz|tz|t[ei]?s|tch)")


def american_boro(phones: Phones, word: str) -> Phones:
    """Places in -boro end like borough (Owensboro)."""
    folded = word.casefold()
    last = max((i for i, phone in enumerate(phones) if phone.symbol == "b"), default=0)
    if phones[0].locale != "en-US" or not _BORO.search(folded) or len(phones) - last < 3 or not last:
        return phones
    tail = ("z",) if folded.endswith("s") else ()
    return (*phones[: last + 1], *(Phone(s, int(s == "ɝ"), "en-US") for s in ("ɝ", "ɹ", "oʊ", *tail)))


def eau(phones: Phones, word: str) -> Phones:
    """A final -eau is that of bureau (Thoreau, Rousseau), also in names with x (Breaux)."""
    if not _EAU.search(word.casefold()):
        return phones
    at = max((i for i, phone in enumerate(phones) if is_vowel(phone.symbol)), default=0)
    if phones[at].symbol != "aʊ":
        return phones
    goat = "əʊ" if phones[at].locale == "en-GB" else "oʊ"
    return (*phones[:at], moved(phones[at], goat), *phones[at + 1 :])


def weak_ham(phones: Phones, word: str) -> Phones:
    """-ham is weak (Cheatham, Basham), not in Abraham."""
    if not word[:1].isupper() or not _HAM.fullmatch(word.casefold()):
        return phones
    at = max((i for i, phone in enumerate(phones) if is_vowel(phone.symbol)), default=0)
    if phones[at].symbol != "æ" or phones[at].stress == 2 or at + 1 >= len(phones) or phones[at + 1].symbol != "m":
        return phones
    head = phones[: at - 1] if phones[at - 1].symbol == "h" else phones[:at]
    return (*head, Phone("ə", 0, phones[at].locale), *phones[at + 1 :])


def final_is(phones: Phones, word: str) -> Phones:
    """-is behind two consonants is no plural (Ennis, Loftis)."""
    folded = word.casefold()
    if len(phones) < 3 or folded in _NO_IS or not _IS.fullmatch(folded) or phones[-1].symbol != "z":
        return phones
    return (*phones[:-2], Phone("ɪ", 0, phones[-1].locale), Phone("s", 0, phones[-1].locale))


def single_consonants(phones: Phones, word: str) -> Phones:
    """Letters that spell one consonant are no two (Hixson, Dortch), and z after t is s (Huntsville, Holtz)."""
    if "-" in word or not _NO_SEAM.match(word.casefold()):
        return phones
    result: list[Phone] = []
    for phone in phones:
        before = result[-1].symbol if result else ""
        if (before, phone.symbol) == ("t", "z"):
            phone = moved(phone, "s")
        elif (before == phone.symbol and before in {"s", "z"}) or (before == "t" and phone.symbol == "t͡ʃ"):
            result.pop()
        result.append(phone)
    return tuple(result)


def weak_mac(phones: Phones, word: str) -> Phones:
    """Mac- before another capital is weak, and a second and last syllable is stressed (MacBrayne, not MacIntyre)."""
    vowels = [i for i, phone in enumerate(phones) if is_vowel(phone.symbol)]
    if not re.match("Mac(?!Book)[A-Z]", word) or len(vowels) < 2 or phones[vowels[0]].symbol != "æ":
        return phones
    if phones[vowels[0]].stress == 2 and len(vowels) > 2 and not re.match("Mac(D|K)", word):
        return phones
    double = len(phones) > 3 and phones[2].symbol == phones[3].symbol  # MacKenzie
    result = [*phones]
    result[vowels[0]] = Phone("ə", 0, phones[0].locale)
    if len(vowels) == 2:
        result[vowels[1]] = Phone(phones[vowels[1]].symbol, 2, phones[0].locale)
    return tuple(result[:2] + result[3:] if double else result)


RULES = (weak_mac, american_boro, eau, weak_ham, final_is, single_consonants)

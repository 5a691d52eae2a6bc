"""Spanish phones that follow from the spelling but that espeak-ng writes otherwise.

Each rule takes the phones and the spelling of one word. Source: Hualde, "The Sounds of Spanish" (2005).
"""

from __future__ import annotations

import re

from frontend.g2p.notation import is_vowel, moved
from frontend.types import Phone

Phones = tuple[Phone, ...]

_GLIDES = {"i": "j", "u": "w"}
_VOWELS = {"j": "i", "w": "u"}
_STRESSED_CLOSE = frozenset("íú")


_PREFIX_N = re.compile("(in|con|en|sin|circun|pere)n")
_NAHUATL = re.compile("^(?!ex|text|sext|mixt[oa]s?$).*x[bcdfglmnpqrstvz]")


def palatal(phones: Phones, word: str) -> Phones:
    """ll between vowels is ʝ (calle), as is hie- at the head of a word (hierba); gü is ɡw (pingüino)."""
    result: list[Phone] = []
    for i, phone in enumerate(phones):
        if phone.symbol == "j" and i + 1 < len(phones) and phones[i + 1].symbol == "j":
            continue
        if (
            phone.symbol == "u"
            and "ü" in word.casefold()
            and 0 < i < len(phones) - 1
            and phones[i - 1].symbol in {"ɡ", "ɣ"}
        ):
            result.append(Phone("w", 0, phone.locale))
            continue
        doubled = phone.symbol == "j" and i > 0 and phones[i - 1].symbol == "j"
        initial = phone.symbol == "j" and i == 0 and word.casefold().startswith("hie")
        result.append(moved(phone, "ʝ") if doubled or initial else phone)
    return tuple(result)


def split_ny(phones: Phones, word: str) -> Phones:
    """n and y are two sounds where a prefix ends in n (inyectar, cónyuge)."""
    if "ny" not in word.casefold():
        return phones
    at = next((i for i in range(1, len(phones) - 1) if phones[i].symbol == "ɲ"), None)
    if at is None or not is_vowel(phones[at + 1].symbol):
        return phones
    locale = phones[at].locale
    return (*phones[:at], Phone("n", 0, locale), Phone("ʝ", 0, locale), *phones[at + 1 :])


def silent_p(phones: Phones, word: str) -> Phones:
    """p is silent before n at the head of a word (pneumonía), as before s (psicología)."""
    if not word.casefold().startswith("pn") or phones[0].symbol != "p":
        return phones
    at = next((i for i, phone in enumerate(phones) if phone.symbol == "n"), 0)
    return phones[at:]


def glides(phones: Phones, word: str) -> Phones:
    """i and u without stress before a vowel are j and w after r and clusters too (barrio, cliente, luego, prueba); in
    ui and iu the second has the stress (Luis, ruido). Before a consonant they are vowels (estadounidense, muy)."""
    folded = word.casefold()
    result: list[Phone] = []
    for i, phone in enumerate(phones):
        after = phones[i + 1] if i + 1 < len(phones) else None
        before_vowel = after is not None and is_vowel(after.symbol)
        if phone.symbol in _VOWELS and not before_vowel and i and is_vowel(phones[i - 1].symbol):
            result.append(Phone(_VOWELS[phone.symbol], 0, phone.locale))
        elif (
            phone.symbol in _GLIDES and i and not is_vowel(phones[i - 1].symbol) and before_vowel and after is not None
        ):
            close = after.symbol in _GLIDES and after.symbol != phone.symbol
            if phone.stress == 2 and not (close and i + 2 < len(phones) and not _STRESSED_CLOSE & set(folded)):
                result.append(phone)  # día, púa, muy
            else:
                result.append(Phone(_GLIDES[phone.symbol], 0, phone.locale))
        elif result and i and phones[i - 1].symbol in _GLIDES and result[-1].symbol in _VOWELS and not phone.stress:
            result.append(Phone(phone.symbol, phones[i - 1].stress, phone.locale))
        else:
            result.append(phone)
    return tuple(result)


def single_consonant(phones: Phones, word: str) -> Phones:
    """Doubled letters are one sound (Nissan, shopping), save n where a prefix meets its stem (innovar)."""
    kept = frozenset("n") if _PREFIX_N.match(word.casefold()) else frozenset()
    return tuple(
        p
        for i, p in enumerate(phones)
        if not i or p.symbol != phones[i - 1].symbol or p.symbol in kept or is_vowel(p.symbol)
    )


def mexican_x(phones: Phones, word: str) -> Phones:
    """x before a consonant is s in names from Nahuatl (Taxco, Tlaxcala)."""
    if not word[:1].isupper() or not _NAHUATL.search(word.casefold()):
        return phones
    return tuple(
        p
        for i, p in enumerate(phones)
        if not (
            p.symbol == "k"
            and i + 2 < len(phones)
            and phones[i + 1].symbol == "s"
            and not is_vowel(phones[i + 2].symbol)
        )
    )


def stop_after_l(phones: Phones, word: str) -> Phones:
    """d is a stop after l (saldo, alcalde), as after n; elsewhere inside a phrase it is an approximant."""
    return tuple(
        moved(p, "d") if p.symbol == "ð" and i and phones[i - 1].symbol == "l" else p for i, p in enumerate(phones)
    )


RULES = (palatal, split_ny, silent_p, glides, single_consonant, mexican_x, stop_after_l)
EXCEPTION_RULES = (stop_after_l,)
"""Rules of sounds alone, for the words of tables."""


def connect(words: list[Phones], locale: str) -> list[Phones]:
    """The phones of a clause with d a stop after a word that ends in l (el dinero), and no m before f (en Francia);
    other locales pass unchanged."""
    if locale != "es-US":
        return words
    result = list(words)
    for i in range(1, len(words)):
        before, phones = words[i - 1], words[i]
        if before and phones and before[-1].symbol == "l" and phones[0].symbol == "ð":
            result[i] = (moved(phones[0], "d"), *phones[1:])
        if before and phones and before[-1].symbol == "m" and phones[0].symbol == "f":
            result[i - 1] = (*result[i - 1][:-1], moved(before[-1], "n"))
    return result

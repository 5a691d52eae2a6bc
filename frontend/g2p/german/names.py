"""Names in German whose first consonants espeak-ng spells, and the stress that their endings ask for.

espeak-ng reads the first letter of what no German word begins with by its name (Svoboda, Dvorak, Zlatko, Hrvoje), and
stresses the first syllable of what it does not know (Popescu, Dimitrova, Oksana).

Source: "Duden: Das Aussprachewörterbuch" (2015).
"""

from __future__ import annotations

import re

from frontend.g2p import dictionary
from frontend.g2p.notation import LONG_IN_GERMAN, is_vowel, moved
from frontend.types import Phone

Phones = tuple[Phone, ...]

_SPELLED = {
    "b": "b eː", "d": "d eː", "f": "ɛ f", "g": "ɡ eː", "h": "h aː", "j": "j ɔ t", "k": "k aː", "l": "ɛ l", "m": "ɛ m",
    "n": "ɛ n", "p": "p eː", "r": "ɛ ʁ", "s": "ɛ s", "t": "t eː", "v": "f aʊ", "w": "v eː", "z": "t͡s ɛ t",
}  # fmt: skip
"""Names of letters."""
_ALONE = {
    "b": "b", "d": "d", "f": "f", "g": "ɡ", "h": "h", "j": "j", "k": "k", "l": "l", "m": "m", "n": "n", "p": "p",
    "r": "ʁ", "s": "s", "t": "t", "v": "v", "w": "v", "z": "z", "c": "k",
}  # fmt: skip
_OTHERS = {"v": ("f",), "s": ("z", "ʃ"), "z": ("t͡s",), "n": ("ŋ",), "c": ("k", "t͡s", "t͡ʃ"), "h": ("x",)}
"""Sounds of the second letter besides its own."""
_START = re.compile("[BDFGHJKLMNPRSTVWZ][bcdfghjklmnprstvwz]{1,2}[aeiouyäöü][a-zäöüčćšžáéíóú-]{2,}")
_PENULT = re.compile(
    "[^\\W\\d_]+(?:esc[ou]|[aeiou][nrv]k?ov[ao]|[oe]va|[iaoe]na|[ai]ra|[aio]ni|rita|esin|yna|ana?ka|ola|enka|inka|[ai]dis|akis|[ai]nos|otis)s?"
)
"""Ends of names that have the stress on the last syllable but one."""
_FINAL_OV = re.compile("[^\\W\\d_]{2,}[eo]vs?")
_GREEK = re.compile("[^\\W\\d_]+(?:oul|in|an|ri|andr)os")
_SJ = {("s", "j"): "ʃ"}
"""Swedish: Sjöberg."""
_LEAST = 3


def spelled_start(phones: Phones, word: str) -> Phones:
    """The first letter of a name as a sound where espeak-ng has its name: Svoboda, Vlado, Zdenka."""
    first = word[:1].lower()
    name = _SPELLED.get(first, "").split()
    if not name or not _START.fullmatch(word) or [phone.symbol for phone in phones[: len(name)]] != name:
        return phones
    rest = phones[len(name) :]
    if not rest or rest[0].symbol not in (_ALONE[word[1]], *_OTHERS.get(word[1], ())):
        return phones  # "These"
    if word[1] == "v" and rest[0].symbol == "f":  # no German v
        rest = (moved(rest[0], "v"), *rest[1:])
    joined = _SJ.get((first, rest[0].symbol))
    start = () if joined else (Phone(_ALONE[first], 0, phones[0].locale),)
    rest = (moved(rest[0], joined), *rest[1:]) if joined else rest
    return _with_main_stress((*start, *rest))


def _with_main_stress(phones: Phones) -> Phones:
    """The phones, with the main stress on the first vowel if none has it."""
    if any(phone.stress == 2 for phone in phones):
        return phones
    first = next((i for i, phone in enumerate(phones) if is_vowel(phone.symbol)), -1)
    return tuple(Phone(p.symbol, 2 if i == first else p.stress, p.locale) for i, p in enumerate(phones))


def penult_stress(phones: Phones, word: str) -> Phones:
    """Names in -escu, -ova, -ina, -ana and the like have the stress on the last syllable but one, which is long where
    it is open: Popescu, Dimitrova, Oksana, Samira."""
    nuclei = [i for i, phone in enumerate(phones) if is_vowel(phone.symbol)]
    if len(nuclei) < _LEAST or not word[:1].isupper() or word.isupper() or not _PENULT.fullmatch(word):
        return phones
    phones = _stressed(phones, nuclei, nuclei[-2])
    if word.endswith("esin"):
        return (*phones[: nuclei[-1]], moved(phones[nuclei[-1]], "ɪ"), *phones[nuclei[-1] + 1 :])
    if word.endswith(("ieva", "iewa")) and phones[nuclei[-2]].symbol == "iː":  # Georgieva
        glide = Phone("j", 0, phones[0].locale)
        return (*phones[: nuclei[-2]], glide, moved(phones[nuclei[-2]], "eː"), *phones[nuclei[-2] + 1 :])
    return phones


def street(phones: Phones, word: str) -> Phones:
    """-straße begins with ʃ behind what espeak-ng does not know, too: Theatinerstraße."""
    if not word.casefold().endswith("strasse") or [p.symbol for p in phones[-6:-3]] != ["s", "t", "ʁ"]:
        return phones
    return (*phones[:-6], moved(phones[-6], "ʃ"), *phones[-5:])


def final_ov(phones: Phones, word: str) -> Phones:
    """Bulgarian and Russian names in -ov and -ev are short there; those of three syllables have the stress before it:
    Dimitrov, Georgiev."""
    tail = phones[-1:] if word.endswith("s") and phones[-1].symbol == "s" else ()
    body = phones[: len(phones) - len(tail)]
    if not word[:1].isupper() or not _FINAL_OV.fullmatch(word) or [p.symbol for p in body[-1:]] != ["f"]:
        return phones
    short = {"oː": "ɔ", "eː": "ɛ", "ə": "ɛ", "iː": "jɛ"}.get(body[-2].symbol)
    if short is None or len(body) < _LEAST:
        return phones
    locale = body[0].locale
    vowel = (Phone("j", 0, locale), Phone("ɛ", 0, locale)) if short == "jɛ" else (Phone(short, 0, locale),)
    body = (*body[:-2], *vowel, body[-1])
    nuclei = [i for i, phone in enumerate(body) if is_vowel(phone.symbol)]
    return (*(_stressed(body, nuclei, nuclei[-2]) if len(nuclei) >= _LEAST else _with_main_stress(body)), *tail)


def greek_os(phones: Phones, word: str) -> Phones:
    """Greek names in -os are short there; those in -oulos have the stress before that: Papadopoulos. Kinos is none."""
    if not word[:1].isupper() or not _GREEK.fullmatch(word) or phones[-1].symbol != "s" or phones[-2].symbol != "oː":
        return phones
    if dictionary.knows(word[:-1], phones[-1].locale):
        return phones
    phones = (*phones[:-2], moved(phones[-2], "ɔ"), phones[-1])
    nuclei = [i for i, phone in enumerate(phones) if is_vowel(phone.symbol)]
    antepenult = word.endswith("oulos") and len(nuclei) > _LEAST
    return _stressed(phones, nuclei, nuclei[-3]) if antepenult else phones


def short_before_k(phones: Phones, word: str) -> Phones:
    """-ak and -ik without the stress are short: Nowak, Wozniak, Anorak, Apokalyptik."""
    tail = 1 + word.endswith("s")
    if not re.search("[^aeiou][ai]ks?$", word) or len(phones) < _LEAST + tail or phones[-tail].symbol != "k":
        return phones
    vowel = phones[-tail - 1]
    short = {"aː": "a", "iː": "ɪ"}.get(vowel.symbol)
    if short is None or vowel.stress > (short == "a"):  # Rapmusik
        return phones
    return (*phones[: -tail - 1], Phone(short, 0, vowel.locale), *phones[-tail:])


def weak_before_mann(phones: Phones, word: str) -> Phones:
    """The e before -mann is weak: Schünemann, Lüdemann."""
    if not re.search("[^aeiou]emanns?$", word) or len(phones) < 2 * _LEAST:
        return phones
    place = len(phones) - _LEAST - 1 - word.endswith("s")
    if phones[place].symbol != "eː" or phones[place].stress == 2:
        return phones
    return (*phones[:place], Phone("ə", 0, phones[place].locale), *phones[place + 1 :])


def weak_end(phones: Phones, word: str) -> Phones:
    """A vowel a or i that ends a word and has not its main stress has none: Fatima, Suzuki; a is short."""
    last = {"aː": "a", "iː": "iː"}.get(phones[-1].symbol)
    if len(phones) < _LEAST or phones[-1].stress != 1 or last is None or word[-1:] != last[0]:
        return phones
    return (*phones[:-1], Phone(last, 0, phones[-1].locale))


def _stressed(phones: Phones, nuclei: list[int], target: int) -> Phones:
    """The phones with the main stress at a vowel, long if its syllable is open."""
    result = [Phone(p.symbol, 2 if i == target else 0, p.locale) for i, p in enumerate(phones)]
    after = next((n for n in nuclei if n > target), len(phones))
    if after - target == 2:
        symbol = {"ə": "eː"}.get(phones[target].symbol, phones[target].symbol)
        result[target] = moved(result[target], LONG_IN_GERMAN.get(symbol, symbol))
    elif phones[target].symbol == "ə":
        result[target] = moved(result[target], "ɛ")
    return tuple(result)


RULES = (spelled_start, penult_stress, street, final_ov, greek_os, short_before_k, weak_before_mann, weak_end)

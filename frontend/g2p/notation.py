"""The IPA notation of the lexicon tables, as a dictionary prints it: ``ˈɹɛkɔːɹd``, stress in front of the syllable.

English tables serve both accents. They keep every written r and these common vowels, after the lexical sets of Wells,
"Accents of English" (1982):

    ɒ LOT      oʊ GOAT     ɒː CLOTH (US ɔ, GB ɒ)    æː BATH (US æ, GB ɑː)    (j) yod that American English drops
    (news, tune)    (oʊ) progress (US ɑ, GB əʊ)    (ɒ) produce (US oʊ, GB ɒ)    (ɔːɹ) record (US ɚ, GB ɔː)
    ɜːɹ NURSE  əɹ LETTER   ɛəɹ SQUARE               ɪəɹ NEAR                 ʊəɹ CURE     ɔːɹ NORTH, FORCE     ɑːɹ START
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from frontend.errors import UnknownPhoneError
from frontend.locales import entry_of, lineage
from frontend.phonology import STRESS_MARKS, inventory
from frontend.types import Phone

_DIGRAPHS = {"tʃ": "t͡ʃ", "dʒ": "d͡ʒ", "g": "ɡ", "r": "ɹ"}
_COMMON_ENGLISH = (
    "(j)", "(oʊ)", "(ɒ)", "(ɔːɹ)", "ɒː", "æː", "ɜːɹ", "əɹ", "ɛəɹ", "ɪəɹ", "ʊəɹ", "ɔːɹ", "ɑːɹ", "aɪəɹ", "aʊəɹ"
)  # fmt: skip
_AMERICAN = {
    "(j)": "", "(oʊ)": "ɑ", "(ɒ)": "oʊ", "(ɔːɹ)": "ɚ",
    "ɒː": "ɔ", "æː": "æ", "ɜːɹ": "ɝ", "əɹ": "ɚ", "ɛəɹ": "ɛ ɹ", "ɪəɹ": "ɪ ɹ", "ʊəɹ": "ʊ ɹ",
    "ɔːɹ": "ɔ ɹ", "ɑːɹ": "ɑ ɹ", "aɪəɹ": "aɪ ɚ", "aʊəɹ": "aʊ ɚ",
    "iː": "i", "uː": "u", "ɑː": "ɑ", "ɔː": "ɔ", "ɜː": "ɝ", "ɒ": "ɑ", "əʊ": "oʊ",
}  # fmt: skip
_BRITISH = {
    "(j)": "j", "(oʊ)": "əʊ", "(ɒ)": "ɒ", "(ɔːɹ)": "ɔː ɹ",
    "ɒː": "ɒ", "æː": "ɑː", "ɜːɹ": "ɜː ɹ", "əɹ": "ə ɹ", "ɛəɹ": "ɛə ɹ", "ɪəɹ": "ɪə ɹ",
    "ʊəɹ": "ʊə ɹ", "ɔːɹ": "ɔː ɹ", "ɑːɹ": "ɑː ɹ", "aɪəɹ": "aɪ ə ɹ",
    "aʊəɹ": "aʊ ə ɹ", "oʊ": "əʊ", "u": "uː",
}  # fmt: skip
LONG_IN_GERMAN = {"a": "aː", "ɔ": "oː", "ɛ": "eː", "ɪ": "iː", "ʊ": "uː"}
"""The short vowels of German names to the long ones of open syllables."""
_GERMAN = {
    "e": "eː",
    "i": "iː",
    "o": "oː",
    "u": "uː",
    "y": "yː",
    "ø": "øː",
}  # tense vowels are long in the German set, stressed or not
_ACCENTS = {"de": _GERMAN, "en-US": _AMERICAN, "en-GB": _BRITISH}


@cache
def _symbols(locale: str) -> re.Pattern[str]:
    """The longest symbol at a position."""
    known = {*inventory(), *_DIGRAPHS, *STRESS_MARKS, ".", " "}
    if locale.startswith("en"):
        known |= set(_COMMON_ENGLISH)
    return re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True))))


@cache
def is_vowel(symbol: str) -> bool:
    """True for a syllable's nucleus, false for consonants and for ɐ̯."""
    row = inventory().get(symbol)
    return row is not None and row.is_vowel and "nonsyllabic" not in row.features


def moved(phone: Phone, symbol: str) -> Phone:
    """The phone as another symbol; a consonant has no stress."""
    return Phone(symbol, phone.stress if is_vowel(symbol) else 0, phone.locale)


def parse(spelled: str, locale: str, source: str, stressed: bool = False) -> tuple[Phone, ...]:
    """Phones of one table entry.

    Args:
        spelled: IPA of one word, see the module; spaces and full stops only separate.
        locale: BCP-47 tag; English entries become the phones of that accent.
        source: where the entry stands, for the error.
        stressed: give a word of one syllable, which tables leave unmarked, its stress.

    Raises:
        UnknownPhoneError: a letter is no phone of the inventory.
    """
    phones: list[Phone] = []
    stress = 0
    for symbol in _written(spelled, locale, source):
        if symbol in STRESS_MARKS:
            stress = STRESS_MARKS[symbol]
            continue
        phones.append(Phone(symbol, stress if is_vowel(symbol) else 0, locale))
        stress = 0 if is_vowel(symbol) else stress
    if stressed and "fr" in lineage(locale):
        phones = _final_stress(phones)
    if stressed and sum(is_vowel(phone.symbol) for phone in phones) == 1:
        phones = [Phone(phone.symbol, 2 if is_vowel(phone.symbol) else 0, locale) for phone in phones]
    result = tuple(phones)
    if "en-US" in lineage(locale):
        return _american_r(result)
    return british_r(result) if "en-GB" in lineage(locale) else result


def _written(spelled: str, locale: str, source: str) -> Iterator[str]:
    """The marks of stress and the phones of a table entry, in the accent of its locale."""
    accent, position = entry_of(_ACCENTS, locale, {}), 0
    while position < len(spelled):
        found = _symbols(locale).match(spelled, position)
        if found is None:
            raise UnknownPhoneError(
                f"{source}: {spelled!r} has no phone at {spelled[position:]!r}; see data/phones.tsv"
            )
        position, symbol = found.end(), found.group()
        if symbol != "r" or locale.startswith("en"):  # r is the approximant in English tables, the trill elsewhere
            symbol = _DIGRAPHS.get(symbol, symbol)
        for part in accent.get(symbol, symbol).split():
            if part not in inventory() and part not in STRESS_MARKS and part != ".":
                raise UnknownPhoneError(f"{source}: {spelled!r} has the unknown phone {part!r}; see data/phones.tsv")
            if part != ".":
                yield part


def _final_stress(phones: list[Phone]) -> list[Phone]:
    """French stresses the last full vowel, which tables leave unmarked."""
    nuclei = [i for i, phone in enumerate(phones) if is_vowel(phone.symbol) and phone.symbol != "ə"]
    if not nuclei or any(phone.stress for phone in phones):
        return phones
    return [Phone(p.symbol, 2 if i == nuclei[-1] else 0, p.locale) for i, p in enumerate(phones)]


def _american_r(phones: tuple[Phone, ...]) -> tuple[Phone, ...]:
    """ɚ and ɝ glide into a following vowel through an r, as espeak writes them (memory, hurry)."""
    result: list[Phone] = []
    for phone in phones:
        if result and result[-1].symbol in {"ɚ", "ɝ"} and is_vowel(phone.symbol):
            result.append(Phone("ɹ", 0, phone.locale))
        result.append(phone)
    return tuple(result)


def british_r(phones: tuple[Phone, ...]) -> tuple[Phone, ...]:
    """Only an r before a vowel is spoken in British English."""
    return tuple(
        phone
        for i, phone in enumerate(phones)
        if phone.symbol != "ɹ" or (i + 1 < len(phones) and is_vowel(phones[i + 1].symbol))
    )

"""The glottal stop that begins a stressed syllable inside a German word: beˈʔenden, verˈʔein, ˈunˌʔart.

A stressed syllable that would begin with its vowel begins with ʔ, in the middle of a word as at its start (Kohler,
"German", Handbook of the IPA; Wiese, "The Phonology of German", 1996, section 3.3). In the middle of a word there is
such a syllable behind a prefix or another part of a compound alone, for elsewhere the consonant before begins it. At
the start of a word ʔ is not written, as in dictionaries: the boundary of the words tells it. Behind un-, and before the
prefix er-, a syllable without stress has it too.
"""

from __future__ import annotations

import re
from itertools import pairwise

from frontend.g2p.notation import is_vowel
from frontend.phonology import GLOTTAL_STOP
from frontend.types import Phone

Phones = tuple[Phone, ...]

_SEAM = frozenset(("ə", "ɐ", "ɐ̯"))
"""Before a stressed vowel only at the end of a prefix or of another part of the word (be-, ver-, Wasser-): within one,
r before a vowel is a consonant, and ə before a vowel is none."""
_STRESSLESS = {"ent": "ɛ n t", "miss": "m ɪ s", "um": "ʊ m", "un": "ʊ n", "zu": "t͡s uː", "so": "z oː", "wo": "v oː"}
_STRESSED = {
    "ab": "a p", "an": "a n", "auf": "aʊ f", "aus": "aʊ s", "bei": "b aɪ", "ein": "aɪ n", "mit": "m ɪ t",
    "neu": "n ɔʏ",
}  # fmt: skip
"""Spelling and phones of prefixes and the like whose end the sounds do not tell: those that may stand before the
stress, and those that have it themselves (Anis and Abitur have none)."""
VOWEL_LETTERS = tuple("aeiouyäöü")
_NO_PREFIX = (
    "missouri", "missal", "analy", "analo", "anaph", "anato", "anach", "anarch", "anast", "anäst", "anekd", "anomal",
    "anämi", "anagr", "anabol", "anamn", "anakond",
)  # fmt: skip
_SECONDARY = 1
_UN = re.compile("un(?:[aeouyäöü]|i[dn])")
"""Behind un- a vowel without stress has ʔ too (unʔangenehm); Uni has no such prefix."""
_ER = ["ɛ", "ɐ̯"]
"""The prefix er-, which a syllable without stress begins with: unʔerwartet, Kinderʔerziehung."""


def with_stops(phones: Phones, word: str) -> Phones:
    """The phones of a word with every ʔ that its sounds or its prefix tell of."""
    folded = word.casefold()
    prefix = _prefix_length(phones, folded)
    always = prefix > 0 and _UN.match(folded) is not None
    result = list(phones[:1])
    for place, (before, phone) in enumerate(pairwise(phones), start=1):
        if place == prefix and always and is_vowel(phone.symbol):
            result.append(_stop_of(phone))
        elif place == prefix or before.symbol in _SEAM:
            result += _stop(phones[place:])
        result.append(phone)
    return tuple(result)


def joined(before: Phones, part: Phones) -> Phones:
    """Two parts of a compound, with the ʔ between them that the start of the second asks for."""
    return (*before, *(_stop(part) if before else ()), *part)


def before_part(phones: Phones, place: int, alone: Phones) -> Phones:
    """A word with the ʔ at `place` that the part which begins there asks for by its sounds alone."""
    return (*phones[:place], *_stop(alone), *phones[place:])


def _stop(part: Phones) -> Phones:
    """What stands before a part of a word: ʔ where it begins with a stressed vowel or with the prefix er-."""
    if not part or not is_vowel(part[0].symbol):
        return ()
    prefixed = [phone.symbol for phone in part[:2]] == _ER
    return (_stop_of(part[0]),) if part[0].stress or prefixed else ()


def _stop_of(phone: Phone) -> Phone:
    return Phone(GLOTTAL_STOP, 0, phone.locale)


def _prefix_length(phones: Phones, folded: str) -> int:
    """How many phones belong to a prefix before a vowel; 0 where there is no such prefix."""
    for prefixes, most in ((_STRESSLESS, 2), (_STRESSED, _SECONDARY)):
        for prefix, spoken in prefixes.items():
            symbols = spoken.split()
            rest = phones[len(symbols) :]
            if (
                folded.startswith(prefix)
                and folded.startswith(VOWEL_LETTERS, len(prefix))
                and [phone.symbol for phone in phones[: len(symbols)]] == symbols
                and rest
                and rest[0].stress <= most
                and not folded.startswith(_NO_PREFIX)
            ):
                return len(symbols)
    return 0

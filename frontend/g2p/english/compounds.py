"""English words made of words that are known: compounds whose first part ends in a silent e (gametime, dancehall,
noisemaker), verbs in -in' (makin'), names in the plural (Lopezes), partners (coworking).

espeak-ng speaks that e in compounds that its dictionary lacks: its reading then has more syllables than the two words
have alone, which is how such a word is found.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from frontend.common_words import word_ranks
from frontend.g2p.english.parts_of_speech import FUNCTION_WORDS
from frontend.g2p.lexicon import stress_free
from frontend.g2p.notation import is_vowel, moved
from frontend.locales import lineage
from frontend.types import Phone

Phones = tuple[Phone, ...]

_SEAM = re.compile("[a-z]{2,}[bcdfghklmnprstvxz]e(?=[bcdfghjklmnpqrstvwyz][a-z]{3})")
_NAMES_IN_Z = re.compile("[A-Z][a-z]+[^e]ezes")
_SHORTEST = 4
_NO_NAMES = FUNCTION_WORDS | frozenset(["it", "that", "what", "this", "one", "someone", "everyone", "each"])
_WITH = 5
"""Letters of a word that co- stands before."""
_NO_WORDS = frozenset(
    ["ring", "rally", "rated", "rating", "rates", "rate", "rational", "rick", "rest", "sting", "ties", "dies", "rica",
     "rico", "cute", "real", "rose", "rosa", "gary", "vent", "lies", "leon", "such", "tree", "factor", "factors",
     "mann"]
)  # fmt: skip
"""Ends of other words: tapering, laterally, molesting, comedies, nonesuch."""


def _syllables(phones: Phones) -> int:
    return sum(is_vowel(phone.symbol) for phone in phones)


_NO_DROPPED_G = frozenset(["raisin", "satin", "basin", "cumin", "statin", "selectin", "cyclin"])


def dropped_g(word: str, alone: Callable[[str], Phones]) -> Phones | None:
    """Phones of makin', whose apostrophe is gone, by those of making; None for other words.

    Args:
        word: as written.
        alone: phones of one word by itself.
    """
    ranks = word_ranks("en")
    if len(word) < _SHORTEST or not word.endswith("in") or word in ranks or word in _NO_DROPPED_G:
        return None
    whole = alone(f"{word}g") if f"{word}g" in ranks else ()
    return (*whole[:-1], moved(whole[-1], "n")) if whole and whole[-1].symbol == "ŋ" else None


def beside(word: str, alone: Callable[[str], Phones]) -> Phones | None:
    """Phones of a word behind co- (coworking, co-founders); None for other words.

    Args:
        word: as written.
        alone: phones of one word by itself.
    """
    folded, ranks = word.lower(), word_ranks("en")
    rest = folded[2:].removeprefix("-")
    if not folded.startswith("co") or len(rest) < _WITH or folded in ranks or rest not in ranks:
        return None
    phones = alone(rest)
    return (
        Phone("k", 0, phones[0].locale),
        Phone("əʊ" if "en-GB" in lineage(phones[0].locale) else "oʊ", 1, phones[0].locale),
        *phones,
    )


def would(word: str, alone: Callable[[str], Phones]) -> Phones | None:
    """Phones of a name that ends in a consonant with 'd for had or would, which is a syllable then (Jake'd); None for
    other words, of which espeak-ng knows the pronouns."""
    name = word.removesuffix("'d")
    if name == word or not name.istitle() or not name.isalpha() or name.lower() in _NO_NAMES:
        return None
    phones = alone(name)
    locale, last = phones[-1].locale, phones[-1].symbol
    return None if is_vowel(last) or last == "ɹ" else (*phones, Phone("ə", 0, locale), Phone("d", 0, locale))


def possessed(word: str, alone: Callable[[str], Phones]) -> Phones | None:
    """Phones of the genitive of a name whose s is silent (Illinois's, Arkansas's); None for other words."""
    if not word.endswith("s's"):
        return None
    phones = alone(word[:-2])
    return (*phones, Phone("z", 0, phones[-1].locale)) if is_vowel(phones[-1].symbol) else None


def plural_of_name(word: str, alone: Callable[[str], Phones]) -> Phones | None:
    """Phones of Lopezes by those of Lopez; None for other words."""
    if not _NAMES_IN_Z.fullmatch(word):
        return None
    stem = alone(word[:-2])
    return (*stem, Phone("ɪ", 0, stem[-1].locale), Phone("z", 0, stem[-1].locale))


def read(word: str, phones: Phones, alone: Callable[[str], Phones]) -> Phones | None:
    """The two words of a compound, the first with the main stress; None for words that are none or are read well.

    Args:
        word: as written.
        phones: espeak-ng's reading of it.
        alone: phones of one word by itself.
    """
    folded = word.lower()
    if not folded.isalpha() or folded.startswith(("made", "heref", "herew")) or folded in word_ranks("en"):
        return None
    for seam in _SEAM.finditer(folded):
        first, second = folded[: seam.end()], folded[seam.end() :]
        known = len(first) >= _SHORTEST and second not in _NO_WORDS and {first, second} <= word_ranks("en").keys()
        if known:
            parts = alone(first), alone(second)
            if sum(map(_syllables, parts)) < _syllables(phones):
                return (*parts[0], *stress_free(parts[1], 1))
    return None

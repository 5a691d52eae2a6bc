"""English stress that depends on the words around: thirTEEN but THIRteen MEN, "a NEW one".

Two stresses do not meet: a numeral in -teen, a word in -ese or one with a hyphen that leads a stressed word gives its
stress to its first syllable or part (a WELL-known SONG). "one" in place of a noun has less stress than the word before
it, and so has Street (WALL Street, but Abbey ROAD). Source: Wells, "Longman Pronunciation Dictionary" (2008), "stress
shift" and "compounds and phrases", and "English Intonation" (2006), section 3.11.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from frontend.g2p.english.hyphens import with_main_stress
from frontend.g2p.english.parts_of_speech import ENDS_PHRASE, FUNCTION_WORDS, NUMBERS
from frontend.g2p.lexicon import stress_free
from frontend.g2p.notation import is_vowel
from frontend.types import Phone

_SHIFTING = re.compile(
    "(?:thir|four|fif|six|seven|eigh|nine)teen(?:th)?|(?:chin|japan|vietnam|portugu|malt|leban|taiwan|sudan|nepal|siam"
    "|senegal|congol|burm|balin|canton|vienn)ese|afternoon"
)
_SHORT = 2
"""Letters of a prefix of verbs (co-operate, re-elect)."""
_POINTING = frozenset(["this", "that", "these", "those", "which", "each", "every", "no", "another"])
_LEADING = frozenset(["a", "an", "the", "my", "your", "his", "her", "its", "our", "their", "any", "some"]) | _POINTING
_COUNTED = NUMBERS | frozenset(["number", "one", "twenty-one"])


def connect(words: Sequence[str], read: list[tuple[Phone, ...]], locale: str) -> list[tuple[Phone, ...]]:
    """The phones of a clause with the stress of its rhythm; other languages pass unchanged.

    Args:
        words: the clause's words as written.
        read: the phones of each.
        locale: BCP-47 tag.
    """
    if not locale.startswith("en"):
        return read
    folded = [word.lower() for word in words]
    result = list(read)
    for i, word in enumerate(folded):
        if word.find("-") > _SHORT and i + 1 < len(folded) and _leads_stress(folded[i + 1], read[i + 1]):
            result[i] = _exchanged(read[i])
        elif _SHIFTING.fullmatch(word):
            result[i] = _shifted(read[i], i + 1 < len(folded) and _leads_stress(folded[i + 1], read[i + 1]))
        elif _is_weak(words[i], folded, i):
            result[i] = stress_free(read[i], 1)
    return result


def _leads_stress(word: str, phones: tuple[Phone, ...]) -> bool:
    """Whether a word begins with a stress, if only with one of two (nineteen eighty-four)."""
    first = next((phone.stress for phone in phones if is_vowel(phone.symbol)), 0)
    return first == 2 or _SHIFTING.fullmatch(word) is not None or word.partition("-")[0] in NUMBERS


def _shifted(phones: tuple[Phone, ...], to_first: bool) -> tuple[Phone, ...]:
    """The phones with the main stress on the first syllable and the other one on the last, or the other way round."""
    vowels = [i for i, phone in enumerate(phones) if is_vowel(phone.symbol)]
    if len(vowels) < 2:
        return phones
    stresses = {vowels[0]: 2 if to_first else 1, vowels[-1]: 1 if to_first else 2}
    return tuple(Phone(p.symbol, stresses.get(i, 0), p.locale) for i, p in enumerate(phones))


def _exchanged(phones: tuple[Phone, ...]) -> tuple[Phone, ...]:
    """The phones of a word with hyphens, the main stress on the first part that has one (a HIGH-speed train)."""
    stressed = [i for i, phone in enumerate(phones) if phone.stress]
    if len(stressed) < 2 or phones[stressed[0]].stress == 2:
        return phones
    return with_main_stress(phones, stressed[0])


def _is_weak(word: str, words: Sequence[str], index: int) -> bool:
    """Whether a noun has less stress than the word before it: one, and Street behind its name, as no Road has."""
    named = word == "Street" and index > 0 and words[index - 1] not in FUNCTION_WORDS
    return named or (words[index] in ("one", "ones") and _stands_for_a_noun(words, index))


def _stands_for_a_noun(words: Sequence[str], index: int) -> bool:
    """Whether "one" is the noun of its phrase: this one, the new ones, a faster one."""
    after = words[index + 1] if index + 1 < len(words) else ""
    before, further = words[index - 1] if index else "", words[index - 2] if index > 1 else ""
    if before == "no" or not before or after not in ENDS_PHRASE:
        return before == "no"
    described = further in _LEADING and before not in FUNCTION_WORDS and before.partition("-")[0] not in _COUNTED
    return before in _POINTING or described

"""German verbs that have the stress on their stem behind a prefix: unterríchten, umkréisen, widerrúfen; and their nouns
in -ung (Unterdrückung).

Lists of words and espeak-ng take most such prefixes for the separable ones that have the stress (úntergehen). The verbs
stand in `data/de-DE/inseparable.tsv` by their stems.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from frontend.g2p.notation import is_vowel
from frontend.tables import read_table
from frontend.types import Phone

_ENDINGS = (
    "(?:e?(?:st|t|te|ten|test|tet|te[mnrs])|en|n|e|e?nd(?:e[mnrs]?)?|enen|ene[mnrs]?|bar(?:e[mnrs]?)?|ung(?:en|s)?)"
)
_OF_PAST = "(?:|e|en|st|t|et)"
_OF_NOUNS = ("ung", "ungen", "en", "n")
"""Ends of words with a capital that are such verbs or their nouns; others are nouns of their own (Überblick)."""
_NO_VERBS = frozenset(("Unterlagen", "Überblicken", "Umfragen", "Überfahrten", "Überfällen", "Überlagen"))
_SYLLABLES = {"über": 2, "unter": 2, "hinter": 2, "wider": 2, "um": 1, "durch": 1, "voll": 1}
"""Of each prefix."""
_PRIMARY = 2


@cache
def _verbs() -> re.Pattern[str]:
    """All forms of all verbs."""
    alternatives = (
        f"(?:{row[0]}(?:(?:{_either(row[1])}){_ENDINGS}|(?:{_either(row[2])}){_OF_PAST}))"
        for row in read_table("de-DE", "inseparable", "prefix stems pasts")
    )
    return re.compile("|".join(alternatives))


def _either(cell: str) -> str:
    return "|".join(cell.split())


def stressed_stem(phones: tuple[Phone, ...], word: str) -> tuple[Phone, ...]:
    """The phones of a form of such a verb with the stress on its stem; those of any other word as they are."""
    folded = word.lower()
    prefix = next((prefix for prefix in _SYLLABLES if folded.startswith(prefix)), "")
    if not prefix or not _is_form(word, folded):
        return phones
    vowels = [place for place, phone in enumerate(phones) if is_vowel(phone.symbol)]
    syllables = _SYLLABLES[prefix]
    if len(vowels) <= syllables or not any(phones[place].stress == _PRIMARY for place in vowels[:syllables]):
        return phones
    result = list(phones)
    for place in vowels[:syllables]:
        lowered = 1 if syllables > 1 and place == vowels[0] else 0
        result[place] = replace(phones[place], stress=lowered)
    result[vowels[syllables]] = replace(phones[vowels[syllables]], stress=_PRIMARY)
    return tuple(result)


def _is_form(word: str, folded: str) -> bool:
    if word[:1].isupper() and (word in _NO_VERBS or not folded.endswith(_OF_NOUNS)):
        return False
    return _verbs().fullmatch(folded) is not None

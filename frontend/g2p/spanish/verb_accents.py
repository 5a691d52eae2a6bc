"""Verbs without their accent where the clause shows it: "el paquete llegara mañana", "se cancelo el vuelo".

"Llegara" is right without an accent behind "si" or "que", but hardly ever in a clause that has no such word; "cancelo"
is the speaker's own, who is never right behind "se". A clause with any accent is left as it is: who writes one writes
the others too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from frontend.common_words import word_ranks
from frontend.spanish_vowels import accented, has_accent
from frontend.tables import word_set

_FUTURE = re.compile("([A-Za-zÑñ]{2,20}[aA][rR])([aA])([nNsS]?)")
_PAST_SUBJUNCTIVE = re.compile("[a-zñ]{2,20}(?:iera|iese|ase)[ns]?")
_MAY_ASK = word_set(
    "si que quien quienes ojala como cuando donde aunque mientras cual cuales cuanto porque quiza quizas acaso apenas "
    "tal antes sin segun cuya cuyo ni ojo espero esperamos pido pedimos pidio solicito solicitamos ruego rogamos "
    "podria podrian querria"
)
"""Words that may ask for the subjunctive of what follows."""
_PAST = re.compile("[A-Za-zÑñ]{2,20}[oO]")
"""Of a verb in -ar or, with a y, in -er (cayo)."""
_THIRD = frozenset(("se", "usted", "ella"))
_DATIVE = frozenset(("me", "te", "le", "les", "nos"))
_CONDITIONAL = re.compile("([a-zñ]{2,20}[aei]r)ia(?:n|s|mos)?")
"""Of a verb, which asks for it too: "agradeceria me enviara"."""
_FEWEST = 2
"""Words that show a clause; one alone stands as it is written."""
_SHORTEST = 5
"""Letters of an infinitive; shorter words in -ar are nouns too (par, bar)."""


def with_accents(words: Sequence[str]) -> tuple[str, ...]:
    """The words of one clause, verbs in the future and behind "se" with the accent that they are written without."""
    lower = [word.lower() for word in words]
    if len(words) < _FEWEST or any(has_accent(word) or _PAST_SUBJUNCTIVE.fullmatch(word) for word in lower):
        return tuple(words)
    asked = next((index for index, word in enumerate(lower) if _may_ask(word)), len(words))
    result = [*map(_future, words[:asked]), *words[asked:]]
    for index, word in enumerate(words):
        if _PAST.fullmatch(word) and _is_of_third(lower[max(0, index - 2) : index]):
            result[index] = _past(word)
    return tuple(result)


def _is_of_third(before: Sequence[str]) -> bool:
    """Whether a verb behind these words is of the third person: "se", "se le", "usted"."""
    last = before[-1] if before else ""
    return last in _THIRD or (last in _DATIVE and before[-2:-1] == ["se"])


def _may_ask(word: str) -> bool:
    conditional = _CONDITIONAL.fullmatch(word)
    return word in _MAY_ASK or (conditional is not None and conditional[1] in word_ranks("es"))


def _future(word: str) -> str:
    match = _FUTURE.fullmatch(word)
    if not match or len(match[1]) < _SHORTEST or match[1].lower() not in word_ranks("es"):
        return word
    stem, vowel = word[: len(match[1])], accented(match[2].lower())
    return stem + (vowel.upper() if match[2].isupper() else vowel) + match[3]


def _past(word: str) -> str:
    """A word in -o of the third person."""
    stem, ranks = word[:-1].lower(), word_ranks("es")
    verb = (stem + "ar" in ranks and stem != "sol") or (stem.endswith("y") and stem + "ó" in ranks)
    return word[:-1] + ("Ó" if word.isupper() else "ó") if verb else word

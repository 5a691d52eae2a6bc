"""Spanish question words in questions without any accent: "que puedo hacer?", "a donde van?".

Who writes no ¿ leaves out accents too. Only the first word of the clause before the mark asks, or the one behind its
preposition.
"""

from __future__ import annotations

from collections.abc import Sequence

from frontend.spanish_vowels import has_accent
from frontend.tables import word_set

_ASKING = {
    "que": "qué", "quien": "quién", "quienes": "quiénes", "cual": "cuál", "cuales": "cuáles", "como": "cómo",
    "donde": "dónde", "adonde": "adónde", "cuando": "cuándo", "cuanto": "cuánto", "cuanta": "cuánta",
    "cuantos": "cuántos", "cuantas": "cuántas",
}  # fmt: skip
PLAIN = frozenset(_ASKING)
"""Question words without their accent."""
_BEFORE = word_set("a de en con por para desde hasta y pero entonces")
"""What may stand before a question word."""


def with_accents(words: Sequence[str]) -> tuple[str, ...]:
    """The words of a clause that asks, its question word with an accent; as they are where any other has one."""
    result = list(words)
    first = 1 if words[0].lower() in _BEFORE and len(words) > 1 else 0
    asking = _ASKING.get(words[first].lower())
    if asking and "si" not in words[first + 1 : first + 2] and not any(map(has_accent, words)):
        result[first] = asking
    return tuple(result)

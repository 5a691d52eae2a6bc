"""The gender of a number whose noun is left out: "21 de las casas", "de 31 casas, 21 están vacías"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from frontend.normalize.patterns import regex
from frontend.normalize.scan import SENTENCE_START

if TYPE_CHECKING:
    from frontend.normalize.scan import Scan

_REACH = 20
"""How many entries to the left the counted noun may stand."""
_RESULT = regex(" (?:à|a|contre|contra) [0-9]")
"""Of a game: "21 à 1"."""
_AFTER = frozenset(("", " ", "\u00a0", ",", ".", ";", ")", "?", "!", "\n"))
_NAMED = regex(r"(?:[:/+−-]|[a-zà-ÿ,;–-] [A-ZÀ-Ý][\w'-]{1,20} )$")
"""Before the second number of "3:1", the goals of "Barcelona 1"."""
_COMPARED = frozenset(("más", "menos", "precio", "cerca", "plus", "moins", "prix", "près"))
"""Before "de" and a number: "por el precio de 1", "plus de 21"."""
_ONE = frozenset(("1", "un", "une", "una"))
_PLURALS = ("s", "x", "z")
"""A colon too: "3 calificaciones: 91 y 81" are values."""


@dataclass(frozen=True)
class NounEllipsis:
    """What a language shows beside a number that stands for "so many of them".

    `part` matches behind the number, its group 1 is the noun ("de las 31 casas"); so does `predicate` ("son niñas"),
    which tells nothing unless it is feminine; `feminine` and `masculine` match a pronoun or a participle that agrees
    ("de ellas", "a été vendue"). `never_before` are words after which a number counts something else ("de 21",
    "el 21"); `out_of` joins a whole to its part.
    """

    part: re.Pattern[str]
    predicate: re.Pattern[str]
    feminine: re.Pattern[str]
    masculine: re.Pattern[str]
    never_before: frozenset[str]
    out_of: frozenset[str]

    def gender(self, scan: Scan, start: int, end: int, classify: Callable[[str], str]) -> str:
        """The gender of the noun left out after the number at ``[start, end)``; "" if nothing tells it."""
        if end - start > 3 and scan.text[start:end].isdecimal():
            return ""  # a year
        beside = scan.text[max(0, start - 24) : start]
        if scan.character(end) not in _AFTER or _NAMED.search(beside):
            return ""
        part = self.part.match(scan.text, end)
        if part and scan.left() not in ("el", "al", "del"):  # "el 21 de los corrientes"
            return classify(part[1])
        predicate = self.predicate.match(scan.text, end)
        if self.feminine.match(scan.text, end) or (predicate and classify(predicate[1]) == "f"):
            return "f"
        if self.masculine.match(scan.text, end) or _RESULT.match(scan.text, end):
            return "m"
        left = scan.left()
        whole = left in self.out_of
        compared = left == "de" and scan.left(2) in _COMPARED
        if not left or (left in self.never_before and not whole and not compared):
            return ""
        reach = 4 if whole and not scan.left(2).isdecimal() else _REACH  # "une maison sur 21"
        return self._counted_before(scan, classify, reach)

    @staticmethod
    def _counted_before(scan: Scan, classify: Callable[[str], str], reach: int) -> str:
        """The gender of the noun that the nearest number before counts in the same sentence."""
        noun = ""
        for entry in scan.lefts(reach + 1):
            if not entry or entry in SENTENCE_START:
                return ""
            one = entry in _ONE
            if noun and (one or (entry[0].isdecimal() and entry[-1].isdecimal() and noun.endswith(_PLURALS))):
                gender = classify(noun)
                if gender:
                    return gender
            noun = entry if entry.isalpha() else ""
        return ""

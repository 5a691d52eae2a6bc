"""German metres and litres, which have an ending in the dative: "in 300 m links", but "in 2 m Höhe"."""

from __future__ import annotations

from collections.abc import Callable

from frontend.normalize.patterns import regex
from frontend.normalize.scan import Scan
from frontend.normalize.values import Unit
from frontend.tables import word_set

_PREPOSITIONS = word_set("in auf mit nach von bei seit vor aus zu")
_DECLINED = frozenset(("Kilometer", "Meter", "Zentimeter", "Millimeter", "Liter", "Milliliter"))
_MEASURED = regex(
    "[ \u00a0](?:(?!(?:Ausfahrt|Abfahrt|Richtung|Anschlussstelle)\\b)[A-ZÄÖÜ(]"
    "|(?:lang|läng|breit|hoch|hoh|höh|tief|weit|groß|größ|dick|dünn|entfernt|stark|alt)[a-z]*)"
)
"""Behind a measure, what is measured, or the adjective that it belongs to."""


def is_declined(scan: Scan, spoken: str, unit: Unit, end: int, case_of: Callable[[Scan, int], str]) -> bool:
    """Whether a measure that is written up to `end` has the ending of a dative.

    Args:
        scan: stands before it.
        spoken: the measure without the ending.
        unit: what it is measured in.
        end: where it ends.
        case_of: gives the case that the words before ask for.
    """
    several = unit.plural in _DECLINED and not spoken.startswith("ein ")
    upper = scan.left() == "auf" or "bis" in (scan.left(), scan.left(2))  # "bis zu 45 m", "steigt auf 300 m"
    if not several or upper or scan.left() in (",", "je", "pro") or _MEASURED.match(scan.text, end):
        return False
    return _follows_adjective(scan) or case_of(scan, 1) == "dat"


def _follows_adjective(scan: Scan) -> bool:
    """Whether a preposition, an article and an adjective of the dative stand before: "in den nächsten 500 m"."""
    return scan.left().endswith("en") and scan.left(2) == "den" and scan.left(3) in _PREPOSITIONS

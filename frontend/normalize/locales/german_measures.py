"""German metres and litres, which have an ending in the dative: "in 300 m links", but "in 2 m Höhe"."""

from __future__ import annotations

from frontend.normalize.patterns import regex
from frontend.normalize.scan import Scan
from frontend.normalize.values import Unit

_DECLINED = frozenset(("Kilometer", "Meter", "Zentimeter", "Millimeter", "Liter", "Milliliter"))
_MEASURED = regex(
    "[ \u00a0](?:[A-ZÄÖÜ(]|(?:lang|läng|breit|hoch|hoh|höh|tief|weit|groß|größ|dick|dünn|entfernt|stark|alt)[a-z]*)"
)
"""Behind a measure, what is measured, or the adjective that it belongs to."""


def may_be_declined(scan: Scan, spoken: str, unit: Unit, end: int) -> bool:
    """Whether a measure that is written up to `end` has an ending where a dative is asked for."""
    several = unit.plural in _DECLINED and not spoken.startswith("ein ")
    upper = scan.left() == "auf" or "bis" in (scan.left(), scan.left(2))  # "bis zu 45 m", "steigt auf 300 m"
    return several and not upper and scan.left() not in (",", "je", "pro") and not _MEASURED.match(scan.text, end)

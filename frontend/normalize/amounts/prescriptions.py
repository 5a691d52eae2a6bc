"""How often a medicine is taken, as prescriptions write it: ``q6h``, ``q. 4-6 h``, ``q12hr``, ``q2wk``."""

from __future__ import annotations

from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.shapes import shapes
from frontend.normalize.values import Number, Quantity

_EVERY = regex(
    r"[qQ]\.? ?([1-9][0-9]?)(?:[-–]([1-9][0-9]?))? ?(hrs?|h|H|min|m|days?|d|D|wks?|w|mos?|j)\.?(?![A-Za-z0-9])"
)
_UNITS = {"hr": "h", "day": "d", "w": "wk", "m": "min"}
"""Symbols of units that the table of units has under another key."""


@shapes("A0", "A 0", "a0", "a 0", "A.0", "A. ", "a.0", "a. ")
def recognise(scan: Scan, position: int) -> Reading | None:
    """``q6h``: every six hours, French "aux six heures"."""
    every = scan.language.words.get("every")
    match = _EVERY.match(scan.text, position) if every else None
    if not match or scan.character(position - 1).isalnum():
        return None
    written = match[3].lower().rstrip("s")
    unit = scan.language.units.get(_UNITS.get(written, written))
    if unit is None:
        return None
    quantity = Quantity(Number(match[1]), Number(match[2]) if match[2] else None)
    if match[1] == "1" and not match[2]:
        every, spoken = scan.language.words.get("each single", every), unit.singular
    else:
        spoken = scan.language.measure(quantity, unit)
    stop = match.group().endswith(".") and scan.ends_here(match.end())
    return Reading(match.end() - stop, f"{every} {spoken}")

"""Geographic coordinates: ``50°22'N``, ``51° 30' 26" N``, ``51.18° N``."""

from __future__ import annotations

from frontend.normalize.codes.addresses import directions_of
from frontend.normalize.numerals import match_number
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.shapes import shapes
from frontend.normalize.values import Quantity

_ANGLE = regex(
    r"([0-9]{1,3})°[ \u00a0]?(?:([0-9]{1,2}(?:[.,][0-9]{1,4})?)['′][ \u00a0]?"
    r"(?:([0-9]{1,2}(?:[.,][0-9]{1,4})?)(?:\"|″|'')[ \u00a0]?)?)?([NSEWO](?!-?/)|Nord|Süd)(?![\w])"
)
_DECIMAL = regex(r"[0-9]{1,3}[.,][0-9]{1,8}°[ \u00a0]?([NSEWO])(?![\w])")

_BARE = regex(r"[0-9]{1,3}[.,][0-9]{1,8}[ \u00a0]([NSEWO])(?![\w])")
_PAIR = regex(r"[0-9]{1,2}[.,][0-9]{1,8}[ \u00a0][NS],? [0-9]{1,3}[.,][0-9]{1,8}[ \u00a0][EWO](?![\w])")
_LATITUDE_BEFORE = regex(r"[0-9][.,][0-9]{1,8}[ \u00a0][NS],? $")
_PAIR_REACH = 20
_NAMES = frozenset(("lat", "latitude", "lon", "long", "longitude", "latitud", "longitud"))
"""Words before a coordinate that has no sign of degrees."""


@shapes("0°", "0.0", "0,0")
def recognise(scan: Scan, position: int) -> Reading | None:
    """Degrees, minutes and seconds with the quarter of the compass."""
    match = _DECIMAL.match(scan.text, position) or _ANGLE.match(scan.text, position)
    if not match and (scan.left().rstrip(".") in _NAMES or _is_of_pair(scan, position)):
        return _bare(scan, position)
    direction = directions_of(scan.language).get(match.groups()[-1]) if match else None
    if not match or direction is None or scan.character(position - 1).isalnum():
        return None
    names = [scan.language.units[key] for key in ("°", "min", "s")]
    decimal = len(match.groups()) == 1
    parts = [scan.text[position : match.end()]] if decimal else [part or "" for part in match.groups()[:3]]
    spoken = []
    for part, unit in zip(parts, names, strict=False):
        found = match_number(Scan(str(int(part)) if part.isdecimal() else part, scan.language), 0) if part else None
        if found:
            spoken.append(scan.language.measure(Quantity(found[0]), unit))
    return Reading(match.end(), f"{' '.join(spoken)} {direction.lower()}")


def _is_of_pair(scan: Scan, position: int) -> bool:
    """Whether a latitude and a longitude stand beside each other: "47.16 N, 9.55 E"."""
    before = scan.text[max(0, position - _PAIR_REACH) : position]
    return _PAIR.match(scan.text, position) is not None or (
        _LATITUDE_BEFORE.search(before) is not None and _BARE.match(scan.text, position) is not None
    )


def _bare(scan: Scan, position: int) -> Reading | None:
    """A decimal number and the quarter of the compass behind the name of the coordinate: "Lat. 46,35 N"."""
    match, number = _BARE.match(scan.text, position), match_number(scan, position)
    direction = directions_of(scan.language).get(match[1]) if match else None
    if not match or not number or direction is None:
        return None
    return Reading(match.end(), f"{scan.language.number(number[0])} {direction.lower()}")

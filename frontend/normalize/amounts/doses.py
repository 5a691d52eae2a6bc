"""Doses of a day: ``1-0-1``, ``½-0-½``, ``12-8-10 IE``: how much to take in the morning, at noon, at night."""

from __future__ import annotations

import re

from frontend.normalize.amounts.measures import unit_after
from frontend.normalize.locales.language import Language
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.shapes import shapes
from frontend.normalize.values import Number

_PART = r"(?:(?:[1-9][0-9]?|0)(?:[.,]5)?|1/2|½)"
_DOSES = regex(rf"{_PART}(?:-{_PART}){{2,3}}(?![\w.,/-]*[0-9])|{_PART}(?: [-–] {_PART}){{2,3}}(?![\w.,/-]*[0-9])")
_SKIPPED = regex("(?:^|[ -])0(?:$|[ -])|½|1/2")
"""A time of day at which nothing is taken, or half a tablet: nothing else is written so."""
_STRENGTH = regex("[0-9 \u00a0](?:mg|µg|mcg|g|ml)$")
_REACH = 4


@shapes("0-", "0 -", "0 –", "0.0", "0,0", "0/0", "½-", "½ ")
def recognise(scan: Scan, position: int) -> Reading | None:
    """Doses that are told from a date or a score by a zero or a half, by their unit, or by a strength before them."""
    units = scan.language.cues.get("dosed")
    match = _DOSES.match(scan.text, position) if units else None
    if not match or units is None or scan.character(position - 1) not in ("", " ", "\u00a0", "\n", "(", ","):
        return None
    counted = unit_after(scan, match.end())
    dosed = scan.language.noun_at(scan, match.end()).lower() in units
    dosed = dosed or any(_STRENGTH.search(entry) for entry in scan.lefts(_REACH))
    if not dosed and not _SKIPPED.search(match.group()):
        return None
    spoken = " ".join(_amount(part, scan.language) for part in re.split(" ?[-–] ?", match.group()))
    return Reading(counted[1], f"{spoken} {counted[0].plural}") if counted else Reading(match.end(), spoken)


def _amount(part: str, language: Language) -> str:
    if part in ("½", "1/2"):
        return language.half("f")
    whole, mark, fraction = part.partition("," if "," in part else ".")
    return language.number(Number(whole, fraction, mark)) if mark else language.numbers.cardinal(int(whole))

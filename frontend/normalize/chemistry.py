"""Chemical formulas whose elements have two letters (``NaCl``, ``CaCO3``); the rest ("H2O") are serials."""

from __future__ import annotations

import re

from frontend.normalize.scan import Reading, Scan

_ELEMENT = (
    "He|Li|Be|Ne|Na|Mg|Al|Si|Cl|Ar|Ca|Sc|Ti|Cr|Mn|Fe|Co|Ni|Cu|Zn|Ga|Ge|As|Se|Br|Kr|Sr|Zr|Ag|Cd|Sn|Sb|Xe|Cs|Ba|Pt|Au|Hg|"
    "Pb|Bi|U|H|B|C|N|O|F|P|S|K|V|I|W"
)
_GROUP = rf"(?:(?:{_ELEMENT})[0-9]{{0,2}})"
_FORMULA = re.compile(rf"(?:{_GROUP}|\({_GROUP}{{1,4}}\)[0-9]{{0,2}}){{2,12}}(?![A-Za-z0-9])")
_PARTS = re.compile("[A-Za-z]|[0-9]+")
_ORDINARY = re.compile("[A-Z]+s|NaN|NiCd|BaSe|CoCo|CaSe")
"""What is no formula though it looks like one: the plural "PCs"."""


def recognise(scan: Scan, position: int) -> Reading | None:
    """A formula, letter by letter, its numbers as numbers."""
    match = _FORMULA.match(scan.text, position)
    if not match or _ORDINARY.fullmatch(match.group()) or scan.character(position - 1).isalnum():
        return None
    formula = match.group()
    if not any(c.islower() for c in formula) and "(" not in formula:
        return None
    if scan.text.startswith("'s", match.end()):
        return None
    parts = _PARTS.findall(formula)
    cardinal = scan.language.numbers.cardinal
    return Reading(match.end(), " ".join(cardinal(int(part)) if part.isdecimal() else part.upper() for part in parts))

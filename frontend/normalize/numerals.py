"""Written numbers in the locale's format, and ranges of them: ``1,234.5``, ``10-15``, ``pp. 45-7``."""

from __future__ import annotations

import re

from frontend.normalize.patterns import regex
from frontend.normalize.scan import Scan
from frontend.normalize.values import Number, Quantity

_PLAIN = regex("[0-9]{1,60}(?![0-9]|[.,'’ \u00a0\u202f][0-9])")
"""A number without groups and decimals, which every format takes."""
DASH = regex(r"[-–—](?=[0-9])|[ \u00a0\u202f][-–—][ \u00a0\u202f](?=[0-9])")
AFTER_RANGE = regex(r"[-–/:][0-9]|[0-9]")
AIRCRAFT = regex("7[0-9]7-[0-9]{1,3}(?![0-9-])")
_RESULT = regex("[0-9]{1,3}[-–][0-9]{1,3} [A-ZÀ-Ý][a-zà-ÿ]")
DIFFERENCE = regex("(?:[-–]| [-–] )[0-9.,]{1,20} ?=")
_MEASURED = regex("[-–][0-9]{1,4} ?(?:bpm|mph|km|kg|lbs?|ft|[cmk]?m|mg|g|ml|psi|hp|°|%)(?![a-z])")
_TAIL = regex("[-–]([0-9]{1,2})(?![0-9:/-]|[.][0-9])")


def groups_thousands(scan: Scan, position: int, mark: str) -> bool:
    """Whether the number at `position` has such marks between its thousands, twice at least: "1,000,000"."""
    matches = (matcher.match(scan.text, position) for matcher in scan.language.number_matchers)
    return any(match and match["int"].count(mark) > 1 for match in matches)


def match_number(scan: Scan, position: int, negative: bool = False) -> tuple[Number, int] | None:
    """The number of the locale's format that starts with the digit at `position`, and where it ends."""
    plain = _PLAIN.match(scan.text, position)
    if plain:
        return Number(plain.group(), negative=negative), plain.end()
    for matcher in scan.language.number_matchers:
        match = matcher.match(scan.text, position)
        if match:
            groups = match.groupdict()
            raw = groups["int"]
            digits = raw if raw.isdecimal() else re.sub(r"[^0-9]", "", raw)
            fraction = groups.get("frac") or groups.get("_frac")
            mark = groups.get("mark") or groups.get("_mark") or "."
            return Number(digits, fraction, mark, negative, grouped=digits != raw), match.end()
    return None


def match_quantity(scan: Scan, position: int, negative: bool = False) -> tuple[Quantity, int] | None:
    """A number, or a range if a dash and a larger number follow."""
    first = match_number(scan, position, negative)
    if first is None:
        return None
    number, end = first
    shortened = _shortened(scan, number, end)
    if shortened is not None:
        return shortened
    if not DASH.match(scan.text, end):
        return Quantity(number), end
    typed = scan.left() in scan.language.cues.get("model", ()) and not _MEASURED.match(scan.text, end)
    typed = typed or AIRCRAFT.match(scan.text, position) is not None
    dash = None if typed or DIFFERENCE.match(scan.text, end) else DASH.match(scan.text, end)
    numbered = scan.left() in scan.language.cues.get("enumerated", ()) and scan.language.capital_nouns
    if dash and numbered and dash.end() - end > 1:
        dash = None  # "Reihe 7 – 45 €": what follows counts something else
    scored = scan.left() in scan.language.cues.get("scored", ()) and number.magnitude < 200
    scored = scored or (number.magnitude < 100 and _between_teams(scan, position))
    if dash and not number.padded and not scored:
        second = match_number(scan, dash.end())
        rising = second and second[0].magnitude > number.magnitude and not second[0].padded
        counted = second and number.grouped and second[0].grouped and dash.end() - end == 1
        rising = rising or counted  # votes: "by 84,512-42,191"
        labelled = scan.left() in scan.language.cues.get("enumerated", ()) and dash.end() - end > 1
        if second and labelled and scan.word_after(second[1]).lower() in scan.language.months:
            return Quantity(number), end  # "Version 11 – 18 décembre 2019"
        if second and rising and not AFTER_RANGE.match(scan.text, second[1]):
            joint = "and" if scan.left() in scan.language.cues.get("before two", ()) else "to"
            return Quantity(number, second[0], joint=joint), second[1]
    return Quantity(number), end


def _shortened(scan: Scan, number: Number, end: int) -> tuple[Quantity, int] | None:
    """ "pp. 45-7": pages up to 47."""
    match = _TAIL.match(scan.text, end)
    if not match or scan.left().rstrip(".") not in scan.language.cues.get("paged", ()) or number.value is None:
        return None
    last = number.digits[: -len(match[1])] + match[1]
    if len(match[1]) >= len(number.digits) or int(last) <= number.value:
        return None
    return Quantity(number, Number(last)), match.end()


def _between_teams(scan: Scan, position: int) -> bool:
    """ "Chelsea 0-1 Arsenal": names before and after (where only names have capitals)."""
    match = _RESULT.match(scan.text, position)
    names = match and not scan.language.tag.startswith("de") and not scan.shouting
    return bool(names) and scan.is_after_name(position)

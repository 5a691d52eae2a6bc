"""Numbers and ranges of numbers, with what may follow: ordinal suffix, currency, unit, magnitude, or a noun."""

from __future__ import annotations

import re

from frontend.normalize import (
    bare_prices,  # noqa: F401  adds its rules
    continuations,
    digit_strings,
    fractions,
    money,
)
from frontend.normalize.numerals import match_quantity
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.shapes import shapes
from frontend.normalize.values import Number, Quantity

_BORE = regex("-cal(?:\\.|iber|ibre)?(?![a-z])")
_LOSS = regex("[-–−][0-9]{1,3}(?:[.,][0-9]{1,3})?[ \u00a0]?[%°]")
"""Behind a slash: "-1,05 €/-2,99 %"."""
_RECORD = regex("[0-9]{1,3}[-–][0-9]{1,3}")
_PART = regex("[0-9]{1,3} [1-9]/(?:2|3|4|8|16)(?![0-9/])|[0-9]{0,3}[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]")
_BORES = frozenset(("22", "32", "38", "44", "45"))
_RIFLE = regex(r"\.([1-9][0-9])-([0-9]{2})(?![0-9.,-])")
_EXTENSION = regex("[-–][0-9]{2,5}(?! ?[°%€$0-9.,])")
_RUN = regex(r"[0-9]{1,60}")


def recognise(scan: Scan, position: int) -> Reading | None:
    """A quantity at a digit. Always answers: this is the last of the digit classes."""
    return _read(scan, position, position, False)


@shapes(".0", "-", "–")
def recognise_signed(scan: Scan, position: int) -> Reading | None:
    """``-5``, ``+3`` and ``.5`` where no word or number stands directly before."""
    text = scan.text
    sign = text[position]
    before = scan.character(position - 1)
    if before and before not in ' \u00a0\u202f\n("[=:' and not (before == "/" and _LOSS.match(text, position)):
        return None
    following = scan.character(position + 1)
    if sign == "." and following.isdecimal() and following.isascii():
        match = _RUN.match(text, position + 1)
        calibers = scan.language.cues.get("calibers", frozenset())
        bore = match and scan.word_after(match.end() + (scan.character(match.end()) == "-")).lower() in calibers
        hyphened = _BORE.match(text, match.end()) if match and calibers else None
        article = scan.left() in ("the", "a", "his", "her", "my") and text[position + 1 : position + 3] in _BORES
        bore = bool(bore) or (bool(calibers) and article and match is not None and match.end() == position + 3)
        rifle = _RIFLE.match(text, position) if calibers else None
        if rifle:  # ".30-06"
            first, second = (scan.language.numbers.cardinal(int(part)) for part in rifle.groups())
            return Reading(rifle.end(), f"{first} {'oh ' if rifle[2][0] == '0' else ''}{second}")
        if match and hyphened and len(match.group()) == 2:
            return Reading(hyphened.end(), f"{scan.language.numbers.cardinal(int(match.group()))} caliber")
        if match and bore and len(match.group()) == 2:
            return Reading(match.end(), scan.language.numbers.cardinal(int(match.group())))  # ".45 caliber"
        if match and bore and len(match.group()) == 3:
            return Reading(match.end(), scan.language.code_digits(match.group()))  # ".303 rifles"
        if match and len(match.group()) == 3 and _is_average(scan, position, match.end()):
            named = scan.text.startswith(" BA", match.end())  # "a .310 BA", no baths
            spoken = scan.language.paired(match.group()) + (" B A" if named else "")
            return Reading(match.end() + 3 * named, spoken)  # "hitting .312"
        if match and "." in scan.language.decimal_words:
            return continuations.read(scan, position, Quantity(Number("0", match.group())), match.end())
        return None
    if sign not in "-–" or (scan.left()[-1:].isdecimal() and before in " \u00a0\u202f"):
        return None
    if following.isdecimal() and following.isascii():
        extensions = scan.language.cues.get("extension", frozenset())
        closed = before == "(" and re.match("[0-9]{2,5}\\)", scan.text[position + 1 : position + 7])
        announced = closed and not extensions.isdisjoint(entry.rstrip(".") for entry in scan.lefts(12))
        left = scan.left(2) if scan.left() == ":" else scan.left()  # "Fax: -123"
        ended = scan.left(2) in scan.language.cues.get("ending", ())  # "endet auf -17"
        told = left in ("die", "ist", "lautet") and not extensions.isdisjoint(scan.lefts(4))  # "die Durchwahl ist -44"
        told = told or (left == "unter" and _EXTENSION.match(text, position) is not None)  # "unter -4417 erreichbar"
        if left.rstrip(".") in extensions or announced or ended or told:
            run = _RUN.match(scan.text, position + 1)  # "Durchwahl -245"
            return Reading(run.end(), scan.language.digits(run.group())) if run else None
        part = fractions.recognise(scan, position + 1) if _PART.match(text, position + 1) else None
        if part is not None:  # "-1½p"
            return Reading(part.end, f"{scan.language.words['minus']} {part.spoken}", part.closes_sentence)
        return _read(scan, position, position + 1, True)
    reading = money.recognise_prefix(scan, position + 1)
    if reading is not None:
        return Reading(reading.end, f"{scan.language.words['minus']} {reading.spoken}", reading.closes_sentence)
    return None


def _is_average(scan: Scan, position: int, end: int) -> bool:
    """Whether a decimal is a batter's: a word of baseball stands beside it, or "5 for 12" before its bracket."""
    batting = scan.language.cues.get("batting", frozenset())
    record = "for" in scan.lefts(5) or _RECORD.fullmatch(scan.left(2)) is not None  # "5 for 12", "41-29 (.586)"
    bracketed = scan.character(position - 1) == "(" and record and bool(batting)
    return bracketed or not batting.isdisjoint(
        entry.rstrip(".") for entry in (*scan.lefts(4), scan.word_after(end).lower())
    )


def _read(scan: Scan, start: int, position: int, negative: bool) -> Reading | None:
    matched = match_quantity(scan, position, negative)
    if matched is None:
        run = _RUN.match(scan.text, position)
        return Reading(run.end(), digit_strings.verbalise(run.group(), scan.language)) if run else None
    return continuations.read(scan, start, *matched)

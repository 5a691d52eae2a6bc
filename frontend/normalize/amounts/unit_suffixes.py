"""A unit behind a number, ``5 km``, ``2,5%ige``, ``48"W x 12"D``, and what the two may go on with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from frontend.normalize.amounts.measures import (
    CANDIDATE,
    PRICE,
    TIMES,
    WORD_CHARACTER,
    after_stop,
    attributive_unit,
    in_small_letters,
    named_by,
    quoted,
    verbalise,
)
from frontend.normalize.amounts.rated import per
from frontend.normalize.amounts.unit_limits import is_unit
from frontend.normalize.amounts.unit_senses import Symbol, unit_of
from frontend.normalize.cleaning import LETTER
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.values import Quantity, Unit

_POINTS = regex("-[Pp](unkte?n?|kte?\\.?|p\\.)(?![\\w])")
_SIDE = regex("(?: (?=[WDHL] ?[x×]|D(?:[,;.)]|$)))?([WDHL])(?=[ ,;.)]|$)")
_SIDED = regex(" ?([WDHL])(?= ?[x×]| ?[,;.)]|$)")
"""Of a length in letters: "178cm H x 60cm W"."""
_PRODUCT = regex(r"[0-9.,]{1,9} ?[^\W\d_]{1,4}/[^\W\d_]{1,4}[²³]?(?![\w])")
"""A rate, by which no side is measured: "2 kg × 3 m/s²"."""
_LENGTHS = frozenset(("centimetres", "centimeters", "millimetres", "millimeters", "inches", "feet", "metres", "meters"))
_SIDES = {"W": "wide", "D": "deep", "H": "high", "L": "long"}
_ADDED = regex(r"(?:45|90|105|120)\+$")
_SQUARE = regex(r"-(sq|cu)\.?-(ft|in|mi|yd|m)(?:\.(?= [a-z]))?(?![\w])")
_TORQUE = regex("[ \u00a0-]?(?:(?P<arm>ft|in)s?[.]?[- ·]?lbs?|lbs?(?:[.]?[-·]|[.]? )ft|lbs?[.]?[-·]in)(?![A-Za-z0-9])")
"""A force and its arm, whichever stands first: "25 ft.-lbs.", "250 lb-ft", but "lost 5 lb in a week"."""
_PERCENT_ADJECTIVE = regex(r"-?(ig(?:e[rnsm]?)?)(?!\w)")
_AGAIN = regex("/(?:[0-9]|[Gg]as)")
"""The same temperature by another scale."""
_ELIDED = regex(f"'[{LETTER}]")
"""After a letter that is not a unit: French "en 1982 s'applique"."""
_POSSESSIVE = regex(f"s(?![{LETTER}0-9])")


def recognise(scan: Scan, start: int, quantity: Quantity, end: int) -> Reading | None:
    """A unit symbol after the quantity that ends at `end`; longer symbols win."""
    reading = _square(scan, quantity, end) or _torque(scan, start, quantity, end)
    match = None if reading else CANDIDATE.match(scan.text, end)
    if not match:
        return reading
    gap, run, begin = match["gap"], match["symbol"], match.start("symbol")
    for length in range(len(run), 0, -1):
        symbol = run[:length]
        if symbol not in scan.language.unit_symbols:
            symbol = in_small_letters(scan, end, symbol)
        if not symbol:
            continue
        reading = _measured(scan, start, quantity, _Written(gap, symbol, begin + length))
        if reading is not None:
            return reading
    return None


def _square(scan: Scan, quantity: Quantity, end: int) -> Reading | None:
    """An area with hyphens: "a 750-sq.-ft. flat"."""
    square = _SQUARE.match(scan.text, end)
    squared = scan.language.units.get(f"{square[1]} {square[2]}") if square else None
    if not square or not squared:
        return None
    return Reading(square.end(), verbalise(quantity, replace(squared, plural=squared.singular), scan.language))


def _torque(scan: Scan, start: int, quantity: Quantity, end: int) -> Reading | None:
    """A torque in English: "35 ft-lb"."""
    torque = _TORQUE.match(scan.text, end) if scan.language.tag.startswith("en") else None
    if not torque:
        return None
    unit = scan.language.units[f"{torque['arm'] or torque.group()[-2:]}-lb"]
    named = attributive_unit(scan, unit, start, torque.end(), hyphened=torque.group()[0] == "-")
    return per(scan, after_stop(scan, torque.end()), verbalise(quantity, named, scan.language))


class _Written(NamedTuple):
    """A symbol as it is written behind a number."""

    gap: str
    symbol: str
    stop: int

    @property
    def quote(self) -> str:
        """The symbol, if it may be a quotation mark too."""
        return self.symbol if self.symbol in ("'", '"') else ""


def _measured(scan: Scan, start: int, quantity: Quantity, written: _Written) -> Reading | None:
    """The quantity with its unit and what belongs to it, if the symbol stands for a unit there."""
    gap, text, stop = written
    named = (gap == "-" and scan.language.units.get(f"-{text}")) or named_by(scan, text, stop)
    if named is None or _is_something_else(scan, start, written):
        return None
    symbol = Symbol(scan, start, stop, quantity.low)
    unit = unit_of(text, symbol, named)
    minute = _minute_of_match(symbol, quantity, unit) if written.quote == "'" else None
    if minute:
        return minute
    if WORD_CHARACTER.match(text[-1]) and WORD_CHARACTER.match(scan.character(stop)):
        return None
    if not is_unit(scan, unit, gap, stop) or _ELIDED.match(scan.text, stop):
        return None
    form = attributive_unit(scan, unit, start, stop, hyphened=gap == "-" or scan.text.startswith("-", stop))
    spoken = verbalise(quantity, form, scan.language)
    spoken = scan.language.in_context(scan, start, quantity, unit, spoken, stop)
    said = _sided(_Said(scan, written, unit, stop, spoken))
    return next(reading for ending in _ENDINGS if (reading := ending(said)) is not None)


def _is_something_else(scan: Scan, start: int, written: _Written) -> bool:
    """Whether what looks like a symbol belongs to a code ("23-CV-0147"), is a genitive ("Radio 4's") or closes a
    quotation ("'size 9'")."""
    gap, _, stop = written
    if scan.character(start - 1) == "_":
        return True  # "array_1d"
    if gap == "-" and scan.character(stop) == "-" and scan.character(stop + 1).isdecimal():
        return True
    if written.quote == "'" and _POSSESSIVE.match(scan.text, stop):
        return True
    return bool(written.quote) and quoted(scan, start, written.quote)


def _minute_of_match(symbol: Symbol, quantity: Quantity, unit: Unit) -> Reading | None:
    """A minute of a match that is no length: Spanish "hasta el 90+4'", "gol al 81'"."""
    scan, stop = symbol.scan, symbol.stop
    if _ADDED.search(symbol.before) and not scan.language.tag.startswith("en"):
        return Reading(stop, scan.language.quantity(quantity))
    timed = unit == scan.language.units.get("min") and scan.left() in ("al", "minuto") and "minuto" in unit.singular
    if not timed:
        return None
    noun = "" if scan.left() == "minuto" else "minuto "
    return Reading(stop, noun + scan.language.quantity(quantity))


_GERMAN_ONE = ("ein", "eine", "einen", "einem", "einer", "eines")


class _Said(NamedTuple):
    """A quantity with its unit in words, which goes on at `end`."""

    scan: Scan
    written: _Written
    unit: Unit
    end: int
    spoken: str

    @property
    def hyphened(self) -> bool:
        """Whether a hyphen stands between the number and the symbol."""
        return self.written.gap == "-"


def _sided(said: _Said) -> _Said:
    """With the side that a letter of English names: 48"W x 12"D."""
    pattern = _SIDE if said.written.quote else _SIDED if said.unit.plural in _LENGTHS else None
    english = pattern is not None and said.scan.language.tag.startswith("en")
    side = pattern.match(said.scan.text, said.end) if pattern and english else None
    return said._replace(end=side.end(), spoken=f"{said.spoken} {_SIDES[side[1]]}") if side else said


def _points(said: _Said) -> Reading | None:
    """German "0,25 %-Punkte"."""
    points = _POINTS.match(said.scan.text, said.end) if said.spoken.endswith("Prozent") else None
    return Reading(points.end(), f"{said.spoken}p{points[1] if points[1][0] == 'u' else 'unkte'}") if points else None


def _adjective(said: _Said) -> Reading | None:
    """German "2,5%ige"."""
    adjective = _PERCENT_ADJECTIVE.match(said.scan.text, said.end) if said.spoken.endswith("Prozent") else None
    if not adjective:
        return None
    return Reading(adjective.end(), said.spoken.removesuffix(" Prozent") + "prozent" + adjective[1])


def _multiplied(said: _Said) -> Reading | None:
    """Before another side, a price or how long a rate lasts: "3 ft x 5 ft", "7 h x 18 $", "0,99 % x 6 mois"."""
    by = TIMES.match(said.scan.text, said.end)
    if not by:
        return None
    priced = said.written.symbol == "%" or PRICE.match(said.scan.text, by.end()) is not None
    priced = priced or _PRODUCT.match(said.scan.text, by.end()) is not None
    return Reading(by.end(), f"{said.spoken} {said.scan.language.words['times' if priced else 'by']}")


def _heated(said: _Said) -> Reading | None:
    """A temperature, which is never told by another unit: "180C/350F/gas 4"."""
    if "heat" not in said.unit.flags:
        return None
    again = said.scan.language.tag.startswith("en") and _AGAIN.match(said.scan.text, said.end) is not None
    return Reading(said.end, said.spoken + "," * again)


def _stopped(said: _Said) -> Reading | None:
    """A unit with a hyphen before it and a full stop behind it: "a 7-yr.-old", "a 10-yr. Treasury note"."""
    scan, end = said.scan, said.end
    if not said.hyphened:
        return None
    if scan.text.startswith(".-", end) and scan.character(end + 2).isalpha():
        return Reading(end + 2, said.spoken)
    named = scan.character(end) == "." and scan.word_after(end + 1)
    return per(scan, end + 1, said.spoken) if named else None


def _compounded(said: _Said) -> Reading | None:
    """German "1-h-Mittel": the unit stays as it is after any number."""
    first = said.spoken.partition(" ")[0]
    joined = said.hyphened and said.scan.character(said.end) == "-" and first in _GERMAN_ONE
    return Reading(said.end, f"ein {said.unit.plural}") if joined else None


def _rated(said: _Said) -> Reading:
    """With what it is counted for, if anything: "5 GB/month"."""
    return per(said.scan, after_stop(said.scan, said.end), said.spoken)


_ENDINGS: tuple[Callable[[_Said], Reading | None], ...] = (
    _points,
    _adjective,
    _multiplied,
    _heated,
    _stopped,
    _compounded,
    _rated,
)
"""What a quantity with its unit may go on with, in the order in which it is asked; the last one always answers."""

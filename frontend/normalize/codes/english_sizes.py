"""Sizes that only English writes so: sides of furniture, clothes of children and adults, trousers."""

from __future__ import annotations

import re

from frontend.normalize.codes import letters
from frontend.normalize.codes.formats import code
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Scan
from frontend.normalize.shapes import shapes
from frontend.normalize.values import Number, Quantity

_BY_BEFORE = regex("[x×] ?\\(?$")
_SIDES = {"w": "wide", "h": "high", "d": "deep", "l": "long"}
_SIDE_NAMES = {"w": "width", "h": "height", "d": "depth", "l": "length"}


@code(
    r"([0-9]{1,4}(?:\.[0-9])?) ?(cm|mm|m|in)?\.?\(([wWhHdDlL])\)(?: ?(cm|mm|m|in)(?![A-Za-z]))?( ?[x×] ?(?=[0-9]))?",
    "en",
)
@shapes("0(", "0a(", "0.0", "0 a")
def side(scan: Scan, match: re.Match[str]) -> str | None:
    """One side of a piece of furniture: "60(w) x 85(h) x 35cm(d)"."""
    between = match[5] or _BY_BEFORE.search(scan.text, max(0, match.start() - 4), match.start())
    written = match[2] or match[4]
    if not written and not between:
        return None  # "section 8(h)"
    by = f" {scan.language.words['by']}" if match[5] else ""
    return f"{_length(scan, match[1], written)} {_SIDES[match[3].lower()]}{by}"


@code(
    r"([HWDLhwdl])(?:\)|[ :=]| ?[:=] )?([0-9]{1,4}(?:\.[0-9]{1,2})?)(?: ?(cm|mm|m|in|ft)(?![A-Za-z])\.?)?"
    r"( ?[x×] ?(?=\(?[HWDLhwdl]\)?[ :=]{0,2}[0-9]))?",
    "en",
)
@shapes("A0", "a0", "A 0", "a 0", "A:", "a:", "A =", "a =", "A=", "a=", "A)", "a)", "A :", "a :")
def side_first(scan: Scan, match: re.Match[str]) -> str | None:
    """One side, its name before its length, of several: "h 180 x w 90 x d 55 cm", "(W)120 x (D)60"."""
    if not match[4] and not _BY_BEFORE.search(scan.text, max(0, match.start() - 4), match.start()):
        return None
    by = f" {scan.language.words['by']}" if match[4] else ""
    return f"{_SIDE_NAMES[match[1].lower()]} {_length(scan, match[2], match[3])}{by}"


def _length(scan: Scan, digits: str, written: str | None) -> str:
    """A length with its unit, if it has one of its own."""
    whole, _, part = digits.partition(".")
    number = Number(whole, part or None)
    unit = scan.language.units.get(written) if written else None
    return scan.language.measure(Quantity(number), unit) if unit else scan.language.number(number)


@code(r"([HWDL])( ?[x×] ?)([HWDL])(?:( ?[x×] ?)([HWDL]))?(?![A-Za-z0-9])", "en")
@shapes("A", "A ")
def sides(scan: Scan, match: re.Match[str]) -> str | None:
    """The order of lengths: "Dims (HxWxD):"."""
    names = [_SIDE_NAMES[side.lower()] for side in (match[1], match[3], match[5]) if side]
    return f" {scan.language.words['by']} ".join(names) if len(set(names)) == len(names) else None


@code("([1-9][0-9]?)T[-–]([1-9][0-9]?)(T?)(?![\\w-])", "en")
@shapes("0A")
def toddler_sizes(scan: Scan, match: re.Match[str]) -> str | None:
    """From one size of small children to another: "sz. 2T–6", "2T-5T"."""
    cardinal = scan.language.numbers.cardinal
    last = f"{cardinal(int(match[2]))} {match[3]}".rstrip()
    return f"{cardinal(int(match[1]))} T {scan.language.words['to']} {last}"


@code("(X{0,3}[SML]|[2-6]XL?)[-–](X{0,3}[SML]|[2-6]XL?)(?![\\w-])", "en")
@shapes("A-", "A–", "0A-", "0A–")
def clothing_sizes(scan: Scan, match: re.Match[str]) -> str | None:
    """From one size of clothes to another: "XS–3XL"."""
    if len(match[1]) + len(match[2]) < len("SXL") and not scan.left().rstrip(".").startswith(("size", "sz")):
        return None  # "M-S": days
    sizes = (letters.verbalise(size, scan.language) for size in match.groups())
    return f" {scan.language.words['to']} ".join(sizes)


@code('([2-5][0-9])"? ?W(?: ?[x×/] ?|,? )([2-4][0-9])"? ?L(?![A-Za-z0-9])', "en")
@shapes("0A", '0"', "0 A")
def trousers(scan: Scan, match: re.Match[str]) -> str | None:
    """The width and the length of trousers: "32W x 30L", "34 W/32 L"."""
    cardinal = scan.language.numbers.cardinal
    return f"{cardinal(int(match[1]))} W {scan.language.words['by']} {cardinal(int(match[2]))} L"

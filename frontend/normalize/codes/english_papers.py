"""Codes of papers that English cites: laws, journals, standards, policies, stages, times with zones."""

from __future__ import annotations

import re

from frontend.normalize.codes import letters
from frontend.normalize.codes.formats import code
from frontend.normalize.numeric.roman_forms import ROMAN, value_of
from frontend.normalize.scan import Scan
from frontend.normalize.shapes import shapes
from frontend.normalize.values import Number
from frontend.tables import word_set

_CODES_OF_LAW = word_set("u.s.c. usc c.f.r. cfr u.s.c u.s.c.a. stat.")
_ACTS = word_set("regulation regulations directive directives decision")
_UNION = frozenset(("eu", "ec", "eec"))
_STANDARDS = word_set("iso iec ansi bs din")
_ZONES = word_set("et est edt ct cst cdt mt mst mdt pt pst pdt gmt bst utc cet cest eastern central pacific mountain")
_BEFORE_SHARE = word_set("by to at of up down rose fell about nearly almost over under than from some around")
_BILL_REACH = 12
_AROUND = 50
_PARTS_REACH = 14
"""So many words before a numeral with letters behind it, the word "part" may stand."""


@code("([IVX]{1,5})([A-Da-d])([1-3]?)(?![\\w-])", "en")
@shapes("A", "A0")
def stage(scan: Scan, match: re.Match[str]) -> str | None:
    """A stage of a disease or a type with its letter: "stage IIIB", "type IIa"."""
    staged = scan.left() in scan.language.cues["steps of disease"] and ROMAN.fullmatch(match[1])
    if not staged:
        return None
    cardinal = scan.language.numbers.cardinal
    last = f" {cardinal(int(match[3]))}" if match[3] else ""
    return f"{cardinal(value_of(match[1]))} {match[2].upper()}{last}"


@code("([IVX]{1,5})-([A-Z])(?:-([0-9]{1,2}|[ivx]{1,4}))?(?![\\w-])", "en")
@shapes("A-A")
def part_of_opinion(scan: Scan, match: re.Match[str]) -> str | None:
    """A part of a long text by its numeral, letter and number: "joined as to Parts II-C-1 and III-B"."""
    near = {word.rstrip("s") for word in scan.lefts(_PARTS_REACH)}
    if not ROMAN.fullmatch(match[1]) or "part" not in near:
        return None
    cardinal, last = scan.language.numbers.cardinal, match[3] or ""
    number = int(last) if last.isdecimal() else value_of(last.upper()) if last else 0
    return f"{cardinal(value_of(match[1]))} {match[2]}{' ' + cardinal(number) if number else ''}"


@code("([1-9][0-9]{2,3})(?![\\w,-]|[.][0-9])", "en-US")
@shapes("0", "0 ", "0.", "0)", "0(", "0;")
def statute(scan: Scan, match: re.Match[str]) -> str | None:
    """The section of a code of laws: "28 U.S.C. 1253"."""
    return scan.language.model_number(match[1]) if scan.left() in _CODES_OF_LAW else None


@code("([12][0-9]{3})/([1-9][0-9]{0,3})(?:/([A-Z]{2,3}))?(?![\\w/])", "en")
@shapes("0/0")
def act_of_union(scan: Scan, match: re.Match[str]) -> str | None:
    """A regulation or directive by its year: "Regulation (EU) 2024/1183", "Directive 2006/112/EC"."""
    left = scan.left_past(",")
    if left not in _ACTS and left != "si" and not (left in _UNION and not _ACTS.isdisjoint(scan.lefts(6))):
        return None
    language, slash = scan.language, scan.language.words["slash"]
    issuer = f" {slash} {' '.join(match[3])}" if match[3] else ""
    return f"{language.numbers.year(int(match[1]))} {slash} {language.model_number(match[2])}{issuer}"


@code(
    "((?:19|20)[0-9]{2}) ?; ?([1-9][0-9]{0,3})(?:\\(([0-9A-Za-z -]{1,12})\\))?: ?(e?[0-9]{1,6})(?:[-–](e?[0-9]{1,6}))?"
    "(?![0-9A-Za-z:-])",
    "en",
)
@shapes("0;0", "0; ", "0 ;")
def article_of_journal(scan: Scan, match: re.Match[str]) -> str | None:
    """Year, volume, issue and pages of an article: "2021;590(7844):12–18"."""
    year, volume, issue, first, last = match.groups()
    language = scan.language
    parts = [language.numbers.year(int(year)), f"volume {language.model_number(volume)}"]
    if issue:
        parts.append(f"issue {language.model_number(issue) if issue.isdecimal() else issue}")
    pages = f"page{'s' if last else ''} {_page(scan, first)}"
    parts.append(f"{pages} {language.words['to']} {_page(scan, last)}" if last else pages)
    return ", ".join(parts)


def _page(scan: Scan, number: str) -> str:
    """A page, or the number of an article that is only on the web: "e117"."""
    digits = number.removeprefix("e")
    return f"{'E ' if digits != number else ''}{scan.language.numbers.cardinal(int(digits))}"


@code("802\\.([1-9][0-9]?)([a-z]{0,2})((?:/[a-z]{1,2}){0,5})(?![\\w.])", "en")
@shapes("0.0")
def network(scan: Scan, match: re.Match[str]) -> str | None:
    """A standard of networks: "802.11ac", "802.11a/b/g/n"."""
    written = [part for part in (match[2], *match[3].split("/")) if part]
    kinds = " ".join(" ".join(part.upper()) for part in written)
    number = scan.language.numbers.cardinal(int(match[1]))
    return f"eight oh two {scan.language.words['dot']} {number} {kinds}".rstrip()


@code("([1-9][0-9]{2,4})-([1-9][0-9]?)(?![\\w-]|[.][0-9])", "en")
@shapes("0-0")
def part_of_standard(scan: Scan, match: re.Match[str]) -> str | None:
    """A part of a standard: "ISO 639-3"."""
    if scan.left() not in _STANDARDS and scan.left(2) not in _STANDARDS:
        return None
    number, part = (scan.language.model_number(group) for group in match.groups())
    return f"{number} dash {part}"


@code("([A-Z]{2})-([1-9]) ([0-9]{2}) ([0-9]{4})(?: ([A-Z]))?(?![\\w-])", "en")
@shapes("A-0")
def insurance(scan: Scan, match: re.Match[str]) -> str | None:
    """A form and number of an insurance: "policy HO-3 77 4410 B"."""
    kind, form, *groups = match.groups()
    said = ", ".join(letters.verbalise(group, scan.language) for group in groups if group)
    return f"{' '.join(kind)} {scan.language.digit(form)}, {said}"


@code("([01][0-9]|2[0-3])([0-5][0-9])/([01][0-9]|2[0-3])([0-5][0-9])(?=[ )])", "en")
@shapes("0/0")
def hours_of_zones(scan: Scan, match: re.Match[str]) -> str | None:
    """One time in two zones behind them, in four digits: "10am ET/9am CT (1000/0900)"."""
    if scan.character(match.start() - 1) != "(" or _ZONES.isdisjoint(scan.lefts(4)):
        return None
    return f"{_hour(scan, match[1], match[2])}, {_hour(scan, match[3], match[4])}"


@code("([01][0-9]|2[0-3])([0-5][0-9])(?= ?(?:GMT|BST|UTC|UT|CES?T|[ECMP][SD]T)(?![A-Za-z]))", "en")
@shapes("0 A", "0A")
def hour_of_zone(scan: Scan, match: re.Match[str]) -> str | None:
    """A time in four digits before its zone: "at 1400 GMT", "0930 BST"."""
    return _hour(scan, match[1], match[2])


def _hour(scan: Scan, hours: str, minutes: str) -> str:
    """An hour and minutes in two digits each: "fourteen hundred", "oh nine thirty"."""
    zero = {"en-US": "zero"}.get(scan.language.tag, "oh")
    hour = scan.language.numbers.cardinal(int(hours))
    hour = f"{zero} {hour}" if hours[0] == "0" and hours != "00" else hour
    return f"{hour} {scan.language.numbers.two_digits(int(minutes)) if int(minutes) else 'hundred'}"


@code("S\\. ?([1-9][0-9]{0,3})(?![\\w-]|[.,][0-9])", "en-US")
@shapes("A.0", "A. ")
def bill_of_senate(scan: Scan, match: re.Match[str]) -> str | None:
    """A bill of the Senate by its number: "co-sponsored S. 1234"."""
    debated = not scan.language.cues["bills"].isdisjoint(entry.strip(".") for entry in scan.lefts(_BILL_REACH))
    return f"S {scan.language.model_number(match[1])}" if debated else None


@code("([0-9]{1,3})(?:[.]([0-9]{1,2}))?pc(?![A-Za-z-])", "en-GB")
@shapes("0a", "0.0")
def percentage(scan: Scan, match: re.Match[str]) -> str | None:
    """A percentage as newspapers have it: "fell by 2.4pc", but "a 3pc suite"."""
    if not match[2] and scan.left() not in _BEFORE_SHARE:
        return None
    return f"{scan.language.number(Number(match[1], match[2]))} per cent"


@code("([0-9]{1,4}(?:[.][0-9]{1,2})?)-? ?bp(?![A-Za-z])", "en")
@shapes("0a", "0 a", "0-a", "0.0")
def base_pairs(scan: Scan, match: re.Match[str]) -> str | None:
    """Steps of a rate of interest, or of a gene: "the yield fell 3bp", "a 300-bp fragment"."""
    gene, rate = (not scan.language.cues[kind].isdisjoint(_around(scan, match)) for kind in ("genes", "interest"))
    if not gene and not rate:
        return None
    whole, _, part = match[1].partition(".")
    noun = "basis point" if rate and not gene else "base pair"
    one = match[1] == "1" or (scan.left() in ("a", "an", "the") and scan.word_after(match.end()) != "")
    return f"{scan.language.number(Number(whole, part or None))} {noun}{'' if one else 's'}"


def _around(scan: Scan, match: re.Match[str]) -> set[str]:
    """The words before and behind in small letters."""
    behind = scan.text[match.end() : match.end() + _AROUND].lower().split()
    return {entry.strip(".,;:()/") for entry in (*scan.lefts(_BILL_REACH), *behind)}


@code("(1[0-2]|[1-9])/(1[0-2]|[1-9])c(?![A-Za-z0-9])", "en-US")
@shapes("0/0")
def shown_at(scan: Scan, match: re.Match[str]) -> str | None:
    """The hour of a broadcast in the East and in the middle of the country: "10/9c"."""
    east, middle = (scan.language.numbers.cardinal(int(hour)) for hour in match.groups())
    return f"{east} {middle} Central"

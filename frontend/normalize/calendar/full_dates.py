"""Dates of day, month and year in digits: "3/15/2025", "2024-07-04T10:30", "29-II-1992", from one day to another.

A rule is one small function that explains itself; the first that answers is used.
"""

from __future__ import annotations

import re
from dataclasses import replace

from frontend.normalize.calendar import times
from frontend.normalize.calendar.date_starts import Start
from frontend.normalize.calendar.months import is_valid
from frontend.normalize.calendar.years import expand_year
from frontend.normalize.numeric.results import is_tally
from frontend.normalize.numeric.roman_forms import value_of
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Rules
from frontend.normalize.scan import Reading
from frontend.normalize.shapes import shapes
from frontend.normalize.values import Date
from frontend.tables import word_set

_ISO = regex(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d|/(?!\d{4}-\d\d-)|-\d)")
_LABELLED = regex(
    r"(20[0-9]{2}|[2-4][0-9])[ -]?(JA|FE|MR|AL|MA|JN|JL|AU|SE|OC|NO|DE)[ -]?"
    r"(0[1-9]|[12][0-9]|3[01])(?![\w/-]|[.,][0-9])"
)
_LABEL_MONTHS = ("JA", "FE", "MR", "AL", "MA", "JN", "JL", "AU", "SE", "OC", "NO", "DE")
"""The months on Canadian labels, for both languages."""
_NUMERIC = regex(r"(\d{1,2})(?:\.?º|er)?(?P<sep>[/.-])(\d{1,2})(?P=sep)(\d{4}|'?\d{2})(?![\d/]|[-.]\d)")
_ACCOUNT = regex(r",? (?:a/c |acc(?:t|ount)?\.? )?[0-9]{8}(?![0-9])", re.I)
"""Behind the code of a branch: "30-11-92 40882716"."""
_AMOUNTS = regex("[ \u00a0]?[€$£](?![A-Z])")
_EARLY = regex(r"(\d{1,2})(?P<sep>\.)(\d{1,2})\.([1-9]\d{2})(?![\d/]|[-.]\d)")
"""A date of the first millennium: "am 25.12.800"."""
_ROMAN_MONTH = regex(
    r"(?:(?P<first>[0-9]{1,2})[-–])??(?P<day>[0-9]{1,2})(?P<sep>[-./])"
    r"(?P<month>I{1,3}|I?V|VI{1,3}|I?X|XI{1,2}|[ivx]{1,4}(?=\.1[5-9]))"
    r"(?:(?P=sep)(?P<year>(?:1[5-9]|20)[0-9]{2}|[0-9]{2}))?(?![\w/-])"
)
_DASHED_YEARS = range(1700, 2200)
"""Of dates with hyphens; "24-03-1180" is a number of something."""
_LOCKED = word_set("combo combination padlock lock apgar")
"""What has three numbers that are no date: a lock, a newborn child after one, five and ten minutes."""
_SPAN = regex(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4}|\d{2}) ?[-–] ?(\d{1,2})\2(\d{1,2})\2(\d{4}|\d{2})(?![\d/]|[-.]\d)")
_NOW = 2027
"""Two-digit years from here on are of the last century where the text says that they are past."""

RULES: Rules[Start, Reading] = Rules()
rule = RULES.add


@rule()
@shapes("0-0", "0/0", "0.0")
def iso(start: Start) -> Reading | None:
    """The year first, perhaps with the time: "2024-07-04T10:30"."""
    match, scan = start.match(_ISO), start.scan
    if not match or not is_valid(int(match[4]), int(match[3])) or not int(match[4]):
        return None
    if scan.character(start.position - 1) == "-":
        return None
    spoken = start.say(Date(int(match[4]), int(match[3]), int(match[1])))
    clock = times.match_time(scan, match.end() + 1) if scan.character(match.end()) == "T" else None
    if clock:
        return Reading(clock[1], f"{spoken}, {times.verbalise(clock[0], start.language)}")
    return Reading(match.end(), spoken)


@rule("fr")
@shapes("0 A", "0-A", "0A")
def labelled(start: Start) -> Reading | None:
    """A Canadian label with its month in two letters: "2025 MA 14"."""
    match = start.match(_LABELLED)
    if not match:
        return None
    date = Date(int(match[3]), _LABEL_MONTHS.index(match[2]) + 1, expand_year(match[1]))
    return Reading(match.end(), start.say(date)) if is_valid(date.day, date.month) else None


@rule()
@shapes("0/0", "0.0")
def span(start: Start) -> Reading | None:
    """From one day to another: "1/1/25-31/3/25"."""
    match = start.match(_SPAN)
    if not match or not (match[2] == "/" or start.language.dotted_dates):
        return None
    since = start.ordered(match[1], match[3], expand_year(match[4]))
    till = start.ordered(match[5], match[6], expand_year(match[7]))
    if not since or not till:
        return None
    if since.year and till.year and since.year > till.year:
        since = replace(since, year=since.year - 100)  # a life: "7/4/39–11/11/24"
    return Reading(match.end(), f"{start.say(since)} {start.language.words['to']} {start.say(till)}")


def _numeric(start: Start) -> re.Match[str] | None:
    """Three numbers with one mark between them."""
    early = start.match(_EARLY) if start.language.dotted_dates and start.left in start.language.date_cues else None
    return early or start.match(_NUMERIC)


@rule()
@shapes("0/", "0.", "0-", "0a")
def three_amounts(start: Start) -> Reading | None:
    """Three numbers of something, no date: "12/24/36 months", "Karten zu 12/18/24 €"."""
    match = _numeric(start)
    if not match:
        return None
    counted = match["sep"] == "/" and start.scan.word_after(match.end()) in start.cues("periods")
    if not counted and not _AMOUNTS.match(start.scan.text, match.end()):
        return None
    return Reading(match.end(), " ".join(start.language.numbers.cardinal(int(match[group])) for group in (1, 3, 4)))


@rule()
@shapes("0/", "0.", "0-", "0a")
def numeric(start: Start) -> Reading | None:
    """Day, month and year in the locale's order: "3/15/2025", "born 3/9/48"."""
    match = _numeric(start)
    banked = start.left in ("s/c", "sc") or {"sort", "code"} <= set(start.scan.lefts(4))
    banked = banked or is_tally(start.scan, start.position)
    banked = banked or not _LOCKED.isdisjoint(start.scan.lefts(3))  # "the combination is 24-06-18"
    banked = banked or (match is not None and _ACCOUNT.match(start.scan.text, match.end()) is not None)
    if banked and match and match["sep"] == "-":
        return None  # the code of a branch: "sort code: 09-01-28"
    if not match or (match["sep"] == "." and not start.language.dotted_dates and len(match[4]) == 2):
        return None
    date = start.ordered(match[1], match[3], expand_year(match[4]))
    if not date or match[4][:-2] == "00" or (match["sep"] == "-" and date.year not in _DASHED_YEARS):
        return None
    if date.year and date.year > _NOW and start.is_past:
        date = replace(date, year=date.year - 100)
    return Reading(match.end(), start.say(date))


@rule()
@shapes("0-", "0.", "0/", "0–")
def roman_month(start: Start) -> Reading | None:
    """The month in Roman numerals: "29-II-1992", behind a word of dates without the year too: "el 21-XI"."""
    match = start.match(_ROMAN_MONTH)
    dated = match is not None and (match["year"] or match["sep"] == "/" or start.left in start.language.date_cues)
    if not match or not dated or not is_valid(int(match["day"]), value_of(match["month"].upper())):
        return None
    year = expand_year(match["year"]) if match["year"] else None
    date = Date(int(match["day"]), value_of(match["month"].upper()), year)
    if match["first"]:  # "16-24/VII/1969"
        days = replace(date, day=int(match["first"]))
        return Reading(match.end(), start.language.date_range(days, int(match["day"]), start.left))
    return Reading(match.end(), start.say(date))

"""A dash between two amounts or dates of the same kind: ``10 €–15 €``, ``1 Jan - 31 Mar``, ``noon-1pm``.

A rule is one small function that explains itself; the first that answers is used. Ranges of bare numbers are numbers
(`numerals`).
"""

from __future__ import annotations

import re
from functools import cached_property

from frontend.normalize.marks.marks import Mark
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Rules
from frontend.normalize.scan import WORD, Reading

_SPACES = " \u00a0\u202f"
_JOINT = regex(r"[ \u00a0\u202f]?[-–—][ \u00a0\u202f]?(?=[$€£]?[0-9]|[A-Za-zÀ-ÿ]{3,9}\.? [0-9])")
_DATED = regex(r"[0-9]{1,2}[./][0-9]{1,2}[./]?(?:[0-9]{2,4})?(?![0-9])")
_PADDED = regex("0[0-9]{1,5}(?![0-9]|[.,/-][0-9])")
_DAY_AND_MONTH = regex(r"[ \u00a0]?[-–—][ \u00a0]?(?=(?P<day>[A-Za-z]{2,9})\.?,? (?P<month>[A-Za-z]{3,9})\.? [0-9])")
"""Before the day of the week of another date: "Tue, Nov 25 – Fri, Nov 28"."""
_DAY_OF_MONTH = regex(r"[-–—] ?(?=[0-3]?[0-9]\. (?P<month>[A-Z][a-zä]{2,8})(?![a-z]))")
_FOUR_DIGITS = regex("(?:[01][0-9]|2[0-4])[0-5][0-9](?![0-9])")
_ORDINAL = regex("[0-9]{1,3}[.]")
_WORD = regex("(?:12 )?([a-z]{4,8})(?![A-Za-z])")
_LATER = regex(r"(?:[^,;.!?\n]|[.,](?=[0-9])|(?<=[0-9])[.](?= [A-Z][a-zä])){0,24}")
_MEASURED = regex("[0-9]{1,4}(?:[.,][0-9]{1,3})? ?([a-z]{1,4})(?![a-z0-9])")
_SHORT_YEAR = regex("'[0-9]{2}(?![0-9'])")
_LONG_YEAR = regex("(?<![0-9])(?:1[5-9]|20)[0-9]{2}$")
_NOW = regex("[-–—] ?(?=(hoy|actualidad|presente|la (?:actualidad|fecha)|el presente)(?![a-z]))", re.I)
_TO_NOW = {"actualidad": "a la", "presente": "al"}
_AMOUNT_END = regex(r"[^0-9]+$")
_VULGAR = frozenset("½⅓⅔¼¾")
_CURRENCIES = ("$", "€", "£")


class Dash(Mark):
    """A dash, the amount or date before it and the text behind it."""

    @cached_property
    def joint(self) -> re.Match[str] | None:
        """The dash with the spaces on both sides or none, before a number or a word with a number."""
        spaced = self.before in _SPACES
        match = _JOINT.match(self.scan.text, self.position - 1 if spaced else self.position)
        return None if match and spaced and match.group()[-1] not in _SPACES else match

    @property
    def end(self) -> int:
        """Where the text goes on."""
        return self.joint.end() if self.joint else self.position + 1

    @property
    def later(self) -> str:
        """What follows in the same clause, in lower case, "" if no number follows."""
        match = _LATER.match(self.scan.text, self.end) if self.joint else None
        return match.group().lower() if match else ""

    @property
    def after_daytime(self) -> bool:
        """Whether a word such as "noon" stands before."""
        return self.left in self.cues("time of day")

    @property
    def unit(self) -> str:
        """The unit or currency of the amount before, "" if it has none."""
        tail = _AMOUNT_END.search(self.left)
        unit = tail.group().strip(" \u00a0\u202f-") if tail else ""
        return unit or (self.left[0] if self.left.startswith(_CURRENCIES) else "")

    def to(self) -> Reading:
        return Reading(self.end, self.language.words["to"])


RULES: Rules[Dash, Reading] = Rules()
rule = RULES.add


def read(mark: Mark) -> Reading | None:
    """The reading of the first rule that answers; None for a dash that stands for no "to"."""
    dash = Dash(mark.scan, mark.position)
    numbered = (
        dash.after_daytime or dash.left in dash.language.months or any(character.isnumeric() for character in dash.left)
    )
    return RULES.first(dash, dash.language.tag) if numbered and not _between_ranges(dash) else None


def _between_ranges(dash: Dash) -> bool:
    """Whether each of the amounts is part of a range with a word: "6 h 30 à 9 h - 14 h 45 à 17 h"."""
    to, scan = dash.language.words["to"], dash.scan
    return dash.spaced and scan.left(2) == to and scan.left(3)[:1].isdecimal() and f" {to} " in dash.later


@rule()
def to_daytime(dash: Dash) -> Reading | None:
    """From an hour to a time of day: "9 a.m.-noon"."""
    word = _WORD.match(dash.scan.text, dash.position + 1)
    ends = dash.cues("time of day") | dash.cues("ends of hours")  # "7.30-late"
    named = word is not None and word[1] in ends and not dash.after_daytime
    return Reading(dash.position + 1, dash.language.words["to"]) if named else None


@rule()
def short_years(dash: Dash) -> Reading | None:
    """Up to a year without its century: "'91–'95", "1935–'77"."""
    text, position = dash.scan.text, dash.position
    before = _SHORT_YEAR.fullmatch(text, max(0, position - 3), position) or _LONG_YEAR.search(
        text, max(0, position - 5), position
    )
    short = before and _SHORT_YEAR.match(dash.scan.text, dash.position + 1)
    return Reading(dash.position + 1, dash.language.words["to"]) if short else None


@rule("es")
def to_now(dash: Dash) -> Reading | None:
    """From a year until today: "2019–hoy", "2015 - presente"."""
    now = _NOW.match(dash.scan.text, dash.position) if _LONG_YEAR.fullmatch(dash.left) else None
    return Reading(now.end(), _TO_NOW.get(now[1].lower(), "a")) if now else None


@rule()
def from_daytime(dash: Dash) -> Reading | None:
    """From a time of day to an hour: "noon-1pm"."""
    return dash.to() if dash.joint and dash.after_daytime else None


@rule()
def padded(dash: Dash) -> Reading | None:
    """Two numbers with zeros in front: "Wahllokale 001–014"."""
    zero = dash.left.isdecimal() and dash.left[0] == "0"
    return dash.to() if dash.joint and zero and _PADDED.match(dash.scan.text, dash.end) else None


@rule("en")
def hours(dash: Dash) -> Reading | None:
    """Two times of day in four digits each: "0400–1800"."""
    timed = _FOUR_DIGITS.fullmatch(dash.left) and _FOUR_DIGITS.match(dash.scan.text, dash.end)
    return dash.to() if dash.joint and timed and dash.left[0] == "0" else None


@rule()
def ordinals(dash: Dash) -> Reading | None:
    """Two ordinals with full stops: "am 2.–4. Tag"."""
    ranked = dash.joint and _ORDINAL.fullmatch(dash.left) and _ORDINAL.match(dash.scan.text, dash.end)
    return dash.to() if ranked else None


@rule()
def halves(dash: Dash) -> Reading | None:
    """The first number ends with a part: "2½–3 Std."."""
    return dash.to() if dash.left[-1:] in _VULGAR and dash.later[:1].isdecimal() else None


@rule()
def months(dash: Dash) -> Reading | None:
    """Two days with the names of their months: "1 Jan - 31 Mar", "14/jul.–22/ago."."""
    names = dash.language.months
    dated = dash.joint and any(word in names for word in WORD.findall(dash.left))
    return dash.to() if dated and any(word in names for word in WORD.findall(dash.later)[:2]) else None


@rule("de")
def month_to_day(dash: Dash) -> Reading | None:
    """From a month to a day of another: "Juni - 4. Oktober"."""
    until = _DAY_OF_MONTH.match(dash.scan.text, dash.position)
    named = until is not None and until["month"].lower() in dash.language.months
    return Reading(until.end(), dash.language.words["to"]) if until and named else None


@rule("en")
def weekdays(dash: Dash) -> Reading | None:
    """Two days with their names and months: "Tue, Nov 25 – Fri, Nov 28"."""
    names = dash.language.months
    spaced = dash.before in _SPACES and bool(dash.before)
    match = _DAY_AND_MONTH.match(dash.scan.text, dash.position - spaced)
    dated = match is not None and match["day"].lower() in dash.language.weekdays and match["month"].lower() in names
    if not match or not dated or not any(word in names for word in WORD.findall(dash.left)):
        return None
    return Reading(match.end(), dash.language.words["to"])


@rule()
def dates(dash: Dash) -> Reading | None:
    """Two days in figures: "1.1.–31.12.2024"."""
    return dash.to() if _DATED.fullmatch(dash.left) and _DATED.match(dash.later) else None


@rule("en", "es")
def measures(dash: Dash) -> Reading | None:
    """Two amounts of other units: "45 min.–1 hr."."""
    units, ahead = dash.language.units, _MEASURED.match(dash.later)
    measured = dash.unit.rstrip(".") in units and ahead is not None and ahead[1] in units
    return dash.to() if measured and dash.before not in _SPACES else None


@rule()
def amounts(dash: Dash) -> Reading | None:
    """Two amounts of one unit or currency: "10 €–15 €", "20 Hz–20 kHz"."""
    unit, later = dash.unit, dash.later
    same = _names_unit(later, unit) if unit.isalpha() else bool(unit) and unit in later
    numbered = later[:1].isdecimal() or later.startswith(_CURRENCIES)  # no "500-g-Bund 6,99 € (1 kg)"
    return dash.to() if dash.joint and same and numbered else None


def _names_unit(words: str, unit: str) -> bool:
    """Whether one of `words` is the unit, with a prefix or without."""
    letters = (match.group() for match in WORD.finditer(words))
    return any(word.endswith(unit) and len(word) <= len(unit) + 1 for word in letters)

"""Dates with the name of the month: ``March 15, 2025``, ``15 March``, ``since Jan``, ``late Oct.-mid-Nov.``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from frontend.normalize.calendar import day_lists
from frontend.normalize.calendar.months import is_valid
from frontend.normalize.calendar.years import expand_year
from frontend.normalize.locales.language import Language
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Rules
from frontend.normalize.scan import Place, Reading, Scan
from frontend.normalize.values import Date
from frontend.tables import word_set

_PLAIN_MONTH = regex(r"(?![.]| ?[0-9'])")
_UNDATED_MONTH = regex(r"(?![']| ?(?:del? )?(?:[0-9]{1,2}|(?:19|20)[0-9]{2})(?![0-9%]|[.,:][0-9]))")
"""Behind a month that is no beginning of a date: "Ene–Mar 1,204"."""
_MONTH_RANGE = regex(r"([^\W\d_]{3,12})\.?[ \u00a0]?[-–][ \u00a0]?([^\W\d_]{3,12})(?![^\W_])")
_PART_OF_MONTH = regex(r"([^\W\d_]{3,12})\.?[-–](?=(?:mid|early|late)[- ]([A-Z][a-z]{2,8})(?![a-z]))")
"""A month up to a part of another: "late Oct.–mid-Nov."."""
_MID_MONTH = regex(r"([Mm]id)-([A-Z][a-z]{2,8})(?![a-z])\.?")
_MONTH_NAME = regex(r"[^\W\d_]{3,12}")
_WORD_AFTER = regex(r"[0-9]+[ \u00a0]([^\W\d_]+)")
_BEFORE_NAME = frozenset(("of", "de"))
"""Between the day and the name of its month."""
_OF_MONTH = regex("([0-9]{1,2}) of ([A-Z][a-z]{2,8})(?![a-z])")
_COUNTED = word_set("week wk day part session phase stage round")
"""What has a number of its own in a month."""
_COLON = regex(": ?[-+$£€]?[0-9]")
_YEAR_OF_EXPIRY = regex("[./ -]([2-4][0-9])(?![0-9/-]|[.,][0-9])")
_SHORT_YEAR = regex(" '[0-9]{2}(?![0-9'])")
_UNMISTAKABLE = frozenset(("Feb", "Apr", "Aug", "Sept", "Oct", "Nov"))
_DASH_APART = regex("[0-9][ \u00a0][-–]")
"""Between a number and a date more often than between two days, behind what has numbers."""
_JOINED = regex(r"[\w.'’-]")
_BEFORE_MONTH = word_set("fin début en depuis im seit ab bis anfang mitte ende desde hasta fines principios")


@dataclass(frozen=True)
class _Patterns:
    day_first: tuple[re.Pattern[str], ...]
    month_first: tuple[re.Pattern[str], ...]


@cache
def _patterns(language: Language) -> _Patterns:
    names = "|".join(re.escape(name) for name in sorted(language.months, key=len, reverse=True))
    month = f"(?P<month>{names})(?![^\\W_])"

    def build(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
        return tuple(regex(pattern.replace("{M}", month), re.IGNORECASE) for pattern in patterns)

    return _Patterns(build(language.day_month_patterns), build(language.month_day_patterns))


@dataclass(frozen=True, slots=True, eq=False)
class Month(Place):
    """The name of a month, or its abbreviation, that ends at `end`."""

    scan: Scan
    start: int
    end: int
    number: int

    @property
    def written(self) -> str:
        return self.scan.text[self.start : self.end]

    @property
    def name(self) -> str:
        """The full name."""
        return self.scan.language.month_names[self.number]

    @property
    def is_abbreviated(self) -> bool:
        return len(self.written) < len(self.name)

    @property
    def left(self) -> str:
        """The word before."""
        return self.scan.left()

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        return pattern.match(self.scan.text, self.start)

    def precedes(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        return pattern.match(self.scan.text, self.end)

    def other(self, written: str) -> str | None:
        """The full name of another month."""
        number = self.scan.language.months.get(written.lower())
        return None if number is None else self.scan.language.month_names[number]


RULES: Rules[Month, Reading] = Rules()
rule = RULES.add


def recognise_day(scan: Scan, position: int) -> Reading | None:
    """A date that begins with the number of its day."""
    word = _WORD_AFTER.match(scan.text, position)
    counted = _OF_MONTH.match(scan.text, position) if word and word[1] == "of" else None
    if counted and counted[2].lower() in scan.language.months and scan.left().rstrip(".") in _COUNTED:
        month = scan.language.month_names[scan.language.months[counted[2].lower()]]
        return Reading(
            counted.end(), f"{scan.language.numbers.cardinal(int(counted[1]))} of {month}"
        )  # "week 3 of Jan"
    if word and word[1] not in _BEFORE_NAME and word[1].lower() not in scan.language.months:
        return None  # a number of something, as most are
    return _first_of(_patterns(scan.language).day_first, scan, position, "day first")


def recognise(scan: Scan, position: int) -> Reading | None:
    """A date that begins with the month's name, or an abbreviated month."""
    english = scan.language.tag.startswith("en")
    middle = _MID_MONTH.match(scan.text, position) if english and scan.text[position] in "mM" else None
    if middle and middle[2].lower() in scan.language.months:  # "mid-Nov."
        stop = middle.end() - (middle.group()[-1] == "." and scan.ends_here(middle.end()))
        return Reading(stop, f"{middle[1]} {scan.language.month_names[scan.language.months[middle[2].lower()]]}")
    word = _MONTH_NAME.match(scan.text, position)
    number = scan.language.months.get(word.group().lower()) if word else None
    if not word or number is None or (scan.language.capital_months and not word.group()[0].isupper()):
        return None
    following = scan.character(scan.skip_spaces(word.end()))
    dated = following.isdecimal() or _YEAR_OF_EXPIRY.match(scan.text, word.end()) is not None  # "cad. MAR-28"
    if word.group().isupper() and len(word.group()) < 5 and not scan.shouting and not dated:
        return None  # "24.9% APR"
    return RULES.first(Month(scan, position, word.end(), number), scan.language.tag)


@rule("en")
def until_part(month: Month) -> Reading | None:
    """Up to a part of another month: "late Oct.–mid-Nov."."""
    match = month.match(_PART_OF_MONTH)
    name = month.other(match[1]) if match and month.other(match[2]) else None
    return Reading(match.end(), f"{name} {month.scan.language.words['to']}") if match and name else None


@rule()
def until(month: Month) -> Reading | None:
    """Up to another month: "Jan-Mar rain", "Jan.-March 2025"."""
    match = month.match(_MONTH_RANGE)
    first, second = (month.other(match[1]), month.other(match[2])) if match else (None, None)
    if not match or not first or not second:
        return None
    to = month.scan.language.words["to"]
    english, end = month.scan.language.tag.startswith("en"), match.end()
    if not english and month.scan.character(end) == "." and not month.scan.ends_here(end + 1):
        end += 1
    if (_PLAIN_MONTH if english else _UNDATED_MONTH).match(month.scan.text, end):
        return Reading(end, f"{first} {to} {second}")
    return Reading(match.start(2), f"{first} {to}")  # the second may begin a date


@rule()
def expiring(month: Month) -> Reading | None:
    """A short year behind what expires: "cad. NOV 26"."""
    match = month.precedes(_YEAR_OF_EXPIRY)
    if not match or month.left not in month.cues("expiring"):
        return None
    date = Date(None, month.number, 2000 + int(match[1]))
    return Reading(match.end(), month.scan.language.date(date, month.scan.lefts(2)))


@rule()
def with_day(month: Month) -> Reading | None:
    """The day or the year behind it: "March 15, 2025"."""
    return _first_of(_patterns(month.scan.language).month_first, month.scan, month.start, "month first")


@rule()
def announced(month: Month) -> Reading | None:
    """An abbreviation without its full stop behind a word of dates: "since Jan"."""
    if not month.is_abbreviated or not month.written[0].isupper() or month.left not in month.cues("month"):
        return None
    following = month.scan.character(month.end)
    return None if following.isalnum() or following == "." else Reading(month.end, month.name)


@rule("en")
def heading(month: Month) -> Reading | None:
    """An abbreviation before a colon: "Nov: 4.6%"."""
    headed = month.is_abbreviated and month.written[0].isupper() and month.precedes(_COLON)
    return Reading(month.end, month.name) if headed else None


@rule()
def before_short_year(month: Month) -> Reading | None:
    """A short year follows: "in Mar '22"."""
    return Reading(month.end, month.name) if month.precedes(_SHORT_YEAR) else None


@rule("en")
def unmistakable(month: Month) -> Reading | None:
    """An abbreviation that no other word is: "Sept start"."""
    freely = month.written in _UNMISTAKABLE and not _JOINED.match(month.scan.text, month.end)
    return Reading(month.end, month.name) if freely else None


@rule()
def with_full_stop(month: Month) -> Reading | None:
    """An abbreviation with its full stop, that is no word at the end of a sentence: "de juin à sept."."""
    scan = month.scan
    if scan.character(month.end) != "." or not month.is_abbreviated:
        return None
    counted = month.number > 2 and month.written.lower() == scan.language.numbers.cardinal(month.number - 2)
    ordinary = counted or scan.language.is_ordinary_word(month.written)
    dated = month.left[-1:].isdecimal() or month.left in _BEFORE_MONTH
    dated = dated or scan.left(2).rstrip(".") in scan.language.months
    ends = scan.ends_here(month.end + 1)
    return None if ordinary and not dated and ends else Reading(month.end + (not ends), month.name)


def _first_of(patterns: tuple[re.Pattern[str], ...], scan: Scan, position: int, order: str) -> Reading | None:
    matches = (pattern.match(scan.text, position) for pattern in patterns)
    readings = (_named(match, scan, order) for match in matches if match)
    return next((reading for reading in readings if reading), None)


def _named(match: re.Match[str], scan: Scan, order: str) -> Reading | None:
    groups, language = match.groupdict(), scan.language
    day = int(groups["day"]) if groups.get("day") else None
    month = _month_of(groups, scan)
    if month is None or not is_valid(day, month):
        return None
    if groups.get("until") and _DASH_APART.search(match.group()) and scan.left() in language.cues.get("enumerated", ()):
        return None  # "Version 11 – 18 décembre 2019"
    year = expand_year(groups["year"]) if groups.get("year") else None
    if None not in (day, year) and scan.left().rstrip(".") in language.cues.get("avenues", ()):
        return Reading(
            match.end("month"), language.date(Date(day, month, None, order), scan.lefts(9))
        )  # "5 de Mayo 12"
    date = Date(day, month, year, "spelled" if " of " in match.group() else order)
    spoken = _spoken(match.group(), groups, date, scan)
    whole = (groups.get("month") or "").lower() in _whole_names(language)
    last = whole or (not language.capital_nouns and scan.ends_here(match.end()))
    end = match.end() - (last and match.group().endswith("."))  # the sentence's: "le 5 mai. Il est là."
    listed = date.order == "month first" and day and not year and language.tag.startswith("en")
    rest = day_lists.further(scan, end, int(groups.get("until") or day or 0)) if listed else None
    return Reading(rest.end, spoken + rest.spoken) if rest else Reading(end, spoken)


def _month_of(groups: dict[str, str | None], scan: Scan) -> int | None:
    """The month of a match of `_Patterns`, None if its word or number names none after all."""
    name, language = groups.get("month"), scan.language
    if name:
        small = language.capital_months and not name[0].isupper()
        return None if small else language.months[name.lower()]
    left = scan.left(2) if scan.left() in ("ab", "bis", "seit") else scan.left()  # "MySQL ab 5.7."
    numbered = left.rstrip(".").rpartition(" ")[2] in language.cues["undated"] or (len(left) == 1 and left.isalpha())
    return None if numbered else int(groups["numeric"] or 0)  # "Raum B 2.04.", "Python 3.12."


def _spoken(written: str, groups: dict[str, str | None], date: Date, scan: Scan) -> str:
    language, until = scan.language, groups.get("until")
    if until and date.day is not None:
        return _joined(written, language.date_range(date, int(until), scan.left(1)), language)
    spoken = language.date(date, scan.lefts(9))
    if date.year is not None and f" del {groups['year']}" in written:  # Spanish "el 1.º de enero del 2000"
        head, _, named_year = spoken.rpartition(" de ")
        return f"{head} del {named_year}"
    return spoken


def _joined(written: str, spoken: str, language: Language) -> str:
    """Two days, with what is said for the mark between them in place of "to"."""
    until = f" {language.words['to']} "
    if "/" in written and language.capital_nouns:  # "am 7./8. Juni"
        spoken = spoken.replace(until, " ", 1)
    if "+" in written:  # "am 21.+22.3."
        spoken = spoken.replace(until, f" {language.words['and']} ", 1)
    return spoken


@cache
def _whole_names(language: Language) -> frozenset[str]:
    """The months' names in lower case, without their abbreviations."""
    return frozenset(name.lower() for name in language.month_names if name)

"""Dates that begin with a digit: all-numeric in the locale's order, ISO, with month names.

A rule is one small function that explains itself; the first that answers is used.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from frontend.normalize.calendar import days_of_year, named_dates, times
from frontend.normalize.calendar.days_of_year import is_valid
from frontend.normalize.calendar.years import PIVOT, expand_year
from frontend.normalize.locales.language import Language
from frontend.normalize.numeric.roman_forms import value_of
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Rules
from frontend.normalize.scan import Anchor, Reading, Scan
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
_SLASHED_DAY = regex(r"(?<![0-9/])([0-9]{1,2})/([0-9]{1,2})(?![0-9])")
_ORDER_REACH = 4000
_MONTH_YEAR = regex(r"(0?[1-9]|1[0-2])/((?:19|20)\d{2})(?![\d/])")
_DOTTED_MONTH_YEAR = regex(r"(0[1-9]|1[0-2])\.((?:19|20)\d{2})(?![\d/]|[.,]\d)")
"""Where a full stop is no decimal mark: "haltbar bis 08.2026"."""
_DASHED = regex(
    r"(1[3-9]|2\d|3[01]|0[1-9]|[1-9](?=-0)|1[0-2](?=-(?:0|1[0-2] au [0-3]\d-)))-(0[1-9]|1[0-2])(?![\w-]|[.,]\d)"
)
_THAT_DAY = regex(
    r"(0?[1-9]|[12]\d|3[01])-(0[1-9]|1[0-2])(?![\w-]|[.,]\d| ?[%$°]| (?:ans|mois|jours|fois|heures)(?!\w))"
)
"""Behind French "le", where no more than one thing can be meant: "le 9-12"."""
_BEFORE_DASHED = word_set("le du au dès jusqu'au d'ici depuis avant après")
_EXPIRY = regex(r"(0[1-9]|1[0-2])/([0-4]\d)(?![\d/])")
_YEAR_AND_MONTH = regex(r"(20[2-4]\d)-(0[1-9]|1[0-2])(?![\w-]|[.,]\d)")
_LISTED_DAYS = regex(r"([1-9]|[12]\d)(?:er)?-([1-9]|[12]\d|30)-([1-9]|[12]\d|3[01])(?= ([^\W\d_]{3,10})(?!\w))")
_BARE_EXPIRY = regex(r"([1-9])/([2-4]\d)(?![\d/])")
_DOTTED_EXPIRY = regex(r"(0[1-9]|1[0-2])\.([2-4]\d)(?![\d.])")
_BUILT = regex(r"([1-9]|1[0-2])/([0-2]\d)(?![\d/])")
_DOTTED_DAY = regex(r"([0-3]?\d)\.(0?[1-9]|1[0-2])(?!\d|\.\d|[%°]| ?(?:tonnes?|kg|km|m|hours?|hrs|per)(?![a-z]))")
_COMMENCING = word_set("w/c wc w/e commencing comm")
_FIRST_EXPIRY = 20
"""What expires does so in a year from here on; what was built may be older."""
_DASHED_YEARS = range(1700, 2200)
"""Of dates with hyphens; "24-03-1180" is a number of something."""
_LOCKED = word_set("combo combination padlock lock")
_EXPIRES = word_set("exp expires expiring expiry expiration thru until")
_CARD_REACH = 14
"""So many words to the left, what expires is looked for."""
_DAY_MONTH = regex(r"(\d{1,2})/(\d{1,2})(?![\d/]|[.,]\d)")
_DAYS_MONTH = regex(r"(?P<first>\d{1,2}) ?[-–] ?(?P<last>\d{1,2})/(?P<month>1[0-2]|0?[1-9])(?![\d/%]|[.,]\d)")
_MONTH_DAYS = regex(r"(?P<month>1[0-2]|0?[1-9])/(?P<first>\d{1,2}) ?[-–] ?(?P<last>\d{1,2})(?![\d/%\w-]|[.,:]\d)")
_TO_WEEKDAY = regex(
    " ?([12]?[0-9]|3[01])(?: ?([-–/]) ?|(?=,| ?(?:&|and) ))"
    "(?=(?:,| ?(?:&|and))? ?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\\.? [0-9])"
)
_DAY_AND = regex(
    r"([12]?[0-9]|3[01])(?=(?:, (?:[12]?[0-9]|3[01]))?,? (?:&|and|or) (?P<last>[12]?[0-9]|3[01]) "
    r"(?P<month>[A-Z][a-z]{2,8})(?![a-z]))"
)
_UNTIL = regex(r" ?[-–] ?(\d{1,2})/(\d{1,2})(?![\d/]|[.,]\d)")
_SPAN = regex(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4}|\d{2}) ?[-–] ?(\d{1,2})\2(\d{1,2})\2(\d{4}|\d{2})(?![\d/]|[-.]\d)")
_DENOMINATORS = frozenset((2, 3, 4, 5, 6, 8, 10, 16))
"""Of fractions that are measured from one to another."""
_RARE_PARTS = frozenset((7, 9, 11, 12))
"""Denominators of few fractions."""
_QUARTER = 4
"""Fractions with a larger numerator are seldom an end of a range."""
_LAST_CENTURY = regex("(?<![0-9])19[0-9]{2}(?![0-9])")
_THIS_CENTURY = regex("(?<![0-9])20[0-9]{2}(?![0-9])")
_NOW = 2027
"""Two-digit years from here on are of the last century where the text says that they are past."""


class Start(Anchor):
    """The digit with which a date may begin."""

    __slots__ = ()

    @property
    def day_first(self) -> bool:
        """Whether another date of a text in an American locale can only have its day first ("del 24/12 al 6/1")."""
        return "es-US" in self.language.lineage and _shows_day_first(self.scan.text[:_ORDER_REACH])

    @property
    def is_past(self) -> bool:
        """Whether a word such as "born" stands before, or the text speaks of the last century alone."""
        return self.near("past", 3) or _is_of_last_century(self.scan.text[:_ORDER_REACH])

    def say(self, date: Date) -> str:
        return verbalise(date, self.language, self.scan.lefts(9))

    def ordered(self, first: str, second: str, year: int | None = None) -> Date | None:
        """Day and month in the locale's order, or the other way round if only that is a date."""
        month_first = self.language.date_order == "mdy" and not self.day_first
        day, month = (int(second), int(first)) if month_first else (int(first), int(second))
        if not is_valid(day, month):
            if year is None and "en-GB" in self.language.lineage and is_valid(1, day) and 12 < month < PIVOT:
                return Date(None, day, 2000 + month)  # "MOT due 09/25"
            day, month = month, day
        return Date(day, month, year) if is_valid(day, month) else None


RULES: Rules[Start, Reading] = Rules()
rule = RULES.add


def verbalise(date: Date, language: Language, left: tuple[str, ...] = ("", "")) -> str:
    """Example: 2022-01-02 -> "January second, twenty twenty-two"."""
    return language.date(date, left)


def parse(text: str, language: Language, order: str = "") -> Date | None:
    """A numeric date for ``say-as date``; `order` is one of Polly's formats ("mdy", "ym", "yyyymmdd" ...).

    Returns:
        None if the text does not fit the order.
    """
    numbers = re.findall(r"\d+", text)
    order = order or ("ymd" if numbers and len(numbers[0]) == 4 else language.date_order)
    if order == "yyyymmdd" and re.fullmatch(r"(?:\d{4}|\?{4})(?:\d{4}|\d{2}\?\?)", text):
        numbers, order = [text[:4], text[4:6], text[6:]], "ymd"
        order = "".join(letter for letter, part in zip(order, numbers, strict=True) if "?" not in part)
        numbers = [part for part in numbers if "?" not in part]
    if len(numbers) != len(order) or any(len(part) > 4 for part in numbers):
        return None
    parts = dict(zip(order, numbers, strict=True))
    date = Date(
        int(parts["d"]) if "d" in parts else None,
        int(parts["m"]) if "m" in parts else None,
        expand_year(parts["y"]) if "y" in parts else None,
    )
    return date if is_valid(date.day, date.month) else None


def recognise(scan: Scan, position: int) -> Reading | None:
    """A date that begins with a digit."""
    return RULES.first(Start(scan, position), scan.language.tag, scan.shape(position))


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
    banked = banked or not _LOCKED.isdisjoint(start.scan.lefts(3))  # "the combination is 24-06-18"
    banked = banked or (match is not None and _ACCOUNT.match(start.scan.text, match.end()) is not None)
    if banked and match and match["sep"] == "-":
        return None  # the code of a branch: "sort code: 09-01-28"
    if not match or (match["sep"] == "." and not start.language.dotted_dates and len(match[4]) == 2):
        return None
    date = start.ordered(match[1], match[3], expand_year(match[4]))
    if not date or (match["sep"] == "-" and date.year not in _DASHED_YEARS):
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


@rule()
@shapes("0/0")
def month_and_year(start: Start) -> Reading | None:
    """A month and a year, but no law: "06/2024", but "Ley 8/2023"."""
    match = start.match(_MONTH_YEAR)
    numbered = match is not None and match[1][0] != "0" and start.left in start.cues("act")
    return Reading(match.end(), start.say(Date(None, int(match[1]), int(match[2])))) if match and not numbered else None


@rule("de")
@shapes("0.0")
def dotted_month_and_year(start: Start) -> Reading | None:
    """A month and a year with a full stop: "haltbar bis 08.2026", "09.2015–07.2019 Studium"."""
    match = start.match(_DOTTED_MONTH_YEAR)
    return Reading(match.end(), start.say(Date(None, int(match[1]), int(match[2])))) if match else None


@rule()
@shapes("0/0", "0.0")
def expiry(start: Start) -> Reading | None:
    """A month and a short year behind what expires or was built: "TÜV 08/26", "EZ 04/19"."""
    match = start.match(_EXPIRY)
    announcing = start.scan.left(2) if start.left in (":", "bis") else start.left.partition(" ")[0]  # "expire le"
    if not match and len(announcing) > len("seit"):
        match = start.match(_BARE_EXPIRY)  # "Stand 5/25"
    if not match and announcing in start.cues("registration"):
        match = start.match(_BUILT)  # "EZ 6/19"
    if not match and start.language.dotted_dates:
        match = start.match(_DOTTED_EXPIRY)  # "MHD 05.26"
    ending = (
        start.left == "bis" and match is not None and int(match[2]) > _FIRST_EXPIRY + 3
    )  # "außer Betrieb bis 12/25"
    if not match or not (ending or announcing.rstrip(".") in start.cues("expiring")):
        return None
    if int(match[2]) < _FIRST_EXPIRY and announcing.rstrip(".") not in start.cues("built"):
        return None
    return Reading(match.end(), start.say(Date(None, int(match[1]), 2000 + int(match[2]))))


@rule("fr")
@shapes("0-0")
def year_and_month(start: Start) -> Reading | None:
    """A year and a month behind what expires: "Exp. : 2027-03"."""
    announcing = start.scan.left(2) if start.left == ":" else start.left
    match = start.match(_YEAR_AND_MONTH) if announcing.rstrip(".") in start.cues("expiring") else None
    return Reading(match.end(), start.say(Date(None, int(match[2]), int(match[1])))) if match else None


@rule("fr")
@shapes("0-0")
def listed_days(start: Start) -> Reading | None:
    """Three days one after the other before the name of their month: "fermé 24-25-26 déc."."""
    match = start.match(_LISTED_DAYS)
    if not match or match[4].lower() not in start.language.months:
        return None
    first, second, third = (int(match[index]) for index in (1, 2, 3))
    if not first + 1 == second == third - 1 or not is_valid(third, start.language.months[match[4].lower()]):
        return None
    days = [start.language.numbers.cardinal(day) for day in (second, third)]
    opening = "premier" if first == 1 else start.language.numbers.cardinal(first)
    return Reading(match.end(3), f"{opening}, {days[0]} {start.language.words['and']} {days[1]}")


@rule("en-US")
@shapes("0/0")
def card_expiry(start: Start) -> Reading | None:
    """A month and a short year of a card or a medicine: "Visa, exp. 11/28"."""
    match = start.match(_EXPIRY)
    announced = start.left.rstrip(".:") in _EXPIRES and not start.cues("carded").isdisjoint(
        entry.strip(".,") for entry in start.scan.lefts(_CARD_REACH)
    )
    return (
        Reading(match.end(), start.say(Date(None, int(match[1]), 2000 + int(match[2]))))
        if match and announced
        else None
    )


@rule("en-GB")
@shapes("0.0")
def first_of_week(start: Start) -> Reading | None:
    """A day and a month with a full stop behind "week commencing": "w/c 14.12"."""
    match = start.match(_DOTTED_DAY) if start.left.lower() in _COMMENCING else None
    if not match or not is_valid(int(match[1]), int(match[2])):
        return None
    return Reading(match.end(), start.say(Date(int(match[1]), int(match[2]), None)))


@rule("en-GB")
@shapes("0/0")
def tested_until(start: Start) -> Reading | None:
    """A month and a short year up to which a car is tested or something is valid: "MOT'd to 11/26"."""
    match = start.match(_EXPIRY) or start.match(_BARE_EXPIRY)
    valid = not start.cues("valid until").isdisjoint(entry.strip(".,:") for entry in start.scan.lefts(4))
    if not match or not valid or int(match[2]) <= _FIRST_EXPIRY or is_valid(int(match[1]), int(match[2])):
        return None
    return Reading(match.end(), start.say(Date(None, int(match[1]), 2000 + int(match[2]))))


@rule("en")
@shapes("0-", "0–", "0/", "0 -", "0 –", "0 /", "0,", "0 &", "0&", "0 a", "0a", "0 A")
def to_weekday(start: Start) -> Reading | None:
    """A day of a week up to or before another: "Mon 27-Fri 31 Oct", "Sat 4 & Sun 5 Apr"."""
    match = start.match(_TO_WEEKDAY)
    if not match or start.left.rstrip(".") not in start.language.weekdays:
        return None
    day = f"the {start.language.numbers.ordinal(int(match[1]))}"
    joint = "" if match[2] is None else "," if match[2] == "/" else f" {start.language.words['to']}"
    return Reading(match.end(), f"{day}{joint}")


@rule("en")
@shapes("0 &", "0 a", "0, ")
def day_and_day(start: Start) -> Reading | None:
    """A day before another one of the same month: "on 3 & 4 April", "5, 6 and 7 May"."""
    match = start.match(_DAY_AND)
    if not match or match["month"].lower() not in start.language.months or int(match[1]) >= int(match["last"]):
        return None
    article = "" if start.left == "the" else "the "
    return Reading(match.end(1), f"{article}{start.language.numbers.ordinal(int(match[1]))}")


@rule()
@shapes("0 A", "0 a", "0a", "0A", "0-", "0–", "0/", "0 -", "0 –", "0 /", "0 +", "0,", "0.", "0°")
def day_and_name(start: Start) -> Reading | None:
    """The day before the name of the month: "15 March 2025"."""
    return named_dates.recognise_day(start.scan, start.position)


@rule("fr")
@shapes("0-0")
def dashed(start: Start) -> Reading | None:
    """French day and month with a hyphen: "vu le 21-11"."""
    match = start.match(_DASHED) if start.left in _BEFORE_DASHED else None
    match = start.match(_THAT_DAY) if start.left == "le" else match
    if not match or not is_valid(int(match[1]), int(match[2])):
        return None
    return Reading(match.end(), start.say(Date(int(match[1]), int(match[2]))))


@rule("en")
@shapes("0-", "0–", "0 -", "0 –", "0/0")
def days_of_month(start: Start) -> Reading | None:
    """From a day to another of one month: "14-17/3" or, where the month comes first, "3/14-17"."""
    match = start.match(_MONTH_DAYS if start.language.date_order == "mdy" else _DAYS_MONTH)
    if not match:
        return None
    month, first, last = (int(match[name]) for name in ("month", "first", "last"))
    rare = "en-GB" in start.language.lineage and month in _RARE_PARTS and last < month  # "(9-10/11)"
    if not (is_valid(first, month) and is_valid(last, month) and first < last and (last > 12 or rare)):
        return None
    return Reading(match.end(), start.language.date_range(Date(first, month), last, start.left))


@rule()
@shapes("0/0")
def from_day_to_day(start: Start) -> Reading | None:
    """Two days of the year that no fractions can be: "6/1-6/15"."""
    match = start.match(_DAY_MONTH)
    until = _UNTIL.match(start.scan.text, match.end()) if match and start.language.slash_dates else None
    if not match or not until:
        return None
    pair = [(int(match[1]), int(match[2])), (int(until[1]), int(until[2]))]
    dated = any(first > second or second > 16 for first, second in pair)
    dated = dated or all(second not in _DENOMINATORS for _, second in pair)  # "4/12-5/11"
    rare = any(second not in _DENOMINATORS for _, second in pair)
    dated = dated or (rare and start.left in start.language.date_cues | {"for"})
    dated = dated or (pair[0][0] == pair[1][0] > _QUARTER and pair[0][1] < pair[1][1])  # "10/12-10/15"
    since, till = start.ordered(match[1], match[2]), start.ordered(until[1], until[2])
    if not dated or not since or not till:
        return None
    return Reading(until.end(), f"{start.say(since)} {start.language.words['to']} {start.say(till)}")


@rule()
@shapes("0/0")
def day_of_year(start: Start) -> Reading | None:
    """A day and a month that `days_of_year` knows by what is around them: "on 3/4"."""
    match = start.match(_DAY_MONTH)
    date = start.ordered(match[1], match[2]) if match and days_of_year.is_day(start.scan, match) else None
    return Reading(match.end(), start.say(date)) if match and date else None


@lru_cache(maxsize=16)
def _is_of_last_century(text: str) -> bool:
    return _LAST_CENTURY.search(text) is not None and _THIS_CENTURY.search(text) is None


@lru_cache(maxsize=16)
def _shows_day_first(text: str) -> bool:
    return any(int(day) > 12 >= int(month) for day, month in _SLASHED_DAY.findall(text))

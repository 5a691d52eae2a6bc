"""Dates: all-numeric in the locale's order, ISO, with month names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from frontend.normalize import days_of_year, times
from frontend.normalize.days_of_year import is_valid
from frontend.normalize.locales.language import Language
from frontend.normalize.patterns import regex
from frontend.normalize.romans import value_of
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.tables import word_set
from frontend.normalize.values import Date

_ISO = regex(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d/]|-\d)")
_NUMERIC = regex(r"(\d{1,2})(?:\.?º|er)?(?P<sep>[/.-])(\d{1,2})(?P=sep)(\d{4}|'?\d{2})(?![\d/]|[-.]\d)")
_AMOUNTS = regex("[ \u00a0]?[€$£](?![A-Z])")
_EARLY = regex(r"(\d{1,2})(?P<sep>\.)(\d{1,2})\.([1-9]\d{2})(?![\d/]|[-.]\d)")
"""A date of the first millennium: "am 25.12.800"."""
_ROMAN_MONTH = regex(
    r"([0-9]{1,2})([-./])(I{1,3}|I?V|VI{1,3}|I?X|XI{1,2}|[ivx]{1,4}(?=\.1[5-9]))(?:\2((?:1[5-9]|20)[0-9]{2}))?(?![\w/-])"
)
_SLASHED_DAY = regex(r"(?<![0-9/])([0-9]{1,2})/([0-9]{1,2})(?![0-9])")
_ORDER_REACH = 4000
_MONTH_YEAR = regex(r"(0?[1-9]|1[0-2])/((?:19|20)\d{2})(?![\d/])")
_DASHED = regex(r"(1[3-9]|2\d|3[01]|0?[1-9](?=-0)|1[0-2](?=-0))-(0[1-9]|1[0-2])(?![\w-]|[.,]\d)")
_EXPIRY = regex(r"(0[1-9]|1[0-2])/([2-4]\d)(?![\d/])")
_DAY_MONTH = regex(r"(\d{1,2})/(\d{1,2})(?![\d/]|[.,]\d)")
_PLAIN_MONTH = regex(r"(?![.]| ?[0-9'])")
_DAYS_MONTH = regex(r"(?P<first>\d{1,2}) ?[-–] ?(?P<last>\d{1,2})/(?P<month>1[0-2]|0?[1-9])(?![\d/%]|[.,]\d)")
_MONTH_DAYS = regex(r"(?P<month>1[0-2]|0?[1-9])/(?P<first>\d{1,2}) ?[-–] ?(?P<last>\d{1,2})(?![\d/%\w-]|[.,:]\d)")
_MONTH_RANGE = regex(r"([^\W\d_]{3,12})\.?[ \u00a0]?[-–][ \u00a0]?([^\W\d_]{3,12})(?![^\W_])")
_PART_OF_MONTH = regex(r"([^\W\d_]{3,12})\.?[-–](?=(?:mid|early|late)[- ]([A-Z][a-z]{2,8})(?![a-z]))")
"""A month up to a part of another: "late Oct.–mid-Nov."."""
_MID_MONTH = regex(r"([Mm]id)-([A-Z][a-z]{2,8})(?![a-z])\.?")
_MONTH_NAME = regex(r"[^\W\d_]{3,12}")
_COLON = regex(": ?[-+$£€]?[0-9]")
_TO_WEEKDAY = regex(" ?([12]?[0-9]|3[01]) ?[-–] ?(?=(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\\.? [0-9])")
_YEAR_OF_EXPIRY = regex("[./ -]([2-4][0-9])(?![0-9/-]|[.,][0-9])")
_SHORT_YEAR = regex(" '[0-9]{2}(?![0-9'])")
_UNTIL = regex(r" ?[-–] ?(\d{1,2})/(\d{1,2})(?![\d/]|[.,]\d)")
_SPAN = regex(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4}|\d{2}) ?[-–] ?(\d{1,2})\2(\d{1,2})\2(\d{4}|\d{2})(?![\d/]|[-.]\d)")
_BEFORE_MONTH = word_set("fin début en depuis im seit ab bis anfang mitte ende desde hasta fines principios")
_QUARTER = 4
"""Fractions with a larger numerator are seldom an end of a range."""
_LAST_CENTURY = regex("(?<![0-9])19[0-9]{2}(?![0-9])")
_THIS_CENTURY = regex("(?<![0-9])20[0-9]{2}(?![0-9])")
_NOW = 2027
"""Two-digit years from here on are of the last century where the text says that they are past."""
_PIVOT = 40
"""Two-digit years below it are 20xx, from it on 19xx."""


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


def expand_year(digits: str) -> int:
    """A written year of two or four digits."""
    year = int(digits.lstrip("'"))
    if len(digits.lstrip("'")) > 2:
        return year
    return year + (2000 if year < _PIVOT else 1900)


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
    language, text = scan.language, scan.text
    left = scan.lefts(9)
    match = _ISO.match(text, position)
    if match and is_valid(int(match[4]), int(match[3])) and int(match[4]) and scan.character(position - 1) != "-":
        spoken = verbalise(Date(int(match[4]), int(match[3]), int(match[1])), language, left)
        clock = times.match_time(scan, match.end() + 1) if scan.character(match.end()) == "T" else None
        if clock:  # 2024-07-04T10:30
            return Reading(clock[1], f"{spoken}, {times.verbalise(clock[0], language)}")
        return Reading(match.end(), spoken)
    span = _SPAN.match(text, position)
    if span and (span[2] == "/" or language.dotted_dates):  # "1/1/25-31/3/25"
        since = _ordered(int(span[1]), int(span[3]), expand_year(span[4]), language, _day_first(scan))
        till = _ordered(int(span[5]), int(span[6]), expand_year(span[7]), language, _day_first(scan))
        if since and till and since.year and till.year and since.year > till.year:
            since = replace(since, year=since.year - 100)  # a life: "7/4/39–11/11/24"
        if since and till:
            spoken = f"{verbalise(since, language, left)} {language.words['to']} {verbalise(till, language, left)}"
            return Reading(span.end(), spoken)
    early = _EARLY.match(text, position) if language.dotted_dates and left[0] in language.date_cues else None
    match = early or _NUMERIC.match(text, position)
    if match:
        counted = match["sep"] == "/" and scan.word_after(match.end()) in language.cues.get("periods", ())
        counted = counted or _AMOUNTS.match(text, match.end()) is not None  # "Karten zu 12/18/24 €"
        if counted:  # "12/24/36 months"
            cardinals = (language.numbers.cardinal(int(match[group])) for group in (1, 3, 4))
            return Reading(match.end(), " ".join(cardinals))
        date = _numeric(match, language, _day_first(scan))
        past = not language.cues.get("past", frozenset()).isdisjoint(left[:3])  # "born 3/9/48"
        past = past or (_LAST_CENTURY.search(text) is not None and _THIS_CENTURY.search(text) is None)
        if date and date.year and date.year > _NOW and past:
            date = replace(date, year=date.year - 100)
        if date:
            return Reading(match.end(), verbalise(date, language, left))
    roman = _ROMAN_MONTH.match(text, position)
    if roman and (roman[4] or roman[2] == "/") and is_valid(int(roman[1]), value_of(roman[3].upper())):  # "29-II-1992"
        year = int(roman[4]) if roman[4] else None
        return Reading(roman.end(), verbalise(Date(int(roman[1]), value_of(roman[3].upper()), year), language, left))
    match = _MONTH_YEAR.match(text, position)
    numbered = match is not None and match[1][0] != "0" and left[0] in language.cues.get("act", ())
    if match and not numbered:  # but "Ley 8/2023"
        return Reading(match.end(), verbalise(Date(None, int(match[1]), int(match[2])), language, left))
    expiry = _EXPIRY.match(text, position)
    announcing = left[1] if left[0] in (":", "bis") else left[0]
    if expiry and announcing in language.cues.get("expiring", ()):  # "TÜV 08/26"
        return Reading(expiry.end(), verbalise(Date(None, int(expiry[1]), 2000 + int(expiry[2])), language, left))
    span_of_days = _TO_WEEKDAY.match(text, position)
    if (
        span_of_days and left[0].rstrip(".") in language.weekdays and language.tag.startswith("en")
    ):  # "Mon 27-Fri 31 Oct"
        day = language.numbers.ordinal(int(span_of_days[1]))
        return Reading(span_of_days.end(), f"the {day} {language.words['to']}")
    for pattern in _patterns(language).day_first:
        match = pattern.match(text, position)
        if match:
            reading = _named(match, scan, "day first")
            if reading:
                return reading
    dashed = _DASHED.match(text, position) if left[0] in ("le", "du", "au") else None
    if dashed and is_valid(int(dashed[1]), int(dashed[2])):  # French "vu le 21-11"
        return Reading(dashed.end(), verbalise(Date(int(dashed[1]), int(dashed[2])), language, left))
    ranged = _days_of_month(scan, position)
    if ranged:
        return ranged
    match = _DAY_MONTH.match(text, position)
    until = _UNTIL.match(text, match.end()) if match else None
    if match and until:  # "6/1-6/15"
        pair = [(int(match[1]), int(match[2])), (int(until[1]), int(until[2]))]
        days = [_ordered(first, second, None, language) for first, second in pair]
        dated = any(first > second or second > 16 for first, second in pair)
        dated = dated or (pair[0][0] == pair[1][0] > _QUARTER and pair[0][1] < pair[1][1])  # "10/12-10/15"
        if dated and days[0] and days[1] and language.slash_dates:
            first, second = (verbalise(day, language, left) for day in days if day)
            return Reading(until.end(), f"{first} {language.words['to']} {second}")
    if match and days_of_year.is_day(scan, match):
        date = _ordered(int(match[1]), int(match[2]), None, language, _day_first(scan))
        if date:
            return Reading(match.end(), verbalise(date, language, left))
    return None


def _days_of_month(scan: Scan, position: int) -> Reading | None:
    """``14-17/3`` or, where the month comes first, ``3/14-17``."""
    language = scan.language
    if not language.tag.startswith("en"):
        return None
    match = (_MONTH_DAYS if language.date_order == "mdy" else _DAYS_MONTH).match(scan.text, position)
    if not match:
        return None
    month, first, last = (int(match[name]) for name in ("month", "first", "last"))
    if not (is_valid(first, month) and is_valid(last, month) and first < last and last > 12):
        return None
    return Reading(match.end(), language.date_range(Date(first, month), last, scan.left()))


def recognise_month(scan: Scan, position: int) -> Reading | None:
    """A date that begins with the month's name, or an abbreviated month."""
    middle = _MID_MONTH.match(scan.text, position) if scan.language.tag.startswith("en") else None
    if middle and middle[2].lower() in scan.language.months:  # "mid-Nov."
        stop = middle.end() - (middle.group()[-1] == "." and scan.ends_here(middle.end()))
        return Reading(stop, f"{middle[1]} {scan.language.month_names[scan.language.months[middle[2].lower()]]}")
    word = _MONTH_NAME.match(scan.text, position)
    if not word or word.group().lower() not in scan.language.months:
        return None
    if scan.language.capital_months and not word.group()[0].isupper():
        return None
    following = scan.character(scan.skip_spaces(word.end()))
    if word.group().isupper() and len(word.group()) < 5 and not scan.shouting and not following.isdecimal():
        return None  # "24.9% APR"
    part = _PART_OF_MONTH.match(scan.text, position) if scan.language.tag.startswith("en") else None
    if part and part[2].lower() in scan.language.months:
        name = scan.language.month_names[scan.language.months[part[1].lower()]]
        return Reading(part.end(), f"{name} {scan.language.words['to']}")
    pair = _MONTH_RANGE.match(scan.text, position)
    if pair and pair[2].lower() in scan.language.months:
        first = scan.language.month_names[scan.language.months[pair[1].lower()]]
        if scan.language.tag.startswith("en") and _PLAIN_MONTH.match(scan.text, pair.end()):  # "Jan-Mar rain"
            second = scan.language.month_names[scan.language.months[pair[2].lower()]]
            return Reading(pair.end(), f"{first} {scan.language.words['to']} {second}")
        return Reading(pair.start(2), f"{first} {scan.language.words['to']}")
    expiring = _YEAR_OF_EXPIRY.match(scan.text, word.end())
    if expiring and scan.left() in scan.language.cues.get("expiring", ()):  # "cad. NOV 26"
        date = Date(None, scan.language.months[word.group().lower()], 2000 + int(expiring[1]))
        return Reading(expiring.end(), verbalise(date, scan.language, scan.lefts(2)))
    for pattern in _patterns(scan.language).month_first:
        match = pattern.match(scan.text, position)
        if match:
            reading = _named(match, scan, "month first")
            if reading:
                return reading
    number = scan.language.months[word.group().lower()]
    abbreviated = len(word.group()) < len(scan.language.month_names[number]) and word.group()[0].isupper()
    cued = scan.left() in scan.language.cues.get("month", ()) and not scan.character(word.end()).isalnum()
    if abbreviated and cued and scan.character(word.end()) != ".":  # "since Jan"
        return Reading(word.end(), scan.language.month_names[number])
    if abbreviated and _COLON.match(scan.text, word.end()) and scan.language.tag.startswith("en"):
        return Reading(word.end(), scan.language.month_names[number])  # "Nov: 4.6%"
    if _SHORT_YEAR.match(scan.text, word.end()):  # "in Mar '22"
        return Reading(word.end(), scan.language.month_names[number])
    name = scan.language.month_names[number]
    counted = number > 2 and word.group() == scan.language.numbers.cardinal(number - 2)
    ordinary = counted or scan.language.is_ordinary_word(word.group())
    dated = scan.left()[-1:].isdecimal() or scan.left() in _BEFORE_MONTH
    dated = dated or scan.left(2).rstrip(".") in scan.language.months  # "de juin à sept."
    if ordinary and not dated and scan.ends_here(word.end() + 1):
        return None  # "il en reste sept."
    if scan.character(word.end()) == "." and len(word.group()) < len(name):
        return Reading(word.end() + (not scan.ends_here(word.end() + 1)), name)
    return None


def _named(match: re.Match[str], scan: Scan, order: str) -> Reading | None:
    groups = match.groupdict()
    day = int(groups["day"]) if groups.get("day") else None
    if groups.get("month"):
        if scan.language.capital_months and not match["month"][0].isupper():
            return None
        month = scan.language.months[match["month"].lower()]
    else:
        month = int(groups["numeric"])
        left = scan.left()
        if left.rstrip(".").rpartition(" ")[2] in scan.language.cues["undated"] or (len(left) == 1 and left.isalpha()):
            return None  # "Raum B 2.04.", "Python 3.12."
    if not is_valid(day, month):
        return None
    year = expand_year(groups["year"]) if groups.get("year") else None
    named = year is not None and scan.left().rstrip(".") in scan.language.cues.get("avenues", ())
    if named and day is not None:  # "Av. 5 de Mayo 1600"
        return Reading(match.end("month"), verbalise(Date(day, month, None, order), scan.language, scan.lefts(9)))
    if " of " in match.group():
        order = "spelled"
    spoken = verbalise(Date(day, month, year, order), scan.language, scan.lefts(9))
    if groups.get("until") and day is not None:
        spoken = scan.language.date_range(Date(day, month, year, order), int(groups["until"]), scan.left(1))
        if "/" in match.group() and scan.language.capital_nouns:  # "am 7./8. Juni"
            spoken = spoken.replace(f" {scan.language.words['to']} ", " ", 1)
    return Reading(match.end(), spoken)


def _day_first(scan: Scan) -> bool:
    """Whether another date of a text in an American locale can only have its day first ("del 24/12 al 6/1")."""
    return scan.language.tag == "es-US" and _shows_day_first(scan.text[:_ORDER_REACH])


@lru_cache(maxsize=16)
def _shows_day_first(text: str) -> bool:
    return any(int(day) > 12 >= int(month) for day, month in _SLASHED_DAY.findall(text))


def _numeric(match: re.Match[str], language: Language, day_first: bool = False) -> Date | None:
    if match["sep"] == "." and not language.dotted_dates and len(match[4]) == 2:
        return None
    return _ordered(int(match[1]), int(match[3]), expand_year(match[4]), language, day_first)


def _ordered(first: int, second: int, year: int | None, language: Language, day_first: bool = False) -> Date | None:
    """Day and month in the locale's order, or the other way round if only that is a date."""
    day, month = (second, first) if language.date_order == "mdy" and not day_first else (first, second)
    if not is_valid(day, month):
        if year is None and language.tag == "en-GB" and is_valid(1, day) and 12 < month < _PIVOT:
            return Date(None, day, 2000 + month)  # "MOT due 09/25"
        day, month = month, day
    return Date(day, month, year) if is_valid(day, month) else None

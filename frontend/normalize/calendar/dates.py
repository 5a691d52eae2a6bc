"""Dates that begin with a digit: what recognises them, says them, and reads them for ``say-as date``."""

from __future__ import annotations

import re

from frontend.normalize.calendar import days_without_year, full_dates, months_of_years
from frontend.normalize.calendar.date_starts import Start
from frontend.normalize.calendar.months import is_valid
from frontend.normalize.calendar.years import expand_year
from frontend.normalize.locales.language import Language
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.values import Date

_RULES = (full_dates.RULES, months_of_years.RULES, days_without_year.RULES)
"""In the order in which they are asked."""


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
    start, shape = Start(scan, position), scan.shape(position)
    for rules in _RULES:
        reading = rules.first(start, scan.language.tag, shape)
        if reading is not None:
            return reading
    return None

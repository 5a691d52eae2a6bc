"""American English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from frontend.normalize.locales.english import English
from frontend.normalize.patterns import regex
from frontend.normalize.values import Date
from frontend.tables import word_set

if TYPE_CHECKING:
    from frontend.normalize.scan import Scan

_BARE_HOUR = regex(r"(?P<hour>1[0-2]|[1-9])(?P<half>[ap])(?![\w'/]|[-.][0-9a-z])")
_BEFORE_HOUR = word_set("at @ by till til until from before after around about between tonight tomorrow today is now")
"""Words before an hour with the first letter of its half of the day."""
_EXTENSION = r"(?:,? ?(?:ext\.?|x|extension) ?\d{1,6})?(?![\d/]|[-.,]\d)"


class AmericanEnglish(English):
    tag: ClassVar[str] = "en-US"
    numbers_key: ClassVar[str] = "en"
    date_order: ClassVar[str] = "mdy"
    time_patterns: ClassVar[tuple[str, ...]] = (
        r"(?P<hour>\d{1,2}):(?P<minute>[0-5]\d)(?P<half>[apAP])(?!\w|\.\w)",
        r"(?P<hour>1[0-2]|[1-9])(?P<half>[ap])(?=(?:[-–]| to )(?:1[0-2]|[1-9])(?::[0-5]\d)?[ap](?!\w))",
        r"(?<=[0-9][-–])(?P<hour>1[0-2]|[1-9])(?P<half>[ap])(?!\w)",
        r"(?<=[0-9][ap][-–])(?P<hour>1[0-2]|[1-9])(?P<half>[ap])(?!\w)",
        r"(?P<hour>1[0-2]|[1-9])(?P<half>[ap])(?= [ECMP][SD]?T(?!\w))",
        *English.time_patterns,
    )
    phone_patterns = (
        rf"(?:\+?1[-. ]?)?(?:\(\d{{3}}\)[ -]?|\d{{3}}[-. /])\d{{3}}[-. ]\d{{4}}{_EXTENSION}",
        r"(?:1[-. ])?(?:8(?:00|33|44|55|66|77|88)|900)[-. ][A-Z0-9]{3,10}(?:-[A-Z0-9]{2,4})?(?![\w])",
        r"(?:1[-. ])?8(?:00|33|44|55|66|77|88)-[A-Z]{2,4}-[A-Z]{3,8}(?![\w])",
        rf"\d{{3}}-\d{{4}}{_EXTENSION}",
        r"\+\d{1,3}(?:[ .-]?\(?\d{1,5}\)?){2,6}(?!\d)",
    )

    def dotted_time(self, scan: Scan, position: int) -> re.Match[str] | None:
        """ "Doors 8p", "at 9a", but "Apt. 9a"."""
        match = _BARE_HOUR.match(scan.text, position)
        if match is None:
            return super().dotted_time(scan, position)
        left = scan.left().rstrip(".")
        timed = left in _BEFORE_HOUR or left in self.weekdays or left in self.cues["events"]
        after_noon = match["half"] == "p" and left not in self.cues["places"] and scan.character(match.end()) != "."
        return match if timed or after_noon else None

    def telephone_group(self, digits: str) -> str:
        return {"800": "eight hundred", "900": "nine hundred"}.get(digits) or self.digits(digits)

    def score(self, first: int, second: int) -> str:
        return f"{self.numbers.cardinal(first)} to {self.numbers.cardinal(second) if second else 'nothing'}"

    def date(self, date: Date, left: tuple[str, ...] = ("", "")) -> str:
        """Example: "January second, twenty twenty-two"."""
        year = self.numbers.year(date.year) if date.year is not None else ""
        month = self.month_names[date.month] if date.month else ""
        day = self.numbers.ordinal(date.day) if date.day else ""
        if date.order in ("day first", "spelled") and day and month:
            article = "the " if date.order == "day first" and left[0] != "the" else ""
            spoken = f"{article}{day} of {month}"
            return f"{spoken}, {year}" if year else spoken
        if day and month:
            return f"{month} {day}, {year}" if year else f"{month} {day}"
        return " ".join(part for part in (month, day, year) if part)

    def date_range(self, date: Date, until: int, left: str) -> str:
        year = f", {self.numbers.year(date.year)}" if date.year else ""
        month = self.month_names[date.month or 1]
        return f"{month} {self.numbers.ordinal(date.day or 1)} to {self.numbers.ordinal(until)}{year}"

"""The digit with which a date may begin: in which order day and month stand there, and in which century."""

from __future__ import annotations

from functools import lru_cache

from frontend.normalize.calendar.months import is_valid
from frontend.normalize.calendar.years import PIVOT
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Anchor
from frontend.normalize.values import Date

_SLASHED_DAY = regex(r"(?<![0-9/])([0-9]{1,2})/([0-9]{1,2})(?![0-9])")
_ORDER_REACH = 4000
_LAST_CENTURY = regex("(?<![0-9])19[0-9]{2}(?![0-9])")
_THIS_CENTURY = regex("(?<![0-9])20[0-9]{2}(?![0-9])")


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
        return self.language.date(date, self.scan.lefts(9))

    def ordered(self, first: str, second: str, year: int | None = None) -> Date | None:
        """Day and month in the locale's order, or the other way round if only that is a date."""
        month_first = self.language.date_order == "mdy" and not self.day_first
        day, month = (int(second), int(first)) if month_first else (int(first), int(second))
        if not is_valid(day, month):
            if year is None and "en-GB" in self.language.lineage and is_valid(1, day) and 12 < month < PIVOT:
                return Date(None, day, 2000 + month)  # "MOT due 09/25"
            day, month = month, day
        return Date(day, month, year) if is_valid(day, month) else None


@lru_cache(maxsize=16)
def _is_of_last_century(text: str) -> bool:
    return _LAST_CENTURY.search(text) is not None and _THIS_CENTURY.search(text) is None


@lru_cache(maxsize=16)
def _shows_day_first(text: str) -> bool:
    return any(int(day) > 12 >= int(month) for day, month in _SLASHED_DAY.findall(text))

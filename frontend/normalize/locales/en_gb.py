"""British English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from frontend.normalize.locales import british_time_ranges  # noqa: F401  adds its rules
from frontend.normalize.locales.british_times import match_dotted
from frontend.normalize.locales.english import English
from frontend.normalize.numbers import COUNTING, Form
from frontend.normalize.patterns import regex
from frontend.normalize.values import Date, Number, Unit
from frontend.tables import word_set

if TYPE_CHECKING:
    from frontend.normalize.scan import Scan

_END = r"(?:,? ?(?:ext\.?|x|extension) ?\d{1,6})?(?![\d/]|[-.,]\d)"
_ORDERS = word_set("first last next previous same usual")
_REPEATS = regex(r"(\d)\1*")


class BritishEnglish(English):
    tag: ClassVar[str] = "en-GB"
    numbers_key: ClassVar[str] = "en-GB"
    date_order: ClassVar[str] = "dmy"
    dotted_dates: ClassVar[bool] = True
    zero_hour: ClassVar[str] = "zero"
    parted = ("mile", "hour", "acre", "pint", "teaspoon", "tablespoon", "litre", "kilo", "stone", "pound")
    home_currency: ClassVar[str] = "£"
    first_decade: ClassVar[str] = "noughties"
    phone_patterns = (
        rf"\+44 ?(?:\(0\))? ?\d{{2,5}}[ -]?\d{{3,4}}[ -]?\d{{0,4}}{_END}",
        rf"\(?0\d{{2,4}}\)?[ -]\d{{3,4}}[ -]?\d{{3,4}}{_END}",
        rf"0\d{{4}}[ -]\d{{5,6}}{_END}",
        r"(?=(?:\d ?){10,11}(?!\d| \d))0[1-9]\d{1,3}(?: \d{1,4}){2,4}(?![\d/]|[-.,]\d)",
        r"00(?=[ -]?\d{1,3}[ -]|\d{9})[ -]?\d{1,3}(?:[ -]?\d{2,5}){2,5}(?![\d/]|[-.,]\d)",
        rf"0[1-9]\d{{8,9}}{_END}",
        rf"0[38]\d{{2}}[ -]\d{{2,4}}(?:[ -]\d{{2,4}}){{0,2}}{_END}",
        r"\+\d{1,3}(?:[ .-]?\(?\d{1,5}\)?){2,6}(?!\d)",
        rf"(?:\(\d{{3}}\) ?|\d{{3}}-)\d{{3}}-\d{{4}}{_END}",
        r"(?:1[-. ])?8(?:00|33|44|55|66|77|88)[-.][A-Z0-9]{3,10}(?:-[A-Z0-9]{2,8})?(?![\w])",
        rf"\d{{3}}-\d{{4}}{_END}",
        r"(?:116 (?:123|111|000)|118 (?:118|500|811))(?![\d/-]|[.,]\d| \d)",
    )

    def telephone_group(self, digits: str) -> str:
        """ "Double five", "treble four", "oh" for zero."""
        spoken: list[str] = []
        for match in _REPEATS.finditer(digits):
            digit = "oh" if match[1] == "0" else self.digit(match[1])
            count = len(match.group())
            if count == 3:
                spoken.append(f"treble {digit}")
            else:
                spoken += [f"double {digit}"] * (count // 2) + [digit] * (count % 2)
        return " ".join(spoken)

    def number(self, number: Number, form: Form = COUNTING) -> str:
        if number.fraction is None:
            return super().number(number, form)
        return super().number(number, form).replace("zero", "nought")

    def date(self, date: Date, left: tuple[str, ...] = ("", "")) -> str:
        """Example: "the first of February twenty twenty-two"."""
        year = self.numbers.year(date.year) if date.year is not None else ""
        month = self.month_names[date.month] if date.month else ""
        if not date.day:
            return " ".join(part for part in (month, year) if part)
        day = self.numbers.ordinal(date.day)
        if not month:
            return " ".join(part for part in (day, year) if part)
        ranked = left[1] == "the" and (left[0].endswith("est") or left[0] in _ORDERS)  # "the hottest 12 May"
        article = "" if left[0] == "the" or ranked else "the "
        if date.order == "month first":
            spoken = f"{month} the {day}"
            return f"{spoken}, {year}" if year else spoken
        return f"{article}{day} of {month}" + (f" {year}" if year else "")

    def date_range(self, date: Date, until: int, left: str) -> str:
        article = "" if left == "the" else "the "
        year = f" {self.numbers.year(date.year)}" if date.year else ""
        days = f"{self.numbers.ordinal(date.day or 1)} to the {self.numbers.ordinal(until)}"
        return f"{article}{days} of {self.month_names[date.month or 1]}{year}"

    def money_parts(self, major: str, cents: Number, minor: Unit) -> str:
        """Example: "one pound fifty", "one pound and five pence"."""
        spoken = self.numbers.cardinal(int(cents.digits))
        if "pound" in major and len(cents.digits) == 2:
            return f"{major} {spoken}"
        return f"{major} and {spoken} {minor.singular if cents.digits == '1' else minor.plural}"

    def dotted_time(self, scan: Scan, position: int) -> re.Match[str] | None:
        """ "The 9.15 train", "at 8.30", "from 10.15 to 11.45"."""
        return super().dotted_time(scan, position) or match_dotted(scan, position)

    def score(self, first: int, second: int) -> str:
        if first > 99:
            return f"{self.numbers.cardinal(first)} to {self.numbers.cardinal(second)}"
        return " ".join(self.numbers.cardinal(n) if n else "nil" for n in (first, second))

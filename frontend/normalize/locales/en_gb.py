"""British English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from frontend.normalize.locales.english import English
from frontend.normalize.numbers import COUNTING, Form
from frontend.normalize.patterns import regex
from frontend.normalize.tables import word_set
from frontend.normalize.values import Date, Number, Unit

if TYPE_CHECKING:
    from frontend.normalize.scan import Scan

_END = r"(?:,? ?(?:ext\.?|x|extension) ?\d{1,6})?(?![\d/]|[-.,]\d)"
_DOTTED = regex(r"(?P<hour>\d{1,2})\.(?P<minute>[0-5]\d)(?![\d%°]|\.\d| ?(?:per|pc|km|m|kg|million|bn)\b)")
_LISTED = regex(r"(?:,? ?(?:&|and|or|,) ?\d{1,2}(?:\.[0-5]\d)?){1,3} ?[ap]\.?m\b")
"""Further times behind the first one: "the 9.30 & 11am Masses"."""
_QUARTERS = regex(r"[0-9]{1,2}\.(?:00|15|30|45)(?![0-9]|[.][0-9])")
_QUARTER_RANGE = regex(r"[0-9]{1,2}\.(?:00|15|30|45)[-–][0-9]{1,2}(?:\.(?:00|15|30|45))?(?![0-9]|[.][0-9])")
_INVITED = regex(r" for (?:1[0-2]|[1-9])(?:\.[0-5][05])?(?![\w%]|[.,][0-9]| [a-z]+s\b)")
_HOUR = regex(r"(?:1[0-2]|[1-9])(?:\.[0-5][05])?")
_STOPS = regex("\\b(?:[Cc]all|[Cc]alls|[Cc]alling|[Ss]tops|[Ss]topping) at [^;:?!]*[A-Z][a-z]+ $")
_BOTH = regex(r"[0-9]{1,2}\.(?:00|15|30|45)[-–][0-9]{1,2}\.(?:00|15|30|45)(?![0-9]|\.[0-9])")
_HOUR_BEFORE = regex(r"(?:^|[ ,(])[0-9]{1,2}(\.(?:00|15|30|45))?$")
_TIME_CUES = word_set("at @ from until till before between by")
_MOVES = word_set("arrives arriving departs departing leaves leaving starts begins ends closes opens calls due")
_OWNERS = word_set("our my your his her their")
_LEVELS = word_set("ph ratio rate rates level levels temperature density average mean index yield rating")
_EVENTS = word_set(
    "entry entries reopening doors door admission kick-off ko curtain bell service evensong mass lunch dinner "
    "tea arrive"
)
_SERVICES = word_set(
    "start kick-off appointment showing slot meeting lesson train bus flight coach ferry local service departure news "
    "from am pm"
)
_PLANS = word_set("alarm table booking booked reservation reserved set meet meeting appointment scheduled pencilled")
_ZONE = regex(" (?:GMT|BST|UTC|CES?T|EE?ST|EDT)(?![A-Za-z])")
_PLACE_BEFORE = regex("(?:^|[ (])[A-Z][a-z]{2,20}\\.? $")
_TIMED = regex(
    r"[0-9] ?[ap]\.?m\b|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z.]*\b|\b[0-2][0-9]:[0-5][0-9]\b"
    r"|\b[Tt]he (?:1[0-9]|2[0-3])\.[0-5][0-9]\b"
    r"|\b(?:k\.?o\.?|kick-off|gates|doors|tonight|tomorrow|curtain)\b|\b(?:at|from|till|on at) [0-9]{1,2}\.[0-5][05]\b"
)
_REPEATS = regex(r"(\d)\1*")


def _closed(scan: Scan, end: int) -> bool:
    """Whether nothing follows that a number would count."""
    mark = scan.character(end) in (",", ".", ";", ":", ")", "?", "", "\n") or scan.text.startswith(" (", end)
    return mark or scan.word_after(end) in ("and", "or")


def _opens(scan: Scan, position: int) -> bool:
    """ "Open 8.30-17.00": the first or second of two times with a dash, after a day or a word such as "open"."""
    left = scan.left(2) if scan.left() in (",", ":") else scan.left()
    announced = (
        left in scan.language.cues["opening"]
        or left in _TIME_CUES
        or left.rpartition("-")[2] in scan.language.weekdays
        or left.rpartition("-")[2] in scan.language.cues["short days"]
        or (scan.left() == "," and any(word in scan.language.months for word in scan.left(2).split()))
    )
    if scan.character(position - 1) in ("-", "–") and _QUARTERS.match(scan.text, position):
        before = _HOUR_BEFORE.search(scan.text[max(0, position - 7) : position - 1])
        return before is not None and (before[1] is not None or announced)
    both = announced or _BOTH.match(scan.text, position) is not None
    return both and _QUARTER_RANGE.match(scan.text, position) is not None


class BritishEnglish(English):
    tag: ClassVar[str] = "en-GB"
    numbers_key: ClassVar[str] = "en-GB"
    date_order: ClassVar[str] = "dmy"
    dotted_dates: ClassVar[bool] = True
    zero_hour: ClassVar[str] = "zero"
    first_decade: ClassVar[str] = "noughties"
    phone_patterns = (
        rf"\+44 ?(?:\(0\))? ?\d{{2,5}}[ -]?\d{{3,4}}[ -]?\d{{0,4}}{_END}",
        rf"\(?0\d{{2,4}}\)?[ -]\d{{3,4}}[ -]?\d{{3,4}}{_END}",
        rf"0\d{{4}}[ -]\d{{5,6}}{_END}",
        r"00[ -]?\d{1,3}(?:[ -]?\d{2,5}){2,5}(?![\d/]|[-.,]\d)",
        rf"0[1-9]\d{{8,9}}{_END}",
        rf"0[38]\d{{2}}[ -]\d{{2,4}}(?:[ -]\d{{2,4}}){{0,2}}{_END}",
        r"\+\d{1,3}(?:[ .-]?\(?\d{1,5}\)?){2,6}(?!\d)",
        rf"(?:\(\d{{3}}\) ?|\d{{3}}-)\d{{3}}-\d{{4}}{_END}",
        rf"\d{{3}}-\d{{4}}{_END}",
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
        article = "" if left[0] == "the" else "the "
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
        military = super().dotted_time(scan, position)
        if military:
            return military
        match = _DOTTED.match(scan.text, position)
        if not match or int(match["hour"]) > 23:
            return None
        after, left = self.full_word(scan.word_after(match.end())), scan.left()
        if _LISTED.match(scan.text, match.end()):
            return match
        if _ZONE.match(scan.text, match.end()) or after.lower() in self.cues["racecourses"]:
            return match  # "9.30 CET", "the 3.15 Ascot"
        if not _LEVELS.isdisjoint(scan.lefts(6)):
            return None  # "the pH is kept at 7.35-7.45"
        if match["hour"][0] == "0" and len(match["hour"]) == 2:
            return match  # "08.30"
        if after in _SERVICES or left in _MOVES or _opens(scan, position):
            return match
        if (left == "the" and after in ("to", "at", "for")) or (left == "at" and scan.left(2) in _MOVES):
            return match
        if _closed(scan, match.end()) and self._among_times(scan, position, match):
            return match
        if _STOPS.search(scan.text[max(0, position - 90) : position]) and int(match["hour"]) > 3:
            return match  # "calls at Crewe 10.05, Rugby 10.51"
        if left in _EVENTS and match["minute"][1] in "05" and not after:
            return match  # "last entry 4.15", "doors 7.30"
        if left in _OWNERS and match["minute"][1] in "05" and 0 < int(match["hour"]) < 13 and after not in self.units:
            return match  # "our 3.15"
        if left in _TIME_CUES and (match["minute"][1] in "05" or self._near_times(scan, position, match.end())):
            return match
        if left == "for" and match["minute"][1] in "05" and not _PLANS.isdisjoint(scan.lefts(6)):
            return match  # "set your alarm for 5.45"
        if _INVITED.match(scan.text, match.end()) or (left == "for" and _HOUR.fullmatch(scan.left(2))):
            return match  # "7.30 for 8", "1 for 1.30"
        follows = scan.left() in ("to", "and", "&") and ":" not in scan.left(2) and _DOTTED.fullmatch(scan.left(2))
        return match if follows and scan.left(3) in ("from", "between", "at") else None

    def _among_times(self, scan: Scan, position: int, match: re.Match[str]) -> bool:
        """ "Mon 3 May, 7.45", "gates 8.40": alone between marks or behind a name, where other times stand near."""
        left, hour = scan.left().rstrip("."), int(match["hour"])
        round_ = match["minute"][1] in "05" and hour > 0
        named = _PLACE_BEFORE.search(scan.text[max(0, position - 24) : position]) is not None
        listed = (
            left in ("", ",", "it's", "not", "c", "ca", "circa", "about", "around") or left in self.cues["events"]
        ) and round_
        if (not listed and not named) or left in self.cues["places"]:
            return False
        if (
            match["minute"] == "00"
            or scan.left(2) in self.cues["events"]
            or any(word.rstrip(".") in self.months for word in scan.left(2).split())
        ):
            return True  # "Fri 19 Dec., 11.15"
        return self._near_times(scan, position, match.end())

    def _near_times(self, scan: Scan, start: int, end: int) -> bool:
        """Whether another time or a word of timetables stands near ``[start, end)``."""
        around = scan.text[max(0, start - 90) : start] + " " + scan.text[end : end + 60]
        return _TIMED.search(around) is not None or not self.cues["timetable"].isdisjoint(scan.lefts(24))

    def score(self, first: int, second: int) -> str:
        if first > 99:
            return f"{self.numbers.cardinal(first)} to {self.numbers.cardinal(second)}"
        return " ".join(self.numbers.cardinal(n) if n else "nil" for n in (first, second))

"""Days without a year that begin with a digit: "on 3/4", "vu le 21-11", "6/1-6/15", "Mon 27-Fri 31 Oct".

A rule is one small function that explains itself; the first that answers is used.
"""

from __future__ import annotations

from frontend.normalize.calendar import days_of_year, named_dates
from frontend.normalize.calendar.date_starts import Start
from frontend.normalize.calendar.months import is_valid
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Rules
from frontend.normalize.scan import Reading
from frontend.normalize.shapes import shapes
from frontend.normalize.values import Date
from frontend.tables import word_set

_DASHED = regex(
    r"(1[3-9]|2\d|3[01]|0[1-9]|[1-9](?=-0)|1[0-2](?=-(?:0|1[0-2] au [0-3]\d-)))-(0[1-9]|1[0-2])(?![\w-]|[.,]\d)"
)
_THAT_DAY = regex(
    r"(0?[1-9]|[12]\d|3[01])-(0[1-9]|1[0-2])(?![\w-]|[.,]\d| ?[%$°]| (?:ans|mois|jours|fois|heures)(?!\w))"
)
"""Behind French "le", where no more than one thing can be meant: "le 9-12"."""
_BEFORE_DASHED = word_set("le du au dès jusqu'au d'ici depuis avant après")
_LISTED_DAYS = regex(r"([1-9]|[12]\d)(?:er)?-([1-9]|[12]\d|30)-([1-9]|[12]\d|3[01])(?= ([^\W\d_]{3,10})(?!\w))")
_DOTTED_DAY = regex(r"([0-3]?\d)\.(0?[1-9]|1[0-2])(?!\d|\.\d|[%°]| ?(?:tonnes?|kg|km|m|hours?|hrs|per)(?![a-z]))")
_GERMAN_DAY = regex(
    r"(0?[1-9]|[12]\d|3[01])\.(0?[1-9]|1[0-2])(?![\w%°€]|[.,:/-]\d|-|\."
    r"| ?(?:Uhr|Prozent|Mio|Mrd|Mill|[°%€]|k?[mg]\b))"
)
_SPANISH_DAY = regex(r"(0?[1-9]|[12]\d|3[01])\.(0?[1-9]|1[0-2])(?!\d|[.,:/-]\d)")
_ON_DAY = word_set("am vom zum")
_HOUR_AFTER = regex(
    r",? (?:a las? (?:1?\d|2[0-4]|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce)(?!\w|[.,/]\d\d\d)"
    r"|(?:[01]?\d|2[0-3]):[0-5]\d(?!\d)|al? (?:mediodía|medianoche)(?!\w))"
)
_SENTENCE_AFTER = regex(r"[.!?…]{0,3}\s*$|[.!?…]{0,3}\n|[.!?…]{1,3} [\"«(¿¡]*[A-ZÁÉÍÓÚÑ]")
_PADDED = 5
"""Characters of a day and a month in two digits each."""
_COMMENCING = word_set("w/c wc w/e commencing comm")
_DAY_MONTH = regex(r"(\d{1,2})/(\d{1,2})(?![\d/]|[.,]\d)")
_DAYS_MONTH = regex(r"(?P<first>\d{1,2}) ?[-–] ?(?P<last>\d{1,2})/(?P<month>1[0-2]|0?[1-9])(?![\d/%]|[.,]\d)")
_MONTH_DAYS = regex(r"(?P<month>1[0-2]|0?[1-9])/(?P<first>\d{1,2}) ?[-–] ?(?P<last>\d{1,2})(?![\d/%\w-]|[.,:]\d)")
_TO_WEEKDAY = regex(
    " ?([12]?[0-9]|3[01])(?: ?([-–/]) ?|(?=,| ?(?:&|and) ))"
    "(?=(?:,| ?(?:&|and))? ?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\\.? [0-9])"
)
_DAY_AND = regex(
    r"([12]?[0-9]|3[01])(?=(?:, (?:[12]?[0-9]|3[01]))?,? (?:&|and|or|to) (?P<last>[12]?[0-9]|3[01]) "
    r"(?P<month>[A-Z][a-z]{2,8})(?![a-z]))"
)
_UNTIL = regex(r" ?[-–] ?(\d{1,2})/(\d{1,2})(?![\d/]|[.,]\d)")
_DENOMINATORS = frozenset((2, 3, 4, 5, 6, 8, 10, 16))
"""Of fractions that are measured from one to another."""
_RARE_PARTS = frozenset((7, 9, 11, 12))
"""Denominators of few fractions."""
_FEAST = 8
"""So many words to the left, the name of a feast may stand."""
_QUARTER = 4
"""Fractions with a larger numerator are seldom an end of a range."""

RULES: Rules[Start, Reading] = Rules()
rule = RULES.add


@rule("es")
@shapes("0/0")
def holiday(start: Start) -> Reading | None:
    """The day of a feast in brackets: "el Día de los Veteranos (11/11)"."""
    match = start.match(_DAY_MONTH)
    scan = start.scan
    enclosed = match and scan.character(match.start() - 1) == "(" and scan.character(match.end()) == ")"
    if not match or not enclosed or not start.near("feasts", _FEAST):
        return None
    month, day = (int(part) for part in match.groups())
    month, day = (month, day) if is_valid(day, month) else (day, month)
    return Reading(match.end(), start.say(Date(day, month))) if is_valid(day, month) else None


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


@rule("en-GB")
@shapes("0.0")
def first_of_week(start: Start) -> Reading | None:
    """A day and a month with a full stop behind "week commencing": "w/c 14.12"."""
    match = start.match(_DOTTED_DAY) if start.left.lower() in _COMMENCING else None
    if not match or not is_valid(int(match[1]), int(match[2])):
        return None
    return Reading(match.end(), start.say(Date(int(match[1]), int(match[2]), None)))


@rule("es")
@shapes("0.0")
def dotted(start: Start) -> Reading | None:
    """A day and a month with a full stop, before an hour or the end: "el 12.12 a las 12:12", but "el 3.5 por ciento",
    "un promedio del 8.5."."""
    match = start.match(_SPANISH_DAY) if start.left in ("el", "del") else None
    if not match or not is_valid(int(match[1]), int(match[2])):
        return None
    closing = _SENTENCE_AFTER.match(start.scan.text, match.end()) is not None
    ends = closing and (start.left == "el" or len(match.group()) == _PADDED)
    if not ends and not _HOUR_AFTER.match(start.scan.text, match.end()):
        return None
    return Reading(match.end(), start.say(Date(int(match[1]), int(match[2]))))


@rule("de")
@shapes("0.0")
def dotted_without_stop(start: Start) -> Reading | None:
    """A day and a month behind "am" without the second full stop: "am 11.11 um 11 Uhr", but "am 4.2-Release"."""
    match = start.match(_GERMAN_DAY) if start.left in _ON_DAY else None
    if not match or not is_valid(int(match[1]), int(match[2])):
        return None
    return Reading(match.end(), start.say(Date(int(match[1]), int(match[2]))))


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
    """A day before another one of the same month: "on 3 & 4 April", "5, 6 and 7 May", "from 3 to 5 May"."""
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

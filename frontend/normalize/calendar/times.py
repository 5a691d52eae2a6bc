"""Clock times: ``2:30 PM``, ``14:30``, ``2.30pm``, ``14 h 30``, ``14:30 Uhr``, and ranges of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from frontend.normalize.calendar import durations
from frontend.normalize.calendar.durations import Clock
from frontend.normalize.calendar.ratios import is_ratio
from frontend.normalize.locales.language import Language
from frontend.normalize.numeric.maths import SUPERSCRIPTS
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Rules
from frontend.normalize.scan import SENTENCE_START, Reading, Scan
from frontend.normalize.shapes import shapes
from frontend.normalize.values import Time
from frontend.tables import word_set


def verbalise(time: Time, language: Language) -> str:
    """Example: 14:30 -> "fourteen thirty" / "vierzehn Uhr dreißig"."""
    return language.time(time)


@cache
def _patterns(language: Language) -> tuple[re.Pattern[str], ...]:
    return tuple(regex(pattern) for pattern in language.time_patterns)


_HOURS_TOO = regex("[ \u00a0](?:heures?|hre?s?)(?![\\w])")
"""Said again behind a time: French "9:00 heures"."""
_ZONE = regex(
    "[ \u00a0](?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\\.?|[ECMP][SD]?T|GMT|BST|UTC|CES?T|IST|AES?T"
    "|Eastern|Central|Mountain|Pacific|Atlantic|Christmas|Thanksgiving|Easter|New Year"
    "|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\\.? [0-9]{1,2})(?![A-Za-z])"
)
"""Behind a time, what belongs to it: a day or a zone."""
_DAY_LABEL = regex("(?:^|[ \n])(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\\.?(?:[/–-][A-Z][a-z]{1,8}){0,2}:")
"""A day, or two or three, and the colon behind: "Tue/Thu:"."""
_LABEL_REACH = 160
_PREPOSITIONS = word_set("at by around about before after until till since from between a las la desde hasta sobre")
_TIMED = regex("[0-9]{1,4}(?:[:.]|[ \u00a0\u202f]?[aAhHmpPU])")
"""What every format of a time begins with: a colon, a full stop, or "h", "Uhr", "a.m." behind the hour."""
_WITH_COLON = regex("[0-9]{1,3}:[0-9]")
_HOUR = regex(
    r"[-–](1[0-2]|[1-9])(?![\d:]|[.,]\d|[-–/]\d|[\w%€$])"
    r"(?! (?!(?:[ECMP][SD]?T|GMT|BST|CES?T|on|at|in|daily|every)(?!\w))[\w%€$])"
)
_MINUTES = regex(r":([0-5]\d)(?![\w:]|[.,]\d)")
_DASHES = frozenset("-–—")
_TO = regex(r"[ \u00a0\u202f]?[-–—][ \u00a0\u202f]?(?=\d)")
_BARE_START = regex(r"(\d{1,2})(?:[.:]([0-5]\d))?[ \u00a0\u202f]?[-–][ \u00a0\u202f]?(?=\d)")

_OPENING_REACH = 12
"""So many words before the day and the hours, a place may be said to be open."""
_DONE = regex(" (?!(?:horas|hrs|hs|excepto|salvo)(?![a-z]))[a-zà-ÿ]{3}")


@shapes(":0")
def recognise_minutes(scan: Scan, position: int) -> Reading | None:
    """``:05`` in "at :05 and :35 past the hour"."""
    match = _MINUTES.match(scan.text, position)
    if not match or not scan.language.tag.startswith("en") or scan.character(position - 1) not in (" ", ""):
        return None
    minutes, numbers = int(match[1]), scan.language.numbers
    return Reading(match.end(), numbers.two_digits(minutes) if minutes else numbers.cardinal(0))


def _matches(scan: Scan, position: int) -> Iterator[re.Match[str] | None]:
    if _TIMED.match(scan.text, position):
        for pattern in _patterns(scan.language):
            yield pattern.match(scan.text, position)
    yield scan.language.dotted_time(scan, position)


def match_time(scan: Scan, position: int) -> tuple[Time, int] | None:
    """A time in one of the locale's formats and where it ends."""
    for match in _matches(scan, position):
        if not match:
            continue
        groups = match.groupdict()
        hour = int(groups["hour"])
        minute = int(groups["minute"].translate(SUPERSCRIPTS)) if groups.get("minute") else None
        second = int(groups["second"]) if groups.get("second") else None
        if hour > 24 or (minute or 0) > 59 or (second or 0) > 59 or (hour == 24 and minute):
            continue
        half = (groups.get("half") or "").lower()[:1]
        if half and (hour > 12 or hour == 0):
            half = ""
        end = match.end()
        half = {"a": "am", "p": "pm", "m": "pm"}.get(half, "")  # Spanish "12 m.": noon
        return Time(hour, minute, second, half, bool(groups.get("word")), bool(groups.get("minutes"))), end
    return None


_NEXT_TIME = regex("[ \u00a0]{1,3}(?:[01]?[0-9]|2[0-4])[:.][0-5][0-9](?![0-9.:])")

FORMS: Rules[Clock, Reading] = Rules()
"""What a clock time may begin with: a length of time, a range, the time alone."""
form = FORMS.add


def recognise(scan: Scan, position: int) -> Reading | None:
    """A time, or two with a dash between."""
    before = scan.character(position - 1)
    if before and (before.isalnum() or before in ":."):
        return None
    if _WITH_COLON.match(scan.text, position):
        if is_ratio(scan, position):
            return None
        length = durations.RACES.first(scan, position)
        if length:
            return length
    matched = match_time(scan, position)
    if matched is None:
        return durations.long(scan, position) or _bare_range(scan, position)
    time, end = matched
    return FORMS.first(Clock(scan, position, end, time), scan.language.tag)


@form()
def length(clock: Clock) -> Reading | None:
    """A length of time: "finished in 1:05:32"."""
    return durations.of_clock(clock)


@form()
def hour_behind(clock: Clock) -> Reading | None:
    """A range whose end has no minutes: "11:30-1"."""
    scan, time = clock.scan, _as_said(clock)
    dash = _dash_behind(clock)
    hour = _HOUR.match(scan.text, clock.end) if dash and time.minute is not None and time.second is None else None
    if not hour or int(hour[1]) > 12 or time.half:
        return None
    last = scan.language.numbers.cardinal(int(hour[1]), scan.language.hour_form)
    return Reading(hour.end(), f"{verbalise(time, scan.language)} {scan.language.words['to']} {last}")


@form("en")
def open_hours(clock: Clock) -> Reading | None:
    """When a place is open, by a clock of twelve hours: "open 10:00-16:00" is ten A M to four P M."""
    scan, time = clock.scan, clock.time
    dash = _dash_behind(clock)
    matched = match_time(scan, dash.end()) if dash and _is_opening(scan) else None
    if matched is None or time.half or matched[0].half or not 0 < time.hour < 12 < matched[0].hour < 24:
        return None
    last, end = matched
    opens = replace(time, half="am", hour_word=False)
    closes = replace(last, hour=last.hour - 12 * (last.hour > 12), half="pm", hour_word=False)
    to = scan.language.words["to"]
    return Reading(end, f"{verbalise(opens, scan.language)} {to} {verbalise(closes, scan.language)}")


def _is_opening(scan: Scan) -> bool:
    """Whether a word such as "open" stands right before, or one and a day of the week."""
    left = scan.left_past(",", ":").rstrip(".")
    day = left.replace("–", "-").rpartition("-")[2].rstrip(".")
    opening = scan.language.cues.get("opening", frozenset())
    return left in opening or (day in scan.language.weekdays and not opening.isdisjoint(scan.lefts(_OPENING_REACH)))


@form()
def span(clock: Clock) -> Reading | None:
    """A range of two times: "14:30-15:00", "10:00-11:30 a.m."."""
    scan, time = clock.scan, _as_said(clock)
    dash = _dash_behind(clock)
    matched = match_time(scan, dash.end()) if dash else None
    if matched is None or (dash and _begins_next(clock, dash)):
        return None
    last, end = matched
    if last.half and not time.half and time.minute == 0:
        time = replace(time, minute=None)
    if scan.language.before_hour:
        time, last = _full_hour(time), _full_hour(last)
    to = scan.language.words["to"]
    return _stopped(scan, end, f"{verbalise(time, scan.language)} {to} {verbalise(last, scan.language)}")


@form("fr")
def hours_again(clock: Clock) -> Reading | None:
    """A time with its unit written once more: "9:00 heures"."""
    again = _HOURS_TOO.match(clock.scan.text, clock.end) if not clock.time.hour_word else None
    return Reading(again.end(), verbalise(_as_said(clock), clock.scan.language)) if again else None


@form("de")
def in_row(clock: Clock) -> Reading | None:
    """One of several times of a timetable: "ab 6:07 6:27 6:47"."""
    spoken = verbalise(_as_said(clock), clock.scan.language)
    return Reading(clock.end, f"{spoken}, ") if _NEXT_TIME.match(clock.scan.text, clock.end) else None


@form()
def alone(clock: Clock) -> Reading | None:
    """The time alone: "2:30 PM"."""
    return _stopped(clock.scan, clock.end, verbalise(_as_said(clock), clock.scan.language))


def _begins_next(clock: Clock, dash: re.Match[str]) -> bool:
    """Whether a spaced dash stands between two ranges with a word in each: "6 h 30 à 9 h - 14 h 45 à 17 h"."""
    to = clock.scan.language.words["to"]
    ranged = clock.scan.left() == to and clock.scan.left(2)[:1].isdecimal()
    return ranged and dash.group()[0].isspace()


def _as_said(clock: Clock) -> Time:
    """The time without the minutes of a full hour, where what stands beside it says that it is one ("a las 3:00")."""
    scan, time = clock.scan, clock.time
    if time.minute == 0 and scan.language.after_hour.match(scan.text, clock.end):
        return replace(time, minute=None)
    return _full_hour(time) if scan.left() in scan.language.before_hour else time


def _dash_behind(clock: Clock) -> re.Match[str] | None:
    """The dash between a time and what follows."""
    text, end = clock.scan.text, clock.end
    return None if _DASHES.isdisjoint(text[end : end + 2]) else _TO.match(text, end)


def _full_hour(time: Time) -> Time:
    """The hour alone, where no word says that it is one of a clock."""
    return time if time.minute or time.hour_word or not 0 < time.hour < 13 else replace(time, minute=None)


def _bare_range(scan: Scan, position: int) -> Reading | None:
    """``9-5pm``, ``9-17 Uhr``: the first time has no mark of its own."""
    match = _BARE_START.match(scan.text, position)
    if not match or int(match[1]) > 24:
        return None
    second = match_time(scan, match.end())
    if not second or not (second[0].half or second[0].hour_word or (second[0].minute is not None and not match[2])):
        return None
    if _is_of_month(scan, match, second[1]):
        return None
    first = scan.language.numbers.cardinal(int(match[1]), scan.language.hour_form)
    if match[2]:
        first = verbalise(Time(int(match[1]), int(match[2])), scan.language)
    return _stopped(scan, second[1], f"{first} {scan.language.words['to']} {verbalise(second[0], scan.language)}")


def _is_of_month(scan: Scan, match: re.Match[str], end: int) -> bool:
    """Whether the first number is a day, and what is done at the hour follows: "Jue. 3 – 10:00 dentista"."""
    day = scan.left().rstrip(".") in scan.language.weekdays and " " in match.group() and not match[2]
    return day and scan.language.tag.startswith("es") and _DONE.match(scan.text, end) is not None


def _stopped(scan: Scan, end: int, spoken: str) -> Reading:
    """The full stop of "p.m." ends the sentence where a sentence can end."""
    zoned = _ZONE.match(scan.text, end) is not None and not _begins_label(scan, end)
    closes = scan.character(end - 1) == "." and scan.ends_here(end) and not zoned
    goes_on = closes and _begins_sentence(scan) and bool(scan.text[end : end + 40].strip())
    return Reading(end, spoken, closes and not goes_on)


def _begins_label(scan: Scan, end: int) -> bool:
    """Whether the day behind a time begins the next of several lines: "Mon: 9–5 p.m. Tue/Thu: 10–6"."""
    return _DAY_LABEL.match(scan.text, end) is not None and (
        _DAY_LABEL.search(scan.text, max(0, end - _LABEL_REACH), end) is not None
    )


def _begins_sentence(scan: Scan) -> bool:
    """Whether nothing but a preposition stands before the time: "At 5 p.m. Tom left"."""
    words = next((count for count in range(3) if scan.left(count + 1) in ("", *SENTENCE_START)), 3)
    return 0 < words < 3 and set(scan.lefts(words)) <= _PREPOSITIONS

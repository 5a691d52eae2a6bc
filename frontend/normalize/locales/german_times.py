"""German times that only their context tells from a decimal or a length of time: "bis 13.30", "um 10 h", "9–16 h".

A rule is one small function that explains itself; the first that answers is used. The decimal mark is a comma, so that
a full stop beside a word of times is no decimal.
"""

from __future__ import annotations

import re

from frontend.normalize.patterns import regex
from frontend.normalize.rules import Rules
from frontend.normalize.scan import Anchor, Scan
from frontend.normalize.shapes import shapes
from frontend.tables import word_set

_DOTTED = regex(
    r"(?P<hour>[01]?\d|2[0-4])\.(?P<minute>[0-5]\d)"
    r"(?![\d%]|[.,]\d|[ \u00a0]?(?:[€$%°]|[A-ZÄÖÜ][a-zäöü]|Mio|k?m\b|k?g\b|EUR))"
)
_HEADING = regex(r"(?P<hour>0?[6-9]|1\d|2[0-3])\.(?P<minute>[0-5][05])(?= (?:Uhr)?[A-ZÄÖÜ][a-zäöü]{2}|:? ?[-–:] )")
"""The start of an entry: "19.30 Einlass, 20.00 Konzert"."""
_SECTION_LIKE = regex(r"(?:[6-9]|1[0-2])\.(?:05|10|20|25|35|40|50|55)")
"""A section of a contract has such a number too: "10.10 Kündigung"."""
_ENTRY_REACH = 12
_OF_SECTIONS = frozenset(("§", "§§", "abschnitt", "abschn.", "kapitel", "kap.", "artikel", "art.", "ziffer", "ziff."))
_RAISED = regex(
    "(?P<hour>[01]?[0-9]|2[0-4])(?P<minute>[⁰¹²³⁴⁵][⁰¹²³⁴⁵⁶⁷⁸⁹])(?:[ \u00a0]?(?P<word>Uhr|h)(?!\\w))?(?!\\w)"
)
_RAISED_NEXT = regex(" ?[-–] ?[0-9]{1,2}[⁰¹²³⁴⁵]")
_LISTED = regex(
    r"(?P<hour>[01]?\d|2[0-3])\.(?P<minute>[0-5]\d)(?= ?[-–,/+] ?\d| (?:und|u\.|oder|bzw\.|sowie|bis) \d)"
    r"(?=(?:(?:, | und | u\. | oder | bzw\. | sowie | bis | ?[-–/+] ?)(?:[01]?\d|2[0-3])(?:\.[0-5]\d)?){1,7}"
    r"[ \u00a0](?:Uhr|h)(?!\w))"
)
_HOUR_LISTED = regex(
    r"(?P<hour>[01]?\d|2[0-4])(?=(?:, | und | u\. | oder )(?:[01]?\d|2[0-3])(?:\.[0-5]\d)?"
    r"(?: ?[-–] ?\d{1,2}(?:\.\d\d)?)?[ \u00a0](?:Uhr|h)(?!\w))"
)
_HOUR_LETTER = regex(r"(?P<hour>[01]?\d|2[0-3]) ?h ?(?P<minute>[0-5]\d)(?![\w:/%]|[.,]\d| ?(?:min|m)\b)")
_FULL_HOUR = regex(
    "(?P<hour>[01]?[0-9]|2[0-4]) ?(?P<word>h)(?![\\w/])(?! ?[0-9])"
    "(?! (?:vor|nach) (?!Ort)[A-ZÄÖÜ]| (?:vorher|zuvor|danach))"
)
_EVENT = regex(
    "[0-9]{1,2} ?h [A-ZÄÖÜ][a-zäöüß]{0,20}(?:feier|[Vv]esper|[Mm]ette|[Mm]esse|andacht|dienst|[Kk]onzert|[Tt]reffen"
    "|[Vv]ortrag|[Ll]esung|[Ff]ührung|inlass|eginn|npfiff|itzung|mzug)(?![\\w-])"
)
"""What begins at an hour."""
_PART_OF_DAY = regex("[0-9]{1,2} ?h (?:früh|morgens|vormittags|mittags|nachmittags|abends|nachts)(?![\\w])")
_JOINED_DAY = regex("^.*[/–-] ?")
_LENGTH = regex("[0-9] h ?[0-5][0-9]")
_AFTER_TIME = regex(r"[0-9](?:[.:][0-5][0-9]|[⁰¹²³⁴⁵][⁰¹²³⁴⁵⁶⁷⁸⁹]) ?[-–] ?$")
_AFTER_HOUR = regex("(?:^|[^0-9.,:])([0-9]{1,2}) ?[-–] ?$")
_CLOCK = regex("[0-9]{1,2}[.:][0-5][0-9]")
_UNTIL = regex(" ?h(?: bis | ?[-–] ?)([01]?[0-9]|2[0-4]) ?h(?![\\w/])")
"""Behind the first of two hours."""
_OR = regex(r" ?h (?:oder|statt|und) (?:[12]?[0-9] ?h(?![\w/])|[12]?[0-9][.:][0-5][0-9](?![\w/.,]))")
_HOUR_BEFORE = regex("[0-9]{1,2} ?h")
_FROM_HOUR = regex("(?:^|[^0-9.,:])([0-9]{1,2}) ?h ?[-–] ?$")
_DATE_BEFORE = regex("[0-9]{1,2}[.](?:[0-9]{1,2}[.])?(?:20)?[0-9]{0,2}")
_TIMES = word_set(
    "v. n. gg. einlass beginn anfang ende gottesdienst messe andacht treffen treffpunkt schluss start abfahrt ankunft "
    "sonnenaufgang sonnenuntergang sonnenaufg. sonnenunterg. aufgang untergang unterg. "
    "anpfiff um bis ab gegen von zwischen vor nach"
)
_FULL_HOURS = word_set(
    "um ab gegen gg. bis n. abf. ank. beg. beginn start einlass anpfiff treffpunkt treffen abfahrt ankunft rückkehr "
    "rückfahrt abreise anreise ende schluss essen kaffee mittagessen abendessen frühstück"
)
_FROM = word_set("von v. zwischen zw. zu")
_ABOUT = word_set("ca. circa etwa ungefähr spätestens jew. jeweils immer stets je : ist")
_AND = frozenset(("und", "u.", "oder", ",", "+", "/"))
_AFTERNOON = word_set("heute morgen übermorgen erst statt oder sondern auch")
"""Words before an hour that is too late for a length of time."""
_LENGTHS = word_set("in nach dauert dauer dauerte rund über fast knapp gut für seit noch")
"""Words before a length of time."""
_PROPOSED = word_set(
    "geht gehts geht's passt passts passt's treffen treffpunkt termin kommst komme kommen könnte können"
)
"""Words near an hour that somebody proposes."""
_SHORT = 6
"""Up to so many "h", a number may be a length of time."""
_NOON = 12
_DAY = 24
_LASTING_REACH = 4
_DAY_REACH = 5
_TIMETABLE_REACH = 10


class Start(Anchor):
    """The digit with which a time may begin."""

    __slots__ = ()

    @property
    def left(self) -> str:
        """The word before, also behind a word such as "about"."""
        return self.scan.left(2) if self.scan.left() in _ABOUT else self.scan.left()

    @property
    def hour(self) -> int:
        """The hour with a letter behind it that stands here, 0 if there is none."""
        match = self.match(_FULL_HOUR)
        return int(match["hour"]) if match else 0

    @property
    def lasts(self) -> bool:
        """Whether something that lasts stands before: "Akku bis 11 h"."""
        return self.near("lasting", _LASTING_REACH)

    def after(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """`pattern`, which ends with the place, in the few characters before it."""
        return pattern.search(self.scan.text[max(0, self.position - 8) : self.position])


RULES: Rules[Start, re.Match[str]] = Rules()
rule = RULES.add


def match(scan: Scan, position: int) -> re.Match[str] | None:
    """A time with the groups ``hour``, ``minute`` and ``word``."""
    return RULES.first(Start(scan, position), scan.language.tag, scan.shape(position))


@rule()
@shapes(*(f"0{figure}" for figure in "⁰¹²³⁴⁵"))
def raised_minutes(start: Start) -> re.Match[str] | None:
    """The minutes as small figures: "um 7⁴⁵ Uhr", "Beginn 18³⁰"."""
    match = start.match(_RAISED)
    days = start.scan.language.weekdays
    told = start.left in _TIMES or start.left.rstrip(".") in days or start.after(_AFTER_TIME) is not None
    told = told or (match is not None and _RAISED_NEXT.match(start.scan.text, match.end()) is not None)
    return match if match and (match["word"] or told) else None  # but "10²³ Teilchen"


@rule()
@shapes("0a", "0 a")
def hours_of_day(start: Start) -> re.Match[str] | None:
    """To a later hour, from one in the morning: "je 9–16 h", "von 9–11 h", but "2–3 h"."""
    opened = start.after(_AFTER_HOUR)
    if opened and int(opened[1]) == 0 and start.hour == _DAY and not start.lasts:
        return start.match(_FULL_HOUR)  # "Notdienst 0–24 h"
    if not opened or start.lasts or int(opened[1]) < _SHORT:
        return None
    least = _SHORT if start.left in _FROM else _NOON
    return start.match(_FULL_HOUR) if start.hour >= least and start.hour > int(opened[1]) else None


@rule()
def ends_range(start: Start) -> re.Match[str] | None:
    """A full hour behind a time and a dash: "14.30–16 h", "11.30–14 u. 17.30–21.30 Uhr"."""
    return (start.match(_FULL_HOUR) or start.match(_HOUR_LISTED)) if start.after(_AFTER_TIME) else None


@rule()
@shapes("0.")
def in_timetable(start: Start) -> re.Match[str] | None:
    """Trains, programmes or the like are near, and no number of a chapter: "ZDF, 20.15", "Hbf 14.21"."""
    left, cues = start.scan.left(), start.scan.language.cues
    named = left in (",", ":", "+", "/", "(") or left.rstrip(".").replace("-", "").isalpha()
    if not named or {left, left.rstrip(".")} & cues["undated"]:
        return None
    near = any(entry.rstrip(".") in cues["timetable"] for entry in start.scan.lefts(_TIMETABLE_REACH))
    leaving = start.scan.left(2) in ("ab", "an") and left[:1].isalpha() and left not in start.scan.language.months
    return start.match(_DOTTED) if near or leaving else None


@rule()
@shapes("0.")
def in_list(start: Start) -> re.Match[str] | None:
    """One of several times before a word for the hour: "um 7.12, 7.42 und 8.12 Uhr"."""
    return start.match(_LISTED)


def _day(entry: str) -> str:
    """The last day of an entry ("Mo/Mi") or the day that it repeats ("montags")."""
    return _JOINED_DAY.sub("", entry).rstrip(".").removesuffix("s")


@rule()
@shapes("0.", "0a", "0 a")
def of_weekday(start: Start) -> re.Match[str] | None:
    """A day of the week stands before: "Di. 8–10 h", "Mo/Mi 7–11.30", "Di 16.30 Zahnarzt"."""
    days = start.scan.language.weekdays
    left = start.left
    near = (_day(entry) for entry in start.scan.lefts(_DAY_REACH))
    dated = left in _AND and any(entry in days for entry in near)
    if not dated and _day(left) not in days:
        return None
    hour = start.match(_FULL_HOUR) or start.match(_HOUR_LETTER)
    return hour or start.match(_DOTTED) or start.match(_HEADING)


@rule()
@shapes("0.")
def heads_entry(start: Start) -> re.Match[str] | None:
    """An entry of a programme begins with it: "19.30 Einlass, 20.00 Konzert", but "10.10 Kündigung" of a contract."""
    match = start.match(_HEADING)
    if not match or start.scan.left() not in ("", "\n", ",", ";", "|"):
        return None
    earlier = start.scan.left() in (",", ";") or start.match(_SECTION_LIKE)
    around = start.scan.lefts(_ENTRY_REACH)
    if not _OF_SECTIONS.isdisjoint(around):
        return None  # "§ 9.15 Haftung, 9.20 Gewährleistung"
    listed = any(_CLOCK.fullmatch(entry) for entry in around)
    return match if listed or not earlier else None


@rule()
def ends_list(start: Start) -> re.Match[str] | None:
    """A full hour behind a time and a conjunction: "9.30 u. 11 h"."""
    listed = start.scan.left() in _AND and _CLOCK.fullmatch(start.scan.left(2))
    return start.match(_FULL_HOUR) if listed else None


@rule()
@shapes("0a", "0 a")
def ends_between(start: Start) -> re.Match[str] | None:
    """The second of two hours: "zw. 12 u. 13 h"."""
    between = start.scan.left() in ("und", "u.") and start.scan.left(3) in ("zwischen", "zw.")
    return start.match(_FULL_HOUR) if between and start.hour > _SHORT else None


@rule()
@shapes("0a", "0 a")
def full_hour(start: Start) -> re.Match[str] | None:
    """A full hour behind a word of times: "um 10 h", "bis ca. 23 h", but "bis 3 h", "Akku bis 11 h"."""
    if start.left not in _FULL_HOURS or start.lasts:
        return None
    return start.match(_FULL_HOUR) if start.hour > _SHORT or start.left != "bis" else None


@rule()
@shapes("0a", "0 a")
def first_of_two(start: Start) -> re.Match[str] | None:
    """The first of two hours, the later one behind it: "von 9h bis 12h", "8h–16h", but "2h bis 3h"."""
    match = start.match(_FULL_HOUR)
    until = _UNTIL.match(start.scan.text, match.end("hour")) if match else None
    return match if until and not start.lasts and _SHORT <= start.hour < int(until[1]) else None


@rule()
@shapes("0a", "0 a")
def second_of_two(start: Start) -> re.Match[str] | None:
    """The second of two hours: "8h–16h"."""
    opened = start.after(_FROM_HOUR)
    return start.match(_FULL_HOUR) if opened and not start.lasts and _SHORT <= int(opened[1]) < start.hour else None


@rule()
@shapes("0a", "0 a")
def in_afternoon(start: Start) -> re.Match[str] | None:
    """An hour after noon behind a word of days or a date: "heute 18h", "14h statt 15h", "am 3.5., 15h"."""
    dated = start.scan.left() == "," and _DATE_BEFORE.fullmatch(start.scan.left(2))
    told = start.left in _AFTERNOON or dated or _OR.match(start.scan.text, start.position + 2)
    lasts = start.lasts or start.scan.left() in _LENGTHS
    return start.match(_FULL_HOUR) if told and start.hour > _NOON and not lasts else None


@rule()
@shapes("0a", "0 a")
def proposed(start: Start) -> re.Match[str] | None:
    """An hour that suits somebody or another one before it: "geht auch 9h statt 10h?"."""
    again = start.left in ("oder", "statt") and _HOUR_BEFORE.fullmatch(start.scan.left(2)) is not None
    near = not _PROPOSED.isdisjoint(start.scan.lefts(_LASTING_REACH + 2 * again))
    return start.match(_FULL_HOUR) if near and start.hour > _SHORT and not start.lasts else None


@rule()
@shapes("0.")
def other_of_two(start: Start) -> re.Match[str] | None:
    """A time behind an hour: "18h oder 18.30?"."""
    behind = start.scan.left() in _AND and _HOUR_BEFORE.fullmatch(start.scan.left(2))
    return start.match(_DOTTED) if behind else None


@rule()
@shapes("0a", "0 a")
def with_part_of_day(start: Start) -> re.Match[str] | None:
    """An hour before a part of the day: "8 h früh"."""
    return start.match(_FULL_HOUR) if start.match(_PART_OF_DAY) else None


@rule()
@shapes("0a", "0 a")
def of_event(start: Start) -> re.Match[str] | None:
    """An hour before what begins then: "15 h Krippenfeier"."""
    return start.match(_FULL_HOUR) if start.match(_EVENT) and not start.lasts else None


@rule()
@shapes("0a", "0 a")
def late_hour(start: Start) -> re.Match[str] | None:
    """Hour and minutes too late for a length of time: "Schalterschluss 12h30"."""
    match = start.match(_HOUR_LETTER)
    if not match or int(match["hour"]) <= _SHORT or start.left in _LENGTHS:
        return None
    return None if start.lasts or start.near("elapsed", _LASTING_REACH) else match


@rule()
@shapes("0.", "0a", "0 a")
def hour_and_minutes(start: Start) -> re.Match[str] | None:
    """Hour and minutes behind a word of times: "bis 13.30", "um 19h30", but "nach 2 h 48"."""
    if start.left not in _TIMES or (start.left == "nach" and start.match(_LENGTH)):
        return None
    return start.match(_DOTTED) or start.match(_HOUR_LETTER)

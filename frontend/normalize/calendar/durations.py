"""Lengths of time: ``2h15``, ``1h 30m``, ``1'21"``, and those written like clock times: "won in 1:31:44", "3:25 h"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from frontend.normalize.amounts.measures import find_unit
from frontend.normalize.calendar import game_clocks
from frontend.normalize.calendar.ratios import is_among_ratios
from frontend.normalize.cleaning import LETTER
from frontend.normalize.locales.language import Language
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Recognisers
from frontend.normalize.scan import Place, Reading, Scan
from frontend.normalize.shapes import shapes
from frontend.normalize.values import Number, Quantity, Time

_Parts = tuple[tuple[int, str], ...]
"""So many of each unit, the unit by its symbol."""

_SPAN = regex(
    r"(?:(\d{1,3}) ?(?:h|hrs?)\.? ?)?(\d{1,2}) ?(m|mins?)?\.?"
    r"(?:,? ?(\d{1,2}(?:\.\d{1,3})?) ?(?:s|secs?))?(?![\w/²³]|[.,]\d)"
)
_MARKED = regex(r"(?:(\d{1,2}) ?h ?)?([0-5]?\d)['′] ?([0-5]\d)(?:\"|″|'')(?![\w])")
"""The time of a race or how far behind somebody is: ``2h04'12"``, ``+1'05"``; ``5'10"`` is a height."""
_CHRONO = regex(
    r"(?:([0-5]?\d)['′] ?)?([0-5]?\d)(?:\"|″|'')"
    r"(?: ?(\d{2})(?=,? (?:au|aux|sur|dans) (?:les? )?[0-9])|(\d{2})(?![\w/'′]|[.,]\d))"
)
"""Seconds and hundredths in French: ``10" 21 au 100 m``, ``1'02"35``."""
_DURATION = regex(r"(?:(\d{1,3})['′])?(?:(\d{1,2})(?:\"|″|''))?$")
_DURATION_UNIT = regex(f"[ \u00a0\u202f]?([{LETTER}]{{1,9}}\\.?)(?![{LETTER}0-9])")
_LAP = regex(r"([1-9]?\d):([0-5]\d)[.,](\d{1,3})(?![\d:]|[.,]\d)")
_RACE = regex(r"([0-9])(?::| ?h ?)([0-5]\d):([0-5]\d)[.,](\d{1,3})(?![\d:]|[.,]\d)")
_WAITING = 4
"""So many words to the left, what one waits for or what is left of it may stand."""
_EVENT = 5
"""So many words to the left, something that lasts for hours may stand."""
_RACED = regex(r"([2-9][0-9]):([0-5][0-9])(?![\d:]|[.,]\d| ?h)")
_PACED = regex(r"([1-9]?\d):([0-5]\d)(?=/(?:km|mi)(?!\w))")
"""The time of a runner for each kilometre: "4:13/km"."""
_PLAIN_RACE = regex(r"([1-9]?\d):([0-5]\d)(?![\d:/]|[.,]\d| ?(?:h|[ap]\.? ?m)\b)")
_PACES = regex(
    r"([1-9]?\d):([0-5]\d)(?:[-–]([1-9]?\d):([0-5]\d))?(?![\d:/]|[.,]\d| ?(?:h|min|[ap]\.? ?m)\b| (?:de|en) la )"
)
_METRES_BEFORE = regex(r"[0-9] ?m en $|[0-9] ?k?m (?:[a-záéíóúñ]{4,10} )?[a@] $|ritmos?(?: [a-z]{5,8})?(?: de| a|:)? $")
_METRES_REACH = 24
_REPEATED_BEFORE = regex(r"[0-9] ?[x×] ?[0-9 ]{1,5} ?k?m (?:à|en) $|[0-9] ?k?m en $")
_REPEATED_REACH = 20
_UNTIL = regex(" ?[-–]|(?: h)? (?:a|y|hasta) (?:las? )?[0-9]")
_BEFORE_SECONDS = frozenset(("de", "con", "por", "en", "restan", "quedan", "faltan"))
_PLACED_BEFORE = regex(r"(?:^|[ ;])[0-9]{1,3}\. [A-ZÀ-Þ][\w'. -]{1,40}, à $")
_PLACED_REACH = 56
_SLOWEST = 24
"""More minutes are no time of day anyway."""
_RACE_REACH = 12
_LONG_HOURS = 10
_LONG = regex(r"([1-9]\d{1,2}):([0-5]\d):([0-5]\d)(?![\d:.,])")

RACES = Recognisers()
"""What no time of day can be, at its first digit."""
race = RACES.add


def verbalise(text: str, language: Language) -> str | None:
    """``1'21"`` as minutes and seconds, which is what ``say-as time`` means; None if the text is not of that form."""
    match = _DURATION.match(text.strip())
    minute, second = find_unit("min", language), find_unit("s", language)
    if not match or not text.strip() or minute is None or second is None:
        return None
    parts = []
    for digits, unit in ((match[1], minute), (match[2], second)):
        if digits:
            parts.append(language.measure(Quantity(Number(str(int(digits)))), unit))
    return " ".join(parts)


@shapes("0'", "0′", '0"', "0″")
def recognise_chrono(scan: Scan, position: int) -> Reading | None:
    """The time of a race in minutes, seconds and hundredths, where French writes them with primes."""
    found = _CHRONO.match(scan.text, position) if "fr" in scan.language.lineage else None
    if not found or scan.character(position - 1).isalnum():
        return None
    minutes, seconds, rest = found[1], found[2], found[3] or found[4]
    parts = ((int(minutes or 0), "min"), (int(seconds), "s"))
    hundredths = scan.language.digits(rest) if rest[0] == "0" else scan.language.numbers.cardinal(int(rest))
    return Reading(found.end(), f"{_lengths(scan, parts)} {hundredths}")


@shapes("0a", "0 a", "0'", "0′")
def recognise(scan: Scan, position: int) -> Reading | None:
    """``2h15``, ``1h 30m``, ``4m 20s``, ``2h04'12"``: hours, minutes and seconds, of which two must be there."""
    raced = hours_too(scan, position)
    if raced:
        return raced
    marked = _MARKED.match(scan.text, position)
    if marked and (marked[1] or marked[3][0] == "0" or scan.character(position - 1) == "+"):
        hours, minutes, seconds = map(int, marked.groups("0"))
        return Reading(marked.end(), _lengths(scan, ((hours, "h"), (minutes, "min"), (seconds, "s"))))
    match = _SPAN.match(scan.text, position)
    if not match or not (match[1] or (match[3] and match[4])):
        return None
    padded = match[2][0] == "0" and len(match[2]) == 2 and scan.language.tag.startswith("en")  # "2h 05"
    if not match[3] and (match[4] or (" " in match.group() and not padded)):
        return None  # "2h15" needs no "m", "2 h 15" may be anything
    spoken: list[str] = []
    for digits, symbol in ((match[1], "h"), (match[2], "min"), (match[4], "s")):
        unit = find_unit(symbol, scan.language)
        if digits and unit is not None:
            whole, _, fraction = digits.partition(".")
            count = Quantity(Number(str(int(whole)), fraction or None))  # "17m 04.3s"
            said = scan.language.measure(count, unit)
            spoken.append(said if spoken else scan.language.in_context(scan, position, count, unit, said))
    stop = match.end() - 1
    closes = scan.character(stop) == "." and scan.ends_here(stop + 1) and not scan.language.capital_nouns
    return Reading(stop if closes else stop + 1, " ".join(spoken))


@race()
def lap(scan: Scan, position: int) -> Reading | None:
    """Minutes, seconds and their fraction: "2:04,31 min"."""
    found = _LAP.match(scan.text, position)
    if not found or scan.text[found.start(3) - 1] not in scan.language.decimal_words:
        return None
    end = _unit_after(scan, found.end(), "minutes") or found.end()
    return Reading(end, scan.language.lap_time(int(found[1]), found[2], found[3]))


@race()
def hours_too(scan: Scan, position: int) -> Reading | None:
    """The same with hours: "won in 1:31:44.742", "1h27:57.9"."""
    found = _RACE.match(scan.text, position)
    if not found or scan.text[found.start(4) - 1] not in scan.language.decimal_words:
        return None
    rest = scan.language.lap_time(int(found[2]), found[3], found[4])
    end = _unit_after(scan, found.end(), "hours", "hours_long") or found.end()
    return Reading(end, f"{_lengths(scan, ((int(found[1]), 'h'),), position)} {rest}".strip())


@race("fr")
def played(scan: Scan, position: int) -> Reading | None:
    """Minutes and seconds of a period of a game, or on the ice: "à 19:32 de la 3e", "temps de glace : Guhle 21:11"."""
    clock = game_clocks.CLOCK.match(scan.text, position)
    if not clock or not game_clocks.is_of_game(scan, clock):
        return None
    said = _minutes_and_seconds(scan, clock)
    return Reading(clock.end(), said or scan.language.measure(Quantity(Number("0")), scan.language.units["min"]))


@race("de", "es", "fr")
def paced(scan: Scan, position: int) -> Reading | None:
    """The time for each kilometre: "4:13/km"."""
    found = _PACED.match(scan.text, position)
    return Reading(found.end(), _minutes_and_seconds(scan, found)) if found else None


@race("de")
def at_minute(scan: Scan, position: int) -> Reading | None:
    """A place in a recording: "bei Minute 12:40"."""
    found = _PLAIN_RACE.match(scan.text, position)
    if not found or scan.left_past(".") not in ("minute", "min", "min."):
        return None
    said = [scan.language.numbers.cardinal(int(part)) for part in found.groups()]
    if found[2][0] == "0":
        said.insert(1, scan.language.numbers.cardinal(0))
    return Reading(found.end(), " ".join(said))


@race("es")
def over_metres(scan: Scan, position: int) -> Reading | None:
    """Minutes and seconds for so many metres, or for each kilometre: "8×400 m a 1:45", "5 km suaves a 4:30-4:40"."""
    if not scan.is_behind(_METRES_BEFORE, position, _METRES_REACH):
        return None
    found = _PACES.match(scan.text, position)
    if not found:
        return None
    times = ((int(minutes), int(seconds)) for minutes, seconds in (found.group(1, 2), found.group(3, 4)) if minutes)
    said = (_lengths(scan, ((minutes, "min"), (seconds, "s"))) for minutes, seconds in times)
    return Reading(found.end(), f" {scan.language.words['to']} ".join(said))


@race("es")
def left_to_play(scan: Scan, position: int) -> Reading | None:
    """Seconds alone, or the time of a round in brackets: "a falta de 0:03", "en el quinto asalto (1:47)"."""
    found = _PLAIN_RACE.match(scan.text, position)
    if not found:
        return None
    seconds = found[1] == "0" and scan.left() in _BEFORE_SECONDS and not _UNTIL.match(scan.text, found.end())
    enclosed = scan.character(position - 1) == "(" and scan.character(found.end()) == ")"
    fought = enclosed and not scan.language.cues["rounds"].isdisjoint(scan.lefts(_RACE_REACH))
    said = _minutes_and_seconds(scan, found) if seconds or fought else ""
    return Reading(found.end(), said) if said else None


@race("es")
def behind(scan: Scan, position: int) -> Reading | None:
    """How many minutes and seconds later somebody comes: "Korir (+1:23)"."""
    found = _PLAIN_RACE.match(scan.text, position) if scan.character(position - 1) == "+" else None
    return Reading(found.end(), _minutes_and_seconds(scan, found)) if found else None


@race("fr")
def repeated(scan: Scan, position: int) -> Reading | None:
    """Minutes and seconds for each of several distances, or for one: "3 × 1 km à 4:30", "5 km en 19:45"."""
    found = (
        _PLAIN_RACE.match(scan.text, position) if scan.is_behind(_REPEATED_BEFORE, position, _REPEATED_REACH) else None
    )
    return Reading(found.end(), _minutes_and_seconds(scan, found)) if found else None


@race("fr")
def behind_winner(scan: Scan, position: int) -> Reading | None:
    """Minutes and seconds behind the winner: "2. Roy, à 1:04"."""
    found = _PLAIN_RACE.match(scan.text, position) if scan.is_behind(_PLACED_BEFORE, position, _PLACED_REACH) else None
    return Reading(found.end(), _minutes_and_seconds(scan, found)) if found else None


@race("fr")
def finished(scan: Scan, position: int) -> Reading | None:
    """Minutes and seconds, or hours and minutes of a long event, behind "en", which stands before no time of day: "un
    kilomètre en 3:09", "le marathon en 3:09"."""
    found = _PLAIN_RACE.match(scan.text, position) if scan.left() == "en" else None
    if not found or int(found[1]) > _SLOWEST:
        return None
    long_event = not scan.language.cues["long races"].isdisjoint(scan.lefts(_RACE_REACH))
    units = ("h", "min") if long_event and int(found[1]) < _LONG_HOURS else ("min", "s")
    return Reading(found.end(), _lengths(scan, tuple(zip(map(int, found.groups()), units, strict=True))))


@race("de", "es", "fr")
def raced(scan: Scan, position: int) -> Reading | None:
    """More minutes than a day has hours, or behind "en": "en 41:21"; not "una mezcla 50:50"."""
    found = _RACED.match(scan.text, position)
    if not found or not (int(found[1]) > 24 or scan.left() == "en"):
        return None
    halves = int(found[1]) + int(found[2]) == 100
    spanish = "es" in scan.language.lineage and not halves and not is_among_ratios(scan, position)
    named = _unit_after(scan, found.end(), "minutes")
    if not named and not spanish and scan.left() not in scan.language.cues.get("elapsed", ()):
        return None  # in Spanish no score has a colon
    return Reading(named or found.end(), _minutes_and_seconds(scan, found))


def long(scan: Scan, position: int) -> Reading | None:
    """More hours than a day has: "55:20:10"."""
    found = _LONG.match(scan.text, position)
    if not found:
        return None
    return Reading(found.end(), _lengths(scan, ((int(found[1]), "h"), (int(found[2]), "min"), (int(found[3]), "s"))))


@dataclass(frozen=True, slots=True, eq=False)
class Clock(Place):
    """A clock time ``[start, end)`` of the scanned text, which may be a length of time."""

    scan: Scan
    start: int
    end: int
    time: Time

    @property
    def left(self) -> str:
        """The entry before, past a colon."""
        return self.scan.left_past(":")

    @property
    def has_seconds(self) -> bool:
        return self.time.second is not None

    @property
    def is_elapsed(self) -> bool:
        """Whether it took so long: behind a cue, in a list ("1. Pogacar, 4:12:33"), in brackets ("Ep. 2 (1:12:40)")."""
        if self.left in self.cues("elapsed") or (self.has_seconds and self.near("waiting", _WAITING)):
            return True
        if self.scan.language.tag.startswith("en"):
            enclosed = self.scan.character(self.start - 1) == "(" and self.scan.character(self.end) == ")"
            return enclosed and self.has_seconds and self.time.hour < 10
        return self.has_seconds and self.time.hour < 12 and self.left in (",", ";") and not self.time.hour_word

    @property
    def is_lasting(self) -> bool:
        """Whether the h behind it may be of a length: "2:19:12 h"."""
        spelled = self.time.hour_word and self.scan.character(self.end - 1) == "h"
        return spelled and (self.has_seconds or self.is_elapsed)

    @property
    def hours(self) -> _Parts:
        """The numbers as hours, minutes and seconds."""
        return (self.time.hour, "h"), (self.time.minute or 0, "min"), (self.time.second or 0, "s")

    @property
    def minutes(self) -> _Parts:
        """The numbers as minutes and seconds."""
        return (self.time.hour, "min"), (self.time.minute or 0, "s")

    def said(self, parts: _Parts) -> str:
        """The parts in the grammatical case of the place, unless they are another one: "2:19:12 h, 1:07 min"."""
        return _lengths(self.scan, parts, -1 if self.scan.left() == "," else self.start)


def of_clock(clock: Clock) -> Reading | None:
    """A clock time as a length of time: "2:03:45 Std.", "3:25 min", "la canción dura 3:45", "finished in 1:05:32"."""
    scan, time = clock.scan, clock.time
    if time.half or time.minute is None or (time.hour_word and not clock.is_lasting):
        return None
    unit = _DURATION_UNIT.match(scan.text, clock.end)
    word = unit[1].lower().rstrip(".") if unit else ""
    if unit and word in clock.cues("minutes") and not clock.has_seconds:
        return _with_unit(scan, unit, clock.said(clock.minutes))
    if unit and (word in clock.cues("hours") or (word in clock.cues("hours_long") and clock.has_seconds)):
        return _with_unit(scan, unit, clock.said(clock.hours))
    if clock.left in clock.cues("verbs of length") and not clock.has_seconds:
        long_event = time.hour_word or clock.near("long events", _EVENT)
        return Reading(clock.end, _lengths(scan, clock.hours[:2] if long_event else clock.minutes))
    took = clock.is_lasting or (clock.has_seconds and clock.is_elapsed)
    if took and any(count for count, _ in clock.hours):
        return Reading(clock.end, clock.said(clock.hours))
    return None


def _with_unit(scan: Scan, unit: re.Match[str], spoken: str) -> Reading | None:
    """A length whose `unit` is written behind it, which is said already."""
    stopped = unit[1].endswith(".")
    closes = stopped and scan.ends_here(unit.end())
    return Reading(unit.end() if stopped else unit.end(1), spoken, closes) if spoken else None


def _unit_after(scan: Scan, position: int, *kinds: str) -> int:
    """Where a word of one of the `kinds` of cues ("minutes") at `position` ends, 0 if there is none."""
    unit = _DURATION_UNIT.match(scan.text, position)
    word = unit[1].lower().rstrip(".") if unit else ""
    named = any(word in scan.language.cues.get(kind, ()) for kind in kinds)
    if not unit or not named:
        return 0
    return unit.end() - (unit[1].endswith(".") and scan.ends_here(unit.end()))


def _minutes_and_seconds(scan: Scan, clock: re.Match[str]) -> str:
    """The two first groups of a match, as how long something lasts."""
    return _lengths(scan, ((int(clock[1]), "min"), (int(clock[2]), "s")))


def _lengths(scan: Scan, parts: _Parts, position: int = -1) -> str:
    """The parts that are not zero, each with its unit; the first in the grammatical case of its `position`."""
    spoken: list[str] = []
    for count, symbol in parts:
        unit = scan.language.units.get(symbol)
        if count and unit is not None:
            quantity = Quantity(Number(str(count)))
            said = scan.language.measure(quantity, unit)
            first = position >= 0 and not spoken
            spoken.append(scan.language.in_context(scan, position, quantity, unit, said) if first else said)
    return " ".join(spoken)

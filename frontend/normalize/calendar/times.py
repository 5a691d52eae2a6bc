"""Clock times: ``2:30 PM``, ``14:30``, ``2.30pm``, ``14 h 30``, ``14:30 Uhr``, and ranges of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from frontend.normalize.cleaning import LETTER
from frontend.normalize.locales.language import Language
from frontend.normalize.numeric.maths import SUPERSCRIPTS
from frontend.normalize.patterns import regex
from frontend.normalize.scan import SENTENCE_START, Reading, Scan
from frontend.normalize.shapes import shapes
from frontend.normalize.values import Number, Quantity, Time
from frontend.tables import word_set

_SPAN = regex(
    r"(?:(\d{1,3}) ?(?:h|hrs?)\.? ?)?(\d{1,2}) ?(m|mins?)?\.?"
    r"(?:,? ?(\d{1,2}(?:\.\d{1,3})?) ?(?:s|secs?))?(?![\w/²³]|[.,]\d)"
)
_MARKED = regex(r"(?:(\d{1,2}) ?h ?)?([0-5]?\d)['′] ?([0-5]\d)(?:\"|″|'')(?![\w])")
"""The time of a race or how far behind somebody is: ``2h04'12"``, ``+1'05"``; ``5'10"`` is a height."""
_DURATION = regex(r"(?:(\d{1,3})['′])?(?:(\d{1,2})(?:\"|″|''))?$")


def verbalise(time: Time, language: Language) -> str:
    """Example: 14:30 -> "fourteen thirty" / "vierzehn Uhr dreißig"."""
    return language.time(time)


def verbalise_duration(text: str, language: Language) -> str | None:
    """``1'21"`` as minutes and seconds, which is what ``say-as time`` means; None if the text is not of that form."""
    from frontend.normalize.amounts.measures import find_unit

    match = _DURATION.match(text.strip())
    minute, second = find_unit("min", language), find_unit("s", language)
    if not match or not text.strip() or minute is None or second is None:
        return None
    parts = []
    for digits, unit in ((match[1], minute), (match[2], second)):
        if digits:
            parts.append(language.measure(Quantity(Number(str(int(digits)))), unit))
    return " ".join(parts)


@shapes("0a", "0 a", "0'", "0′")
def recognise_duration(scan: Scan, position: int) -> Reading | None:
    """``2h15``, ``1h 30m``, ``4m 20s``, ``2h04'12"``: hours, minutes and seconds, of which two must be there."""
    from frontend.normalize.amounts.measures import find_unit

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
    return Reading(match.end(), " ".join(spoken))


@cache
def _patterns(language: Language) -> tuple[re.Pattern[str], ...]:
    return tuple(regex(pattern) for pattern in language.time_patterns)


_GAME_CLOCK = regex(r"([0-5]?[0-9]):([0-5][0-9])(?![\d:]|[.,]\d| ?h)")
_OF_PERIOD = regex(
    " (?:de la|en|du) (?:[1-4](?:re|er|e)|première|deuxième|troisième|quatrième|premier|prolongation|surtemps)"
    "|(?:,? (?:en |de la )?| )(?:à (?:faire|jouer|écouler)|prolongation|période)(?![\\w])"
)
"""Behind the clock of a game in French: "à 19:32 de la 3e", "avec 2:45 à faire"."""
_ICE = 10
"""So many words before, the time on ice is looked for."""
_HOURS_TOO = regex("[ \u00a0](?:heures?|hre?s?)(?![\\w])")
"""Said again behind a time: French "9:00 heures"."""
_DURATION_UNIT = regex(f"[ \u00a0\u202f]?([{LETTER}]{{1,9}}\\.?)(?![{LETTER}0-9])")
_ZONE = regex(
    "[ \u00a0](?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\\.?|[ECMP][SD]?T|GMT|BST|UTC|CES?T|IST|AES?T"
    "|Eastern|Central|Mountain|Pacific|Atlantic|Christmas|Thanksgiving|Easter|New Year"
    "|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\\.? [0-9]{1,2})(?![A-Za-z])"
)
"""Behind a time, what belongs to it: a day or a zone."""
_PREPOSITIONS = word_set("at by around about before after until till since from between a las la desde hasta sobre")
_TIMED = regex("[0-9]{1,4}(?:[:.]|[ \u00a0\u202f]?[aAhHmpPU])")
"""What every format of a time begins with: a colon, a full stop, or "h", "Uhr", "a.m." behind the hour."""
_WITH_COLON = regex("[0-9]{1,3}:[0-9]")
_LAP = regex(r"([1-9]?\d):([0-5]\d)[.,](\d{1,3})(?![\d:]|[.,]\d)")
_RACE = regex(r"([0-9]):([0-5]\d):([0-5]\d)[.,](\d{1,3})(?![\d:]|[.,]\d)")
_EVENT = 5
"""So many words to the left, something that lasts for hours may stand."""
_RACED = regex(r"([2-9][0-9]):([0-5][0-9])(?![\d:]|[.,]\d| ?h)")
_PACED = regex(r"([1-9]?\d):([0-5]\d)(?=/(?:km|mi)(?!\w))")
"""The time of a runner for each kilometre: "4:13/km"."""
_SET_BEFORE = regex("(?:^|[^0-9])(?:2[5-9]|[3-9][0-9]):[0-9]{1,2}(?:,| und) $")
_SET_AFTER = regex("[0-9]{1,2}:[0-9]{2}(?:, | und )(?:2[5-9]|[3-9][0-9]):[0-9]{1,2}(?![0-9:])")
"""Another set of a match, which no time can be: "25:21, 19:25"."""
_RESULT_REACH = 8
"""So many words to the left, the verb of a result may stand."""
_HOUR_WORD = regex("[0-9:.]{4,5} ?(?:Uhr|h(?![a-z])|[Mm]in|[Ss]td|[Ss]tunden|[Ss]ek)")
_RATIO = regex("[1-9][0-9]?:[1-9][0-9]{0,2}(?![0-9:]| ?[aApP]\\.?[mM])")
_DOCKET = regex("[0-9]:[0-9]{2}-[a-z]{2}-[0-9]")
"""Of a court in the United States: "3:24-cv-00512"."""
_SCALE = regex("1:[0-9]{1,3}(?:k(?![A-Za-z])|(?:[ \u00a0][0-9]{3}|[.,](?:000|500))+(?![0-9]))")
"""Of a map: "1:50.000", but the lap "1:17.241"."""
_HOUR = regex(
    r"[-–](1[0-2]|[1-9])(?![\d:]|[.,]\d|[-–/]\d|[\w%€$])"
    r"(?! (?!(?:[ECMP][SD]?T|GMT|BST|CES?T|on|at|in|daily|every)(?!\w))[\w%€$])"
)
_MINUTES = regex(r":([0-5]\d)(?![\w:]|[.,]\d)")
_LONG = regex(r"([1-9]\d{1,2}):([0-5]\d):([0-5]\d)(?![\d:.,])")
_DASHES = frozenset("-–—")
_TO = regex(r"[ \u00a0\u202f]?[-–—][ \u00a0\u202f]?(?=\d)")
_BARE_START = regex(r"(\d{1,2})(?:[.:]([0-5]\d))?[ \u00a0\u202f]?[-–][ \u00a0\u202f]?(?=\d)")


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


def recognise(scan: Scan, position: int) -> Reading | None:
    """A time, or two with a dash between."""
    before = scan.character(position - 1)
    if before and (before.isalnum() or before in ":."):
        return None
    if _WITH_COLON.match(scan.text, position):
        if _is_ratio(scan, position):
            return None
        length = _raced(scan, position)
        if length:
            return length
    matched = match_time(scan, position)
    if matched is None:
        long = _LONG.match(scan.text, position)
        if long:  # "55:20:10" is no time of day
            spoken = _lengths(scan, ((int(long[1]), "h"), (int(long[2]), "min"), (int(long[3]), "s")))
            return Reading(long.end(), spoken)
        return _bare_range(scan, position)
    time, end = matched
    duration = _duration(scan, time, position, end)
    if duration is not None:
        return duration
    if time.minute == 0 and scan.language.after_hour.match(scan.text, end):
        time = replace(time, minute=None)
    elif scan.left() in scan.language.before_hour:
        time = _full_hour(time)
    dash = None if _DASHES.isdisjoint(scan.text[end : end + 2]) else _TO.match(scan.text, end)
    hour = _HOUR.match(scan.text, end) if dash and time.minute is not None and time.second is None else None
    if hour and int(hour[1]) <= 12 and not time.half:  # "11:30-1"
        last = scan.language.numbers.cardinal(int(hour[1]), scan.language.hour_form)
        return Reading(hour.end(), f"{verbalise(time, scan.language)} {scan.language.words['to']} {last}")
    if dash:
        second = match_time(scan, dash.end())
        if second:
            if second[0].half and not time.half and time.minute == 0:
                time = replace(time, minute=None)  # "10:00-11:30 a.m."
            if scan.language.before_hour:
                time, second = _full_hour(time), (_full_hour(second[0]), second[1])
            spoken = (
                f"{verbalise(time, scan.language)} {scan.language.words['to']} {verbalise(second[0], scan.language)}"
            )
            return _stopped(scan, second[1], spoken)
    again = _HOURS_TOO.match(scan.text, end) if "fr" in scan.language.lineage and not time.hour_word else None
    if again:
        return Reading(again.end(), verbalise(time, scan.language))
    return _stopped(scan, end, verbalise(time, scan.language))


def _is_ratio(scan: Scan, position: int) -> bool:
    """Whether two numbers with a colon are no time: "dilute 1:50", "zur Pause stand es 13:13", the scale of a map."""
    return (
        _DOCKET.match(scan.text, position) is not None
        or _SCALE.match(scan.text, position) is not None
        or (
            scan.left() not in ("las", "la", "um")
            and _RATIO.match(scan.text, position) is not None
            and _is_among_ratios(scan, position)
        )
    )


def _is_among_ratios(scan: Scan, position: int) -> bool:
    """Whether a word of ratios or results stands near."""
    ratios = scan.language.cues.get("ratios", frozenset())
    if not ratios.isdisjoint(scan.lefts(9)) or scan.word_after(position + 4) in ratios:
        return True
    results = scan.language.cues.get("results", frozenset())
    told = scan.left() in ("es", "mit", ",") and not results.isdisjoint(scan.lefts(_RESULT_REACH))
    before = scan.character(position - 1)
    again = before == "(" and scan.left(3) == ":" and scan.left(2).isdecimal() and "results" in scan.language.cues
    listed = _SET_BEFORE.search(scan.text[max(0, position - 9) : position]) or _SET_AFTER.match(scan.text, position)
    scored = told or again or (listed is not None and not scan.language.tag.startswith("en"))  # "mit 22:24 (10:13)"
    return scored and _HOUR_WORD.match(scan.text, position) is None


def _raced(scan: Scan, position: int) -> Reading | None:
    """The time of a race, which no time of day can be: "2:04,31 min", "en 41:21", "won in 1:31:44.742"."""
    lap = _LAP.match(scan.text, position)
    if lap and scan.text[lap.start(3) - 1] in scan.language.decimal_words:
        end = _unit_after(scan, lap.end(), "minutes") or lap.end()
        return Reading(end, scan.language.lap_time(int(lap[1]), lap[2], lap[3]))
    race = _RACE.match(scan.text, position)
    if race and scan.text[race.start(4) - 1] in scan.language.decimal_words:
        rest = scan.language.lap_time(int(race[2]), race[3], race[4])
        end = _unit_after(scan, race.end(), "hours", "hours_long") or race.end()
        return Reading(end, f"{_lengths(scan, ((int(race[1]), 'h'),), position)} {rest}".strip())
    if scan.language.tag.startswith("en"):
        return None
    played = _played(scan, position)
    if played:
        return played
    paced = _PACED.match(scan.text, position)
    if paced:
        return Reading(paced.end(), _lengths(scan, ((int(paced[1]), "min"), (int(paced[2]), "s"))))
    raced = _RACED.match(scan.text, position)
    if not raced or not (int(raced[1]) > 24 or scan.left() == "en"):
        return None
    halves = int(raced[1]) + int(raced[2]) == 100  # "una mezcla 50:50"
    spanish = "es" in scan.language.lineage and not halves and not _is_among_ratios(scan, position)
    named = _unit_after(scan, raced.end(), "minutes")
    if named or spanish or scan.left() in scan.language.cues.get("elapsed", ()):  # in Spanish no score has a colon
        return Reading(named or raced.end(), _lengths(scan, ((int(raced[1]), "min"), (int(raced[2]), "s"))))
    return None


def _played(scan: Scan, position: int) -> Reading | None:
    """Minutes and seconds of a period of a game, in French: "à 19:32 de la 3e"."""
    clock = _GAME_CLOCK.match(scan.text, position) if "fr" in scan.language.lineage else None
    if not clock:
        return None
    told = _OF_PERIOD.match(scan.text, clock.end()) or "glace" in scan.lefts(_ICE)  # "temps de glace : Guhle 21:11"
    if not told:
        return None
    return Reading(clock.end(), _lengths(scan, ((int(clock[1]), "min"), (int(clock[2]), "s"))))


def _full_hour(time: Time) -> Time:
    """The hour alone, where no word says that it is one of a clock."""
    return time if time.minute or time.hour_word or not 0 < time.hour < 13 else replace(time, minute=None)


def _duration(scan: Scan, time: Time, position: int, end: int) -> Reading | None:
    """``2:03:45 Std.``, ``3:25 min``: a unit of time after a clock time makes it a length of time."""
    match = _DURATION_UNIT.match(scan.text, end)
    cues = scan.language.cues
    word = match[1].lower().rstrip(".") if match else ""
    if time.half or time.minute is None:
        return None
    left = scan.left(2) if scan.left() == ":" else scan.left()
    elapsed = left in cues.get("elapsed", ())
    listed = time.second is not None and time.hour < 12 and left in (",", ";") and not time.hour_word
    elapsed = elapsed or (listed and not scan.language.tag.startswith("en"))  # "1. Pogacar, 4:12:33"
    enclosed = (
        scan.character(end) == ")"
        and scan.character(position - 1) == "("
        and time.second is not None
        and time.hour < 10
    )
    elapsed = elapsed or (enclosed and scan.language.tag.startswith("en"))  # "Ep. 214 (1:12:40)"
    lasting = time.hour_word and scan.character(end - 1) == "h" and (time.second is not None or elapsed)
    if time.hour_word and not lasting:
        return None
    long = ((time.hour, "h"), (time.minute, "min"), (time.second or 0, "s"))
    if scan.left() == ",":
        position = -1  # "in 2:19:12 h, 1:07 min langsamer": another one
    if word in cues.get("minutes", ()) and time.second is None:
        spoken = _lengths(scan, ((time.hour, "min"), (time.minute, "s")), position)
    elif word in cues.get("hours", ()) or (word in cues.get("hours_long", ()) and time.second is not None):
        spoken = _lengths(scan, long, position)
    elif left in cues.get("verbs of length", ()) and time.second is None:  # Spanish "la canción dura 3:45"
        long_event = time.hour_word or not cues["long events"].isdisjoint(scan.lefts(_EVENT))
        return Reading(end, _lengths(scan, long[:2] if long_event else ((time.hour, "min"), (time.minute, "s"))))
    elif (lasting or (time.second is not None and elapsed)) and any(count for count, _ in long):
        return Reading(end, _lengths(scan, long, position))  # "finished in 1:05:32"
    else:
        return None
    if match is None:
        return None
    closes = match[1].endswith(".") and scan.ends_here(match.end())
    stop = match.end() if match[1].endswith(".") else match.start(1) + len(match[1])
    return Reading(stop, spoken, closes) if spoken else None


def _unit_after(scan: Scan, position: int, *kinds: str) -> int:
    """Where a word of one of the `kinds` of cues ("minutes") at `position` ends, 0 if there is none."""
    unit = _DURATION_UNIT.match(scan.text, position)
    word = unit[1].lower().rstrip(".") if unit else ""
    named = any(word in scan.language.cues.get(kind, ()) for kind in kinds)
    if not unit or not named:
        return 0
    return unit.end() - (unit[1].endswith(".") and scan.ends_here(unit.end()))


def _lengths(scan: Scan, parts: tuple[tuple[int, str], ...], position: int = -1) -> str:
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


def _bare_range(scan: Scan, position: int) -> Reading | None:
    """``9-5pm``, ``9-17 Uhr``: the first time has no mark of its own."""
    match = _BARE_START.match(scan.text, position)
    if not match or int(match[1]) > 24:
        return None
    second = match_time(scan, match.end())
    if not second or not (second[0].half or second[0].hour_word or (second[0].minute is not None and not match[2])):
        return None
    first = scan.language.numbers.cardinal(int(match[1]), scan.language.hour_form)
    if match[2]:
        first = verbalise(Time(int(match[1]), int(match[2])), scan.language)
    return _stopped(scan, second[1], f"{first} {scan.language.words['to']} {verbalise(second[0], scan.language)}")


def _stopped(scan: Scan, end: int, spoken: str) -> Reading:
    """The full stop of "p.m." ends the sentence where a sentence can end."""
    closes = scan.character(end - 1) == "." and scan.ends_here(end) and not _ZONE.match(scan.text, end)
    goes_on = closes and _begins_sentence(scan) and bool(scan.text[end : end + 40].strip())
    return Reading(end, spoken, closes and not goes_on)


def _begins_sentence(scan: Scan) -> bool:
    """Whether nothing but a preposition stands before the time: "At 5 p.m. Tom left"."""
    words = next((count for count in range(3) if scan.left(count + 1) in ("", *SENTENCE_START)), 3)
    return 0 < words < 3 and set(scan.lefts(words)) <= _PREPOSITIONS

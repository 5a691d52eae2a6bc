"""Times of day in four digits: "at 0130", "dep. Leeds 0714", "0612 Euston – 0751 Birmingham"."""

from __future__ import annotations

import re
from itertools import pairwise

from frontend.normalize.patterns import regex
from frontend.normalize.scan import Scan, line_around
from frontend.tables import word_set

_MILITARY = regex(
    r"(?P<hour>(?P<word>0)\d|1\d|2[0-3])(?P<minute>[0-5]\d)(?![\d/%]|[-.,:]\d| (?![012]\d[0-5]\d(?!\d))\d{2,4}(?!\d))"
)
_MILITARY_RANGE = regex(r"(?=[01][0-9]{3}[-–]0|0)(?:[01]\d|2[0-3])[0-5]0[-–](?:[01]\d|2[0-3])[0-5]0(?![\d/%-])")
"""Two times of day, one at least with a zero in front: "0400–1000"."""
_OF_RANGE = regex(r"(?P<hour>(?P<word>[012])\d)(?P<minute>[0-5]\d)")
_TIMETABLED = word_set("dep arr departs departing arrives arriving std sta etd eta")
_SERVICES = word_set("from to train flight bus ferry service departure departs leaves arrives")
_TIMETABLE = 8
"""So many words to the left, a word of timetables makes four digits with a zero in front a time: "Bus: 0715, 0745"."""
_SCHEDULE = 16
"""So many words to the left, a day of the week makes four digits times."""
_NO_STATIONS = word_set("number numbers code codes pins lots batch batches order orders are is")
_ROW = regex("0[0-9][0-5][0-9](?: (?:[01][0-9]|2[0-3])[0-5][0-9]){2,11}(?! ?[0-9])")
_STOPS = regex(r"0[0-9][0-5][0-9](?: [A-Z][\w'.]*){1,4},?(?: [–-])? [012][0-9][0-5][0-9](?![0-9])")
_LINE_BEGINS = frozenset(("", ",", ";", ":", "\n"))
"""What stands before the first time of a line: "0612 Euston – 0751 Birmingham"."""
_PADDED = regex("0[0-9][0-5][0-9]")
_ABOUT = word_set("at @ approx about around approximately c circa")
_ON_DAY = regex(" on (?:the |Mon|Tue|Wed|Thu|Fri|Sat|Sun)")
_TYPED_AFTER = word_set("at @ by til till until around abt about from")
_MEETING = 8
"""So many words to the left, a word of meetings makes digits a time."""
_AT = word_set("at @ by until till since around before after from")
_TIME = regex("(?<![0-9.,:/£$-])(?:[01][0-9]|2[0-3])[0-5][0-9](?![0-9%]|[.,:/][0-9])")
_STATIONS = regex("[ ,–-]{1,3}(?:[A-Z][A-Za-z'.]{0,20}[ ,–-]{1,3}){1,6}")
"""What stands between two times of a line of stations."""
_TYPED = regex("(?P<hour>1[0-2]|[1-9])(?P<minute>[0-5][05])(?![\\w%°$£€]|[-–./:,][0-9])")
_TYPED_END = regex(
    r"[ .,;!?)~:]*(?:$|\n|[^\x00-\u2fff]|[,;!?)] | x{1,4}(?!\w)|\.\.|"
    r" (?:tmrw|tmr|tmw|tom|tomo|tomorrow|tonight|tonite|today|2nite|2moro|pls|plz|please|sharp|ish|or|if|and|but|so|"
    r"then|for|on|in the|at|k|ok|lol|dont|bc|cuz|w|with|just|latest|thx|thanks|instead)(?!\w))"
)
"""What may follow a time that was typed in a hurry."""
_CHATTED = regex(r"\s*(?:@\w+ )?(?:[a-z]|I |I'm )")
"""How a message begins whose writer leaves out capitals."""
_NEGATED = word_set("not or to til till and")
_LINE = 120
"""So many characters around a time, others of its line are looked for."""


def match_typed(scan: Scan, position: int) -> re.Match[str] | None:
    """The time without its colon that a message in small letters has: "pick me up @ 530", "at 7 not 730"."""
    match = _TYPED.match(scan.text, position)
    if not match or not _CHATTED.match(scan.text) or not _TYPED_END.match(scan.text, match.end()):
        return None
    second = scan.left() in _NEGATED and scan.left(2).isdecimal() and scan.left(3) in _TYPED_AFTER
    first = scan.left() in _TYPED_AFTER and not scan.left(2)[-1:].isdecimal()
    cues = scan.language.cues
    told = scan.word_after(match.end()) in cues["meetings"] or not cues["meeting"].isdisjoint(scan.lefts(_MEETING))
    return match if second or (first and told) else None


def match_time(scan: Scan, position: int) -> re.Match[str] | None:
    """The time of four digits at `position`, where something around tells that they are one."""
    match = _MILITARY.match(scan.text, position)
    if not match or int(match["minute"]) > 59:
        return None
    service = scan.left() == "the" and scan.word_after(match.end()) in _SERVICES  # "the 0715 from Leeds"
    service = service or (
        bool(match["word"]) and not scan.language.cues["timetable"].isdisjoint(scan.lefts(_TIMETABLE))
    )
    ranged = _MILITARY_RANGE.match(scan.text, position) or (
        scan.character(position - 1) in ("-", "–")
        and _MILITARY_RANGE.match(scan.text, position - 5) is not None  # its second time
    )
    if ranged:
        return _OF_RANGE.match(scan.text, position)
    if scan.character(match.end()) == "Z" and not scan.character(match.end() + 1).isalnum():
        return match  # "1412Z"
    dated = _ON_DAY.match(scan.text, match.end()) is not None
    service = service or (dated and scan.left().rstrip(".") in _ABOUT)  # "at approx. 1640 on Sunday"
    listed = any(entry.rstrip(".") in _TIMETABLED for entry in scan.lefts(5))
    service = service or (listed and scan.left().rstrip(".").isalpha())  # "dep. Leeds 0714"
    service = service or (scan.left() in _LINE_BEGINS and _STOPS.match(scan.text, position) is not None)
    service = service or (bool(match["word"]) and scan.left() in ("d.", "a."))  # "Hull d. 0712, Selby a. 0751"
    service = service or _is_scheduled(scan, match) or _is_in_row(scan, match) or _is_along_line(scan, match)
    return match if service or (match["word"] and scan.left() in _AT) else None


def _is_scheduled(scan: Scan, match: re.Match[str]) -> bool:
    """Whether a time of four digits is one of the times of a day: "Mon-Sat: 0612, 0642, then hourly until 2242"."""
    lefts = [entry.rstrip(".") for entry in scan.lefts(_SCHEDULE)]
    named = any(part in scan.language.weekdays for entry in lefts for part in re.split("[-–/&]| to ", entry))
    padded = bool(match["word"]) and (lefts[0] in (":", ",", "") or lefts[0] in scan.language.weekdays)
    after = lefts[0] in _AT or (lefts[0] == "," and _PADDED.fullmatch(lefts[1]) is not None)
    others = any(_PADDED.fullmatch(entry) for entry in lefts)
    return named and (padded or (after and others))


def _is_in_row(scan: Scan, match: re.Match[str]) -> bool:
    """Whether a time of four digits stands beside later ones: "Ripon 0725 0755 0825"."""
    row = _ROW.match(scan.text, match.start())
    times = row.group().split(" ") if row else []
    label = scan.left_past(":")
    cues = scan.language.cues
    if label in cues["digits"] | cues["numbered"] | _NO_STATIONS:  # "call 0800 0900 1000"
        return False
    if times and (label[-1:].isalpha() or scan.left() in (":", "", "\n")):
        return times == sorted(set(times))
    before = scan.text[max(0, match.start() - 5) : match.start()]
    rows = any(_PADDED.fullmatch(entry) for entry in scan.lefts(_SCHEDULE))
    return rows and before == f"{scan.left()} " and before.strip().isdecimal() and before.strip() < match.group()


def _is_along_line(scan: Scan, match: re.Match[str]) -> bool:
    """Whether it is one of the times of a line of stations: "0718 Oxford – Reading 0744 – Paddington 0811"."""
    begin, line = line_around(scan.text, match.start(), _LINE)
    times = list(_TIME.finditer(line))
    places = [line[first.end() : second.start()] for first, second in pairwise(times)]
    if not places or not any(_PADDED.fullmatch(time.group()) for time in times):
        return False
    among = any(time.start() == match.start() - begin for time in times)
    cues = scan.language.cues
    other = cues["digits"] | cues["numbered"] | _NO_STATIONS
    numbered = not other.isdisjoint(re.split("[^a-z]+", line.lower()))
    rising = all(first.group() < second.group() for first, second in pairwise(times))
    return among and rising and not numbered and all(_STATIONS.fullmatch(place) for place in places)

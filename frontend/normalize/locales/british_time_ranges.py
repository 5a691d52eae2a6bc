"""Whether ``9.15`` is one of two times of day in British English: with a dash, "to", "or" or "for" between them."""

from __future__ import annotations

from frontend.normalize.locales.british_times import AHEAD, BEHIND, DOTTED, TIME_CUES, TODAY, Dotted, rule
from frontend.normalize.patterns import regex
from frontend.tables import word_set

_HALF_DAY = regex(r"(?:1[0-2]|[1-9])(?:[.:][0-5][0-9])? ?(?:[ap]\.?m\.?|noon)|noon|midday")
_QUARTER = regex(r"\.(?:00|15|30|45)$")
_QUARTER_RANGE = regex(r"[0-9]{1,2}\.(?:00|15|30|45)[-–][0-9]{1,2}(?:\.(?:00|15|30|45))?(?![0-9]|[.][0-9])")
_ROUND_RANGE = regex(r"(?<![0-9.])(1?[0-9])\.[0-5][05][-–](1?[0-9])\.[0-5][05](?![0-9]|\.[0-9])")
_BOTH = regex(r"[0-9]{1,2}\.(?:00|15|30|45)[-–][0-9]{1,2}\.(?:00|15|30|45)(?![0-9]|\.[0-9])")
_HOUR_BEFORE = regex(r"(?:^|[ ,(])[0-9]{1,2}(\.(?:00|15|30|45))?$")
_INVITED = regex(r" for (?:1[0-2]|[1-9])(?:\.[0-5][05])?(?![\w%]|[.,][0-9]| [a-z]+s\b)")
_HOUR = regex(r"(?:1[0-2]|[1-9])(?:\.[0-5][05])?")
_OTHER_HOUR = regex(r" (?:or|and|&|then) (?:1[0-2]|[1-9])(?:\.[0-5][05])?(?=[.,;)?!]|$)(?!\.[0-9])")
_FIVES = regex(r"(?<![0-9.£$€])1?[0-9]\.[0-5][05][-–][12]?[0-9]\.[0-5][05](?![0-9%]|\.[0-9])")
_MOVED = word_set(
    "move moved moving push pushed pushing put change changed shift shifted bring brought reschedule rescheduled delay "
    "delayed postpone postponed extend extended"
)
_TWO = regex(r"\bthe [0-9]{1,2}\.[0-5][05] (?:or|and) the [0-9]{1,2}\.[0-5][05](?![0-9])")


@rule
def both_of_five(dotted: Dotted) -> bool:
    """The first or second of two with a dash, near a day or another time: "Tues & Fri, 9.20-11.40"."""
    span = _FIVES.search(dotted.scan.text, max(0, dotted.match.start() - 6))
    return span is not None and span.start() <= dotted.match.start() < span.end() and dotted.near_times


@rule
def opening(dotted: Dotted) -> bool:
    """The first or second of two times with a dash, after a day or a word such as "open": "open 8.30-17.00"."""
    scan, position = dotted.scan, dotted.match.start()
    left = scan.left_past(",", ":")
    day = left.replace("–", "-").rpartition("-")[2]
    announced = left in dotted.cues("opening") or left in TIME_CUES
    announced = announced or day in scan.language.weekdays or day in dotted.cues("short days")
    announced = announced or (scan.left() == "," and any(word in scan.language.months for word in scan.left(2).split()))
    if scan.character(position - 1) in ("-", "–") and _QUARTER.search(dotted.match.group()):
        before = _HOUR_BEFORE.search(scan.text[max(0, position - 7) : position - 1])
        half = scan.text[dotted.match.end() - 2 : dotted.match.end()] in ("00", "30")  # "6-9.30": no two decimals
        return before is not None and (before[1] is not None or announced or half or dotted.near_times)
    both = announced or _BOTH.match(scan.text, position) is not None
    return both and _QUARTER_RANGE.match(scan.text, position) is not None


@rule
def moved(dotted: Dotted) -> bool:
    """Another time is put off: "2.30 instead of 3"."""
    return dotted.after in ("instead", "rather") and dotted.is_round and 0 < dotted.hour < 13


@rule
def falling(dotted: Dotted) -> bool:
    """Two with a dash, of which the second is smaller, as after noon: "12.30-1.20"."""
    scan, start = dotted.scan, dotted.match.start()
    match = _ROUND_RANGE.search(scan.text, max(0, start - 6), dotted.match.end() + 6)
    return match is not None and match.start() <= start < match.end() and int(match[1]) > int(match[2])


@rule
def bracketed(dotted: Dotted) -> bool:
    """Two times with a dash in brackets: "ring Jan (9.30–5)"."""
    scan, start = dotted.scan, dotted.match.start()
    span = _QUARTER_RANGE.match(scan.text, start)
    return span is not None and scan.character(start - 1) == "(" and scan.character(span.end()) == ")"


@rule
def one_of_two(dotted: Dotted) -> bool:
    """Two of them stand side by side: "the 8.15 or the 8.45"."""
    start = dotted.match.start()
    around = dotted.scan.text[max(0, start - BEHIND) : dotted.match.end() + AHEAD]
    return dotted.left == "the" and _TWO.search(around) is not None


@rule
def one_or_other(dotted: Dotted) -> bool:
    """Another hour follows to choose from: "25/12 only, 12.30 or 3"."""
    other = _OTHER_HOUR.match(dotted.scan.text, dotted.match.end())
    return other is not None and dotted.is_round and 0 < dotted.hour < 13


@rule
def moved_to(dotted: Dotted) -> bool:
    """Something is put off to it: "can we move the meeting to 2.45"."""
    moved = dotted.left in ("to", "from") and not _MOVED.isdisjoint(dotted.scan.lefts(9))
    return moved and dotted.is_round and dotted.hour > 0 and (dotted.is_closed or dotted.after in TODAY)


@rule
def invited(dotted: Dotted) -> bool:
    """The time of an invitation and the time of the meal: "7.30 for 8", "1 for 1.30"."""
    before = dotted.left == "for" and _HOUR.fullmatch(dotted.scan.left(2)) is not None
    return before or _INVITED.match(dotted.scan.text, dotted.match.end()) is not None


@rule
def second_of_two(dotted: Dotted) -> bool:
    """Another one stands before: "from 10.15 to 11.45"."""
    scan = dotted.scan
    joined = scan.left() in ("to", "and", "&") and ":" not in scan.left(2)
    chosen = scan.left() in ("or", "and", "&") and scan.left(3) == "the"  # "the 8.47 or 9.21"
    told = chosen or (joined and scan.left(3) in ("from", "between", "at"))
    return told and DOTTED.fullmatch(scan.left(2)) is not None


@rule
def after_half_day(dotted: Dotted) -> bool:
    """A time of the same line with its half of the day stands before, or a bare hour near one: "9am to 12.30"."""
    joined = dotted.left in ("to", "til", "till", "until", "and", "or") and dotted.is_round and dotted.hour > 0
    first = dotted.scan.left(2)
    bare = _HOUR.fullmatch(first) is not None and dotted.left != "and" and dotted.is_closed and dotted.near_times
    return joined and (_HALF_DAY.fullmatch(first) is not None or bare)

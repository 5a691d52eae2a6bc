"""Whether ``3/4`` is a day of the year: something around it says so, else it is a fraction, or odds.

A rule is one small function that explains itself; one that holds is enough, unless a veto of `day_vetoes` holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from frontend.normalize.calendar.day_vetoes import VETOES
from frontend.normalize.calendar.months import is_valid
from frontend.normalize.calendar.slashed_numbers import Slashed
from frontend.normalize.numeric.digit_strings import is_announced
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Scan
from frontend.tables import word_set

CALENDAR = regex(r"(?:1[3-9]|2\d|3[01])/(?:1[0-2]|0?[1-9])|(?:1[0-2]|0?[1-9])/(?:1[3-9]|2\d|3[01])")
"""A day of the year that is no fraction at first sight."""
_CHANGES = word_set(
    "divide divided multiply multiplied reduce reduced increase increased cut grew fell rose dropped up down"
)
_TIME_AFTER = regex(r",? [0-2]?\d:[0-5]\d(?!\d)")
_CLOCK_AFTER = regex(r",? (?:@|at) \d{1,2}(?:[:.]\d{2}| ?[ap]\.?m)|, \d{1,2}(?::\d{2})? ?[ap]\.?(?:m|[-–](?:\d|noon))")
_TIME = regex(r"[0-9] ?[ap]\.?m\.?$|^[0-9]{1,2}:[0-5][0-9]$")
_DAY_AFTER = regex(r"(?:, | (?:&|and|et) )([0-9]{1,2}/[0-9]{1,2})(?![\d/]|[.,]\d)")
_DENOMINATORS = frozenset((14, 15, 16, 18, 20, 24, 25, 30))
"""Of fractions with the numerator 1; with another one only sixteenths are more usual than the date."""
_OF_PLACE = ("", "in", "at", "on", "from", "by")
_AFTER_DAY = ("this", "next", "at", "from", "with", "and", "to", "or", "through", "thru")
_RARE = frozenset((7, 9, 11, 12))
_BEFORE_PARTS = word_set(
    "about around nearly almost just roughly under over only exactly approximately up got scored for in after x every "
    "last past next of review repeat recheck rv r/v"
)
"""Words before a part of something, or before a course of treatment."""
_NAMED_DAY = regex(
    r"(?<![\w'])(?!The |This |That |Each |Every |One )[A-Z][\w'.]{2,20} (?:Day|Eve|Night)(?:,| \(|:)? ?$"
)
_NAMED_REACH = 40
_OWNERS = word_set("your our my his her their the")
_WEEKDAY_AFTER = regex(
    r" \(?(?:M|T|W|Th|F|Tu|Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)\.?(?= [-–]|[,:)])| (?:Tu|Th)(?!\w)"
)
_PADDED = regex("0[1-9]/(?:0[1-9]|1[0-9]|2[0-9]|3[01])|1[0-9]/0[1-9]|[23][0-9]/0[1-9]")
_LAST_MONTH = 12
_SIXTEENTHS = 16
_BOOKED = regex(r" [A-ZÁÉÍÓÚÑ][^\n]{2,60}[$€£][0-9]|[ \t]+[A-ZÁÉÍÓÚÑ][^\n]{2,60} [-–−]?[0-9,]{1,9}\.[0-9]{2}(?![0-9])")

Rule = Callable[[Slashed], bool]
RULES: list[Rule] = []


def rule(condition: Rule) -> Rule:
    """Adds a condition to `RULES`."""
    RULES.append(condition)
    return condition


def is_day(scan: Scan, match: re.Match[str]) -> bool:
    """Whether `match`, of two numbers with a slash, is a day of the year."""
    written = Slashed(scan, match)
    return not any(holds(written) for holds in VETOES) and any(holds(written) for holds in RULES)


@rule
def unmistakable(written: Slashed) -> bool:
    """The day comes first and is larger than any month: "26/12", but not pi and no odds before a horse."""
    british = "en-GB" in written.scan.language.lineage and written.first > 12 and written.match.group() != "22/7"
    named = written.left in written.cues("odds") or written.noun[:1].isupper()
    return british and not named and not written.has_odds


@rule
def of_statement(written: Slashed) -> bool:
    """It begins a line of a statement, with a name and an amount behind it: "11/24 STARBUCKS $5.10", but "3/4 Chicken
    $9"."""
    text, start, end = written.scan.text, written.match.start(), written.match.end()
    opening = not text[text.rfind("\n", 0, start) + 1 : start].strip()
    rare = (
        (written.second > _LAST_MONTH and written.second != _SIXTEENTHS)
        or written.first > written.second
        or written.match[2][0] == "0"
    )
    return opening and rare and written.fits and _BOOKED.match(text, end) is not None


@rule
def before_weekday(written: Slashed) -> bool:
    """A day of the week follows: "12/2 Tu – quiz", "1/9 (Fri)"."""
    english = written.scan.language.tag.startswith("en") and written.fits
    return english and _WEEKDAY_AFTER.match(written.scan.text, written.match.end()) is not None


@rule
def of_week(written: Slashed) -> bool:
    """ "Week of" or "as of" stands before: "the week of 3/4"."""
    return written.left == "of" and written.scan.left(2).rstrip(".") in ("week", "wk", "as")


@rule
def of_paper(written: Slashed) -> bool:
    """A paper or meeting stands before: "the mins. of 4/9"."""
    return written.left in ("of", "dated") and written.scan.left(2).rstrip(".") in written.cues("dated papers")


@rule
def before_paper(written: Slashed) -> bool:
    """An owner stands before and a paper behind: "your 11/2 letter"."""
    owned = written.left in _OWNERS and written.scan.language.tag.startswith("en")
    return owned and written.noun in written.cues("dated papers") and written.fits


@rule
def announced(written: Slashed) -> bool:
    """A word of dates stands before, and nothing is computed: "on 3/4", but "grew by 3/4", "divide 3/4 by 1/8"."""
    calendar = CALENDAR.fullmatch(written.match.group()) is not None  # "sign up by 4/30"
    computed = written.left == "by" and not calendar and not _CHANGES.isdisjoint(written.scan.lefts(6)[1:])
    part = written.first < written.second < 6  # "a fondu du 1/3"
    computed = computed or (part and not written.cues("changed").isdisjoint(written.scan.lefts(4)[1:]))
    return written.left in written.scan.language.date_cues and not computed


@rule
def after_weekday(written: Slashed) -> bool:
    """A day of the week stands before: "Tue 3/5", "Tue., 3/5"."""
    left = written.scan.left(2) if written.left == "," else written.left
    return left.rstrip(".") in written.scan.language.weekdays


@rule
def after_time(written: Slashed) -> bool:
    """A time of day stands before: "by noon 5/12", "hearing 2pm, 12/9"."""
    timed = written.left == "," and _TIME.search(written.scan.left(2)) is not None and not written.noun
    timed = timed or (_TIME.search(written.left) is not None and written.noun in _OF_PLACE)  # "seen 6pm 3/12 in SE15"
    return written.left in written.cues("time of day") or (timed and written.fits)


@rule
def after_today(written: Slashed) -> bool:
    """ "Today" and a comma stand before: "hoy, 11/11,"."""
    return written.left == "," and written.scan.left(2) in written.cues("today") and written.fits


@rule
def after_day(written: Slashed) -> bool:
    """Another day stands before: "1/21 & 10/16"."""
    joined = written.left in ("&", written.scan.language.words["and"])
    return joined and CALENDAR.fullmatch(written.scan.left(2)) is not None


@rule
def before_day(written: Slashed) -> bool:
    """Another day follows in a list, which no fraction can be: "INSET days: 2/9, 25/10"."""
    other = _DAY_AFTER.match(written.scan.text, written.match.end())
    listed = other is not None and written.fits
    return other is not None and listed and (written.left == "les" or CALENDAR.fullmatch(other[1]) is not None)


@rule
def beside_event(written: Slashed) -> bool:
    """Something that has a date stands before or after: "the 3/6 mtg", "deadline 10/1"."""
    nouns = written.cues("dated nouns")
    return written.noun in nouns or written.left.rstrip(".") in nouns


@rule
def after_event(written: Slashed) -> bool:
    """A word such as "due" stands among the last three: "the deadline is 10/1"."""
    return not written.cues("dated").isdisjoint(written.scan.lefts(3))


@rule
def of_holiday(written: Slashed) -> bool:
    """A holiday stands before, and nothing is halved: "bank hol cover, 5/5"."""
    holiday = not written.cues("holidays").isdisjoint(
        entry.rstrip(".").rpartition(" ")[2] for entry in written.scan.lefts(4)
    )
    return holiday and _alone(written) and written.fits and written.scan.language.tag.startswith("en")


@rule
def of_named_day(written: Slashed) -> bool:
    """A day with a name of its own stands right before: "Veterans Day, 11/11", "Boxing Day (26/12)"."""
    named = written.scan.is_behind(_NAMED_DAY, written.match.start(), _NAMED_REACH)
    return named and _alone(written) and written.fits


@rule
def booked(written: Slashed) -> bool:
    """ "For" stands before, and before it something that one books: "2 tkts for 4/4"."""
    return written.left == "for" and written.scan.left(2).rstrip(".") in written.cues("booked")


@rule
def new_year(written: Slashed) -> bool:
    """The first of January, in English: "from midnight 1/1", but "a 1/1 split"."""
    english = written.scan.language.tag.startswith("en") and bool(written.scan.history)
    return english and written.match.group() == "1/1" and written.noun not in ("ratio", "split", "of")


@rule
def before_until(written: Slashed) -> bool:
    """How long something lasts that day follows: "12/24 til 4"."""
    return written.noun in ("til", "till", "until", "thru")


@rule
def before_hours_and_minutes(written: Slashed) -> bool:
    """The hour and the minutes follow: "05/12 21:04", "15/10, 6:21 h"."""
    dated = written.fits or CALENDAR.fullmatch(written.match.group()) is not None
    return dated and _TIME_AFTER.match(written.scan.text, written.match.end()) is not None


@rule
def before_clock(written: Slashed) -> bool:
    """A time of day follows: "3/6 at 4:30"."""
    return _CLOCK_AFTER.match(written.scan.text, written.match.end()) is not None


def _alone(written: Slashed) -> bool:
    """No noun follows and no number stands before."""
    numbered = written.left[-1:].isdecimal() and ":" not in written.left
    return not written.noun and not numbered and not written.has_odds


@rule
def of_event(written: Slashed) -> bool:
    """American "the 5/21 primary"."""
    if written.has_odds or not written.month_first or written.left != "the" or not written.fits:
        return False
    rare = written.second > 12 and written.second not in (16, 20, 24, 25, 30)
    return rare and written.noun.islower() and written.noun not in ("of", "ratio", "split")


@rule
def rare_fraction(written: Slashed) -> bool:
    """A day after the twelfth that would be a rare fraction: "3/17" (British "17/3")."""
    day = written.second if written.month_first else written.first
    fraction_like = written.second == 16 or (written.first == 1 and written.second in _DENOMINATORS)
    alone = _alone(written) or (written.left == "," and written.noun in _AFTER_DAY)
    return alone and written.fits and day > 12 and (written.first > written.second or not fraction_like)


@rule
def padded(written: Slashed) -> bool:
    """A zero before the month, in French, before either number in Spanish and English: "fermé le 31/01"."""
    if written.scan.language.tag.startswith("en"):
        both = written.fits and _PADDED.fullmatch(written.match.group()) is not None
        return both and not is_announced(written.scan)  # "ref. 08/04"
    french = "fr" in written.scan.language.lineage and written.match[2][0] == "0"
    spanish = "es-US" in written.scan.language.lineage and "0" in (written.match[1][0], written.match[2][0])
    return (french or spanish) and written.fits


@rule
def spanish_day(written: Slashed) -> bool:
    """A day after the twelfth and a month, in Spanish, where nothing is counted: "Black Friday (28/11)"."""
    fits = written.first > 12 and is_valid(written.first, written.second)
    return "es-US" in written.scan.language.lineage and fits and _alone(written)


@rule
def ends_clause(written: Slashed) -> bool:
    """More than a whole, behind a word and before a pause: "it came 10/3."."""
    if "equal" not in written.scan.language.cues or len(written.scan.history) < 3:
        return False
    worded = written.left.rstrip(".").isalpha() and written.left not in written.cues("equal")
    closed = written.scan.character(written.match.end()) in ("", ".", ",", ";", ")", "!", "?")
    return _alone(written) and worded and written.fits and written.first > written.second and closed


@rule
def next_event(written: Slashed) -> bool:
    """ "Next" and what comes again stand before: "next draw 3/12", but a doctor's "next review 4/12"."""
    return written.scan.left(2) == "next" and _alone(written) and written.fits and written.left not in _BEFORE_PARTS


@rule
def no_part(written: Slashed) -> bool:
    """Sevenths, ninths, elevenths or twelfths of nothing behind a word, in British English: "seen in clinic 3/11"."""
    rare = written.second in _RARE and 1 < written.first < written.second
    british = "en-GB" in written.scan.language.lineage and rare and len(written.scan.history) > 1
    british = british and (written.cues("betting") | written.cues("complaints")).isdisjoint(written.scan.lefts(20))
    worded = written.left.rstrip(".").isalpha() and written.left not in written.cues("equal") | _BEFORE_PARTS
    return british and _alone(written) and worded and written.fits


@rule
def aside(written: Slashed) -> bool:
    """More than a whole, behind a word and a comma: "Labor Day, 9/2"."""
    worded = written.left == "," and written.scan.left(2).isalpha()
    return _alone(written) and worded and written.fits and written.first > written.second

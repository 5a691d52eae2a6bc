"""Whether ``9.15`` is a time of day in British English: something around it says so, else it is a decimal.

A rule is one small function that explains itself; one that holds is enough. The first ones hold in any text, the others
not where levels and rates are told ("the pH is kept at 7.35").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from frontend.normalize.patterns import regex
from frontend.normalize.scan import Place, Scan
from frontend.tables import word_set

DOTTED = regex(r"(?P<hour>\d{1,2})\.(?P<minute>[0-5]\d)(?![\d%°]|\.\d| ?(?:per|pc|km|m|kg|million|bn)\b)")
_LISTED = regex(r"(?:,? ?(?:&|and|or|,) ?\d{1,2}(?:\.[0-5]\d)?){1,3} ?[ap]\.?m\b")
_STOPS = regex("\\b(?:[Cc]all|[Cc]alls|[Cc]alling|[Ss]tops|[Ss]topping) at [^;:?!]*[A-Z][a-z]+ $")
TIME_CUES = word_set("at @ from until till before between by")
_BET = regex(r"£[0-9.]+ (?:each way |e/w |ew )?on [A-Z]|\bat (?:[0-9]+[-/][0-9]+|evens)")
_ENTRIES = regex(r"(?:^|[.;,\n] ?)[0-9]{1,2}\.[0-5][05] [A-Z][^;]{3,60}[.;,\n] ?[0-9]{1,2}\.[0-5][05] [A-Z]")
_OPEN_END = regex(" ?[-–] ?(?:late|close|closing|midnight|noon)(?![a-z])")
_LATER = word_set("since after past around about approx circa gone nearly almost")
TODAY = word_set(
    "this today tonight tomorrow yesterday on in every each last next as so because with for when if unless except "
    "until till onwards sharp please now here there"
)
_HAPPENED = word_set(
    "off back home there here in out rang called phoned left came went got arrived departed started began died born "
    "woke woken met landed awoke texted emailed messaged waking left leaving arriving ringing calling again today "
    "yesterday tomorrow tonight"
)
"""Words that end what happens at a time: "set off at 6.04", "born at 3.41"."""
_TAKEN = word_set("caught catch catching missed miss took take taking on aboard for got get getting")
_RAN = regex(" (?:was|is|were) (?:late|cancelled|delayed|full|packed|running|on time|on the|early|due)(?![a-z])")
_ABLE = word_set("can can't cannot could couldn't won't will i'll you'll we'll they'll")
_WAS_WHEN = word_set("before when by already")
_MOVES = word_set(
    "arrives arriving departs departing leaves leaving starts begins ends closes opens calls due eta etd sta std dep "
    "arr exp expected"
)
_OWNERS = word_set("our my your his her their")
_LEVELS = word_set(
    "ph ratio rate rates level levels temperature density average mean index yield rating "
    "share shares stock stocks pound sterling dollar euro gilts inflation unemployment"
)
_EVENTS = word_set(
    "entry entries reopening curfew bedtime doors door admission kick-off ko curtain bell service evensong mass lunch "
    "dinner tea arrive slot appointment appt meeting"
)
_RECURRING = word_set("daily weekdays weekends tonight tomorrow sharp prompt")
_SERVICES = word_set(
    "start kick-off appointment showing matinee performance screening sitting session film show race slot meeting "
    "sharp prompt lesson train bus flight coach ferry local service departure news from am pm"
)
_PLANS = word_set("alarm table booking booked reservation reserved set meet meeting appointment scheduled pencilled")
_ZONE = regex(" (?:GMT|BST|UTC|CES?T|EE?ST|EDT)(?![A-Za-z])")
_PLACE_BEFORE = regex("(?:^|[ (])[A-Z][a-z]{2,20}\\.? $")
_TIMED = regex(
    r"[0-9] ?[ap]\.?m\b|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z.]*\b|\b[0-2][0-9]:[0-5][0-9]\b"
    r"|\b[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2}(?![.0-9])"
    r"|\b[Tt]he (?:1[0-9]|2[0-3])\.[0-5][0-9]\b|\b[Tt]he [0-9]\.[0-5][0-9] (?:to|from) [A-Z]"
    r"|\b(?:k\.?o\.?|kick-off|gates|doors|tonight|tomorrow|curtain)\b|\b(?:at|from|till|on at) [0-9]{1,2}\.[0-5][05]\b"
)
_WORDS = regex("[a-z]+")
AHEAD = 60
BEHIND = 90
_REACH = 24
"""So many characters and words around, other times or a word of timetables are looked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Dotted(Place):
    """Hours and minutes with a full stop between them."""

    scan: Scan
    match: re.Match[str]

    @property
    def hour(self) -> int:
        return int(self.match["hour"])

    @property
    def is_round(self) -> bool:
        """Whether the minutes are a multiple of five."""
        return self.match["minute"][1] in "05"

    @property
    def left(self) -> str:
        """The entry before, without the full stop of an abbreviation."""
        return self.scan.left().rstrip(".")

    @property
    def after(self) -> str:
        """The word after; of an abbreviation ("appt") the full one."""
        word = self.scan.word_after(self.match.end())
        return word if word in TODAY else self.scan.language.full_word(word)

    @property
    def before_text(self) -> str:
        start = self.match.start()
        return self.scan.text[max(0, start - BEHIND) : start]

    @property
    def is_closed(self) -> bool:
        """Whether nothing follows that a number would count."""
        end = self.match.end()
        mark = self.scan.character(end) in (",", ".", ";", ":", ")", "?", "", "\n")
        return mark or self.scan.text.startswith(" (", end) or self.after in ("and", "or")

    @property
    def near_times(self) -> bool:
        """Whether another time or a word of timetables stands near."""
        ahead = self.scan.text[self.match.end() : self.match.end() + AHEAD]
        words = {*self.scan.lefts(_REACH), *_WORDS.findall(ahead.lower())}
        return _TIMED.search(f"{self.before_text} {ahead}") is not None or not self.cues("timetable").isdisjoint(words)


Rule = Callable[[Dotted], bool]
CERTAIN: list[Rule] = []
RULES: list[Rule] = []


def certain(condition: Rule) -> Rule:
    """Adds a condition to `CERTAIN`, which hold in any text."""
    CERTAIN.append(condition)
    return condition


def rule(condition: Rule) -> Rule:
    """Adds a condition to `RULES`."""
    RULES.append(condition)
    return condition


def match_dotted(scan: Scan, position: int) -> re.Match[str] | None:
    """Hours and minutes with a full stop at `position`, if they are a time of day."""
    match = DOTTED.match(scan.text, position)
    if not match or int(match["hour"]) > 23 or match["hour"] == "0":
        return None
    dotted = Dotted(scan, match)
    if scan.character(position - 1) == "(" and scan.left(2) in dotted.cues("billed"):
        return None  # "Refund (15.00)"
    if any(holds(dotted) for holds in CERTAIN):
        return match
    told = _LEVELS.isdisjoint(scan.lefts(6)) and any(holds(dotted) for holds in RULES)
    return match if told else None


@certain
def listed(dotted: Dotted) -> bool:
    """Further times follow: "the 9.30 & 11am Masses"."""
    return _LISTED.match(dotted.scan.text, dotted.match.end()) is not None


@certain
def zoned(dotted: Dotted) -> bool:
    """A time zone follows: "9.30 CET"."""
    return _ZONE.match(dotted.scan.text, dotted.match.end()) is not None


@certain
def raced(dotted: Dotted) -> bool:
    """A racecourse follows, or a bet stands before: "the 3.15 Ascot", "£25 on Blue Peter at 6-1 in the 4.10"."""
    bet = dotted.left == "the" and dotted.scan.left(2) == "in" and _BET.search(dotted.before_text) is not None
    headed = dotted.left in dotted.cues("racecourses") and dotted.scan.character(dotted.match.end()) == ":"
    return bet or headed or dotted.after.lower() in dotted.cues("racecourses")  # "Newbury 2.25: 1 Kauto Boy"


@certain
def open_ended(dotted: Dotted) -> bool:
    """It goes on from then: "7.30-late"."""
    return _OPEN_END.match(dotted.scan.text, dotted.match.end()) is not None


@certain
def about(dotted: Dotted) -> bool:
    """ "Ish" follows: "9.40ish"."""
    return dotted.scan.text.startswith("ish", dotted.match.end())


@rule
def padded(dotted: Dotted) -> bool:
    """The hour has a zero in front: "08.30"."""
    return dotted.match["hour"][0] == "0" and len(dotted.match["hour"]) == 2


@rule
def of_nature(dotted: Dotted) -> bool:
    """A word of the sun or the tides stands before: "sunset 20.58", "high water 05.12"."""
    return dotted.left in dotted.cues("sun and tides") or (
        dotted.left in ("is", "at", ":") and dotted.scan.left(2) in dotted.cues("sun and tides")
    )


@rule
def before_service(dotted: Dotted) -> bool:
    """Something that happens at a time follows: "the 9.15 train", "her 9.40 appt"."""
    return dotted.after in _SERVICES


@rule
def after_move(dotted: Dotted) -> bool:
    """A word of timetables stands before: "departs 9.15", "ETA 14.20", "starts at 7.05"."""
    return dotted.left in _MOVES or (dotted.left == "at" and dotted.scan.left(2) in _MOVES)


@rule
def train(dotted: Dotted) -> bool:
    """ "The" stands before, and where it goes or a word of timetables is near: "the 10.15 to Leeds"."""
    return dotted.left == "the" and (dotted.after in ("to", "at", "for") or dotted.near_times)


@rule
def taken(dotted: Dotted) -> bool:
    """A train that somebody catches or that is late: "I caught the 8.17", "the 8.02 was cancelled"."""
    ridden = dotted.scan.left(2) in _TAKEN and dotted.is_closed
    return dotted.left == "the" and (ridden or _RAN.match(dotted.scan.text, dotted.match.end()) is not None)


@rule
def told_alone(dotted: Dotted) -> bool:
    """A sentence of a message begins with it, and where follows: "Fancy a pint? 6.30 at the Crown"."""
    begins = dotted.left in ("", "?", "!") and dotted.is_round and 0 < dotted.hour < 13
    return begins and dotted.after in ("at", "outside", "sharp")


@rule
def managed(dotted: Dotted) -> bool:
    """Somebody can or cannot come then: "if you can't make 9.50"."""
    able = dotted.left in ("make", "manage", "do") and dotted.scan.left(2) in _ABLE
    return able and dotted.is_round and dotted.is_closed and 0 < dotted.hour < 13


@rule
def of_what_happened(dotted: Dotted) -> bool:
    """What happens at it stands before: "set off at 6.04", "she rang at 6.04 to say"."""
    happened = dotted.left in TIME_CUES and dotted.scan.left(2) in _HAPPENED
    return happened and dotted.after not in dotted.scan.language.units


@rule
def it_was(dotted: Dotted) -> bool:
    """ "It was" or "it's" stands before: "it was 3.20 before she slept"."""
    told = dotted.left in ("was", "is") and dotted.scan.left(2) == "it"
    return told and dotted.is_round and 0 < dotted.hour < 13 and dotted.after in _WAS_WHEN


@rule
def of_day(dotted: Dotted) -> bool:
    """The train of a day: "the Mon-Fri 9.02"."""
    day = dotted.left.replace("–", "-").rpartition("-")[2]
    return day in dotted.scan.language.weekdays and dotted.scan.left(2) == "the" and dotted.hour > 0


@rule
def of_event(dotted: Dotted) -> bool:
    """ "Is" and before it an event stand before: "lunch is 12.15"."""
    return dotted.left in ("is", "are") and dotted.scan.left(2) in _EVENTS and dotted.is_round


@rule
def among_times(dotted: Dotted) -> bool:
    """Alone between marks or behind a name, where other times stand near: "Mon 3 May, 7.45", "gates 8.40"."""
    if not dotted.is_closed:
        return False
    scan = dotted.scan
    named = _PLACE_BEFORE.search(dotted.before_text) is not None
    alone = dotted.left in ("", ",", "it's", "not", "c", "ca", "circa", "about", "abt", "around")
    alone = (alone or dotted.left in dotted.cues("events")) and dotted.is_round and dotted.hour > 0
    if (not alone and not named) or dotted.left in dotted.cues("places"):
        return False
    dated = any(word.rstrip(".") in scan.language.months for word in scan.left(2).split())  # "Fri 19 Dec., 11.15"
    full = dotted.match["minute"] == "00"
    return full or scan.left(2) in dotted.cues("events") or dated or dotted.near_times


@rule
def listing(dotted: Dotted) -> bool:
    """It begins an entry of a listing that has another one: "9.00 Homes Under the Hammer; 10.00 Morning Live"."""
    begins = dotted.left in ("", ".", ";", ",", "\n", ")") and dotted.is_round and dotted.hour > 0
    return begins and dotted.after[:1].isupper() and _ENTRIES.search(dotted.scan.text) is not None


@rule
def heads_entry(dotted: Dotted) -> bool:
    """An entry of a programme begins with it: "9am: Communion; 10.30: Sung Eucharist"."""
    begins = dotted.left in ("", ".", ";", "\n") and dotted.is_round and dotted.hour > 0
    return begins and dotted.scan.text.startswith(": ", dotted.match.end())


@rule
def after_weekday(dotted: Dotted) -> bool:
    """A day of the week stands before, no noun follows: "mats Thu/Sat 2.30"."""
    return dotted.left in dotted.scan.language.weekdays and dotted.is_round and dotted.is_closed and dotted.hour > 0


@rule
def at_stop(dotted: Dotted) -> bool:
    """A stop of a service stands before: "calls at Crewe 10.05, Rugby 10.51"."""
    return _STOPS.search(dotted.before_text) is not None and dotted.hour > 3


@rule
def after_event(dotted: Dotted) -> bool:
    """An event stands before, no noun follows: "last entry 4.15", "Mass 12.05 daily"."""
    after = dotted.after.lower().rstrip(".")
    daily = not after or after in _RECURRING or after in dotted.scan.language.weekdays
    return dotted.left in _EVENTS and dotted.is_round and daily


@rule
def owned(dotted: Dotted) -> bool:
    """Somebody's lesson or train: "our 3.15"."""
    hour = 0 < dotted.hour < 13
    return dotted.left in _OWNERS and dotted.is_round and hour and dotted.after not in dotted.scan.language.units


@rule
def after_preposition(dotted: Dotted) -> bool:
    """A preposition of time stands before: "at 8.30", "by 9.12 tomorrow"."""
    return dotted.left in TIME_CUES and (dotted.is_round or dotted.near_times)


@rule
def after_since(dotted: Dotted) -> bool:
    """ "Since" or another word of time and no unit: "since 9.15 this morning", "free after 6.30"."""
    told = dotted.left in _LATER and dotted.is_round and dotted.hour > 0
    return told and (dotted.is_closed or dotted.after in TODAY or dotted.near_times)


@rule
def planned(dotted: Dotted) -> bool:
    """ "For" stands before, and before it something that one plans: "set your alarm for 5.45"."""
    return dotted.left == "for" and dotted.is_round and not _PLANS.isdisjoint(dotted.scan.lefts(6))

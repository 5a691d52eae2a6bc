"""Two numbers with a hyphen that are no range: results, opening hours, numbers of things, odds.

A rule is one small function that explains itself; the first that answers is used.
"""

from __future__ import annotations

import re
from functools import cached_property

from frontend.normalize.amounts import measures
from frontend.normalize.cleaning import LETTER
from frontend.normalize.numerals import AFTER_RANGE, AIRCRAFT, DASH, DIFFERENCE, match_number
from frontend.normalize.numeric import digit_strings
from frontend.normalize.numeric.races import at_races
from frontend.normalize.numeric.results import are_results
from frontend.normalize.numeric.written import Written
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Rules
from frontend.normalize.scan import Reading, Scan
from frontend.tables import word_set

_LETTER = regex(f"[{LETTER}]")
_DAYS_AFTER = regex(r",? \(?(?:M[-–]F|Mon|Tue|Wed|Thu|Fri|Sat|Sun|daily|weekdays|wkdays|every day)")
_TWO = regex("([0-9]{1,3})[-–]([0-9]{1,3})(?= )")
_RESULT = regex("([0-9]{1,3})[-–]([0-9]{1,3})")
_LAW = regex("([1-9][0-9]{0,2})-([1-9][0-9]{0,3})(?![0-9/-]|[.,][0-9])")
_TALL = regex("([4-7])-(1[01]|[0-9])(?![0-9/-]|[.][0-9])")
_WEIGHT = regex(r"(?:,| and| &)? [1-4][0-9]{2}[ -]?(?:lbs?|pounds?|pounder)(?![a-z])")
_SHORT_PART = 2
"""A longer number before a zero is no chapter: its digits are read."""
_SECOND_PART = regex("[-–]([0-9]{1,3})(?![0-9/-]|:[0-9]|[.][0-9]|[A-Za-z])")
_DAY_OF_YEAR = regex("[0-9]{1,2}/[0-9]{1,2}")
_IN_RACE = regex(r" (?:in|for) the [0-9]{1,2}[.:][0-5][0-9]")
_HIGHEST = 199
"""A larger number is no result where a number is announced."""
_GAMES = regex("games? (?:back|behind|ahead|above|below|out|over|under|left)")
_BEFORE_CHRIST = regex(r" ?(?:v\. ?(?:Chr\.|u\. ?Z)|a\. ?(?:de )?C\.|a\. ?n\. ?e|av\. ?(?:J|n\. ?è)|B\.?C)", re.I)
"""Years before the era fall: "Platon (427-347 v. Chr.)"."""
_SERIES = frozenset(("series", "lead", "score", "match", "sets"))
"""Words of a result that is no record: "the series is 3-1"."""
_SEASON = 60
"""So many characters around a record, a word of the season may stand."""
_GAME = regex("(0|15|30|40)[-–](0|15|30|40)(?![\\w%°-]|[.,:/][0-9])")
_SERVING = frozenset(("at", "up", "down", "led", "leads", "leading", "trailed", "trails", "from"))
"""Words before the points of a game of tennis."""
_WORDS = regex("[a-z]+")
_TO = frozenset(("au", "al"))
_HIGHEST_SCORED = 999
_LONGEST_ODDS = 500


_NUMBERS = frozenset(("n°", "nº", "no", "n o", "numéro", "núm", "número", "nr", "nummer"))
"""Words between a thing and its number."""


class Hyphened(Written):
    """A number or range beside a hyphen."""

    @cached_property
    def pair(self) -> tuple[int, int, int] | None:
        """Two whole numbers with a dash between them that are no range, and where they end."""
        scan, number, end = self.scan, self.number, self.end
        if not self.is_single or AIRCRAFT.match(scan.text, self.start) or DIFFERENCE.match(scan.text, end):
            return None
        dash = DASH.match(scan.text, end)
        scored = scan.left() in self.cues("scored")
        highest = _HIGHEST_SCORED if scored or not digit_strings.is_announced(scan) else _HIGHEST
        if not dash or number.value is None or number.value > highest or dash.end() - end != 1:
            return None
        second = match_number(scan, dash.end())
        if not second or second[0].value is None or second[0].value > highest:
            return None
        joined = AFTER_RANGE.match(scan.text, second[1]) or _LETTER.match(scan.character(second[1]))
        return None if joined else (number.value, second[0].value, second[1])

    def said(self, pair: tuple[int, int, int], joint: str) -> Reading:
        """Both numbers of a pair with the language's word for `joint` between them."""
        word = self.scan.language.words[joint]
        return Reading(pair[2], f"{self.cardinal(pair[0])} {word} {self.cardinal(pair[1])}")


_STANDS = word_set("are is were was now at to finished finish go goes going went gone started start we're they're he's")
"""Words between a team and the games that it has won and lost."""

_STRETCH = regex(
    r" (?:on the road|at home|away from home|this season|last season|overall|against|all-time|since"
    r"|in (?:the|their|its|his|her) last)(?![a-z])"
)
"""Behind the games that a team has won and lost."""
_STRETCH_BEFORE = regex("[0-9] (?:on the road|at home|overall|this season)(?:,? and|,|,? but) $")
_MEASURED = word_set("hours ages sizes prices times levels scores odds rates temperatures temps doses")
"""What has a range of numbers and no games."""

RULES: Rules[Hyphened, Reading] = Rules()
rule = RULES.add


def read(written: Written) -> Reading | None:
    """The reading of the first rule that answers; None for numbers that are only counted."""
    hyphened = Hyphened(written.scan, written.start, written.quantity, written.end)
    return RULES.first(hyphened, written.scan.language.tag)


@rule("en")
def won_or_lost(written: Hyphened) -> Reading | None:
    """The score of one of several games: "W 9–4, L 3–10"."""
    match = _RESULT.match(written.scan.text, written.start)
    if not match or not are_results(written.scan.text, written.start - len("W ")):
        return None
    return written.said((int(match[1]), int(match[2]), match.end()), "to")


@rule()
def item(written: Hyphened) -> Reading | None:
    """The number of one thing that has two parts, no range: "Table 2-1", "textez INFO au 35-35"."""
    if written.number.negative:
        return None
    scan = written.scan
    number, end = match_number(scan, written.start) or (written.number, written.end)
    match = _SECOND_PART.match(scan.text, end)
    things = (scan.left(), scan.left(2)) if scan.left().rstrip(".") in _NUMBERS else (scan.left(),)
    # also "règlement n° 8-98"
    numbered = any(thing.rstrip(".").rpartition(" ")[2] in written.cues("items") for thing in things)
    numbered = numbered or (scan.left() in _TO and written.near("texted", 12))
    numbered = numbered or (scan.left() == "le" and scan.left(2) in written.cues("emergency"))  # "faites le 1-1"
    if not match or number.value is None or not numbered:
        return None
    parts = (number.digits, match[1])
    if match[1][0] == "0" and len(number.digits) > _SHORT_PART:
        said = ", ".join(scan.language.digits(part) for part in parts)  # "n.º 7789-01"
    else:
        said = " ".join(written.cardinal(int(part)) for part in parts)
    return Reading(match.end(), said)


@rule()
def two_kinds(written: Hyphened) -> Reading | None:
    """Two numbers of one thing: "12-2 wire", "the 80-20 rule", "a 1-2 curve"."""
    match = _TWO.match(written.scan.text, written.start)
    if not match:
        return None
    first, second = (int(number) for number in match.groups())
    noun = written.scan.word_after(match.end())
    split = noun in written.cues("splits") and first + second == 100
    pitched = first < 4 and second < 3 and noun in written.cues("pitches")
    if not split and not pitched and noun not in written.cues("paired"):
        return None
    return Reading(match.end(), f"{written.cardinal(first)} {written.cardinal(second)}")


@rule("es")
def law(written: Hyphened) -> Reading | None:
    """The number of a law and its Congress or year: "la Ley Pública 104-193"."""
    match = _LAW.match(written.scan.text, written.start)
    if not match or "ley" not in written.scan.lefts(3):
        return None
    return Reading(match.end(), f"{written.cardinal(int(match[1]))} {written.cardinal(int(match[2]))}")


@rule("en")
def height(written: Hyphened) -> Reading | None:
    """Feet and inches of a person, of whom the weight or "he is" tells: "he's 6-4, 245 lbs."."""
    match = _TALL.match(written.scan.text, written.start)
    if not match:
        return None
    noun = written.scan.word_after(match.end())
    told = written.scan.left() in ("he's", "she's", "i'm", "stands", "height", "measures") and not noun
    player = written.scan.left() in ("a", "the") and noun in written.cues("players")
    if not told and not player and not _WEIGHT.match(written.scan.text, match.end()):
        return None
    return Reading(match.end(), f"{written.cardinal(int(match[1]))} {written.cardinal(int(match[2]))}")


@rule()
def opening_hours(written: Hyphened) -> Reading | None:
    """From an hour to an earlier one beside days or a word such as "open": "Mon-Fri, 8-5"."""
    pair = written.pair
    if pair is None or max(pair[:2]) > 12 or not _opening(written.scan, pair[2]):
        return None
    return written.said(pair, "to")


@rule("en-US")
def record(written: Hyphened) -> Reading | None:
    """Games won and lost before a word such as "record": "a 5-10 start"."""
    match = _TWO.match(written.scan.text, written.start)
    if not match or written.scan.word_after(match.end()) not in written.cues("records of games"):
        return None
    return written.said((int(match[1]), int(match[2]), match.end()), "and")


@rule("en-US")
def standing(written: Hyphened) -> Reading | None:
    """Games won and lost of a team, where the words around tell of its season: "are 14-9 and sit 3 games back"."""
    pair = written.pair
    if pair is None or written.scan.left() not in _STANDS:
        return None
    text, end = written.scan.text, pair[2]
    around = f"{text[max(0, written.start - _SEASON) : written.start]} {text[end : end + _SEASON]}"
    words = frozenset(re.split("[^a-z]+", around.lower()))
    told = not written.cues("standings").isdisjoint(words) or _GAMES.search(around)
    if not told or not words.isdisjoint(_SERIES):
        return None
    return written.said(pair, "and")


@rule("en-US")
def stretch(written: Hyphened) -> Reading | None:
    """Games won and lost of a part of the season: "are 1-5 on the road", "is 4-0 against Duke"."""
    match = _TWO.match(written.scan.text, written.start)
    stands = written.scan.left() in _STANDS or written.scan.is_behind(_STRETCH_BEFORE, written.start, _SEASON)
    if not match or not stands or not _STRETCH.match(written.scan.text, match.end()):
        return None
    if written.scan.left(2) in _MEASURED | _SERIES:
        return None
    return written.said((int(match[1]), int(match[2]), match.end()), "and")


@rule("en")
def points_of_game(written: Hyphened) -> Reading | None:
    """The points of a game of tennis: "she served at 40-0"."""
    match = _GAME.match(written.scan.text, written.start)
    noun = written.scan.word_after(match.end()) if match else ""
    if not match or written.scan.left() not in _STANDS | _SERVING or noun in written.scan.language.units:
        return None
    first, second = (int(points) for points in match.groups())
    ahead = frozenset(_WORDS.findall(written.scan.text[match.end() : match.end() + _SEASON].lower()))
    told = written.near("tennis", 10) or not written.cues("tennis").isdisjoint(ahead)
    if not told or first == second == 0 or noun.endswith("s"):
        return None  # "served at 30-40 weddings"
    if first == second:
        return Reading(match.end(), f"{written.cardinal(first)} all")
    return Reading(match.end(), " ".join(written.cardinal(points) if points else "love" for points in (first, second)))


@rule("en")
def odds(written: Hyphened) -> Reading | None:
    """So many to so many in a text of races: "9-1 jt fav", "backed at 11-4"."""
    pair = written.pair
    if pair is None or max(pair[:2]) > _LONGEST_ODDS or not _backed(written, pair[2]):
        return None
    return written.said(pair, "to")


@rule("en")
def graded(written: Hyphened) -> Reading | None:
    """From a higher mark or step to a lower one: "grades 9-4"."""
    pair = written.pair
    if pair is None or pair[0] <= pair[1]:
        return None
    told = written.scan.left() in ("all", "mostly", "mainly", "got", "or", "to", "of") and written.near("marked", 14)
    if not told and written.scan.left() not in written.cues("steps"):
        return None
    return written.said(pair, "to")


@rule("de")
def falling(written: Hyphened) -> Reading | None:
    """From a higher amount to a lower one: "Schneefallgrenze 900–700 m"."""
    pair = written.pair
    found = measures.unit_after(written.scan, pair[2]) if pair and pair[0] > pair[1] else None
    if pair is None or not found:
        return None
    to = written.scan.language.words["to"]
    return Reading(found[1], f"{written.cardinal(pair[0])} {to} {written.cardinal(pair[1])} {found[0].plural}")


@rule()
def before_christ(written: Hyphened) -> Reading | None:
    """The years of a life before the era: "Platon (427-347 v. Chr.)"."""
    pair = written.pair
    if not pair or not _BEFORE_CHRIST.match(written.scan.text, pair[2]):
        return None
    return written.said(pair, "to")


@rule()
def score(written: Hyphened) -> Reading | None:
    """A dash and a number that is not larger is a result, not a range: "3-1"."""
    pair = written.pair
    return Reading(pair[2], written.scan.language.score(pair[0], pair[1])) if pair else None


def _backed(written: Written, end: int) -> bool:
    """Whether odds may stand before `end`: a word of bets follows or stands before."""
    ahead = written.scan.text[end : end + 24].lower().replace(".", " ").replace(",", " ").split()[:2]
    if not written.cues("backed").isdisjoint(ahead):
        return True
    if written.scan.left() == "at" and _IN_RACE.match(written.scan.text, end):
        return True
    return written.scan.left() in written.cues("priced") and (written.near("backed", 24) or at_races(written))


def _opening(scan: Scan, end: int) -> bool:
    """Whether hours of opening may follow: days of the week stand before, or a word such as "open"."""
    left = scan.left(2) if scan.left() in (",", ":", "is", "are", "runs") else scan.left()  # "lunch is 12-1"
    days = re.split("[-–/ .]+", left)
    if scan.left() == "," and _DAY_OF_YEAR.fullmatch(left) and scan.left(3).rstrip(".") in scan.language.weekdays:
        return True  # "Sat 9/11, 9–1"
    if scan.language.tag.startswith("en") and _DAYS_AFTER.match(scan.text, end):
        return True  # "8-8, M-F"
    if scan.left() == "," and scan.left(3).rstrip(".") in scan.language.weekdays and days[-1] in scan.language.months:
        return True  # "Mon 25 Aug, 10-4"
    return left in scan.language.cues.get("opening", ()) or any(
        day in scan.language.weekdays or day in scan.language.cues.get("short days", ()) for day in days if day
    )

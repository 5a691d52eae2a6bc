"""Abbreviated weekdays: ``Mon-Fri``, ``Tue 3rd Jan``, ``Mo-Fr 9-17 Uhr``, ``lun.-ven.``

A rule is one small function that explains itself and gives the reading, or False where the word is no day, or None for
the next one.
"""

from __future__ import annotations

import re
from typing import Literal

from frontend.normalize.cleaning import LETTER
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Rules
from frontend.normalize.scan import Anchor, Reading, Scan

_DAY = regex(f"([{LETTER}]{{2,10}})(\\.?)")
_HEADED = regex(": | [-–] (?![0-9])")
_DASH = regex("[ \u00a0]?[-–][ \u00a0]?| (?:al?|à|au|AL?|À|AU) ")

_JOINED = regex(f"(?:, ?| (?:y|e|o|et|ou|und|u\\.|oder|od\\.|and|or|&) )([{LETTER}]{{2,10}})\\.")
_OPENED = regex(r"(?: (?:von|ab|bis|um))? [0-9]{1,2}(?:[.:][0-9]{2}(?![.0-9])|[-–][0-9]| Uhr)")
"""Hours behind a day whose capital a hurried writer left out: "fr. bis 13 Uhr"."""
_TIME_BEFORE = regex(r"[0-9] ?[ap]\.?m\.?$|:[0-5][0-9]$|^(?:noon|midnight)$")
_TIME_AFTER = regex(r"[0-9]{1,2}(?:[:.][0-5][0-9])? ?[ap]\.?m|[0-9]{1,2}:[0-5][0-9]|noon|midnight")
_DAYS = "(?:(?:y|et|und|u\\.) )?([A-ZÀ-Þ][a-zà-ÿ]{1,2})"
_LISTED = regex(f"(?:,? |,){_DAYS}(?:(?:,? |,){_DAYS})*,? [0-9]")
"""The other days of a list without full stops: "Mo, Mi 8-12 Uhr"."""
_DAY_AND_YEAR = regex(r"\.? (?:[0-9]{1,2}(?:,| de|,? del) )?(?:19|20)[0-9]{2}(?![0-9])")
"""What makes Spanish "mar" March: "mar 21, 2025"."""
_SIDES = regex(r" [0-9]{1,4}(?:[.,][0-9]{1,2})? ?(?:[cm]?m|po|pi|['\"″′])? ?[x×] ?[0-9]")
_TESTED = regex(" (?:[4-9]|1[0-6])[0-9]0(?![0-9]|[:./-][0-9])")
"""The points of an American test: "SAT 1450"."""
_HOURS_OF_DAY = regex(
    "(?:(?:ab|bis|von|um|nur|je) )?[0-9]{1,2}(?:[.:][0-5][0-9])?(?: ?[-–]| ?Uhr| ?h\\b|[,;]|$)"
    "|(?:geschl|[Rr]uhetag|zu\\b|frei\\b|nach |n[.] ?V|ganzt)"
)
"""What a German entry of opening hours goes on with behind its day: "Mi: 8-13 Uhr", "Fr.: geschlossen"."""
_OTHER_GERMAN_DAY = regex(
    "(?<![A-Za-zÀ-ÿ])(?:(?:Mo|Di|Mi|Do|Fr|Sa)(?= [a-z])|(?:Mo|Di|Mi|Do|Fr|Sa|So)(?=[.:,/–-]| [0-9(]))"
)
_GERMAN_ENTRY = 60
"""So many characters on both sides, an entry for another day may begin."""
_WORDS_TOO = frozenset(("jeu", "mar", "mer"))
_DAY_ALONE = regex(" [0-3]?[0-9](?:er)? (?:janv|févr?|mars|avr|mai|juin|juil|août|sept|oct|nov|déc)| [0-9]{1,2} ?[h:]")
"""What makes French "jeu" or "mer" a day without its full stop: "jeu 12 mars", "mer 18 h"."""
_DAY_AT_END = regex(" [0-3]?[0-9](?:er)?(?=$|[,;.)|:–/-])|[-–/]| (?:au|à|et) ")
_BEFORE_DAYS = frozenset(("le", "du", "au", "ce", "chaque", "et", "ou", "à", "dès"))
_OTHER_DAY = regex(f"(?<![{LETTER}])([{LETTER}]{{3,5}})(?:\\.| [0-9])")
_OTHER_MONTH = regex(f"(?:^|[,;:·•|/(–—\n]) ?([{LETTER}]{{3,5}})\\.? [0-9]")
_OTHER_ENGLISH_DAY = regex("(?<![A-Za-z])(?:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri)(?![A-Za-z])")
"""No Saturday or Sunday, which are words too."""
_PART_OF_DAY = regex(
    r" (?:(?:1[0-2]|[1-9])(?:[:.][0-5][0-9])? ?[ap]m|nights?|nite|evenings?|eve|mornings?|afternoons?|arvo|[ap]\.?m\.?)"
    r"(?![\w])"
)
_ENGLISH_WORDS = frozenset(("sun", "wed"))
"""Short names of days that are words in small letters."""
_WHO_SAT = frozenset(("i", "he", "she", "it", "we", "they", "who", "and", "have", "had", "has"))
_NAME = regex("[a-z] [A-Z][a-z]{3,20} $")
_LONGEST_NAME = 24
_STITCHES = regex(" [0-9]{1,3} m(?:\\.|ailles?)(?![\\w])")
_OR_DAY = regex(" ou (lun|mar|mer|jeu|ven|sam|dim)(?![\\w])")
_ASKED = regex("[ \u00a0]?(?:[?!]|\\n|$)| (?:stp|svp)(?![\\w])")
_ON_DAYS = frozenset(("on", "this", "next", "last", "for", "every", "4", "til", "till", "until", "by"))
_ARROW = regex("(?:→|->) ?$")
_ENTRY = 40
"""So many characters on both sides, another entry of a list of days or months may stand."""
_NEAR = 4
"""So many words before, another day may stand."""
_LIST_REACH = 12
_JOINERS = frozenset((",", "y", "e", "o", "et", "ou", "und", "u.", "oder", "od.", "and", "or", "&"))


class Day(Anchor):
    """A word that names a day of the week: "Mon", "lunes", "sáb."."""

    __slots__ = ("name", "stopped", "written")

    def __init__(self, scan: Scan, position: int, written: str, stopped: bool, name: str) -> None:
        super().__init__(scan, position)
        self.written = written
        self.stopped = stopped
        self.name = name

    @property
    def word_end(self) -> int:
        return self.position + len(self.written)

    @property
    def end(self) -> int:
        """Behind its full stop, if it has one."""
        return self.word_end + self.stopped

    @property
    def ends_sentence(self) -> bool:
        """Whether a sentence may end behind it."""
        return self.scan.ends_here(self.end)

    @property
    def is_capital(self) -> bool:
        return self.written[0].isupper()

    @property
    def spoken(self) -> str:
        """The full name, in Spanish in the plural behind "los": "los sáb. y dom."."""
        plural = self.stopped and self.name.endswith("o") and _is_plural(self.scan)
        return self.name + "s" if plural else self.name

    @property
    def is_short(self) -> bool:
        """Whether it is less than what is said."""
        return self.written.lower() != self.spoken.lower()

    def precedes(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        return pattern.match(self.scan.text, self.end)

    def other(self, written: str) -> str | None:
        """The full name of another day."""
        return self.language.weekdays.get(written.lower())

    def whole(self) -> Reading:
        """The day with its full stop."""
        return Reading(self.end, self.spoken)

    def before_stop(self) -> Reading:
        """The day without the full stop that ends a sentence, too."""
        return Reading(self.end - self.ends_sentence, self.spoken)


Answer = Reading | Literal[False]
RULES: Rules[Day, Answer] = Rules()
rule = RULES.add


def recognise(scan: Scan, position: int) -> Reading | None:
    """A range of weekdays, or an abbreviated one."""
    match = _DAY.match(scan.text, position)
    name = scan.language.weekdays.get(match[1].lower()) if match else None
    if not match or name is None:
        return None
    return RULES.first(Day(scan, position, match[1], bool(match[2]), name), scan.language.tag) or None


@rule()
def month(day: Day) -> Answer | None:
    """The name of a month is no day: Spanish "mar 21, 2025", "Ene. 12 · Feb. 14 · Mar. 19"."""
    if day.written.lower() not in day.language.months:
        return None
    dated = _DAY_AND_YEAR.match(day.scan.text, day.word_end) is not None
    return False if dated or _others_of_line(day) == (False, True) else None


@rule("fr")
def sized(day: Day) -> Answer | None:
    """Before the sides of a thing or stitches it is no Sunday: "Dim. 30 x 20 x 15 cm", "Dim. 2 m."."""
    told = day.written.lower() == "dim" and day.stopped and (day.precedes(_SIDES) or day.precedes(_STITCHES))
    return False if told else None


@rule("en-US")
def scored_test(day: Day) -> Answer | None:
    """An American test is no day: "SAT 1450"."""
    return False if day.written == "SAT" and day.precedes(_TESTED) else None


@rule()
def until_day(day: Day) -> Answer | None:
    """Up to another day: "Mon-Fri", "du lun. au ven.", but "de mar a mar"."""
    dash = day.precedes(_DASH)
    second = _DAY.match(day.scan.text, dash.end()) if dash else None
    other = day.other(second[1]) if second and second[1].lower() != day.written.lower() else None
    if not dash or not second or not other or day.scan.character(second.end()).isalnum():
        return None
    end = second.end() - (second[2] == "." and day.scan.ends_here(second.end()))
    between = dash[0].strip().lower() if dash[0].strip().isalpha() else day.language.words["to"]
    return Reading(end, f"{day.name} {between} {other}")


@rule("de")
def heading_of_hours(day: Day) -> Answer | None:
    """Before its hours in a table: "Mi: 8-13 Uhr", "Fr.: geschlossen", "Mo: Ruhetag, Di: 9-18", and without a colon
    where there are others: "Mo-Fr alle 10 Min., Sa alle 20 Min."."""
    text, begins = day.scan.text, day.left in ("", "\n", ",", ";", ":", ".", "•")
    if not begins or not day.written.istitle() or not day.is_short or day.scan.character(day.end) not in (":", " "):
        return None
    headed = day.scan.character(day.end) == ":"
    around = (
        text[max(0, day.position - _GERMAN_ENTRY) : day.position],
        text[day.end + 1 : day.end + _GERMAN_ENTRY],
    )
    listed = headed or not text[day.end + 1 : day.end + 2].isupper()  # "Fr. Dr. Maier", "Mo Farah lief 3 km"
    word = day.written == "So" and not headed and day.scan.at_sentence_start()  # "So kommen Sie zu uns: Mo-Fr"
    several = listed and not word and any(_OTHER_GERMAN_DAY.search(side) for side in around)
    hours = headed and _HOURS_OF_DAY.match(text, day.scan.skip_spaces(day.end + 1))
    return Reading(day.end, day.name) if several or hours else None


@rule()
def until_time(day: Day) -> Answer | None:
    """Behind one time and before another: "9pm Fri-6am Mon"."""
    dash = day.precedes(_DASH)
    timed = dash and _TIME_BEFORE.search(day.left) and _TIME_AFTER.match(day.scan.text, dash.end())
    return Reading(dash.end(), f"{day.name} {day.language.words['to']}") if dash and timed else None


@rule("en")
def heading(day: Day) -> Answer | None:
    """Before a colon or a dash with spaces: "Fri: sunny spells", "Mon – closed"."""
    heads = day.scan.at_sentence_start() or day.left in (";", ",", ":")
    heads = heads and day.written.istitle() and day.precedes(_HEADED) is not None
    return Reading(day.end, day.name) if heads else None


@rule("en")
def part_of_day(day: Day) -> Answer | None:
    """Before a part of it, in small letters too, or alone in brackets: "sat night", "(Sat)", but "sun morning"."""
    word = day.written in _ENGLISH_WORDS or (day.written == "sat" and day.left in _WHO_SAT)
    part = day.precedes(_PART_OF_DAY) and (not word or day.left in _ON_DAYS)
    bracketed = day.before == "(" and day.scan.character(day.end) == ")" and day.written.istitle()
    return day.whole() if day.is_short and (part or bracketed) else None


@rule("en")
def entry_of_days(day: Day) -> Answer | None:
    """It begins an entry beside those of other days, or an arrow points to it: "Mon PE; Weds art", "bins → Fri"."""
    if not (day.written.istitle() and day.is_short):
        return None
    text, position = day.scan.text, day.position
    around = f"{text[max(0, position - _ENTRY) : position]}|{text[day.end : day.end + _ENTRY]}"
    begins = day.left in ("", ";", ",", ":", "\n") and text[day.end : day.end + 1] == " "
    told = begins and _OTHER_ENGLISH_DAY.search(around) is not None
    if not told and not day.scan.is_behind(_ARROW, position, len("-> ")):
        return None
    return day.before_stop() if day.stopped else day.whole()


@rule()
def counted(day: Day) -> Answer | None:
    """So many of something are no day: German "mit 6 Mo."."""
    return False if day.left.isdecimal() and len(day.written) == 2 and day.stopped else None


@rule()
def joined(day: Day) -> Answer | None:
    """One of several: "los mar. y jue."."""
    if not day.stopped or not day.is_short:
        return None
    after = day.precedes(_JOINED)
    joins = after is not None and day.other(after[1]) is not None
    before = day.scan.left(3 if day.left in _JOINERS and day.scan.left(2) == "," else 2)  # "Fri, Sat, or Sun."
    joins = joins or (day.left in _JOINERS and before.rstrip(".") in day.language.weekdays)
    return day.before_stop() if joins else None


@rule("es")
def of_article(day: Day) -> Answer | None:
    """Behind an article in a sentence that goes on: "el mar. y el mié."."""
    named = day.stopped and day.left in ("el", "este", "próximo")
    return day.whole() if named and not day.ends_sentence else None


@rule()
def of_every(day: Day) -> Answer | None:
    """Behind an article of several, in French of one: "los mar.", "libre le sam."."""
    named = day.left in ("los", "les") or _is_day_of(day.scan, day.written.lower())
    return day.before_stop() if day.stopped and named else None


@rule("fr")
def asked(day: Day) -> Answer | None:
    """At the end of a question or a line: "le match de dim?", "rdv pour sam"."""
    told = day.written in ("lun", "ven", "sam", "dim") and day.left in ("de", "à", "pour", "ce", "avant", "après")
    told = told or (day.left == "ou" and day.scan.left(2) in day.language.weekdays)  # "lun ou mar?"
    return day.whole() if told and not day.stopped and day.precedes(_ASKED) else None


@rule("fr")
def one_or_other(day: Day) -> Answer | None:
    """One of two days: "on se voit lun ou mar?"."""
    match = day.precedes(_OR_DAY) if day.written.islower() and not day.stopped else None
    return day.whole() if match and day.other(match[1]) else None


@rule()
def listed(day: Day) -> Answer | None:
    """One of a list without full stops before hours: "Mo, Mi 8-12 Uhr"."""
    match = day.precedes(_LISTED) if day.is_capital else None
    return day.whole() if match and day.other(match[1]) else None


@rule()
def opened(day: Day) -> Answer | None:
    """Before hours: "fr. bis 13 Uhr"."""
    return day.whole() if day.stopped and len(day.written) == 2 and day.precedes(_OPENED) else None


@rule()
def slashed(day: Day) -> Answer | None:
    """Beside a slash: "Mon/Wed/Fri"."""
    beside = day.scan.character(day.end) == "/" or day.before == "/"
    alone = day.is_capital and not day.scan.character(day.word_end).isalnum()
    return Reading(day.word_end, day.spoken) if beside and alone else None


@rule("fr")
def name_too(day: Day) -> Answer | None:
    """A man: "Sam, 12 ans", "Bonjour Sam, 3 clients", but "Sam 12 janv.", "Sam 18 h"."""
    if day.stopped or day.written != "Sam" or any(day.other(entry.rstrip(".")) for entry in day.scan.lefts(_NEAR)):
        return None
    after_comma = day.scan.character(day.end) == ","
    told = _DAY_ALONE.match(day.scan.text, day.end + after_comma)
    return None if told or (not after_comma and day.precedes(_DAY_AT_END)) else False


@rule("fr")
def word_too(day: Day) -> Answer | None:
    """The sea and a game: "fruits de mer, 12 $", "le jeu 6-3", but "le jeu 12 mars", "mar 3, mer 18 h"."""
    if day.stopped or day.is_capital or day.written not in _WORDS_TOO - {"mar"}:
        return None
    if any(day.other(entry.rstrip(".")) for entry in day.scan.lefts(_NEAR)):
        return None  # "mar 3, mer 4"
    told = not day.left.isalpha() or day.left in _BEFORE_DAYS
    return None if told and day.precedes(_DAY_ALONE) else False


@rule("en")
def newspaper(day: Day) -> Answer | None:
    """Behind the name of a town, and a date follows: "the Harlow Sun, August 16", but "on Sun, Aug. 16"."""
    named = day.written == "Sun" and day.scan.is_behind(_NAME, day.position, _LONGEST_NAME)
    return False if named and not day.stopped and day.left not in day.cues("weekday") else None


@rule()
def dated(day: Day) -> Answer | None:
    """Before a number or a month: "Tue 3rd Jan", "Fri, Mar 5"."""
    scan = day.scan
    if not day.is_short or scan.character(day.end) not in (" ", ","):
        return None
    if not day.is_capital and day.language.capital_months:
        return None
    following = scan.skip_spaces(day.end + (scan.character(day.end) == ","))
    word = _DAY.match(scan.text, following)
    named = word is not None and word[0][0].isupper() and word[1].lower() in day.language.months
    return day.whole() if named or scan.character(following).isdecimal() else None


@rule()
def of_week(day: Day) -> Answer | None:
    """One of the days of a list, where it might be a month: "lun. lentejas, mar. pollo"."""
    either = day.stopped and day.written.lower() in day.language.months and not day.scan.ends_here(day.end)
    return day.whole() if either and _others_of_line(day) == (True, False) else None


def _others_of_line(day: Day) -> tuple[bool, bool]:
    """Whether other short names of days, and of months that begin an entry with their day, stand near and are not
    both."""
    days, months = day.language.weekdays.keys(), day.language.months.keys()
    line = day.scan.text[max(0, day.position - _ENTRY) : day.end + _ENTRY]
    other_days = {match[1].lower() for match in _OTHER_DAY.finditer(line)} - months
    other_months = {match[1].lower() for match in _OTHER_MONTH.finditer(line)} - days
    return not other_days.isdisjoint(days), not other_months.isdisjoint(months)


def _is_day_of(scan: Scan, day: str) -> bool:
    """Whether a French article stands before a day that no other word can be: "libre le sam."."""
    left = scan.left()
    return left == "sauf" or (left in ("le", "ce", "chaque", "du", "au") and day not in _WORDS_TOO)


def _is_plural(scan: Scan) -> bool:
    """Whether Spanish "los" stands before this day and the other days of its list."""
    entries = scan.lefts(_LIST_REACH)
    opening = next((entry for entry in entries if not _is_of_list(scan, entry)), "")
    return opening == "los"


def _is_of_list(scan: Scan, entry: str) -> bool:
    return entry in _JOINERS or entry.rstrip(".") in scan.language.weekdays

"""A run of digits that is read one by one: it is long, begins with a zero, or stands behind a word such as "account".

A rule is one small function that explains itself and gives the reading, or False where the digits count something, or
None for the next one. Groups of digits are for `digit_groups`.
"""

from __future__ import annotations

from typing import Literal

from frontend.normalize.amounts.measures import unit_after
from frontend.normalize.numeric.digit_strings import (
    LIST_WORDS,
    LONG,
    announces,
    counts_thousands,
    is_announced,
    is_texted,
    verbalise,
)
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Rules
from frontend.normalize.scan import Anchor, Reading, Scan
from frontend.tables import word_set

_RUN = regex("[0-9]{1,400}+(?![.,][0-9]|[%°])")
"""No part of a decimal or a percentage."""
_AMOUNTS = frozenset(("dollars", "pounds", "euros", "people", "points", "miles", "percent", "guests", "words"))
_CAPITALS = regex("(?:^|[ (])[A-Z]{2,4} $")
_PRICED = regex("[ \u00a0\u202f]?[$€£¢]")
_JOINED = regex("[-–/][0-9]")
_ROOMS = frozenset(("suite", "ste", "room", "rm", "unit", "apt", "apartment"))
_CATALOGUES = word_set(
    "maxime maximen reflexionen aphorismus aphorismen fragment fragmente verordnung richtlinie gesetz gesetzblatt werk "
    "werkverzeichnis opus sonate katalog gedicht gedichte brief briefe psalm heft ausgabe band los"
)
"""What is counted in a book or catalogue, German."""
_CATALOGUE_REACH = 4
_CALL_REACH = 12
"""So many words to the left, an emergency service may stand."""
_HIDDEN = regex("[*•]{2,3}[ -]?$")
"""Marks in the place of digits: "**** 4417", "(***) ***-4417"."""


class Run(Anchor):
    """A run of digits up to `end`."""

    __slots__ = ("digits", "end")

    def __init__(self, scan: Scan, position: int, digits: str) -> None:
        super().__init__(scan, position)
        self.digits = digits
        self.end = position + len(digits)

    @property
    def size(self) -> int:
        return len(self.digits)

    @property
    def following(self) -> str:
        """The two characters behind it."""
        return self.scan.text[self.end : self.end + 2]

    @property
    def noun(self) -> str:
        """The word after, "" if none follows."""
        return self.scan.word_after(self.end)

    @property
    def signed(self) -> bool:
        """Whether the sign of a number stands before what is long enough for a code: "Rx #884213", "CVS #4410"."""
        if self.before != "#":
            return False
        shop = self.size == 4 and not self.digits.endswith("00") and self.language.tag.startswith("en")
        return self.size > 4 or (shop and self.scan.character(self.position - 2) in (" ", "(", ""))

    @property
    def hidden(self) -> bool:
        """Whether marks in the place of the other digits stand before it: "Visa **** **** 4417"."""
        return _HIDDEN.search(self.scan.text, max(0, self.position - 4), self.position) is not None

    @property
    def keyed(self) -> bool:
        """Whether a key of a telephone stands beside it: "4417#", "*611"."""
        if self.following[:1] == "#" and not self.following[1:].isalnum() and self.size > 2:
            return True
        return self.before == "*" and self.size in (3, 4) and "born" not in self.language.words

    def grouped(self) -> Reading:
        """The digits one by one, with pauses in long runs."""
        return Reading(self.end, verbalise(self.digits, self.language))

    def one_by_one(self) -> Reading:
        return Reading(self.end, self.language.digits(self.digits))


Answer = Reading | Literal[False]
RULES: Rules[Run, Answer] = Rules()
rule = RULES.add


def recognise(scan: Scan, position: int) -> Reading | None:
    """A run of digits that is no number."""
    match = _RUN.match(scan.text, position)
    if not match or scan.character(match.end()).isalpha() or counts_thousands(scan, position):
        return None
    return RULES.first(Run(scan, position, match.group()), scan.language.tag) or None


@rule()
def texted(run: Run) -> Answer | None:
    """Where a message is sent to: "envíe SÍ al 55512", "al 4040"."""
    short = run.size == 4 and "es" in run.language.lineage and run.digits[:2] not in ("19", "20")
    return run.grouped() if (run.size > 4 or short) and is_texted(run.scan) else None


@rule()
def second_of_two(run: Run) -> Answer | None:
    """The second of two codes: "Nr. 4021 und 4055", "ZIP codes 78701 & 78702"."""
    scan = run.scan
    listed = scan.left() in LIST_WORDS and scan.left(2).isdecimal() and len(scan.left(2)) == run.size > 3
    announced = listed and any(announces(scan, scan.left(distance)) for distance in (3, 4))
    return run.one_by_one() if announced else None


@rule("en")
def service(run: Run) -> Answer | None:
    """The number of a service after another one: "dial 1471 or 1571"."""
    if run.size != 4 or run.digits[0] != "1" or run.left not in ("or", "and", ","):
        return None
    return run.one_by_one() if run.near("emergency", _CALL_REACH) and not run.noun.endswith("s") else None


@rule("en")
def lettered(run: Run) -> Answer | None:
    """Behind capitals that are no currency: "RMA 55802"."""
    if run.size not in (5, 6) or not _CAPITALS.search(run.scan.text[max(0, run.position - 6) : run.position]):
        return None
    counted = run.left.upper() in run.language.currencies or unit_after(run.scan, run.end) or run.noun.endswith("s")
    return None if counted else run.grouped()


@rule()
def certain(run: Run) -> Answer | None:
    """Long, with a zero in front, or beside a sign: "1234567", "007", "#88410", "steht bei 00451 m³"."""
    beside = run.signed or run.keyed or run.hidden
    if not beside and run.size < LONG and (run.size < 3 or run.digits[0] != "0"):
        return None
    spoken, unit = run.grouped(), None if beside or run.digits[0] != "0" else unit_after(run.scan, run.end)
    return Reading(unit[1], f"{spoken.spoken} {unit[0].plural}") if unit else spoken


@rule()
def measured(run: Run) -> Answer | None:
    """Three digits before a unit are an amount: "a ring 100 m down"."""
    unit = unit_after(run.scan, run.end) if run.size == 3 else None
    return False if unit and run.scan.text[run.end : unit[1]].strip().islower() else None


@rule("de")
def catalogued(run: Run) -> Answer | None:
    """One of many in a book or catalogue: "Goethe, Maximen und Reflexionen, Nr. 1119", but "Kunden-Nr. 1119"."""
    listed = run.size == 4 and run.left == "nr." and run.digits[0] != "0"
    return False if listed and not _CATALOGUES.isdisjoint(run.scan.lefts(_CATALOGUE_REACH)) else None


@rule()
def announced(run: Run) -> Answer | None:
    """Behind a word that announces a code: "my PIN is 4071", "Suite 1200", but "my account is 1200 dollars short"."""
    scan, language = run.scan, run.language
    if run.size < 3 or _JOINED.match(scan.text, run.end) or not is_announced(scan):
        return None
    if run.size == 3 and (run.left in run.cues("counted") or _counts(run)):
        return False
    if run.noun in _AMOUNTS or run.noun in run.cues("street_first") or _PRICED.match(scan.text, run.end):
        return False
    room = run.size == 4 and run.digits.endswith("00") and run.left.rstrip(".") in _ROOMS
    spoken = language.code_digits(run.digits) if run.size == 3 or room else verbalise(run.digits, language)
    return scan.with_genitive(Reading(run.end, spoken))


@rule()
def postcode(run: Run) -> Answer | None:
    """A postcode before or behind the name of its town: "en 78201 San Antonio"."""
    placed = run.size == 5 and run.language.looks_like_postcode(run.scan, run.position, run.end)
    return run.one_by_one() if placed else None


def _counts(run: Run) -> bool:
    """Whether it counts what follows: "compte 193 pays", "312 p."; English verbs end in s too."""
    noun, language = run.noun, run.language
    if run.left in run.cues("ordering"):  # "call 250 customers", but "order 482 ships today"
        several = len(noun) > 3 and noun.islower() and noun[-1] == "s" and noun not in run.cues("verbs")
        return noun in ("people", "men", "women") or several
    if language.tag.startswith("en"):
        return False
    full = language.noun_at(run.scan, run.end)
    return (full != noun and full in language.nouns) or (len(full) > 3 and full.islower() and full[-1] in "sx")

"""A slash between a counted thing and a word: ``20 Euro/Stunde``, ``3 Tabletten/Tag``, ``6:21/mi.``.

A rule is one small function that explains itself; the first that answers is used.
"""

from __future__ import annotations

import re
from functools import cached_property

from frontend.normalize.amounts.rated import per
from frontend.normalize.cleaning import LETTER
from frontend.normalize.marks.marks import Mark
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Rules
from frontend.normalize.scan import Reading

_WORD = regex(f"[{LETTER}µ]{{1,20}}(?:[²³]|[23](?![0-9]))?(?![{LETTER}0-9/²³])")
_TIME = regex("/[1-9][0-9]? ?(?:h|min|s|j)(?![\\w])")
_ROAD = regex("/[ABKL] [0-9]")
_SHORTEST = 3
_SO_MUCH = regex("/[1-9][0-9]{0,3} ?(?:m?[lL]|k?g|m²)(?![\\w/])")
_LISTED = regex("(?:^|[,;:(–-] ?|\n)[^\\W\\d_]{2,20}(?:/[^\\W\\d_]{2,20}){1,3}$")
"""Words with slashes that no number stands before."""
_LISTED_REACH = 84
_PACE = regex("[0-9]:[0-5][0-9](?: ?min)?$")
"""The time of a runner, before the slash."""
_SQUARE = regex("sq (?:mi|ft)(?![a-z])")
_VOLUMES = frozenset(("mL", "ml", "µL", "µl", "dL", "dl", "kg"))
_LENGTHS = frozenset(("mi", "km", "mile"))
_POWER = regex("(?<![0-9.,])10(?:\\^[0-9]{1,2}|[²³⁴-⁹¹⁰]{1,2})$")
_POWER_REACH = 8
_ORDER = frozenset(("first", "last", "1st"))
_NUMBER_MARKS = str.maketrans("", "", ".,–-")
"""What may stand within a number, or between two."""
_REACH = 5
"""So many words to the left, the number of what is counted may stand."""


class Slash(Mark):
    """A slash, the counted thing before it and the word behind it."""

    @cached_property
    def found(self) -> re.Match[str] | None:
        """The word or unit behind it."""
        return _WORD.match(self.scan.text, self.position + 1)

    @property
    def unit(self) -> str:
        """The word or unit behind it, "" if there is none."""
        return self.found.group() if self.found else ""

    @property
    def after_number(self) -> bool:
        """Whether a number alone stands before: "72/min", "60–80/min", "1.13/game", "5,640/km²"."""
        return self.left.translate(_NUMBER_MARKS).isdecimal()

    @property
    def near_number(self) -> bool:
        """Whether one of the last words is or begins with a number."""
        return any(entry[:1].isdecimal() for entry in self.scan.lefts(_REACH))

    @property
    def is_shared(self) -> bool:
        """Whether something stands before that is shared out: "earnings/share"."""
        return self.language.is_among(self.left, self.cues("rated nouns"))

    @property
    def is_counted(self) -> bool:
        """Whether something of which there may be so many stands before, and a number of it: "2x", "3 tabs."."""
        left, end = self.left, self.left[-1:]
        more = left == "+" and self.scan.left(2).lstrip("$€£")[:1].isdecimal()  # "$250+/night"
        thing = more or self.after_number or end.isalpha() or end == "×" or (end == "." and left[:1].isalnum())
        if not thing or not self.unit:
            return False
        if more or self.after_number or left[:1].isdecimal() or self.scan.left(2)[:1].isdecimal() or self.is_shared:
            return True
        return self.unit.lower() in self.cues("rates") and self.near_number  # "5 servings of fruit/day"

    def per(self, end: int, name: str) -> Reading:
        return Reading(end, f"{self.language.words['per']} {name}")

    def per_unit(self) -> Reading | None:
        """ "Per" and the word behind it, in full."""
        if not self.found:
            return None
        end, known = self.found.end(), self.language.units.get(self.unit)
        if known is None and self.scan.character(end) == ".":  # "max./pers."
            full = self.language.full_word(self.unit)
            if full != self.unit:
                return self.per(end + (not self.scan.ends_here(end + 1)), full)
        return self.per(end, known.singular if known else self.language.unstopped_word(self.unit))


RULES: Rules[Slash, Reading] = Rules()
rule = RULES.add


def read(mark: Mark) -> Reading | None:
    """The reading of the first rule that answers; None for a slash that is no rate."""
    if mark.language.capital_nouns and _ROAD.match(mark.scan.text, mark.position):
        return None  # German "B 3/L 95"
    if "fr" in mark.language.lineage and mark.scan.is_behind(_LISTED, mark.position, _LISTED_REACH):
        return None  # French ", jour/soir/nuit"
    return RULES.first(Slash(mark.scan, mark.position), mark.language.tag)


@rule()
def so_much_time(slash: Slash) -> Reading | None:
    """So many of something in so much time: "4 doses/24 hrs"."""
    counted = slash.left.rstrip(".").isalpha() and slash.scan.left(2)[-1:].isdecimal()
    if not counted or not slash.next.isdecimal():
        return None
    rate = per(slash.scan, slash.position, "")
    return Reading(rate.end, rate.spoken.strip()) if rate.end > slash.position else None


@rule("fr")
def every_so_often(slash: Slash) -> Reading | None:
    """One of something in so much time: "1 départ/15 min"."""
    timed = slash.match(_TIME) and slash.left.isalpha() and len(slash.left) > 2 and slash.near_number
    return slash.word("per") if timed else None


@rule()
def square(slash: Slash) -> Reading | None:
    """So many in an area of two words: "60/sq mi"."""
    match = _SQUARE.match(slash.scan.text, slash.position + 1) if slash.left[-1:].isdecimal() else None
    unit = slash.language.units.get(match.group()) if match else None
    return slash.per(match.end(), unit.singular) if match and unit else None


@rule()
def concentration(slash: Slash) -> Reading | None:
    """So many in a volume: "cells/mL", "6.8 x10^3/µL"."""
    power = _POWER.search(slash.scan.text, max(0, slash.position - _POWER_REACH), slash.position) is not None
    counted = (slash.after_number or slash.left.isalpha() or power) and slash.unit in _VOLUMES
    if not slash.found or not counted:
        return None
    return slash.per(slash.found.end(), slash.language.units[slash.unit].singular)


@rule()
def pace(slash: Slash) -> Reading | None:
    """The time of a runner: "6:21/mi."."""
    before = slash.scan.text[max(0, slash.position - 8) : slash.position]
    paced = slash.unit in _LENGTHS and _PACE.search(before) is not None
    if not slash.found or not paced:
        return None
    end, unit = slash.found.end(), slash.language.units.get(slash.unit)
    stopped = slash.scan.text[end : end + 2] in (".)", ".,", ".;")
    return slash.per(end + stopped, unit.singular if unit else slash.unit)


@rule()
def density(slash: Slash) -> Reading | None:
    """So many in an area or space: "5,640/km²", "42 grains/m³", "120 hab. / km²"."""
    found = slash.found or (_WORD.match(slash.scan.text, slash.operand) if slash.spaced else None)
    unit = slash.language.units.get(found.group()) if found and found.group()[-1:] in ("²", "2", "³") else None
    counted = slash.after_number or (slash.left.rstrip(".").isalpha() and slash.near_number)
    return slash.per(found.end(), unit.singular) if found and unit and counted else None


@rule()
def rated(slash: Slash) -> Reading | None:
    """So many in what rates are told for: "3 tablets/day", "72/min", "earnings/share"."""
    if slash.left in _ORDER:
        return None  # "1st/last/sec. dep."
    words = {slash.unit.lower(), slash.language.unstopped_word(slash.unit).lower()}
    return slash.per_unit() if not words.isdisjoint(slash.cues("rates")) and slash.is_counted else None


@rule("fr")
def for_so_much(slash: Slash) -> Reading | None:
    """So much of something for so much of another thing: "1 c. à thé/4 L"."""
    counted = slash.left[-1:].isalpha() or slash.left.endswith(".")
    measured = slash.match(_SO_MUCH) if counted and slash.near_number else None
    return slash.word("per") if measured else None


@rule("fr")
def per_second(slash: Slash) -> Reading | None:
    """How many a second: "120 images/s"."""
    several = slash.left[-1:] in ("s", "x") and slash.scan.left(2)[-1:].isdecimal()
    return slash.per_unit() if slash.unit == "s" and several and len(slash.left) > _SHORTEST else None


@rule("fr")
def for_a_litre(slash: Slash) -> Reading | None:
    """An amount for a litre, whose letter is a capital: "1,68/L"."""
    return slash.per_unit() if slash.unit == "L" and slash.after_number else None


@rule("fr")
def several(slash: Slash) -> Reading | None:
    """Several for one of another thing, in French: "2 visiteurs/patient"."""
    several = slash.left[-1:] in ("s", "x") and slash.scan.left(2)[-1:].isdecimal()
    one = len(slash.unit) > 3 and slash.unit.islower() and slash.unit[-1] not in "sx"
    return slash.per_unit() if several and one and slash.is_counted else None


@rule()
def of_unit(slash: Slash) -> Reading | None:
    """So many of a unit or of what is abbreviated in any other thing: "20 Euro/Stunde", "12 max./pers."."""
    measured = slash.left.endswith(".") or slash.left in slash.language.unit_names
    if not measured or slash.after_number or slash.is_shared:
        return None
    return slash.per_unit() if slash.is_counted else None

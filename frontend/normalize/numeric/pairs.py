"""Two numbers with a slash between them, and what stands around them."""

from __future__ import annotations

from dataclasses import dataclass

from frontend.normalize.amounts.measures import unit_after
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Place, Reading, Scan
from frontend.normalize.values import Unit

_WORDS = regex("[a-z]+")


@dataclass(frozen=True, slots=True, eq=False)
class Pair(Place):
    """Two numbers with a slash between them, ``[start, end)`` of the scanned text."""

    scan: Scan
    start: int
    end: int
    first: int
    second: int

    @property
    def left(self) -> str:
        """The word before, without a full stop."""
        return self.scan.left().rstrip(".")

    @property
    def following(self) -> str:
        """The word after, "" if none follows."""
        return self.scan.word_after(self.end)

    @property
    def unit(self) -> tuple[Unit, int] | None:
        """The unit after, and where it ends."""
        return unit_after(self.scan, self.end)

    def before(self, kind: str, reach: int) -> bool:
        """Whether a cue of this kind stands in `reach` characters after."""
        return not self.cues(kind).isdisjoint(_WORDS.findall(self.scan.text[self.end : self.end + reach].lower()))

    def said(self, joint: str = "") -> Reading:
        """Both numbers, with a word of the table ``words`` between them."""
        language = self.scan.language
        between = f" {language.words[joint]} " if joint else " "
        cardinal = language.numbers.cardinal
        return Reading(self.end, f"{cardinal(self.first)}{between}{cardinal(self.second)}")

    def measured(self, joint: str = "") -> Reading:
        """Both numbers with the unit after them, where one stands."""
        spoken = self.said(joint).spoken
        return Reading(self.unit[1], f"{spoken} {self.unit[0].plural}") if self.unit else Reading(self.end, spoken)

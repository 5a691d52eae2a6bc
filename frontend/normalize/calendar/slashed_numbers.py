"""Two numbers with a slash, as those see them who ask whether they are a day of the year."""

from __future__ import annotations

import re
from dataclasses import dataclass

from frontend.normalize.calendar.months import is_valid
from frontend.normalize.numeric.races import at_races
from frontend.normalize.scan import Place, Scan


@dataclass(frozen=True, slots=True, eq=False)
class Slashed(Place):
    """Two numbers with a slash, ``[start, end)`` of the scanned text."""

    scan: Scan
    match: re.Match[str]

    @property
    def first(self) -> int:
        return int(self.match[1])

    @property
    def second(self) -> int:
        return int(self.match[2])

    @property
    def left(self) -> str:
        """A word, number or mark before, in lower case."""
        return self.scan.left()

    @property
    def noun(self) -> str:
        """The word after, "" if none follows."""
        return self.scan.word_after(self.match.end())

    @property
    def month_first(self) -> bool:
        return self.scan.language.date_order == "mdy"

    @property
    def fits(self) -> bool:
        """Whether there is such a day in the order of the locale."""
        return is_valid(self.second, self.first) if self.month_first else is_valid(self.first, self.second)

    @property
    def has_odds(self) -> bool:
        """Whether it is the odds of a horse: "11/2" in a text of races."""
        return self.first > self.second and at_races(self)

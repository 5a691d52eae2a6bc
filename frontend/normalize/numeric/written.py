"""A number or a range, and what stands around it."""

from __future__ import annotations

from dataclasses import dataclass

from frontend.normalize.scan import Place, Scan
from frontend.normalize.values import Number, Quantity


@dataclass(frozen=True, slots=True, eq=False)
class Written(Place):
    """A number or range ``[start, end)`` of the scanned text; `start` is its sign where it has one."""

    scan: Scan
    start: int
    quantity: Quantity
    end: int

    @property
    def number(self) -> Number:
        """The number, the lower one of a range."""
        return self.quantity.low

    @property
    def is_single(self) -> bool:
        """Whether it is no range."""
        return self.quantity.high is None

    @property
    def is_plain(self) -> bool:
        """Whether it is digits alone."""
        number = self.number
        return self.is_single and number.fraction is None and not number.grouped and not number.negative

    @property
    def noun(self) -> str:
        """The word after, "" if none follows."""
        return self.scan.word_after(self.end)

    @property
    def next(self) -> str:
        """The character right behind."""
        return self.scan.character(self.end)

    def cardinal(self, number: int) -> str:
        return self.scan.language.numbers.cardinal(number)

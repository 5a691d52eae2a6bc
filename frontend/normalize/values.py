"""What the recognisers understand and the verbalisers speak: numbers, dates, times, units and currencies."""

from __future__ import annotations

from dataclasses import dataclass

from frontend.normalize.numbers import MAX_DIGITS


@dataclass(frozen=True, slots=True)
class Number:
    """A written number: `digits` of the integer part, `fraction` digits (None: no fraction) and its decimal `mark`."""

    digits: str
    fraction: str | None = None
    mark: str = "."
    negative: bool = False
    grouped: bool = False

    @property
    def value(self) -> int | None:
        """The whole number, or None when it has a fraction, leading zeros, or is too long for words."""
        if self.fraction is not None or len(self.digits) > MAX_DIGITS:
            return None
        return None if self.padded else int(self.digits)

    @property
    def padded(self) -> bool:
        """Whether it begins with a zero that does not count ("007")."""
        return len(self.digits) > 1 and self.digits[0] == "0"

    @property
    def magnitude(self) -> float:
        """The size, for agreement (one or many) only."""
        if len(self.digits) > MAX_DIGITS:
            return float("inf")
        return float(f"{self.digits or 0}.{(self.fraction or '0')[:20]}")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number, or a range from `low` to `high`; `scale` is a magnitude word after it ("million"), `joint` names the
    word between the two numbers."""

    low: Number
    high: Number | None = None
    scale: Scale | None = None
    joint: str = "to"

    @property
    def last(self) -> Number:
        return self.high or self.low


@dataclass(frozen=True, slots=True)
class Scale:
    """A magnitude: "million", "millions"; `of` joins it to a noun ("de" in "un million de dollars")."""

    singular: str
    plural: str
    gender: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure. `gender` "" means that the number before it keeps its counting form ("uno por ciento")."""

    singular: str
    plural: str
    gender: str
    flags: str = ""


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency and its hundredth (`minor` is None where it has none)."""

    unit: Unit
    minor: Unit | None


@dataclass(frozen=True, slots=True)
class Date:
    """A calendar date; parts that the text does not give are None.

    `order` is how it was written: "numeric", "day first", "month first" or "spelled" (with "of").
    """

    day: int | None = None
    month: int | None = None
    year: int | None = None
    order: str = "numeric"


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day. `half` is "am", "pm" or "" (24-hour or unsaid); `hour_word` and `minute_word` that the text
    says "Uhr" or "h", and "min"."""

    hour: int
    minute: int | None = None
    second: int | None = None
    half: str = ""
    hour_word: bool = False
    minute_word: bool = False

"""Two numbers with a slash that only German reads so; asked after the rules of `slashes`."""

from __future__ import annotations

from frontend.normalize.numeric.pairs import Pair
from frontend.normalize.numeric.slashes import RULES
from frontend.normalize.scan import Reading


@RULES.add("de")
def few_marks(pair: Pair) -> Reading | None:
    """So few out of five or ten, of nothing: "Nur 3/10, Essen kalt"."""
    few = pair.scan.left() == "nur" and pair.second in (5, 10) and not pair.following[:1].isalpha()
    return pair.said("out of") if few else None


@RULES.add("de")
def alternate(pair: Pair) -> Reading | None:
    """How often something comes, by the time of day: "alle 5/10 min"."""
    timed = pair.unit is not None and pair.unit[0] == pair.scan.language.units["min"]
    return pair.measured("slash") if timed and pair.scan.left() == "alle" and pair.second > pair.first > 1 else None


@RULES.add("de")
def variant(pair: Pair) -> Reading | None:
    """The first variant of a model, the first part of a number: "WAE 8778/1"."""
    return pair.said("slash") if pair.second == 1 and pair.first > 1 else None

"""What forbids that ``3/4`` is a day of the year: a version, a mark, odds, parts of something.

A veto is one small function that explains itself; one that holds is enough.
"""

from __future__ import annotations

from collections.abc import Callable

from frontend.normalize.calendar.slashed_numbers import Slashed
from frontend.normalize.patterns import regex
from frontend.tables import word_set

_PARTS = regex(
    "[-–][1-9]/(?:2|3|4|8|16)(?: of|[- ](?:cups?|tsp|tbsp|teaspoons?|tablespoons?|inch|inches|in|miles?|mi|pints?|pts?"
    '|hours?|hrs?|oz|ounces?|lbs?|pounds?|acres?|full|mile)(?![a-z])|")'
)
_TIMES = regex(" ?[×x] ?[0-9]")
_MAGNIFIED = regex(" ?×(?! ?[0-9A-Za-z])")
_MOST_ROOMS = 8
_SNELLEN = 20
"""Feet from which an eye reads the chart."""
_PRAISES = word_set("a an solid total absolute definite easy perfect legit")
_BEST = 10
_GIVE = word_set("give gives gave giving rate rated rating score scored")
_THIS = word_set("this that these it them him her my everything")
_GIVEN = 5
"""So many words before a mark, who gives it may be told."""

Veto = Callable[[Slashed], bool]
VETOES: list[Veto] = []


def veto(condition: Veto) -> Veto:
    """Adds a condition to `VETOES`."""
    VETOES.append(condition)
    return condition


@veto
def no_slashes(written: Slashed) -> bool:
    """The language writes no dates so: German "bis 1/10"."""
    return not written.scan.language.slash_dates


@veto
def versions(written: Slashed) -> bool:
    """Two releases of a program: "Windows 10/11"."""
    return written.left in written.cues("programs") and written.second == written.first + 1


@veto
def praised(written: Slashed) -> bool:
    """Marks out of ten of something: "that was a 10/10 concert", "a 9/10 film", but "a 9/10 meeting"."""
    marked = written.left in _PRAISES and written.second == _BEST and written.first <= _BEST
    marked = marked and bool(written.noun) and written.scan.language.tag.startswith("en")
    return marked and (written.first == _BEST or written.noun.lower() not in written.cues("dated nouns"))


@veto
def given(written: Slashed) -> bool:
    """Marks out of ten behind who gives them and to what: "I'd rate this place 11/10"."""
    words = written.scan.lefts(_GIVEN) if written.second == _BEST else ()
    return not _GIVE.isdisjoint(words) and not _THIS.isdisjoint(words)


@veto
def calculated(written: Slashed) -> bool:
    """A sign of equality stands before or behind: "sin A = 5/13", "21/7 = 3"."""
    behind = written.scan.character(written.scan.skip_spaces(written.match.end()))
    return written.left in ("=", "≈") or behind in ("=", "≈")


@veto
def shared(written: Slashed) -> bool:
    """ "Of" follows: "since 1/2 of us"."""
    return written.noun in written.cues("shared")


@veto
def first_of_two(written: Slashed) -> bool:
    """Another part follows, and what is measured by them: "from 1/4-3/4 cup", "1/4-1/2 of patients"."""
    return _PARTS.match(written.scan.text, written.match.end()) is not None


@veto
def odds(written: Slashed) -> bool:
    """So many to one in a text of races: "beaten at 25/1"."""
    aside = written.scan.character(written.match.start() - 1) == "("  # "Galway Girl (11/2)"
    return (written.second == 1 or aside or written.left in ("at", "sp", "returned")) and written.has_odds


@veto
def half(written: Slashed) -> bool:
    """Half of a measure, in French: "3 $ le 1/2 h"."""
    measured = written.noun in written.scan.language.units or written.noun in written.scan.language.nouns
    return written.match.group() == "1/2" and measured and "fr" in written.scan.language.lineage


@veto
def marked(written: Slashed) -> bool:
    """A mark of twenty or a hundred, in French, which no month can be: "le 11/20 en physique"."""
    return written.second == 20 and not written.fits and "fr" in written.scan.language.lineage


@veto
def flat(written: Slashed) -> bool:
    """It is the number of a flat: "Flat 2/1"."""
    return written.left.rstrip(".") in ("flat", "apt")


@veto
def temperatures(written: Slashed) -> bool:
    """The lowest and the highest of a day: "Monterrey 12/24 °C"."""
    return written.scan.character(written.scan.skip_spaces(written.match.end())) == "°"


@veto
def docket(written: Slashed) -> bool:
    """The number of a case and its year: Spanish "juicio 12/23"."""
    return written.left.rstrip(".") in written.cues("register")


@veto
def eyesight(written: Slashed) -> bool:
    """What an eye sees, after Snellen: Spanish "agudeza visual 20/10"."""
    return written.first == _SNELLEN and written.near("eyesight", 8)


@veto
def home(written: Slashed) -> bool:
    """The bedrooms and the bathrooms of a home, between commas: Spanish "vendo casa en Doral, 3/2, piscina"."""
    few = _MOST_ROOMS > written.first >= written.second and written.left == ","
    return few and written.near("dwellings", 8) and written.near("offered", 10)


@veto
def magnified(written: Slashed) -> bool:
    """A sign of multiplication follows, behind which nothing is multiplied: "20/10 ×"."""
    return _MAGNIFIED.match(written.scan.text, written.match.end()) is not None


@veto
def repeated(written: Slashed) -> bool:
    """So many times what is done follows: "HIIT 20/10 × 8"."""
    return _TIMES.match(written.scan.text, written.match.end()) is not None

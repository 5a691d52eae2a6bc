"""The case of German measures: metres and litres have an ending in the dative ("in 300 m links", but "in 2 m Höhe"),
and how long or how far is an accusative ("einen Meter lang", "einen Tag später")."""

from __future__ import annotations

from collections.abc import Callable

from frontend.normalize.patterns import regex
from frontend.normalize.scan import Scan
from frontend.normalize.values import Unit
from frontend.tables import word_set

_PREPOSITIONS = word_set("in auf mit nach von bei seit vor aus zu")
_WITH_DATIVE = word_set("mit von nach bei seit aus")
_DECLINED = frozenset(("Kilometer", "Meter", "Zentimeter", "Millimeter", "Liter", "Milliliter"))
_MEASURED = regex(
    "[ \u00a0](?:(?!(?:Ausfahrt|Abfahrt|Richtung|Anschlussstelle)\\b)[A-ZÄÖÜ(]"
    "|(?:lang|läng|breit|hoch|hoh|höh|tief|weit|groß|größ|dick|dünn|entfernt|stark|alt)[a-z]*)"
)
"""Behind a measure, what is measured, or the adjective that it belongs to."""
_EXTENT = regex(
    "[.]?[ \u00a0](?:zu |(?:vom|von(?: der| dem)?) [A-ZÄÖÜ][a-zäöüß-]{1,30} (?=entfernt|weg))?"
    "(?:später|früher|spät|früh|zuvor|vorher|danach|darauf|her|alt|lang|lange|hoch|tief|breit|dick"
    "|dünn|groß|stark|weit|weiter|entfernt|voraus|zurück|weg|auseinander|voneinander|ober-|unter-|oberhalb|unterhalb|abwärts"
    "|aufwärts|flussabwärts|flussaufwärts|landeinwärts|(?:nord|süd|ost|west)[a-zäöü]{0,10}lich|darüber|darunter|davor"
    "|dahinter|daneben|über|unter|vor|nach|hinter|neben"
    "|(?:läng|kürz|höh|tief|breit|dick|dünn|größ|klein|ält|jüng|lang|alt|breit|hoh|groß|stark|entfernt)e[mnrs]?)"
    "(?![\\w-])"
)
"""Behind a measure, what it says the extent of: "1 Tag später", "1 km vor dem Ziel"."""


def is_extent(scan: Scan, end: int) -> bool:
    """Whether a measure that is written up to `end` says how long, how far or how much later."""
    return _EXTENT.match(scan.text, end) is not None


def is_declined(scan: Scan, spoken: str, unit: Unit, end: int, case_of: Callable[[Scan, int], str]) -> bool:
    """Whether a measure that is written up to `end` has the ending of a dative.

    Args:
        scan: stands before it.
        spoken: the measure without the ending.
        unit: what it is measured in.
        end: where it ends.
        case_of: gives the case that the words before ask for.
    """
    several = unit.plural in _DECLINED and not spoken.startswith("ein ")
    upper = scan.left() == "auf" or ("bis" in (scan.left(), scan.left(2)) and not _is_of_limit(scan))  # "bis zu 45 m"
    if not several or upper or scan.left() in (",", "je", "pro") or _MEASURED.match(scan.text, end):
        return False
    return _is_of_limit(scan) or _follows_adjective(scan) or case_of(scan, 1) == "dat"


def _is_of_limit(scan: Scan) -> bool:
    """Whether a preposition with a dative stands before "bis zu": "mit bis zu 500 km"."""
    return scan.lefts(2) == ("zu", "bis") and scan.left(3) in _WITH_DATIVE


def _follows_adjective(scan: Scan) -> bool:
    """Whether a preposition, an article and an adjective of the dative stand before: "in den nächsten 500 m"."""
    return scan.left().endswith("en") and scan.left(2) == "den" and scan.left(3) in _PREPOSITIONS

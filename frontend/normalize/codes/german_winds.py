"""Directions of the wind in German weather reports: "W bis NW 6 bis 7", "auf W–NW drehend", "SW 4".

One of them alone is read by the rows of the table ``abbreviations``; here are those that only the report around tells.
"""

from __future__ import annotations

import re

from frontend.normalize.codes.formats import code
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Scan
from frontend.normalize.shapes import shapes

_PARTS = {"N": "nord", "S": "süd", "W": "west", "O": "ost", "E": "ost"}
_DIRECTION = "(?:[NS]{1,2}[OEW]|[OEW][NS][OEW]|[NSOEW])"
_WEATHER = regex("[Ww]ind|[Bb]ö|Bft|[Bb]eaufort|drehend|[Ss]türm|[Ss]turm|[Ss]chauer|[Ss]eegang|abnehmend|zunehmend")
_REACH = 120
_BEFORE = regex(rf"(?:aus|auf|um|von|bis|nach|über|später|Wind:?|[Bb]öen|{_DIRECTION}[-–/ ]) ?$")
_AFTER = regex(rf" [0-9]{{1,2}}(?![0-9.,:])| (?:drehend|um [0-9])|(?: bis | auf |[-–/]){_DIRECTION}(?![\w-])")


def _spoken(direction: str) -> str:
    return "".join(_PARTS[letter] for letter in direction).capitalize()


def _is_weather(scan: Scan, match: re.Match[str]) -> bool:
    begin, end = max(0, match.start() - _REACH), match.end() + _REACH
    return _WEATHER.search(scan.text, begin, end) is not None


@code(rf"({_DIRECTION})(?: ?[-–/] ?)({_DIRECTION})(?![\w-])", "de")
@shapes("A-", "A–", "A/", "A -", "A –", "A /")
def directions(scan: Scan, match: re.Match[str]) -> str | None:
    """Between two directions: "Wind W–NW 7"."""
    told = match[1] != match[2] and _is_weather(scan, match) and not scan.character(match.start() - 1).isalnum()
    return f"{_spoken(match[1])} {scan.language.words['to']} {_spoken(match[2])}" if told else None


@code(rf"({_DIRECTION})(?![\w.-])", "de")
@shapes("A")
def direction(scan: Scan, match: re.Match[str]) -> str | None:
    """One direction, with its force or another one beside it: "SW 4", "W bis NW"."""
    beside = scan.is_behind(_BEFORE, match.start(), 12) or _AFTER.match(scan.text, match.end())
    return _spoken(match[1]) if beside and _is_weather(scan, match) else None

"""Games won and lost by the score of each: "W 9–4, L 3–10"."""

from __future__ import annotations

from frontend.normalize.patterns import regex
from frontend.normalize.scan import Scan

_WON, _LOST = (regex(f"(?<![A-Za-z]){letter} [0-9]{{1,3}}[–-][0-9]{{1,3}}(?![0-9:.])") for letter in "WL")
_OTHER_RESULT = 24
"""So many characters away, another result may stand."""


_TALLY = regex("(?:[1-9]|[1-9][0-9])-(?:[0-9]|[1-9][0-9])-(?:[0-9]|[1-9][0-9])(?=[),;.]|$)")
_TALLIED = regex("(?i:fiche|classement|médailles?)(?![\\w])")
_TALLY_REACH = 100


def is_tally(scan: Scan, position: int) -> bool:
    """Whether three numbers are games won, lost and drawn, or medals, in French: "Classement : 1. Norvège, 16-8-13"."""
    if "fr" not in scan.language.lineage or not _TALLY.match(scan.text, position):
        return False
    return _TALLIED.search(scan.text, max(0, position - _TALLY_REACH), position) is not None


def are_results(text: str, position: int) -> bool:
    """Whether a game won or lost stands at `position` and one of the other kind near."""
    own, other = (_WON, _LOST) if text[position : position + 1] == "W" else (_LOST, _WON)
    around = text[max(0, position - _OTHER_RESULT) : position + _OTHER_RESULT]
    return own.match(text, position) is not None and other.search(around) is not None

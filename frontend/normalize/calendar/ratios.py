"""Two numbers with a colon that are no time: "dilute 1:50", "zur Pause stand es 13:13", the scale of a map."""

from __future__ import annotations

from frontend.normalize.patterns import regex
from frontend.normalize.scan import Scan

_BALANCE = regex(r"([0-9]{1,3}):([0-9]{1,3}) ([+–-][0-9]{1,3})(?![0-9.,:])")
_SET_BEFORE = regex("(?:^|[^0-9])(?:2[5-9]|[3-9][0-9]):[0-9]{1,2}(?:,| und) $")
_SET_AFTER = regex("[0-9]{1,2}:[0-9]{2}(?:, | und )(?:2[5-9]|[3-9][0-9]):[0-9]{1,2}(?![0-9:])")
"""Another set of a match, which no time can be: "25:21, 19:25"."""
_POINTS = frozenset(("pkt", "punkte", "punkten", "zähler"))
"""What the goals of a team follow in brackets in German: "25 Pkt. (21:10)"."""
_RESULT_REACH = 8
"""So many words to the left, the verb of a result may stand."""
_HOUR_WORD = regex("[0-9:.]{4,5} ?(?:Uhr|h(?![a-z])|[Mm]in|[Ss]td|[Ss]tunden|[Ss]ek)")
_RATIO = regex("[1-9][0-9]?:[1-9][0-9]{0,2}(?![0-9:]| ?[aApP]\\.?[mM])")
_DOCKET = regex("[0-9]:[0-9]{2}-[a-z]{2}-[0-9]")
"""Of a court in the United States: "3:24-cv-00512"."""
_SCALE = regex("1:[0-9]{1,3}(?:k(?![A-Za-z])|(?:[ \u00a0][0-9]{3}|[.,](?:000|500))+(?![0-9]))")
"""Of a map: "1:50.000", but the lap "1:17.241"."""


def is_ratio(scan: Scan, position: int) -> bool:
    """Whether the two numbers at `position` are no time: a ratio, a result, the scale of a map, a docket of a court."""
    return (
        _is_balance(scan, position)
        or _DOCKET.match(scan.text, position) is not None
        or _SCALE.match(scan.text, position) is not None
        or (
            scan.left() not in ("las", "la", "um")
            and _RATIO.match(scan.text, position) is not None
            and is_among_ratios(scan, position)
        )
    )


def _is_balance(scan: Scan, position: int) -> bool:
    """Whether the goals of a team and those of others are meant, behind which the difference stands: "31:14 +17"."""
    match = _BALANCE.match(scan.text, position)
    return match is not None and int(match[1]) - int(match[2]) == int(match[3].replace("–", "-"))


def is_among_ratios(scan: Scan, position: int) -> bool:
    """Whether a word of ratios or results stands near."""
    ratios = scan.language.cues.get("ratios", frozenset())
    if not ratios.isdisjoint(scan.lefts(9)) or scan.word_after(position + 4) in ratios:
        return True
    if scan.character(position - 1) == "(" and scan.left(2).rstrip(".") in _POINTS:
        return True
    results = scan.language.cues.get("results", frozenset())
    told = scan.left() in ("es", "mit", ",") and not results.isdisjoint(scan.lefts(_RESULT_REACH))
    before = scan.character(position - 1)
    again = before == "(" and scan.left(3) == ":" and scan.left(2).isdecimal() and "results" in scan.language.cues
    listed = _SET_BEFORE.search(scan.text[max(0, position - 9) : position]) or _SET_AFTER.match(scan.text, position)
    scored = told or again or (listed is not None and not scan.language.tag.startswith("en"))  # "mit 22:24 (10:13)"
    return scored and _HOUR_WORD.match(scan.text, position) is None

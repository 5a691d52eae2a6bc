"""British money before 1971: ``£3 12s 6d``, ``12s 6d``, ``£5 10s``."""

from __future__ import annotations

from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.shapes import shapes

_POUNDS = regex(r"£([0-9]{1,6}),? (?=[0-9]{1,2}s\b)")
_SHILLINGS = regex(r"([0-9]{1,2})s\.?(?:,? ?([0-9]{1,2})(½|¼|¾)?d\.?)?(?![\w½¼¾])")
_PENCE = regex(r"([0-9]{1,2})?(½|¼|¾)d(?![\w])")
_OTHERS = regex(r"£[0-9,]{1,7},? [0-9]{1,2}s\b|\b[0-9]{1,2}s\.? ?[0-9]{1,2}d\b|\b[0-9]{1,2}d\.? (?:a|per|each)\b")
_REACH = 80
"""So many characters around, other old money is looked for."""
_PARTS = {"½": "a half", "¼": "a quarter", "¾": "three quarters"}


def _alone(scan: Scan, start: int, end: int) -> bool:
    """ "Paid 30s. a year": shillings without pence, where other old money stands near."""
    around = scan.text[max(0, start - _REACH) : start] + scan.text[end : end + _REACH]
    return scan.text[end - 1] == "." and _OTHERS.search(around) is not None


@shapes("0a", "0½", "0¼", "0¾", "½", "¼", "¾", "£0")
def recognise(scan: Scan, position: int) -> Reading | None:
    """Pounds, shillings and pence, of which the shillings and one other must be there, or parts of pence."""
    if not scan.language.tag.startswith("en"):
        return None
    parts = _PENCE.match(scan.text, position)
    if parts:  # "4½d"
        whole = f"{scan.language.numbers.cardinal(int(parts[1]))} and {_PARTS[parts[2]]}" if parts[1] else ""
        return Reading(parts.end(), f"{whole} pence" if whole else f"{_PARTS[parts[2]].removeprefix('a ')}penny")
    pounds = _POUNDS.match(scan.text, position)
    match = _SHILLINGS.match(scan.text, pounds.end() if pounds else position)
    if not match or int(match[1]) > 40 or int(match[2] or 0) > 11:
        return None
    if not pounds and not match[2] and not _alone(scan, position, match.end()):
        return None
    cardinal = scan.language.numbers.cardinal
    spoken = []
    if pounds:
        spoken.append(f"{cardinal(int(pounds[1]))} pound{'' if pounds[1] == '1' else 's'}")
    spoken.append(f"{cardinal(int(match[1]))} shilling{'' if match[1] == '1' else 's'}")
    if match[2]:
        part = f" and {_PARTS[match[3]]}" if match[3] else ""
        pence = "penny" if match[2] == "1" and not part else "pence"
        spoken.append(f"and {cardinal(int(match[2]))}{part} {pence}")
    end = match.end()
    if scan.character(end - 1) == "." and scan.ends_here(end):
        return Reading(end - 1, " ".join(spoken))
    return Reading(end, " ".join(spoken))

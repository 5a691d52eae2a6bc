"""French weekdays of one or two letters: ``L-V 9 h à 17 h``, ``L., M., J. 18 h``, ``lu-ve 8 h``, ``ve 27 nov.``

A letter is a day only where several stand together before a time of day.
"""

from __future__ import annotations

from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.shapes import shapes

_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_LETTERS = "LMMJVSD"
_TUESDAY, _WEDNESDAY = 1, 2
_PAIR = "(?:[Ll]u|[Mm][ae]|[Jj]e|[Vv]e|[Ss]a|[Dd]i)"
_JOINT = "(?:, ?| ?[-–/&] ?| (?:et|ou|à|au) )"
_CLOCK = (
    r"(?=,?(?: ?:)? (?:(?:de |dès |à )?[0-9]{1,2}(?: ?h(?![a-z])|:[0-5][0-9]| ?[-–] ?[0-9]{1,2} ?h)"
    r"|(?:[Ff]ermé|FERMÉ)(?!\w)))"
)
"""What follows days: hours, or that it is closed."""
_SEVERAL = regex(
    rf"(?:[LMJVSD]\.?(?:{_JOINT}[LMJVSD]\.?){{1,6}}|{_PAIR}\.?(?:{_JOINT}{_PAIR}\.?){{1,6}})(?!\w){_CLOCK}"
)
_DAY = "(?:1er|[1-9]|[12][0-9]|3[01])"
_MONTH = "(?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc)"
_DATED = regex(rf"({_PAIR})\.?(?= {_DAY}(?: ?[-–] ?{_PAIR}\.? [0-9]| {_MONTH}))|([LJVSD])(?= {_DAY} {_MONTH})")
"""Of a letter only where an entry begins, and never of "M", which may be two days."""
_ENTRY = frozenset(("", "\n", ",", ";", ":", "•", "|", "–", "—", "-", "/", "("))
_PIECES = regex(rf"({_JOINT})|([A-Za-z]{{1,2}})\.?")
_RANGED = frozenset(("-", "–", "à", "au"))
_ALTERNATIVE = frozenset(("et", "ou"))


@shapes("A", "a")
def recognise(scan: Scan, position: int) -> Reading | None:
    """Several days before their hours, or one of two letters before its date."""
    if scan.language.tag[:2] != "fr" or scan.character(position - 1).isalnum() or not scan.text[position].isascii():
        return None
    dated = _DATED.match(scan.text, position)
    if dated and (dated[1] or scan.left() in _ENTRY):
        return Reading(dated.end(), _DAYS[_places([dated[1] or dated[2]])[0]])
    match = _SEVERAL.match(scan.text, position)
    if not match:
        return None
    joints: list[str] = []
    written: list[str] = []
    for piece in _PIECES.finditer(match.group()):
        (joints if piece[1] else written).append((piece[1] or piece[2]).strip())
    return Reading(match.end(), _joined(_places(written), joints))


def _places(written: list[str]) -> list[int]:
    """The places of the days in the week. "M" is Tuesday, but Wednesday behind another "M" and in "L-M-V"."""
    places: list[int] = []
    for letters in written:
        if len(letters) > 1:
            places.append(next(index for index, day in enumerate(_DAYS) if day.startswith(letters.lower())))
        elif letters == "M":
            later = "".join(written) == "LMV" or _TUESDAY in places
            places.append(_WEDNESDAY if later else _TUESDAY)
        else:
            places.append(_LETTERS.index(letters))
    return places


def _joined(places: list[int], joints: list[str]) -> str:
    """The names with what stands between: a dash between two days is a range, and there is none of two neighbours."""
    names = [_DAYS[place] for place in places]
    if len(names) == 2 and joints[0] in _RANGED:
        neighbours = joints[0] in "-–" and places[1] - places[0] == 1
        return f"{names[0]} {'et' if neighbours else 'au'} {names[1]}"
    spoken = names[0]
    for joint, name in zip(joints, names[1:], strict=True):
        spoken += f" {joint} {name}" if joint in _ALTERNATIVE else f" et {name}" if joint == "&" else f", {name}"
    return spoken

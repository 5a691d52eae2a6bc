"""Telephone numbers: digits in groups, with a pause between groups."""

from __future__ import annotations

from itertools import pairwise

from frontend.normalize.codes import letters
from frontend.normalize.locales.language import Language
from frontend.normalize.numeric import digit_strings
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.shapes import shapes

_EITHER = regex(r"(0[0-9]{2,4}[ -][0-9]{3,4}[ -]?[0-9]{3,4})/([0-9]{1,4})(?![0-9/])")
"""Two lines whose numbers differ at the end."""
_GROUPED = regex("[0+(]|[0-9]{1,6}[-. \u00a0()/–]{1,3}[0-9A-Z]")
"""How the number of a telephone begins, in any format."""
_PARTS = regex(r"[0-9]+|[A-Z]+|\+|#|[a-zéó]+")


def verbalise(number: str, language: Language) -> str:
    """A written number ("(555) 123-4567", "+44 20 7946 0958", "2025551212x345") as spoken groups."""
    groups: list[str] = []
    plus = False
    if "de" in language.lineage and number.startswith("+"):
        number = number.replace("(0)", " ")  # dialled only at home: "+49 (0)221 55501"
    for part in _PARTS.findall(number):
        if part == "+":
            plus = True
        elif part.isdecimal():
            runs = split_long(part, first=not groups and not plus)
            spoken = [language.telephone_group(run) for run in runs]
            if plus:
                spoken[0] = f"{language.words['plus']} {spoken[0]}"
                plus = False
            groups += spoken
        elif part.isupper():
            groups.append(_vanity(part, language))
        else:  # "x", "ext", "poste"
            groups.append(language.words["extension"])
    spoken_groups = ", ".join(groups)
    extension = language.words["extension"]
    return spoken_groups.replace(f"{extension}, ", f"{extension} ")


def _vanity(word: str, language: Language) -> str:
    """The letters of ``1-800-GOT-JUNK``: a word where they make one."""
    said = (
        len(word) > 3
        or word in ("GO", "MY", "UP", "TO", "NO", "WE")
        or (len(word) == 3 and word not in language.acronyms)
    )
    return word.lower() if said and letters.pronounceable(word) else " ".join(word)


def split_long(digits: str, first: bool) -> list[str]:
    """Groups of a run: 3-3-4 for ten digits, 1-3-3-4 for eleven that begin with 1, else as dictated."""
    if first and len(digits) == 11 and digits[0] == "1":
        return [digits[0], digits[1:4], digits[4:7], digits[7:]]
    groups = digit_strings.split_groups(digits) if len(digits) > 5 else [digits]
    doubled = any(before[-1] == after[0] for before, after in pairwise(groups))
    return [digits] if doubled and len(digits) == 6 else groups  # "double three" is not torn apart


@shapes("0", "+0", "(0")
def recognise(scan: Scan, position: int) -> Reading | None:
    """A number in one of the locale's telephone formats."""
    before = scan.character(position - 1)
    if not _GROUPED.match(scan.text, position) or (before and (before.isalnum() or before in "-/.,")):
        return None
    either = _EITHER.match(scan.text, position) if "en-GB" in scan.language.lineage else None
    if either:  # "0121 496 0000/1"
        slash = scan.language.words["slash"]
        spoken = f"{verbalise(either[1], scan.language)} {slash} {scan.language.telephone_group(either[2])}"
        return Reading(either.end(), spoken)
    for matcher in scan.language.phone_matchers:
        match = matcher.match(scan.text, position)
        if match and sum(c.isdecimal() for c in match.group()) > (6 if match.group()[0] == "+" else 0):
            return Reading(match.end(), verbalise(match.group(), scan.language))
    return None

"""Digits and letters that stand for English words in a chat: "w8 4 me", "2 late", "me 2", "my husband (31M)"."""

from __future__ import annotations

import re

from frontend.normalize.codes.formats import code
from frontend.normalize.scan import Scan
from frontend.normalize.shapes import shapes
from frontend.tables import word_set

_THANKS = word_set("thx thanks thank thanx tnx ta ty cheers")
_PRONOUNS = word_set("me u you us him her them it that this ya yall")
"""Words that no number counts."""
_DAYS = word_set(
    "sat sun fri mon tue wed thu tonight 2nite tomorrow tmrw dinner lunch breakfast real now sure free sale"
)


@code("4(?= [a-z])", "en")
@shapes("0 a")
def sounds_like_for(scan: Scan, match: re.Match[str]) -> str | None:
    """ "Thx 4 the lift", "w8 4 me", "tix 4 sat"."""
    following = scan.word_after(match.end())
    if scan.left() in _THANKS:
        return "for" if following in scan.language.cues["thanked for"] else None
    left = scan.left()
    worded = len(left) > 1 and left[0].isalpha() and left not in scan.language.cues["before hours"]
    return "for" if worded and (following in _PRONOUNS or following in _DAYS) else None


@code("2(?= [a-z])", "en")
@shapes("0 a")
def sounds_like_to(scan: Scan, match: re.Match[str]) -> str | None:
    """ "Gotta go 2 bed", "2 late", but "go 2 miles"."""
    following, cues = scan.word_after(match.end()), scan.language.cues
    worded = scan.left() in ("", ".", "!") or scan.left()[:1].isalpha()
    if following in cues["too much"] and worded and scan.left() not in cues["before hours"]:
        return "too"
    return "to" if scan.left() in cues["before to"] and following in cues["after to"] else None


@code(r"2(?=[ ]?(?:$|[!.,?~)]|lol|x))", "en")
@shapes("0", "0!", "0.", "0,", "0?", "0 a")
def sounds_like_too(scan: Scan, match: re.Match[str]) -> str | None:
    """ "Me 2!", "luv u 2"."""
    return "too" if scan.left() in ("me", "u") else None


@code("([1-9][0-9])([MF])(?=[),.])", "en")
@shapes("0A)", "0A,", "0A.")
def age_and_sex(scan: Scan, match: re.Match[str]) -> str | None:
    """Behind a person, in years: "I (28F) and my husband (31M)"."""
    told = scan.character(match.start() - 1) == "(" and not scan.language.cues["aged"].isdisjoint(scan.lefts(2))
    return f"{scan.language.numbers.cardinal(int(match[1]))} {match[2]}" if told else None

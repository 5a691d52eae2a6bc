"""Numbers of technical things that look like a date, a time or a fraction, and are asked before those."""

from __future__ import annotations

import re

from frontend.normalize.codes import letters
from frontend.normalize.numeric import fractions
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Recognisers
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.shapes import shapes

_NETWORK_CARD = regex("(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}(?![0-9A-Za-z:-])")
_THREAD = regex(
    "(?:([1-9])[ -])?([1-9][0-9]?)/(2|4|8|16|32|64)-([1-9][0-9]{0,2})"
    "(?= ?(?:x|×|UN(?:C|F|EF)?|N[CF]|NPT|NPTF|BSP|BSW|BSF|threads?|bolts?|screws?|nuts?|studs?|taps?|hex)(?![A-Za-z]))"
)
_BY_LENGTH = regex(" ?[x×] ?(?=[0-9])")
_NUTRIENTS = regex("([0-9]{1,2})-([0-9]{1,2})-([0-9]{1,2})(?![0-9-])")
_DRAWN = regex("[1-9][0-9]?(?: [–-] [1-9][0-9]?){3,7}(?! ?[–-] ?[0-9]|[0-9/]|[.,:][0-9])")
_COMPUTER = regex("([1-9][0-9])/([0-9]{2,3})(?![0-9/]|[.,][0-9])")
_RELEASE = regex(r"(20[0-9]{2})((?:\.[0-9]{1,2}){2})(?![\w]|\.[0-9])")
_RELEASED = frozenset(("release", "version", "ver", "build", "versión", "v"))
_COMPUTERS = frozenset(("pdp", "vax", "microvax", "pdp-"))

TECHNICAL = Recognisers()
"""What begins with a digit."""
rule = TECHNICAL.add


@shapes("0:", "0-", "0A:", "0A-", "0a:", "0a-", "A0:", "A0-", "a0:", "a0-", "A:", "A-", "a:", "a-")
def network_card(scan: Scan, position: int) -> Reading | None:
    """The address of a network card: "00:1B:44:11:3A:B7"."""
    match = _NETWORK_CARD.match(scan.text, position)
    if not match or match.group().replace("-", "").isdecimal():
        return None
    pairs = re.split("[:-]", match.group().upper())
    return Reading(match.end(), ", ".join(letters.verbalise(pair, scan.language) for pair in pairs))


rule()(network_card)


@rule()
@shapes("0/0", "0 0", "0-0")
def thread(scan: Scan, position: int) -> Reading | None:
    """The diameter of a screw in inches, and its threads for each: "3/4-16 UNF"."""
    match = _THREAD.match(scan.text, position)
    if not match:
        return None
    whole = int(match[1]) if match[1] else None
    diameter = fractions.verbalise(whole, int(match[2]), int(match[3]), scan.language)
    spoken = f"{diameter} {scan.language.numbers.cardinal(int(match[4]))}"
    length = _BY_LENGTH.match(scan.text, match.end())
    return Reading(length.end(), f"{spoken} {scan.language.words['by']}") if length else Reading(match.end(), spoken)


@rule()
@shapes("0-0")
def nutrients(scan: Scan, position: int) -> Reading | None:
    """The shares of three nutrients: "a 2-10-10 fertilizer"."""
    match = _NUTRIENTS.match(scan.text, position)
    told = scan.language.cues.get("fertilizers", frozenset())
    if not match or (scan.word_after(match.end()).lower() not in told and scan.left() not in told):
        return None
    return Reading(match.end(), " ".join(scan.language.numbers.cardinal(int(share)) for share in match.groups()))


@rule()
@shapes("0 –", "0 -")
def drawn(scan: Scan, position: int) -> Reading | None:
    """Rising numbers of a lottery with spaced dashes between: "7 – 18 – 29 – 44 – 61"."""
    match = _DRAWN.match(scan.text, position)
    numbers = [int(number) for number in re.split(" [–-] ", match.group())] if match else []
    if not match or numbers != sorted(set(numbers)) or scan.character(scan.skip_spaces(match.end())) == "=":
        return None
    return Reading(match.end(), ", ".join(scan.language.numbers.cardinal(number) for number in numbers))


@rule()
@shapes("0/0")
def computer(scan: Scan, position: int) -> Reading | None:
    """The model of an old computer: "a PDP 11/70"."""
    match = _COMPUTER.match(scan.text, position) if scan.left() in _COMPUTERS else None
    if not match:
        return None
    model = scan.language.model_number(match[2])
    return Reading(match.end(), f"{scan.language.numbers.cardinal(int(match[1]))} {model}")


@rule()
@shapes("0.0")
def release_of_year(scan: Scan, position: int) -> Reading | None:
    """The version of a program that begins with its year: "Release 2026.4.1"."""
    match = _RELEASE.match(scan.text, position) if scan.left().rstrip(".") in _RELEASED else None
    if not match:
        return None
    point, cardinal = scan.language.words["point"], scan.language.numbers.cardinal
    parts = [scan.language.numbers.year(int(match[1])), *(cardinal(int(part)) for part in match[2][1:].split("."))]
    return Reading(match.end(), f" {point} ".join(parts))


def recognise(scan: Scan, position: int) -> Reading | None:
    """What one of the rules reads."""
    return TECHNICAL.first(scan, position)

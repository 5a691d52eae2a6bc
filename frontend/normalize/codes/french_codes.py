"""Codes that only French writes so: files, moves of chess.

Like the formats of `codes`, among which they are asked first.
"""

from __future__ import annotations

import re

from frontend.normalize.codes import letters
from frontend.normalize.codes.formats import code
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Scan
from frontend.normalize.shapes import shapes

_PIECES = {"R": "roi", "D": "dame", "T": "tour", "F": "fou", "C": "cavalier"}
_ENDINGS = {"": "", "+": " échec", "#": " échec et mat"}
_MOVE_NUMBER = regex(r"(?<![0-9.,])[1-9][0-9]{0,2}\.(?:\.\.|…)? ?(?:[RDTFC]?[a-h]?x?[a-h][1-8]|O-O)")
_GAME = 60
"""So many characters around a move, the number of one stands in the record of a game."""


@code("([A-Z]{1,2})-([0-9]{3}(?: [0-9]{3}){1,2})(?![0-9A-Za-z]|[-.,/]?[0-9]| [0-9]| ?[$€%])", "fr")
@shapes("A-0")
def file(scan: Scan, match: re.Match[str]) -> str:
    """The number of a file, digit by digit: "A-204 771"."""
    groups = ", ".join(letters.verbalise(group, scan.language) for group in match[2].split(" "))
    return f"{letters.verbalise(match[1], scan.language)} {groups}"


@code("([RDTFC])([a-h]?[1-8]?)(x?)([a-h])([1-8])([+#]?)(?![\\w])", "fr")
@shapes("A0")
def move(scan: Scan, match: re.Match[str]) -> str | None:
    """The move of a piece in a game of chess: "Dxh2+", "1. e4 e5 2. Cf3"."""
    told = match[6] or (match[3] and match[2] != "x") or _in_game(scan, match)
    if not told or scan.character(match.start() - 1).isalnum():
        return None
    square = f"{match[4].upper()} {scan.language.digit(match[5])}"
    begin = f" {letters.verbalise(match[2], scan.language)}" if match[2] else ""
    takes = " prend" if match[3] else ""
    return f"{_PIECES[match[1]]}{begin}{takes} {square}{_ENDINGS[match[6]]}"


@code("([a-h])x([a-h])([1-8])([+#]?)(?![\\w])", "fr")
@shapes("a0")
def capture(scan: Scan, match: re.Match[str]) -> str | None:
    """A pawn takes a piece: "cxd4"."""
    if scan.character(match.start() - 1).isalnum():
        return None
    square = f"{match[2].upper()} {scan.language.digit(match[3])}"
    return f"{match[1].upper()} prend {square}{_ENDINGS[match[4]]}"


def _in_game(scan: Scan, match: re.Match[str]) -> bool:
    """Whether the number of a move stands near."""
    return _MOVE_NUMBER.search(scan.text, max(0, match.start() - _GAME), match.end()) is not None

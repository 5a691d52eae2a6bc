"""Moves of chess in the letters of each language: ``1. e4 e5 2. Cf3``, ``Dxh2+``, ``O-O``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from frontend.normalize.codes import letters
from frontend.normalize.codes.formats import code
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Scan
from frontend.normalize.shapes import shapes


@dataclass(frozen=True, slots=True)
class _Terms:
    """What the pieces and what happens to them are called; `check` and `mate` with what parts them from a move."""

    pieces: dict[str, str]
    takes: str
    check: str
    mate: str
    short_castling: str
    long_castling: str


_TERMS = {
    "en": _Terms({}, "takes", ", check", ", checkmate", "castles", "castles queenside"),
    "de": _Terms(
        {"K": "König", "D": "Dame", "T": "Turm", "L": "Läufer", "S": "Springer"},
        "schlägt", " Schach", " matt", "kurze Rochade", "lange Rochade",
    ),
    "fr": _Terms(
        {"R": "roi", "D": "dame", "T": "tour", "F": "fou", "C": "cavalier"},
        "prend", " échec", " échec et mat", "petit roque", "grand roque",
    ),
    "es": _Terms(
        {"R": "rey", "D": "dama", "T": "torre", "A": "alfil", "C": "caballo"},
        "por", " jaque", " jaque mate", "enroque corto", "enroque largo",
    ),
}  # fmt: skip
_MOVE = "(?:[RDTFACKLSQBN]?[a-h]?[1-8]?x?[a-h][1-8]|O-O|0-0)"
_MOVE_NUMBER = regex(rf"(?<![0-9.,])[1-9][0-9]{{0,2}}\.(?: ?(?:\.\.|…))? ?{_MOVE}")
_SQUARE = regex("(?<![A-Za-zÀ-ÿ])[KDTLSQRBN]?[a-h]?x?[a-h][1-8](?![0-9A-Za-z])")
_GAME = 60
"""So many characters around a move, the number of one stands in the record of a game."""
_LANGUAGES = tuple(language for language, terms in _TERMS.items() if terms.pieces)
"""English moves of pieces are read by `english_codes`."""


def _terms(scan: Scan) -> _Terms:
    return next(terms for language, terms in _TERMS.items() if scan.language.tag.startswith(language))


def _ending(sign: str, terms: _Terms) -> str:
    return {"+": terms.check, "#": terms.mate}.get(sign, "")


@code("([RDTFACKLS])([a-h]?[1-8]?)(x?)([a-h])([1-8])([+#]?)(?![\\w])", *_LANGUAGES)
@shapes("A0")
def move(scan: Scan, match: re.Match[str]) -> str | None:
    """The move of a piece in a game of chess: "Dxh2+", "1. e4 e5 2. Cf3"."""
    terms = _terms(scan)
    told = match[6] or (match[3] and match[2] != "x") or in_game(scan, match)
    if not told or match[1] not in terms.pieces or scan.character(match.start() - 1).isalnum():
        return None
    square = f"{match[4].upper()} {scan.language.digit(match[5])}"
    begin = f" {letters.verbalise(match[2], scan.language)}" if match[2] else ""
    takes = f" {terms.takes}" if match[3] else ""
    return f"{terms.pieces[match[1]]}{begin}{takes} {square}{_ending(match[6], terms)}"


@code("([a-h])x([a-h])([1-8])([+#]?)(?![\\w])", *_LANGUAGES)
@shapes("a0")
def capture(scan: Scan, match: re.Match[str]) -> str | None:
    """A pawn takes a piece: "cxd4"."""
    if scan.character(match.start() - 1).isalnum():
        return None
    terms = _terms(scan)
    square = f"{match[2].upper()} {scan.language.digit(match[3])}"
    return f"{match[1].upper()} {terms.takes} {square}{_ending(match[4], terms)}"


@code(rf"([1-9][0-9]{{0,2}})\.(?: ?(?:\.\.|…))? ?(?={_MOVE}(?![\w]))", "de", "en", "fr")
@shapes("0.", "0…")
def number(scan: Scan, match: re.Match[str]) -> str | None:
    """The number of a move, which begins it: "1. e4 e5 2. Sf3", "3. … a6"."""
    begin, end = max(0, match.start() - _GAME), match.end() + _GAME
    several = len(_SQUARE.findall(scan.text, begin, end)) > 1
    pause = ", " if scan.left()[-1:].isdecimal() else ""
    return f"{pause}{scan.language.numbers.cardinal(int(match[1]))}," if several else None


@code("(?:O-O(-O)?|0-0(-0)?)([+#]?)(?![\\w-])", *_TERMS)
@shapes("A-A", "0-0")
def castling(scan: Scan, match: re.Match[str]) -> str | None:
    """The king and a rook change places: "4. O-O", "0-0-0"."""
    if not in_game(scan, match):
        return None
    terms = _terms(scan)
    return (terms.long_castling if match[1] or match[2] else terms.short_castling) + _ending(match[3], terms)


def in_game(scan: Scan, match: re.Match[str]) -> bool:
    """Whether the number of a move stands near."""
    return _MOVE_NUMBER.search(scan.text, max(0, match.start() - _GAME), match.end()) is not None

"""LaTeX to lexemes, one at a time, so that a long text behind a short formula costs nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from frontend.normalize.patterns import regex

_LEXEME = (
    r"(?P<space>[\s\u00a0~]+|\\[,;:!> \n])"
    r"|(?P<break>\\\\(?:\[[^\]\n]{0,12}\])?)"
    r"|\\(?P<command>[A-Za-z]{1,40})\*?"
    r"|(?P<escaped>\\.)"
    r"|(?P<number>NUMBER)"
    r"|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻ⁿ]{1,8})"
    r"|(?P<letter>[^\W\d_])"
    r"|(?P<sign><=>|<->|->|=>|<=|>=|!=|.)"
)
_GROUPS = r"[0-9]{1,3}(?:(?:\\,|[ \u00a0\u202f~])[0-9]{3}){1,6}(?![0-9])"
_POINT = _LEXEME.replace(
    "NUMBER",
    rf"(?:{_GROUPS}|[0-9]{{1,3}}(?:(?:,|\{{,\}})[0-9]{{3}}){{1,6}}(?![0-9,])|[0-9]{{1,60}})(?:\.[0-9]{{1,30}})?",
)
_COMMA = _LEXEME.replace(
    "NUMBER",
    rf"(?:{_GROUPS}|[0-9]{{1,3}}(?:(?:\.|\{{\.\}})[0-9]{{3}}){{1,6}}(?![0-9.])|[0-9]{{1,60}})"
    r"(?:(?:\{,\}|(?<![0-9],[0-9]),(?![0-9]{1,9},[0-9])|\.)[0-9]{1,30})?",
)
_PATTERNS = {".": regex(_POINT, re.S), ",": regex(_COMMA, re.S)}
_DECIMAL = {".": regex(r"\.([0-9]+)$"), ",": regex(r"[.,]\}?([0-9]+)$")}
_SEPARATORS = regex("[^0-9]")
_ESCAPED = {"\\%": "%", "\\$": "$"}
"""Signs that mean something else without their backslash."""
_END = "end"


@dataclass(frozen=True, slots=True)
class Lexeme:
    """Characters ``[start, end)`` of the text. `kind` is "command", "number", "letter", "raised", "sign", "break" or
    "end"; `text` is the name of a command, or the sign (``\\{`` is the sign ``\\{``)."""

    kind: str
    text: str
    start: int
    end: int


class Lexer:
    """Lexemes of ``text[:end]`` from any position; spaces are left out.

    Args:
        text: the whole text.
        end: of the formula.
        mark: the decimal mark of the language, "." or ",".
    """

    def __init__(self, text: str, end: int, mark: str) -> None:
        self.text = text
        self.limit = end
        self.mark = mark
        self._pattern = _PATTERNS[mark]
        self._last: tuple[int, Lexeme] | None = None

    def at(self, position: int) -> Lexeme:
        """The first lexeme from `position` on; one of the kind "end" where there is none."""
        if self._last is not None and self._last[0] == position:
            return self._last[1]
        lexeme = self._find(position)
        self._last = (position, lexeme)
        return lexeme

    def _find(self, position: int) -> Lexeme:
        while position < self.limit:
            match = self._pattern.match(self.text, position, self.limit)
            if match is None:  # a lone backslash at the end
                break
            kind = match.lastgroup or "sign"
            if kind == "escaped":
                return Lexeme("sign", _ESCAPED.get(match[kind], match[kind]), *match.span())
            if kind != "space":
                return Lexeme(kind, match[kind], *match.span())
            position = match.end()
        return Lexeme(_END, "", self.limit, self.limit)

    def parts_of(self, number: str) -> tuple[str, str]:
        """The digits before and behind the decimal mark of a lexeme."""
        number = number.replace("\\,", "")
        decimal = _DECIMAL[self.mark].search(number)
        if decimal and self._is_grouped(number, decimal.start()):
            decimal = None
        whole = number[: decimal.start()] if decimal else number
        return _SEPARATORS.sub("", whole), decimal[1] if decimal else ""

    def _is_grouped(self, number: str, place: int) -> bool:
        """Whether the last mark parts thousands: "1.000" where the decimal mark is a comma."""
        return (
            self.mark == "," and number[place] == "." and len(number) - place == 4 and place <= 3 and number[0] != "0"
        )

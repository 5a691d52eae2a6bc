"""Where a formula begins and ends in a text, and what tells one from prices, variables of programs and paths.

A dollar sign alone says nothing: prices and shells have it, too. What stands between two of them is a formula if it
touches both and has a command of LaTeX, an index or power, an operator between operands, or one variable or number and
nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from frontend.normalize.formulas.commands import commands, environments
from frontend.normalize.patterns import regex
from frontend.tables import word_set

MAX_LENGTH = 4000
"""A displayed formula has so many characters at most; one within a line has a fourth of them."""

_INLINE = regex(
    r"\$(?P<inside>(?=[^\s$/,;:)?!])(?:[^$\\\n]|\\.|\n(?!\s{0,9}\n)){1,1000}?)(?<![\s\\])\$(?:(?![\w{(\[])|(?=(?:th|st|nd|rd|s|te[nrs]?|er?|i?ème|ésim[oa])(?!\w)))"
)
_DISPLAYED = regex(r"\$\$(?P<inside>(?:[^$\\]|\\.|\\\n){1,4000}?)\$\$", re.S)
_PARENTHESISED = regex(r"\\\((?P<inside>(?:[^\\\n]|\\[^()]|\n(?!\s{0,9}\n)){1,4000}?)\\\)", re.S)
_BRACKETED = regex(r"\\\[(?P<inside>(?:[^\\]|\\[^\[\]]|\\\\\[[0-9]){1,4000}?)\\\]", re.S)
_BEGIN = regex(r"[\\]begin\{([a-zA-Z]{1,12})\*?\}")
_BLANK = regex(r"\n\s{0,9}\n")
_BEFORE_DOLLAR = frozenset("\\^$#@%&_")
_OF_PATTERN = frozenset("/.*]")
"""Before a bracket with a backslash, as patterns of programs have it."""
_COMMAND = regex(r"\\([A-Za-z]{1,30})")
_TEXT = regex(
    r"\\(?:text|textrm|textit|textbf|mbox|mathrm|operatorname|ce|label|tag|color|textcolor)\*?\{[^{}]{0,400}\}"
)
_SCRIPT = regex(r"[\w)\]}|'][\^_](?:[\w{+*-]|\\[a-z])|[⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ₀₁₂₃₄₅₆₇₈₉]")
_SCRIPT_WORD = regex(r"_\{?[A-Za-z]{2,20}\}?")
_WORD = regex(r"[^\W\d_]{3,}")
_PAIR = regex(r"[^\W\d_]{2,} [^\W\d_]{2,}|[0-9] [^\W\d_]{2,}(?![^\W_])")
"""Words side by side, as in any text."""
_OPERATION = regex(r"[\w)\]}!'] ?[=<>≤≥≠≈≡∈∉⊂⊆∪∩→⇒+×·÷/*±∼|∣-] ?[\w(\[{√∞|\\+-]|[√∑∏∫∞∂∀∃∅]")
_UNFINISHED = regex(r"(?<![\^_\\{,;])[-+*/=:(<>&–—]$|(?<!\\),$")
_SYMBOLS = regex(
    r"(?:\\\$|[€£])?[+±-]?[0-9]{1,9}(?:(?:\\,|\{,\}|[., ])[0-9]{1,9}){0,4}(?:\\,| )?(?:\\?%|\\\$|€|£)?"
    r"|(?:[0-9]{1,4}|[a-z])!|\|-?[\w.]{1,5}\||[(\[\]][^\[\](){}=]{1,30}[,;][^\[\](){}=]{1,30}[)\[\]]|[^\W\d_]'{0,2}|[A-Z]{2,4}|[a-zα-ω]{2}"
    r"|[A-Za-zα-ω]\([A-Za-z0-9, ]{1,7}\)|\([^()a-zA-Z]{1,20}\)"
)
"""What is a formula without any operator: a number, a variable, the points of a figure, a function."""
_WELL_KNOWN = word_set(
    "sin cos tan log exp max min lim det sen arctan mod gcd lcm ggt kgv mcd mcm pgcd ppcm sup inf arcsin arccos"
)
"""Names of functions that may stand without a backslash."""


@dataclass(frozen=True, slots=True)
class Found:
    """A formula: its delimiters ``[start, end)``, and what stands between them."""

    start: int
    inside: int
    inside_end: int
    end: int


def find(text: str, position: int) -> Found | None:
    """The formula that begins with the delimiter at `position`, None if there is none."""
    if text[position] == "$":
        return _dollars(text, position)
    for pattern, opening in ((_PARENTHESISED, "\\("), (_BRACKETED, "\\[")):
        if text.startswith(opening, position) and text[position - 1 : position] not in _OF_PATTERN:
            match = pattern.match(text, position)
            inside = match["inside"].strip() if match else ""
            whole = _is_whole(inside.rstrip(".,;") if opening == "\\[" else inside)
            return Found(position, *match.span("inside"), match.end()) if match and whole else None
    return _environment(text, position)


def _dollars(text: str, position: int) -> Found | None:
    before = text[position - 1 : position] if position else ""
    if before.isalnum() or (before and before in _BEFORE_DOLLAR):
        return None
    if text.startswith("$$", position):
        match = _DISPLAYED.match(text, position)
        certain = match is not None and _is_whole(match["inside"].strip().rstrip(".,;"))
    else:
        match = _INLINE.match(text, position)
        certain = match is not None and _is_whole(match["inside"])
    return Found(position, *match.span("inside"), match.end()) if match is not None and certain else None


def _environment(text: str, position: int) -> Found | None:
    """A formula that an environment marks."""
    begin = _BEGIN.match(text, position)
    if begin is None or begin[1] not in environments():
        return None
    closing = f"\\end{{{begin[1]}"
    place = text.find(closing, begin.end(), begin.end() + MAX_LENGTH)
    end = text.find("}", place, place + len(closing) + 2) + 1 if place >= 0 else 0
    return Found(position, position, end, end) if end else None


def _is_whole(inside: str) -> bool:
    """Whether what stands between two delimiters is a formula that begins and ends there."""
    return not _BLANK.search(inside) and not _UNFINISHED.search(inside) and is_formula(inside)


def is_formula(inside: str) -> bool:
    """Whether what stands between two delimiters is a formula."""
    if _SYMBOLS.fullmatch(inside):
        return True
    if any(name in commands() for name in _COMMAND.findall(inside)):
        return True
    bare = _COMMAND.sub(" ", _TEXT.sub(" ", inside))
    if not any(character.isalnum() for character in bare) or "${" in inside:
        return False
    scripted = _SCRIPT.search(bare) is not None
    words = [word for word in _WORD.findall(_SCRIPT_WORD.sub("", bare)) if word.lower() not in _WELL_KNOWN]
    if words or _PAIR.search(bare):
        return scripted and len(words) < 3 and not _PAIR.search(bare)
    return scripted or _OPERATION.search(bare) is not None

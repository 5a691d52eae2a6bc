"""Formats of codes: the pattern of each, and how what matched is said."""

from __future__ import annotations

import re
from collections.abc import Callable

from frontend.normalize.codes import letters
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Index
from frontend.normalize.scan import Scan

_PRODUCT = regex("[A-Za-z]?[a-z]+[A-Z][A-Za-z]*|[A-Za-z]*[0-9][A-Za-z0-9]*")

_WORD = 3
"""A word of a code has more letters."""

Saying = Callable[[Scan, re.Match[str]], "str | None"]
CODES: Index[Saying] = Index()
"""How each format is said, in the order in which they are asked."""
PATTERNS: dict[Saying, re.Pattern[str]] = {}


def code(pattern: str, *languages: str) -> Callable[[Saying], Saying]:
    """Adds a format to `CODES`, for all languages or for these (see `Index`)."""

    def add(saying: Saying) -> Saying:
        PATTERNS[saying] = regex(pattern)
        return CODES.add(*languages)(saying)

    return add


def is_goods(scan: Scan, position: int) -> bool:
    """Whether a plural or the name of a product stands before ("batteries x144", "iPhone x256")."""
    word = scan.text[:position].rstrip().rpartition(" ")[2]
    return (word.islower() and word.endswith("s")) or _PRODUCT.fullmatch(word) is not None


def slashed(scan: Scan, text: str) -> str:
    """Groups of letters and digits with slashes between, one character after the other."""
    return f" {scan.language.words['slash']} ".join(_said(scan, part) for part in text.split("/"))


def _said(scan: Scan, part: str) -> str:
    """An English word as a word ("ref. WARD/22"), anything else one character after the other."""
    named = len(part) > _WORD and part.lower() in scan.language.word_ranks and scan.language.tag.startswith("en")
    return part.capitalize() if named else letters.verbalise(part, scan.language)

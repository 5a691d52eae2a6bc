"""Numbers of sections at the head of a line that could be dates: German "9.6.13. Vergrößerung", "5.4. Pakete"."""

from __future__ import annotations

import re
from functools import lru_cache

from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.shapes import shapes

_HEADING = regex(r"([1-9][0-9]?(?:\.[1-9][0-9]?){1,5})\. (?=[A-ZÄÖÜ„»])")
_HEADINGS = regex(r"(?<![\w.,:/-])([1-9][0-9]?(?:\.[1-9][0-9]?){1,5})\. [A-ZÄÖÜ„»][^\W\d_]{2}")
_AFTER_LINK = regex("(?:^|\n)(?:Zurück|Weiter|Nächste|Nächster|Vorherige|Vorheriger|Inhalt|Home|Up|Next|Prev) ?\n$")
"""The link of a page before the heading of the section that it leads to."""
_LINK = 14
_DEEP = 2
"""With more full stops than that it is no date: behind the year of one no full stop stands."""
_FIRST_WORD = regex(r"[^\W\d_]+")
_TITLE = 90
_REACH = 20_000
_FEWEST = 2


@shapes("0.0")
def recognise(scan: Scan, position: int) -> Reading | None:
    """The number of a section before its heading, its parts joined by the word for the point.

    What could be a day and a month is one, unless its neighbour stands in the text too ("5.4. Pakete", where "5.3." or
    "5.4.1." heads another section), or the line begins as titles do.
    """
    match = _HEADING.match(scan.text, position) if scan.language.dotted_dates else None
    if not match or scan.left() in scan.language.date_cues:
        return None
    parts = tuple(map(int, match[1].split(".")))
    first = position == 0 or scan.text[position - 1] == "\n"
    deep = first and len(parts) > _DEEP
    linked = first and _AFTER_LINK.search(scan.text[max(0, position - _LINK) : position]) is not None
    titled = linked or (first and _is_titled(scan, match.end()))
    if not (deep or titled or _is_neighboured(parts, _sections(scan.text[:_REACH]))):
        return None
    cardinals = (scan.language.numbers.cardinal(part) for part in parts)
    return Reading(match.end(1), f" {scan.language.words['point']} ".join(cardinals))


def _is_titled(scan: Scan, position: int) -> bool:
    """Whether a line goes on at `position` as titles of sections do, without numbers: "Grundlagen für die Konsole"."""
    line = scan.text[position : position + _TITLE].partition("\n")[0]
    word = _FIRST_WORD.match(line)
    titled = word is not None and word.group().lower() in scan.language.cues.get("heads of sections", ())
    return titled and not any(character.isdecimal() or character in ",;:!?" for character in line)


def _is_neighboured(parts: tuple[int, ...], sections: frozenset[tuple[int, ...]]) -> bool:
    """Whether the section before or behind, or the first one inside, is among `sections`."""
    *chapter, last = parts
    return not sections.isdisjoint(((*chapter, last - 1), (*chapter, last + 1), (*parts, 1)))


@lru_cache(maxsize=8)
def _sections(text: str) -> frozenset[tuple[int, ...]]:
    """What stands in the text as numbers of sections do, if a line begins with one of them."""
    found = list(_HEADINGS.finditer(text))
    heads = any(match.start() == 0 or text[match.start() - 1] == "\n" for match in found)
    numbers = frozenset(tuple(map(int, re.split(r"\.", match[1]))) for match in found)
    return numbers if heads and len(numbers) >= _FEWEST else frozenset()

"""Fixed number expressions: 24/7, 911, 9/11, 50/50 (table ``specials``)."""

from __future__ import annotations

from functools import cache

from frontend.normalize.amounts.measures import unit_after
from frontend.normalize.locales.language import Language
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.tables import read_rows

_EXPRESSION = regex(
    r"[0-9]{1,6}(?:[-/x:][0-9]{1,4}){0,2}(?:[KDGMHbkpics]|H[sS]|ers|v[eab]|some|nite|day|moro|-MISC|-NEC|-INT|-DIV|-[A-Z](?:[A-Z]|[a-z]{2,10})?|\([kbc]\)(?:\([1-9][0-9]?\))?|c[34]|UP|Up)?(?![0-9A-Za-z/%]|[.,:-][0-9]|-[A-Z])"
)

_PRICED = regex("[ \u00a0\u202f]?[$€£¢]")

_ARTICLE = 3
"""Letters of an article, which tells nothing two words before: "der Kilometerstein 112"."""
_LISTED = ("or", "and", "on", ",", "oder", "und", "bzw.")


@cache
def _table(language: Language) -> dict[str, tuple[str, str]]:
    rows = read_rows(language.tag, "specials", "written spoken cue")
    return {written: (spoken, cue) for written, spoken, cue in reversed(rows)}


def recognise(scan: Scan, position: int) -> Reading | None:
    """An expression of the table, where its cue stands near if it has one."""
    match = _EXPRESSION.match(scan.text, position)
    found = _table(scan.language).get(match.group()) if match else None
    if not match or found is None:
        return None
    spoken, cue = found
    if "/" in match.group() and scan.left().rstrip(".") in scan.language.weekdays:
        return None  # "Sat 9/11": a date
    if match.group().isdigit() and (_PRICED.match(scan.text, match.end()) or unit_after(scan, match.end())):
        return None  # "unter 110 €"
    if cue != "-":
        words = scan.language.cues.get(cue, frozenset())
        followed = scan.word_after(match.end()).lower() in scan.language.cues.get(f"{cue}_after", ())
        listed = scan.left() in _LISTED and not words.isdisjoint(scan.lefts(16))  # "call 111 or 999"
        labelled = len(scan.left(2)) > _ARTICLE or scan.left() == ":"  # "TTY: 711"
        called = scan.left(1) in words or (scan.left(2) in words and labelled)
        if not called and not followed and not listed:
            return None
    return Reading(match.end(), spoken)

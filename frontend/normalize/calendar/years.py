"""Bare years, ranges of years and decades: ``1914-18``, ``2023/24``, ``(1066)``."""

from __future__ import annotations

from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.shapes import shapes

_CHRIST = r" (?:B\.? ?C|a\. ?C|v\. ?(?:Chr|u\. ?Z)|av\. J)"
_YEAR = regex(
    rf"(\d{{4}})(?:\s?([-–/])\s?(\d{{4}}|\d{{3}}(?={_CHRIST})|\d{{2}}|(?<=(?:19|20)\d\d[-–])\d)(?![\d\-/–]))?"
    r"(?!\d|[.,:]\d|[%°$€£])"
)
_BEFORE_CHRIST = regex(_CHRIST)
_ERA = regex(r" (?:AD|A\.D\.|CE|C\.E\.)(?![A-Za-z])")
_CITED = regex(r"\. [^\W\d_a-zß-ÿ]")
"""Behind the year of a book, whose title follows."""

PIVOT = 40
"""Two-digit years below it are 20xx, from it on 19xx."""
_PRINTED = 1450
"""No book that is cited with its year is older."""
_EPOCH_BEFORE = regex(r"(?:v\. ?Chr\.|vor Christus) \(?(?:ca\. |um )?$")
_EPOCH_REACH = 24
_SIDE = regex(" ?× ?[1-9]| x [1-9][0-9]{2}")
"""What makes it one side of something: "1920×1080", "1920 x 1080"."""
_LIFETIME = 100
"""Years with a slash between them are no further apart."""


def expand_year(digits: str) -> int:
    """A written year of two or four digits."""
    year = int(digits.lstrip("'"))
    if len(digits.lstrip("'")) > 2:
        return year
    return year + (2000 if year < PIVOT else 1900)


@shapes("0", "'0")
def recognise(scan: Scan, position: int) -> Reading | None:
    """A bare year, a range of years or a decade."""
    language = scan.language
    decade = language.decade(scan, position)
    if decade is not None:
        return decade
    match = _YEAR.match(scan.text, position)
    if not match:
        return None
    year, end = int(match[1]), match.end()
    if scan.character(end).isalpha() or match[1][0] == "0" or _SIDE.match(scan.text, end):
        return None
    spoken = language.numbers.year(year)
    if match[3]:
        size = 10 ** len(match[3])  # "1914-1918", "1914-18", "2008-9"
        other = int(match[3]) if len(match[3]) > 2 else year // size * size + int(match[3])
        dated = _BEFORE_CHRIST.match(scan.text, end) or scan.is_behind(_EPOCH_BEFORE, position, _EPOCH_REACH)
        before_christ = year > other and bool(dated)
        if not before_christ and (not 1000 <= year < other < 2200 or other - year > 900):
            return None
        of_act = scan.left().rstrip(".") in language.cues.get("act", ())
        if match[2] == "/" and (other - year > _LIFETIME or of_act):
            return None  # "expediente 1142/2025"
        if of_act and len(match[3]) == 2 and language.tag.startswith("fr"):
            return None  # "règlement 2019-45"
        whole = len(match[3]) > 2
        second = language.numbers.year(other) if whole else language.numbers.cardinal(int(match[3]))
        joint = "and" if scan.left() in language.cues.get("before two", ()) else "to"  # "entre 2015-2016"
        joined = " " if match[2] == "/" else f" {language.words[joint]} "  # "the 2023/24 season"
        return Reading(end, f"{spoken}{joined}{second}")
    ended = scan.character(end) in (")", ",", ";", ".", "")
    enclosed = scan.character(position - 1) == "(" and ended  # "Hastings (1066)"
    enclosed = enclosed or (scan.character(position - 1) == "[" and scan.character(end) == "]")  # "[1893] 1 QB 256"
    made = scan.left() in language.cues.get("made in", ()) and ended  # "a house (built 1884)"
    english = language.tag.startswith("en")
    era = english and _ERA.match(scan.text, end) is not None  # "in 1052 AD"
    cited = scan.left()[-1:] == "." and _CITED.match(scan.text, end) is not None  # "Dance, Charles. 1881. Chapters"
    if (enclosed or made or era or (cited and year >= _PRINTED)) and 1000 <= year <= 2100:
        return Reading(end, spoken)
    told = scan.left().rpartition(" ")[2] in language.year_cues and 1000 <= year <= 2100
    unit = language.units.get(scan.word_after(end)) if language.capital_nouns else None
    measured = unit is not None and "strict" not in unit.flags  # "bei 5 °C und 1013 hPa"
    if (told and not measured) or language.looks_like_year(scan, year, end):
        return Reading(end, spoken)
    return None

"""Magnitudes behind a number: ``3 Mio.``, ``5 M$``, ``2.5B``, ``10 k visiteurs``.

The table ``scales`` has what is written for them. Before a currency any of it counts. Elsewhere a rule of the table may
ask for more: "money" that something says that so many are meant, "glued" the same where a space stands before; and
letters may mean something else there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from frontend.normalize.amounts import measures, unit_limits
from frontend.normalize.cleaning import LETTER
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Place, Scan
from frontend.normalize.values import Scale
from frontend.tables import word_set

NATIONAL = regex("(?:[0-9]{2}/100 )?M\\. ?N\\.")
"""Mexican "moneda nacional" behind an amount."""
OF = regex("[ \u00a0](?:de |d')")
"""Between a magnitude and what is counted: "8,5 M de Québécois"."""
_WRITTEN = regex(f"([ \u00a0\u202f-]?)([{LETTER}]{{1,12}}\\.?)")
_TWO_WORDS = regex(f" ([{LETTER}]{{3}} [{LETTER}]{{8}})(?![{LETTER}])")
"""Spanish "mil millones"."""
_FRACTION_BEFORE = regex(r"\.[0-9]{1,2}$")
_POINT_BEFORE = regex(r"[0-9]\.[0-9]{1,2}$")
_COMMA_BEFORE = regex("[0-9],[0-9]{1,2}$")
_AFTER_MILLIONS = regex(" (?:(?:en|por|para|al|más|menos|entre|desde)(?![\\w])|y (?=[A-Z]{2}|[A-Z][a-zñáéíóú]))")
"""What goes on behind Spanish millions: "68 M en EE. UU.", "Colombia 52 M y Perú 33 M"."""
_PLURAL = regex("[ \u00a0][a-zà-ÿ]{4,20}[sx](?![\\w])")
_DISTANCES = ("mi", "km", "miles", "kilometers", "kilometres", "tons", "tonnes", "years")
_ENDS = ("", ".", ",", ";", ")", "(")
_ONE_RACE = {"en": ("a", "the", "run", "ran", "runs", "running", "jog", "walk", "raced")}
_ONE = ("un", "ein", "einen")
"""Before "5K" where it is a run."""
_RACE = regex("K(?! [a-z]{3,12}s(?![a-z])| (?:mi|km|sq|people)(?![a-z])|\\.[0-9])")
"""Of a race where nothing is counted: "her 5K PR"."""
_RACED = regex("(?<![0-9.,$£€-])(?:5|10|15)$")
_SEXES = regex("(?:,| et|/)? ?[0-9]{1,3} ?[FW](?!\\w)")
"""Behind the number of men: that of women."""
_MILLIONS_REACH = 12


@dataclass(frozen=True, slots=True, eq=False)
class _Letters(Place):
    """What is `written` for a magnitude in ``[start, end)``, behind `gap` and the number that ends at `position`."""

    scan: Scan
    position: int
    gap: str
    start: int
    written: str

    @property
    def end(self) -> int:
        return self.start + len(self.written)

    @property
    def following(self) -> str:
        """The word behind."""
        return self.scan.word_after(self.end)

    def is_behind(self, pattern: re.Pattern[str], reach: int) -> bool:
        """Whether `pattern`, which ends with ``$``, is found in the `reach` characters that end with the number."""
        return self.scan.is_behind(pattern, self.position, reach)

    def is_before(self, pattern: re.Pattern[str]) -> bool:
        return pattern.match(self.scan.text, self.end) is not None


def match_scale(scan: Scan, position: int, money: bool) -> tuple[Scale | None, int]:
    """The magnitude behind the number that ends at `position`, and its own end.

    Args:
        scan: the text and its left context.
        position: the end of the number.
        money: whether a currency stands beside it.
    """
    letters = _letters(scan, position)
    if letters is None or scan.character(letters.end).isalnum() or _any(_NEVER, letters):
        return None, position
    scale, rule = scan.language.scales[letters.written]
    if not money and not _counts(letters, rule):
        return None, position
    end = letters.end
    if letters.written.endswith(".") and scan.ends_here(end) and scan.is_end(end):
        end -= 1
    return scale, end


def _letters(scan: Scan, position: int) -> _Letters | None:
    """What the table has of the text at `position`."""
    match = _WRITTEN.match(scan.text, position)
    if not match:
        return None
    two = _TWO_WORDS.match(scan.text, position)
    for written in (two[1] if two else "", match[2], match[2].rstrip(".")):
        if written in scan.language.scales:
            return _Letters(scan, position, match[1], match.start(2), written)
    return None


def _counts(letters: _Letters, rule: str) -> bool:
    """Whether they are a magnitude where no currency stands beside them."""
    if letters.gap == "-" or _any(_SELDOM, letters):
        return False
    if "money" not in rule and not (letters.gap and "glued" in rule):
        return True
    return (letters.written.isupper() and _is_capital_of_number(letters)) or _any(_COUNTING, letters)


def _is_capital_of_number(letters: _Letters) -> bool:
    """ "8,5 M de Québécois", "6,2 M en 1971", but "le 5G de Bell"."""
    counted = letters.is_before(OF) and (letters.written != "G" or letters.gap == " ")
    return counted or letters.is_behind(_COMMA_BEFORE, 8)


# What else letters may be -----------------------------------------------------------------------------------------


def _is_national(letters: _Letters) -> bool:
    """Mexican "100 M. N."."""
    return NATIONAL.match(letters.scan.text, letters.end - 1) is not None


def _is_concentration(letters: _Letters) -> bool:
    """ "0.5M HCl", "HCl 0.1 M", "dilute it to 0.1 M"."""
    dissolved = letters.is_before(unit_limits.SOLUTE) or letters.is_behind(_DISSOLVED, _SOLUTE_REACH)
    return dissolved or letters.near("solutions", _SOLUTION_REACH)


def _is_men(letters: _Letters) -> bool:
    """ "7 M, 4 F"."""
    return letters.is_before(_SEXES)


def _is_colour(letters: _Letters) -> bool:
    """Light of "2700K"."""
    return unit_limits.is_colour_of_light(letters.scan.text, letters.end - 1)


def _is_temperature(letters: _Letters) -> bool:
    """ "0 °C, soit 273,15 K"."""
    return letters.gap == " " and unit_limits.is_beside_celsius(letters.scan, letters.position, letters.end)


def _is_race(letters: _Letters) -> bool:
    """ "a 5K run", "her 5K PR"."""
    language = letters.scan.language
    if letters.scan.left() in _ONE_RACE.get(language.tag[:2], _ONE) or letters.following in letters.cues("race"):
        return True
    glued = letters.written == "K" and not letters.gap
    return glued and letters.is_behind(_RACED, 2) and _RACE.match(letters.scan.text, letters.position) is not None


def _is_resolution(letters: _Letters) -> bool:
    """ "2.8K (2880x1800)"."""
    return letters.is_before(_RESOLUTION)


def _is_place(letters: _Letters) -> bool:
    """ "seat 34K", "la salida 7B de la I-35"."""
    return not letters.gap and letters.scan.left() in letters.cues("places")


def _is_size(letters: _Letters) -> bool:
    """ "taille 32 M": a size of clothes."""
    return letters.near("sizes", _SIZES_REACH)


# What says that so many are meant ---------------------------------------------------------------------------------


def _follows_fraction(letters: _Letters) -> bool:
    """ "2.5B", "3.27B"."""
    return not letters.gap and letters.is_behind(_FRACTION_BEFORE, 4)


def _is_far(letters: _Letters) -> bool:
    """ "15B mi."."""
    return letters.following in _DISTANCES


def _goes_on_in_spanish(letters: _Letters) -> bool:
    """ "1.1 M en Phoenix", "68 M en EE. UU."."""
    if not letters.scan.language.tag.startswith("es") or letters.scan.text.startswith(" hab", letters.end):
        return False
    return letters.is_behind(_POINT_BEFORE, 8) or (letters.gap == " " and letters.is_before(_AFTER_MILLIONS))


def _precedes_unit(letters: _Letters) -> bool:
    """ "2.4 M km²"."""
    scan = letters.scan
    return not scan.language.tag.startswith("en") and measures.unit_after(scan, letters.end) is not None


def _precedes_plural(letters: _Letters) -> bool:
    """ "10 k visiteurs"."""
    return letters.is_before(_PLURAL)


def _ends_phrase(letters: _Letters) -> bool:
    """ "68 M.", but not German "6 M.": months."""
    ahead = letters.scan.text[letters.end : letters.end + 2].strip()[:1]
    return letters.gap == " " and not letters.scan.language.capital_nouns and ahead in _ENDS


def _is_millions(letters: _Letters) -> bool:
    """ "fell by 1.1m", "1.5m patients", but "the 400m hurdles", "2.4m x 1.2m sheets"."""
    scan = letters.scan
    if letters.gap or letters.following in letters.cues("race") | letters.cues("lengths"):
        return False
    if scan.left() == "x" or scan.left().endswith(" x "):
        return False
    more = _MORE.match(scan.text, letters.end)  # "40m+ copies"
    if letters.is_before(_VAST) or (more and scan.language.counted_in_millions(more[1])):
        return True
    if scan.left() == "by" and scan.left(2) not in letters.cues("changes of amounts"):
        return False
    if letters.near("millions", _MILLIONS_REACH) or scan.language.counted_in_millions(letters.following):
        return True
    sentence = scan.text[max(0, letters.start - _OTHER_REACH) : letters.start].rpartition(". ")[2]
    return any(other[1] in _PEOPLE for other in _OTHER_MILLIONS.finditer(sentence))


_OTHER_MILLIONS = regex(r"(?<![0-9])[0-9]{1,3}(?:\.[0-9]{1,2})?m ([a-z]{4,12})")
_OTHER_REACH = 100
_PEOPLE = word_set("people viewers users voters patients passengers workers households homes visitors tourists copies")
"""What is counted in millions before another number of them: "2.5m people, down from 5m"."""
_MORE = regex(r"\+ ([a-z]{4,12})(?![a-z])")
_VAST = regex(
    " (?:sq\\.? ?(?:km|mi|miles|ft|feet)|square (?:kilo|miles|feet|met)|tonnes|acres|hectares|barrels)(?![a-z]{9})"
)
"""What is counted in millions, behind "4.23m"."""
_SOLUTION_REACH = 8
_DISSOLVED = regex("[A-Z][A-Za-z0-9]{0,8}(?:Cl|OH|O[2-4]|Br)[0-9]? [0-9.,]{1,6}$")
_SOLUTE_REACH = 24
_SIZES_REACH = 6
_RESOLUTION = regex(r",? \(?[0-9]{3,4} ?[x×] ?[0-9]{3,4}(?![0-9])| (?:[OQ]?LED|OLED|UHD|IPS|AMOLED|LCD)(?![a-z])")
_Test = Callable[[_Letters], bool]
_Tests = dict[str, Iterable[_Test]]

_NEVER: _Tests = {"M": (_is_national, _is_concentration, _is_men)}
"""What letters are no magnitude for, money or not."""
_SELDOM: _Tests = {
    "M": (_is_size,),
    "K": (_is_colour, _is_temperature, _is_race, _is_resolution, _is_place),
    "k": (_is_race, _is_place),
    "B": (_is_race, _is_place),
}
"""What they are none for where no currency stands beside them."""
_COUNTING: _Tests = {
    "M": (_goes_on_in_spanish, _precedes_unit, _ends_phrase),
    "MM": (_precedes_unit,),
    "mil": (_precedes_unit,),
    "B": (_follows_fraction, _is_far),
    "k": (_precedes_plural,),
    "m": (_is_millions,),
}
"""What makes them one all the same."""


def _any(tests: _Tests, letters: _Letters) -> bool:
    return any(test(letters) for test in tests.get(letters.written, ()))

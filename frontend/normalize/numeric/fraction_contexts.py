"""Fractions among other words: what is measured, counted or halved by them, and how that changes their names.

Each rule looks at a fraction and answers how it is read with what stands behind; where none answers, its unit or noun
follows its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from frontend.normalize.amounts.measures import times_after, unit_after
from frontend.normalize.amounts.scales import match_scale
from frontend.normalize.locales.language import Language
from frontend.normalize.numeric.maths import in_equation
from frontend.normalize.numeric.slashes import PRICED
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Rules
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.values import Unit
from frontend.tables import word_set

VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
OF_THEM = regex(
    " (?:(?:del|de (?:el|l[aeo]s?|ell[ao]s|mis?|sus?|tus?|nuestr[ao]s?|est[ao]s?|es[ao]s?)|du"
    "|de (?:[mts]es|[nv]os|leurs|cette|ces?)"
    "|der|des|d\\.|dieser|dieses|aller|unserer|ihrer|seiner|meiner)(?![\\w])|de l'(?=[\\w]))"
)
"""Behind "half": "1/2 de los alumnos"."""
_HYPHENED = regex("-([a-z]{1,4})(?:[.](?= [a-z]|[),;]))?(?![A-Za-z])")
_WORD_JOINED = regex("-[a-z]")
_UNTIL = regex(f"[-–](?=[0-9{VULGAR}])")
_LETTERS = regex(r"[^\W\d_]{1,20}")
_OF_ONE = word_set("le un au du ce mon ton son notre votre leur grand beau petit")
_BEFORE_ONE_HALF = _OF_ONE | {"une", "la", "cette", "chaque", "par"}
"""Words of one thing, before the name of a dwelling: French "mon 4 1/2"."""
_HALVES = frozenset(("hour", "inch", "mile", "pint", "pound", "teaspoon", "tablespoon", "cup", "kilo", "stone"))
_BEFORE_HALF = frozenset(
    ("for", "in", "of", "about", "after", "with", "add", "use", "lasts", "took", "takes", "&", "and", ",", "")
)
"""Words before "half an hour", where it is no part of a longer number."""


@dataclass(frozen=True, eq=False)
class Part:
    """A fraction that ends at `end`, behind a whole number or not (None); `name` is how it is said by itself."""

    scan: Scan
    end: int
    whole: int | None
    numerator: int
    denominator: int
    name: str

    @property
    def language(self) -> Language:
        return self.scan.language

    @property
    def is_half(self) -> bool:
        return self.whole is None and (self.numerator, self.denominator) == (1, 2)

    @cached_property
    def measured(self) -> tuple[Unit, int] | None:
        """What stands behind and is measured, counted or paid, and where it ends."""
        return unit_after(self.scan, self.end) or _counted(self.scan, self.end) or _of_money(self.scan, self.end)

    @cached_property
    def noun(self) -> str:
        """The word behind; of a German abbreviation what it stands for ("½ Pck. Backpulver")."""
        noun = self.scan.word_after(self.end)
        stopped = self.scan.character(self.scan.skip_spaces(self.end) + len(noun)) == "."
        return self.language.full_word(noun) if stopped and self.language.capital_nouns else noun


_READINGS: Rules[Part, Reading] = Rules()


def read(part: Part) -> Reading:
    """A fraction with what is measured or counted by it."""
    reading = _READINGS.first(part, part.language.tag)
    if reading is not None:
        return reading
    spoken = _in_context(part)
    return _with_unit(part, spoken, *part.measured) if part.measured else _with_noun(part, spoken)


def _name(part: Part) -> str:
    """The name of a fraction, which in English may qualify a noun: "the ½-mi. loop", "a 3/4-ton pickup"."""
    spoken = part.name
    if part.whole is not None or not part.language.tag.startswith("en"):
        return spoken
    if not _WORD_JOINED.match(part.scan.text, part.end):
        return spoken
    spoken = spoken.replace("quarters", "quarter") if part.denominator == 4 else spoken
    return spoken.removeprefix("one ") if part.is_half else spoken


def _in_context(part: Part) -> str:
    """The name of a fraction as the words around it ask for it."""
    spoken = _without_article(part, _name(part))
    return _half_in_context(part, spoken) if part.is_half else spoken


def _without_article(part: Part, spoken: str) -> str:
    """The name without its article, where one is written: "ein 1/4 Liter", "près du 1/4", "time and a 1/2"."""
    left = part.scan.left()
    if part.whole is not None:
        return spoken
    if part.language.tag.startswith("en") and left in ("a", "an", "another"):
        spoken = spoken.removeprefix("one ")
    article, _, rest = spoken.partition(" ")
    defined = "fr" in part.language.lineage and left in ("le", "du", "au", "ce")
    return rest if rest and part.numerator == 1 and (defined or left.startswith(article)) else spoken


def _half_in_context(part: Part, spoken: str) -> str:
    scan, language = part.scan, part.language
    gender = part.measured[0].gender if part.measured else language.gender_in(scan, part.noun, part.end)
    end = part.measured[1] if part.measured else scan.skip_spaces(part.end) + len(part.noun)
    spoken = language.half_of(scan, gender, end) or spoken
    if "fr" in language.lineage and scan.left() in _BEFORE_ONE_HALF:  # "une ½ heure"
        return "demi" if part.measured or part.noun or scan.left() != "la" else "demie"
    english = language.tag.startswith("en") and scan.word_after(part.end) in language.cues["halved"]
    return spoken.removeprefix("one ") if english else spoken  # "children ½ price"


@_READINGS.add("en")
def joined_by_hyphen(part: Part) -> Reading | None:
    """ "3½-4 hrs", "a 6½-pt. lead"."""
    scan = part.scan
    dash = _UNTIL.match(scan.text, part.end)
    if dash:
        return Reading(dash.end(), f"{_name(part)} {scan.language.words['to']}")
    hyphened = _HYPHENED.match(scan.text, part.end)
    unit = hyphened and (scan.language.units.get(f"-{hyphened[1]}") or scan.language.units.get(hyphened[1]))
    return Reading(hyphened.end(), f"{_name(part)} {unit.singular}") if hyphened and unit else None


@_READINGS.add()
def half_of_them(part: Part) -> Reading | None:
    """Half of what an article names: "1/2 de los alumnos", "la 1/2 del grupo", "½ d. Strecke", "la ½ des élèves"."""
    if not part.is_half or not OF_THEM.match(part.scan.text, part.end):
        return None
    half = part.scan.language.half_of_them(part.scan)
    if not half:
        return None
    article, _, noun = half.partition(" ")
    determined = part.scan.left() in (article, "una", "otra", "cada", "esa", "esta", "une", "autre", "cette")
    return Reading(part.end, noun if determined else half)


@_READINGS.add("es")
def half_hour(part: Part) -> Reading | None:
    """ "a las 2 1/2", if nothing is counted by it."""
    scan, language = part.scan, part.language
    if part.whole is None or part.denominator != 2 or scan.left() not in ("las", "la") or part.measured:
        return None
    if language.classify_word(scan.word_after(part.end)):
        return None
    hour = language.numbers.cardinal(part.whole, language.hour_form)
    return Reading(part.end, f"{hour} {language.words['and']} {language.half('f')}")


@_READINGS.add()
def mixed(part: Part) -> Reading | None:
    """Spanish and French "2 horas y media", where the part follows the noun."""
    scan, found = part.scan, part.measured
    if part.whole is None or part.denominator > 16:
        return None
    if part.whole > 1 and scan.left() in _OF_ONE and "fr" in scan.language.lineage:
        return None  # "mon 4 1/2 passe à 900 $": a dwelling
    noun = "" if found else scan.word_after(part.end)
    if noun.isupper() and noun.lower() in scan.language.abbreviations:
        noun = noun.lower()  # "1½ SDB"
    gender = found[0].gender if found else scan.language.gender_in(scan, noun, part.end)
    name = (found[0].singular if part.whole < 2 else found[0].plural) if found else noun
    if part.whole == 1 and not found:
        name = name.removesuffix("s")
    if not name or not gender or not name.islower() or name in scan.language.cues.get("street_first", ()):
        return None  # "à louer, 4 1/2 rue Fabre"
    said = scan.language.whole_and_part(part.whole, name, gender, (part.numerator, part.denominator))
    return Reading(found[1] if found else scan.skip_spaces(part.end) + len(noun), said) if said else None


@_READINGS.add("de")
def half_of_millions(part: Part) -> Reading | None:
    """ "über 1/2 Mrd. €", "rund 1/4 Mio."."""
    scan, quarters = part.scan, part.whole is None and part.denominator == 4
    scale, end = match_scale(scan, part.end, money=True) if part.is_half or quarters else (None, part.end)
    if scale is None:
        return None
    article, _, half = scan.language.half_of(scan, scale.gender).partition(" ")
    name = f"{half} {scale.singular}"
    if quarters:
        name = ("Viertel" if part.numerator == 1 else "Dreiviertel") + scale.singular.lower()
    spoken = name if scan.left().startswith("ein") else f"{article} {name}"  # "eine 1/2 Mio."
    priced = _of_money(scan, end)
    return Reading(priced[1], f"{spoken} {priced[0].plural}") if priced else Reading(end, spoken)


@_READINGS.add("en")
def half_a_unit(part: Part) -> Reading | None:
    """ "stir in 1/2 pint"."""
    name = part.scan.word_after(part.end) if part.is_half and part.scan.left() in _BEFORE_HALF else ""
    return Reading(part.end, _half_a(name)) if name in _HALVES else None


@_READINGS.add()
def half_of_its_own(part: Part) -> Reading | None:
    """French "½ prix", Spanish "1/2 de queso", but "1/2 de taza": "media taza"."""
    if not part.is_half:
        return None
    scan, language, noun = part.scan, part.language, part.scan.word_after(part.end)
    half = language.words.get(f"half {noun}")
    if not half:
        return None
    stop = scan.skip_spaces(part.end) + len(noun)
    measured = scan.word_after(stop)
    if measured in language.unit_names:
        half = language.half_of(scan, language.classify_word(measured)) or half
    return Reading(stop, half)


def _with_noun(part: Part, spoken: str) -> Reading:
    """A fraction of a noun ("3/4 mile", "3/4 tasse") or of nothing."""
    scan, end = part.scan, part.end
    by = times_after(scan, end)
    if by and not in_equation(scan, end):  # "14 1/2 x 11 in."
        return Reading(by, f"{spoken} {scan.language.words['by']}")
    noun, of = scan.word_after(end), _of(part)
    counted = noun.lower() in scan.language.nouns or (
        len(noun) > 3 and noun.islower() and scan.language.classify_word(noun)
    )
    if of and counted:  # "3/4 tasse": "trois quarts de tasse"
        return Reading(scan.skip_spaces(end) + len(noun), f"{spoken} {scan.language.joined(of, noun)}")
    if part.whole is None and _partitive(scan, noun, part.numerator):
        return Reading(end, f"{spoken} {_of_a(noun)}")  # "3/4 mile"
    return Reading(end, spoken)


def _with_unit(part: Part, spoken: str, unit: Unit, end: int) -> Reading:
    """A fraction of a unit ("1/250 s", "the 1¾hr walk")."""
    scan = part.scan
    if part.whole is None and part.numerator == 1 and part.denominator > 20 and unit.singular == "second":
        spoken = f"one {scan.language.numbers.ordinal(part.denominator).removeprefix('one ')}"
    qualifies = scan.language.attributive(scan, end - 2, end)
    if qualifies and part.whole is not None:
        spoken = spoken.replace("three quarters", "three quarter")  # "the 1¾hr walk"
    name = unit.singular if part.whole is None or qualifies else unit.plural
    by, of = times_after(scan, end), _of(part)
    if by:  # 1 1/2" x 3 1/2"
        measured = scan.language.joined(of, name) if of else name
        return Reading(by, f"{spoken} {measured} {scan.language.words['by']}")
    halved = part.is_half and scan.language.tag.startswith("en") and scan.left() in _BEFORE_HALF and not qualifies
    if halved and unit.singular in _HALVES:
        return Reading(end, f"{_half_a(unit.singular)} {unit.singular}")  # "for 1/2 hr"
    if part.whole is None and _partitive(scan, unit.singular, part.numerator):
        name = f"{_of_a(unit.singular)} {unit.singular}"  # "3/4 mi", "1/100 s"
    return Reading(end, f"{spoken} {scan.language.joined(of, name) if of else name}")


def _of(part: Part) -> str | None:
    """The word between a fraction and its noun, where the language has one."""
    return part.scan.language.words.get("fraction of") if part.whole is None and not part.is_half else None


def _partitive(scan: Scan, noun: str, numerator: int) -> bool:
    return scan.left() not in ("a", "an", "the", "this") and scan.language.partitive(noun, numerator)


def _half_a(noun: str) -> str:
    return "half an" if noun in ("hour", "inch") else "half a"


def _of_a(noun: str) -> str:
    return "of an" if noun[0] in "aeiou" or noun == "hour" else "of a"


def _of_money(scan: Scan, end: int) -> tuple[Unit, int] | None:
    """The currency whose symbol follows ("2/3 $"), and where it ends."""
    if not PRICED.match(scan.text, end):
        return None
    symbol = scan.skip_spaces(end)
    currency = scan.language.currencies.get(scan.text[symbol])
    return (currency.unit, symbol + 1) if currency and not scan.language.tag.startswith("en") else None


def _counted(scan: Scan, end: int) -> tuple[Unit, int] | None:
    """An abbreviation of a counted thing ("c. à thé"), and where it ends."""
    begin = scan.skip_spaces(end)
    letters = _LETTERS.match(scan.text, begin)
    key = letters.group().lower() if letters else ""
    named: dict[str, str] = {}
    stop = begin
    for entry in scan.language.abbreviations.get(key, ()) if key else ():
        counted = entry.rule.name in ("after_one", "after_number")
        if counted and scan.text.startswith(entry.written, begin) and (len(entry.written) > 3 or entry.written == "c."):
            named.setdefault(entry.rule.name, entry.spoken)
            stop = begin + len(entry.written)
    plural = named.get("after_number", "")
    singular = named.get("after_one") or scan.language.singular_of(plural)
    if not plural or not singular:
        return None
    return Unit(singular, plural, scan.language.classify_word(singular.split(" ")[0])), stop

"""Fractions: ``1/2``, ``1 1/2``, ``3+1/2``, ``½``, ``2½``."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import product

from frontend.normalize import slashes
from frontend.normalize.locales.language import Language
from frontend.normalize.maths import in_equation
from frontend.normalize.measures import times_after, unit_after
from frontend.normalize.money import match_scale
from frontend.normalize.pairs import Pair
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.shapes import shapes
from frontend.normalize.slashes import PRICED
from frontend.normalize.values import Unit
from frontend.tables import word_set

VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_FRACTION = regex(
    r"(?:([0-9]{1,3})(?:[ \u00a0]|\+|-(?=[0-9]{1,2}/(?:2|3|4|8|16|32)(?![0-9]))))?"
    r"([0-9]{1,3}|[1-9][0-9]{3}(?=/[12](?![0-9])))"  # "5000/1": odds
    r"/([0-9]{1,3}|10{3,6}|[1-9][0-9]{3}(?= ?s(?:ec)?\b))"  # "1/8000 s"
    r"(?:(?:th|rd|nd|i?[eè](?:me)?)s?(?![A-Za-z]))?(?![0-9/]|[.,][0-9])"
)
_HYPHENED = regex("-([a-z]{1,4})(?:[.](?= [a-z]|[),;]))?(?![A-Za-z])")
_WORD_JOINED = regex("-[a-z]")
_UNTIL = regex(f"[-–](?=[0-9{VULGAR}])")
_LETTERS = regex(r"[^\W\d_]{1,20}")
_CLOCK = regex(r"(?:([½¼¾])|([13]/[24])(?= ))[ \u00a0]?(?=(?:1[0-2]|[1-9])(?![\w.:/%]|,[0-9]| ?[€$%]| [A-ZÄÖÜ]))")
_BEFORE_CLOCK = frozenset(("um", "gegen", "ab", "bis", "kurz", "vor", "nach"))
_HALF = regex("(?:½|1/2)(?![0-9/])")
_QUARTER = regex("(?:¼|1/4)(?![0-9/])")
_OF_ONE = word_set("le un au du ce mon ton son notre votre leur grand beau petit")
_BEFORE_ONE_HALF = _OF_ONE | {"une", "la", "cette", "chaque", "par"}
"""Words of one thing, before the name of a dwelling: French "mon 4 1/2"."""
_OF_THEM = regex(
    " (?:del|de (?:el|l[ao]s?|ell[ao]s|mis?|sus?|tus?|nuestr[ao]s?|est[ao]s?|es[ao]s?)"
    "|der|des|d\\.|dieser|dieses|aller|unserer|ihrer|seiner|meiner)(?![\\w])"
)
_MEASURED = regex(r"[0-9]{1,3} ?([^\W\d_]{1,4})\.?")
_HALVED = frozenset(("an", "ans", "mois", "jour", "jours", "semaine", "semaines", "heure", "heures", "pouces", "pieds"))
"""Words of French behind which "½" is "and a half"."""
_HALVES = frozenset(("hour", "inch", "mile", "pint", "pound", "teaspoon", "tablespoon", "cup", "kilo", "stone"))
_BEFORE_HALF = frozenset(
    ("for", "in", "of", "about", "after", "with", "add", "use", "lasts", "took", "takes", "&", "and", ",", "")
)
"""Words before "half an hour", where it is no part of a longer number."""
_VULGAR = regex(f"(?:([0-9]{{1,3}})[ \u00a0]?)?([{VULGAR}])")


def verbalise(whole: int | None, numerator: int, denominator: int, language: Language) -> str:
    """Example: 1, 1, 2 -> "one and a half"; without a name of its own: "five over two hundred"."""
    spoken = language.fraction(whole, numerator, denominator)
    if spoken is not None:
        return spoken
    cardinal = language.numbers.cardinal
    joint = language.words["out of" if language.counts_out_of and numerator < denominator else "over"]
    text = f"{cardinal(numerator)} {joint} {cardinal(denominator)}"
    return text if whole is None else f"{cardinal(whole)} {language.words['and']} {text}"


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """A fraction that ends at `end`, behind a whole number or not (None)."""

    scan: Scan
    end: int
    whole: int | None
    numerator: int
    denominator: int

    @property
    def is_half(self) -> bool:
        return self.whole is None and (self.numerator, self.denominator) == (1, 2)


@shapes("0/0", "0 0", "0+0", "0-0", *map("".join, product(("", "0", "0 "), VULGAR)))
def recognise(scan: Scan, position: int) -> Reading | None:
    """A fraction, or two numbers with a slash that are none."""
    return (
        _before_hour(scan, position)
        or _after_and(scan, position)
        or _vulgar(scan, position)
        or _slashed(scan, position)
    )


def _before_hour(scan: Scan, position: int) -> Reading | None:
    """German "um ½ 8"."""
    clock = _CLOCK.match(scan.text, position)
    if not clock or scan.left() not in _BEFORE_CLOCK:
        return None
    spoken = scan.language.words.get(f"half hour {clock[1] or clock[2]}")
    return Reading(clock.end(), spoken) if spoken else None


def _vulgar(scan: Scan, position: int) -> Reading | None:
    """ "½", "2½"."""
    match = _VULGAR.match(scan.text, position)
    if not match:
        return None
    value = unicodedata.normalize("NFKC", match[2]).replace("\u2044", "/")
    numerator, denominator = (int(part) for part in value.split("/"))
    past = scan.language.words.get(f"{numerator}/{denominator} past") if not match[1] else None
    if past and scan.word_after(match.end()) in scan.language.cues.get("clock", ()):
        return Reading(match.end(), past)  # "um ¼ nach 8"
    whole = int(match[1]) if match[1] else None
    compound = scan.language.part_of_word(scan, whole, numerator, denominator, match.end())
    return compound or _read(_Part(scan, match.end(), whole, numerator, denominator))


def _slashed(scan: Scan, position: int) -> Reading | None:
    """ "1/2", "2 1/2", and what only looks like it."""
    match = _FRACTION.match(scan.text, position)
    if not match or scan.character(position - 1) == "/":
        return None
    whole, numerator, denominator = int(match[1]) if match[1] else None, int(match[2]), int(match[3])
    if denominator == 0 or match[3][0] == "0" or (match[2][0] == "0" and len(match[2]) > 1):
        return None
    if whole is not None and numerator >= denominator:
        return None
    compound = scan.language.part_of_word(scan, whole, numerator, denominator, match.end())
    if compound:
        return compound
    reading = slashes.read(Pair(scan, position, match.end(), numerator, denominator)) if whole is None else None
    return reading or _read(_Part(scan, match.end(), whole, numerator, denominator))


def _after_and(scan: Scan, position: int) -> Reading | None:
    """Spanish "a las 7 y 1/2", "2 y 1/2 kilos", French "7 h ½"."""
    match = _HALF.match(scan.text, position)
    hours = scan.left()[-1:] == "h" and scan.left()[:1].isdecimal()
    if match and hours and scan.language.tag == "fr-CA":
        return Reading(match.end(), "et demie" if scan.left()[:2].strip("\u00a0 ") else "")
    if match and scan.language.tag == "fr-CA" and scan.left(2).isdecimal() and scan.left() in _HALVED:
        feminine = scan.language.classify_word(scan.left()) == "f"
        return Reading(match.end(), "et demie" if feminine else "et demi")  # "5 ans 1/2"
    quarter = _QUARTER.match(scan.text, position)
    if quarter and scan.left() == "y" and scan.left(3) == "las" and scan.language.tag == "es-US":
        return Reading(quarter.end(), "cuarto")  # "son las 6 y 1/4"
    joined = scan.left() == "y"
    measured = _MEASURED.fullmatch(scan.left(2 if joined else 1)) if match and scan.language.tag == "es-US" else None
    unit = scan.language.units.get(measured[1]) if measured else None
    if match and unit:  # "1 h 1/2", "2 h y 1/2"
        half = scan.language.half(unit.gender)
        return Reading(match.end(), half if joined else f"{scan.language.words['and']} {half}")
    if not match or scan.left() != "y" or scan.language.tag != "es-US" or _OF_THEM.match(scan.text, match.end()):
        return None
    ends = not scan.language.classify_word(scan.word_after(match.end()))  # "docena y 1/2"
    ends = ends and unit_after(scan, match.end()) is None  # "1 limón y ½ taza"
    counted = ends and (scan.left(3).isdecimal() or scan.language.classify_word(scan.left(2)) != "")
    if counted and scan.left(2).isalpha():  # "1 año y 1/2"
        return Reading(match.end(), "media" if scan.language.classify_word(scan.left(2)) == "f" else "medio")
    if not scan.left(2).isdecimal():
        return None
    timed = "las" in (scan.left(3), scan.left(4)) or scan.language.classify_word(scan.word_after(match.end())) == "f"
    return Reading(match.end(), "media" if timed else "medio")


def _read(part: _Part) -> Reading:
    """A fraction with what is measured or counted by it."""
    scan, end = part.scan, part.end
    spoken = verbalise(part.whole, part.numerator, part.denominator, scan.language)
    if scan.language.tag.startswith("en"):
        if part.is_half and _WORD_JOINED.match(scan.text, end):
            spoken = spoken.removeprefix("one ")  # "the ½-mi. loop"
        if part.whole is None and part.denominator == 4 and _WORD_JOINED.match(scan.text, end):
            spoken = spoken.replace("quarters", "quarter")  # "a 3/4-ton pickup"
        joined = _joined_by_hyphen(part, spoken)
        if joined is not None:
            return joined
    if scan.language.tag.startswith("en") and scan.left() in ("a", "an", "another") and part.whole is None:
        spoken = spoken.removeprefix("one ")  # "time and a 1/2"
    article, _, rest = spoken.partition(" ")
    defined = scan.language.tag == "fr-CA" and scan.left() in ("le", "du", "au", "ce")  # "près du 1/4"
    if rest and part.numerator == 1 and part.whole is None and (defined or scan.left().startswith(article)):
        spoken = rest  # "ein 1/4 Liter"
    found = unit_after(scan, end) or _counted(scan, end) or _of_money(scan, end)
    halved = _half_of_them(part) or _half_hour(part, found)
    if halved is not None:
        return halved
    mixed = _mixed(part, found)
    if mixed is not None:
        return mixed
    scaled = _half_of_millions(part)
    if scaled:
        return scaled
    spelled = scan.word_after(end) if part.is_half and scan.left() in _BEFORE_HALF else ""
    if spelled in _HALVES and scan.language.tag.startswith("en"):  # "stir in 1/2 pint"
        return Reading(end, "half an" if spelled in ("hour", "inch") else "half a")
    if part.is_half:
        noun = scan.word_after(end)
        half = scan.language.words.get(f"half {noun}")
        if half:  # French "½ prix", Spanish "1/2 de queso", but "1/2 de taza": "media taza"
            stop = scan.skip_spaces(end) + len(noun)
            measured = scan.word_after(stop)
            if measured in scan.language.unit_names:
                half = scan.language.half_of(scan, scan.language.classify_word(measured)) or half
            return Reading(stop, half)
        if scan.language.capital_nouns and scan.character(scan.skip_spaces(end) + len(noun)) == ".":
            noun = scan.language.full_word(noun)  # "½ Pck. Backpulver"
        gender = found[0].gender if found else scan.language.gender_in(scan, noun, end)
        spoken = scan.language.half_of(scan, gender) or spoken
        if scan.left() in _BEFORE_ONE_HALF and scan.language.tag == "fr-CA":
            spoken = "demi" if found or noun or scan.left() != "la" else "demie"  # "une ½ heure"
        if scan.language.tag.startswith("en") and scan.word_after(end) in scan.language.cues["halved"]:
            spoken = spoken.removeprefix("one ")  # "children ½ price"
    return _with_unit(part, spoken, *found) if found else _with_noun(part, spoken)


def _half_of_them(part: _Part) -> Reading | None:
    """Spanish and German half of what an article names: "1/2 de los alumnos", "la 1/2 del grupo", "½ d. Strecke"."""
    if not part.is_half or not _OF_THEM.match(part.scan.text, part.end):
        return None
    half = part.scan.language.half_of_them(part.scan)
    if not half:
        return None
    article, _, noun = half.partition(" ")
    determined = part.scan.left() in (article, "una", "otra", "cada", "esa", "esta")
    return Reading(part.end, noun if determined else half)


def _half_hour(part: _Part, found: tuple[Unit, int] | None) -> Reading | None:
    """Spanish "a las 2 1/2", if nothing is counted by it."""
    scan = part.scan
    counted = found is not None or scan.language.classify_word(scan.word_after(part.end))
    if part.whole is None or part.denominator != 2 or scan.left() not in ("las", "la") or counted:
        return None
    half = scan.language.half("f")
    hour = scan.language.numbers.cardinal(part.whole, scan.language.hour_form)
    return Reading(part.end, f"{hour} {scan.language.words['and']} {half}") if scan.language.tag == "es-US" else None


def _joined_by_hyphen(part: _Part, spoken: str) -> Reading | None:
    """English "3½-4 hrs", "a 6½-pt. lead"."""
    scan = part.scan
    dash = _UNTIL.match(scan.text, part.end)
    if dash:
        return Reading(dash.end(), f"{spoken} {scan.language.words['to']}")
    hyphened = _HYPHENED.match(scan.text, part.end)
    unit = hyphened and (scan.language.units.get(f"-{hyphened[1]}") or scan.language.units.get(hyphened[1]))
    return Reading(hyphened.end(), f"{spoken} {unit.singular}") if hyphened and unit else None


def _mixed(part: _Part, found: tuple[Unit, int] | None) -> Reading | None:
    """Spanish and French "2 horas y media", where the part follows the noun."""
    scan = part.scan
    if part.whole is None or part.denominator > 16:
        return None
    if part.whole > 1 and scan.left() in _OF_ONE and scan.language.tag == "fr-CA":
        return None  # "mon 4 1/2 passe à 900 $": a dwelling
    noun = "" if found else scan.word_after(part.end)
    gender = found[0].gender if found else scan.language.gender_in(scan, noun, part.end)
    name = (found[0].singular if part.whole < 2 else found[0].plural) if found else noun
    if part.whole == 1 and not found:
        name = name.removesuffix("s")
    if not name or not gender or not name.islower() or name in scan.language.cues.get("street_first", ()):
        return None  # "à louer, 4 1/2 rue Fabre"
    said = scan.language.whole_and_part(part.whole, name, gender, (part.numerator, part.denominator))
    return Reading(found[1] if found else scan.skip_spaces(part.end) + len(noun), said) if said else None


def _with_noun(part: _Part, spoken: str) -> Reading:
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


def _with_unit(part: _Part, spoken: str, unit: Unit, end: int) -> Reading:
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
        return Reading(
            end, f"half {'an' if unit.singular in ('hour', 'inch') else 'a'} {unit.singular}"
        )  # "for 1/2 hr"
    if part.whole is None and _partitive(scan, unit.singular, part.numerator):
        name = f"{_of_a(unit.singular)} {unit.singular}"  # "3/4 mi", "1/100 s"
    return Reading(end, f"{spoken} {scan.language.joined(of, name) if of else name}")


def _of(part: _Part) -> str | None:
    """The word between a fraction and its noun, where the language has one."""
    return part.scan.language.words.get("fraction of") if part.whole is None and not part.is_half else None


def _partitive(scan: Scan, noun: str, numerator: int) -> bool:
    return scan.left() not in ("a", "an", "the", "this") and scan.language.partitive(noun, numerator)


def _of_a(noun: str) -> str:
    return "of an" if noun[0] in "aeiou" or noun == "hour" else "of a"


def _half_of_millions(part: _Part) -> Reading | None:
    """German "über 1/2 Mrd. €", "rund 1/4 Mio."."""
    scan, quarters = part.scan, part.whole is None and part.denominator == 4
    parted = scan.language.capital_nouns and (part.is_half or quarters)
    scale, end = match_scale(scan, part.end, money=True) if parted else (None, part.end)
    if scale is None:
        return None
    article, _, half = scan.language.half_of(scan, scale.gender).partition(" ")
    name = f"{half} {scale.singular}"
    if quarters:
        name = ("Viertel" if part.numerator == 1 else "Dreiviertel") + scale.singular.lower()
    spoken = name if scan.left().startswith("ein") else f"{article} {name}"  # "eine 1/2 Mio."
    priced = _of_money(scan, end)
    return Reading(priced[1], f"{spoken} {priced[0].plural}") if priced else Reading(end, spoken)


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

"""Fractions: ``1/2``, ``1 1/2``, ``3+1/2``, ``½``, ``2½``."""

from __future__ import annotations

import unicodedata
from itertools import product

from frontend.normalize.amounts.measures import unit_after
from frontend.normalize.locales.language import Language
from frontend.normalize.numbers import Form
from frontend.normalize.numeric import (
    fraction_contexts,
    german_slashes,  # noqa: F401  adds its rules
    slashes,
)
from frontend.normalize.numeric.fraction_contexts import OF_THEM, VULGAR, Part
from frontend.normalize.numeric.pairs import Pair
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Recognisers
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.shapes import shapes

_FRACTION = regex(
    r"(?:([0-9]{1,3})(?:[ \u00a0]|\+|-(?=[0-9]{1,2}/(?:2|3|4|8|16|32)(?![0-9]))))?"
    r"([0-9]{1,3}|[1-9][0-9]{3}(?=/[12](?![0-9])))"  # "5000/1": odds
    r"/(10{0,2}(?:[ \u00a0\u202f]000){1,2}(?![ \u00a0\u202f]?[0-9])|"  # "1/10 000"
    r"[0-9]{1,3}|10{3,6}|[1-9][0-9]{3}(?= ?s(?:ec)?\b))"  # "1/8000 s"
    r"(?:(?:th|rd|nd|i?[eè](?:me)?)s?(?![A-Za-z]))?(?![0-9/]|[.,][0-9])"
)
_CLOCK = regex(r"(?:([½¼¾])|([13]/[24])(?= ))[ \u00a0]?(?=(?:1[0-2]|[1-9])(?![\w.:/%]|,[0-9]| ?[€$%]| [A-ZÄÖÜ]))")
_BEFORE_CLOCK = frozenset(("um", "gegen", "ab", "bis", "kurz", "vor", "nach"))
_HALF = regex("(?:½|1/2)(?![0-9/])")
_AND_HALF = regex("([1-9][0-9]{0,2}) y (?:½|1/2)(?![0-9/])")
_QUARTER = regex("(?:¼|1/4)(?![0-9/])")
_MEASURED = regex(r"[0-9]{1,3} ?([^\W\d_]{1,4})\.?")
_HALVED = frozenset(("an", "ans", "mois", "jour", "jours", "semaine", "semaines", "heure", "heures", "pouces", "pieds"))
"""Words of French behind which "½" is "and a half"."""
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


_FORMS = Recognisers()
"""How fractions are written."""


@shapes("0/0", "0 0", "0 a", "0+0", "0-0", *map("".join, product(("", "0", "0 "), VULGAR)))
def recognise(scan: Scan, position: int) -> Reading | None:
    """A fraction, or two numbers with a slash that are none."""
    return _FORMS.first(scan, position)


@_FORMS.add("de")
def before_hour(scan: Scan, position: int) -> Reading | None:
    """German "um ½ 8"."""
    clock = _CLOCK.match(scan.text, position)
    if not clock or scan.left() not in _BEFORE_CLOCK:
        return None
    spoken = scan.language.words.get(f"half hour {clock[1] or clock[2]}")
    return Reading(clock.end(), spoken) if spoken else None


@_FORMS.add("fr")
def half_past(scan: Scan, position: int) -> Reading | None:
    """ "7 h ½"."""
    match, hour = _HALF.match(scan.text, position), scan.left()
    if not match or hour[-1:] != "h" or not hour[:1].isdecimal():
        return None
    return Reading(match.end(), "et demie" if hour[:2].strip("\u00a0 ") else "")


@_FORMS.add("fr")
def noun_and_half(scan: Scan, position: int) -> Reading | None:
    """ "5 ans 1/2"."""
    match = _HALF.match(scan.text, position)
    if not match or scan.left() not in _HALVED or not scan.left(2).isdecimal():
        return None
    return Reading(match.end(), "et demie" if scan.language.classify_word(scan.left()) == "f" else "et demi")


@_FORMS.add("es")
def quarter_past(scan: Scan, position: int) -> Reading | None:
    """ "son las 6 y 1/4", "a las 9 y 1/2"."""
    if scan.left() != "y" or scan.left(3) not in ("las", "la"):
        return None
    quarter, half = _QUARTER.match(scan.text, position), _HALF.match(scan.text, position)
    if quarter:
        return Reading(quarter.end(), "cuarto")
    return Reading(half.end(), scan.language.half("f")) if half else None


@_FORMS.add("es")
def of_unit_and_half(scan: Scan, position: int) -> Reading | None:
    """ "2 y 1/2 lb", and "1 y 1/2 cucharaditas", whose number agrees as its half does."""
    match = _AND_HALF.match(scan.text, position)
    if not match or scan.character(position - 1).isalnum() or scan.left() in ("las", "la"):
        return None
    unit = unit_after(scan, match.end())
    gender = unit[0].gender if unit else scan.language.classify_word(scan.word_after(match.end()))
    if not unit and not (gender == "f" and match[1].endswith("1")):
        return None
    count = scan.language.numbers.cardinal(int(match[1]), Form(gender, noun=gender == "f"))
    said = f"{count} {scan.language.words['and']} {scan.language.half(gender)}"
    return Reading(unit[1], f"{said} {unit[0].plural}") if unit else Reading(match.end(), said)


@_FORMS.add("es")
def unit_and_half(scan: Scan, position: int) -> Reading | None:
    """ "1 h 1/2", "2 h y 1/2"."""
    match, joined = _HALF.match(scan.text, position), scan.left() == "y"
    measured = _MEASURED.fullmatch(scan.left(2 if joined else 1)) if match else None
    unit = scan.language.units.get(measured[1]) if measured else None
    if not match or not unit:
        return None
    half = scan.language.half(unit.gender)
    return Reading(match.end(), half if joined else f"{scan.language.words['and']} {half}")


@_FORMS.add("es")
def and_half(scan: Scan, position: int) -> Reading | None:
    """ "a las 7 y 1/2", "2 y 1/2 kilos", "1 año y 1/2"."""
    match, language, before = _HALF.match(scan.text, position), scan.language, scan.left(2)
    if not match or scan.left() != "y" or OF_THEM.match(scan.text, match.end()):
        return None
    gender = language.classify_word(scan.word_after(match.end()))
    ends = not gender and unit_after(scan, match.end()) is None  # but "1 limón y ½ taza"
    if ends and before.isalpha() and (scan.left(3).isdecimal() or language.classify_word(before) != ""):
        return Reading(match.end(), "media" if language.classify_word(before) == "f" else "medio")
    if not before.isdecimal():
        return None
    timed = "las" in (scan.left(3), scan.left(4))
    return Reading(match.end(), "media" if timed or gender == "f" else "medio")


@_FORMS.add()
def vulgar(scan: Scan, position: int) -> Reading | None:
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
    return compound or _read(scan, match.end(), whole, numerator, denominator)


@_FORMS.add()
def slashed(scan: Scan, position: int) -> Reading | None:
    """ "1/2", "2 1/2", and what only looks like it."""
    match = _FRACTION.match(scan.text, position)
    if not match or scan.character(position - 1) == "/":
        return None
    whole, numerator = int(match[1]) if match[1] else None, int(match[2])
    denominator = int("".join(match[3].split()))
    if denominator == 0 or match[3][0] == "0" or (match[2][0] == "0" and len(match[2]) > 1):
        return None
    if whole is not None and numerator >= denominator:
        return None
    compound = scan.language.part_of_word(scan, whole, numerator, denominator, match.end())
    if compound:
        return compound
    reading = slashes.read(Pair(scan, position, match.end(), numerator, denominator)) if whole is None else None
    return reading or _read(scan, match.end(), whole, numerator, denominator)


def _read(scan: Scan, end: int, whole: int | None, numerator: int, denominator: int) -> Reading:
    name = verbalise(whole, numerator, denominator, scan.language)
    return fraction_contexts.read(Part(scan, end, whole, numerator, denominator, name))

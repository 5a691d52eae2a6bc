"""Fractions: ``1/2``, ``1 1/2``, ``3+1/2``, ``½``, ``2½``."""

from __future__ import annotations

import unicodedata

from frontend.normalize.locales.language import Language
from frontend.normalize.maths import in_equation
from frontend.normalize.measures import times_after, unit_after
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.values import Unit

VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_FRACTION = regex(
    r"(?:([0-9]{1,3})(?:[ \u00a0]|\+|-(?=[0-9]{1,2}/(?:2|3|4|8|16|32)(?![0-9]))))?"
    r"([0-9]{1,3}|[1-9][0-9]{3}(?=/[12](?![0-9])))"  # "5000/1": odds
    r"/([0-9]{1,3}|10{3,6}|[1-9][0-9]{3}(?= ?s(?:ec)?\b))"  # "1/8000 s"
    r"(?:(?:th|rd|nd)s?(?![A-Za-z]))?(?![0-9/]|[.,][0-9])"
)
_HYPHENED = regex("-([a-z]{1,4})(?:[.](?= [a-z]))?(?![A-Za-z])")
_COMPOUND = regex("-([A-ZÄÖÜ][a-zäöüß]{2,30})(?![a-zäöüß])")
_DIVISIONS = frozenset((12, 16, 32, 64, 100))
"""Denominators of fractions of a measure: "11/16 po"."""
_UNTIL = regex(f"[-–](?=[0-9{VULGAR}])")
_LETTERS = regex(r"[^\W\d_]{1,20}")
_CLOCK = regex(r"(?:([½¼¾])|([13]/[24]))[ \u00a0](?=(?:1[0-2]|[1-9])(?![\w.:/%]|,[0-9]| ?[€$%]| [A-ZÄÖÜ]))")
_BEFORE_CLOCK = frozenset(("um", "gegen", "ab", "bis", "kurz", "vor", "nach"))
_HALF = regex("(?:½|1/2)(?![0-9/])")
_PRICED = regex("[ \u00a0]?[€$£](?![A-Za-z0-9])")
_EQUALS = regex(" ?=")
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


def recognise(scan: Scan, position: int) -> Reading | None:
    clock = _CLOCK.match(scan.text, position)
    if clock and f"half hour {clock[1] or clock[2]}" in scan.language.words and scan.left() in _BEFORE_CLOCK:
        return Reading(clock.end(), scan.language.words[f"half hour {clock[1] or clock[2]}"])
    joined = _after_and(scan, position)
    if joined is not None:
        return joined
    match = _VULGAR.match(scan.text, position)
    if match:
        value = unicodedata.normalize("NFKC", match[2]).replace("\u2044", "/")
        numerator, denominator = (int(part) for part in value.split("/"))
        whole = int(match[1]) if match[1] else None
        return _with_unit(scan, match.end(), whole, numerator, denominator)
    match = _FRACTION.match(scan.text, position)
    if not match or scan.character(position - 1) == "/":
        return None
    whole, numerator, denominator = int(match[1]) if match[1] else None, int(match[2]), int(match[3])
    if denominator == 0 or match[3][0] == "0" or (match[2][0] == "0" and len(match[2]) > 1):
        return None
    if whole is not None and numerator >= denominator:
        return None
    if whole is None and numerator <= denominator and scan.left() in scan.language.cues.get("out of", ()):
        cardinal = scan.language.numbers.cardinal  # "Runde 23/57"
        return Reading(match.end(), f"{cardinal(numerator)} {scan.language.words['out of']} {cardinal(denominator)}")
    improper = numerator > 20 and numerator > 3 * denominator and not in_equation(scan, position)
    if whole is None and improper and not scan.language.tag.startswith("en") and denominator > 2:
        cardinal = scan.language.numbers.cardinal  # "Flurstück 112/3"
        return Reading(match.end(), f"{cardinal(numerator)} {scan.language.words['slash']} {cardinal(denominator)}")
    compound = _COMPOUND.match(scan.text, match.end()) if scan.language.capital_nouns else None
    part = scan.language.fraction(None, 1, denominator) if compound and whole is None and numerator == 1 else None
    if compound and part:  # "im 1/4-Finale"
        name = "Halb" if denominator == 2 else part.removeprefix("ein ")
        return Reading(compound.end(), name + compound[1].lower())
    paired = whole is None and _pair(scan, match.end(), numerator, denominator)
    if paired and not scan.language.tag.startswith("en"):
        cardinal = scan.language.numbers.cardinal  # "Eintritt 8/5 €", "en 24/48 h"
        joiner = f" {scan.language.words['slash']} " if numerator > denominator else " "
        found = unit_after(scan, match.end())
        spoken = f"{cardinal(numerator)}{joiner}{cardinal(denominator)}"
        if found:
            return Reading(found[1], f"{spoken} {found[0].plural}")
        symbol = scan.skip_spaces(match.end())
        currency = scan.language.currencies[scan.text[symbol]]
        return Reading(symbol + 1, f"{spoken} {currency.unit.plural}")
    labels = whole is None and scan.left().rstrip(".") in scan.language.cues.get("classes", ())
    measured = whole is None and 10 < numerator < denominator and denominator not in _DIVISIONS
    pressed = unit_after(scan, match.end()) if measured and not scan.language.tag.startswith("en") else None
    if labels or pressed:  # "Klasse 5/6", "33/35 psi"
        cardinal = scan.language.numbers.cardinal
        spoken = f"{cardinal(numerator)} {cardinal(denominator)}"
        return Reading(pressed[1], f"{spoken} {pressed[0].plural}") if pressed else Reading(match.end(), spoken)
    filed = any(entry.rstrip(".") in ("az", "aktenzeichen") for entry in scan.lefts(5)) and scan.left().isalpha()
    registered = (filed or scan.left() in scan.language.cues.get("register", ())) and len(match[3]) == 2
    if whole is None and registered:  # "VIII ZR 144/19": the number of a case and its year
        cardinal = scan.language.numbers.cardinal
        return Reading(match.end(), f"{cardinal(numerator)} {scan.language.words['slash']} {cardinal(denominator)}")
    if whole is None and scan.left().rstrip(".") in scan.language.cues.get("sizes", ()):  # "Größe 38/40"
        cardinal = scan.language.numbers.cardinal
        return Reading(match.end(), f"{cardinal(numerator)} {cardinal(denominator)}")
    seasons = scan.language.cues.get("season", ())
    named = scan.word_after(match.end()).lower() in seasons
    named = named or (numerator > 17 and scan.language.tag.startswith("en"))  # "the tax year 24/25"
    follows = numerator + 1 == denominator and named
    if whole is None and (scan.left() in seasons or follows):  # "Saison 24/25"
        cardinal = scan.language.numbers.cardinal
        return Reading(match.end(), f"{cardinal(numerator)} {cardinal(denominator)}")
    if whole is None and scan.left().rstrip(".").endswith(scan.language.street_endings):  # "Bahnhofstr. 7/9"
        cardinal = scan.language.numbers.cardinal
        return Reading(match.end(), f"{cardinal(numerator)} {scan.language.words['slash']} {cardinal(denominator)}")
    pair = _english_pair(scan, match.end(), numerator, denominator) if whole is None else None
    if pair is not None:
        return pair
    if whole is None and scan.left() in scan.language.cues.get("coded", ()):  # "HTTP 404/500"
        codes = (scan.language.model_number(code) for code in match.groups()[1:3])
        return Reading(match.end(), ", ".join(codes))
    if whole is None and numerator + denominator == 100 and numerator >= denominator and numerator % 5 == 0:
        cardinal = scan.language.numbers.cardinal  # "the 80/20 rule", "a 60/40 split"
        return Reading(match.end(), f"{cardinal(numerator)} {cardinal(denominator)}")
    if whole is None and numerator % denominator == 0 and _EQUALS.match(scan.text, match.end()):  # "8/2=4"
        cardinal = scan.language.numbers.cardinal
        return Reading(match.end(), f"{cardinal(numerator)} {scan.language.words['divided']} {cardinal(denominator)}")
    odds, word = scan.language.cues.get("odds", frozenset()), scan.word_after(match.end())
    priced = denominator == 1 and numerator > 1  # "100/1", in no language a fraction
    raced = numerator > denominator and not scan.language.cues.get("racing", frozenset()).isdisjoint(scan.lefts(20))
    priced = priced or raced
    if whole is None and (priced or word in odds or scan.left() in odds or "odds" in scan.lefts(3)):
        cardinal = scan.language.numbers.cardinal
        return Reading(match.end(), f"{cardinal(numerator)} {scan.language.words['to']} {cardinal(denominator)}")
    if whole is None:
        spoken = scan.language.fraction_of(scan.word_after(match.end()), numerator, denominator)
        if spoken:
            return Reading(match.end(), spoken)
    rated = scan.word_after(match.end()).lower() in scan.language.cues.get("rated", ())
    if whole is None and (rated or numerator == denominator > 1):
        cardinal = scan.language.numbers.cardinal
        return Reading(match.end(), f"{cardinal(numerator)} {scan.language.words['out of']} {cardinal(denominator)}")
    marked = scan.left() in scan.language.cues.get("ratings", ())
    marked = marked or (scan.language.tag == "fr-CA" and denominator in (20, 100) and numerator > 1)
    marked = marked or _is_mark(scan, match.end(), numerator, denominator)
    if whole is None and denominator in (5, 10, 20, 100) and marked:
        cardinal = scan.language.numbers.cardinal  # "a solid 8/10"
        return Reading(match.end(), f"{cardinal(numerator)} {scan.language.words['out of']} {cardinal(denominator)}")
    past = scan.language.words.get(f"{numerator}/{denominator} past") if whole is None else None
    if past and scan.word_after(match.end()) in scan.language.cues.get("clock", ()):  # "1/2 past 3"
        return Reading(match.end(), past)
    if whole is None and numerator > denominator > 20:
        cardinal = scan.language.numbers.cardinal
        pressure = numerator >= 70 and 40 <= denominator <= 140  # "120/80", else a number of an act, a ratio
        key = "pressure" if pressure and "pressure" in scan.language.words else "over" if pressure else "slash"
        spoken = f"{cardinal(numerator)} {scan.language.words[key]} {cardinal(denominator)}"
        found = unit_after(scan, match.end())
        return Reading(found[1], f"{spoken} {found[0].plural}") if found else Reading(match.end(), spoken)
    return _with_unit(scan, match.end(), whole, numerator, denominator)


def _english_pair(scan: Scan, end: int, numerator: int, denominator: int) -> Reading | None:
    """Two numbers with a slash that are no fraction in English."""
    if not scan.language.tag.startswith("en"):
        return None
    cardinal = scan.language.numbers.cardinal
    if scan.left().rstrip(".") == "op":  # "Op. 27/2"
        return Reading(end, f"{cardinal(numerator)} {scan.language.words['number']} {cardinal(denominator)}")
    metre = denominator in (2, 4, 8, 16) and numerator in (2, 3, 4, 5, 6, 7, 9, 12)
    timed = scan.word_after(end) in ("time", "metre", "meter")
    if metre and (timed or (scan.left() == "in" and not scan.language.cues["music"].isdisjoint(scan.lefts(14)))):
        return Reading(end, f"{cardinal(numerator)} {cardinal(denominator)}")  # "in 3/4", "4/4 time"
    noun = scan.word_after(end)
    measured = noun in ("of", "the", "inch", "mile") or unit_after(scan, end) is not None
    betting = not measured and not scan.language.cues["betting"].isdisjoint(scan.lefts(20))
    if betting and denominator < 41 and numerator != denominator:
        return Reading(end, f"{cardinal(numerator)} {scan.language.words['to']} {cardinal(denominator)}")
    things = scan.left().removesuffix("s")
    if scan.left().endswith("s") and things in scan.language.cues["places"] and len(things) > 3:  # "lifts 1/2"
        return Reading(end, f"{cardinal(numerator)} {cardinal(denominator)}")
    rate = unit_after(scan, end) if denominator > 9 else None
    if rate and " per " in rate[0].plural:  # "22/31 mpg": in town and outside
        return Reading(rate[1], f"{cardinal(numerator)}, {cardinal(denominator)} {rate[0].plural}")
    return None


def _is_mark(scan: Scan, end: int, numerator: int, denominator: int) -> bool:
    """ "Pain was 7/10": in English tenths are marks, unless something is measured or one tenth of it meant."""
    if denominator != 10 or numerator == 1 or not scan.history or not scan.language.tag.startswith("en"):
        return False
    noun = scan.word_after(end)
    measured = noun in ("of", "the", "as") or scan.language.partitive(noun, 2) or unit_after(scan, end)
    return not measured and not in_equation(scan, end)


def _pair(scan: Scan, end: int, numerator: int, denominator: int) -> bool:
    """Whether two numbers with a slash are two prices or two lengths of time."""
    priced = _PRICED.match(scan.text, end) is not None and numerator > denominator > 1
    found = unit_after(scan, end)
    hours = scan.language.units["h"]
    return priced or (found is not None and found[0] == hours and denominator >= 24)


def _after_and(scan: Scan, position: int) -> Reading | None:
    """Spanish "a las 7 y 1/2", "2 y 1/2 kilos", French "7 h ½"."""
    match = _HALF.match(scan.text, position)
    hours = scan.left()[-1:] == "h" and scan.left()[:1].isdecimal()
    if match and hours and scan.language.tag == "fr-CA":
        return Reading(match.end(), "et demie" if scan.left()[:2].strip("\u00a0 ") else "")
    if match and scan.language.tag == "fr-CA" and scan.left(2).isdecimal() and scan.left() in ("an", "ans", "mois"):
        return Reading(match.end(), "et demi")  # "5 ans 1/2"
    if not match or scan.left() != "y" or scan.language.tag != "es-US":
        return None
    if scan.left(3).isdecimal() and scan.left(2).isalpha():  # "1 año y 1/2"
        return Reading(match.end(), "media" if scan.language.classify_word(scan.left(2)) == "f" else "medio")
    if not scan.left(2).isdecimal():
        return None
    timed = "las" in (scan.left(3), scan.left(4)) or scan.language.classify_word(scan.word_after(match.end())) == "f"
    return Reading(match.end(), "media" if timed else "medio")


def _with_unit(scan: Scan, end: int, whole: int | None, numerator: int, denominator: int) -> Reading:
    spoken = verbalise(whole, numerator, denominator, scan.language)
    dash = _UNTIL.match(scan.text, end) if scan.language.tag.startswith("en") else None
    if dash:  # "3½-4 hrs"
        return Reading(dash.end(), f"{spoken} {scan.language.words['to']}")
    article, _, rest = spoken.partition(" ")
    defined = scan.language.tag == "fr-CA" and scan.left() in ("le", "du", "au", "ce")  # "près du 1/4"
    if rest and numerator == 1 and whole is None and (defined or scan.left().startswith(article)):  # "ein 1/4 Liter"
        spoken = rest
    found = unit_after(scan, end) or _counted(scan, end) or _of_money(scan, end)
    hyphened = _HYPHENED.match(scan.text, end) if scan.language.tag.startswith("en") else None
    unit = hyphened and (scan.language.units.get(f"-{hyphened[1]}") or scan.language.units.get(hyphened[1]))
    if hyphened and unit:  # "a 6½-pt. lead"
        return Reading(hyphened.end(), f"{spoken} {unit.singular}")
    if whole is not None and denominator <= 16:
        noun = "" if found else scan.word_after(end)
        gender = found[0].gender if found else scan.language.classify_word(noun)
        name = (found[0].singular if whole < 2 else found[0].plural) if found else noun
        if whole == 1 and not found:
            name = name.removesuffix("s")
        part = (numerator, denominator)
        said = scan.language.whole_and_part(whole, name, gender, part) if name and gender and name.islower() else None
        if said:
            return Reading(found[1] if found else scan.skip_spaces(end) + len(noun), said)
    if whole is None and (numerator, denominator) == (1, 2):
        gender = found[0].gender if found else scan.language.classify_word(scan.word_after(end))
        spoken = scan.language.half_of(scan, gender) or spoken
        if scan.language.tag.startswith("en") and scan.word_after(end) in scan.language.cues["halved"]:
            spoken = spoken.removeprefix("one ")  # "children ½ price"
    of = scan.language.words.get("fraction of") if whole is None and (numerator, denominator) != (1, 2) else None
    if found is None:
        noun = scan.word_after(end)
        counted = noun.lower() in scan.language.nouns or (
            len(noun) > 3 and noun.islower() and scan.language.classify_word(noun)
        )
        if of and counted:  # "3/4 tasse": "trois quarts de tasse"
            return Reading(scan.skip_spaces(end) + len(noun), f"{spoken} {scan.language.joined(of, noun)}")
        if whole is None and _partitive(scan, noun, numerator):
            return Reading(end, f"{spoken} {_of_a(noun)}")  # "3/4 mile"
        return Reading(end, spoken)
    unit, end = found
    if whole is None and numerator == 1 and denominator > 20 and unit.singular == "second":  # "1/250 s"
        spoken = f"one {scan.language.numbers.ordinal(denominator).removeprefix('one ')}"
    qualifies = scan.language.attributive(scan, end - 2, end)
    if qualifies and whole is not None:
        spoken = spoken.replace("three quarters", "three quarter")  # "the 1¾hr walk"
    name = unit.singular if whole is None or qualifies else unit.plural
    by = times_after(scan, end)
    if by:  # 1 1/2" x 3 1/2"
        return Reading(by, f"{spoken} {name} {scan.language.words['by']}")
    if whole is None and _partitive(scan, unit.singular, numerator):
        name = f"{_of_a(unit.singular)} {unit.singular}"  # "3/4 mi", "1/100 s"
    return Reading(end, f"{spoken} {scan.language.joined(of, name) if of else name}")


def _partitive(scan: Scan, noun: str, numerator: int) -> bool:
    return scan.left() not in ("a", "an", "the", "this") and scan.language.partitive(noun, numerator)


def _of_a(noun: str) -> str:
    return "of an" if noun[0] in "aeiou" or noun == "hour" else "of a"


def _of_money(scan: Scan, end: int) -> tuple[Unit, int] | None:
    """The currency whose symbol follows ("2/3 $"), and where it ends."""
    if not _PRICED.match(scan.text, end):
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
    if len(named) < 2:
        return None
    singular = named["after_one"]
    return Unit(singular, named["after_number"], scan.language.classify_word(singular.split(" ")[0])), stop

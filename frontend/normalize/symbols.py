"""Symbols that are read by name (emoji and Greek letters too), and those that are only silent marks."""

from __future__ import annotations

import unicodedata
from functools import cache

from frontend.normalize import measures
from frontend.normalize.cleaning import LETTER
from frontend.normalize.locales.language import Language
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.scores import near_cricket
from frontend.tables import read_map

_ALWAYS = frozenset("&@+=%‰§€£¥$¢±≤≥≠≈√∞°×÷²³№µΩ¶ªº∈∉∪∩∑∏∫∂∀∃⊂⊆∅∝∴⇒∛")
_BETWEEN_NUMBERS = {
    "*": "times",
    "·": "times",
    "/": "slash",
    "^": "power",
    ":": "ratio",
    "<": "less",
    ">": "greater",
    "-": "minus",
}
_ALONE = frozenset(("", *" \u00a0\u202f\n(\"'«"))
_OR_LESS = frozenset(("et", "ou", "y", "o"))
_ALONE_AFTER = frozenset(("", *" \u00a0\u202f\n.,;:!?)\"'»"))
"""What stands around a telephone key: "press # now"."""
_BEFORE_NUMBER = {"#": "number", "~": "about", "<": "less", ">": "greater"}
_LIVED = regex(r" ?(?:um |ca\. )?(?:[0-9]{1,2}\. ?(?:[0-9]{1,2}\.|[A-Z][a-zä]{2,8}) ?)?[12]?[0-9]{3}(?![0-9])")
_REGION = regex("[\U0001f1e6-\U0001f1ff]{2}")
_REGIONAL = 0x1F1E6 - ord("A")
"""From a letter to its regional indicator."""
_CURRENCY = frozenset("$€£¥₹")
_GREEK = frozenset("αβγδεζηθικλμνξοπρστυφχψωςΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ")
_RANGE = regex(r"(?P<gap>[ \u00a0\u202f]?)[-–—][ \u00a0\u202f]?(?=[$€£]?[0-9]|[A-Za-zÀ-ÿ]{3,9}\.? [0-9])")
_ROUND_THE_CLOCK = (" h", "\u00a0h", "\u202fh", "4h", " j", "\u00a0j", "\u202fj", "7j")
_SUBJECT = regex(f" (?:in|en) ([{LETTER}]{{3,12}})")
_RANKED = regex("[0-9]{1,5}(?:e|er|re|ère|º|ª)")
_OF_SO_MANY = regex("/[0-9]{1,3}(?:[ \u00a0,]?[0-9]{3})?(?![\\w/])")
_VERSED = regex(r"[A-Z][\w'.]* [0-9]{1,3}$")
"""The name of a book and a chapter: "Genesis 1", but not "the ratio is 3"."""
_NUMBERED = regex(" *[0-9]|: ?[0-9A-Z]| [A-Z]{1,3}[0-9]")
_LAP = regex(r"(?<=[2-9][0-9]):[0-5][0-9](?![0-9:])")
_INTEGER = regex(r"[0-9]{1,15}(?![0-9.,:/%]|-)")
_SWITCH = regex(r"/[A-Za-z?](?![\w/'])")
_OPTION = regex("(-)[A-Za-z](?![\\w'-]|[.][\\w])|(--)[a-z]")
_PLURAL_END = regex("'?s(?![A-Za-z0-9])")
_DEGREE = regex(
    "[12](?: (?P<named>degree|hons|honours|boundary|threshold|classification)\\b| (?:in|from|or)\\b|[.,;)]|$)"
)
"""A British university degree: "a 2:1 in history"."""
_EDITION = regex(":(?:19|20)[0-9]{2}(?![0-9:])")
_SIGNED = regex("[+-]ve(?![A-Za-z0-9])")
_NOTE = regex("[A-G]#(?![A-Za-z0-9])")
_DIALLED = regex("[0-9]{2,5}(?![0-9.,])")
_KEYED = regex("[#*]{1,2}(?:[0-9]{1,15}[*#]){1,3}(?:[0-9]{1,15}#)?(?![\\w*])")
_LETTERS = regex(f"[{LETTER}]+")
_RATE_WORD = regex(f"[{LETTER}µ]{{1,20}}(?:[²³]|[23](?![0-9]))?(?![{LETTER}0-9/²³])")
_PACE = regex("[0-9]:[0-5][0-9]$")
_TO_PARAGRAPH = regex(r"\][-–]\[[0-9]|\)[-–]\([0-9a-z]{1,4}\)")
_LAST_LETTER = regex(r"-[A-Z]\.?\s*$")
_SQUARE_RATE = regex("sq (?:mi|ft)(?![a-z])")
_DIVISION = regex("[:][0-9]{1,3} ?=")
_DATED = regex(r"[0-9]{1,2}[./][0-9]{1,2}[./]?(?:[0-9]{2,4})?(?![0-9])")
_ORDINAL = regex("[0-9]{1,3}[.]")
_WORD = regex("[a-z]{4,8}(?![A-Za-z])")
_NEXT = regex(r"(?:[^,;.!?\n]|[.,](?=[0-9])){0,24}")
_MEASURED = regex("[0-9]{1,4}(?:[.,][0-9]{1,3})? ?([a-z]{1,4})(?![a-z0-9])")
_SHORT_YEAR = regex("'[0-9]{2}(?![0-9'])")
_AMOUNT_END = regex(r"[^0-9]+$")


_IN_LINE = frozenset("❤★☆♥")
"""What may stand for a word, and is read without pauses around."""


@cache
def _names(language: Language) -> dict[str, str]:
    """Emoji and Greek letters by name."""
    return read_map(language.tag, "emoji") | read_map(language.tag, "greek")


@cache
def _flags(language: Language) -> dict[str, str]:
    """Countries by the two letters of their flags."""
    return read_map(language.tag, "flags")


def recognise(scan: Scan, position: int) -> Reading | None:
    """The name of a symbol, where it is read."""
    character = scan.text[position]
    words = scan.language.words
    if character > "\u0370" and character not in _ALWAYS and character not in "–—→†":
        return _named(scan, position, character)
    before = scan.character(position - 1)
    after_position = scan.skip_spaces(position + 1)
    after = scan.character(after_position)
    if character == "&":
        return Reading(position + 1, scan.language.conjunction(scan.text[after_position : after_position + 4]))
    if character == "/" and after.isdecimal() and scan.language.tag == "fr-CA" and scan.left()[-2:] in _ROUND_THE_CLOCK:
        return Reading(position + 1, words["over"])  # "24 h/24, 7 j/7"
    if character == "/" and _RANKED.fullmatch(scan.left()) and _OF_SO_MANY.match(scan.text, position):
        return Reading(position + 1, words["out of"])  # "81e/1 201"
    if character == "°" and scan.language.tag.startswith("en"):
        scale = scan.character(position + 1)
        unit = scan.language.units.get(f"°{scale}")
        if scale and unit and not scan.character(position + 2).isalnum():
            return Reading(position + 2, unit.plural)  # "°F = 9/5 × °C + 32"
    if character == "→" and scan.left()[:1].isdecimal() and after.isdecimal() and scan.language.tag.startswith("en"):
        return Reading(position + 1, words["to"])  # "11st 6lb → 10st 9lb"
    if character in "])" and _TO_PARAGRAPH.match(scan.text, position):
        return Reading(position + 2, words["to"])  # "at [45]-[48]", "Q1(a)-(c)"
    if character == "/":
        rate = _rate(scan, position)
        if rate is not None:
            return rate
    alone = before.isupper() and not scan.character(position - 2).isalnum()
    lone = scan.character(position + 1).isupper() and not scan.character(position + 2).isalnum()
    if character == ":" and alone and lone:
        return Reading(position + 1, words["ratio"])  # "mix A:B"
    degree = _DEGREE.match(scan.text, position + 1) if character == ":" and before in "12" else None
    graded = degree is not None and (degree["named"] is not None or scan.left(2) in ("a", "an"))
    if graded and scan.language.tag == "en-GB":
        return Reading(position + 1, "")
    sign = _SIGNED.match(scan.text, position)
    if sign and scan.language.tag.startswith("en"):
        return Reading(sign.end(), "positive" if character == "+" else "negative")
    closed = scan.character(position + 1) in _ALONE_AFTER
    if alone and closed and character == "-" and scan.language.tag in ("fr-CA", "es-US") and before in "ABCDEO":
        return Reading(position + 1, words["minus"])  # "un A- en math"
    if closed and character == "-" and before == " " and scan.left() in _OR_LESS:
        return Reading(position + 1, words["minus"])  # "12 ans et -"
    if alone and character in "+-–" and scan.language.tag in ("en-US", "en-GB"):
        grade = _grade(scan, position)
        if grade is not None:
            return grade
    if character in _BETWEEN_NUMBERS and after.isdecimal() and scan.left()[-1:].isdecimal():
        spaced = before in " \u00a0\u202f" and after_position > position + 1
        equation = "=" in scan.text[after_position : after_position + 40] or "=" in scan.history[-3:]
        if character == ":" and equation and (spaced or _DIVISION.match(scan.text, position)):
            return Reading(position + 1, words["divided"])
        if character == ":" and spaced and scan.language.tag in ("de-DE", "es-US"):
            return Reading(position + 1, words["ratio"])  # "4 : 2"; French puts a space before any colon
        if character == ":" and not spaced and after_position > position + 1:
            return None  # "00451: 2 kg"
        if character == "-" and spaced and not equation and _falls(scan, after_position):
            return Reading(position + 1, words["minus"])
        if (character == ":" and spaced) or (character == "-" and not (spaced and equation)):
            return _range(scan, position)
        if character == ":" and _EDITION.match(scan.text, position) and len(scan.left()) > 3:
            year = scan.language.numbers.year(int(scan.text[position + 1 : position + 5]))
            return Reading(position + 5, f", {year}")  # "ISO 27001:2022"
        if (
            character == ":"
            and not spaced
            and _VERSED.search(scan.text, max(0, position - 20), position)
            and (scan.left(2) in scan.language.cues.get("scripture", ()))
        ):
            return Reading(position + 1, "")  # "Genesis 1:1"
        if character == ":" and scan.language.tag.startswith("en") and _LAP.match(scan.text, position):
            if scan.character(position + 1) == "0":
                return Reading(position + 3, f"oh {scan.language.digit(scan.character(position + 2))}")  # "in 41:08"
            return Reading(position + 1, "")  # "ran it in 48:12"
        key = "divided" if character == "/" and spaced and equation else _BETWEEN_NUMBERS[character]
        return Reading(position + 1, words[key])
    if character == "_" and before.isalnum() and scan.character(position + 1).isalnum():
        return Reading(position + 1, words["underscore"])  # "snake_case"
    if character == "/" and before == " " and _SWITCH.match(scan.text, position):
        return Reading(position + 1, words["slash"])  # "chkdsk /f"
    if character == "-" and before.isdecimal() and _marked(scan, position):
        return Reading(position + 1, words["minus"])
    option = _OPTION.match(scan.text, position)
    signed = option is not None and option[1] == "-" and _LAST_LETTER.match(scan.text, position) is not None
    if signed and scan.left() in (",", ".", "!", "?", "\n"):
        return Reading(position + 1, "")  # "Thx, -J"
    if option and before in _ALONE and scan.language.tag in ("en-US", "en-GB", "de-DE"):
        count = len(option[1] or option[2])
        return Reading(position + count, " ".join([words["dash"]] * count))  # "-m", "--force"
    if character in "-–—":
        return _range(scan, position)
    if character in "*†" and "born" in words and _LIVED.match(scan.text, position + 1) and before in ("", " ", "("):
        return Reading(position + 1, words["born" if character == "*" else "died"])
    keyed = _KEYED.match(scan.text, position)
    if keyed:  # "dial #31#"
        star, hash_key = words["star key"], words["hash key"]
        keys = {"#": hash_key, "*": star}
        spoken = " ".join(keys.get(c) or scan.language.digit(c) for c in keyed.group())
        return Reading(keyed.end(), spoken)
    if character == "#" and _NOTE.match(scan.text, position - 1) and not scan.character(position - 2).isalnum():
        return Reading(position + 1, words["sharp"])  # "F# minor", "C#"
    if character in "#*":
        reading = _key(scan, position, before)
        if reading is not None:
            return reading
    if character in _BEFORE_NUMBER and (after.isdecimal() or (character in "~<>" and after in _CURRENCY)):
        return Reading(position + 1, words[_BEFORE_NUMBER[character]])
    if character in "<>" and before in " " and after_position > position + 1:
        return Reading(position + 1, words["less" if character == "<" else "greater"])
    if character in _ALWAYS and scan.character(position + 1) == character and character * 2 in scan.language.symbols:
        return Reading(position + 2, scan.language.symbols[character * 2])
    if character in _ALWAYS and character in scan.language.symbols:
        if character in "ªº" and not before.isdecimal():
            return None
        return Reading(position + 1, scan.language.symbols[character])
    return None


def _grade(scan: Scan, position: int) -> Reading | None:
    """The sign of a mark at school or a blood group: "two B+'s", "a C-", "O-"."""
    sign = scan.text[position]
    if sign == "+":
        plural = _PLURAL_END.match(scan.text, position + 1)
        return Reading(plural.end(), "pluses") if plural else None
    if scan.character(position + 1) not in _ALONE_AFTER or scan.character(position - 1) not in "ABCDFO":
        return None
    blood = not {"blood", "type", "donor", "donors", "group", "rh"}.isdisjoint(scan.lefts(5))
    if scan.character(position - 1) == "O" and not blood:
        return None
    return Reading(position + 1, "negative" if blood else scan.language.words["minus"])


def _marked(scan: Scan, position: int) -> bool:
    """Whether a minus belongs to a mark at a German school ("eine 3- in Sport")."""
    first = position - 2 if scan.text[position - 2 : position] == "10" else position - 1
    closed = scan.character(position + 1) in _ALONE_AFTER and not scan.character(first - 1).isalnum()
    graded = scan.language.cues.get("graded", frozenset())
    subject = _SUBJECT.match(scan.text, position + 1)  # "eine 1- in Deutsch"
    named = subject is not None and subject[1].lower() in graded
    return closed and (named or not graded.isdisjoint(scan.lefts(14)))


def _falls(scan: Scan, position: int) -> bool:
    """ "20 - 8": two bare numbers of which the second is smaller, and no result of a game."""
    match, first = _INTEGER.match(scan.text, position), scan.left()
    if not match or not first.isdecimal() or scan.left(2) in scan.language.cues.get("scored", ()):
        return False
    return int(match.group()) < int(first[:15]) and not scan.word_after(match.end())[:1].isupper()


def _named(scan: Scan, position: int, character: str) -> Reading | None:
    """An emoji, or a Greek letter (words of them are transliterated)."""
    if _REGION.match(character * 2):
        return _flag(scan, position)
    name = _names(scan.language).get(character)
    if name is None and character >= "\U0001f300" and scan.language.tag.startswith("en"):
        name = _unicode_name(character)
    if name is None:
        return None
    end = position + 1
    while scan.character(end) == character and character not in _GREEK:
        end += 1  # a row of the same emoji is said once
    if character < "\u2600" or character in _IN_LINE:
        return Reading(end, name)
    after = scan.character(scan.skip_spaces(end))
    return Reading(end, f", {name}, " if after.isalnum() else f", {name}")


def _flag(scan: Scan, position: int) -> Reading | None:
    """The flag of a country, from its two regional letters."""
    pair = _REGION.match(scan.text, position)
    country = _flags(scan.language).get("".join(chr(ord(c) - _REGIONAL) for c in pair.group())) if pair else None
    return Reading(position + 2, f"{scan.language.words['flag']} {country}") if country else None


def _unicode_name(character: str) -> str | None:
    """The English name of a pictograph that the table does not have, from the Unicode standard."""
    name = unicodedata.name(character, "").replace("-", " ").lower()
    return name if name and name.replace(" ", "").isalpha() and "modifier" not in name else None


_CONCENTRATION = frozenset(("mL", "ml", "µL", "µl", "dL", "dl", "kg"))


def _rate(scan: Scan, position: int) -> Reading | None:
    """``20 Euro/Stunde``, ``3 Tabletten/Tag``: a slash between a counted thing and a word."""
    if scan.left().rstrip(".").isalpha() and scan.left(2)[-1:].isdecimal():
        rate = measures.per(scan, position, "")  # "4 doses/24 hrs"
        if rate.end > position and scan.character(position + 1).isdecimal():
            return Reading(rate.end, rate.spoken.strip())
    match = _RATE_WORD.match(scan.text, position + 1)
    square = _SQUARE_RATE.match(scan.text, position + 1)
    if square and scan.left()[-1:].isdecimal():  # "60/sq mi"
        return Reading(square.end(), f"{scan.language.words['per']} {scan.language.units[square.group()].singular}")
    plain = scan.left().replace(".", "").replace(",", "").isdecimal()  # "72/min", "1.13/game", "5,640/km²"
    counted = (
        plain
        or scan.left()[-1:].isalpha()
        or scan.left()[-1:] == "×"
        or (scan.left()[-1:] == "." and scan.left()[:1].isalnum())
    )
    numbered = plain or scan.left(2)[:1].isdecimal() or scan.left()[:1].isdecimal()  # "2x/h"
    if match and match.group().lower() in scan.language.cues.get("rates", ()):  # "5 servings of fruit/day"
        numbered = numbered or any(entry[:1].isdecimal() for entry in scan.lefts(5))
    shared = scan.language.is_among(scan.left(), scan.language.cues.get("rated nouns", frozenset()))  # "earnings/share"
    if match and (plain or scan.left().isalpha()) and match.group() in _CONCENTRATION:  # "cells/mL"
        return Reading(match.end(), f"{scan.language.words['per']} {scan.language.units[match.group()].singular}")
    word = match.group() if match else ""
    paced = word in ("mi", "km", "mile") and _PACE.search(scan.text, 0, position) is not None
    if match and paced and scan.language.tag.startswith("en"):  # "6:21/mi."
        stop = match.end() + (scan.text[match.end() : match.end() + 2] in (".)", ".,", ".;"))
        unit = scan.language.units.get(word)
        return Reading(stop, f"{scan.language.words['per']} {unit.singular if unit else word}")
    area = scan.language.units.get(word) if plain and word[-1:] in ("²", "2") else None
    if match and area and scan.language.tag.startswith("en"):  # "5,640/km²"
        return Reading(match.end(), f"{scan.language.words['per']} {area.singular}")
    if not match or not (numbered or shared) or not counted:
        return None
    rated = scan.language.full_word(word).lower() in scan.language.cues.get("rates", ())
    rated = rated or word.lower() in scan.language.cues.get("rates", ())
    if plain and not rated:
        return None
    if shared and not rated:
        return None
    if not rated and not scan.left().endswith(".") and scan.left() not in scan.language.unit_names:
        return None
    unit = scan.language.units.get(word)
    if unit is None and scan.character(match.end()) == ".":  # "max./pers."
        full = scan.language.full_word(word)
        if full != word:
            stop = match.end() + (not scan.ends_here(match.end() + 1))
            return Reading(stop, f"{scan.language.words['per']} {full}")
    return Reading(match.end(), f"{scan.language.words['per']} {unit.singular if unit else word}")


def _key(scan: Scan, position: int, before: str) -> Reading | None:
    """A telephone key: ``press #``, ``0#``, ``*67``."""
    character, after = scan.text[position], scan.character(position + 1)
    key = scan.language.words["hash key" if character == "#" else "star key"]
    if before in _ALONE and after == "-" and scan.character(position + 2).isupper():
        return Reading(position + 2, key)  # "die *-Taste"
    if before in _ALONE and after in _ALONE_AFTER:
        cues = scan.language.cues
        announced = scan.left().rstrip(".") in cues.get("digits", frozenset()) | cues.get("numbered", frozenset())
        if character == "#" and announced and _NUMBERED.match(scan.text, position + 1):
            return Reading(position + 1, scan.language.words["number"])  # "tracking # 9400"
        if character == "#" and scan.left() in scan.language.cues.get("numbered", ()) and scan.word_after(position + 1):
            return Reading(position + 1, scan.language.words["number"])  # "have your Rx # ready"
        return Reading(position + 1, key)
    graded = before.isupper() and not scan.character(position - 2).isalnum()  # "an A* in maths"
    graded = graded or (before == "I" and scan.left(2) in ("grade", "category"))
    if character == "*" and graded and after == "s" and not scan.character(position + 2).isalnum():
        return Reading(position + 2, f"{scan.language.words['star key']}s")  # "3 A*s"
    if character == "*" and before.isdecimal() and after in _ALONE_AFTER and near_cricket(scan, position):
        return Reading(position + 1, scan.language.words["not out"])
    spanned = after in ("-", "–") and scan.character(position + 2).isupper()  # "A*–C"
    if character == "*" and graded and spanned:
        return Reading(position + 2, f"{scan.language.words['star key']} {scan.language.words['to']}")
    if character == "*" and graded and (after in _ALONE_AFTER or (after.isupper() and before == "A")):
        return Reading(position + 1, scan.language.words["star key"])
    if character == "*" and before.isdecimal() and after == " " and scan.word_after(position + 1).islower():
        return Reading(position + 1, scan.language.words["star key"])  # "a 5* hotel"
    if before.isdecimal() and after in _ALONE_AFTER and character == "#":
        return Reading(position + 1, key)
    if character == "*" and before in _ALONE and after.isdecimal():
        dialled = _DIALLED.match(scan.text, position + 1) if scan.language.tag.startswith("en") else None
        if dialled:  # "*4471"
            return Reading(dialled.end(), f"{key} {scan.language.digits(dialled[0])}")
        return Reading(position + 1, key)
    return None


def _names_unit(words: str, unit: str) -> bool:
    """Whether one of `words` is the unit, with a prefix or without ("20 Hz–20 kHz")."""
    letters = (match.group() for match in _LETTERS.finditer(words))
    return any(word.endswith(unit) and len(word) <= len(unit) + 1 for word in letters)


def _range(scan: Scan, position: int) -> Reading | None:
    """A dash between two amounts or dates of the same kind: ``10 €–15 €``, ``1 Jan - 31 Mar``."""
    previous = scan.left()
    named = previous in scan.language.cues.get("time of day", ())  # "noon-1pm"
    word = _WORD.match(scan.text, position + 1)
    if word and word.group() in scan.language.cues.get("time of day", ()) and any(c.isdecimal() for c in previous):
        return Reading(position + 1, scan.language.words["to"])  # "9 a.m.-noon"
    if not named and not any(c.isdecimal() for c in previous):
        return None
    short = _SHORT_YEAR.fullmatch(scan.text[max(0, position - 3) : position])
    if short and _SHORT_YEAR.match(scan.text, position + 1):  # "'91–'95"
        return Reading(position + 1, scan.language.words["to"])
    spaced = scan.character(position - 1) in " \u00a0\u202f"
    match = _RANGE.match(scan.text, position - 1 if spaced else position)
    if not match or (spaced and match.group()[-1] not in " \u00a0\u202f"):
        return None
    if named:
        return Reading(match.end(), scan.language.words["to"])
    if _ORDINAL.fullmatch(previous) and _ORDINAL.match(scan.text, match.end()):  # "am 2.–4. Tag"
        return Reading(match.end(), scan.language.words["to"])
    following = _NEXT.match(scan.text, match.end())
    later = following.group().lower() if following else ""
    months = scan.language.months
    dated = any(word.strip(".") in months for word in previous.split())
    if dated and any(word.strip(".") in months for word in later.split()[:3]):
        return Reading(match.end(), scan.language.words["to"])
    tail = _AMOUNT_END.search(previous)
    if _DATED.fullmatch(previous) and _DATED.match(later) and later[:1].isdecimal():  # "1.1.–31.12.2024"
        return Reading(match.end(), scan.language.words["to"])
    unit = (tail.group().strip(" \u00a0\u202f-") if tail else "") or (previous[0] if previous[0] in "$€£" else "")
    units, ahead = scan.language.units, _MEASURED.match(later)
    if not spaced and unit.rstrip(".") in units and ahead and ahead[1] in units and scan.language.tag.startswith("en"):
        return Reading(match.end(), scan.language.words["to"])  # "45 min.–1 hr."
    same = _names_unit(later, unit) if unit.isalpha() else bool(unit) and unit in later
    if same and (not spaced or later[:1].isdecimal() or later[0] in "$€£"):
        return Reading(match.end(), scan.language.words["to"])
    return None

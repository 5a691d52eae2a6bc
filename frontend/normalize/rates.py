"""A slash between a counted thing and a word: ``20 Euro/Stunde``, ``3 Tabletten/Tag``, ``6:21/mi.``."""

from __future__ import annotations

from frontend.normalize import measures
from frontend.normalize.cleaning import LETTER
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan

_RATE_WORD = regex(f"[{LETTER}µ]{{1,20}}(?:[²³]|[23](?![0-9]))?(?![{LETTER}0-9/²³])")
_TIME = regex("/[1-9][0-9]? ?(?:h|min|s|j)(?![\\w])")
_PACE = regex("[0-9]:[0-5][0-9]$")
_SQUARE_RATE = regex("sq (?:mi|ft)(?![a-z])")
_CONCENTRATION = frozenset(("mL", "ml", "µL", "µl", "dL", "dl", "kg"))


def recognise(scan: Scan, position: int) -> Reading | None:
    """``20 Euro/Stunde``, ``3 Tabletten/Tag``: a slash between a counted thing and a word."""
    if scan.left().rstrip(".").isalpha() and scan.left(2)[-1:].isdecimal():
        rate = measures.per(scan, position, "")  # "4 doses/24 hrs"
        if rate.end > position and scan.character(position + 1).isdecimal():
            return Reading(rate.end, rate.spoken.strip())
    time = _TIME.match(scan.text, position)
    timed = time and scan.language.tag == "fr-CA" and scan.left().isalpha() and len(scan.left()) > 2
    if timed and any(entry[:1].isdecimal() for entry in scan.lefts(5)):  # "1 départ/15 min"
        return Reading(position + 1, scan.language.words["per"])
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
    area = scan.language.units.get(word) if plain and word[-1:] in ("²", "2", "³") else None
    if match and area and scan.language.tag.startswith(("en", "es")):  # "5,640/km²"
        return Reading(match.end(), f"{scan.language.words['per']} {area.singular}")
    if not match or not (numbered or shared) or not counted:
        return None
    rated = scan.language.full_word(word).lower() in scan.language.cues.get("rates", ())
    rated = rated or word.lower() in scan.language.cues.get("rates", ())
    several = scan.left()[-1:] in "sx" and scan.language.tag == "fr-CA" and scan.left(2)[-1:].isdecimal()
    rated = rated or (several and len(word) > 3 and word.islower() and word[-1] not in "sx")  # "2 visiteurs/patient"
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

"""Emoji by their names, flags by their countries, Greek letters."""

from __future__ import annotations

import unicodedata
from functools import cache

from frontend.normalize.cards import card_of
from frontend.normalize.locales.language import Language
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.tables import read_map

_REGION = regex("[\U0001f1e6-\U0001f1ff]{2}")
_REGIONAL = 0x1F1E6 - ord("A")
"""From a letter to its regional indicator."""
_INDEX = regex("[1-9][0-9]?(?![\\w.,%²³])")
"""Behind a Greek letter, as stars and variables have it: "β1 Cyg"."""
_GREEK = frozenset("αβγδεζηθικλμνξοπρστυφχψωςΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ")
_RATED = regex("(?P<full>[★⭐]{1,10})(?P<empty>[☆✩]{0,9})")
"""So many stars, of so many: "★★★★☆"."""
_SUITED = regex("([♠♥♦♣])([AKQJT]|10|[2-9])(?![A-Za-z0-9])")
"""A card with its suit first: "cashed the ♦A"."""
_IN_LINE = frozenset("❤★☆♥♠♣♦♭♮♯♩")
"""What may stand for a word, and is read without pauses around."""


@cache
def _names(language: Language) -> dict[str, str]:
    """Emoji and Greek letters by name."""
    return read_map(language.tag, "emoji") | read_map(language.tag, "greek")


@cache
def _flags(language: Language) -> dict[str, str]:
    """Countries by the two letters of their flags."""
    return read_map(language.tag, "flags")


def recognise(scan: Scan, position: int, character: str) -> Reading | None:
    """An emoji, or a Greek letter (words of them are transliterated)."""
    if _REGION.match(character * 2):
        return _flag(scan, position)
    suited = _SUITED.match(scan.text, position) if scan.language.tag.startswith("en") else None
    if suited:
        return Reading(suited.end(), card_of(suited[2], suited[1], scan.language))
    name = _names(scan.language).get(character)
    if name is None and character >= "\U0001f300" and scan.language.tag.startswith("en"):
        name = _unicode_name(character)
    if name is None:
        return None
    rated = _stars(scan, position) if character in "★⭐" else None
    if rated:
        return rated
    end = position + 1
    while scan.character(end) == character and character not in _GREEK:
        end += 1  # a row of the same emoji is said once
    index = _INDEX.match(scan.text, end) if character in _GREEK else None
    if index:
        return Reading(index.end(), f"{name} {scan.language.numbers.cardinal(int(index.group()))}")
    if character < "\u2600" or character in _IN_LINE:
        counted = scan.language.words.get("several stars") if character in "★☆" else None
        several = scan.left()[-1:].isdecimal() and scan.left() != "1"
        if several and character in "♥♦♣♠" and "es" in scan.language.lineage:
            counted = scan.language.plural_word(name)  # "3 ♥"
        return Reading(end, counted if counted and several else name)  # "5 ★"
    after = scan.character(scan.skip_spaces(end))
    return Reading(end, f", {name}, " if after.isalnum() else f", {name}")


def _stars(scan: Scan, position: int) -> Reading | None:
    """The stars of a rating, counted, in a language that has a word for them; None for one star alone."""
    match, noun = _RATED.match(scan.text, position), scan.language.words.get("stars")
    total = len(match.group()) if match else 0
    if not match or not noun or total == 1 or scan.left()[-1:].isdecimal():
        return None
    full, cardinal = len(match["full"]), scan.language.numbers.cardinal
    if not match["empty"]:
        return Reading(match.end(), f"{cardinal(full)} {noun}")
    noun = scan.language.words.get("stars out of", noun)
    return Reading(match.end(), f"{cardinal(full)} {scan.language.words['out of']} {cardinal(total)} {noun}")


def _flag(scan: Scan, position: int) -> Reading | None:
    """The flag of a country, from its two regional letters."""
    pair = _REGION.match(scan.text, position)
    country = _flags(scan.language).get("".join(chr(ord(c) - _REGIONAL) for c in pair.group())) if pair else None
    return Reading(position + 2, f"{scan.language.words['flag']} {country}") if country else None


def _unicode_name(character: str) -> str | None:
    """The English name of a pictograph that the table does not have, from the Unicode standard."""
    name = unicodedata.name(character, "").replace("-", " ").lower()
    return name if name and name.replace(" ", "").isalpha() and "modifier" not in name else None

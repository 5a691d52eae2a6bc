"""Letters one by one, and the choice between spelling an acronym and saying it as a word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.normalize.cleaning import LETTER
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.tables import word_set

if TYPE_CHECKING:
    from frontend.normalize.locales.language import Language

_VOWELS = frozenset("aeiouyàâäáãåæèéêëìíîïòóôöõøùúûüýÿœ")
_CLUSTERS = regex(
    r"[bcdfghjklmnpqrstvwxzßçñ]{4,}|^[bcdfghjklmnpqrstvwxzßçñ]{3,}|^(?:[bcdfgkmnpqtvxz][bcdfgkmnpqtvxz])|^[rlj][bcdfgkmnpqtvxzrlj]|q(?!u|$)"
)
_FINAL_PAIR = regex("[bcdfghjklmnpqrstvwxz]{2}$")
_FINAL_PAIRS = word_set(
    "bb bs ch ck ct dd ds ff fs ft gg gh gs gt hl hm hn hr hs ht kt ks lb lc ld lf lg lk ll lm ln lp ls "
    "lt lv mb mm mn mp ms mt nc nd nf ng nk nn ns nt nx nz pf ph pp ps pt rb rc rd rf rg rk rl rm rn rp "
    "rr rs rt rv rz sh sk sp ss st th ts tt tz wd wk wl wn ws xt zz"
)
"""Pairs of consonants with which words end in one of our languages: others ("AMZN") are not words."""
_ACRONYM = regex(f"[{LETTER}]+(?:['-][{LETTER}]+){{0,12}}")
_SPAN = regex("([A-Z])([-–])([A-Z])(?![\\w'-])")
_PAIR = regex(r"([A-Z]{1,4})&([A-Z]{1,3})('?s)?(?!\w)")
_ROUTE = regex("[A-Z]{3}-[A-Z]{3}")
"""From one airport to another, of which the code of one may be a word."""
_PLATE = regex("[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} ([1-9][0-9]{0,3})(?![0-9]|[.,][0-9])")
"""The letters of a German number plate: "M-AB 1234"."""
_ACT = regex("[A-ZÄÖÜ][A-Za-zäöüß]{1,14}[GOB]")
"""The abbreviated name of a German act or ordinance."""
_ACT_PARTS = regex("[A-ZÄÖÜ][a-zäöüß]*")
_SMALL_FIRST = regex("[a-z][A-Z]{2,5}")
"""A small letter in front of an acronym: "mRNA", "eGFR"."""
_CAPITAL_ENDS = regex("[A-Z][a-z]{1,2}[A-Z]{1,3}")
_PLURAL = regex(r"([A-Z]{2,6})('?s)")


def verbalise(text: str, language: Language) -> str:
    """Every character by its name: letters as capitals, digits and symbols as words; spaces are pauses."""
    spoken: list[str] = []
    for character in text:
        if character.isdecimal() and character.isascii():
            spoken.append(language.digit(character))
        elif character.isalpha():
            spoken.append("ß" if character == "ß" else character.upper())
        elif character in language.symbols:
            spoken.append(language.symbols[character])
    return " ".join(spoken)


def has_vowel(word: str) -> bool:
    return any(character in _VOWELS for character in word.lower())


def pronounceable(word: str) -> bool:
    """Whether a written word could be said as one, from its vowels and consonant clusters."""
    lower = word.lower()
    final = _FINAL_PAIR.search(lower)
    return has_vowel(word) and not _CLUSTERS.search(lower) and (final is None or final.group() in _FINAL_PAIRS)


def acronym(word: str, rule: str) -> str:
    """An entry of the table ``acronyms``: rule "word", "letters", or the words to say."""
    if rule == "word":
        return word if word.isupper() is False else word.capitalize()
    return " ".join(word.upper()) if rule == "letters" else rule


def recognise(scan: Scan, position: int) -> Reading | None:
    """A word with capitals: acronyms are spelled or said, capitals for emphasis become an ordinary word."""
    match = _ACRONYM.match(scan.text, position)
    if not match:
        return None
    word = match.group()
    span = _SPAN.match(scan.text, position) if scan.character(position + 1) in ("-", "–") else None
    if span and span[1] < span[3] and (span[2] == "–" or _ranged(scan)):
        return Reading(span.end(), f"{span[1]} {scan.language.words['to']} {span[3]}")  # "bands A-C"
    pair = _PAIR.match(scan.text, position) if scan.character(match.end()) == "&" else None
    if pair:
        first, second = verbalise(pair[1], scan.language), verbalise(pair[2], scan.language)
        ending = "'s" if pair[3] else ""
        return Reading(pair.end(), f"{first} {scan.language.words['and']} {second}{ending}")
    if (
        len(word) == 2
        and word[1] == "s"
        and word[0].isupper()
        and scan.left()[-1:].isdecimal()
        and len(scan.left()) < 3
    ):
        return Reading(match.end(), f"{word[0]}'s")  # "3 As and 2 Bs"
    enclosed = len(word) == 2 and scan.character(position - 1) == "(" and scan.character(position + 2) == ")"
    if enclosed and word.isupper() and word not in scan.language.acronyms and not scan.shouting:
        return Reading(match.end(), " ".join(word))  # "(AN)", "(US)": no word
    if word in scan.language.acronyms and not (scan.shouting and word.lower() in scan.language.capital_words):
        return Reading(match.end(), acronym(word, scan.language.acronyms[word]))
    bare = word.removesuffix("'s")
    if scan.language.tag == "de-DE" and _ACT.fullmatch(word) and word not in scan.language.acronyms:
        pieces = _ACT_PARTS.findall(word)  # "BWahlG", "EStG", "StPO"
        said = [p if len(p) > 2 and has_vowel(p) else verbalise(p, scan.language) for p in pieces]
        if len(pieces) > 1 and not word.isupper():
            return Reading(match.end(), " ".join(said))
    if _CAPITAL_ENDS.fullmatch(bare) and not has_vowel(bare):
        return Reading(match.end(), verbalise(bare, scan.language) + word[len(bare) :])  # "VfB", "PhD's"
    if not any(
        len(part) > 1 and (part[:2].isupper() or _SMALL_FIRST.fullmatch(part) or part in scan.language.acronyms)
        for part in re.split("['-]", word)
    ):
        return None
    parts = re.split("(['-])", word)
    if (
        _ROUTE.fullmatch(word)
        and not scan.shouting
        and any(len(part_of_word(scan, part)) > len(part) for part in parts[::2])
    ):
        return Reading(match.end(), " ".join(verbalise(part, scan.language) for part in parts[::2]))  # "LHR-DUB"
    plate = _PLATE.match(scan.text, position) if scan.language.capital_nouns else None  # no "CR-V 2018"
    if plate:
        said = [verbalise(part, scan.language) for part in parts[::2]]
        long = len(plate[1]) > 2
        digits = scan.language.digits(plate[1]) if long else scan.language.numbers.cardinal(int(plate[1]))
        return Reading(plate.end(), " ".join((*said, digits)))
    said = [part_of_word(scan, part) if index % 2 == 0 else part for index, part in enumerate(parts)]
    if len(parts) > 1:  # "Typ-II-Diabetes"
        roman = {"II": 2, "III": 3, "IV": 4, "VI": 6, "VII": 7, "VIII": 8}
        said = [
            scan.language.numbers.cardinal(roman[part]) if part in roman else said[i] for i, part in enumerate(parts)
        ]
    return None if said == parts else Reading(match.end(), "".join(said).replace("-", " "))


def _ranged(scan: Scan) -> bool:
    """Whether letters with a hyphen between are the first and the last of several: "de la A-Z", "Block B-D"."""
    cues = scan.language.cues
    if not cues.get("graded", frozenset()).isdisjoint(scan.lefts(2)):
        return True
    return scan.left() in cues.get("enumerated", ()) or scan.left() in ("von", "de")


def part_of_word(scan: Scan, part: str) -> str:
    """How a part of a hyphenated word is said: letters of an acronym by their names, any other word as it is."""
    language = scan.language
    known = language.acronyms.get(part)
    if known is not None and not (scan.shouting and part.lower() in language.capital_words):
        return acronym(part, known)
    plural = _PLURAL.fullmatch(part)
    if plural and plural[1] not in language.capital_words:
        known = language.acronyms.get(plural[1])
        if known and known != "letters":
            return acronym(plural[1], known) + "s"
        return " ".join(plural[1]) + ("" if language.mute_plural else "'s")
    if _SMALL_FIRST.fullmatch(part):
        return " ".join(part.upper())
    if not part.isupper() or len(part) < 2:
        return part
    if part.lower() in language.capital_words:
        return part.lower()
    if scan.shouting and (has_vowel(part) if len(part) > 3 else pronounceable(part)):
        return part.lower()
    if len(part) == 4 and language.spells_unknown and part.lower() not in language.word_ranks:
        return " ".join(part)  # "BYOB": no word that people know
    if len(part) <= 3 or (len(part) <= 6 and not (pronounceable(part) and has_vowel(part.replace("Y", "")))):
        return " ".join(part)
    if not has_vowel(part):
        return " ".join(part)
    return part.capitalize() if len(part) > 1 else part

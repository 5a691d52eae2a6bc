"""The values of Roman numerals, and their rarer forms: in lower case, with a French ending, inside of names."""

from __future__ import annotations

import re

from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.tables import word_set

ROMAN = regex(r"(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?![^\W_])")
"""A numeral in capitals that is a whole word."""
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_HYPHENED = regex(r"((?:[A-Z][a-zà-ÿ]{2,20}-){0,2}([A-Z][a-zà-ÿ]{2,20}))-([IVX]{2,6})(?![\w-])")
LOWER = ("ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix")
"""Numbers that are read in lower case too, after a word such as "page"."""
_LOWER_ONE = regex("[ivx](?![\\w'])")
_LOWER = regex(f"(?:{'|'.join(LOWER)})(?![^\\W_])")
_ITEM = regex(f"(?:{'|'.join(LOWER)}|i)(?=\\))")
_SECOND_ITEM = regex("(?<![^\\W_])ii\\)")
_ITEM_REACH = 400
"""An item "i)" is a number where so near behind it "ii)" stands."""
_PAGES = frozenset(("page", "p", "pp"))
_HEADED = regex("(II|III|IV|VI{0,3}|IX|XI{1,3}|XIV|XVI{0,3})(?: ?[-–—]) (?=[A-ZÀ-Þ][A-Za-zÀ-ÿ])")
_GERMAN_HEADED = regex(
    r"(?P<roman>I{1,3}|IV|VI{0,3}|IX|XI{0,3}|XIV|XVI{0,3})\."
    r"(?:(?=[ \u00a0]{0,9}(?:\n|$))| (?P<word>[A-ZÄÖÜ][a-zäöüß]{2,40})(?![\w-]))"
)
"""The heading of a German chapter: "II. Hauptteil", or its number on a line of its own."""
_GERMAN_HEADS = regex("(?:ung|ungen|ionen|heit|keit|schaft|tion|ismus|teil)$")
_GERMAN_HEADINGS = word_set(
    "allgemeines vorwort grundlagen überblick einführung ziele methodik methoden ergebnisse diskussion ausblick anhang "
    "fazit schluss begriffe aufgaben gegenstand vorbemerkungen sachverhalt tatbestand gründe"
)
_SECOND_HEADING = regex(r"(?:^|\n)II\. ")
_SECOND_REACH = 4_000
_ITEM_INDENT = 12
"""So many spaces an item is set in, at most."""
_LISTED = regex(r"(?P<roman>X{0,2}(?:IX|IV|V?I{1,3}|V)|X{1,2})\.(?=[ \u00a0]+\S)")
"""The number of an item of an outline, at the start of its line: "II. Approval of minutes"."""
_NEIGHBOURS = {
    numeral: regex(rf"\n[ \u00a0]*(?:{beside})\. ") for numeral, beside in (("I", "II"), ("V", "IV|VI"), ("X", "IX|XI"))
}
"""What stands before or behind those that may be initials."""
_SUFFIXED = regex(r"([IVX]{1,8}|[IVXLC]{2,8})(er|re|ère|e|ème)(?![^\W_])")


def value_of(roman: str) -> int:
    """The number that Roman numerals in capitals stand for: "XIV" is 14."""
    total = 0
    for current, following in zip(roman, roman[1:] + " ", strict=True):
        value = _VALUES[current]
        total += -value if _VALUES.get(following, 0) > value else value
    return total


def in_name(scan: Scan, position: int) -> Reading | None:
    """The numeral of a ruler in the name of something: "le boulevard Pie-IX"."""
    match = _HYPHENED.match(scan.text, position)
    if not match or match[2].lower() not in scan.language.cues.get("monarch_m", ()):
        return None
    spoken = scan.language.monarch(value_of(match[3]), False, scan.lefts(3))
    return Reading(match.end(), f"{match[1]} {spoken}")


def of_heading(scan: Scan, position: int) -> Reading | None:
    """The numeral of a heading or an item, before a dash: "II - Les faits", "III– Definitions"."""
    found = german_heading(scan, position)
    if found:
        number = scan.language.numbers.cardinal(value_of(found["roman"]))
        return Reading(found.end("roman") + 1, number if found["word"] is None else f"{number},")
    item = listed(scan, position)
    if item:
        return Reading(item.end(), f"{scan.language.numbers.cardinal(value_of(item['roman']))},")
    match = _HEADED.match(scan.text, position) if scan.at_sentence_start() else None
    if not match or scan.character(position - 1).isalnum():
        return None
    return Reading(match.end(), f"{scan.language.numbers.cardinal(value_of(match[1]))},")


def german_heading(scan: Scan, position: int) -> re.Match[str] | None:
    """The Roman numeral at the head of a German chapter: "I. Allgemeines", but not "I. Quartal", "V. Müller"."""
    begins = scan.language.capital_nouns and scan.character(position - 1) in ("", "\n")
    match = _GERMAN_HEADED.match(scan.text, position) if begins else None
    if match is None:
        return None
    word = (match["word"] or "").lower()
    if word in scan.language.cues.get("ordinal_noun", ()) and word not in _GERMAN_HEADINGS:
        return None
    told = not word or word in _GERMAN_HEADINGS or _GERMAN_HEADS.search(word) is not None
    several = len(match["roman"]) > 1 or _SECOND_HEADING.search(scan.text, position, position + _SECOND_REACH)
    return match if told or several else None


def listed(scan: Scan, position: int) -> re.Match[str] | None:
    """The Roman number of an item of an outline, but no initial: "I. Asimov"."""
    begin = max(0, position - _ITEM_INDENT)
    begins = not scan.text[begin:position].rpartition("\n")[2].strip() and not scan.language.capital_nouns
    match = _LISTED.match(scan.text, position) if begins else None
    neighbour = _NEIGHBOURS.get(match["roman"]) if match else None
    if neighbour is None:
        return match
    around = slice(max(0, position - _SECOND_REACH), position + _SECOND_REACH)
    return match if neighbour.search(f"\n{scan.text[around]}") else None


def lower_case(scan: Scan, position: int) -> Reading | None:
    """ "Scene ii", "pages xii": only after a word that announces a number."""
    match = _LOWER.match(scan.text, position)
    item = _ITEM.match(scan.text, position) if not scan.character(position - 1).isalnum() else None
    if item and (len(item.group()) > 1 or _SECOND_ITEM.search(scan.text, item.end(), item.end() + _ITEM_REACH)):
        return Reading(item.end(), scan.language.numbers.cardinal(value_of(item.group().upper())))  # "Q3(b)(ii)"
    staged = _LOWER_ONE.match(scan.text, position) if scan.left().rstrip(".") in ("sc", "scene") else None
    if staged:  # "sc. i"
        return Reading(staged.end(), scan.language.numbers.cardinal(value_of(staged.group().upper())))
    if not match or scan.left().rstrip("s.") not in scan.language.cues.get("chapter", frozenset()) | _PAGES:
        return None
    return Reading(match.end(), scan.language.numbers.cardinal(value_of(match.group().upper())))


def century(scan: Scan, position: int) -> Reading | None:
    """French ``XXe siècle``, ``Ier``."""
    match = _SUFFIXED.match(scan.text, position)
    if not match or not scan.language.tag.startswith("fr"):
        return None
    of_first = match[2] in ("er", "re", "ère")
    if not ROMAN.fullmatch(match[1]) or of_first != (match[1] == "I"):
        return None  # "Ie te le dis": old French
    form = scan.language.ordinal_form(scan, position, match.end(), match[2])
    until = _SUFFIXED.match(scan.text, match.end() + 1) if scan.character(match.end()) in ("-", "–") else None
    if form and until and ROMAN.fullmatch(until[1]):  # "des Xe-XIe s."
        first, last = (scan.language.numbers.ordinal(value_of(part[1]), form) for part in (match, until))
        return Reading(until.end(), f"{first} {scan.language.words['to']} {last}")
    return Reading(match.end(), scan.language.numbers.ordinal(value_of(match[1]), form)) if form else None

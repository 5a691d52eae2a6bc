"""Abbreviated weekdays: ``Mon-Fri``, ``Tue 3rd Jan``, ``Mo-Fr 9-17 Uhr``, ``lun.-ven.``"""

from __future__ import annotations

from frontend.normalize.cleaning import LETTER
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan

_DAY = regex(f"([{LETTER}]{{2,10}})(\\.?)")
_DASH = regex("[ \u00a0]?[-–][ \u00a0]?| (?:al?|à|au) ")

_JOINED = regex(f"(?:, ?| (?:y|e|o|et|ou|und|u\\.|oder|and|or|&) )([{LETTER}]{{2,10}})\\.")
_OPENED = regex(r"(?: (?:von|ab|bis|um))? [0-9]{1,2}(?:[.:][0-9]{2}(?![.0-9])|[-–][0-9]| Uhr)")
"""Hours behind a day whose capital a hurried writer left out: "fr. bis 13 Uhr"."""
_TIME_BEFORE = regex(r"[0-9] ?[ap]\.?m\.?$|:[0-5][0-9]$|^(?:noon|midnight)$")
_TIME_AFTER = regex(r"[0-9]{1,2}(?:[:.][0-5][0-9])? ?[ap]\.?m|[0-9]{1,2}:[0-5][0-9]|noon|midnight")
_DAYS = "(?:(?:y|et|und|u\\.) )?([A-ZÀ-Þ][a-zà-ÿ]{1,2})"
_LISTED = regex(f",? {_DAYS}(?:,? {_DAYS})*,? [0-9]")
"""The other days of a list without full stops: "Mo, Mi 8-12 Uhr"."""
_DAY_AND_YEAR = regex(r"\.? (?:[0-9]{1,2}(?:,| de|,? del) )?(?:19|20)[0-9]{2}(?![0-9])")
"""What makes Spanish "mar" March: "mar 21, 2025"."""
_TESTED = regex(" (?:[4-9]|1[0-6])[0-9]0(?![0-9]|[:./-][0-9])")
"""The points of an American test: "SAT 1450"."""
_WORDS_TOO = frozenset(("jeu", "mar", "mer"))
_LIST_REACH = 12
_JOINERS = frozenset((",", "y", "e", "o", "et", "ou", "und", "u.", "oder", "and", "or", "&"))


def recognise(scan: Scan, position: int) -> Reading | None:
    """A weekday range, or an abbreviated weekday before a number."""
    first = _DAY.match(scan.text, position)
    name = scan.language.weekdays.get(first[1].lower()) if first else None
    if not first or name is None:
        return None
    if first[1].lower() in scan.language.months and _DAY_AND_YEAR.match(scan.text, first.end(1)):
        return None
    if first[1] == "SAT" and scan.language.tag == "en-US" and _TESTED.match(scan.text, first.end()):
        return None
    dash = _DASH.match(scan.text, first.end())
    second = _DAY.match(scan.text, dash.end()) if dash else None
    other = scan.language.weekdays.get(second[1].lower()) if second else None
    if second and second[1].lower() == first[1].lower():
        other = None  # "de mar a mar"
    if dash and second and other and not scan.character(second.end()).isalnum():
        end = second.end() - (second[2] == "." and scan.ends_here(second.end()))
        between = dash[0].strip() if dash[0].strip().isalpha() else scan.language.words["to"]  # "du lun. au ven."
        return Reading(end, f"{name} {between} {other}")
    if dash and _TIME_BEFORE.search(scan.left()) and _TIME_AFTER.match(scan.text, dash.end()):
        return Reading(dash.end(), f"{name} {scan.language.words['to']}")  # "9pm Fri-6am Mon"
    heads = scan.at_sentence_start() or scan.left() in (";", ",")
    if heads and first[1].istitle() and scan.text.startswith(": ", first.end()) and scan.language.tag[:2] == "en":
        return Reading(first.end(), name)  # "Fri: sunny spells"
    joined = _JOINED.match(scan.text, first.end())
    joins = joined is not None and joined[1].lower() in scan.language.weekdays
    joins = joins or (scan.left() in _JOINERS and scan.left(2).rstrip(".") in scan.language.weekdays)
    if scan.left().isdecimal() and len(first[1]) == 2 and first[2]:
        return None  # "mit 6 Mo."
    if first[2] and _is_plural(scan) and name.endswith("o"):
        name += "s"  # "los sáb. y dom."
    if joins and first[2] and first[1].lower() != name.lower():  # "los mar. y jue."
        stops = scan.ends_here(first.end())
        return Reading(first.end() - stops, name)
    if first[2] and scan.left() in ("el", "este", "próximo") and not scan.ends_here(first.end()):
        return Reading(first.end(), name)  # "el mar. y el mié."
    if first[2] and (scan.left() in ("los", "les") or _is_day_of(scan, first[1].lower())):
        return Reading(first.end() - scan.ends_here(first.end()), name)  # "los mar."
    listed = _LISTED.match(scan.text, first.end())
    if listed and first[1][0].isupper() and listed[1].lower() in scan.language.weekdays:
        return Reading(first.end(), name)
    if first[2] and len(first[1]) == 2 and _OPENED.match(scan.text, first.end()):
        return Reading(first.end(), name)
    slashed = scan.character(first.end()) == "/" or scan.character(position - 1) == "/"
    if slashed and first[1][0].isupper() and not scan.character(first.end(1)).isalnum():  # "Mon/Wed/Fri"
        return Reading(first.end(1), name)
    if first[1].lower() == name.lower() or (not first[1][0].isupper() and scan.language.capital_months):
        return None
    next_word = scan.skip_spaces(first.end() + (scan.character(first.end()) == ","))
    following = scan.character(next_word)
    month = _DAY.match(scan.text, next_word)
    dated = following.isdecimal() or (month and month[0][0].isupper() and month[1].lower() in scan.language.months)
    if dated and scan.character(first.end()) in (" ", ","):
        return Reading(first.end(), name)
    return None


def _is_day_of(scan: Scan, day: str) -> bool:
    """Whether a French article stands before a day that no other word can be: "libre le sam."."""
    return scan.left() in ("le", "ce", "chaque", "du", "au") and day not in _WORDS_TOO


def _is_plural(scan: Scan) -> bool:
    """Whether Spanish "los" stands before this day and the other days of its list."""
    entries = scan.lefts(_LIST_REACH)
    opening = next((entry for entry in entries if not _is_of_list(scan, entry)), "")
    return opening == "los"


def _is_of_list(scan: Scan, entry: str) -> bool:
    return entry in _JOINERS or entry.rstrip(".") in scan.language.weekdays

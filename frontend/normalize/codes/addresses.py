"""Postal addresses where they are read in a way of their own: house numbers, states with ZIP codes.

``1600 Pennsylvania Avenue`` is "sixteen hundred"; ``TX 75201`` is "Texas seven five two zero one".
"""

from __future__ import annotations

from functools import cache

from frontend.normalize.locales.language import Language
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.shapes import shapes
from frontend.tables import read_map, word_set

_COURT = regex(r"[0-9]{1,3} S\. ?Ct\.")
_HOUSE = regex(
    r"([0-9]{1,5})(?P<direction> (?:[NSEW]|NE|NW|SE|SW)\.?(?= [A-Z0-9]))?"
    r"(?= (?:(?:[A-Z][A-Za-z.'-]{0,30} ){0,3}?(?P<first>[A-Z][a-z]{1,10})\.? (?:Apt|Unit|Ste|Suite|Fl|Rm|Bldg)(?![a-z])"
    r"|(?:[0-9]{1,3}(?:st|nd|rd|th) |(?!(?:St|Ave|Blvd|Rd|Ln|Pl)\. )[A-Z][A-Za-z.'-]{0,30} ){0,3}"
    r"(?P<last>[A-Z][a-z]{1,10})(?![a-z])))"
)
"""A number before the street that ends with its last word, or before an apartment."""
_NTH_STREET = regex(r"([1-9][0-9]{1,4}) ([NSEW]|NE|NW|SE|SW)\.?(?= [1-9][0-9]{0,2}(?:st|nd|rd|th)(?![A-Za-z]))")
_NAMED_STREET = regex(
    "([1-9][0-9]{2,4}) (?:(?:[NSEW]|North|South|East|West|Old|New|San|Santa|St)\\.? )?([A-Z][a-z]{2,14})"
    "(?=[.,;)?!]|$|\n| (?:at|on|in|by|before|after|for|and|apt|unit|suite|#)\\b| (?:Apt|Unit|Suite|Ste)\\b)"
)
"""A house in a street without the word for it: "2300 Elm"."""
_DIRECTED = regex(r"[1-9][0-9]{2,4} [NSEW]\. [A-Z]")
_SENT = 8
"""So many words to the left, a word of deliveries and visits may stand."""
_STATE = regex(r"([A-Z]{2})(?: ([0-9]{5})(?:-([0-9]{4}))?|(?= +[A-Z][0-9][A-Z] ?[0-9]))?(?![\w-]|'[a-z])")
_SUITE = regex(r"([1-9][0-9]{0,3})-([1-9][0-9]{0,4}),? ([^\W\d_]{2,9})(?!\. ?J\.)")
_PLACE_BEFORE = regex(r"(?:[A-ZÀ-ÖØ-Þ](?=[\w.'-]*[a-zà-ÿ])[\w.'-]{1,30}|NYC|SLC|D\.?C\.?|LA|OKC|KC), $")
_PARTY = regex(r"([DIR])[-–]([A-Z]{2}|[A-Z][A-Za-z. ]{1,8}\.)(?=\)|,| [0-9]{1,2}(?:st|nd|rd|th)\))")
_TOWN_BEFORE = regex(
    r"(?:^|[a-z(,&] )(?:(?:San|Los|Las|New|Fort|Saint|St\.|El|Santa|[NSEW]\.|North|South|East|West|Lake|Mount|Port|"
    r"Salt Lake|Palm|Grand|Baton|Little|Long|Ocean|Virginia|Kansas|Oklahoma|Jersey|Sioux) )?[A-Z][a-z]+, $"
)
_TOWN_CLOSE = regex("(?:^|[ ,])[A-Z][a-z]{2,20} $")
"""A town without a comma, before a state and its ZIP code."""
_DEGREES = frozenset(("MD", "MS", "MA", "PA"))
"""Codes of states that people have behind their names, too."""
_INITIALED = regex(r"(?:^|[\s(;:])[A-Z][\w'-]{0,20} [A-Z]\. [A-Z][\w'-]{1,20}(?: [A-Z][\w'-]{1,20})?, $")
_OTHER_DEGREE = regex(r"(?<![\w.])(?:Ph\.?D|DVM|DDS|MPH|RN|NP|EdD|PharmD|DrPH|FACP|FAAP|MBA|LCSW)(?![\w])")
_DEGREE_REACH = 40
_DOCTORS = frozenset(("dr", "dra", "doctor", "doctora"))
_OF_STATE = word_set("area areas region metro resident residents native natives office plant campus location suburb")
"""What lies in a state, or who is from there: "the Dayton, OH area"."""
_NO_STATES = frozenset(("IN", "OR", "ME", "OK", "HI", "OH"))
"""Codes of states that are words."""
_WITHIN = frozenset(("in", "across", "en", "de", "desde", "hacia"))
_PROVINCES = frozenset(("ON", "QC", "BC", "AB", "MB", "SK", "NS", "NB", "NL", "PE"))
"""Codes that are other things too: "Jane Doe, QC"."""
_TOWNS_OF_IDAHO = frozenset(("boise", "falls", "nampa", "meridian", "pocatello", "caldwell", "lewiston", "rexburg"))
_CANADIAN = regex(" +[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]|,? Canada(?![a-z])")
_WORD_AFTER = regex(r"[ ]+[A-Za-z](?![0-9][A-Z])")


@cache
def states_of(language: Language) -> dict[str, str]:
    """The states by their two letters."""
    return read_map(language.tag, "states")


@cache
def directions_of(language: Language) -> dict[str, str]:
    """The letters of the compass to their names."""
    return read_map(language.tag, "directions")


@cache
def streets_of(language: Language) -> dict[str, str]:
    """Words of addresses, and what they are short for."""
    return read_map(language.tag, "streets")


@shapes("0 A", "0 0")
def recognise_house(scan: Scan, position: int) -> Reading | None:
    """A house number before the name of a street, with the direction that may follow it."""
    streets = scan.language.cues.get("street")
    nth = _NTH_STREET.match(scan.text, position) if "en-US" in scan.language.lineage else None
    if nth:  # "1109 W. 3rd"
        name = directions_of(scan.language)[nth[2]]
        return Reading(nth.end(), f"{scan.language.house_number(nth[1])} {name}")
    match = _HOUSE.match(scan.text, position) if streets else None
    street = (match["first"] or match["last"]).lower() if match else ""
    if streets and street not in streets:
        return _on_named_street(scan, position)
    if not match or not streets or match[1][0] == "0" or _COURT.match(scan.text, position):
        return None  # "143 S. Ct. 2343": a volume of reports
    if scan.character(position - 1) not in ("", " ", "\u00a0", "\n", "(") or scan.left() in scan.language.months:
        return None
    if len(match[1]) < 3 and not match["direction"]:
        return None
    spoken = scan.language.house_number(match[1])
    if match["direction"]:
        letters = match["direction"].strip(" .")
        english = scan.word_after(match.end())[:1].isalpha() and scan.language.words.get(f"street {letters}")
        spoken = f"{spoken} {english or directions_of(scan.language)[letters]}"  # Spanish "410 S. Flores St."
    return Reading(match.end(), spoken)


def _on_named_street(scan: Scan, position: int) -> Reading | None:
    """ "Deliver to 2300 Elm": the name alone, behind a word of places and at the end of its clause."""
    match = _NAMED_STREET.match(scan.text, position)
    if not match or "en-US" not in scan.language.lineage or match[2].lower() in scan.language.cues["no street"]:
        return None
    left = scan.left_past(":")
    placed = left in ("at", "@", "address", "location", "outside")
    placed = placed or _DIRECTED.match(scan.text, position) is not None  # "410 W. Oak, Ste. B"
    sent = left in ("to", "from", "by", "near") and not scan.language.cues["addressed"].isdisjoint(scan.lefts(_SENT))
    named = {match[2].lower()}.isdisjoint((*scan.language.months, *scan.language.weekdays))
    if not (placed or sent) or not named or scan.language.currencies.get(match[2]):
        return None
    return Reading(match.end(1), scan.language.house_number(match[1]))


@shapes("0-0")
def recognise_suite(scan: Scan, position: int) -> Reading | None:
    """``12-345, rue des Érables``: an apartment and a house number, no range (Quebec)."""
    streets = scan.language.cues.get("street_first")
    match = _SUITE.match(scan.text, position) if streets else None
    if not match or streets is None or match[3].isupper() or match[3].lower() not in streets:
        return None
    cardinal = scan.language.numbers.cardinal
    return Reading(match.end(2), f"{cardinal(int(match[1]))}, {cardinal(int(match[2]))}")


@shapes("A-A", "A–A")
def recognise_party(scan: Scan, position: int) -> Reading | None:
    """``(R-ME)``: the party and the state of a politician."""
    match = _PARTY.match(scan.text, position)
    bracketed = scan.character(position - 1) == "("
    apposed = scan.text[max(0, position - 2) : position] == ", "  # "Robinson, R-N.C., said"
    if not match or not (bracketed or (apposed and scan.character(match.end()) == ",")):
        return None
    entries = scan.language.abbreviations.get(match[2].partition(".")[0].lower(), ())
    long = (entry.spoken for entry in entries if entry.written == match[2] and entry.rule.name == "after_place")
    state = states_of(scan.language).get(match[2]) or next(long, None)
    if state is None:
        return None
    return Reading(match.end(), f"{match[1]}, {state}")


@shapes("A")
def recognise_state(scan: Scan, position: int) -> Reading | None:
    """A state's two letters after a place and a comma, or before a ZIP code."""
    match = _STATE.match(scan.text, position)
    state = states_of(scan.language).get(match[1]) if match else None
    if not match or state is None:
        return None
    if not match[2] and scan.shouting:
        return None
    if match[1] == "ID" and scan.left() != "," and scan.left() not in _TOWNS_OF_IDAHO:
        return None  # "Agent ID 20771"
    canadian = match[1] in _PROVINCES and scan.language.tag.startswith("en")
    if canadian and not _CANADIAN.match(scan.text, match.end()):
        placed = scan.left() == "," and scan.left(2) in scan.language.cues["canadian towns"]
        return Reading(match.end(), state) if placed and not scan.shouting else None
    listed = scan.left() in (",", "and", "or", "&", "y", "o") and scan.left(2).upper() in states_of(scan.language)
    listed = listed and scan.language.tag.startswith(("en", "es"))  # "in MI, OH and MO", "en TX, OK y NM"
    alone = scan.left() in _WITHIN and match[1] in scan.language.cues.get("states alone", ())  # "0% in OR"
    alone = alone and (match[1] != "CA" or scan.left() != "de")  # "corriente de CA"
    told = listed or (alone and "es" in scan.language.lineage)  # "vive en TX desde 1990"
    if not match[2] and not told and _WORD_AFTER.match(scan.text, match.end()):
        town = _TOWN_BEFORE.search(scan.text[max(0, position - 40) : position])
        noun = scan.word_after(match.end())
        if (match[1] in _NO_STATES and noun not in _OF_STATE) or not town or not noun.islower():
            return None  # "Jane Doe, MD was there"
    if scan.word_after(match.end()) in scan.language.cues.get("parts of places", ()):
        return None  # "2nd & Main, NE corner"
    if match[1] in _DEGREES and not match[2] and _is_degree(scan, position, match[1]):
        return None
    within = alone or listed
    before = scan.text[max(0, position - 34) : position]
    if not within and not _PLACE_BEFORE.search(before) and not (match[2] and _TOWN_CLOSE.search(before)):
        return None
    parts = [state, *(scan.language.digits(group) for group in match.groups()[1:] if group)]
    return Reading(match.end(), " ".join(parts[:2]) + (f", {parts[2]}" if len(parts) > 2 else ""))


def _is_degree(scan: Scan, position: int, letters: str) -> bool:
    """Whether two letters behind a name are what somebody has studied: "Dr. Lara, MD", "Ann B. Lee, MS; Paz, PhD"."""
    if letters == "MD" and any(entry.rstrip(".") in _DOCTORS for entry in scan.lefts(5)):
        return True
    if scan.left() != ",":
        return False
    text, begin = scan.text, max(0, position - _DEGREE_REACH)
    around = (text[begin:position], text[position + 2 : position + 2 + _DEGREE_REACH].partition("\n")[0])
    return _INITIALED.search(around[0]) is not None or any(map(_OTHER_DEGREE.search, around))

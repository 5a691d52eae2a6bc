"""Codes of pastimes and of programs that only English says so: chords, cards, flights, names with colons."""

from __future__ import annotations

import re

from frontend.normalize.cards import SUITS, card_of
from frontend.normalize.codes import letters
from frontend.normalize.codes.formats import code
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Scan, line_around
from frontend.normalize.shapes import shapes
from frontend.normalize.values import Number
from frontend.tables import word_set

_ACCIDENTALS = {"#": " sharp", "♯": " sharp", "♭": " flat", "b": " flat", "": ""}
_CHORDS = {"m": " minor", "min": " minor", "maj": " major", "": ""}
"""What is said of a chord in the place of its letters; "sus" and the others are said as they are."""
_CHORD_REACH = 10
_CHORD_BEFORE = regex("(?<![A-Za-z])[A-G][#♯♭b]?m?7? ?[–-] ?$")
_CHORD_BEHIND = regex(" ?[–-] ?[A-G][#♯♭b]?m?7?(?![A-Za-z])")
_BIDDING = word_set(
    "bid bids opens open opened rebids rebid responds respond overcalls overcall doubles contract bidding"
)
_BIDDING_REACH = 10
"""So many words before a number of tricks, one may tell that a player bids."""
_LOGIC = word_set("gate gates operator operators function condition clause statement logic query keyword key")
_SHOUTED_BEFORE = regex("(?<![A-Za-z])[A-Z]{2,8} $")
_ACRONYMS_TOO = frozenset(("IT", "US", "WHO", "OR", "IN", "ME"))
"""What stands beside a word in capitals and says nothing of it."""
_REVISIONS = word_set(
    "commit commits hash sha revision rev build changeset merge revert reverts cherry-pick checkout tag"
)
_SHORTEST_HASH = 11
"""A longer number in base sixteen needs no word that announces it."""
_MOTORWAY = regex("(?<![A-Za-z0-9])(?:[AM][1-9][0-9]{0,3}(?:\\(M\\))?|motorway|junctions?)(?![A-Za-z0-9])")
_ROAD_REACH = 80
_BOUND = {"N": "north", "S": "south", "E": "east", "W": "west"}
_SCOPES = regex("::")
_SPOKEN_ABBREVIATIONS = {"std": "standard"}


@code(
    "([A-G])(?:(?=[#♯♭b]?(?:maj|min|m|dim|aug|sus|add)(?:[24679]|1[13])(?![A-Za-z0-9])|[#♯♭]m(?![A-Za-z0-9]))"
    "([#♯♭b]?)(maj|min|m|dim|aug|sus|add)([0-9]{0,2}))(?![A-Za-z0-9])",
    "en",
)
@shapes("A0", "A#", "A♯", "A♭")
def chord(scan: Scan, match: re.Match[str]) -> str | None:
    """A chord with its kind: "Am7", "Gmaj7", "F#m", "Bbsus4"."""
    note, accidental, kind, number = match.groups()
    step = f" {scan.language.numbers.cardinal(int(number))}" if number else ""
    return f"{note}{_ACCIDENTALS[accidental]}{_CHORDS.get(kind, ' ' + kind)}{step}"


@code("([A-UW-Z]|[A-Z]{2,3})([0-9]{1,2})[.]([0-9])(?=[.,;:!?)]*(?:\\s|$))", "en")
@shapes("A0.")
def decimal_behind_letters(scan: Scan, match: re.Match[str]) -> str | None:
    """A kind with a decimal number, at the end of a clause too: "the level of PM2.5."."""
    number = f"{scan.language.numbers.cardinal(int(match[2]))} {scan.language.words['point']}"
    return f"{' '.join(match[1])} {number} {scan.language.digits(match[3])}"


@code("([AKQJT]|10|[2-9])([♠♥♦♣])(?![A-Za-z0-9])", "en")
@shapes("A♠", "A♥", "A♦", "A♣", "0♠", "0♥", "0♦", "0♣")
def card(scan: Scan, match: re.Match[str]) -> str | None:
    """A card, or the tricks that a player bids: "A♠", "South bids 2♣"."""
    bids = match[1].isdecimal() and not _BIDDING.isdisjoint(scan.lefts(_BIDDING_REACH))
    if not bids:
        return card_of(match[1], match[2], scan.language)
    suit = SUITS[match[2]]
    return f"{scan.language.numbers.cardinal(int(match[1]))} {suit.removesuffix('s') if match[1] == '1' else suit}"


@code(
    "([A-Z]{2}) ([1-9][0-9]{1,3})"
    "(?= (?:(?:depart|arrive|land|board)(?:s|ed|d)|is (?:now )?(?:boarding|delayed|cancell?ed|on time))(?![a-z]))",
    "en",
)
@shapes("A 0")
def flight(scan: Scan, match: re.Match[str]) -> str | None:
    """A flight and what it does, be the letters of its airline a word or not: "AS 1187 departs SEA at 6:05a"."""
    return f"{' '.join(match[1])} {scan.language.model_number(match[2])}"


@code(
    "[a-z_][a-z0-9_]{1,30}(?:::[A-Za-z_][A-Za-z0-9_]{0,40}){1,5}(?:<[A-Za-z_][A-Za-z0-9_:, ]{0,40}>)?(?![A-Za-z0-9_:])",
    "en",
)
@shapes("a::")
def scoped(scan: Scan, match: re.Match[str]) -> str | None:
    """A name within others of a program: "std::vector<int>"."""
    names, _, inner = match.group().rstrip(">").partition("<")
    parts = [part for name in _SCOPES.split(names) for part in name.split("_") if part]
    inside = [part for name in inner.replace(",", " ").split() for part in re.split("::|_", name) if part]
    said = [_SPOKEN_ABBREVIATIONS.get(part, part) for part in parts]
    return " ".join([*said, *(["of"] if inside else []), *(_SPOKEN_ABBREVIATIONS.get(part, part) for part in inside)])


@code(
    "(one|two|three|four|five|six|seven|eight|nine|ten|half|multi|full)-(yr|hr|min|mo|wk|lb|oz|ft|in|mi|sec|gal)"
    "(?:\\.(?= [a-z])|(?![A-Za-z.]))",
    "en",
)
@shapes("a-a", "A-a")
def spelled_measure(scan: Scan, match: re.Match[str]) -> str | None:
    """A measure whose number is a word: "two one-yr. options"."""
    unit = scan.language.units.get(match[2])
    return f"{match[1]} {unit.singular}" if unit else None


@code("([1-9][0-9]{3})[.]([1-9][0-9]{0,3})(?![0-9.])", "en-US")
@shapes("0.0")
def regulation(scan: Scan, match: re.Match[str]) -> str | None:
    """A section of a code of regulations: "29 C.F.R. § 1910.134"."""
    if scan.left() not in ("§", "§§", "section", "cfr"):
        return None
    point = scan.language.words["point"]
    return f"{scan.language.model_number(match[1])} {point} {scan.language.model_number(match[2])}"


@code("([A-G])m(?![A-Za-z0-9'])", "en")
@shapes("A")
def minor(scan: Scan, match: re.Match[str]) -> str | None:
    """A minor chord between others: "C – G – Am – F"."""
    before = scan.text[max(0, match.start() - _CHORD_REACH) : match.start()]
    beside = _CHORD_BEFORE.search(before) or _CHORD_BEHIND.match(scan.text, match.end())
    return f"{match[1]} minor" if beside else None


@code("OR(?![A-Za-z0-9'/-])", "en")
@shapes("A")
def operating_room(scan: Scan, match: re.Match[str]) -> str | None:
    """Where surgeons work, and no operator of logic: "she was taken to the OR", but "the OR gate"."""
    surgical = scan.left() in ("the", "an") and scan.word_after(match.end()).lower() not in _LOGIC
    return "O R" if surgical and not scan.shouting else None


@code("[A-Z]{2,4}(?![A-Za-z0-9'-])", "en")
@shapes("A")
def shouted(scan: Scan, match: re.Match[str]) -> str | None:
    """A word among others in capitals that could be an acronym: "please MIX IT ALL UP"."""
    word, words = match.group().lower(), scan.language.capital_words
    if word not in words or not scan.is_behind(_SHOUTED_BEFORE, match.start(), _CHORD_REACH):
        return None
    behind = scan.word_after(match.end())
    around = (scan.left(), behind.lower())
    capitals = behind.isupper() and all(part in words and part.upper() not in _ACRONYMS_TOO for part in around)
    return word if capitals else None


@code("[0-9a-f]{7,40}(?![\\w-])", "en")
@shapes("0a", "a0")
def revision(scan: Scan, match: re.Match[str]) -> str | None:
    """The number of a change to a program, in base sixteen: "commit 9f3c2ab"."""
    written = match.group()
    digits = sum(character.isdecimal() for character in written)
    if not 0 < digits < len(written) - 1:
        return None  # a number in the notation of programs, "10e1234"
    named = len(written) > _SHORTEST_HASH or not _REVISIONS.isdisjoint(scan.lefts(4))
    return letters.verbalise(written, scan.language) if named else None


@code("J([1-9][0-9]?)([A-Da-d]?)(?![\\w/]|[.][0-9])(?:[-–](J?)([1-9][0-9]?)([A-Da-d]?)(?![\\w/]|[.][0-9]))?", "en-GB")
@shapes("A0")
def junction(scan: Scan, match: re.Match[str]) -> str | None:
    """A junction of a motorway, or from one to another: "leave the M25 at J10", "M6 J19-J20"."""
    line = line_around(scan.text, match.start(), _ROAD_REACH)[1]
    if not _MOTORWAY.search(line):
        return None
    cardinal = scan.language.numbers.cardinal
    first = f"junction {cardinal(int(match[1]))} {match[2].upper()}".rstrip()
    if not match[4]:
        return first
    again = "junction " if match[3] else ""
    last = f"{again}{cardinal(int(match[4]))} {match[5].upper()}"
    return f"{first} {scan.language.words['to']} {last}".rstrip()


@code(r"A([1-9][0-9]{0,3}) \(([NSEW])\)(?!\w)", "en-GB")
@shapes("A0 ", "A0")
def bound(scan: Scan, match: re.Match[str]) -> str:
    """A road and where it leads: "take the A3 (S)"."""
    return f"A {scan.language.model_number(match[1])} {_BOUND[match[2]]}"


@code("([1-9][0-9]?)x(?=(?:(?:,| &| and) [1-9][0-9]?x){0,8} tables?(?![A-Za-z]))", "en")
@shapes("0a")
def multiplication(scan: Scan, match: re.Match[str]) -> str | None:
    """Tables that children learn: "7x, 8x & 12x tables"."""
    return f"{scan.language.numbers.cardinal(int(match[1]))} {scan.language.words['times']}"


@code("C([0-9]{1,2})(?:st|nd|rd|th)(?![A-Za-z])", "en")
@shapes("A0")
def century_first(scan: Scan, match: re.Match[str]) -> str | None:
    """A century with its letter first: "a C19th cottage"."""
    return f"{scan.language.numbers.ordinal(int(match[1]))} century"


@code("([0-9])[.]([0-9])M(?= (?:earthquake|quake|temblor|tremor|aftershock|shock))", "en")
@shapes("0.0")
def magnitude(scan: Scan, match: re.Match[str]) -> str | None:
    """The magnitude of an earthquake: "a 6.8M quake"."""
    return f"{scan.language.number(Number(match[1], match[2]))} magnitude"


@code("([0-9]{1,3}(?:[.][0-9]|[½¼¾])?) ?m(?=/[0-9.]{1,4}½? ?km(?![a-z]))", "en-GB")
@shapes("0a", "0.0", "0½", "0¼", "0¾", "0 a")
def walk(scan: Scan, match: re.Match[str]) -> str | None:
    """Miles before as many kilometres: "7½m/12km"."""
    return scan.aside(f"{match[1]} miles")

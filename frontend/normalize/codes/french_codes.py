"""Codes that only French writes so: numbers of files, classes of shares, postal codes of Canada.

Like the formats of `codes`, among which they are asked first.
"""

from __future__ import annotations

import re
from functools import cache

from frontend.normalize.codes import letters
from frontend.normalize.codes.formats import code
from frontend.normalize.numeric.digit_strings import is_announced
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Scan
from frontend.normalize.shapes import shapes
from frontend.normalize.values import Date
from frontend.tables import Entries, read_map

_TEAM_BEFORE = regex("(?<![A-Za-z])([A-Z]{3}) ?(?:[/@-]|[0-9]{1,2} ?[–,-]?) ?$")
_TEAM_REACH = 10
_MONTHS = {"JAN": 1, "FÉV": 2, "FEV": 2, "FEB": 2, "MAR": 3, "AVR": 4, "APR": 4, "MAI": 5, "MAY": 5, "JUN": 6, "JUL": 7}
_MONTHS |= {"AOÛ": 8, "AOU": 8, "AUG": 8, "SEP": 9, "OCT": 10, "NOV": 11, "DÉC": 12, "DEC": 12}


@cache
def _teams(tag: str) -> Entries[str]:
    """The letters by which tables of results call the teams of cities, to the cities."""
    return read_map(tag, "teams")


@code("([B-DF-HJ-NP-TV-XZ]{3})e(?![\\w'-])", "fr")
@shapes("A")
def indexed(scan: Scan, match: re.Match[str]) -> str:
    """Capitals without a vowel and the letter of an index: "DFGe", "NVMe"."""
    return f"{letters.verbalise(match[1], scan.language)} E"


@code("([0-3]?[0-9])[ \u00a0-]MAR[ \u00a0-]((?:19|20)[0-9]{2})(?![\\w/-])", "fr")
@shapes("0 A", "0-A")
def in_march(scan: Scan, match: re.Match[str]) -> str:
    """A date of March on a passport, where it is not short for Tuesday: "14 MAR 2031"."""
    return scan.language.date(Date(int(match[1]), 3, int(match[2])))


@code("1er/(0?[1-9]|1[0-2])(?![\\w/,.-]*[0-9])", "fr")
@shapes("0a/")
def first_of_month(scan: Scan, match: re.Match[str]) -> str:
    """The first day of a month in digits: "du 1er/12"."""
    return f"premier {scan.language.month_names[int(match[1])]}"


@code("([A-Z]{3})( ?[/@-] ?)([A-Z]{3})(?![\\w/@-])", "fr")
@shapes("A/A", "A@A", "A-A", "A /", "A @", "A -")
def match_of_teams(scan: Scan, match: re.Match[str]) -> str | None:
    """Two teams that meet: "TOR/BOS", "MTL @ OTT"."""
    teams = _teams(scan.language.tag)
    first, second = teams.get(match[1]), teams.get(match[3])
    if not first or not second or scan.character(match.start() - 1) in ("/", "-"):
        return None
    return f"{first} {scan.language.words['at a place']} {second}" if "@" in match[2] else f"{first}, {second}"


@code("([A-Z]{3}) ([0-9]{1,2})(?: ?[–,-] ?| )([A-Z]{3}) ([0-9]{1,2})(?![\\w]|[.,:/]?[0-9])", "fr")
@shapes("A 0")
def result(scan: Scan, match: re.Match[str]) -> str | None:
    """Two teams with their goals: "MTL 4 - TOR 2"."""
    teams = _teams(scan.language.tag)
    if not {match[1], match[3]} <= teams.keys():
        return None
    first, second = (scan.language.numbers.cardinal(int(goals)) for goals in (match[2], match[4]))
    return f"{teams[match[1]]} {first}, {teams[match[3]]} {second}"


@code(f"(0?[1-9]|[12][0-9]|3[01])({'|'.join(_MONTHS)})(?![\\w-])", "fr")
@shapes("0A")
def day_of_ticket(scan: Scan, match: re.Match[str]) -> str:
    """A day on a ticket: "14NOV"."""
    return scan.language.date(Date(int(match[1]), _MONTHS[match[2]], None))


@code("[A-Z]{3}(?![\\w/@-])", "fr")
@shapes("A")
def other_team(scan: Scan, match: re.Match[str]) -> str | None:
    """The second of two teams whose first has another reading: "MTL @ OTT", "MTL 4 - TOR 2"."""
    teams, start = _teams(scan.language.tag), match.start()
    before = _TEAM_BEFORE.search(scan.text, max(0, start - _TEAM_REACH), start)
    return teams.get(match.group()) if before and before[1] in teams else None


@code("[LPHlph](?: ?[x×] ?[LPHlph]){1,2}(?![\\w]| ?[=+])", "fr")
@shapes("A ×", "A×", "A a")
def sides(scan: Scan, match: re.Match[str]) -> str:
    """The letters of the sides of a thing, in their order: "(L × P × H)"."""
    return f" {scan.language.words['by']} ".join(letter for letter in match.group().upper() if letter in "LPH")


@code("([A-Z]{1,2})-([0-9]{3}(?: [0-9]{3}){1,2})(?![0-9A-Za-z]|[-.,/]?[0-9]| [0-9]| ?[$€%])", "fr")
@shapes("A-0")
def file(scan: Scan, match: re.Match[str]) -> str:
    """The number of a file, digit by digit: "A-204 771"."""
    groups = ", ".join(letters.verbalise(group, scan.language) for group in match[2].split(" "))
    return f"{letters.verbalise(match[1], scan.language)} {groups}"


@code(r"([A-Z]{2,4})\.(A|B|UN)(?![\w.])", "fr")
@shapes("A.A")
def share(scan: Scan, match: re.Match[str]) -> str | None:
    """A class of shares at the exchange of Toronto: "BBD.B +3,2 %", "REI.UN"."""
    if scan.shouting or scan.character(match.start() - 1).isalnum():
        return None
    name, kind = (letters.verbalise(part, scan.language) for part in match.groups())
    return f"{name} {scan.language.words['point']} {kind}"


@code(r"([A-Z]{2})\.([0-9]{1,2})(?![\w-]|[.,][0-9])", "fr")
@shapes("A.0")
def model(scan: Scan, match: re.Match[str]) -> str | None:
    """The name of a model, two letters and a number: "une ID.4"."""
    known = scan.language.abbreviations.get(match[1].lower(), ())
    if scan.shouting or any(entry.written.lower() == f"{match[1].lower()}." for entry in known):
        return None  # "NO.5"
    return f"{letters.verbalise(match[1], scan.language)} {scan.language.numbers.cardinal(int(match[2]))}"


@code("([A-Z][0-9][A-Z])[ \u00a0]([0-9]X[0-9])(?![\\w-])", "fr")
@shapes("A0A")
def postal(scan: Scan, match: re.Match[str]) -> str:
    """A postal code with an X between its last figures, which is no sign of multiplication: "G7H 5X4"."""
    return " ".join(letters.verbalise(half, scan.language) for half in match.groups())


@code("((?:19|20)[0-9]{2})-([1-9][0-9]{0,2})(?![\\w-]|[.,/]?[0-9])", "fr")
@shapes("0-0")
def of_year(scan: Scan, match: re.Match[str]) -> str | None:
    """A file that has the number of its year before its own: "réf. 2026-118"."""
    if not is_announced(scan):
        return None
    return ", ".join(scan.language.numbers.cardinal(int(number)) for number in match.groups())


@code("(DORS|TR)/([0-9]{2,4})-([1-9][0-9]{0,2})(?![\\w-])", "fr")
@shapes("A/0")
def statutory(scan: Scan, match: re.Match[str]) -> str:
    """A regulation of Canada by its year and number: "DORS/88-58"."""
    name = match[1].capitalize() if len(match[1]) > 2 else letters.verbalise(match[1], scan.language)
    return f"{name} {', '.join(scan.language.numbers.cardinal(int(number)) for number in match.groups()[1:])}"

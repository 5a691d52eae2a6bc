"""What only German writes so: ranks behind nouns, pages and those behind them, stars of hotels, groups of digits."""

from __future__ import annotations

from frontend.normalize import digit_strings
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan

_RANKED = regex(r"([A-ZÄÖÜ][a-zäöü]{0,16}(?:abellen|listen|ahres|ruppen|schafts))-([0-9]{1,3})\.(?=[ ,;)\n]|$)")
_FOLLOWED = regex(r"([1-9][0-9]{0,4})(ff?)(?:\.(?= [a-zäöü(]))?(?![\w])")
_STARS = regex(r"([1-5])\*(?:-(?=[A-ZÄÖÜ])|(?![\w*]))")
_DIMENSIONS = regex("[BHTLD](?: ?[x×] ?[BHTLD]){1,2}(?![\\w])")
_GROUPS = regex("[0-9]{1,6}(?:-[0-9]{1,6}){2,5}(?![0-9]|[-/.,][0-9])")
_POSTCODE = regex("[0-9]{2} [0-9]{2}[1-9](?= [A-ZÄÖÜ][a-zäöüß]{2})")
_FILED = regex("([1-9][0-9]{3,4})/([0-9]{2})(?![0-9/])")
_REGISTER = regex("(?:[0-9]{1,3}|[IVX]{1,5}) [A-Z][A-Za-z]{0,3} $")
_BEFORE_TOWN = frozenset(("in", ",", "nach", "aus", ":", "\n", ""))
_PARAGRAPHS = frozenset(("rn.", "rz.", "§§"))
_LODGING_REACH = 8


def recognise(scan: Scan, position: int) -> Reading | None:
    """One of them at `position`."""
    if scan.language.tag != "de-DE":
        return None
    return (
        _rank(scan, position)
        or _following(scan, position)
        or _stars(scan, position)
        or _dimensions(scan, position)
        or _groups(scan, position)
        or _postcode(scan, position)
        or _filed(scan, position)
    )


def _rank(scan: Scan, position: int) -> Reading | None:
    """A rank behind a noun: "der Tabellen-3.", "beim Weltranglisten-5."."""
    match = _RANKED.match(scan.text, position)
    form = scan.language.ordinal_form(scan, match.start(2), match.end(), ".") if match else None
    if not match or not form:
        return None
    return Reading(match.end(), f"{match[1]} {scan.language.numbers.ordinal(int(match[2]), form)}")


def _following(scan: Scan, position: int) -> Reading | None:
    """A page or paragraph and those behind it, without a space: "S. 201ff", "§ 433ff."."""
    match = _FOLLOWED.match(scan.text, position)
    if not match or not (scan.left() in scan.language.cues["enumerated"] or scan.left() in _PARAGRAPHS):
        return None
    return Reading(match.end(), f"{scan.language.numbers.cardinal(int(match[1]))} folgende")


def _groups(scan: Scan, position: int) -> Reading | None:
    """Groups of digits behind a word that announces them: "Art.-Nr. 77-410-2"."""
    match = _GROUPS.match(scan.text, position)
    if not match or not digit_strings.is_announced(scan):
        return None
    return Reading(match.end(), digit_strings.verbalise(match.group(), scan.language))


def _postcode(scan: Scan, position: int) -> Reading | None:
    """A postcode with a space before the name of its town: "Abholung in 44 137 Dortmund"."""
    match = _POSTCODE.match(scan.text, position)
    town = scan.word_after(match.end()) if match else ""
    if not match or scan.left() not in _BEFORE_TOWN or not scan.language.is_town(town):
        return None
    return Reading(match.end(), scan.language.digits(match.group()))


def _filed(scan: Scan, position: int) -> Reading | None:
    """The number and year of a case behind its register: "Az. 4 K 1123/24"."""
    match = _FILED.match(scan.text, position)
    if not match or not _REGISTER.search(scan.text[max(0, position - 14) : position]):
        return None
    number, year = (scan.language.numbers.cardinal(int(part)) for part in match.groups())
    return Reading(match.end(), f"{number} {scan.language.words['slash']} {year}")


def _dimensions(scan: Scan, position: int) -> Reading | None:
    """The letters of length, breadth and height: "Maße (L x B x H)"."""
    match = _DIMENSIONS.match(scan.text, position)
    if not match:
        return None
    letters = (letter for letter in match.group() if letter.isupper())
    return Reading(match.end(), f" {scan.language.words['by']} ".join(letters))


def _stars(scan: Scan, position: int) -> Reading | None:
    """The stars of a hotel: "Hotel Post (4*)", "ein 5*-Haus"."""
    match = _STARS.match(scan.text, position)
    lodging = scan.language.cues["lodging"]
    if not match or not (match.group()[-1] == "-" or not lodging.isdisjoint(scan.lefts(_LODGING_REACH))):
        return None
    count = scan.language.numbers.cardinal(int(match[1]))
    return Reading(match.end(), "ein Stern" if match[1] == "1" else f"{count} Sterne")

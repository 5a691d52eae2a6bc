"""Codes that only German writes so: ranks behind nouns, pages and those behind them, stars of hotels, files, quarters.

Like the formats of `codes`, among which they are asked first.
"""

from __future__ import annotations

import re

from frontend.normalize import german_lists
from frontend.normalize.codes.formats import code
from frontend.normalize.numeric import digit_strings
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Scan
from frontend.normalize.shapes import shapes
from frontend.tables import word_set

_REGISTER = regex("(?:[0-9]{1,3}|[IVX]{1,5}) [A-Z][A-Za-z]{0,3} $")
_BEFORE_TOWN = frozenset(("in", ",", "nach", "aus", ":", ";", "\n", ""))
_NEIGHBOURS = (
    "Wien|Graz|Linz|Salzburg|Innsbruck|Klagenfurt|Villach|Wels|Steyr|Leoben|Bregenz|Dornbirn|Feldkirch|Zürich|"
    "Bern|Basel|Luzern|Genf|Lausanne|Winterthur|St[.] Gallen|Zug|Chur|Aarau|Thun|Biel|Lugano|St[.] Pölten|Vaduz"
)
_HOURS = frozenset(("std", "h", "stunde", "stunden", "min", "minuten", "minute"))
_PARTS = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4)}
_PARAGRAPHS = frozenset(("rn.", "rz.", "§§"))
_ARTICLES = frozenset(("art.", "artikel", "nr.", "nummer", "best.", "modell", "mod."))
_ARTICLES_OF_NOUNS = word_set(
    "der die das dem den des ein eine einen einem einer vom zum zur mein dein sein ihr unser kein meine deine seine "
    "ihre unsere keine meinen deinen seinen ihren unseren keinen"
)
_WEEKS = frozenset(("kw", "kalenderwoche", "woche"))
_LODGING_REACH = 8
_NUCLIDES = (
    "Cs|Sr|Pu|Ra|Am|Xe|Th|Po|Tc|Ru|Ir|Kr|Np|Rn|Lu|Uran|Plutonium|C[aä]sium|[JI]od|Strontium|Radium|Thorium|Americium"
    "|Polonium|Xenon|Technetium|Kohlenstoff|[CK]obalt|Radon|Lutetium|Actinium|Kalium"
)
_SYMBOL = 2
"""Letters of the symbol of an element."""
_CARDS = frozenset(("visa", "mastercard", "maestro", "amex", "girocard", "ec", "karte", "kreditkarte"))


@code(r"([A-ZÄÖÜ][a-zäöü]{0,16}(?:abellen|listen|ahres|ruppen|schafts))-([0-9]{1,3})\.(?=[ ,;)\n]|$)", "de")
@shapes("A-0")
def rank(scan: Scan, match: re.Match[str]) -> str | None:
    """A rank behind a noun: "der Tabellen-3.", "beim Weltranglisten-5."."""
    form = scan.language.ordinal_form(scan, match.start(2), match.end(), ".")
    return f"{match[1]} {scan.language.numbers.ordinal(int(match[2]), form)}" if form else None


@code(r"([1-9][0-9]{0,4})(ff?)(?:\.(?= [a-zäöü(]))?(?![\w])", "de")
@shapes("0a")
def following(scan: Scan, match: re.Match[str]) -> str | None:
    """A page or paragraph and those behind it, without a space: "S. 201ff", "§ 433ff."."""
    numbered = scan.left() in scan.language.cues["enumerated"] or scan.left() in _PARAGRAPHS
    return f"{scan.language.numbers.cardinal(int(match[1]))} folgende" if numbered else None


@code(f"({_NUCLIDES})-([1-9][0-9]{{0,2}})(?![\\w/-]|[.,][0-9])", "de")
@shapes("A-0")
def isotope(scan: Scan, match: re.Match[str]) -> str | None:
    """An isotope of an element: "Cs-137", "Uran-235"."""
    name = match[1] if len(match[1]) > _SYMBOL else " ".join(match[1].upper())
    return f"{name} {scan.language.numbers.cardinal(int(match[2]))}"


@code("([A-Z]{3})/([A-Z]{3})(?=:? (?:bei |steht |auf )?[0-9]{1,3},[0-9])", "de")
@shapes("A/")
def exchange(scan: Scan, match: re.Match[str]) -> str | None:
    """Two currencies before the rate of exchange: "EUR/USD 1,0874"."""
    pair = [scan.language.currencies.get(name) for name in match.groups()]
    return f" {scan.language.words['ratio']} ".join(side.unit.plural for side in pair if side) if all(pair) else None


@code(r"([0-9]{1,4}-[0-9]{2,4}(?: [0-9]{2,4}){1,4}) ([A-Z])(?![\w-])", "de")
@shapes("0-")
def policy(scan: Scan, match: re.Match[str]) -> str | None:
    """The number of a contract with a letter, where one is announced: "Police 83-114 207 L"."""
    if not digit_strings.is_announced(scan):
        return None
    groups = match[1].replace("-", " ").split()
    return f"{', '.join(scan.language.digits(group) for group in groups)} {match[2]}"


@code(r"([0-9]{2})\.([0-9]{2})\.(00[0-9]{2})(?![\w]|[.,][0-9])", "de")
@shapes("0.0")
def item(scan: Scan, match: re.Match[str]) -> str | None:
    """An item of a tender, which is no date: "Pos. 01.02.0030"."""
    return f" {scan.language.words['dot']} ".join(scan.language.digits(part) for part in match.groups())


@code(
    "([2-9]|[1-9][0-9])\\.-((?:best|größt|höchst|längst|ältest|jüngst|meist|schnellst|letzt|stärkst|kleinst)e[mnrs]?)",
    "de",
)
@shapes("0.-")
def ranked_superlative(scan: Scan, match: re.Match[str]) -> str:
    """A superlative with its rank: "die 3.-beste Zeit"."""
    return f"{scan.language.numbers.ordinal(int(match[1])).removesuffix('e')}{match[2]}"


@code(r"v([0-9]{1,3}(?:\.[0-9]{1,4}){1,3})(?![\w]|\.[0-9])", "de")
@shapes("a0.")
def version(scan: Scan, match: re.Match[str]) -> str | None:
    """A version by its letter: "ab v2.4", "Version v3.10.1"."""
    numbers = " Punkt ".join(scan.language.numbers.cardinal(int(part)) for part in match[1].split("."))
    return numbers if scan.left() == "version" else f"Version {numbers}"


@code("([1-9][0-9]{2})([a-z])(?![\\w-])", "de")
@shapes("0a")
def lettered(scan: Scan, match: re.Match[str]) -> str | None:
    """The number of a house, a page or a room with a letter: "Lindenweg 112a"."""
    unit = match[2] in scan.language.units and scan.left() not in scan.language.cues["enumerated"]
    street = scan.left().endswith((*scan.language.street_endings, "str.", "pl."))
    law = scan.text.startswith((" Abs.", " BGB", " StGB", " ZPO", " EStG", " AO"), match.end())
    if digit_strings.is_announced(scan) or (unit and not street and not law):
        return None
    return f"{scan.language.numbers.cardinal(int(match[1]))} {match[2].upper()}"


@code("([a-h])[-–]([b-z])(?![\\w-])", "de")
@shapes("a-", "a–")
def letters_to(scan: Scan, match: re.Match[str]) -> str | None:
    """From one letter to another behind a number: "Aufgabe 3 a–c"."""
    numbered = scan.left()[-1:].isdecimal() and scan.character(match.start() - 1) == " " and match[1] < match[2]
    return f"{match[1].upper()} {scan.language.words['to']} {match[2].upper()}" if numbered else None


@code("([1-9][0-9]?)([xX×G])(?=[0-9]{1,3}(?:,[0-9]{1,2})? ?mm(?:²|2(?![0-9])))", "de")
@shapes("0a", "0A", "0×")
def cores(scan: Scan, match: re.Match[str]) -> str | None:
    """The wires of a cable before what each has: "NYM-J 3x1,5 mm²", "5G2,5 mm²"."""
    joint = "G" if match[2] == "G" else scan.language.words["times"]
    return f"{scan.language.numbers.cardinal(int(match[1]))} {joint}"


@code("([0-9]{4})(?= (?:EUR|€) ?[0-9]{1,4}(?:,[0-9]{2})?(?![0-9]))", "de")
@shapes("0 A", "0 €")
def card(scan: Scan, match: re.Match[str]) -> str | None:
    """The last figures of a card before what was paid with it: "VISA 4821 EUR 23,90"."""
    return f"{scan.language.digits(match[1])}," if scan.left() in _CARDS else None


@code(r"([1-5])\*(?:-(?=[A-ZÄÖÜ])|(?![\w*]))", "de")
@shapes("0*")
def stars(scan: Scan, match: re.Match[str]) -> str | None:
    """The stars of a hotel: "Hotel Post (4*)", "ein 5*-Haus"."""
    lodging = scan.language.cues["lodging"]
    if match.group()[-1] != "-" and lodging.isdisjoint(scan.lefts(_LODGING_REACH)):
        return None
    return "ein Stern" if match[1] == "1" else f"{scan.language.numbers.cardinal(int(match[1]))} Sterne"


@code("[BHTLD](?: ?[x×] ?[BHTLD]){1,2}(?![\\w])", "de")
@shapes("A")
def dimensions(scan: Scan, match: re.Match[str]) -> str | None:
    """The letters of length, breadth and height: "Maße (L x B x H)"."""
    letters = (letter for letter in match.group() if letter.isupper())
    return f" {scan.language.words['by']} ".join(letters)


@code("[A-ZÄÖÜ]{2,20}(?![\\w.&/'-])", "de")
@shapes("A")
def behind_article(scan: Scan, match: re.Match[str]) -> str | None:
    """A noun in capitals that is another word in small letters ("der WEG"), or letters that are a word only without an
    article ("der AN")."""
    word, language = match.group(), scan.language
    known = word.lower() in language.word_ranks and word not in language.acronyms
    if not known or scan.shouting or scan.left() not in _ARTICLES_OF_NOUNS:
        return None
    if len(word) <= len("SMS") and word.lower() not in language.capital_words:
        return None
    if len(word) == len("AN"):
        return " ".join(word)
    noun = word.capitalize()
    return noun if word.lower() in language.nouns or german_lists.is_entry(language.tag, noun) else None


@code("[0-9]{1,6}(?:-[0-9]{1,6}){2,5}(?![0-9]|[-/.,][0-9])", "de")
@shapes("0-0")
def groups(scan: Scan, match: re.Match[str]) -> str | None:
    """Groups of digits behind a word that announces them: "Art.-Nr. 77-410-2"."""
    return digit_strings.verbalise(match.group(), scan.language) if digit_strings.is_announced(scan) else None


@code("[0-9]{1,3}-[0-9]{3,6}(?![0-9]|[-/.,][0-9])", "de")
@shapes("0-0")
def article(scan: Scan, match: re.Match[str]) -> str | None:
    """The number of an article, no range: "Art. 88-2231", but "Art. 88-91"."""
    first, _, last = match.group().partition("-")
    named = scan.left() in _ARTICLES and len(last) > len(first) + 1
    return digit_strings.verbalise(match.group(), scan.language) if named else None


@code("[0-9]{2} [0-9]{2}[1-9](?= [A-ZÄÖÜ][a-zäöüß]{2})", "de")
@shapes("0 0")
def postcode(scan: Scan, match: re.Match[str]) -> str | None:
    """A postcode with a space before the name of its town: "Abholung in 44 137 Dortmund"."""
    town = scan.language.is_town(scan.word_after(match.end()))
    return scan.language.digits(match.group()) if town and scan.left() in _BEFORE_TOWN else None


@code("0([1-9])(?= ?(?:Min|min|Sek|sek|s|m)(?![\\w]))", "de")
@shapes("0 a", "0 A", "0a", "0A")
def padded_minutes(scan: Scan, match: re.Match[str]) -> str | None:
    """Minutes with a zero in front behind hours: "1 Std. 05 Min."."""
    timed = scan.left().rstrip(".").rpartition(" ")[2] in _HOURS
    return scan.language.numbers.cardinal(int(match[1])) if timed else None


@code("([1-9][0-9]?) ?[-–] ?([1-9][0-9]?)([½¼¾])", "de")
@shapes("0-0", "0–0", "0 -", "0 –")
def to_half(scan: Scan, match: re.Match[str]) -> str | None:
    """A range that ends with a part: "1–1½ Std."."""
    language = scan.language
    part = language.fraction(int(match[2]), *_PARTS[match[3]])
    return f"{language.numbers.cardinal(int(match[1]))} {language.words['to']} {part}" if part else None


@code(rf"[1-9][0-9]{{3}}(?= (?:{_NEIGHBOURS})(?![\w-]))", "de")
@shapes("0 A")
def neighbouring_postcode(scan: Scan, match: re.Match[str]) -> str | None:
    """A postcode of Austria or Switzerland before a large town: "1180 Wien"."""
    return scan.language.digits(match.group()) if scan.left() in _BEFORE_TOWN else None


@code("D-[A-Z]{4}(?![\\w-])", "de")
@shapes("A-A")
def aircraft(scan: Scan, match: re.Match[str]) -> str | None:
    """The registration of an aircraft: "D-AIMA"."""
    return " ".join(match.group().replace("-", ""))


@code("[1-9][0-9]{0,2}(?: [–-] [1-9][0-9]{0,2}){2,8}(?! ?[=–-]|[0-9.,:/]+[0-9])", "de")
@shapes("0 -", "0 –")
def enumerated(scan: Scan, match: re.Match[str]) -> str | None:
    """Numbers with dashes between, no ranges: "Lottozahlen 4 – 17 – 23"."""
    numbers = re.findall("[0-9]+", match.group())
    return ", ".join(scan.language.numbers.cardinal(int(number)) for number in numbers)


@code("([1-9][0-9]{0,4})/((?:19|20)?[0-9]{2})(?![0-9/])", "de")
@shapes("0/0")
def filed(scan: Scan, match: re.Match[str]) -> str | None:
    """The number and year of a case or a deed: "Az. 4 K 1123/24", "UR-Nr. 1244/2021"."""
    registered = _REGISTER.search(scan.text[max(0, match.start() - 14) : match.start()]) is not None
    if not registered and not scan.left().endswith(("nr.", "nr", "nummer")):
        return None
    cardinal = scan.language.numbers.cardinal
    number, year = cardinal(int(match[1])), match[2]
    year = scan.language.digits(year) if year[0] == "0" else cardinal(int(year))  # "121/08"
    return f"{number} {scan.language.words['slash']} {year}"


@code("([QH])([1-4])/((?:20)?[0-9]{2})(?![0-9/])", "de")
@shapes("A0/")
def quarter(scan: Scan, match: re.Match[str]) -> str | None:
    """A quarter or half of a year: "Q3/2025", "H1/26"."""
    cardinal = scan.language.numbers.cardinal
    return f"{match[1]} {cardinal(int(match[2]))} {cardinal(int(match[3]))}"


@code("([1-9][0-9]?)/(20[0-9]{2})(?![0-9/])", "de")
@shapes("0/0")
def week(scan: Scan, match: re.Match[str]) -> str | None:
    """A week of a year: "KW 12/2026"."""
    cardinal = scan.language.numbers.cardinal
    return f"{cardinal(int(match[1]))} {cardinal(int(match[2]))}" if scan.left() in _WEEKS else None

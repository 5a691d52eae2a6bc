"""Codes that only English has: postcodes, exits, forces of the wind, moves at chess, branches of programs."""

from __future__ import annotations

import re
from itertools import takewhile

from frontend.normalize.codes import letters, serials
from frontend.normalize.codes.addresses import directions_of
from frontend.normalize.codes.chess import in_game
from frontend.normalize.codes.formats import code, is_goods, slashed
from frontend.normalize.numeric import digit_strings
from frontend.normalize.numeric.roman_forms import value_of
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Scan
from frontend.normalize.shapes import shapes
from frontend.tables import word_set

_CAMEL_PARTS = regex("[A-Z]?[a-z]+")
_COMMON = 1000
"""A word of so low a rank is no airport: "They arrive NOW 10:30"."""
_OTHER_CODE = regex("(?:dep|arr|leav|from|to)[a-z.]{0,6} [A-Z]{3}(?![A-Za-z])")
_CODE_REACH = 60
_FLOWN = word_set("dep arr depart departs departing arrive arrives arriving")
_PIECES = {"K": "king", "Q": "queen", "R": "rook", "B": "bishop", "N": "knight"}
_CHECKS = {"": "", "+": "check", "#": "checkmate"}
_BEFORE_VARIABLE = word_set(
    "for and the let axis value find where that when variable ray rays solve plot given unknown"
)
"""Words before the letter of a variable."""
_LETTERED = word_set("cell grid column square key note vitamin item question part option pawn")
"""Words before the letter and the number of a place."""
_TAX_REACH = 10
"""So many words before a code, one may say that it is one of taxes."""
_FIRST_ITEM = regex(r":[ \n]1\. ")
_LIST_REACH = 1000
_ITEM_REACH = 120
"""So many characters around the number of an item, the next or last one stands."""
_WORDS = regex("[a-z]+")
_KNITTING = 2
"""So many words of knitting stand around stitches."""
_SURNAME = 5
"""So many characters of a licence are of the name, filled up with nines."""
_HURRICANE = 12
"""The highest force of a wind."""


@code("([A-Z]{1,2})([0-9]{1,2})([A-Z]?) ([0-9][A-Z]{2})(?![A-Za-z0-9])", "en-GB")
@shapes("A0 ", "A0A")
def postcode(scan: Scan, match: re.Match[str]) -> str | None:
    """A British postcode: "EC2V 6AU"."""
    area, district, letter, rest = match.groups()
    spoken = (
        " ".join(area),
        serials.digits_in(district, scan.language),
        letter,
        letters.verbalise(rest, scan.language),
    )
    return " ".join(part for part in spoken if part)


@code("([A-Z]{2,5})(9{0,3}) ?([0-9]{6}) ?([A-Z][A-Z9] ?[0-9A-Z]{2,3})(?![A-Za-z0-9])", "en-GB")
@shapes("A0", "A 0")
def driver(scan: Scan, match: re.Match[str]) -> str | None:
    """The number of a British driving licence: "JONES 801120 J99XX"."""
    if len(match[1]) + len(match[2]) != _SURNAME:
        return None
    return ", ".join(letters.verbalise(part, scan.language) for part in match.groups() if part)


@code("(U2|W[469]|B6|F9|G4|9W|4U|3K|7C|X3|D[78]) ?([1-9][0-9]{2,3})(?= (?:[A-Z]{3}(?![A-Za-z])|to |from ))", "en")
@shapes("A0", "0A")
def budget_flight(scan: Scan, match: re.Match[str]) -> str | None:
    """A flight of an airline whose code has a digit, before its airport: "W9 5412 LTN-OTP"."""
    return f"{letters.verbalise(match[1], scan.language)} {scan.language.digits(match[2])}"


@code("([1-9][0-9]{2})([dei])(?![A-Za-z0-9])", "en")
@shapes("0a")
def motor(scan: Scan, match: re.Match[str]) -> str | None:
    """The model of a car behind its make: "BMW 320d"."""
    make = scan.left() in scan.language.cues["makes of cars"]
    return f"{scan.language.paired(match[1])} {match[2].upper()}" if make else None


@code(
    "c(?:(1[0-9]{3}|20[0-9]{2})(?![0-9A-Za-z]|[.,:/–-][0-9])|"
    "(?=[0-9]{2,3}(?![0-9A-Za-z,]|[.:/-][0-9])|[0-9]{1,3},[0-9]{3}|[12][0-9]{3}[–-][0-9]|~?£))",
    "en-GB",
)
@shapes("a0", "a£", "a~")
def circa(scan: Scan, match: re.Match[str]) -> str | None:
    """Before a year or an amount that is not exact: "c1850", "c£40k", but "cell c12"."""
    alone = scan.character(match.start() - 1) in ("", " ", "(")
    if not alone or scan.left() in scan.language.cues["places"] | _LETTERED:
        return None
    return f"circa {scan.language.numbers.year(int(match[1]))}" if match[1] else "circa"


@code("([0-9]{1,2})(st|nd|rd|th)C(?![A-Za-z])", "en")
@shapes("0a")
def century(scan: Scan, match: re.Match[str]) -> str | None:
    """A century in short: "an 18thC house"."""
    return f"{scan.language.numbers.ordinal(int(match[1]))} century"


@code(r"([AM])([1-9][0-9]{0,3})\(M\)", "en-GB")
@shapes("A0(")
def motorway(scan: Scan, match: re.Match[str]) -> str | None:
    """A road of which a part is a motorway: "A1(M)"."""
    return f"{match[1]} {serials.digits_in(match[2], scan.language)} M"


@code("S([0-9]{1,2}):E([0-9]{1,3})(?![A-Za-z0-9])", "en")
@shapes("A0:")
def episode(scan: Scan, match: re.Match[str]) -> str | None:
    """A part of a series: "S3:E12"."""
    season, part = (scan.language.numbers.cardinal(int(number)) for number in match.groups())
    return f"season {season}, episode {part}"


@code("(O[0-9]{1,3}):([HK][0-9]{1,3})(?![0-9A-Za-z:])", "en")
@shapes("A0:")
def serotype(scan: Scan, match: re.Match[str]) -> str | None:
    """A kind of a bacterium, by two of its antigens: "E. coli O157:H7"."""
    return " ".join(f"{part[0]} {scan.language.model_number(part[1:])}" for part in match.groups())


@code("([A-Z]{1,2})([1-9][0-9]{0,4}):([A-Z]{1,2})([1-9][0-9]{0,4})(?![0-9A-Za-z:])", "en")
@shapes("A0:")
def cells(scan: Scan, match: re.Match[str]) -> str | None:
    """From one cell of a table to another: "B2:F40"."""
    cardinal, to = scan.language.numbers.cardinal, scan.language.words["to"]
    first, last = f"{' '.join(match[1])} {cardinal(int(match[2]))}", f"{' '.join(match[3])} {cardinal(int(match[4]))}"
    return f"{first} {to} {last}"


@code("T[-−–]([1-9][0-9]{0,2}) ?(?=(?:hrs?|h|mins?|days?|hours?|minutes?|weeks?|wks?)(?![A-Za-z]))", "en")
@shapes("A-0", "A−0", "A–0")
def before_start(scan: Scan, match: re.Match[str]) -> str | None:
    """So long before something starts: "check in from T-48hrs"."""
    return f"T {scan.language.words['minus']} {scan.language.numbers.cardinal(int(match[1]))}"


@code("([A-Z]{3})(?= (?:(?:at |@ ?)?[0-9]{1,2}[:.]?[0-9]{2}|[-–→]))", "en")
@shapes("A ")
def airport(scan: Scan, match: re.Match[str]) -> str | None:
    """The code of an airport in a timetable, be it a word or not: "Arr. DEN 8:52a"."""
    code = match[1].lower()
    common = scan.language.word_ranks.get(code, _COMMON) < _COMMON and not _coded_before(scan, match.start())
    common = common or code in scan.language.weekdays
    return " ".join(match[1]) if scan.left().rstrip(".") in _FLOWN and not common else None


def _coded_before(scan: Scan, position: int) -> bool:
    """Whether another code of three capitals stands on the line before: "departs NYP 8:00, arrives WAS 10:54"."""
    begin = scan.text.rfind("\n", 0, position) + 1
    return _OTHER_CODE.search(scan.text, max(begin, position - _CODE_REACH), position) is not None


@code("[a-z]{2,20}(?:[A-Z][a-z]{1,20}){1,5}(?![A-Za-z0-9])", "en")
@shapes("a")
def camel(scan: Scan, match: re.Match[str]) -> str | None:
    """A name in a program that begins with a word: "useState", "getElementById"."""
    parts = _CAMEL_PARTS.findall(match.group())
    whole = not scan.character(match.start() - 1).isalnum() and parts[0] in scan.language.word_ranks
    return " ".join(_part_of_name(part, scan) for part in parts) if whole else None


def _part_of_name(part: str, scan: Scan) -> str:
    """A word of the name of a function, or the letters of an acronym that is no word: "Url", "Id"."""
    spelled = part != part.lower() and scan.language.acronyms.get(part.upper()) == "letters"
    word = part.lower() in scan.language.word_ranks and len(part) > len("Id")
    return " ".join(part.upper()) if spelled and not word else part.lower()


@code(r"v([0-9]{1,3}(?:\.[0-9]{1,3}){0,2})\.x(?![A-Za-z0-9])", "en")
@shapes("a0")
def any_release(scan: Scan, match: re.Match[str]) -> str | None:
    """All releases of a version: "v20.x"."""
    point = f" {scan.language.words['point']} "
    return f"version {point.join(serials.digits_in(part, scan.language) for part in match[1].split('.'))}{point}X"


@code("([1-9][0-9]{0,5})-?ish(?![A-Za-z0-9])", "en")
@shapes("0a", "0-a")
def about(scan: Scan, match: re.Match[str]) -> str | None:
    """A number that is not exact: "weighs 130ish"."""
    return f"{scan.language.numbers.cardinal(int(match[1]))}-ish"


@code("x (?=[1-9][0-9]{0,2}(?![\\w]|[.,][0-9]|[-/:x×]))", "en")
@shapes("a 0")
def times(scan: Scan, match: re.Match[str]) -> str | None:
    """Between what is counted or paid and how often: "£1.75 fee x 4 = £7", but "solve for x 4 times"."""
    left = scan.left()
    counted = len(left) > 2 and left.isalpha() and left not in _BEFORE_VARIABLE
    return scan.language.words["times"] if counted and scan.character(match.start() - 1) == " " else None


@code("x([0-9]{4,5}|[1-9][0-9][1-9])(?![0-9A-Za-z]|[-/.][0-9])", "en")
@shapes("a0")
def extension(scan: Scan, match: re.Match[str]) -> str | None:
    """Behind who is called, or the end of the number of an account: "the desk, x4410", "Acct. x4417"."""
    left = scan.left()
    if scan.character(match.start() - 1) not in (" ", "") or is_goods(scan, match.start()):
        return None
    if not left[-1:].isalpha() and left not in (",", "."):
        return None
    if "ending" in scan.lefts(2):
        return scan.language.digits(match[1])  # "card ending in x7702"
    key = "ending in" if left.rstrip(".") in scan.language.cues["charged"] else "extension"
    return f"{scan.language.words[key]} {scan.language.digits(match[1])}"


@code("K([-–])(1[0-2]|[1-9])(?![0-9A-Za-z])", "en")
@shapes("A–0", "A-0")
def grades(scan: Scan, match: re.Match[str]) -> str | None:
    """From kindergarten to a grade of school, with the dash of a range: "K–2 dismiss at 1:00", "grades K-5"."""
    if scan.left() == "vitamin" or (match[1] == "-" and scan.left() not in ("grades", "gr.", "grs.")):
        return None
    return f"K {scan.language.words['to']} {scan.language.numbers.cardinal(int(match[2]))}"


@code("([1-9][0-9]?)\\. (?=[\"']?[A-Za-z])", "en")
@shapes("0. ")
def item_of_line(scan: Scan, match: re.Match[str]) -> str | None:
    """The number of an item of a list in one line: "Words: 1. rhythm 2. queue 3. colonel"."""
    start, end, number = match.start(), match.end(), int(match[1])
    if scan.character(start - 1) != " " or scan.text[max(0, start - _ITEM_REACH) : start].rpartition("\n")[2].isspace():
        return None
    before = scan.text[max(0, start - _ITEM_REACH) : start]
    follows = f" {number - 1}. " in before and _FIRST_ITEM.search(scan.text, max(0, start - _LIST_REACH), start)
    first = number == 1 and scan.left() == ":" and " 2. " in scan.text[end : end + _ITEM_REACH]
    if not (follows or first) or "\n" in before.rpartition(f" {number - 1}. ")[2]:
        return None
    return f"; {scan.language.numbers.cardinal(number)},"


@code("(HT|H/T|FT|F/T):? ([0-9]{1,2})[-–]([0-9]{1,2})(?![0-9]|[-–/:.][0-9])", "en-GB")
@shapes("A:", "A/", "A 0")
def score_at(scan: Scan, match: re.Match[str]) -> str:
    """The score when half or all of a game was over: "HT: 0–1"."""
    when = "half-time" if match[1][0] == "H" else "full time"
    return f"{when}, {scan.language.score(int(match[2]), int(match[3]))}"


@code("([KkPp])([1-9][0-9]?)(?![0-9A-Za-z])", "en")
@shapes("A0", "a0")
def knitted(scan: Scan, match: re.Match[str]) -> str | None:
    """So many stitches: "work in K2, P2 rib"."""
    around = scan.text[max(0, match.start() - _ITEM_REACH) : match.end() + _ITEM_REACH].lower()
    if len(scan.language.cues["knitting"].intersection(_WORDS.findall(around))) < _KNITTING:
        return None
    return f"{'knit' if match[1] in 'Kk' else 'purl'} {scan.language.numbers.cardinal(int(match[2]))}"


@code("([1-9][0-9]{2,3})([LMNT])(?![A-Za-z0-9])", "en-GB")
@shapes("0A")
def tax_code(scan: Scan, match: re.Match[str]) -> str | None:
    """What one earns free of tax, as a code: "your tax code is 1257L"."""
    sentence = takewhile(lambda entry: entry not in (".", ";"), scan.lefts(_TAX_REACH))
    told = {"tax", "code"} <= {word.rstrip(":s") for word in sentence}
    return f"{scan.language.digits(match[1])} {match[2]}" if told else None


@code("([1-9][0-9]{2})([A-D])(?![A-Za-z0-9])", "en")
@shapes("0A")
def motorway_exit(scan: Scan, match: re.Match[str]) -> str | None:
    """The exit of a road: "exit 145B"."""
    return f"{scan.language.paired(match[1])} {match[2]}" if scan.left() in ("exit", "exits") else None


@code(r"[0-9]{4,8}/[0-9]{1,4}(?![0-9/])", "en")
@shapes("0/0")
def reference(scan: Scan, match: re.Match[str]) -> str | None:
    """An announced number with a slash: "ref: 8841/02"."""
    return slashed(scan, match.group()) if digit_strings.is_announced(scan) else None


@code(r"[0-9]{1,6}/[0-9]{4,8}(?:[-/][A-Z0-9]{1,3})?(?![0-9/])", "en")
@shapes("0/0")
def reference_of_year(scan: Scan, match: re.Match[str]) -> str | None:
    """An announced number behind a shorter one: "ref. 22/4471-C"."""
    return slashed(scan, match.group()) if digit_strings.is_announced(scan) else None


@code("([HNOST][A-HJ-Z]) ?([0-9]{2,5}) ([0-9]{2,5})(?![0-9])", "en-GB")
@shapes("A0 ", "A 0")
def map_reference(scan: Scan, match: re.Match[str]) -> str | None:
    """A reference of the Ordnance Survey: "NY 215 072"."""
    if len(match[2]) != len(match[3]):
        return None
    return ", ".join(letters.verbalise(part, scan.language) for part in match.groups())


@code("[0-9]{2,4}(?: [0-9]{2,4}){1,2}(?! ?[0-9]|[.,/-][0-9])", "en")
@shapes("0 0")
def registered(scan: Scan, match: re.Match[str]) -> str | None:
    """Groups of digits of a registration: "Gas Safe reg. 214 667"."""
    announced = scan.left().rstrip(".") in ("reg", "regd", "registered", "registration")
    return ", ".join(scan.language.digits(group) for group in match.group().split()) if announced else None


@code("FL ?([0-9]{2,3})(?![0-9A-Za-z-])", "en")
@shapes("A0", "A 0")
def flight_level(scan: Scan, match: re.Match[str]) -> str | None:
    """The level of a flight: "climb to FL350"."""
    return f"{scan.language.words['flight level']} {scan.language.digits(match[1])}"


@code("F(?:orce )?([0-9]{1,2})(?:[-–]([0-9]{1,2}))?(?![0-9A-Za-z-])", "en-GB")
@shapes("A0", "A 0")
def force(scan: Scan, match: re.Match[str]) -> str | None:
    """How strong a wind is: "SW'ly F5-6"."""
    left = scan.left().rstrip(".").removesuffix("'ly").removesuffix("ly")
    winds = scan.language.cues["winds"]
    windy = left in winds or left.upper() in directions_of(scan.language) or (left == "to" and scan.left(2) in winds)
    if not windy or int(match[1]) > _HURRICANE:
        return None
    last = f" {scan.language.words['to']} {scan.language.numbers.cardinal(int(match[2]))}" if match[2] else ""
    return f"force {scan.language.numbers.cardinal(int(match[1]))}{last}"


@code("(US|SR|CR|FM|IH)-([1-9][0-9]{0,2})(?![0-9A-Za-z-])", "en-US")
@shapes("A-0")
def road(scan: Scan, match: re.Match[str]) -> str | None:
    """An American road: "US-101"."""
    return f"{letters.verbalise(match[1], scan.language)} {scan.language.model_number(match[2])}"


@code("[Uu]-?([0-9]{1,2})(s?)(?![A-Za-z0-9])", "en")
@shapes("A0", "a0", "A-0", "a-0")
def under(scan: Scan, match: re.Match[str]) -> str | None:
    """Players under an age: "the England U21s", but "the U-6 rate"."""
    if not 4 < int(match[1]) < 31 or scan.word_after(match.end()) == "rate":
        return None
    spoken = f"under {scan.language.numbers.cardinal(int(match[1]))}"
    return scan.language.plural_of(spoken) if match[2] else spoken


@code("([KQRBN]?[a-h]?)(x?)([a-h])([1-8])([+#]?)(?![A-Za-z0-9+#])", "en")
@shapes("A0", "a0")
def chess(scan: Scan, match: re.Match[str]) -> str | None:
    """A piece that takes another one or gives check, in the record of a game any move: "14. Qxd5 exd5 15. Nf3"."""
    mover, takes, file, rank, check = match.groups()
    moves = mover[:1].isupper() and (check or in_game(scan, match))
    if not mover or not (takes or moves):
        return None
    by = " ".join(_PIECES.get(letter, letter.upper()) for letter in mover)
    square = f"{file.upper()} {scan.language.numbers.cardinal(int(rank))}"
    return " ".join(part for part in (by, "takes" if takes else "", square, _CHECKS[check]) if part)


@code(
    "(?=[IViv]{1,3}-[IViv]{1,3}-)((?:[Ii]{1,3}|[Ii]?[Vv]|[Vv][Ii]{1,2})(?:[-–](?:[Ii]{1,3}|[Ii]?[Vv]|[Vv][Ii]{1,2})){2,5})(?![\\w-])",
    "en",
)
@shapes("A-", "a-")
def chords(scan: Scan, match: re.Match[str]) -> str | None:
    """The chords of a piece of music: "play I-IV-V"."""
    steps = re.split("[-–]", match[1].upper())
    return " ".join(scan.language.numbers.cardinal(value_of(step)) for step in steps)


@code("(alpha|beta|rc|preview|dev|canary|next|nightly|snapshot)\\.([0-9]{1,4})(?![\\w.])", "en")
@shapes("a.0")
def prerelease(scan: Scan, match: re.Match[str]) -> str | None:
    """The number of what comes before a release: "2.0.0-beta.3"."""
    name = serials.letters_in(match[1], scan.language)
    return f"{name} {scan.language.decimal_words['.']} {scan.language.numbers.cardinal(int(match[2]))}"


@code("(7[0-9]7|[45]0[1-9])s(?![A-Za-z0-9])", "en")
@shapes("0a")
def many_of_a_model(scan: Scan, match: re.Match[str]) -> str | None:
    """Several aircraft or errors: "two 747s", "404s are logged"."""
    return scan.language.plural_of(scan.language.model_number(match[1]))


@code("Mk\\.? ?([IVX]{1,5})([a-e])(?![A-Za-z])", "en")
@shapes("A")
def mark(scan: Scan, match: re.Match[str]) -> str | None:
    """The mark of a machine with its variant: "the Spitfire Mk Vb"."""
    return f"Mark {scan.language.numbers.cardinal(value_of(match[1]))} {match[2].upper()}"


@code("([a-z]{2,12})/([0-9]{2,6})(?![\\w/%-]|[.,:][0-9])", "en")
@shapes("a/0")
def branch(scan: Scan, match: re.Match[str]) -> str | None:
    """A branch of a program or a path, no unit or month: "git checkout fix/1042"."""
    if match[1] in scan.language.units or match[1] in scan.language.months or scan.left()[-1:].isdecimal():
        return None
    return f"{match[1]} {scan.language.words['slash']} {scan.language.model_number(match[2])}"


@code("([A-G])([♯♭])(?![A-Za-z0-9])", "en")
@shapes("A♯", "A♭")
def note(scan: Scan, match: re.Match[str]) -> str | None:
    """A note of music: "in B♭ major", "F♯ min."."""
    return f"{match[1]} {'sharp' if match[2] == '♯' else 'flat'}"


@code(r"([A-Z])([0-9]{2})\.([0-9]{3,4})(?![\w.])", "en")
@shapes("A0.")
def disease(scan: Scan, match: re.Match[str]) -> str | None:
    """A code of the classification of diseases: "J45.909"."""
    point, tail = scan.language.decimal_words["."], scan.language.digits(match[3])
    return f"{match[1]} {serials.digits_in(match[2], scan.language)} {point} {tail}"


@code("([A-Z]{1,3}[0-9]{3,6})((?: [0-9]{3,6}){1,4})(?![\\w/.,-]*[0-9])", "en")
@shapes("A0 ")
def grouped_reference(scan: Scan, match: re.Match[str]) -> str | None:
    """Groups of an announced number, the first with letters: "ref. JD0002 4471"."""
    if not digit_strings.is_announced(scan):
        return None
    return ", ".join(letters.verbalise(group, scan.language) for group in match.group().split(" "))


@code("A[-–]Z(?![\\w-])", "en")
@shapes("A-A", "A–A")
def alphabet(scan: Scan, match: re.Match[str]) -> str | None:
    """The order of the alphabet: "sort A-Z"."""
    return f"A {scan.language.words['to']} Z"


@code("((?:[0-9]{1,3}\\.){2,3})([xX*])(?![\\w.])", "en")
@shapes("0.0")
def subnet(scan: Scan, match: re.Match[str]) -> str | None:
    """An address of the internet with its end left open: "192.168.1.x"."""
    dot = f" {scan.language.words['dot']} "
    parts = (serials.digits_in(part, scan.language) for part in match[1].strip(".").split("."))
    return dot.join((*parts, scan.language.words["star key"] if match[2] == "*" else "X"))

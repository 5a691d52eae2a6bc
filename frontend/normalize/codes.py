"""Codes that have a format of their own: postcodes, accounts, flights, roads, junctions, map references.

A code is a pattern and one small function that explains itself and says what matched, for all languages or for those
that it names; the first that answers is used. What no format fits is a `serials` word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from frontend.normalize import digit_strings, letters, serials
from frontend.normalize.addresses import directions_of
from frontend.normalize.maths import in_equation
from frontend.normalize.patterns import regex
from frontend.normalize.romans import value_of
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.values import Number

_SPANNED = frozenset(("J", "Q", "P", "PO"))
"""Letters of junctions, quarters, pages and post towns, of which the second may be left out."""
_SPAN = 30
"""So far apart two junctions may be whose second has no letter."""
_RUNNERS = frozenset(("F", "M", "W", "V"))
_AGE_GROUPS = frozenset((4, 9))
"""Letters of age groups in a race and how many years one has: "F40-44"."""
_SEAT = 3
_SEATS = 10
"""Digits of the number of a seat in a theatre, and how many are sold at once: "G108-109"."""
_PIECES = {"K": "king", "Q": "queen", "R": "rook", "B": "bishop", "N": "knight"}
_CHECKS = {"": "", "+": "check", "#": "checkmate"}
_HURRICANE = 12
"""The highest force of a wind."""
_BANKS = frozenset(("bic", "swift", "swift-code", "swift/bic", "bic/swift"))
_PRODUCT = regex("[A-Za-z]?[a-z]+[A-Z][A-Za-z]*|[A-Za-z]*[0-9][A-Za-z0-9]*")

Saying = Callable[[Scan, re.Match[str]], "str | None"]
CODES: list[tuple[re.Pattern[str], Saying, tuple[str, ...]]] = []
"""Pattern, function and languages (tags or their first letters; none: all) in the order in which they are asked."""


def code(pattern: str, *languages: str) -> Callable[[Saying], Saying]:
    """Adds a format to `CODES`."""

    def add(saying: Saying) -> Saying:
        CODES.append((regex(pattern), saying, languages))
        return saying

    return add


@cache
def _codes_of(tag: str) -> tuple[tuple[re.Pattern[str], Saying], ...]:
    return tuple((pattern, say) for pattern, say, tags in CODES if not tags or tag in tags or tag[:2] in tags)


def recognise(scan: Scan, position: int) -> Reading | None:
    """A code that one of the formats fits."""
    for pattern, say in _codes_of(scan.language.tag):
        match = pattern.match(scan.text, position)
        spoken = say(scan, match) if match else None
        if match and spoken is not None:
            return scan.with_genitive(Reading(match.end(), spoken))
    return None


def _spelled(scan: Scan, text: str, size: int) -> str:
    """Characters one by one in groups of `size`."""
    groups = (text[start : start + size] for start in range(0, len(text), size))
    return ", ".join(letters.verbalise(group, scan.language) for group in groups)


def _is_goods(scan: Scan, position: int) -> bool:
    """Whether a plural or the name of a product stands before ("batteries x144", "iPhone x256")."""
    word = scan.text[:position].rstrip().rpartition(" ")[2]
    return (word.islower() and word.endswith("s")) or _PRODUCT.fullmatch(word) is not None


@code("([A-Z]{1,2})([0-9]{1,2})([A-Z]?) ([0-9][A-Z]{2})(?![A-Za-z0-9])", "en-GB")
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


@code("([1-9][0-9]{0,5})-?ish(?![A-Za-z0-9])", "en")
def about(scan: Scan, match: re.Match[str]) -> str | None:
    """A number that is not exact: "weighs 130ish"."""
    return f"{scan.language.numbers.cardinal(int(match[1]))}-ish"


@code("x([0-9]{4,5}|[1-9][0-9][1-9])(?![0-9A-Za-z]|[-/.][0-9])", "en")
def extension(scan: Scan, match: re.Match[str]) -> str | None:
    """Behind who is called, or the end of the number of an account: "the desk, x4410", "Acct. x4417"."""
    left = scan.left()
    if scan.character(match.start() - 1) not in (" ", "") or _is_goods(scan, match.start()):
        return None
    if not left[-1:].isalpha() and left not in (",", "."):
        return None
    key = "ending in" if left.rstrip(".") in scan.language.cues["charged"] else "extension"
    return f"{scan.language.words[key]} {scan.language.digits(match[1])}"


@code("x([1-9][0-9]{0,3})(?![0-9A-Za-z]|[-/.^][0-9]| ?[=+])", "en", "fr")
def so_many(scan: Scan, match: re.Match[str]) -> str | None:
    """So many of what stands before: "AirPods x40", "0.5 mL IM x1"."""
    spaced = scan.character(match.start() - 1) == " " and scan.left()[-1:].isalnum() and len(scan.left()) > 1
    if not spaced or in_equation(scan, match.start()):
        return None
    return f"{scan.language.words['times']} {scan.language.numbers.cardinal(int(match[1]))}"


@code("([1-9][0-9]{2})([A-D])(?![A-Za-z0-9])", "en")
def motorway_exit(scan: Scan, match: re.Match[str]) -> str | None:
    """The exit of a road: "exit 145B"."""
    return f"{scan.language.paired(match[1])} {match[2]}" if scan.left() in ("exit", "exits") else None


@code("([1-9][0-9]{2,3})([a-z])(?![A-Za-z0-9-])")
def paragraph(scan: Scan, match: re.Match[str]) -> str | None:
    """The paragraph of a law, in German: "§ 573c", "Art. 12b"."""
    counted = scan.left() in scan.language.cues.get("enumerated", ())
    return f"{scan.language.numbers.cardinal(int(match[1]))} {match[2].upper()}" if counted else None


@code(
    "((?:[A-Z]{2})?[0-9]{0,6}|[X•*]{2,4})[-– ]?((?:[*•]{2,4}[-– ]?|[Xx]{3,4}[-– ]?){1,4})([0-9]{2,6})(?![\\w*])",
    "de",
    "es",
    "fr",
)
def masked(scan: Scan, match: re.Match[str]) -> str | None:
    """A number of which only the ends are shown: "DE71****4402", "XXXX-XXXX-9018"."""
    shown = (letters.verbalise(part, scan.language) for part in (match[1].strip("X•*"), match[3]) if part)
    return ", ".join(part for part in shown if part)


@code(r"([A-ZÄÖÜ][a-zäöü]{0,16}(?:abellen|listen|ahres|ruppen|schafts))-([0-9]{1,3})\.(?=[ ,;)\n]|$)", "de")
def ranked(scan: Scan, match: re.Match[str]) -> str | None:
    """A rank behind a noun: "der Tabellen-3.", "beim Weltranglisten-5."."""
    form = scan.language.ordinal_form(scan, match.start(2), match.end(), ".")
    return f"{match[1]} {scan.language.numbers.ordinal(int(match[2]), form)}" if form else None


@code(r"([1-9][0-9]{0,4})(ff?)(?:\.(?= [a-zäöü(]))?(?![\w])", "de")
def following_pages(scan: Scan, match: re.Match[str]) -> str | None:
    """A page or paragraph and those behind it, without a space: "S. 201ff", "§ 433ff."."""
    numbered = scan.left() in scan.language.cues["enumerated"] or scan.left() in ("rn.", "rz.", "§§")
    return f"{scan.language.numbers.cardinal(int(match[1]))} folgende" if numbered else None


@code(r"([1-5])\*(?:-(?=[A-ZÄÖÜ])|(?![\w*]))", "de")
def stars(scan: Scan, match: re.Match[str]) -> str | None:
    """The stars of a hotel: "Das Hotel (4*)", "ein 5*-Hotel"."""
    lodged = match.group()[-1] == "-" or not scan.language.cues["lodging"].isdisjoint(scan.lefts(8))
    count = scan.language.numbers.cardinal(int(match[1]))
    return f"{'ein Stern' if match[1] == '1' else f'{count} Sterne'}" if lodged else None


@code("([1-9][0-9]{0,2})([a-h])[-–]([b-z])(?![\\w-])", "de", "es", "fr")
def lettered(scan: Scan, match: re.Match[str]) -> str | None:
    """Items of one number: "Nr. 3a-c"."""
    if match[2] >= match[3]:
        return None
    number, to = scan.language.numbers.cardinal(int(match[1])), scan.language.words["to"]
    return f"{number} {match[2].upper()} {to} {match[3].upper()}"


@code(r"[vV]\.? ?(?=[0-9]{1,4}\.[0-9])(?![^ ]* ?[0-9.]+ ?(?:%|per|pc))")
def release(scan: Scan, match: re.Match[str]) -> str | None:
    """The letter in front of the number of a release: "v3.8"."""
    return scan.language.words["version"]


@code("(?:[0-9A-F]{2}[:-]){5}[0-9A-F]{2}(?![0-9A-Za-z:-])")
def hardware(scan: Scan, match: re.Match[str]) -> str | None:
    """The address of a network card: "00:1B:44:11:3A:B7"."""
    if match.group().replace("-", "").isdecimal():
        return None
    return ", ".join(letters.verbalise(pair, scan.language) for pair in re.split("[:-]", match.group()))


@code(r"[A-Z]{2}[0-9]{2}(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3}(?![\w]))?(?![A-Za-z0-9])")
def account(scan: Scan, match: re.Match[str]) -> str | None:
    """An IBAN in groups: "DE89 3704 0044 0532 0130 00"."""
    return ", ".join(letters.verbalise(group, scan.language) for group in match.group().split(" "))


@code("[A-Z]{2}[0-9]{2}(?=[A-Z]{0,6}[0-9])[A-Z0-9]{11,30}(?![A-Za-z0-9])")
def account_in_one(scan: Scan, match: re.Match[str]) -> str | None:
    """An IBAN without groups: "DE89370400440532013000"."""
    return _spelled(scan, match.group(), 4)


@code("[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![A-Za-z0-9])")
def bank(scan: Scan, match: re.Match[str]) -> str | None:
    """The code of a bank: "BIC COKSDE33XXX"."""
    announced = not _BANKS.isdisjoint(entry.strip(":.") for entry in scan.lefts(4))
    return letters.verbalise(match.group(), scan.language) if announced else None


@code(r"[A-Z]{4} ?[0-9]{4} ?[0-9]{4}(?![\w-])")
def health_card(scan: Scan, match: re.Match[str]) -> str | None:
    """A health card of Quebec: "TREM 8805 2214"."""
    return _spelled(scan, match.group().replace(" ", ""), 4)


@code(r"[0-9]{3,6}/0[0-9]{2,6}(?![0-9/])")
def padded(scan: Scan, match: re.Match[str]) -> str | None:
    """A number behind a slash with a zero in front: "URN 102/0417"."""
    return _slashed(scan, match.group())


@code(r"[0-9]{4,8}/[0-9]{1,4}(?![0-9/])", "en")
def reference(scan: Scan, match: re.Match[str]) -> str | None:
    """An announced number with a slash: "ref: 8841/02"."""
    return _slashed(scan, match.group()) if digit_strings.is_announced(scan) else None


@code(r"(?=[A-Z/]{0,10}[0-9])(?=[0-9/]{0,10}[A-Z])[A-Z0-9]{1,8}(?:/[A-Z0-9]{1,8}){1,4}(?![\w/-])")
def letters_and_digits(scan: Scan, match: re.Match[str]) -> str | None:
    """Groups of letters and of digits with slashes: "ref: HX/2031/B"."""
    coded = match.group().count("/") > 1 or digit_strings.is_announced(scan)
    return _slashed(scan, match.group()) if coded else None


def _slashed(scan: Scan, text: str) -> str:
    return f" {scan.language.words['slash']} ".join(letters.verbalise(part, scan.language) for part in text.split("/"))


@code("(BA|LH|UA|DL|AF|KL|EK|QR|SQ|QF|EI|IB|CX|JL) ?([1-9][0-9]{2,3})(?![0-9A-Za-z%]|[.,:/-][0-9]| ?[$€£%])")
def flight(scan: Scan, match: re.Match[str]) -> str | None:
    """A flight of an airline whose code means little else: "BA 117 to New York"."""
    number = scan.language.code_digits(match[2]) if len(match[2]) == 3 else scan.language.digits(match[2])
    return f"{letters.verbalise(match[1], scan.language)} {number}"


@code("([HNOST][A-HJ-Z]) ?([0-9]{2,5}) ([0-9]{2,5})(?![0-9])", "en-GB")
def map_reference(scan: Scan, match: re.Match[str]) -> str | None:
    """A reference of the Ordnance Survey: "NY 215 072"."""
    if len(match[2]) != len(match[3]):
        return None
    return ", ".join(letters.verbalise(part, scan.language) for part in match.groups())


@code("FL ?([0-9]{2,3})(?![0-9A-Za-z-])", "en")
def flight_level(scan: Scan, match: re.Match[str]) -> str | None:
    """The level of a flight: "climb to FL350"."""
    return f"{scan.language.words['flight level']} {scan.language.digits(match[1])}"


@code("F(?:orce )?([0-9]{1,2})(?:[-–]([0-9]{1,2}))?(?![0-9A-Za-z-])", "en-GB")
def force(scan: Scan, match: re.Match[str]) -> str | None:
    """How strong a wind is: "SW'ly F5-6"."""
    left = scan.left().rstrip(".").removesuffix("'ly").removesuffix("ly")
    windy = left in scan.language.cues["winds"] or left.upper() in directions_of(scan.language)
    if not windy or int(match[1]) > _HURRICANE:
        return None
    last = f" {scan.language.words['to']} {scan.language.numbers.cardinal(int(match[2]))}" if match[2] else ""
    return f"force {scan.language.numbers.cardinal(int(match[1]))}{last}"


@code("([A-Z]{1,2})([0-9]{1,3})[-–](\\1)?([0-9]{1,3})(?![0-9A-Za-z-])")
def span(scan: Scan, match: re.Match[str]) -> str | None:
    """From one to another: "J10-J11", "J15-16"."""
    apart = int(match[4]) - int(match[2])
    near = bool(match[3]) or (match[1] in _SPANNED and apart < _SPAN)
    near = near or (match[1] in _RUNNERS and apart in _AGE_GROUPS)
    near = near or (len(match[2]) == len(match[4]) == _SEAT and apart < _SEATS)
    if not near or int(match[2]) >= int(match[4]):
        return None
    first = serials.verbalise(match[1] + match[2], scan.language)
    last = serials.verbalise((match[3] or "") + match[4], scan.language)
    return f"{first} {scan.language.words['to']} {last}"


@code("(US|SR|CR|FM|IH)-([1-9][0-9]{0,2})(?![0-9A-Za-z-])", "en-US")
def road(scan: Scan, match: re.Match[str]) -> str | None:
    """An American road: "US-101"."""
    return f"{letters.verbalise(match[1], scan.language)} {scan.language.model_number(match[2])}"


@code("[Uu]-?([0-9]{1,2})(s?)(?![A-Za-z0-9])", "en")
def under(scan: Scan, match: re.Match[str]) -> str | None:
    """Players under an age: "the England U21s", but "the U-6 rate"."""
    if not 4 < int(match[1]) < 24 or scan.word_after(match.end()) == "rate":
        return None
    spoken = f"under {scan.language.numbers.cardinal(int(match[1]))}"
    return scan.language.plural_of(spoken) if match[2] else spoken


@code("([A-Z]{2})[ -]?([1-9][0-9]{1,3})(?![0-9A-Za-z])")
def announced_flight(scan: Scan, match: re.Match[str]) -> str | None:
    """A flight of any airline behind the word for it: "vuelo LA 2031"."""
    if scan.language.cues.get("flights", frozenset()).isdisjoint(scan.lefts(6)):
        return None
    short = len(match[2]) < 3
    number = scan.language.numbers.cardinal(int(match[2])) if short else scan.language.digits(match[2])
    return f"{letters.verbalise(match[1], scan.language)} {number}"


@code("([A-Z]{1,2}[0-9]{1,3})[x×]([0-9]{1,4})(?![\\w])")
def thread(scan: Scan, match: re.Match[str]) -> str | None:
    """The thread and the length of a screw: "M8x40"."""
    first, second = serials.verbalise(match[1], scan.language), scan.language.numbers.cardinal(int(match[2]))
    return f"{first} {scan.language.words['by']} {second}"


@code("([KQRBN]?[a-h]?)(x?)([a-h])([1-8])([+#]?)(?![A-Za-z0-9+#])", "en")
def chess(scan: Scan, match: re.Match[str]) -> str | None:
    """A piece that takes another one or gives check: "14. Qxd5 exd5 15. Rg8#"."""
    mover, takes, file, rank, check = match.groups()
    if not mover or not (takes or (check and mover.isupper())):
        return None
    by = " ".join(_PIECES.get(letter, letter.upper()) for letter in mover)
    square = f"{file.upper()} {scan.language.numbers.cardinal(int(rank))}"
    return " ".join(part for part in (by, "takes" if takes else "", square, _CHECKS[check]) if part)


@code(
    "(?=[IViv]{1,3}-[IViv]{1,3}-)((?:[Ii]{1,3}|[Ii]?[Vv]|[Vv][Ii]{1,2})(?:[-–](?:[Ii]{1,3}|[Ii]?[Vv]|[Vv][Ii]{1,2})){2,5})(?![\\w-])",
    "en",
)
def chords(scan: Scan, match: re.Match[str]) -> str | None:
    """The chords of a piece of music: "play I-IV-V"."""
    steps = re.split("[-–]", match[1].upper())
    return " ".join(scan.language.numbers.cardinal(value_of(step)) for step in steps)


@code("(alpha|beta|rc|preview|dev|canary|next|nightly|snapshot)\\.([0-9]{1,4})(?![\\w.])", "en")
def prerelease(scan: Scan, match: re.Match[str]) -> str | None:
    """The number of what comes before a release: "2.0.0-beta.3"."""
    name = serials.letters_in(match[1], scan.language)
    return f"{name} {scan.language.decimal_words['.']} {scan.language.numbers.cardinal(int(match[2]))}"


@code("(XXS|XS|S|M|L|XL|XXL)[-–](S|M|L|XL|XXL|XXXL|[2-5]XL)(?![\\w-])")
def clothes(scan: Scan, match: re.Match[str]) -> str | None:
    """From one size of clothes to another: "S-XXL"."""
    first, last = (serials.verbalise(size, scan.language) for size in match.groups())
    return f"{first} {scan.language.words['to']} {last}"


@code("(7[0-9]7|[45]0[1-9])s(?![A-Za-z0-9])", "en")
def many_of_a_model(scan: Scan, match: re.Match[str]) -> str | None:
    """Several aircraft or errors: "two 747s", "404s are logged"."""
    return scan.language.plural_of(scan.language.model_number(match[1]))


@code("Mk\\.? ?([IVX]{1,5})([a-e])(?![A-Za-z])", "en")
def mark(scan: Scan, match: re.Match[str]) -> str | None:
    """The mark of a machine with its variant: "the Spitfire Mk Vb"."""
    return f"Mark {scan.language.numbers.cardinal(value_of(match[1]))} {match[2].upper()}"


@code("([a-z]{2,12})/([0-9]{2,6})(?![\\w/%-]|[.,:][0-9])", "en")
def branch(scan: Scan, match: re.Match[str]) -> str | None:
    """A branch of a program or a path, no unit or month: "git checkout fix/1042"."""
    if match[1] in scan.language.units or match[1] in scan.language.months or scan.left()[-1:].isdecimal():
        return None
    return f"{match[1]} {scan.language.words['slash']} {scan.language.model_number(match[2])}"


@code("([A-G])([♯♭])(?![A-Za-z0-9])", "en")
def note(scan: Scan, match: re.Match[str]) -> str | None:
    """A note of music: "in B♭ major", "F♯ min."."""
    return f"{match[1]} {'sharp' if match[2] == '♯' else 'flat'}"


@code("(UTC|GMT)([-+–])([0-9]{1,2})(?![0-9])")
def zone(scan: Scan, match: re.Match[str]) -> str | None:
    """A time zone by its hours: "UTC+8"."""
    sign = scan.language.words["plus" if match[2] == "+" else "minus"]
    return f"{letters.verbalise(match[1], scan.language)} {sign} {scan.language.numbers.cardinal(int(match[3]))}"


@code(r"([A-Z])([0-9]{2})\.([0-9]{3,4})(?![\w.])", "en")
def disease(scan: Scan, match: re.Match[str]) -> str | None:
    """A code of the classification of diseases: "J45.909"."""
    point, tail = scan.language.decimal_words["."], scan.language.digits(match[3])
    return f"{match[1]} {serials.digits_in(match[2], scan.language)} {point} {tail}"


@code("(PM)([0-9]),([0-9])(?![\\w,])", "de", "es", "fr")
def dust(scan: Scan, match: re.Match[str]) -> str | None:
    """Fine dust with a decimal comma: "PM2,5"."""
    return f"{letters.verbalise(match[1], scan.language)} {scan.language.number(Number(match[2], match[3], ','))}"


@code(r"([A-Z][A-Za-z]{0,5}|[A-Za-z]{3,10})-?([0-9]{1,3})\.([0-9]{1,2})(?![\w.])")
def decimal(scan: Scan, match: re.Match[str]) -> str | None:
    """A name with a decimal: "PM2.5", "USB3.1", "python3.11"."""
    if "." not in scan.language.decimal_words:
        return None
    return f"{serials.letters_in(match[1], scan.language)} {scan.language.number(Number(match[2], match[3]))}"

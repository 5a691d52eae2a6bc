"""Codes that have a format of their own: postcodes, accounts, flights, roads, junctions, map references.

A code is a pattern and one small function that explains itself and says what matched, for all languages or for those
that it names; the first that answers is used. What no format fits is a `serials` word.
"""

from __future__ import annotations

import re

from frontend.normalize.codes import (
    chess,  # noqa: F401
    english_chat,  # noqa: F401
    english_codes,  # noqa: F401  adds its formats, which are asked first
    english_notations,  # noqa: F401
    english_papers,  # noqa: F401
    english_sizes,  # noqa: F401
    french_codes,  # noqa: F401
    german_codes,  # noqa: F401
    german_notes,  # noqa: F401
    german_winds,  # noqa: F401
    letters,
    serials,
    spanish_codes,  # noqa: F401
)
from frontend.normalize.codes.formats import CODES, PATTERNS, code, slashed
from frontend.normalize.numeric import digit_strings, fractions
from frontend.normalize.numeric.maths import in_equation
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.shapes import shapes
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
_ITEM_REACH = 160
_FLIGHT = regex("(?:^|[ (])[A-Z][A-Z0-9] ?[0-9]{2,4},? $")
"""The number of a flight before its airports: "AA 317 ORD–DFW"."""
_FLIGHT_REACH = 40
_FLIGHT_WORDS = 8
"""So many characters behind and words before two airports, one may tell of flights."""
_BANKS = frozenset(("bic", "swift", "swift-code", "swift/bic", "bic/swift"))


def recognise(scan: Scan, position: int) -> Reading | None:
    """A code that one of the formats fits."""
    for say in CODES.find(scan.language.tag, scan.shape(position)):
        match = PATTERNS[say].match(scan.text, position)
        spoken = say(scan, match) if match else None
        if match and spoken is not None:
            return scan.with_genitive(Reading(match.end(), spoken))
    return None


def _spelled(scan: Scan, text: str, size: int) -> str:
    """Characters one by one in groups of `size`."""
    groups = (text[start : start + size] for start in range(0, len(text), size))
    return ", ".join(letters.verbalise(group, scan.language) for group in groups)


@code("x(?!(?:32|64|86)(?![0-9]))([1-9][0-9]{0,3})(?![0-9A-Za-z]|[-/.^][0-9]| ?[=+])", "en", "es", "fr")
@shapes("a0")
def so_many(scan: Scan, match: re.Match[str]) -> str | None:
    """So many of what stands before: "AirPods x40", "0.5 mL IM x1"."""
    before = scan.character(match.start() - 1)
    spaced = before == " " and scan.left()[-1:].isalnum() and len(scan.left()) > 1
    spaced = spaced or (before == "(" and scan.character(match.end()) == ")")  # "Bis (x2)"
    if not spaced or in_equation(scan, match.start()):
        return None
    return f"{scan.language.words['times']} {scan.language.numbers.cardinal(int(match[1]))}"


@code("([1-9][0-9]{2,3})([a-z])(?![\\w-])")
@shapes("0a")
def paragraph(scan: Scan, match: re.Match[str]) -> str | None:
    """The paragraph of a law, in German: "§ 573c", "Art. 12b"."""
    counted = scan.left() in scan.language.cues.get("enumerated", ())
    return f"{scan.language.numbers.cardinal(int(match[1]))} {match[2].upper()}" if counted else None


@code(
    "(?![0-9]{1,3} ?[*]{2} ?[0-9])((?:[A-Z]{2})?[0-9]{0,6}|[X•*]{2,4})[-– ]?"
    "((?:[*•]{2,4}[-– ]?|[Xx]{4}[-– ]?|[Xx]{3}[-–]?|(?<=[Xx][-–])[Xx]{2}[-–]){1,4})([0-9]{2,6})(?![\\w*])"
)
def masked(scan: Scan, match: re.Match[str]) -> str | None:
    """A number of which only the ends are shown: "DE71****4402", "XXXX-XXXX-9018", but not a power, "2**10"."""
    shown = (letters.verbalise(part, scan.language) for part in (match[1].strip("X•*"), match[3]) if part)
    return ", ".join(part for part in shown if part)


@code("([1-9][0-9]{0,2})([a-h])[-–]([b-z])(?![\\w-])", "de", "es", "fr")
@shapes("0a-", "0a–")
def lettered(scan: Scan, match: re.Match[str]) -> str | None:
    """Items of one number: "Nr. 3a-c"."""
    if match[2] >= match[3]:
        return None
    number, to = scan.language.numbers.cardinal(int(match[1])), scan.language.words["to"]
    return f"{number} {match[2].upper()} {to} {match[3].upper()}"


@code(r"[vV]\.? ?(?=[0-9]{1,4}\.[0-9])(?![^ ]* ?[0-9.]+ ?(?:%|per|pc))")
@shapes("a0.", "A0.", "a.0", "A.0", "a. ", "A. ", "a 0", "A 0")
def release(scan: Scan, match: re.Match[str]) -> str | None:
    """The letter in front of the number of a release: "v3.8"."""
    return scan.language.words["version"]


@code("n-([0-9]{1,2})(?![\\w-]|[.,][0-9])")
@shapes("a-")
def before_last(scan: Scan, match: re.Match[str]) -> str | None:
    """So many less than n: "n-1"."""
    if scan.character(match.start() - 1).isalnum() or scan.character(match.start() - 1) in ("-", "'", "."):
        return None
    return f"N {scan.language.words['minus']} {scan.language.numbers.cardinal(int(match[1]))}"


@code("[A-Z](?:\\*[A-Z]){3,6}(?![\\w*])")
@shapes("A*")
def starred(scan: Scan, match: re.Match[str]) -> str | None:
    """A word with stars between its letters: "M*A*S*H", but the marks "A*A*A"."""
    word = match.group().replace("*", "")
    return word.capitalize() if letters.pronounceable(word) and len(set(word)) == len(word) else None


@code(r"[A-Z]{2}[0-9]{2}(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3}(?![\w]))?(?![A-Za-z0-9])")
@shapes("A0 ")
def account(scan: Scan, match: re.Match[str]) -> str | None:
    """An IBAN in groups: "DE89 3704 0044 0532 0130 00"."""
    return ", ".join(letters.verbalise(group, scan.language) for group in match.group().split(" "))


@code("[A-Z]{2}[0-9]{2}(?=[A-Z]{0,6}[0-9])[A-Z0-9]{11,30}(?![A-Za-z0-9])")
@shapes("A0")
def account_in_one(scan: Scan, match: re.Match[str]) -> str | None:
    """An IBAN without groups: "DE89370400440532013000"."""
    return _spelled(scan, match.group(), 4)


@code("[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![A-Za-z0-9])")
@shapes("A")
def bank(scan: Scan, match: re.Match[str]) -> str | None:
    """The code of a bank: "BIC COKSDE33XXX"."""
    announced = not _BANKS.isdisjoint(entry.strip(":.") for entry in scan.lefts(4))
    return letters.verbalise(match.group(), scan.language) if announced else None


@code(r"[A-Z]{4} ?[0-9]{4} ?[0-9]{4}(?![\w-])")
@shapes("A0", "A 0")
def health_card(scan: Scan, match: re.Match[str]) -> str | None:
    """A health card of Quebec: "TREM 8805 2214"."""
    return _spelled(scan, match.group().replace(" ", ""), 4)


@code(r"[0-9]{3,6}/0[0-9]{2,6}(?![0-9/])")
@shapes("0/0")
def padded(scan: Scan, match: re.Match[str]) -> str | None:
    """A number behind a slash with a zero in front: "URN 102/0417"."""
    return slashed(scan, match.group())


@code(r"(?=[A-Z/]{0,10}[0-9])(?=[0-9/]{0,10}[A-Z])[A-Z0-9]{1,8}(?:/[A-Z0-9]{1,8}){1,4}(?![\w/-])")
@shapes("A/", "0/", "A0", "0A")
def letters_and_digits(scan: Scan, match: re.Match[str]) -> str | None:
    """Groups of letters and of digits with slashes: "ref: HX/2031/B"."""
    coded = match.group().count("/") > 1 or digit_strings.is_announced(scan)
    return slashed(scan, match.group()) if coded else None


@code("(BA|LH|UA|DL|AF|KL|EK|QR|SQ|QF|EI|IB|CX|JL) ?([1-9][0-9]{2,3})(?![0-9A-Za-z%]|[.,:/-][0-9]| ?[$€£%])")
@shapes("A0", "A 0")
def flight(scan: Scan, match: re.Match[str]) -> str | None:
    """A flight of an airline whose code means little else: "BA 117 to New York"."""
    number = scan.language.code_digits(match[2]) if len(match[2]) == 3 else scan.language.digits(match[2])
    return f"{letters.verbalise(match[1], scan.language)} {number}"


@code("([A-Z]{1,2})([0-9]{1,3})([A-Z]?)[-–](\\1)?([0-9]{1,3})([A-Z]?)(?![0-9A-Za-z-])")
@shapes("A0-", "A0–")
def span(scan: Scan, match: re.Match[str]) -> str | None:
    """From one to another: "J10-J11", "J15-16", "J21-J21A"."""
    letter, low, _, again, high, _ = match.groups()
    apart = int(high) - int(low)
    near = bool(again) or (letter in _SPANNED and apart < _SPAN)
    near = near or (letter in _RUNNERS and apart in _AGE_GROUPS)
    near = near or (len(low) == len(high) == _SEAT and apart < _SEATS)
    falling = (int(low), match[3]) >= (int(high), match[6])
    driven = bool(again) and letter == "J" and apart != 0  # southbound "J48–J47"
    if not near or (falling and not driven):
        return None
    first = serials.verbalise(letter + low + match[3], scan.language)
    last = serials.verbalise((again or "") + high + match[6], scan.language)
    return f"{first} {scan.language.words['to']} {last}"


@code("([A-Z]{2})[ -]?([1-9][0-9]{1,3})(?![0-9A-Za-z])")
@shapes("A0", "A 0", "A-0")
def announced_flight(scan: Scan, match: re.Match[str]) -> str | None:
    """A flight of any airline behind the word for it: "vuelo LA 2031"."""
    if scan.language.cues.get("flights", frozenset()).isdisjoint(scan.lefts(6)):
        return None
    short = len(match[2]) < 3
    number = scan.language.numbers.cardinal(int(match[2])) if short else scan.language.digits(match[2])
    return f"{letters.verbalise(match[1], scan.language)} {number}"


@code("([A-Z])-([1-9][0-9]{0,2}(?:[.][0-9]{3}){1,2})(?![\\w.])", "es")
@shapes("A-0")
def identity(scan: Scan, match: re.Match[str]) -> str | None:
    """The number of a Venezuelan: "V-12.345.678"."""
    return f"{match[1]} {scan.language.numbers.cardinal(int(match[2].replace('.', '')))}"


@code('([A-Z]{1,2})([1-9][0-9]?/[1-9][0-9]?["″])(?![\\w])', "de", "es", "fr")
@shapes("A0/")
def pipe_thread(scan: Scan, match: re.Match[str]) -> str | None:
    """The thread of a pipe in parts of an inch: "G3/4\""."""
    inches = fractions.recognise(scan, match.start(2))
    complete = inches is not None and inches.end == match.end()
    return f"{' '.join(match[1])} {inches.spoken}" if inches and complete else None


@code(r"([A-Z]{1,2}[0-9]{1,3})[x×]([0-9]{1,4})(?:([.,])([0-9]{1,2}))?(?![\w])")
@shapes("A0a", "A0×")
def thread(scan: Scan, match: re.Match[str]) -> str | None:
    """The thread and the length or pitch of a screw: "M8x40", "M8x1.25"."""
    first = serials.verbalise(match[1], scan.language)
    second = scan.language.number(Number(match[2], match[4], match[3] or "."))
    return f"{first} {scan.language.words['by']} {second}"


@code("(XXS|XS|S|M|L|XL|XXL)[-–](S|M|L|XL|XXL|XXXL|[2-5]XL)(?![\\w-])")
@shapes("A-", "A–")
def clothes(scan: Scan, match: re.Match[str]) -> str | None:
    """From one size of clothes to another: "S-XXL"."""
    first, last = (serials.verbalise(size, scan.language) for size in match.groups())
    return f"{first} {scan.language.words['to']} {last}"


@code("(UTC|GMT)([-+–])([0-9]{1,2})(?::([0-5][0-9]))?(?![0-9])")
@shapes("A-0", "A+0", "A–0")
def zone(scan: Scan, match: re.Match[str]) -> str | None:
    """A time zone by its hours and minutes: "UTC+8", "UTC+05:30", "UTC−05:00"."""
    sign = scan.language.words["plus" if match[2] == "+" else "minus"]
    numbers = " ".join(
        scan.language.numbers.cardinal(int(part)) for part in match.group(3, 4) if part not in (None, "00")
    )
    return f"{letters.verbalise(match[1], scan.language)} {sign} {numbers or scan.language.digit('0')}"


@code("(PM)([0-9]),([0-9])(?![\\w,])", "de", "es", "fr")
@shapes("A0,")
def dust(scan: Scan, match: re.Match[str]) -> str | None:
    """Fine dust with a decimal comma: "PM2,5"."""
    return f"{letters.verbalise(match[1], scan.language)} {scan.language.number(Number(match[2], match[3], ','))}"


@code(r"([A-Z][A-Za-z]{0,5}|[A-Za-z]{3,10})-?([0-9]{1,3})\.([0-9]{1,2})(?![\w.])")
@shapes("A0.", "a0.", "A-0", "a-0")
def decimal(scan: Scan, match: re.Match[str]) -> str | None:
    """A name with a decimal: "PM2.5", "USB3.1", "python3.11"; a diagnosis: "J06.9"."""
    language = scan.language
    if "." not in language.decimal_words:
        return None
    padding = f"{language.digit('0')} " if len(match[2]) > 1 and match[2][0] == "0" else ""
    return f"{serials.letters_in(match[1], language)} {padding}{language.number(Number(match[2], match[3]))}"


@code("(?![ST][0-9]{1,2}:E)([A-Z]{1,2})([1-9][0-9]{0,4}):([A-Z]{1,2})([1-9][0-9]{0,4})(?![\\w:])")
@shapes("A0:")
def cells(scan: Scan, match: re.Match[str]) -> str:
    """The cells of a sheet: "=SUM(A1:A10)"."""
    language = scan.language
    first, last = (
        f"{letters.verbalise(column, language)} {language.numbers.cardinal(int(row))}"
        for column, row in (match.group(1, 2), match.group(3, 4))
    )
    falling = match[1] > match[3] and int(match[2]) > int(match[4])  # the bacterium "O157:H7"
    return f"{first} {last}" if falling else f"{first} {language.words['to']} {last}"


@code("([A-Z]{3})–([A-Z]{3})(?![\\w–-])")
def airports(scan: Scan, match: re.Match[str]) -> str | None:
    """From one airport to another with a dash: "SAT–GDL", "fly JFK–LHR nonstop"."""
    if scan.shouting or scan.character(match.start() - 1).isalnum():
        return None
    if not any(len(letters.part_of_word(scan, part)) > len(part) for part in match.groups()):
        return None
    ahead = scan.text[match.end() : match.end() + _FLIGHT_REACH].lower().replace(",", " ").split()
    flown = not scan.language.cues.get("flights", frozenset()).isdisjoint((*scan.lefts(_FLIGHT_WORDS), *ahead))
    flown = flown or scan.is_behind(_FLIGHT, match.start(), 12)
    joint = f" {scan.language.words['to']} " if flown and scan.language.tag.startswith("en") else " "
    return joint.join(letters.verbalise(part, scan.language) for part in match.groups())


@code("([b-h2-9])[)](?= )", "de", "es")
@shapes("a)", "0)")
def item(scan: Scan, match: re.Match[str]) -> str | None:
    """An item of a list within its line, behind the one before without a mark: "a) rot b) blau", "1) Ei 2) Öl"."""
    text, start = scan.text, match.start()
    before = f" {chr(ord(match[1]) - 1)}) "
    line = " " + text[max(0, start - _ITEM_REACH) : start].rpartition("\n")[2]
    listed = before in line and line.endswith(" ") and line[-2:-1].isalnum()
    spoken = scan.language.numbers.cardinal(int(match[1])) if match[1].isdecimal() else match[1].upper()
    return f", {spoken}, " if listed else None

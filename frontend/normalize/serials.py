"""Mixed letters and digits: B2B, COVID-19, iOS, 4K, MP3, versions (1.2.3) and IP addresses."""

from __future__ import annotations

from functools import partial

from frontend.normalize import digit_strings, letters
from frontend.normalize.cleaning import LETTER
from frontend.normalize.locales.language import Language
from frontend.normalize.maths import in_equation
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.values import Number

_MIXED = regex(f"(?=[{LETTER}-]{{0,30}}[0-9])[{LETTER}0-9]{{1,40}}(?:-[{LETTER}0-9]{{1,40}}){{0,4}}")
_VERSION = regex(r"[0-9]{1,6}(?:\.[0-9]{1,6}){2,6}(?![0-9])")
_IBAN = regex(r"[A-Z]{2}[0-9]{2}(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3}(?![\w]))?(?![A-Za-z0-9])")
_COMPACT_IBAN = regex("[A-Z]{2}[0-9]{2}(?=[A-Z]{0,6}[0-9])[A-Z0-9]{11,30}(?![A-Za-z0-9])")
_BIC = regex("[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![A-Za-z0-9])")
_BANKS = frozenset(("bic", "swift", "swift-code", "swift/bic", "bic/swift"))
_CARD = regex(r"[A-Z]{4} ?[0-9]{4} ?[0-9]{4}(?![\w-])")
"""A health card of Quebec."""
_RELEASE = regex(r"[vV]\.? ?(?=[0-9]{1,3}\.[0-9])(?![^ ]* ?[0-9.]+ ?(?:%|per|pc))")
_DECIMAL = regex(r"([A-Z][A-Za-z]{0,5})-?([0-9]{1,3})\.([0-9]{1,2})(?![\w.])")
_DISEASE = regex(r"([A-Z])([0-9]{2})\.([0-9]{3,4})(?![\w.])")
"""A code of the classification of diseases."""
_ZONE = regex("(UTC|GMT)([-+–])([0-9]{1,2})(?![0-9])")
_MODEL = regex("([A-Z])(-?)([1-9][0-9]{2})")
_MIXED_CODE = regex("(?=.{5,12}$)[0-9]+[A-Z]+[0-9]+[A-Z0-9]*|(?=.{5,12}$)[A-Z]+[0-9]+[A-Z]+[A-Z0-9]*")
_AIRBUS = regex("(A3(?:[0-58]0|1[89]|2[01]))(neo|ceo|LR|XLR|F|P)?")
_PLURAL = regex("([A-Z0-9]{0,12}[0-9][A-Z]?)('?s)")
_FLIGHT = regex("(BA|LH|UA|DL|AF|KL|EK|QR|SQ|QF|EI|IB|CX|JL) ?([1-9][0-9]{2,3})(?![0-9A-Za-z%]|[.,:/-][0-9]| ?[$€£%])")
"""The codes of airlines that mean little else."""
_SPAN = regex("([A-Z]{1,2})([0-9]{1,3})[-–](\\1)?([0-9]{1,3})(?![0-9A-Za-z-])")
_SPANNED = frozenset(("J", "Q", "P", "PO"))
"""Letters of junctions, quarters, pages and post towns, of which the second may be left out."""
_ROAD = regex("(US|SR|CR|FM|IH)-([1-9][0-9]{0,2})(?![0-9A-Za-z-])")
_UNDER = regex("[Uu]-?([0-9]{1,2})(s?)(?![A-Za-z0-9])")
_EXIT = regex("([1-9][0-9]{2})([A-D])(?![A-Za-z0-9])")
_EXTENSION = regex("x([0-9]{4,5}|[1-9][0-9][1-9])(?![0-9A-Za-z]|[-/.][0-9])")
_COUNT = regex("x([1-9][0-9]{0,3})(?![0-9A-Za-z]|[-/.^][0-9]| ?[=+])")
_PRODUCT = regex("[A-Za-z]?[a-z]+[A-Z][A-Za-z]*|[A-Za-z]*[0-9][A-Za-z0-9]*")
_ISH = regex("([1-9][0-9]{0,5})-?ish(?![A-Za-z0-9])")
_POSTCODE = regex("([A-Z]{1,2})([0-9]{1,2})([A-Z]?) ([0-9][A-Z]{2})(?![A-Za-z0-9])")
_PREFIX = regex("(?:pre|post|mid|sub|non|ex|circa|early|late|under|over)-[0-9]")
_GRID = regex("([HNOST][A-HJ-Z]) ?([0-9]{2,5}) ([0-9]{2,5})(?![0-9])")
"""A reference of the Ordnance Survey."""
_PADDED = regex("[0-9]{3,6}/0[0-9]{2,6}(?![0-9/])")
_FILED = regex("[0-9]{4,8}/[0-9]{1,4}(?![0-9/])")
_LEVEL = regex("FL ?([0-9]{2,3})(?![0-9A-Za-z-])")
_PARAGRAPH = regex("([1-9][0-9]{2,3})([a-z])(?![A-Za-z0-9-])")
_LETTERED = regex("([1-9][0-9]{0,2})([a-h])[-–]([b-z])(?![\\w-])")
_PORT = regex(":([0-9]{2,5})(?![0-9:.])")
_CODED = regex("[A-Z]{2}[0-9]{3,4}")
_SLASHED = regex(r"(?=[A-Z/]{0,10}[0-9])(?=[0-9/]{0,10}[A-Z])[A-Z0-9]{1,8}(?:/[A-Z0-9]{1,8}){1,4}(?![\w/-])")
_PLANE = regex("([A-Z]{2})[ -]?([1-9][0-9]{1,3})(?![0-9A-Za-z])")
_LONG_CODE = regex("(?=[A-Z]*[0-9]+[A-Z]+[0-9])(?=(?:[A-Z]*[0-9]){4})[A-Z0-9]{10,20}")
_SIZE = regex("([A-Z]{1,2}[0-9]{1,3})[x×]([0-9]{1,4})(?![\\w])")
_LAST_YEAR = 2035
"""Digits of a serial that could be a later year are read one by one."""
_YEARS = frozenset(("FY", "CY"))
_ROMANS = {"II": 2, "III": 3, "IV": 4, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "XI": 11, "XII": 12}
_LISTED_DIGITS = 8
"""A longer number with full stops is none of a version, where a word such as "number" announces it."""
_NUMBER_NEXT = regex(" [0-9]{2}")
_RUNS = regex(f"[{LETTER}]+|[0-9]+")
_CASES = regex(r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+|[a-zà-öø-ÿ]+|[A-ZÀ-ÖØ-Þ]+(?![a-zà-öø-ÿ])|[^\W\d_]")


def verbalise(serial: str, language: Language) -> str:
    """Letters as letters or words, digits as a number (up to two) or one by one."""
    spoken = ""
    previous = ""
    for group in serial.split("-"):
        runs = _RUNS.findall(group)
        if group in _ROMANS and "-" in serial and not language.tag.startswith("en"):  # the file "III-2/447"
            runs = [str(_ROMANS[group])]
        pause = group.isdecimal() and len(group) > 2 and previous[-1:].isdecimal()  # "A123-456"
        spoken += ", " if pause else " "
        spoken += " ".join(
            _digits(run, language, after=before) if run.isdecimal() else _letters(run, language)
            for before, run in zip(("", *runs) if len(runs) == 2 else [""] * len(runs), runs, strict=False)
        )
        previous = group
    return spoken.strip()


def _letters(run: str, language: Language) -> str:
    known = language.acronyms.get(run)
    if known is not None:
        return letters.acronym(run, known)
    if len(run) == 1 or (run.isupper() and (len(run) <= 3 or not letters.pronounceable(run))):
        return letters.verbalise(run, language)
    if run.isupper() or run.islower() or run.istitle():
        if not letters.has_vowel(run):
            return letters.verbalise(run, language)
        return run.capitalize() if run.isupper() else run
    parts = _CASES.findall(run)  # "iPhone": i, Phone
    return letters.verbalise(run, language) if len(parts) < 2 else " ".join(_letters(part, language) for part in parts)


def _digits(run: str, language: Language, after: str = "") -> str:
    """The digits `run` of a serial, directly behind the letters `after`."""
    if len(run) <= 2 and (run[0] != "0" or run == "0"):
        return language.numbers.cardinal(int(run))
    if len(run) == 3 and run.endswith("00") and run[0] != "0":
        return language.numbers.cardinal(int(run))
    if len(run) == 3 and len(after) == 1 and run[0] != "0" and language.serial_hundreds:
        return language.numbers.cardinal(int(run))  # "A320"
    if (
        len(run) == 4 and 1900 <= int(run) <= _LAST_YEAR and (len(after) != 2 or after in _YEARS)
    ):  # not the flight "LH2093"
        return language.numbers.year(int(run))
    return language.digits(run)


def recognise(scan: Scan, position: int) -> Reading | None:
    """A word that contains a digit."""
    return scan.with_genitive(_recognise(scan, position))


def _extension(scan: Scan, position: int) -> Reading | None:
    """``x4410`` behind who is called; behind an account, the end of its number (English)."""
    called = _EXTENSION.match(scan.text, position)
    left = scan.left()
    if not called or not scan.language.tag.startswith("en") or scan.character(position - 1) not in (" ", ""):
        return None
    if (not left[-1:].isalpha() and left not in (",", ".")) or _is_goods(scan, position):
        return None
    key = "ending in" if left.rstrip(".") in scan.language.cues["charged"] else "extension"  # "Acct. x4417"
    return Reading(called.end(), f"{scan.language.words[key]} {scan.language.digits(called[1])}")


def _is_goods(scan: Scan, position: int) -> bool:
    """Whether a plural or the name of a product stands before ("batteries x144", "iPhone x256")."""
    word = scan.text[:position].rstrip().rpartition(" ")[2]
    return (word.islower() and word.endswith("s")) or _PRODUCT.fullmatch(word) is not None


def _times(scan: Scan, position: int) -> Reading | None:
    """ "AirPods x40", "0.5 mL IM x1": so many of what stands before (English)."""
    match = _COUNT.match(scan.text, position)
    spaced = scan.character(position - 1) == " " and scan.left()[-1:].isalnum() and len(scan.left()) > 1
    if not match or not spaced or not scan.language.tag.startswith("en") or in_equation(scan, position):
        return None
    return Reading(match.end(), f"{scan.language.words['times']} {scan.language.numbers.cardinal(int(match[1]))}")


def _recognise(scan: Scan, position: int) -> Reading | None:
    postcode = _POSTCODE.match(scan.text, position) if scan.language.tag == "en-GB" else None
    if postcode:  # "EC2V 6AU"
        area, district, letter, rest = postcode.groups()
        return Reading(
            postcode.end(),
            f"{' '.join(area)} {_digits(district, scan.language)} {' '.join(letter)} "
            f"{letters.verbalise(rest, scan.language)}".replace("  ", " "),
        )
    about = _ISH.match(scan.text, position)
    if about and scan.language.tag.startswith("en"):  # "130ish"
        return Reading(about.end(), f"{scan.language.numbers.cardinal(int(about[1]))}-ish")
    called = _extension(scan, position) or _times(scan, position)
    if called:
        return called
    if _PREFIX.match(scan.text, position):
        return None  # "pre-1750", "sub-3:15"
    lane = _EXIT.match(scan.text, position)
    if lane and scan.left() in ("exit", "exits") and scan.language.tag.startswith("en"):
        return Reading(lane.end(), f"{scan.language.paired(lane[1])} {lane[2]}")  # "exit 145B"
    paragraph = _PARAGRAPH.match(scan.text, position)
    if paragraph and scan.left() in scan.language.cues.get("enumerated", ()):  # "§ 573c", "Art. 12b"
        return Reading(paragraph.end(), f"{scan.language.numbers.cardinal(int(paragraph[1]))} {paragraph[2].upper()}")
    items = _LETTERED.match(scan.text, position) if not scan.language.tag.startswith("en") else None
    if items and items[2] < items[3]:  # "Nr. 3a-c"
        number, to = scan.language.numbers.cardinal(int(items[1])), scan.language.words["to"]
        return Reading(items.end(), f"{number} {items[2].upper()} {to} {items[3].upper()}")
    release = _RELEASE.match(scan.text, position)
    if release:
        return Reading(release.end(), scan.language.words["version"])
    account = _IBAN.match(scan.text, position)
    if account:
        groups = account.group().split(" ")
        return Reading(account.end(), ", ".join(letters.verbalise(group, scan.language) for group in groups))
    compact = _COMPACT_IBAN.match(scan.text, position)
    if compact:
        code = compact.group()
        return Reading(
            compact.end(),
            ", ".join(letters.verbalise(code[start : start + 4], scan.language) for start in range(0, len(code), 4)),
        )
    bank = _BIC.match(scan.text, position)
    if bank and not _BANKS.isdisjoint(entry.strip(":.") for entry in scan.lefts(4)):  # "BIC COKSDE33XXX"
        return Reading(bank.end(), letters.verbalise(bank.group(), scan.language))
    card = _CARD.match(scan.text, position)
    if card:
        code = card.group().replace(" ", "")
        parts = [letters.verbalise(code[start : start + 4], scan.language) for start in (0, 4, 8)]
        return Reading(card.end(), ", ".join(parts))
    coded = recognise_slashed(scan, position)  # "ref: HX/2031/B"
    if coded:
        return coded
    flight = _FLIGHT.match(scan.text, position)
    if flight:  # "BA 117 to New York"
        number = scan.language.code_digits(flight[2]) if len(flight[2]) == 3 else scan.language.digits(flight[2])
        return Reading(flight.end(), f"{letters.verbalise(flight[1], scan.language)} {number}")
    grid = _GRID.match(scan.text, position) if scan.language.tag == "en-GB" else None
    if grid and len(grid[2]) == len(grid[3]):  # "NY 215 072"
        said = (letters.verbalise(part, scan.language) for part in grid.groups())
        return Reading(grid.end(), ", ".join(said))
    level = _LEVEL.match(scan.text, position)
    if level and "flight level" in scan.language.words:  # "climb to FL350"
        digits = scan.language.digits(level[1])
        return Reading(level.end(), f"{scan.language.words['flight level']} {digits}")
    span = _SPAN.match(scan.text, position)
    near = span is not None and (bool(span[3]) or (span[1] in _SPANNED and int(span[4]) - int(span[2]) < 30))
    if span and near and int(span[2]) < int(span[4]):  # "J10-J11", "J15-16"
        first = verbalise(span[1] + span[2], scan.language)
        last = verbalise((span[3] or "") + span[4], scan.language)
        return Reading(span.end(), f"{first} {scan.language.words['to']} {last}")
    road = _ROAD.match(scan.text, position)
    if road and scan.language.tag == "en-US":  # "US-101"
        number = scan.language.model_number(road[2])
        return Reading(road.end(), f"{letters.verbalise(road[1], scan.language)} {number}")
    youth = _UNDER.match(scan.text, position)
    if (
        youth
        and scan.language.tag.startswith("en")
        and 4 < int(youth[1]) < 24
        and scan.word_after(youth.end()) != "rate"
    ):
        spoken = f"under {scan.language.numbers.cardinal(int(youth[1]))}"  # "the England U21s"
        return Reading(youth.end(), scan.language.plural_of(spoken) if youth[2] else spoken)
    plane = _PLANE.match(scan.text, position)
    if plane and not scan.language.cues.get("flights", frozenset()).isdisjoint(scan.lefts(6)):  # "vuelo LA 2031"
        short = len(plane[2]) < 3
        number = scan.language.numbers.cardinal(int(plane[2])) if short else scan.language.digits(plane[2])
        return Reading(plane.end(), f"{letters.verbalise(plane[1], scan.language)} {number}")
    size = _SIZE.match(scan.text, position)
    if size:  # "M8x40"
        first, second = verbalise(size[1], scan.language), scan.language.numbers.cardinal(int(size[2]))
        return Reading(size.end(), f"{first} {scan.language.words['by']} {second}")
    zone = _ZONE.match(scan.text, position)
    if zone:
        sign = scan.language.words["plus" if zone[2] == "+" else "minus"]
        hours = scan.language.numbers.cardinal(int(zone[3]))
        return Reading(zone.end(), f"{letters.verbalise(zone[1], scan.language)} {sign} {hours}")
    disease = _DISEASE.match(scan.text, position)
    if disease and "." in scan.language.decimal_words:  # "J45.909"
        head, tail = _digits(disease[2], scan.language), scan.language.digits(disease[3])
        return Reading(disease.end(), f"{disease[1]} {head} {scan.language.decimal_words['.']} {tail}")
    decimal = _DECIMAL.match(scan.text, position)
    if decimal and "." in scan.language.decimal_words:  # "PM2.5", "USB3.1"
        number = scan.language.number(Number(decimal[2], decimal[3]))
        return Reading(decimal.end(), f"{_letters(decimal[1], scan.language)} {number}")
    match = _MIXED.match(scan.text, position)
    if not match or match.group().isdecimal():
        return None
    text, end = match.group(), match.end()
    if scan.character(end).isalnum():
        return None
    parts = text.split("-")
    if text[0].isdecimal() and parts[0].isdecimal():
        return None  # "3-Zimmer-Wohnung": a number and a word
    while len(parts) > 1 and not any(c.isdecimal() for c in parts[-1]):
        end -= len(parts.pop()) + 1  # the rest is an ordinary word
    if plural := _PLURAL.fullmatch(parts[-1]):  # "F-150s", "MP3s"
        single = recognise(Scan(scan.text[: end - len(plural[2])], scan.language, scan.history), position)
        if single is not None and single.end == end - len(plural[2]):
            return Reading(end, scan.language.plural_of(single.spoken))
    serial = "-".join(parts)
    if digit_strings.is_announced(scan) and _CODED.fullmatch(serial):
        return Reading(end, letters.verbalise(serial, scan.language))  # "flight UA2043"
    if digit_strings.is_announced(scan) and _MIXED_CODE.fullmatch(serial):
        return Reading(end, letters.verbalise(serial, scan.language))  # "confirmation 77KX2"
    if _LONG_CODE.fullmatch(serial):
        return Reading(end, letters.verbalise(serial, scan.language))  # the tax number "GODE561231GR8"
    airbus = _AIRBUS.fullmatch(serial)
    if airbus:  # "A320neo"
        variant = f" {_letters(airbus[2], scan.language)}" if airbus[2] else ""
        return Reading(end, f"A {scan.language.paired(airbus[1][1:])}{variant}")
    model = _MODEL.fullmatch(serial)
    if model and (model[2] or scan.language.tag == "en-US") and not digit_strings.is_announced(scan):
        return Reading(end, f"{model[1]} {scan.language.model_number(model[3])}")  # "Ford F-150"
    pause = "," if serial[-1].isdecimal() and _NUMBER_NEXT.match(scan.text, end) else ""  # "CO₂ 1990-2020"
    return Reading(end, verbalise(serial, scan.language) + pause)


def recognise_slashed(scan: Scan, position: int) -> Reading | None:
    """``7/XR/4418``: groups of letters and of digits with slashes, a code."""
    padded = _PADDED.match(scan.text, position)
    filed = _FILED.match(scan.text, position) if scan.language.tag.startswith("en") else None
    padded = padded or (filed if filed and digit_strings.is_announced(scan) else None)
    if padded:  # "URN 102/0417", "ref: 8841/02"
        pieces = [scan.language.digits(group) for group in padded.group().split("/")]
        return Reading(padded.end(), f" {scan.language.words['slash']} ".join(pieces))
    match = _SLASHED.match(scan.text, position)
    if not match or not (match.group().count("/") > 1 or digit_strings.is_announced(scan)):
        return None
    pieces = [letters.verbalise(group, scan.language) for group in match.group().split("/")]
    return Reading(match.end(), f" {scan.language.words['slash']} ".join(pieces))


def recognise_version(scan: Scan, position: int) -> Reading | None:
    """``1.2.3``, ``192.168.0.1``: numbers joined by the word for the dot."""
    match = _VERSION.match(scan.text, position)
    if not match or any(
        m["int"].count(".") > 1 for p in scan.language.number_matchers if (m := p.match(scan.text, position))
    ):
        return None  # 1.000.000 is a number where the full stop groups thousands
    address = scan.language.tag.startswith("en") and match.group().count(".") == 3  # of the internet
    point = scan.language.words["dot" if address else "point"]
    listed = len(match.group()) > _LISTED_DIGITS and digit_strings.is_announced(scan)  # "Art.-Nr. 703.412.98"
    say = scan.language.digits if listed else partial(_digits, language=scan.language)
    parts = (say(part) for part in match.group().split("."))
    spoken, port = f" {point} ".join(parts), _PORT.match(scan.text, match.end())
    if port:  # "127.0.0.1:8080"
        colon = scan.language.symbols.get(":", "")
        return Reading(port.end(), f"{spoken} {colon} {scan.language.digits(port[1])}")
    return Reading(match.end(), spoken)

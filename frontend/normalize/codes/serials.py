"""Mixed letters and digits: B2B, COVID-19, iOS, 4K, MP3, versions (1.2.3) and IP addresses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from frontend.normalize.cleaning import LETTER
from frontend.normalize.codes import letters
from frontend.normalize.locales.language import Language
from frontend.normalize.numerals import groups_thousands
from frontend.normalize.numeric import digit_strings, sections
from frontend.normalize.numeric.roman_forms import ROMAN, value_of
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Rules
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.shapes import shapes
from frontend.tables import word_set

_MIXED = regex(f"(?=[{LETTER}-]{{0,30}}[0-9])[{LETTER}0-9]{{1,40}}(?:-[{LETTER}0-9]{{1,40}}){{0,4}}")
_VERSION = regex(r"[0-9]{1,6}(?:\.[0-9]{1,6}){2,6}(?![0-9])")
_SECTION = regex(r"([A-Z])((?:\.[0-9]{1,3}){1,5})(?![\w%€$£]|[.,:/-][0-9])")
"""Of an appendix: "B.2.5"."""
_AIRCRAFT = regex(r"([A-RT-Z]|Dr)\.([IVX]{2,5})(?![\w-]|[.]\w)")
_FIGURE = regex(r"[1-9][0-9]?(?:\.[1-9][0-9]{0,2}){1,5}(?![\w%°]|[.,:/-][0-9]| ?[€$£%]| (?:ft|[ckm]?m|kg|lbs?)(?!\w))")
_NUMBERED = word_set(
    "figure fig table listing example section equation abbildung abb tabelle tab beispiel abschnitt gleichung "
    "figura tabla ejemplo sección ecuación tableau exemple équation"
)
"""What is counted by its chapter, in all languages."""
_RELEASE = regex(
    r"(?!(?:UTC|GMT)-)[A-Za-z]{2,20}(?:-[A-Za-z]{2,20}){0,3}-([0-9]{1,4}(?:\.[0-9]{1,4}){1,4})(?![\w-]|\.[0-9]|,[0-9]|[%°€$£])"
)
"""A program with its version: "GIMP-2.10.4"."""
_SERIES = regex(r"[0-9]{1,3}(?:\.[0-9]{1,3}){0,2}\.[xX](?![A-Za-z0-9-]|\.[A-Za-z0-9])")
_MODEL = regex("([A-Z])(-?)([1-9][0-9]{2})")
_MIXED_CODE = regex("(?=.{5,12}$)[0-9]+[A-Z]+[0-9]+[A-Z0-9]*|(?=.{5,12}$)[A-Z]+[0-9]+[A-Z]+[A-Z0-9]*")
_AIRBUS = regex("(A3(?:[0-58]0|1[89]|2[01]))(?:-([1-9]00))?(neo|ceo|LR|XLR|F|P)?")
_PLURAL = regex("([A-Z0-9]{0,12}[0-9][A-Z]?)('?s)")
_VARIANT = regex("[A-Z][0-9]{1,3}s")
"""A model in German, which has no plural: "Dreame L10s"."""
_PREFIX = regex("(?:pre|post|mid|sub|non|ex|circa|early|late|under|over)-[0-9]")
_PORT = regex(":([0-9]{2,5})(?![0-9:.])")
_CODED = regex("[A-Z]{2}[0-9]{3,4}")
_LONG_CODE = regex("(?=[A-Z]*[0-9]+[A-Z]+[0-9])(?=(?:[A-Z]*[0-9]){4})[A-Z0-9]{10,20}")
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
            digits_in(run, language, after=before) if run.isdecimal() else letters_in(run, language)
            for before, run in zip(_letters_before(runs, previous, language), runs, strict=False)
        )
        previous = group
    return spoken.strip()


def _letters_before(runs: list[str], previous: str, language: Language) -> list[str]:
    """The letters that each of two runs stands behind, or hundreds in English behind a hyphen: "DDR5-6000"."""
    if len(runs) == 1 and runs[0].endswith("00") and language.tag.startswith("en"):
        return [previous]
    return ["", *runs] if len(runs) == 2 else [""] * len(runs)


def letters_in(run: str, language: Language) -> str:
    """The letters of a code: an acronym, a word ("HERBST20"), or one by one."""
    known = language.acronyms.get(run)
    if known is not None:
        return letters.acronym(run, known)
    if len(run) > 3 and run.isupper() and run.lower() in language.word_ranks:
        return run.capitalize()  # the code "HERBST20"
    if len(run) == 1 or (run.isupper() and (len(run) <= 3 or not letters.pronounceable(run))):
        return letters.verbalise(run, language)
    if run.isupper() or run.islower() or run.istitle():
        if not letters.has_vowel(run):
            return letters.verbalise(run, language)
        return run.capitalize() if run.isupper() else run
    parts = _CASES.findall(run)  # "iPhone": i, Phone
    return (
        letters.verbalise(run, language) if len(parts) < 2 else " ".join(letters_in(part, language) for part in parts)
    )


def digits_in(run: str, language: Language, after: str = "") -> str:
    """The digits `run` of a serial, directly behind the letters `after`."""
    if len(run) <= 2 and (run[0] != "0" or run == "0"):
        return language.numbers.cardinal(int(run))
    if len(run) == 3 and run.endswith("00") and run[0] != "0":
        return language.numbers.cardinal(int(run))
    if len(run) == 3 and len(after) == 1 and run[0] != "0" and language.serial_hundreds:
        return language.numbers.cardinal(int(run))  # "A320"
    if after and len(run) == 4 and run.endswith("00") and run[0] != "0" and language.tag.startswith("en"):
        return language.model_number(run)  # "RS6000"
    if (
        len(run) == 4 and 1900 <= int(run) <= _LAST_YEAR and (len(after) != 2 or after in _YEARS)
    ):  # not the flight "LH2093"
        return language.numbers.year(int(run))
    return language.digits(run)


@shapes("A0", "A-", "a0", "a-", "0A", "0a", "0-")
def recognise(scan: Scan, position: int) -> Reading | None:
    """A word that contains a digit."""
    return scan.with_genitive(_recognise(scan, position))


def _recognise(scan: Scan, position: int) -> Reading | None:
    serial = _serial_at(scan, position)
    if serial is None:
        return None
    spoken = _plural(serial) or KINDS.first(serial, scan.language.tag)
    if spoken is not None:
        return Reading(serial.end, spoken)
    pause = "," if serial.written[-1].isdecimal() and _NUMBER_NEXT.match(scan.text, serial.end) else ""
    return Reading(serial.end, verbalise(serial.written, scan.language) + pause)  # "CO₂ 1990-2020"


@dataclass(frozen=True, slots=True)
class Serial:
    """Letters and digits at a place in a text, without ordinary words behind the last hyphen."""

    scan: Scan
    start: int
    end: int
    written: str

    @property
    def language(self) -> Language:
        """Of the text."""
        return self.scan.language


def _serial_at(scan: Scan, position: int) -> Serial | None:
    match = None if _PREFIX.match(scan.text, position) else _MIXED.match(scan.text, position)  # "pre-1750", "sub-3:15"
    if not match or match.group().isdecimal() or scan.character(match.end()).isalnum():
        return None
    parts, end = match.group().split("-"), match.end()
    if parts[0].isdecimal():
        return None  # "3-Zimmer-Wohnung": a number and a word
    while len(parts) > 1 and not any(c.isdecimal() for c in parts[-1]):
        end -= len(parts.pop()) + 1  # the rest is an ordinary word
    return Serial(scan, position, end, "-".join(parts))


def _plural(serial: Serial) -> str | None:
    """Several of one kind: "F-150s", "MP3s"."""
    plural = _PLURAL.fullmatch(serial.written.rpartition("-")[2])
    if not plural or (serial.language.capital_nouns and _VARIANT.fullmatch(serial.written)):
        return None
    scan, end = serial.scan, serial.end - len(plural[2])
    single = recognise(Scan(scan.text[:end], scan.language, scan.history), serial.start)
    return scan.language.plural_of(single.spoken) if single is not None and single.end == end else None


KINDS: Rules[Serial, str] = Rules()
"""Serials that are not read part by part."""


@KINDS.add()
def announced(serial: Serial) -> str | None:
    """A code behind a word that announces it, letter by letter: "flight UA2043", "confirmation 77KX2"."""
    coded = _CODED.fullmatch(serial.written) or _MIXED_CODE.fullmatch(serial.written)
    if not coded or not digit_strings.is_announced(serial.scan):
        return None
    return letters.verbalise(serial.written, serial.language)


@KINDS.add()
def long_code(serial: Serial) -> str | None:
    """A code that tells by its length: the tax number "GODE561231GR8"."""
    return letters.verbalise(serial.written, serial.language) if _LONG_CODE.fullmatch(serial.written) else None


@KINDS.add()
def airbus(serial: Serial) -> str | None:
    """An aircraft: "A320neo", "A350-900"."""
    match = _AIRBUS.fullmatch(serial.written)
    if not match:
        return None
    series = f" {serial.language.numbers.cardinal(int(match[2]))}" if match[2] else ""
    variant = f" {letters_in(match[3], serial.language)}" if match[3] else ""
    return f"A {serial.language.paired(match[1][1:])}{series}{variant}"


@KINDS.add()
def model(serial: Serial) -> str | None:
    """A letter and three digits: "Ford F-150"."""
    match = _MODEL.fullmatch(serial.written)
    named = match and (match[2] or "en-US" in serial.language.lineage)
    if not match or not named or digit_strings.is_announced(serial.scan):
        return None
    return f"{match[1]} {serial.language.model_number(match[3])}"


@shapes("0.a", "0.A", "0.0")
def recognise_series(scan: Scan, position: int) -> Reading | None:
    """All versions that begin alike: "3.x", "2.1.x"."""
    match = _SERIES.match(scan.text, position)
    if not match or scan.character(position - 1).isalnum():
        return None
    point = scan.language.words["point"]
    parts = match.group().upper().split(".")
    return Reading(match.end(), f" {point} ".join(digits_in(p, scan.language) if p.isdecimal() else p for p in parts))


@shapes("0.0")
def recognise_version(scan: Scan, position: int) -> Reading | None:
    """``1.2.3``, ``192.168.0.1``: numbers joined by the word for the dot."""
    match = _VERSION.match(scan.text, position)
    if not match or groups_thousands(scan, position, "."):
        return None  # 1.000.000
    address = scan.language.tag.startswith("en") and match.group().count(".") == 3  # of the internet
    point = scan.language.words["dot" if address else "point"]
    listed = len(match.group()) > _LISTED_DIGITS and digit_strings.is_announced(scan)  # "Art.-Nr. 703.412.98"
    say = scan.language.digits if listed else partial(digits_in, language=scan.language)
    parts = (say(part) for part in match.group().split("."))
    spoken, port = f" {point} ".join(parts), _PORT.match(scan.text, match.end())
    if port:  # "127.0.0.1:8080"
        colon = scan.language.symbols.get(":", "")
        return Reading(port.end(), f"{spoken} {colon} {scan.language.digits(port[1])}")
    return Reading(match.end(), spoken)


_PARAGRAPH = regex(r"(?:40[13][kb]|457b)(?![\w.])|[1-9][0-9]{1,3}(?:\([a-z]\)(?:\([0-9]{1,2}\)|(?![(\w])))")

_PARTS = regex("[0-9]+|[a-z]")


@shapes("0.0")
def recognise_figure(scan: Scan, position: int) -> Reading | None:
    """``Figure 16.193``: a figure, table or section, whose numbers are no decimals and no date."""
    match = _FIGURE.match(scan.text, position) if scan.left().rstrip(".") in _NUMBERED else None
    if not match:
        return sections.recognise(scan, position)
    numbers = (scan.language.numbers.cardinal(int(number)) for number in match.group().split("."))
    return Reading(match.end(), f" {scan.language.words['point']} ".join(numbers))


@shapes("A-", "a-")
def recognise_release(scan: Scan, position: int) -> Reading | None:
    """``GIMP-2.10.4``: the name of a program and its version, without the hyphen."""
    match = _RELEASE.match(scan.text, position) if not scan.character(position - 1).isalnum() else None
    if not match:
        return None
    name = (letters_in(part, scan.language) for part in scan.text[position : match.start(1) - 1].split("-"))
    version = (digits_in(part, scan.language) for part in match[1].split("."))
    spoken = f" {scan.language.words['point']} ".join(version)
    return Reading(match.end(), f"{' '.join(name)} {spoken}")


@shapes("A.0", "A.A")
def recognise_section(scan: Scan, position: int) -> Reading | None:
    """``B.2.5``: a section of an appendix, its letter and numbers joined by the word for the point."""
    match = _SECTION.match(scan.text, position) if scan.character(position - 1) not in (".", "'", "’") else None
    if not match:
        return _type_of_aircraft(scan, position) if "es" in scan.language.lineage else None
    numbers = (digits_in(number, scan.language, after=match[1]) for number in match[2][1:].split("."))
    return Reading(match.end(), f" {scan.language.words['point']} ".join((match[1], *numbers)))


def _type_of_aircraft(scan: Scan, position: int) -> Reading | None:
    """A letter and a Roman numeral behind a name: Spanish "un Albatros D.III"."""
    match = _AIRCRAFT.match(scan.text, position)
    roman = ROMAN.fullmatch(match[2]) if match and scan.left()[-1:].isalpha() and not scan.shouting else None
    if not match or not roman:
        return None
    return Reading(match.end(), f"{' '.join(match[1].upper())} {scan.language.numbers.cardinal(value_of(match[2]))}")


@shapes("0(", "0a")
def recognise_paragraph(scan: Scan, position: int) -> Reading | None:
    """``401(k)``, ``401k``, ``501(c)(3)``: a paragraph of American law, in Spanish without pauses."""
    match = _PARAGRAPH.match(scan.text, position) if "es" in scan.language.lineage else None
    if not match:
        return None
    cardinal = scan.language.numbers.cardinal
    parts = _PARTS.findall(match.group())
    return Reading(match.end(), " ".join(cardinal(int(part)) if part.isdecimal() else part.upper() for part in parts))

"""Numbers and ranges of numbers, with what may follow: ordinal suffix, currency, unit, magnitude, or a noun."""

from __future__ import annotations

from frontend.normalize.amounts import money
from frontend.normalize.numerals import match_quantity
from frontend.normalize.numeric import (
    bare_prices,  # noqa: F401  adds its rules
    continuations,
    digit_strings,
    english_prices,  # noqa: F401  adds its rules
    fractions,
)
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Rules
from frontend.normalize.scan import Anchor, Reading, Scan
from frontend.normalize.shapes import shapes
from frontend.normalize.values import Number, Quantity

_BORE = regex("-cal(?:\\.|iber|ibre)?(?![a-z])")
_BELOW = regex("[-–−][0-9]{1,2}(?![0-9/-]|[.,:][0-9])")
_LOSS = regex("[-–−][0-9]{1,3}(?:[.,][0-9]{1,3})?[ \u00a0]?[%°]")
"""Behind a slash: "-1,05 €/-2,99 %"."""
_INDEX_BEFORE = regex("(?:^|[^0-9.,])[0-9]{0,3}[.,]?[0-9]{3}(?:[.,][0-9]{1,2})?[ \u00a0\u202f]$")
_INDEX_REACH = 14
_CHANGE = regex("[-–−][0-9]{1,2}[.,][0-9]{1,2}[ \u00a0]?%")
_GAME_REACH = 14
_RECORD = regex("[0-9]{1,3}[-–][0-9]{1,3}")
_UNTIL_HOUR = regex("[-–](?:[0-9]|1[0-9]|2[0-4])(?:[.:][0-5][0-9])?(?: ?(?:Uhr|h)(?!\\w)|[,;)\n]|$)")
_NEGATIVE_PART = regex("[-–](?:[0-9]{1,3} [1-9]/(?:2|3|4|8|16)(?![0-9/])|[0-9]{0,3}[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])")
_ENCLOSED = regex("[0-9]{2,5}\\)")
_BORES = frozenset(("22", "32", "38", "44", "45"))
_RIFLE = regex(r"\.([1-9][0-9])-([0-9]{2})(?![0-9.,-])")
_LESS = regex("[-–][ \u00a0][0-9][0-9 \u00a0]{0,8}(?:[.,][0-9]{2})?[ \u00a0]?\\$")
_DEDUCTED = regex(
    r"[-–][ \u00a0]?(?=[0-9]{1,2}(?:,[0-9])? (?:(?:pts?|points?)\.? )?(?:pour (?:chaque|toute|une)|par) "
    r"(?:faute|erreur|oubli|omission|mauvaise|réponse|retard|jour de retard|mot)(?!\w))"
)
_EXTENSION = regex("[-–][0-9]{2,5}(?! ?[°%€$0-9.,])")
_RUN = regex(r"[0-9]{1,60}")


def recognise(scan: Scan, position: int) -> Reading | None:
    """A quantity at a digit. Always answers: this is the last of the digit classes."""
    return _read(scan, position, position, False)


class Signed(Anchor):
    """A point or dash, and the digits behind it up to `end`, "" if there are none."""

    __slots__ = ("digits", "end")

    def __init__(self, scan: Scan, position: int) -> None:
        super().__init__(scan, position)
        run = _RUN.match(scan.text, position + 1)
        self.digits = run.group() if run else ""
        self.end = position + 1 + len(self.digits)

    def cardinal(self, digits: str) -> str:
        return self.language.numbers.cardinal(int(digits))

    def minus(self, reading: Reading | None) -> Reading | None:
        """What stands behind a dash, as less than nothing."""
        if reading is None:
            return None
        return Reading(reading.end, f"{self.language.words['minus']} {reading.spoken}", reading.closes_sentence)


def _has_lost(scan: Scan, position: int) -> bool:
    """Whether a percentage behind a number is what an index has lost: "S&P 500 -0.83 %", but "2.5 -3.5 %"."""
    index = _INDEX_BEFORE.search(scan.text, max(0, position - _INDEX_REACH), position)
    return index is not None and _CHANGE.match(scan.text, position) is not None


def _is_second(scan: Scan, position: int) -> bool:
    """Whether the second of two numbers with a slash is below zero: "-1,05 €/-2,99 %", French "ven. 4/−2"."""
    paired = scan.character(position - 2).isdecimal() and "fr" in scan.language.lineage
    below = paired and _BELOW.match(scan.text, position) is not None
    return below or _LOSS.match(scan.text, position) is not None


POINTED: Rules[Signed, Reading] = Rules()
"""How digits behind a point are read."""
NEGATIVE: Rules[Signed, Reading] = Rules()
"""How what stands behind a dash is read."""


@shapes(".0", "-", "–")
def recognise_signed(scan: Scan, position: int) -> Reading | None:
    """``-5``, ``+3`` and ``.5`` where no word or number stands directly before."""
    text, before = scan.text, scan.character(position - 1)
    if before and before not in ' \u00a0\u202f\n("[=:' and not (before == "/" and _is_second(scan, position)):
        return None
    if text[position] == ".":
        return POINTED.first(Signed(scan, position), scan.language.tag)
    numbered = scan.left()[-1:].isdecimal() and before in " \u00a0\u202f" and not _is_deducted(scan, position)
    if text[position] not in "-–" or (numbered and not _has_lost(scan, position)):
        return None
    return NEGATIVE.first(Signed(scan, position), scan.language.tag)


@POINTED.add()
def rifle(signed: Signed) -> Reading | None:
    """The bore of a rifle and its year or charge: ".30-06"."""
    match = signed.match(_RIFLE) if signed.cues("calibers") else None
    if not match:
        return None
    return Reading(match.end(), f"{signed.cardinal(match[1])} {signed.language.numbers.two_digits(int(match[2]))}")


@POINTED.add()
def caliber(signed: Signed) -> Reading | None:
    """The bore of a gun with its unit: "a .45-cal. pistol"."""
    unit = _BORE.match(signed.scan.text, signed.end) if signed.cues("calibers") else None
    return (
        Reading(unit.end(), f"{signed.cardinal(signed.digits)} caliber") if unit and len(signed.digits) == 2 else None
    )


@POINTED.add()
def bore(signed: Signed) -> Reading | None:
    """The bore of a gun, where a gun or an article says so: ".303 rifles", "pulled a .38"."""
    scan, guns = signed.scan, signed.cues("calibers")
    known = scan.left() in ("the", "a", "his", "her", "my") and signed.digits in _BORES
    named = scan.word_after(signed.end + (scan.character(signed.end) == "-")).lower() in guns
    if not guns or not (named or known):
        return None
    said = {2: signed.cardinal, 3: signed.language.code_digits}.get(len(signed.digits))
    return Reading(signed.end, said(signed.digits)) if said else None


@POINTED.add()
def average(signed: Signed) -> Reading | None:
    """How often a batter hits: "hitting .312"."""
    if len(signed.digits) != 3 or not _is_average(signed.scan, signed.position, signed.end):
        return None
    named = signed.scan.text.startswith(" BA", signed.end)  # "a .310 BA", no baths
    return Reading(signed.end + 3 * named, signed.language.paired(signed.digits) + (" B A" if named else ""))


@POINTED.add()
def decimal(signed: Signed) -> Reading | None:
    """A number without its zero: ".5"."""
    if not signed.digits or "." not in signed.language.decimal_words:
        return None
    return continuations.read(signed.scan, signed.position, Quantity(Number("0", signed.digits)), signed.end)


@NEGATIVE.add()
def extension(signed: Signed) -> Reading | None:
    """The last digits of the number of a telephone: "Durchwahl -245"."""
    return Reading(signed.end, signed.language.digits(signed.digits)) if signed.digits and _is_dialled(signed) else None


def _is_dialled(signed: Signed) -> bool:
    """Whether a word of telephones stands before, or the sentence says where a number ends."""
    scan, extensions = signed.scan, signed.cues("extension")
    closed = signed.before == "(" and _ENCLOSED.match(scan.text, signed.position + 1)
    announced = closed and not extensions.isdisjoint(entry.rstrip(".") for entry in scan.lefts(12))
    left = scan.left(2) if scan.left() == ":" else scan.left()  # "Fax: -123"
    ended = scan.left(2) in signed.cues("ending")  # "endet auf -17"
    dialled = extensions | (signed.cues("keyed") if left == "die" else frozenset())  # "wählen Sie bitte die -4312"
    told = left in ("die", "ist", "lautet") and not dialled.isdisjoint(scan.lefts(4))  # "die Durchwahl ist -44"
    told = told or (left == "unter" and signed.match(_EXTENSION) is not None)  # "unter -4417 erreichbar"
    return left.rstrip(".") in extensions or bool(announced) or ended or told


@NEGATIVE.add("de")
def until(signed: Signed) -> Reading | None:
    """An hour behind a day of the week: "Fr –13 Uhr"."""
    day = signed.left.rstrip(".") in signed.language.weekdays and signed.match(_UNTIL_HOUR)
    return Reading(signed.position + 1, signed.language.words["to"]) if day else None


@NEGATIVE.add("fr")
def reduced(signed: Signed) -> Reading | None:
    """So much less, with a space behind the dash: "Rabais fidélité – 10,00 $"."""
    scan = signed.scan
    less = not signed.digits and signed.match(_LESS) and not signed.cues("reduced").isdisjoint(scan.lefts(3))
    return _read(scan, signed.position, signed.position + 2, True) if less else None


@NEGATIVE.add("fr")
def deducted(signed: Signed) -> Reading | None:
    """Points that a mistake costs: "– 1 pour chaque faute"."""
    match = signed.match(_DEDUCTED)
    return _read(signed.scan, signed.position, match.end(), True) if match else None


def _is_deducted(scan: Scan, position: int) -> bool:
    return "fr" in scan.language.lineage and _DEDUCTED.match(scan.text, position) is not None


@NEGATIVE.add()
def part(signed: Signed) -> Reading | None:
    """A part of one: "-1½p"."""
    parted = signed.digits and signed.match(_NEGATIVE_PART)
    return signed.minus(fractions.recognise(signed.scan, signed.position + 1)) if parted else None


@NEGATIVE.add()
def number(signed: Signed) -> Reading | None:
    """Any number, with what follows it: "-5 °C"."""
    return _read(signed.scan, signed.position, signed.position + 1, True) if signed.digits else None


@NEGATIVE.add()
def amount(signed: Signed) -> Reading | None:
    """An amount of money: "-$5"."""
    return None if signed.digits else signed.minus(money.recognise_prefix(signed.scan, signed.position + 1))


def _is_average(scan: Scan, position: int, end: int) -> bool:
    """Whether a decimal is a batter's: a word of baseball stands beside it, or "5 for 12" before its bracket."""
    batting = scan.language.cues.get("batting", frozenset())
    record = "for" in scan.lefts(5) or _RECORD.fullmatch(scan.left(2)) is not None  # "5 for 12", "41-29 (.586)"
    bracketed = scan.character(position - 1) == "(" and record and bool(batting)
    baseball = not scan.language.cues.get("baseball", frozenset()).isdisjoint(scan.lefts(_GAME_REACH))
    return (
        bracketed
        or baseball
        or not batting.isdisjoint(entry.rstrip(".") for entry in (*scan.lefts(4), scan.word_after(end).lower()))
    )


def _read(scan: Scan, start: int, position: int, negative: bool) -> Reading | None:
    matched = match_quantity(scan, position, negative)
    if matched is None:
        run = _RUN.match(scan.text, position)
        return Reading(run.end(), digit_strings.verbalise(run.group(), scan.language)) if run else None
    return continuations.read(scan, start, *matched)

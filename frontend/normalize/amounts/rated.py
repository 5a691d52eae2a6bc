"""Amounts for each of something: ``90 km/h``, ``5 GB/month``, ``9.8 m s⁻²``, ``36 g/100 mL``; and units alone.

A form is one small function that explains itself; the first that answers is used. What only looks like one ("180°C/gas
4") is left to whatever reads the slash.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from frontend.normalize.amounts.measures import SHOUTED, after_stop, unit_after, verbalise
from frontend.normalize.cleaning import LETTER
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Rules
from frontend.normalize.scan import Place, Reading, Scan
from frontend.normalize.values import Number, Quantity, Unit
from frontend.tables import word_set

if TYPE_CHECKING:
    from frontend.normalize.abbreviations.rules import Entry

_RATED = regex("[ \u00a0\u202f]?/|[ ·\u00a0]?[A-Za-z]{1,4}⁻")
_PER = regex(
    f"/((?:sq|cu|fl)\\.? (?:ft|in|mi|yd|oz|m)(?:\\.(?= [a-z]))?|(?:pi|m) (?:lin|ca)\\.?|p\\.c|pi\\.ca|lfd\\.? ?m"
    f"|[{LETTER}µ]{{1,20}}[²³23]?)(?![{LETTER}0-9]|/(?![a-z]|1[.,]73)|\\.[{LETTER}])"
)
_PER_SURFACE = regex("/1([.,])73 ?(m²|m2)(?![A-Za-z0-9])")
"""The skin of a body, for which what the kidneys do is told."""
_WRITTEN_SHORT = regex("[a-z]{3,5}(?![\\w.])")
"""May be short for a word without a full stop: "2 $/bte"."""
_SPACED_PER = regex(f" / ([{LETTER}]{{1,12}})(?![{LETTER}'])")
_INVERSE = regex("[ ·\u00a0]?([A-Za-z]{1,4})⁻([¹²³])")
_PER_PRODUCT = regex("/\\(([A-Za-z]{1,4}[²³]?)[·* ]?([A-Za-z]{1,4})\\)")
_PER_AREA_AND_YEAR = regex("/(?:\\(m[²2][·*⋅ ]?a\\)|m[²2][·*]?a(?![\\w]))")
"""What a house needs: "118 kWh/(m²·a)"."""
_PER_COUNT = regex("/([1-9][0-9]{0,2}(?:,?000){0,2})(?![0-9/.,])")
_DOSED = regex(
    "(?<![A-Za-z])(?:[mµkn]?g|k?Wh|UI|I\\.?E\\.?|mcg|kcal|kJ|mmol|ml|mL|doses?|dosis|comprimés?|caps\\.|co\\.|gouttes?"
    "|inh\\.|inhal\\.|fois|€|[$])$"
)
_IN_DAYS = regex("/(?:12|24|48|72) ?h(?![\\w/])")
"""Rain, and what rises: "38 mm/24 h"."""
_HEATED = ("Celsius", "Fahrenheit")
_ELECTRIC = ("volts", "amps", "milliamps", "watts", "kilowatts", "amp hours", "milliamp hours", "hertz")
"""Units of which several are told of one device: "5V/2A"."""
_PAIRED = frozenset(("electric", "glued"))
"""What is told beside something else, no rate of it."""
_DRIVEN = ("miles", "kilometers", "kilometres")
_MILES = ("mile", "miles", "km")
_LASTS = regex(r"[ 0-9-](?:years?|yrs?\.?|months?|mos?\.?)$")
"""How long something is guaranteed, before how far it may be driven: "3 yr/36,000 mi"."""
_SYMBOL_BEFORE = regex("[0-9½¼¾] ?([A-Za-z]{1,3}(?: oz)?)\\.?$")
_SYSTEMS = (
    (("grams", "kilograms"), ("ounces", "pounds")),
    (("milliliters", "millilitres", "liters", "litres"), ("pints", "fluid ounces", "quarts", "gallons", "cups")),
    (("millimeters", "millimetres", "centimeters", "centimetres"), ("inches",)),
    (("meters", "metres"), ("feet", "yards")),
    (("kilometers", "kilometres"), ("miles",)),
)
"""Units of the metric system and those of the other one for the same."""
_ALONE = regex(
    r"([kMGTmcµ]?[A-Za-z]{1,3}[²³]?)(?:(?![\w/²³-])"
    r"|(?=/(?:[a-zµ]{0,2}(?:m[²³]?|[gsh]|min|ml|[lL]|jour|mois|an|sem)|100 ?(?:g|ml)|kWh)(?![\w/])))"
)
_POWERS = ("²", "³")
_BRACKETED = regex(r"[0-9] ?\((?:[0-9.,]{1,6}(?:[,;/] ?| ))*(?:[0-9.,]{1,6}|[^\W\d_]{2,5}\.)\) $")
_BRACKETED_REACH = 50
"""Behind a number and others in brackets, or what it measures: "92 (100, 108) cm", "30 (prof.) cm"."""
_SQUARE_FOOT = regex("(?:p[.]c|pi[.]ca)(?:[.](?! ?[A-ZÀ-Þ]|$)|(?![\\w.]))")
_NO_WORD = regex("[b-df-hj-np-tv-zB-DF-HJ-NP-TV-Z]{2,4}[²³]?")
_WORDS = frozenset(("bar", "in", "at", "ton", "rod", "mil", "pm", "am", "ha", "min", "max"))
"""Symbols of units that are words too: "foo bar/g"."""
_RENTED = 14
"""So many words to the left, a home or its rent may stand."""
_ROUND_COUNTS = frozenset(("24", "28", "48", "72"))
"""Hours between doses, above twelve."""


@dataclass(frozen=True, slots=True, eq=False)
class Rated(Place):
    """An amount that ends at `end`, and how it is said."""

    scan: Scan
    end: int
    spoken: str

    @property
    def units(self) -> Mapping[str, Unit]:
        """The units of the language by their symbols."""
        return self.scan.language.units

    @property
    def alone(self) -> Reading:
        """The amount without what follows."""
        return Reading(self.end, self.spoken)

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What `pattern` finds right behind the amount."""
        return pattern.match(self.scan.text, self.end)

    def each(self, stop: int, name: str) -> Reading:
        """The amount for each `name`, which ends at `stop`."""
        return Reading(stop, f"{self.spoken} {self.scan.language.words['per']} {name}")


@dataclass(frozen=True, slots=True, eq=False)
class Divisor(Place):
    """A word or unit right behind the slash of an amount, ``[start, stop)`` of the text."""

    scan: Scan
    amount: Rated
    start: int
    stop: int

    @property
    def written(self) -> str:
        return self.scan.text[self.start : self.stop]

    @property
    def unit(self) -> Unit | None:
        """The unit, or the currency ("18.21 MXN/USD")."""
        written, units, currencies = self.written, self.amount.units, self.scan.language.currencies
        bare, joined = written.removesuffix("."), written.replace(".", "")
        unit = units.get(f"per {written}") or units.get(bare) or units.get(joined)
        if unit is None and written.isupper() and len(written) > 1:
            unit = units.get(SHOUTED.get(written, ""))  # "@ £0.89/KG"
        if unit is None and written.isupper() and written in currencies:
            return currencies[written].unit
        return unit

    @property
    def is_stopped(self) -> bool:
        """Whether a full stop stands behind it."""
        return self.scan.character(self.stop) == "."

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Its rows in the table of abbreviations."""
        return self.scan.language.abbreviations.get(self.written.lower(), ())

    @property
    def name(self) -> str:
        """The word that it is short for without a full stop, or the word itself."""
        for entry in self.entries:
            if entry.written.rstrip(".") == self.written and entry.rule.name == "after_per":
                return entry.spoken
        short = _WRITTEN_SHORT.match(self.scan.text, self.start) is not None
        return self.scan.language.unstopped_word(self.written) if short else self.written

    def cut_short(self, full: str) -> Reading:
        """The amount for each of the word `full`, whose full stop may end the sentence."""
        return self.amount.each(self.stop + (not self.scan.ends_here(self.stop + 1)), full)

    def said(self, stop: int, name: str) -> Reading:
        """The amount for each `name`, and for each of what follows behind another slash ("ml/kg/day")."""
        each = self.amount.each(stop, name)
        return per(self.scan, stop, each.spoken) if self.scan.character(stop) == "/" else each


FORMS: Rules[Rated, Reading] = Rules()
form = FORMS.add
DIVISORS: Rules[Divisor, Reading] = Rules()
divisor = DIVISORS.add


def per(scan: Scan, end: int, spoken: str) -> Reading:
    """An amount that ends at `end`, with "per month" where ``/month`` (a unit or a word) follows."""
    amount = Rated(scan, end, spoken)
    if not amount.match(_RATED):
        return amount.alone
    return FORMS.first(amount, scan.language.tag) or amount.alone


@form()
def inverse(amount: Rated) -> Reading | None:
    """A unit with a negative power: "9.8 m s⁻²"."""
    found = amount.match(_INVERSE)
    if not found or found[1] not in amount.units:
        return None
    unit = amount.units.get(found[1] + found[2])  # "kg·m⁻³": cubic metres
    power = f" {amount.scan.language.symbols[found[2]]}" if found[2] in "²³" and not unit else ""
    each = amount.each(found.end(), (unit or amount.units[found[1]]).singular + power)
    return per(amount.scan, each.end, each.spoken)


@form()
def product(amount: Rated) -> Reading | None:
    """Two units in brackets: "J/(mol·K)"."""
    found = amount.match(_PER_PRODUCT)
    if not found or not all(symbol in amount.units for symbol in found.groups()):
        return None
    return amount.each(found.end(), " ".join(amount.units[symbol].singular for symbol in found.groups()))


@form("de")
def area_and_year(amount: Rated) -> Reading | None:
    """What a house needs: "118 kWh/(m²·a)"."""
    found = amount.match(_PER_AREA_AND_YEAR)
    area = amount.units["m²"].singular
    return amount.each(found.end(), f"{area} {amount.scan.language.words['and']} Jahr") if found else None


@form("de", "es", "fr")
def spaced(amount: Rated) -> Reading | None:
    """With spaces around the slash: "5 $ / jour"."""
    found = amount.match(_SPACED_PER)
    unit = amount.units.get(found[1]) if found else None
    if found and unit and len(found[1]) > 1:
        return amount.each(found.end(), unit.singular)
    if not found or found[1] not in amount.cues("rates"):
        return None
    if unit:
        return amount.each(found.end(), unit.singular)
    return Reading(found.start(1), f"{amount.spoken} {amount.scan.language.words['per']}")


@form()
def body_surface(amount: Rated) -> Reading | None:
    """By the skin of a body: "eGFR 52 mL/min/1.73 m²"."""
    found = amount.match(_PER_SURFACE)
    if not found:
        return None
    marks = amount.scan.language.decimal_words
    number = Number("1", "73", found[1] if found[1] in marks else next(iter(marks)))  # "1,73" in English too
    surface = verbalise(Quantity(number), amount.units["m²"], amount.scan.language)
    return amount.each(found.end(), surface)


@form()
def counted(amount: Rated) -> Reading | None:
    """So many of something: "36 g/100 mL", "4 doses/24 hrs", "12 deaths/100,000 people", "3 €/100 Blatt"."""
    found = amount.match(_PER_COUNT)
    if not found or amount.spoken.endswith(_HEATED):
        return None
    scan, english = amount.scan, amount.scan.language.tag.startswith("en")
    count = Quantity(Number(found[1].replace(",", "")))
    if int(count.low.digits) > 12 and int(count.low.digits) % 5 and found[1] not in _ROUND_COUNTS:
        return None  # "1,590kJ/378kcal": twice the same
    dosed = english or _DOSED.search(scan.text[max(0, amount.end - 12) : amount.end]) or amount.match(_IN_DAYS)
    if not dosed:
        return None  # "18 V/2 Ah"
    unit = unit_after(scan, found.end())
    if unit:
        return None if _is_beside(amount, unit[0]) else amount.each(unit[1], verbalise(count, unit[0], scan.language))
    noun = scan.word_after(found.end())
    if noun in _MILES and _lasts(amount):
        return None
    follows = noun[:1].isupper() if scan.language.capital_nouns else english and noun.islower()
    return amount.each(found.end(), scan.language.quantity(count)) if follows else None


def _lasts(amount: Rated) -> bool:
    """Whether the amount is a length of time in years or months."""
    return _LASTS.search(amount.scan.text, max(0, amount.end - 8), amount.end) is not None


def _is_beside(amount: Rated, unit: Unit) -> bool:
    """Whether a second amount is told beside the first: "12GB/512GB", "120V/60Hz", "3BR/2BA", joules and calories."""
    energy = amount.spoken.endswith(("joules", "julios")) and "calor" in unit.plural
    energy = energy or (unit.plural in _ELECTRIC and amount.spoken.endswith(_ELECTRIC))
    paired = any(flag in unit.flags for flag in _PAIRED)
    paired = paired or (unit.plural in _DRIVEN and _lasts(amount))  # "3 yr/36,000 mi"
    return energy or paired or _is_converted(amount, unit) or amount.spoken.endswith((unit.singular, unit.plural))


def _is_converted(amount: Rated, unit: Unit) -> bool:
    """Whether the second amount is the first in the units of another system: "115g/4oz", "20cm/8in"."""
    first = _SYMBOL_BEFORE.search(amount.scan.text, max(0, amount.end - 9), amount.end)
    known = amount.units.get(first[1]) if first else None
    return known is not None and any(
        (known.plural in metric and unit.plural in imperial) or (known.plural in imperial and unit.plural in metric)
        for metric, imperial in _SYSTEMS
    )


@form()
def divided(amount: Rated) -> Reading | None:
    """A word or a unit behind the slash: "90 km/h", "5 GB/month"."""
    found = amount.match(_PER)
    if not found:
        return None
    return DIVISORS.first(Divisor(amount.scan, amount, *found.span(1)), amount.scan.language.tag)


@divisor("en")
def offered(divisor: Divisor) -> Reading | None:
    """What one would take: "$11,800/OBO"."""
    entry = next((entry for entry in divisor.entries if entry.written == divisor.written), None)
    asked = divisor.written in ("OBO", "ONO", "OVNO") and entry is not None
    return Reading(divisor.stop, f"{divisor.amount.spoken} {entry.spoken}") if entry and asked else None


@divisor("de")
def by_letter(divisor: Divisor) -> Reading | None:
    """The first letter of a word, which is a unit without its full stop: "244 €/J."."""
    told = f"per {divisor.written}" in divisor.amount.units  # "4 g/d."
    if len(divisor.written) != 1 or told or not divisor.unit or not divisor.is_stopped:
        return None
    full = divisor.scan.language.full_word(divisor.written)
    return divisor.cut_short(full) if full != divisor.written else None


@divisor("fr")
def square_foot(divisor: Divisor) -> Reading | None:
    """How much for a square foot: "21 $/p.c.", "18 $/pi.ca."."""
    match = _SQUARE_FOOT.match(divisor.scan.text, divisor.start)
    return divisor.amount.each(match.end(), "pied carré") if match else None


@divisor("fr")
def weekly(divisor: Divisor) -> Reading | None:
    """How much a week: "140 $/s."; nothing is paid by the second."""
    paid = divisor.scan.text[max(0, divisor.start - 3) : divisor.start].rstrip("/ ").endswith("$")
    return divisor.cut_short("semaine") if paid and divisor.written == "s" and divisor.is_stopped else None


@divisor("fr")
def monthly_share(divisor: Divisor) -> Reading | None:
    """A rate of interest: "1,5 %/m."."""
    language, words = divisor.scan.language, divisor.scan.language.words
    share = divisor.written == "m" and divisor.amount.spoken.endswith(language.units["%"].plural)
    return divisor.cut_short(words["month"]) if share and divisor.is_stopped else None


@divisor("es")
def rent(divisor: Divisor) -> Reading | None:
    """What a home costs each month: "apto. amueblado, $2,150/m"."""
    paid = divisor.written == "m" and divisor.amount.spoken.endswith(("dólares", "pesos", "euros"))
    rented = divisor.near("dwellings", _RENTED) or divisor.near("rented", _RENTED)
    return divisor.said(after_stop(divisor.scan, divisor.stop), "mes") if paid and rented else None


@divisor()
def by_unit(divisor: Divisor) -> Reading | None:
    """A unit: "90 km/h", "ml/kg/day"."""
    unit = divisor.unit
    return divisor.said(after_stop(divisor.scan, divisor.stop), unit.singular) if unit else None


@divisor()
def abbreviated(divisor: Divisor) -> Reading | None:
    """A word cut short with a full stop: "20 $/pers.", "120 €/P."."""
    name = divisor.name
    if divisor.is_stopped and name == divisor.written:
        name = divisor.scan.language.full_word(name)
    return divisor.cut_short(name) if divisor.is_stopped and name != divisor.written else None


@divisor()
def temperatures(divisor: Divisor) -> Reading | None:
    """Another temperature, or how an oven has it: "min 3°/max 15°", "180°C/gas 4"."""
    told = any(entry.rule.name in ("before_degrees", "before_temperature") for entry in divisor.entries)
    return divisor.amount.alone if told or divisor.amount.spoken.endswith(_HEATED) else None


@divisor()
def no_word(divisor: Divisor) -> Reading | None:
    """What no thing is called: "F 3mm/R 5mm", "3m/sAA3"."""
    name = divisor.name
    coded = (len(name) == 1 and name.isupper()) or any(character.isdecimal() for character in name)
    short = len(name) < 3 and not name.isupper() and name not in divisor.scan.language.nouns
    return divisor.amount.alone if coded or short else None


@divisor()
def spelled(divisor: Divisor) -> Reading | None:
    """Capitals: "0,20 €/SMS"."""
    name = divisor.name
    letters = 1 < len(name) < 5 and name.isupper() and not divisor.scan.shouting
    return divisor.said(divisor.stop, " ".join(name)) if letters else None


@divisor()
def by_word(divisor: Divisor) -> Reading | None:
    """Any other word: "5 GB/month"."""
    return divisor.said(divisor.stop, divisor.name)


_SCALES = word_set("mm cm dm km mg kg ml cl dl hl")
"""Units that no German word can be: "Länge in cm"."""


def _is_measured_in(scan: Scan, symbol: str, end: int) -> bool:
    """Whether a French scale or table is in this unit: "une seringue graduée en kg", but "en ch. 4"; German "in m²"."""
    told = scan.left() == "en" and "fr" in scan.language.lineage and symbol.islower()
    if scan.left() in ("in", "je", "pro") and scan.language.capital_nouns:
        return symbol[-1] in _POWERS or (len(symbol) > 1 and symbol.islower() and symbol in _SCALES)
    cut = scan.character(end) == "." and not scan.ends_here(end + 1)
    return told and not cut and _NO_WORD.fullmatch(symbol) is not None


def recognise_alone(scan: Scan, position: int) -> Reading | None:
    """A unit without a quantity that no word can be: "por kWh", "Poids (kg)", "(kg/m²)"."""
    match = _ALONE.match(scan.text, position)
    unit = scan.language.units.get(match[1]) if match else None
    if not match or unit is None or scan.left()[-1:].isdecimal():
        return None
    slashed = scan.character(match.end()) == "/"
    rated = scan.language.units.get(scan.text[position : match.end() + 2]) if slashed else None
    if rated and not scan.character(match.end() + 2).isalnum():  # "en km/h"
        return Reading(match.end() + 2, rated.plural)
    enclosed = scan.character(position - 1) == "(" and scan.character(match.end()) == ")" and scan.left(2).isalpha()
    squared = scan.character(match.end() + 1) in _POWERS  # "estatura (m)²"
    enclosed = enclosed and (squared or (_NO_WORD.fullmatch(match[1]) is not None and not match[1].isupper()))
    if enclosed and scan.language.capital_nouns and scan.left(2) in (unit.singular.lower(), unit.plural.lower()):
        return Reading(match.end(), " ".join(match[1].upper()))  # "Megawattstunde (MWh)"
    if (
        enclosed
        or _is_measured_in(scan, match[1], match.end())
        or (_NO_WORD.fullmatch(match[1]) and scan.is_behind(_BRACKETED, position, _BRACKETED_REACH))
    ):
        return Reading(match.end(), unit.plural)
    worded = len(match[1]) < 2 or match[1] in _WORDS or not slashed
    if scan.language.tag.startswith("en") and worded:
        return None  # but "ft/s", "mg/dL"
    one = scan.left() in scan.language.cues["one of"]
    name = unit.singular if one else unit.plural
    each = scan.left() in scan.language.cues.get("each", ())
    stopped = scan.character(match.end()) == "." and bool(scan.text[match.end() + 1 :].strip())  # "der Mt. Everest"
    if each and _NO_WORD.fullmatch(match[1]) and scan.character(match.end()) != "/" and not stopped:
        return Reading(match.end(), unit.singular)  # "gramos por km"
    if scan.left() in scan.language.scales and scan.left(2)[-1:].isdecimal():  # "61 mil km"
        return Reading(match.end(), name)
    if match[1] == scan.text[match.end() + 1 : match.end() + 1 + len(match[1])] and scan.character(match.end()) == "/":
        return None  # "0.3 % m/m"
    if scan.character(match.end()) != "/":
        mixed = len(match[1]) > 1 and not match[1].islower() and not match[1].isupper() and not match[1].istitle()
        return Reading(match.end(), name) if mixed else None
    reading = per(scan, match.end(), name)
    return reading if reading.end > match.end() else None

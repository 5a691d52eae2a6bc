"""The base of the five languages: tables, patterns and the verbalisers that need grammar.

A semiotic class (``dates.py``, ``money.py`` ...) recognises and decides *what* is to be said; the `Language` says it.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from frontend.normalize.locales.nouns import Nouns
from frontend.normalize.numbers import COUNTING, Form
from frontend.normalize.patterns import regex
from frontend.normalize.values import Currency, Date, Number, Quantity, Time, Unit

if TYPE_CHECKING:
    from frontend.normalize.scan import Reading, Scan


class Language(Nouns):
    """One locale. Subclasses set the class variables and implement the abstract verbalisers."""

    date_order: ClassVar[str]
    """Order of all-numeric dates: "mdy" or "dmy"."""
    dotted_dates: ClassVar[bool] = False
    """Whether ``1.2.22`` is a date (elsewhere only with a four-digit year)."""
    home_currency: ClassVar[str] = "$"
    """The sign of the currency of amounts that have none, on a bill."""
    decimal_words: ClassVar[dict[str, str]]
    """Decimal mark to the word for it."""
    number_patterns: ClassVar[tuple[str, ...]]
    """Groups ``int``, ``frac`` and ``mark``; tried in order."""
    ordinal_suffix: ClassVar[str]
    """Pattern of what follows a digit string to make it an ordinal."""
    elisions: ClassVar[tuple[str, ...]] = ()
    """Word endings whose apostrophe belongs to the word (French "l'")."""
    one_letter_words: ClassVar[frozenset[str]]
    title_case: ClassVar[bool] = False
    """Whether headlines capitalise words, so that a capital says nothing about a one-letter word."""
    open_endings: ClassVar[re.Pattern[str] | None] = None
    """Words whose ending a writer leaves open ("nom(s)"), for `both_endings`."""
    inner_abbreviations: ClassVar[dict[str, str]] = {}
    """Abbreviated parts inside of hyphenated names ("-Ste-") to their full forms."""
    street_endings: ClassVar[tuple[str, ...]] = ()
    """Ends of street names, for house numbers such as ``7/9``."""
    mute_plural: ClassVar[bool] = False
    """Whether the s of a spelled plural is silent ("los CDs")."""
    serial_hundreds: ClassVar[bool] = True
    """Whether three digits behind a letter are a number ("A trois cent vingt"); else they are read one by one."""
    phone_patterns: ClassVar[tuple[str, ...]]
    year_cues: ClassVar[frozenset[str]]
    """Words before a bare four-digit number that make it a year."""
    date_cues: ClassVar[frozenset[str]]
    """Words before ``3/14`` that make it a date."""

    capital_months: ClassVar[bool] = True
    """Whether month names must be capitalised to count as dates."""
    day_month_patterns: ClassVar[tuple[str, ...]]
    """Dates that begin with the day; ``{M}`` is any month name; groups ``day``, ``month``, ``year``, ``until``."""
    month_day_patterns: ClassVar[tuple[str, ...]]
    """Dates that begin with the month's name."""
    time_patterns: ClassVar[tuple[str, ...]]
    """Groups ``hour``, ``minute``, ``second``, ``half`` (am or pm) and ``word`` (an hour word)."""
    after_hour: ClassVar[re.Pattern[str]] = regex(r"(?!)")
    """What follows a full hour ("5:00") when nothing is to be said for the minutes."""
    articles: ClassVar[dict[str, str]] = {}
    """Articles to genders, where a Roman numeral between one of them and a noun is an ordinal ("la IV República")."""
    before_hour: ClassVar[frozenset[str]] = frozenset()
    """Words before a full hour that make the word for "o'clock" needless ("a las 9:00"), where the language has one."""
    slash_dates: ClassVar[bool] = True
    """Whether ``3/17`` can be a date without a word that announces one."""
    hour_form: ClassVar[Form] = COUNTING
    """The form of the first hour in ``9-5pm``."""

    spells_unknown: ClassVar[bool] = False
    """Whether four capitals that are no frequent word are spelled even where they could be said."""
    respaces: ClassVar[bool] = False
    """Whether spaces that a hurried writer left out are put in ("Dr.Meier")."""
    counts_out_of: ClassVar[bool] = False
    """Whether a fraction without a name ("27/39") is so many out of so many."""
    spells_consonants: ClassVar[bool] = False
    """Whether a short word in lower case without a vowel is spelled ("thx"), save the cues "sounds"."""

    @cached_property
    def number_matchers(self) -> tuple[re.Pattern[str], ...]:
        return tuple(regex(pattern) for pattern in self.number_patterns)

    @cached_property
    def phone_matchers(self) -> tuple[re.Pattern[str], ...]:
        return tuple(regex(pattern) for pattern in self.phone_patterns)

    # Verbalisers with a common default ----------------------------------------------------------------------------

    def digit(self, digit: str) -> str:
        return self.numbers.digits[int(digit)]

    def digits(self, digits: str) -> str:
        """Digits one by one; other characters are skipped."""
        return " ".join(self.digit(digit) for digit in digits if digit.isdecimal())

    def code_digits(self, digits: str) -> str:
        """A short code: the number of a room or a flight."""
        return self.digits(digits)

    def looks_like_postcode(self, scan: Scan, start: int, end: int) -> bool:
        """Whether five digits are a postal code."""
        return False

    def telephone_group(self, digits: str) -> str:
        """One group of a telephone number."""
        return self.digits(digits)

    def number(self, number: Number, form: Form = COUNTING) -> str:
        """An integer or decimal of any length."""
        sign = self.words["minus"] + " " if number.negative else ""
        whole = number.digits or "0"
        plain = Number(whole)
        if number.fraction is None:
            value = plain.value
            return sign + (self.digits(whole) if value is None else self.numbers.cardinal(value, form))
        value = plain.value
        spoken = self.digits(whole) if value is None else self.decimal_integer(value)
        return f"{sign}{spoken} {self.decimal_words[number.mark]} {self.fraction_digits(number.fraction)}"

    def decimal_integer(self, value: int) -> str:
        """The integer part of a decimal."""
        return self.numbers.cardinal(value)

    def fraction_digits(self, digits: str) -> str:
        """The digits after the decimal mark."""
        return self.digits(digits)

    def is_singular(self, quantity: Quantity) -> bool:
        number = quantity.last
        return quantity.high is None and number.fraction is None and number.value == 1

    def quantity(self, quantity: Quantity, form: Form = COUNTING) -> str:
        """A number or range, with its magnitude word."""
        if quantity.scale is not None:
            scale = quantity.scale
            if (
                quantity.high is None
                and quantity.last.value is not None
                and scale.singular in ("mil", "mille", "Tausend")
            ):
                return self.number(replace(quantity.last, digits=quantity.last.digits + "000"))  # "500 k$"
            form = Form(scale.gender, noun=True) if scale.gender else COUNTING
        spoken = self.number(quantity.low, form if quantity.high is None else self.first_form(form))
        if quantity.high is not None:
            spoken = f"{spoken} {self.words[quantity.joint]} {self.number(quantity.high, form)}"
        if quantity.scale is not None:
            spoken = f"{spoken} {scale.singular if self.is_singular(quantity) else scale.plural}"
        return spoken

    def first_form(self, form: Form) -> Form:
        """The form of the first number of a range, between which and the noun the second one stands."""
        return form

    def measure(self, quantity: Quantity, unit: Unit) -> str:
        """A quantity with its unit (percent too)."""
        name = unit.singular if self.is_singular(quantity) and quantity.scale is None else unit.plural
        form = Form(unit.gender, noun=True) if unit.gender else COUNTING
        if quantity.scale is not None:
            if quantity.scale.of:
                name = self.joined(quantity.scale.of, unit.plural)
            return f"{self.quantity(quantity)} {name}"
        return f"{self.quantity(quantity, form)} {self.of_millions(quantity.last, name)}{name}"

    def joined(self, preposition: str, noun: str) -> str:
        return f"{preposition} {noun}"

    def money(self, quantity: Quantity, currency: Currency) -> str:
        """An amount; two (or one) fraction digits are hundredths where the currency has them."""
        number = quantity.low
        plain = quantity.high is None and quantity.scale is None
        exact = len(number.fraction or "") == 2 or len(quantity.last.fraction or "") == 2
        if quantity.high is not None and quantity.scale is None and exact:  # "$3.50-$4.00"
            low, high = (self.money(Quantity(end), currency) for end in (number, quantity.high))
            return f"{low} {self.words['to']} {high}"
        if not plain or number.fraction is None or len(number.fraction) > 2 or currency.minor is None:
            return self.measure(quantity, currency.unit)
        whole = Number(number.digits or "0", negative=number.negative)
        cents = Number(number.fraction.ljust(2, "0").lstrip("0") or "0")
        if cents.digits == "0":
            return self.measure(Quantity(whole), currency.unit)
        if whole.value == 0:
            return self.measure(Quantity(Number(cents.digits, negative=number.negative)), currency.minor)
        return self.money_parts(self.measure(Quantity(whole), currency.unit), cents, currency.minor)

    def form_for(self, scan: Scan, start: int, end: int) -> Form:
        """The form of a cardinal at ``[start, end)``, from the words around it."""
        return COUNTING

    def ordinal_form(self, scan: Scan, start: int, end: int, suffix: str) -> Form | None:
        """The form of an ordinal at ``[start, end)``, from its suffix and context; None if it is none after all."""
        return COUNTING

    def conjunction(self, following: str) -> str:
        """The word for "&" before the text `following`."""
        return self.words["and"]

    def decade(self, scan: Scan, position: int) -> Reading | None:
        """A decade (``1990s``) at `position`."""
        return None

    def looks_like_year(self, scan: Scan, year: int, end: int) -> bool:
        """Whether a bare four-digit number without a cue is a year; matters where years are read differently."""
        return False

    def dotted_time(self, scan: Scan, position: int) -> re.Match[str] | None:
        """A clock time that only its context tells from a decimal (British "the 9.15 train")."""
        return None

    def joins_words(self, text: str, position: int) -> bool:
        """Whether the mark at `position` joins two words and parts no columns of a line."""
        return False

    def attributive(self, scan: Scan, start: int, end: int) -> bool:
        """Whether the amount at ``[start, end)`` stands before a noun like an adjective ("a $5 bill")."""
        return False

    def names_number(self, scan: Scan, start: int, end: int) -> bool:
        """Whether the bare number at ``[start, end)`` is part of a name ("RFC 2616", "the Acela 2155")."""
        return False

    def plural_number(self, scan: Scan, end: int) -> bool:
        """Whether "16s" after the current left context is the plural of a number, not a time in seconds."""
        return False

    def counted_in_millions(self, noun: str) -> bool:
        """Whether "m" before `noun` is "million" ("1.5m patients")."""
        return False

    def model_number(self, digits: str) -> str:
        """The number of a road or an aircraft ("Boeing 747")."""
        return self.numbers.cardinal(int(digits))

    def plural_of(self, spoken: str) -> str:
        """The plural of a spoken number or code ("F one fifties")."""
        return spoken

    def paired(self, digits: str) -> str:
        """Three or four digits in pairs, where the language says codes so ("three eighty")."""
        return self.numbers.cardinal(int(digits))

    def house_number(self, digits: str) -> str:
        """The number of a house in an address."""
        return self.numbers.cardinal(int(digits))

    def ordinal_with_suffix(self, number: int, form: Form, suffix: str) -> str:
        """An ordinal whose suffix may choose the word (French "second", "premiers")."""
        return self.numbers.ordinal(number, form)

    def in_context(self, scan: Scan, start: int, quantity: Quantity, unit: Unit, spoken: str, end: int = 0) -> str:
        """A spoken measure in the grammatical case of its place (German "für einen Euro"); it is written up to `end`,
        which is 0 if nothing behind it matters."""
        return spoken

    def partitive(self, noun: str, numerator: int) -> bool:
        """Whether a fraction is one *of* a unit ("three quarters of a mile")."""
        return False

    def whole_and_part(self, whole: int, noun: str, gender: str, part: tuple[int, int]) -> str | None:
        """ "Two and a half hours" where the fraction follows the noun (Spanish, French); None elsewhere."""
        return None

    def date_range(self, date: Date, until: int, left: str) -> str:
        """Days of one month, from ``date.day`` to `until`."""
        first = self.date(Date(date.day or 1))
        return f"{first} {self.words['to']} {self.date(replace(date, day=until))}"

    def compound(self, scan: Scan, number: Number, end: int) -> Reading | None:
        """A number that is written together with the rest of a word (German "10-jährig")."""
        return None

    def multiplied(self, scan: Scan, quantity: Quantity, end: int) -> Reading | None:
        """A range with a sign of multiplication behind it ("2-3x")."""
        return None

    def fraction_of(self, noun: str, numerator: int, denominator: int) -> str:
        """A fraction that agrees with the noun after it (Spanish "dos terceras partes"); "" like any other."""
        return ""

    def part_of_word(self, scan: Scan, whole: int | None, numerator: int, denominator: int, end: int) -> Reading | None:
        """A fraction that is written together with the rest of a word (German "1/4-Finale", "1½-stündig")."""
        return None

    def both_endings(self, match: re.Match[str]) -> str:
        """What is said for a match of `open_endings`."""
        return match.group()

    def half(self, gender: str) -> str:
        """ "Half a" before a noun of this gender ("" where the language says it like any fraction)."""
        return ""

    def half_of(self, scan: Scan, gender: str, end: int = 0) -> str:
        """ "Half a" in the grammatical case of its place (German "in einer halben Stunde"); `end` is where what it
        halves ends, 0 if that is not known."""
        return self.half(gender)

    def half_of_them(self, scan: Scan) -> str:
        """ "Half" of what an article behind it names ("la mitad"), "" where it is said like any fraction."""
        return self.words.get("half of", "")

    def of_millions(self, number: Number, noun: str) -> str:
        """The preposition, with its space, between whole millions and `noun` ("" in most languages)."""
        return ""

    def score(self, first: int, second: int) -> str:
        """A result such as ``3-1``."""
        return f"{self.numbers.cardinal(first)} {self.words['score']} {self.numbers.cardinal(second)}".replace(
            "  ", " "
        )

    def set_score(self, first: int, second: int, short: bool) -> str:
        """The result of one set of several (``6-4, 3-6``); `short` says that the sets are those of tennis."""
        return self.score(first, second)

    # Verbalisers that need grammar --------------------------------------------------------------------------------

    @abstractmethod
    def money_parts(self, major: str, cents: Number, minor: Unit) -> str:
        """``one dollar`` and 50 cents, joined."""

    @abstractmethod
    def date(self, date: Date, left: tuple[str, ...] = ("", "")) -> str:
        """A date; `left` holds the words before it, nearest first, for case and article."""

    def lap_time(self, minutes: int, seconds: str, fraction: str) -> str:
        """``1:21.046``, the time of a race."""
        second, mark = self.units["s"], next(iter(self.decimal_words))
        lap = self.measure(Quantity(Number(str(int(seconds)), fraction, mark)), second)
        return f"{self.measure(Quantity(Number(str(minutes))), self.units['min'])} {lap}" if minutes else lap

    @abstractmethod
    def time(self, time: Time) -> str: ...

    @abstractmethod
    def fraction(self, whole: int | None, numerator: int, denominator: int) -> str | None:
        """A fraction, or None where it has no name."""

    @abstractmethod
    def monarch(self, number: int, feminine: bool, left: tuple[str, ...]) -> str:
        """The ordinal or cardinal after a ruler's name."""

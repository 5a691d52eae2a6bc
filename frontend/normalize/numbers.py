"""Whole numbers to words in four languages, with the agreement that each grammar asks for.

Own code, measured against num2words 0.5 and unicode-rbnf 2: both are slower (10-200 µs a number, here about 1 µs) and
wrong where grammar matters ("ciento uno mil", "deux centsième", "einhunderteinstausend", no apocope before nouns).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from frontend.tables import word_list

MAX_DIGITS = 15
"""Longer integers are read digit by digit."""


@dataclass(frozen=True, slots=True)
class Form:
    """The grammatical form that the context asks for.

    `gender` is "m", "f", "n" or "" (bare counting: "eins", "uno"); `noun` says that a noun follows (Spanish "un",
    "primer"; German "ein"); `case` is "nom", "acc", "dat" or "gen"; `ending` fixes a German ordinal's ending, and says
    "rank" for a French cardinal that ranks and counts nothing ("page quatre-vingt").
    """

    gender: str = ""
    noun: bool = False
    case: str = "nom"
    ending: str = ""


COUNTING = Form()
MASCULINE = Form("m", noun=True)
FEMININE = Form("f", noun=True)


class Numbers(ABC):
    """Spells integers of one language. Every method takes ``0 <= n < 10**MAX_DIGITS``."""

    digits: tuple[str, ...]

    @abstractmethod
    def cardinal(self, n: int, form: Form = COUNTING) -> str: ...

    @abstractmethod
    def ordinal(self, n: int, form: Form = COUNTING) -> str: ...

    def year(self, n: int) -> str:
        """A calendar year; the plain cardinal where the language has no form of its own."""
        return self.cardinal(n)

    def two_digits(self, n: int) -> str:
        """The last two digits of a year, a time or a price, ``0 <= n < 100``: English "nineteen oh five"."""
        return self.cardinal(n)


class EnglishNumbers(Numbers):
    """`with_and`: "one hundred and one" (British) against "one hundred one" (American)."""

    digits = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    _small = (
        *digits,
        *word_list("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"),
    )
    _tens = ("", "", *word_list("twenty thirty forty fifty sixty seventy eighty ninety"))
    _scales = ("", "thousand", "million", "billion", "trillion")
    _irregular: ClassVar[dict[str, str]] = {
        "one": "first",
        "two": "second",
        "three": "third",
        "five": "fifth",
        "eight": "eighth",
        "nine": "ninth",
        "twelve": "twelfth",
    }

    def __init__(self, with_and: bool) -> None:
        self._and = " and " if with_and else " "

    def _below_thousand(self, n: int) -> str:
        hundreds, rest = divmod(n, 100)
        words = f"{self._small[hundreds]} hundred" if hundreds else ""
        if rest:
            below = self._small[rest] if rest < 20 else self._tens[rest // 10]
            if rest > 20 and rest % 10:
                below += "-" + self._small[rest % 10]
            words = words + self._and + below if words else below
        return words

    def cardinal(self, n: int, form: Form = COUNTING) -> str:
        if n == 0:
            return "zero"
        words = ""
        for power in range(len(self._scales) - 1, -1, -1):
            group = n // 1000**power % 1000
            if group:
                part = self._below_thousand(group)
                if power:
                    part += " " + self._scales[power]
                elif words and group < 100:
                    words += self._and.rstrip()  # "one thousand and one"
                words = f"{words} {part}" if words else part
        return words

    def ordinal(self, n: int, form: Form = COUNTING) -> str:
        head, separator, last = self.cardinal(n).rpartition(" ")
        tens, hyphen, unit = last.rpartition("-")
        if unit in self._irregular:
            unit = self._irregular[unit]
        elif unit.endswith("y"):
            unit = unit[:-1] + "ieth"
        else:
            unit += "th"
        return head + separator + tens + hyphen + unit

    def year(self, n: int) -> str:
        high, low = divmod(n, 100)
        if n < 1000 or n > 9999 or (high % 10 == 0 and low < 10):
            return self.cardinal(n)  # 2005: two thousand (and) five
        if low == 0:
            return f"{self._below_thousand(high)} hundred"
        return f"{self._below_thousand(high)} {self.two_digits(low)}"

    def two_digits(self, n: int) -> str:
        return f"oh {self.cardinal(n)}" if n < 10 else self.cardinal(n)


class SpanishNumbers(Numbers):
    digits = ("cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve")
    _small = (
        *digits,
        *word_list("diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno"),
        *word_list("veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"),
    )
    _tens = ("", "", "", *word_list("treinta cuarenta cincuenta sesenta setenta ochenta noventa"))
    _hundreds = ("", "ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos", "seiscientos",
                 "setecientos", "ochocientos", "novecientos")  # fmt: skip
    _ordinal_units = (
        "",
        *word_list("primero segundo tercero cuarto quinto sexto séptimo octavo noveno"),
    )
    _ordinal_tens = ("", *word_list(
        "décimo vigésimo trigésimo cuadragésimo quincuagésimo sexagésimo septuagésimo"
    ),
                     "octogésimo", "nonagésimo")  # fmt: skip
    _ordinal_hundreds = ("", *word_list(
        "centésimo ducentésimo tricentésimo cuadringentésimo quingentésimo sexcentésimo"
    ),
                         "septingentésimo", "octingentésimo", "noningentésimo")  # fmt: skip

    def _below_thousand(self, n: int, form: Form, one: Form) -> str:
        """`form` of the hundreds, `one` of the unit: "doscientas veintiún mil personas"."""
        if n == 100:
            return "cien"
        hundreds, rest = divmod(n, 100)
        words = []
        if hundreds:
            word = self._hundreds[hundreds]
            words.append(word[:-2] + "as" if form.gender == "f" and hundreds > 1 else word)
        if rest:
            if rest < 30:
                words.append(self._one(self._small[rest], one))
            else:
                words.append(self._tens[rest // 10])
                if rest % 10:
                    words += ["y", self._one(self._small[rest % 10], one)]
        return " ".join(words)

    @staticmethod
    def _one(word: str, form: Form) -> str:
        if not word.endswith("uno") or (not form.noun and form.gender != "f"):
            return word
        if form.gender == "f":
            return word[:-1] + "a"
        return "veintiún" if word == "veintiuno" else "un"

    def cardinal(self, n: int, form: Form = COUNTING) -> str:
        if n == 0:
            return "cero"
        millions, rest = divmod(n, 10**6)
        words = []
        if millions >= 10**6:
            billions, millions = divmod(millions, 10**6)
            words.append("un billón" if billions == 1 else f"{self.cardinal(billions, MASCULINE)} billones")
        if millions:
            words.append("un millón" if millions == 1 else f"{self.cardinal(millions, MASCULINE)} millones")
        thousands, units = divmod(rest, 1000)
        if thousands:
            words.append("mil" if thousands == 1 else self._below_thousand(thousands, form, MASCULINE) + " mil")
        if units:
            words.append(self._below_thousand(units, form, form))
        return " ".join(words)

    def ordinal(self, n: int, form: Form = COUNTING) -> str:
        if n in (1000, 10**6):
            return ("milésim" if n == 1000 else "millonésim") + ("a" if form.gender == "f" else "o")
        if not 0 < n < 1000:
            return self.cardinal(n, form)
        hundreds, rest = divmod(n, 100)
        tens, units = divmod(rest, 10)
        if rest in (11, 12):
            words = [self._ordinal_hundreds[hundreds], ("undécimo", "duodécimo")[rest - 11]]
        elif tens == 1 and units:
            words = [self._ordinal_hundreds[hundreds], ("decimo" + self._ordinal_units[units]).replace("oo", "o")]
        else:
            words = [self._ordinal_hundreds[hundreds], self._ordinal_tens[tens], self._ordinal_units[units]]
        words = [word for word in words if word]
        if form.gender == "f":
            words = [word[:-1] + "a" for word in words]
        elif form.noun and words[-1] in ("primero", "tercero", "decimoprimero", "decimotercero"):
            words[-1] = words[-1][:-1]
        return " ".join(words)


class GermanNumbers(Numbers):
    digits = ("null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")
    _small = (
        *digits,
        *word_list("zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"),
    )
    _tens = ("", "", *word_list("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"))
    _scales = (("Million", "Millionen"), ("Milliarde", "Milliarden"), ("Billion", "Billionen"))
    _one: ClassVar[dict[str, dict[str, str]]] = {
        "m": {"nom": "ein", "acc": "einen", "dat": "einem", "gen": "eines"},
        "f": {"nom": "eine", "acc": "eine", "dat": "einer", "gen": "einer"},
        "n": {"nom": "ein", "acc": "ein", "dat": "einem", "gen": "eines"},
    }

    def _below_hundred(self, n: int, one: str) -> str:
        if n == 1:
            return one
        if n < 20:
            return self._small[n]
        tens, units = divmod(n, 10)
        return (("ein" if units == 1 else self._small[units]) + "und" if units else "") + self._tens[tens]

    def _below_million(self, n: int, one: str) -> str:
        thousands, rest = divmod(n, 1000)
        words = (self._below_million(thousands, "ein") + "tausend") if thousands else ""
        hundreds, rest = divmod(rest, 100)
        if hundreds:
            words += ("ein" if hundreds == 1 else self._small[hundreds]) + "hundert"
        return words + (self._below_hundred(rest, one) if rest else "")

    def cardinal(self, n: int, form: Form = COUNTING) -> str:
        if n == 0:
            return "null"
        if n == 1 and form.ending:
            return f"ein{form.ending}"  # without its noun: "einer", "eins"
        if n == 1 and form.gender:
            return self._one[form.gender][form.case]
        millions, rest = divmod(n, 10**6)
        words = []
        for power in (2, 1, 0):
            group = millions // 1000**power % 1000
            if group:
                singular, plural = self._scales[power]
                words.append(f"eine {singular}" if group == 1 else f"{self._below_million(group, 'eine')} {plural}")
        if rest:
            words.append(self._below_million(rest, "ein" if form.noun and rest == 1 else "eins"))
        return " ".join(words)

    def ordinal(self, n: int, form: Form = COUNTING) -> str:
        ending = form.ending or "e"
        if n % 10**6 == 0 and 0 < n < 10**9:
            return f"{'ein' if n == 10**6 else self._below_million(n // 10**6, 'ein')}millionst{ending}"
        head, _, last = self.cardinal(n).rpartition(" ")
        below = n % 100
        for value, tail, stem in (
            (1, "eins", "erst"),
            (3, "drei", "dritt"),
            (7, "sieben", "siebt"),
            (8, "acht", "acht"),
        ):
            if below == value:
                last = last[: -len(tail)] + stem
                break
        else:
            last += "t" if 0 < below < 20 or n == 0 else "st"
        return f"{head} {last}{ending}".strip()

    def year(self, n: int) -> str:
        if 1100 <= n <= 1999:
            high, low = divmod(n, 100)
            return f"{self._small[high]}hundert{self._below_hundred(low, 'eins') if low else ''}"
        return self.cardinal(n)


class FrenchNumbers(Numbers):
    digits = ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf")
    _small = (
        *digits,
        *word_list("dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf"),
    )
    _tens = (
        "",
        "",
        *word_list("vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt"),
    )

    def _below_hundred(self, n: int, final: bool) -> str:
        if n < 20:
            return self._small[n]
        tens, units = divmod(n, 10)
        if tens in (7, 9):
            units += 10
        if n == 80:
            return "quatre-vingts" if final else "quatre-vingt"
        word = self._tens[tens]
        if units == 0:
            return word
        if units in (1, 11) and tens < 8:
            return f"{word} et {self._small[units]}"
        return f"{word}-{self._small[units]}"

    def _below_thousand(self, n: int, final: bool) -> str:
        """`final`: the number ends here or a noun (million, not mille) follows, so cents and vingts take their s."""
        hundreds, rest = divmod(n, 100)
        words = []
        if hundreds:
            word = "cents" if hundreds > 1 and not rest and final else "cent"
            words.append(word if hundreds == 1 else f"{self._small[hundreds]} {word}")
        if rest:
            words.append(self._below_hundred(rest, final))
        return " ".join(words)

    def cardinal(self, n: int, form: Form = COUNTING) -> str:
        if n == 0:
            return "zéro"
        words = []
        for power, scale in ((4, "billion"), (3, "milliard"), (2, "million")):
            group = n // 1000**power % 1000
            if group:
                words.append(f"{self._below_thousand(group, True)} {scale}{'s' if group > 1 else ''}")
        thousands, units = divmod(n % 10**6, 1000)
        if thousands:
            words.append("mille" if thousands == 1 else self._below_thousand(thousands, False) + " mille")
        if units:
            words.append(self._below_thousand(units, True))
        text = " ".join(words)
        if form.gender == "f" and n % 10 == 1 and n % 100 not in (11, 71, 91):
            text += "e"
        if form.ending == "rank" and text.endswith(("cents", "vingts")):
            text = text[:-1]  # "page quatre-vingt"
        return text

    def ordinal(self, n: int, form: Form = COUNTING) -> str:
        if n == 1:
            return "première" if form.gender == "f" else "premier"
        text = self.cardinal(n)
        if text.endswith(("cents", "vingts", "millions", "milliards")):
            text = text[:-1]
        if text.endswith("neuf"):
            text = text[:-1] + "v"
        elif text.endswith("cinq"):
            text += "u"
        elif text.endswith("e"):
            text = text[:-1]
        return text + "ième"


@cache
def numbers_of(language: str) -> Numbers:
    """The speller of ``"en"`` (American), ``"en-GB"``, ``"es"``, ``"de"`` or ``"fr"``."""
    spellers: dict[str, Numbers] = {
        "en": EnglishNumbers(with_and=False),
        "en-GB": EnglishNumbers(with_and=True),
        "es": SpanishNumbers(),
        "de": GermanNumbers(),
        "fr": FrenchNumbers(),
    }
    return spellers[language]

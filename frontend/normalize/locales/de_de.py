"""German of Germany."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from frontend.normalize.locales import german_endings, german_times
from frontend.normalize.locales.german import GermanGrammar
from frontend.normalize.numbers import COUNTING, Form
from frontend.normalize.numeric.maths import in_equation
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading
from frontend.normalize.values import Date, Number, Quantity, Time, Unit
from frontend.tables import read_map, word_set

if TYPE_CHECKING:
    from frontend.normalize.scan import Scan

_TIMES_SIGN = (
    r"x(?![ ]?[-+*/=^])| ?[x×](?=/(?:h|d|Tag|Wo|Woche|Monat|Jahr)(?!\w))"
    r"| ?[x×](?= [A-ZÄÖÜ]?[a-zäöü]{2}| [A-Z]{2}| [A-Z][a-z][.])| [x×](?=[,;.)]|$)"
)
_ENDS = (
    "(?:jähr|monat|wöch|täg|stünd|minüt|prozent|stell|teil|köpf|stöck|spur|sprach|seit|zeil|eck|mal|tür|sitz|pol|lag|reih"
    "|gäng|stuf|bänd|gleis)ig(?:e[rnsm]?)?"
)
"""Of adjectives that some write together with their number: "20jährig"."""
_COMPOUND = regex(
    rf"(?:-([a-zäöüß]{{2,30}}|f(?=\.)|Jährige[rnms]?|Fachen?)|(ern?(?=-[A-ZÄÖÜ])|ern?|s?tel|fach\w{{0,3}}|mal|{_ENDS}|{_TIMES_SIGN}))"
    r"(?:(?![\w-])|(?=-[A-ZÄÖÜ])|-(?= (?:und|oder|bis|u\.)))"
)
_HOUSE = regex("[0-9]{1,3} ?[a-z]?(?:[-–/][0-9]{1,3} ?[a-z]?)?|[0-9]?[. ]*(?:[oeud]g|stock)")
"""What stands before a postcode: the number of the house, or a floor."""
_REST_OF_WORD = regex("-([A-ZÄÖÜ]?[a-zäöüß]{2,30})(?![\\w-])")
_SUMMAND = regex(r"(?:(?<![\w])[a-z][²³⁴]?|[)]) ?[-+–−=] ?[0-9]{1,4}(?:,[0-9]{1,3})?$")
"""The factor of a variable, behind another summand."""
_TIMES = regex(r"(?:-?mal| ?[x×])(?!\w)(?! ?[0-9])")
_AFTER_DAY = (
    "(?:um|ab|von|bis|im|in|auf|bei|beim|zum|zur|mit|nach|vor|wegen|war|ist|wird|wurde|gibt|findet|kommt|geht|geschlossen|"
    "geöffnet|früh|morgens|vormittags|mittags|nachmittags|abends)"
)
"""Words behind a day and a month with a space between: "am 6. 6. um 8 Uhr", but "die 3. 4. und 5. Klasse"."""
_JOURNAL = regex(r"(?<![A-Za-z])[A-Z][a-z]{0,3}-?[A-Z][A-Za-z-]{0,6} (?:19|20)[0-9]{2}, (?:[0-9]{1,5}, )?$")
_LARGEST_PART = 4
"""Of what is written together with a fraction in lower case: "¼-jährlich"."""
_FRACTIONS = {3: "Drittel", 7: "Siebtel", 8: "Achtel", 100: "Hundertstel", 1000: "Tausendstel"}


def _is_variable(scan: Scan, begin: int, end: int) -> bool:
    """Whether the "x" up to `end`, behind a number up to `begin`, is no "times": "f(x) = 2x", "x² + 3x ist"."""
    summand = _SUMMAND.search(scan.text, max(0, begin - 20), begin) is not None
    return summand or (in_equation(scan, begin) and not scan.word_after(end))


class German(GermanGrammar):
    tag: ClassVar[str] = "de-DE"
    titles_first: ClassVar[bool] = True
    numbers_key: ClassVar[str] = "de"
    date_order: ClassVar[str] = "dmy"
    dotted_dates: ClassVar[bool] = True
    decimal_words: ClassVar[dict[str, str]] = {",": "Komma", ".": "Punkt"}
    number_patterns = (
        r"(?P<int>\d{1,3}(?:'\d{3}){1,5})(?!\d)(?:(?P<mark>[.,])(?P<frac>\d{1,2})(?!\d))?",
        r"(?P<int>\d{1,3}(?:\.\d{3}){1,5})(?!\d|\.\d)(?:(?P<mark>,)(?P<frac>\d{1,30})(?!\d))?",
        r"(?P<int>\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,5})(?![\d-]| \d|\.\d)(?:(?P<mark>,)(?P<frac>\d{1,30})(?!\d))?",
        r"(?P<int>\d{1,60})(?!\d)(?:(?P<mark>[.,])(?P<frac>\d{1,30})(?!\d|[.,]\d))?",
    )
    ordinal_suffix = (
        r"\.(?=[ \u00a0\u202f),\n/–!?-]|\+[1-9]|$)(?![ \u00a0\u202f]?[-–][ \u00a0]?$)|(?:te[rnsm]?|ste[rnsm]?)(?!\w)"
    )
    open_endings: ClassVar[re.Pattern[str] | None] = german_endings.OPEN_ENDINGS
    capital_nouns = True
    spells_consonants = True
    completes_words = True
    respaces = True
    one_letter_words = frozenset()
    street_endings = ("str", "straße", "weg", "platz", "allee", "gasse", "ring", "damm", "ufer", "chaussee")
    time_patterns = (
        r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?[ \u00a0\u202f]?(?P<word>Uhr)(?!\w)",
        r"(?P<hour>1\d|2[0-4]|0?\d)\.(?P<minute>[0-5]\d)[ \u00a0\u202f]?(?P<word>h)(?![\w/])",
        r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?!\d|[:.]\d)"
        r"(?P<word>[ \u00a0\u202f]?(?:Uhr|h)(?!\w))?",
    )
    hour_form: ClassVar[Form] = Form("n", noun=True)
    day_month_patterns = (
        r"(?P<day>\d{1,2})\.(?:[ \u00a0]?(?:[-–/+]|bis)[ \u00a0]?(?P<until>\d{1,2})\.)?"
        r"[ \u00a0]?{M}(?:\.(?= [\da-zäöü]))?"
        r"(?:[ \u00a0](?P<year>\d{4})(?!\d))?",
        r"(?P<day>\d{1,2})\.(?:[ \u00a0]?(?:[-–/+]|bis)[ \u00a0]?(?P<until>\d{1,2})\.)?"
        r"(?P<numeric>0?[1-9]|1[0-2])\.(?:(?P<year>1\d{3}|20\d{2}|\d{2})(?!\d|\.\d)|(?!\d))",
        r"(?P<day>[1-9]|[12]\d|3[01])[ \u00a0]{M}[ \u00a0](?P<year>(?:1\d|20)\d{2})(?!\d)",
        r"(?P<day>\d{1,2})\.[ \u00a0](?P<numeric>0?[1-9]|1[0-2])\."
        rf"(?:[ \u00a0]?(?P<year>(?:1\d|20)\d{{2}})(?!\d)|(?=[,;:)\n]|$| {_AFTER_DAY}(?!\w)))",
    )
    month_day_patterns = (r"{M}\.? (?P<year>(?:1\d|20)\d{2})(?!\d|[:.,]\d)",)
    phone_patterns = (
        r"(?:\+|00)\d{2,3}[ /-]?(?:\(0\))?[ /-]?\d{1,5}(?:[ /-]?\d{2,8}){1,4}(?![\d/])",
        r"\(?0\d{2,5}\)?(?: ?/ ?|[ -])\d{2,9}(?:[ -]\d{1,8}){0,4}(?![\d/])",
        r"0(?:[1-9]00|180)[ /-]?\d(?: \d{2,6}){1,4}(?![\d/])",
        r"(?:\(\d{3}\) ?|\d{3}-)\d{3}-\d{4}(?!\d)",
        r"\(?0\d{2,5}\)? [-–] \d{2,9}(?:(?: [-–] |[ -])\d{1,8}){0,4}(?![\d/])",
        r"\(?0\d{2,5}\)? ?[-–/] ?\d(?: \d{2}){2,4}(?![\d/])",
        r"0\d \d{2}(?: \d{1,2})? ?[/–-] ?\d{1,3}(?: \d{2,3}){1,5}(?![\d/])",
        r"(?:0(?: \d{1,2}){1,3} ?/ ?|\(0(?: \d{1,2}){1,3}\) )\d{1,3}(?: \d{2,3}){1,5}(?:[ -]\d{1,3})?(?![\d/])",
        r"116 1\d\d(?!\d)",
    )
    slash_dates: ClassVar[bool] = False
    year_cues = word_set(
        "jahr jahre jahren jahres seit von bis in ab vor nach um anno jahrgang im januar februar märz april "
        "mai juni juli august september oktober november dezember sommer winter frühjahr herbst und © ende "
        "anfang mitte wurde starb geboren gestorben entstand begann endete gegründet"
    )
    date_cues = word_set("am vom bis zum ab")

    @cached_property
    def cut_adjectives(self) -> dict[str, str]:
        """Abbreviated ends of adjectives that begin with a number ("12-tlg.") to the full end."""
        return read_map(self.tag, "number_ends")

    def looks_like_postcode(self, scan: Scan, start: int, end: int) -> bool:
        place = scan.word_after(end)
        if not place[:1].isupper() or place.lower() in self.nouns:
            return False
        if scan.text[start:end].endswith("00") and not (scan.left() == "," and _HOUSE.fullmatch(scan.left(2))):
            return False  # "in 25000 Haushalten", but "Am Wall 12, 79100 Freiburg"
        return scan.left() in (",", "in", "aus", "nach", "\n", "", ";", ":")

    def compound(self, scan: Scan, number: Number, end: int) -> Reading | None:
        """ "10-jährig", "100%ig", "3-mal", "3x", "90er": one word."""
        match = _COMPOUND.match(scan.text, end)
        if match and number.fraction is not None and match.group().lstrip("-").startswith("fach"):  # "2,5-fach"
            return Reading(match.end(), self.number(number) + match.group().lstrip("-"))
        if not match or number.value is None:
            return None
        if scan.text.startswith("/d", match.end()) and not scan.character(match.end() + 2).isalnum():
            return Reading(match.end() + 2, f"{self._stem(number.value)}mal am Tag")
        rest = (match[1] or match[2]).lower()  # "20er- und 30er-Jahre"
        cut = self.cut_adjectives.get(f"{rest}.") if scan.character(match.end()) == "." else None
        if cut:  # "12-tlg. Besteck"
            stem = self._stem(number.value) + cut
            return Reading(match.end() + 1, self.inflected(scan, stem, match.end() + 1))
        if rest.strip() == "x" and _is_variable(scan, end, match.end()):
            return None  # "f(x) = 2x"
        if rest in ("tel", "stel"):  # "ein 100stel"
            name = self.fraction(None, 1, number.value)
            return Reading(match.end(), name.removeprefix("ein ")) if name else None
        rest = "mal" if rest.strip() in ("x", "×") else rest
        value = number.value
        decade = rest in ("er", "ern")
        stem = self.numbers.year(value) if decade else self._stem(value)
        return Reading(match.end(), (stem.removeprefix("ein") if decade and value in (100, 1000) else stem) + rest)

    def _stem(self, number: int) -> str:
        """A number as the first part of a word: "ein", "zwei"."""
        spoken = self.numbers.cardinal(number)
        return spoken[:-1] if spoken.endswith("eins") else spoken

    def multiplied(self, scan: Scan, quantity: Quantity, end: int) -> Reading | None:
        match = _TIMES.match(scan.text, end)
        return Reading(match.end(), f"{self.quantity(quantity)}mal") if match else None

    def part_of_word(self, scan: Scan, whole: int | None, numerator: int, denominator: int, end: int) -> Reading | None:
        match = _REST_OF_WORD.match(scan.text, end)
        part = self.fraction(whole, numerator, denominator) if match else None
        if match and part and whole is not None:
            return Reading(match.end(), part + match[1]) if match[1].islower() and denominator == 2 else None
        if not match or not part or (match[1].islower() and denominator > _LARGEST_PART):
            return None
        part = "halb" if part == "ein halb" else part.removeprefix("ein ").replace(" ", "").lower()
        if match[1][0].isupper():
            return Reading(match.end(), part.capitalize() + match[1].lower())
        full = self.adjective_ends.get(f"{match[1][-1]}.") if scan.character(match.end()) == "." else None
        if full:  # "¼-jährl. Zahlung"
            return Reading(match.end() + 1, self.inflected(scan, part + match[1][:-1] + full, match.end() + 1))
        return Reading(match.end(), part + match[1])

    def both_endings(self, match: re.Match[str]) -> str:
        return german_endings.both_endings(match)

    # Verbalisers --------------------------------------------------------------------------------------------------

    def number(self, number: Number, form: Form = COUNTING) -> str:
        """A full stop joins the parts of a version or section: "zehn Punkt fünfzehn"; before what is measured it is the
        decimal mark of others: "2.5 Stunden"."""
        if number.mark == "." and number.fraction and form.noun:
            return super().number(replace(number, mark=","), form)
        if number.mark == "." and number.fraction and len(number.fraction) <= 2 and number.fraction[0] != "0":
            parts = (self.numbers.cardinal(int(part or 0)) for part in (number.digits, number.fraction))
            return ("minus " if number.negative else "") + " Punkt ".join(parts)
        return super().number(number, form)

    def money_parts(self, major: str, cents: Number, minor: Unit) -> str:
        return f"{major} {self.numbers.cardinal(int(cents.digits))}"

    def date(self, date: Date, left: tuple[str, ...] = ("", "")) -> str:
        """Example: 1.2.2022 -> "erster Februar zweitausendzweiundzwanzig", after "am" "ersten Februar ..."."""
        parts: list[str] = []
        if date.day:
            parts.append(self.numbers.ordinal(date.day, Form(ending=self.date_ending(left))))
        if date.month:
            parts.append(self.month_names[date.month])
        if date.year is not None:
            parts.append(self.numbers.year(date.year))
        return " ".join(parts)

    def date_range(self, date: Date, until: int, left: str) -> str:
        form = Form(ending=self.ending(left, "", "m"))
        first, last = self.numbers.ordinal(date.day or 1, form), self.numbers.ordinal(until, form)
        rest = self.date(Date(None, date.month, date.year))
        return f"{first} bis {last} {rest}"

    def time(self, time: Time) -> str:
        """Example: 14:30 -> "vierzehn Uhr dreißig"."""
        spoken = f"{'ein' if time.hour == 1 else self.numbers.cardinal(time.hour)} Uhr"
        if time.minute:
            spoken += f" {self.numbers.cardinal(time.minute)}"
        if time.second:
            spoken += (
                f" und {self.numbers.cardinal(time.second, Form('f', True))} Sekunde{'n' if time.second > 1 else ''}"
            )
        return spoken

    def dotted_time(self, scan: Scan, position: int) -> re.Match[str] | None:
        return german_times.match(scan, position)

    def fraction(self, whole: int | None, numerator: int, denominator: int) -> str | None:
        if denominator < 2 or (denominator > 100 and denominator != 1000):
            return None
        if denominator == 2:
            if whole is not None and numerator == 1:
                return "eineinhalb" if whole == 1 else f"{self.numbers.cardinal(whole)}einhalb"
            return "ein halb" if numerator == 1 else f"{self.numbers.cardinal(numerator)} Halbe"
        name = _FRACTIONS.get(denominator)
        if name is None:
            stem = self.numbers.cardinal(denominator)
            name = (stem + ("tel" if denominator < 20 else "stel")).capitalize()
        part = f"{'ein' if numerator == 1 else self.numbers.cardinal(numerator)} {name}"
        return part if whole is None else f"{'ein' if whole == 1 else self.numbers.cardinal(whole)} {part}"

    def half(self, gender: str) -> str:
        return {"m": "ein halber", "f": "eine halbe", "n": "ein halbes"}.get(gender, "")

    def looks_like_year(self, scan: Scan, year: int, end: int) -> bool:
        if not 1100 <= year <= 1999:  # from 2000 on, a year is read like any number
            return False
        if scan.left()[-1:] == "/" or scan.character(end - 5) == "/":
            return False  # "Drucksache 20/1234"
        if _JOURNAL.search(scan.text, max(0, end - 24), end - 4):
            return False  # the page of "NJW 2019, 1234"
        if scan.left() in self.cues["clubs"] or scan.word_after(end).lower() in self.cues["named by year"]:
            return True  # "TSV 1860 München", "gegen 1899 Hoffenheim"
        after = scan.word_after(end)
        named = after.lower() in self.cues.get("monarch_m", ()) or after.lower() in self.cues.get("monarch_f", ())
        return (named or not (after and after[0].isupper())) and after not in self.units

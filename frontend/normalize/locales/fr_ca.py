"""French of Canada."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from frontend.normalize.locales import french_endings
from frontend.normalize.locales.french_nouns import FrenchNouns
from frontend.normalize.numbers import COUNTING, FEMININE, Form
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading
from frontend.normalize.values import Date, Number, Quantity, Time, Unit
from frontend.tables import word_list, word_set

if TYPE_CHECKING:
    from frontend.normalize.scan import Scan

_END = r"(?:,? ?(?:poste|ext\.?|p\.|x) ?\d{1,6})?(?![\d/]|[-.]\d)"
_ARTICLES = word_set("le du au dès ce jusqu'au l' les des aux")
_APPROXIMATE = regex(r"aines?(?!\w)")
_TIMES_MORE = regex(" ?[xX×](?= [^\\W\\d_]{2,})| ?(?:[x×]|f\\.?)(?=/(?:[a-zà-ÿ]{1,9}|[0-9]{1,2} ?h)(?![\\w/]))")
"""Behind "2": "2x plus", "2 x Bas (9,99 $)", "2x/sem.", "2 f./an"."""
_COUNTED_NEXT = regex("[ \u00a0](?!(?:à|et|sur|est|pour)[ \u00a0])[a-zà-ÿA-ZÀ-Ý]")
_ELEMENTS = ("américium", "azote", "hydrogène", "indium", "iode", "oxygène", "uranium")
_FRACTIONS = {2: "demi", 3: "tiers", 4: "quart"}


class CanadianFrench(FrenchNouns):
    tag: ClassVar[str] = "fr-CA"
    numbers_key: ClassVar[str] = "fr"
    date_order: ClassVar[str] = "dmy"
    capital_months: ClassVar[bool] = False
    decimal_words: ClassVar[dict[str, str]] = {",": "virgule", ".": "point"}
    elisions = word_list("l' d' j' m' t' s' n' c' qu' L' D' J' M' T' S' N' C' Qu'")
    number_patterns = (
        r"(?P<int>\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,5})(?!\d|-(?!\d{1,3}[ \u00a0\u202f]\d{3}(?!\d))| \d)"
        r"(?:(?P<mark>,)(?P<frac>\d{1,30})(?!\d))?",
        r"(?P<int>\d{1,3}(?:,\d{3}){1,5})(?!\d|,\d)(?P<mark>\.)(?P<frac>\d{1,30})(?!\d)",
        r"(?P<int>\d{1,3}(?:\.\d{3}){2,5})(?!\d|\.\d)",
        r"(?P<int>[1-9]\d{0,2}\.000)(?!\d|[.,]\d)",
        r"(?P<int>[1-9]\d{0,2}(?:'\d{3}){1,5})(?![\d'])(?:(?P<mark>[.,])(?P<frac>\d{1,2})(?!\d))?",  # of Switzerland
        r"(?P<int>\d{1,3}(?:\.\d{3}){1,5})(?P<mark>,)(?P<frac>\d{2})(?!\d|[.,]\d)",
        r"(?P<int>\d{1,60})(?!\d)(?:(?P<mark>[.,])(?P<frac>\d{1,30})(?!\d|[.,]\d))?",
    )
    ordinal_suffix = (
        r"(?:[ \u00a0](?=(?:er|[èe]re|i?[èe]mes?)(?![\w'])))?"  # "le 1 er juin"
        r"(?:i?ers?|res?|i?ères?|es?|i?[èe]mes?|nde?s?|des?|(?:ER|RE|ÈRE|I?[ÈE]ME|E)(?= [A-ZÀ-Ý]{3}))(?![\w])"
    )
    inner_abbreviations: ClassVar[dict[str, str]] = {"-Ste-": "-Sainte-", "-St-": "-Saint-"}
    open_endings: ClassVar[re.Pattern[str] | None] = french_endings.OPEN_ENDINGS
    extra_triggers = frozenset(("lu", "ve", "di", "sa-di"))
    mute_plural = True
    spells_consonants = True
    completes_words = True
    respaces = True
    one_letter_words = frozenset("aàyôo")
    time_patterns = (
        r"(?P<hour>\d{1,2})[ \u00a0\u202f]?(?P<word>[hH])(?:[ \u00a0\u202f]?(?P<minute>[0-5]\d)(?!\d)"
        r"(?P<minutes>[ \u00a0\u202f]?min\.?(?!\w)(?:[ \u00a0\u202f](?P<second>[0-5]\d)[ \u00a0\u202f]?s(?!\w))?)?)?"
        r"(?![\w/])"
        r"(?:[ \u00a0\u202f]?(?P<half>[aApP]\.?[mM](?:\.|(?!\w))(?! ?:)))?",
        r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?!\d|[:.]\d)"
        r"(?:[ \u00a0\u202f]?(?P<half>[aApP]\.?[mM](?:\.|(?!\w))))?",
        r"(?P<hour>\d{1,2})[ \u00a0\u202f]?(?P<half>[aA]\.?[mM](?:\.|(?!\w))|[pP]\.?[mM](?:\.|(?!\w)))",
    )
    hour_form: ClassVar[Form] = FEMININE
    day_month_patterns = (
        r"(?P<day>\d{1,2})[/-]{M}\.?[/-](?P<year>\d{4}|\d{2})(?![\w/-])",
        r"(?P<day>\d{1,2})(?:er)?(?:\s?[-–]\s?(?P<until>\d{1,2}))?[ \u00a0-]{M}\.?(?:[ \u00a0-](?P<year>\d{4})(?!\d))?",
    )
    month_day_patterns = ()
    phone_patterns = (
        rf"(?:\+?1[-. \u00a0]?)?(?:\(\d{{3}}\)[ \u00a0-]?|\d{{3}}[-. \u00a0])\d{{3}}[-. \u00a0]\d{{4}}{_END}",
        r"(?:1[-. ])?8(?:00|33|44|55|66|77|88)[-. ](?=[A-Z0-9-]{7,9}(?!\w))[A-Z0-9]{1,7}(?:-[A-Z0-9]{2,6})?(?![\w])",
        r"(?:\d{3}[- ])?\d{3}-[A-Z]{4}(?!\w)",
        rf"\d{{3}}-\d{{4}}{_END}",
        r"\+\d{1,3}(?:[ .-]?\(?\d{1,5}\)?){2,6}(?!\d)",
    )
    year_cues = word_set("en depuis année an")
    date_cues = word_set(
        "aujourd'hui hier demain le du au dès jusqu'au d'ici avant après depuis "
        "lundi mardi mercredi jeudi vendredi samedi dimanche"
    )

    def both_endings(self, match: re.Match[str]) -> str:
        return french_endings.both_endings(match, self.word_ranks)

    def whole_and_part(self, whole: int, noun: str, gender: str, part: tuple[int, int]) -> str | None:
        described = noun.endswith(("é", "és")) and " " not in noun and noun.rstrip("s") not in self.nouns
        if described or noun in self.cues["of dwellings"] or noun in ("x", "sur"):
            return None  # "4 1/2 chauffé": a dwelling; "8 1/2 x 11"
        noun = self.full_word(noun)  # "1½ sdb"
        gender = self.classify_word(noun.partition(" ")[0]) if " " in noun else gender
        count = self.numbers.cardinal(whole, Form(gender))
        if part == (1, 2):
            return f"{count} {noun} et demi{'e' if gender == 'f' else ''}"
        fraction = self.fraction(None, *part)
        return f"{count} {noun} et {fraction}" if fraction else None

    def ordinal_with_suffix(self, number: int, form: Form, suffix: str) -> str:
        if number == 2 and suffix.startswith(("nd", "de")):
            spoken = "seconde" if form.gender == "f" else "second"
        else:
            spoken = self.numbers.ordinal(number, form)
        return spoken + "s" if suffix.endswith("s") else spoken

    def telephone_group(self, digits: str) -> str:
        return "huit cents" if digits == "800" else self.digits(digits)

    def fraction_digits(self, digits: str) -> str:
        """Up to three digits as a number after the leading zeros, more one by one."""
        significant = digits.lstrip("0")
        if not significant or len(digits) > 3:
            return self.digits(digits)
        zeros = self.digits("0" * (len(digits) - len(significant)))
        return f"{zeros} {self.numbers.cardinal(int(significant))}".strip()

    def is_singular(self, quantity: Quantity) -> bool:
        return quantity.high is None and quantity.low.magnitude < 2

    def joined(self, preposition: str, noun: str) -> str:
        vowel = noun[:1].lower() in "aeiouéèêœ" or noun.startswith(("heure", "hectare", "habitant", "homme", "huile"))
        elided = preposition == "de" and vowel
        return f"d'{noun}" if elided else f"{preposition} {noun}"

    def of_millions(self, number: Number, noun: str) -> str:
        if not number.value or number.value % 10**6 or noun in ("de", "d"):
            return ""
        return self.joined("de", noun)[: -len(noun)]

    def elides(self, before: str, spoken: str, following: str) -> bool:
        """ "De 1 citron" is "d'un citron", but the number itself stands whole: "de 1 à 10", "de 1 %"."""
        if before in ("le", "la"):
            return spoken.startswith(("étoile", *_ELEMENTS))  # "faites le *611", "le ¹³¹I"
        one, _, rest = spoken.partition(" ")
        if one not in ("un", "une") or rest.startswith(("pour", "à", "virgule")):
            return False
        return bool(rest) or _COUNTED_NEXT.match(following) is not None

    def compound(self, scan: Scan, number: Number, end: int) -> Reading | None:
        """ "une 60aine": about so many; "1,5x plus rapide", "2x/sem.": so many times."""
        times = _TIMES_MORE.match(scan.text, end)
        if times:
            return Reading(times.end(), f"{self.number(number, FEMININE)} fois")
        match = _APPROXIMATE.match(scan.text, end)
        if not match or number.value is None or number.value > 100:
            return None
        stem = "diz" if number.value == 10 else self.numbers.cardinal(number.value).rstrip("e")
        return Reading(match.end(), stem + match.group())

    def money_parts(self, major: str, cents: Number, minor: Unit) -> str:
        """Example: "douze dollars cinquante", "douze dollars et cinq cents"."""
        value = int(cents.digits)
        if value >= 10:
            return f"{major} {self.numbers.cardinal(value)}"
        hundredths = (minor.singular if value == 1 else minor.plural).partition(" ")[
            0
        ]  # "cents américains" after a dollar
        return f"{major} et {self.numbers.cardinal(value)} {hundredths}"

    def date(self, date: Date, left: tuple[str, ...] = ("", "")) -> str:
        """Example: 2022-02-01 -> "le premier février deux mille vingt-deux"; written names get no article."""
        parts: list[str] = []
        if date.day:
            day = "premier" if date.day == 1 else self.numbers.cardinal(date.day)
            dayed = left[0].rstrip(".") in self.weekdays or left[0].rpartition(" ")[2] in _ARTICLES
            article = not dayed and date.order == "numeric" and date.month
            parts.append(f"le {day}" if article else day)
        if date.month:
            parts.append(self.month_names[date.month])
        if date.year is not None:
            parts.append(self.numbers.cardinal(date.year))
        return " ".join(parts)

    def date_range(self, date: Date, until: int, left: str) -> str:
        """Example: "les 28-29 nov." -> "vingt-huit et vingt-neuf novembre"."""
        spoken = super().date_range(date, until, left)
        two = left in ("les", "des", "aux") and date.day is not None and until == date.day + 1
        return spoken.replace(f" {self.words['to']} ", " et ", 1) if two else spoken

    def time(self, time: Time) -> str:
        """Example: 14 h 30 -> "quatorze heures trente"; 6 h 01 -> "six heures une"."""
        hour = time.hour + 12 if time.half == "pm" and time.hour < 12 else time.hour
        if time.half == "am" and hour == 12:
            hour = 0
        spoken = f"{self.numbers.cardinal(hour, FEMININE)} heure{'s' if hour > 1 else ''}"
        if time.minute and (time.minute_word or time.second):
            spoken += f" {self.numbers.cardinal(time.minute, FEMININE)} minute{'s' if time.minute > 1 else ''}"
        elif time.minute:
            spoken += f" {self.numbers.cardinal(time.minute, FEMININE if time.minute == 1 else COUNTING)}"
        if time.second:
            spoken += f" et {self.numbers.cardinal(time.second, FEMININE)} seconde{'s' if time.second > 1 else ''}"
        return spoken

    def fraction(self, whole: int | None, numerator: int, denominator: int) -> str | None:
        if denominator < 2 or denominator > 100:
            return None
        name = _FRACTIONS.get(denominator) or self.numbers.ordinal(denominator)
        if whole is not None and numerator == 1 and denominator == 2:
            return f"{self.numbers.cardinal(whole)} et demi"
        plural = "" if numerator == 1 or name.endswith("s") else "s"
        part = f"{self.numbers.cardinal(numerator)} {name}{plural}"
        return part if whole is None else f"{self.numbers.cardinal(whole)} et {part}"

    def half(self, gender: str) -> str:
        return {"m": "un demi", "f": "une demi"}.get(gender, "")

    def monarch(self, number: int, feminine: bool, left: tuple[str, ...]) -> str:
        if number == 1:
            return "première" if feminine else "premier"
        return self.numbers.cardinal(number)

"""German of Germany."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from frontend.normalize.locales.language import Language
from frontend.normalize.numbers import COUNTING, Form
from frontend.normalize.scan import Reading
from frontend.normalize.tables import word_set
from frontend.normalize.values import Date, Number, Quantity, Time, Unit

if TYPE_CHECKING:
    from frontend.normalize.scan import Scan

_WEAK = word_set(
    "am vom zum beim im ab seit bis dem den des zur einem einen eines einer meinem meinen meiner meines deinem deinen "
    "deiner deines seinem seinen seiner seines ihrem ihren ihrer ihres unserem unseren unserer unseres eurem euren "
    "eurer eures keinem keinen keiner keines jedem jeden diesem diesen dieser jenem jenen jener welchem welchen welcher ins "
    "ans vor nach gegen um"
)
"""Words before an ordinal that give it the ending -en."""
_DATIVE_BEFORE_DER = word_set("in an auf mit von zu bei aus nach seit vor unter über hinter neben zwischen")
_WEAK_E = word_set(
    "der die das dieses diese jeder jede jedes welches welche alle seine ihre meine deine unsere eure keine eine jene"
)
_FINAL_ORDINAL = word_set("am vom zum beim im dem den der bis")
"""Words before an ordinal that ends its sentence ("bis zum 3."); after "die" the number may be a key or a mark."""
_BECOMING = word_set("wurde wird werde werden wurden geworden belegte als")
_ORDINAL_LIST = re.compile(
    r"(?:,? ?\d{1,3}\.)*,? (?:und|oder|bis|sowie) (?:(?:der|die|das|dem|den) )?\d{1,3}\.[ ]"
    r"|,? ?\d{1,3}\.(?:,| und| oder)"
)
"""After the first of "die 1., 2. und 3. Person"."""
_MIXED = word_set("ein kein mein dein sein ihr unser euer")
_WEEKDAYS = word_set("montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so")
_ACCUSATIVE = word_set(
    "für ohne um durch gegen pro bis gibt habe hast hat haben hatte brauche brauchst braucht brauchen "
    "kaufe kauft kaufen nehme nimmt nehmen möchte möchten bestelle bestellt bestellen"
)
_SUBJECTS = word_set("ich wir du er es man")
_COPULA = word_set("bin ist sind war waren bleibt heißt wird werden")
_ADVERBS = word_set(
    "nur noch nicht genau etwa circa ca. rund mindestens höchstens maximal max. mind. ungefähr fast knapp schon erst "
    "mehr als sogar auch jeweils insgesamt gerade bereits lediglich über"
)
"""Words that may stand between a verb or preposition and its number without changing the case."""
_TITLES = word_set(
    "kaiser kaiserin könig königin papst zar zarin herzog herzogin graf fürst prinz erzherzog kurfürst sultan "
    "königs kaisers papstes zaren herzogs"
)
_DATIVE = word_set("mit nach seit vor von aus bei zu in ab binnen")
_FEMININE = ("sis", "xis", "ung", "heit", "keit", "schaft", "ion", "tät", "ei", "ik", "ur", "enz", "anz", "e")
_NEUTER = ("chen", "lein", "ment", "um", "ma", "o")
_COMPOUND = re.compile(
    r"(?:-([a-zäöüß]{2,30}|Jährige[rnms]?)|(ern?(?=-[A-ZÄÖÜ])|ern?|fach\w{0,3}|mal|x))(?:(?![\w-])|(?=-[A-ZÄÖÜ]))"
)
_ADJECTIVE_ENDINGS = ("e", "er", "es", "en", "em")
_FRACTIONS = {3: "Drittel", 7: "Siebtel", 8: "Achtel", 100: "Hundertstel", 1000: "Tausendstel"}


class German(Language):
    tag: ClassVar[str] = "de-DE"
    numbers_key: ClassVar[str] = "de"
    date_order: ClassVar[str] = "dmy"
    dotted_dates: ClassVar[bool] = True
    decimal_words: ClassVar[dict[str, str]] = {",": "Komma", ".": "Punkt"}
    number_patterns = (
        r"(?P<int>\d{1,3}(?:\.\d{3}){1,5})(?!\d|\.\d)(?:(?P<mark>,)(?P<frac>\d{1,30})(?!\d))?",
        r"(?P<int>\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,5})(?![\d-]| \d|\.\d)(?:(?P<mark>,)(?P<frac>\d{1,30})(?!\d))?",
        r"(?P<int>\d{1,60})(?!\d)(?:(?P<mark>[.,])(?P<frac>\d{1,30})(?!\d|[.,]\d))?",
    )
    ordinal_suffix = r"\.(?=[ \u00a0\u202f),\n–-]|$)(?![ \u00a0\u202f]?[-–][ \u00a0]?$)|(?:te[rnsm]?|ste[rnsm]?)(?!\w)"
    suffix_abbreviations: ClassVar[dict[str, str]] = {
        "str.": "straße",
        "Str.": "Straße",
        "nr.": "nummer",
        "pl.": "platz",
    }
    one_letter_words = frozenset()
    street_endings = ("str", "straße", "weg", "platz", "allee", "gasse", "ring", "damm", "ufer", "chaussee")
    time_patterns = (
        r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?[ \u00a0\u202f]?(?P<word>Uhr)(?!\w)",
        r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?!\d|[:.]\d)"
        r"(?P<word>[ \u00a0\u202f]?(?:Uhr|h)(?!\w))?",
    )
    hour_form: ClassVar[Form] = Form("n", noun=True)
    day_month_patterns = (
        r"(?P<day>\d{1,2})\.(?:[ \u00a0]?(?:[-–]|bis)[ \u00a0]?(?P<until>\d{1,2})\.)?"
        r"[ \u00a0]?{M}(?:\.(?= [\da-zäöü]))?"
        r"(?:[ \u00a0](?P<year>\d{4})(?!\d))?",
        r"(?P<day>\d{1,2})\.(?P<numeric>0?[1-9]|1[0-2])\.(?!\d)",
    )
    month_day_patterns = (r"{M}\.? (?P<year>(?:1\d|20)\d{2})(?!\d|[:.,]\d)",)
    phone_patterns = (
        r"(?:\+|00)\d{2,3}[ /-]?(?:\(0\))?[ /-]?\d{1,5}(?:[ /-]?\d{2,8}){1,4}(?![\d/])",
        r"\(?0\d{2,5}\)?(?: ?/ ?|[ -])\d{2,9}(?:[ -]\d{1,8}){0,4}(?![\d/])",
        r"(?:\(\d{3}\) ?|\d{3}-)\d{3}-\d{4}(?!\d)",
        r"\(?0\d{2,5}\)? [-–] \d{2,9}(?:[ -]\d{1,8}){0,4}(?![\d/])",
        r"116 117(?!\d)",
    )
    slash_dates: ClassVar[bool] = False
    year_cues = word_set(
        "jahr jahre jahren jahres seit von bis in ab vor nach um anno jahrgang im januar februar märz april "
        "mai juni juli august september oktober november dezember sommer winter frühjahr herbst und © ende "
        "anfang mitte wurde starb geboren gestorben entstand begann endete gegründet"
    )
    date_cues = word_set("am vom bis zum ab")

    # Agreement ----------------------------------------------------------------------------------------------------

    def classify_word(self, word: str) -> str:
        """German nouns are capitalised; compounds take the gender of their last part."""
        if not word or not word[0].isupper():
            return ""
        lower = word.rpartition("-")[2].lower()
        if lower in self.nouns:
            return self.nouns[lower]
        for length in range(len(lower) - 1, 2, -1):
            gender = self.nouns.get(lower[-length:])
            if gender:
                return gender
        if lower.endswith(_FEMININE):
            return "f"
        return "n" if lower.endswith(_NEUTER) else "m"

    def form_for(self, scan: Scan, start: int, end: int) -> Form:
        if scan.left() in self.cues.get("enumerated", ()):  # "Absatz 1 Satz 2": the number counts nothing
            return COUNTING
        word = scan.word_after(end)
        gender = self.classify_word(word)
        if not gender and word.islower() and word.endswith(_ADJECTIVE_ENDINGS):  # "1 neue Nachricht"
            gender = self.classify_word(scan.word_after(end + 1 + len(word)))
        if not gender and scan.character(end) == "-":
            return COUNTING
        if not gender:
            return COUNTING
        return Form(gender, noun=True, case=self._case(scan))

    @staticmethod
    def _case(scan: Scan) -> str:
        """The case of the noun phrase that begins here, from the preposition, or the verb after its subject."""
        distance = 1
        while distance < 4 and scan.left(distance) in _ADVERBS:
            distance += 1
        left = scan.left(distance)
        if left in _DATIVE:
            return "dat"
        subject = scan.left(distance + 1) in _SUBJECTS and left not in _COPULA
        return "acc" if left in _ACCUSATIVE or subject else "nom"

    def in_context(self, scan: Scan, start: int, quantity: Quantity, unit: Unit, spoken: str) -> str:
        article, space, rest = spoken.partition(" ")
        if article not in ("ein", "eine") or quantity.last.value != 1 or unit.gender not in ("m", "f", "n"):
            return spoken
        gender = quantity.scale.gender if quantity.scale else unit.gender
        return self.numbers.cardinal(1, Form(gender, noun=True, case=self._case(scan))) + space + rest

    def ordinal_form(self, scan: Scan, start: int, end: int, suffix: str) -> Form | None:
        if suffix != ".":
            return Form(ending=suffix.removeprefix("s").removeprefix("t") or "e")
        left, word = scan.left(), scan.word_after(end)
        known = left in _WEAK or left in _WEAK_E or left in _MIXED
        listed = _ORDINAL_LIST.match(scan.text, end)
        if listed:  # "die 1., 2. und 3. Person"
            noun = scan.word_after(listed.end() - 1)
            known = known or left in (",", "und", "oder", "sowie", "bis")
            return Form(ending=self._ending(scan, left, self.classify_word(noun) or "m")) if known else None
        if not word:
            if left in _BECOMING and scan.left(2) not in ("nr.", "nummer"):
                return Form(ending="er") if scan.ends_here(end) else None
            following = scan.character(end)
            final = following in ("-", "–") or (left in _FINAL_ORDINAL and following in ("", "\n", ")"))
            return Form(ending=self._ending(scan, left, "m")) if known and final else None
        if not known and not self._ordinal_noun(word):
            return None
        gender = self.classify_word(word) or self.classify_word(scan.word_after(end + len(word) + 1)) or "m"
        return Form(ending=self._ending(scan, left, gender))

    def _ordinal_noun(self, word: str) -> bool:
        lower = word.lower()
        return lower in self.cues.get("ordinal_noun", ()) or lower in self.months

    def _ending(self, scan: Scan, left: str, gender: str) -> str:
        second = scan.left(2)
        distance = 1
        while scan.left(distance) in ("und", "oder", "sowie", "bis", ",") and scan.left(distance + 1)[:1].isdecimal():
            distance += 2  # "am 24., 25. und 31."
        left, second = scan.left(distance), scan.left(distance + 1)
        if left in (",",) and scan.left(2) in _WEEKDAYS:
            left, second = scan.left(3), scan.left(4)
        elif left in _WEEKDAYS:
            left, second = scan.left(2), scan.left(3)
        return self.ending(left, second, gender)

    @staticmethod
    def ending(left: str, second: str, gender: str) -> str:
        """The ordinal's ending after the words `left` and, before it, `second`."""
        if left in _WEAK or (left == "der" and second in _DATIVE_BEFORE_DER):
            return "en"
        if left == "der" and gender == "f":  # genitive and dative: "wegen der 3. Welle"
            return "en"
        if left in _WEAK_E:
            return "e"
        return {"m": "er", "f": "e", "n": "es"}[gender]

    def looks_like_postcode(self, scan: Scan, start: int, end: int) -> bool:
        place = scan.word_after(end)[:1].isupper() and not scan.text[start:end].endswith("00")
        if not place or scan.word_after(end).lower() in self.nouns:
            return False
        return scan.left() in (",", "in", "aus", "nach", "\n", "", ";", ":")

    def compound(self, scan: Scan, number: Number, end: int) -> Reading | None:
        """ "10-jährig", "100%ig", "3-mal", "3x", "90er": one word."""
        match = _COMPOUND.match(scan.text, end)
        if not match or number.value is None:
            return None
        rest = (match[1] or match[2]).lower()
        rest = "mal" if rest == "x" else rest
        value = number.value
        stem = self.numbers.year(value) if rest in ("er", "ern") else self.numbers.cardinal(value)
        if stem.endswith("eins"):
            stem = stem[:-1]
        return Reading(match.end(), stem + rest)

    # Verbalisers --------------------------------------------------------------------------------------------------

    def number(self, number: Number, form: Form = COUNTING) -> str:
        """A full stop joins the parts of a version or section: "zehn Punkt fünfzehn"."""
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
            before = left[1:] if left[0] == "," and len(left) > 1 and left[1] in _WEEKDAYS else left
            if before[0] in ("und", "oder", "sowie", "bis") and len(before) > 2 and before[1].endswith("."):
                before = (*before[2:], "", "")  # "am 24. und 31.12."
            if before[0] in _WEEKDAYS:  # "am Montag, 3. Mai"
                before = (*before[1:], "", "")
            parts.append(self.numbers.ordinal(date.day, Form(ending=self.ending(before[0], before[1], "m"))))
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
        return part if whole is None else f"{self.numbers.cardinal(whole)} {part}"

    def half(self, gender: str) -> str:
        return {"m": "ein halber", "f": "eine halbe", "n": "ein halbes"}.get(gender, "")

    def monarch(self, number: int, feminine: bool, left: tuple[str, ...]) -> str:
        if len(left) > 2 and left[1] in _TITLES:  # "unter Kaiser Karl V."
            left = (left[0], *left[2:])
        if left[0].endswith("s") and left[0] not in self.cues.get("monarch_nominative_s", ()):
            return ("der " if feminine else "des ") + self.numbers.ordinal(number, Form(ending="en")).capitalize()
        if left[1] in ("gegen", "für", "durch", "ohne", "um"):
            article = "die " if feminine else "den "
            return article + self.numbers.ordinal(number, Form(ending="e" if feminine else "en")).capitalize()
        if left[1] in _DATIVE | {"unter", "neben", "hinter", "gegenüber"}:
            return ("der " if feminine else "dem ") + self.numbers.ordinal(number, Form(ending="en")).capitalize()
        return ("die " if feminine else "der ") + self.numbers.ordinal(number).capitalize()

    def looks_like_year(self, scan: Scan, year: int, end: int) -> bool:
        if not 1100 <= year <= 1999:  # from 2000 on, a year is read like any number
            return False
        after = scan.word_after(end)
        return not (after and after[0].isupper()) and after not in self.units

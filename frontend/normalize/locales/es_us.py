"""Spanish of the United States."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from frontend.normalize.locales import spanish_endings
from frontend.normalize.locales.spanish_nouns import ENGLISH_ENDINGS, SpanishNouns
from frontend.normalize.numbers import FEMININE, MASCULINE, Form
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading
from frontend.normalize.values import Date, Number, Quantity, Time, Unit
from frontend.spanish_accents import restored
from frontend.spanish_vowels import unaccented
from frontend.tables import word_set

if TYPE_CHECKING:
    from frontend.normalize.scan import Scan

_END = r"(?:,? ?(?:ext\.?|x|extensión|int\.) ?\d{1,6})?(?![\d/]|[-.,]\d)"
_HALF = r"(?P<half>[aApP]\. ?[mM]\.|[aApP][mM]\.?(?!\w))"
_MEASURED = (
    "pulgadas|gramos|litros|kilos|kilogramos|libras|onzas|galones|grados|segundos|minutos|veces|voltios|amperios"
)
"""What is told in three decimals, too ("1.250 pulgadas")."""
_COUNTED = (
    rf"(?:(?!(?:{_MEASURED}|menos|antes|entonces|mientras|además|jueves|lunes|martes|viernes|después|apenas)\b)"
    r"(?:[a-záéíóúñ]{3,20}[aeiou]s|pies|soles|millones))\b"
)
"""What stands after a full stop that groups thousands ("1.500 pesos"), which else is the decimal mark: nouns in the
plural."""
_GROUPED = r"(?:€|EUR\b|págs?\b|uds?\b|pzas?\b|kJ\b|kcal\b|k?m²|k?m2\b|m\b(?![./])|hab\b|ha\b)"
"""Signs of what is told in three decimals by nobody: "1.250 €", "1.590 kJ"."""
_LISTED = rf"(?= (?:y|e|o|u|a|hasta) [1-9]\d{{0,2}}\.\d{{3}} (?:{_COUNTED}|libras))"
"""Before another one: "entre 15.001 y 19.999 personas"."""
_LAW = "|".join(
    f"(?<={law} {number})"
    for law in ("[Ll]ey", "[Ll]eyes", "[Dd]ecreto")
    for number in ("", "n\\.º ", "N[°º] ", "núm\\. ")
)
"""What stands before the number of a law with a full stop between its thousands: "Ley 21.526"."""
_RANKED = "Av|Calle|C\\.|Priv|Cda|Cerrada|Sec|Sala|Ed|Etapa|Reunión|Sesión|Feria|Col"
"""What a full stop behind an ordinal does not end a sentence before: "4a. Privada", "5a. Av."."""
_DECADE = regex("'?((?:19)?[2-9]0)'?s(?![a-zñ])")
_TIMES_MORE = regex(" ?[x×](?= (?:más|menos|mayor|menor|mejor|platino|oro|diamante|campe[oó]n(?:a|es)?)(?!\\w))")
_NOON = regex(r"(?P<hour>12)(?::(?P<minute>00))? ?(?P<half>m)\.(?!\w)")
_BEFORE_NOON = word_set("a , y hasta las -")
_HALF_OF_DAY = regex("[0-9] ?[ap]\\.? ?m\\.?$")
_HOURS_REACH = 6
"""So many words to the left another time or a day shows that "12 m." is one."""
_POSTAL_CODE = frozenset(("c.p", "cp"))
_ADDRESS_REACH = 14
"""So many words to the left, the word for a street or "código postal" may stand."""
_THIRDS = {2: "medio", 3: "tercio", 4: "cuarto", 5: "quinto", 6: "sexto", 7: "séptimo", 8: "octavo", 9: "noveno",
           10: "décimo", 100: "centésimo", 1000: "milésimo"}  # fmt: skip


class AmericanSpanish(SpanishNouns):
    tag: ClassVar[str] = "es-US"
    numbers_key: ClassVar[str] = "es"
    date_order: ClassVar[str] = "mdy"
    capital_months: ClassVar[bool] = False
    decimal_words: ClassVar[dict[str, str]] = {".": "punto", ",": "coma", "'": "coma"}
    number_patterns = (
        r"(?:(?<=€)|(?<=€ )|(?<=EUR ))(?P<int>[1-9]\d{0,2}\.\d{3})(?!\d|\.\d)(?:(?P<mark>,)(?P<frac>\d{2})(?!\d))?",
        rf"(?:{_LAW})(?P<int>[1-9]\d{{0,2}}\.\d{{3}})(?!\d|[.,]\d)",
        rf"(?P<int>[1-9]\d{{0,2}}\.(?:000|\d{{3}}(?= {_COUNTED}| ?{_GROUPED})|\d{{3}}{_LISTED}))(?!\d|[.,]\d|%)",
        r"(?:(?<=\$)(?=[1-9]\d*\.\d\d0)|(?<=\$ )|(?<=\d{3}-))(?P<int>[1-9]\d{0,2}\.\d{3})"
        r"(?!\d|[.,-]\d| ?/| (?:por|el|la|cada) )",
        r"(?<=\.\d{3} [yaoeu] )(?P<int>[1-9]\d{0,2}\.\d{3})(?= libras\b)",
        r"(?P<int>[1-9]\d?\d?\.\d00)(?= (?:al|en|el|por|para|que|cada|anual) )",
        rf"(?P<int>\d{{1,3}})(?P<mark>')(?P<frac>\d{{1,2}})(?= ?(?:%|€|[ckm]?m\b|[km]?g\b|{_COUNTED}|{_MEASURED}))",
        r"(?P<int>\d{1,3}(?:\.\d{3}){2,5})(?!\d|\.\d)(?:(?P<mark>,)(?P<frac>\d{1,30})(?!\d))?",
        r"(?P<int>\d{1,3}(?:\.\d{3})+)(?P<mark>,)(?P<frac>\d{1,2})(?!\d)",
        r"(?P<int>\d{1,3}(?:[,\u00a0\u202f]\d{3}){1,5})(?!\d|,\d)(?:(?P<mark>\.)(?P<frac>\d{1,30})(?!\d))?",
        r"(?P<int>\d{1,3}(?: \d{3}){1,5})(?![\d-]| \d| ?[GT]B\b)(?:(?P<mark>\.)(?P<frac>\d{1,30})(?!\d))?",
        r"(?P<int>\d{1,60})(?!\d)(?:(?P<mark>\.)(?P<frac>\d{1,30})(?!\d|\.\d)|(?P<_mark>,)(?P<_frac>\d{1,2}|\d{4,15})(?!\d|,\d))?",
    )
    ordinal_suffix = (
        r"\.?(?:[ºª]s|º|ª|°(?=[ ,.)]|$)|er|ER|[rdtmvn][oa]s?|avos?|avas?|er[oa]s?|th|st|nd|rd|[oa]s?(?!\w))(?![\w])"
        rf"(?:\.(?=[ \u00a0](?:[a-záéíóúñ]|{_RANKED})))?"
    )
    open_endings: ClassVar[re.Pattern[str] | None] = spanish_endings.OPEN_ENDINGS
    mute_plural = True
    spells_consonants = True
    completes_words = True
    respaces = True
    one_letter_words = frozenset("aeouy")
    time_patterns = (
        r"(?P<hour>12):(?P<minute>00) ?(?P<half>m)\.(?!\w)",
        r"(?P<hour>0?[1-9]|1[0-2]):(?P<minute>[0-5]\d)(?P<half>[aApP])(?!\w)",
        rf"(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::(?P<second>\d{{2}}))?(?!\d|[:.]\d)"
        rf"(?:[ \u00a0\u202f]?{_HALF})?(?P<word> ?(?:horas|HORAS|hr?s\.?|hr\.?|HR?S\.?|HR\.?|h|H)(?!\w))?",
        rf"(?P<hour>\d{{1,2}})[.](?P<minute>\d{{2}})[ \u00a0\u202f]?{_HALF}",
        r"(?<=\b[Ll]as )(?P<hour>[01]?\d|2[0-3])[.](?P<minute>[0-5]\d)"
        r"(?!\d|[.,]\d| ?[%°]| (?:mil|millones|[a-zñ]{3,}[aeo]s)\b)",
        rf"(?P<hour>1[0-2]|0?[1-9])[ \u00a0\u202f]?{_HALF}",
    )
    hour_form: ClassVar[Form] = Form("f")
    day_month_patterns = (
        r"(?P<day>\d{1,2})[/-]{M}\.?[/-](?P<year>\d{4}|\d{2})(?![\w/-])",
        r"(?<![xX×])(?P<day>\d{1,2})(?:\.?º|°|ro)?(?:\s?[-–]\s?(?P<until>\d{1,2}))?(?: de |[ /-]){M}\.?"
        r"(?:(?: del? |,? |-)(?P<year>\d{4})(?!\d))?",
    )
    month_day_patterns = (
        r"{M}\.?[-/](?P<year>(?:19|20)\d{2}|[0-4]\d)(?![\d/-])",
        r"{M}\.? (?P<year>(?:19|20)\d{2})(?![\d/-]|[.,]\d)",
        r"{M} (?P<day>\d{1,2})(?!\w|[:.,%]\d|[%/])(?:(?: de|,| del)? (?P<year>\d{4})(?!\d))?",
    )
    phone_patterns = (
        rf"(?:\+?1[-. ]?)?(?:\(\d{{3}}\)[ -]?|\d{{3}}[-. ])\d{{3}}[-. ]\d{{4}}{_END}",
        r"(?:1[-. ])?8(?:00|33|44|55|66|77|88)(?![. ]\d{3}(?![\w-]|[. ]\d))"
        r"[-. ](?:[A-Z0-9]{3,10}(?:-[A-Z0-9]{2,4})?|[A-Z]{2}-[A-Z]{3,7})(?![\w])",
        rf"[2-9]\d{{3}}-0\d{{3}}{_END}",
        r"(?:\d{3}[- ])?\d{3}-[A-Z]{4}(?!\w)",
        rf"\d{{3}}-\d{{4}}{_END}",
        rf"(?:55|56|33|81|\((?:55|56|33|81)\)) ?\d{{4}}[ -]\d{{4}}{_END}",
        rf"\(\d{{2,3}}\) ?\d{{3,4}}[ -]\d{{4}}{_END}",
        r"01 ?8000 ?\d{3} ?\d{3}(?!\d)",
        r"\+\d{1,3}(?:[ .-]?\(?\d{1,5}\)?){2,6}(?!\d)",
    )
    year_cues = word_set("en desde hasta año años de del")
    date_cues = word_set(
        "excepto exc. salvo hoy ayer mañana el del al este hasta desde lunes martes miércoles jueves viernes sábado "
        "domingo fecha"
    )

    articles: ClassVar[dict[str, str]] = {"el": "m", "la": "f", "del": "m", "al": "m"}
    before_hour: ClassVar[frozenset[str]] = word_set("la las de desde hasta entre a y o")
    after_hour: ClassVar[re.Pattern[str]] = regex(" (?:de la|del|en punto)(?![a-zñ])")

    def is_singular(self, quantity: Quantity) -> bool:
        number = quantity.last
        return number.fraction is None and number.value == 1  # "0-1 kg" too

    @cached_property
    def cues(self) -> dict[str, frozenset[str]]:
        """Those of the table, also without the accents that messages leave out ("codigo")."""
        return {
            kind: words | {plain for word in words if (plain := _without_accent(word))}
            for kind, words in super().cues.items()
        }

    @cached_property
    def nouns(self) -> dict[str, str]:
        """Those of the table, also without their accents ("dias")."""
        table = super().nouns
        return {plain: gender for noun, gender in table.items() if (plain := _without_accent(noun))} | table

    @cached_property
    def weekdays(self) -> dict[str, str]:
        """Those of the table, also without their accents ("sabado")."""
        table = super().weekdays
        return {plain: name for day, name in table.items() if (plain := _without_accent(day))} | table

    def full_word(self, word: str) -> str:
        return restored(super().full_word(word))

    def both_endings(self, match: re.Match[str]) -> str:
        return spanish_endings.both_endings(self, match)

    def whole_and_part(self, whole: int, noun: str, gender: str, part: tuple[int, int]) -> str | None:
        count = self.numbers.cardinal(whole, Form(gender, noun=True))
        if part == (1, 2):
            return f"{count} {noun} y medi{'a' if gender == 'f' else 'o'}"
        fraction = self.fraction(None, *part)
        return f"{count} {noun} y {fraction}" if fraction else None

    def decade(self, scan: Scan, position: int) -> Reading | None:
        """ "Los 90s": the English plural."""
        match = _DECADE.match(scan.text, position)
        if not match or scan.left() not in ("los", "años"):
            return None
        return Reading(match.end(), self.numbers.cardinal(int(match[1])))

    def telephone_group(self, digits: str) -> str:
        return "ochocientos" if digits == "800" else self.digits(digits)

    def fraction_digits(self, digits: str) -> str:
        """Up to two digits as a number after the leading zeros, more one by one."""
        significant = digits.lstrip("0")
        if not significant or len(digits) > 2:
            return self.digits(digits)
        zeros = self.digits("0" * (len(digits) - len(significant)))
        return f"{zeros} {self.numbers.cardinal(int(significant))}".strip()

    def looks_like_postcode(self, scan: Scan, start: int, end: int) -> bool:
        if not scan.text[start:end].isdecimal():
            return scan.left().replace(" ", "").rstrip(".") in _POSTAL_CODE
        if scan.word_after(end)[:1].isupper() or scan.left().replace(" ", "").rstrip(".") in _POSTAL_CODE:
            return True  # "en 78201 San Antonio"
        if scan.left() in ("a", "al", "y") and scan.left(3).replace(" ", "").rstrip(".") in _POSTAL_CODE:
            return True  # "CP 10001 al 10499"
        if self.is_counted(scan, end):
            return False
        lefts = [entry.rstrip(".") for entry in scan.lefts(_ADDRESS_REACH)]
        addressed = scan.left() == "," and not self.cues["avenues"].isdisjoint(lefts)
        return addressed or "postal" in lefts  # "Paseo de la Reforma 50, PH 2, 11560"

    def compound(self, scan: Scan, number: Number, end: int) -> Reading | None:
        """ "1.5x más rápida": so many times more."""
        match = _TIMES_MORE.match(scan.text, end)
        return Reading(match.end(), f"{self.number(number, FEMININE)} veces") if match else None

    def ordinal_with_suffix(self, number: int, form: Form, suffix: str) -> str:
        if suffix in ENGLISH_ENDINGS and number > 10:  # "la 51st St."
            return self.numbers.cardinal(number)
        part = suffix.startswith("av") and 10 < number < 100  # "12avo"
        named = self.fraction(None, 1, number) or ""
        if suffix.rstrip(".").endswith("s"):
            form = Form(form.gender or "m")  # "los 1.os lugares": no apocope
        spoken = named.removeprefix("un ") if part else self.numbers.ordinal(number, form)
        if part and form.gender == "f":
            spoken = spoken[:-1] + "a"
        return spoken + "s" if suffix.rstrip(".").endswith("s") else spoken

    def of_millions(self, number: Number, noun: str) -> str:
        if not number.value or number.value % 10**6 or noun in ("de", "d"):
            return ""
        return "de "

    def conjunction(self, following: str) -> str:
        """ "y", or "e" before the sound of i."""
        lower = following.lower()
        return "e" if lower.startswith(("i", "í", "hi")) and not lower.startswith(("hie", "hia", "ie", "io")) else "y"

    def money_parts(self, major: str, cents: Number, minor: Unit) -> str:
        value = int(cents.digits)
        spoken = self.numbers.cardinal(value, Form(minor.gender, noun=True))
        return f"{major} con {spoken} {minor.singular if value == 1 else minor.plural}"

    def date(self, date: Date, left: tuple[str, ...] = ("", "")) -> str:
        """Example: "dos de enero de dos mil veintidós"; the first is "primero"."""
        parts: list[str] = []
        if date.day:
            parts.append("primero" if date.day == 1 else self.numbers.cardinal(date.day))
        if date.month:
            parts.append(self.month_names[date.month])
        if date.year is not None:
            parts.append(self.numbers.cardinal(date.year))
        return " de ".join(parts)

    def date_range(self, date: Date, until: int, left: str) -> str:
        spoken = super().date_range(date, until, left)
        return spoken.replace(" a ", " al ", 1) if left in ("del", "desde") else spoken  # "del 1-5 de mayo"

    def time(self, time: Time) -> str:
        """Example: 2:30 p. m. -> "dos y media de la tarde"; 14:30 -> "catorce treinta"."""
        hour = self.numbers.cardinal(time.hour, Form("f"))
        minute = self.numbers.cardinal(time.minute) if time.minute else ""
        if time.minute and 0 < time.hour <= 12 and not time.hour_word:
            minute = {15: "cuarto", 30: "media"}.get(time.minute, minute)
            spoken = f"{hour} y {minute}"
        elif time.minute:
            spoken = f"{hour} {minute}" if time.minute > 9 else f"{hour} cero {minute}"
        elif time.minute is None or time.half:
            spoken = hour
        elif time.hour_word or time.hour > 12 or time.hour == 0:
            spoken = hour + (" horas" if time.hour != 1 else " hora")
        else:
            spoken = f"{hour} en punto"
        one_over = time.minute is not None and time.minute > 20 and time.minute % 10 == 1  # no "veintiuno horas"
        if time.hour_word and time.minute and (time.second or one_over):
            spoken = (
                f"{hour} hora{'s' if time.hour != 1 else ''} {self.numbers.cardinal(time.minute, MASCULINE)} minutos"
            )
        elif time.hour_word and time.minute:
            spoken += " horas"
        if time.second:
            spoken += f" y {self.numbers.cardinal(time.second, MASCULINE)} segundo{'s' if time.second > 1 else ''}"
        return spoken + self._half(time)

    @staticmethod
    def _half(time: Time) -> str:
        if time.half == "am":
            if time.hour == 12:
                return " de la noche" if not time.minute else " de la madrugada"
            return " de la madrugada" if time.hour < 5 else " de la mañana"
        if time.half == "pm":
            if time.hour == 12:
                return " del mediodía" if not time.minute else " de la tarde"
            return " de la tarde" if time.hour < 7 else " de la noche"
        return ""

    def dotted_time(self, scan: Scan, position: int) -> re.Match[str] | None:
        """Noon: "a las 12 m.", "de 8 a. m. a 12 m.", "dom. 3, 12 m."; but "a 12 m. de la casa"."""
        match = _NOON.match(scan.text, position)
        if match is None or match["minute"] or scan.left() == "las":
            return match
        if scan.left() == "de" and scan.left(2) in self.cues["timed events"]:
            return match  # "misa de 12 m."
        entries = scan.lefts(_HOURS_REACH)
        timed = any(_HALF_OF_DAY.search(entry) or entry.rstrip(".") in self.weekdays for entry in entries)
        return match if timed and scan.left() in _BEFORE_NOON else None

    def fraction(self, whole: int | None, numerator: int, denominator: int) -> str | None:
        if denominator in _THIRDS:
            name = _THIRDS[denominator]
        elif 10 < denominator < 100:
            cardinal = unaccented(self.numbers.cardinal(denominator).replace(" y ", "i"))
            stem = cardinal[:-1] if cardinal.endswith(("a", "uno")) else cardinal  # "treintavo", "veintiunavo"
            name = stem + "avo"
        else:
            return None
        if whole is not None and numerator == 1 and denominator == 2:
            return f"{self.numbers.cardinal(whole)} y medio"
        part = f"{self.numbers.cardinal(numerator, MASCULINE)} {name}{'' if numerator == 1 else 's'}"
        return part if whole is None else f"{self.numbers.cardinal(whole)} y {part}"

    def fraction_of(self, noun: str, numerator: int, denominator: int) -> str:
        if noun not in ("parte", "partes") or not 2 < denominator <= 100 or numerator >= denominator:
            return ""
        name = self.numbers.ordinal(denominator, FEMININE)
        if denominator > 10 and denominator not in (20, 100):
            name = (self.fraction(None, 1, denominator) or "").removeprefix("un ").removesuffix("o") + "a"
        return f"{self.numbers.cardinal(numerator, FEMININE)} {name}{'' if numerator == 1 else 's'}"

    def half(self, gender: str) -> str:
        return {"m": "medio", "f": "media"}.get(gender, "")

    def monarch(self, number: int, feminine: bool, left: tuple[str, ...]) -> str:
        form = Form("f" if feminine else "m")
        return self.numbers.ordinal(number, form) if number <= 10 else self.numbers.cardinal(number)


def _without_accent(word: str) -> str:
    """The word without the accent that messages leave out, "" if it needs it."""
    plain = unaccented(word)
    return plain if plain != word and restored(plain) == word else ""

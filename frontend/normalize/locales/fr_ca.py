"""French of Canada."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from frontend.normalize.locales import french_endings
from frontend.normalize.locales.ellipsis import NounEllipsis
from frontend.normalize.locales.language import Language
from frontend.normalize.numbers import COUNTING, FEMININE, Form
from frontend.normalize.scan import Reading
from frontend.normalize.values import Date, Number, Quantity, Time, Unit
from frontend.tables import word_set

if TYPE_CHECKING:
    from frontend.normalize.scan import Scan

_END = r"(?:,? ?(?:poste|ext\.?|p\.|x) ?\d{1,6})?(?![\d/]|[-.]\d)"
_ARTICLES = word_set("le du au dès ce jusqu'au l' les des aux")
_FUNCTION_WORDS = word_set(
    "à au aux avec car ce ces dans de des donc du elle en est et eux il ils je la le les leur mais ne ni nous on ont "
    "ou où par pas plus pour puis qui que sans se si son sont sous sur un une vers vous y d qu environ cette cet mon "
    "ma mes ton ta tes sa ses notre votre leurs chaque tout toute tous toutes plusieurs alors ainsi ensuite encore "
    "selon depuis pendant durant entre contre chez comme quand toujours jamais ici hier demain maintenant aujourd'hui "
    "max soit dont lors dès jusqu' afin voire cela ça hors sauf via a avait avaient était étaient s n l m t j"
)
_FEMININE_ENDINGS = (
    "tion", "sion", "xion", "nion", "gion", "aison", "té", "tié", "ière", "ère", "ante", "ente", "oise", "aise",
    "atte", "ive", "ique", "asse", "ousse", "ace", "elle", "ade", "otte", "aine", "eure", "ette", "ance", "ence",
    "ure", "ée", "ie", "ise", "esse", "ille", "ine", "tude", "ude", "euse", "trice", "drice", "enne", "onne",
)  # fmt: skip
_ELLIPSIS = NounEllipsis(
    part=re.compile(" (?:des|de (?:ces|nos|vos|ses|leurs|mes|tes)) (?:[0-9]{1,6} )?([a-zà-ÿœ]{3,20})"),
    predicate=re.compile(" (?:est|sont|était|étaient|fut|furent|seront|sera) (?:une|des) ([a-zà-ÿœ]{3,20})"),
    feminine=re.compile(
        " d'entre elles| (?:est|sont|était|étaient|fut|furent|sera|seront|(?:a|ont|avait|avaient) été) "
        "(?:[a-zà-ÿ]{2,20}ée|[a-zà-ÿ]{2,20}[tdn]ue|[a-zà-ÿ]{2,20}[tl]ie|[a-zà-ÿ]{2,20}(?:ise|ite))s?(?![a-zà-ÿ])"
    ),
    masculine=re.compile(" d'entre eux"),
    never_before=word_set(
        "le la les du un une au aux de des d' l' en à par pour avec entre sur numéro no n° art. p. vers selon dès "
        "contre"
    ),
    out_of=word_set("sur"),
)
_VERBS_OF_COMPOUNDS = (
    "porte-", "garde-", "lave-", "tire-", "ouvre-", "casse-", "brise-", "essuie-", "pare-", "sèche-", "compte-",
    "gratte-", "chauffe-", "cure-", "passe-", "perce-", "pèse-", "presse-", "rase-", "souffle-",
)  # fmt: skip
"""Compounds of a verb and its object are masculine, whatever the object is ("un porte-clés")."""
_PAST = ("ait", "aient", "èrent")
_VERB_ENDINGS = ("aient", "èrent", "irent", "ent")
_ALTERNATIVE = re.compile(r" (?:ou|à|et) [0-9]{1,3}(?= )")
_APPROXIMATE = re.compile(r"aines?(?!\w)")
_TIMES_MORE = re.compile(" ?[xX×](?= [^\\W\\d_]{2,})| ?(?:[x×]|f\\.?)(?=/(?:[a-zà-ÿ]{1,9}|[0-9]{1,2} ?h)(?![\\w/]))")
"""Behind "2": "2x plus", "2 x Bas (9,99 $)", "2x/sem.", "2 f./an"."""
_SINGULAR = word_set("le la au du un une ce cette mon ma ton ta son sa notre votre chaque")
_FEMININE_ENDS = {"if": "iv", "eux": "eus", "er": "èr", "el": "ell", "en": "enn"}
_FEMININE_END = re.compile("(?:if|eux|er|el|en)$")
_LISTING = word_set(", et ou &")
_LESS_THAN_TWO = re.compile("[01](?:,[0-9]{1,4})?")
_COUNT = re.compile("([0-9 \u00a0]{1,12})(?:[-–]([0-9 \u00a0]{1,12}))?")
_FEMININES = {"nouveau": "nouvelle", "public": "publique"}
_LISTED = re.compile("(?:, [0-9]{1,3}){1,9}(?: et|\\))")
"""The rest of a list of labels: "4 lignes (1, 2, 4 et 5)"."""
_SEASONS = word_set("hiver printemps été automne l'hiver l'été l'automne noël")
_COUNTED_NEXT = re.compile("[ \u00a0](?!(?:à|et|sur|est|pour)[ \u00a0])[a-zà-ÿA-ZÀ-Ý]")
_SEVERAL = word_set("les des ces mes tes ses nos vos leurs plusieurs quelques certains certaines aux")
_FEMININE_ADJECTIVES = word_set(
    "grande grandes petite petites belle belles bonne bonnes nouvelle nouvelles vieille vieilles longue longues "
    "première premières dernière dernières prochaine prochaines seule seules certaine certaines différentes "
    "principales nombreuses mauvaise mauvaises haute hautes meilleure meilleures"
)
_ADJECTIVES = word_set(
    "autre autres jeune jeunes même mêmes simple simples double triple brave braves grand grands petit petits beau "
    "beaux bon bons nouveau nouveaux vieux premier premiers dernier derniers prochain prochains meilleur meilleurs"
)
_RANK = Form(ending="rank")
_FRACTIONS = {2: "demi", 3: "tiers", 4: "quart"}


class CanadianFrench(Language):
    tag: ClassVar[str] = "fr-CA"
    numbers_key: ClassVar[str] = "fr"
    date_order: ClassVar[str] = "dmy"
    capital_months: ClassVar[bool] = False
    decimal_words: ClassVar[dict[str, str]] = {",": "virgule", ".": "point"}
    elisions = (
        "l'",
        "d'",
        "j'",
        "m'",
        "t'",
        "s'",
        "n'",
        "c'",
        "qu'",
        "L'",
        "D'",
        "J'",
        "M'",
        "T'",
        "S'",
        "N'",
        "C'",
        "Qu'",
    )
    number_patterns = (
        r"(?P<int>\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,5})(?!\d|-(?!\d{1,3}[ \u00a0\u202f]\d{3}(?!\d))| \d)"
        r"(?:(?P<mark>,)(?P<frac>\d{1,30})(?!\d))?",
        r"(?P<int>\d{1,3}(?:,\d{3}){1,5})(?!\d|,\d)(?P<mark>\.)(?P<frac>\d{1,30})(?!\d)",
        r"(?P<int>\d{1,3}(?:\.\d{3}){2,5})(?!\d|\.\d)",
        r"(?P<int>\d{1,3}(?:\.\d{3}){1,5})(?P<mark>,)(?P<frac>\d{2})(?!\d|[.,]\d)",
        r"(?P<int>\d{1,60})(?!\d)(?:(?P<mark>[.,])(?P<frac>\d{1,30})(?!\d|[.,]\d))?",
    )
    ordinal_suffix = r"(?:ers?|res?|ères?|es?|èmes?|ième|nde?s?|des?)(?![\w])"
    inner_abbreviations: ClassVar[dict[str, str]] = {"-Ste-": "-Sainte-", "-St-": "-Saint-"}
    open_endings: ClassVar[re.Pattern[str] | None] = french_endings.OPEN_ENDINGS
    mute_plural = True
    spells_consonants = True
    completes_words = True
    respaces = True
    one_letter_words = frozenset("aàyôo")
    time_patterns = (
        r"(?P<hour>\d{1,2})[ \u00a0\u202f]?(?P<word>[hH])(?:[ \u00a0\u202f]?(?P<minute>[0-5]\d)(?!\d)"
        r"(?P<minutes>[ \u00a0\u202f]?min\.?(?!\w))?)?(?![\w/])"
        r"(?:[ \u00a0\u202f]?(?P<half>[aApP]\.?[mM](?:\.|(?!\w))))?",
        r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?!\d|[:.]\d)"
        r"(?:[ \u00a0\u202f]?(?P<half>[aApP]\.?[mM](?:\.|(?!\w))))?",
    )
    hour_form: ClassVar[Form] = FEMININE
    day_month_patterns = (
        r"(?P<day>\d{1,2})[/-]{M}\.?[/-](?P<year>\d{4}|\d{2})(?![\w/-])",
        r"(?P<day>\d{1,2})(?:er)?(?:\s?[-–]\s?(?P<until>\d{1,2}))?[ \u00a0-]{M}\.?(?:[ \u00a0-](?P<year>\d{4})(?!\d))?",
    )
    month_day_patterns = ()
    phone_patterns = (
        rf"(?:\+?1[-. \u00a0]?)?(?:\(\d{{3}}\)[ \u00a0-]?|\d{{3}}[-. \u00a0])\d{{3}}[-. \u00a0]\d{{4}}{_END}",
        r"(?:1[-. ])?8(?:00|33|44|55|66|77|88)[-. ](?=[A-Z0-9-]{7,9}(?!\w))[A-Z0-9]{3,7}(?:-[A-Z0-9]{2,4})?(?![\w])",
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
        return french_endings.both_endings(match)

    def counted_plural(self, scan: Scan, noun: str) -> str:
        """The singular behind less than two: "1 ch." is "une chambre", "+0,3 pt"."""
        first, space, rest = noun.partition(" ")
        alone = _LESS_THAN_TWO.fullmatch(scan.left()) and first.endswith("s") and first not in self.nouns
        return first[:-1] + space + rest if alone else noun

    def whole_and_part(self, whole: int, noun: str, gender: str, part: tuple[int, int]) -> str | None:
        described = noun.endswith(("é", "és")) and " " not in noun and noun.rstrip("s") not in self.nouns
        if described or noun in self.cues["of dwellings"] or noun in ("x", "sur"):
            return None  # "4 1/2 chauffé": a dwelling; "8 1/2 x 11"
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

    def classify_word(self, word: str) -> str:
        lower = word.lower()
        if "-" in lower and lower not in self.nouns and not lower.startswith(_VERBS_OF_COMPOUNDS):
            lower = lower.rpartition("-")[2]  # "arrière-petites-filles"
        singular = lower[:-1] if lower.endswith(("s", "x")) else lower
        if lower in _FUNCTION_WORDS:
            return ""
        gender = self.nouns.get(lower) or self.nouns.get(singular)
        if not gender and len(lower) > 4 and lower.endswith(_PAST):
            return ""  # "1/4 fumait"
        return gender or ("f" if singular.endswith(_FEMININE_ENDINGS) else "m" if word else "")

    def elides(self, before: str, spoken: str, following: str) -> bool:
        """ "De 1 citron" is "d'un citron", but the number itself stands whole: "de 1 à 10", "de 1 %"."""
        if before in ("le", "la"):
            return spoken.startswith("étoile")  # "faites le *611"
        one, _, rest = spoken.partition(" ")
        if one not in ("un", "une") or rest.startswith(("pour", "à", "virgule")):
            return False
        return bool(rest) or _COUNTED_NEXT.match(following) is not None

    def described(self, scan: Scan) -> tuple[str, bool]:
        """Of any word that may be a noun, and past other short words: "taxes mun. et scol."."""
        distance = 1
        while scan.left(distance) in _LISTING and scan.left(distance + 1).endswith("."):
            distance += 2
        if distance > 1:
            scan = type(scan)(scan.text, scan.language, scan.history[: 1 - distance])
        word = scan.left()
        if not word.rstrip(".")[-1:].isalpha() or word in self.cues["copulas"]:
            return "", False
        gender, _ = super().described(scan)
        if not gender and len(word) > 3 and word.isalpha() and word not in _ADJECTIVES | _FEMININE_ADJECTIVES:
            gender = self.classify_word(word)
        plural = word.endswith(("s", "x")) and (word not in self.nouns or scan.left(2) in _SEVERAL)  # "les taux"
        plural = plural or (word.endswith(".") and self._is_several(scan.left(2)))  # "3 stat. ext."
        return gender, bool(gender) and plural

    def agreeing(self, scan: Scan, noun: str, following: str) -> str:
        if noun in self.cues["adjectives"]:
            gender, plural = self.described(scan)
            if noun in self.cues["adjectives before"] and following.islower():  # "proch. visite", "nouv. éd."
                following = self.full_word(following)
                gender, plural = self.classify_word(following), following.endswith("s")
            return self._adjective(noun, gender == "f", plural)
        first, space, rest = noun.partition(" ")
        labelled = scan.left(2) in self.cues["enumerated"] or noun in self.cues["street_first"]  # "bus 8, dir. Lévis"
        counted = self._is_several(scan.left()) and first in self.nouns and not labelled
        counted = counted or (not space and following in self._plural_adjectives and first in self.nouns)
        if not (counted or scan.left() in _SEVERAL) or noun[-1:] in "sxz":
            return noun
        if space:
            return f"{first}s {rest}" if rest.startswith(("de ", "à ")) and first[-1] not in "sxz" else noun
        return "travaux" if noun == "travail" else self._plural(noun)

    @cached_property
    def _plural_adjectives(self) -> frozenset[str]:
        """What makes the noun before it a plural: "rev. bruts", "dép. annuelles"."""
        words = self.cues["adjectives"]
        return frozenset(self._adjective(word, feminine, plural=True) for word in words for feminine in (False, True))

    @staticmethod
    def _is_several(entry: str) -> bool:
        """Whether an entry to the left is a number above one or a range, but no result ("5-1")."""
        count = _COUNT.fullmatch(entry)
        first, second = (re.sub("[^0-9]", "", part or "") for part in count.groups()) if count else ("", "")
        return int(second) > int(first or 0) if second else first not in ("", "0", "1")

    @staticmethod
    def _plural(word: str) -> str:
        if word.endswith("al"):
            return word[:-1] + "ux"
        return word + ("x" if word.endswith("eau") else "" if word[-1] in "sxz" else "s")

    def _adjective(self, masculine: str, feminine: bool, plural: bool) -> str:
        word = masculine
        if feminine and not word.endswith("e"):
            word = _FEMININES.get(word) or _FEMININE_END.sub(lambda end: _FEMININE_ENDS[end.group()], word) + "e"
        return self._plural(word) if plural else word

    def form_for(self, scan: Scan, start: int, end: int) -> Form:
        if scan.left().rpartition("'")[2] in self.cues.get(
            "enumerated", ()
        ):  # "page 21", "l'autobus 51": the number counts nothing
            return _RANK if scan.left() in ("années", "an", "l'an", "page", "p.") else COUNTING
        word = scan.word_after(end)
        dated = scan.left() == "le" or scan.left().rstrip(".") in self.weekdays
        if scan.left() in self.months or scan.left() in _SEASONS or dated:
            return COUNTING  # "en août 1961 commence", "le jeu. 21 à 17 h"
        last = scan.text[end - 1]
        word = self.noun_at(scan, end, scan.text[start:end])  # "1 abst.": the gender of the full word
        other = _ALTERNATIVE.match(scan.text, end)
        if other:  # "1 ou 2 fois"
            word = scan.word_after(other.end())
        unit = self.units.get(word)
        if unit is not None and other:  # "entre 1 et 2 h"
            return FEMININE if unit.gender == "f" else COUNTING
        extreme = scan.left().rstrip(".") in ("min", "max", "minimum", "maximum", "moins", "plus")  # "au min. 1 fois"
        if (
            scan.left(2) in _SINGULAR
            and not extreme
            and word not in self.unit_names
            and self.classify_word(scan.left())
        ):
            return COUNTING  # "la page 21 contient": the name of something
        if word.lower().rpartition("-")[2] in _FEMININE_ADJECTIVES:
            return FEMININE
        if word in self.cues["street_first"] and scan.text[start:end] != "1":
            return COUNTING  # "4521 rue Fabre": the number of a house
        while word.lower() in _ADJECTIVES:  # "1 autre fois"
            end = scan.skip_spaces(end) + len(word)
            word = scan.word_after(end)
        gender = self.classify_word(word)
        alone = not word or word in _FUNCTION_WORDS or (word.endswith(_VERB_ENDINGS) and word not in self.nouns)
        labelled = scan.character(start - 1) == "(" and _LISTED.match(scan.text, end) is not None
        if alone and last == "1" and not labelled:  # "so many of them"
            gender = _ELLIPSIS.gender(scan, start, end, self.classify_word)
        return FEMININE if gender == "f" else COUNTING

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

    def ordinal_form(self, scan: Scan, start: int, end: int, suffix: str) -> Form | None:
        return FEMININE if suffix.startswith(("re", "ère", "nde", "de")) else COUNTING

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

    def time(self, time: Time) -> str:
        """Example: 14 h 30 -> "quatorze heures trente"."""
        hour = time.hour + 12 if time.half == "pm" and time.hour < 12 else time.hour
        if time.half == "am" and hour == 12:
            hour = 0
        spoken = f"{self.numbers.cardinal(hour, FEMININE)} heure{'s' if hour > 1 else ''}"
        if time.minute and time.minute_word:
            spoken += f" {self.numbers.cardinal(time.minute, FEMININE)} minute{'s' if time.minute > 1 else ''}"
        elif time.minute:
            spoken += f" {self.numbers.cardinal(time.minute)}"
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

"""The forms of German cardinals: "1 Tag" is "ein Tag", "in 1 Stunde" "in einer Stunde", "Absatz 1" "Absatz eins".

Each rule looks at a number and answers its form, or None so that the next one is asked.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from frontend.normalize.locales.german_measures import is_extent
from frontend.normalize.numbers import COUNTING, Form
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Rules
from frontend.normalize.scan import Numeral
from frontend.tables import word_set

if TYPE_CHECKING:
    from frontend.normalize.locales.german import GermanGrammar
    from frontend.normalize.scan import Scan

_BETWEEN = regex(r" und [0-9]{1,3}(?= )")
_ALTERNATIVE = regex(r" (?:bis|oder) [0-9]{1,3}(?= )")
_OR_MORE = regex(r" (?:oder|o\.|und|u\.) mehr(?:ere)?(?= )")
_PROPORTION = regex(r" zu [0-9]{1,4}(?![0-9.,])")
_NOUN_BEFORE = regex("[A-ZÄÖÜ][a-zäöüß-]{2,22} $")
_ROMAN_BEFORE = regex("i{1,3}|iv|v|vi{1,3}")
_DECIMAL = regex(r"[0-9]+\.[0-9]{1,2}")
_MEASURES = word_set(
    "sekunden minuten stunden tage tagen wochen monate monaten jahre jahren prozent promille meter metern kilometer "
    "kilometern zentimeter millimeter liter litern kilo kilogramm gramm tonnen grad euro dollar franken punkte punkten "
    "tausend million millionen milliarde milliarden billion billionen prozentpunkte prozentpunkten sterne tonne "
    "stunde tag kilowatt kilowattstunden megawatt gigawatt megabyte gigabyte terabyte volt watt ampere quadratmeter "
    "quadratkilometer hektar kubikmeter zoll"
)
_OTHER_DECIMAL = regex(
    r" (?:auf|bis|und|oder|zu|statt|gegenüber|nach)(?: (?:rund|etwa|knapp|über|fast|nur))? [0-9]{1,6}\.[0-9]{1,2} ?"
    r"([A-ZÄÖÜa-zäöü]{1,30}|[%€])"
)
_ROAD = regex("(?:^| )[ABKLSU] $")
_NUMBERS = ("nr.", "nr", "nummer")
_ADJECTIVE_ENDINGS = ("e", "er", "es", "en", "em")
_ELLIPTIC = regex("(?:weiter|zusätzlich|ander|neu|einzig|frei|groß|klein|alt|ganz)(e|er|es|en)")
"""An adjective that may stand for its noun."""
_ELLIPTIC_FORMS = {"e": ("f", ""), "er": ("m", "nom"), "es": ("n", ""), "en": ("m", "acc")}
"""Its ending to the gender and, where the ending tells, the case."""
_BEFORE_ELLIPSIS = word_set("und nur aber war ist waren wurde , ; – - sind blieb fehlt fehlte lediglich")
"""Words before a 1 that may stand for one of what was counted before."""
_ELLIPSIS_REACH = 18
_NO_PREDICATE = ("zu", "bis", "von", "mal", "der")
_SPACED_COLON = regex(" : $")
_SENTENCE_ENDS = frozenset((".", "!", "?", "\n"))
_OF_SUBJECT = word_set("davon darunter ist war wird wurde steht stand fehlt fehlte blieb bleibt hat lag liegt kam ging")
_ALONE = {
    "m": {"nom": "er", "acc": "en", "dat": "em", "gen": "es"},
    "f": {"nom": "e", "acc": "e", "dat": "er", "gen": "er"},
    "n": {"nom": "s", "acc": "s", "dat": "em", "gen": "es"},
}
"""Endings of "ein" without its noun."""
_WHOLE = regex(r" (?:der|von|dieser|unserer|ihrer|seiner|meiner) (?:[a-zäöüß0-9.]+ ){0,3}([A-ZÄÖÜ][\w-]+)")


class Cardinal(Numeral):
    """A number or a range in its sentence."""

    def __init__(self, scan: Scan, start: int, end: int, language: GermanGrammar) -> None:
        super().__init__(scan, start, end)
        self.language = language

    @cached_property
    def following(self) -> str:
        """The word behind, as written."""
        return self.scan.word_after(self.end)

    @cached_property
    def word(self) -> str:
        """The word behind; of an abbreviation what it stands for, or the noun that an abbreviated adjective has."""
        word = self.following
        if not self.is_cut_short(word):
            return word
        noun = self.scan.word_after(self.scan.skip_spaces(self.end) + len(word) + 1)
        described = word.islower() and noun[:1].isupper()  # "1 kl. Dose"
        return noun if described else self.language.full_word(word)  # "1 Tbl."

    @property
    def is_several(self) -> bool:
        """Whether it is a range: "1-3 Jahre"."""
        return len(self.written) > 2 and not self.written.isdecimal()

    @cached_property
    def gender(self) -> str:
        """The gender of the noun behind, "" if none follows."""
        plural = self.is_several and self.word[:1].isupper()
        return self.language.classify_plural(self.word) if plural else self.language.classify_word(self.word)

    @cached_property
    def case(self) -> str:
        """The case of the number, from the words before and the ending of the noun."""
        if self.is_one and self._is_genitive(self.word):
            return "gen"  # "binnen 1 Tages"
        case = "nom" if self.before == "(" else self.language.phrase_case(self.scan)
        objective = case == "nom" and self.gender == "m" and not self.is_several
        told = objective and (self.language.is_inflected(self.word) or self._is_extent)  # "soll 1 Zeugen suchen"
        return "acc" if told else case

    @property
    def _is_extent(self) -> bool:
        """Whether the noun behind says how long or how far: "1 Tag später"."""
        return is_extent(self.scan, self.scan.skip_spaces(self.end) + len(self.following))

    def _is_genitive(self, noun: str) -> bool:
        """Whether the ending of a noun says that it is one in the genitive: "Tages", "Jahres"."""
        lower, gender = noun.lower(), self.language.known_compound
        stems = [lower.removesuffix(ending) for ending in ("es", "s") if lower.endswith(ending)]
        return not gender(lower) and any(gender(stem) in ("m", "n") for stem in stems)


FORMS: Rules[Cardinal, Form] = Rules()


def form(cardinal: Cardinal) -> Form:
    """The form of a number in its sentence."""
    return FORMS.first(cardinal, cardinal.language.tag) or COUNTING


@FORMS.add()
def between(number: Cardinal) -> Form | None:
    """ "zwischen 1 und 2 Metern"."""
    other = number.matches(_BETWEEN) if number.is_one and number.left == "zwischen" else None
    if not other:
        return None
    noun = number.scan.word_after(other.end())
    unit = number.language.units.get(noun)
    gender = unit.gender if unit else number.language.classify_word(noun)
    return Form(gender, noun=True, case="dat") if gender else COUNTING


@FORMS.add()
def or_more(number: Cardinal) -> Form | None:
    """ "1 oder mehr Std."."""
    more = number.matches(_OR_MORE) if number.is_one else None
    if not more:
        return None
    language = number.language
    noun = language.full_word(number.scan.word_after(more.end()))
    case = language.phrase_case(number.scan)
    return Form(language.classify_plural(noun), noun=True, case=case) if noun else COUNTING


@FORMS.add()
def alternative(number: Cardinal) -> Form | None:
    """ "1 bis 2 Tage", but "die Felder 1 bis 6"."""
    other = number.matches(_ALTERNATIVE) if number.is_one else None
    if not other:
        return None
    counts = number.scan.word_after(other.end())[:1].isupper() or not number.is_behind(_NOUN_BEFORE, 24)
    return Form("m", noun=True) if counts else COUNTING


@FORMS.add()
def road(number: Cardinal) -> Form | None:
    """ "auf der A 1 Richtung Hamburg"."""
    return COUNTING if number.is_behind(_ROAD, 4) else None


@FORMS.add()
def result(number: Cardinal) -> Form | None:
    """ "1:1 Sané", "TSV Auheim 1 : 1 SV Berg"."""
    spaced = number.left == ":" and number.scan.left(2).isdecimal() and number.is_behind(_SPACED_COLON, 3)
    return COUNTING if spaced or number.before == ":" else None


@FORMS.add()
def numbered(number: Cardinal) -> Form | None:
    """ "die Plätze 1–3 folgen"."""
    from_one = number.written.startswith(("1-", "1–")) and len(number.written) > 2
    return COUNTING if from_one and not number.following[:1].isupper() else None


@FORMS.add()
def proportion(number: Cardinal) -> Form | None:
    """ "eine 1 zu 1 Mischung"."""
    second = number.left == "zu" and number.scan.left(2).isdecimal()
    return COUNTING if second or number.matches(_PROPORTION) else None


@FORMS.add()
def paragraph(number: Cardinal) -> Form | None:
    """ "Art. 5 I 1 GG"."""
    return COUNTING if _ROMAN_BEFORE.fullmatch(number.left) else None


@FORMS.add()
def label(number: Cardinal) -> Form | None:
    """ "Absatz 1 Satz 2": the number counts nothing."""
    return COUNTING if number.left in number.cues("enumerated") or number.left.endswith(_NUMBERS) else None


@FORMS.add()
def decimal(number: Cardinal) -> Form | None:
    """ "2.5 Stunden", "3.2 Millionen", with the decimal mark of others; but "Kapitel 2.5 Grundlagen"."""
    if not _DECIMAL.fullmatch(number.written):
        return None
    other = number.matches(_OTHER_DECIMAL)  # "von 3.5 auf 4.1 Prozent"
    measured = other[1] if other else number.following
    return Form("f", noun=True) if measured.lower() in _MEASURES or measured in ("%", "€") else COUNTING


@FORMS.add()
def one_of_them(number: Cardinal) -> Form | None:
    """ "1 der letzten 10 Spiele", "6 Spieler fehlten, 1 davon lange"."""
    if not number.is_one or number.word[:1].isupper():
        return None
    gender = _gender_of_whole(number) or _gender_left_out(number)
    if not gender:
        return None
    subject = number.word in _OF_SUBJECT or number.left == ","
    return Form(gender, ending=_ALONE[gender]["nom" if subject else number.language.phrase_case(number.scan)])


@FORMS.add()
def before_noun(number: Cardinal) -> Form | None:
    """ "1 Tag", "in 1 Std.", "in 1-2 Tagen"."""
    if number.is_several and number.gender and number.case not in ("nom", "acc"):
        return Form("m", noun=True)
    return Form(number.gender, noun=True, case=number.case) if number.gender else None


@FORMS.add()
def before_adjective(number: Cardinal) -> Form | None:
    """ "1 neue Nachricht", "1 kleinen Salat", "1 weitere."."""
    adjective, language, case = number.word, number.language, number.case
    if not adjective.islower() or not adjective.endswith(_ADJECTIVE_ENDINGS):
        return None
    behind = number.end + 1 + len(adjective)
    noun = number.scan.word_after(behind)
    cut = number.scan.character(number.scan.skip_spaces(behind) + len(noun)) == "."  # "1 neue Nachr."
    gender = language.classify_word(language.full_word(noun) if cut else noun)
    if gender and case == "nom" and adjective.endswith("en"):
        case = "acc" if gender == "m" else "dat"
    alone = _ELLIPTIC.fullmatch(adjective) if not gender else None
    if alone:
        gender, told = _ELLIPTIC_FORMS[alone[1]]
        case = told or case
    return Form(gender, noun=True, case=case) if gender else None


@FORMS.add()
def in_compound(number: Cardinal) -> Form | None:
    """ "1-Zimmer-Wohnung", but "eine 1- in Deutsch"."""
    text, end = number.scan.text, number.end
    glued = text[number.start : end + 1] == "1-" and number.before in ("", " ", "(", "\n")
    return Form("m", noun=True) if glued and not text.startswith(" in ", end + 1) else None


def _gender_of_whole(number: Cardinal) -> str:
    """The gender of what follows in the plural: "1 der letzten 10 Spiele", "1 von 12 Frauen"."""
    whole = number.matches(_WHOLE)
    return number.language.classify_plural(whole[1]) if whole and number.language.is_plural(whole[1]) else ""


def _gender_left_out(number: Cardinal) -> str:
    """The gender of the noun that is left out behind a 1, which was counted before in the same sentence."""
    word, language = number.following, number.language
    begins = number.left in _BEFORE_ELLIPSIS and _is_predicate(number, word)
    if not begins and word not in ("davon", "darunter"):
        return ""
    noun = beside = ""
    for entry in number.scan.lefts(_ELLIPSIS_REACH):
        if not entry or entry in _SENTENCE_ENDS:
            return ""
        count, _, unit = entry.partition(" ")
        if entry[0].isdecimal() and count != "1":
            counted = (unit or noun or (beside if language.classify_word(beside.capitalize()) else "")).rstrip(".")
            if counted.isalpha():
                return language.classify_plural(language.full_word(counted.capitalize()))
        beside = entry if entry[0].isalpha() else ""
        noun = beside if language.is_plural(beside) else noun
    return ""


def _is_predicate(number: Cardinal, word: str) -> bool:
    """Whether the small word behind a number does not belong to a noun: "1 steht leer", but "1 neue Tür"."""
    if not word:
        return number.after in (".", ",", ")", "") and number.left not in (",", "und", "-", "–")
    following = number.scan.word_after(number.scan.skip_spaces(number.end) + len(word))
    return word.islower() and word not in _NO_PREDICATE and not following[:1].isupper()

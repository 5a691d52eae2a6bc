"""The forms of Spanish cardinals: "21 casas" is "veintiuna casas", "1 año" "un año", "página 21" "página veintiuno".

Each rule looks at a number and answers its form, or None so that the next one is asked.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from frontend.normalize.locales.ellipsis import NounEllipsis
from frontend.normalize.numbers import COUNTING, FEMININE, MASCULINE, Form
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Rules
from frontend.normalize.scan import Numeral
from frontend.tables import word_set

if TYPE_CHECKING:
    import re

    from frontend.normalize.locales.spanish_nouns import SpanishNouns
    from frontend.normalize.scan import Scan
    from frontend.normalize.values import Unit

_NAME_BEFORE = regex("[a-záéíóúñ,;] [A-ZÁÉÍÓÚÑ][\\w'-]{2,20} $")
_NAME_ENDS = regex("[A-ZÁÉÍÓÚÑ][\\w'-]{2,20} $")
_STREET_REACH = 5
"""So many words to the left of a house number, the word for its street may stand."""
_ENVELOPE = regex(" sobre(?:s|[.,;]| (?:de|con|cada|por|al|x|c/|diario)(?![a-z]))")
_EACH = regex(" de cada [0-9]{1,4} ([a-zñáéíóú]{2,20}s)(?![a-zñáéíóú])")
_ELLIPSIS = NounEllipsis(
    part=regex(" de (?:las|los|estas|estos|esas|esos|nuestras|nuestros|sus|mis) (?:[0-9]{1,6} )?([a-zñáéíóú]{3,20})"),
    predicate=regex(
        " (?:está|es|era|fue|estaba|quedó|resultó|están|son|eran|fueron|estaban|quedaron|resultaron|serán|será) "
        "(?:una |unas )?([a-zñáéíóú]{3,20})"
    ),
    feminine=regex(" de ellas"),
    masculine=regex(" de ellos"),
    never_before=word_set(
        "el la los del al un unos de en a por con para entre hasta desde sobre número art. pág. tras según contra hacia"
    ),
    out_of=word_set("cada"),
)
_AGREEING = regex("(?:[0-9]{1,3},)?[0-9]{0,2}(?:(?<!1)1|[2-9][0-9]{2})")
"""Numbers whose words have a gender."""
_ITEMS = regex("[0-9]{1,4}(?:[-–][0-9]|(?:, [0-9]{1,4})* y [0-9])")
"""The numbers of several things ("los capítulos 1 y 3")."""
_SINGULAR = word_set("el la del al un una este esta ese esa mi tu su nuestro nuestra cada")
_ALTERNATIVE = regex(r" (?:[ouaó]|y) [0-9]{1,3}(?= )")
_LIMITING = word_set("solo sólo sola único única mismo misma buen gran mal nuevo nueva")
"""What may stand between a number and its noun."""
_FEMININE_PLURALS = word_set("unas otras primeras últimas estas esas aquellas nuestras algunas varias")
_OF_DAY = regex(" de la (?:mañana|tarde|noche|madrugada)(?![a-z])")
_HALF_DAY = regex(" ?[ap]\\.? ?m(?![a-z])")
_INVARIABLE = word_set("graves leves mortales iguales diferentes mayores menores vigentes disponibles recientes libres")
"""Adjectives of both genders, which describe a noun that is left out."""
_MEANING = word_set("significa indica equivale representa corresponde activa desactiva muestra es")
_DESCRIBING = regex("[a-záéíóú]{3}(?:al|ari[oa]|ic[oa]|iv[oa])$")
"""Ends of adjectives in the singular."""
_YEAR = regex("(?:19|20)[0-9]{2}")


class Cardinal(Numeral):
    """A number in its sentence."""

    def __init__(self, scan: Scan, start: int, end: int, language: SpanishNouns) -> None:
        super().__init__(scan, start, end)
        self.language = language

    @cached_property
    def other(self) -> re.Match[str] | None:
        """A second number that the same noun has: "1 o 2 veces"; none of "contra 1 y 1 abstención"."""
        other = self.matches(_ALTERNATIVE)
        return None if other and other.group() == " y 1" else other

    @cached_property
    def following(self) -> str:
        """The word behind the number, or both numbers, as written."""
        return self.scan.word_after(self.other.end() if self.other else self.end)

    @cached_property
    def noun(self) -> str:
        """What may be counted: of an abbreviation the full word ("1 rec."), past a word such as "solo"."""
        scan = self.scan
        word = self.following if self.other else self.language.noun_at(scan, self.end)
        if word in _LIMITING:  # "1 solo carril"
            word = scan.word_after(scan.skip_spaces(self.end) + len(word))
        short = len(word) == 1 and scan.text.startswith(f" {word}/", self.end)
        return "" if short else word  # "1 c/8 h"

    @property
    def unit(self) -> Unit | None:
        return self.language.units.get(self.noun)

    @cached_property
    def gender(self) -> str:
        """The gender of what is counted, "" if nothing is."""
        return self.unit.gender if self.unit else self.language.classify_word(self.noun)

    @property
    def omitted(self) -> Form:
        """The form of a number that stands for "so many of them"."""
        agrees = _AGREEING.fullmatch(
            self.scan.text, self.start, self.end
        ) is not None and "total" not in self.scan.lefts(2)
        gender = _ELLIPSIS.gender(self.scan, self.start, self.end, self._gender_of_counted) if agrees else ""
        return Form("f") if gender == "f" else COUNTING

    def _gender_of_counted(self, word: str) -> str:
        """The gender of what may be left out behind a later number; nobody counts times ("2 veces")."""
        return "" if word == "veces" else self.language.classify_word(word)


FORMS: Rules[Cardinal, Form] = Rules()


def form(number: Cardinal) -> Form:
    """The form of a number in its sentence."""
    found = FORMS.first(number, number.language.tag)
    if found is not None:
        return found
    return MASCULINE if number.gender else number.omitted


@FORMS.add()
def one_of_each(number: Cardinal) -> Form | None:
    """ "1 de cada 9 personas"."""
    each = number.matches(_EACH) if number.is_one else None
    if not each:
        return None
    return Form("f") if number.language.classify_word(each[1]) == "f" else COUNTING


@FORMS.add()
def label(number: Cardinal) -> Form | None:
    """ "página 21", "oprima 1 ahora": it counts nothing."""
    return COUNTING if number.left in number.cues("enumerated") else None


@FORMS.add()
def name(number: Cardinal) -> Form | None:
    """ "la sonda Voyager 1 viaja"."""
    named = number.is_one and number.is_behind(_NAME_BEFORE, 30)
    return COUNTING if named and number.scan.word_after(number.end) not in number.language.nouns else None


@FORMS.add()
def house_number(number: Cardinal) -> Form | None:
    """ "Av. Revolución 1601 esq."."""
    if not number.is_behind(_NAME_ENDS, 22):
        return None
    words = (entry.rstrip(".") for entry in number.scan.lefts(_STREET_REACH))
    return None if number.cues("avenues").isdisjoint(words) else COUNTING


@FORMS.add()
def number_of_something(number: Cardinal) -> Form | None:
    """ "el autobús 21 sale", but "firmaron el acuerdo 21 países", "deje reposar la masa 1 hora"."""
    language = number.language
    if number.scan.left(2) not in _SINGULAR or language.is_counted(number.scan, number.end):
        return None
    return COUNTING if language.classify_word(number.left) else None


@FORMS.add()
def number_of_described(number: Cardinal) -> Form | None:
    """ "una cuenta de ahorro universitario 529", "la carretera nacional 21 parte de aquí"."""
    described = _DESCRIBING.search(number.left) is not None and number.left != "total" and not number.is_one
    return COUNTING if described and not number.language.is_counted(number.scan, number.end) else None


@FORMS.add()
def numbers_of_several(number: Cardinal) -> Form | None:
    """ "los andenes 1-4"."""
    several = number.scan.left(2) in ("los", "las") and number.left[-1:] == "s"
    return COUNTING if several and _ITEMS.match(number.scan.text, number.start) else None


@FORMS.add()
def hours_of_half_a_day(number: Cardinal) -> Form | None:
    """ "de 1 a 10 p. m."."""
    return Form("f") if number.other and _HALF_DAY.match(number.scan.text, number.other.end()) else None


@FORMS.add()
def before_acronym(number: Cardinal) -> Form | None:
    """ "200 ONG", "1 TAC", "SON 1 CAJA Y 2 BOLSAS"."""
    word = number.following
    if not word.isupper() or len(word) < 2:
        return None
    if number.gender == "f" or number.language.nouns.get(word.lower()) == "f":
        return FEMININE
    return MASCULINE if number.is_one else None


@FORMS.add()
def envelope(number: Cardinal) -> Form | None:
    """ "1 sobre de levadura": no preposition."""
    return MASCULINE if number.is_one and number.following == "sobre" and number.matches(_ENVELOPE) else None


@FORMS.add()
def thousands(number: Cardinal) -> Form | None:
    """ "250 mil personas"."""
    if number.following != "mil":
        return None
    counted = number.scan.word_after(number.scan.skip_spaces(number.end) + len("mil"))
    return Form("f", noun=True) if number.language.classify_word(counted) == "f" else MASCULINE


@FORMS.add()
def model_year(number: Cardinal) -> Form | None:
    """ "Versa 2021 std.": so many would have the plural."""
    year = _YEAR.fullmatch(number.written) and number.unit is None
    return COUNTING if year and number.noun[-1:] != "s" else None


@FORMS.add()
def before_verb(number: Cardinal) -> Form | None:
    """ "21 ganan", "el error 500 significa": a noun would have its plural."""
    verb = not number.is_one and number.unit is None and not number.other and number.left != "las"
    noun = number.noun
    singular = noun[-1:] == "a" and noun.islower() and noun == number.following and noun not in number.language.nouns
    return number.omitted if verb and (noun[-1:] in ("n", "ó") or singular) else None


@FORMS.add()
def one_that_means(number: Cardinal) -> Form | None:
    """ "1 significa que funciona": no noun."""
    return COUNTING if number.is_one and number.following in _MEANING else None


@FORMS.add()
def before_adjective(number: Cardinal) -> Form | None:
    """ "1,501 quejas (21 graves)"."""
    if number.noun not in _INVARIABLE:
        return None
    return FEMININE if number.omitted.gender == "f" else MASCULINE


@FORMS.add()
def before_feminine(number: Cardinal) -> Form | None:
    """ "21 casas", "las 21 fotos"."""
    return FEMININE if number.gender == "f" or (number.gender and number.left == "las") else None


@FORMS.add()
def one_of_list(number: Cardinal) -> Form | None:
    """ "0, 1 y 6 meses"."""
    return COUNTING if number.other and number.left == "," else None


@FORMS.add()
def feminine_left_out(number: Cardinal) -> Form | None:
    """ "unas 200", "1 de la tarde", "a las 21", "a la 1"; "la 21" is a label."""
    if number.gender:
        return None
    hour = number.left == "las" or (number.left == "la" and number.is_one) or number.matches(_OF_DAY)
    return Form("f") if hour or number.left in _FEMININE_PLURALS else None


@FORMS.add()
def one_or_two(number: Cardinal) -> Form | None:
    """ "uno o dos años"."""
    return COUNTING if number.gender and number.other else None

"""Spanish nouns beside numbers: their gender, the apocope before them, and the forms of what agrees with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontend.normalize.locales.ellipsis import NounEllipsis
from frontend.normalize.locales.language import Language
from frontend.normalize.numbers import COUNTING, FEMININE, MASCULINE, Form
from frontend.normalize.patterns import regex
from frontend.spanish_vowels import unaccented
from frontend.tables import word_set

if TYPE_CHECKING:
    from frontend.normalize.scan import Scan

_FUNCTION_WORDS = word_set(
    "a al ante antes cada como con contra cual cuando de del desde después donde durante e el ella ellos en entre era "
    "es esta este está están fue fueron ha hacia han hasta hay la las le les lo los más me mejor menos mi muy ni no "
    "nos o para pero por porque que se ser será si sin sobre son su sus también gratis hoy ayer mañana ahora aquí "
    "allí ahí luego entonces siempre nunca quien ese esa esos esas aquel aquella estos estas mismo misma dentro fuera "
    "mediante excepto salvo bien mal así solo sólo todavía aún casi pues aunque mientras serán tienen tenía tan te "
    "tiene tu u un una y ya según fin"
)
_VERBS = word_set(
    "dijo hizo puso vino pudo quiso tuvo supo trajo dijeron hicieron pusieron tuvieron vota votan opina opinan "
    "sigue siguen tiene va van viene vienen puede pueden quiere quieren dice dicen hace hacen sale salen queda "
    "quedan falta faltan llega llegan cuesta cuestan vale valen murió resultó necesita necesitan vive viven trabaja "
    "trabajan cree creen pide piden pierde pierden gana ganan parece parecen recibe reciben usa usan abre abren cierra "
    "cierran vence vencen empieza empiezan comienza comienzan inicia inician sube suben baja bajan entra entran mide "
    "miden pesa pesan recorre recorren incluye incluyen dura duran obtuvo ganó perdió quedó llegó salió"
)
_DEVICE = regex("[ei][A-Z][a-z]{2,8}")
"""What has a capital inside: "1 iPad"."""
_NO_NOUNS = _FUNCTION_WORDS | _VERBS | {"bis", "ter", "vs", "versus"}
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
_FEMININE_ENDINGS = ("a", "as", "ción", "ciones", "sión", "siones", "dad", "dades", "tad", "tades", "tud", "tudes",
                     "umbre", "umbres", "eza", "ez", "eces", "gión", "giones", "tión", "tiones")  # fmt: skip
_VERB_ENDINGS = ("aron", "eron", "aban", "aba", "ían", "ó", "ará", "erá", "irá", "arán", "erán", "irán")
"""A verb after a number: "solo 21 contrataron"."""
_SEVERAL = word_set(
    "los las unos unas estos estas esos esas sus mis tus nuestros nuestras varios varias algunos algunas"
)
_NOUNS_IN_EN = word_set(
    "orden imagen origen margen virgen examen volumen resumen joven crimen régimen germen abdomen certamen dictamen "
    "gravamen polen semen cardumen espécimen"
)
"""Other words in -an and -en are plurals of verbs."""
_AFTER_DEGREES = word_set("bajo sobre menos más con norte sur este oeste centígrados celsius y a")
_RANK = regex("[1-9]|[12][0-9]|30")
"""Numbers of floors and days, which may have the sign of degrees behind them: "2° piso"."""
_SIDES = word_set("izq izqda izda der dcha derecha izquierda centro exterior interior")
_FEMININE_ORDINALS = word_set("ª a ra era da ta ma va na ava")
ENGLISH_ENDINGS = word_set("st nd rd th")
"""Of English ordinals."""
_DEGREES_TO = regex(" (?:a|y|hasta) -?[0-9]{1,2}°")
_LIMITING = word_set("solo sólo sola único única mismo misma buen gran mal nuevo nueva")
"""What may stand between a number and its noun."""
_FEMININE_PLURALS = word_set("unas otras primeras últimas estas esas aquellas nuestras algunas varias")
_OF_DAY = regex(" de la (?:mañana|tarde|noche|madrugada)(?![a-z])")
_HALF_DAY = regex(" ?[ap]\\.? ?m(?![a-z])")
_INVARIABLE = word_set("graves leves mortales iguales diferentes mayores menores vigentes disponibles recientes libres")
"""Adjectives of both genders, which describe a noun that is left out."""
_NUMBER_WORDS = word_set("dos ambos ambas varios varias otros otras todos todas")
_DETERMINED = {"el": ("m", False), "la": ("f", False), "los": ("m", True), "las": ("f", True)}
_YEAR = regex("(?:19|20)[0-9]{2}")
_SIZES = word_set("chico mediano pequeño")
_SHORTEST = 3
"""Letters that a noun has more of, where any word may be one."""
_LINE = 24
"""So many words to the left, the line may begin."""
_EXTREMES = word_set("máximo mínimo")
_TEMPERATURES = word_set("temperatura temp. temp temperaturas")
_REACH = 10
"""So many words to the left, the noun of an adjective that stands alone may be."""


class SpanishNouns(Language):
    """What the words around a number ask for in Spanish."""

    def classify_word(self, word: str) -> str:
        lower = word.lower()
        if _DEVICE.fullmatch(word):
            return "m"
        if not word or lower in _NO_NOUNS or not word.islower() or lower.endswith(_VERB_ENDINGS):
            return ""
        gender = (
            self.nouns.get(lower) or self.nouns.get(lower.removesuffix("s")) or self.nouns.get(lower.removesuffix("es"))
        )
        if gender:
            return gender
        if len(lower) > 4 and lower.endswith(("an", "en")) and lower not in _NOUNS_IN_EN:
            return ""  # "3/4 duran": a verb
        return "f" if lower.endswith(_FEMININE_ENDINGS) else "m"

    def first_form(self, form: Form) -> Form:
        return Form(form.gender)  # "veintiuno a treinta años"

    def form_for(self, scan: Scan, start: int, end: int) -> Form:
        each = _EACH.match(scan.text, end) if scan.text[start:end] == "1" else None
        if each:  # "1 de cada 9 personas"
            return Form("f") if self.classify_word(each[1]) == "f" else COUNTING
        if scan.left() in self.cues.get("enumerated", ()):  # "página 21", "oprima 1 ahora": it counts nothing
            return COUNTING
        named = scan.text[start:end] == "1" and _NAME_BEFORE.search(scan.text[max(0, start - 30) : start])
        if named and scan.word_after(end) not in self.nouns:
            return COUNTING  # "la sonda Voyager 1 viaja"
        if _NAME_ENDS.search(scan.text[max(0, start - 22) : start]) and self._in_street(scan):
            return COUNTING  # "Av. Revolución 1601 esq."
        other = _ALTERNATIVE.match(scan.text, end)  # "1 o 2 veces"
        if other and other.group() == " y 1":
            other = None  # "contra 1 y 1 abstención"
        if scan.left(2) in _SINGULAR and not self._is_counted(scan, end) and self.classify_word(scan.left()):
            return COUNTING  # "el autobús 21 sale": the name of something
        if scan.left(2) in ("los", "las") and scan.left()[-1:] == "s" and _ITEMS.match(scan.text, start):
            return COUNTING  # "los andenes 1-4"
        if other and _HALF_DAY.match(scan.text, other.end()):  # "de 1 a 10 p. m."
            return Form("f")
        word = scan.word_after(other.end() if other else end)
        if word.isupper() and len(word) > 1:
            if self.nouns.get(word.lower()) == "f":
                return FEMININE  # "200 ONG"
            if scan.text[start:end] == "1":
                return MASCULINE  # "1 TAC"
        if word == "sobre" and scan.text[start:end] == "1" and _ENVELOPE.match(scan.text, end):
            return MASCULINE  # "1 sobre de levadura": no preposition
        if word == "mil":  # "250 mil personas"
            following = scan.word_after(scan.skip_spaces(end) + 3)
            return Form("f", noun=True) if self.classify_word(following) == "f" else MASCULINE
        if not other:  # "1 rec.": the gender of the full word
            word = self.noun_at(scan, end)
        if word in _LIMITING:  # "1 solo carril"
            word = scan.word_after(scan.skip_spaces(end) + len(word))
        if scan.text.startswith(f" {word}/", end) and len(word) == 1:
            word = ""  # "1 c/8 h"
        unit = self.units.get(word)
        if _YEAR.fullmatch(scan.text, start, end) and unit is None and word[-1:] != "s":
            return COUNTING  # "Versa 2021 std.": so many would have the plural
        if scan.text[start:end] != "1" and unit is None and not other and word[-1:] in ("n", "ó"):
            return self._omitted(scan, start, end)  # "21 ganan": a noun would have its plural
        gender = unit.gender if unit else self.classify_word(word)
        if word in _INVARIABLE:  # "1,501 quejas (21 graves)"
            return FEMININE if self._omitted(scan, start, end).gender == "f" else MASCULINE
        if gender == "f" or (gender and scan.left() == "las"):
            return FEMININE
        if other and scan.left() == ",":
            return COUNTING  # "0, 1 y 6 meses"
        if not gender and (scan.left() in _FEMININE_PLURALS or _OF_DAY.match(scan.text, end)):
            return Form("f")  # "unas 200", "1 de la tarde"
        if not gender and (scan.left() == "las" or (scan.left() == "la" and scan.text[start:end] == "1")):
            return Form("f")  # "a las 21", "a la 1"; "la 21" is a label
        if gender and other:
            return COUNTING  # "uno o dos años"
        return MASCULINE if gender else self._omitted(scan, start, end)

    def noun_at(self, scan: Scan, position: int, count: str = "2") -> str:
        word = super().noun_at(scan, position, count)
        start = scan.skip_spaces(position)
        end = start + len(word)
        if scan.character(end) != "." or word in self.word_ranks or not scan.text.startswith(word, start):
            return word
        from frontend.normalize.abbreviations import completion

        cut = completion.recognise(scan, start, end)  # "1 expuls."
        return cut.spoken if cut else word

    def _is_counted(self, scan: Scan, end: int) -> bool:
        """Whether so many of something follow: "firmaron el acuerdo 21 países", "deje reposar la masa 1 hora"."""
        word = scan.word_after(end)
        return word in self.unit_names or (word.endswith("s") and self.classify_word(word) != "")

    def _omitted(self, scan: Scan, start: int, end: int) -> Form:
        """The form of a number that stands for "so many of them"."""
        agrees = _AGREEING.fullmatch(scan.text, start, end) is not None and "total" not in scan.lefts(2)
        return Form("f") if agrees and _ELLIPSIS.gender(scan, start, end, self._counted_gender) == "f" else COUNTING

    def _in_street(self, scan: Scan) -> bool:
        """Whether the word for a street stands shortly before."""
        return not self.cues["avenues"].isdisjoint(entry.rstrip(".") for entry in scan.lefts(_STREET_REACH))

    def _counted_gender(self, word: str) -> str:
        """The gender of what may be left out behind a later number; nobody counts times ("2 veces")."""
        return "" if word == "veces" else self.classify_word(word)

    def agreeing(self, scan: Scan, noun: str, following: str) -> str:
        if noun in self.cues["adjectives"]:
            gender, plural = self.described(scan)
            plural = plural and scan.left().rstrip(".") not in self.weekdays  # "lun. cerr."
            if noun in _SIZES and not gender:
                gender = self._first_noun(scan)
            heated = noun in _EXTREMES and not _TEMPERATURES.isdisjoint(scan.lefts(_REACH))
            gender = "f" if heated and not gender else gender  # "temp. máx. 31, mín. 18"
            opening = noun == "incluido" and scan.left() in (",", "(")
            if opening and following in _DETERMINED:  # "(incl. la propina)"
                gender, plural = _DETERMINED[following]
            elif (opening and self.classify_word(following)) or (
                noun in self.cues["adjectives before"] and following.islower()
            ):  # "próx. cita"
                gender, plural = self.classify_word(following), following.endswith("s")
            if noun[-1] == "o" and gender == "f":
                noun = noun[:-1] + "a"
            return noun + ("s" if noun[-1] in "aeo" else "es") if plural else noun
        counted = scan.left().isdecimal() and scan.left() != "1" and noun in self.nouns
        described = following.endswith(("os", "as")) and noun in self.nouns and following not in _NUMBER_WORDS
        described = described and self.classify_word(following) != ""  # "pac. nuevos"
        if not (counted or described or scan.left() in _SEVERAL) or " " in noun:
            return noun
        return self.plural_word(noun)

    def _first_noun(self, scan: Scan) -> str:
        """The gender of the first noun of the line, whose sizes have a price each: "Pizza: ch. $11 / med. $14"."""
        words = []
        for entry in reversed(scan.history[-_LINE:]):
            if entry in ("\n", "."):
                break
            words.append(entry)
        genders = (self.classify_word(word) for word in reversed(words) if word.isalpha() and len(word) > _SHORTEST)
        return next(filter(None, genders), "")

    def plural_word(self, noun: str) -> str:
        if noun[-1:] == "s":
            return noun
        if noun.endswith(("ión", "én", "ín")):
            return noun[:-2] + unaccented(noun[-2]) + "nes"
        return noun + ("s" if noun[-1:] in "aeo" else "es")

    def counted_plural(self, scan: Scan, noun: str) -> str:
        return self.singular_of(noun) if scan.left() == "1" else noun

    def singular_of(self, plural: str) -> str:
        noun, space, rest = plural.partition(" ")  # "puntos base", "millones de pesos"
        return self._singular(noun) + space + rest

    def _singular(self, noun: str) -> str:
        if noun.endswith("ones"):
            return noun.removesuffix("ones") + "ón"
        if noun.endswith("ces"):
            return noun.removesuffix("ces") + "z"
        without, short = noun.removesuffix("s"), noun.removesuffix("es")
        if short == noun or without in self.nouns:
            return without
        unknown = len(self.word_ranks)
        if self.word_ranks.get(short, unknown) < self.word_ranks.get(without, unknown):
            return short
        return short if without not in self.word_ranks and short[-1] in "lrdnj" else without

    def ordinal_form(self, scan: Scan, start: int, end: int, suffix: str) -> Form | None:
        bare = suffix.strip(".").lower()
        lettered = scan.character(end) == "-" or scan.left().rstrip(".") in self.cues["enumerated"]  # "tabla 3a"
        if bare in ("a", "o") and suffix[0] != "." and lettered:
            return None
        ranked = _RANK.fullmatch(scan.text[start:end].rstrip("°.")) is not None and scan.word_after(end).islower()
        ranked = ranked or (suffix[0] == "." and scan.word_after(end) != "")  # "el 25.° Festival"
        if bare == "°" and not ranked:
            return None  # "70°" is a temperature, "2° piso" a floor
        if bare == "°" and scan.word_after(end) in _AFTER_DEGREES:
            return None  # "3° bajo cero"
        if bare == "°" and _DEGREES_TO.match(scan.text, end):
            return None  # "de 14° a -1°"
        if scan.word_after(end) in _SIDES:
            return FEMININE if bare.removesuffix("s") in _FEMININE_ORDINALS else COUNTING  # "3.º izq."
        if bare in ENGLISH_ENDINGS:  # "5th Ave.", as addresses of the United States write it
            return FEMININE if scan.word_after(end).lower().startswith(("ave", "st")) else MASCULINE
        if bare.removesuffix("s") in _FEMININE_ORDINALS:
            return FEMININE
        if scan.left().rstrip(".") in self.cues["enumerated"]:
            return COUNTING  # "artículo 1.º constitucional": the noun stands before
        noun = scan.word_after(end)
        known = noun.islower() or scan.left() in _SINGULAR  # "el 3.º Piso", but the table "1.º Real Madrid"
        named = (known and noun.lower() in self.nouns) or noun.lower() in self.cues["ordinal_m"]  # "el 21.º Congreso"
        following = self.classify_word(noun.lower() if named else noun)
        if noun[-1:] in ("a", "e") and noun not in self.nouns and f"{noun}s" not in self.word_ranks:
            following = ""  # "el 1.º vence": no noun that its plural would show
        return MASCULINE if bare == "er" or following == "m" else COUNTING

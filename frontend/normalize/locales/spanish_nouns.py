"""Spanish nouns beside numbers: their gender, the apocope before them, and the forms of what agrees with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontend.normalize.locales import spanish_cardinals
from frontend.normalize.locales.language import Language
from frontend.normalize.locales.spanish_cardinals import Cardinal
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
_SINGULAR = word_set("el la del al un una este esta ese esa mi tu su nuestro nuestra cada")
_FEMININE_ENDINGS = ("a", "as", "ción", "ciones", "sión", "siones", "dad", "dades", "tad", "tades", "tud", "tudes",
                     "umbre", "umbres", "eza", "ez", "eces", "gión", "giones", "tión", "tiones", "itis", "osis",
                     "esis", "lisis", "psis", "triz", "trices", "inge", "inges")  # fmt: skip
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
_NUMBER_WORDS = word_set("dos ambos ambas varios varias otros otras todos todas")
_DETERMINED = {"el": ("m", False), "la": ("f", False), "los": ("m", True), "las": ("f", True)}
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
        return spanish_cardinals.form(Cardinal(scan, start, end, self))

    def noun_at(self, scan: Scan, position: int, count: str = "2") -> str:
        word = super().noun_at(scan, position, count)
        if word.isupper() and len(word) > _SHORTEST - 1 and scan.shouting:
            return self.full_word(word.lower())  # "LECHE 1 CAJA", "1 PZA"
        start = scan.skip_spaces(position)
        end = start + len(word)
        if scan.character(end) != "." or word in self.word_ranks or not scan.text.startswith(word, start):
            return word
        from frontend.normalize.abbreviations import completion, spanish_cuts

        cut = spanish_cuts.in_field(scan, start, word, cuts=1) or completion.recognise(scan, start, end)  # "1 expuls."
        return cut.spoken if cut else word

    def is_counted(self, scan: Scan, end: int) -> bool:
        """Whether so many of something follow: "firmaron el acuerdo 21 países", "deje reposar la masa 1 hora"."""
        word = scan.word_after(end)
        return word in self.unit_names or (word.endswith("s") and self.classify_word(word) != "")

    def agreeing(self, scan: Scan, noun: str, following: str) -> str:
        if noun in self.cues["adjectives"]:
            gender, plural = self.described(scan)
            plural = plural and scan.left().rstrip(".") not in self.weekdays  # "lun. cerr."
            if scan.left() == "no":  # "bebidas no incl."
                gender, plural = self.classify_word(scan.left(2)), scan.left(2).endswith("s")
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
        if noun[-1:] == "z":
            return noun[:-1] + "ces"
        if noun.endswith(("ón", "án", "én", "ín")):
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
        step = scan.left() in (";", ":")  # "2.º lave; 3.º deje secar"
        if noun[-1:] in ("a", "e") and noun not in self.nouns and (step or f"{noun}s" not in self.word_ranks):
            following = ""  # "el 1.º vence": no noun that its plural would show
        return MASCULINE if bare == "er" or following == "m" else COUNTING

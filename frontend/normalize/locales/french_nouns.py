"""French nouns beside numbers: their gender, and the forms of what agrees with them."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from frontend.normalize.locales.ellipsis import NounEllipsis
from frontend.normalize.locales.language import Language
from frontend.normalize.numbers import COUNTING, FEMININE, Form
from frontend.normalize.patterns import regex
from frontend.tables import word_set

if TYPE_CHECKING:
    from frontend.normalize.scan import Scan

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
    part=regex(" (?:des|de (?:ces|nos|vos|ses|leurs|mes|tes)) (?:[0-9]{1,6} )?([a-zà-ÿœ]{3,20})"),
    predicate=regex(" (?:est|sont|était|étaient|fut|furent|seront|sera) (?:une|des) ([a-zà-ÿœ]{3,20})"),
    feminine=regex(
        " d'entre elles| (?:est|sont|était|étaient|fut|furent|sera|seront|(?:a|ont|avait|avaient) été) "
        "(?:[a-zà-ÿ]{2,20}ée|[a-zà-ÿ]{2,20}[tdn]ue|[a-zà-ÿ]{2,20}[tl]ie|[a-zà-ÿ]{2,20}(?:ise|ite))s?(?![a-zà-ÿ])"
    ),
    masculine=regex(" d'entre eux"),
    never_before=word_set(
        "le la les du un une au aux de des d' l' en à par pour avec entre sur numéro no n° art. p. vers selon dès "
        "contre"
    ),
    out_of=word_set("sur"),
)
_NOUN_ENDINGS = ("tion", "sion", "ment", "age", "ance", "ence", "eur", "isme", "ité")
_VERBS_OF_COMPOUNDS = (
    "porte-", "garde-", "lave-", "tire-", "ouvre-", "casse-", "brise-", "essuie-", "pare-", "sèche-", "compte-",
    "gratte-", "chauffe-", "cure-", "passe-", "perce-", "pèse-", "presse-", "rase-", "souffle-",
)  # fmt: skip
"""Compounds of a verb and its object are masculine, whatever the object is ("un porte-clés")."""
_PAST = ("ait", "aient", "èrent")
_VERB_ENDINGS = ("aient", "èrent", "irent", "ent")
_ALTERNATIVE = regex(r" (?:ou|à|et) [0-9]{1,3}(?= )")
_SINGULAR = word_set("le la au du un une ce cette mon ma ton ta son sa notre votre chaque")
_FEMININE_ENDS = {"if": "iv", "eux": "eus", "er": "èr", "el": "ell", "en": "enn"}
_FEMININE_END = regex("(?:if|eux|er|el|en)$")
_BEFORE_HALF_AS_NOUN = word_set("le les au aux")
"""Before what is called "demi": "le 1/2 du terrain"."""
_DEGREES = word_set("non semi très peu")
_LISTING = word_set(", et ou &")
_LESS_THAN_TWO = regex("[01](?:,[0-9]{1,4})?")
_COUNT = regex("([0-9 \u00a0]{1,12})(?:[-–]([0-9 \u00a0]{1,12}))?")
_FEMININES = {"complet": "complète", "nouveau": "nouvelle", "public": "publique"}
_LISTED = regex("(?:, [0-9]{1,3}){1,9}(?: et|\\))")
"""The rest of a list of labels: "4 lignes (1, 2, 4 et 5)"."""
_SEASONS = word_set("hiver printemps été automne l'hiver l'été l'automne noël")
_SEVERAL = word_set("les des ces mes tes ses nos vos leurs plusieurs quelques certains certaines tous toutes aux")
_FEMININE_ADJECTIVES = word_set(
    "grande grandes petite petites belle belles bonne bonnes nouvelle nouvelles vieille vieilles longue longues "
    "première premières dernière dernières prochaine prochaines seule seules certaine certaines différentes "
    "principales nombreuses mauvaise mauvaises haute hautes meilleure meilleures grosse grosses fausse fausses jolie "
    "jolies vraie vraies pleine pleines ancienne anciennes forte fortes lourde lourdes douce fraîche fraîches fameuse"
)
_ADJECTIVES = word_set(
    "autre autres jeune jeunes même mêmes simple simples double triple brave braves grand grands petit petits beau "
    "beaux bon bons nouveau nouveaux vieux premier premiers dernier derniers prochain prochains meilleur meilleurs"
)
_NO_PLURAL = ("ax", "ex", "ox")
"""Ends of nouns that are no plurals: "latex", "duplex", "inox"."""
_NTHS = regex("[0-9]{1,2}(?:ers|ères|res|es|èmes)")
_ADJECTIVES_REACH = 4
_WORDS_BEFORE, _AROUND = 6, 60
"""So many words before a noun and characters behind it may tell its gender."""
_RANK = Form(ending="rank")
_LABELS = frozenset(("jour", "semaine", "épisode", "saison", "équipe"))
"""What has a number of its own behind it."""


class FrenchNouns(Language):
    """Gender, number and agreement."""

    def counted_plural(self, scan: Scan, noun: str) -> str:
        """The singular behind less than two: "1 ch." is "une chambre", "+0,3 pt"."""
        first, space, rest = noun.partition(" ")
        alone = _LESS_THAN_TWO.fullmatch(scan.left()) and first.endswith("s") and first not in self.nouns
        return first[:-1] + space + rest if alone else noun

    def compared(self, scan: Scan, words: str) -> str:
        noun = scan.left().rstrip("sx")
        if not (noun in self.nouns or scan.left() in self.nouns or noun.endswith(_NOUN_ENDINGS)):
            return ""  # "se donne ≥ 3 mois après"
        gender, several = self.described(scan)
        forms = (self._adjective(word, gender == "f", several) if len(word) > 2 else word for word in words.split())
        return " ".join(forms) if gender else ""

    def half_of_them(self, scan: Scan) -> str:
        return "" if scan.left() in _BEFORE_HALF_AS_NOUN else super().half_of_them(scan)

    def plural_word(self, noun: str) -> str:
        return self._plural(noun)

    def singular_of(self, plural: str) -> str:
        return plural[:-1] if plural.endswith(("s", "x")) else ""

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

    def gender_in(self, scan: Scan, noun: str, end: int) -> str:
        """ "1 livre de beurre" is "une livre", "1 livre" alone "un livre": the cues "feminine livre" tell."""
        cues = self.cues.get(f"feminine {noun.lower().removesuffix('s')}")
        if not cues:
            return self.classify_word(noun)
        behind = (
            word.rpartition("'")[2].strip(".,;:()") for word in scan.text[end : end + _AROUND].lower().split()[:6]
        )
        return "m" if cues.isdisjoint(scan.lefts(_WORDS_BEFORE)) and cues.isdisjoint(behind) else "f"

    def described(self, scan: Scan) -> tuple[str, bool]:
        """Of any word that may be a noun, and past other short words: "taxes mun. et scol."."""
        agreed = self._adjective_forms.get(scan.spoken)
        if agreed and scan.left().endswith("."):  # "ass. gén. ann."
            return agreed
        distance = 1 + (scan.left() in _DEGREES)  # "électricité non incl."
        while scan.left(distance) in _LISTING and scan.left(distance + 1).endswith("."):
            distance += 2
        if distance > 1:
            scan = type(scan)(scan.text, scan.language, scan.history[: 1 - distance])
        word = scan.left().rpartition("'")[2]  # "d'huile synth."
        if not word.rstrip(".")[-1:].isalpha() or word in self.cues["copulas"]:
            return "", False
        gender, _ = super().described(scan)
        if not gender and len(word) > 3 and word.isalpha() and word not in _ADJECTIVES | _FEMININE_ADJECTIVES:
            gender = self.classify_word(word)
        plural = word.endswith(("s", "x")) and not word.endswith(_NO_PLURAL)
        plural = plural and (word not in self.nouns or scan.left(2) in _SEVERAL)  # "les taux"
        plural = plural or (word.endswith(".") and self._is_several(scan.left(2)))  # "3 stat. ext."
        return gender, bool(gender) and plural

    def agreeing(self, scan: Scan, noun: str, following: str) -> str:
        if noun in self.cues["adjectives"]:
            gender, plural = self.described(scan)
            if noun in self.cues["adjectives before"] and following.islower():  # "proch. visite", "nouv. éd."
                following = self.full_word(following)
                gender = self.classify_word(following)
                plural = following.endswith("s") or self._is_several(scan.left()) or scan.left() in _SEVERAL
            return self._adjective(noun, gender == "f", plural)
        if scan.left() == "1" and noun.endswith("s") and noun[:-1] in self.nouns:
            return noun[:-1]  # "1 enf."
        first, space, rest = noun.partition(" ")
        labelled = scan.left(2) in self.cues["enumerated"] or noun in self.cues["street_first"]  # "bus 8, dir. Lévis"
        before = self._before_adjectives(scan)
        named = first in self.nouns or first.endswith(_NOUN_ENDINGS)
        counted = self._is_several(before) and named and not labelled
        counted = counted or (
            not space and self._adjective_forms.get(following, ("", False))[1] and first in self.nouns
        )
        if not (counted or before in _SEVERAL) or noun[-1:] in "sxz":
            return noun
        if space:
            return f"{first}s {rest}" if rest.startswith(("de ", "à ")) and first[-1] not in "sxz" else noun
        return "travaux" if noun == "travail" else self._plural(noun)

    def _before_adjectives(self, scan: Scan) -> str:
        """The entry before the adjectives and ordinals to the left: "les 2 1ers chap.", "3 dern. sem."."""
        distance = 1
        while distance < _ADJECTIVES_REACH:
            word = scan.left(distance)
            short = word.endswith(".") and self.full_word(word.rstrip(".")) in self.cues["adjectives before"]
            if not short and word not in _ADJECTIVES and not _NTHS.fullmatch(word):
                break
            distance += 1
        return scan.left(distance)

    @cached_property
    def _adjective_forms(self) -> dict[str, tuple[str, bool]]:
        """Forms of adjectives to their gender and whether they are plural; of equal forms the masculine."""
        forms = ((feminine, plural) for feminine in (True, False) for plural in (True, False))
        return {
            self._adjective(word, feminine, plural): ("f" if feminine else "m", plural)
            for feminine, plural in forms
            for word in self.cues["adjectives"]
        }

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
            and word == scan.word_after(end)  # but "ce vélo 21 vit."
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
        gender = self.gender_in(scan, word, end) if len(word) > 1 or word.islower() else ""  # "1 C": a mark
        alone = not word or word in _FUNCTION_WORDS or (word.endswith(_VERB_ENDINGS) and word not in self.nouns)
        labelled = scan.character(start - 1) == "(" and _LISTED.match(scan.text, end) is not None
        labelled = labelled or scan.left() in _LABELS  # "Jour 1 : départ"
        if alone and last == "1" and not labelled:  # "so many of them"
            gender = _ELLIPSIS.gender(scan, start, end, self.classify_word)
        return FEMININE if gender == "f" else COUNTING

    def ordinal_form(self, scan: Scan, start: int, end: int, suffix: str) -> Form | None:
        return FEMININE if suffix.lower().startswith(("re", "ère", "ière", "nde", "de")) else COUNTING

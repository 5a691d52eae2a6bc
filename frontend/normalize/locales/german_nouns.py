"""German nouns in their sentences: the case that the words before ask for, and the endings that agree with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from frontend.normalize.locales.german_measures import is_declined, is_extent
from frontend.normalize.locales.german_words import GermanWords
from frontend.normalize.numbers import Form
from frontend.normalize.patterns import regex
from frontend.normalize.values import Quantity, Unit
from frontend.tables import read_rows, word_set

if TYPE_CHECKING:
    from frontend.normalize.scan import Scan

WEAK = word_set(
    "am vom zum beim im ab seit bis dem den des zur einem einen eines einer meinem meinen meiner meines deinem deinen "
    "deiner deines seinem seinen seiner seines ihrem ihren ihrer ihres unserem unseren unserer unseres eurem euren "
    "eurer eures keinem keinen keiner keines jedem jeden diesem diesen dieser jenem jenen jener welchem welchen "
    "welcher d. vor nach gegen um zwischen zw. v. z. i. einschl. einschließlich allen aller beiden solchen "
    "vielen einigen mehreren wenigen"
)
"""Words before an ordinal that give it the ending -en."""
DATIVE_BEFORE_DER = word_set("in an auf mit von zu bei aus nach seit vor unter über hinter neben zwischen")
WEAK_E = word_set(
    "der die das dieses diese jeder jede jedes welches welche alle seine ihre meine deine unsere eure keine eine jene "
    "ins ans aufs durchs fürs ums übers"
)
DEFINITE = word_set("die der den des diese dieser diesen meine deine seine ihre unsere eure alle keine beide")
_LIST_REACH = 16
"""How far to the left a list of ordinals is followed: the time of a long text stays linear."""
JOINERS = frozenset(("und", "oder", "o.", "sowie", "bis", "u.", "u", "od.", ",", "/", "–", "-"))
_ROMAN_ORDINAL = regex(r"[ivxlc]{1,7}\.")
WEEKDAYS = word_set("montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so")
WITH_ACCUSATIVE = word_set("für ohne um durch gegen pro bis")
_CLAUSE_ENDS = frozenset((",", ".", ";", ":", "!", "?", "\n", "dass", "und", "oder"))
_SENTENCE_ENDS = _CLAUSE_ENDS - {",", "und", "oder"}
SHORT = {
    "n.": "nach",
    "m.": "mit",
    "f.": "für",
    "b.": "bei",
    "z.": "zu",
    "i.": "in",
    "wg.": "wegen",
    "ggü.": "gegenüber",
    "gg.": "gegen",
    "zw.": "zwischen",
    "inkl.": "inklusive",
    "abzgl.": "abzüglich",
    "zzgl.": "zuzüglich",
    "lt.": "laut",
}
"""Prepositions in short."""
_LINKS = frozenset(("und", "oder", "sowie", "u.", "o.", "+", "&", ","))
_INFINITIVES = ("en", "eln", "ern")
_LISTED_REACH = 16
"""So many words to the left, the verb of a list may stand."""
_PAYING = word_set("zahlt zahlte zahlten bezahlt bezahlte bezahlten spendete spendet verdient verdiente")
_SUBJECTS = word_set("ich wir du er es man")
_COPULA = word_set("bin ist sind war waren bleibt heißt wird werden")
_ADVERBS = word_set(
    "je nur noch nicht genau etwa circa ca. rund rd. ungef. gut mindestens höchstens maximal max. mind. ungefähr fast "
    "knapp schon spätestens frühestens erst mehr als sogar auch jeweils insgesamt gerade bereits lediglich über"
)
"""Words that may stand between a verb or preposition and its number without changing the case."""
DATIVE = word_set("v. mit nach seit vor von aus bei zu in ab binnen laut gemäß")
_STRONG = word_set("mit bei von aus zu")
_COSTING = word_set("kostet kostete kosten kosteten")
_DATIVE_TOO = word_set("an außer gegenüber samt neben hinter zwischen")
_STRONG_DATIVE = word_set("in mit bei von zu aus nach seit ab vor zwischen zw. laut gemäß")
_ALONE = word_set("plain final after_one singular")
"""Rules of abbreviations of one thing."""
_COUNTED = word_set("after_number counted")
_SINGULAR_AFTER = {
    "der": "mf",
    "den": "m",
    **dict.fromkeys(("die", "keine", "unsere", "meine", "seine", "ihre", "deine", "weitere", "andere"), "f"),
    **dict.fromkeys(
        ("alle", "aller", "allen", "viele", "vielen", "einige", "mehrere", "beide", "beiden", "wenige"), ""
    ),
}
"""The genders of which one thing may follow an article; one of any other gender is several."""
_GENITIVE = word_set("wegen trotz während statt anstatt innerhalb außerhalb aufgrund mithilfe anhand")

_CASE_AFTER = {
    **dict.fromkeys(WITH_ACCUSATIVE, "acc"),
    **dict.fromkeys(_GENITIVE, "gen"),
    **dict.fromkeys(DATIVE | _DATIVE_TOO, "dat"),
}
"""The case that a preposition asks for."""

_PARTS = 3
"""So many parts of a list are followed to the left."""
_SHORTEST_END = 3
"""Letters of the last part of a compound."""
_WITHOUT_UMLAUT = str.maketrans("äöüÄÖÜ", "aouAOU")


def _is_done(scan: Scan, distance: int, is_plural: Callable[[str], bool]) -> bool:
    """Whether an infinitive stands there, no noun and no adjective behind a number."""
    word = scan.left(distance)
    return word.endswith(_INFINITIVES) and not is_plural(word) and not scan.left(distance + 1).isdecimal()


def _before_phrase(scan: Scan, distance: int, is_plural: Callable[[str], bool]) -> int:
    """How far to the left the word stands that asks for the case of a phrase, past adverbs and parts of a list."""
    if scan.left(distance) == "sofort" and scan.left(distance + 1) == "ab":
        distance += 2
    distance = _past_adverbs(scan, distance, 4)
    for _ in range(_PARTS):
        if scan.left(distance) not in _LINKS or _is_done(scan, distance + 1, is_plural):
            break  # "von 3 Brüdern und 1 Schwester", but "mit 1 l Brühe ablöschen und 1 Std. kochen"
        back = next((step for step in range(distance + 1, distance + 4) if scan.left(step)[:1].isdecimal()), 0)
        if back:
            distance = _past_adverbs(scan, back + 1, 12)
    return distance


def _past_adverbs(scan: Scan, distance: int, limit: int) -> int:
    while distance < limit and scan.left(distance) in _ADVERBS:
        distance += 1
    return distance


class GermanNouns(GermanWords):
    """Agreement of nouns, articles and adjectives."""

    def counted_plural(self, scan: Scan, noun: str) -> str:
        described = scan.left().isalpha() and scan.left(2).isdecimal()  # "seit 2 langen Mon."
        distance = 3 if described else 2
        dative = noun.endswith(("e", "er", "el")) and noun[:1].isupper() and scan.left(distance) != ","
        return f"{noun}n" if dative and self._case_of_measure(scan, distance) == "dat" else noun

    def phrase_case(self, scan: Scan, distance: int = 1) -> str:
        """The case of the noun phrase that begins `distance` entries to the left, less one.

        The preposition before it tells, or the verb after its subject.
        """
        distance = _before_phrase(scan, distance, self.is_plural)
        left = SHORT.get(scan.left(distance), scan.left(distance))
        if left == "auf":
            resting = scan.left() == left and self.cues["verbs with auf"].isdisjoint(scan.lefts(10))
            return "dat" if resting else "acc"
        case = _CASE_AFTER.get(left)
        if case:
            return case
        if left in _LINKS and _is_done(scan, distance + 1, self.is_plural):
            return "acc"  # "umrühren und 1 Tag ziehen lassen"
        return "acc" if self._follows_verb(scan, left, distance) or self._has_verb(scan, distance) else "nom"

    def _follows_verb(self, scan: Scan, left: str, distance: int) -> bool:
        """Whether a verb or a subject stands right before: "geben Sie 1 EL Öl dazu", "ab dem 2. Kind zahlt man 1 €"."""
        verbs, further = self.cues["accusative verbs"], scan.left(distance + 1)
        if left in verbs or (left in _SUBJECTS | {"sie", "ihr"} and further in verbs):
            return True
        return further in _SUBJECTS - {"es"} and left not in _COPULA

    def _has_verb(self, scan: Scan, distance: int) -> bool:
        """Whether a verb stands in the clause, in the sentence for a part of a list: "hat aus 3 Spielen 1 Punkt"."""
        listed = scan.left() in ("und", "sowie", "u.", "+", "&")  # "brauchen 2 Hefte, Lineatur 3, und 1 Zirkel"
        ends, reach = (_SENTENCE_ENDS, _LISTED_REACH) if listed else (_CLAUSE_ENDS, 8)
        for entry in scan.lefts(reach)[distance:]:
            if entry in ends or entry in _COPULA:
                return False
            if entry in self.cues["accusative verbs"]:
                return True
        return False

    def _case_of_measure(self, scan: Scan, distance: int) -> str:
        """The case of a measure that may follow another one: "zu 2 J. 6 Mon. Haft"."""
        counted = scan.left(distance + 1)
        if scan.left(distance) == "unter" and (self.classify_word(counted) or self.is_plural(counted)):
            return "dat"  # "Personen unter 24 J."
        follows = scan.left(distance).endswith(".") and scan.left(distance + 1).isdecimal()
        return self.phrase_case(scan, distance + 2 * follows)

    def in_context(self, scan: Scan, start: int, quantity: Quantity, unit: Unit, spoken: str, end: int = 0) -> str:
        if end and is_declined(scan, spoken, unit, end, self._case_of_measure):
            return f"{spoken}n"
        if scan.text[max(0, start - 2) : start] == ".+" or (scan.text[start] == "+" and scan.text[start - 1] == "."):
            return spoken.removesuffix(unit.plural) + unit.singular  # "in der 90.+3 Min."
        if (
            unit.plural.endswith("e")
            and " " not in unit.plural
            and unit.plural != unit.singular
            and spoken.endswith(unit.plural)
        ):
            dative = unit.gender and scan.left() != "," and self._case_of_measure(scan, 1) == "dat"
            return f"{spoken}n" if dative else spoken  # "nach 3 Mon."
        article, space, rest = spoken.partition(" ")
        if article not in ("ein", "eine") or quantity.last.digits != "1" or unit.gender not in ("m", "f", "n"):
            return spoken
        gender = quantity.scale.gender if quantity.scale else unit.gender
        case = "acc" if scan.left() == "auf" else self.phrase_case(scan)  # "20 ml auf 1 l"
        if next((entry for entry in scan.lefts(4) if entry not in _ADVERBS), "") == ",":
            case = "nom"  # "in 2–3 Std., ca. 1 Wo.": another measure
        prices = [currency.unit for currency in self.currencies.values()]
        if scan.character(start - 1) == "(" or (scan.left() in _COSTING and unit not in prices):
            case = "nom"  # "2010 kostete 1 l Super 1,42 €"
        if case == "nom" and not _PAYING.isdisjoint(scan.lefts(4)):
            case = "acc"  # "zahlte Frau Kern 1 €"
        if case == "nom" and end and is_extent(scan, end):
            case = "acc"
        return self.numbers.cardinal(1, Form(gender, noun=True, case=case)) + space + rest

    def half_of(self, scan: Scan, gender: str, end: int = 0) -> str:
        case = self.phrase_case(scan)
        if case == "nom" and end and is_extent(scan, end):
            case = "acc"
        if not gender or case == "nom" or (case == "acc" and gender != "m"):
            return self.half(gender)
        return f"{self.numbers.cardinal(1, Form(gender, noun=True, case=case))} halben"

    def half_of_them(self, scan: Scan) -> str:
        return "der Hälfte" if scan.left() in DATIVE else "die Hälfte"

    @cached_property
    def _plurals(self) -> dict[str, str]:
        """The nouns that abbreviations stand for alone to those that they stand for behind a number."""
        rows = read_rows(self.tag, "abbreviations", "written rule spoken")
        counted = {written: spoken for written, rule, spoken in reversed(rows) if rule in _COUNTED}
        alone = ((written, spoken) for written, rule, spoken in rows if rule in _ALONE and written in counted)
        return {spoken: counted[written] for written, spoken in alone if _is_same_noun(spoken, counted[written])}

    def agreeing(self, scan: Scan, word: str, following: str) -> str:
        article = scan.left()
        singular = _SINGULAR_AFTER.get(article)
        if singular is None or not word[:1].isupper() or self.classify_word(word) in singular:
            return word
        plural = self._plurals.get(word, word)  # "2/3 der Mitgl.", "alle Fzg."
        return f"{plural}n" if article == "den" and plural.endswith(("e", "er", "el")) else plural

    def counted_end(self, scan: Scan, end: int, noun: str) -> str:
        number = scan.left()
        if not number.isdecimal() or number == "1" or scan.character(scan.skip_spaces(end)).isdecimal():
            return noun
        if scan.left(2) in self.cues["enumerated"]:
            return noun
        plurals = self._plurals
        ends = (noun[begin:].capitalize() for begin in range(len(noun) - _SHORTEST_END + 1))
        last = next((end for end in ends if end in plurals and end[0].isupper()), "")
        many = plurals.get(last, "")
        if not many:
            return noun
        return noun[: len(noun) - len(last)] + (many if last == noun else many.lower())  # "5 Schlafpl."

    def _full_noun(self, noun: str) -> str:
        """The noun that is cut short, though an adjective is cut so too: "nach tel. Vereinb."."""
        full = self.full_word(noun)
        unknown = full == noun and not self.abbreviations.get(noun.lower())
        if not noun.istitle() or not (full.islower() or unknown):
            return full
        from frontend.normalize.abbreviations import german_cuts  # which needs languages itself

        return german_cuts.noun_of(self, noun) or full

    def personal(self, scan: Scan, stem: str, feminine: bool) -> str:
        if scan.left().isdecimal() and scan.left() != "1":  # "von den 709 Abg."
            weak = scan.left(2) in DEFINITE or self.phrase_case(scan, 2) == "dat"
            return f"{stem}en" if weak else f"{stem}e"
        distance = 2 if self.is_numeral(scan.left()) and scan.left()[-1] == "." else 1  # "der 2. Vors."
        left = scan.left(distance)
        feminine = feminine or left in ("die", "eine", "frau")
        return stem + self.ending(left, scan.left(distance + 1), "f" if feminine else "m")

    @staticmethod
    def is_numeral(entry: str) -> bool:
        """Whether an entry of the left context is a number, or a Roman ordinal such as "xiv."."""
        return (entry[:1].isdecimal() and "," not in entry) or _ROMAN_ORDINAL.fullmatch(entry) is not None

    def ordinal_ending(self, scan: Scan, gender: str) -> str:
        """The ending of the next ordinal, past the other ordinals of a list and a day of the week."""
        distance = 1
        while distance < _LIST_REACH and scan.left(distance) in JOINERS and self.is_numeral(scan.left(distance + 1)):
            distance += 2  # "am 24., 25. und 31."
        left, second = scan.left(distance), scan.left(distance + 1)
        if left in (",",) and scan.left(2).rstrip(".") in WEEKDAYS:
            left, second = scan.left(3), scan.left(4)
        elif left.rstrip(".") in WEEKDAYS:
            left, second = scan.left(2), scan.left(3)
        if left in ("i. d.", "i.d."):
            return "en"  # "i. d. 3. Klasse"
        if gender == "f" and left in _STRONG_DATIVE:
            return "er"  # "in 2. Lesung"
        if left in _STRONG and gender != "f":
            return "em"  # "mit 3. Preis"
        return self.ending(left, second, gender)

    @staticmethod
    def ending(left: str, second: str, gender: str) -> str:
        """The ordinal's ending after the words `left` and, before it, `second`."""
        if left in WEAK or (left == "der" and second in DATIVE_BEFORE_DER):
            return "en"
        if left == "der" and gender == "f":  # genitive and dative: "wegen der 3. Welle"
            return "en"
        if left in WEAK_E:
            return "e"
        return {"m": "er", "f": "e", "n": "es"}[gender]


def _is_same_noun(one: str, many: str) -> bool:
    """Whether one is the plural of the other: "Platz" and "Plätze", but no "Verlag" and "Verletzte"."""
    stem = one.translate(_WITHOUT_UMLAUT)[:-1]
    return many.translate(_WITHOUT_UMLAUT).startswith(stem)

"""German numbers in their sentences: the case of a cardinal, the ending of an ordinal, the numbers of rulers."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from frontend.normalize.locales.german_nouns import (
    DATIVE,
    JOINERS,
    WEAK,
    WEAK_E,
    WEEKDAYS,
    GermanNouns,
)
from frontend.normalize.numbers import COUNTING, Form
from frontend.normalize.patterns import regex
from frontend.tables import word_set

if TYPE_CHECKING:
    from frontend.normalize.scan import Scan

_FINAL_ORDINAL = word_set("z. am vom zum beim im dem den der bis jeder jede jedes jedem jeden")
"""Words before an ordinal that ends its sentence ("bis zum 3."); after "die" the number may be a key or a mark."""
_BECOMING = word_set("wurde wird werde werden wurden geworden belegte als")
_SO = word_set("damit so dort dabei nur sogar immerhin schließlich überraschend wieder erneut insgesamt")
_DATED = ("termin", "termine")
_NOW = word_set("jetzt nun aktuell derzeit momentan")
_COPULAS = word_set("ist war sind waren bleibt blieb")
_RANKED_REACH = 14
_BETWEEN = regex(r" und [0-9]{1,3}(?= )")
_ALTERNATIVE = regex(r" (?:bis|oder) [0-9]{1,3}(?= )")
_OR_MORE = regex(r" (?:oder|o\.|und|u\.) mehr(?:ere)?(?= )")
_PROPORTION = regex(r" zu [0-9]{1,4}(?![0-9.,])")
_ORDINAL_LIST = regex(
    r"(?:,? ?\d{1,3}\.){0,6},? (?:und|oder|bis|sowie|u\.|od\.|o\.) (?:(?:der|die|das|dem|den) )?\d{1,3}\.[ ]"
    r"|,? ?\d{1,3}\.(?:,| und| oder)|[/–-]\d{1,3}\. "
)
"""After the first of "die 1., 2. und 3. Person"."""
_OWNED = regex("[A-ZÄÖÜ][\\w-]{1,34} der $")
_OWNER = regex("[a-zäöü] [A-ZÄÖÜ][a-zäöü]{2,16}s $")
"""A name in the genitive, which does not begin the sentence."""
_MOVE = regex(" [KDTLS]?x?[a-h]x?(?:[a-h])?[1-8](?![0-9])| 0-0")
"""A move of chess."""
_RANKED_PART = regex("-([A-ZÄÖÜ][a-zäöüß]{2,12})-[A-ZÄÖÜ]")
_SEEN = regex(" v[.] ?(?:l|r|li|re|o|u)[.]")
_EDITION = regex(", (?:[a-zäöüß]{2,16}[.]?,? (?:u[.] |und )?){1,3}(?:Aufl|Ausg|Neuauflage)")
_THIS_MONTH = regex(" (?:d|ds|v|n|k)[.] ?(?:M|Mts|J|Js)[.]| (?:dieses|nächsten|kommenden|vorigen|des) Monats")
_NOUN_BEFORE = regex("[A-ZÄÖÜ][a-zäöüß-]{2,22} $")
_ROMAN_BEFORE = regex("i{1,3}|iv|v|vi{1,3}")
_ROAD = regex("(?:^| )[ABKLSU] $")
_PRONOUNS = word_set("ich du er sie es wir ihr")
_LIST_REACH = 200
_ENUMERATION = regex(r": 1\. (?!wurde|Platz)[^.\n]{2,60}[,;] (?:und )?2\. ")
_LASTED = regex(r"[0-9][0-9:.,]* ?(?:h|min|s)")
"""The entry of a time that was needed."""
_MIXED = word_set("ein kein mein dein sein ihr unser euer")
_TITLES = word_set(
    "kaiser kaiserin könig königin papst zar zarin herzog herzogin graf fürst prinz erzherzog kurfürst sultan königs "
    "kaisers papstes zaren herzogs"
)
_ABSTRACT = ("ung", "heit", "keit", "schaft", "tion", "tät", "anz", "enz")
_MINUTE_LIST = regex(r"\((?:[0-9]{1,3}\.(?:\+[0-9])?(?:,| und) )*$")
_FUNCTION_WORDS = word_set("in den dem der wegen neben zwischen gegen wurde werden waren seiner ihrer")
_ELLIPTIC = regex("(?:weiter|zusätzlich|ander|neu|einzig|frei|groß|klein|alt|ganz)(e|er|es|en)")
"""An adjective that may stand for its noun."""
_ENDING_FORMS = {"e": ("f", ""), "er": ("m", "nom"), "es": ("n", ""), "en": ("m", "acc")}
_ADJECTIVE_ENDINGS = ("e", "er", "es", "en", "em")


_BEFORE_ELLIPSIS = word_set("und nur aber war ist waren wurde , ; – - sind blieb fehlt fehlte lediglich")
"""Words before a 1 that may stand for one of what was counted before."""
_CLAUSE_ENDS = frozenset((".", "!", "?", "\n"))
_OF_SUBJECT = word_set("davon darunter ist war wird wurde steht stand fehlt fehlte blieb bleibt hat lag liegt kam ging")
_ALONE = {
    "m": {"nom": "er", "acc": "en", "dat": "em", "gen": "es"},
    "f": {"nom": "e", "acc": "e", "dat": "er", "gen": "er"},
    "n": {"nom": "s", "acc": "s", "dat": "em", "gen": "es"},
}
"""Endings of "ein" without its noun."""
_RANKED = ("after_ordinal", "after_rank")
"""Rules of abbreviations behind ordinals."""
_AND = word_set("und oder o. u. bis")
_LABELS = word_set("jahr alter wert größe note")
_BEFORE_SEVERAL = word_set("die alle meine deine seine ihre unsere eure keine diese")
_CONTRACTED = word_set("im am beim zum vom")
_DAYS_REACH = 10
_LAST_DAY = 31
_KEYS_REACH = 12
_ELLIPSIS_REACH = 18
_DAY = regex(r"[0-9]{1,2}\.(?:[0-9]{1,2}\.)?")
_WHOLE = regex(r" (?:der|von|dieser|unserer|ihrer|seiner|meiner) (?:[a-zäöüß0-9.]+ ){0,3}([A-ZÄÖÜ][\w-]+)")


def _is_predicate(scan: Scan, word: str, end: int) -> bool:
    """Whether the small word behind a number does not belong to a noun: "1 steht leer", but "1 neue Tür"."""
    if not word:
        return scan.character(end) in (".", ",", ")", "") and scan.left() not in (",", "und", "-", "–")
    following = scan.word_after(scan.skip_spaces(end) + len(word))
    return word.islower() and word not in ("zu", "bis", "von", "mal", "der") and not following[:1].isupper()


class GermanGrammar(GermanNouns):
    """Agreement of numbers; the locale adds its formats and verbalisers."""

    def form_for(self, scan: Scan, start: int, end: int) -> Form:
        between = _BETWEEN.match(scan.text, end) if scan.left() == "zwischen" and scan.text[start:end] == "1" else None
        if between:  # "zwischen 1 und 2 Metern"
            unit = self.units.get(scan.word_after(between.end()))
            gender = unit.gender if unit else self.classify_word(scan.word_after(between.end()))
            return Form(gender, noun=True, case="dat") if gender else COUNTING
        or_more = _OR_MORE.match(scan.text, end) if scan.text[start:end] == "1" else None
        if or_more:  # "1 oder mehr Std."
            noun = self.full_word(scan.word_after(or_more.end()))
            return Form(self.classify_plural(noun), noun=True, case=self._case(scan)) if noun else COUNTING
        alternative = _ALTERNATIVE.match(scan.text, end) if scan.text[start:end] == "1" else None
        if alternative:  # "1 bis 2 Tage", but "die Felder 1 bis 6"
            labelled = _NOUN_BEFORE.search(scan.text[max(0, start - 24) : start]) is not None
            counts = scan.word_after(alternative.end())[:1].isupper() or not labelled
            return Form("m", noun=True) if counts else COUNTING
        if _ROAD.search(scan.text[max(0, start - 4) : start]):  # "auf der A 1 Richtung Hamburg"
            return COUNTING
        if scan.character(start - 1) == ":":  # "1:1 Sané"
            return COUNTING
        word = scan.word_after(end)
        if scan.text[start : start + 2] in ("1-", "1–") and end - start > 2 and not word[:1].isupper():
            return COUNTING  # "die Plätze 1–3 folgen"
        if _PROPORTION.match(scan.text, end) or (scan.left() == "zu" and scan.left(2).isdecimal()):
            return COUNTING  # "eine 1 zu 1 Mischung"
        if _ROMAN_BEFORE.fullmatch(scan.left()):  # "Art. 5 I 1 GG"
            return COUNTING
        if scan.left() in self.cues.get("enumerated", ()) or scan.left().endswith(
            ("nr.", "nr", "nummer")
        ):  # "Absatz 1 Satz 2": the number counts nothing
            return COUNTING
        if scan.character(scan.skip_spaces(end) + len(word)) == ".":
            after = scan.word_after(scan.skip_spaces(end) + len(word) + 1)
            small = word.islower() and after[:1].isupper()  # "1 kl. Dose": the gender of the noun behind
            word = after if small else self.full_word(word)  # "1 Tbl."
        several = end - start > 2 and not scan.text[start:end].isdecimal()  # "1-3 Jahre"
        gender = self.classify_plural(word) if several and word[:1].isupper() else self.classify_word(word)
        single = scan.text[start:end] == "1" and not word[:1].isupper()
        alone = (self._whole_of(scan, end) or self._left_out(scan, end)) if single else ""
        if alone:
            begins = word in _OF_SUBJECT or scan.left() == ","
            return Form(alone, ending=_ALONE[alone]["nom" if begins else self._case(scan)])
        case = "nom" if scan.character(start - 1) == "(" else self._case(scan)
        if scan.text[start:end] == "1" and self._is_genitive(word):
            case = "gen"  # "binnen 1 Tages"
        if case == "nom" and gender == "m" and self.is_inflected(word) and not several:
            case = "acc"  # "soll 1 Zeugen suchen"
        if not gender and word.islower() and word.endswith(_ADJECTIVE_ENDINGS):  # "1 neue Nachricht"
            noun = scan.word_after(end + 1 + len(word))
            cut = scan.character(scan.skip_spaces(end + 1 + len(word)) + len(noun)) == "."
            gender = self.classify_word(self.full_word(noun) if cut else noun)  # "1 neue Nachr."
            if gender and case == "nom" and word.endswith("en"):  # "1 kleinen Salat": its ending tells the case
                case = "acc" if gender == "m" else "dat"
            elliptic = _ELLIPTIC.fullmatch(word) if not gender else None
            if elliptic:  # "1 weitere."
                gender, forced = _ENDING_FORMS[elliptic[1]]
                case = forced or case
        if not gender:  # "1-Zimmer-Wohnung": "ein"
            glued = (
                scan.text[start : end + 1] == "1-"
                and not scan.text.startswith(" in ", end + 1)  # "eine 1- in Deutsch"
                and scan.character(start - 1) in ("", " ", "(", "\n")
            )
            return Form("m", noun=True) if glued else COUNTING
        return Form(gender, noun=True, case=case)

    def _whole_of(self, scan: Scan, end: int) -> str:
        """The gender of what follows in the plural: "1 der letzten 10 Spiele", "1 von 12 Frauen"."""
        whole = _WHOLE.match(scan.text, end)
        return self.classify_plural(whole[1]) if whole and self.is_plural(whole[1]) else ""

    def _left_out(self, scan: Scan, end: int) -> str:
        """The gender of the noun that is left out behind the 1 that ends at `end`: "6 Spieler fehlten, 1 davon lange".

        A counted noun must stand before in the same sentence.
        """
        word = scan.word_after(end)
        begins = scan.left() in _BEFORE_ELLIPSIS and _is_predicate(scan, word, end)
        if not begins and word not in ("davon", "darunter"):
            return ""
        noun = beside = ""
        for entry in scan.lefts(_ELLIPSIS_REACH):
            if not entry or entry in _CLAUSE_ENDS:
                return ""
            number, _, unit = entry.partition(" ")
            if entry[0].isdecimal() and number != "1":
                counted = (unit or noun or (beside if self.classify_word(beside.capitalize()) else "")).rstrip(".")
                if counted.isalpha():
                    return self.classify_plural(self.full_word(counted.capitalize()))
            beside = entry if entry[0].isalpha() else ""
            noun = beside if self.is_plural(beside) else noun
        return ""

    def _is_genitive(self, noun: str) -> bool:
        """Whether the ending of a noun says that it is one in the genitive: "Tages", "Jahres"."""
        stems = [noun.lower().removesuffix(ending) for ending in ("es", "s") if noun.lower().endswith(ending)]
        return not self._known_compound(noun.lower()) and any(
            self._known_compound(stem) in ("m", "n") for stem in stems
        )

    def ordinal_form(self, scan: Scan, start: int, end: int, suffix: str) -> Form | None:
        if suffix != ".":
            return Form(ending=suffix.removeprefix("s").removeprefix("t") or "e")
        if scan.character(start - 1) == "'":  # "bis '90."
            return None
        left, word = scan.left(), scan.word_after(end)
        if not self._ordinal_noun(word) and self._enumerates(scan, start):
            return Form(ending="ens")  # "Heute: 1. putzen, 2. kochen"
        ranked = _RANKED_PART.match(scan.text, end)
        if ranked and scan.text[start : end - 1].isdecimal():  # "1.-Klasse-Ticket", "2.-Liga-Spiel"
            return Form(ending={"m": "er", "n": "es"}.get(self.classify_word(ranked[1]), "e"))
        if _SEEN.match(scan.text, end):
            return Form(ending="er")  # "3. v. l.: Max"
        if _EDITION.match(scan.text, end):
            return Form(ending="e")  # "2., überarb. Aufl."
        if left == "," and scan.left(2).rstrip(".") in WEEKDAYS and scan.character(end) in (",", ")"):
            return Form(ending="er")  # "Fr., 13., um 13 Uhr"
        if _THIS_MONTH.match(scan.text, end):
            return Form(ending=self.date_ending(scan.lefts(4)))  # "Frist: 15. d. M."
        if _MOVE.match(scan.text, end):  # "nach 1. e4 e5 2. Sf3"
            return None
        word = self._ranked_noun(scan, end)
        if (
            left == "bis"
            and scan.text[start : end - 1].isdecimal()
            and not self._ordinal_noun(word)
            and not word.islower()
        ):
            untold = self.cues["until a day"].isdisjoint(scan.lefts(_DAYS_REACH))
            if untold or int(scan.text[start : end - 1]) > _LAST_DAY:
                return None  # "zählt bis 20."
        known = left in WEAK or left in WEAK_E or left in _MIXED or (left == "als" and word[:1].isupper())
        if left == "bis" and scan.left(2).isdecimal() and not word:
            return None  # "in Größe 36 bis 46."
        noun = word.lower() if word[:1].isupper() else ""
        bare = left in DATIVE and bool(noun) and (bool(self._known_compound(noun)) or noun.endswith(_ABSTRACT))
        known = known or (bare and left != "ab")  # "in 2. Instanz"
        known = known or _OWNER.search(scan.text[max(0, start - 24) : start]) is not None  # "Kanes 36. Saisontor"
        if scan.character(start - 1) == "/" and self._is_numeral(left) and left[-1] == ".":
            return Form(
                ending=self.ending(scan.left(2), scan.left(3), self.classify_word(word) or "m")
            )  # "am 1./2. Mai"
        rank = scan.text[start : end - 1]
        follows = left == "," and rank.isdecimal() and len(rank) < 4 and f"{int(rank) - 1}." in scan.lefts(14)
        if follows and word[:1].isupper() and not self._ordinal_noun(word):
            return Form(ending="er")  # "2. wurde Team C, 3. Team B"
        after_rank = rank.isdecimal() and len(rank) < 3 and f"{int(rank) - 1}." in scan.lefts(6)
        if scan.character(start - 1) == "-" and scan.character(start - 2).isalpha():
            return Form(ending=self.ending(left, scan.left(2), "m"))  # "beim Tabellen-5."
        known = known or (left in _PRONOUNS and after_rank)  # "er ist 1. Vorsitzender, sie 2. Kassiererin"
        known = known or (left in JOINERS and scan.left(2)[-1:] == "." and self._is_numeral(scan.left(2)))
        if left == "als" and word.islower():  # "Er kam als 2. ins Ziel."
            return Form(ending="er")
        listed = _ORDINAL_LIST.match(scan.text, end)
        if listed:  # "die 1., 2. und 3. Person"
            noun = self._ranked_noun(scan, listed.end() - 1)
            dated = left == ":" and scan.left(2).endswith(_DATED)
            known = known or left in JOINERS or dated or self._ordinal_noun(noun)
            return Form(ending=self._ending(scan, left, self.classify_word(noun) or "m")) if known else None
        if scan.character(start - 1) == "(" and scan.character(end) == ")" and len(scan.text[start:end]) < 5:
            return Form(ending="e")  # "1:0 Müller (24.)"
        if _MINUTE_LIST.search(scan.text[max(0, start - 30) : start]) and scan.character(end) in ",+)":
            return Form(ending="e")  # "1:0 Can (12., 67.+2)"
        if scan.character(end) == ")" and left == "," and rank.isdecimal() and len(rank) < 3:
            return Form(ending="er")  # "Die Adler (51 Pkt., 3.)"
        if scan.character(end) == "+":  # "in der 90.+2 Minute"
            return Form(ending=self._ending(scan, left, "f")) if known else None
        if not word and left in ("der", "die") and not self.cues["keyed"].isdisjoint(scan.lefts(_KEYS_REACH)):
            return None  # "drücken Sie die 1 oder bestätigen Sie mit der 2."
        if not word or (not known and word in self.cues["openers"]):
            if _LASTED.fullmatch(left) and scan.ends_here(end) and not _BECOMING.isdisjoint(scan.lefts(8)):
                return Form(ending="er")  # "am Ende wurde er mit 2:09:59 h 4."
            sentence = takewhile(lambda entry: entry not in _CLAUSE_ENDS, scan.lefts(_RANKED_REACH))
            standing = left in _COPULAS or (left in _NOW and not _COPULAS.isdisjoint(scan.lefts(_RANKED_REACH)))
            placed = standing and not self.cues["ranked"].isdisjoint(sentence)
            became = placed or left in _BECOMING or (left in _SO and not _BECOMING.isdisjoint(scan.lefts(6)))
            if became and len(scan.text[start:end]) < 4 and scan.left(2) not in ("nr.", "nummer"):
                return Form(ending="er") if scan.ends_here(end) or scan.character(end) in (",", "!", "?") else None
            following = scan.character(end)
            if following == "," and left in ("der", "die", "das"):  # "das 16., Sachsen,"
                return Form(ending="e")
            if following == "," and (
                left in _FINAL_ORDINAL or (known and left in _AND)
            ):  # "wenige Tage später, am 15., kapitulierte"
                return Form(ending=self._ending(scan, left, "m"))
            dated = left == ":" and scan.left(2).endswith(_DATED)  # "Nachholtermin: 25., 18.30 Uhr"
            if following == "," and not known and len(scan.text[start:end]) < 4 and (left.isalpha() or dated):
                return Form(ending="er")  # "mit 2 s Vorsprung 1., vor der Norwegerin"
            if left in ("der", "die", "das") and scan.text.startswith(" (", end):
                return Form(ending="e")  # "das 2. (1962–65)"
            counted = following == " " and scan.character(end + 1).isdecimal() and left in _CONTRACTED
            if counted:  # "im 1. Wahlgang 44 %, im 2. 53 %"
                return Form(ending="en")
            another = following == " " and known and rank.isdecimal() and f"{int(rank) - 1}." in scan.lefts(14)
            if another and scan.character(end + 1).isdecimal():  # "für das 1. Kind 180 €, für das 2. 90 €"
                return Form(ending=self._ending(scan, left, "m"))
            ends = following in ("", "\n", ")", "!", "?")
            final = following in ("-", "–") or (ends and (left in _FINAL_ORDINAL or left in _AND))  # "zum 15. oder 30."
            return Form(ending=self._ending(scan, left, "m")) if known and final else None
        if not known and word.islower() and not scan.at_sentence_start() and len(scan.text[start:end]) < 4:
            return Form(ending="er")  # "wurde über 100 m 2. in neuer Bestzeit": no sentence ends before a small letter
        titled = scan.at_sentence_start() and word.lower().endswith(_ABSTRACT)  # "3. Lesung"
        titled = titled or (scan.character(start - 1) == "(" and word[:1].isupper())  # "(20. Wahlperiode)"
        if (
            not known
            and not titled
            and (not self._ordinal_noun(word) or left in _LABELS or left in self.cues["enumerated"])
        ):
            return None  # "im Jahr 2. Treffen gab es selten"
        ending = next((e for e in ("isches", "ischer", "ische") if word[:1].isupper() and word.endswith(e)), "")
        if ending and not known:  # "Bachs 3. Brandenburgisches Konzert"
            return Form(ending=ending.removeprefix("isch"))
        gender = self.classify_word(word)
        if not gender and word.endswith(_ADJECTIVE_ENDINGS) and word not in _FUNCTION_WORDS:
            gender = self.classify_word(scan.word_after(end + len(word) + 1))
        gender = gender or "m"
        if scan.character(start - 1) == "(":
            return Form(ending=self.ending("", "", gender))  # "am 12.12. (4. Std.)"
        if left in _BEFORE_SEVERAL and rank.isdecimal() and self.is_simple_plural(word):
            return Form(ending="en")  # "die 3. Zähne"
        if gender == "m" and left in self.cues["accusative verbs"]:
            return Form(ending="en")  # "WG sucht 5. Mitbewohner"
        if left == "der" and word.isupper() and _OWNED.search(scan.text[max(0, start - 40) : start]):
            return Form(ending="en")  # "die Sitzung der 21. WP"
        return Form(ending=self._ending(scan, left, gender))

    def _ranked_noun(self, scan: Scan, position: int) -> str:
        """The noun behind an ordinal that ends at `position`; of an abbreviation what it stands for ("2. Aufl.")."""
        word = scan.word_after(position)
        if not word or scan.character(scan.skip_spaces(position) + len(word)) != ".":
            return word
        entries = self.abbreviations.get(word.lower(), ())
        ranked = (e.spoken for e in entries if e.rule.name in _RANKED and e.written == f"{word}.")
        return next(ranked, "") or self.full_word(word)

    @staticmethod
    def _enumerates(scan: Scan, start: int) -> bool:
        """Whether the ordinal at `start` belongs to a list behind a colon whose entries are numbered from 1."""
        if scan.left() not in (":", ",", ";", "und"):
            return False
        begin = scan.text.rfind(": 1. ", max(0, start - _LIST_REACH), start + 3)
        return begin >= 0 and _ENUMERATION.match(scan.text, begin) is not None

    def _ordinal_noun(self, word: str) -> bool:
        lower = word.rpartition("-")[2].lower()
        if word[:1].isupper() and lower.endswith(("isches", "ische", "ischer")):  # "Bachs 3. Brandenburgisches"
            return True
        return lower in self.cues.get("ordinal_noun", ()) or lower in self.months

    def date_ending(self, left: tuple[str, ...]) -> str:
        """The ending of a day's ordinal after the words `left`, nearest first."""
        if left[0] == "d.":
            left = ("den", *left[1:])  # "Montag, d. 3. März"
        before = left[1:] if left[0] == "," and len(left) > 1 and left[1].rstrip(".") in WEEKDAYS else left
        while _DAY.fullmatch(before[0]):
            before = (*before[1:], "")  # "am 30.4./1.5."
        while before[0] in JOINERS and len(before) > 3 and before[1][:1].isdecimal():
            before = (*before[2:], "")  # "am 4., 5. und 6. Juli"
        if before[0].rstrip(".") in WEEKDAYS:  # "am Montag, 3. Mai"
            before = (*before[1:], "", "")
        return self.ending(before[0], before[1], "m")

    def monarch(self, number: int, feminine: bool, left: tuple[str, ...]) -> str:
        rulers = self.cues.get("monarch_m", frozenset()) | self.cues.get("monarch_f", frozenset())
        while len(left) > 2 and (left[1] in _TITLES or left[1] in rulers):  # "unter Papst Johannes Paul II."
            left = (left[0], *left[2:])
        if left[0].endswith("s") and left[0][:-1] in rulers:  # "Ludwigs XIV.", but "Pius XII."
            return ("der " if feminine else "des ") + self.numbers.ordinal(number, Form(ending="en")).capitalize()
        if left[1] in ("gegen", "für", "durch", "ohne", "um"):
            article = "die " if feminine else "den "
            return article + self.numbers.ordinal(number, Form(ending="e" if feminine else "en")).capitalize()
        if left[1] in DATIVE | {"unter", "neben", "hinter", "gegenüber", "bis"}:
            return ("der " if feminine else "dem ") + self.numbers.ordinal(number, Form(ending="en")).capitalize()
        return ("die " if feminine else "der ") + self.numbers.ordinal(number).capitalize()

"""German numbers in their sentences: the case of a cardinal, the ending of an ordinal, the numbers of rulers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontend.normalize.locales import german_cardinals, german_ordinal_endings
from frontend.normalize.locales.german_adjectives import GermanAdjectives
from frontend.normalize.locales.german_cardinals import Cardinal
from frontend.normalize.locales.german_nouns import DATIVE, JOINERS, WEEKDAYS
from frontend.normalize.locales.german_ordinals import Ordinal
from frontend.normalize.numbers import Form
from frontend.normalize.patterns import regex
from frontend.tables import word_set

if TYPE_CHECKING:
    from frontend.normalize.scan import Scan

_TITLES = word_set(
    "kaiser kaiserin könig königin papst zar zarin herzog herzogin graf fürst prinz erzherzog kurfürst sultan königs "
    "kaisers papstes zaren herzogs"
)
_RANK = regex("[ivx]{1,5}[.]?")
_ONTO = word_set("auf für gegen über")
_ABOUT = word_set("voraussichtlich spätestens frühestens mindestens längstens etwa vermutlich")
_DAY = regex(r"[0-9]{1,2}\.(?:[0-9]{1,2}\.)?")


class GermanGrammar(GermanAdjectives):
    """Agreement of numbers; the locale adds its formats and verbalisers."""

    def form_for(self, scan: Scan, start: int, end: int) -> Form:
        return german_cardinals.form(Cardinal(scan, start, end, self))

    def ordinal_form(self, scan: Scan, start: int, end: int, suffix: str) -> Form | None:
        if suffix != ".":
            return Form(ending=suffix.removeprefix("s").removeprefix("t") or "e")
        ending = german_ordinal_endings.ending(Ordinal(scan, start, end, self))
        return Form(ending=ending) if ending else None

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
            if before[0] in _ONTO:  # "auf Montag, 3. Mai"
                return "en"
        if before[0] in _ABOUT and len(before) > 2:  # "bis voraussichtlich 3. Mai"
            before = before[1:]
        return self.ending(before[0], before[1], "m")

    def monarch(self, number: int, feminine: bool, left: tuple[str, ...]) -> str:
        rulers = self.cues.get("monarch_m", frozenset()) | self.cues.get("monarch_f", frozenset())
        while len(left) > 2 and (left[1] in _TITLES or left[1] in rulers):  # "unter Papst Johannes Paul II."
            left = (left[0], *left[2:])
        while len(left) > 4 and left[1] in JOINERS and _RANK.fullmatch(left[2]) and left[3] in rulers:
            left = (left[0], *left[4:])  # "unter Wilhelm II. und Otto I."
        if left[0].endswith("s") and left[0][:-1] in rulers:  # "Ludwigs XIV.", but "Pius XII."
            return ("der " if feminine else "des ") + self.numbers.ordinal(number, Form(ending="en")).capitalize()
        if left[1] in ("gegen", "für", "durch", "ohne", "um"):
            article = "die " if feminine else "den "
            return article + self.numbers.ordinal(number, Form(ending="e" if feminine else "en")).capitalize()
        if left[1] in DATIVE | {"unter", "neben", "hinter", "gegenüber", "bis"}:
            return ("der " if feminine else "dem ") + self.numbers.ordinal(number, Form(ending="en")).capitalize()
        return ("die " if feminine else "der ") + self.numbers.ordinal(number).capitalize()

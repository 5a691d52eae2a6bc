"""German numbers with a full stop behind them, and what their sentence says about them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from frontend.normalize.locales.german_nouns import DATIVE, JOINERS, WEAK, WEAK_E
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Numeral
from frontend.tables import word_set

if TYPE_CHECKING:
    from frontend.normalize.locales.german import GermanGrammar
    from frontend.normalize.scan import Scan

ABSTRACT = ("ung", "heit", "keit", "schaft", "tion", "tät", "anz", "enz")
"""Ends of nouns that need no table to be nouns."""
_MIXED = word_set("ein kein mein dein sein ihr unser euer")
_PRONOUNS = word_set("ich du er sie es wir ihr")
_OWNER = regex("[a-zäöü] [A-ZÄÖÜ][a-zäöü]{2,16}s $")
"""A name in the genitive, which does not begin the sentence."""
_DATED = ("termin", "termine")
_RANKED = ("after_ordinal", "after_rank")
"""Rules of abbreviations behind ordinals."""
_RANKED_ENDS = ("liga", "klasse", "jahrhundert", "mannschaft", "wahlgang", "spieltag", "tagung", "versammlung")
"""Ends of compounds that are counted: "3. Amateurliga"."""
_NAMED = ("isches", "ische", "ischer")
"""Ends of names of works: "Bachs 3. Brandenburgisches"."""


class Ordinal(Numeral):
    """A number with a full stop behind it, which is the number's own or ends the sentence."""

    def __init__(self, scan: Scan, start: int, end: int, language: GermanGrammar) -> None:
        super().__init__(scan, start, end)
        self.language = language

    @property
    def rank(self) -> str:
        """What stands before the full stop."""
        return self.written[:-1]

    @property
    def is_short(self) -> bool:
        """Whether it may be a place in a race."""
        return len(self.written) < 4

    @cached_property
    def word(self) -> str:
        """The word behind; of an abbreviation what it stands for ("2. Aufl.")."""
        return self.ranked_noun(self.end)

    @cached_property
    def is_announced(self) -> bool:
        """Whether the words before say that an ordinal comes."""
        left, second = self.left, self.scan.left(2)
        capital = self.word[:1].isupper()
        return (
            left in WEAK
            or left in WEAK_E
            or left in _MIXED
            or (left == "als" and capital)
            or (left in DATIVE and left != "ab" and capital and self.is_noun(self.word.lower()))  # "in 2. Instanz"
            or (self.is_behind(_OWNER, 24) and not self.is_noun(left))  # "Kanes 36. Saisontor", but "statt Gleis 3."
            or (left in _PRONOUNS and len(self.rank) < 3 and self.goes_on(6))  # "er ist 1. Vorsitzender, sie 2."
            or (left in JOINERS and second[-1:] == "." and self.language.is_numeral(second))  # "am 4. und 5. Juli"
        )

    @property
    def announces_date(self) -> bool:
        """Whether it says when something is: "Nachholtermin: 25."."""
        return self.left == ":" and self.scan.left(2).endswith(_DATED)

    @property
    def is_bare(self) -> bool:
        """Whether no noun follows that it could belong to."""
        return not self.word or (self.word in self.cues("openers") and not self.is_announced)

    def goes_on(self, reach: int) -> bool:
        """Whether the ordinal of one less is one of `reach` entries before: "1. wurde Team B, 2. Team C"."""
        return self.rank.isdecimal() and f"{int(self.rank) - 1}." in self.scan.lefts(reach)

    def ranked_noun(self, position: int) -> str:
        """The noun behind an ordinal that ends at `position`; of an abbreviation what it stands for."""
        word = self.scan.word_after(position)
        if not word or self.scan.character(self.scan.skip_spaces(position) + len(word)) != ".":
            return word
        entries = self.language.abbreviations.get(word.lower(), ())
        ranked = (e.spoken for e in entries if e.rule.name in _RANKED and e.written == f"{word}.")
        return next(ranked, "") or self.language.full_word(word)

    def is_ordinal_noun(self, word: str) -> bool:
        """Whether a number with a full stop before `word` is an ordinal: "Liga", "Brandenburgisches"."""
        lower = word.rpartition("-")[2].lower()
        if word[:1].isupper() and lower.endswith(_NAMED):
            return True
        known = lower in self.cues("ordinal_noun") or lower in self.language.months
        return known or (word[:1].isupper() and lower.endswith(_RANKED_ENDS))

    def agreeing(self, noun: str = "") -> str:
        """The ending that the words before ask for, with `noun` behind; without one as for a day or a man."""
        return self.of_gender(self.language.classify_word(noun) or "m")

    def of_gender(self, gender: str) -> str:
        """The ending that the words before ask for, with a noun of this gender behind."""
        return self.language.ordinal_ending(self.scan, gender)

    def is_noun(self, noun: str) -> bool:
        """Whether a word in lower case is known as a noun, or ends like one."""
        return bool(self.language.known_compound(noun)) or noun.endswith(ABSTRACT)

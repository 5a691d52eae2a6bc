"""Words beside numbers: the nouns that abbreviations stand for, and the forms that the words around ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from frontend.normalize.locales.language_tables import Tables

if TYPE_CHECKING:
    from frontend.normalize.scan import Scan

_UNSTOPPED_RULES = ("after_one", "plain")
_FULL_RULES = ("after_one", "plain", "final", "after_ordinal", "after_number", "before_number", "before_capital")
_REACH = 20
"""So many words to the left may tell what an abbreviation stands for."""


class Nouns(Tables):
    """The nouns of one locale; what most languages do not have says nothing here."""

    completes_words: ClassVar[bool] = False
    """Whether an abbreviation that no table has is completed to the only common word that begins so."""
    capital_nouns: ClassVar[bool] = False
    """Whether every noun has a capital, so that a capital does not begin a sentence."""

    def classify_word(self, word: str) -> str:
        """The gender of a noun after a number ("m", "f", "n"), "" if it is not taken for a noun."""
        return ""

    def gender_in(self, scan: Scan, noun: str, end: int) -> str:
        """The gender of a noun behind the number that ends at `end`; words around tell that of nouns that have two."""
        return self.classify_word(noun)

    def is_town(self, word: str) -> bool:
        """Whether a word with a capital is more likely the name of a place than a noun (German)."""
        return False

    def is_among(self, noun: str, nouns: frozenset[str]) -> bool:
        """Whether a noun in lower case is one of `nouns`, in German also a compound of one ("stromverbrauch")."""
        return noun in nouns

    def is_ordinary_word(self, written: str) -> bool:
        """Whether the letters of an abbreviation are a word too, which can end a sentence ("temp", "mar")."""
        words = self.cues.get("ordinary words", frozenset())
        return written in words or (not self.capital_nouns and written.lower() in words)  # "die Schweiz."

    def full_word(self, word: str) -> str:
        """What an abbreviation, given without its full stop, stands for ("pers"); the word itself if it is none."""
        if word.lower() in self.nouns:
            return word
        entries = self.abbreviations.get(word.lower(), ())
        full = {entry.rule.name: entry.spoken for entry in entries if entry.written == f"{word}."}
        unit = self.units.get(word)
        return next((full[rule] for rule in _FULL_RULES if rule in full), unit.singular if unit else word)

    def unstopped_word(self, word: str) -> str:
        """What an abbreviation written without a full stop stands for ("bte"); else as `full_word`."""
        entries = self.abbreviations.get(word.lower(), ()) if word.lower() not in self.nouns else ()
        full = {entry.rule.name: entry.spoken for entry in entries if entry.written == word}
        return next((full[rule] for rule in _UNSTOPPED_RULES if rule in full), self.full_word(word))

    def noun_at(self, scan: Scan, position: int, count: str = "2") -> str:
        """The noun behind `count`, which ends at `position`; of an abbreviation the first word that it stands for."""
        word = scan.word_after(position)
        stop = scan.skip_spaces(position) + len(word)
        cut = self.completes_words and scan.character(stop) == "." and word.lower() not in self.nouns  # "31 pist. ouv."
        if not cut and word.lower() not in self.abbreviations:
            return word
        from frontend.normalize import abbreviations

        counted = type(scan)(scan.text, scan.language, [*scan.history[-_REACH:], count])
        reading = abbreviations.recognise(counted, scan.skip_spaces(position))
        return reading.spoken.partition(" ")[0] if reading else word

    def inflected(self, scan: Scan, stem: str, end: int) -> str:
        """An abbreviated adjective that ends at `end`, with the ending that the noun after it asks for (German)."""
        return stem

    def personal(self, scan: Scan, stem: str, feminine: bool) -> str:
        """An adjective that stands for a person, with its ending ("der Vors.", German)."""
        return stem

    def ordinal_ending(self, scan: Scan, gender: str) -> str:
        """The ending that the words before ask of an ordinal before a noun of this gender (German)."""
        return ""

    def agreeing(self, scan: Scan, word: str, following: str) -> str:
        """The full form of an abbreviation in the number and gender that the words before it ask for ("las calif.")."""
        return word

    def elides(self, before: str, spoken: str, following: str) -> bool:
        """Whether the vowel of the word before a reading falls away, with the text `following` it (French)."""
        return False

    def described(self, scan: Scan) -> tuple[str, bool]:
        """The gender of the noun or article to the left ("moy. gén.", "la mín."; "" if none), and if it is plural."""
        entry = scan.left()
        counted = entry[:1].isnumeric() and " " in entry  # "1/4 cebolla mor.", one entry
        word = entry.rpartition(" ")[2] if counted else entry
        counted = counted or scan.left(2)[-1:].isnumeric()
        if word.endswith(".") or (word == entry and word.isalpha() and scan.spoken[1:2].isalpha()):
            named = scan.spoken.split(" ")  # "con experiencia"
            word = next(filter(self.classify_word, named), named[0]) or self.full_word(word.rstrip("."))
        plural = word.endswith("s")
        if word in ("la", "una", "las", "une"):
            return "f", plural
        known = word in self.nouns or word.removesuffix("s") in self.nouns or word not in entry or counted
        known = known or word.removesuffix("s").endswith(("dad", "tud", "ción", "sión", "tion", "sion", "tura"))
        known = known or scan.left(2) in ("la", "las", "una", "esta", "une", "cette")
        return (self.classify_word(word) if known else ""), plural and known

    def compared(self, scan: Scan, words: str) -> str:
        """The words of a comparison as the noun to the left asks for them; "" if none does (French)."""
        return ""

    def plural_word(self, noun: str) -> str:
        """The plural of what an abbreviation stands for, for its plural in short ("edos."); "" where there is none."""
        return ""

    def singular_of(self, plural: str) -> str:
        """The singular of what an abbreviation stands for ("habitaciones"); "" where only a table knows it."""
        return ""

    def counted_end(self, scan: Scan, end: int, noun: str) -> str:
        """The last part of a compound that ends at `end`, in the number of its place ("5 Schlafpl.", German)."""
        return noun

    def counted_plural(self, scan: Scan, noun: str) -> str:
        """The plural `noun` of a number to its left, in the grammatical case of its place (German "in 5 Jahren")."""
        return noun

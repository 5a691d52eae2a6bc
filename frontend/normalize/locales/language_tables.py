"""The tables of one locale, read when they are first needed."""

from __future__ import annotations

from abc import ABC
from functools import cached_property
from typing import ClassVar

from frontend.common_words import word_ranks
from frontend.errors import TableError
from frontend.locales import lineage
from frontend.normalize.abbreviations import AbbreviationTable
from frontend.normalize.numbers import Numbers, numbers_of
from frontend.normalize.numeric.roman_forms import LOWER as LOWER_ROMANS
from frontend.normalize.patterns import regex
from frontend.normalize.values import Currency, Scale, Unit
from frontend.tables import Entries, read_map, read_rows

MONTHS = 12

_UNSPEAKABLE = regex("[b-df-hj-np-tv-xz]{2,4}")
"""A symbol that no word can be: "cm"."""


class Tables(ABC):
    """What the files of ``frontend/data/<locale>`` hold; `Language` adds what is done with it."""

    tag: ClassVar[str]
    numbers_key: ClassVar[str]
    titles_first: ClassVar[bool] = False
    """Whether abbreviations with a capital ("Adm.") are asked before those without ("adm."), whatever their rows."""
    extra_triggers: ClassVar[frozenset[str]] = frozenset()
    """Words in lower case, besides those of the tables, at which the recognisers must be asked."""

    @cached_property
    def lineage(self) -> tuple[str, ...]:
        """The tag, those that it is based on, and the language: what the locale is (see `frontend.locales.lineage`)."""
        return lineage(self.tag)

    @cached_property
    def numbers(self) -> Numbers:
        return numbers_of(self.numbers_key)

    @cached_property
    def words(self) -> dict[str, str]:
        """Connecting words by key: "to", "minus", "dot" ..."""
        return read_map(self.tag, "words")

    @cached_property
    def symbols(self) -> dict[str, str]:
        """What a symbol is called when it is read."""
        return read_map(self.tag, "symbols")

    @cached_property
    def _month_rows(self) -> tuple[str, ...]:
        """The ways to write each month, January first.

        Raises:
            TableError: the rows are not 1 to 12.
        """
        rows = read_rows(self.tag, "months", "number names")[:MONTHS]
        for number, row in enumerate(rows, start=1):
            if row[0] != str(number) or not row[1]:
                raise TableError(f"{row.place}: the month {row[0]!r} stands where month {number} and its names should")
        if len(rows) < MONTHS:
            raise TableError(f"frontend/data/{self.tag}/months.tsv has {len(rows)} months: a locale needs {MONTHS}")
        return tuple(names for _, names in rows)

    @cached_property
    def months(self) -> dict[str, int]:
        """Every written month name, in lower case without its full stop, to its number."""
        rows = enumerate(self._month_rows, start=1)
        return {name: number for number, names in rows for name in names.lower().split()}

    @cached_property
    def month_names(self) -> tuple[str, ...]:
        """Index 1 to 12; index 0 is empty."""
        return ("", *(names.split()[0] for names in self._month_rows))

    @cached_property
    def weekdays(self) -> dict[str, str]:
        """Written weekday, in lower case without its full stop, to its name."""
        rows = read_rows(self.tag, "weekdays", "name forms")
        return {written: name for name, forms in rows for written in forms.split()}

    @cached_property
    def abbreviations(self) -> AbbreviationTable:
        """First letters in lower case to the rows, the longest written form first."""
        return AbbreviationTable(read_rows(self.tag, "abbreviations", "written rule spoken"), self.titles_first)

    @cached_property
    def noun_ends(self) -> dict[str, str]:
        """Abbreviated ends of compounds ("Hauptstr.") to the full end."""
        return read_map(self.tag, "noun_ends")

    @cached_property
    def adjective_ends(self) -> dict[str, str]:
        """Abbreviated ends of adjectives ("stündl.") to the full end, which is inflected."""
        return read_map(self.tag, "adjective_ends")

    @cached_property
    def acronyms(self) -> dict[str, str]:
        """Written form to "word", "letters" or the words to say."""
        return read_map(self.tag, "acronyms")

    @cached_property
    def capital_words(self) -> frozenset[str]:
        """Ordinary short words (lower case) that are words even when written in capitals."""
        return frozenset(word for (words,) in read_rows(self.tag, "capital_words", "words") for word in words.split())

    @cached_property
    def word_ranks(self) -> dict[str, int]:
        """Frequent words of the language in lower case, names among them, to their ranks by frequency, 0 first."""
        return word_ranks(self.lineage[-1])

    @cached_property
    def units(self) -> dict[str, Unit]:
        table: dict[str, Unit] = {}
        rows = read_rows(self.tag, "units", "symbols singular plural gender", "flags")
        for symbols, singular, plural, gender, *flags in rows:
            for symbol in symbols.split():
                table.setdefault(symbol.replace("_", " "), Unit(singular, plural, gender.strip("-"), *flags))
        return table

    @cached_property
    def unit_symbols(self) -> frozenset[str]:
        """What may stand for a unit: the keys of `units` without the marks of their places."""
        return frozenset(symbol.removeprefix("portion ").removeprefix("-") for symbol in self.units)

    @cached_property
    def unit_names(self) -> frozenset[str]:
        """The names of all currencies and units, in lower case."""
        units = [currency.unit for currency in self.currencies.values()] + list(self.units.values())
        return frozenset(name.lower() for unit in units for name in (unit.singular, unit.plural))

    @cached_property
    def scales(self) -> dict[str, tuple[Scale, str]]:
        """Written magnitude to (scale, rule): rule "glued" (5k), "spaced" or "any", "money" only with a currency."""
        table: dict[str, tuple[Scale, str]] = {}
        rows = read_rows(self.tag, "scales", "symbols singular plural gender rule", "of")
        for symbols, singular, plural, gender, rule, *of in rows:
            for symbol in symbols.split():
                table.setdefault(symbol.replace("_", " "), (Scale(singular, plural, gender, *of), rule))
        return table

    @cached_property
    def currencies(self) -> dict[str, Currency]:
        table: dict[str, Currency] = {}
        columns, minor_unit = "symbols singular plural gender", "minor_singular minor_plural minor_gender"
        for symbols, singular, plural, gender, *minor in read_rows(self.tag, "currencies", columns, minor_unit):
            small = Unit(*minor) if minor else None
            for symbol in symbols.split():
                table.setdefault(symbol, Currency(Unit(singular, plural, gender), small))
        return table

    @cached_property
    def nouns(self) -> dict[str, str]:
        """Noun (lower case) to gender, for agreement with a number before it."""
        rows = read_rows(self.tag, "nouns", "gender nouns")
        return {noun: gender for gender, nouns in reversed(rows) for noun in nouns.split()}

    @cached_property
    def described_by(self) -> dict[str, tuple[str, ...]]:
        """Noun in the singular to what describes it and is cut short behind it, the likeliest first."""
        table: dict[str, tuple[str, ...]] = {}
        for nouns, adjectives in read_rows(self.tag, "described", "nouns adjectives"):
            for noun in nouns.split():
                table[noun] = table.get(noun, ()) + tuple(adjectives.split())
        return table

    @cached_property
    def cues(self) -> dict[str, frozenset[str]]:
        """Context words by kind: "digits", "score", "chapter", "monarch", "emergency" ..."""
        table: Entries[frozenset[str]] = Entries(self.tag, "cues")
        for kind, words in read_rows(self.tag, "cues", "kind words"):
            table[kind] = table.get(kind, frozenset()) | frozenset(words.split())
        return table

    @cached_property
    def word_triggers(self) -> frozenset[str]:
        """Lower-case words at which the recognisers must be asked."""
        return (
            frozenset(self.months)
            | frozenset(self.weekdays)
            | frozenset(self.abbreviations) - {""}
            | self.extra_triggers
            | frozenset(LOWER_ROMANS)
            | frozenset("x")
            | frozenset(symbol for symbol in self.units if _UNSPEAKABLE.fullmatch(symbol))
        )

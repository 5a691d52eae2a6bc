"""The words of one locale for what stands in formulas: its table ``formulas``, then symbols and Greek letters."""

from __future__ import annotations

from functools import cache

from frontend.normalize.locales.language import Language
from frontend.normalize.patterns import regex
from frontend.normalize.values import Number
from frontend.tables import read_map

_SLOT = regex(r"\{([0-9])\}")


class Vocabulary:
    """What signs and structures are called.

    A row of the table is a sign, a name, or a structure whose words have slots for its parts: ``{1} over {2}``.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self.rows = read_map(language.tag, "formulas")
        self._signs = read_map(language.tag, "greek") | dict(language.symbols) | dict(self.rows)
        self.decimal_mark = "." if "." in language.decimal_words and next(iter(language.decimal_words)) != "," else ","

    def sign(self, text: str) -> str:
        """The name of a sign, "" where it has none."""
        return self._signs.get(text, "")

    def letter(self, text: str) -> str:
        """The name of a Greek letter, or the capital that stands for the name of a Latin one."""
        return self._signs.get(text) or text.upper() if ord(text) > _LATIN else text.upper()

    def template(self, *keys: str) -> list[str]:
        """The words of the first row that there is: words and the numbers of slots by turns, words first."""
        row = next((self.rows[key] for key in keys if key in self.rows), "{1}")
        return _SLOT.split(row)

    def has(self, key: str) -> bool:
        return key in self.rows

    def number(self, whole: str, fraction: str) -> str:
        """A number with its decimals; the decimal mark is called as the language has it."""
        mark = self.decimal_mark
        return self.language.number(Number(whole, fraction or None, mark))

    def cardinal(self, number: int) -> str:
        return self.language.numbers.cardinal(number)


@cache
def vocabulary(language: Language) -> Vocabulary:
    """The words of a locale, read when its first formula is."""
    return Vocabulary(language)


_LATIN = 0x24F

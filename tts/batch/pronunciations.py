"""Which entries of the lexicons a prompt can use: its files are made again where one of these changes, not all."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterable

from frontend.pls import Lexeme, Lexicon


class Pronunciations:
    """The entries of the lexicons of a run, in the order in which they win."""

    def __init__(self, lexicons: Iterable[Lexicon]) -> None:
        self._lexicons = [
            (lexicon, [(_letters(lexeme.grapheme), lexeme) for lexeme in lexicon.lexemes]) for lexicon in lexicons
        ]

    def for_text(self, text: str, locale: str, ssml: bool) -> list[Lexeme]:
        """The entries whose letters and digits stand in the text in this order: more than those that are spoken, never
        fewer.

        Args:
            text: plain, or an SSML document, which may switch the language.
            locale: the voice's.
            ssml: which of both.
        """
        written = _letters(html.unescape(text) if ssml else text)
        return [
            lexeme
            for lexicon, lexemes in self._lexicons
            if ssml or lexicon.applies_to(locale)
            for letters, lexeme in lexemes
            if letters in written
        ]


def _letters(text: str) -> str:
    """Letters and digits alone, without accents and case: what matching may overlook is gone on both sides."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(filter(str.isalnum, plain))

"""A mark in a text and what stands around it, and the rules that read marks, by the character.

A rule is one small function that explains itself, for all languages or for those that it names; of the rules of one
character the first that answers is used. They are in `symbols`, `dashes` and `keys`.
"""

from __future__ import annotations

from collections.abc import Callable

from frontend.normalize.rules import Rules
from frontend.normalize.scan import Anchor, Reading

_SPACES = " \u00a0\u202f"
_OPEN = frozenset(("", *" \u00a0\u202f\n(\"'«"))
_CLOSED = frozenset(("", *" \u00a0\u202f\n.,;:!?)\"'»"))
"""What stands around a telephone key: "press # now"."""


class Mark(Anchor):
    """The mark at `position`."""

    __slots__ = ()

    @property
    def next(self) -> str:
        """The character right behind, "" at the end."""
        return self.scan.character(self.position + 1)

    @property
    def operand(self) -> int:
        """Where the text goes on behind it and its spaces."""
        return self.scan.skip_spaces(self.position + 1)

    @property
    def begins(self) -> bool:
        """Whether nothing is written together with it before it."""
        return self.before in _OPEN

    @property
    def ends(self) -> bool:
        """Whether nothing is written together with it behind it."""
        return self.next in _CLOSED

    @property
    def spaced(self) -> bool:
        """Whether spaces stand on both sides."""
        return self.before in _SPACES and self.operand > self.position + 1

    @property
    def before_number(self) -> bool:
        """Whether a number follows, after spaces or not."""
        return self.scan.character(self.operand).isdecimal()

    @property
    def between_numbers(self) -> bool:
        return self.before_number and self.left[-1:].isdecimal()

    @property
    def in_equation(self) -> bool:
        """Whether a sign of equality stands near."""
        return "=" in self.scan.text[self.operand : self.operand + 40] or "=" in self.scan.history[-3:]

    @property
    def after_capital(self) -> bool:
        """Whether one capital stands directly before: "a B+"."""
        return self.before.isupper() and not self.scan.character(self.position - 2).isalnum()

    def word(self, key: str, length: int = 1) -> Reading:
        """A word of the table ``words`` for the mark and what follows, `length` characters together."""
        return Reading(self.position + length, self.scan.language.words[key])


Rule = Callable[[Mark], "Reading | None"]
RULES: dict[str, Rules[Mark, Reading]] = {}
"""The rules of each character, in the order in which they are asked."""


def rule(characters: str, *languages: str) -> Callable[[Rule], Rule]:
    """Adds a function to the rules of each of `characters`."""

    def add(function: Rule) -> Rule:
        for character in characters:
            RULES.setdefault(character, Rules()).add(*languages)(function)
        return function

    return add

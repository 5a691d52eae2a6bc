"""The commands of LaTeX that are known, by what they do; the table ``frontend/data/latex.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from frontend.tables import read_table

_NOTHING = "-"
"""The cell of a command that needs no value."""


@dataclass(frozen=True, slots=True)
class Command:
    """What a command is.

    `kind` is "sign", "letter", "named", "words", "font", "accent", "built", "pair", "space", "size", "hidden", "unit",
    "prefix", "quantity", "reaction", "left" or "begin"; `value` is the character, the name or the key of the words.
    """

    kind: str
    value: str


@cache
def commands() -> dict[str, Command]:
    """Command, without its backslash, to what it is."""
    rows = read_table("", "latex", "commands kind value")
    return {
        name: Command(kind, "" if value == _NOTHING else value) for names, kind, value in rows for name in names.split()
    }


@cache
def environments() -> frozenset[str]:
    """The environments that hold formulas."""
    return frozenset(name for name, command in commands().items() if command.kind == "environment")

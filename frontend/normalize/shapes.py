"""The shape of a place in a text, by which rules are asked only where they can apply.

A shape is the kinds of the first three runs of characters: "0" for digits, "a" or "A" for letters (by the case of the
first), " " for spaces; any other character is a run of its own and stands for itself. "3/4/2025" has the shape "0/0",
"15 March" has "0 A", "B-52" has "A-0", "$5" has "$0".

A rule names the shapes of what it reads, so that the many rules that cannot apply cost nothing, not even the time to
compile their patterns:

    @rule("en")
    @shapes("0 A", "0, ")
    def flat(...): ...

A rule that names none is asked everywhere. Two kinds may be enough: "0/" is any number with a slash behind it. Who lets
the pattern of a rule begin in a new way adds the shape; `tests/frontend/normalize/test_shapes.py` finds what was
forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeVar

_KINDS = 3
"""A text with fewer kinds ends before a shape may be complete."""
_REACH = 16
"""So many characters are looked at; where they have fewer kinds, the shape is as of a text that ends."""
_RUNS = {"0": "0", "a": "aA", "A": "aA", " ": " "}
"""The kinds that go on with a run of one kind."""

_Rule = TypeVar("_Rule", bound=Callable[..., object])
_declared: dict[Callable[..., object], tuple[str, ...]] = {}
DECLARED: Mapping[Callable[..., object], tuple[str, ...]] = MappingProxyType(_declared)
"""The rules that are not asked everywhere, and their shapes."""


class _Kinds(dict[str, str]):
    """Characters to their kinds; what is not frequent is not kept."""

    def __missing__(self, character: str) -> str:
        letter = character.isalpha() and not "\u2070" <= character <= "\u209f"
        kind = ("A" if character.isupper() else "a") if letter else character
        if character < "\u2100":
            self[character] = kind
        return kind


_kinds = _Kinds(dict.fromkeys("0123456789", "0") | dict.fromkeys(" \u00a0\u202f", " "))


def shape_of(text: str, position: int) -> str:
    """The shape of `text` at `position`, shorter where the text ends."""
    shape = run = ""
    for character in text[position : position + _REACH]:
        kind = _kinds[character]
        if kind in run:
            continue
        shape += kind
        if len(shape) == _KINDS:
            break
        run = _RUNS.get(kind, "")
    return shape


def shapes(*expected: str) -> Callable[[_Rule], _Rule]:
    """Says of what shape the text is that the decorated rule reads; it is asked nowhere else."""

    def declare(rule: _Rule) -> _Rule:
        _declared[rule] = expected
        return rule

    return declare


def can_read(rule: Callable[..., object], shape: str) -> bool:
    """Whether `rule` may apply where the text has this shape ("": the shape is not known)."""
    expected = _declared.get(rule)
    if expected is None or shape.startswith(expected):
        return True
    return len(shape) < _KINDS and any(whole.startswith(shape) for whole in expected)

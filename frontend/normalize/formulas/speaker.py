"""A formula to words: every node is spoken by the function for its kind, parts that belong together by one that knows
them; words with slots come from the vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from frontend.normalize.formulas.tree import Built, Node, Sign, core, items_of
from frontend.normalize.formulas.vocabulary import Vocabulary
from frontend.normalize.patterns import regex

MARKUP = regex(r"\\[A-Za-z]{1,40} ?|[\\${}~^_]")
"""What is not said of ordinary text inside of a formula."""
_OPERATORS = frozenset("+-−±∓=<>≤≥≠≈∼≃≅≡≺⪯≻⪰∈∉∪∩∖⊂⊆⊃⊇∧∨→⇒⇔↔↦/÷×·*:")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words for the characters ``[start, end)``; "," is a pause."""

    start: int
    end: int
    spoken: str


Pieces = list[Piece]
Found = tuple[Pieces, int]
"""The words for several parts of a row, and the index of the part behind them."""
Speaking = TypeVar("Speaking", bound=Node)
_SPEAKERS: dict[type[Node], Callable[[Speaker, Any], Pieces]] = {}
_JOINED: list[Callable[[Speaker, Sequence[Node], int], Found | None]] = []


class Speaker:
    """Speaks the nodes of one formula.

    Args:
        words: of the locale.
        aside: how ordinary text is read.
    """

    def __init__(self, words: Vocabulary, aside: Callable[[str], str]) -> None:
        self.words = words
        self.aside = aside
        self.in_limit = False
        self.bar = "∣ between"
        """The row for a bar: what it says depends on the brackets around."""

    def speak(self, node: Node) -> Pieces:
        """The words for a node."""
        return _SPEAKERS[type(node)](self, node)

    def sequence(self, items: Sequence[Node]) -> Pieces:
        """The words for parts in a row, some of which belong together."""
        pieces: Pieces = []
        index = 0
        while index < len(items):
            for joined in _JOINED:
                found = joined(self, items, index)
                if found is not None:
                    break
            else:
                found = self.speak(items[index]), index + 1
            pieces += found[0]
            index = found[1]
        return pieces

    def fill(self, node: Node, keys: Iterable[str], *parts: Pieces) -> Pieces:
        """The words of the first row of the vocabulary among `keys`, with the parts in its slots."""
        pieces: Pieces = []
        cursor = node.start
        for index, text in enumerate(self.words.template(*keys)):
            if index % 2:
                part = parts[int(text) - 1] if int(text) <= len(parts) else []
                pieces += part
                cursor = max([cursor, *(piece.end for piece in part)])
            else:
                for word in _paused(text):
                    pieces.append(Piece(cursor, max(cursor + 1, min(cursor + 1, node.end)), word))
        return pieces

    def text(self, written: str) -> str:
        """Ordinary text as it is read outside of formulas."""
        return self.aside(MARKUP.sub(" ", written).strip())

    def say(self, node: Node, spoken: str) -> Pieces:
        return [Piece(node.start, max(node.end, node.start + 1), spoken)] if spoken else []

    def pause(self, place: int) -> Piece:
        return Piece(max(place - 1, 0), max(place, 1), ",")


def _paused(text: str) -> list[str]:
    """Words and pauses apart."""
    return [part for part in (part.strip() for part in text.replace(",", "\n,\n").split("\n")) if part]


def is_compound(node: Node) -> bool:
    """Whether a part has operators or fractions of its own, so that it must be kept together by pauses or brackets."""
    items = items_of(core(node))
    signs = any(isinstance(item, Sign) and item.text in _OPERATORS for item in items[1:])
    return signs or any(isinstance(item, Built) and item.kind == "frac" for item in items)


Speech = Callable[[Speaker, Speaking], Pieces]


def speaks(
    kind: type[Speaking],
) -> Callable[[Callable[[Speaker, Speaking], Pieces]], Callable[[Speaker, Speaking], Pieces]]:
    """Makes the decorated function the one that speaks nodes of this kind."""

    def register(function: Speech[Speaking]) -> Speech[Speaking]:
        _SPEAKERS[kind] = function
        return function

    return register


def joins(
    function: Callable[[Speaker, Sequence[Node], int], Found | None],
) -> Callable[[Speaker, Sequence[Node], int], Found | None]:
    """Has the decorated function asked at every part of a row, before the part is spoken alone."""
    _JOINED.append(function)
    return function

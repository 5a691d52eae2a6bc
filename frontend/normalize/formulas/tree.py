"""What a formula is made of. Every node knows its characters ``[start, end)`` of the text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a formula; `Node` itself says nothing (an empty group)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Letter(Node):
    """A variable: a Latin or Greek letter."""

    text: str


@dataclass(frozen=True, slots=True)
class Digits(Node):
    """A number; `fraction` is "" where it has none."""

    whole: str
    fraction: str
    mark: str

    @property
    def value(self) -> int | None:
        """The whole number, None if it has a fraction or is too long to be counted with."""
        return int(self.whole) if not self.fraction and len(self.whole) <= _COUNTABLE else None


@dataclass(frozen=True, slots=True)
class Sign(Node):
    """An operator, a relation, a mark, as its Unicode character."""

    text: str


@dataclass(frozen=True, slots=True)
class Words(Node):
    """Ordinary text (``\\text{if }``), or letters that are no variables (``\\mathrm{kg}``)."""

    text: str


@dataclass(frozen=True, slots=True)
class Named(Node):
    """A function or an operator with a name ("sin", "lim", "sum")."""

    name: str


@dataclass(frozen=True, slots=True)
class Group(Node):
    """Parts in a row."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Scripts(Node):
    """A part with what stands below and above it; there may be no base (``{}^{14}C``)."""

    base: Node
    sub: Node | None
    sup: Node | None


@dataclass(frozen=True, slots=True)
class Built(Node):
    """What a command makes of its arguments: a fraction, a root, an accent."""

    kind: str
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Fence(Node):
    """Parts between brackets or bars, as `opening` and `closing` show them ("" where one is missing)."""

    opening: str
    closing: str
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Table(Node):
    """Rows of cells: a matrix, cases, aligned equations."""

    kind: str
    rows: tuple[tuple[Group, ...], ...]


@dataclass(frozen=True, slots=True)
class Reaction(Node):
    """A chemical formula or a reaction, as it is written."""

    text: str


_COUNTABLE = 9


def items_of(node: Node) -> tuple[Node, ...]:
    """The parts of a group, or the node alone."""
    return node.items if isinstance(node, Group) else (node,)


def core(node: Node) -> Node:
    """The node without groups that hold nothing else."""
    while isinstance(node, Group) and len(node.items) == 1:
        node = node.items[0]
    return node


def unscripted(node: Node) -> Node:
    """The part that indices and powers belong to, or the node itself."""
    return core(node.base) if isinstance(node, Scripts) else node

"""Fractions, derivatives, roots, accents, quantities."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from frontend.normalize.formulas import reactions
from frontend.normalize.formulas.speaker import Pieces, Speaker, is_compound, speaks
from frontend.normalize.formulas.tree import Built, Digits, Letter, Node, Scripts, Sign, Words, core, items_of

_ORDINALS = {2: "sqrt", 3: "root 3"}


@speaks(Built)
def built(speaker: Speaker, node: Built) -> Pieces:
    return _STRUCTURES.get(node.kind, _accent)(speaker, node)


def _accent(speaker: Speaker, node: Built) -> Pieces:
    """A part with a mark above it; two capitals below a line are the ends of a segment."""
    inside = items_of(core(node.parts[0]))
    capitals = len(inside) == 2 and all(isinstance(item, Letter) and item.text.isupper() for item in inside)
    return speaker.fill(node, (f"{node.kind} of points",) * capitals + (node.kind,), *map(speaker.speak, node.parts))


def _fraction(speaker: Speaker, node: Built) -> Pieces:
    """A fraction: one of numbers by its name, a derivative, or one part over the other."""
    top, bottom = core(node.parts[0]), core(node.parts[1])
    named = fraction_of_numbers(speaker, None, top, bottom)
    if named:
        return speaker.say(node, named)
    derived = _derivative(speaker, node, top, bottom)
    if derived is not None:
        return derived
    halves = isinstance(bottom, Digits) and bottom.value == 2 and not is_compound(top)
    if halves and speaker.words.has("halves") and not isinstance(top, Digits):
        return speaker.fill(node, ("halves",), speaker.speak(top))
    compound = is_compound(top)
    pieces = speaker.fill(node, ("frac compound",) * compound + ("frac",), speaker.speak(top), speaker.speak(bottom))
    ends = compound or is_compound(bottom) or isinstance(bottom, Scripts)
    return [*pieces, speaker.pause(node.end)] if ends else pieces


def fraction_of_numbers(speaker: Speaker, whole: Node | None, top: Node, bottom: Node) -> str | None:
    """The name of a fraction of two whole numbers, with the whole number before it."""
    if not isinstance(top, Digits) or not isinstance(bottom, Digits) or top.value is None or not bottom.value:
        return None
    before = whole.value if isinstance(whole, Digits) else None
    if (whole is not None and (before is None or top.value >= bottom.value)) or top.value == 0:
        return None
    return speaker.words.language.fraction(before, top.value, bottom.value) if bottom.value > 1 else None


def _derivative(speaker: Speaker, node: Built, top: Node, bottom: Node) -> Pieces | None:
    """A derivative written as a quotient of differentials: ``\\frac{dy}{dx}``, ``\\frac{\\partial f}{\\partial x}``."""
    if not is_derivative(node):
        return None
    above_line, below_line = items_of(top), items_of(bottom)
    function = speaker.sequence(above_line[1:])
    order = above_line[0].sup if isinstance(above_line[0], Scripts) else None
    variable = _without_power(below_line[1]) if order is not None else below_line[1]
    key = "partial" if _differential(above_line[0]) == "∂" else "derivative"
    parts = (function, speaker.sequence((variable, *below_line[2:])), speaker.speak(order) if order else [])
    suffix = (" of" if function else "") + (" order" if order is not None else "")
    second = isinstance(order, Digits) and order.value == 2
    return speaker.fill(node, (f"{key}{suffix} 2",) * second + (key + suffix,), *parts)


def is_derivative(node: Built) -> bool:
    """Whether a fraction is a quotient of differentials."""
    above_line, below_line = items_of(core(node.parts[0])), items_of(core(node.parts[1]))
    mark = _differential(below_line[0]) if len(below_line) > 1 else ""
    return bool(mark) and bool(above_line) and _differential(above_line[0]) == mark


def _differential(node: Node) -> str:
    """The sign of a differential, "" for anything else."""
    base = core(node.base) if isinstance(node, Scripts) else core(node)
    return base.text if isinstance(base, (Letter, Sign)) and base.text in ("d", "∂") else ""


def _without_power(node: Node) -> Node:
    return node.base if isinstance(node, Scripts) else node


def _root(speaker: Speaker, node: Built) -> Pieces:
    """A root, of any order."""
    inside = speaker.speak(node.parts[0])
    if is_compound(node.parts[0]):
        inside = [*inside, speaker.pause(node.end)]
    if len(node.parts) == 1:
        return speaker.fill(node, ("sqrt",), inside)
    order = core(node.parts[1])
    value = order.value if isinstance(order, Digits) else None
    if value in _ORDINALS:
        return speaker.fill(node, (_ORDINALS[value],), inside)
    if value is not None:
        named = f"root {value}"
        if speaker.words.has(named):
            return speaker.fill(node, (named,), inside)
        ordinal = speaker.words.language.numbers.ordinal(value)
        return speaker.fill(node, ("root",), inside, speaker.say(order, ordinal))
    named = f"root {order.text}" if isinstance(order, Letter) else "root of order"
    return speaker.fill(node, (named, "root of order"), inside, speaker.speak(order))


def _quantity(speaker: Speaker, node: Built) -> Pieces:
    """A number and its unit, read as in any text."""
    written = [part.text for part in node.parts if isinstance(part, Words)]
    return speaker.say(node, speaker.aside(reactions.quantity(node.kind, written, speaker.words)))


def _stacked(speaker: Speaker, node: Built) -> Pieces:
    """A sign with something above or below it: what it stands on first."""
    return speaker.speak(node.parts[1]) + speaker.speak(node.parts[0])


_STRUCTURES: Mapping[str, Callable[[Speaker, Built], Pieces]] = MappingProxyType(
    {
        "frac": _fraction,
        "sqrt": _root,
        "overset": _stacked,
        "underset": _stacked,
        "quantity": _quantity,
        "num": _quantity,
        "ang": _quantity,
        "unit": _quantity,
    }
)

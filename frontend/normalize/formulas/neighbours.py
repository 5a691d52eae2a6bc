"""Parts of a row that belong together: a number and its unit, a function and its argument."""

from __future__ import annotations

from collections.abc import Sequence

from frontend.normalize.formulas.speaker import MARKUP, Found, Pieces, Speaker, is_compound, joins
from frontend.normalize.formulas.structures import fraction_of_numbers, is_derivative
from frontend.normalize.formulas.tree import (
    Built,
    Digits,
    Fence,
    Group,
    Letter,
    Named,
    Node,
    Scripts,
    Sign,
    Words,
    core,
    items_of,
    unscripted,
)
from frontend.normalize.patterns import regex


@joins
def mixed(speaker: Speaker, items: Sequence[Node], index: int) -> Found | None:
    """A whole number and a fraction: ``2\\frac{1}{2}``."""
    following = items[index + 1] if index + 1 < len(items) else None
    if not isinstance(items[index], Digits) or not isinstance(following, Built) or following.kind != "frac":
        return None
    named = fraction_of_numbers(speaker, items[index], core(following.parts[0]), core(following.parts[1]))
    if not named:
        return None
    return speaker.say(Node(items[index].start, following.end), named), index + 2


@joins
def measured(speaker: Speaker, items: Sequence[Node], index: int) -> Found | None:
    """A number and its unit: ``5\\,\\text{m/s}^2``, ``20^\\circ\\text{C}``."""
    following = items[index + 1] if index + 1 < len(items) else None
    number = items[index]
    raised = number.sup if isinstance(number, Scripts) else None
    degrees = isinstance(raised, Sign) and raised.text in "∘°"
    plain = unscripted(number) if degrees else number
    if not isinstance(plain, Digits):
        return None
    unit = _unit(speaker, following, degrees) if following is not None else ""
    if not unit:
        return None
    end = following.end if following is not None else number.end
    return speaker.say(Node(number.start, end), speaker.aside(f"{_written(speaker, plain)} {unit}")), index + 2


@joins
def powered(speaker: Speaker, items: Sequence[Node], index: int) -> Found | None:
    """A power of a number and its unit: ``10^{-6}\\,\\text{m}``."""
    number, unit = items[index], items[index + 1] if index + 1 < len(items) else None
    if not isinstance(number, Scripts) or not isinstance(unscripted(number), Digits) or not isinstance(unit, Words):
        return None
    named = speaker.words.language.units.get(unit.text.strip())
    return (speaker.speak(number) + speaker.say(unit, named.plural), index + 2) if named is not None else None


@joins
def substance(speaker: Speaker, items: Sequence[Node], index: int) -> Found | None:
    """A chemical formula in the letters of variables, alone: ``H_2O``."""
    counts = [item.sub for item in items if isinstance(item, Scripts) and item.sup is None]
    if index or len(items) == 1 or not counts or not all(isinstance(core(count), Digits) for count in counts if count):
        return None
    bases = [unscripted(item) for item in items]
    if not all(isinstance(base, Letter) and base.text in _ELEMENTS for base in bases):
        return None
    pieces: Pieces = []
    for item, base in zip(items, bases, strict=True):
        pieces += speaker.speak(base)
        pieces += speaker.speak(item.sub) if isinstance(item, Scripts) and item.sub is not None else []
    return pieces, len(items)


@joins
def priced(speaker: Speaker, items: Sequence[Node], index: int) -> Found | None:
    """A currency before its amount: ``\\$5``."""
    currency, amount = items[index], items[index + 1] if index + 1 < len(items) else None
    if not isinstance(currency, Sign) or currency.text not in "$€£" or not isinstance(amount, Digits):
        return None
    return speaker.say(
        Node(currency.start, amount.end), speaker.aside(f"{currency.text}{_written(speaker, amount)}")
    ), index + 2


@joins
def mapping(speaker: Speaker, items: Sequence[Node], index: int) -> Found | None:
    """A function and what it maps from and to: ``f: A \\to B``."""
    colon = items[index]
    arrows = any(isinstance(item, Sign) and item.text in ("→", "->") for item in items[index + 1 : index + 4])
    if not isinstance(colon, Sign) or colon.text != ":" or not arrows:
        return None
    return speaker.fill(colon, ("maps from",)), index + 1


@joins
def derived(speaker: Speaker, items: Sequence[Node], index: int) -> Found | None:
    """What is to be derived, behind the operator: ``\\frac{d}{dx} f``."""
    operator = items[index]
    following = items[index + 1] if index + 1 < len(items) else None
    if not isinstance(operator, Built) or operator.kind != "frac" or following is None or isinstance(following, Sign):
        return None
    if len(items_of(core(operator.parts[0]))) > 1 or not is_derivative(operator):
        return None
    return speaker.fill(operator, ("of name",), speaker.speak(operator)), index + 1


def _unit(speaker: Speaker, node: Node, degrees: bool) -> str:
    """The unit that a node is, as ordinary text has it, "" if it is none."""
    raised = node.sup if isinstance(node, Scripts) else None
    power = _POWERS.get(raised.whole, "") if isinstance(raised, Digits) else ""
    node = unscripted(node) if power else node
    if isinstance(node, Sign) and node.text in ("$", "€", "£", "%"):
        return node.text
    text = node.text.strip() if isinstance(node, (Words, Letter)) else ""
    if isinstance(node, Built) and node.kind == "frac":
        per = [_unit(speaker, core(part), False) for part in node.parts]
        return "/".join(per) if all(per) else ""
    if degrees:
        return f"°{text}" if text in ("C", "F") else ""
    if not isinstance(node, Words):
        return ""
    text = MARKUP.sub("", text)
    first = _UNIT.match(text)
    return text + power if first and first[0] in speaker.words.language.unit_symbols else ""


_ELEMENTS = frozenset("BCFHIKNOPS")
"""Elements with a symbol of one letter."""
_POWERS = {"2": "²", "3": "³"}
_UNIT = regex("[^/·* ²³0-9]{1,8}")


def _written(speaker: Speaker, node: Digits) -> str:
    return node.whole + (speaker.words.decimal_mark + node.fraction if node.fraction else "")


@joins
def applied(speaker: Speaker, items: Sequence[Node], index: int) -> Found | None:
    """A function and its argument in brackets: ``f(x)``, ``P(A \\cap B)``, but the product ``a(b + c)``."""
    following = items[index + 1] if index + 1 < len(items) else None
    if not isinstance(following, Fence) or following.opening not in ("(", "["):
        return None
    base = unscripted(items[index])
    if not isinstance(base, Letter) or not (base.text in "fghFGHPpφψ" or len(following.items) == 1):
        return None
    alone = core(following.items[0]) if following.items else None
    if base.text not in "fghFGHPpφψ" and not isinstance(alone, Letter):
        return None
    return _of(speaker, speaker.speak(items[index]), following, index, base.text in "Pp")


def _of(speaker: Speaker, head: Pieces, fence: Fence, index: int, probable: bool = False) -> Found:
    outside, speaker.bar = speaker.bar, "given" if probable else speaker.bar
    inside = speaker.sequence(fence.items)
    speaker.bar = outside
    pieces = speaker.fill(Node(head[0].start, fence.end), ("of",), head, inside)
    closed = [speaker.pause(fence.end)] if is_compound(Group(fence.start, fence.end, fence.items)) else []
    return pieces + closed, index + 2


@joins
def function(speaker: Speaker, items: Sequence[Node], index: int) -> Found | None:
    """A function with a name and its argument: ``\\sin(x)``, ``\\ln x``."""
    base = unscripted(items[index])
    if not isinstance(base, Named) or speaker.words.has(f"{base.name} from to"):
        return None
    following = items[index + 1] if index + 1 < len(items) else None
    head = speaker.speak(items[index])
    if isinstance(items[index], Scripts) and base.name in _LIMITED:
        return None
    if isinstance(following, Fence) and following.opening in ("(", "[") and head:
        return _of(speaker, head, following, index)
    if following is None or isinstance(following, Sign) or not head:
        return None
    return speaker.fill(Node(head[0].start, head[-1].end), ("of name",), head, []), index + 1


_LIMITED = frozenset(("lim", "max", "min", "sup", "inf", "limsup", "liminf", "argmax", "argmin"))


@joins
def approached(speaker: Speaker, items: Sequence[Node], index: int) -> Found | None:
    """A variable that tends to a number: ``x \\to \\infty``."""
    arrow, target = items[index], items[index + 1 : index + 3]
    if not isinstance(arrow, Sign) or arrow.text != "→" or not index or not target:
        return None
    value = target[1] if len(target) > 1 and isinstance(target[0], Sign) and target[0].text in "+-" else target[0]
    tends = isinstance(value, Digits) or (isinstance(value, Sign) and value.text == "∞")
    return (speaker.fill(arrow, ("approaches",)), index + 1) if tends else None

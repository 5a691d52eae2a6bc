"""Indices, powers and primes; bounds of sums, integrals and limits."""

from __future__ import annotations

from frontend.normalize.formulas.speaker import Pieces, Speaker, is_compound, speaks
from frontend.normalize.formulas.tree import Digits, Group, Letter, Named, Node, Scripts, Sign, Words, core, items_of
from frontend.normalize.patterns import regex

_SUBSTANCE = regex("(?:[A-Z][a-z]?[0-9]{0,2}){1,6}")


@speaks(Scripts)
def scripts(speaker: Speaker, node: Scripts) -> Pieces:
    """A part with its index and its power; operators have bounds instead."""
    base = core(node.base)
    if isinstance(base, Named):
        return bounded(speaker, node, base)
    pieces = speaker.speak(node.base)
    if node.sub is not None:
        compound = len(items_of(core(node.sub))) > 1 and not isinstance(core(node.sub), Words)
        key = "sub of atom" if _is_substance(base) else "sub"
        pieces += speaker.fill(node.sub, ("sub compound",) * compound + (key,), _index(speaker, node.sub))
    if node.sup is not None:
        pieces += above(speaker, node.sup, base)
    return pieces


def _index(speaker: Speaker, node: Node) -> Pieces:
    """What stands below a part; a comma parts two indices there: ``x_{1,2}``."""
    pair = core(node)
    if not isinstance(pair, Digits) or not pair.fraction:
        return speaker.speak(node)
    return [
        piece for digits in (pair.whole, pair.fraction) for piece in speaker.say(pair, speaker.words.number(digits, ""))
    ]


def _is_substance(node: Node) -> bool:
    """Whether upright letters are a chemical formula: ``\\text{CO}_2``."""
    return isinstance(node, Words) and _SUBSTANCE.fullmatch(node.text) is not None


def above(speaker: Speaker, node: Node, base: Node) -> Pieces:
    """What stands above a part: primes, then a power."""
    items = items_of(node)
    primes = sum(isinstance(item, Sign) and item.text == "′" for item in items)
    rest = [item for item in items if not (isinstance(item, Sign) and item.text == "′")]
    pieces = speaker.fill(node, (f"prime {primes}", "prime")) if primes else []
    if not rest:
        return pieces
    power = core(Group(rest[0].start, rest[-1].end, tuple(rest)))
    named = _name_of_power(power, base)
    if named is not None and speaker.words.has(named):
        return pieces + speaker.fill(power, (named,))
    if len(rest) > 1 and is_compound(power):
        return [*pieces, *speaker.fill(power, ("power",), speaker.speak(power)), speaker.pause(node.end)]
    return pieces + speaker.fill(power, ("power",), speaker.speak(power))


def _name_of_power(power: Node, base: Node) -> str | None:
    """The row for a power that has a name of its own."""
    if isinstance(power, Digits):
        return f"power {power.whole} of number" if isinstance(base, Digits) else f"power {power.whole}"
    if isinstance(power, Sign):
        return f"power {power.text}"
    if isinstance(power, (Letter, Words)) and power.text in ("T", "th", "c"):
        return f"power {power.text}"
    items = items_of(power)
    inverse = len(items) == 2 and isinstance(items[0], Sign) and items[0].text == "-" and _is_one(items[1])
    return "inverse" if inverse and isinstance(base, Letter) and base.text in "fghFGH" else None


def _is_one(node: Node) -> bool:
    return isinstance(node, Digits) and node.value == 1


def bounded(speaker: Speaker, node: Scripts, base: Named) -> Pieces:
    """An operator with its bounds, a function with its base or its power: "sum", "lim", "log", "sin"."""
    limited, speaker.in_limit = speaker.in_limit, True
    low = speaker.speak(node.sub) if node.sub is not None else []
    speaker.in_limit = limited
    name = base.name
    if node.sub is not None and node.sup is not None and speaker.words.has(f"{name} from to"):
        return speaker.fill(node, (f"{name} from to",), low, speaker.speak(node.sup))
    if node.sub is not None:
        head = speaker.fill(Node(node.start, node.sub.end), (f"{name} from", "named from"), low, speaker.speak(base))
    else:
        head = speaker.speak(base)
    if node.sup is None:
        return head
    minus = core(node.sup)
    if _is_inverse(minus) and speaker.words.has("inverse function"):
        return speaker.fill(node, ("inverse function",), head)
    return head + above(speaker, node.sup, base)


def _is_inverse(node: Node) -> bool:
    items = items_of(node)
    return len(items) == 2 and isinstance(items[0], Sign) and items[0].text == "-" and _is_one(items[1])

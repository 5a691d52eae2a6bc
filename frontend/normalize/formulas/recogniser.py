"""The class of formulas in LaTeX: between delimiters, or a command that stands in the text without any."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from frontend.normalize.amounts.measures import unit_after
from frontend.normalize.amounts.rated import per
from frontend.normalize.formulas import (
    brackets,  # noqa: F401  adds what it speaks
    builders,  # noqa: F401  adds what it speaks
    neighbours,  # noqa: F401  adds what it speaks
    scripts,  # noqa: F401  adds what it speaks
    structures,  # noqa: F401  adds what it speaks
    terms,  # noqa: F401  adds what it speaks
)
from frontend.normalize.formulas.commands import commands
from frontend.normalize.formulas.delimiters import MAX_LENGTH, Found, find
from frontend.normalize.formulas.parser import Parser
from frontend.normalize.formulas.speaker import Piece, Pieces, Speaker
from frontend.normalize.formulas.tree import Digits, Group, Letter, Named, Node, Scripts, core
from frontend.normalize.formulas.vocabulary import vocabulary
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Part, Reading, Recogniser, Scan, line_around
from frontend.normalize.shapes import shapes

_BARE = frozenset(("sign", "letter", "named", "pair", "built", "left", "reaction", "quantity", "font", "words"))
"""The kinds of commands that stand for something where no delimiter is."""
_NAME = regex(r"\\([A-Za-z]{2,30})(?![A-Za-z])")
_SCRIPT = regex(r"\^\{(?=[^{}]{0,39}\w)(?![^{}]{0,39}(?<!\\)\b[A-Za-z]{3})[^{}\n]{1,40}\}")
_INDEX = regex(r"_\{(?:[A-Za-z0-9]{1,3}|[A-Za-z0-9 +,=-]{1,9})\}|(?<=[a-z])_[0-9]{1,2}(?![\w.])")
_SILENT = 12
"""A command so short that says nothing is left to the other classes."""
_STOP = regex(r"[.?]\s*(?:\\end\{[a-z]{1,12}\*?\}\s*)?$")
_BOUNDED = regex(
    r"[∑∏∫]_?(?P<low>\{[^{}\n]{1,20}\}|[a-z]=-?[0-9a-z]{1,3}|-?(?:[0-9]{1,3}|(?<=_)[a-z]|∞))"
    r"\^?(?P<high>\{[^{}\n]{1,20}\}|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻ⁿ]{1,4}|(?<=\^)-?(?:[0-9]{1,3}|[a-z]|∞))"
)
_OPERATORS = {"∑": "sum", "∏": "prod", "∫": "int"}
_DIFFERENTIAL = regex(r"d([a-zθφ])(?!\w)")
_REACH = 60
"""An integral begins so many characters before its differential at most."""
_RANK = regex(r"-?(?P<ending>th|te[nrs]?|i?ème|ésim[oa])(?!\w)")
"""Behind a variable that counts: "the $n$th term", "das $n$-te Glied"."""


@shapes("$", "\\", "^{", "_{", "_0", "∑", "∏", "∫")
def recognise(scan: Scan, position: int) -> Reading | None:
    """A formula at its delimiter, a command at its backslash, bounds at the sign of a sum, scripts in braces."""
    character = scan.text[position]
    found = find(scan.text, position) if character in "$\\" else None
    if found is not None:
        return _read(scan, found)
    reader = _ALONE.get(character)
    return reader(scan, position) if reader is not None else None


@shapes("a")
def recognise_differential(scan: Scan, position: int) -> Reading | None:
    """The end of an integral without delimiters: "∫ x² dx"."""
    match = _DIFFERENTIAL.match(scan.text, position)
    if not match or "∫" not in line_around(scan.text, position, _REACH)[1] or scan.character(position - 1).isalpha():
        return None
    return Reading(match.end(), f"D {match[1].upper()}")


def _read(scan: Scan, found: Found) -> Reading | None:
    words = vocabulary(scan.language)
    parser = Parser(scan.text, found.inside, found.inside_end, words.decimal_mark)
    stopped = _STOP.search(scan.text, max(found.inside, found.inside_end - 40), found.inside_end) is not None
    node = parser.formula()
    return _ranked(scan, node, found) or _measured(scan, node, found) or _spoken(scan, node, found.end, stopped)


def _ranked(scan: Scan, node: Group, found: Found) -> Reading | None:
    """A variable and the ending of a number that it stands for: "$n$th"."""
    variable = core(node)
    rank = _RANK.match(scan.text, found.end) if isinstance(variable, Letter) else None
    if not rank or not isinstance(variable, Letter):
        return None
    return Reading(rank.end(), scan.aside(f"{variable.text.lower()}-{rank['ending']}"))


def _measured(scan: Scan, node: Group, found: Found) -> Reading | None:
    """A formula that ends with a number, and the unit behind it: "$r = 3$ cm"."""
    number = node.items[-1] if node.items else None
    unit = unit_after(scan, found.end) if isinstance(number, Digits) else None
    reading = _spoken(scan, node, found.end, False) if unit else None
    if not unit or reading is None or not isinstance(number, Digits):
        return None
    named = per(scan, unit[1], unit[0].singular if number.value == 1 else unit[0].plural)
    parts = (*reading.parts, Part(found.end, named.end, named.spoken))
    return Reading(named.end, f"{reading.spoken} {named.spoken}", parts=parts)


def _command(scan: Scan, position: int) -> Reading | None:
    """A command without delimiters, with its arguments: "\\frac{1}{2} of it"."""
    name = _NAME.match(scan.text, position)
    command = commands().get(name[1]) if name else None
    before = scan.character(position - 1)
    if command is None or command.kind not in _BARE or before == "\\" or scan.text[position - 2 : position].isalpha():
        return None
    parser = Parser(
        scan.text, position, min(len(scan.text), position + MAX_LENGTH), vocabulary(scan.language).decimal_mark
    )
    node = parser.one()
    return _spoken(scan, node, parser.position, False) if node is not None else None


def _script(scan: Scan, position: int) -> Reading | None:
    """A power or an index in braces, behind a variable: "x^{2}", "x_{1}"."""
    before = scan.character(position - 1)
    alone = before in (")", "]", "}") or (before.isalnum() and not scan.character(position - 2).isalpha())
    match = (_SCRIPT if scan.text[position] == "^" else _INDEX).match(scan.text, position)
    if not alone or not match:
        return None
    parser = Parser(scan.text, position, match.end(), vocabulary(scan.language).decimal_mark)
    node = parser.scripted(Node(position, position))
    return _spoken(scan, node, match.end(), False) if isinstance(node, Scripts) else None


def _bounded(scan: Scan, position: int) -> Reading | None:
    """A sum, a product or an integral with its bounds: "∑_{i=1}^n", "∫₀¹"."""
    match = _BOUNDED.match(scan.text, position)
    if not match:
        return None
    mark = vocabulary(scan.language).decimal_mark
    name = Named(position, position + 1, _OPERATORS[scan.text[position]])
    low, high = (Parser(scan.text, match.start(side), match.end(side), mark).bound() for side in ("low", "high"))
    return _spoken(scan, Scripts(position, match.end(), name, low, high), match.end(), False)


def _spoken(scan: Scan, node: Node, end: int, stopped: bool) -> Reading | None:
    pieces = Speaker(vocabulary(scan.language), scan.aside).speak(node)
    parts = tuple(Part(piece.start, piece.end, piece.spoken) for piece in _in_order(pieces, end))
    if not parts and end - node.start <= _SILENT:
        return None
    return Reading(end, " ".join(part.spoken for part in parts), stopped and bool(parts), parts)


def _in_order(pieces: Pieces, end: int) -> Pieces:
    """The pieces with their places in the order of the text and before `end`: what is said later but written earlier
    goes with the one before it."""
    ordered: Pieces = []
    for piece in pieces:
        earliest = ordered[-1].start if ordered else 0
        start = min(max(piece.start, earliest), end - 1)
        ordered.append(Piece(start, min(max(piece.end, start + 1), end), piece.spoken))
    while ordered and ordered[-1].spoken == ",":
        ordered.pop()
    return ordered


_ALONE: Mapping[str, Recogniser] = MappingProxyType(
    {"\\": _command, "^": _script, "_": _script, "∑": _bounded, "∏": _bounded, "∫": _bounded}
)
"""What stands without delimiters, by its first character."""

"""What each kind of command makes of its arguments."""

from __future__ import annotations

from frontend.normalize.formulas.commands import Command, commands
from frontend.normalize.formulas.lexer import Lexeme
from frontend.normalize.formulas.parser import Parser, builds
from frontend.normalize.formulas.tree import Built, Fence, Letter, Named, Node, Reaction, Sign, Words
from frontend.normalize.patterns import regex

_FORMULA = regex(r"(?:[A-Z][a-z]?(?:_?\{?[0-9]{1,2}\}?)?|[()]){1,20}")
"""Of a chemical substance: "H_2O"."""
_UNITS = frozenset("mgslhVWAJNKCF")
"""Upright letters that are units behind a number, unlike the d and the e of mathematics."""
_ALIGNMENT = regex(r"\s{0,9}(?:\[[^\]\n]{0,9}\])?(?:\{[^{}\n]{0,20}\})?")
"""How the columns of a table are set, behind its name."""


@builds("sign")
def as_sign(parser: Parser, lexeme: Lexeme, command: Command) -> Node:
    return Sign(lexeme.start, lexeme.end, command.value)


@builds("letter")
def as_letter(parser: Parser, lexeme: Lexeme, command: Command) -> Node:
    return Letter(lexeme.start, lexeme.end, command.value)


@builds("named")
def as_named(parser: Parser, lexeme: Lexeme, command: Command) -> Node:
    return Named(lexeme.start, lexeme.end, command.value or lexeme.text)


@builds("words")
def as_words(parser: Parser, lexeme: Lexeme, command: Command) -> Node:
    """Ordinary text, or the name of a function before its argument."""
    start, end, text = parser.raw()
    known = commands().get(text.strip()) if parser.peek().text == "(" else None
    if known is not None and known.kind == "named":
        return Named(start, end, known.value or text.strip())
    return Words(start, end, text)


@builds("font")
def as_font(parser: Parser, lexeme: Lexeme, command: Command) -> Node:
    """Letters in another font: several together are a word or a unit, a known name is a function."""
    before = parser.position
    start, end, text = parser.raw()
    bare = text.strip()
    known = commands().get(bare)
    if known is not None and known.kind == "named":
        return Named(start, end, known.value or bare)
    if _FORMULA.fullmatch(bare) and any(character.isdecimal() for character in bare):
        return Reaction(start, end, bare)
    if (
        (len(bare) > 1 or bare in _UNITS)
        and command.value == "upright"
        and not any(character in bare for character in "^_\\{}")
    ):
        return Words(start, end, text)
    parser.position = before
    return parser.argument()


@builds("built")
def as_built(parser: Parser, lexeme: Lexeme, command: Command) -> Node:
    """A command with one argument, and one that may stand in square brackets."""
    option = parser.option()
    part = parser.argument()
    return Built(lexeme.start, parser.position, command.value, (part,) if option is None else (part, option))


@builds("pair")
def as_pair(parser: Parser, lexeme: Lexeme, command: Command) -> Node:
    first = parser.argument()
    return Built(lexeme.start, parser.position, command.value, (first, parser.argument()))


@builds("space", "unit", "environment")
def as_space(parser: Parser, lexeme: Lexeme, command: Command) -> None:
    return None


@builds("hidden")
def as_hidden(parser: Parser, lexeme: Lexeme, command: Command) -> None:
    """An argument that is not read: a label, a colour."""
    parser.raw()


@builds("left")
def as_left(parser: Parser, lexeme: Lexeme, command: Command) -> Node | None:
    """``\\left( ... \\right)``, with any brackets."""
    delimiter = parser.skip()
    opening = _DELIMITERS.get(delimiter.text, delimiter.text)
    items = parser.nested(frozenset(("right", "}", "&")))
    closing = ""
    if parser.peek().text == "right":
        parser.skip()
        closed = parser.skip()
        closing = _DELIMITERS.get(closed.text, closed.text)
    return Fence(lexeme.start, parser.position, opening, closing, items)


_DELIMITERS = {
    "lvert": "|", "rvert": "|", "vert": "|", "\\|": "‖", "lVert": "‖", "rVert": "‖", "Vert": "‖", ".": "",
    "lbrace": "\\{", "rbrace": "\\}", "lbrack": "[", "rbrack": "]", "langle": "⟨", "rangle": "⟩",
    "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉",
}  # fmt: skip


@builds("begin")
def as_begin(parser: Parser, lexeme: Lexeme, command: Command) -> Node | None:
    """An environment up to its end."""
    name = parser.raw()[2].strip().rstrip("*")
    known = commands().get(name)
    alignment = _ALIGNMENT.match(parser.lexer.text, parser.position, parser.lexer.limit)
    if alignment:
        parser.position = alignment.end()
    rows = parser.rows(known.value if known is not None else "aligned", frozenset(("end",)))
    if parser.peek().text == "end":
        parser.skip()
        parser.raw()
    return rows


@builds("reaction")
def as_reaction(parser: Parser, lexeme: Lexeme, command: Command) -> Node:
    start, end, text = parser.raw()
    return Reaction(start, end, text)


@builds("quantity")
def as_quantity(parser: Parser, lexeme: Lexeme, command: Command) -> Node:
    """A number with its unit, as the package for units has it: ``\\qty{5}{\\meter}``, ``\\num{3}``, ``\\ang{30}``."""
    parts: list[Node] = []
    for _ in range(2 if command.value == "quantity" else 1):
        start, end, text = parser.raw()
        parts.append(Words(start, end, text))
    return Built(lexeme.start, parser.position, command.value, tuple(parts))

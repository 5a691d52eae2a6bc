"""Lexemes to a tree. Whatever is written is read somehow: what is not closed ends where the formula ends, what is not
known is left out, and what is nested too deep is read as if it had no braces.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from frontend.normalize.formulas.commands import Command, commands
from frontend.normalize.formulas.lexer import Lexeme, Lexer
from frontend.normalize.formulas.tree import (
    Built,
    Digits,
    Fence,
    Group,
    Letter,
    Node,
    Scripts,
    Sign,
    Table,
    Words,
)
from frontend.normalize.patterns import regex

MAX_DEPTH = 40
"""Braces, brackets and commands are nested so deep at most."""

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻ⁿ", "0123456789-n")
_CLOSING = {"(": frozenset(")]"), "[": frozenset(")]"), "\\{": frozenset(("\\}",)), "⟨": "⟩", "⌊": "⌋", "⌈": "⌉"}
_BARS = frozenset("|‖")
_BREAK = "\\\\"
"""The end of a row."""
_OPERAND = (Letter, Digits, Group, Scripts, Built, Fence, Words, Table)
_BAR_REACH = 120
"""So many characters are searched for the bar that closes an absolute value."""
_INTERVAL = regex(r"[\[\]][^\[\](){}=&]{1,40}?[,;][^\[\](){}=&]{1,40}?[\[\]]")
_SKIPPED = frozenset(("\\/", "\\-", "\\&", "\\#", "\\_", "&", "#", "{", "}", "\\(", "\\)", "\\[", "\\]", '"', "\\"))


class Parser:
    """Reads one formula, ``text[position:end]``."""

    def __init__(self, text: str, position: int, end: int, mark: str) -> None:
        self.lexer = Lexer(text, end, mark)
        self.position = position
        self.depth = 0

    def formula(self) -> Group:
        """All of it, rows of a formula of several lines as a table."""
        begin = self.position
        rows = self.rows("aligned", frozenset())
        if isinstance(rows, Table):
            return Group(begin, self.lexer.limit, (rows,))
        return Group(begin, self.lexer.limit, rows.items)

    def one(self) -> Node | None:
        """The first part with its scripts, None where there is none."""
        node = self._item()
        return self.scripted(node) if node is not None else None

    def bound(self) -> Node:
        """A bound without a command around it: raised characters, or parts in a row."""
        lexeme = self.peek()
        return self._exponent(lexeme) if lexeme.kind == "raised" else self.formula()

    # Rows and items -----------------------------------------------------------------------------------------------

    def _items(self, stops: frozenset[str]) -> tuple[Node, ...]:
        """The parts up to one of `stops` (the texts of signs and commands), which is not read."""
        items: list[Node] = []
        while not self._at(stops):
            begin = self.position
            bar = self._bar(items)
            node = bar if bar is not None else self._item()
            if node is not None:
                items.append(self.scripted(node))
            elif self.position == begin:  # "^" or "_" without a base
                items.append(self.scripted(Node(begin, begin)))
            if self.position == begin:
                self.skip()
        return tuple(items)

    def _at(self, stops: frozenset[str]) -> bool:
        lexeme = self.peek()
        if lexeme.kind == "break":
            return _BREAK in stops
        return lexeme.kind == "end" or (lexeme.kind in ("sign", "command") and lexeme.text in stops)

    def peek(self) -> Lexeme:
        return self.lexer.at(self.position)

    def skip(self) -> Lexeme:
        lexeme = self.peek()
        self.position = lexeme.end
        return lexeme

    def _item(self) -> Node | None:
        """One part without its scripts, None for what says nothing."""
        lexeme = self.peek()
        reader = _READERS.get(lexeme.kind)
        return reader(self, lexeme) if reader else None

    def nested(self, closing: frozenset[str]) -> tuple[Node, ...]:
        """The parts up to a closing bracket, which is read, too."""
        if self.depth >= MAX_DEPTH:
            return ()
        self.depth += 1
        items = self._items(closing)
        self.depth -= 1
        return items

    # What begins with each kind of lexeme ---------------------------------------------------------------------------

    def _number(self, lexeme: Lexeme) -> Node:
        self.position = lexeme.end
        whole, fraction = self.lexer.parts_of(lexeme.text)
        return Digits(lexeme.start, lexeme.end, whole, fraction, self.lexer.mark)

    def _letter(self, lexeme: Lexeme) -> Node:
        self.position = lexeme.end
        return Letter(lexeme.start, lexeme.end, lexeme.text)

    def _raised(self, lexeme: Lexeme) -> Node:
        return Node(lexeme.start, lexeme.start)  # `_scripted` reads it

    def _sign(self, lexeme: Lexeme) -> Node | None:
        if lexeme.text in ("^", "_"):
            return None
        self.position = lexeme.end
        if lexeme.text == "{":
            items = self.nested(frozenset("}"))
            return Group(lexeme.start, self._close("}"), items)
        if lexeme.text in ("[", "]") and (interval := _INTERVAL.match(self.lexer.text, lexeme.start)):
            return self._between(lexeme, interval.end() - 1)
        if lexeme.text in _CLOSING:
            return self._fence(lexeme.start, lexeme.text)
        if lexeme.text in _SKIPPED:
            return None
        return Sign(lexeme.start, lexeme.end, lexeme.text)

    def _close(self, *closing: str) -> int:
        """Reads the closing bracket, if it is there, and says where the part ends."""
        if self.peek().kind == "sign" and self.peek().text in closing:
            self.skip()
        return self.position

    def _between(self, lexeme: Lexeme, place: int) -> Node:
        """An interval, whose brackets may be turned around: ``]0, 1]``."""
        inner = Parser(self.lexer.text, self.position, place, self.lexer.mark)
        inner.depth = self.depth + 1
        items = inner._items(frozenset()) if inner.depth < MAX_DEPTH else ()
        self.position = place + 1
        return Fence(lexeme.start, place + 1, "[", "]", items)

    def _fence(self, begin: int, opening: str) -> Node:
        closing = _CLOSING[opening]
        items = self.nested(frozenset((*closing, "right", "&", "}")))
        found = self.peek()
        end = self._close(*closing)
        return Fence(begin, end, opening, found.text if end == found.end else "", items)

    def _bar(self, items: list[Node]) -> Node | None:
        """An absolute value or a norm, where a bar can open one."""
        lexeme = self.peek()
        bar = _BAR_OF.get(lexeme.text) if lexeme.kind in ("sign", "command") else None
        if bar is None or (items and isinstance(items[-1], _OPERAND) and not _is_barred(items[-1])):
            return None
        if self.lexer.text.find(lexeme.text[-1:] if bar in _BARS else "\\r", lexeme.end, lexeme.end + _BAR_REACH) < 0:
            return None
        self.position = lexeme.end
        inside = self.nested(frozenset((*_BAR_CLOSES[bar], "right", "}", "&")))
        end = self.position
        if self.peek().text in _BAR_CLOSES[bar]:
            end = self.skip().end
        return Fence(lexeme.start, end, bar, bar, inside)

    def _break(self, lexeme: Lexeme) -> Node:
        self.position = lexeme.end
        return Sign(lexeme.start, lexeme.end, ",")

    def _command(self, lexeme: Lexeme) -> Node | None:
        command = commands().get(lexeme.text)
        if command is None:
            self.position = lexeme.end
            return None
        self.position = lexeme.end
        self.depth += 1
        reader = _BUILDERS.get(command.kind) if self.depth < MAX_DEPTH else None
        node = reader(self, lexeme, command) if reader else None
        self.depth -= 1
        return node

    # Commands -------------------------------------------------------------------------------------------------------

    def argument(self) -> Node:
        """What a command takes: a group, a command with its arguments, or one character."""
        lexeme = self.peek()
        if lexeme.kind == "number" and len(lexeme.text) > 1:  # "\frac12"
            self.position = lexeme.start + 1
            return Digits(lexeme.start, lexeme.start + 1, lexeme.text[0], "", self.lexer.mark)
        if lexeme.kind == "end" or lexeme.text in ("}", "&", "^", "_", "\\\\"):
            return Node(lexeme.start, lexeme.start)
        node = self._item()
        return node if node is not None else Node(lexeme.start, self.position)

    def raw(self) -> tuple[int, int, str]:
        """An argument as it is written: where it begins and ends, and the text between its braces."""
        lexeme = self.peek()
        if lexeme.text != "{":
            self.position = lexeme.end
            return lexeme.start, lexeme.end, lexeme.text
        depth, place = 0, lexeme.start
        while place < self.lexer.limit:
            character = self.lexer.text[place]
            depth += (character == "{") - (character == "}")
            place += 1
            if depth == 0:
                break
        self.position = place
        closed = self.lexer.text[place - 1] == "}"
        return lexeme.start, place, self.lexer.text[lexeme.end : place - closed]

    def option(self) -> Node | None:
        """An argument in square brackets, None where there is none."""
        if self.peek().text != "[":
            return None
        begin = self.skip()
        items = self._items(frozenset(("]", "}")))
        return Group(begin.start, self._close("]"), items)

    def scripted(self, node: Node) -> Node:
        """The part with what stands below and above it."""
        sub: Node | None = None
        sup: list[Node] = []
        begin = node.start
        while True:
            lexeme = self.peek()
            if lexeme.kind == "raised":
                self.position = lexeme.end
                sup.append(self._exponent(lexeme))
            elif lexeme.text == "'" and isinstance(node, _OPERAND):
                sup.append(Sign(lexeme.start, self.skip().end, "′"))
            elif lexeme.text in ("^", "_") and (lexeme.text == "^" or sub is None):
                self.position = lexeme.end
                script = self._script()
                if lexeme.text == "_":
                    sub = script
                else:
                    sup.append(script)
            elif lexeme.kind == "command" and lexeme.text in ("limits", "nolimits"):
                self.skip()
            else:
                break
        if sub is None and not sup:
            return node
        above = sup[0] if len(sup) == 1 else Group(sup[0].start, sup[-1].end, tuple(sup)) if sup else None
        return Scripts(begin, self.position, node, sub, above)

    def _script(self) -> Node:
        lexeme = self.peek()
        if lexeme.kind == "number":  # "10^12", as people write it
            return self._number(lexeme)
        if lexeme.text in ("+", "-") and self.lexer.at(lexeme.end).kind == "number":  # "10^-3"
            self.skip()
            number = self._number(self.peek())
            return Group(lexeme.start, number.end, (Sign(lexeme.start, lexeme.end, lexeme.text), number))
        return self.argument()

    def _exponent(self, lexeme: Lexeme) -> Node:
        """An exponent in raised characters."""
        text = lexeme.text.translate(_RAISED)
        digits = text.lstrip("-")
        value: Node = (
            Digits(lexeme.start, lexeme.end, digits, "", self.lexer.mark)
            if digits.isdecimal()
            else Letter(lexeme.start, lexeme.end, "n")
        )
        return (
            value
            if digits == text
            else Group(lexeme.start, lexeme.end, (Sign(lexeme.start, lexeme.start + 1, "-"), value))
        )

    def rows(self, kind: str, stops: frozenset[str]) -> Table | Group:
        """Rows of cells up to one of `stops`; a group where there is only one cell."""
        begin = self.position
        rows: list[tuple[Group, ...]] = []
        cells: list[Group] = []
        while True:
            start = self.position
            items = self._items(stops | {"&", _BREAK})
            cells.append(Group(start, max(self.position, start), items))
            lexeme = self.peek()
            if lexeme.kind == "break" or lexeme.text == "&":
                self.skip()
                if lexeme.kind == "break":
                    rows.append(tuple(cells))
                    cells = []
            else:
                break
        if any(cell.items for cell in cells):
            rows.append(tuple(cells))
        if not rows:
            return Group(begin, begin, ())
        if len(rows) == 1 and len(rows[0]) == 1:
            return rows[0][0]
        return Table(begin, self.position, kind, tuple(rows))


def _is_barred(node: Node) -> bool:
    return isinstance(node, Fence) and node.opening in _BARS


_BAR_OF = {"|": "|", "\\|": "‖", "‖": "‖", "lvert": "|", "lVert": "‖", "vert": "|", "Vert": "‖"}
_BAR_CLOSES = {"|": ("|", "rvert", "vert"), "‖": ("\\|", "‖", "rVert", "Vert")}

Reader = Callable[[Parser, Lexeme], "Node | None"]
_READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "number": Parser._number,
        "letter": Parser._letter,
        "raised": Parser._raised,
        "sign": Parser._sign,
        "break": Parser._break,
        "command": Parser._command,
    }
)

Builder = Callable[[Parser, Lexeme, Command], "Node | None"]
_BUILDERS: dict[str, Builder] = {}


def builds(*kinds: str) -> Callable[[Builder], Builder]:
    """Makes the decorated function the one that reads what commands of these kinds take."""

    def register(builder: Builder) -> Builder:
        for kind in kinds:
            _BUILDERS[kind] = builder
        return builder

    return register

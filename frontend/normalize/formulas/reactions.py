"""Chemical formulas and reactions (``\\ce{2H2 + O2 -> 2H2O}``), and quantities with the names of their units."""

from __future__ import annotations

import re

from frontend.normalize.formulas.commands import commands
from frontend.normalize.formulas.vocabulary import Vocabulary
from frontend.normalize.patterns import regex

_PART = regex(
    r"(?P<arrow><=>>?|<<=>|<->|<-->|->|<-|→|⇌)(?:\[[^\]\n]{0,40}\]){0,2}"
    r"|\((?P<state>aq|s|l|g)\)"
    r"|\^\{?(?P<count>[0-9]{0,2})(?P<charge>[+-])\}?|(?P<bare>(?<=[A-Za-z0-9\])])[+-](?=[\s)\]}]|$))"
    r"|[_^]?\{?(?P<number>[0-9]{1,3})(?:/(?P<divisor>[0-9]{1,2}))?\}?"
    r"|(?P<plus>\+)|(?P<element>[A-Z][a-z]?|e|n)|(?P<bond>[-=#])(?=[A-Z])"
)
_COMMAND = regex(r"\\([A-Za-z]{1,30})")


def spoken(text: str, words: Vocabulary) -> str:
    """A reaction in words: elements letter by letter, numbers as numbers, states and arrows by name."""
    said = (_said(match, words) for match in _PART.finditer(text))
    return " ".join(part for part in said if part)


def _said(match: re.Match[str], words: Vocabulary) -> str:
    kind = match.lastgroup
    if kind in ("number", "divisor"):
        divisor = match["divisor"]
        fraction = words.language.fraction(None, int(match["number"]), int(divisor)) if divisor else None
        return fraction or words.cardinal(int(match["number"]))
    if kind == "element":
        return " ".join(match["element"].upper())
    if kind == "state":
        return words.rows.get(f"state {match['state']}", "")
    if kind == "arrow":
        return words.rows.get("equilibrium" if match["arrow"][0] in "<⇌" else "yields", "")
    sign = words.sign(match["charge"] or match["bare"] or match["plus"] or "")
    return f"{words.cardinal(int(match['count']))} {sign}" if match["count"] else sign


def quantity(kind: str, parts: list[str], words: Vocabulary) -> str:
    """A number and its unit as ordinary text has them: ``{9.81}{\\meter\\per\\second\\squared}`` is "9.81 m/s²"."""
    if kind == "unit":
        return unit(parts[0])
    number = parts[0].strip().replace(".", words.decimal_mark)
    if kind == "ang":
        return f"{number}°"
    return f"{number} {unit(parts[1])}" if kind == "quantity" else number


def unit(written: str) -> str:
    """A unit in commands or letters, with its signs."""
    symbols = _COMMAND.sub(_symbol, written)
    return symbols.replace("{", "").replace("}", "").replace("^2", "²").replace("^3", "³").replace("- ", "").strip()


def _symbol(match: re.Match[str]) -> str:
    known = commands().get(match[1])
    return known.value.removesuffix("-") if known is not None and known.kind == "unit" else ""

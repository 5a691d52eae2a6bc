"""What links the parts of a German compound: Vertrag, s, Nummer; Familie, n, Stand."""

from __future__ import annotations

_LINKED_BY_S = (
    *("ung", "ion", "tät", "heit", "keit", "schaft", "trag", "gang"),
    *("glied", "gebiet", "kehr", "brauch", "schäft"),
)
"""How nouns end that are linked by an "s"."""


def link(noun: str) -> str:
    """What stands between a noun and the next part of its compound: "s", "n" or nothing."""
    return "n" if noun.endswith("e") else "s" if noun.endswith(_LINKED_BY_S) else ""

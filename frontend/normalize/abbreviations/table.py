"""The table ``abbreviations`` of one locale, whose rows become entries when the first word asks for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from frontend.normalize.abbreviations.rules import Entry, entry
from frontend.normalize.patterns import regex
from frontend.tables import Row

_FIRST_LETTERS = regex(r"[^\W\d_]*")


class AbbreviationTable(Mapping[str, tuple[Entry, ...]]):
    """First letters in lower case to the entries, the longest written form first.

    Args:
        rows: what is written, the name of its rule, what is said.
        titles_first: whether those with a capital ("Adm.") come before those without ("adm."), whatever their rows.
    """

    def __init__(self, rows: list[Row], titles_first: bool) -> None:
        self._titles_first = titles_first
        self._entries: dict[str, tuple[Entry, ...]] = {}
        self._rows: dict[str, list[tuple[str, Row]]] = {}
        for row in rows:
            written = row[0]
            for variant in _spaced(written) if " " in written else (written,):
                first = _FIRST_LETTERS.match(variant)
                self._rows.setdefault(first[0].lower() if first else "", []).append((variant, row))

    def __getitem__(self, letters: str) -> tuple[Entry, ...]:
        """Raises:
        TableError: a row names a rule that does not exist.
        """
        entries = self._entries.get(letters)
        if entries is None:
            made = [entry(written, row) for written, row in self._rows[letters]]
            made.sort(key=lambda row: (-len(row.written), self._titles_first and row.written[0].islower()))
            entries = self._entries[letters] = tuple(made)
        return entries

    def __contains__(self, letters: object) -> bool:
        return letters in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _spaced(written: str) -> tuple[str, ...]:
    """The ways to write a space: as it is, fixed, and none beside full stops ("z. B.", but never "no de")."""
    joined = (written.replace(" ", ""),) if "." in written else ()
    return (written, *joined, written.replace(" ", "\u00a0"))

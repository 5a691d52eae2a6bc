"""The table ``abbreviations`` of one locale, whose rows become entries when the first word asks for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from frontend.errors import TableError, nearest
from frontend.normalize.abbreviations import context
from frontend.normalize.abbreviations.rules import RULES, Entry
from frontend.normalize.patterns import regex
from frontend.tables import Row

_DASH = regex(r"(?<=\w)-(?=\w)")
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
        self._by_next: dict[str, dict[str, tuple[Entry, ...]]] = {}
        self._rows: dict[str, list[tuple[str, Row]]] = {}
        for row in rows:
            written = row[0]
            for variant in _variants(written):
                first = _FIRST_LETTERS.match(variant)
                self._rows.setdefault(first[0].lower() if first else "", []).append((variant, row))

    def __getitem__(self, letters: str) -> tuple[Entry, ...]:
        """Raises:
        TableError: a row names a rule that does not exist.
        """
        entries = self._entries.get(letters)
        if entries is None:
            made = [_entry(written, row) for written, row in self._rows[letters]]
            made.sort(key=lambda row: (-len(row.written), self._titles_first and row.written[0].islower()))
            entries = self._entries[letters] = tuple(made)
        return entries

    def starting(self, letters: str, following: str) -> tuple[Entry, ...]:
        """The entries that begin with `letters` and go on with the character `following`, or do not go on."""
        groups = self._by_next.get(letters)
        if groups is None:
            if letters not in self._rows:
                return ()
            groups = self._by_next[letters] = _by_next(self[letters], len(letters))
        return groups.get(following) or groups[""]

    def spoken_words(self) -> set[str]:
        """What the rows say."""
        return {row[2] for rows in self._rows.values() for _, row in rows}

    def __contains__(self, letters: object) -> bool:
        return letters in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _by_next(entries: tuple[Entry, ...], size: int) -> dict[str, tuple[Entry, ...]]:
    """The entries for each character behind their first `size` letters, and those that end there for any other ("")."""
    following = {"", *(entry.written[size : size + 1] for entry in entries)}
    return {
        character: tuple(entry for entry in entries if entry.written[size : size + 1] in ("", character))
        for character in following
    }


def _variants(written: str) -> tuple[str, ...]:
    """The ways to write the spaces and the dash between two words ("F-Sa", "F–Sa")."""
    spaced = _spaced(written) if " " in written else (written,)
    return (*spaced, _DASH.sub("–", written)) if _DASH.search(written) else spaced


def _spaced(written: str) -> tuple[str, ...]:
    """The ways to write a space: as it is, fixed, and none beside full stops ("z. B.", but never "no de")."""
    joined = (written.replace(" ", ""),) if "." in written else ()
    return (written, *joined, written.replace(" ", "\u00a0"))


def _entry(written: str, row: Row) -> Entry:
    """A row of the table (what is written, the rule or its context, what is said), for one way to write its spaces.

    Raises:
        TableError: the rule does not exist, or a word of the context has no mark.
    """
    _, cell, spoken = row
    name, words = context.split(cell)
    rule = RULES.get(name)
    if rule is None and name:
        raise TableError(
            f"{row.place}: no rule {name!r}: correct the table, or add the rule to frontend/normalize/abbreviations"
            f"{nearest(name, RULES)}"
        )
    if rule is None or words:
        try:
            rule = context.rule_of(words, rule)
        except ValueError as error:
            raise TableError(f"{row.place}: {error}") from None
    long = len(written) > 2
    capital = written[0].upper() + written[1:] if long else written
    shouted = written.upper() if long else ""
    return Entry(written, rule, spoken, capital, shouted)

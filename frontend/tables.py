"""Reads the tables and word lists of ``frontend/data``.

A table is UTF-8, one row a line, cells separated by tabs; a line that starts with ``# `` is a comment. A locale's
tables lie in the folder of its tag, those that ``en-US`` and ``en-GB`` share in ``en``. Behind the rows of its own file
come those of the locale that it is based on and of its language (`frontend.locales.lineage`); of two rows with the same
key the first wins. A word list holds words separated by white space, with the same comments.

Files are read by whoever needs them, when they are first needed: reading costs a tenth of a start.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import TypeVar

from frontend.errors import TableError
from frontend.locales import lineage

_DATA = Path(__file__).resolve().parent / "data"
_STRAY = (" \t", "\t ", " \n", "\r")

Entry = TypeVar("Entry")


class Row(list[str]):
    """The cells of one row, and where it stands: the name of the table and the line, counted from 1."""

    __slots__ = ("line", "source")
    source: str
    line: int

    @property
    def place(self) -> str:
        """File and line, for messages."""
        return f"{self.source} line {self.line}"


def word_list(text: str) -> tuple[str, ...]:
    """The words of `text`, which are separated by white space."""
    return tuple(text.split())


def word_set(text: str) -> frozenset[str]:
    """The words of `text` as a set."""
    return frozenset(text.split())


def parse_rows(text: str, source: str, columns: str, optional: str = "") -> list[Row]:
    """The rows of a table.

    Args:
        text: the whole table.
        source: its name in messages.
        columns: names of the columns, separated by spaces.
        optional: names of further columns; a row has all of them or none.

    Raises:
        TableError: a row has another number of cells, or white space beside a tab or at its end.
    """
    if not text.endswith("\n"):
        text += "\n"
    stray = any(characters in text for characters in _STRAY)
    plain = len(columns.split())
    counts = {plain, plain + len(optional.split())}
    rows = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line or line.startswith("# "):
            continue
        row = Row(line.split("\t"))
        row.source, row.line = source, number
        if len(row) not in counts:
            wanted = ", ".join(columns.split()) + (f", then {', '.join(optional.split())} or none" if optional else "")
            raise TableError(f"{row.place}: {len(row)} cells separated by tabs; a row has {wanted}")
        if stray and any(cell != cell.strip() for cell in row):
            raise TableError(f"{row.place}: white space beside a tab or at the end of the line; remove it")
        rows.append(row)
    return rows


def read_table(folder: str, name: str, columns: str, optional: str = "") -> list[Row]:
    """The rows of ``<folder>/<name>.tsv``; a missing file counts as empty.

    Args:
        folder: a tag or a language, "" for the tables of the whole frontend.
        name: of the table.
        columns: as of `parse_rows`.
        optional: as of `parse_rows`.

    Raises:
        TableError: a row is not as the columns say.
    """
    path = _DATA / folder / f"{name}.tsv"
    if not path.is_file():
        return []
    source = PurePosixPath("frontend/data", folder, path.name).as_posix()
    return parse_rows(path.read_text(encoding="utf-8"), source, columns, optional)


def read_rows(locale: str, name: str, columns: str, optional: str = "") -> list[Row]:
    """The rows of a table of the locale, then those of its `lineage`; as `read_table`."""
    return [row for folder in lineage(locale) for row in read_table(folder, name, columns, optional)]


class Entries(dict[str, Entry]):
    """A table by its keys. What every locale must have is asked for with ``[]``, anything else with `get`."""

    def __init__(self, locale: str, name: str, rows: Iterable[tuple[str, Entry]] = ()) -> None:
        super().__init__(rows)
        self._source = f"frontend/data/{locale}/{name}.tsv"

    def __missing__(self, key: str) -> Entry:
        raise TableError(f"{self._source} has no row {key!r}, which every locale needs: see those of other locales")


def read_map(locale: str, name: str) -> Entries[str]:
    """A table of two columns as a dictionary; the first row of a key wins.

    Raises:
        TableError: a row has not two cells.
    """
    return Entries(locale, name, ((key, value) for key, value in reversed(read_rows(locale, name, "written spoken"))))


def _first_file(folder: str, name: str) -> Path | None:
    """The file with this name in the first folder of the `lineage` that has it."""
    return next((path for path in (_DATA / part / name for part in lineage(folder)) if path.is_file()), None)


def read_words(path: str) -> list[str]:
    """The words of a list, by its path below ``frontend/data``; a locale without the list reads that of its `lineage`.

    Raises:
        TableError: there is none.
    """
    folder, _, name = path.partition("/")
    found = _first_file(folder, name)
    if found is None:
        raise TableError(f"frontend/data/{path} is missing: the locale needs this list")
    text = found.read_text(encoding="utf-8")
    if "# " in text:
        text = "\n".join(line for line in text.split("\n") if not line.startswith("# "))
    return text.split()


def read_bytes(folder: str, name: str) -> bytes:
    """A table as it lies on disk, for what is looked up in it without reading all; empty if there is none.

    A locale without the table has that of its `lineage`; one that has its own reads no other.
    """
    path = _first_file(folder, f"{name}.tsv")
    return path.read_bytes() if path else b""


def line_of(table: bytes, key: bytes) -> bytes | None:
    """The line of a table, as `read_bytes` gives it, whose first cell is `key`; None if there is none.

    The lines must be sorted by their bytes.
    """
    start = _begin_of(table, key)
    line = table[start : _end_of(table, start)]
    return line if line.partition(b"\t")[0] == key and start < len(table) else None


def keys_beginning(table: bytes, prefix: bytes, most: int) -> list[str]:
    """The first cells that begin with `prefix`, at most so many, of a table sorted as `line_of` needs it."""
    start = _begin_of(table, prefix)
    keys: list[str] = []
    while start < len(table) and len(keys) < most and table.startswith(prefix, start):
        end = _end_of(table, start)
        keys.append(table[start:end].partition(b"\t")[0].decode())
        start = end + 1
    return keys


def _begin_of(table: bytes, key: bytes) -> int:
    """Where the first line begins whose first cell is not below `key`, or what is behind the last line: found by
    bisection over byte offsets."""
    low, high = 0, len(table)
    while low < high:
        middle = (low + high) // 2
        start = table.rfind(b"\n", 0, middle) + 1
        end = table.find(b"\n", middle)
        end = len(table) if end < 0 else end
        if table[start:end].partition(b"\t")[0] < key:
            low = end + 1
        else:
            high = start
    return low


def _end_of(table: bytes, start: int) -> int:
    end = table.find(b"\n", start)
    return len(table) if end < 0 else end

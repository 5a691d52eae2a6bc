"""Reads the tab-separated tables of ``frontend/data``.

A table is UTF-8, one row a line; a line that starts with ``# `` is a comment. ``en-US`` and ``en-GB`` share the
tables in ``en``: rows of the locale's own file come first, so they win.
"""

from __future__ import annotations

from pathlib import Path

_DATA = Path(__file__).resolve().parent.parent / "data"


def word_list(text: str) -> tuple[str, ...]:
    """The words of `text`, which are separated by spaces."""
    return tuple(text.split())


def word_set(text: str) -> frozenset[str]:
    """The words of `text` as a set."""
    return frozenset(text.split())


def read_rows(tag: str, name: str) -> list[list[str]]:
    """All rows of ``<tag>/<name>.tsv``, then of the language's shared file; missing files count as empty."""
    rows: list[list[str]] = []
    for folder in (tag, tag.partition("-")[0]):
        path = _DATA / folder / f"{name}.tsv"
        if path.is_file():
            for line in path.read_text(encoding="utf-8").splitlines():
                if line and not line.startswith("# "):
                    rows.append([cell.strip() for cell in line.split("\t")])
    return rows


def read_words(path: str) -> list[str]:
    """The words of a text file below ``frontend/data``."""
    return (_DATA / path).read_text(encoding="utf-8").split()


def read_map(tag: str, name: str) -> dict[str, str]:
    """A two-column table as a dictionary; the first row of a key wins."""
    table: dict[str, str] = {}
    for key, *rest in read_rows(tag, name):
        table.setdefault(key, rest[0] if rest else "")
    return table


def read_set(tag: str, name: str) -> frozenset[str]:
    """All cells of a table (words separated by spaces or tabs)."""
    return frozenset(word for row in read_rows(tag, name) for cell in row for word in cell.split())

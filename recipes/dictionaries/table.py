"""The sorted table that `frontend/g2p/dictionary.py` searches, and the decisions that a reader of it took."""

from __future__ import annotations

import csv
from collections.abc import Container, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from tts.files import write_text

BY_HAND = Path(__file__).with_name("by_hand.tsv")
CORRECTIONS = Path(__file__).with_name("corrections.tsv")


@cache
def decided(locale: str, decision: str) -> frozenset[str]:
    """Words of `by_hand.tsv` with one decision: leave_out, or lower_only and both_cases in German."""
    with BY_HAND.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return frozenset(row["word"] for row in rows if (row["locale"], row["decision"]) == (locale, decision))


@cache
def _corrections() -> tuple[tuple[str, str, str], ...]:
    with CORRECTIONS.open(encoding="utf-8", newline="") as lines:
        return tuple((row["locale"], row["word"], row["phones"]) for row in csv.DictReader(lines, delimiter="\t"))


def corrections(locale: str, words: Container[str]) -> dict[str, str]:
    """Rows of `corrections.tsv` for those of `words` that the sources have wrong, or lack."""
    return {word: phones for tag, word, phones in _corrections() if tag == locale and word in words}


def lines(rows: Mapping[str, str]) -> str:
    """Rows as the file's text, sorted by their bytes; "" stands for a word without phones."""
    ordered = sorted(rows.items(), key=lambda row: row[0].encode("utf-8"))
    return "".join(f"{word}\t{phones}\n" if phones else f"{word}\n" for word, phones in ordered)


def write(path: Path, rows: Mapping[str, str]) -> None:
    """Write the table; `path` is replaced as a whole, so that a reader never sees half a table."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_text(path, lines(rows))


def read(path: Path) -> dict[str, str]:
    """Words and phones of a table."""
    entries = (line.partition("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {word: phones for word, _, phones in entries}


def shipped(locale: str) -> Path:
    """The table that the frontend reads."""
    return Path(str(files("frontend").joinpath(f"data/{locale}/dictionary.tsv")))

"""Prompt sheets: CSV files with the columns id, voice and text."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

COLUMNS = ("id", "voice", "text")

_FILE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")


class SheetError(ValueError):
    """A prompt sheet has a wrong column or row; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One row: `id` is also the name of the audio file (lower-case letters, digits, ``_`` and ``-``)."""

    id: str
    voice: str
    text: str


def read_sheet(path: Path) -> list[Prompt]:
    """All prompts of a UTF-8 CSV file, in order.

    Raises:
        SheetError: columns are missing, an id is no file name or appears twice, or a cell is empty.
    """
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            found = ",".join(reader.fieldnames or ["nothing"])
            raise SheetError(f"{path}: the first line must be {','.join(COLUMNS)}, found {found}")
        prompts: dict[str, Prompt] = {}
        for row in reader:
            where = f"{path}, line {reader.line_num}"
            if None in row or not all((row[column] or "").strip() for column in COLUMNS):
                raise SheetError(f"{where}: every row needs {', '.join(COLUMNS)}; quote texts that hold a comma")
            prompt = Prompt(**{column: row[column].strip() for column in COLUMNS})
            if not _FILE_NAME.fullmatch(prompt.id):
                raise SheetError(f"{where}: id {prompt.id!r} must be lower-case letters, digits, _ and -")
            if prompt.id in prompts:
                raise SheetError(f"{where}: id {prompt.id!r} appears twice; rename one")
            prompts[prompt.id] = prompt
    return list(prompts.values())

"""Ready sheets of pieces that switches put together themselves: numbers, letters, dates, times, money.

The names are the ones that Asterisk's routines play in each language, its misspellings included: `digits/1`, German
`digits/3-and` and `digits/h-3F` ("dritte"), Spanish `digits/200` and `digits/es-de`, `digits/day-0` for Sunday,
`digits/mon-0` for January, `digits/oclock`, `letters/exclaimation-point`, `letters/ascii63` for the question mark,
`vm-and` in British numbers, `dollars` and `cents` for amounts. What has no name there (`noon`, `pence`, `euros`) has
a plain one. Numbers and letters are written as such and read by the frontend; the words are in `sets.tsv`, empty where
a language does not use a piece. All rows are marked as joined: the worker speaks them as words with more to come.
"""

from __future__ import annotations

import csv
import io
from importlib.resources import files
from pathlib import Path
from string import ascii_lowercase

from frontend.errors import nearest
from frontend.locales import get_locale
from tts.batch.sheet import Row
from tts.errors import InputError
from tts.files import replacing

SETS = ("digits", "letters", "ordinals", "days", "months", "times", "money")
ALL = "all"

_NUMBERS = (*range(21), *range(30, 100, 10))
_SPANISH_NUMBERS = (*range(21, 30), *range(100, 1000, 100))


def set_rows(names: tuple[str, ...], locale: str, first_line: int = 1) -> list[Row]:
    """The rows of these sets in one locale, numbered from `first_line`.

    Raises:
        InputError: a set has another name than `SETS`.
        UnknownLocaleError: the locale is not supported.
    """
    tag = get_locale(locale).tag
    pieces: dict[str, str] = {}
    for name in SETS if ALL in names else names:
        if name not in SETS:
            allowed = (*SETS, ALL)
            raise InputError(f"unknown set {name!r}: choose from {', '.join(allowed)}{nearest(name, allowed)}")
        pieces |= _pieces(name, tag)
    return [
        Row(line, id=piece, locale=tag, text=text, joined=True)
        for line, (piece, text) in enumerate(pieces.items(), first_line)
    ]


def write_sheet(path: Path, rows: list[Row]) -> None:
    """The rows as a CSV sheet, to be changed by hand.

    Raises:
        OutputError: the file cannot be written.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("id", "locale", "text", "joined"))
    writer.writerows((row.id, row.locale, row.text, "yes" if row.joined else "") for row in rows)
    with replacing(path) as stream:
        stream.write(text.getvalue().encode())


def _pieces(name: str, tag: str) -> dict[str, str]:
    """Texts by file name."""
    pieces: dict[str, str] = {}
    if name == "digits":
        numbers = (*_NUMBERS, *_SPANISH_NUMBERS) if tag.startswith("es") else _NUMBERS
        pieces |= {f"digits/{number}": str(number) for number in numbers}
    if name == "letters":
        pieces |= {f"letters/{letter}": letter.upper() for letter in ascii_lowercase}
    table = (files("tts.batch") / "sets.tsv").read_text(encoding="utf-8")
    for record in csv.DictReader(table.splitlines(), delimiter="\t"):
        if record["set"] == name and record[tag]:
            pieces[record["name"]] = record[tag]
    return pieces

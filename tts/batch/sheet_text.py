"""The text of a prompt sheet: its encoding, the lines of CSV with their troubles, and JSON lines.

A sheet comes from spreadsheets, exports and hands. Whatever is wrong in it costs the line that it stands on, no more.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from frontend.errors import UnknownLocaleError
from frontend.locales import get_locale
from tts.encodings import Decoded, decode
from tts.errors import InputError, ParameterError

Records = Iterator[tuple[int, dict[str, str] | str]]
"""Line, and either the cells by column (stripped, empty where not filled) or why the line is wrong."""

COLUMNS = ("id", "voice", "locale", "text", "ssml", "profile", "path", "rate", "pitch", "max_duration_s", "joined")

_LONGEST_CELL = 1 << 26  # csv refuses longer cells; ours are refused by the reader of rows, by their line
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_LIMIT = re.compile(r"max[\s._-]*duration[\s._-]*(?:s|\(s\)|\[s\])?")
_OTHER_NAMES = {
    "id": "name, prompt name, prompt id, file name, filename, file, dateiname, nombre, archivo, nom, nom du fichier",
    "voice": "stimme, voz, voix",
    "locale": "language, lang, sprache, idioma, langue",
    "text": "message, wording, prompt text, ansage, ansagetext, texto, mensaje, texte",
}
"""What sheets call a column that ours calls otherwise, in the order of preference."""

_WORKBOOK = b"PK\x03\x04"
"""A workbook of Excel is a ZIP file, which starts like this."""

_DELIMITER_LINE = re.compile(r"sep=([\t;,|:])\s*$")


def read_text(path: Path, encoding: str | None = None) -> Decoded:
    """The file's text; bytes that do not belong to the encoding become surrogates, for the rows to be told.

    Args:
        path: the file.
        encoding: what it is said to be; found out if None.

    Raises:
        InputError: the encoding is unknown, or cannot hold what the file holds; or the file is a workbook.
        OSError: the file cannot be read.
    """
    data = path.read_bytes()
    if data.startswith(_WORKBOOK):
        raise InputError(f"{path}: an Excel workbook by another name; end its name in .xlsx")
    try:
        return decode(data, encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not {error.encoding} at byte {error.start}; save the sheet as UTF-8") from error
    except (LookupError, ValueError):
        raise ParameterError(f"unknown encoding {encoding!r}: name one such as utf-8, cp1252, utf-16") from None


def csv_lines(text: str) -> Iterator[tuple[int, list[str] | str]]:
    """Each row's first line (from 1) and its cells, or why it is no row.

    The first line that is not empty tells the delimiter: tab, semicolon (spreadsheets in German and French) or comma.
    After a row that cannot be read, reading goes on in the line after its first: one wrong quotation mark does not
    swallow the rest.
    """
    lines = [match for match in _LINE.findall(text) if match]
    start = 0
    stated = _DELIMITER_LINE.match(lines[0]) if lines else None  # spreadsheets write sep=; into the first line
    if stated:
        start = 1
    first_filled = next((line for line in lines if line.strip("\t;, \r\n")), "")
    delimiter = stated[1] if stated else max("\t;,", key=first_filled.count)
    limit = csv.field_size_limit(_LONGEST_CELL)
    try:
        while start < len(lines):
            reader = csv.reader(map(lines.__getitem__, range(start, len(lines))), delimiter=delimiter, strict=True)
            first = start
            try:
                for values in reader:
                    yield first + 1, values
                    first = start + reader.line_num
                return
            except csv.Error as error:
                yield first + 1, f"{error}; close quotation marks, and double those inside a quoted cell"
                start = first + 1
    finally:
        csv.field_size_limit(limit)


def json_records(text: str) -> Records:
    """One object on each line."""
    for line, content in enumerate(text.split("\n"), 1):
        if not content.strip():
            continue
        try:
            record = json.loads(content)
        except (ValueError, RecursionError) as error:
            yield line, f"not JSON: {error}; write one object on each line"
            continue
        if not isinstance(record, dict):
            yield line, f"not a JSON object but {type(record).__name__}; write one object on each line"
            continue
        names = column_names(list(record))
        if wrong := _wrong_values(names, list(record.values())):
            yield line, wrong
            continue
        yield line, {name: _json_cell(value) for name, value in zip(names, record.values(), strict=True)}


def _wrong_values(names: Sequence[str], values: Sequence[object]) -> str:
    """Why the values cannot be the cells of a row; empty if they can. Only `joined` is true or false."""
    if len(set(names)) < len(names):
        return f"{max(names, key=names.count)!r} appears twice; rename one"
    for name, value in zip(names, values, strict=True):
        if is_read(name) and (isinstance(value, dict) or (isinstance(value, bool) and name != "joined")):
            return f"{name!r} must be a text or a number"
    return ""


@cache
def is_read(name: str) -> bool:
    """Whether a column means something here: one of ours, or the texts of a locale. Others may hold anything."""
    if name in COLUMNS:
        return True
    try:
        get_locale(name)
    except UnknownLocaleError:
        return False
    return True


def column_names(written: Sequence[str]) -> list[str]:
    """The columns' names as the reader of rows knows them: "Max duration (s)" is ``max_duration_s``, and "File name" is
    ``id`` in a sheet that has no column of this name."""
    names = [
        "max_duration_s" if _LIMIT.fullmatch(name) else name for name in (cell.strip().casefold() for cell in written)
    ]
    for known, others in _OTHER_NAMES.items():
        place = column_called(others, names)
        if place is not None and known not in names and not (known == "text" and "ssml" in names):
            names[place] = known
    return names


def column_called(known: str, written: Sequence[str]) -> int | None:
    """Which column has one of the `known` names, parted by commas in the order of preference; None if there is none.

    Capitals do not matter, nor what stands between words: "File_Name" is called "file name".
    """
    plain = [re.sub(r"[\s._-]+", " ", name).strip().casefold() for name in written]
    return next((plain.index(name) for name in known.split(", ") if name in plain), None)


def _json_cell(value: object) -> str:
    if isinstance(value, list):
        return " ".join(str(part) for part in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value).strip()

"""Prompt sheets: CSV, JSON lines and XLSX into rows; a wrong row is kept with its reason, the others go on.

Columns: `id`, `voice` and/or `locale`, `text` or `ssml`, and optionally `profile` (several separated by spaces or
commas), `path`, `rate` and `pitch`. A sheet for translators has one text column for each locale instead, named by its
tag (`en-US`, `fr-CA` ...): every cell that is filled becomes a row of its own.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from zipfile import BadZipFile

from frontend.errors import UnknownLocaleError
from frontend.locales import get_locale
from tts.batch.extras import extra
from tts.errors import InputError

COLUMNS = ("id", "voice", "locale", "text", "ssml", "profile", "path", "rate", "pitch")


class SheetError(InputError):
    """The sheet as a whole cannot be read."""


@dataclass(frozen=True, slots=True)
class Row:
    """One prompt: `line` is where it starts in the sheet; `joined` prompts are played in sequence with others."""

    line: int
    id: str = ""
    voice: str = ""
    locale: str = ""
    text: str = ""
    profiles: tuple[str, ...] = ()
    path: str = ""
    rate: float = 1.0
    pitch: float = 1.0
    joined: bool = False
    of_locale_column: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """A row that cannot be made, and why."""

    line: int
    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows and wrong rows in the order of the file; `ignored` are columns that mean nothing here."""

    name: str
    rows: tuple[Row, ...]
    failures: tuple[Failure, ...] = ()
    ignored: tuple[str, ...] = ()


class _RowError(ValueError):
    """One row is wrong."""


def read_sheet(path: Path) -> Sheet:
    """Read a sheet; its format follows the file's ending (.csv, .tsv, .jsonl, .xlsx).

    Raises:
        SheetError: the file cannot be read, or lacks the columns that are needed.
        MissingExtraError: XLSX without openpyxl.
    """
    readers = {".csv": _csv_records, ".tsv": _csv_records, ".jsonl": _json_records, ".ndjson": _json_records}
    readers[".xlsx"] = _xlsx_records
    reader = readers.get(path.suffix.casefold())
    if reader is None:
        raise SheetError(f"{path}: a sheet ends in {', '.join(readers)}; save it as one of these")
    rows: list[Row] = []
    failures: list[Failure] = []
    ignored: dict[str, None] = {}
    try:
        for line, record in reader(path):
            if isinstance(record, str):
                failures.append(Failure(line, "", record))
                continue
            cells = {key: value for key, value in record.items() if value}
            if not cells:
                continue
            texts = _locale_texts(record)
            ignored |= dict.fromkeys(name for name in record if name not in COLUMNS and name not in texts)
            try:
                rows += _rows(line, cells, {tag: text for tag, text in texts.items() if text})
            except _RowError as error:
                failures.append(Failure(line, cells.get("id", ""), str(error)))
    except OSError as error:
        raise SheetError(f"cannot read {str(path)!r}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise SheetError(f"{path}: not UTF-8 at byte {error.start}; save the sheet as UTF-8") from error
    except csv.Error as error:
        raise SheetError(f"{path}: {error}; quote cells that hold a comma or a line break") from error
    return Sheet(path.name, tuple(rows), tuple(failures), tuple(ignored))


def _rows(line: int, cells: Mapping[str, str], texts: Mapping[str, str]) -> list[Row]:
    if texts and ("text" in cells or "ssml" in cells):
        raise _RowError("text stands in a locale's column and in 'text' or 'ssml'; use one of the two layouts")
    if "ssml" in cells:
        raise _RowError("ssml is not supported yet: put the plain text into the column 'text'")
    row = Row(
        line,
        id=cells.get("id", ""),
        voice=cells.get("voice", ""),
        locale=cells.get("locale", ""),
        text=cells.get("text", ""),
        profiles=tuple(filter(None, re.split(r"[\s,;|]+", cells.get("profile", "")))),
        path=cells.get("path", ""),
        rate=_number("rate", cells.get("rate")),
        pitch=_number("pitch", cells.get("pitch")),
    )
    if not texts:
        if not row.text:
            raise _RowError("no text: fill the column 'text'")
        return [row]
    if row.voice or row.locale:
        raise _RowError("a sheet with a text column for each locale has no 'voice' or 'locale' cells; empty them")
    return [replace(row, locale=get_locale(tag).tag, text=text, of_locale_column=True) for tag, text in texts.items()]


def _number(name: str, cell: str | None) -> float:
    try:
        return float((cell or "1").replace(",", "."))
    except ValueError:
        raise _RowError(f"{name} must be a number such as 1.1, got {cell!r}") from None


def _locale_texts(record: Mapping[str, str]) -> dict[str, str]:
    """The cells whose column is named by a locale's tag."""
    texts = {}
    for name, value in record.items():
        if name not in COLUMNS:
            try:
                get_locale(name)
            except UnknownLocaleError:
                continue
            texts[name] = value
    return texts


_Records = Iterator[tuple[int, dict[str, str] | str]]
"""Line, and either the cells by column (stripped, empty where not filled) or why the line is wrong."""


def _csv_records(path: Path) -> _Records:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        header = stream.readline()
        stream.seek(0)
        delimiter = max("\t;,", key=header.count)  # spreadsheets in German and French write semicolons
        reader = csv.reader(stream, delimiter=delimiter, strict=True)
        names: list[str] | None = None
        while True:
            line = reader.line_num + 1
            values = next(reader, None)
            if values is None:
                break
            if not any(value.strip() for value in values):
                continue
            if names is None:
                names = _columns(path, values)
            elif any(value.strip() for value in values[len(names) :]):
                yield line, f"{len(values)} cells for {len(names)} columns; quote texts that hold {delimiter!r}"
            else:
                yield line, _cells(names, values)
        if names is None:
            raise SheetError(f"{path}: the file is empty; the first line names the columns ({', '.join(COLUMNS)})")


def _json_records(path: Path) -> _Records:
    with path.open(encoding="utf-8-sig") as stream:
        for line, content in enumerate(stream, 1):
            if not content.strip():
                continue
            try:
                record = json.loads(content)
            except ValueError as error:
                yield line, f"not JSON: {error}; write one object on each line"
                continue
            if not isinstance(record, dict):
                yield line, f"not a JSON object but {type(record).__name__}; write one object on each line"
                continue
            wrong = [key for key, value in record.items() if isinstance(value, (dict, bool))]
            if wrong:
                yield line, f"{wrong[0]!r} must be a text or a number"
                continue
            yield line, {key.strip().casefold(): _json_cell(value) for key, value in record.items()}


def _json_cell(value: object) -> str:
    if isinstance(value, list):
        return " ".join(str(part) for part in value)
    return "" if value is None else str(value).strip()


def _xlsx_records(path: Path) -> _Records:
    openpyxl = extra("openpyxl", "reading .xlsx")
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (ValueError, KeyError, BadZipFile, openpyxl.utils.exceptions.InvalidFileException) as error:
        raise SheetError(f"{path}: not an .xlsx workbook ({error}); save it again, or as CSV") from error
    names: list[str] | None = None
    try:
        for line, values in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
            if all(value is None for value in values):
                continue
            wrong = [value for value in values if not isinstance(value, (str, int, float, type(None)))]
            texts = [_xlsx_cell(value) for value in values]
            if names is None:
                names = _columns(path, texts)
            elif wrong:
                yield line, f"a cell holds {wrong[0]!s}, not text; format the cell as text"
            else:
                yield line, _cells(names, texts)
    finally:
        book.close()
    if names is None:
        raise SheetError(f"{path}: the first worksheet is empty; its first row names the columns")


def _xlsx_cell(value: object) -> str:
    whole = isinstance(value, float) and value.is_integer()
    return "" if value is None else str(int(value) if whole else value).strip()  # type: ignore[call-overload]


def _columns(path: Path, values: list[str]) -> list[str]:
    names = [value.strip().casefold() for value in values]
    twice = {name for name in names if name and names.count(name) > 1}
    if twice:
        raise SheetError(f"{path}: column {min(twice)!r} appears twice; rename one")
    if not {"text", "ssml"} & set(names) and not _locale_texts(dict.fromkeys(names, "")):
        found = ", ".join(filter(None, names)) or "nothing"
        raise SheetError(f"{path}: no column 'text', 'ssml' or one named by a locale; found {found}")
    return names


def _cells(names: list[str], values: list[str]) -> dict[str, str]:
    padded = [*values, *[""] * (len(names) - len(values))]
    return {name: value.strip() for name, value in zip(names, padded, strict=False) if name}

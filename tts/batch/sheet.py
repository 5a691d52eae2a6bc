"""Prompt sheets: CSV, JSON lines and XLSX into rows; a wrong row is kept with its reason, the others go on.

Columns: `id`, `voice` and/or `locale`, `text` or `ssml`, and optionally `profile` (several separated by spaces or
commas), `path`, `rate`, `pitch`, `max_duration_s`, the longest that a finished file may last, and `joined`, "yes" for a
piece that others follow in the same breath ("Your balance is"). A sheet for
translators has one text column for each locale instead, named by its tag (`en-US`, `fr-CA` ...): every cell that is
filled becomes a row of its own. A text that starts with ``<speak`` is SSML, whichever column it stands in.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from frontend.locales import get_locale
from tts.batch.extras import extra
from tts.batch.sheet_text import COLUMNS, Records, column_names, csv_lines, is_read, json_records, read_text
from tts.errors import InputError

LONGEST_CELL = 100_000
"""Characters; about two hours of speech, more than any prompt."""

_TABLES, _LINES, _WORKBOOK = (".csv", ".tsv", ".txt"), (".jsonl", ".ndjson"), ".xlsx"
"""Endings of files: text in columns (a spreadsheet's "Unicode text" is called .txt), JSON lines, Excel."""

_YES = ("yes", "true", "1", "x", "ja", "wahr", "sí", "si", "verdadero", "oui", "vrai")
_NO = ("no", "false", "0", "nein", "falsch", "falso", "non", "faux")

_FORMULA_ERRORS = frozenset(
    (
        *("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!"),
        *("#WERT!", "#BEZUG!", "#ZAHL!", "#NV", "#ÜBERLAUF!", "#KALK!"),
        *("#NUL!", "#VALEUR!", "#NOM?", "#NOMBRE!", "#PROPAGATION!"),
        *("#¡NULO!", "#¡DIV/0!", "#¡VALOR!", "#¡REF!", "#¿NOMBRE?", "#¡NUM!", "#N/D", "#¡DESBORDAMIENTO!", "#¡CALC!"),
    )
)
"""What a spreadsheet in one of our languages shows where a formula fails."""


class SheetError(InputError):
    """The sheet as a whole cannot be read."""


@dataclass(frozen=True, slots=True)
class Row:
    """One prompt: `line` is where it starts in the sheet; `joined` prompts are played in sequence with others.

    `max_duration_s` is how long its files may last, with the silence at their ends; None leaves that open.
    """

    line: int
    id: str = ""
    voice: str = ""
    locale: str = ""
    text: str = ""
    profiles: tuple[str, ...] = ()
    path: str = ""
    rate: float = 1.0
    pitch: float = 1.0
    max_duration_s: float | None = None
    joined: bool = False
    of_locale_column: bool = False
    ssml: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """A row that cannot be made, and why."""

    line: int
    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows and wrong rows in the order of the file; `ignored` are columns that mean nothing here, `note` is what had to
    be guessed to read the file."""

    name: str
    rows: tuple[Row, ...]
    failures: tuple[Failure, ...] = ()
    ignored: tuple[str, ...] = ()
    note: str = ""


class _RowError(ValueError):
    """One row is wrong."""


def read_sheet(path: Path, encoding: str | None = None) -> Sheet:
    """Read a sheet; its format follows the file's ending (.csv, .tsv, .txt, .jsonl, .xlsx).

    Args:
        path: the file.
        encoding: of a CSV or JSON file; a byte order mark in the file comes first. If None, it is found out.

    Raises:
        SheetError: the file cannot be read, has no rows, or lacks the columns that are needed.
        MissingExtraError: XLSX without openpyxl.
    """
    rows: list[Row] = []
    failures: list[Failure] = []
    ignored: dict[str, None] = {}
    try:
        records, note = _records(path, encoding)
        for line, record in records:
            if isinstance(record, str):
                failures.append(Failure(line, "", record))
                continue
            cells = {key: value for key, value in record.items() if value}
            if not cells:
                continue
            texts = _locale_texts(record)
            ignored |= dict.fromkeys(name for name in record if not is_read(name))
            wrong = _unfit({name: cell for name, cell in cells.items() if is_read(name)})
            if wrong:
                failures.append(Failure(line, cells.get("id", "")[:80], wrong))
                continue
            try:
                rows += _rows(line, cells, {tag: text for tag, text in texts.items() if text})
            except _RowError as error:
                failures.append(Failure(line, cells.get("id", ""), str(error)))
    except OSError as error:
        raise SheetError(f"cannot read {str(path)!r}: {error.strerror or error}") from error
    if not rows and not failures:  # no export is meant to be like that; --prune would remove all that there is
        raise SheetError(f"{path}: no prompts; write them below the names of the columns")
    return Sheet(path.name, tuple(rows), tuple(failures), tuple(ignored), note)


def _records(path: Path, encoding: str | None) -> tuple[Records, str]:
    """What the file holds, by the format that its ending names, and what had to be guessed."""
    ending = path.suffix.casefold()
    if ending == _WORKBOOK:
        return _xlsx_records(path), ""
    if ending not in (*_TABLES, *_LINES):
        raise SheetError(
            f"{path}: a sheet ends in {', '.join((*_TABLES, *_LINES))} or {_WORKBOOK}; save it as one of these"
        )
    read = read_text(path, encoding)
    return _csv_records(path, read.text) if ending in _TABLES else json_records(read.text), read.note(path.name)


def _rows(line: int, cells: Mapping[str, str], texts: Mapping[str, str]) -> list[Row]:
    if texts and ("text" in cells or "ssml" in cells):
        raise _RowError("text stands in a locale's column and in 'text' or 'ssml'; use one of the two layouts")
    if "ssml" in cells and "text" in cells:
        raise _RowError("both 'text' and 'ssml' are filled; empty one of the two")
    text = cells.get("ssml") or cells.get("text", "")
    row = Row(
        line,
        id=cells.get("id", ""),
        voice=cells.get("voice", ""),
        locale=cells.get("locale", ""),
        text=text,
        ssml="ssml" in cells or _is_ssml(text),
        profiles=tuple(filter(None, re.split(r"[\s,;|]+", cells.get("profile", "")))),
        path=cells.get("path", ""),
        rate=_number("rate", cells.get("rate")),
        pitch=_number("pitch", cells.get("pitch")),
        max_duration_s=_number("max_duration_s", limit) if (limit := cells.get("max_duration_s")) else None,
        joined=_yes("joined", cells.get("joined", "no")),
    )
    if not texts:
        if not row.text:
            raise _RowError("no text: fill the column 'text' or 'ssml'")
        return [row]
    if row.voice or row.locale:
        raise _RowError("a sheet with a text column for each locale has no 'voice' or 'locale' cells; empty them")
    return [
        replace(row, locale=get_locale(tag).tag, text=text, of_locale_column=True, ssml=_is_ssml(text))
        for tag, text in texts.items()
    ]


_SSML = re.compile(r"(?:<\?xml[^>]*>\s*)?<speak\b")


def _is_ssml(text: str) -> bool:
    return _SSML.match(text) is not None


def _unfit(cells: Mapping[str, str]) -> str:
    """Why the cells cannot be a prompt, whatever they say; empty if they can."""
    for name, cell in cells.items():
        if len(cell) > LONGEST_CELL:
            return f"{name!r} has {len(cell)} characters, more than {LONGEST_CELL}; split the prompt"
        if foreign := _foreign(cell):
            return f"{name!r} holds {foreign}"
        if cell in _FORMULA_ERRORS:
            return f"{name!r} holds {cell}, the error of a formula; mend the formula, or write out what it should give"
    return ""


def _foreign(text: str) -> str:
    """What in the text is not UTF-8, and what to do; empty if all is."""
    found = next((character for character in text if "\ud800" <= character <= "\udfff"), "")
    if not found:
        return ""
    what = f"the byte 0x{ord(found) & 0xFF:02x}" if "\udc80" <= found <= "\udcff" else "half a character"
    return f"{what}, which is not UTF-8; save the sheet as UTF-8, or name its --encoding (Windows: cp1252)"


def _number(name: str, cell: str | None) -> float:
    try:
        return float((cell or "1").replace(",", "."))
    except ValueError:
        raise _RowError(f"{name} must be a number such as 1.1, got {cell!r}") from None


def _yes(name: str, cell: str) -> bool:
    if cell.casefold() not in (*_YES, *_NO):
        raise _RowError(f"{name} must be yes or no, got {cell!r}")
    return cell.casefold() in _YES


def _locale_texts(record: Mapping[str, str]) -> dict[str, str]:
    """The cells whose column is named by a locale's tag."""
    return {name: value for name, value in record.items() if name not in COLUMNS and is_read(name)}


def _csv_records(path: Path, text: str) -> Records:
    names: list[str] | None = None
    for line, values in csv_lines(text):
        if isinstance(values, str):
            if names is None:
                raise SheetError(f"{path}, line {line}: {values}")
            yield line, values
        elif any(value.strip() for value in values):
            if names is None:
                names = _columns(path, values)
            elif any(value.strip() for value in values[len(names) :]):
                yield line, f"{len(values)} cells for {len(names)} columns; quote texts that hold the delimiter"
            else:
                yield line, _cells(names, values)
    if names is None:
        raise SheetError(f"{path}: the file is empty; the first line names the columns ({', '.join(COLUMNS)})")


_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
"""How a workbook writes characters that XML cannot hold, such as the carriage returns of other programs."""

_NUMBERS = ("rate", "pitch", "max_duration_s", "joined")
_SHOWN = re.compile(r'[%"$€£¥]')
"""Formats of numbers that show more than the number: a cell of 0.5 shows 50 %, and one of 5 five dollars."""

_DAMAGE = (SyntaxError, KeyError, EOFError, zlib.error, BadZipFile)
"""What openpyxl lets through of a damaged ZIP file, or of damaged XML in it."""


def _xlsx_records(path: Path) -> Records:
    openpyxl = extra("openpyxl", "reading .xlsx")
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (ValueError, *_DAMAGE, openpyxl.utils.exceptions.InvalidFileException) as error:
        raise SheetError(f"{path}: not an .xlsx workbook ({error}); save it again, or as CSV") from error
    if not book.worksheets:
        raise SheetError(f"{path}: no worksheet in it; save the rows as a worksheet, or as CSV")
    worksheet = book.worksheets[0]
    worksheet.reset_dimensions()  # what the file says of its size may be wrong, or a million rows of nothing
    names: list[str] | None = None
    try:
        for line, cells in enumerate(worksheet.iter_rows(), 1):
            if all(cell.value is None for cell in cells):
                continue
            texts = [_xlsx_cell(cell.value, cell.number_format or "") for cell in cells]
            if names is None:
                names = _columns(path, texts)
            elif wrong := _xlsx_wrong(names, cells):
                yield line, wrong
            else:
                yield line, _cells(names, texts)
    except _DAMAGE as error:
        raise SheetError(f"{path}: the worksheet is damaged ({error}); save it again, or as CSV") from error
    finally:
        book.close()
    if names is None:
        raise SheetError(f"{path}: the first worksheet is empty; its first row names the columns")


def _xlsx_wrong(names: Sequence[str], cells: Sequence[Any]) -> str:
    """Why the cells of openpyxl cannot be those of a row; empty if they can. Only `joined` is true or false."""
    for name, cell in zip(names, cells, strict=False):
        value, shown_as = cell.value, cell.number_format or ""
        fits = name == "joined" if isinstance(value, bool) else isinstance(value, str | int | float | None)
        if is_read(name) and not fits:
            return f"{name!r} holds {value!s}, not text; format the cell as text"
        if is_read(name) and name not in _NUMBERS and not isinstance(value, str | None) and _SHOWN.search(shown_as):
            return f"{name!r} holds {value!s}, which is shown as {shown_as}; format the cell as text and write it out"
    return ""


def _xlsx_cell(value: object, shown_as: str) -> str:
    """A value as text; a number with the zeros in front that its format shows: 7 as "000" is 007."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), value).strip()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not shown_as.strip("0"):
        return str(value).zfill(len(shown_as))
    return "" if value is None else str(value).strip()


def _columns(path: Path, values: list[str]) -> list[str]:
    if foreign := _foreign("".join(values)):
        raise SheetError(f"{path}: the first line holds {foreign}")
    names = column_names(values)
    twice = {name for name in names if name and names.count(name) > 1}
    if twice:
        raise SheetError(f"{path}: column {min(twice)!r} appears twice; rename one")
    if not {"text", "ssml"} & set(names) and not _locale_texts(dict.fromkeys(names, "")):
        raise SheetError(
            f"{path}: no column 'text', 'ssml' or one named by a locale such as de-DE; the first line has to name the "
            f"columns, found {_listed(names)}"
        )
    if not {"id", "path"} & set(names):
        raise SheetError(f"{path}: no column 'id' or 'path', by which files are named; found {_listed(names)}")
    return names


def _listed(names: list[str]) -> str:
    return (", ".join(filter(None, names)) or "nothing")[:200]


def _cells(names: list[str], values: list[str]) -> dict[str, str]:
    padded = [*values, *[""] * (len(names) - len(values))]
    return {name: value.strip() for name, value in zip(names, padded, strict=False) if name}

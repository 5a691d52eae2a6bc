"""Files and folders that appear whole or not at all, and JSON lines read back."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from tts.errors import InputError, OutputError

FormatT = TypeVar("FormatT", bound=Enum)

_KEPT_OF_NAME = 40
"""Characters of a file's name that its unfinished neighbour is called by: names have 255 bytes at most."""


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A binary file that takes the place of `path` when the block ends without an error.

    The bytes go to a temporary file in the same folder, are flushed to the disk and renamed over `path`, so a reader
    sees the old file or the new one, never a part. A link is followed; a device or named pipe is written to directly.

    Raises:
        OutputError: the folder is missing or not writable, or the disk is full.
    """
    target = Path(os.path.realpath(path))
    with _output_errors(path):
        if target.exists() and not target.is_file():
            if target.is_dir():
                raise OutputError(f"cannot write {str(path)!r}: it is a folder; name a file in it")
            with target.open("wb") as device:
                yield device
            return
        with replacing_path(path) as temporary, temporary.open("w+b") as stream:
            yield stream


@contextmanager
def replacing_path(path: Path, *, durable: bool = True) -> Iterator[Path]:
    """Like `replacing`, for those who write to a path: that of an empty file beside `path`.

    Args:
        path: the file to be.
        durable: whether to wait for the disk, which takes its time for thousands of small files; without that, a power
            cut may leave an empty file.

    Raises:
        OutputError: the folder is missing or not writable, or the disk is full.
    """
    target = Path(os.path.realpath(path))
    with _output_errors(path):
        temporary = target.with_name(f".{target.name[:_KEPT_OF_NAME]}.{os.urandom(8).hex()}.part")
        try:  # from before the file is there: a kill may come at once
            os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
            yield temporary
            if target.exists():
                temporary.chmod(target.stat().st_mode & 0o7777)
            if durable:
                _sync(temporary)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        if durable:
            _sync(target.parent)


@contextmanager
def _output_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except (OutputError, BrokenPipeError):
        raise
    except OSError as error:
        hint = "choose another place" if Path(os.path.realpath(path)).parent.is_dir() else "create the folder first"
        raise OutputError(f"cannot write {str(path)!r}: {error.strerror or error}; {hint}") from error


@contextmanager
def replacing_folder(path: Path) -> Iterator[Path]:
    """An empty folder that takes the place of `path` when the block ends without an error, its files on the disk.

    It lies beside `path` until then; what a killed process left there is removed first, or put back if it is the folder
    that was to be replaced. One process at a time.
    """
    aside, before = (path.with_name(f".{path.name}.{what}") for what in ("part", "old"))
    if before.exists() and not path.exists():
        before.rename(path)
    for left in (aside, before):
        shutil.rmtree(left, ignore_errors=True)
    aside.mkdir(parents=True)
    try:
        yield aside
        for written in (*aside.rglob("*"), aside):
            _sync(written)
        if path.exists():  # a whole folder cannot be renamed over another; removing it takes time
            path.rename(before)
        aside.rename(path)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    _sync(path.parent)
    shutil.rmtree(before, ignore_errors=True)


def write_text(path: Path, text: str) -> None:
    """Writes UTF-8 text in one step: readers see the old file or the new one."""
    with replacing(path) as stream:
        stream.write(text.encode())


def json_line(row: Any) -> str:
    """One line of a file of JSON lines, its end included."""
    return json.dumps(row, ensure_ascii=False) + "\n"


def read_rows(path: Path, *, growing: bool = False) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines, such as a manifest; see `numbered_rows`."""
    return [row for _, row in numbered_rows(path, growing=growing)]


def rows_to_continue(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines that goes on growing: a half last line, of a writer that was stopped, goes.

    No other process may be writing to it. A file that is not there has no rows.
    """
    rows = read_rows(path, growing=True) if path.exists() else []
    if path.exists() and not path.read_bytes().endswith(b"\n"):
        write_text(path, "".join(map(json_line, rows)))
    return rows


def numbered_rows(path: Path, *, growing: bool = False) -> list[tuple[int, dict[str, Any]]]:
    """The objects of a file of JSON lines with the numbers of their lines, from 1; empty lines are skipped.

    Lines end at a line feed and nowhere else: texts may hold the other characters that Unicode ends lines with.

    Args:
        path: the file.
        growing: whether half a last line is left out: its writer is at work or was stopped.

    Raises:
        FileNotFoundError: there is no such file.
        InputError: a line is not a JSON object; the message has its number.
    """
    try:
        lines = path.read_bytes().decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8: {error}") from error
    rows: list[tuple[int, dict[str, Any]]] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            if growing and number == len(lines):
                break
            raise InputError(f"{path}, line {number}: not JSON: {error}") from error
        if not isinstance(row, dict):
            raise InputError(f"{path}, line {number}: expected an object with named values, got {line.strip()[:40]!r}")
        rows.append((number, row))
    return rows


def _sync(path: Path) -> None:
    """Flushes a file to the disk, or a folder, so that a rename in it survives a power cut."""
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def format_by_ending(formats: type[FormatT], path: Path, what: str) -> FormatT:
    """The format whose value is the ending of a file, in capitals or not; `what` is written is for the error.

    Raises:
        OutputError: the ending names none.
    """
    try:
        return formats(path.suffix.lower())
    except ValueError:
        *others, last = (str(form.value) for form in formats)
        raise OutputError(
            f"no format of {what} ends like {str(path)!r}: end it in {', '.join(others)} or {last}"
        ) from None

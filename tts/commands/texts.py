"""Texts that the commands are given: whole from files and pipes, or line in, line out."""

from __future__ import annotations

import codecs
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

import click

from tts.encodings import decode
from tts.errors import InputError

_LONE = re.compile(r"[\ud800-\udfff]")
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decoded(data: bytes, name: str) -> str:
    """Text as files hold it: UTF-8, UTF-16, or a code page that is guessed, and told; bytes of none are left out.

    Args:
        data: the bytes.
        name: what messages call them.

    Raises:
        InputError: they are no text, but sound or a picture, or text in UTF-16 that is cut off.
    """
    try:
        found = decode(data)
    except UnicodeDecodeError as error:
        told = f"{name} is not {error.encoding} at byte {error.start}, although it begins so: save it as UTF-8 text"
        raise InputError(told) from error
    if "\0" in found.text:
        raise InputError(f"{name} holds bytes of zero, which no text has: save it as UTF-8 text")
    if found.guess:
        print(f"tts: note: {found.note(name)}; if that is wrong, save it as UTF-8", file=sys.stderr)
    if found.wrong is not None:
        _note_of_bytes(name, found.wrong)
    return _LONE.sub("\N{REPLACEMENT CHARACTER}", found.text)


def text_of_file(source: Path, *, as_written: bool = False) -> str:
    """The text of a file; that of a book or a web page without what is not read aloud.

    Args:
        source: text, Markdown, HTML or EPUB.
        as_written: leave HTML as it is.

    Raises:
        UsageError: the file cannot be read.
        InputError: it holds no text.
    """
    try:
        data = source.read_bytes()
    except OSError as error:
        raise click.UsageError(f"cannot read {str(source)!r}: {error.strerror}") from error
    from tts.documents import converter_for

    convert = None if as_written else converter_for(source)
    return decoded(data, str(source)) if convert is None else convert(data, str(source))


def translate_lines(translate: Callable[[str], str], texts: Iterable[str] = ()) -> None:
    """Write one line to stdout for each text, or if there are none for each line of stdin, as soon as it is read.

    The answer is put on one line whatever it holds.
    """
    output = sys.stdout.buffer
    for line in texts or _lines_of_stdin():
        output.write(" ".join(translate(line).split()).encode("utf-8", "replace") + b"\n")
        output.flush()


def _lines_of_stdin() -> Iterator[str]:
    """Only a line feed ends a line; bytes that are not UTF-8 are read as U+FFFD: one does not stop a long run."""
    stream = sys.stdin.buffer
    first = stream.readline()
    if first.startswith(_UTF16_MARKS):  # its lines do not end where bytes say so
        text = (first + stream.read()).decode("utf-16", "replace")
        yield from (line.rstrip("\r") for line in text.removesuffix("\n").split("\n"))
        return
    told = False
    for number, raw in enumerate(chain([first] if first else [], stream), start=1):
        line = raw.rstrip(b"\r\n")
        try:
            text = line.decode()
        except UnicodeDecodeError as error:
            text = line.decode("utf-8", "replace")
            if not told:  # one note: the other lines of such a file are like it
                _note_of_bytes(f"line {number}", error.start)
                told = True
        yield text if number > 1 else text.removeprefix("\ufeff")


def _note_of_bytes(name: str, position: int) -> None:
    print(f"tts: note: {name} is not UTF-8 (byte {position}): what cannot be read is left out", file=sys.stderr)

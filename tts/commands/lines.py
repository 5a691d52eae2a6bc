"""Line in, line out: what `tts normalize` and `tts phonemize` share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator


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
    for number, raw in enumerate(sys.stdin.buffer):
        line = raw.rstrip(b"\r\n").decode("utf-8", "replace")
        yield line if number else line.removeprefix("\ufeff")

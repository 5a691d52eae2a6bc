"""Line in, line out: what `tts normalize` and `tts phonemize` share."""

from __future__ import annotations

import sys
from collections.abc import Callable


def translate_stdin(translate: Callable[[str], str]) -> None:
    """Write one line to stdout for each line of stdin, as soon as it is read.

    Only a line feed ends a line. The answer is put on one line whatever it holds; bytes that are not UTF-8 are read as
    U+FFFD, so that one bad line does not stop a long run.
    """
    output = sys.stdout.buffer
    first = True
    for raw in sys.stdin.buffer:
        line = raw.rstrip(b"\r\n").decode("utf-8", "replace")
        if first:
            line = line.removeprefix("\ufeff")
            first = False
        output.write(" ".join(translate(line).split()).encode() + b"\n")
        output.flush()

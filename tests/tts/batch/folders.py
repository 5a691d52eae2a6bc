"""What lies in an output folder, for tests."""

from __future__ import annotations

import json
import os
from pathlib import Path

from tts.batch.journal import FILE_NAME

_PAPERS = (".jsonl", ".html", ".txt", ".xml", ".json")


def audio(out: Path) -> dict[str, bytes]:
    """Bytes of every audio file (and of everything else that is no paper), by relative path."""
    files = (path for path in out.rglob("*") if path.is_file() and path.suffix not in _PAPERS)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def stamps(out: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of every audio file that has its final name: both change when a file is made again."""
    found = {}
    for folder, _, names in os.walk(out):  # folders may come and go meanwhile
        for path in (Path(folder) / name for name in names):
            if path.suffix not in (*_PAPERS, ".part"):
                facts = path.stat()
                found[path.relative_to(out).as_posix()] = (facts.st_ino, facts.st_mtime_ns)
    return found


def journal_lines(out: Path) -> list[dict[str, object]]:
    """Complete lines of the journal of a run that may still write."""
    path = out / FILE_NAME
    lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    found = []
    for line in lines:
        try:
            found.append(json.loads(line))
        except ValueError:
            continue  # cut off by a kill
    return found

"""What lies among recordings and gives no text: tables that are not understood, rows without a recording."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from recipes.corpora.layouts import is_hidden
from recipes.enroll.recordings import recording_paths
from recipes.enroll.transcripts import find_transcripts, recordings_of

_TEXTS = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".json", ".jsonl", ".srt", ".vtt", ".docx", ".rtf")
"""Endings of files that may hold what is said."""

_NAMED = 3


def unused_texts(folder: Path, silent: Sequence[Path]) -> list[str]:
    """What to tell whoever brought the recordings, a sentence each.

    Args:
        folder: of the recordings.
        silent: those without a text.
    """
    recordings = recording_paths(folder)
    table = find_transcripts(folder)
    lost = recordings_of(table.rows, recordings, folder)[1] if table else []
    found = [f"{table.path} names recordings that are not here: {_named(lost)}"] if table and lost else []
    beside = {name for path in recordings for name in (path, path.with_suffix(""))}
    unread = [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in _TEXTS and not is_hidden(path, folder)
        if not (table and path == table.path) and not (path.suffix.lower() == ".txt" and path.with_suffix("") in beside)
    ]
    if silent and unread:
        found.append(
            f"nothing is read from {_named(unread)}: texts are taken from a text file beside each recording "
            f"(hello.wav, hello.txt), or from a CSV or TSV table in {folder} whose first line names its columns "
            "(file,text)"
        )
    return found


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more

"""What has been made: `results.jsonl` in the output folder, one JSON object for each file or wrong row, append-only.

The last record of a path counts. A file is done when that record has the key that is wanted now and the file is as the
record says: a killed run goes on where it stopped, and a damaged file is made again. The record of a file is on the
disk before the file appears under its name, so that no finished file is ever made twice.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import PurePosixPath
from typing import Literal

from tts.batch.planning import Job

FILE_NAME = "results.jsonl"
PARTS = "results"
"""Folder of records that are not in `results.jsonl` yet, one file for each path: where several machines write."""

State = Literal["new", "changed", "missing", "done"]

_LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the journal. `status` is ``ok`` or ``error``; a wrong row has no path.

    `duration_s`, `level_db` and `peak_db` describe the audio, `size` and `sha256` the file, `cpu_s` the processor time
    that it took (the synthesis is counted in the first file of a job only). `joined` marks pieces that are played in
    sequence with others. `max_duration_s` is the row's limit, `rate` the factor of speed that came of it, and
    `too_long` says that the file is longer nevertheless; `note` tells what could not be made as it was asked.
    """

    status: str
    line: int
    id: str
    error: str = ""
    path: str = ""
    profile: str = ""
    voice: str = ""
    locale: str = ""
    key: str = ""
    duration_s: float = 0.0
    level_db: float = 0.0
    peak_db: float = 0.0
    size: int = 0
    sha256: str = ""
    cpu_s: float = 0.0
    characters: int = 0
    joined: bool = False
    max_duration_s: float = 0.0
    rate: float = 0.0
    too_long: bool = False
    note: str = ""

    def to_line(self) -> bytes:
        """The record as a line of the journal; empty fields are left out, and long ids and reasons are cut."""
        filled = {name: value for name, value in asdict(self).items() if value not in ("", 0)}
        cut = {"error": self.error, "note": self.note}
        filled |= {"id": self.id[:_LONGEST_NOTE]} | {n: text[:_LONGEST_NOTE] for n, text in cut.items() if text}
        return json.dumps(filled, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


_KINDS: dict[str, type | tuple[type, ...]] = {"str": str, "int": int, "float": (int, float), "bool": bool}
_FIELDS = {field.name: _KINDS[str(field.type)] for field in fields(Record)}


def last_records(lines: Iterable[bytes]) -> dict[str, Record]:
    """The last record of each path; lines that are no records (a kill cut them off) are passed over."""
    records: dict[str, Record] = {}
    for line in lines:
        try:
            content = json.loads(line)
            record = Record(**{name: value for name, value in content.items() if name in _FIELDS})
        except (ValueError, TypeError, AttributeError, RecursionError):
            continue
        if _is_ours(record):
            records[record.path] = record
    return records


def part_name(path: str) -> str:
    """Name of the small file in `PARTS` that holds the record of a path."""
    return f"{bytes_hash(path.encode())[:40]}.json"


def is_part(name: str) -> bool:
    """Whether a file in `PARTS` has a name that `part_name` gives: others belong to somebody else."""
    return re.fullmatch(r"[0-9a-f]{40}\.json", name) is not None


def _is_ours(record: Record) -> bool:
    """Whether the journal's line can be from us: a folder may come from anywhere, and its paths are opened."""
    if not all(isinstance(getattr(record, name), kind) for name, kind in _FIELDS.items()):
        return False
    path = PurePosixPath(record.path)
    return bool(record.path) and record.path.isprintable() and not path.is_absolute() and ".." not in path.parts


def states(jobs: Iterable[Job], records: Mapping[str, Record], intact: Collection[str]) -> dict[str, State]:
    """The state of every output by its path: ``new``, ``changed``, ``missing`` (or damaged), ``done``.

    Args:
        jobs: what is wanted.
        records: the last record of each path.
        intact: paths whose file is as its record says.
    """
    found: dict[str, State] = {}
    for output in (output for job in jobs for output in job.outputs):
        record = records.get(output.path)
        if record is None or record.status != "ok":
            found[output.path] = "new"
        elif record.key != output.key:
            found[output.path] = "changed"
        else:
            found[output.path] = "done" if output.path in intact else "missing"
    return found


def bytes_hash(data: bytes) -> str:
    """SHA-256 in lower-case hex."""
    return hashlib.sha256(data).hexdigest()

"""What has been made: `results.jsonl` in the output folder, one JSON object for each file or wrong row, append-only.

The last record of a path counts. A file is done when that record has the key that is wanted now and the bytes on the
disk have the hash that was written down: a killed run goes on where it stopped, and a damaged file is made again.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Literal

from tts.batch.planning import Job, Output
from tts.errors import OutputError

FILE_NAME = "results.jsonl"

State = Literal["new", "changed", "missing", "done"]


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the journal. `status` is ``ok`` or ``error``; a wrong row has no path.

    `duration_s`, `level_db` and `peak_db` describe the audio, `size` and `sha256` the file, `seconds` the time that
    its synthesis took (counted in the first file of a job only). `joined` marks pieces
    that are played in sequence with others.
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
    seconds: float = 0.0
    characters: int = 0
    joined: bool = False


class Journal:
    """The journal of one output folder, locked against other runs while it is open for writing."""

    def __init__(self, root: Path) -> None:
        """
        Args:
            root: the output folder; has to exist.

        Raises:
            OutputError: another run has it open, or it cannot be written.
        """
        self._path = root / FILE_NAME
        try:
            self._stream: BinaryIO = self._path.open("ab")
        except OSError as error:
            raise OutputError(f"cannot write {str(self._path)!r}: {error.strerror}; choose another folder") from error
        try:
            fcntl.flock(self._stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._stream.close()
            raise OutputError(f"another batch writes to {str(root)!r}: wait for it, or choose another folder") from None
        if self._stream.tell() and not self._path.read_bytes().endswith(b"\n"):
            self._stream.write(b"\n")  # the run before was killed in the middle of a line

    def add(self, records: Iterable[Record]) -> None:
        """Append records and put them on the disk."""
        for record in records:
            filled = {name: value for name, value in asdict(record).items() if value not in ("", 0)}
            self._stream.write(json.dumps(filled, ensure_ascii=False).encode() + b"\n")
        self._stream.flush()
        os.fsync(self._stream.fileno())

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()


def read_journal(root: Path) -> dict[str, Record]:
    """The last record of each path; lines that are no records (a kill cut them off) are passed over."""
    path = root / FILE_NAME
    records: dict[str, Record] = {}
    if not path.is_file():
        return records
    for line in path.read_bytes().splitlines():
        try:
            record = Record(**json.loads(line))
        except (ValueError, TypeError):
            continue
        if record.path:
            records[record.path] = record
    return records


def state_of(output: Output, record: Record | None, root: Path) -> State:
    """Whether the output has to be made: ``new``, ``changed``, ``missing`` (or damaged), or not: ``done``."""
    if record is None:
        return "new"
    if record.status != "ok" or record.key != output.key:
        return "changed" if record.status == "ok" else "new"
    path = root / output.path
    if not path.is_file() or path.stat().st_size != record.size:
        return "missing"
    return "done" if bytes_hash(path.read_bytes()) == record.sha256 else "missing"


def states(jobs: Iterable[Job], records: dict[str, Record], root: Path) -> dict[str, State]:
    """The state of every output, by its path."""
    return {output.path: state_of(output, records.get(output.path), root) for job in jobs for output in job.outputs}


def bytes_hash(data: bytes) -> str:
    """SHA-256 in lower-case hex."""
    return hashlib.sha256(data).hexdigest()

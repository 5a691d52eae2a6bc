"""Outputs in a folder of this machine."""

from __future__ import annotations

import contextlib
import os
from concurrent.futures import Executor
from pathlib import Path

from server.contract import TaskRecord
from server.outputs.place import OpenOutput, as_output_error, harmless, on_thread, segments_of
from tts.errors import OutputError

_LONGEST_NAME = 200
"""Characters of one folder's or file's name; the limit of file systems is 255 bytes."""

_BUFFER = 2**20


class FolderOutputs:
    """Outputs below one folder.

    The bytes go to a file ".TASKID.ATTEMPT.part" beside the place of the output and are renamed over it. A process that
    is killed leaves such a file; the next attempt of the task removes it.
    """

    def __init__(self, root: Path) -> None:
        self._root = root.absolute()

    def uri(self, record: TaskRecord) -> str:
        return self._root.joinpath(record.bucket, *_short(segments_of(record))).as_uri()

    def check(self, record: TaskRecord) -> None:
        """A folder is made when it is needed."""

    def create(self, record: TaskRecord, attempt: int) -> OpenOutput:
        *folders, name = record.bucket, *_short(segments_of(record))
        handle = -1
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            handle = _open_below(self._root, folders)
            for entry in os.listdir(handle):  # noqa: PTH208  # a handle has no Path
                if entry.startswith(f".{record.task_id}.") and entry.endswith(".part"):
                    with contextlib.suppress(FileNotFoundError):
                        os.unlink(entry, dir_fd=handle)
            return _FolderOutput(handle, f".{record.task_id}.{attempt}.part", name)
        except OSError as error:
            if handle >= 0:
                os.close(handle)
            raise OutputError(f"cannot write below {record.bucket!r}: {error.strerror or error}") from error


def _short(segments: list[str]) -> list[str]:
    """Long names as folders of parts of them; the end of the last one, with the task's id, stays whole."""
    *folders, name = segments
    short = [part[i : i + _LONGEST_NAME] for part in folders for i in range(0, len(part), _LONGEST_NAME)]
    while len(name) > _LONGEST_NAME:
        short.append(name[:100])
        name = name[100:]
    return [*harmless(short), name]  # a cut may have left dots alone


def _open_below(root: Path, folders: list[str]) -> int:
    """A handle of the folder below `root`, made if it is missing; no step follows a symbolic link."""
    handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for folder in folders:
            with contextlib.suppress(FileExistsError):
                os.mkdir(folder, dir_fd=handle)
                os.fsync(handle)
            inner = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=handle)
            os.close(handle)
            handle = inner
    except OSError:
        os.close(handle)
        raise
    return handle


class _FolderOutput:
    def __init__(self, folder: int, temporary: str, name: str) -> None:
        self._folder = folder
        self._temporary = temporary
        self._name = name
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        self._file = open(os.open(temporary, flags, 0o666, dir_fd=folder), "wb", _BUFFER)  # noqa: SIM115, PTH123
        self._done = False

    def write(self, data: bytes) -> None:
        with as_output_error():
            self._file.write(data)

    async def commit(self, threads: Executor) -> None:
        await on_thread(threads, self._commit)

    def _commit(self) -> None:
        with as_output_error():
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            os.rename(self._temporary, self._name, src_dir_fd=self._folder, dst_dir_fd=self._folder)
            os.fsync(self._folder)
        self._close()

    def discard(self) -> None:
        if self._done:
            return
        with contextlib.suppress(OSError):
            self._file.close()
        with contextlib.suppress(OSError):
            os.unlink(self._temporary, dir_fd=self._folder)
        self._close()

    def _close(self) -> None:
        self._done = True
        os.close(self._folder)

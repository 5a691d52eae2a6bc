"""Audio and marks that were made before, found by content.

Two tiers. Memory holds what was used last, bounded by bytes. The folder on disk, which is optional, outlives the
process and may be shared by several processes: an entry is one file that appears whole, is checked when it is read, and
is removed when the folder outgrows its bound, the least recently used first. Samples are kept as they were made
(float32), so that a cached answer equals the first one bit for bit.

The key covers everything that the audio depends on: text, kind of text, lexicons, rate, the fingerprint of the voice
and the version of the engine. A new model never answers with the audio of an old one.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import threading
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import numpy as np
from cachetools import LRUCache

import tts
from frontend.types import Span
from server.contract import SpeechRequest
from server.logs import LOGGER
from tts.marks import Mark, MarkType
from tts.synthesizer import Audio
from tts.voice import Voice

Pieces = tuple[Audio, ...]

_MAGIC = b"TTSAUDIO2\n"
_MARK_BYTES = 200  # what one mark costs in memory, about


def content_key(request: SpeechRequest, voice: Voice) -> str:
    """Hex digits that are the same for requests with the same audio and marks, and for no others."""
    content = {
        "engine": tts.__version__,
        "voice": voice.fingerprint,
        "text": request.text,
        "ssml": request.ssml,
        "lexicons": request.lexicons,
        "rate": request.rate,
        "goes_on": request.goes_on,
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def size_of(pieces: Sequence[Audio]) -> int:
    """Bytes of memory, about."""
    return sum(piece.samples.nbytes + _MARK_BYTES * (len(piece.marks) + 1) for piece in pieces)


class AudioCache:
    """Both tiers. Safe for threads; `load` and `store` touch the disk and belong on a thread of their own.

    Args:
        memory_bytes: bound of the first tier; 0 keeps nothing.
        folder: of the second tier; None for none.
        disk_bytes: bound of the second tier.
    """

    def __init__(self, memory_bytes: int, folder: Path | None = None, disk_bytes: int = 0) -> None:
        self._largest_in_memory = memory_bytes // 16
        self._memory: LRUCache[str, Pieces] = LRUCache(max(memory_bytes, 1), getsizeof=size_of)
        self._lock = threading.Lock()
        self._disk = DiskCache(folder, disk_bytes) if folder is not None and disk_bytes > 0 else None
        self.largest_entry = max(self._largest_in_memory, self._disk.largest_entry if self._disk else 0)
        """Bytes; what is larger is kept nowhere."""

    @property
    def has_disk(self) -> bool:
        return self._disk is not None

    def store(self, key: str, pieces: Pieces) -> None:
        """Keeps pieces on the disk."""
        if self._disk:
            self._disk.put(key, pieces)

    def get(self, key: str) -> Pieces | None:
        """From memory."""
        with self._lock:
            return self._memory.get(key)

    def load(self, key: str) -> Pieces | None:
        """From the disk, into memory."""
        pieces = self._disk.get(key) if self._disk else None
        if pieces is not None:
            self.remember(key, pieces)
        return pieces

    def remember(self, key: str, pieces: Pieces) -> None:
        """Keeps pieces in memory; nobody may change them afterwards."""
        for piece in pieces:
            piece.samples.flags.writeable = False
        if size_of(pieces) <= self._largest_in_memory:
            with self._lock:
                self._memory[key] = pieces


class DiskCache:
    """A folder of entries. Whatever goes wrong with a file makes it a miss: the audio is simply made again.

    The bound is that of the folder, however many processes use it: the file "size" says how large it is, and whoever
    adds an entry holds that file locked. Where it says nothing, or the bound is reached, the entries are counted.
    """

    def __init__(self, folder: Path, limit_bytes: int) -> None:
        self._folder = folder
        self._limit = limit_bytes
        self.largest_entry = limit_bytes // 4
        try:
            folder.mkdir(0o700, parents=True, exist_ok=True)  # what is spoken may be private
            with self._size_file() as file:
                _write_size(file, self._sweep(limit_bytes, limit_bytes))
        except OSError as error:
            LOGGER.warning("nothing new can be kept in the cache on the disk", exc_info=error)

    def get(self, key: str) -> Pieces | None:
        path = self._path(key)
        try:
            data = path.read_bytes()
            pieces = _decode(data)
            os.utime(path)  # the time of its last use
        except (OSError, ValueError, KeyError, zlib.error):
            return None
        return pieces

    def put(self, key: str, pieces: Pieces) -> None:
        data = _encode(pieces)
        if len(data) > self.largest_entry:
            return
        path = self._path(key)
        temporary = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}.part")
        try:
            path.parent.mkdir(exist_ok=True)
            temporary.write_bytes(data)
            with self._size_file() as file:
                _write_size(file, self._make_room(_read_size(file), len(data)) + len(data))
                temporary.replace(path)
        except OSError:
            with suppress(OSError):
                temporary.unlink()

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key

    @contextmanager
    def _size_file(self) -> Iterator[IO[bytes]]:
        """The file with the folder's size, locked against other processes and threads."""
        with (self._folder / "size").open("a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file

    def _make_room(self, size: int | None, length: int) -> int:
        """The folder's size when there is room for so many bytes more."""
        if size is not None and size + length <= self._limit:
            return size
        return self._sweep(self._limit - length, int(0.9 * self._limit) - length)

    def _sweep(self, most: int, target: int) -> int:
        """If there are more than `most` bytes, removes the oldest entries until `target` are left; what is left."""
        entries: list[tuple[float, int, Path]] = []
        for path in self._folder.glob("??/*"):
            with suppress(OSError):
                state = path.stat()
                # A part that nobody has written to for an hour was left by a process that was killed.
                if path.suffix == ".part" and time.time() - state.st_mtime > 3_600:
                    path.unlink()
                elif path.suffix != ".part":
                    entries.append((state.st_mtime, state.st_size, path))
        size = sum(entry[1] for entry in entries)
        if size <= most:
            return size
        for _, length, path in sorted(entries):
            if size <= target:
                break
            with suppress(OSError):
                path.unlink()
            size -= length
        return size


def _read_size(file: IO[bytes]) -> int | None:
    """None if the process that wrote it was killed meanwhile."""
    file.seek(0)
    text = file.read()
    return int(text) if text.isdigit() else None


def _write_size(file: IO[bytes], size: int) -> None:
    file.truncate(0)
    file.write(b"%d" % size)


def _encode(pieces: Pieces) -> bytes:
    head = json.dumps(
        [
            {
                "rate": piece.sample_rate,
                "samples": len(piece.samples),
                "marks": [_mark_to_json(mark) for mark in piece.marks],
                "notes": piece.notes,
            }
            for piece in pieces
        ]
    ).encode()
    body = head + b"\n" + b"".join(piece.samples.astype("<f4").tobytes() for piece in pieces)
    return _MAGIC + b"%08x\n" % zlib.crc32(body) + body


def _decode(data: bytes) -> Pieces:
    """Raises ValueError or KeyError if the file is not whole."""
    start = len(_MAGIC) + 9
    if data[: len(_MAGIC)] != _MAGIC or int(data[len(_MAGIC) : start], 16) != zlib.crc32(memoryview(data)[start:]):
        raise ValueError("not a whole entry")
    end = data.index(b"\n", start)
    pieces: list[Audio] = []
    position = end + 1
    for record in json.loads(data[start:end]):
        count = int(record["samples"])
        samples = np.frombuffer(data, "<f4", count, position).astype(np.float32)
        position += 4 * count
        marks = tuple(_mark_from_json(mark) for mark in record["marks"])
        pieces.append(Audio(samples, int(record["rate"]), marks, tuple(record["notes"])))
    return tuple(pieces)


def _mark_to_json(mark: Mark) -> list[object]:
    return [mark.type.value, mark.time_s, mark.end_s, mark.span.start, mark.span.end, mark.value]


def _mark_from_json(values: list[Any]) -> Mark:
    kind, time_s, end_s, start, end, value = values
    return Mark(MarkType(kind), float(time_s), float(end_s), Span(int(start), int(end)), str(value))

"""Where a batch lies: a folder of this machine, or any place that fsspec reaches (shared folder, S3, Azure, Google).

A `Store` writes files that appear whole or not at all, each after its record, and tells what is there. Stores are sent
to worker processes and to the machines of a cluster, so they hold nothing but an address.
"""

from __future__ import annotations

import fcntl
import os
import re
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tts.batch.extras import MissingExtraError, extra
from tts.batch.journal import FILE_NAME, PARTS, Record, bytes_hash, is_part, last_records, part_name
from tts.batch.planning import check_inside
from tts.errors import InputError, OutputError
from tts.files import replacing

_ATOMIC = ("s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "memory")
"""Protocols where a whole object appears at once; elsewhere a file is written aside and renamed."""


_HALF_WRITTEN = re.compile(r"\..+\.part|.+\.\d+\.part")
"""Names of files that are written aside: by `replacing`, and by `UrlStore` where no rename takes a place."""


class Store(ABC):
    """The place of one batch. Paths are relative to it, with forward slashes."""

    address: str

    @abstractmethod
    def records(self) -> dict[str, Record]:
        """The last record of each path."""

    @abstractmethod
    def intact(self, records: Mapping[str, Record]) -> set[str]:
        """Paths whose file is there as its record says."""

    @abstractmethod
    def exists(self, paths: Iterable[str]) -> set[str]:
        """Those of the paths that are files."""

    @abstractmethod
    def write(self, path: str, data: bytes, record: Record | None = None) -> None:
        """Write a file; its record is kept before it appears.

        Raises:
            InputError: a link leads out of the store.
            OutputError: it cannot be written.
        """

    @abstractmethod
    def remove(self, path: str) -> bool:
        """Remove a file; whether it was done: a link was made by somebody else, and stays.

        Raises:
            InputError: a link leads out of the store.
            OutputError: it cannot be removed.
        """

    @abstractmethod
    def note(self, records: Iterable[Record]) -> None:
        """Keep records that belong to no file."""

    @abstractmethod
    def run(self, paths: Iterable[str]) -> AbstractContextManager[None]:
        """Context in which a run may write: clears what a killed one left beside these paths, and orders the journal.

        Raises:
            OutputError: the store cannot be written, or another run is busy in it.
        """

    def check(self, path: str) -> None:  # noqa: B027  # a store without links has nothing to check
        """Refuse a path that leads out of the store.

        Raises:
            InputError: it does.
        """


@dataclass(frozen=True, slots=True)
class FolderStore(Store):
    """A folder of this machine. Every process appends to the one journal, a line with each write."""

    root: Path

    @property
    def address(self) -> str:  # type: ignore[override]
        return str(self.root)

    def records(self) -> dict[str, Record]:
        path = self.root / FILE_NAME
        lines = path.read_bytes().split(b"\n") if path.is_file() else []
        return last_records([*lines, *(part.read_bytes() for part in self._parts())])

    def intact(self, records: Mapping[str, Record]) -> set[str]:
        return {path for path, record in records.items() if self._is_intact(self.root / path, record)}

    @staticmethod
    def _is_intact(path: Path, record: Record) -> bool:
        try:
            return path.stat().st_size == record.size and bytes_hash(path.read_bytes()) == record.sha256
        except OSError:
            return False

    def exists(self, paths: Iterable[str]) -> set[str]:
        return {path for path in paths if (self.root / path).is_file()}

    def check(self, path: str) -> None:
        check_inside(self.root, path)

    def write(self, path: str, data: bytes, record: Record | None = None) -> None:
        target = check_inside(self.root, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        with replacing(target) as stream:
            stream.write(data)
            if record is not None:
                self.note([record])

    def remove(self, path: str) -> bool:
        target = check_inside(self.root, path)
        if target.is_symlink():
            return False
        try:
            target.unlink()
        except OSError as error:
            raise OutputError(f"cannot remove {str(target)!r}: {error.strerror}; remove it by hand") from error
        return True

    def note(self, records: Iterable[Record]) -> None:
        data = b"".join(record.to_line() for record in records)
        if not data:
            return
        with (self.root / FILE_NAME).open("ab", buffering=0) as stream:
            while data:  # one write in append mode, so lines of several processes do not mix; a full disk takes a part
                data = data[stream.write(data) :]
            os.fsync(stream.fileno())

    @contextmanager
    def run(self, paths: Iterable[str]) -> Iterator[None]:
        path = check_inside(self.root, FILE_NAME)
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            stream = path.open("a+b")
        except OSError as error:
            raise OutputError(f"cannot write {str(path)!r}: {error.strerror}; choose another folder") from error
        with stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise OutputError(
                    f"another batch writes to {str(self.root)!r}: wait for it, or choose another folder"
                ) from None
            stream.seek(0)
            content = stream.read()
            if content and not content.endswith(b"\n"):
                stream.write(b"\n")  # the run before was killed in the middle of a line
                stream.flush()
            self._sweep({self.root / PARTS, *((self.root / path).parent for path in paths)})
            self._merge_parts()
            yield

    @staticmethod
    def _sweep(folders: Collection[Path]) -> None:
        """Remove what a killed run has left half-written; nobody else is writing."""
        for folder in folders:
            for part in () if folder.is_symlink() else folder.glob(".*.part"):
                part.unlink(missing_ok=True)

    def _merge_parts(self) -> None:
        parts = self._parts()
        self.note(last_records(part.read_bytes() for part in parts).values())
        for part in parts:
            part.unlink(missing_ok=True)
        _drop_folder(self.root / PARTS)

    def _parts(self) -> list[Path]:
        folder = self.root / PARTS
        if folder.is_symlink():
            return []
        return sorted(part for part in folder.glob("*.json") if is_part(part.name) and not part.is_symlink())


class UrlStore(Store):
    """A place that several machines write to, through fsspec.

    Nothing can be appended to there: each record is a small file of its own in `results/`, written before the file that
    it tells of, and at the end of a run all are gathered into `results.jsonl`. Two runs at once are not kept apart;
    they would write the same bytes.
    """

    def __init__(self, url: str) -> None:
        """
        Args:
            url: such as ``s3://bucket/prompts`` or ``file:///mnt/prompts``.

        Raises:
            InputError: fsspec does not know the protocol.
            MissingExtraError: a package is missing.
        """
        self.address = url.rstrip("/")
        self._protocol = urlsplit(url).scheme
        self._files, self._root = _file_system(self.address, self._protocol)
        self._loose: list[Record] = []

    def __reduce__(self) -> tuple[type[UrlStore], tuple[str]]:
        return UrlStore, (self.address,)

    def records(self) -> dict[str, Record]:
        with _told(self.address):
            journal = self._read(FILE_NAME)
            return last_records([*journal.split(b"\n"), *self._parts().values()])

    def intact(self, records: Mapping[str, Record]) -> set[str]:
        sizes = self._sizes()
        return {path for path, record in records.items() if record.size and sizes.get(path) == record.size}

    def exists(self, paths: Iterable[str]) -> set[str]:
        return set(paths) & set(self._sizes())

    def check(self, path: str) -> None:
        if self._protocol == "file":
            check_inside(Path(self._root), path)

    def write(self, path: str, data: bytes, record: Record | None = None) -> None:
        with _told(self.address):
            self.check(path)
            if record is not None:
                self._put(f"{PARTS}/{part_name(path)}", record.to_line())
            self._put(path, data)

    def remove(self, path: str) -> bool:
        with _told(self.address):
            self._files.rm_file(f"{self._root}/{path}")
        return True

    def note(self, records: Iterable[Record]) -> None:
        self._loose += records

    @contextmanager
    def run(self, paths: Iterable[str]) -> Iterator[None]:
        folders = {PARTS, *(path.rpartition("/")[0] for path in paths)}
        self._sweep(folders)
        self._gather()
        try:
            yield
        finally:
            self._sweep(folders)  # a machine of the cluster may have died in this run
            self._gather()

    def _sweep(self, folders: Collection[str]) -> None:
        """Remove what killed writers have left half-written."""
        with _told(self.address):
            for path in self._list("") if self._protocol not in _ATOMIC else ():
                folder, _, name = path.rpartition("/")
                if folder in folders and _HALF_WRITTEN.fullmatch(name):
                    self._files.rm_file(f"{self._root}/{path}")

    def _gather(self) -> None:
        """All records into one journal; only then are the small files removed, so nothing is lost on the way."""
        with _told(self.address):
            parts = self._parts()
            if not parts and not self._loose:
                return
            new = b"".join([*(record.to_line() for record in self._loose), *parts.values()])
            self._put(FILE_NAME, self._read(FILE_NAME) + new)
            self._loose.clear()
            if parts:
                self._files.rm(list(parts))
            if self._protocol == "file":
                _drop_folder(Path(self._root) / PARTS)

    def _parts(self) -> dict[str, bytes]:
        names = [f"{self._root}/{path}" for path in self._list(PARTS) if is_part(path.rpartition("/")[2])]
        return dict(sorted(self._files.cat(names).items())) if names else {}

    def _read(self, path: str) -> bytes:
        try:
            content: bytes = self._files.cat_file(f"{self._root}/{path}")
        except FileNotFoundError:
            return b""
        return content

    def _put(self, path: str, data: bytes) -> None:
        full = f"{self._root}/{path}"
        if self._protocol in _ATOMIC:
            self._files.pipe_file(full, data)
            return
        self._files.makedirs(full.rpartition("/")[0], exist_ok=True)
        if self._protocol == "file":
            with replacing(Path(full)) as stream:
                stream.write(data)
            return
        aside = f"{full}.{os.getpid()}.part"
        self._files.pipe_file(aside, data)
        self._files.mv(aside, full)

    def _sizes(self) -> dict[str, int]:
        with _told(self.address):
            return {path: int(facts["size"]) for path, facts in self._list("").items()}

    def _list(self, below: str) -> dict[str, dict[str, Any]]:
        """Facts of every file, by path."""
        start = f"{self._root}/{below}".rstrip("/")
        self._files.invalidate_cache()  # other machines write here too
        found = self._files.find(start, detail=True)
        return {path[len(self._root) + 1 :]: facts for path, facts in found.items()}


def _drop_folder(folder: Path) -> None:
    with suppress(OSError):  # it is not there, or holds something that is not ours
        folder.rmdir()


def open_store(place: str, shared: bool = False) -> Store:
    """The store at a folder or URL.

    Args:
        place: a path, or a URL with a protocol of fsspec.
        shared: several machines write to it.

    Raises:
        InputError: the place is empty.
        InputError, MissingExtraError: see `UrlStore`.
    """
    if not place.strip():  # an empty variable of a script would scatter the files over the present folder
        raise InputError("the output folder has no name: give one with --output-dir, or . for this one")
    if "://" not in place:
        return UrlStore(Path(place).absolute().as_uri()) if shared else FolderStore(Path(place))
    if urlsplit(place).scheme == "file" and not shared:
        return FolderStore(Path(unquote(urlsplit(place).path)))
    return UrlStore(place)


def _file_system(url: str, protocol: str) -> tuple[Any, str]:
    fsspec = extra("fsspec", f"writing to {url}", "ray")
    try:
        files, root = fsspec.url_to_fs(unquote(url) if protocol == "file" else url)
    except ValueError as error:
        raise InputError(f"cannot write to {url!r}: {error}") from error
    except ImportError as error:
        try:
            register = extra("obstore.fsspec", f"writing to {url}", "ray").register
        except MissingExtraError:
            raise MissingExtraError(f"cannot write to {url!r}: {error}, or pip install '.[ray]'") from error
        register(protocol)
        files, root = fsspec.url_to_fs(url)
    return files, str(root).rstrip("/")


@contextmanager
def _told(address: str) -> Iterator[None]:
    """Errors of the other side as one line."""
    try:
        yield
    except (InputError, OutputError):
        raise
    except Exception as error:
        first = next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)
        raise OutputError(f"cannot reach or write {address!r}: {first[:300]}; check address and access keys") from error

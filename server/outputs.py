"""Where the outputs of tasks go: a folder, or an object store. An output appears whole or not at all.

A task's output has the name that Amazon Polly gives it: PREFIX.TASKID.ENDING in the bucket of the request.
`output_root` says where the buckets are:

| output_root        | place                           | OutputUri                                    |
|--------------------|---------------------------------|----------------------------------------------|
| empty, or a folder | FOLDER/BUCKET/NAME              | file:///FOLDER/BUCKET/NAME                   |
| s3://              | the bucket of the request       | https://s3.REGION.amazonaws.com/BUCKET/NAME, |
|                    |                                 | or `s3_endpoint`/BUCKET/NAME                 |
| s3://STORE/PREFIX  | STORE, under PREFIX/BUCKET/NAME | as above, with STORE as the bucket           |

The prefix comes from the caller and may hold "..", "//" and a leading slash. It can never lead out of the root: empty
segments are dropped, "." and ".." become names ("%2E"), and in a folder every step refuses symbolic links, so that what
others place there leads nowhere either.

Object stores are reached through obstore (object_store in Rust): single puts, or multi-part uploads for large files,
both of which appear at the end only, and which are given up when their task is cancelled. s3fs would be the usual
choice, but it pins one old botocore. Credentials come from the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY,
AWS_REGION) or the machine's role.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, ParamSpec, Protocol, TypeVar
from urllib.parse import quote, urlsplit

from server.config import Settings, SettingsError
from server.contract import TaskRecord
from server.formats import FORMATS
from server.logs import LOGGER
from tts.errors import OutputError

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig, S3Config, S3Store


ParametersT = ParamSpec("ParametersT")
ResultT = TypeVar("ResultT")


class MissingBucketError(OutputError):
    """There is no such bucket; trying again does not help."""


LOOK_S = 5.0
"""Seconds that looking for a place may take: a caller waits for it."""

_REQUEST_S = 120.0
"""Seconds of one request of an upload: for a whole small object, or a part of five megabytes."""

_LONGEST_NAME = 200
"""Characters of one folder's or file's name; the limit of file systems is 255 bytes."""

_BUFFER = 2**20


async def on_thread(
    threads: Executor, work: Callable[ParametersT, ResultT], *args: ParametersT.args, **kwargs: ParametersT.kwargs
) -> ResultT:
    """Does blocking work. Cancelling waits for its end, so that nothing works on a file that is being discarded."""
    future = asyncio.get_running_loop().run_in_executor(threads, lambda: work(*args, **kwargs))
    try:
        return await asyncio.shield(future)
    except asyncio.CancelledError:
        await asyncio.wait([future])
        raise


class Output(Protocol):
    """One output in the making. Call `commit` or `discard`; `write` and `discard` block."""

    def write(self, data: bytes) -> None:
        """Appends bytes.

        Raises:
            OutputError: they cannot be written.
        """

    async def commit(self, threads: Executor) -> None:
        """Makes the output appear, in place of what was there, and safe against a power cut.

        It may be cancelled: what waits for another machine is given up at once.

        Args:
            threads: for what blocks.

        Raises:
            OutputError: it cannot be written.
        """

    def discard(self) -> None:
        """Leaves nothing behind; does nothing after `commit`."""


class Outputs(Protocol):
    """A place for outputs."""

    def uri(self, record: TaskRecord) -> str:
        """Where the output of a task will be."""

    def check(self, record: TaskRecord) -> None:
        """Looks whether there is a place for the output of a task, as far as that can be told now; may block.

        Raises:
            MissingBucketError: there is none.
        """

    def create(self, record: TaskRecord, attempt: int) -> Output:
        """Begins the output of a task, and removes what earlier attempts left.

        Raises:
            OutputError: there is no way to write there.
        """


def open_outputs(settings: Settings) -> Outputs:
    """The place that the settings name.

    Raises:
        SettingsError: there is no such kind of place.
    """
    root = settings.output_root
    scheme = urlsplit(root).scheme
    if scheme == "s3":
        return S3Outputs(root, settings.s3_endpoint, settings.data_dir)
    if scheme == "file":
        return FolderOutputs(Path(urlsplit(root).path))
    if scheme:
        raise SettingsError(f"output_root is {root!r}: use a folder, file:///FOLDER, s3:// or s3://BUCKET/PREFIX")
    return FolderOutputs(Path(root) if root else settings.data_dir / "outputs")


def segments_of(record: TaskRecord) -> list[str]:
    """The parts of an output's name, each of them harmless."""
    name = f"{record.key_prefix}.{record.task_id}" if record.key_prefix else record.task_id
    return _harmless(part for part in f"{name}.{FORMATS[record.output_format].ending}".split("/") if part)


def _harmless(segments: Iterable[str]) -> list[str]:
    """With names in place of "." and ".."."""
    return [part.replace(".", "%2E") if part in (".", "..") else part for part in segments]


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

    def create(self, record: TaskRecord, attempt: int) -> Output:
        *folders, name = record.bucket, *_short(segments_of(record))
        handle = -1
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            handle = _enter(self._root, folders)
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
    return [*_harmless(short), name]  # a cut may have left dots alone


def _enter(root: Path, folders: list[str]) -> int:
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
        with _as_output_error():
            self._file.write(data)

    async def commit(self, threads: Executor) -> None:
        await on_thread(threads, self._commit)

    def _commit(self) -> None:
        with _as_output_error():
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


@dataclass(frozen=True, slots=True)
class _Place:
    bucket: str
    key: str
    region: str


class S3Outputs:
    """Outputs in an S3-compatible store.

    The bytes wait in a file without a name, which no kill can leave behind, and are then uploaded.

    Args:
        root: "s3://" or "s3://BUCKET/PREFIX".
        endpoint: URL of the store; Amazon's if empty.
        spool: folder for the files that wait.
    """

    def __init__(self, root: str, endpoint: str, spool: Path) -> None:
        parts = urlsplit(root)
        self._bucket = parts.netloc
        self._prefix = [part for part in parts.path.split("/") if part]
        self._endpoint = endpoint.rstrip("/")
        self._spool = spool

    def uri(self, record: TaskRecord) -> str:
        place = self._place(record)
        base = self._endpoint or f"https://s3.{place.region}.amazonaws.com"
        return f"{base}/{place.bucket}/{quote(place.key, safe=_UNQUOTED)}"

    def create(self, record: TaskRecord, attempt: int) -> Output:
        with _as_output_error():
            self._spool.mkdir(parents=True, exist_ok=True)
            return _S3Output(self, record, tempfile.TemporaryFile(dir=self._spool))

    def check(self, record: TaskRecord) -> None:
        import obstore

        try:
            with _as_bucket_error(self._place(record).bucket):
                store = self._store(record, LOOK_S, {"max_retries": 0})
                next(iter(obstore.list(store, "no object has this prefix/", chunk_size=1)), None)
        except MissingBucketError:
            raise
        except OutputError as error:  # a key that may only write, or a store that is away
            LOGGER.warning("cannot look at the bucket of a task", exc_info=error)

    async def upload(self, record: TaskRecord, file: IO[bytes], threads: Executor) -> None:
        """Puts the whole file; the object appears at the end. Cancelling closes the connections."""
        import obstore

        place = self._place(record)
        with _as_bucket_error(place.bucket):
            attributes = {"Content-Type": FORMATS[record.output_format].media_type}
            store = await on_thread(threads, self._store, record, _REQUEST_S)  # it reads certificates
            await obstore.put_async(store, place.key, file, attributes=attributes)

    def _store(self, record: TaskRecord, timeout_s: float, retries: RetryConfig | None = None) -> S3Store:
        from obstore.store import S3Store

        place = self._place(record)
        config: S3Config = {"region": place.region}
        if self._endpoint:
            config["endpoint"] = self._endpoint
        options: ClientConfig = {"allow_http": True, "timeout": f"{timeout_s:g}s"}
        return S3Store(place.bucket, config=config, client_options=options, retry_config=retries)

    def _place(self, record: TaskRecord) -> _Place:
        # A store of one's own usually knows one region only, whatever the caller signed for.
        fixed = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
        region = (fixed or "us-east-1") if self._endpoint else record.region
        if self._bucket:
            return _Place(self._bucket, "/".join([*self._prefix, record.bucket, *segments_of(record)]), region)
        return _Place(record.bucket, "/".join(segments_of(record)), region)


@contextlib.contextmanager
def _as_bucket_error(bucket: str) -> Iterator[None]:
    """Errors of the object store, whose own text names the store and the client's inner state."""
    from obstore.exceptions import BaseError

    try:
        yield
    except (BaseError, OSError, ValueError) as error:
        if "NoSuchBucket" in str(error):  # the client passes the code of S3 on in its text only
            raise MissingBucketError(f"there is no bucket {bucket!r}") from error
        raise OutputError(f"cannot write to the bucket {bucket!r}") from error


_UNQUOTED = "/!-_.*'():;$@=+,&"  # what a key of Polly may hold and a URL's path as well


class _S3Output:
    def __init__(self, outputs: S3Outputs, record: TaskRecord, file: IO[bytes]) -> None:
        self._outputs = outputs
        self._record = record
        self._file = file

    def write(self, data: bytes) -> None:
        with _as_output_error():
            self._file.write(data)

    async def commit(self, threads: Executor) -> None:
        with _as_output_error():
            self._file.seek(0)
        await self._outputs.upload(self._record, self._file, threads)
        self._file.close()

    def discard(self) -> None:
        self._file.close()


@contextlib.contextmanager
def _as_output_error() -> Iterator[None]:
    try:
        yield
    except OutputError:
        raise
    except OSError as error:
        raise OutputError(f"cannot write the output: {error.strerror or error}") from error

"""Outputs in an object store.

Stores are reached through obstore (object_store in Rust): single puts, or multi-part uploads for large files, both of
which appear at the end only, and which are given up when their task is cancelled. s3fs would be the usual choice, but
it pins one old botocore. Credentials come from the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION)
or the machine's role.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING
from urllib.parse import quote, urlsplit

from server.contract import TaskRecord
from server.formats import FORMATS
from server.logs import LOGGER
from server.outputs.place import MissingBucketError, OpenOutput, as_output_error, on_thread, segments_of
from tts.errors import OutputError

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig, S3Config, S3Store

LOOK_S = 5.0
"""Seconds that looking for a place may take: a caller waits for it."""

_REQUEST_S = 120.0
"""Seconds of one request of an upload: for a whole small object, or a part of five megabytes."""

_UNQUOTED = "/!-_.*'():;$@=+,&"  # what a key of Polly may hold and a URL's path as well


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

    def create(self, record: TaskRecord, attempt: int) -> OpenOutput:
        with as_output_error():
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


class _S3Output:
    def __init__(self, outputs: S3Outputs, record: TaskRecord, file: IO[bytes]) -> None:
        self._outputs = outputs
        self._record = record
        self._file = file

    def write(self, data: bytes) -> None:
        with as_output_error():
            self._file.write(data)

    async def commit(self, threads: Executor) -> None:
        with as_output_error():
            self._file.seek(0)
        await self._outputs.upload(self._record, self._file, threads)
        self._file.close()

    def discard(self) -> None:
        self._file.close()


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

"""What every place for outputs has in common: what it does, what goes wrong, and the names of outputs."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from typing import ParamSpec, Protocol, TypeVar

from server.contract import TaskRecord
from server.formats import FORMATS
from tts.errors import OutputError

ParametersT = ParamSpec("ParametersT")
ResultT = TypeVar("ResultT")


class MissingBucketError(OutputError):
    """There is no such bucket; trying again does not help."""


class OpenOutput(Protocol):
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

    def create(self, record: TaskRecord, attempt: int) -> OpenOutput:
        """Begins the output of a task, and removes what earlier attempts left.

        Raises:
            OutputError: there is no way to write there.
        """


def segments_of(record: TaskRecord) -> list[str]:
    """The parts of an output's name, each of them harmless."""
    name = f"{record.key_prefix}.{record.task_id}" if record.key_prefix else record.task_id
    return harmless(part for part in f"{name}.{FORMATS[record.output_format].ending}".split("/") if part)


def harmless(segments: Iterable[str]) -> list[str]:
    """With names in place of "." and ".."."""
    return [part.replace(".", "%2E") if part in (".", "..") else part for part in segments]


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


@contextlib.contextmanager
def as_output_error() -> Iterator[None]:
    """Errors of the system become those of an output."""
    try:
        yield
    except OutputError:
        raise
    except OSError as error:
        raise OutputError(f"cannot write the output: {error.strerror or error}") from error

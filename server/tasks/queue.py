"""`SqlTaskQueue`: the workers of one process."""

from __future__ import annotations

import asyncio
import functools
import os
import secrets
import socket
from collections import Counter
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

from frontend.errors import FrontendError
from server import logs, notes
from server.config import Settings
from server.contract import Engine, Overloaded, TaskRecord, TaskStatus
from server.errors import ApiError
from server.logs import LOGGER
from server.notices import NoticeSender, Webhooks, message
from server.outputs import LOOK_S, MissingBucketError, Outputs
from server.store.tasks import Lease, SqlTaskStore
from server.tasks.observer import TaskObserver
from server.tasks.work import write_output
from tts.errors import InputError, OutputError

ResultT = TypeVar("ResultT")

POLL_S = 1.0
"""How often a worker without work looks for tasks that other processes took in or left."""

MOST_STARTS = 25
"""A task that was begun so often and never ended is given up."""

MOST_FAULTS = 6
"""Attempts when the output cannot be written, or something unforeseen happens; together they take three minutes."""

FIRST_REST_S = 5.0
"""Rest after the first of them; it doubles."""

LONGEST_REST_S = 60.0
"""Of a loop whose work fails time after time: the rest doubles from `POLL_S` up to this."""

_RESERVED_PART = 8
"""One place in so many is kept for callers with no task that waits, so that one caller cannot shut out all others."""

_PURGE_S = 3600.0
_BUSY_RETRY_S = 30.0


class SqlTaskQueue:
    """The `server.contract.TaskQueue` of the service.

    Args:
        settings: `task_workers`, `task_queue_size`, `task_lease_s`.
        store: the tasks.
        engine: speaks them.
        outputs: where their outputs go.
        webhooks: who is told.
    """

    def __init__(
        self, settings: Settings, store: SqlTaskStore, engine: Engine, outputs: Outputs, webhooks: Webhooks
    ) -> None:
        self._settings = settings
        self._store = store
        self._engine = engine
        self._outputs = outputs
        self._webhooks = webhooks
        self.observer = TaskObserver()
        """May be replaced before the start."""
        # No two processes ever have the same name, not even those that get the same number in a container.
        self._owner = f"{socket.gethostname()[:100]}:{os.getpid()}:{secrets.token_hex(8)}"
        self._news = asyncio.Event()
        self._endings = asyncio.Event()
        self._closing = asyncio.Event()
        self._stumbles: Counter[str] = Counter()
        """How often each kind of work has failed since it last succeeded."""
        self._loops: list[asyncio.Task[None]] = []
        self._workers: list[asyncio.Task[None]] = []
        self._threads: ThreadPoolExecutor | None = None
        # Threads of their own: a store that hangs once took all those that code audio.
        self._looks = ThreadPoolExecutor(4, thread_name_prefix="buckets")

    async def start(self) -> None:
        """Takes up what a former process left."""
        count = self._settings.task_workers
        self._threads = ThreadPoolExecutor(count + 1, thread_name_prefix="outputs")
        self._workers = [asyncio.create_task(self._work()) for _ in range(count)]
        if count:
            self._loops = [asyncio.create_task(self._notify()), asyncio.create_task(self._purge())]

    async def close(self, grace_s: float) -> None:
        """Starts nothing new; what cannot finish within `grace_s` seconds is given back, to run again."""
        self._closing.set()
        self._news.set()
        if self._workers:
            await asyncio.wait(self._workers, timeout=grace_s)
        for task in (*self._workers, *self._loops):
            task.cancel()
        await asyncio.gather(*self._workers, *self._loops, return_exceptions=True)
        if self._threads is not None:
            self._threads.shutdown()
        self._looks.shutdown(wait=False, cancel_futures=True)

    async def submit(self, record: TaskRecord) -> TaskRecord:
        """Stores a valid task to be run and returns it with its `output_uri`.

        Raises:
            Overloaded: too many tasks wait.
            MissingBucketError: there is no place for the output.
        """
        waiting, places = await self._store.waiting(), self._settings.task_queue_size
        reserved = places // _RESERVED_PART
        if waiting >= places or (waiting >= places - reserved and await self._store.waiting(record.caller)):
            raise Overloaded(_BUSY_RETRY_S)
        await self._look(record)
        record = replace(record, output_uri=self._outputs.uri(record))
        await self._store.add(record)
        self._news.set()
        return record

    async def _look(self, record: TaskRecord) -> None:
        """Asks for the place of an output, for a while: a store that hangs holds up neither the caller nor any speech.

        Raises:
            MissingBucketError: there is none.
        """
        looking = asyncio.get_running_loop().run_in_executor(self._looks, self._outputs.check, record)
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK_S):
                await looking

    # Loops.

    async def _work(self) -> None:
        while not self._closing.is_set():
            self._news.clear()
            claim = functools.partial(self._store.claim, self._owner, self._settings.task_lease_s)
            lease = await self._patiently("claim", claim, LONGEST_REST_S, self._news)
            if lease is not None:
                await self._patiently("run", functools.partial(self._run, lease))
            elif not self._closing.is_set():
                await _wait(self._news, POLL_S)

    async def _notify(self) -> None:
        sender = NoticeSender(self._webhooks, self._store.notices, self.observer.notified)
        on_their_way: set[asyncio.Task[None]] = set()

        def ended(task: asyncio.Task[None]) -> None:
            on_their_way.discard(task)
            self._endings.set()  # there may be another one for its receiver

        try:
            while True:
                self._endings.clear()
                notice = await self._patiently("claim notice", sender.claim, LONGEST_REST_S)
                if notice is not None:
                    task = asyncio.create_task(self._patiently("deliver", functools.partial(sender.deliver, notice)))
                    on_their_way.add(task)
                    task.add_done_callback(ended)
                    continue
                await _wait(self._endings, POLL_S)
        finally:
            for task in on_their_way:
                task.cancel()
            await asyncio.gather(*on_their_way, return_exceptions=True)
            await sender.close()

    async def _purge(self) -> None:
        while True:
            await self._patiently("purge", self._store.purge)
            await asyncio.sleep(_PURGE_S)

    async def _patiently(
        self,
        name: str,
        work: Callable[[], Awaitable[ResultT]],
        longest_rest_s: float = POLL_S,
        wake: asyncio.Event | None = None,
    ) -> ResultT | None:
        """The result, or None after a failure and a rest: no loop may end because of one.

        The first of several failures is logged with its frames, the others in a line each: a disk that stays full says
        so, and does not fill the log.

        Args:
            name: what the work is; failures and successes of one name are counted together.
            work: what may fail.
            longest_rest_s: the rest doubles with every failure up to this.
            wake: ends the rest before its time, as the end of the service does.
        """
        try:
            result = await work()
        except Exception as error:  # noqa: BLE001
            self._stumbles[name] = times = self._stumbles[name] + 1
            self.observer.stumbled(name)
            members = {"work": name, "times": times}
            if times == 1:
                LOGGER.error("the task queue stumbled", exc_info=error, extra={"members": members})
            else:
                cause = {"error": logs.kind(error)}
                LOGGER.error("the task queue stumbled again", extra={"members": members | cause})
            await _wait(wake or self._closing, min(POLL_S * 2.0 ** min(times - 1, 30), longest_rest_s))
            return None
        del self._stumbles[name]
        return result

    # One task.

    async def _run(self, lease: Lease) -> None:
        """Works on a task while its lease is kept, and decides what becomes of it."""
        LOGGER.info("task begins", extra={"members": _members(lease)})
        if lease.attempt > MOST_STARTS:
            await self._finish(lease, TaskStatus.FAILED, f"The service ended {MOST_STARTS} times during this task")
            return
        assert self._threads is not None
        work = asyncio.create_task(
            write_output(lease.record, lease.attempt, self._engine, self._outputs, self._threads)
        )
        keeping = asyncio.create_task(self._keep(lease, work))
        try:
            await asyncio.wait([work])
        except asyncio.CancelledError:  # the service ends
            work.cancel()
            await asyncio.wait([work])
            keeping.cancel()
            if work.cancelled() or work.exception() is not None:
                await self._patiently("release", lambda: self._store.release(lease, counts=False))
            else:
                await self._complete(lease, work.result())
            raise
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
        if work.cancelled():
            LOGGER.warning("task lost to another worker", extra={"members": _members(lease)})
        elif (error := work.exception()) is not None:
            await self._conclude(lease, error)
        else:
            await self._complete(lease, work.result())

    async def _conclude(self, lease: Lease, error: BaseException) -> None:
        """What becomes of a task that has not succeeded."""
        if isinstance(error, Overloaded):
            await self._patiently(
                "release", lambda: self._store.release(lease, after_s=error.retry_after_s, counts=False)
            )
            # No other task would find a place here: taking and giving back all that wait is work for nothing.
            await _wait(self._closing, min(error.retry_after_s, LONGEST_REST_S))
        elif isinstance(error, (InputError, FrontendError, ApiError, MissingBucketError)):
            await self._finish(lease, TaskStatus.FAILED, str(error))
        else:
            LOGGER.error("task failed", exc_info=error, extra={"members": _members(lease)})
            reason = str(error) if isinstance(error, OutputError) else "An unknown condition has caused a failure"
            if lease.attempt >= MOST_FAULTS:
                await self._finish(lease, TaskStatus.FAILED, reason)
            else:
                rest_s = FIRST_REST_S * 2.0 ** (lease.attempt - 1)
                await self._patiently("release", lambda: self._store.release(lease, after_s=rest_s, reason=reason))

    async def _complete(self, lease: Lease, told: list[str]) -> None:
        if told:
            LOGGER.info("task with notes", extra={"members": {**_members(lease), "notes": len(told)}})
        await self._finish(lease, TaskStatus.COMPLETED, notes.reason(told))

    async def _finish(self, lease: Lease, status: TaskStatus, reason: str = "") -> None:
        """Ends the task. If the database is away, the lease runs out and the task is done once more."""
        record = replace(lease.record, status=status, status_reason=reason)
        notice = message(record) if self._webhooks.url_for(record.sns_topic_arn) else None
        if await self._patiently("finish", lambda: self._store.finish(lease, record, notice)):
            self.observer.ended(status.value)
            LOGGER.info("task ends", extra={"members": {**_members(lease), "status": status.value}})
            self._endings.set()

    async def _keep(self, lease: Lease, work: asyncio.Task[list[str]]) -> None:
        """Renews the lease, and stops the work once it has been given to somebody else."""
        lease_s = self._settings.task_lease_s
        while True:
            await asyncio.sleep(lease_s / 4)
            if await self._patiently("renew", functools.partial(self._store.renew, lease, lease_s)) is False:
                work.cancel()
                return


async def _wait(event: asyncio.Event, longest_s: float) -> None:
    """Waits for an event, for a while. `asyncio.wait_for` of Python 3.11 loses a cancellation that comes with it."""
    with suppress(TimeoutError):
        async with asyncio.timeout(longest_s):
            await event.wait()


def _members(lease: Lease) -> dict[str, object]:
    return {"task_id": lease.record.task_id, "attempt": lease.attempt, "characters": lease.record.request_characters}

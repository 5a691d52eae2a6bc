"""The process that watches over the workers: Granian's, but for how it replaces them.

SIGHUP puts new workers in the place of the old ones, one after another. A new one has loaded its models and listens
before the old one is asked to end, so that the port always answers; one that does not start leaves the old one at work.
Granian waits for some seconds instead, in which a busy machine does not load the models, and has no public way to wait
for anything else: its hooks run before, and its embedded server, which would leave the processes to us, is called
experimental. So two of its methods that are not public are overridden, `_respawn_workers` and `_spawn_worker`.
"""

from __future__ import annotations

import math
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from granian.server.mp import MPServer, WorkerProcess

from server.ending import NOW
from server.logs import LOGGER

READY_FOLDER = "TTS_SERVE_READY"
"""Variable with the folder in which every worker has a file named after its process until it has come to its end; it
says "listens" once others may come."""

_START_S = 180.0
_LOOK_S = 0.1


class Worker(WorkerProcess):
    """A worker whose end one thread waits for, and all others hear of from that thread.

    The system tells the end of a process once. Of two threads that waited, as in Granian, the one that had not heard it
    took the process for alive until the other came round to say so: where the processor was busy, the log said of a
    worker that had just ended that it refused to, and its number was sent a signal that may be another process's by
    then.
    """

    def __init__(self, worker: WorkerProcess) -> None:
        vars(self).update(vars(worker))
        self._waiting = threading.Thread(target=self._watcher)

    def _watch(self) -> None:
        self._waiting.start()

    def is_alive(self) -> bool:
        return self._waiting.is_alive()

    def join(self, timeout: float | None = None) -> None:
        self._waiting.join(timeout)


class Processes(MPServer):
    """Granian's server; see the module. The arguments are those of Granian."""

    def _spawn_worker(self, *arguments: Any, **named: Any) -> WorkerProcess:
        return Worker(super()._spawn_worker(*arguments, **named))

    def _respawn_workers(
        self, workers: list[int], spawn_target: Any, target_loader: Callable[..., Any], delay: float = 0
    ) -> None:
        for index in workers:
            old = self.wrks[index]
            new = self._spawn_worker(index, spawn_target, target_loader)
            new.interrupt_by_parent = True  # until it is ready, its end is not that of the service
            new.start()
            ready = self._is_ready(new)
            new.interrupt_by_parent = False
            if not ready or not new.is_alive():
                new.kill()
                new.join()
                _forget(new)
                if not self.interrupt_signal:
                    _log("a new worker did not start: the old ones go on", new)
                return
            self.wrks[index] = new
            if not self._retire(old):
                return

    def _is_ready(self, worker: WorkerProcess) -> bool:
        """Waits until a worker listens; false if it does not start, or the service is to end."""
        deadline = time.monotonic() + _START_S
        while not _listens(worker):
            if self.interrupt_signal or not worker.is_alive() or time.monotonic() > deadline:
                return False
            time.sleep(_LOOK_S)
        return True

    def _retire(self, worker: WorkerProcess) -> bool:
        """Ends a worker in whose place another one listens; false if the service is to end meanwhile."""
        worker.interrupt_by_parent = True
        with suppress(ProcessLookupError):
            os.kill(worker.inner.pid, NOW)
        deadline = time.monotonic() + (self.workers_kill_timeout or math.inf)
        while worker.is_alive() and time.monotonic() < deadline:
            if self.interrupt_signal:
                self.wrks.append(worker)  # to be ended with the others
                return False
            worker.join(_LOOK_S)
        if worker.is_alive():
            _log("a worker was killed that did not end within its grace", worker)
            worker.kill()
            worker.join()
        _forget(worker)
        return True


def unfinished() -> list[str]:
    """The processes of workers that have not come to their end: they were killed, or failed in it."""
    return sorted(file.name for file in Path(os.environ[READY_FOLDER]).iterdir())


def _file_of(worker: WorkerProcess) -> Path:
    return Path(os.environ[READY_FOLDER]) / str(worker.inner.pid)


def _listens(worker: WorkerProcess) -> bool:
    try:
        return _file_of(worker).read_text() == "listens"
    except FileNotFoundError:
        return False


def _forget(worker: WorkerProcess) -> None:
    """A process that has been replaced counts no more, neither at the end nor in the metrics."""
    _file_of(worker).unlink(missing_ok=True)
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        # Not before: it looks at this variable when it is first imported, and workers inherit what it has seen.
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.inner.pid)  # type: ignore[no-untyped-call]


def _log(message: str, worker: WorkerProcess) -> None:
    LOGGER.error(message, extra={"members": {"worker": worker.idx + 1, "exit_code": worker.inner.exitcode}})

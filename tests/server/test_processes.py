"""The process that watches over the workers."""

from __future__ import annotations

import os
import threading
import time
from types import SimpleNamespace

import pytest
from granian.server.mp import WorkerProcess

from server.processes import Worker


def test_a_worker_that_has_ended_is_known_to_have(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen: where the processor was busy, the log said that it refused to end, and its number was sent a signal."""
    wait = os.waitpid

    def slow_wait(process: int, options: int) -> tuple[int, int]:
        found = wait(process, options)
        time.sleep(0.3)  # others run now, and the system tells the end only once
        return found

    monkeypatch.setattr(os, "waitpid", slow_wait)
    service = SimpleNamespace(interrupt_children=[], main_loop_interrupt=threading.Event(), reload_on_changes=False)
    worker = Worker(WorkerProcess(service, 0, os.getpid, ()))
    worker.start()
    worker.join(60)
    assert not worker.is_alive()
    assert worker.inner.exitcode == 0
    assert service.interrupt_children == [0]  # nobody had asked it to end

"""Where jobs run: in this process, or in several with one engine each.

Every runner has the same signature: jobs in, lists of records out in the order in which they are finished. A cluster is
one more function of this kind.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.process import BaseProcess
from pathlib import Path

from tts.batch.journal import Record
from tts.batch.planning import Job
from tts.batch.worker import Worker
from tts.errors import ParameterError, TTSError

_WAITING = 4  # jobs handed out for each process: enough that none waits, few enough that a stop is quick


def run_jobs(jobs: Sequence[Job], voices: Path | None, root: Path, workers: int) -> Iterator[list[Record]]:
    """Make the jobs; the files are the same whatever the number of workers.

    Args:
        jobs: what to make.
        voices: folder of personas; the shipped ones if None.
        root: the output folder.
        workers: processes; 1 works in this one.

    Raises:
        ParameterError: fewer than one worker.
        TTSError: a process died.
    """
    if workers < 1:
        raise ParameterError(f"workers must be at least 1, got {workers}")
    workers = min(workers, len(jobs))
    if workers <= 1:
        return _here(jobs, voices, root)
    return _in_processes(jobs, voices, root, workers)


def _here(jobs: Iterable[Job], voices: Path | None, root: Path) -> Iterator[list[Record]]:
    worker: Worker | None = None
    for job in jobs:
        worker = worker or Worker(voices, root)
        yield worker.make(job)


def _in_processes(jobs: Iterable[Job], voices: Path | None, root: Path, workers: int) -> Iterator[list[Record]]:
    context = multiprocessing.get_context("spawn")
    left = iter(jobs)
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(voices, root))
    try:
        running: set[Future[list[Record]]] = {pool.submit(_make, job) for job in islice(left, workers * _WAITING)}
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            running |= {pool.submit(_make, job) for job in islice(left, len(done))}
            for future in done:
                yield future.result()
    except BrokenProcessPool as error:
        raise TTSError(
            "a worker process died (out of memory?): start again with fewer --workers; it goes on"
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_worker: Worker | None = None  # the engine of a worker process


def _start(voices: Path | None, root: Path) -> None:
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted too, and ends the pool in good order
    parent = multiprocessing.parent_process()
    if parent is not None:  # a killed parent closes no queue: without this its workers would wait for ever
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    _worker = Worker(voices, root)


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _make(job: Job) -> list[Record]:
    assert _worker is not None, "the initializer has run"
    return _worker.make(job)

"""Where jobs run: in this process, or in several with one engine each.

Every runner takes jobs and gives lists of records, in the order in which they are finished; `tts.batch.cluster` is one
more of the kind.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice

from tts.batch.journal import Record
from tts.batch.planning import Job, Speech
from tts.batch.store import Store
from tts.batch.worker import Worker
from tts.errors import ParameterError, TTSError
from tts.parent import end_with_parent

_JOBS_FOR_A_PROCESS = 8
"""A process pays for its start with this many jobs."""

_WAITING = 4  # jobs handed out for each process: enough that none waits, few enough that a stop is quick


def run_jobs(jobs: Sequence[Job], speech: Speech, store: Store, workers: int | None = None) -> Iterator[list[Record]]:
    """Make the jobs; the files are the same whatever the number of workers.

    Args:
        jobs: what to make.
        speech: voices and lexicons.
        store: where the files go.
        workers: processes; 1 works in this one, None leaves the choice to `default_workers`.

    Raises:
        ParameterError: fewer than one worker.
        TTSError: a process died.
    """
    workers = default_workers(len(jobs)) if workers is None else workers
    if workers < 1:
        raise ParameterError(f"workers must be at least 1, got {workers}")
    if min(workers, len(jobs)) <= 1:
        return _here(jobs, speech, store)
    return _in_processes(jobs, speech, store, min(workers, len(jobs)))


def default_workers(jobs: int) -> int:
    """One process for each processor that this one may use, fewer where there is little to do."""
    return max(1, min(len(os.sched_getaffinity(0)), -(-jobs // _JOBS_FOR_A_PROCESS)))


def _here(jobs: Iterable[Job], speech: Speech, store: Store) -> Iterator[list[Record]]:
    worker: Worker | None = None
    for job in jobs:
        worker = worker or Worker(speech, store)
        yield worker.make(job)


def _in_processes(jobs: Iterable[Job], speech: Speech, store: Store, workers: int) -> Iterator[list[Record]]:
    context = multiprocessing.get_context("spawn")
    left = iter(jobs)
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(speech, store))
    try:
        with _new_processes_hear_no_interrupt():
            running: set[Future[list[Record]]] = {pool.submit(_make, job) for job in islice(left, workers * _WAITING)}
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            with _new_processes_hear_no_interrupt():
                running |= {pool.submit(_make, job) for job in islice(left, len(done))}
            for future in done:
                yield future.result()
    except BrokenProcessPool as error:
        raise TTSError(
            "a worker process died (out of memory?): start again with fewer --workers; it goes on"
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _new_processes_hear_no_interrupt() -> Iterator[None]:
    """Ctrl-C goes to all processes: this one hears it when the block ends, those that start in it never do.

    It is this one that ends the pool in good order; a worker that is interrupted while it loads would only show where.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_worker: Worker | None = None  # the engine of a worker process


def _start(speech: Speech, store: Store) -> None:
    global _worker
    end_with_parent()
    _worker = Worker(speech, store)


def _make(job: Job) -> list[Record]:
    assert _worker is not None, "the initializer has run"
    return _worker.make(job)

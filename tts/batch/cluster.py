"""Where jobs run on a Ray cluster: one actor with one engine for each processor, on any machine of the cluster.

Actors take one job at a time from the driver, with one more waiting. When an actor or its machine dies, the driver
looks into the store for what the lost jobs had already made, hands the rest to other actors, and asks for another
actor. Ray's own retries are not used: they wait for ever for a machine that does not come back, and they would make
files again that are there.

Every machine needs this package in the same version with the same voices; an actor that differs is refused.
"""

from __future__ import annotations

import os
import socket
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tts import __version__
from tts.batch.extras import extra
from tts.batch.journal import Record
from tts.batch.planning import Job, model_hash
from tts.batch.store import Store
from tts.batch.worker import Worker, failed
from tts.errors import TTSError
from tts.voice import find_voices

AUTO, LOCAL = "auto", "local"
"""Addresses: the running cluster that Ray finds, and one on this machine alone that ends with the batch."""

_IN_FLIGHT = 2  # one that is made, one that waits, so that no actor idles while its answer travels
_ATTEMPTS = 3  # a job whose worker died this often is given up: it is the likely reason
_WAIT_S = 5.0
_PATIENCE_S = 120.0


def run_on_ray(
    jobs: Sequence[Job], voices: Path | None, store: Store, address: str, workers: int | None
) -> Iterator[list[Record]]:
    """Make the jobs on a cluster; the files are the same as on one machine.

    Args:
        jobs: what to make.
        voices: folder of personas, at the same path on every machine; the shipped ones if None.
        store: where the files go; every machine has to reach it.
        address: of the cluster: ``auto``, ``local`` or ``host:port``.
        workers: actors; one for each processor of the cluster if None.

    Raises:
        MissingExtraError: Ray is not installed.
        TTSError: no cluster at the address, no actor can be started, or one has other voices.
    """
    ray = extra("ray", "--ray", "ray")
    if not jobs:
        return
    _connect(ray, address)
    try:
        wanted = workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
        yield from _Dispatcher(ray, voices, store, min(wanted, len(jobs))).run(jobs)
    finally:
        ray.shutdown()


def _connect(ray: Any, address: str) -> None:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # a cluster that we start tells nobody
    options: dict[str, Any] = {"address": address}
    if address == LOCAL:
        options = {"include_dashboard": False, "_node_ip_address": "127.0.0.1"}
    try:
        _knock(address)
        ray.init(**options, log_to_driver=False, logging_level="error")
    except (OSError, ValueError, RuntimeError) as error:
        reason = " ".join(str(error).split())[:300]
        raise TTSError(
            f"cannot join a Ray cluster at {address!r}: {reason}; start one with 'ray start --head', or use --ray local"
        ) from error


def _knock(address: str) -> None:
    """Say at once that nobody is there: Ray itself would try for minutes.

    Raises:
        OSError, ValueError: nobody listens at ``host:port``.
    """
    host, separator, port = address.rpartition(":")
    if separator and "/" not in address:
        socket.create_connection((host, int(port)), timeout=10).close()


class _Dispatcher:
    """Keeps the actors busy until every job is done."""

    def __init__(self, ray: Any, voices: Path | None, store: Store, workers: int) -> None:
        self._ray = ray
        errors = ray.exceptions
        self._deadly = (errors.RayActorError, errors.NodeDiedError, errors.ObjectLostError, errors.WorkerCrashedError)
        self._store = store
        self._here = {voice.name: model_hash(voice) for voice in find_voices(voices)}
        self._start: Callable[[], Any] = lambda: actor.remote(voices, store)
        actor = ray.remote(num_cpus=1, max_restarts=0, scheduling_strategy="SPREAD")(_Actor)
        self._starting: dict[Any, Any] = {}  # the answer to come -> actor
        self._running: dict[Any, tuple[Any, Job]] = {}  # the answer to come -> actor and job
        self._load: dict[Any, int] = {}
        self._deaths: Counter[str] = Counter()  # by the path of the job's first file
        self._failed_starts = 0
        for _ in range(workers):
            self._add_actor()

    def run(self, jobs: Sequence[Job]) -> Iterator[list[Record]]:
        left = deque(jobs)
        idle_s = 0.0
        while left or self._running:
            self._hand_out(left)
            done, _ = self._ray.wait([*self._starting, *self._running], timeout=_WAIT_S)
            idle_s = 0.0 if done or self._running else idle_s + _WAIT_S
            if idle_s >= _PATIENCE_S:
                raise TTSError(
                    f"no processor of the cluster was free for {_PATIENCE_S:.0f} s: look at 'ray status', and start "
                    "again; it goes on"
                )
            for answer in done:
                yield from self._take(answer, left)

    def _hand_out(self, left: deque[Job]) -> None:
        for actor in sorted(self._load, key=lambda actor: self._load[actor]):
            while left and self._load[actor] < _IN_FLIGHT:
                job = left.popleft()
                self._running[actor.make.remote(job)] = (actor, job)
                self._load[actor] += 1

    def _take(self, answer: Any, left: deque[Job]) -> Iterator[list[Record]]:
        """What an answer brings: a new actor, the records of a job, or the news that an actor has died."""
        if answer in self._starting:
            actor = self._starting.pop(answer)
            try:
                self._greet(self._ray.get(answer))
            except self._deadly as error:
                self._failed_starts += 1
                if self._failed_starts > 2 * _ATTEMPTS:
                    reason = [line for line in str(error).splitlines() if line.strip()][-1].strip()
                    raise TTSError(f"workers die on the cluster before they begin: {reason}") from error
                self._add_actor()
                return
            self._load[actor] = 0
            return
        if answer not in self._running:
            return  # of an actor whose death was already noticed
        actor, job = self._running.pop(answer)
        try:
            records: list[Record] = self._ray.get(answer)
        except self._deadly:
            self._ray.kill(actor)  # if it only was out of reach, it must not go on beside its successor
            lost = [job, *(other for key, (owner, other) in self._running.items() if owner == actor)]
            self._running = {key: pair for key, pair in self._running.items() if pair[0] != actor}
            del self._load[actor]
            self._add_actor()
            yield from self._recover(lost, left)
            return
        self._load[actor] -= 1
        yield records

    def _recover(self, lost: Sequence[Job], left: deque[Job]) -> Iterator[list[Record]]:
        """Jobs of a dead actor: what they have written counts, the rest is made again, ahead of the others."""
        records = self._store.records()
        intact = self._store.intact(records)
        for index, job in enumerate(lost):
            if index == 0:  # the one that was being made: the next in line did nothing wrong
                self._deaths[job.outputs[0].path] += 1
            made = {o.path for o in job.outputs if o.path in intact and records[o.path].key == o.key}
            missing = tuple(output for output in job.outputs if output.path not in made)
            if not missing:
                yield [records[path] for path in made]
            elif self._deaths[job.outputs[0].path] >= _ATTEMPTS:
                error = TTSError(f"its worker died {_ATTEMPTS} times; look at Ray's logs")
                yield [failed(job, output, error) for output in missing]
            else:
                left.appendleft(job)

    def _add_actor(self) -> None:
        actor = self._start()
        self._starting[actor.ready.remote()] = actor

    def _greet(self, there: tuple[str, str, dict[str, str]]) -> None:
        host, version, voices = there
        if version != __version__ or voices != self._here:
            raise TTSError(
                f"{host} has version {version} or other voices than this machine ({__version__}): "
                "install the same on every machine of the cluster"
            )


class _Actor:
    """One engine on one processor of the cluster."""

    def __init__(self, voices: Path | None, store: Store) -> None:
        self._worker = Worker(voices, store)
        self._voices = voices

    def ready(self) -> tuple[str, str, dict[str, str]]:
        """This machine's name, version, and voices with the hashes of their models."""
        hashes = {voice.name: model_hash(voice) for voice in find_voices(self._voices)}
        return os.uname().nodename, __version__, hashes

    def make(self, job: Job) -> list[Record]:
        return self._worker.make(job)

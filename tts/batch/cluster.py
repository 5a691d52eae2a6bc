"""Where jobs run on a Ray cluster: Ray Data maps them over a pool of actors, each with one engine on one processor.

Ray Data hands the jobs out, brings their records back, and starts an actor again where there is room when it or its
machine has died. Its retries of lost jobs are off: such a job may have written some of its files, which only the store
knows, and one that kills its worker would be tried for ever. So what a round has lost is compared with the store, and
what is really missing goes into another round. In the last one each job has an actor to itself: one that is lost there
too is the reason for the deaths, and is given up.

The driver has to run on a machine of the cluster. Every machine needs this package in the same version with the same
voices; one that differs is refused.
"""

from __future__ import annotations

import logging
import os
import pickle
import socket
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tts import __version__
from tts.batch.extras import extra
from tts.batch.journal import Record
from tts.batch.planning import Job, Speech
from tts.batch.store import Store
from tts.batch.worker import Worker, failed
from tts.errors import TTSError
from tts.voice import find_voices

LOCAL = "local"
"""Address of a cluster on this machine alone, which ends with the batch."""

_LOOPBACK_ONLY = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}
"""Otherwise Ray listens on every address of the machine, also for a cluster of one."""

_QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_BACKEND_LOG_LEVEL": "fatal"}
"""A cluster that we start tells nobody, and Ray's core keeps to the one line that it is quiet: errors are raised."""

_ROUNDS = 3
_PATIENCE_S = 120
_JOBS_IN_BLOCK = 4
"""Jobs that travel together: few, since their records come back together and they are lost together."""

_IN_FLIGHT = 2  # blocks for each actor: one that is made, one that waits
_OBJECT_STORE_BYTES = 100_000_000  # jobs and records are small, and audio never travels: near the least that Ray takes
_TOKENS = "a cluster with access tokens needs RAY_AUTH_MODE=token and the same token here"


def run_on_ray(
    jobs: Sequence[Job], speech: Speech, store: Store, address: str, workers: int | None
) -> Iterator[list[Record]]:
    """Make the jobs on a cluster; the files are the same as on one machine.

    Args:
        jobs: what to make.
        speech: voices, whose folder is at the same path on every machine, and lexicons.
        store: where the files go; every machine has to reach it.
        address: of the cluster: ``auto``, ``local`` or ``host:port``.
        workers: actors; one for each processor of the cluster if None.

    Raises:
        MissingExtraError: Ray is not installed.
        TTSError: no cluster at the address, no actor can be started, or one has other voices.
    """
    if address == LOCAL:
        os.environ.update(_LOOPBACK_ONLY)  # Ray reads it when it is imported
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    ray = extra("ray", "--ray", "ray")
    extra("pyarrow", "--ray", "ray")
    if not jobs:
        return
    _connect(ray, address)
    try:
        pool = workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
        left = list(jobs)
        for number in range(_ROUNDS):
            answered: set[str] = set()
            alone = number == _ROUNDS - 1
            for group in ([job] for job in left) if alone else [left]:
                for records in _round(ray, group, speech, store, pool, 1 if number else _JOBS_IN_BLOCK):
                    answered |= {record.path for record in records}
                    yield records
            lost = [job for job in left if job.outputs[0].path not in answered]
            if not lost:
                return
            made, left = _sort_out(lost, store)
            yield from made
        error = TTSError(f"its worker died {_ROUNDS} times; look at Ray's logs")
        yield from ([failed(job, output, error) for output in job.outputs] for job in left)
    finally:
        ray.shutdown()


def _connect(ray: Any, address: str) -> None:
    options: dict[str, Any] = {"address": address}
    if address == LOCAL:
        options |= {"include_dashboard": False, "object_store_memory": _OBJECT_STORE_BYTES}
    try:
        _knock(ray, address)
        ray.init(**options, log_to_driver=False, logging_level="error")
    except Exception as error:  # Ray raises no narrower one when a node does not start
        reason = " ".join(str(error).split())[:300]
        raise TTSError(
            f"cannot join a Ray cluster at {address!r}: {reason}; start one with 'ray start --head' ({_TOKENS}), "
            "or use --ray local"
        ) from error


def _knock(ray: Any, address: str) -> None:
    """Say at once that nobody is there: Ray itself would try for minutes.

    Raises:
        OSError, ValueError: nobody listens at ``host:port``.
    """
    host, separator, port = address.rpartition(":")
    if not separator or "/" in address:
        return
    socket.create_connection((host, int(port)), timeout=10).close()
    if host in ("localhost", "127.0.0.1"):  # Ray takes the address that other machines see in its place
        seen = ray.util.get_node_ip_address()
        try:
            socket.create_connection((seen, int(port)), timeout=10).close()
        except OSError as error:
            wanted = " ".join(f"{name}={value}" for name, value in _LOOPBACK_ONLY.items())
            raise OSError(f"it listens on {host} but not on {seen}; for loopback alone set {wanted}") from error


def _round(
    ray: Any, jobs: Sequence[Job], speech: Speech, store: Store, pool: int, block: int
) -> Iterator[list[Record]]:
    """The records of each job; nothing of a job whose worker died."""
    from ray import data

    _set_up(data.DataContext.get_current())
    blocks = -(-len(jobs) // block)
    rows = [{"job": pickle.dumps(job)} for job in jobs]
    actors = data.ActorPoolStrategy(min_size=1, max_size=min(pool, blocks), max_tasks_in_flight_per_actor=_IN_FLIGHT)
    with warnings.catch_warnings():
        # The last two have no other place yet; without them Ray would try a job that kills its worker for ever.
        warnings.simplefilter("ignore", ray.util.annotations.RayDeprecationWarning)
        mapped = data.from_items(rows, override_num_blocks=blocks).map_batches(
            Speaker,
            batch_size=1,
            compute=actors,
            fn_constructor_args=(speech, store, installed(speech.voices)),
            num_cpus=1,
            max_restarts=-1,
            max_task_retries=0,
        )
    try:
        for row in mapped.iter_rows():
            yield pickle.loads(row["records"])
    except ray.exceptions.GetTimeoutError as error:
        raise TTSError(
            f"no processor of the cluster was free for {_PATIENCE_S} s: look at 'ray status', and start again; "
            "it goes on"
        ) from error
    except ray.exceptions.RayError as error:
        reason = [line for line in str(error).splitlines() if line.strip()][-1].strip()
        raise TTSError(
            f"workers cannot start on the cluster: {reason.removeprefix('tts.errors.TTSError: ')}"
        ) from error


def _set_up(context: Any) -> None:
    """Settings of Ray Data: quiet, patient, and a block that is lost does not stop the others."""
    context.max_errored_blocks = -1
    context.wait_for_min_actors_s = _PATIENCE_S
    context.enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)


def _sort_out(lost: Sequence[Job], store: Store) -> tuple[list[list[Record]], list[Job]]:
    """Jobs without an answer: the records of what they had written, and what is still to be made."""
    records = store.records()
    wanted = {output.path: output.key for job in lost for output in job.outputs}
    intact = store.intact({path: records[path] for path in wanted if path in records})
    made = {path for path in intact if records[path].key == wanted[path] and records[path].status == "ok"}
    found, left = [], []
    for job in lost:
        found.append([records[output.path] for output in job.outputs if output.path in made])
        missing = tuple(output for output in job.outputs if output.path not in made)
        if missing:
            left.append(replace(job, outputs=missing))
    return [some for some in found if some], left


def installed(voices: Path | None) -> dict[str, str]:
    """What a machine would speak with: the engine's version, and a hash of each voice's model by its name."""
    return {"version": __version__} | {f"voice {voice.name}": voice.fingerprint for voice in find_voices(voices)}


class Speaker:
    """An actor: one engine on one processor of the cluster."""

    def __init__(self, speech: Speech, store: Store, expected: Mapping[str, str]) -> None:
        """
        Args:
            speech: voices and lexicons.
            store: where the files go.
            expected: `installed` of the driver.

        Raises:
            TTSError: this machine has another version, or other voices.
        """
        here = installed(speech.voices)
        different = sorted(name for name in {*here, *expected} if here.get(name) != expected.get(name))
        if different:
            raise TTSError(
                f"{os.uname().nodename} differs from the driver's machine in {', '.join(different)}: "
                "install the same on every machine of the cluster"
            )
        self._worker = Worker(speech, store)

    def __call__(self, batch: Mapping[str, NDArray[np.object_]]) -> dict[str, list[bytes]]:
        """Pickled jobs in the column `job` to pickled lists of records in the column `records`, one for each."""
        return {"records": [pickle.dumps(self._worker.make(pickle.loads(job))) for job in batch["job"]]}

"""How long a batch will take: a few of its prompts are made, and thrown away."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tts.batch.journal import Record
from tts.batch.planning import Job
from tts.batch.run import Batch
from tts.batch.store import FolderStore
from tts.batch.worker import Worker

_SAMPLE = 4
_LONGEST_SAMPLE = 1_000  # characters: an estimate should not take minutes itself


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is still to be made: prompts, files, and the expected seconds of audio and of work."""

    prompts: int
    files: int
    audio_s: float
    work_s: float


class _DiscardingStore(FolderStore):
    """Takes files and keeps nothing."""

    def write(self, path: str, data: bytes, record: Record | None = None) -> None:
        pass


def estimate(batch: Batch, workers: int) -> Estimate:
    """Expected time of what is pending with this many workers on free processors; nothing is written."""
    pending = batch.pending
    characters, audio_s, work_s = 0, 0.0, 0.0
    if pending:
        worker = Worker(batch.speech, _DiscardingStore(Path()))
        sample = _sample(pending)
        worker.make(sample[0])  # loading the graphs is no part of the speed
        for job in sample:
            begin = time.perf_counter()
            records = worker.make(job)
            if all(record.status == "ok" for record in records):  # what cannot be made is reported by the run itself
                work_s += time.perf_counter() - begin
                audio_s += max(record.duration_s for record in records)
                characters += len(job.text)
    share = sum(len(job.text) for job in pending) / characters if characters else 0.0
    files = sum(len(job.outputs) for job in pending)
    return Estimate(len(pending), files, audio_s * share, work_s * share / max(1, min(workers, len(pending))))


def _sample(pending: Sequence[Job]) -> list[Job]:
    """Jobs spread evenly over the lengths of the texts."""
    short = [job for job in pending if len(job.text) <= _LONGEST_SAMPLE] or [
        min(pending, key=lambda job: len(job.text))
    ]
    by_length = sorted(short, key=lambda job: len(job.text))
    steps = range(1, 2 * _SAMPLE, 2)
    return [by_length[len(by_length) * step // (2 * _SAMPLE)] for step in steps]

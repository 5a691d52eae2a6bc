"""A batch from sheet to files: what is to be made, making it, and the papers that are written beside the audio."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tts.batch.journal import Journal, Record, State, read_journal, states
from tts.batch.manifests import write_manifests
from tts.batch.page import write_page
from tts.batch.planning import Job, Request, plan_jobs
from tts.batch.pool import run_jobs
from tts.batch.sheet import Failure, Row, Sheet
from tts.errors import OutputError
from tts.voice import find_voices

_SAMPLE = 3  # prompts that a dry run speaks to learn the speed


@dataclass(frozen=True, slots=True)
class Batch:
    """A sheet made ready: its jobs, its wrong rows, and the state of every file before the run."""

    name: str
    jobs: tuple[Job, ...]
    failures: tuple[Failure, ...]
    states: dict[str, State]
    records: dict[str, Record]
    voices: Path | None
    root: Path

    @property
    def pending(self) -> tuple[Job, ...]:
        """Jobs with the files that have to be made only."""
        found = []
        for job in self.jobs:
            outputs = tuple(output for output in job.outputs if self.states[output.path] != "done")
            if outputs:
                found.append(replace(job, outputs=outputs))
        return tuple(found)

    @property
    def left_over(self) -> tuple[str, ...]:
        """Files of earlier runs that no row asks for any more."""
        return tuple(path for path in self.records if path not in self.states and (self.root / path).is_file())


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did: records by path (of this run and of earlier ones), paths made now, and the time it took."""

    records: dict[str, Record]
    made: frozenset[str]
    failures: tuple[Failure, ...]
    wall_s: float

    @property
    def failed(self) -> bool:
        return bool(self.failures) or any(record.status != "ok" for record in self.records.values())


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is still to be made: files, prompts, and the expected seconds of audio and of work."""

    prompts: int
    files: int
    audio_s: float
    work_s: float


def prepare(sheet: Sheet, request: Request, voices: Path | None, root: Path) -> Batch:
    """Plan the sheet and compare it with what lies in the output folder; writes nothing.

    Raises:
        UnknownProfileError, SampleRateError: a profile of the request is wrong.
        VoiceFileError: a voice's folder is incomplete.
    """
    jobs, failures = plan_jobs(sheet.rows, find_voices(voices), request, root)
    records = read_journal(root)
    in_order = tuple(sorted([*sheet.failures, *failures], key=lambda failure: failure.line))
    return Batch(sheet.name, tuple(jobs), in_order, states(jobs, records, root), records, voices, root)


def execute(batch: Batch, workers: int, addresses: dict[str, str] | None = None) -> Outcome:
    """Make what is pending, and write the journal, the page and the import manifests.

    Args:
        batch: from `prepare`.
        workers: processes.
        addresses: what Amazon Connect's manifest needs to know (`instance`, `s3`).

    Raises:
        OutputError: the folder cannot be written, or another run is busy in it.
        TTSError: a worker process died.
    """
    begin = time.perf_counter()
    try:
        batch.root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot make the folder {str(batch.root)!r}: {error.strerror}; choose another") from error
    records = {path: batch.records[path] for path in batch.states if path in batch.records}
    made: set[str] = set()
    pending = batch.pending
    with Journal(batch.root) as journal:
        _remove_unfinished(batch)
        journal.add(Record("error", failure.line, failure.id, failure.reason) for failure in batch.failures)
        try:
            for finished in _with_progress(run_jobs(pending, batch.voices, batch.root, workers), len(pending)):
                journal.add(finished)
                records |= {record.path: record for record in finished}
                made |= {record.path for record in finished if record.status == "ok"}
        finally:
            outcome = Outcome(records, frozenset(made), batch.failures, time.perf_counter() - begin)
            write_page(
                batch.root, batch.name, batch.jobs, batch.states, outcome.records, made, batch.failures, batch.left_over
            )
    write_manifests(batch.root, batch.jobs, outcome.records, addresses or {})
    return outcome


def estimate(batch: Batch, workers: int) -> Estimate:
    """Expected time of what is pending, from speaking a few of its prompts; nothing is written."""
    from tts.synthesizer import Synthesizer

    pending = batch.pending
    engine = Synthesizer(batch.voices, threads=1) if pending else None
    spread = (
        [pending[round(index * (len(pending) - 1) / max(_SAMPLE - 1, 1))] for index in range(_SAMPLE)]
        if pending
        else []
    )
    characters, audio_s, work_s = 0, 0.0, 0.0
    for index, job in enumerate(spread):
        assert engine is not None
        try:
            if index == 0:
                engine.synthesize(job.text[:200], job.voice)  # loading the graphs is no part of the speed
            begin = time.perf_counter()
            audio_s += engine.synthesize(job.text[:1000], job.voice, rate=job.rate, pitch=job.pitch).duration_s
            work_s += time.perf_counter() - begin
            characters += len(job.text[:1000])
        except ValueError:
            continue  # a text that cannot be spoken is reported by the run itself
    total = sum(len(job.text) for job in pending)
    share = total / characters if characters else 0.0
    files = sum(len(job.outputs) for job in pending)
    return Estimate(len(pending), files, audio_s * share, work_s * share / max(1, min(workers, len(pending))))


def with_defaults(rows: Sequence[Row], voice: str | None, locale: str | None) -> tuple[Row, ...]:
    """The rows, those without voice and locale given the ones from the command line."""
    return tuple(
        row if row.voice or row.locale else replace(row, voice=voice or "", locale=locale or "") for row in rows
    )


def _remove_unfinished(batch: Batch) -> None:
    """Temporary files that a killed run left; the journal's lock says that nobody is writing them."""
    for folder in {(batch.root / path).parent for path in batch.states}:
        for path in folder.glob(".*.part"):
            path.unlink(missing_ok=True)


def _with_progress(results: Iterator[list[Record]], total: int) -> Iterator[list[Record]]:
    """The results, with a bar on a terminal (if tqdm is there): prompts a second, time left, audio, failures."""
    if not total or not sys.stderr.isatty() or find_spec("tqdm") is None:
        yield from results
        return
    from tqdm import tqdm

    bar: Any = tqdm(total=total, unit="prompt", dynamic_ncols=True)
    audio_s, failed = 0.0, 0
    with bar:
        for finished in results:
            audio_s += max((record.duration_s for record in finished), default=0.0)
            failed += any(record.status != "ok" for record in finished)
            bar.set_postfix_str(f"{audio_s / 60:.1f} min of audio, {failed} failed", refresh=False)
            bar.update()
            yield finished

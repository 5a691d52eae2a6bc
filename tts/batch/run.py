"""A batch from sheet to files: what is to be made, making it, and the papers that are written beside the audio."""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tts.batch.journal import Record, State, states
from tts.batch.manifests import manifests
from tts.batch.page import FILE_NAME as PAGE
from tts.batch.page import page
from tts.batch.planning import Job, Request, Speech, plan_jobs
from tts.batch.sheet import Failure, Row, Sheet
from tts.batch.store import Store
from tts.voice import find_voices

Runner = Callable[[Sequence[Job], Speech, Store], Iterator[list[Record]]]
"""Makes jobs with voices and lexicons into a store: `tts.batch.pool` or `tts.batch.cluster`, given their workers."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A sheet made ready: its jobs, its wrong rows, and the state of every file before the run.

    `left_over` are files of earlier runs that no row asks for any more.
    """

    name: str
    jobs: tuple[Job, ...]
    failures: tuple[Failure, ...]
    states: dict[str, State]
    records: dict[str, Record]
    speech: Speech
    store: Store
    left_over: tuple[str, ...]

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
    def platforms(self) -> frozenset[str]:
        """The platforms that files are for, made already or not."""
        return frozenset(output.profile.platform for job in self.jobs for output in job.outputs)

    @property
    def moved(self) -> dict[str, str]:
        """Files that no row asks for, and the new ones of the same row and profile that are made in another place: the
        row has another voice now."""
        places: dict[tuple[str, str], list[str]] = defaultdict(list)
        for job in self.jobs:
            for output in job.outputs:
                places[job.id, output.profile.name].append(output.path)
        found = {}
        for path in self.left_over:
            record = self.records[path]
            now = places[record.id, record.profile]
            if len(now) == 1 and self.states[now[0]] != "done":
                found[path] = now[0]
        return found


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did: records by path (of this run and of earlier ones), paths made now, and the time it took.

    `removed` are files of earlier runs that no row asks for any more and that were as their records say.
    """

    records: dict[str, Record]
    made: frozenset[str]
    failures: tuple[Failure, ...]
    wall_s: float
    removed: frozenset[str] = frozenset()

    @property
    def failed(self) -> bool:
        return bool(self.failures) or any(record.status != "ok" for record in self.records.values())


def prepare(sheet: Sheet, request: Request, voices: Path | None, store: Store) -> Batch:
    """Plan the sheet and compare it with what lies in the store; writes nothing.

    Raises:
        UnknownProfileError, SampleRateError: a profile of the request is wrong.
        MissingExtraError: a profile of the request needs a package that is not installed.
        VoiceFileError: a voice's folder is incomplete.
        OutputError: the store cannot be reached.
    """
    jobs, failures = plan_jobs(sheet.rows, find_voices(voices), request, store.check)
    records = store.records()
    wanted = {output.path: output.key for job in jobs for output in job.outputs}
    current = {path: record for path, record in records.items() if wanted.get(path) == record.key}
    found = states(jobs, records, store.intact(current))
    left_over = sorted(store.exists(path for path in records if path not in wanted))
    in_order = tuple(sorted([*sheet.failures, *failures], key=lambda failure: failure.line))
    return Batch(
        sheet.name, tuple(jobs), in_order, found, records, Speech(voices, request.lexicons), store, tuple(left_over)
    )


def execute(batch: Batch, runner: Runner, addresses: dict[str, str] | None = None, *, prune: bool = False) -> Outcome:
    """Make what is pending, and write the journal, the page and the import manifests.

    Args:
        batch: from `prepare`.
        runner: makes the jobs.
        addresses: what Amazon Connect's manifest needs to know (`instance`, `s3`).
        prune: remove the files of earlier runs that no row asks for, if nothing failed: a wrong row asks for none.

    Raises:
        OutputError: the folder cannot be written, or another run is busy in it.
        TTSError: a worker process died.
    """
    begin = time.perf_counter()
    records = {path: batch.records[path] for path in batch.states if path in batch.records}
    made: set[str] = set()
    removed: frozenset[str] = frozenset()
    pending, store = batch.pending, batch.store
    with store.run({*batch.records, *batch.states}):
        store.note(Record("error", failure.line, failure.id, failure.reason) for failure in batch.failures)
        try:
            for finished in _with_progress(runner(pending, batch.speech, store), pending):
                store.note(record for record in finished if record.status != "ok")
                records |= {record.path: record for record in finished}
                made |= {record.path for record in finished if record.status == "ok"}
            if prune and not batch.failures and all(record.status == "ok" for record in records.values()):
                removed = _prune(batch)
        finally:
            outcome = Outcome(records, frozenset(made), batch.failures, time.perf_counter() - begin, removed)
            left = [path for path in batch.left_over if path not in removed]
            papers = {PAGE: page(batch.name, batch.jobs, batch.states, records, made, batch.failures, left)}
            papers |= manifests(batch.jobs, records, addresses or {})
            for name, content in papers.items():
                store.write(name, content)
    return outcome


def _prune(batch: Batch) -> frozenset[str]:
    """Remove what earlier runs made and no row asks for; a file that somebody has changed since is not ours."""
    ours = batch.store.intact({path: batch.records[path] for path in batch.left_over})
    return frozenset(path for path in ours if batch.store.remove(path))


def with_defaults(rows: Sequence[Row], voice: str | None, locale: str | None) -> tuple[Row, ...]:
    """The rows, those without voice and locale given the ones from the command line."""
    return tuple(
        row if row.voice or row.locale else replace(row, voice=voice or "", locale=locale or "") for row in rows
    )


def _with_progress(results: Iterator[list[Record]], pending: Sequence[Job]) -> Iterator[list[Record]]:
    """The results, with a bar on a terminal (if tqdm is there): prompts a second, time left, audio, failures."""
    if not pending or not sys.stderr.isatty() or find_spec("tqdm") is None:
        yield from results
        return
    from tqdm import tqdm

    bar: Any = tqdm(total=len(pending), unit="prompt", dynamic_ncols=True)
    audio_s, failed = 0.0, 0
    with bar:
        for finished in results:
            audio_s += max((record.duration_s for record in finished), default=0.0)
            failed += any(record.status != "ok" for record in finished)
            bar.set_postfix_str(f"{audio_s / 60:.1f} min of audio, {failed} failed", refresh=False)
            bar.update()
            yield finished

"""Starts a worker for each engine, takes turns between them, and makes one row of each engine's answers."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from tts.bench.engines import Job
from tts.errors import TTSError

MAX_STARTS = 3
"""Cold starts that are measured of each engine; they are slow."""

_PATIENCE_S = 600.0
"""An engine that says nothing for so long is stopped."""


class BenchError(TTSError):
    """An engine could not be measured; the message carries the last line that it printed."""


@dataclass(frozen=True, slots=True)
class BenchRow:
    """One engine with one thread count; times are medians.

    Processor time (`_cpu`) is the time that the process really had, all threads together: other work on the machine
    changes it little, while wall time may be many times longer.

    Attributes:
        engine, voice, threads: what was measured.
        cold_start_s: from starting an empty process to the whole short prompt in memory.
        short_s: the whole short prompt, warm.
        short_cpu_s: the same in processor time.
        short_first_audio_s: its first piece of audio.
        short_first_audio_cpu_s: the same in processor time.
        first_audio_s: the first piece of audio of the paragraph.
        first_audio_cpu_s: the same in processor time.
        paragraph_s: length of the paragraph's audio.
        paragraph_rtf: wall time over the length of the audio.
        paragraph_cpu_rtf: processor time over the length of the audio.
        peak_rss_mb: peak resident memory of the process in 10^6 bytes.
    """

    engine: str
    voice: str
    threads: int
    cold_start_s: float
    short_s: float
    short_cpu_s: float
    short_first_audio_s: float
    short_first_audio_cpu_s: float
    first_audio_s: float
    first_audio_cpu_s: float
    paragraph_s: float
    paragraph_rtf: float
    paragraph_cpu_rtf: float
    peak_rss_mb: float

    def as_json(self) -> dict[str, Any]:
        """The figures, rounded to a tenth of a millisecond."""
        return {name: round(value, 4) if isinstance(value, float) else value for name, value in asdict(self).items()}


class Worker:
    """The process of one engine, ready to speak; `start_s` is what starting it took."""

    def __init__(self, job: Job) -> None:
        """
        Raises:
            BenchError: the engine does not start.
        """
        self.job = job
        started = time.perf_counter()
        # Not a pipe, which would stop an engine that writes much when nobody reads.
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed by stop()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tts.bench.worker", json.dumps(asdict(job))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            encoding="utf-8",
        )
        try:
            self._read()
        except BaseException:
            self.stop()
            raise
        self.start_s = time.perf_counter() - started

    def ask(self, command: str) -> dict[str, float]:
        """The answer to `short`, `paragraph` or `memory`.

        Raises:
            BenchError: the process ended.
        """
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(command + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            pass  # the process is gone: reading says why
        return self._read()

    def stop(self) -> None:
        """Ends the process."""
        self._process.kill()
        self._process.communicate()
        self._errors.close()

    def _read(self) -> dict[str, float]:
        assert self._process.stdout is not None
        patience = threading.Timer(_PATIENCE_S, self._process.kill)
        try:
            patience.start()
            line = self._process.stdout.readline()
        finally:
            patience.cancel()  # or the interpreter waits for it when Ctrl-C ends it
        if not line:
            self._process.wait()
            self._errors.seek(0)
            errors = self._errors.read().decode(errors="replace").strip()
            last = (errors.splitlines() or [f"no answer within {_PATIENCE_S:.0f} s"])[-1]
            raise BenchError(f"{self.job.engine} with {self.job.threads} threads failed: {last}")
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise BenchError(f"{self.job.engine} with {self.job.threads} threads failed: {answer['error']}")
        return answer


def measure(jobs: Sequence[Job], repeats: int, step: Callable[[str], None] = lambda what: None) -> list[BenchRow]:
    """Measures engines side by side.

    Args:
        jobs: at least one; those with the same thread count take turns.
        repeats: times that every text is spoken.
        step: told before each measurement what comes, `steps(jobs, repeats)` times in all.

    Raises:
        BenchError: an engine failed.
    """
    rows: list[BenchRow] = []
    for threads in dict.fromkeys(job.threads for job in jobs):
        rows += _measure_together([job for job in jobs if job.threads == threads], repeats, step)
    return rows


def steps(jobs: Sequence[Job], repeats: int) -> int:
    """How many measurements `measure` takes."""
    return len(jobs) * (min(repeats, MAX_STARTS) + 2 * repeats)


def _measure_together(jobs: Sequence[Job], repeats: int, step: Callable[[str], None]) -> list[BenchRow]:
    starts: list[list[float]] = [[] for _ in jobs]
    answers: list[dict[str, list[dict[str, float]]]] = [{"short": [], "paragraph": []} for _ in jobs]

    def start(index: int) -> Worker:
        step(f"{jobs[index].engine}, {jobs[index].threads} threads: start")
        worker = Worker(jobs[index])
        starts[index].append(worker.start_s)
        return worker

    for _ in range(min(repeats, MAX_STARTS) - 1):
        for index in range(len(jobs)):
            start(index).stop()
    with ExitStack() as stack:
        workers = [stack.enter_context(_stopping(start(index))) for index in range(len(jobs))]
        for number in range(repeats):
            order = range(len(jobs)) if number % 2 == 0 else reversed(range(len(jobs)))
            for index in order:
                for text, taken in answers[index].items():
                    step(f"{jobs[index].engine}, {jobs[index].threads} threads: {text}")
                    taken.append(workers[index].ask(text))
        memory = [worker.ask("memory")["peak_rss_mb"] for worker in workers]
    return [_row(*figures) for figures in zip(jobs, starts, answers, memory, strict=True)]


@contextmanager
def _stopping(worker: Worker) -> Iterator[Worker]:
    try:
        yield worker
    finally:
        worker.stop()


def _row(job: Job, starts: list[float], answers: dict[str, list[dict[str, float]]], memory_mb: float) -> BenchRow:
    def median(text: str, key: str) -> float:
        return statistics.median(answer[key] for answer in answers[text])

    paragraph_s = median("paragraph", "audio_s")
    return BenchRow(
        engine=job.engine,
        voice=job.voice if job.engine == "tts" else job.locale,
        threads=job.threads,
        cold_start_s=statistics.median(starts),
        short_s=median("short", "total_s"),
        short_cpu_s=median("short", "cpu_s"),
        short_first_audio_s=median("short", "first_s"),
        short_first_audio_cpu_s=median("short", "first_cpu_s"),
        first_audio_s=median("paragraph", "first_s"),
        first_audio_cpu_s=median("paragraph", "first_cpu_s"),
        paragraph_s=paragraph_s,
        paragraph_rtf=median("paragraph", "total_s") / paragraph_s,
        paragraph_cpu_rtf=median("paragraph", "cpu_s") / paragraph_s,
        peak_rss_mb=memory_mb,
    )

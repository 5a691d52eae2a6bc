"""Metrics for Prometheus. Names and meanings mirror those that Amazon Polly sends to CloudWatch.

| Prometheus                     | CloudWatch          |
|--------------------------------|---------------------|
| polly_request_characters_total | RequestCharacters   |
| polly_response_latency_seconds | ResponseLatency: to the first byte |
| polly_responses_total{class=}  | 2XXCount, 4XXCount, 5XXCount |

Those called tts_engine_* are of the engine behind all routes; its work seconds by its audio seconds are the real-time
factor. Those called tts_task* and tts_notices are of tasks. RUNBOOK.md says what each of them is good for.
"""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from server.contract import Speech
from server.logs import RequestLog
from server.scheduling import EngineObserver
from server.tasks import TaskObserver
from tts.synthesizer import Audio

CONTENT_TYPE = CONTENT_TYPE_LATEST

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 30.0, 60.0)


class Metrics:
    """All metrics of one process.

    Args:
        depth: how many requests wait or run.
        ready: whether the service can take requests.
    """

    def __init__(self, depth: Callable[[], int], ready: Callable[[], bool]) -> None:
        self._registry = registry = CollectorRegistry()
        self._characters = Counter(
            "polly_request_characters", "Billed characters of requests.", ["operation", "voice"], registry=registry
        )
        self._latency = Histogram(
            "polly_response_latency_seconds",
            "Seconds from the request to the first byte of its response.",
            ["operation"],
            buckets=_SECONDS,
            registry=registry,
        )
        self._duration = Histogram(
            "polly_response_duration_seconds",
            "Seconds from the request to the end of its response.",
            ["operation"],
            buckets=_SECONDS,
            registry=registry,
        )
        self._responses = Counter(
            "polly_responses",
            "Responses by operation, class (2XX, 4XX, 5XX) and error code.",
            ["operation", "class", "code"],
            registry=registry,
        )
        self._audio = Counter("polly_audio_seconds", "Seconds of audio sent.", ["voice", "format"], registry=registry)
        self._running = Gauge(
            "polly_requests_in_progress", "Requests being answered.", multiprocess_mode="livesum", registry=registry
        )
        queue = Gauge(
            "polly_queue_depth", "Requests that wait for the engine or run in it.", multiprocess_mode="livesum",
            registry=registry,
        )  # fmt: skip
        up = Gauge("polly_ready", "1 if requests are taken.", multiprocess_mode="livemin", registry=registry)
        self._sampled = ((queue, depth), (up, ready))
        self.engine: EngineObserver = _EngineMetrics(registry)
        self.tasks: TaskObserver = _TaskMetrics(registry)

    def sample(self) -> None:
        """Reads the gauges. Several processes share their values through files, so asking at a scrape is too late."""
        for gauge, read in self._sampled:
            gauge.set(read())

    def begin(self) -> None:
        self._running.inc()
        self.sample()

    def end(self, operation: str, status: int, code: str, first_byte_s: float | None, duration_s: float) -> None:
        """One request has been answered; `code` is that of an error."""
        self._running.dec()
        self._responses.labels(operation, f"{status // 100}XX", code).inc()
        if first_byte_s is not None:
            self._latency.labels(operation).observe(first_byte_s)
        self._duration.labels(operation).observe(duration_s)
        self.sample()

    def characters(self, operation: str, voice: str, count: int) -> None:
        self._characters.labels(operation, voice).inc(count)

    def audio(self, log: RequestLog, seconds: float) -> None:
        """Seconds that are sent for a request."""
        log.audio_s += seconds
        self._audio.labels(log.voice, log.format).inc(seconds)

    async def counted(self, pieces: Speech, log: RequestLog) -> AsyncGenerator[Audio, None]:
        """The pieces, whose seconds are counted and whose notes are kept as they pass; closing this closes them."""
        async with aclosing(pieces):
            async for piece in pieces:
                self.audio(log, piece.duration_s)
                log.notes += piece.notes
                yield piece

    def text(self) -> bytes:
        """The exposition format; of all worker processes where there are several."""
        self.sample()
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
            return generate_latest(self._registry)
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)


class _EngineMetrics(EngineObserver):
    """What the engine tells."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._waits = Histogram(
            "tts_engine_wait_seconds", "Seconds until a request is taken up.", buckets=_SECONDS, registry=registry
        )
        self._firsts = Histogram(
            "tts_engine_first_piece_seconds", "Seconds to the first audio.", buckets=_SECONDS, registry=registry
        )
        self._runs = Histogram(
            "tts_engine_batch_size",
            "Requests in one run of the models, where waiting ones share it.",
            buckets=(1, 2, 4, 8, 16, 32),
            registry=registry,
        )
        self._ends = Counter(
            "tts_engine_speeches", "Speeches made: done, failed or cancelled.", ["outcome"], registry=registry
        )
        self._audio = Counter("tts_engine_audio_seconds", "Seconds of audio made.", registry=registry)
        self._work = Counter("tts_engine_work_seconds", "Seconds that threads worked on it.", registry=registry)
        self._lookups = Counter(
            "tts_engine_lookups", "Requests by where their audio came from; miss: made.", ["source"], registry=registry
        )

    def ran_together(self, requests: int) -> None:
        self._runs.observe(requests)

    def waited(self, seconds: float) -> None:
        self._waits.observe(seconds)

    def first_piece(self, seconds: float) -> None:
        self._firsts.observe(seconds)

    def ended(self, outcome: str, audio_s: float, work_s: float) -> None:
        self._ends.labels(outcome).inc()
        self._audio.inc(audio_s)
        self._work.inc(work_s)

    def looked_up(self, source: str) -> None:
        self._lookups.labels(source).inc()


class _TaskMetrics(TaskObserver):
    """What the task queue tells."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._ends = Counter("tts_tasks", "Tasks that have ended: completed or failed.", ["status"], registry=registry)
        self._stumbles = Counter(
            "tts_task_stumbles", "Failures of the work on the task queue, which is tried again.", ["work"],
            registry=registry,
        )  # fmt: skip
        self._notices = Counter(
            "tts_notices", "Attempts to deliver messages about tasks: delivered, postponed or given up.", ["outcome"],
            registry=registry,
        )  # fmt: skip

        for status in ("completed", "failed"):  # from zero on: the first that fails is to be seen as one more
            self._ends.labels(status)
        for outcome in ("delivered", "postponed", "given up"):
            self._notices.labels(outcome)

    def ended(self, status: str) -> None:
        self._ends.labels(status).inc()

    def stumbled(self, work: str) -> None:
        self._stumbles.labels(work).inc()

    def notified(self, outcome: str) -> None:
        self._notices.labels(outcome).inc()

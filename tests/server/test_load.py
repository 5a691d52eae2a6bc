"""Many callers at once, with the shipped voice: what they get, and how much of it. Run with -m perf on a quiet machine.

TTS_TEST_LOAD_S sets the seconds of each measurement (default 15).
"""

from __future__ import annotations

import asyncio
import itertools
import os
import time
from collections import Counter
from dataclasses import dataclass, field

import pytest

from server.config import Settings
from server.contract import Overloaded, SpeechRequest
from server.scheduling import ScheduledEngine

pytestmark = pytest.mark.perf

CALLERS = 16
SECONDS = float(os.environ.get("TTS_TEST_LOAD_S", "15"))
VOICES = ("Matthew", "Arthur", "Pedro", "Daniel", "Liam")


@dataclass
class Load:
    """What came of the requests of one measurement."""

    outcomes: Counter[str] = field(default_factory=Counter)
    first_s: list[float] = field(default_factory=list)
    elapsed_s: float = 0.0
    cpu_s: float = 0.0

    @property
    def prompts_per_second(self) -> float:
        return self.outcomes["spoken"] / self.elapsed_s

    def describe(self, title: str) -> str:
        waits = sorted(self.first_s)
        median, worst = waits[len(waits) // 2], waits[int(0.95 * (len(waits) - 1))]
        return (
            f"{title}: {self.prompts_per_second:.1f} prompts/s, "
            f"{self.outcomes['spoken'] / self.cpu_s:.1f} per second of one core, "
            f"first audio {1000 * median:.0f} ms (median), {1000 * worst:.0f} ms (95 %), {dict(self.outcomes)}"
        )


async def load(engine: ScheduledEngine, seconds: float) -> Load:
    """`CALLERS` callers, each with one request after the other; no text comes twice."""
    result, numbers = Load(), itertools.count()
    begun, begun_cpu = time.monotonic(), time.process_time()

    async def caller(index: int) -> None:
        while time.monotonic() - begun < seconds:
            request = SpeechRequest(f"For order number {next(numbers)}, press {index % 10}.", VOICES[index % 5])
            asked = time.monotonic()
            try:
                speech = await engine.speak(request, f"caller {index}")
                samples = 0
                async for piece in speech:
                    if not samples:
                        result.first_s.append(time.monotonic() - asked)
                    samples += len(piece.samples)
            except Overloaded as refusal:
                result.outcomes["refused"] += 1
                await asyncio.sleep(min(refusal.retry_after_s, 1.0))
            else:
                result.outcomes["spoken" if samples > 24_000 else "lost"] += 1

    async with asyncio.TaskGroup() as group:
        for index in range(CALLERS):
            group.create_task(caller(index))
    result.elapsed_s = time.monotonic() - begun
    result.cpu_s = time.process_time() - begun_cpu
    return result


def measured(seconds: float, **changes: object) -> Load:
    async def run() -> Load:
        engine = ScheduledEngine(Settings(**{"cache_mb": 0, **changes}))  # type: ignore[arg-type]
        await engine.start()
        try:
            await load(engine, min(3.0, seconds))  # until everything is warm
            return await load(engine, seconds)
        finally:
            await engine.close(30.0)

    return asyncio.run(run())


def test_sixteen_callers_lose_nothing_and_two_threads_beat_one() -> None:
    one, two = measured(SECONDS, engine_threads=1), measured(SECONDS, engine_threads=2)
    ratio = two.prompts_per_second / one.prompts_per_second
    print(f"\n{one.describe('one thread')}\n{two.describe('two threads')}\nratio {ratio:.2f}")
    for result in (one, two):
        assert set(result.outcomes) == {"spoken"}
    if len(os.sched_getaffinity(0)) > 1:
        assert ratio > 1.2


def test_a_small_queue_refuses_and_loses_nothing() -> None:
    result = measured(SECONDS / 3, queue_size=4, engine_threads=1)
    print("\n" + result.describe("four places"))
    assert set(result.outcomes) == {"spoken", "refused"}


def test_a_short_prompt_does_not_wait_for_long_texts() -> None:
    long = "This is one of very many sentences that somebody wants to hear at once. " * 100

    async def run() -> list[float]:
        engine = ScheduledEngine(Settings(cache_mb=0, engine_threads=1))
        await engine.start()
        waits: list[float] = []

        async def read(request: SpeechRequest, caller: str) -> None:
            async for _ in await engine.speak(request, caller):
                pass

        readers = [asyncio.create_task(read(SpeechRequest(f"{i}. {long}", "Matthew"), "batch")) for i in range(4)]
        await asyncio.sleep(2.0)
        for number in range(10):
            asked = time.monotonic()
            await read(SpeechRequest(f"Press {number}.", "Matthew"), "telephone")
            waits.append(time.monotonic() - asked)
        assert not any(reader.done() for reader in readers)  # else nothing was measured
        for reader in readers:
            reader.cancel()
        await asyncio.gather(*readers, return_exceptions=True)
        await engine.close(0.0)
        return waits

    waits = asyncio.run(run())
    print(f"\nshort prompts among long texts: {', '.join(f'{1000 * wait:.0f}' for wait in waits)} ms")
    # One piece of a long text and one's own: a text takes a hundred times as long.
    assert sorted(waits)[5] < 2.0

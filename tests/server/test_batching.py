"""Are waiting requests answered faster if they share runs of the models? Run with -m perf.

The processor's time is compared, so a busy machine does not matter much: the same prompts, asked for at once, by an
engine of one lane that runs them one after another, and by one that may put several into a run.
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import numpy as np
import pytest

from server.config import Settings
from server.contract import SpeechRequest
from server.scheduling import EngineObserver, ScheduledEngine

pytestmark = pytest.mark.perf

PROMPTS = (
    "For English, please press one.",
    "Please hold the line while we connect you to an agent.",
    "Your call may be recorded.",
    "Thank you for calling; our office is closed today.",
    "The next train leaves at ten past nine from platform four.",
    "Good morning.",
    "Your balance is four pounds and twenty pence.",
    "Say yes or no after the tone.",
)
COPIES = 4
ROUNDS = 5


class Runs(EngineObserver):
    """How many requests shared each run."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def ran_together(self, requests: int) -> None:
        self.sizes.append(requests)


async def _seconds(engine: ScheduledEngine) -> float:
    """Processor time of all prompts, asked for at once by callers of their own."""
    begun = time.process_time()
    requests = [
        SpeechRequest(text, "Matthew", rate=1 + 0.002 * copy) for text in PROMPTS for copy in range(COPIES)
    ]  # no two are equal: those would be made once
    speeches = [await engine.speak(request, str(index)) for index, request in enumerate(requests)]
    await asyncio.gather(*(_read(speech) for speech in speeches))
    return time.process_time() - begun


async def _read(speech) -> None:
    async for _ in speech:
        pass


@pytest.mark.parametrize("batch", [2, 4, 8])
def test_shared_runs_against_runs_of_one(batch: int, tmp_path: Path) -> None:
    runs = Runs()

    async def measure() -> list[tuple[float, float]]:
        settings = {"engine_threads": 1, "cache_mb": 0, "data_dir": tmp_path}
        engines = [ScheduledEngine(Settings(**settings)), ScheduledEngine(Settings(**settings, batch=batch), runs)]
        for engine in engines:
            await engine.start()
        try:
            return [(await _seconds(engines[0]), await _seconds(engines[1])) for _ in range(ROUNDS)]
        finally:
            for engine in engines:
                await engine.close(10.0)

    one, shared = np.median(np.array(asyncio.run(measure())), axis=0)
    print(
        f"\nbatch {batch}: {np.mean(runs.sizes):.2f} requests in a run, largest {max(runs.sizes)}; "
        f"{1e3 * one:.0f} ms one by one, {1e3 * shared:.0f} ms shared: {one / shared:.2f} times as fast"
    )
    assert max(runs.sizes) > 1
    assert shared < 2 * one

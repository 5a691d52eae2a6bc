"""A synthesiser whose pieces come when the test says so, and the engine around it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np

from server.config import Settings
from server.contract import SpeechRequest
from server.scheduling import EngineObserver, ScheduledEngine
from tts.errors import EmptyTextError
from tts.synthesizer import Audio, Synthesizer

PIECE = 24_000
"""Samples of one piece: a second."""


class PacedSynthesizer:
    """Text "3 hello" gives three pieces; "bad" fails after the first. `gate` holds all work back while it is closed.

    `at_gate` counts the threads that stand before it.
    """

    def __init__(self, folder: Path) -> None:
        self.voices = Synthesizer(folder).voices
        self.gate = threading.Event()
        self.gate.set()
        self.at_gate = 0
        self.order: list[str] = []
        self.closed: list[str] = []

    def stream(self, text: str, voice: str, **_: object) -> Iterator[Audio]:
        pieces = int(text.split()[0].rstrip("."))  # the warm-up is "1."
        try:
            for index in range(pieces):
                self.at_gate += 1
                assert self.gate.wait(120)
                self.at_gate -= 1
                self.order.append(text)
                if "bad" in text and index == 1:
                    raise EmptyTextError("nothing more to speak")
                yield Audio(np.full(PIECE, index / 100, np.float32), 24_000)
        except GeneratorExit:
            self.closed.append(text)
            raise


class Notes(EngineObserver):
    def __init__(self) -> None:
        self.sources: list[str] = []
        self.outcomes: list[str] = []
        self.first: list[float] = []

    def looked_up(self, source: str) -> None:
        self.sources.append(source)

    def ended(self, outcome: str, audio_s: float, work_s: float) -> None:
        self.outcomes.append(outcome)

    def first_piece(self, seconds: float) -> None:
        self.first.append(seconds)


@asynccontextmanager
async def running(
    synthesizer: PacedSynthesizer, observer: EngineObserver | None = None, **changes: object
) -> AsyncIterator[ScheduledEngine]:
    settings = Settings(**{"engine_threads": 1, **changes})  # type: ignore[arg-type]
    engine = ScheduledEngine(settings, observer, synthesizer)
    await engine.start()
    synthesizer.order.clear()  # the warm-up
    try:
        yield engine
    finally:
        synthesizer.gate.set()
        await engine.close(10.0)


def ask(text: str, voice: str = "Matthew") -> SpeechRequest:
    return SpeechRequest(text, voice)


async def read(speech: AsyncIterator[Audio]) -> list[Audio]:
    return [piece async for piece in speech]


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(120):
        while not condition():
            await asyncio.sleep(0.005)


async def occupy(engine: ScheduledEngine, synthesizer: PacedSynthesizer) -> asyncio.Task[list[Audio]]:
    """Occupies the only worker with a request whose first piece waits at the gate."""
    synthesizer.gate.clear()
    task = asyncio.create_task(read(await engine.speak(ask("1 blocker"), "blocker")))
    await until(lambda: synthesizer.at_gate == 1)
    return task

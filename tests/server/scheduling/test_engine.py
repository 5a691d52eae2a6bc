"""What the engine keeps, how it ends, and the engine with a voice that hums."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from server.config import Settings
from server.contract import Overloaded
from server.scheduling import EngineObserver, ScheduledEngine
from tests.server.scheduling.paced import Notes, PacedSynthesizer, ask, read, running, until
from tts.errors import UnknownVoiceError
from tts.synthesizer import Audio, Synthesizer


def test_the_same_request_later_comes_from_memory(paced: PacedSynthesizer) -> None:
    notes = Notes()

    async def run() -> None:
        async with running(paced, notes) as engine:
            first = await read(await engine.speak(ask("3 hello"), "a"))
            second = await read(await engine.speak(ask("3 hello", "MATTHEW"), "b"))
            assert all(np.array_equal(a.samples, b.samples) for a, b in zip(first, second, strict=True))
            assert len(await read(await engine.speak(ask("3 hello", "Arthur"), "b"))) == 3

    asyncio.run(run())
    assert notes.sources == ["miss", "memory", "miss"]
    assert paced.order.count("3 hello") == 6


def test_the_disk_outlives_the_engine(paced: PacedSynthesizer, tmp_path: Path) -> None:
    notes = Notes()

    async def run() -> None:
        async with running(paced, notes, disk_cache_mb=10, data_dir=tmp_path) as engine:
            await read(await engine.speak(ask("3 hello"), "a"))

    asyncio.run(run())
    asyncio.run(run())
    assert notes.sources == ["miss", "disk"]


@pytest.mark.parametrize("cache_mb", [0, 1])
def test_the_disk_does_not_depend_on_the_memory(paced: PacedSynthesizer, tmp_path: Path, cache_mb: int) -> None:
    """Seen: a small cache in memory, or none, switched the one on the disk off."""
    notes = Notes()

    async def run() -> None:
        async with running(paced, notes, cache_mb=cache_mb, disk_cache_mb=10, data_dir=tmp_path) as engine:
            assert len(await read(await engine.speak(ask("3 hello"), "a"))) == 3
            await until(lambda: any((tmp_path / "cache").glob("??/*[0-9a-f]")))  # whole, no ".part"
            assert len(await read(await engine.speak(ask("3 hello"), "a"))) == 3

    asyncio.run(run())
    assert notes.sources == ["miss", "disk"]


def test_a_request_that_waits_for_the_disk_while_the_engine_ends_is_refused(
    paced: PacedSynthesizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen: it was queued for threads that were gone, and its reader waited for ever."""
    asked, answer = threading.Event(), threading.Event()

    def slow(*_: object) -> None:
        asked.set()
        answer.wait(30)

    monkeypatch.setattr("server.cache.DiskCache.get", slow)

    async def run() -> None:
        async with running(paced, disk_cache_mb=10, data_dir=tmp_path) as engine:
            speaking = asyncio.create_task(engine.speak(ask("3 hello"), "a"))
            await until(asked.is_set)
            await engine.close(0.0)
            answer.set()
            with pytest.raises(Overloaded):
                await speaking

    asyncio.run(run())


def test_an_unknown_voice_is_refused(paced: PacedSynthesizer) -> None:
    async def run() -> None:
        async with running(paced) as engine:
            with pytest.raises(UnknownVoiceError):
                await engine.speak(ask("1 x", "Nobody"), "a")

    asyncio.run(run())


def test_closing_the_engine_finishes_what_runs_and_takes_nothing_new(paced: PacedSynthesizer) -> None:
    async def run() -> None:
        async with running(paced) as engine:
            reading = asyncio.create_task(read(await engine.speak(ask("12 long"), "a")))
            closing = asyncio.create_task(engine.close(20.0))
            await until(lambda: not engine.ready())
            with pytest.raises(Overloaded):
                await engine.speak(ask("1 new"), "a")
            assert len(await reading) == 12
            await closing

    asyncio.run(run())


def test_closing_ends_after_the_grace(paced: PacedSynthesizer) -> None:
    async def run() -> None:
        async with running(paced) as engine:
            speech = await engine.speak(ask("600 stalled"), "a")
            await until(lambda: paced.order.count("600 stalled") >= 4)
            await engine.close(0.05)
            with pytest.raises(Overloaded):
                await read(speech)

    asyncio.run(run())
    assert threading.active_count() < 20


def test_the_observer_hears_how_long_the_first_piece_took(paced: PacedSynthesizer) -> None:
    notes = Notes()

    async def run() -> None:
        async with running(paced, notes) as engine:
            await read(await engine.speak(ask("3 hello"), "a"))

    asyncio.run(run())
    assert len(notes.first) == 1
    assert notes.first[0] > 0


@pytest.mark.parametrize("threads", [1, 2])
def test_the_humming_voice_gives_what_the_synthesiser_gives(voices_folder: Path, threads: int) -> None:
    texts = [f"Prompt number {index}. Press {index}." for index in range(8)]

    async def run() -> Sequence[list[Audio]]:
        engine = ScheduledEngine(Settings(voices=voices_folder, engine_threads=threads))
        await engine.start()
        try:
            speeches = [await engine.speak(ask(text), text[-2]) for text in texts]
            return await asyncio.gather(*(read(speech) for speech in speeches))
        finally:
            await engine.close(10.0)

    synthesizer = Synthesizer(voices_folder)
    for text, pieces in zip(texts, asyncio.run(run()), strict=True):
        whole = synthesizer.synthesize(text)
        np.testing.assert_array_equal(np.concatenate([piece.samples for piece in pieces]), whole.samples)
        assert tuple(mark for piece in pieces for mark in piece.marks) == whole.marks


def test_waiting_requests_share_runs_of_the_models(voices_folder: Path) -> None:
    texts = [f"Prompt number {index}. Press {index}." for index in range(10, 26)]

    class Runs(EngineObserver):
        def __init__(self) -> None:
            self.sizes: list[int] = []

        def ran_together(self, requests: int) -> None:
            self.sizes.append(requests)

    async def run(runs: Runs) -> Sequence[list[Audio]]:
        engine = ScheduledEngine(Settings(voices=voices_folder, engine_threads=1, batch=4, cache_mb=0), runs)
        await engine.start()
        try:
            speeches = [await engine.speak(ask(text), text[-3:]) for text in texts]
            return await asyncio.gather(*(read(speech) for speech in speeches))
        finally:
            await engine.close(10.0)

    synthesizer = Synthesizer(voices_folder)
    runs = Runs()
    while not any(size > 1 for size in runs.sizes):  # the threads' luck
        for text, pieces in zip(texts, asyncio.run(run(runs)), strict=True):
            whole = synthesizer.synthesize(text)
            samples = np.concatenate([piece.samples for piece in pieces])
            np.testing.assert_allclose(samples, whole.samples, atol=1e-6)
            assert tuple(mark for piece in pieces for mark in piece.marks) == whole.marks
    assert max(runs.sizes) <= 4

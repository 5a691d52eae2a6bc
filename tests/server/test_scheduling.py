"""The engine's queue with a synthesiser whose pace the test sets, and with the humming voice."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
import pytest

from server.config import Settings
from server.contract import Overloaded, SpeechRequest
from server.scheduling import EngineObserver, ReaderStalledError, ScheduledEngine
from server.scheduling.queue import FairQueue
from tts.errors import EmptyTextError, UnknownVoiceError
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


@pytest.fixture
def paced(voices_folder: Path) -> PacedSynthesizer:
    return PacedSynthesizer(voices_folder)


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


def test_callers_take_turns() -> None:
    queue: FairQueue[str] = FairQueue()
    for index in range(3):
        queue.push("greedy", index, f"greedy {index}")
    queue.push("modest", 5, "modest 0")
    assert [queue.pop() for _ in range(5)] == ["greedy 0", "modest 0", "greedy 1", "greedy 2", None]


def test_one_callers_items_come_by_deadline() -> None:
    queue: FairQueue[str] = FairQueue()
    for deadline, name in ((3.0, "late"), (1.0, "soon"), (1.0, "soon too")):
        queue.push("caller", deadline, name)
    assert [queue.pop() for _ in range(3)] == ["soon", "soon too", "late"]


def test_whoever_has_time_comes_after_those_who_have_none() -> None:
    queue: FairQueue[str] = FairQueue()
    for caller, deadline in (("ahead", 60.0), ("far ahead", 70.0), ("new", 10.0), ("newer", 11.0)):
        for index in range(2):
            queue.push(caller, deadline, f"{caller} {index}")
    assert [queue.pop(15.0) for _ in range(5)] == ["new 0", "newer 0", "new 1", "newer 1", "ahead 0"]
    queue.push("newest", 14.0, "newest")
    assert [queue.pop(15.0) for _ in range(5)] == ["newest", "far ahead 0", "ahead 1", "far ahead 1", None]


def test_who_has_time_may_be_left_where_he_is() -> None:
    queue: FairQueue[str] = FairQueue()
    queue.push("ahead", 60.0, "ahead")
    assert queue.pop(15.0, due_only=True) is None
    queue.push("new", 10.0, "new")
    assert [queue.pop(15.0, due_only=True) for _ in range(2)] == ["new", None]
    assert queue.pop(15.0) == "ahead"


def test_pieces_come_in_order_and_equal_those_of_the_synthesiser(paced: PacedSynthesizer) -> None:
    async def run() -> list[Audio]:
        async with running(paced) as engine:
            assert engine.ready()
            return await read(await engine.speak(ask("3 hello"), "a"))

    pieces = asyncio.run(run())
    assert [float(piece.samples[0]) for piece in pieces] == pytest.approx([0.0, 0.01, 0.02])


def test_a_greedy_caller_does_not_hold_up_another(paced: PacedSynthesizer) -> None:
    async def run() -> None:
        async with running(paced) as engine:
            blocker = await occupy(engine, paced)
            greedy = [await engine.speak(ask(f"1 greedy {i}"), "greedy") for i in range(20)]
            modest = await engine.speak(ask("1 modest"), "modest")
            paced.gate.set()
            await asyncio.gather(blocker, read(modest), *(read(speech) for speech in greedy))

    asyncio.run(run())
    assert paced.order.index("1 modest") <= 2


def test_a_short_request_passes_a_long_one_of_the_same_caller(paced: PacedSynthesizer) -> None:
    async def run() -> None:
        async with running(paced) as engine:
            blocker = await occupy(engine, paced)
            long = asyncio.create_task(read(await engine.speak(ask("30 long"), "caller")))
            short = asyncio.create_task(read(await engine.speak(ask("1 short"), "caller")))
            paced.gate.set()
            await asyncio.gather(blocker, long, short)

    asyncio.run(run())
    assert paced.order.index("1 short") <= 2
    assert paced.order.count("30 long") == 30


def test_a_short_request_waits_for_none_of_many_callers_with_long_texts(paced: PacedSynthesizer) -> None:
    """Seen: it waited for a piece of every one of them, although they had minutes of audio already."""

    async def run() -> None:
        async with running(paced) as engine:
            readers = [
                asyncio.create_task(read(await engine.speak(ask(f"500 long {index}"), f"caller {index}")))
                for index in range(20)
            ]
            await until(lambda: len(paced.order) > 200)
            paced.gate.clear()
            await until(lambda: paced.at_gate == 1)
            short = asyncio.create_task(read(await engine.speak(ask("1 short"), "telephone")))
            await until(lambda: engine.depth() == 21)
            made = len(paced.order)
            paced.gate.set()
            await short
            assert paced.order.index("1 short") - made <= 1
            assert not any(reader.done() for reader in readers)
            for reader in readers:
                reader.cancel()
            await asyncio.gather(*readers, return_exceptions=True)

    asyncio.run(run())


class GatedSynthesizer(PacedSynthesizer):
    """Pieces of a text go through a gate of its own, one by one; `begun` are the texts of all pieces at their gates."""

    def __init__(self, folder: Path, gates: dict[str, threading.Semaphore]) -> None:
        super().__init__(folder)
        self.gates = gates
        self.begun: list[str] = []

    def stream(self, text: str, voice: str, **_: object) -> Iterator[Audio]:
        for index in range(int(text.split()[0].rstrip("."))):
            if text in self.gates:
                self.begun.append(text)
                assert self.gates[text].acquire(timeout=60)
            yield Audio(np.full(PIECE, index / 100, np.float32), 24_000)


@pytest.mark.parametrize(("threads", "works_ahead"), [(2, False), (3, True)])
def test_one_thread_less_works_ahead_while_somebody_waits(voices_folder: Path, threads: int, works_ahead: bool) -> None:
    """Seen: short prompts took several times as long beside texts whose listeners had minutes of audio."""
    longs = [f"900 long {index}" for index in range(4)]
    gates = {text: threading.Semaphore(20) for text in longs} | {"1 short": threading.Semaphore(0)}
    gated = GatedSynthesizer(voices_folder, gates)

    async def run() -> None:
        async with running(gated, engine_threads=threads) as engine:
            readers = [asyncio.create_task(read(await engine.speak(ask(text), text))) for text in longs]
            await until(lambda: sum(gated.begun.count(text) == 21 for text in longs) == threads)  # all at shut gates
            begun = len(gated.begun)
            short = asyncio.create_task(read(await engine.speak(ask("1 short"), "telephone")))
            for text in longs:
                gates[text].release(1_000)
            await until(lambda: "1 short" in gated.begun)
            if works_ahead:
                await until(lambda: len(gated.begun) > begun + 100)
            else:
                await asyncio.sleep(0.1)
                assert len(gated.begun) == begun + 1
            gates["1 short"].release()
            await asyncio.gather(short, *readers)  # all threads work again

    asyncio.run(run())


def test_a_full_queue_refuses_and_says_when_to_come_back(paced: PacedSynthesizer) -> None:
    async def run() -> None:
        async with running(paced, queue_size=2) as engine:
            blocker = await occupy(engine, paced)
            waiting = [await engine.speak(ask(f"1 waiting {i}"), "caller") for i in range(2)]
            assert not engine.ready()
            with pytest.raises(Overloaded) as refusal:
                await engine.speak(ask("1 too many"), "caller")
            assert refusal.value.retry_after_s >= 1.0
            paced.gate.set()
            await asyncio.gather(blocker, *(read(speech) for speech in waiting))
            assert engine.ready()
            assert await read(await engine.speak(ask("1 too many"), "caller"))

    asyncio.run(run())


def test_one_caller_leaves_places_for_others(paced: PacedSynthesizer) -> None:
    """Seen: one who read nothing held seven eighths of the queue, and all others got one request each at a time."""

    async def run() -> None:
        async with running(paced, queue_size=29) as engine:
            blocker = await occupy(engine, paced)
            accepted = [await engine.speak(ask(f"1 greedy {index}"), "greedy") for index in range(20)]
            with pytest.raises(Overloaded):
                await engine.speak(ask("1 too greedy"), "greedy")
            accepted += [await engine.speak(ask(f"1 modest {index}"), "modest") for index in range(7)]
            accepted += [await engine.speak(ask(f"1 latecomer {index}"), "latecomer") for index in range(2)]
            paced.gate.set()
            await asyncio.gather(blocker, *(read(speech) for speech in accepted))

    asyncio.run(run())


def test_a_reader_that_takes_nothing_holds_no_worker_and_little_memory(paced: PacedSynthesizer) -> None:
    async def run() -> None:
        async with running(paced) as engine:
            stalled = await engine.speak(ask("600 stalled"), "slow")
            assert len(await read(await engine.speak(ask("20 lively"), "quick"))) == 20
            await until(lambda: paced.order.count("600 stalled") >= 4)
            await asyncio.sleep(0.05)
            assert paced.order.count("600 stalled") <= 5  # four seconds ahead
            for _ in range(10):
                await anext(stalled)
            await until(lambda: paced.order.count("600 stalled") >= 14)
            await stalled.aclose()

    asyncio.run(run())


def test_a_stalled_reader_is_given_up_and_learns_it(paced: PacedSynthesizer) -> None:
    async def run() -> None:
        async with running(paced) as engine:
            stalled = await engine.speak(ask("600 stalled"), "slow")
            await until(lambda: paced.order.count("600 stalled") >= 4)
            await until(lambda: engine.give_up_stalled(0.0) or engine.depth() == 0)
            with pytest.raises(ReaderStalledError):
                await read(stalled)

    asyncio.run(run())
    assert paced.closed == ["600 stalled"]


def test_closing_stops_the_work(paced: PacedSynthesizer) -> None:
    notes = Notes()

    async def run() -> None:
        async with running(paced, notes) as engine:
            speech = await engine.speak(ask("1000 long"), "caller")
            await anext(speech)
            await speech.aclose()
            await until(lambda: engine.depth() == 0)
            with pytest.raises(StopAsyncIteration):
                await anext(speech)

    asyncio.run(run())
    assert paced.closed == ["1000 long"]
    assert paced.order.count("1000 long") < 20
    assert notes.outcomes == ["cancelled"]


def test_closing_a_request_that_waits_takes_it_out(paced: PacedSynthesizer) -> None:
    async def run() -> None:
        async with running(paced) as engine:
            blocker = await occupy(engine, paced)
            waiting = await engine.speak(ask("1 waiting"), "caller")
            await waiting.aclose()
            assert engine.depth() == 1
            paced.gate.set()
            await blocker

    asyncio.run(run())
    assert "1 waiting" not in paced.order


def test_equal_requests_together_are_made_once(paced: PacedSynthesizer) -> None:
    notes = Notes()

    async def run() -> list[list[Audio]]:
        async with running(paced, notes) as engine:
            blocker = await occupy(engine, paced)
            speeches = [await engine.speak(ask("3 same"), f"caller {i}") for i in range(5)]
            paced.gate.set()
            results = await asyncio.gather(*(read(speech) for speech in speeches))
            await blocker
            return results

    results = asyncio.run(run())
    assert paced.order.count("3 same") == 3
    assert [len(pieces) for pieces in results] == [3] * 5
    assert notes.sources.count("shared") == 4


def test_one_of_two_listeners_leaving_does_not_stop_the_other(paced: PacedSynthesizer) -> None:
    async def run() -> list[Audio]:
        async with running(paced) as engine:
            first = await engine.speak(ask("20 same"), "a")
            second = await engine.speak(ask("20 same"), "b")
            await anext(first)
            await first.aclose()
            return await read(second)

    assert len(asyncio.run(run())) == 20


def test_a_stalled_reader_does_not_hold_up_others_of_the_same_text(paced: PacedSynthesizer) -> None:
    """And later it hears everything, in order, although what it had not taken was forgotten."""

    async def run() -> list[Audio]:
        async with running(paced, cache_mb=16) as engine:  # more than ten seconds are not kept
            stalled = await engine.speak(ask("90 same"), "slow")
            lively = await engine.speak(ask("90 same"), "quick")
            begun = [await anext(stalled) for _ in range(3)]
            async with asyncio.timeout(60):  # else a failure would hang
                assert len(await read(lively)) == 90
            assert paced.order.count("90 same") == 90  # nothing is made again before somebody wants it
            return begun + await read(stalled)

    heard = [float(piece.samples[0]) for piece in asyncio.run(run())]
    assert heard == pytest.approx([index / 100 for index in range(90)])
    assert paced.order.count("90 same") == 180


def test_a_stalled_reader_among_others_is_given_up_too(paced: PacedSynthesizer) -> None:
    async def run() -> None:
        async with running(paced, cache_mb=16) as engine:
            stalled = await engine.speak(ask("90 same"), "slow")
            async with asyncio.timeout(60):
                assert len(await read(await engine.speak(ask("90 same"), "quick"))) == 90
            assert engine.depth() == 1
            engine.give_up_stalled(0.0)
            assert engine.depth() == 0
            with pytest.raises(ReaderStalledError):
                await read(stalled)

    asyncio.run(run())


def test_long_audio_is_not_kept_and_still_reaches_every_listener(paced: PacedSynthesizer) -> None:
    async def run() -> None:
        async with running(paced, cache_mb=16) as engine:  # entries of at most a megabyte: ten seconds
            first = await engine.speak(ask("60 long"), "a")
            second = await engine.speak(ask("60 long"), "b")
            results = await asyncio.gather(read(first), read(second))
            assert [len(pieces) for pieces in results] == [60, 60]
            assert len(await read(await engine.speak(ask("60 long"), "a"))) == 60

    asyncio.run(run())
    assert paced.order.count("60 long") == 120


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


def test_an_error_reaches_the_reader_after_the_pieces_before_it_and_is_not_kept(paced: PacedSynthesizer) -> None:
    notes = Notes()

    async def run() -> None:
        async with running(paced, notes) as engine:
            for _ in range(2):
                speech = await engine.speak(ask("3 bad"), "a")
                await anext(speech)
                with pytest.raises(EmptyTextError):
                    await anext(speech)
                await speech.aclose()

    asyncio.run(run())
    assert notes.outcomes == ["failed", "failed"]


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

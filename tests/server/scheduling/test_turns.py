"""Who is served first."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from server.contract import Overloaded
from server.scheduling.queue import FairQueue
from tests.server.scheduling.paced import PIECE, PacedSynthesizer, ask, occupy, read, running, until
from tts.synthesizer import Audio


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

"""Those who listen: in order, together, not at all."""

from __future__ import annotations

import asyncio

import pytest

from server.scheduling import ReaderStalledError
from tests.server.scheduling.paced import Notes, PacedSynthesizer, ask, occupy, read, running, until
from tts.errors import EmptyTextError
from tts.synthesizer import Audio


def test_pieces_come_in_order_and_equal_those_of_the_synthesiser(paced: PacedSynthesizer) -> None:
    async def run() -> list[Audio]:
        async with running(paced) as engine:
            assert engine.ready()
            return await read(await engine.speak(ask("3 hello"), "a"))

    pieces = asyncio.run(run())
    assert [float(piece.samples[0]) for piece in pieces] == pytest.approx([0.0, 0.01, 0.02])


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

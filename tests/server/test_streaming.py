"""Bodies of requests at the level of ASGI."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from server.errors import ApiError, ThrottledError
from server.streaming import BodyReader, ClientGone

LIMIT = 1_000


class Sender:
    """A client whose body comes part by part, as the test says."""

    def __init__(self) -> None:
        self.messages: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    def send(self, size: int, more: bool = True) -> None:
        self.messages.put_nowait({"type": "http.request", "body": b"x" * size, "more_body": more})

    async def receive(self) -> dict[str, Any]:
        return await self.messages.get()


def test_incomplete_bodies_are_bounded_together() -> None:
    """Slow bodies over many connections once added up without bound."""

    async def work() -> None:
        reader, senders = BodyReader(LIMIT, 60.0), [Sender() for _ in range(100)]
        reading = [asyncio.create_task(reader.read({"headers": []}, sender.receive)) for sender in senders]
        for sender in senders:
            sender.send(LIMIT - 1)
        _, waiting = await asyncio.wait(reading, timeout=0.2)
        refused = [task for task in reading if task.done()]
        assert len(waiting) * (LIMIT - 1) <= 32 * LIMIT
        assert len(refused) == 100 - len(waiting)
        for task in refused:
            assert isinstance(task.exception(), ThrottledError)
        for sender in senders:  # those that were taken are finished, which makes room
            sender.send(1, more=False)
        for task in waiting:
            assert len(await task) == LIMIT
        late = Sender()
        late.send(LIMIT, more=False)
        assert len(await reader.read({"headers": []}, late.receive)) == LIMIT

    asyncio.run(work())


@pytest.mark.parametrize("headers", [[], [(b"content-length", b"1800")]])
def test_a_body_that_is_too_large_is_read_on(headers: list[tuple[bytes, bytes]]) -> None:
    """Seen: one client in five met a broken connection, and not the answer, because it was still sending."""

    async def work() -> None:
        sender = Sender()
        for _ in range(3):
            sender.send(600, more=True)
        sender.send(0, more=False)
        with pytest.raises(ApiError, match="larger"):
            await BodyReader(LIMIT, 5.0).read({"headers": headers}, sender.receive)
        assert sender.messages.empty()
        endless = Sender()
        for _ in range(50):
            endless.send(600)
        with pytest.raises(ApiError, match="larger"):
            await BodyReader(LIMIT, 5.0).read({"headers": headers}, endless.receive)
        assert not endless.messages.empty()
        waiting = Sender()  # it has not begun to send, and will not if the answer comes first
        expecting = [(b"content-length", b"1800"), (b"expect", b"100-continue")]
        with pytest.raises(ApiError, match="larger"):
            async with asyncio.timeout(1.0):
                await BodyReader(LIMIT, 5.0).read({"headers": expecting}, waiting.receive)

    asyncio.run(work())


def test_what_is_given_up_makes_room() -> None:
    async def work() -> None:
        reader = BodyReader(LIMIT, 0.05)
        for _ in range(100):
            slow, gone, large = Sender(), Sender(), Sender()
            slow.send(LIMIT)
            gone.send(LIMIT)
            gone.messages.put_nowait({"type": "http.disconnect"})
            large.send(LIMIT)
            large.send(1)
            with pytest.raises(ClientGone):
                await reader.read({"headers": []}, gone.receive)
            with pytest.raises(ApiError, match="larger"):
                await reader.read({"headers": []}, large.receive)
        with pytest.raises(ApiError, match="did not arrive"):
            await reader.read({"headers": []}, slow.receive)
        senders = [Sender() for _ in range(32)]
        for sender in senders:
            sender.send(LIMIT, more=False)
        bodies = await asyncio.gather(*(reader.read({"headers": []}, sender.receive) for sender in senders))
        assert {len(body) for body in bodies} == {LIMIT}

    asyncio.run(work())

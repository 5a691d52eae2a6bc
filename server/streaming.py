"""Requests and responses at the level of ASGI: bounded bodies, bodies sent as they are made, clients that go away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Coroutine, Mapping
from contextlib import suppress
from typing import Any

from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from server.errors import ApiError, ThrottledError, too_large

_MOST_BODIES = 32
"""So many bodies of the largest size may be incomplete at the same time."""

_LINGER_S = 2.0
"""A body that is too large is read on for so many seconds."""

_MOST_PASSED = 4
"""And no further than to so many times the largest size."""


class ClientGone(Exception):  # noqa: N818  # nobody is left to be told
    """The client closed the connection, or takes no more data."""


class BodyReader:
    """Reads the bodies of requests, which are bounded one by one and together.

    A signature can only be checked with the body, so whoever knows the id of a key can make the service keep bodies:
    slow ones, over many connections, would else fill the memory.

    Args:
        limit: most bytes of one body.
        timeout_s: seconds within which a body has to arrive.
    """

    def __init__(self, limit: int, timeout_s: float) -> None:
        self._limit = limit
        self._timeout_s = timeout_s
        self._held = 0
        """Bytes of all bodies that are not yet complete."""

    async def read(self, scope: Scope, receive: Receive, most: int | None = None) -> bytes:
        """The whole body.

        Args:
            scope: of the request.
            receive: gives its parts.
            most: bytes, where the API at hand takes less than the service.

        Raises:
            ApiError: it is too long, or did not come in time, or too much of others has come.
            ClientGone: the client left.
        """
        limit = min(self._limit, most or self._limit)
        body = bytearray()
        try:
            async with asyncio.timeout(self._timeout_s):
                if any(name == b"content-length" and _is_more(value, limit) for name, value in scope["headers"]):
                    raise too_large(limit)
                while await self._more(receive, body, limit):
                    pass
        except TimeoutError:
            message = f"The body did not arrive within {self._timeout_s:g} seconds"
            raise ApiError("RequestTimeoutException", message, 408) from None
        except ApiError as error:
            if error.status == 413 and (b"expect", b"100-continue") not in scope["headers"]:
                await self._pass_over(receive)
            raise
        finally:
            self._held -= len(body)
        return bytes(body)

    async def _pass_over(self, receive: Receive) -> None:
        """Reads on for a while and keeps nothing: a client that is still sending when the connection closes may find it
        broken, and not the answer."""
        passed = 0
        with suppress(TimeoutError):
            async with asyncio.timeout(min(_LINGER_S, self._timeout_s)):
                while passed <= _MOST_PASSED * self._limit:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise ClientGone
                    if not message.get("more_body", False):
                        return
                    passed += len(message.get("body", b""))

    async def _more(self, receive: Receive, body: bytearray, limit: int) -> bool:
        """Takes one more part; whether others follow."""
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        part = message.get("body", b"")
        if len(body) + len(part) > limit:
            raise too_large(limit)
        if self._held + len(part) > _MOST_BODIES * self._limit:
            raise ThrottledError(self._timeout_s)
        body += part
        self._held += len(part)
        return bool(message.get("more_body", False))


def _is_more(length: bytes, limit: int) -> bool:
    """Whether a Content-Length is no number, or one above the limit."""
    return not length.isdigit() or len(length) > 18 or int(length) > limit


async def while_connected(receive: Receive, work: Coroutine[Any, Any, None]) -> None:
    """Does the work and cancels it when the client goes away; to be used after the body has been read.

    Raises:
        ClientGone: the client went before the work was done.
    """
    working = asyncio.ensure_future(work)
    watching = asyncio.ensure_future(_disconnected(receive))
    try:
        await asyncio.wait((working, watching), return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientGone
        await working
    finally:
        for task in (working, watching):
            task.cancel()
        await asyncio.gather(working, watching, return_exceptions=True)


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


class StreamingResponse(Response):
    """A response whose body is sent as it is made. However it ends, the body is closed, which cancels its work.

    Args:
        body: bytes; its first part is already made, so that errors at the start have a status of their own.
        headers: of the response.
        send_timeout_s: a client that takes nothing for so long is given up.
    """

    def __init__(
        self, first: bytes, body: AsyncGenerator[bytes, None], headers: Mapping[str, str], send_timeout_s: float
    ) -> None:
        self.status_code = 200
        self.background = None
        self.raw_headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
        self._first = first
        self._body = body
        self._send_timeout_s = send_timeout_s

    @classmethod
    async def begin(
        cls, body: AsyncGenerator[bytes, None], headers: Mapping[str, str], send_timeout_s: float
    ) -> StreamingResponse:
        """Waits for the first bytes; what goes wrong until then is raised here."""
        try:
            first = await anext(body, b"")
        except BaseException:
            await body.aclose()
            raise
        return cls(first, body, headers, send_timeout_s)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._send(send, {"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            if self._first:
                await self._send(send, _part(self._first))
            async for data in self._body:
                await self._send(send, _part(data))
            await self._send(send, {"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            await self._body.aclose()

    async def _send(self, send: Send, message: Message) -> None:
        try:
            async with asyncio.timeout(self._send_timeout_s):
                await send(message)
        except (TimeoutError, OSError) as error:
            raise ClientGone from error


def _part(data: bytes) -> Message:
    return {"type": "http.response.body", "body": data, "more_body": True}

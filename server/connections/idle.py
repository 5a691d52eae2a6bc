"""Connections that are kept and not used.

The HTTP server ends a connection of HTTP/1.1 that lies idle. One of HTTP/2 it keeps for as long as the client answers
pings, which the client's system does for programs that have long forgotten the connection: places are few, and a
thousand such clients, or one that means no good, would take them all.
"""

from __future__ import annotations

import struct
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from server.connections.unread import UnreadAnswers
from server.connections.watch import Client, Connection, ConnectionWatch, connections, plain, shut

GO_AWAY = struct.pack(">IBIII", 8 << 8 | 7, 0, 0, 0, 0)
"""The frame of HTTP/2 that ends a connection without blame (RFC 9113, section 6.8): no stream from here on was worked
on, so whoever has just sent a request may send it again elsewhere. Its first number is the length and the kind."""


@dataclass(slots=True)
class _Use:
    """What is known of a connection: requests that are answered now, when the last one ended, and its version."""

    running: int = 0
    ended: float = 0.0
    is_http2: bool = False


class IdleConnections(ConnectionWatch):
    """Ends connections without any request for `patience_s` seconds.

    Args:
        patience_s: seconds without a request.
        unread: says whose answers are still on their way.
        clock: seconds on a clock that only goes forward.
    """

    ENDED = "idle connections ended"

    def __init__(self, patience_s: float, unread: UnreadAnswers, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(patience_s, clock)
        self._unread = unread
        self._uses: dict[Client, _Use] = {}
        self._seen: dict[tuple[int, int], float] = {}
        """Since when nothing has been on its way on a connection."""
        self._lock = threading.Lock()  # requests are told by the event loop, and looked at by a thread

    def begin(self, client: Sequence[Any] | None, version: str) -> None:
        """A request has come.

        Args:
            client: address and port of the other end, as ASGI tells them; None where it does not.
            version: of HTTP.
        """
        if client is not None and not self.is_blind:
            with self._lock:
                use = self._uses.setdefault(plain(client), _Use())
                use.running += 1
                use.is_http2 = version.startswith("2")

    def finish(self, client: Sequence[Any] | None) -> None:
        """It has been answered."""
        if client is not None and not self.is_blind:
            with self._lock:
                use = self._uses.setdefault(plain(client), _Use(running=1))
                use.running -= 1
                use.ended = self._clock()

    def end(self) -> int:
        """Looks once; how many connections were ended."""
        with self._lock:
            known = list(self._uses)  # before the look: nobody who comes meanwhile is forgotten
        found = connections()
        with self._lock:
            now, before = self._clock(), self._seen
            idle = [connection for connection in found if not self._is_used(connection)]
            self._seen = {one.key: self._since(one, before.get(one.key, now)) for one in idle}
            over = [one for one in idle if now - self._seen[one.key] >= self._patience_s]
            ended = sum(shut(one, self._last_words(one)) for one in over)
            for client in {*known} - {connection.client for connection in found}:
                if not self._uses[client].running:
                    del self._uses[client]
        return ended

    def _is_used(self, connection: Connection) -> bool:
        use = self._uses.get(connection.client)
        return (use is not None and use.running > 0) or self._unread.waits(connection)

    def _since(self, connection: Connection, seen: float) -> float:
        use = self._uses.get(connection.client)
        return max(seen, use.ended) if use is not None else seen

    def _last_words(self, connection: Connection) -> bytes:
        use = self._uses.get(connection.client)
        return GO_AWAY if use is not None and use.is_http2 else b""

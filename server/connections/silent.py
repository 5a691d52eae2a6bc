"""Connections on which nothing comes.

The HTTP server tells HTTP/2 from HTTP/1.1 by the first bytes of a connection, and waits for them without end: all its
time limits begin behind them. Whoever opened connections and kept silent would take one place after the other, until
nobody else is let in.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from server.connections.watch import ConnectionWatch, connections, shut

PREFACE_BYTES = 24
"""Of HTTP/2; a client that has sent so much has told which version it speaks."""


class SilentConnections(ConnectionWatch):
    """Ends connections to this process whose clients have not said within `patience_s` seconds what they speak."""

    ENDED = "silent connections ended"

    def __init__(self, patience_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(patience_s, clock)
        self._seen: dict[tuple[int, int], float] = {}
        """When a silent connection was first found."""

    def end(self) -> int:
        """Looks once; how many connections were ended."""
        now = self._clock()
        silent = [connection for connection in connections() if connection.received < PREFACE_BYTES]
        self._seen = {connection.key: self._seen.get(connection.key, now) for connection in silent}
        over = [connection for connection in silent if now - self._seen[connection.key] >= self._patience_s]
        return sum(shut(connection) for connection in over)

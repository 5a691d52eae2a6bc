"""Answers that wait in the HTTP server for a client that does not take them.

For us a request ends when the HTTP server has the last bytes of its answer. A client of HTTP/2 can leave them there by
taking nothing: a hundred answers on each connection, for as long as it likes. Here it is counted how much each client
was given; the system tells how much it has acknowledged.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from server.connections.watch import Client, Connection, ConnectionWatch, connections, plain, shut

_LEAST_TAKEN = 2**14
"""Bytes that a client has to take in its time while anything waits for it: pings alone, which anybody can send, are
fewer."""


class UnreadAnswers(ConnectionWatch):
    """Ends connections whose clients leave answers untaken for `patience_s` seconds."""

    ENDED = "connections ended whose clients took no answers"

    def __init__(self, patience_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(patience_s, clock)
        self._given: dict[Client, int] = {}
        """Bytes of answers, without their headers."""
        self._taken: dict[tuple[int, int], tuple[float, int]] = {}
        """When enough was last taken, and how much had been then; where something waits."""

    def give(self, client: Sequence[Any] | None, size: int) -> None:
        """Counts bytes that are with the HTTP server now.

        Args:
            client: address and port of the other end, as ASGI tells them; None where it does not.
            size: of a part of an answer; negative for what nobody will take after all.
        """
        if client is not None and not self.is_blind:
            key = plain(client)
            self._given[key] = self._given.get(key, 0) + size

    def waits(self, connection: Connection) -> bool:
        """Whether something waits for a client."""
        return self._given.get(connection.client, 0) > connection.acknowledged

    def end(self) -> int:
        """Looks once; how many connections were ended."""
        now, ended = self._clock(), 0
        before, self._taken = self._taken, {}
        known = list(self._given)  # before the look: nobody who comes meanwhile is forgotten
        found = connections()
        for connection in filter(self.waits, found):
            since, taken = before.get(connection.key, (now, connection.acknowledged))
            if connection.acknowledged - taken >= _LEAST_TAKEN:
                since, taken = now, connection.acknowledged
            if now - since < self._patience_s:
                self._taken[connection.key] = since, taken
            else:
                ended += shut(connection)
        for client in {*known} - {connection.client for connection in found}:
            self._given.pop(client, None)
        return ended

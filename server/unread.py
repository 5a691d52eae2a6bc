"""Answers that wait in the HTTP server for a client that does not take them.

For us a request ends when the HTTP server has the last bytes of its answer. A client of HTTP/2 can leave them there by
taking nothing: a hundred answers on each connection, for as long as it likes. Here it is counted how much each client
was given; Linux tells how much it has acknowledged (`struct tcp_info` of linux/tcp.h).
"""

from __future__ import annotations

import os
import socket
import struct
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from server.silent import ConnectionWatch, counted, own_sockets, shut

Client = tuple[str, int]
"""Address and port of the other end of a connection."""

_BYTES_ACKNOWLEDGED = struct.Struct("=120xQ8x")  # tcpi_bytes_acked
_LEAST_TAKEN = 2**14
"""Bytes that a client has to take in its time while anything waits for it: pings alone, which anybody can send, are
fewer."""


class UnreadAnswers(ConnectionWatch):
    """Ends connections whose clients leave answers untaken for `patience_s` seconds."""

    ENDED = "connections ended whose clients took no answers"

    def __init__(self, patience_s: float) -> None:
        super().__init__(patience_s)
        self._given: dict[Client, int] = {}
        """Bytes of answers, without their headers."""
        self._taken: dict[tuple[int, int], tuple[float, int]] = {}
        """When enough was last taken, and how much had been then, by descriptor and inode; where something waits."""

    def give(self, client: Sequence[Any] | None, size: int) -> None:
        """Counts bytes that are with the HTTP server now.

        Args:
            client: address and port of the other end, as ASGI tells them; None where it does not.
            size: of a part of an answer; negative for what nobody will take after all.
        """
        if client is not None:
            key = _plain(client)
            self._given[key] = self._given.get(key, 0) + size

    def end(self) -> int:
        """Looks once; how many connections were ended."""
        now, ended = time.monotonic(), 0
        before, self._taken = self._taken, {}
        clients: set[Client] = set()
        known = list(self._given)  # before the look: nobody who comes meanwhile is forgotten
        for client, descriptor, inode, acknowledged in _connections():
            clients.add(client)
            if self._given.get(client, 0) <= acknowledged:
                continue
            since, taken = before.get((descriptor, inode), (now, acknowledged))
            if acknowledged - taken >= _LEAST_TAKEN:
                since, taken = now, acknowledged
            if now - since < self._patience_s:
                self._taken[descriptor, inode] = since, taken
                continue
            with suppress(OSError):
                shut(descriptor)
                ended += 1
        for client in known:
            if client not in clients:
                self._given.pop(client, None)
        return ended


def _connections() -> Iterator[tuple[Client, int, int, int]]:
    """Other end, descriptor, inode and acknowledged bytes of each connection of this process."""
    for probe in own_sockets():
        with suppress(OSError, struct.error):
            if probe.family in (socket.AF_INET, socket.AF_INET6):
                acknowledged = counted(probe, _BYTES_ACKNOWLEDGED)
                client = _plain(probe.getpeername())
                yield client, probe.fileno(), os.fstat(probe.fileno()).st_ino, acknowledged


def _plain(client: Sequence[Any]) -> Client:
    """Alike for the system and for the HTTP server, which writes the port as text."""
    return str(client[0]).removeprefix("::ffff:"), int(client[1])

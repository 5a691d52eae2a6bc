"""Connections on which nothing comes, and the end of all of them.

The HTTP server tells HTTP/2 from HTTP/1.1 by the first bytes of a connection, and waits for them without end: all its
time limits begin behind them. Whoever opened connections and kept silent would take one place after the other, until
nobody else is let in. Here they are found and ended. Linux tells how much has come on a connection (`struct
tcp_info` of linux/tcp.h); where nothing tells it, nothing is done.
"""

from __future__ import annotations

import asyncio
import os
import socket
import struct
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from server.logs import LOGGER

_PREFACE_BYTES = 24  # of HTTP/2; a client that has sent so much has told which version it speaks
_BYTES_RECEIVED = struct.Struct("=128xQ")  # tcpi_bytes_received


class ConnectionWatch(ABC):
    """Looks at the connections of this process again and again, and ends some of them.

    Args:
        patience_s: seconds that a connection may be as it should not be; it is looked at twice in that time.
    """

    ENDED: str
    """What the log says of those that were ended."""

    def __init__(self, patience_s: float) -> None:
        self._patience_s = patience_s

    @abstractmethod
    def end(self) -> int:
        """Looks once; how many connections were ended."""

    async def watch(self) -> None:
        """Looks until it is cancelled."""
        if not _can_tell():
            LOGGER.info("connections are not watched: this system does not say how much has come on one")
            return
        while True:
            await asyncio.sleep(self._patience_s / 2)
            try:
                ended = await asyncio.to_thread(self.end)
            except OSError as error:
                LOGGER.warning("cannot look at the connections", exc_info=error)
                continue
            if ended:
                LOGGER.info(self.ENDED, extra={"members": {"connections": ended}})


class SilentConnections(ConnectionWatch):
    """Ends connections to this process whose clients have not said within `patience_s` seconds what they speak."""

    ENDED = "silent connections ended"

    def __init__(self, patience_s: float) -> None:
        super().__init__(patience_s)
        self._seen: dict[tuple[int, int], float] = {}
        """When a silent connection was first found, by its descriptor and inode."""

    def end(self) -> int:
        """Looks once; how many connections were ended."""
        now, ended = time.monotonic(), 0
        silent = _silent()
        self._seen = {key: self._seen.get(key, now) for key in silent}
        for descriptor, inode in silent:
            if now - self._seen[descriptor, inode] >= self._patience_s:
                with suppress(OSError):
                    shut(descriptor)
                    ended += 1
        return ended


def end_connections(port: int) -> int:
    """Ends every connection that others have opened to a port of this process; how many there were."""
    ended = 0
    for connection in own_sockets():
        with suppress(OSError):
            if not connection.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN) and _port(connection) == port:
                connection.shutdown(socket.SHUT_RDWR)
                ended += 1
    return ended


def own_sockets() -> Iterator[socket.socket]:
    """Every socket of this process, to be looked at: they belong to others."""
    folder = Path("/proc/self/fd")
    for name in os.listdir(folder) if folder.is_dir() else ():  # noqa: PTH208  # names alone
        with suppress(OSError):  # no socket, or closed meanwhile
            probe = socket.socket(fileno=int(name))
            try:
                yield probe
            finally:
                probe.detach()


def _port(connection: socket.socket) -> int:
    """Where others have come to or may come to; 0 if it is no TCP."""
    return int(connection.getsockname()[1]) if connection.family in (socket.AF_INET, socket.AF_INET6) else 0


def _silent() -> list[tuple[int, int]]:
    """Descriptors and inodes of the connections that others have opened to this process and left silent."""
    listening: set[int] = set()
    quiet: list[tuple[int, int, int]] = []
    for probe in own_sockets():
        with suppress(OSError):
            port = _port(probe)
            if probe.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                listening.add(port)
            elif _received(probe) < _PREFACE_BYTES:
                quiet.append((port, probe.fileno(), os.fstat(probe.fileno()).st_ino))
    return [(descriptor, inode) for port, descriptor, inode in quiet if port in listening]


def _can_tell() -> bool:
    """Whether this system counts: not every one has these numbers, and some that have them leave them at zero."""
    if sys.platform != "linux" or not Path("/proc/self/fd").is_dir():
        return False
    try:
        with (
            socket.create_server(("127.0.0.1", 0)) as listener,
            socket.create_connection(listener.getsockname(), timeout=1) as client,
            listener.accept()[0] as served,
        ):
            client.sendall(b"one")
            served.settimeout(1)
            served.recv(3)
            return _received(served) == 3
    except (OSError, struct.error):
        return False


def _received(connection: socket.socket) -> int:
    return counted(connection, _BYTES_RECEIVED)


def counted(connection: socket.socket, where: struct.Struct) -> int:
    """A number that the system keeps of a connection: `where` finds it in `struct tcp_info` of linux/tcp.h.

    Raises:
        OSError: it is no connection of TCP, or has ended.
        struct.error: this system counts otherwise.
    """
    (number,) = where.unpack(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, where.size))
    return int(number)


def shut(descriptor: int) -> None:
    """Ends a connection whose descriptor belongs to others."""
    connection = socket.socket(fileno=descriptor)
    try:
        connection.shutdown(socket.SHUT_RDWR)
    finally:
        connection.detach()

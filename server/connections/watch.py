"""A look at the connections of this process, again and again, and the end of some or all of them."""

from __future__ import annotations

import asyncio
import os
import socket
import struct
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from server.logs import LOGGER

Client = tuple[str, int]
"""Address and port of the other end of a connection."""

BYTES_ACKNOWLEDGED = struct.Struct("=120xQ8x")  # tcpi_bytes_acked
BYTES_RECEIVED = struct.Struct("=128xQ")  # tcpi_bytes_received


class ConnectionWatch(ABC):
    """Looks at the connections of this process again and again, and ends some of them.

    Args:
        patience_s: seconds that a connection may be as it should not be; it is looked at twice in that time.
        clock: seconds on a clock that only goes forward.
    """

    ENDED: str
    """What the log says of those that were ended."""

    def __init__(self, patience_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._patience_s = patience_s
        self._clock = clock
        self.is_blind = False
        """Whether this system does not say what is on a connection: what is told of requests is not kept then, because
        nobody would ever forget it."""

    @abstractmethod
    def end(self) -> int:
        """Looks once; how many connections were ended."""

    async def watch(self) -> None:
        """Looks until it is cancelled."""
        self.is_blind = not _can_tell()
        if self.is_blind:
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


@dataclass(frozen=True, slots=True)
class Connection:
    """One connection that others have opened to this process, at the moment of the look.

    Attributes:
        client: the other end.
        descriptor: of the socket, which belongs to the HTTP server.
        inode: tells a connection from a later one with the same descriptor.
        received: bytes that have come.
        acknowledged: bytes of ours that the other end has taken.
    """

    client: Client
    descriptor: int
    inode: int
    received: int
    acknowledged: int

    @property
    def key(self) -> tuple[int, int]:
        """The same at every look, and for no other connection."""
        return self.descriptor, self.inode


def connections() -> list[Connection]:
    """Those that others have opened to ports on which this process listens."""
    listening: set[int] = set()
    found: list[tuple[int, Connection]] = []
    for probe in own_sockets():
        with suppress(OSError, struct.error):
            port = _port(probe)
            if probe.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                listening.add(port)
            elif port:
                inode = os.fstat(probe.fileno()).st_ino
                numbers = counted(probe, BYTES_RECEIVED), counted(probe, BYTES_ACKNOWLEDGED)
                found.append((port, Connection(plain(probe.getpeername()), probe.fileno(), inode, *numbers)))
    return [connection for port, connection in found if port in listening]


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


def shut(connection: Connection, last_words: bytes = b"") -> bool:
    """Ends a connection, whose socket belongs to others; whether it was there.

    Args:
        connection: as it was found; whoever has got its descriptor since is left alone.
        last_words: what the client is told before, if there is room for it.
    """
    try:
        with socket.socket(fileno=os.dup(connection.descriptor)) as held:  # stays the same one until we are done
            if os.fstat(held.fileno()).st_ino != connection.inode:
                return False
            with suppress(OSError):
                if last_words:
                    held.send(last_words, socket.MSG_DONTWAIT | socket.MSG_NOSIGNAL)
            held.shutdown(socket.SHUT_RDWR)
    except OSError:
        return False
    return True


def plain(client: Sequence[Any]) -> Client:
    """Alike for the system and for the HTTP server, which writes the port as text."""
    return str(client[0]).removeprefix("::ffff:"), int(client[1])


def counted(connection: socket.socket, where: struct.Struct) -> int:
    """A number that the system keeps of a connection: `where` finds it in `struct tcp_info` of linux/tcp.h.

    Raises:
        OSError: it is no connection of TCP, or has ended.
        struct.error: this system counts otherwise.
    """
    (number,) = where.unpack(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, where.size))
    return int(number)


def _port(connection: socket.socket) -> int:
    """Where others have come to or may come to; 0 if it is no TCP."""
    return int(connection.getsockname()[1]) if connection.family in (socket.AF_INET, socket.AF_INET6) else 0


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
            return counted(served, BYTES_RECEIVED) == 3
    except (OSError, struct.error):
        return False

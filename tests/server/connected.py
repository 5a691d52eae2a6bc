"""Connections inside the process of the tests, and a clock that the tests set."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from server.connections.watch import BYTES_ACKNOWLEDGED, counted

Pair = tuple[socket.socket, socket.socket]


@dataclass
class Clock:
    """Goes on when it is told to."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@contextmanager
def pairs() -> Iterator[Callable[..., Pair]]:
    """Makes connections: the ends of the client, which has sent some bytes that have come, and of the server."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))

        def pair(sent: bytes = b"") -> Pair:
            client = stack.enter_context(socket.create_connection(listener.getsockname()))
            served = stack.enter_context(listener.accept()[0])
            for end in (client, served):
                end.settimeout(30)
            send(client, sent)
            return client, served

        yield pair


def send(sender: socket.socket, data: bytes) -> None:
    """Sends few bytes, and waits until they have come and both systems have counted them."""
    taken = counted(sender, BYTES_ACKNOWLEDGED) + len(data)
    sender.sendall(data)
    wait_until(lambda: counted(sender, BYTES_ACKNOWLEDGED) >= taken)


def heard(client: socket.socket) -> bytes | None:
    """What has come; None while the connection is open."""
    client.setblocking(False)
    received = b""
    try:
        while data := client.recv(65_536):
            received += data
    except BlockingIOError:
        return None
    return received


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)

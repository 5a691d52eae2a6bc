"""Connections whose clients take no answers are ended, and no others."""

from __future__ import annotations

import socket
import struct
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from server.unread import UnreadAnswers
from tests.server.conftest import start_server, stop_server

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux says how much was taken on a connection")

PATIENCE_S = 0.3


@pytest.fixture
def pairs() -> Iterator:
    """Makes connections inside this process: the ends of the client and of the server."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))

        def pair() -> tuple[socket.socket, socket.socket]:
            client = stack.enter_context(socket.create_connection(listener.getsockname()))
            served = stack.enter_context(listener.accept()[0])
            client.settimeout(5)
            return client, served

        yield pair


def is_open(client: socket.socket) -> bool:
    client.setblocking(False)
    try:
        while data := client.recv(65_536):
            assert data
    except BlockingIOError:
        return True
    return False


def test_a_client_that_leaves_answers_is_ended_when_its_time_is_over(pairs) -> None:
    client, served = pairs()
    watch = UnreadAnswers(PATIENCE_S)
    served.sendall(bytes(1_000))
    watch.give(client.getsockname(), 100_000)
    assert watch.end() == 0
    served.sendall(bytes(1_000))  # such as the answers to pings
    time.sleep(PATIENCE_S + 0.1)
    assert watch.end() == 1
    assert not is_open(client)
    assert served.fileno() >= 0  # whose it is may close it


def test_a_client_that_takes_its_answers_goes_on(pairs) -> None:
    (idle, to_idle), (slow, to_slow), (gone, _), (stranger, _) = pairs(), pairs(), pairs(), pairs()
    watch = UnreadAnswers(PATIENCE_S)
    watch.give(idle.getsockname(), 50_000)
    to_idle.sendall(bytes(50_100))
    watch.give(slow.getsockname(), 10_000_000)
    watch.give(gone.getsockname(), 50_000)
    watch.give(gone.getsockname(), -50_000)  # its request was given up
    watch.give(None, 50_000)
    for _ in range(5):
        to_slow.sendall(bytes(20_000))
        time.sleep(PATIENCE_S / 2 + 0.05)
        is_open(slow)  # takes it
        assert watch.end() == 0
    assert all(map(is_open, (idle, slow, gone, stranger)))


def test_a_new_connection_of_the_same_port_begins_anew(pairs) -> None:
    client, served = pairs()
    watch = UnreadAnswers(0.0)
    address = client.getsockname()
    watch.give(address, 100_000)
    for end in (client, served):
        end.close()
    assert watch.end() == 0  # forgotten: nobody is there
    again, _ = pairs()
    watch.give(again.getsockname(), 0)
    assert watch.end() == 0


@pytest.mark.slow
def test_answers_that_nobody_takes_are_not_kept(tmp_path: Path, voices_folder: Path) -> None:
    """Seen: a hundred answers on each connection of HTTP/2, for as long as the client answered pings."""
    server = start_server(tmp_path, voices_folder, environment={"TTS_SEND_TIMEOUT_S": "1"})
    block = b"\x82\x86\x41\x09localhost\x44\x0e/playground.js"  # GET, http, :authority, :path
    takes_nothing = struct.pack(">HI", 4, 0)  # SETTINGS_INITIAL_WINDOW_SIZE
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as client:
        client.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(4, 0, 0, takes_nothing))
        client.sendall(b"".join(frame(1, 5, 1 + 2 * index, block) for index in range(20)))
        while client.recv(65_536):
            pass
    deadline = time.monotonic() + 60
    while UnreadAnswers.ENDED not in server.log.read_text():
        assert time.monotonic() < deadline, "it was the server's own doing"
        time.sleep(0.05)
    assert stop_server(server) == 0


def frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    """A frame of HTTP/2."""
    return struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, stream) + payload

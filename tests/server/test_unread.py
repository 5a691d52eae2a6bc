"""Connections whose clients take no answers are ended, and no others."""

from __future__ import annotations

import socket
import struct
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from server.connections import UnreadAnswers
from tests.server.conftest import start_server, stop_server
from tests.server.connected import Clock, Pair, heard, pairs, send

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux says how much was taken on a connection")

PATIENCE_S = 10.0


@pytest.fixture
def pair() -> Iterator[Callable[[], Pair]]:
    with pairs() as pair:
        yield pair


def test_a_client_that_leaves_answers_is_ended_when_its_time_is_over(pair) -> None:
    client, served = pair()
    watch = UnreadAnswers(PATIENCE_S, clock := Clock())
    send(served, bytes(1_000))
    watch.give(client.getsockname(), 100_000)
    assert watch.end() == 0
    send(served, bytes(1_000))  # such as the answers to pings
    clock.now += PATIENCE_S
    assert watch.end() == 1
    assert heard(client) is not None
    assert served.fileno() >= 0  # whose it is may close it


def test_a_client_that_takes_its_answers_goes_on(pair) -> None:
    (idle, to_idle), (slow, to_slow), (gone, _), (stranger, _) = pair(), pair(), pair(), pair()
    watch = UnreadAnswers(PATIENCE_S, clock := Clock())
    watch.give(idle.getsockname(), 50_000)
    send(to_idle, bytes(50_100))
    watch.give(slow.getsockname(), 10_000_000)
    watch.give(gone.getsockname(), 50_000)
    watch.give(gone.getsockname(), -50_000)  # its request was given up
    watch.give(None, 50_000)
    for _ in range(5):
        send(to_slow, bytes(20_000))
        assert heard(slow) is None  # takes it
        clock.now += 0.6 * PATIENCE_S
        assert watch.end() == 0
    assert [heard(client) for client in (idle, slow, gone, stranger)] == [None] * 4


def test_a_new_connection_of_the_same_port_begins_anew(pair) -> None:
    client, served = pair()
    watch = UnreadAnswers(0.0, Clock())
    address = client.getsockname()
    watch.give(address, 100_000)
    for end in (client, served):
        end.close()
    assert watch.end() == 0  # forgotten: nobody is there
    again, _ = pair()
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

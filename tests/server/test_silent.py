"""Connections on which nothing comes are ended, and no others."""

from __future__ import annotations

import asyncio
import os
import resource
import socket
import struct
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from server.connections import SilentConnections, UnreadAnswers
from server.connections.watch import Connection, connections, plain, shut
from tests.server.conftest import start_server, stop_server
from tests.server.connected import Clock, Pair, heard, pairs

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux says how much has come on a connection")

REQUEST = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
PATIENCE_S = 10.0


@pytest.fixture
def pair() -> Iterator[Callable[..., Pair]]:
    with pairs() as pair:
        yield pair


@pytest.mark.parametrize("sent", [b"", b"P", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r"])
def test_a_silent_connection_is_ended_when_its_time_is_over(pair, sent: bytes) -> None:
    client, served = pair(sent)
    watch = SilentConnections(PATIENCE_S, clock := Clock())
    assert watch.end() == 0
    clock.now += 0.9 * PATIENCE_S
    assert watch.end() == 0
    assert heard(client) is None
    clock.now += 0.1 * PATIENCE_S
    assert watch.end() == 1
    assert heard(client) == b""
    with suppress(OSError):
        assert served.recv(100, socket.MSG_PEEK) in (b"", sent)
    assert served.fileno() >= 0  # whose it is may close it


def test_others_go_on(pair) -> None:
    speaking, _ = pair(REQUEST)
    client, answering = pair(REQUEST)
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        waiting = socket.create_connection(elsewhere.getsockname())
        watch = SilentConnections(0.0, Clock())
        assert watch.end() == 0
        assert heard(speaking) is None
        answering.sendall(b"an answer")
        assert client.recv(100) == b"an answer"
        waiting.sendall(b"a message")  # in another process this would be a slow webhook
        waiting.close()


@pytest.mark.parametrize("answer", [bytes(136), bytes(20)])
def test_where_the_system_does_not_count_nobody_is_ended(pair, monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    client, _ = pair(b"P")
    monkeypatch.setattr("server.connections.watch.counted", lambda *_: struct.unpack("=128xQ", answer)[0])
    asyncio.run(asyncio.wait_for(SilentConnections(0.0).watch(), 10))  # returns at once
    assert heard(client) is None
    unread = UnreadAnswers(0.0)
    asyncio.run(asyncio.wait_for(unread.watch(), 10))
    unread.give(client.getsockname(), 100)
    assert not unread.waits(Connection(plain(client.getsockname()), 0, 0, 0, 0))  # nobody would ever forget it


def test_whoever_has_got_the_descriptor_since_is_left_alone(pair) -> None:
    _, served = pair(b"P")
    (found,) = connections()
    _, other = pair()
    os.dup2(other.fileno(), served.fileno())
    assert not shut(found)
    assert other.send(b"still here") == 10


@pytest.mark.slow
def test_silent_clients_do_not_shut_out_others(tmp_path: Path, voices_folder: Path) -> None:
    """Seen: 1,100 connections that sent nothing kept everybody else from the service for ever."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most < 4_000:
        pytest.skip("not enough open files are allowed")
    resource.setrlimit(resource.RLIMIT_NOFILE, (4_000, most))
    server = start_server(tmp_path, voices_folder)
    with ExitStack() as stack:
        silent = [stack.enter_context(socket.create_connection(("127.0.0.1", server.port))) for _ in range(1_500)]
        for connection in silent[::2]:
            connection.sendall(b"P")
        time.sleep(1)
        with urllib.request.urlopen(f"{server.url}/healthz", timeout=10) as answer:
            assert answer.status == 200
        for connection in silent:
            connection.settimeout(60)
            with suppress(ConnectionResetError):
                assert connection.recv(1) == b""
        with urllib.request.urlopen(f"{server.url}/healthz", timeout=10) as answer:
            assert answer.status == 200
    assert stop_server(server) == 0

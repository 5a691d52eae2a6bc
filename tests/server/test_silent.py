"""Connections on which nothing comes are ended, and no others."""

from __future__ import annotations

import asyncio
import resource
import socket
import struct
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from server.silent import SilentConnections
from tests.server.conftest import start_server, stop_server

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux says how much has come on a connection")

REQUEST = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.fixture
def pairs() -> Iterator:
    """Makes connections inside this process: the ends of the client and of the server."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))

        def pair(sent: bytes) -> tuple[socket.socket, socket.socket]:
            client = stack.enter_context(socket.create_connection(listener.getsockname()))
            served = stack.enter_context(listener.accept()[0])
            client.settimeout(5)
            client.sendall(sent)
            return client, served

        yield pair


def is_open(client: socket.socket) -> bool:
    client.setblocking(False)
    try:
        return client.recv(1) != b""
    except BlockingIOError:
        return True


@pytest.mark.parametrize("sent", [b"", b"P", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r"])
def test_a_silent_connection_is_ended_when_its_time_is_over(pairs, sent: bytes) -> None:
    client, served = pairs(sent)
    time.sleep(0.05)
    watch = SilentConnections(0.2)
    assert watch.end() == 0
    assert is_open(client)
    time.sleep(0.25)
    assert watch.end() >= 1
    assert not is_open(client)
    with suppress(OSError):
        assert served.recv(100, socket.MSG_PEEK) in (b"", sent)
    assert served.fileno() >= 0  # whose it is may close it


def test_others_go_on(pairs) -> None:
    speaking, _ = pairs(REQUEST)
    _, answering = pairs(REQUEST)
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:  # in another process this would be a slow webhook
        waiting = socket.create_connection(elsewhere.getsockname())
        watch = SilentConnections(0.0)
        time.sleep(0.05)
        watch.end()
        assert is_open(speaking)
        answering.sendall(b"an answer")
        waiting.sendall(b"a message")
        waiting.close()


@pytest.mark.parametrize("answer", [bytes(136), bytes(20)])
def test_where_the_system_does_not_count_nobody_is_ended(pairs, monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    client, _ = pairs(b"P")
    monkeypatch.setattr("server.silent._received", lambda _: struct.unpack("=128xQ", answer)[0])
    asyncio.run(asyncio.wait_for(SilentConnections(0.0).watch(), 10))  # returns at once
    assert is_open(client)


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

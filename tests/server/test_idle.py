"""Connections that are kept and not used are ended, and no others."""

from __future__ import annotations

import json
import shutil
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from server.connections import IdleConnections, UnreadAnswers
from server.connections.idle import GO_AWAY
from tests.server.conftest import Server, start_server, stop_server
from tests.server.connected import Clock, Pair, heard, pairs, send

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux says how much has come on a connection")

PATIENCE_S = 10.0
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"


@pytest.fixture
def pair() -> Iterator[Callable[[], Pair]]:
    with pairs() as pair:
        yield pair


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def unread(clock: Clock) -> UnreadAnswers:
    return UnreadAnswers(PATIENCE_S, clock)


@pytest.fixture
def watch(unread: UnreadAnswers, clock: Clock) -> IdleConnections:
    return IdleConnections(PATIENCE_S, unread, clock)


@pytest.mark.parametrize(("version", "last_words"), [("2", GO_AWAY), ("1.1", b""), (None, b"")])
def test_a_connection_without_requests_is_ended_when_its_time_is_over(
    pair, watch: IdleConnections, clock: Clock, version: str | None, last_words: bytes
) -> None:
    client, served = pair()
    if version is not None:  # else it has only ever sent pings
        watch.begin(client.getsockname(), version)
        watch.finish(client.getsockname())
    assert watch.end() == 0
    clock.now += 0.9 * PATIENCE_S
    assert watch.end() == 0
    clock.now += 0.1 * PATIENCE_S
    assert watch.end() == 1
    assert heard(client) == last_words
    assert served.fileno() >= 0  # whose it is may close it


def test_its_time_begins_again_with_every_request(pair, watch: IdleConnections, clock: Clock) -> None:
    client, _ = pair()
    for _ in range(3):
        watch.begin(client.getsockname(), "2")
        assert watch.end() == 0
        clock.now += 2 * PATIENCE_S
        assert watch.end() == 0  # it is being answered
        watch.finish(client.getsockname())
        clock.now += 0.9 * PATIENCE_S
        assert watch.end() == 0
    assert heard(client) is None


def test_an_answer_that_is_on_its_way_is_a_use(
    pair, watch: IdleConnections, unread: UnreadAnswers, clock: Clock
) -> None:
    client, served = pair()
    watch.begin(client.getsockname(), "2")
    unread.give(client.getsockname(), 10_000)
    watch.finish(client.getsockname())
    for _ in range(2):
        assert watch.end() == 0
        clock.now += PATIENCE_S
    send(served, bytes(10_100))
    assert watch.end() == 0  # its time begins when all has been taken
    clock.now += PATIENCE_S
    assert watch.end() == 1


def test_requests_without_a_connection_do_no_harm(pair, watch: IdleConnections, clock: Clock) -> None:
    client, served = pair()
    watch.begin(None, "1.1")
    watch.finish(None)
    watch.begin(client.getsockname(), "1.1")
    clock.now += PATIENCE_S
    assert watch.end() == 0
    address = client.getsockname()
    for end in (client, served):
        end.close()
    watch.finish(address)
    assert watch.end() == 0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, voices_folder: Path) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("idle")
    server = start_server(folder, voices_folder, environment={"TTS_KEEP_ALIVE_S": "1"})
    yield server
    assert stop_server(server) == 0


def test_pings_alone_keep_no_connection(server: Server) -> None:
    """Seen: a client that answered pings kept its place for as long as it liked."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as client:
        client.sendall(PREFACE + _frame(4, 0, b""))
        client.settimeout(0.1)
        deadline = time.monotonic() + 60
        while True:
            assert time.monotonic() < deadline
            try:
                client.sendall(_frame(6, 0, bytes(8)))
                if not client.recv(65_536):
                    break
            except TimeoutError:
                continue
            except ConnectionError:
                break
    while IdleConnections.ENDED not in server.log.read_text():
        assert time.monotonic() < deadline, "it was the server's own doing"
        time.sleep(0.05)


_NODE = """
const session = require("node:http2").connect(process.argv[1]);
const seen = {statuses: [], told: null};
const ask = (path) => new Promise((done, failed) => {
  const stream = session.request({":path": path});
  stream.on("response", (headers) => seen.statuses.push(headers[":status"]));
  stream.on("error", failed).on("end", done).resume();
});
session.on("goaway", (code) => { seen.told = code; });
session.on("close", () => console.log(JSON.stringify(seen)));
ask("/healthz");
"""


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
def test_a_client_of_http_2_is_told(server: Server) -> None:
    command = ["node", "-e", _NODE, server.url]
    finished = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert finished.returncode == 0, finished.stderr
    assert json.loads(finished.stdout) == {"statuses": [200], "told": 0}


def _frame(kind: int, flags: int, payload: bytes) -> bytes:
    """A frame of HTTP/2 that belongs to no stream."""
    return struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, 0) + payload

"""How the service ends, and how its workers are replaced."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.server.clients import KEY_FILE
from tests.server.conftest import Server, start_server

CONNECTIONS = Path("/proc/net/tcp")
MINUTES_OF_PAUSES = "<speak>Hold on." + '<break time="10s"/>' * 100 + "</speak>"
"""Its answer is 32 MB, eight times what the system keeps for a client that takes nothing."""


@contextmanager
def running(folder: Path, voices: Path, *flags: str, **settings: str) -> Iterator[Server]:
    environment = {f"TTS_{name.upper()}": value for name, value in settings.items()}
    server = start_server(folder, voices, *flags, environment=environment, program=("-m", "tts"))
    try:
        yield server
    finally:
        server.process.kill()
        server.process.wait()


def workers(server: Server) -> list[int]:
    """Numbers of all worker processes that were started."""
    return [int(number) for number in re.findall(r"Spawning worker-\d+ with PID: (\d+)", server.log.read_text())]


def wait_for(message: str, server: Server) -> None:
    """Waits until the log has a message."""
    deadline = time.monotonic() + 60
    while message not in server.log.read_text():
        assert time.monotonic() < deadline, f"the log never says {message!r}"
        time.sleep(0.05)


def status(server: Server, path: str) -> int:
    try:
        with urllib.request.urlopen(f"{server.url}{path}", timeout=120) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def speech(text: str, text_type: str = "text") -> tuple[bytes, dict[str, str]]:
    body = json.dumps({"Text": text, "TextType": text_type, "VoiceId": "Matthew", "OutputFormat": "pcm"}).encode()
    return body, {"Content-Type": "application/json"}


def say(server: Server, text: str) -> int:
    request = urllib.request.Request(f"{server.url}/v1/speech", *speech(text))
    with urllib.request.urlopen(request, timeout=120) as answer:
        return len(answer.read())


def test_requests_are_answered_while_load_balancers_look_for_another_server(
    tmp_path: Path, voices_folder: Path
) -> None:
    with running(tmp_path, voices_folder, drain_s="600") as server:
        kept = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        kept.request("GET", "/healthz")
        assert kept.getresponse().read() == b"alive\n"
        server.process.send_signal(signal.SIGTERM)
        wait_for("draining", server)
        assert status(server, "/readyz") == 503
        assert status(server, "/healthz") == 200
        assert server.metric("polly_ready") == 0
        assert say(server, "One more.") > 1_000
        kept.request("POST", "/v1/speech", *speech("Another one."))
        answer = kept.getresponse()
        assert answer.status == 200
        assert answer.headers["Connection"] == "close"  # the client's next request goes to another server
        assert len(answer.read()) > 1_000
        os.kill(workers(server)[0], signal.SIGINT)  # the rest of the time is not waited for
        assert server.process.wait(120) == 0


def test_the_port_closes_when_load_balancers_have_had_their_time(tmp_path: Path, voices_folder: Path) -> None:
    with running(tmp_path, voices_folder, drain_s="0.5") as server:
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(120) == 0
        assert "draining" in server.log.read_text()


@pytest.mark.slow
def test_a_worker_that_is_told_twice_answers_on_until_ctrl_c(tmp_path: Path, voices_folder: Path) -> None:
    """systemd tells all processes, and the one that watches over the workers tells them again."""
    with running(tmp_path, voices_folder, drain_s="60") as server:
        worker = workers(server)[0]
        os.kill(worker, signal.SIGTERM)
        server.process.send_signal(signal.SIGTERM)
        wait_for("draining", server)
        assert say(server, "One more.") > 1_000
        os.kill(worker, signal.SIGINT)
        assert server.process.wait(120) == 0


def unsent(server: Server, client: socket.socket) -> int:
    """Bytes of an answer that the system keeps for the server, because the client takes no more."""
    ours, theirs = (f":{port:04X}" for port in (server.port, client.getsockname()[1]))
    for line in CONNECTIONS.read_text().splitlines()[1:]:
        local, remote, _, queues = line.split()[1:5]
        if local.endswith(ours) and remote.endswith(theirs):
            return int(queues.partition(":")[0], 16)
    return 0


@pytest.mark.skipif(not CONNECTIONS.exists(), reason="the system does not show what waits on a connection")
def test_a_client_that_does_not_read_is_cut_at_the_end_of_the_grace(tmp_path: Path, voices_folder: Path) -> None:
    with running(tmp_path, voices_folder, grace_s="1") as server, socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(("127.0.0.1", server.port))
        body, _ = speech(MINUTES_OF_PAUSES, "ssml")
        head = f"POST /v1/speech HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n"
        client.sendall(f"{head}Content-Type: application/json\r\n\r\n".encode() + body)
        client.recv(100)
        deadline = time.monotonic() + 60
        while unsent(server, client) < 2**16:
            assert time.monotonic() < deadline, "the client takes everything"
            time.sleep(0.05)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(120) == 0
        log = server.log.read_text()
        assert "connections cut at the end of the grace" in log
        assert '"ending"' in log  # the worker came to its end, and was not killed


def test_a_worker_that_had_to_be_killed_is_told_by_the_status(tmp_path: Path, voices_folder: Path) -> None:
    """Seen: status 0, as if all had been well."""
    with running(tmp_path, voices_folder, grace_s="0") as server:
        os.kill(workers(server)[0], signal.SIGSTOP)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(120) == 1
        assert "killed at the end of their grace" in server.log.read_text()


@pytest.mark.parametrize("count", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_new_workers_leave_no_gap(tmp_path: Path, voices_folder: Path, count: int) -> None:
    """Seen: nobody listened for seconds, where loading the models took longer than Granian waits."""
    with running(tmp_path, voices_folder, "--workers", str(count)) as server:
        old = workers(server)
        ended = threading.Event()

        def ask() -> int:
            answers = 0
            while not ended.is_set():
                try:
                    say(server, f"Prompt {answers}.")
                    assert status(server, "/readyz") == 200
                    answers += 1
                except OSError as error:  # the system lets go of what waited at the port that was closed
                    if not isinstance(getattr(error, "reason", error), ConnectionResetError):
                        raise
            return answers

        with ThreadPoolExecutor(1) as pool:
            asking = pool.submit(ask)
            server.process.send_signal(signal.SIGHUP)
            deadline = time.monotonic() + 300
            while any(Path(f"/proc/{number}").exists() for number in old) and not asking.done():
                if time.monotonic() > deadline:
                    break
                time.sleep(0.1)
            time.sleep(0.5)
            ended.set()
            assert asking.result() > 0
        assert not any(Path(f"/proc/{number}").exists() for number in old)
        assert len(workers(server)) == 2 * count
        assert server.metric("polly_ready") == 1
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(120) == 0


@pytest.mark.slow
def test_a_new_worker_that_does_not_start_leaves_the_old_one_at_work(tmp_path: Path, voices_folder: Path) -> None:
    keys = tmp_path / "keys.toml"
    keys.write_text(KEY_FILE)
    keys.chmod(0o600)
    with running(tmp_path, voices_folder, "--keys", str(keys)) as server:
        keys.write_text("this is no TOML")
        server.process.send_signal(signal.SIGHUP)
        wait_for("a new worker did not start", server)
        assert status(server, "/readyz") == 200
        lines = [json.loads(line) for line in server.log.read_text().splitlines()]  # Seen: a traceback in between
        assert [str(keys) in line["reason"] for line in lines if "reason" in line] == [True]
        keys.write_text(KEY_FILE)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(120) == 0

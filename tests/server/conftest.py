"""Real servers on free loopback ports, one of each kind for the whole run, and clients for them."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.server.clients import KEY_FILE, TOPIC, polly_client
from tests.server.conformance import Service

REPOSITORY = Path(__file__).parents[2]
# `tts serve` in every way, but for the back half.
_PROGRAM = """
import sys
import server.run
from server.processes import Processes
from tts.cli import main
server.run.Processes = lambda target, **settings: Processes("tests.server.support:create", **settings)
raise SystemExit(main(sys.argv[1:]))
"""


@dataclass
class Server:
    """A running server; `log` is the file of its stderr."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def metric(self, name: str) -> float:
        """The value of a metric, named with its labels; 0 if there is none yet."""
        with urllib.request.urlopen(f"{self.url}/metrics", timeout=60) as answer:
            for line in answer.read().decode().splitlines():
                if line.startswith(name + " "):
                    return float(line.split()[-1])
        return 0.0

    def logged(self, request_id: str) -> dict[str, Any]:
        """The line of a request, which is written once its answer has gone."""
        for _ in range(600):
            for line in self.log.read_text().splitlines(keepends=True):
                if request_id in line and '"message": "request"' in line and line.endswith("\n"):
                    return json.loads(line)
            time.sleep(0.1)
        raise AssertionError(f"no line for the request {request_id}")


def start_server(
    folder: Path,
    voices: Path,
    *flags: str,
    environment: dict[str, str] | None = None,
    program: Sequence[str] = ("-c", _PROGRAM),
) -> Server:
    """Starts one and waits until it is ready; `program` are the interpreter's arguments."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder / f"server-{port}.log"
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("TTS_", "AWS_"))}
    command = [sys.executable, *program, "serve", "--port", str(port), "--voices-dir", str(voices), *flags]
    with log.open("wb") as stderr:
        process = subprocess.Popen(
            command,
            cwd=REPOSITORY,
            stderr=stderr,
            env={**clean, "TTS_DATA_DIR": str(folder), "TTS_DRAIN_S": "0", **(environment or {})},
        )
    server = Server(port, process, log)
    for _ in range(6_000):  # ten minutes on a machine that has much else to do
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{server.url}/readyz", timeout=5):
                return server
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise RuntimeError(f"the server did not start: {log.read_text()}")


def stop_server(server: Server) -> int:
    server.process.send_signal(signal.SIGTERM)
    return server.process.wait(60)


@pytest.fixture(scope="session")
def open_server(tmp_path_factory: pytest.TempPathFactory, voices_folder: Path) -> Iterator[Server]:
    """Without keys."""
    environment = {
        "TTS_MAX_BODY_BYTES": "3000000",
        "TTS_WEBHOOKS": f"{TOPIC}=http://127.0.0.1:1/",
        "TTS_WEBHOOK_SECRET": "webhook-secret-of-the-tests",
    }
    server = start_server(tmp_path_factory.mktemp("open"), voices_folder, environment=environment)
    yield server
    assert stop_server(server) == 0


@pytest.fixture(scope="session")
def keyed_server(tmp_path_factory: pytest.TempPathFactory, voices_folder: Path) -> Iterator[Server]:
    """With keys."""
    folder = tmp_path_factory.mktemp("keyed")
    keys = folder / "keys.toml"
    keys.write_text(KEY_FILE)
    keys.chmod(0o600)
    server = start_server(folder, voices_folder, "--keys", str(keys))
    yield server
    assert stop_server(server) == 0


@pytest.fixture(scope="session")
def polly(open_server: Server):
    return polly_client(open_server.url)


@pytest.fixture(scope="session")
def keyed_polly(keyed_server: Server):
    return polly_client(keyed_server.url)


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The service as users start it, with the shipped voice and with keys.

    TTS_TEST_SERVE_FLAGS adds flags, such as `--workers 2`.
    """
    folder = tmp_path_factory.mktemp("service")
    keys = folder / "keys.toml"
    keys.write_text(KEY_FILE)
    keys.chmod(0o600)
    environment = {"TTS_WEBHOOKS": f"{TOPIC}=http://127.0.0.1:1/", "TTS_WEBHOOK_SECRET": "webhook-secret-of-the-tests"}
    flags = ("--keys", str(keys), *os.environ.get("TTS_TEST_SERVE_FLAGS", "").split())
    server = start_server(folder, REPOSITORY / "voices", *flags, environment=environment, program=("-m", "tts"))
    yield Service(server.port, folder)
    assert stop_server(server) == 0

"""Real servers for tests: a PostgreSQL cluster of its own, and an S3-compatible store. Both listen on loopback only."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psycopg
import pytest


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _postgres_folder() -> Path | None:
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


@contextmanager
def postgres(*settings: str) -> Iterator[str]:
    """A PostgreSQL server with its data in a temporary folder; gives the URL of an empty database.

    `settings` are such as "max_connections=5".

    Skips where it is not installed. PostgreSQL refuses to run as root: the account "postgres" of the Debian package is
    used then.
    """
    programs = _postgres_folder()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    account = None
    if os.geteuid() == 0:
        try:
            account = pwd.getpwnam("postgres").pw_name
        except KeyError:
            pytest.skip("PostgreSQL does not run as root, and there is no account named postgres")
    # Not in pytest's folder, which only its owner may enter.
    folder = Path(tempfile.mkdtemp(prefix="tts-postgres-"))
    if account:
        shutil.chown(folder, account)
    data, port = folder / "data", free_port()
    quiet = {"user": account, "cwd": folder, "stdout": subprocess.DEVNULL, "check": True}
    command = [programs / "initdb", "-D", data, "-U", "tts", "-A", "trust", "-N", "--no-instructions", "-E", "UTF8"]
    subprocess.run(command, **quiet)  # type: ignore[call-overload]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
    options += "".join(f" -c {setting}" for setting in settings)
    control = [programs / "pg_ctl", "-D", data, "-w", "-t", "120"]
    subprocess.run([*control, "-l", folder / "log", "-o", options, "start"], **quiet)  # type: ignore[call-overload]
    try:
        yield f"postgresql://tts@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **quiet)  # type: ignore[call-overload]
        shutil.rmtree(folder)


FEW_CONNECTIONS = ("max_connections=5", "superuser_reserved_connections=0")


@contextmanager
def taken_connections(url: str) -> Iterator[list[psycopg.Connection]]:
    """Takes every connection that a server of `postgres` has left."""
    with ExitStack() as stack:
        connections: list[psycopg.Connection] = []
        with suppress(psycopg.OperationalError):
            while True:
                connections.append(stack.enter_context(psycopg.connect(url)))
        yield connections


@contextmanager
def s3(folder: Path) -> Iterator[str]:
    """moto's server; gives its URL. Any keys are taken."""
    port = free_port()
    with (folder / "moto.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", "from moto.server import main; main()", "-H", "127.0.0.1", "-p", str(port)],
            stdout=log,
            stderr=log,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + 120
        while True:
            try:
                urllib.request.urlopen(f"{url}/moto-api/", timeout=5).close()
                break
            except OSError:
                assert process.poll() is None, (folder / "moto.log").read_text()
                assert time.monotonic() < deadline
                time.sleep(0.1)
        yield url
    finally:
        process.kill()
        process.wait()

"""Starts the service: checks that it may be started like this, then lets Granian run the worker processes.

Granian answers HTTP/1.1 and cleartext HTTP/2 on one port, which the AWS client for JavaScript needs.
"""

from __future__ import annotations

import asyncio
import math
import os
import resource
import secrets
import socket
import tempfile
from dataclasses import replace
from pathlib import Path

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings, HTTP2Settings

from server import logs
from server.auth.keys import load_keys
from server.config import HANDOVER, Settings, SettingsError
from server.logs import LOGGER
from server.notices import Webhooks
from server.outputs import open_outputs
from server.processes import READY_FOLDER, Processes, unfinished
from server.store import open_stores
from tts.errors import TTSError
from tts.voice import find_voices

_HEADER_BYTES = 64 * 1024
_STREAMS_PER_CONNECTION = 100
_MOST_CONNECTIONS = 8_192
_SPARE_FILES = 256
"""Open files that are left for everything but connections."""
_PING_MS = 20_000
_TIDYING_S = 2
"""What a worker may take beyond the grace of its requests before it is killed."""


class AddressError(TTSError):
    """The service cannot listen where it should."""


def check(settings: Settings) -> None:
    """What can be wrong before anything is started.

    Raises:
        SettingsError: the address is public or open to every web page and there are no keys, or a key, `output_root`,
            `webhooks` or `voice_aliases` is wrong.
        VoiceFileError: a voice is incomplete.
    """
    keys = load_keys(settings.keys)
    if not keys and not settings.is_loopback and not settings.open:
        raise SettingsError(
            f"{settings.host} can be reached from other machines, and there are no keys: set --keys FILE, listen on "
            "127.0.0.1, or say --open if everybody who can reach it may use it"
        )
    if not keys and "*" in settings.allowed_origins:
        raise SettingsError("allowed_origins is '*' and there are no keys: name the origins, or set --keys FILE")
    voices = {voice.name for voice in find_voices(settings.voices)}
    if not voices:
        raise SettingsError(f"the voices folder {str(settings.voices)!r} holds no voice")
    for alias, name in settings.aliases.items():
        if name not in voices:
            raise SettingsError(f"voice_aliases names the voice {name!r}: those here are {', '.join(sorted(voices))}")
        if alias in voices:
            raise SettingsError(f"voice_aliases has {alias!r}, which is a voice itself: leave it out")
    open_outputs(settings)
    Webhooks.of(settings)


def serve(settings: Settings) -> None:
    """Runs until SIGTERM or SIGINT; what runs then is finished first. SIGHUP starts the workers anew.

    Raises:
        SettingsError, VoiceFileError: see `check`.
        AddressError: the port is taken, or the address is not of this machine.
        StoreError: the database cannot be used.
        SystemExit: a worker ended otherwise than it was asked to; the log says how.
    """
    check(settings)
    # Here the user gets one line; later, in a worker process, these would be a traceback.
    _check_address(settings.host, settings.port)
    asyncio.run(_check_database(settings))
    if not settings.token_secret and settings.workers > 1:  # a list may go on in another process
        settings = replace(settings, token_secret=secrets.token_hex(32))
    with tempfile.TemporaryDirectory(prefix="tts-serve-") as folder:
        os.environ[HANDOVER] = settings.to_json()
        os.environ[READY_FOLDER] = _made(folder, "ready")
        if settings.workers > 1:
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = _made(folder, "metrics")
        _granian(settings).serve()
        if processes := unfinished():
            LOGGER.error(
                "workers ended with an error, or were killed at the end of their grace",
                extra={"members": {"processes": processes}},
            )
            raise SystemExit(1)


def _made(folder: str, name: str) -> str:
    path = Path(folder) / name
    path.mkdir()
    return str(path)


def _check_address(host: str, port: int) -> None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()  # several may bind to an address that nobody listens on
    except OSError as error:
        raise AddressError(
            f"cannot listen on {host}, port {port}: {error.strerror}; set --port or --host to another"
        ) from error


async def _check_database(settings: Settings) -> None:
    stores = await open_stores(settings)
    await stores.close()


def _granian(settings: Settings) -> Processes:
    return Processes(
        "server.app:create",
        factory=True,
        interface=Interfaces.ASGI,
        address=settings.host,
        port=settings.port,
        workers=settings.workers,
        http=HTTPModes.auto,
        http1_settings=HTTP1Settings(
            header_read_timeout=math.ceil(settings.keep_alive_s * 1000),  # which begins when the last answer ends
            max_buffer_size=_HEADER_BYTES,
        ),
        http2_settings=HTTP2Settings(
            max_headers_size=_HEADER_BYTES,
            max_concurrent_streams=_STREAMS_PER_CONNECTION,
            keep_alive_interval=_PING_MS,
        ),
        websockets=False,
        backpressure=_connections(),
        log_dictconfig=logs.configuration(settings.log_level),
        workers_kill_timeout=math.ceil(settings.drain_s + settings.grace_s) + _TIDYING_S,
        process_name=None,
    )


def _connections() -> int:
    """Connections that one process takes; requests are bounded in `server.app`, and without one they cost little."""
    _, files = resource.getrlimit(resource.RLIMIT_NOFILE)  # Granian raises the soft limit to this one
    return (
        _MOST_CONNECTIONS if files == resource.RLIM_INFINITY else min(_MOST_CONNECTIONS, max(128, files - _SPARE_FILES))
    )

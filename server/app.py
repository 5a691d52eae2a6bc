"""The whole service as one ASGI application.

    /                           the playground page
    /healthz /readyz /metrics   for operators, without keys
    /v1/audio/* /v1/models      OpenAI-compatible (`server.openai`)
    /openapi.json
    everything else             Amazon Polly (`server.polly`)

`create` makes it from the settings that `tts serve` hands over; a process of Granian calls it.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Send
from starlette.types import Scope as AsgiScope

from server import logs, notes
from server.addresses import Callers
from server.answers import Answers
from server.auth.keys import Keys, load_keys
from server.config import HANDOVER, Settings, SettingsError
from server.connections import SilentConnections, end_connections
from server.contract import Engine, Stores, TaskQueue
from server.errors import serialization
from server.exchange import CLIENT_GONE, CLIENT_GONE_STATUS, OPERATORS, Exchanges, Traffic, refusal
from server.logs import LOGGER
from server.metrics import CONTENT_TYPE, Metrics
from server.openai.routes import OPENAI_PATH, OpenAIApp
from server.pages import page_routes
from server.polly.routes import PollyApp
from server.processes import READY_FOLDER
from server.scheduling import ScheduledEngine
from server.services import Services
from server.streaming import BodyReader, ClientGone
from server.tasks import SqlTaskQueue
from tts.errors import TTSError
from tts.parent import end_with_parent

_SHOWN_HEADERS = (
    "x-amzn-RequestId",
    "x-request-id",
    "x-amzn-RequestCharacters",
    "x-amzn-ErrorType",
    "Retry-After",
    notes.HEADER,
)
_SILENT_S = 10.0
_TASKS_GRACE_S = 5.0  # requests come first: a task that does not end within this time is begun again
_THREADS = 64
"""For coding audio and all else that blocks for a moment. Python's own number is six on two cores: as many look-ups of
the names of webhooks, in a network without answers, would stop all speech."""

_SWITCH_S = 0.001
"""Seconds for which a thread that reads a long text keeps others from running Python. An answer changes threads a dozen
times before its first bytes, and waited five milliseconds each time."""

_LISTENS_AFTER_S = 0.5
"""The HTTP server opens the port when the start is over, before the event loop goes on: by then it surely listens."""

BackHalf = tuple[Engine, Stores, TaskQueue]


def create() -> ASGIApp:
    """The application, with the settings that stand in the environment.

    Raises:
        SystemExit: the key file has become unusable; the log says how.
    """
    end_with_parent()
    sys.setswitchinterval(_SWITCH_S)
    settings = Settings.from_json(os.environ[HANDOVER])
    logs.configure(settings.log_level)
    try:
        keys = load_keys(settings.keys)
    except SettingsError as error:
        _tell_failure(error)
        raise SystemExit(1) from None
    return build(settings, keys)


async def open_back_half(settings: Settings) -> BackHalf:
    """Engine, stores and task queue as the settings want them."""
    from server.store import open_stores
    from server.tasks import open_tasks

    engine = ScheduledEngine(settings)
    stores = await open_stores(settings)
    return engine, stores, open_tasks(settings, stores.tasks, engine)


def build(
    settings: Settings,
    keys: Keys,
    back_half: Callable[[Settings], Coroutine[Any, Any, BackHalf]] = open_back_half,
) -> ASGIApp:
    """The application for given settings and keys.

    Args:
        settings: all settings.
        keys: who may call; empty for everybody.
        back_half: makes what answers; tests give their own.
    """
    traffic = Traffic(settings)
    front = _Front(settings, keys, traffic)
    operators = zip(OPERATORS, (_alive, front.is_ready, front.measured), strict=True)
    app = Starlette(
        routes=[*page_routes(), *(Route(path, answer, methods=["GET"]) for path, answer in operators)],
        lifespan=lambda _: front.running(back_half),
    )
    app.router.redirect_slashes = False
    app.router.default = front.answer  # not a route: no pattern of a route matches every path
    outer = Exchanges(app, settings, keys, traffic)
    return _for_pages(outer, settings.allowed_origins) if settings.allowed_origins else outer


def _for_pages(app: ASGIApp, origins: tuple[str, ...]) -> ASGIApp:
    """Lets scripts of web pages call the service. Keys travel in Authorization: nothing depends on cookies."""
    return CORSMiddleware(
        app,
        allow_origins=origins,
        allow_methods=("GET", "POST", "PUT", "DELETE"),
        allow_headers=("*",),
        expose_headers=_SHOWN_HEADERS,
    )


class _Front:
    """The applications that need the back half, which exists while the service runs."""

    def __init__(self, settings: Settings, keys: Keys, traffic: Traffic) -> None:
        self._settings = settings
        self._keys = keys
        self._traffic = traffic
        self._services: Services | None = None
        self._openai: ASGIApp | None = None
        self._polly: ASGIApp | None = None

    @asynccontextmanager
    async def running(self, back_half: Callable[[Settings], Coroutine[Any, Any, BackHalf]]) -> AsyncIterator[None]:
        """Starts the back half and ends it."""
        settings = self._settings
        _tell("starts")
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS, "work"))
        with _failures_told():
            engine, stores, tasks = await back_half(settings)
        secret = settings.token_secret.encode() or self._keys.token_secret() or secrets.token_bytes(32)
        metrics = self._traffic.metrics = Metrics(
            engine.depth, lambda: engine.ready() and not self._traffic.ending.announced
        )
        if isinstance(engine, ScheduledEngine):
            engine.observer = metrics.engine
        if isinstance(tasks, SqlTaskQueue):
            tasks.observer = metrics.tasks
        bodies = BodyReader(settings.max_body_bytes, settings.body_timeout_s)
        answers = Answers(settings.cache_mb * 2**20 // 4, metrics)
        self._services = Services(
            settings, self._keys, engine, stores, tasks, metrics, secret, bodies, answers, Callers(settings.proxies)
        )
        with _failures_told():
            await engine.start()
        self._traffic.ending.listen()
        watching = [
            asyncio.create_task(SilentConnections(_SILENT_S).watch()),
            asyncio.create_task(self._traffic.unread.watch()),
            asyncio.create_task(self._traffic.idle.watch()),
            asyncio.create_task(self._end_in_time(tasks)),
        ]
        try:
            metrics.sample()
            await tasks.start()
            self._openai, self._polly = OpenAIApp(self._services), PollyApp(self._services)
            LOGGER.info("ready", extra={"members": {"voices": len(engine.voices), "open": not self._keys}})
            watching.append(asyncio.create_task(_tell_ready()))
            yield
        finally:
            LOGGER.info("ending")
            for task in watching:
                task.cancel()
            deadline = time.monotonic() + settings.grace_s
            await tasks.close(min(settings.grace_s, _TASKS_GRACE_S))
            await engine.close(max(0.0, deadline - time.monotonic()))
            await stores.close()
            _tell("")

    async def _end_in_time(self, tasks: TaskQueue) -> None:
        """Gives tasks back as soon as the end begins, and ends the connections that outlast the grace: the HTTP server
        waits for every one before it ends the back half, and for a client that does not read for ever."""
        await self._traffic.ending.begun.wait()
        deadline = time.monotonic() + self._settings.grace_s
        await tasks.close(min(self._settings.grace_s, _TASKS_GRACE_S))
        await asyncio.sleep(deadline - time.monotonic())
        await asyncio.to_thread(_cut_connections, self._settings.port)

    async def answer(self, scope: AsgiScope, receive: Receive, send: Send) -> None:
        """Everything that is no page and not for operators."""
        app = self._openai if OPENAI_PATH.match(scope["path"]) else self._polly
        assert app is not None  # requests come only after the start
        try:
            await app(scope, receive, send)
        except ClientGone:  # here, or Starlette answers with 500
            log = scope["tts.log"]
            if not log.status:
                # A body that breaks the rules of HTTP ends like one whose client has gone, but somebody is there still.
                with suppress(OSError, RuntimeError):
                    await refusal(serialization("The body is not whole"), scope)(scope, receive, send)
            log.status, log.code = CLIENT_GONE_STATUS, CLIENT_GONE

    async def is_ready(self, request: Request) -> Response:
        if self._traffic.ending.announced:
            return PlainTextResponse("not ready: the service ends\n", 503)
        if self._services is None or not self._services.engine.ready():
            return PlainTextResponse("not ready\n", 503)
        if not await self._services.stores.can_write():
            return PlainTextResponse("not ready: the database cannot be written; see the log\n", 503)
        return PlainTextResponse("ready\n")

    async def measured(self, request: Request) -> Response:
        assert self._services is not None
        return Response(await asyncio.to_thread(self._services.metrics.text), media_type=CONTENT_TYPE)


def _tell_failure(error: TTSError) -> None:
    LOGGER.error("cannot start", extra={"members": {"reason": str(error)}})


@contextmanager
def _failures_told() -> Iterator[None]:
    """What hinders the start in one line; the HTTP server only tells where it was found."""
    try:
        yield
    except TTSError as error:
        _tell_failure(error)
        raise


def _cut_connections(port: int) -> None:
    """Ends what is left, and says so on the same thread: with the last connection all that waits is cancelled."""
    if cut := end_connections(port):
        LOGGER.warning("connections cut at the end of the grace", extra={"members": {"connections": cut}})


async def _tell_ready() -> None:
    """Tells the process that watches over this one that it listens."""
    await asyncio.sleep(0.01)  # the loop has gone on
    await asyncio.sleep(_LISTENS_AFTER_S)
    _tell("listens")


def _tell(state: str) -> None:
    """Tells it how far this one is; "" when it has come to its end."""
    if folder := os.environ.get(READY_FOLDER):
        file = Path(folder) / str(os.getpid())
        if state:
            file.write_text(state)
        else:
            file.unlink(missing_ok=True)


async def _alive(request: Request) -> Response:
    return PlainTextResponse("alive\n")

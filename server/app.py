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
import re
import secrets
import time
import uuid
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Send
from starlette.types import Scope as AsgiScope

from server import logs, notes
from server.addresses import Callers
from server.answers import Answers
from server.auth.keys import Keys, load_keys
from server.config import HANDOVER, Settings, SettingsError
from server.contract import Engine, Stores, TaskQueue
from server.ending import Ending
from server.errors import ApiError, error_response, serialization, service_failure
from server.guard import check_open_request
from server.logs import LOGGER, RequestLog
from server.metrics import CONTENT_TYPE, Metrics
from server.openai.errors import error_response as openai_response
from server.openai.routes import OPENAI_PATH, OpenAIApp
from server.polly.routes import PollyApp
from server.processes import READY_FOLDER
from server.scheduling import ScheduledEngine
from server.services import Services
from server.silent import SilentConnections, end_connections
from server.streaming import BodyReader, ClientGone
from server.unread import UnreadAnswers
from tts.parent import end_with_parent

_PAGE = Path(__file__).parent / "playground"
_PAGE_FILES = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/playground.js": ("playground.js", "text/javascript; charset=utf-8"),
    "/playground.css": ("playground.css", "text/css; charset=utf-8"),
}
_PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "media-src 'self' blob:; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
_SHOWN_HEADERS = ("x-amzn-RequestId", "x-amzn-RequestCharacters", "x-amzn-ErrorType", "Retry-After", notes.HEADER)
_CLIENT_GONE, _CLIENT_GONE_STATUS = "ClientGone", 499  # in logs and metrics only
_MOST_REQUESTS = 1_024
"""Requests of one process at a time, those included that wait or share the audio of others: the queue bounds neither
slow bodies nor slow readers."""
_SILENT_S = 10.0
_TASKS_GRACE_S = 5.0  # requests come first: a task that does not end within this time is begun again
_THREADS = 64
"""For coding audio and all else that blocks for a moment. Python's own number is six on two cores: as many look-ups of
the names of webhooks, in a network without answers, would stop all speech."""

_LISTENS_AFTER_S = 0.5
"""The HTTP server opens the port when the start is over, before the event loop goes on: by then it surely listens."""

_OPERATORS = ("/healthz", "/readyz", "/metrics")

BackHalf = tuple[Engine, Stores, TaskQueue]


def create() -> ASGIApp:
    """The application, with the settings that stand in the environment.

    Raises:
        SystemExit: the key file has become unusable; the log says how.
    """
    end_with_parent()
    settings = Settings.from_json(os.environ[HANDOVER])
    logs.configure(settings.log_level)
    try:
        keys = load_keys(settings.keys)
    except SettingsError as error:
        LOGGER.error("cannot start", extra={"members": {"reason": str(error)}})
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
    front = _Front(settings, keys)
    pages = [Route(path, _page(*file), methods=["GET"]) for path, file in _PAGE_FILES.items()]
    operators = [
        Route("/healthz", _alive, methods=["GET"]),
        Route("/readyz", front.is_ready, methods=["GET"]),
        Route("/metrics", front.measured, methods=["GET"]),
    ]
    app = Starlette(
        routes=[*pages, *operators],
        lifespan=lambda _: front.running(back_half),
    )
    app.router.redirect_slashes = False
    app.router.default = front.answer  # not a route: no pattern of a route matches every path
    outer = _Outer(app, settings, keys, front)
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


class ResponseCut(Exception):  # noqa: N818  # says what happens to the response
    """The response ends here although it is not complete."""


class _Front:
    """The applications that need the back half, which exists while the service runs."""

    def __init__(self, settings: Settings, keys: Keys) -> None:
        self._settings = settings
        self._keys = keys
        self.services: Services | None = None
        self.ending = Ending(settings.drain_s)
        self.unread = UnreadAnswers(settings.send_timeout_s)
        self._openai: ASGIApp | None = None
        self._polly: ASGIApp | None = None

    @asynccontextmanager
    async def running(self, back_half: Callable[[Settings], Coroutine[Any, Any, BackHalf]]) -> AsyncIterator[None]:
        """Starts the back half and ends it."""
        settings = self._settings
        _tell("starts")
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS, "work"))
        engine, stores, tasks = await back_half(settings)
        secret = settings.token_secret.encode() or self._keys.token_secret() or secrets.token_bytes(32)
        metrics = Metrics(engine.depth, lambda: engine.ready() and not self.ending.announced)
        if isinstance(engine, ScheduledEngine):
            engine.observer = metrics.engine
        bodies = BodyReader(settings.max_body_bytes, settings.body_timeout_s)
        answers = Answers(settings.cache_mb * 2**20 // 4, metrics)
        self.services = Services(
            settings, self._keys, engine, stores, tasks, metrics, secret, bodies, answers, Callers(settings.proxies)
        )
        await engine.start()
        self.ending.listen()
        watching = [
            asyncio.create_task(SilentConnections(_SILENT_S).watch()),
            asyncio.create_task(self.unread.watch()),
            asyncio.create_task(self._end_in_time(tasks)),
        ]
        try:
            metrics.sample()
            await tasks.start()
            self._openai, self._polly = OpenAIApp(self.services), PollyApp(self.services)
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
        await self.ending.begun.wait()
        deadline = time.monotonic() + self._settings.grace_s
        await tasks.close(min(self._settings.grace_s, _TASKS_GRACE_S))
        await asyncio.sleep(deadline - time.monotonic())
        if cut := await asyncio.to_thread(end_connections, self._settings.port):
            LOGGER.warning("connections cut at the end of the grace", extra={"members": {"connections": cut}})

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
                    await _refusal(serialization("The body is not whole"), scope)(scope, receive, send)
            log.status, log.code = _CLIENT_GONE_STATUS, _CLIENT_GONE

    async def is_ready(self, request: Request) -> Response:
        if self.ending.announced:
            return PlainTextResponse("not ready: the service ends\n", 503)
        if self.services is None or not self.services.engine.ready():
            return PlainTextResponse("not ready\n", 503)
        if not await self.services.stores.can_write():
            return PlainTextResponse("not ready: the database cannot be written; see the log\n", 503)
        return PlainTextResponse("ready\n")

    async def measured(self, request: Request) -> Response:
        assert self.services is not None
        return Response(await asyncio.to_thread(self.services.metrics.text), media_type=CONTENT_TYPE)


class _Outer:
    """Around every request: its id, the guard of open mode, metrics, one line of log, and errors that nobody caught."""

    def __init__(self, app: ASGIApp, settings: Settings, keys: Keys, front: _Front) -> None:
        self._app = app
        self._settings = settings
        self._keys = keys
        self._front = front
        self._running = 0

    async def __call__(self, scope: AsgiScope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # no websockets
        closes = self._front.ending.announced and scope["http_version"].startswith("1")
        given = partial(self._front.unread.give, scope.get("client"))
        exchange = _Exchange(send, RequestLog(str(uuid.uuid4())), closes, given)
        scope["tts.log"] = exchange.log
        services = self._front.services
        assert services is not None
        services.metrics.begin()
        self._running += 1
        try:
            if self._running > _MOST_REQUESTS and scope["path"] not in _OPERATORS:
                raise _busy()
            if not self._keys and scope["path"] not in _OPERATORS:
                check_open_request(scope["headers"], self._settings, is_page=scope["path"] in _PAGE_FILES)
            await self._app(scope, receive, exchange.send)
        except ApiError as error:
            await exchange.fail(error, scope, receive)
        except Exception as error:  # noqa: BLE001  # the last place that sees it
            LOGGER.error("request failed", exc_info=error, extra={"members": exchange.log.members()})
            if exchange.log.status:
                exchange.log.code = service_failure().code
                # Granian cuts the connection, so that the client sees that something is missing. It also logs what
                # it gets, so it gets nothing of the first error, whose message may quote a text.
                raise ResponseCut from None
            await exchange.fail(service_failure(), scope, receive)
        finally:
            self._running -= 1
            exchange.finish(services.metrics, scope)


class _Exchange:
    """One request and what is sent for it; whether its connection `closes` behind the answer; `given` is told how many
    bytes the HTTP server has got.
    """

    def __init__(self, send: Send, log: RequestLog, closes: bool, given: Callable[[int], None]) -> None:
        self.log = log
        self._closes = closes
        self._given = given
        self._sent = 0
        self._send = send
        self._begun = time.perf_counter()

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.log.status = message["status"]
            headers = [
                (b"x-amzn-requestid", self.log.request_id.encode()),
                (b"x-content-type-options", b"nosniff"),
            ]
            if self._closes:
                headers.append((b"connection", b"close"))
            message = {**message, "headers": [*message.get("headers", ()), *headers]}
        elif self.log.first_byte_s is None:
            self.log.first_byte_s = time.perf_counter() - self._begun
        await self._send(message)
        self._give(len(message.get("body", b"")))

    def _give(self, size: int) -> None:
        self._sent += size
        self._given(size)

    async def fail(self, error: ApiError, scope: AsgiScope, receive: Receive) -> None:
        """Answers with the error, in the form of the API that was asked."""
        self.log.code = error.code
        await _refusal(error, scope)(scope, receive, self.send)

    def finish(self, metrics: Metrics, scope: AsgiScope) -> None:
        seconds = time.perf_counter() - self._begun
        if self.log.code == _CLIENT_GONE or scope["method"] == "HEAD":
            self._give(-self._sent)  # nobody will take it
        operation = self.log.operation or (scope["path"] if scope["path"] in (*_PAGE_FILES, *_OPERATORS) else "unknown")
        metrics.end(operation, self.log.status or _CLIENT_GONE_STATUS, self.log.code, self.log.first_byte_s, seconds)
        if operation in _OPERATORS:
            return
        members = self.log.members() | {"operation": operation, "status": self.log.status, "ms": round(seconds * 1000)}
        if self.log.first_byte_s is not None:
            members["first_byte_ms"] = round(self.log.first_byte_s * 1000)
        members["method"] = re.sub(r"[^A-Z]", "", scope["method"])[:10]
        LOGGER.info("request", extra={"members": members})


def _refusal(error: ApiError, scope: AsgiScope) -> Response:
    """The error in the form of the API that was asked."""
    return openai_response(error, scope["tts.log"]) if OPENAI_PATH.match(scope["path"]) else error_response(error)


def _busy() -> ApiError:
    """All clients ask again after this status."""
    message = f"The service answers {_MOST_REQUESTS} requests already: try again in a second"
    return ApiError("ThrottlingException", message, 503, headers={"Retry-After": "1"})


def _page(name: str, media_type: str) -> Callable[[Request], Coroutine[Any, Any, Response]]:
    async def page(request: Request) -> Response:
        return Response((_PAGE / name).read_bytes(), media_type=media_type, headers=_PAGE_HEADERS)

    return page


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

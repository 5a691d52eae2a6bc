"""What is around every request, whoever answers it.

Its id, the guard of open mode, metrics, one line of log, and errors that nobody caught.
"""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Sequence
from typing import Any

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Send
from starlette.types import Scope as AsgiScope

from server.auth.keys import Keys
from server.config import Settings
from server.connections import IdleConnections, UnreadAnswers
from server.ending import Ending
from server.errors import ApiError, error_response, service_failure
from server.guard import check_open_request
from server.logs import LOGGER, RequestLog
from server.metrics import Metrics
from server.openai.errors import error_response as openai_response
from server.openai.routes import OPENAI_PATH
from server.pages import PAGE_FILES

OPERATORS = ("/healthz", "/readyz", "/metrics")
"""Paths that need no keys and make no line of log."""

CLIENT_GONE, CLIENT_GONE_STATUS = "ClientGone", 499
"""In logs and metrics only."""

_REQUEST_ID = (b"x-amzn-requestid", b"x-request-id")
"""Headers with the request's id: clients of AWS read the first, clients of OpenAI the second."""

_MOST_REQUESTS = 1_024
"""Requests of one process at a time, those included that wait or share the audio of others: the queue bounds neither
slow bodies nor slow readers."""


class ResponseCut(Exception):  # noqa: N818  # says what happens to the response
    """The response ends here although it is not complete."""


class Traffic:
    """What a process knows of all requests together.

    Attributes:
        ending: says when connections are to be given up.
        unread: is told what each client was given.
        idle: is told when requests begin and end.
        metrics: of the process, once it has started.
        running: requests that are being answered.
    """

    def __init__(self, settings: Settings) -> None:
        self.ending = Ending(settings.drain_s)
        self.unread = UnreadAnswers(settings.send_timeout_s)
        self.idle = IdleConnections(settings.keep_alive_s, self.unread)
        self.metrics: Metrics | None = None
        self.running = 0


class Exchanges:
    """The ASGI application around all others.

    Args:
        app: answers.
        settings: of the service.
        keys: who may call; the guard stands where there are none.
        traffic: of this process.
    """

    def __init__(self, app: ASGIApp, settings: Settings, keys: Keys, traffic: Traffic) -> None:
        self._app = app
        self._settings = settings
        self._keys = keys
        self._traffic = traffic

    async def __call__(self, scope: AsgiScope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":  # no websockets
            exchange = _Exchange(scope, send, self._traffic)
            try:
                await self._answer(exchange, scope, receive)
            finally:
                exchange.finish()

    async def _answer(self, exchange: _Exchange, scope: AsgiScope, receive: Receive) -> None:
        try:
            self._admit(scope)
            await self._app(scope, receive, exchange.send)
        except ApiError as error:
            await exchange.fail(error, receive)
        except Exception as error:  # noqa: BLE001  # the last place that sees it
            LOGGER.error("request failed", exc_info=error, extra={"members": exchange.log.members()})
            if exchange.log.status:
                exchange.log.code = service_failure().code
                # Granian cuts the connection, so that the client sees that something is missing. It also logs what
                # it gets, so it gets nothing of the first error, whose message may quote a text.
                raise ResponseCut from None
            await exchange.fail(service_failure(), receive)

    def _admit(self, scope: AsgiScope) -> None:
        """Raises what stands against a request before anybody looks at it."""
        if scope["path"] in OPERATORS:
            return
        if self._traffic.running > _MOST_REQUESTS:
            raise _busy()
        if not self._keys:
            check_open_request(scope["headers"], self._settings, is_page=scope["path"] in PAGE_FILES)


class _Exchange:
    """One request and what is sent for it."""

    def __init__(self, scope: AsgiScope, send: Send, traffic: Traffic) -> None:
        assert traffic.metrics is not None  # requests come only after the start
        self.log = scope["tts.log"] = RequestLog(str(uuid.uuid4()))
        self._scope = scope
        self._send = send
        self._traffic = traffic
        self._metrics = traffic.metrics
        self._client: Sequence[Any] | None = scope.get("client")
        self._closes = traffic.ending.announced and scope["http_version"].startswith("1")
        self._sent = 0
        self._begun = time.perf_counter()
        traffic.running += 1
        traffic.metrics.begin()
        traffic.idle.begin(self._client, scope["http_version"])

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.log.status = message["status"]
            headers = [
                *((name, self.log.request_id.encode()) for name in _REQUEST_ID),
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
        self._traffic.unread.give(self._client, size)

    async def fail(self, error: ApiError, receive: Receive) -> None:
        """Answers with the error, in the form of the API that was asked."""
        self.log.code = error.code
        await refusal(error, self._scope)(self._scope, receive, self.send)

    def finish(self) -> None:
        """Nothing more will be sent."""
        seconds = time.perf_counter() - self._begun
        self._traffic.running -= 1
        if self.log.code == CLIENT_GONE or self._scope["method"] == "HEAD":
            self._give(-self._sent)  # nobody will take it
        self._traffic.idle.finish(self._client)
        operation = self._operation()
        status = self.log.status or CLIENT_GONE_STATUS
        self._metrics.end(operation, status, self.log.code, self.log.first_byte_s, seconds)
        if operation not in OPERATORS:
            self._write(operation, seconds)

    def _operation(self) -> str:
        """A name for logs and metrics: a caller's own words would be without number."""
        path = self._scope["path"]
        return self.log.operation or (path if path in (*PAGE_FILES, *OPERATORS) else "unknown")

    def _write(self, operation: str, seconds: float) -> None:
        members = self.log.members() | {"operation": operation, "status": self.log.status, "ms": round(seconds * 1000)}
        if self.log.first_byte_s is not None:
            members["first_byte_ms"] = round(self.log.first_byte_s * 1000)
        members["method"] = re.sub(r"[^A-Z]", "", self._scope["method"])[:10]
        LOGGER.info("request", extra={"members": members})


def refusal(error: ApiError, scope: AsgiScope) -> Response:
    """The error in the form of the API that was asked."""
    return openai_response(error, scope["tts.log"]) if OPENAI_PATH.match(scope["path"]) else error_response(error)


def _busy() -> ApiError:
    """All clients ask again after this status."""
    message = f"The service answers {_MOST_REQUESTS} requests already: try again in a second"
    return ApiError("ThrottlingException", message, 503, headers={"Retry-After": "1"})

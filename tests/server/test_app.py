"""The application as a whole, at the level of ASGI."""

from __future__ import annotations

import asyncio
import json
import threading
import tracemalloc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.types import ASGIApp

from server.app import build
from server.auth.keys import AccessKey, KeyFile, Keys
from server.config import Settings, SettingsError
from server.errors import ValidationError
from server.polly.validation import Member, from_json
from server.polly.validation import check as validate
from server.run import check
from tests.server.support import BackHalf, PlainEngine, back_half
from tts.errors import ModelError


@asynccontextmanager
async def running(app: ASGIApp) -> AsyncIterator[None]:
    """The application between its start and its end."""
    asked: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    told: asyncio.Queue[Any] = asyncio.Queue()
    life = asyncio.create_task(app({"type": "lifespan"}, asked.get, told.put))
    asked.put_nowait({"type": "lifespan.startup"})
    assert (await told.get())["type"] == "lifespan.startup.complete"
    yield
    asked.put_nowait({"type": "lifespan.shutdown"})
    assert (await told.get())["type"] == "lifespan.shutdown.complete"
    await life


class Exchange:
    """One request, whose body comes when the test says so."""

    def __init__(
        self, app: ASGIApp, method: str, path: str, query: str = "", client: str = "127.0.0.1", **headers: str
    ) -> None:
        self.messages: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.sent: list[Any] = []
        given = {"host": "localhost", "content-type": "application/json", **headers}
        scope = {
            "type": "http",
            "http_version": "1.1",
            "scheme": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "client": (client, 50_000),
            "query_string": query.encode(),
            "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in given.items()],
        }
        self.task = asyncio.create_task(app(scope, self.messages.get, self._send))

    async def _send(self, message: Any) -> None:
        self.sent.append(message)

    async def answer(self, message: dict[str, Any]) -> tuple[int, dict[bytes, bytes]]:
        """Status and headers after one more message."""
        self.messages.put_nowait(message)
        await self.task
        return (self.sent[0]["status"], dict(self.sent[0]["headers"])) if self.sent else (0, {})


def body_of(exchange: Exchange) -> bytes:
    return b"".join(message.get("body", b"") for message in exchange.sent)


COMPLETE = {"type": "http.request", "body": b"", "more_body": False}


def test_requests_at_one_time_are_bounded(tmp_path: Path, voices_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bodies that never end and readers of shared audio once took memory without bound."""
    monkeypatch.setattr("server.exchange._MOST_REQUESTS", 3)

    async def work() -> None:
        app = build(Settings(voices=voices_folder, data_dir=tmp_path), Keys(KeyFile()), back_half)
        async with running(app):
            slow = [Exchange(app, "POST", "/v1/speech") for _ in range(3)]
            await asyncio.sleep(0)
            status, headers = await Exchange(app, "GET", "/v1/voices").answer(COMPLETE)
            assert (status, headers[b"x-amzn-errortype"]) == (503, b"ThrottlingException")
            assert headers[b"retry-after"] == b"1"
            models = Exchange(app, "GET", "/v1/models")
            assert (await models.answer(COMPLETE))[0] == 503
            assert json.loads(body_of(models))["error"]["type"] == "server_error"  # each API in its own form
            assert (await Exchange(app, "GET", "/healthz").answer(COMPLETE))[0] == 200
            for exchange in slow:
                await exchange.answer({"type": "http.disconnect"})
            assert (await Exchange(app, "GET", "/v1/voices").answer(COMPLETE))[0] == 200

    asyncio.run(work())


def test_bodies_that_do_not_come_are_given_up(tmp_path: Path, voices_folder: Path) -> None:
    settings = Settings(voices=voices_folder, data_dir=tmp_path, body_timeout_s=0.05)

    async def work() -> None:
        app = build(settings, Keys(KeyFile()), back_half)
        async with running(app):
            for path in ("/v1/speech", "/v1/audio/speech"):
                begun = Exchange(app, "POST", path, content_length="100")
                status, headers = await begun.answer({"type": "http.request", "body": b"{", "more_body": True})
                assert (status, headers[b"connection"]) == (408, b"close")
                assert "did not arrive" in body_of(begun).decode()

    asyncio.run(work())


@pytest.mark.parametrize("keys", [Keys(KeyFile()), Keys(KeyFile((AccessKey("AKID", "secret-of-the-tests"),)))])
def test_pages_of_allowed_origins_may_call(tmp_path: Path, voices_folder: Path, keys: Keys) -> None:
    page = "https://app.example.com"
    settings = Settings(voices=voices_folder, data_dir=tmp_path, allowed_origins=(page,))

    async def work() -> None:
        app = build(settings, keys, back_half)
        async with running(app):
            asked = {
                "access_control_request_method": "POST",
                "access_control_request_headers": "authorization,x-amz-date",
            }
            preflight = Exchange(app, "OPTIONS", "/v1/speech", origin=page, **asked)
            status, headers = await preflight.answer(COMPLETE)
            assert (status, headers[b"access-control-allow-origin"]) == (200, page.encode())
            assert b"x-amz-date" in headers[b"access-control-allow-headers"]
            call = Exchange(app, "GET", "/v1/voices", origin=page, sec_fetch_site="cross-site")
            status, headers = await call.answer(COMPLETE)
            assert (status, headers[b"access-control-allow-origin"]) == (403 if keys else 200, page.encode())
            assert b"x-amzn-ErrorType" in headers[b"access-control-expose-headers"]
            other = Exchange(app, "GET", "/v1/voices", origin="https://other.example.com")
            status, headers = await other.answer(COMPLETE)
            assert status == 403
            assert b"access-control-allow-origin" not in headers
            stranger = Exchange(app, "OPTIONS", "/v1/speech", origin="https://other.example.com", **asked)
            assert (await stranger.answer(COMPLETE))[0] == 400

    asyncio.run(work())


def test_every_origin_needs_keys(voices_folder: Path) -> None:
    with pytest.raises(SettingsError, match="allowed_origins"):
        check(Settings(voices=voices_folder, allowed_origins=("*",)))


def test_a_response_of_the_openai_route_has_an_end(
    tmp_path: Path, voices_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """4,096 digits at a quarter of the speed once were hours of audio, all of it in memory for FLAC."""
    monkeypatch.setattr("server.openai.routes.LONGEST_SPEECH_S", 1.5)
    wanted = {"model": "tts-1", "voice": "alloy", "input": "This is a text. " * 20, "response_format": "pcm"}

    async def work() -> None:
        app = build(Settings(voices=voices_folder, data_dir=tmp_path), Keys(KeyFile()), back_half)
        async with running(app):
            exchange = Exchange(app, "POST", "/v1/audio/speech")
            status, _ = await exchange.answer({**COMPLETE, "body": json.dumps(wanted).encode()})
            assert (status, len(body_of(exchange))) == (200, 2 * 1.5 * 24_000)

    asyncio.run(work())


def test_an_alias_speaks_with_the_voice_that_it_stands_for(tmp_path: Path, voices_folder: Path) -> None:
    settings = Settings(voices=voices_folder, data_dir=tmp_path, voice_aliases=("Amy=Arthur",))

    async def said(app: ASGIApp, **values: str) -> tuple[int, bytes]:
        body = json.dumps({"Text": "Good morning.", "OutputFormat": "pcm", **values}).encode()
        call = Exchange(app, "POST", "/v1/speech")
        status, _ = await call.answer({"type": "http.request", "body": body, "more_body": False})
        return status, body_of(call)

    async def work() -> None:
        app = build(settings, Keys(KeyFile()), back_half)
        async with running(app):
            status, audio = await said(app, VoiceId="Amy", LanguageCode="en-GB")
            assert status == 200
            assert len(audio) > 1000
            assert audio == (await said(app, VoiceId="Arthur"))[1]
            assert (await said(app, VoiceId="Amy", LanguageCode="de-DE"))[0] == 400
            assert (await said(app, VoiceId="Joanna"))[0] == 400
            voices = Exchange(app, "GET", "/v1/voices")
            assert (await voices.answer(COMPLETE))[0] == 200
            assert b'"Amy"' not in body_of(voices)

    asyncio.run(work())


@pytest.mark.parametrize(
    ("path", "wanted", "status"),
    [
        ("/v1/speech", {"Text": "Good morning.", "VoiceId": "Arthur", "OutputFormat": "pcm"}, 200),
        ("/v1/audio/speech", {"model": "tts-1", "voice": "alloy", "input": "Good morning."}, 413),
    ],
)
def test_large_bodies_are_not_kept(tmp_path: Path, voices_folder: Path, path: str, wanted: dict, status: int) -> None:
    """Seen: megabytes that nobody uses lay in memory until the last byte of the audio was sent."""
    held: list[int] = []

    class Weighing(PlainEngine):
        async def speak(self, *arguments):
            held.append(tracemalloc.get_traced_memory()[0])
            return await super().speak(*arguments)

    async def weighing(settings: Settings) -> BackHalf:
        _, stores, tasks = await back_half(settings)
        return Weighing(settings), stores, tasks

    async def work() -> None:
        app = build(Settings(voices=voices_folder, data_dir=tmp_path), Keys(KeyFile()), weighing)
        async with running(app):
            tracemalloc.start()
            call = Exchange(app, "POST", path)
            body = json.dumps({**wanted, "x": "x" * 3_000_000}).encode()
            call.messages.put_nowait({**COMPLETE, "body": body})
            del body
            await call.task
            assert call.sent[0]["status"] == status
            assert all(size < 1_000_000 for size in held)
            assert bool(held) == (status == 200)

    try:
        asyncio.run(work())
    finally:
        tracemalloc.stop()


def test_the_longest_text_of_the_openai_route_may_be_escaped(tmp_path: Path, voices_folder: Path) -> None:
    async def work() -> None:
        app = build(Settings(voices=voices_folder, data_dir=tmp_path), Keys(KeyFile()), back_half)
        async with running(app):
            call = Exchange(app, "POST", "/v1/audio/speech")
            text = "\U0001f642" * 4_095 + "a"
            body = json.dumps({"model": "tts-1", "voice": "alloy", "input": text, "instructions": text}).encode()
            assert len(body) > 90_000
            assert (await call.answer({**COMPLETE, "body": body}))[0] == 200

    asyncio.run(work())


@pytest.mark.parametrize("member", [{"LexiconNames": ["a"] * 3_000}, {"Tags": {str(n): "" for n in range(3_000)}}])
def test_of_a_list_without_end_only_the_start_is_read(member: dict) -> None:
    """Seen: a million names were checked one by one, and nobody else was answered for seconds."""
    members = (Member("LexiconNames", kind="list", pattern="a", longest=5), Member("Tags", kind="map", longest=200))
    values = from_json(members, json.dumps(member).encode())
    assert [len(value) for value in values.values()] == [1_000]
    with pytest.raises(ValidationError, match="length less than or equal to"):
        validate(members, values)


@pytest.mark.parametrize("any_engine", [True, False])
def test_voices_have_the_engines_that_requests_may_name(tmp_path: Path, voices_folder: Path, any_engine: bool) -> None:
    """Seen: an application that asked for the voices of the standard engine was told that there are none."""
    settings = Settings(voices=voices_folder, data_dir=tmp_path, accept_any_engine=any_engine)
    wanted = {"Text": "Hello.", "VoiceId": "Arthur", "OutputFormat": "pcm", "Engine": "standard"}

    async def work() -> None:
        app = build(settings, Keys(KeyFile()), back_half)
        async with running(app):
            listing = Exchange(app, "GET", "/v1/voices", query="Engine=standard")
            assert (await listing.answer(COMPLETE))[0] == 200
            voices = json.loads(body_of(listing))["Voices"]
            assert len(voices) == (5 if any_engine else 0)
            assert all("standard" in voice["SupportedEngines"] for voice in voices)
            speech = Exchange(app, "POST", "/v1/speech")
            status, _ = await speech.answer({**COMPLETE, "body": json.dumps(wanted).encode()})
            assert status == (200 if any_engine else 400)

    asyncio.run(work())


def test_look_ups_that_hang_do_not_stop_speech(tmp_path: Path, voices_folder: Path) -> None:
    """`getaddrinfo` of a webhook's name takes a thread of the event loop until the network answers."""
    wanted = {"Text": "Hello.", "VoiceId": "Arthur", "OutputFormat": "mp3"}
    answered = threading.Event()

    async def work() -> None:
        app = build(Settings(voices=voices_folder, data_dir=tmp_path), Keys(KeyFile()), back_half)
        async with running(app):
            hanging = [asyncio.create_task(asyncio.to_thread(answered.wait, 60)) for _ in range(32)]
            await asyncio.sleep(0)
            try:
                speech = Exchange(app, "POST", "/v1/speech")
                call = speech.answer({**COMPLETE, "body": json.dumps(wanted).encode()})
                assert (await asyncio.wait_for(call, 20))[0] == 200
            finally:
                answered.set()
            await asyncio.gather(*hanging)

    asyncio.run(work())


class DamagedEngine(PlainEngine):
    async def start(self) -> None:
        raise ModelError("decoder.onnx could not be loaded: restore the voice folder")


def test_what_hinders_the_start_is_one_line(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The log of a damaged voice had a traceback alone."""

    async def damaged(settings: Settings) -> BackHalf:
        _, stores, tasks = await back_half(settings)
        return DamagedEngine(settings), stores, tasks

    async def start() -> None:
        told: asyncio.Queue[Any] = asyncio.Queue()
        await build(Settings(data_dir=tmp_path), Keys(KeyFile()), damaged)({"type": "lifespan"}, begin, told.put)

    async def begin() -> dict[str, Any]:
        return {"type": "lifespan.startup"}

    with caplog.at_level("ERROR"), pytest.raises(ModelError):
        asyncio.run(start())
    (line,) = (record for record in caplog.records if record.message == "cannot start")
    assert "restore the voice folder" in line.members["reason"]

"""The OpenAI-compatible API: POST /v1/audio/speech, GET /v1/models and GET /v1/audio/voices.

Any OpenAI client works with base_url http://host:port/v1. OpenAI's voice names mean one of the voices here, whose own
names work too. `instructions` are taken and not used: this engine has no free style.
"""

from __future__ import annotations

import asyncio
import base64
import json
import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated, Any

from fastapi import FastAPI, Path, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Message, Receive, Send
from starlette.types import Scope as AsgiScope

from server import notes
from server.cache import content_key
from server.coders import Coder, coded, limited
from server.contract import SpeechRequest
from server.errors import ApiError, as_api_error, service_failure
from server.logs import LOGGER, RequestLog
from server.openai.errors import error_response
from server.openai.formats import OPENAI_FORMATS, coder_for, has_aac
from server.openai.schema import (
    LARGEST_BODY,
    MODELS,
    ErrorBody,
    ModelEntry,
    ModelList,
    SpeechBody,
    VoiceEntry,
    VoiceList,
    is_model,
)
from server.services import Services
from server.streaming import StreamingResponse, while_connected
from tts import __version__
from tts.voice import Voice, choose_voice

LONGEST_SPEECH_S = 3_600.0
"""What comes after is cut. No text that means anything lasts so long, and FLAC is held in memory until its end."""

_BRITISH = frozenset({"fable"})
_OPENAI_VOICES = (
    "alloy", "ash", "ballad", "coral", "echo", "fable", "onyx", "nova", "sage", "shimmer", "verse", "marin", "cedar",
)  # fmt: skip

_SPEECH_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Audio as it is made, or events with audio in base64.",
        "content": {media: {} for media in dict.fromkeys(f.media_type for f in OPENAI_FORMATS.values())}
        | {"text/event-stream": {}},
        "headers": {
            notes.HEADER: {
                "description": "A JSON list: what could not be spoken as it was asked, where anything could not.",
                "schema": {"type": "string"},
            }
        },
    },
    **{status: {"model": ErrorBody} for status in (400, 401, 404, 408, 413, 429, 500)},
}


class OpenAIApp:
    """ASGI application: bounds and authenticates requests, then lets FastAPI answer them."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._app = _api(services)

    async def __call__(self, scope: AsgiScope, receive: Receive, send: Send) -> None:
        log = scope["tts.log"]
        log.operation = _OPERATIONS.get((scope["method"], scope["path"]), "openai")
        try:
            log.caller = self._caller(scope)
            body = await self._services.bodies.read(scope, receive, LARGEST_BODY)
        except ApiError as error:
            await error_response(error, log)(scope, receive, send)
            return
        # Bodies are JSON, whatever curl calls them, as on every other path.
        headers = [header for header in scope["headers"] if header[0] != b"content-type"]
        scope = {**scope, "headers": [*headers, (b"content-type", b"application/json")]}
        messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def replay() -> Message:
            if messages:
                return messages.pop()
            await asyncio.Event().wait()  # a client that goes away cancels everything
            raise AssertionError("nothing sets the event")

        await while_connected(receive, self._app(scope, replay, send))

    def _caller(self, scope: AsgiScope) -> str:
        """The name of the key, or of the address where there are no keys.

        Raises:
            ApiError: none is given, or it is unknown.
        """
        if not self._services.keys or scope["path"] == "/openapi.json":
            forwarded = [value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
            return self._services.callers.name((scope.get("client") or ("",))[0], forwarded)
        given = [value.decode("latin-1") for name, value in scope["headers"] if name == b"authorization"]
        scheme, _, key = (given[0] if len(given) == 1 else "").partition(" ")
        name = self._services.keys.api_key_name(key.strip()) if scheme.casefold() == "bearer" else None
        if name is None:
            message = "The API key is missing or not known: send it as Authorization: Bearer KEY"
            raise ApiError("invalid_api_key", message, 401, headers={"WWW-Authenticate": "Bearer"})
        return name


OPENAI_PATH = re.compile(r"/v1/audio/|/v1/models(?:/|$)|/openapi\.json$")
"""How the paths begin that are answered here; Amazon Polly's API has the others."""

_OPERATIONS = {
    ("POST", "/v1/audio/speech"): "openai.CreateSpeech",
    ("GET", "/v1/audio/voices"): "openai.ListVoices",
    ("GET", "/v1/models"): "openai.ListModels",
}
"""Names for logs and metrics; a caller's own words would be without number."""


def _api(services: Services) -> FastAPI:
    app = FastAPI(
        title="Text to speech, OpenAI-compatible",
        version=__version__,
        docs_url=None,  # its page loads scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
    )
    errors: dict[int | str, dict[str, Any]] = {401: {"model": ErrorBody}}

    @app.post("/v1/audio/speech", response_class=Response, responses=_SPEECH_RESPONSES)
    async def create_speech(body: SpeechBody, request: Request) -> Any:
        """Speech from text."""
        return await _speech(services, body, request.scope["tts.log"])

    @app.get("/v1/audio/voices", responses=errors)
    async def list_voices() -> VoiceList:
        """The voices that are installed here."""
        return VoiceList(voices=[VoiceEntry(**_describe(voice)) for voice in services.engine.voices])

    @app.get("/v1/models", responses=errors)
    async def list_models() -> ModelList:
        """The model names that work here."""
        return ModelList(data=[ModelEntry(id=name) for name in MODELS])

    @app.get("/v1/models/{model}", responses={**errors, 404: {"model": ErrorBody}})
    async def retrieve_model(model: Annotated[str, Path(max_length=200)]) -> ModelEntry:
        """One model name."""
        _check_model(model)
        return ModelEntry(id=model)

    async def refused(request: Request, error: Exception) -> Response:
        log = request.scope["tts.log"]
        response = error_response(error, log)
        if response.status_code >= 500:
            LOGGER.error("request failed", exc_info=error.__cause__ or error, extra={"members": log.members()})
        return response

    # The voices are known only here: the description names them, and OpenAI's.
    description = app.openapi()
    voices = [*(voice.name for voice in services.engine.voices), *_OPENAI_VOICES]
    members = description["components"]["schemas"]["SpeechBody"]["properties"]
    name = {"type": "string", "enum": voices}
    as_object = {"type": "object", "properties": {"id": name}, "required": ["id"], "additionalProperties": False}
    members["voice"] = {"anyOf": [name, as_object], "description": members["voice"]["description"]}

    for kind in (ApiError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, refused)
    return app


async def _speech(services: Services, body: SpeechBody, log: RequestLog) -> Any:
    _check_model(body.model)
    output = OPENAI_FORMATS[body.response_format]
    if output.name == "aac" and not has_aac():
        message = "aac needs PyAV on this server: use mp3, opus, flac, wav or pcm"
        raise ApiError("unsupported_format", message, fields=["response_format"])
    voice = _voice_named(body.voice, services.engine.voices)
    text = body.input.replace("\x00", " ")
    log.voice, log.format, log.characters = voice.name, output.name, len(text)
    request = SpeechRequest(text, voice.name, rate=body.speed)
    key = f"{content_key(request, voice)} openai {output.name}"
    parts = services.answers.parts(key, log, lambda: _bytes(services, request, log, coder_for(output)))
    media_type = output.media_type
    if body.stream_format == "sse":
        parts, media_type = _events(parts, len(text)), "text/event-stream"
    headers = {"Content-Type": media_type, "Cache-Control": "no-store"}
    try:
        response = await StreamingResponse.begin(parts, headers, services.settings.send_timeout_s)
    except Exception as error:
        raise (as_api_error(error) or service_failure()) from error
    response.headers.update(notes.headers(log.notes))
    services.metrics.characters(log.operation, voice.name, len(text))
    return response


async def _bytes(
    services: Services, request: SpeechRequest, log: RequestLog, coder: Coder
) -> AsyncGenerator[bytes, None]:
    speech = await services.engine.speak(request, log.caller)
    async with aclosing(services.metrics.counted(speech, log)) as pieces:
        async for data in coded(limited(pieces, LONGEST_SPEECH_S), coder):
            yield data


async def _events(parts: AsyncGenerator[bytes, None], characters: int) -> AsyncGenerator[bytes, None]:
    """Server-sent events with the audio in base64."""
    async with aclosing(parts):
        async for data in parts:
            yield _event({"type": "speech.audio.delta", "audio": base64.b64encode(data).decode()})
    usage = {"input_tokens": characters, "output_tokens": 0, "total_tokens": characters}
    yield _event({"type": "speech.audio.done", "usage": usage})


def _event(document: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(document)}\n\n".encode()


def _check_model(name: str) -> None:
    if not is_model(name):
        raise ApiError("model_not_found", f"There is no such model: use {', '.join(MODELS)}", 404, fields=["model"])


def _voice_named(name: str, voices: tuple[Voice, ...]) -> Voice:
    folded = name.casefold()
    by_name = {voice.name.casefold(): voice for voice in voices}
    if folded in by_name:
        return by_name[folded]
    if folded in _OPENAI_VOICES:
        british = next((voice for voice in voices if voice.locale == "en-GB"), voices[0])
        return british if folded in _BRITISH else choose_voice(None, voices)
    names = ", ".join(voice.name for voice in voices)
    message = f"There is no voice with this name: use {names}, or one of OpenAI's names"
    raise ApiError("invalid_voice", message, fields=["voice"])


def _describe(voice: Voice) -> dict[str, str]:
    known = voice.describe()
    return {"id": voice.name, **{name: known[name] for name in ("name", "locale", "language", "gender")}}

"""StartSpeechSynthesisStream.

Two tasks share a bounded queue: one reads, verifies and decodes what the client sends, the other speaks sentence by
sentence and sends audio. All speech goes through one encoder, so the audio events together are one file.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import aclosing
from typing import Any

import numpy as np
from starlette.types import Message as AsgiMessage
from starlette.types import Receive, Send

from server.auth.verify import Credentials, HttpRequest
from server.coders import StreamCoder, start_and_rest
from server.contract import SpeechRequest
from server.errors import ApiError, ValidationError, as_api_error, service_failure, text_length_exceeded
from server.formats import Output
from server.logs import LOGGER, RequestLog
from server.polly.event_stream.frames import HeaderValue, Message
from server.polly.event_stream.inbound import CloseEvent, Event, Inbound, TextEvent
from server.polly.event_stream.text import SentenceBuffer
from server.polly.model import ENGINES, LANGUAGE_CODES, LEXICON_NAME, SPEECH_CHARACTERS
from server.polly.operation import Call, Caller
from server.polly.speech import check_text, named_lexicons
from server.polly.validation import Member, check
from server.polly.voices import check_engine, check_language, voice_called, voice_names
from server.services import Services
from server.streaming import ClientGone
from tts.audio.codecs import CODECS
from tts.errors import EmptyTextError
from tts.segments import ends_paragraph
from tts.synthesizer import Audio
from tts.voice import Voice

NAME = "StartSpeechSynthesisStream"
STREAM_FORMATS = ("mp3", "ogg_opus", "ogg_vorbis", "pcm", "mulaw", "alaw")
LONGEST_STREAM_S = 600.0
LONGEST_SILENCE_S = 5.0
SENTENCE_GAP_S = 0.25
"""Silence between sentences that come one by one."""

_QUEUE = 16
"""Events that wait for their turn."""

_EXCEPTIONS = ("ValidationException", "ServiceQuotaExceededException", "ServiceFailureException", "ThrottlingException")

Authenticate = Callable[..., tuple[Caller, Credentials | None]]


def matches(request: HttpRequest) -> bool:
    return request.method == "POST" and request.raw_path == "/v1/synthesisStream"


def stream_members(services: Services) -> tuple[Member, ...]:
    return (
        Member("Engine", required=True, enum=ENGINES),
        Member("LanguageCode", enum=LANGUAGE_CODES),
        Member("LexiconNames", kind="list", pattern=LEXICON_NAME, longest=5),
        Member("OutputFormat", required=True, enum=STREAM_FORMATS),
        Member("SampleRate"),
        Member("VoiceId", required=True, enum=voice_names(services)),
    )


async def serve(
    services: Services,
    request: HttpRequest,
    log: RequestLog,
    receive: Receive,
    send: Send,
    authenticate: Authenticate,
) -> None:
    """Answers one request; what is wrong before the first byte is raised as an error of its own."""
    caller, credentials = authenticate(request, event_stream=True)
    log.caller = caller.id
    if credentials is not None:
        credentials.check(b"")
    members = stream_members(services)
    values = _from_headers(members, request)
    check(members, values)
    voice = voice_called(services, values["VoiceId"])
    if values["Engine"] != "generative":  # the only engine that AWS streams with: here it means the voice's own
        check_engine(services, values["Engine"])
    check_language(voice, values.get("LanguageCode"))
    output = Output.of(values["OutputFormat"], values.get("SampleRate"), ())
    call = Call(services, caller, values, log)
    lexicons = await named_lexicons(call, values.get("LexiconNames", ()))
    log.voice, log.format = voice.name, output.format.name
    session = _Session(call, voice, output, lexicons, send)
    await session.run(Inbound(credentials, services.settings.skew_s), receive)


class _Session:
    """One stream: its queue of events, its encoder and its count of characters."""

    def __init__(self, call: Call, voice: Voice, output: Output, lexicons: tuple[str, ...], send: Send) -> None:
        self._call = call
        self._voice = voice
        self._lexicons = lexicons
        self._send = send
        self._events: asyncio.Queue[Event] = asyncio.Queue(_QUEUE)
        self._coder = StreamCoder(CODECS[output.format.name], output.sample_rate)
        self._buffer = SentenceBuffer(voice.locale)
        self._spoken = False
        self._paragraph_ended = False

    async def run(self, inbound: Inbound, receive: Receive) -> None:
        headers = [(b"content-type", b"application/vnd.amazon.eventstream")]
        await self._asgi({"type": "http.response.start", "status": 200, "headers": headers})
        await self._asgi({"type": "http.response.body", "body": b"", "more_body": True})  # sends the headers
        reading = asyncio.ensure_future(self._read(inbound, receive))
        speaking = asyncio.ensure_future(self._speak())
        try:
            async with asyncio.timeout(LONGEST_STREAM_S):
                await asyncio.wait((reading, speaking), return_when=asyncio.FIRST_COMPLETED)
                if reading.done():  # only ever with an error
                    await reading
                await speaking
        except ClientGone:
            raise
        except Exception as error:  # noqa: BLE001  # the response has begun: errors travel as events
            await _stopped(speaking)
            await self._exception(error)
        finally:
            await _stopped(reading, speaking)
        await self._asgi({"type": "http.response.body", "body": b"", "more_body": False})

    async def _read(self, inbound: Inbound, receive: Receive) -> None:
        """Events into the queue until the client goes away."""
        open_ = True
        while True:
            if open_:
                try:
                    async with asyncio.timeout(LONGEST_SILENCE_S):
                        message = await receive()
                except TimeoutError:
                    raise _quota("No event has arrived for 5 seconds", "input-stream-inbound-event-timeout") from None
            else:
                message = await receive()
            if message["type"] == "http.disconnect":
                raise ClientGone
            if not open_:
                continue
            for event in inbound.feed(message.get("body", b"")):
                await self._events.put(event)
                open_ &= not isinstance(event, CloseEvent)
            if open_ and not message.get("more_body", False):
                await self._events.put(CloseEvent())
                open_ = False

    async def _speak(self) -> None:
        """Sentences out of the queue, as audio to the client."""
        while isinstance(event := await self._events.get(), TextEvent):
            if event.ssml:
                await self._say(self._buffer.flush())
                await self._say(event.text, ssml=True)
                continue
            self._count(len(event.text))
            await self._say(await asyncio.to_thread(self._buffer.add, event.text))
            if event.flush:
                await self._say(self._buffer.flush())
        await self._say(self._buffer.flush())
        await self._audio(await asyncio.to_thread(self._coder.finish))
        characters = self._call.log.characters
        await self._event("StreamClosedEvent", {"RequestCharacters": characters})
        self._call.services.metrics.characters(NAME, self._voice.name, characters)

    async def _say(self, text: str, ssml: bool = False) -> None:
        if not text:
            return
        if ssml:
            self._count(await check_text(text, True, self._voice, SPEECH_CHARACTERS))
        goes_on = self._spoken and not self._paragraph_ended
        request = SpeechRequest(text, self._voice.name, ssml, self._lexicons, goes_on=goes_on)
        self._paragraph_ended = ends_paragraph(text)
        services = self._call.services
        speech = await services.engine.speak(request, self._call.caller.id)
        try:
            async with aclosing(services.metrics.counted(speech, self._call.log)) as pieces:
                first = True
                async for piece in pieces:
                    if first and self._spoken:
                        gap = np.zeros(round(SENTENCE_GAP_S * piece.sample_rate), dtype=np.float32)
                        await self._audio(await asyncio.to_thread(self._coder.feed, Audio(gap, piece.sample_rate)))
                    for part in start_and_rest(piece) if first else (piece,):
                        await self._audio(await asyncio.to_thread(self._coder.feed, part))
                    first, self._spoken = False, True
        except EmptyTextError:
            return  # a part of a stream may be punctuation alone

    def _count(self, characters: int) -> None:
        self._call.log.characters += characters
        if self._call.log.characters > 100 * SPEECH_CHARACTERS[0]:
            raise text_length_exceeded()

    async def _audio(self, data: bytes) -> None:
        if data:
            headers: dict[str, HeaderValue] = {
                ":message-type": "event",
                ":event-type": "AudioEvent",
                ":content-type": "application/octet-stream",
            }
            await self._message(Message(headers, data))

    async def _event(self, kind: str, document: dict[str, object]) -> None:
        headers: dict[str, HeaderValue] = {
            ":message-type": "event",
            ":event-type": kind,
            ":content-type": "application/json",
        }
        await self._message(Message(headers, json.dumps(document).encode()))

    async def _exception(self, error: Exception) -> None:
        if isinstance(error, TimeoutError):
            error = _quota("The stream has been open for 10 minutes", "input-stream-timeout")
        known = as_api_error(error)
        if known is None or known.status >= 500:
            LOGGER.error("stream failed", exc_info=error, extra={"members": self._call.log.members()})
        known = known or service_failure()
        if known.code not in _EXCEPTIONS:
            known = ValidationError(known.message, reason="invalidInboundEvent")
        self._call.log.code = known.code
        headers: dict[str, HeaderValue] = {
            ":message-type": "exception",
            ":exception-type": known.code,
            ":content-type": "application/json",
        }
        await self._message(Message(headers, known.body()))

    async def _message(self, message: Message) -> None:
        await self._asgi({"type": "http.response.body", "body": message.encode(), "more_body": True})

    async def _asgi(self, message: AsgiMessage) -> None:
        try:
            async with asyncio.timeout(self._call.services.settings.send_timeout_s):
                await self._send(message)
        except (TimeoutError, OSError) as error:
            raise ClientGone from error


async def _stopped(*tasks: asyncio.Future[None]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _from_headers(members: tuple[Member, ...], request: HttpRequest) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for member in members:
        given = request.headers.get(f"x-amzn-{member.name.lower()}")
        if given and member.kind == "list":
            values[member.name] = [name.strip() for name in ",".join(given).split(",") if name.strip()]
        elif given:
            values[member.name] = given[0].strip()
    return values


def _quota(message: str, code: str) -> ApiError:
    members: dict[str, object] = {"quotaCode": code, "serviceCode": "polly"}
    return ApiError("ServiceQuotaExceededException", message, 402, members=members)

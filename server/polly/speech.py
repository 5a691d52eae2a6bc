"""SynthesizeSpeech, and what speech and tasks have in common: a checked request for the engine."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from frontend import ssml
from server import notes
from server.cache import content_key
from server.contract import SpeechRequest
from server.errors import invalid_ssml, lexicon_not_found, text_length_exceeded
from server.formats import FORMATS, Output, encoded
from server.polly.model import (
    ENGINES,
    LANGUAGE_CODES,
    LEXICON_NAME,
    NEWSCASTERS,
    SPEECH_CHARACTERS,
    SPEECH_MARK_TYPES,
    TEXT_TYPES,
)
from server.polly.operation import Call
from server.polly.validation import Member
from server.polly.voices import check_engine, check_language, voice_called, voice_names
from server.services import Services
from server.streaming import StreamingResponse
from tts.voice import Voice

_INLINE_CHARACTERS = 2_000  # documents up to this length are checked without leaving the event loop


@dataclass(frozen=True, slots=True)
class CheckedRequest:
    """A request that can be spoken; `characters` is the billed number."""

    request: SpeechRequest
    output: Output
    voice: Voice
    characters: int


def speech_members(services: Services) -> Sequence[Member]:
    """Members that SynthesizeSpeech and StartSpeechSynthesisTask share."""
    return (
        Member("Engine", enum=ENGINES),
        Member("LanguageCode", enum=LANGUAGE_CODES),
        Member("LexiconNames", kind="list", pattern=LEXICON_NAME, longest=5),
        Member("OutputFormat", required=True, enum=tuple(FORMATS)),
        Member("SampleRate"),
        Member("SpeechMarkTypes", kind="list", enum=SPEECH_MARK_TYPES, longest=4),
        Member("Text", required=True),
        Member("TextType", enum=TEXT_TYPES),
        Member("VoiceId", required=True, enum=voice_names(services)),
    )


async def checked(call: Call, limits: tuple[int, int]) -> CheckedRequest:
    """The request that the values of a call make.

    Args:
        call: with the values of `speech_members`.
        limits: billed and total characters that are allowed.

    Raises:
        ApiError: the values do not fit each other, or the text cannot be used.
    """
    values = call.values
    voice = voice_called(call.services, values["VoiceId"])
    check_engine(call.services, values.get("Engine"))
    check_language(voice, values.get("LanguageCode"))
    is_ssml = values.get("TextType") == "ssml"
    output = Output.of(
        values["OutputFormat"], values.get("SampleRate"), values.get("SpeechMarkTypes", ()), ssml=is_ssml
    )
    # NUL means nothing in text and some databases refuse it; a space keeps every offset.
    text = values["Text"].replace("\x00", " ")
    characters = await check_text(text, is_ssml, voice, limits)
    lexicons = await named_lexicons(call, values.get("LexiconNames", ()))
    call.log.voice, call.log.format, call.log.characters = voice.name, output.format.name, characters
    return CheckedRequest(SpeechRequest(text, voice.name, is_ssml, lexicons), output, voice, characters)


async def check_text(text: str, is_ssml: bool, voice: Voice, limits: tuple[int, int]) -> int:
    """The number of billed characters of a text that is not too long and, if it is SSML, can be read.

    Raises:
        ApiError: TextLengthExceededException, InvalidSsmlException.
        frontend.errors.SsmlError: the document cannot be read.
    """
    billed, total = limits
    if len(text) > (total if is_ssml else billed):
        raise text_length_exceeded()
    if not is_ssml:
        return len(text)
    if len(text) <= _INLINE_CHARACTERS:
        document = ssml.parse(text, voice.locale)
    else:
        document = await asyncio.to_thread(ssml.parse, text, voice.locale)
    if document.text_length > billed:
        raise text_length_exceeded()
    if voice.name not in NEWSCASTERS and any(_is_news(node) for node in document.nodes):
        raise invalid_ssml(f'the voice {voice.name} does not support <amazon:domain name="news">')
    return document.text_length


async def named_lexicons(call: Call, names: Sequence[str]) -> tuple[str, ...]:
    """Documents of the caller's lexicons.

    Raises:
        ApiError: LexiconNotFoundException.
    """
    contents = []
    for name in names:
        record = await call.services.stores.lexicons.get(call.caller.scope, name)
        if record is None:
            raise lexicon_not_found(name)
        contents.append(record.content)
    return tuple(contents)


async def synthesize_speech(call: Call) -> StreamingResponse:
    """Speech or its marks, sent as they are made."""
    wanted = await checked(call, SPEECH_CHARACTERS)
    headers = {
        "Content-Type": wanted.output.format.media_type,
        "x-amzn-RequestCharacters": str(wanted.characters),
    }
    services = call.services
    key = f"{content_key(wanted.request, wanted.voice)} {wanted.output.key}"
    body = services.answers.parts(key, call.log, lambda: _bytes(call, wanted))
    response = await StreamingResponse.begin(body, headers, services.settings.send_timeout_s)
    response.headers.update(notes.headers(call.log.notes))
    services.metrics.characters(call.log.operation, wanted.voice.name, wanted.characters)
    return response


async def _bytes(call: Call, wanted: CheckedRequest) -> AsyncGenerator[bytes, None]:
    pieces = await call.services.engine.speak(wanted.request, call.caller.id)
    counted = call.services.metrics.counted(pieces, call.log)
    async with aclosing(encoded(counted, wanted.output, wanted.request.text)) as body:
        async for data in body:
            yield data


def _is_news(node: object) -> bool:
    if isinstance(node, ssml.Said):
        node = node.text
    return isinstance(node, (ssml.Text, ssml.Pronounced)) and node.delivery.domain == "news"

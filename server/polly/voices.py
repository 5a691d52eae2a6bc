"""DescribeVoices, and the voices as the API names them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.responses import Response

from frontend.locales import LOCALES
from server.errors import ApiError, ValidationError
from server.polly.model import ENGINES, LANGUAGE_CODES, LANGUAGE_NAMES, LONGEST_TOKEN, OUR_ENGINE, PROVIDED_VOICES
from server.polly.operation import Call, answer
from server.polly.validation import Member
from server.services import Services
from tts.voice import Voice

_PAGE = 100


def voice_names(services: Services) -> tuple[str, ...]:
    """The values that VoiceId may have here."""
    return (*(voice.name for voice in services.engine.voices), *services.settings.aliases)


def voice_called(services: Services, name: str) -> Voice:
    """The voice with a valid VoiceId, or the one that speaks in its place."""
    name = services.settings.aliases.get(name, name)
    return next(voice for voice in services.engine.voices if voice.name == name)


def _engines(services: Services) -> tuple[str, ...]:
    """The engines that a request may name."""
    return ENGINES if services.settings.accept_any_engine else (OUR_ENGINE,)


def check_engine(services: Services, engine: str | None) -> None:
    """Whether a voice here has the engine; left out, it is the one that there is.

    Raises:
        ValidationError: in the words of AWS.
    """
    if engine is None or engine in _engines(services):
        return
    raise ValidationError(
        f"This voice does not support the selected engine: {engine}. Use Engine {OUR_ENGINE}, or leave it out.",
        ["engine"],
    )


def check_language(voice: Voice, language: str | None) -> None:
    """Whether the voice speaks the language.

    Raises:
        ApiError: LanguageNotSupportedException.
    """
    if language and language != voice.locale:
        message = (
            f"The voice {voice.name} does not support the selected language: {language}. It speaks {voice.locale}."
        )
        raise ApiError("LanguageNotSupportedException", message)


def describe_members(services: Services) -> Sequence[Member]:
    return (
        Member("Engine", enum=ENGINES),
        Member("LanguageCode", enum=LANGUAGE_CODES),
        Member("IncludeAdditionalLanguageCodes", kind="boolean"),
        Member("NextToken", longest=LONGEST_TOKEN),
    )


async def describe_voices(call: Call) -> Response:
    """The voices that pass the filters, a page at a time."""
    engine, language = call.values.get("Engine"), call.values.get("LanguageCode")
    tokens, scope = call.tokens, call.caller.scope
    purpose = f"voices {engine} {language}"
    start = 0
    if token := call.values.get("NextToken"):
        start = int(tokens.read(purpose, scope, token)[0])
    engines = _engines(call.services)
    found = [
        describe(voice, call.services)
        for voice in call.services.engine.voices
        if engine in (None, *engines) and language in (None, voice.locale)
    ]
    more = tokens.make(purpose, scope, [str(start + _PAGE)]) if len(found) > start + _PAGE else None
    return answer({"Voices": found[start : start + _PAGE], "NextToken": more})


def is_custom(voice: Voice) -> bool:
    """Whether it is none of those that AWS has."""
    return voice.name not in PROVIDED_VOICES


def describe(voice: Voice, services: Services) -> dict[str, Any]:
    """A voice as the API shows it."""
    origin = {"Origin": "customer", "Status": "active"} if is_custom(voice) else {"Origin": "aws"}
    return {
        "Gender": voice.entry.gender,
        "Id": voice.name,
        "LanguageCode": voice.locale,
        "LanguageName": LANGUAGE_NAMES.get(voice.locale, LOCALES[voice.locale].name),
        "Name": voice.name,
        **origin,
        "SupportedEngines": list(_engines(services)),
    }

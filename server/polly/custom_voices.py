"""CreateVoice, GetVoice and DeleteVoice: the voices of `tts enroll`, shown here, and neither made nor removed.

They are installed for every account. A persona is one folder with a voice for each locale, made in minutes of work on
all cores and often mounted read-only, so it comes and goes by the hand of who runs the service.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from starlette.responses import Response

from server.errors import NotFoundResource, ValidationError
from server.polly.model import INSTALLED_VOICE
from server.polly.operation import Call, answer
from server.polly.validation import Member
from server.polly.voices import describe, is_custom
from server.services import Services
from tts.voice import Voice


def create_members(services: Services) -> Sequence[Member]:
    return ()


def voice_members(services: Services) -> Sequence[Member]:
    return (Member("VoiceId", required=True, pattern=INSTALLED_VOICE, longest=64),)


async def create_voice(call: Call) -> NoReturn:
    """Refuses."""
    message = "This service makes no voices: put a folder of tts enroll into its voices folder, and send it SIGHUP"
    raise _unsupported(message)


async def get_voice(call: Call) -> Response:
    """A custom voice with its ARN."""
    voice, scope = _called(call), call.caller.scope
    arn = f"arn:aws:polly:{scope.region}:{scope.account}:voice/{voice.name}"
    return answer({"Voice": {**describe(voice, call.services), "Arn": arn}})


async def delete_voice(call: Call) -> NoReturn:
    """Refuses, or says that there is no such voice."""
    name = _called(call).name
    raise _unsupported(f"This service removes no voices: take the folder of {name} away, and send it SIGHUP")


def _called(call: Call) -> Voice:
    name = call.values["VoiceId"]
    for voice in call.services.engine.voices:
        if voice.name == name and is_custom(voice):
            return voice
    raise NotFoundResource(name, "voice")


def _unsupported(message: str) -> ValidationError:
    return ValidationError(message, reason="unsupportedOperation")

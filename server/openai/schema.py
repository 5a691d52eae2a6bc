"""Bodies of the OpenAI-compatible API, as they stand in its description at /openapi.json."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

MODELS = ("tts-1", "tts-1-hd", "gpt-4o-mini-tts")
"""Names that clients ask for; all mean the engine here, which has one quality."""

_MODEL = f"^(?:{'|'.join(map(re.escape, MODELS))})(?:-[0-9]+)*$"
"""Each of them may have a date behind it: gpt-4o-mini-tts-2025-12-15, tts-1-1106."""

LONGEST_INPUT = 4_096
LARGEST_BODY = 2**17
"""Bytes: room for the longest text and instructions with every character escaped. It is kept until the answer ends."""


def is_model(name: str) -> bool:
    """Whether a name means the engine here."""
    return re.fullmatch(_MODEL, name) is not None


def _voice_name(voice: Any) -> Any:
    """The name in {"id": "Arthur"}, as clients write voices that are not OpenAI's own."""
    return voice["id"] if isinstance(voice, dict) and set(voice) == {"id"} else voice


class SpeechBody(BaseModel):
    """The body of POST /v1/audio/speech."""

    model_config = ConfigDict(strict=True)

    model: str = Field(pattern=_MODEL, max_length=100, description="All names mean the engine here.")
    input: str = Field(min_length=1, max_length=LONGEST_INPUT, description="The text to speak.")
    voice: Annotated[str, BeforeValidator(_voice_name)] = Field(
        min_length=1, max_length=100, description="A voice here, or one of OpenAI's names."
    )
    instructions: str | None = Field(default=None, max_length=LONGEST_INPUT, description="Taken, but not used.")
    response_format: Literal["mp3", "opus", "aac", "flac", "wav", "pcm", "g711_ulaw", "g711_alaw"] = "mp3"
    speed: float = Field(default=1.0, ge=0.25, le=4.0, description="Factor of speed.")
    stream_format: Literal["audio", "sse"] = "audio"


class ErrorDetail(BaseModel):
    message: str
    type: str
    param: str | None = None
    code: str | None = None


class ErrorBody(BaseModel):
    """Every error of this API."""

    error: ErrorDetail


class VoiceEntry(BaseModel):
    id: str
    name: str
    locale: str
    language: str
    gender: str


class VoiceList(BaseModel):
    voices: list[VoiceEntry]


class ModelEntry(BaseModel):
    id: str
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = "matthew-tts"


class ModelList(BaseModel):
    object: Literal["list"] = "list"
    data: list[ModelEntry]

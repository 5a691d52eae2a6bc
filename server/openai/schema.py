"""Bodies of the OpenAI-compatible API, as they stand in its description at /openapi.json."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema

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
    """The body of POST /v1/audio/speech. Members that are null are as if they were left out."""

    model_config = ConfigDict(strict=True)

    # Told in the description only: `is_model` checks it, so that an unknown one has an error of its own.
    model: str = Field(
        max_length=100, description="All names mean the engine here.", json_schema_extra={"pattern": _MODEL}
    )
    input: str = Field(min_length=1, max_length=LONGEST_INPUT, description="The text to speak.")
    voice: Annotated[str, BeforeValidator(_voice_name)] = Field(
        min_length=1, max_length=100, description="A voice here, or one of OpenAI's names."
    )
    instructions: str = Field(default="", max_length=LONGEST_INPUT, description="Taken, but not used.")
    response_format: Literal["mp3", "opus", "aac", "flac", "wav", "pcm", "g711_ulaw", "g711_alaw"] = "mp3"
    speed: float = Field(default=1.0, ge=0.25, le=4.0, description="Factor of speed.")
    stream_format: Literal["audio", "sse"] = "audio"

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, body: Any) -> Any:
        return {name: value for name, value in body.items() if value is not None} if isinstance(body, dict) else body

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        described = handler.resolve_ref_schema(handler(schema))
        for name, member in described["properties"].items():
            if name not in described["required"]:
                about = {key: member.pop(key) for key in ("default", "description", "title") if key in member}
                described["properties"][name] = {"anyOf": [member, {"type": "null"}], **about}
        return described


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

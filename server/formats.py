"""Output formats of Amazon Polly's requests and tasks, and speech as their bytes while it is made.

| OutputFormat | sample rates (Hz)                        | default | Content-Type              |
|--------------|------------------------------------------|---------|---------------------------|
| mp3          | 8000 16000 22050 24000 44100 48000       | 24000   | audio/mpeg                |
| ogg_vorbis   | 8000 16000 22050 24000 44100 48000       | 24000   | audio/ogg                 |
| ogg_opus     | 48000                                    | 48000   | audio/ogg                 |
| pcm          | 8000 16000                               | 16000   | audio/pcm                 |
| mulaw, alaw  | 8000                                     | 8000    | audio/mulaw, audio/alaw   |
| json         | none: speech marks                       |         | application/x-json-stream |
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass

from server.coders import StreamCoder, coded, limited
from server.contract import Speech
from server.errors import ApiError, ValidationError, invalid_sample_rate
from tts.audio.codecs import CODECS
from tts.marks import MarkType, MarkWriter

LONGEST_SPEECH_S = 600.0
"""Audio of one SynthesizeSpeech request; what comes after is cut."""

_COMPRESSED = (8_000, 16_000, 22_050, 24_000, 44_100, 48_000)


@dataclass(frozen=True, slots=True)
class Format:
    """One OutputFormat: rates in Hz (empty for marks), and the ending of a task's file."""

    name: str
    media_type: str
    sample_rates: tuple[int, ...]
    default_rate: int
    ending: str


FORMATS = {
    output.name: output
    for output in (
        Format("json", "application/x-json-stream", (), 0, "marks"),
        Format("mp3", "audio/mpeg", _COMPRESSED, 24_000, "mp3"),
        Format("ogg_opus", "audio/ogg", (48_000,), 48_000, "ogg"),
        Format("ogg_vorbis", "audio/ogg", _COMPRESSED, 24_000, "ogg"),
        Format("pcm", "audio/pcm", (8_000, 16_000), 16_000, "pcm"),
        Format("mulaw", "audio/mulaw", (8_000,), 8_000, "mulaw"),
        Format("alaw", "audio/alaw", (8_000,), 8_000, "alaw"),
    )
}


@dataclass(frozen=True, slots=True)
class Output:
    """What a request wants to hear: a format, its rate (0 for marks) and the kinds of marks."""

    format: Format
    sample_rate: int
    mark_types: frozenset[MarkType] = frozenset()

    @property
    def key(self) -> str:
        """Text that equal outputs have, and no others."""
        return " ".join((self.format.name, str(self.sample_rate), *sorted(kind.value for kind in self.mark_types)))

    @classmethod
    def of(cls, name: str, sample_rate: str | None, mark_types: Sequence[str], *, ssml: bool = False) -> Output:
        """From the members of a request, which are known to be members of their enums.

        Raises:
            ApiError: they do not fit each other.
        """
        chosen = FORMATS[name]
        if chosen.sample_rates and mark_types:
            raise ApiError(
                "MarksNotSupportedForFormatException",
                f"Speech marks are not supported for the {name} format: use OutputFormat json",
            )
        if not chosen.sample_rates and not mark_types:
            raise ValidationError(
                "SpeechMarkTypes must name at least one type with OutputFormat json", ["speechMarkTypes"]
            )
        if "ssml" in mark_types and not ssml:
            raise ApiError(
                "SsmlMarksNotSupportedForTextTypeException", "SSML speech marks are not supported for plain text input"
            )
        return cls(chosen, _rate(chosen, sample_rate), frozenset(MarkType(kind) for kind in mark_types))


def _rate(chosen: Format, wanted: str | None) -> int:
    if wanted is None:
        return chosen.default_rate
    allowed = [str(rate) for rate in chosen.sample_rates]
    # Marks have no rate, and clients send the one of the audio along: it is only checked.
    if not allowed and wanted in map(str, _COMPRESSED):
        return 0
    if wanted not in allowed:
        raise invalid_sample_rate(
            f"The sample rate {wanted[:20]!r} is not supported for the {chosen.name} format: use "
            f"{', '.join(allowed or map(str, _COMPRESSED))}"
        )
    return int(wanted)


async def encoded(
    pieces: Speech, output: Output, text: str, limit_s: float = LONGEST_SPEECH_S
) -> AsyncGenerator[bytes, None]:
    """Bytes of `output` as the pieces come; closing this closes the pieces.

    Args:
        pieces: speech at any one rate.
        output: the format.
        text: exactly what was spoken, for the byte offsets of marks.
        limit_s: seconds of audio after which the rest is cut off.
    """
    try:
        if output.format.name == "json":
            async for data in _marks(pieces, output, text, limit_s):
                yield data
        else:
            coder = StreamCoder(CODECS[output.format.name], output.sample_rate)
            async for data in coded(limited(pieces, limit_s), coder):
                yield data
    finally:
        await pieces.aclose()


async def _marks(pieces: Speech, output: Output, text: str, limit_s: float) -> AsyncGenerator[bytes, None]:
    writer = MarkWriter(text)
    async for piece in limited(pieces, limit_s):
        lines = [
            writer.line(mark) + "\n" for mark in piece.marks if mark.type in output.mark_types and mark.time_s < limit_s
        ]
        if lines:
            yield "".join(lines).encode("utf-8", "replace")

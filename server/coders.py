"""Coders of formats that Polly does not have: streamed WAV, FLAC, and AAC where PyAV is installed.

Each has `feed` and `finish` like `server.polly.formats.StreamCoder`.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from server.polly.formats import StreamCoder
from tts.audio.codecs import CODECS, Encoder
from tts.audio.resample import Resampler
from tts.synthesizer import Audio

_AAC_BITS_PER_S = 64_000


class Coder(Protocol):
    """Audio in, bytes out."""

    def feed(self, piece: Audio) -> bytes:
        """What can be sent after one more piece."""

    def finish(self) -> bytes:
        """The rest."""


@dataclass(frozen=True, slots=True)
class OpenAIFormat:
    """One response_format of the OpenAI-compatible route; its rate in Hz is fixed."""

    name: str
    media_type: str
    sample_rate: int
    codec: str


OPENAI_FORMATS = {
    output.name: output
    for output in (
        OpenAIFormat("mp3", "audio/mpeg", 24_000, "mp3"),
        OpenAIFormat("opus", "audio/ogg", 48_000, "ogg_opus"),
        OpenAIFormat("aac", "audio/aac", 24_000, ""),
        OpenAIFormat("flac", "audio/flac", 24_000, "flac"),
        OpenAIFormat("wav", "audio/wav", 24_000, "pcm"),
        OpenAIFormat("pcm", "audio/pcm", 24_000, "pcm"),
        OpenAIFormat("g711_ulaw", "audio/basic", 8_000, "mulaw"),
        OpenAIFormat("g711_alaw", "audio/x-alaw-basic", 8_000, "alaw"),
    )
}


def has_aac() -> bool:
    """Whether PyAV is installed."""
    return find_spec("av") is not None


def coder_for(output: OpenAIFormat) -> Coder:
    """A new coder; AAC only where `has_aac`."""
    if output.name == "aac":
        return AacCoder(output.sample_rate)
    if output.name == "wav":
        return WavCoder(output.sample_rate)
    if output.name == "flac":
        return FlacCoder(output.sample_rate)
    return StreamCoder(CODECS[output.codec], output.sample_rate)


class WavCoder:
    """16-bit WAV of unknown length: both lengths of the header are at their largest, as is usual for streams."""

    def __init__(self, sample_rate: int) -> None:
        self._samples = StreamCoder(CODECS["pcm"], sample_rate)
        layout = struct.pack("<HHIIHH", 1, 1, sample_rate, 2 * sample_rate, 2, 16)
        unknown = b"\xff" * 4
        self._header = b"RIFF" + unknown + b"WAVEfmt " + struct.pack("<I", len(layout)) + layout + b"data" + unknown

    def feed(self, piece: Audio) -> bytes:
        header, self._header = self._header, b""
        return header + self._samples.feed(piece)

    def finish(self) -> bytes:
        return self._samples.finish()


class FlacCoder:
    """FLAC, whole at the end: a header without the number of samples is allowed, but libsndfile cannot read it."""

    def __init__(self, sample_rate: int) -> None:
        self._sink = io.BytesIO()
        self._encoder = Encoder(self._sink, CODECS["flac"], sample_rate)
        self._sample_rate = sample_rate
        self._resampler: Resampler | None = None

    def feed(self, piece: Audio) -> bytes:
        if self._resampler is None:
            self._resampler = Resampler(piece.sample_rate, self._sample_rate)
        self._encoder.write(self._resampler.feed(piece.samples))
        return b""

    def finish(self) -> bytes:
        if self._resampler is not None:
            self._encoder.write(self._resampler.finish())
        self._encoder.close()
        return self._sink.getvalue()


class AacCoder:
    """AAC in ADTS frames through FFmpeg."""

    def __init__(self, sample_rate: int) -> None:
        import av

        self._frame = av.AudioFrame
        self._sink = io.BytesIO()
        self._sample_rate = sample_rate
        self._resampler: Resampler | None = None
        self._container = av.open(self._sink, "w", format="adts")
        self._stream = self._container.add_stream("aac", rate=sample_rate, layout="mono")
        self._stream.bit_rate = _AAC_BITS_PER_S
        self._made = 0

    def feed(self, piece: Audio) -> bytes:
        if self._resampler is None:
            self._resampler = Resampler(piece.sample_rate, self._sample_rate)
        return self._write(self._resampler.feed(piece.samples))

    def finish(self) -> bytes:
        rest = self._write(self._resampler.finish()) if self._resampler is not None else b""
        for packet in self._stream.encode(None):
            self._container.mux(packet)
        self._container.close()
        return rest + self._take()

    def _write(self, samples: NDArray[np.float32]) -> bytes:
        if len(samples):
            frame = self._frame.from_ndarray(np.clip(samples, -1, 1)[None, :], format="fltp", layout="mono")
            frame.sample_rate, frame.pts = self._sample_rate, self._made
            self._made += len(samples)
            for packet in self._stream.encode(frame):
                self._container.mux(packet)
        return self._take()

    def _take(self) -> bytes:
        data = self._sink.getvalue()
        self._sink.seek(0)
        self._sink.truncate()
        return data

"""Formats of the OpenAI-compatible API, with coders for streamed WAV, FLAC, and AAC where PyAV is installed."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from server.coders import Coder, Sink, StreamCoder
from tts.audio.codecs import CODECS, Encoder

_AAC_BITS_PER_S = 64_000


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


class WavCoder(StreamCoder):
    """16-bit WAV of unknown length: both lengths of the header are at their largest, as is usual for streams."""

    def __init__(self, sample_rate: int) -> None:
        super().__init__(CODECS["pcm"], sample_rate)
        layout = struct.pack("<HHIIHH", 1, 1, sample_rate, 2 * sample_rate, 2, 16)
        unknown = b"\xff" * 4
        self._header = b"RIFF" + unknown + b"WAVEfmt " + struct.pack("<I", len(layout)) + layout + b"data" + unknown

    def write(self, samples: NDArray[np.float32]) -> bytes:
        header, self._header = self._header, b""
        return header + super().write(samples)


class FlacCoder(Coder):
    """FLAC, whole at the end: a header without the number of samples is allowed, but libsndfile cannot read it."""

    def __init__(self, sample_rate: int) -> None:
        super().__init__(sample_rate)
        self._sink = io.BytesIO()
        self._encoder = Encoder(self._sink, CODECS["flac"], sample_rate)

    def write(self, samples: NDArray[np.float32]) -> bytes:
        self._encoder.write(samples)
        return b""

    def close(self) -> bytes:
        self._encoder.close()
        return self._sink.getvalue()


class AacCoder(Coder):
    """AAC in ADTS frames through FFmpeg."""

    def __init__(self, sample_rate: int) -> None:
        import av

        super().__init__(sample_rate)
        self._frame = av.AudioFrame
        self._sink = Sink()
        self._container = av.open(self._sink, "w", format="adts")
        self._stream = self._container.add_stream("aac", rate=sample_rate, layout="mono")
        self._stream.bit_rate = _AAC_BITS_PER_S
        self._made = 0

    def write(self, samples: NDArray[np.float32]) -> bytes:
        if len(samples):
            frame = self._frame.from_ndarray(np.clip(samples, -1, 1)[None, :], format="fltp", layout="mono")
            frame.sample_rate, frame.pts = self.sample_rate, self._made
            self._made += len(samples)
            for packet in self._stream.encode(frame):
                self._container.mux(packet)
        return self._sink.take()

    def close(self) -> bytes:
        for packet in self._stream.encode(None):
            self._container.mux(packet)
        self._container.close()
        return self._sink.take()

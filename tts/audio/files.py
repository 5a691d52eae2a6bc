"""Writing audio: files appear whole or not at all, pipes get the bytes as they are made."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from tts.audio.codecs import Codec, Encoder
from tts.audio.resample import Resampler
from tts.files import replacing

Array = NDArray[np.float32]


def output_rate(codec: Codec, voice_hz: int, wanted_hz: int | None = None) -> int:
    """The rate to write at: the wanted one, else the format's usual one, else the voice's own.

    Raises:
        SampleRateError: the format does not allow it.
    """
    return codec.check_rate((codec.default_rate or voice_hz) if wanted_hz is None else wanted_hz)


def write_audio(path: Path, pieces: Iterable[Array], from_hz: int, codec: Codec, wanted_hz: int | None = None) -> None:
    """Write pieces of float32 samples at `from_hz` as one file.

    Raises:
        SampleRateError: the format does not allow the rate; nothing is written.
        OutputError: the file cannot be written; what was at `path` before is untouched.
    """
    to_hz = output_rate(codec, from_hz, wanted_hz)
    resampler = Resampler(from_hz, to_hz)  # soxr crashes if a signal comes while it is loaded: no file may be open then
    with replacing(path) as stream:
        _encode(stream, pieces, resampler, codec, to_hz)


def stream_audio(
    sink: BinaryIO, pieces: Iterable[Array], from_hz: int, codec: Codec, wanted_hz: int | None = None
) -> None:
    """Write to a pipe: piece by piece where the format can be streamed, else whole at the end (WAV, FLAC).

    Raises:
        SampleRateError: the format does not allow the rate; nothing is written.
        BrokenPipeError: the reader has gone.
    """
    to_hz = output_rate(codec, from_hz, wanted_hz)
    resampler = Resampler(from_hz, to_hz)
    if codec.streams:
        _encode(sink, pieces, resampler, codec, to_hz)
    else:
        buffer = io.BytesIO()
        _encode(buffer, pieces, resampler, codec, to_hz)
        sink.write(buffer.getvalue())
    sink.flush()


def _encode(sink: BinaryIO, pieces: Iterable[Array], resampler: Resampler, codec: Codec, to_hz: int) -> None:
    with Encoder(sink, codec, to_hz) as encoder:
        for piece in pieces:
            encoder.write(resampler.feed(piece))
        encoder.write(resampler.finish())

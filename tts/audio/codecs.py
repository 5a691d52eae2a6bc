"""Audio formats: one table, one encoder that writes in pieces, and the choice of format by file ending.

libsndfile (through soundfile) does all the coding. It writes Ogg Vorbis, Opus and raw samples strictly forward, and MP3
but for one frame of statistics at the start, which a stream goes without; WAV and FLAC put lengths into their header
when they are closed and need a file that can seek.
"""

from __future__ import annotations

import fcntl
import io
import os
from dataclasses import dataclass
from pathlib import PurePath
from types import TracebackType
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from frontend.errors import nearest
from tts.errors import OutputError, SampleRateError, UnknownFormatError

_BLOCK = 4096  # samples handed to libsndfile at once; its Vorbis encoder overflows the stack on very long writes

_ANY_RATE = (8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000)


@dataclass(frozen=True, slots=True)
class Codec:
    """One output format.

    `container` and `subtype` are libsndfile's names; `endings` the file endings that choose the format;
    `default_rate` (Hz) is None where the voice's own rate is kept; `streams` tells that bytes come out in order.
    `compression` is libsndfile's level from 0 (best) to 1 (smallest), None where the format has none or its default
    will do; `encoder_gain` is the factor by which the encoder changes the level, which is made good before it.
    """

    name: str
    media_type: str
    container: str
    subtype: str
    endings: tuple[str, ...]
    sample_rates: tuple[int, ...] = _ANY_RATE
    default_rate: int | None = None
    streams: bool = True
    aliases: tuple[str, ...] = ()
    compression: float | None = None
    encoder_gain: float = 1.0

    def check_rate(self, sample_rate: int) -> int:
        """`sample_rate` itself, as a whole number.

        Raises:
            SampleRateError: the format does not allow it.
        """
        if sample_rate not in self.sample_rates:
            allowed = ", ".join(map(str, self.sample_rates))
            raise SampleRateError(
                f"{self.name} cannot have a sample rate of {sample_rate!r} Hz: choose one of {allowed}"
            )
        return int(sample_rate)


CODECS: dict[str, Codec] = {
    codec.name: codec
    for codec in (
        Codec("wav", "audio/wav", "WAV", "PCM_16", (".wav", ".wave"), streams=False),
        Codec("wav_mulaw", "audio/wav", "WAV", "ULAW", (), default_rate=8_000, streams=False, aliases=("wav_ulaw",)),
        Codec("wav_alaw", "audio/wav", "WAV", "ALAW", (), default_rate=8_000, streams=False),
        Codec("flac", "audio/flac", "FLAC", "PCM_16", (".flac",), streams=False),
        Codec(
            "mp3",
            "audio/mpeg",
            "MP3",
            "MPEG_LAYER_III",
            (".mp3",),
            compression=0.6,  # 64 kbit/s at 24 kHz, the least that leaves room for the frame of statistics
            encoder_gain=0.95,  # LAME scales what it is given, at every rate and frequency alike
        ),
        Codec("ogg_vorbis", "audio/ogg", "OGG", "VORBIS", (".ogg", ".oga"), aliases=("ogg", "vorbis")),
        Codec(
            "ogg_opus",
            "audio/ogg",
            "OGG",
            "OPUS",
            (".opus",),
            (8_000, 12_000, 16_000, 24_000, 48_000),
            aliases=("opus",),
            compression=0.8,  # 58 kbit/s; below 50 libopus takes its speech mode, which loses 3.5 dB from 4 to 8 kHz
        ),
        Codec("pcm", "audio/pcm", "RAW", "PCM_16", (".pcm", ".raw"), aliases=("raw", "s16le")),
        Codec(
            "mulaw",
            "audio/mulaw",
            "RAW",
            "ULAW",
            (".ulaw", ".ul", ".mulaw", ".pcmu"),
            (8_000,),
            default_rate=8_000,
            aliases=("ulaw",),
        ),
        Codec("alaw", "audio/alaw", "RAW", "ALAW", (".alaw", ".al", ".pcma"), (8_000,), default_rate=8_000),
        Codec("sln", "audio/pcm", "RAW", "PCM_16", (".sln",), (8_000,), default_rate=8_000),
        Codec("sln16", "audio/pcm", "RAW", "PCM_16", (".sln16",), (16_000,), default_rate=16_000),
    )
}
"""Formats by name. `pcm`, `sln` and `sln16` are headerless signed 16-bit little-endian mono samples; `mulaw` and `alaw`
are headerless G.711, which is 8 kHz by definition: no header could tell a player of another rate."""


def codec_by_name(name: str) -> Codec:
    """The format called `name` (case and ``-``/``_`` do not matter; ``ogg``, ``opus`` and ``ulaw`` are accepted).

    Raises:
        UnknownFormatError: no format has this name, or it is none.
    """
    if not isinstance(name, str):
        raise UnknownFormatError(f"the format must be a name such as 'wav', got {type(name).__name__} {name!r}")
    folded = name.casefold().replace("-", "_")
    for codec in CODECS.values():
        if folded == codec.name or folded in codec.aliases:
            return codec
    raise UnknownFormatError(f"unknown format {name!r}: choose one of {', '.join(CODECS)}{nearest(name, CODECS)}")


def codec_for_path(path: PurePath) -> Codec:
    """The format that the file's ending names.

    Raises:
        UnknownFormatError: the ending is unknown or missing.
    """
    ending = path.suffix.casefold()
    for codec in CODECS.values():
        if ending in codec.endings:
            return codec
    endings = [e for codec in CODECS.values() for e in codec.endings]
    what = f"file ending {path.suffix!r}" if ending else f"{path.name!r} has no file ending that names a format"
    prefix = f"unknown {what}" if ending else what
    raise UnknownFormatError(f"{prefix}: use one of {', '.join(endings)}, or name the format{nearest(ending, endings)}")


def codec_for(path: PurePath, name: str | None = None) -> Codec:
    """The format of a file: the one called `name`, else the one that its ending names.

    Raises:
        UnknownFormatError: no format has this name or ending, or the ending names a format that reads other bytes.
    """
    if name is None:
        return codec_for_path(path)
    codec, ending = codec_by_name(name), path.suffix.casefold()
    named = next((known for known in CODECS.values() if ending in known.endings), codec)
    # a header tells what is inside; without one, only ".raw" promises nothing
    same = named.container == codec.container and (
        codec.container != "RAW" or named.subtype == codec.subtype or ending == ".raw"
    )
    if not same:
        fitting = codec.endings or (".wav",)
        raise UnknownFormatError(
            f"{path.name!r} ends like {named.name}, but the format is {codec.name}: "
            f"end the file's name with {' or '.join(fitting)}, or leave the format out"
        )
    return codec


class Encoder:
    """Codes float samples into a binary file, piece by piece.

    The encoder never closes the file that it writes to. Use it as a context manager: leaving the block finishes the
    stream (last packets, header lengths).
    """

    def __init__(self, sink: BinaryIO, codec: Codec, sample_rate: int) -> None:
        """
        Args:
            sink: where the bytes go; has to support seeking unless `codec.streams`.
            codec: the format.
            sample_rate: of the samples to come, in Hz.

        Raises:
            SampleRateError: the format does not allow this rate.
            OutputError: the format needs a sink that can seek.
        """
        import soundfile

        self.codec = codec
        self.sample_rate = codec.check_rate(sample_rate)
        self._sink = sink
        self._seekable = _goes_where_it_seeks(sink)
        if not self._seekable and not codec.streams:
            raise OutputError(f"{codec.name} needs a file that can seek: write to a file, or choose mp3, ogg or pcm")
        self._start = sink.tell() if self._seekable else 0  # a shell may have put something before: { a; b; } > file
        self._journal = _Journal()
        self._sent = 0
        self._file = soundfile.SoundFile(
            self._journal,
            "w",
            samplerate=sample_rate,
            channels=1,
            format=codec.container,
            subtype=codec.subtype,
            endian="LITTLE" if codec.container in ("RAW", "WAV") else "FILE",
            # A constant bit rate lets players tell the length of a streamed MP3; without a level the mode is ignored.
            bitrate_mode="CONSTANT" if codec.container == "MP3" else None,
            compression_level=codec.compression,
        )

    def write(self, samples: NDArray[np.float32]) -> None:
        """Append samples: (L,) float32, full scale at 1; what lies beyond is clipped.

        Raises:
            OSError: the sink does not take the bytes (disk full, reader gone).
        """
        clipped = np.clip(samples, -1.0, 1.0) / np.float32(self.codec.encoder_gain)
        given = _rounded(clipped) if self.codec.subtype == "PCM_16" else clipped
        for start in range(0, len(given), _BLOCK):
            self._file.write(given[start : start + _BLOCK])
        self._hand_over()

    def close(self) -> None:
        """Write what the codec still holds back."""
        self._file.close()
        self._hand_over()
        if self._seekable:
            self._sink.seek(self._start + self._journal.size)  # whoever writes next goes on behind

    def _hand_over(self) -> None:
        for position, data in self._journal.take():
            if self._seekable:
                self._sink.seek(self._start + position)
                self._sink.write(data)
            else:
                self._forward(position, data)
        if not self._seekable:
            self._sink.flush()

    def _forward(self, position: int, data: bytes) -> None:
        """Into a pipe: rewrites of bytes already sent are dropped.

        An MP3 starts with an empty frame that is filled in at the end. Left empty it confuses decoders: it is dropped.
        """
        fresh = data[max(self._sent - position, 0) :]
        if fresh and not (self._sent == 0 and _is_empty_mp3_frame(fresh)):
            self._sink.write(fresh)
        self._sent += len(fresh)

    def __enter__(self) -> Encoder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self._file.close()


class _Journal(io.RawIOBase):
    """Remembers what libsndfile writes and where.

    libsndfile calls back into Python to write, and an exception in a callback would be lost. So the callbacks only take
    notes, and `Encoder` does the real writing where errors and signals are heard.
    """

    def __init__(self) -> None:
        """`size` is that of the file so far."""
        self._notes: list[tuple[int, bytes]] = []
        self._position = 0
        self.size = 0

    def take(self) -> list[tuple[int, bytes]]:
        """What was written since the last time: positions and bytes, in order."""
        notes, self._notes = self._notes, []
        return notes

    def seekable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        origin = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self.size}[whence]
        self._position = origin + offset
        return self._position

    def write(self, data: bytes) -> int:  # type: ignore[override]  # libsndfile hands over bytes-like objects only
        self._notes.append((self._position, bytes(data)))
        self._position += len(data)
        self.size = max(self.size, self._position)
        return len(data)


def _goes_where_it_seeks(sink: BinaryIO) -> bool:
    """Whether bytes land where the sink was told to go: not in a pipe, nor in a file opened for appending."""
    if not sink.seekable():
        return False
    try:
        return not fcntl.fcntl(sink.fileno(), fcntl.F_GETFL) & os.O_APPEND
    except OSError:  # no file of the system, but of memory
        return True


def _rounded(samples: NDArray[np.float32]) -> NDArray[np.int16]:
    """The nearest 16-bit value of each sample; libsndfile would take the next lower one, and silence would be -1."""
    return np.clip(np.rint(samples * np.float32(32_768)), -32_768, 32_767).astype(np.int16)


def _is_empty_mp3_frame(data: bytes) -> bool:
    """Eleven bits of synchronisation, the rest of a four-byte header, then zeros only."""
    return len(data) > 4 and data[0] == 0xFF and data[1] & 0xE0 == 0xE0 and not any(data[4:])


def encode(samples: NDArray[np.float32], sample_rate: int, codec: Codec) -> bytes:
    """Whole audio in one go: samples (L,) float32 at `sample_rate` Hz to the bytes of a file."""
    buffer = io.BytesIO()
    with Encoder(buffer, codec, sample_rate) as encoder:
        encoder.write(samples)
    return buffer.getvalue()

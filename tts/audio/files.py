"""Writing audio: files appear whole or not at all, pipes get the bytes as they are made."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from tts.audio.codecs import Codec, Encoder
from tts.audio.resample import Resampler
from tts.errors import OutputError

Array = NDArray[np.float32]


def output_rate(codec: Codec, voice_hz: int, wanted_hz: int | None = None) -> int:
    """The rate to write at: the wanted one, else the format's usual one, else the voice's own.

    Raises:
        SampleRateError: the format does not allow it.
    """
    return codec.check_rate(wanted_hz or codec.default_rate or voice_hz)


def write_audio(path: Path, pieces: Iterable[Array], from_hz: int, codec: Codec, wanted_hz: int | None = None) -> None:
    """Write pieces of float32 samples at `from_hz` as one file.

    Raises:
        SampleRateError: the format does not allow the rate; nothing is written.
        OutputError: the file cannot be written; what was at `path` before is untouched.
    """
    to_hz = output_rate(codec, from_hz, wanted_hz)
    with replacing(path) as stream:
        _encode(stream, pieces, from_hz, codec, to_hz)


def stream_audio(
    sink: BinaryIO, pieces: Iterable[Array], from_hz: int, codec: Codec, wanted_hz: int | None = None
) -> None:
    """Write to a pipe: piece by piece where the format can be streamed, else whole at the end (WAV, FLAC).

    Raises:
        SampleRateError: the format does not allow the rate; nothing is written.
        BrokenPipeError: the reader has gone.
    """
    to_hz = output_rate(codec, from_hz, wanted_hz)
    if codec.streams:
        _encode(sink, pieces, from_hz, codec, to_hz)
    else:
        buffer = io.BytesIO()
        _encode(buffer, pieces, from_hz, codec, to_hz)
        sink.write(buffer.getvalue())
    sink.flush()


def _encode(sink: BinaryIO, pieces: Iterable[Array], from_hz: int, codec: Codec, to_hz: int) -> None:
    resampler = Resampler(from_hz, to_hz)
    with Encoder(sink, codec, to_hz) as encoder:
        for piece in pieces:
            encoder.write(resampler.feed(piece))
        encoder.write(resampler.finish())


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A binary file that takes the place of `path` when the block ends without an error.

    The bytes go to a temporary file in the same folder, are flushed to the disk and renamed over `path`, so a reader
    sees the old file or the new one, never a part. A link is followed; a device or named pipe is written to directly.

    Raises:
        OutputError: the folder is missing or not writable, or the disk is full.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            if target.is_dir():
                raise OutputError(f"cannot write {str(path)!r}: it is a folder; name a file in it")
            with target.open("wb") as device:
                yield device
            return
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".part", dir=target.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "w+b") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            temporary.chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask())
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        _sync_folder(target.parent)
    except OutputError:
        raise
    except OSError as error:
        hint = "create the folder first" if isinstance(error, FileNotFoundError) else "choose another place"
        raise OutputError(f"cannot write {str(path)!r}: {error.strerror or error}; {hint}") from error


def _umask() -> int:
    """The process's mask for new files; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut, where the system allows folders to be synced."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

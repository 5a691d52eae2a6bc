"""Speech to bytes while it is made: what the coders of all formats have in common."""

from __future__ import annotations

import asyncio
import io
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tts.audio.codecs import Codec, Encoder
from tts.audio.resample import Resampler
from tts.synthesizer import Audio

START_S = 0.25
"""Seconds of audio that are coded and sent by themselves, before the rest of the first piece: an MP3 takes an encoder a
third of the time that the speech took to make."""


async def coded(pieces: AsyncIterator[Audio], coder: Coder) -> AsyncGenerator[bytes, None]:
    """Bytes of a coder as the pieces come. Coding runs on a thread: it releases the interpreter while it works.

    The start goes ahead: a listener need not wait until several seconds are coded.
    """
    is_first = True
    async for piece in pieces:
        for part in start_and_rest(piece) if is_first else (piece,):
            if data := await asyncio.to_thread(coder.feed, part):
                yield data
        is_first = False
    data = await asyncio.to_thread(coder.finish)
    if data:
        yield data


def start_and_rest(piece: Audio) -> tuple[Audio, ...]:
    """A first piece in the parts in which it is best coded."""
    start = round(START_S * piece.sample_rate)
    if len(piece.samples) < 2 * start:
        return (piece,)
    return replace(piece, samples=piece.samples[:start]), replace(piece, samples=piece.samples[start:])


async def limited(pieces: AsyncIterator[Audio], limit_s: float) -> AsyncGenerator[Audio, None]:
    """The pieces, cut after `limit_s` seconds of audio."""
    made = 0
    async for piece in pieces:
        left = int(limit_s * piece.sample_rate) - made
        if left < len(piece.samples):
            yield replace(piece, samples=piece.samples[: max(left, 0)])
            return
        made += len(piece.samples)
        yield piece


class Coder(ABC):
    """Pieces of audio to the bytes of one format, as they come; `sample_rate` in Hz is that of the format."""

    def __init__(self, sample_rate: int) -> None:
        self.sample_rate = sample_rate
        self._resampler: Resampler | None = None

    def feed(self, piece: Audio) -> bytes:
        """What can be sent after one more piece; may be empty."""
        if self._resampler is None:
            self._resampler = Resampler(piece.sample_rate, self.sample_rate)
        return self.write(self._resampler.feed(piece.samples))

    def finish(self) -> bytes:
        """The rest."""
        rest = self.write(self._resampler.finish()) if self._resampler is not None else b""
        return rest + self.close()

    @abstractmethod
    def write(self, samples: NDArray[np.float32]) -> bytes:
        """Samples (L,) at the format's rate; what can be sent after them."""

    @abstractmethod
    def close(self) -> bytes:
        """The end; what is left."""


class StreamCoder(Coder):
    """The bytes of a codec, for a reader that cannot seek."""

    def __init__(self, codec: Codec, sample_rate: int) -> None:
        super().__init__(sample_rate)
        self._sink = Sink()
        self._encoder = Encoder(self._sink, codec, sample_rate)

    def write(self, samples: NDArray[np.float32]) -> bytes:
        self._encoder.write(samples)
        return self._sink.take()

    def close(self) -> bytes:
        self._encoder.close()
        return self._sink.take()


class Sink(io.BytesIO):
    """Takes bytes like a pipe: it cannot seek."""

    def seekable(self) -> bool:
        return False

    def take(self) -> bytes:
        """What was written since the last time."""
        data = self.getvalue()
        self.seek(0)
        self.truncate()
        return data

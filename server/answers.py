"""Answers that were given before, as the bytes that were sent.

The engine keeps speech as samples, in which every format finds what it needs (`server.cache`). But to make an MP3 or
Opus of them again takes a third as long as to make the speech, and those who play announcements ask for the same ones
in the same format time after time.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass

from cachetools import LRUCache

from server.logs import RequestLog
from server.metrics import Metrics

_PART_BYTES = 2**17  # sent at once: a client that takes nothing holds no more than that


@dataclass(frozen=True, slots=True)
class Answer:
    """The bytes of a whole answer, the seconds of audio in it, and what the engine had to say."""

    data: bytes
    audio_s: float
    notes: tuple[str, ...]


class Answers:
    """Keeps the answers that were asked for last, in the memory of one process.

    Args:
        most_bytes: of all of them; 0 keeps nothing. One of more than a sixteenth is not kept.
        metrics: of the service.
    """

    def __init__(self, most_bytes: int, metrics: Metrics) -> None:
        self._kept: LRUCache[str, Answer] = LRUCache(max(most_bytes, 1), getsizeof=_size_of)
        self._largest = most_bytes // 16
        self._metrics = metrics

    async def parts(
        self, key: str, log: RequestLog, make: Callable[[], AsyncGenerator[bytes, None]]
    ) -> AsyncGenerator[bytes, None]:
        """The bytes of an answer: those that are kept, or those that are made now and kept once all have come.

        Args:
            key: the same for equal answers, and for no others.
            log: of the request; seconds and notes are written there.
            make: begins to make them.
        """
        if (kept := self._kept.get(key)) is not None:
            self._metrics.engine.looked_up("answer")
            self._metrics.audio(log, kept.audio_s)
            log.notes += kept.notes
            for start in range(0, len(kept.data), _PART_BYTES):
                yield kept.data[start : start + _PART_BYTES]
            return
        data = bytearray()
        async with aclosing(make()) as parts:
            async for part in parts:
                if len(data) <= self._largest:
                    data += part
                yield part
        answer = Answer(bytes(data), log.audio_s, tuple(log.notes))
        if _size_of(answer) <= self._largest:
            self._kept[key] = answer


def _size_of(answer: Answer) -> int:
    return len(answer.data) + sum(map(len, answer.notes)) + 500  # what the key and the objects take, about

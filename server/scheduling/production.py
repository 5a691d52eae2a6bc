"""One piece of work for the engine, and those who listen to it.

Equal requests that come while the first of them is being made share one `Production`: each has a `Reader` of its own.
Everything here is guarded by the one lock of the engine, and no method may be called without it, unless it says so.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Generator, Iterable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Protocol

from tts.synthesizer import Audio

AHEAD_S = 4.0
"""Seconds of audio that may lie ready for the fastest reader before the work pauses. A piece is at most six seconds
long, so a reader that takes nothing costs about a megabyte."""


class ReaderStalledError(Exception):
    """The reader took nothing for so long that its work was given up."""


class State(Enum):
    """Where a production is."""

    QUEUED = auto()
    """Its next piece waits for a worker."""
    RUNNING = auto()
    """A worker makes its next piece."""
    PARKED = auto()
    """Its readers have enough for now: it holds no worker."""
    ENDED = auto()
    """Nothing more will come."""


@dataclass(eq=False)
class Production:
    """Audio in the making.

    Attributes:
        pieces: the generator that does the work, one step for each piece; only one thread at a time runs it.
        caller: whose turn it uses.
        key: the content's key, "" if it is not to be shared.
        keep_bytes: most bytes of samples that are kept from the start for readers who come later and for the cache.
        arrived: on the monotonic clock, in seconds.
    """

    pieces: Generator[Audio, None, None]
    caller: str
    key: str = ""
    keep_bytes: int = 0
    arrived: float = field(default_factory=time.monotonic)
    state: State = State.QUEUED
    readers: list[Reader] = field(default_factory=list)
    made: list[Audio] = field(default_factory=list)
    dropped: int = 0
    """Pieces before `made[0]`, which every reader has taken."""
    made_s: float = 0.0
    work_s: float = 0.0
    """Seconds that workers spent on it."""
    error: Exception | None = None
    whole: bool = True
    """Whether `made` still begins with the first piece, so that others may join."""
    kept_bytes: int = 0

    @property
    def deadline(self) -> float:
        """When a listener who began at once has heard everything that is made."""
        return self.arrived + self.made_s

    def add(self, piece: Audio) -> None:
        """One more piece."""
        self.made.append(piece)
        self.made_s += piece.duration_s
        self.kept_bytes += piece.samples.nbytes
        if self.kept_bytes > self.keep_bytes:
            self.whole = False
        self.wake()

    def end(self, error: Exception | None = None) -> None:
        """Nothing more comes, because all is made or because of an error."""
        self.state = State.ENDED
        self.error = error
        self.wake()

    def wants_more(self) -> bool:
        """Whether the next piece should be made now.

        While pieces are kept from the start, the fastest reader sets the pace; afterwards the slowest, because what
        one reader has not taken cannot be dropped for the others.
        """
        if not self.readers:
            return False
        heard = [reader.taken_s for reader in self.readers]
        return self.made_s - (max(heard) if self.whole else min(heard)) < AHEAD_S

    def drop_taken(self) -> None:
        """Forgets what every reader has taken, unless later readers may want it."""
        if self.whole or not self.readers:
            return
        surplus = min(reader.position for reader in self.readers) - self.dropped
        if surplus > 0:
            del self.made[:surplus]
            self.dropped += surplus

    def wake(self) -> None:
        for reader in self.readers:
            reader.wake()


class Reader(AsyncIterator[Audio]):
    """One listener of a production: a `server.contract.Speech`. Its methods take the lock themselves, but for `wake`.

    Args:
        production: what it reads; the reader is already one of its readers.
        owner: the engine, which is told of every piece taken and of the end.
    """

    def __init__(self, production: Production, owner: Owner) -> None:
        self.production = production
        self.position = 0
        self.taken_s = 0.0
        self.taken_at = time.monotonic()
        self._owner = owner
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()
        self._closed = False
        self.error: Exception | None = None

    def wake(self) -> None:
        try:
            self._loop.call_soon_threadsafe(self._news.set)
        except RuntimeError:  # the loop has ended, and with it the reader
            self._closed = True

    async def __anext__(self) -> Audio:
        while True:
            with self._owner.lock:
                self._news.clear()
                piece = self._take()
            if piece is not None:
                return piece
            await self._news.wait()

    def _take(self) -> Audio | None:
        production = self.production
        if self.error is not None:
            raise self.error
        if self._closed:
            raise StopAsyncIteration
        index = self.position - production.dropped
        if index < len(production.made):
            piece = production.made[index]
            self.position += 1
            self.taken_s += piece.duration_s
            self.taken_at = time.monotonic()
            production.drop_taken()
            self._owner.taken(production)
            return piece
        if production.state is State.ENDED:
            self._closed = True
            self._owner.left(self)
            if production.error is not None:
                raise production.error
            raise StopAsyncIteration
        return None

    async def aclose(self) -> None:
        """Ends the work, unless others listen too."""
        with self._owner.lock:
            if not self._closed:
                self._closed = True
                self._owner.left(self)

    def give_up(self, error: Exception) -> None:
        """The engine leaves the reader: it will raise `error` when it comes back. The lock is held."""
        if not self._closed:
            self.error = error
            self._owner.left(self)
            self._closed = True


class Owner(Protocol):
    """What a reader needs of the engine."""

    lock: threading.Lock

    def taken(self, production: Production) -> None:
        """A piece of it was taken; called with the lock held."""

    def left(self, reader: Reader) -> None:
        """The reader wants nothing more; called with the lock held."""


class Replay(AsyncIterator[Audio]):
    """Audio that is already made, as a `server.contract.Speech`."""

    def __init__(self, pieces: Iterable[Audio]) -> None:
        self._pieces = iter(pieces)

    async def __anext__(self) -> Audio:
        for piece in self._pieces:
            return piece
        raise StopAsyncIteration

    async def aclose(self) -> None:
        self._pieces = iter(())

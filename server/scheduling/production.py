"""One piece of work for the engine, and those who listen to it.

Equal requests that come while the first of them is being made share one `Production`: each has a `Reader` of its own.
Everything here is guarded by the one lock of the engine, and no method may be called without it, unless it says so.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Generator, Iterable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Protocol

from tts.synthesizer import Audio

AHEAD_S = 4.0
"""Seconds of audio that may lie ready for the fastest reader before the work pauses. A piece is at most six seconds
long, so a reader that takes nothing costs about a megabyte."""

BEHIND_S = 30.0
"""Seconds of audio that are kept for a reader while another one is ahead of it: three megabytes. A reader that falls
further behind goes on by itself."""


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
        begin: gives a generator that does the work, one step for each piece, and the same pieces every time.
        caller: whose turn it uses.
        key: the content's key, "" if it is not to be shared.
        keep_bytes: most bytes of samples that are kept from the start for readers who come later and for the cache.
        arrived: on the monotonic clock, in seconds.
    """

    begin: Callable[[], Generator[Audio, None, None]]
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
    is_due: bool = True
    """Whether its listener was about to run out of audio when its piece was last begun."""
    error: Exception | None = None
    whole: bool = True
    """Whether `made` still begins with the first piece, so that others may join."""
    kept_bytes: int = 0
    to_skip: int = 0
    """Pieces that come next and are not wanted, because the only reader has them already."""
    pieces: Generator[Audio, None, None] = field(init=False)
    """Only one thread at a time runs it."""

    def __post_init__(self) -> None:
        self.pieces = self.begin()

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
        """Whether the next piece should be made now: the fastest reader sets the pace."""
        return bool(self.readers) and self.made_s - max(reader.taken_s for reader in self.readers) < AHEAD_S

    def drop_taken(self) -> None:
        """Forgets what every reader has taken, unless later readers may want it."""
        if self.whole or not self.readers:
            return
        surplus = min(reader.position for reader in self.readers) - self.dropped
        if surplus > 0:
            del self.made[:surplus]
            self.dropped += surplus

    def part_with_slow_readers(self) -> list[Production]:
        """Sends away every reader that is too far behind the fastest one.

        Each gets a production of its own, which holds what waits for the reader now and, once that is nearly taken,
        makes the work again from the start: a slow reader costs the others neither time nor memory. While everything
        is kept anyway, nobody has to go.
        """
        if self.whole or not self.readers:
            return []
        fastest_s = max(reader.taken_s for reader in self.readers)
        slow = [reader for reader in self.readers if fastest_s - reader.taken_s > BEHIND_S]
        return [self._part_with(reader) for reader in slow]

    def _part_with(self, reader: Reader) -> Production:
        own = Production(self.begin, reader.caller, arrived=self.arrived, state=State.PARKED, readers=[reader])
        own.whole = False
        own.made = self.made[reader.position - self.dropped :]
        own.dropped = reader.position
        own.made_s = self.made_s
        own.to_skip = self.dropped + len(self.made)
        self.readers.remove(reader)
        reader.production = own
        return own

    def wake(self) -> None:
        for reader in self.readers:
            reader.wake()


class Reader(AsyncIterator[Audio]):
    """One listener of a production: a `server.contract.Speech`. Its methods take the lock themselves, but for `wake`.

    Args:
        production: what it reads; the reader is already one of its readers.
        caller: who reads.
        owner: the engine, which is told of every piece taken and of the end.
    """

    def __init__(self, production: Production, caller: str, owner: Owner) -> None:
        self.production = production
        self.caller = caller
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

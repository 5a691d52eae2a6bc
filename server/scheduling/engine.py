"""`ScheduledEngine`: the queue, the threads and the cache around one synthesiser. See the package for the rules."""

from __future__ import annotations

import asyncio
import functools
import os
import threading
import time
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from frontend import pls
from server.cache import AudioCache, content_key
from server.config import Settings
from server.contract import Overloaded, Speech, SpeechRequest
from server.scheduling.production import Production, Reader, ReaderStalledError, Replay, State
from server.scheduling.queue import FairQueue
from tts.batching import Batching
from tts.synthesizer import Audio, Synthesizer
from tts.voice import Voice, voice_named

LARGEST_SHARED_BYTES = 4 * 2**20
"""Longer audio (44 s) is neither shared between equal requests nor cached."""

STALLED_S = 120.0
"""A reader that leaves audio untouched for so long is given up."""

SOON_S = 4.0
"""Whose listener has less audio left than this, if it began to listen at once, comes before all that are further
ahead."""

_WARM_UP_TEXT = "1."  # spoken in every locale
_SHARE = 2
"""A caller may have so many times as many places as are left: two thirds of the queue alone, two fifths beside another
one who takes all it gets. Whoever comes next finds room for more than one request."""


class EngineObserver:
    """What can be counted. The methods do nothing; override those of interest.

    They are called from any thread, some of them while the engine's lock is held: count, and return.
    """

    def depth(self, requests: int) -> None:
        """So many requests wait or run now."""

    def waited(self, seconds: float) -> None:
        """From the request until a worker took it up."""

    def first_piece(self, seconds: float) -> None:
        """From the request until its first audio was made."""

    def ran_together(self, requests: int) -> None:
        """So many requests shared a run of the models; told where they may (`batch`)."""

    def ended(self, outcome: str, audio_s: float, work_s: float) -> None:
        """A request that was worked on is "done", "failed" or "cancelled" (nobody listened any more)."""

    def looked_up(self, source: str) -> None:
        """A request was answered from "memory", "disk", "shared" (it was being made) or, not at all, "miss".

        `server.answers`, which asks the engine for nothing, tells "answer".
        """


class SpeechMaker(Protocol):
    """The part of `tts.Synthesizer` that the engine uses."""

    voices: tuple[Voice, ...]

    def stream(
        self,
        text: str,
        voice: str,
        *,
        ssml: bool = ...,
        lexicons: Sequence[pls.Lexicon] = ...,
        rate: float = ...,
        goes_on: bool = ...,
    ) -> Iterator[Audio]:
        """Pieces of audio as they are made."""

    def check(self, text: str, voice: str, *, ssml: bool = ..., lexicons: Sequence[pls.Lexicon] = ...) -> None:
        """Raises what is wrong with the text."""


class ScheduledEngine:
    """The `server.contract.Engine` of the service.

    Args:
        settings: `voices`, `threads`, `engine_threads`, `batch`, `queue_size`, `cache_mb`, `disk_cache_mb`, `data_dir`.
        observer: is told what happens.
        synthesizer: speaks; made from the settings if None.
    """

    def __init__(
        self, settings: Settings, observer: EngineObserver | None = None, synthesizer: SpeechMaker | None = None
    ) -> None:
        runs = settings.engine_threads or _free_cores(settings)
        batching = Batching(settings.batch, runs, self._ran_together) if settings.batch > 1 else None
        self._synthesizer = synthesizer or Synthesizer(settings.voices, threads=settings.threads, batching=batching)
        self.voices: tuple[Voice, ...] = self._synthesizer.voices
        self.lock = threading.Lock()
        self._changed = threading.Condition(self.lock)
        self.observer = observer or EngineObserver()
        """May be replaced before the start."""
        folder = settings.data_dir / "cache" if settings.disk_cache_mb else None
        self._cache = AudioCache(settings.cache_mb * 2**20, folder, settings.disk_cache_mb * 2**20)
        self._keep_bytes = min(self._cache.largest_entry, LARGEST_SHARED_BYTES)
        self._n_threads = runs * (2 * settings.batch if batching else 1)  # one run is computed, the next gathers
        self._places = settings.queue_size + self._n_threads
        self._queue: FairQueue[Production] = FairQueue()
        self._active: set[Production] = set()
        self._running = Counter({True: 0, False: 0})
        """Pieces in the making: those that are due, and those that are not."""
        self._shared: dict[str, Production] = {}
        self._threads: list[threading.Thread] = []
        self._watching: asyncio.Task[None] | None = None
        self._is_open = False
        self._stopping = False
        self._mean_work_s = 0.1

    async def start(self) -> None:
        """Loads the models and speaks once with every voice, so that the first request finds everything warm."""
        await asyncio.to_thread(self._warm_up)
        self._threads = [
            threading.Thread(target=self._work, name=f"speech-{index}", daemon=True) for index in range(self._n_threads)
        ]
        for thread in self._threads:
            thread.start()
        self._watching = asyncio.create_task(self._watch())
        self._is_open = True

    async def close(self, grace_s: float) -> None:
        """Takes nothing new, finishes what runs for at most `grace_s` seconds, then ends; whatever is left fails."""
        self._is_open = False
        deadline = time.monotonic() + grace_s
        while self._active and time.monotonic() < deadline:
            await asyncio.sleep(0.02)
        with self._changed:
            for production in list(self._active):
                for reader in list(production.readers):
                    reader.give_up(Overloaded(max(1.0, grace_s)))
            self._stopping = True
            self._changed.notify_all()
        if self._watching is not None:
            self._watching.cancel()
        for thread in self._threads:
            await asyncio.to_thread(thread.join)
        self._threads = []

    def ready(self) -> bool:
        """The models are loaded and the queue has room."""
        return self._is_open and len(self._active) < self._places

    def depth(self) -> int:
        """Requests that wait or run."""
        return len(self._active)

    async def speak(self, request: SpeechRequest, caller: str) -> Speech:
        """The speech of one request; see `server.contract.Engine`.

        Raises:
            Overloaded: the queue is full, or the engine ends.
            UnknownVoiceError: no voice has this name.
        """
        if not self._is_open:
            raise Overloaded(1.0)
        voice = voice_named(request.voice, self.voices)
        key = content_key(replace(request, voice=voice.name), voice)
        kept, source = self._cache.get(key), "memory"
        if kept is None and self._cache.has_disk:
            kept, source = await asyncio.to_thread(self._cache.load, key), "disk"
        if kept is not None:
            self.observer.looked_up(source)
            return Replay(kept)
        with self._changed:
            if not self._is_open:  # it ended while the disk was asked, and nobody would ever take the request up
                raise Overloaded(1.0)
            return self._listen(request, caller, key)

    async def check(self, request: SpeechRequest) -> None:
        """See `server.contract.Engine`."""

        await asyncio.to_thread(check, self._synthesizer, request)

    def _listen(self, request: SpeechRequest, caller: str, key: str) -> Speech:
        """A reader of a production that others have begun, or of a new one."""
        production = self._shared.get(key)
        if production is not None and production.whole:
            self.observer.looked_up("shared")
        elif (kept := self._cache.get(key)) is not None:  # it ended while the disk was asked
            self.observer.looked_up("memory")
            return Replay(kept)
        else:
            self._admit(caller)
            self.observer.looked_up("miss")
            production = Production(functools.partial(self._pieces, request), caller, key, self._keep_bytes)
            self._active.add(production)
            self._shared[key] = production
            self._push(production)
            self.observer.depth(len(self._active))
        reader = Reader(production, caller, self)
        production.readers.append(reader)
        return reader

    def _admit(self, caller: str) -> None:
        left = self._places - len(self._active)
        held = sum(production.caller == caller for production in self._active)
        if left <= 0 or held > _SHARE * left:
            raise Overloaded(max(1.0, len(self._active) * self._mean_work_s / self._n_threads))

    def _pieces(self, request: SpeechRequest) -> Generator[Audio, None, None]:
        yield from spoken(self._synthesizer, request)

    # What readers tell, with the lock held.

    def taken(self, production: Production) -> None:
        if production.state is State.PARKED and production.wants_more():
            self._push(production)

    def left(self, reader: Reader) -> None:
        production = reader.production
        if reader in production.readers:
            production.readers.remove(reader)
        if production.state is State.ENDED:
            return
        if production.readers:
            production.drop_taken()
            self.taken(production)
        elif production.state is not State.RUNNING:
            production.pieces.close()
            self._end(production, "cancelled")

    # The threads.

    def _work(self) -> None:
        while (production := self._next()) is not None:
            if not production.made_s:
                self.observer.waited(time.monotonic() - production.arrived)
            started = time.monotonic()
            piece: Audio | None = None
            error: Exception | None = None
            try:
                piece = next(production.pieces, None)
            except Exception as caught:  # noqa: BLE001  # whatever it is, it belongs to those who listen
                error = caught
            production.work_s += time.monotonic() - started
            self._deliver(production, piece, error)

    def _next(self) -> Production | None:
        """Waits for work; None when the engine ends."""
        with self._changed:
            while not self._stopping:
                soon = time.monotonic() + SOON_S
                production = self._queue.pop(soon, due_only=not self._has_room_ahead())
                if production is None:
                    self._changed.wait()
                elif production.state is State.QUEUED:  # else it was cancelled while it waited
                    production.state, production.is_due = State.RUNNING, production.deadline <= soon
                    self._running[production.is_due] += 1
                    return production
            return None

    def _has_room_ahead(self) -> bool:
        """Whether somebody may be worked for who has time: a piece that is due takes the room of two, so that it does
        not share its core, and what its coding and sending need, with those who have minutes of audio already."""
        return self._n_threads > self._running[False] + 2 * self._running[True]

    def _deliver(self, production: Production, piece: Audio | None, error: Exception | None) -> None:
        """Hands a piece to the readers and decides how it goes on."""
        whole: tuple[Audio, ...] = ()
        if piece is None and error is None and production.whole:
            whole = tuple(production.made)  # only this thread adds to it
            self._cache.remember(production.key, whole)  # before it ends: in between it would be made again
        if piece is not None and not production.made_s:
            self.observer.first_piece(time.monotonic() - production.arrived)
        with self._changed:
            self._running[production.is_due] -= 1
            if production.is_due:
                self._changed.notify_all()  # there may be room now for those who have time
            if not production.readers:
                production.pieces.close()
                self._end(production, "cancelled")
            elif piece is None:
                self._end(production, "failed" if error else "done", error)
            elif production.to_skip:
                production.to_skip -= 1
                self._push(production)
            else:
                production.add(piece)
                if not production.whole and self._shared.get(production.key) is production:
                    del self._shared[production.key]
                self._active.update(production.part_with_slow_readers())
                production.drop_taken()
                if production.wants_more():
                    self._push(production)
                else:
                    production.state = State.PARKED
        if whole:
            self._cache.store(production.key, whole)

    def _push(self, production: Production) -> None:
        production.state = State.QUEUED
        self._queue.push(production.caller, production.deadline, production)
        self._changed.notify()

    def _end(self, production: Production, outcome: str, error: Exception | None = None) -> None:
        production.end(error)
        self._active.discard(production)
        if self._shared.get(production.key) is production:
            del self._shared[production.key]
        if outcome == "done":
            self._mean_work_s += 0.1 * (production.work_s - self._mean_work_s)
        self.observer.ended(outcome, production.made_s, production.work_s)
        self.observer.depth(len(self._active))

    async def _watch(self) -> None:
        """Gives up readers that do not come back."""
        while True:
            await asyncio.sleep(min(5.0, STALLED_S / 4))
            self.give_up_stalled(STALLED_S)

    def give_up_stalled(self, stalled_s: float) -> None:
        """Ends the work for readers that have left audio untouched for `stalled_s` seconds."""
        before = time.monotonic() - stalled_s
        with self.lock:
            for production in [p for p in self._active if p.state is State.PARKED]:
                for reader in list(production.readers):
                    if reader.taken_at < before and reader.taken_s < production.made_s:
                        reader.give_up(ReaderStalledError(f"nothing was read for {stalled_s:g} seconds"))

    def _ran_together(self, requests: int) -> None:
        self.observer.ran_together(requests)

    def _warm_up(self) -> None:
        for voice in self.voices:
            for _ in self._synthesizer.stream(_WARM_UP_TEXT, voice.name):
                pass


def spoken(synthesizer: SpeechMaker, request: SpeechRequest) -> Iterator[Audio]:
    """What is asked for, in pieces as they are made."""
    return synthesizer.stream(
        request.text,
        request.voice,
        ssml=request.ssml,
        lexicons=_lexicons(request),
        rate=request.rate,
        goes_on=request.goes_on,
    )


def check(synthesizer: SpeechMaker, request: SpeechRequest) -> None:
    """Raises what is wrong with the text; nothing is spoken."""
    synthesizer.check(request.text, request.voice, ssml=request.ssml, lexicons=_lexicons(request))


def _lexicons(request: SpeechRequest) -> list[pls.Lexicon]:
    return [_parsed_lexicon(content) for content in request.lexicons]


@functools.lru_cache(maxsize=64)
def _parsed_lexicon(content: str) -> pls.Lexicon:
    return pls.parse(content)


def _free_cores(settings: Settings) -> int:
    """Threads that use every core, if each of them and each process uses its share."""
    return max(1, len(os.sched_getaffinity(0)) // (settings.threads * settings.workers))

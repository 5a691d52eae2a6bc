"""A back half for tests of the front half: the library's own synthesiser, and stores in memory."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from server import logs
from server.app import BackHalf, build
from server.auth.keys import load_keys
from server.config import HANDOVER, Settings
from server.contract import (
    MOST_LEXICONS,
    MOST_TAGS,
    LexiconExists,
    LexiconRecord,
    Overloaded,
    Scope,
    SpeechRequest,
    TaskRecord,
    TaskStatus,
    TooManyLexicons,
    TooManyTags,
)
from server.scheduling.engine import check, spoken
from tts.synthesizer import Audio, Synthesizer

BUSY_TEXT = "The queue is full."
"""Text at which the engine of the tests says that it has too much to do."""

CRASH_TEXT = "The engine breaks."
"""Text at which it breaks in the middle."""


class PlainEngine:
    """Speaks one request after the other."""

    def __init__(self, settings: Settings) -> None:
        self._synthesizer = Synthesizer(settings.voices)
        self.voices = self._synthesizer.voices
        self._running = 0

    async def start(self) -> None:
        pass

    async def close(self, grace_s: float) -> None:
        pass

    async def speak(self, request: SpeechRequest, caller: str) -> AsyncGenerator[Audio, None]:
        if request.text == BUSY_TEXT:
            raise Overloaded(2.5)
        return self._pieces(request, spoken(self._synthesizer, request))

    async def check(self, request: SpeechRequest) -> None:
        check(self._synthesizer, request)

    async def _pieces(self, request, pieces) -> AsyncGenerator[Audio, None]:
        self._running += 1
        try:
            while (piece := await asyncio.to_thread(next, pieces, None)) is not None:
                yield piece
                if request.text == CRASH_TEXT:
                    raise RuntimeError(f"broken while speaking {request.text}")
        finally:
            self._running -= 1

    def ready(self) -> bool:
        return True

    def depth(self) -> int:
        return self._running


class MemoryLexicons:
    def __init__(self, tags: MemoryTags) -> None:
        self._records: dict[tuple[Scope, str], LexiconRecord] = {}
        self._tags = tags

    async def put(self, scope: Scope, record: LexiconRecord, tags: Mapping[str, str] | None = None) -> None:
        if (scope, record.name) in self._records:
            if tags:
                raise LexiconExists
        elif len(await self.list(scope)) >= MOST_LEXICONS:
            raise TooManyLexicons(MOST_LEXICONS)
        self._records[scope, record.name] = record
        await self._tags.put(scope, record.arn, tags or {})

    async def get(self, scope: Scope, name: str) -> LexiconRecord | None:
        return self._records.get((scope, name))

    async def delete(self, scope: Scope, name: str) -> bool:
        record = self._records.pop((scope, name), None)
        if record is not None:
            self._tags.clear(scope, record.arn)
        return record is not None

    async def list(self, scope: Scope) -> Sequence[LexiconRecord]:
        return sorted((r for (s, _), r in self._records.items() if s == scope), key=lambda record: record.name)


class MemoryTags:
    def __init__(self) -> None:
        self._tags: dict[tuple[Scope, str], dict[str, str]] = {}

    async def get(self, scope: Scope, arn: str) -> Mapping[str, str]:
        return dict(sorted(self._tags.get((scope, arn), {}).items()))

    async def put(self, scope: Scope, arn: str, tags: Mapping[str, str]) -> bool:
        known = self._tags.setdefault((scope, arn), {})
        if len({*known, *tags}) > MOST_TAGS:
            raise TooManyTags
        known.update(tags)
        return True

    async def remove(self, scope: Scope, arn: str, keys: Sequence[str]) -> None:
        for key in keys:
            self._tags.get((scope, arn), {}).pop(key, None)

    def clear(self, scope: Scope, arn: str) -> None:
        self._tags.pop((scope, arn), None)


class MemoryTasks:
    def __init__(self) -> None:
        self._records: dict[str, TaskRecord] = {}

    async def add(self, record: TaskRecord) -> None:
        self._records[record.task_id] = record

    async def get(self, scope: Scope, task_id: str) -> TaskRecord | None:
        record = self._records.get(task_id)
        return record if record is not None and record.scope == scope else None

    async def list(
        self,
        scope: Scope,
        *,
        status: TaskStatus | None = None,
        after: tuple[datetime, str] | None = None,
        limit: int = 100,
    ) -> Sequence[TaskRecord]:
        found = [r for r in self._records.values() if r.scope == scope and status in (None, r.status)]
        found.sort(key=lambda r: (r.creation_time, r.task_id))
        return [r for r in found if after is None or (r.creation_time, r.task_id) > after][:limit]


class MemoryStores:
    def __init__(self) -> None:
        self.tags = MemoryTags()
        self.lexicons = MemoryLexicons(self.tags)
        self.tasks = MemoryTasks()

    async def can_write(self) -> bool:
        return True

    async def close(self) -> None:
        pass


class PatientQueue:
    """Takes tasks and never runs them."""

    def __init__(self, tasks: MemoryTasks) -> None:
        self._tasks = tasks

    async def start(self) -> None:
        pass

    async def close(self, grace_s: float) -> None:
        pass

    async def submit(self, record: TaskRecord) -> TaskRecord:
        ending = record.output_format if record.output_format != "json" else "marks"
        submitted = replace(record, output_uri=f"https://{record.bucket}/{record.task_id}.{ending}")
        await self._tasks.add(submitted)
        return submitted


async def back_half(settings: Settings) -> BackHalf:
    stores = MemoryStores()
    return PlainEngine(settings), stores, PatientQueue(stores.tasks)


def create():
    """The application for `server.run`, with this back half."""
    settings = Settings.from_json(os.environ[HANDOVER])
    logs.configure(settings.log_level)
    return build(settings, load_keys(settings.keys), back_half)

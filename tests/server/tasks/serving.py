"""The task queue with the real engine, stores and outputs; the voice hums."""

from __future__ import annotations

import asyncio
import dataclasses
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from server.config import Settings
from server.contract import Scope, TaskRecord, TaskStatus
from server.scheduling import ScheduledEngine
from server.store import SqlStores, open_stores
from server.tasks import SqlTaskQueue, open_tasks

HERE = Scope("000000000000", "us-east-1")
TOPIC = "arn:aws:sns:us-east-1:000000000000:done"


def task(text: str = "Hello there. Goodbye.", **changes: object) -> TaskRecord:
    record = TaskRecord(
        str(uuid.uuid4()), HERE.account, HERE.region, "me", datetime.now(UTC), text, "Matthew", "pcm", "16000",
        "prompts", len(text),
    )  # fmt: skip
    return dataclasses.replace(record, **changes)  # type: ignore[arg-type]


@dataclasses.dataclass
class Service:
    engine: ScheduledEngine
    stores: SqlStores
    tasks: SqlTaskQueue

    async def ended(self, *records: TaskRecord) -> list[TaskRecord]:
        """The tasks once they have ended."""
        async with asyncio.timeout(120):
            while True:
                found = [await self.stores.tasks.get(HERE, record.task_id) for record in records]
                known = [record for record in found if record is not None]
                assert len(known) == len(records)
                if all(record.status in (TaskStatus.COMPLETED, TaskStatus.FAILED) for record in known):
                    return known
                await asyncio.sleep(0.05)


@asynccontextmanager
async def serving(settings: Settings, engine: ScheduledEngine | None = None) -> AsyncIterator[Service]:
    engine = engine or ScheduledEngine(settings)
    stores = await open_stores(settings)
    service = Service(engine, stores, open_tasks(settings, stores.tasks, engine))
    await engine.start()
    await service.tasks.start()
    try:
        yield service
    finally:
        await service.tasks.close(10.0)
        await engine.close(10.0)
        await stores.close()


def run(settings: Settings, work: Callable[[Service], Awaitable[None]]) -> None:
    async def main() -> None:
        async with serving(settings) as service:
            await work(service)

    asyncio.run(main())


def output_of(record: TaskRecord) -> Path:
    return Path(unquote(urlsplit(record.output_uri).path))


def files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())

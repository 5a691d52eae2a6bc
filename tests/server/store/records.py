"""What the tests of the stores share: records, and stores for a moment."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from server.config import Settings
from server.contract import LexiconRecord, Scope, TaskRecord
from server.store import SqlStores, open_stores

HERE = Scope("000000000000", "us-east-1")
THERE = Scope("000000000000", "eu-west-1")
NOW = datetime(2026, 11, 3, 12, 0, 0, 123456, UTC)


def using(url: str, work: Callable[[SqlStores], Awaitable[None]]) -> None:
    async def run() -> None:
        stores = await open_stores(Settings(database=url))
        try:
            await work(stores)
        finally:
            await stores.close()

    asyncio.run(run())


def lexicon(name: str, content: str = "<lexicon/>") -> LexiconRecord:
    arn = f"arn:aws:polly:us-east-1:000000000000:lexicon/{name}"
    return LexiconRecord(name, content, "ipa", "en-US", NOW, 1, len(content), arn)


def task(task_id: str, seconds: float = 0.0, caller: str = "me", **changes: object) -> TaskRecord:
    record = TaskRecord(
        task_id, HERE.account, HERE.region, caller, NOW + timedelta(seconds=seconds), "Grüß dich. \0 \U0001f600",
        "Daniel", "mp3", "24000", "bucket", 10, key_prefix="a/b", lexicon_names=("one",), lexicons=("<lexicon/>",),
        sns_topic_arn="arn:aws:sns:us-east-1:000000000000:done", output_uri="file:///out",
    )  # fmt: skip
    return dataclasses.replace(record, **changes)  # type: ignore[arg-type]

"""How a database is opened: its schema, its versions, and databases that cannot be used."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from server.config import Settings
from server.store import SqlStores, StoreError, open_stores
from tests.server.connected import Clock
from tests.server.store.records import HERE, NOW, lexicon, task, using

OPEN = """
import asyncio, sys
from server.config import Settings
from server.store import open_stores
async def main():
    stores = await open_stores(Settings(database=sys.argv[1]))
    await stores.close()
asyncio.run(main())
"""


def test_the_schema_may_be_created_by_many_at_once(url: str) -> None:
    async def run() -> None:
        for stores in await asyncio.gather(*(open_stores(Settings(database=url)) for _ in range(6))):
            await stores.close()

    asyncio.run(run())


@pytest.mark.slow
def test_several_processes_may_create_the_schema_at_once(url: str) -> None:
    processes = [
        subprocess.Popen([sys.executable, "-c", OPEN, url], stderr=subprocess.PIPE, text=True) for _ in range(4)
    ]
    errors = [process.communicate(timeout=120)[1] for process in processes]
    assert [process.returncode for process in processes] == [0] * 4, errors


def test_the_file_is_for_the_service_alone(tmp_path: Path) -> None:
    """It holds the texts of tasks that wait."""

    async def run() -> None:
        stores = await open_stores(Settings(data_dir=tmp_path))
        assert {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {0o600}
        await stores.close()

    asyncio.run(run())


def test_a_database_of_the_first_version_is_taken_over(url: str) -> None:
    async def first_version(stores: SqlStores) -> None:
        for task_id in ("waiting", "running", "resting", "done"):
            await stores.tasks.add(task(task_id))

        def former(connection: Connection) -> None:
            for statement in (
                "DROP INDEX tasks_by_turn",
                "ALTER TABLE tasks RENAME COLUMN version TO lease_until",
                "ALTER TABLE tasks RENAME COLUMN held_ms TO not_before",
                "UPDATE tasks SET status = 'inProgress', owner = 'old', lease_until = 1"
                + "0" * 16
                + ", attempts = 1 WHERE task_id = 'running'",
                "UPDATE tasks SET not_before = 1" + "0" * 16 + " WHERE task_id = 'resting'",
                "UPDATE tasks SET status = 'completed' WHERE task_id = 'done'",
                "UPDATE schema_version SET version = 1",
            ):
                connection.execute(text(statement))

        await stores.database.run(former)

    async def now(stores: SqlStores) -> None:
        clock = stores.tasks.watch.steady = Clock(NOW.timestamp() + 60)
        taken = [await stores.tasks.claim("new", 30) for _ in range(3)]
        assert {lease and lease.record.task_id for lease in taken} == {"waiting", "resting", None}
        clock.now += 29
        assert await stores.tasks.renew(taken[0], 30)  # type: ignore[arg-type]
        assert await stores.tasks.renew(taken[1], 30)  # type: ignore[arg-type]
        clock.now += 2
        lease = await stores.tasks.claim("new", 30)
        assert lease is not None
        assert (lease.record.task_id, lease.attempt) == ("running", 2)

    using(url, first_version)
    using(url, now)


def test_a_newer_database_is_refused(url: str) -> None:
    using(url, lambda stores: stores.database.run(lambda c: c.execute(text("UPDATE schema_version SET version = 99"))))
    with pytest.raises(StoreError, match="version 99"):
        using(url, lambda stores: stores.lexicons.put(HERE, lexicon("a")))


@pytest.mark.parametrize("url", ["mysql://localhost/x", "nonsense", "postgresql://tts:secret@127.0.0.1:1/none"])
def test_a_database_that_cannot_be_used_is_named_without_its_password(url: str) -> None:
    with pytest.raises(StoreError, match="database") as failure:
        using(url, lambda stores: stores.lexicons.list(HERE))  # type: ignore[arg-type,return-value]
    assert "secret" not in str(failure.value)


@pytest.mark.parametrize("url", ["sqlite:///:memory:", "sqlite://"])
def test_sqlite_without_a_write_ahead_log_is_refused(url: str) -> None:
    """Seen: it was asked for again and again, without end."""
    with pytest.raises(StoreError, match=r"journal mode stays .memory.*local disk"):
        using(url, lambda stores: stores.lexicons.list(HERE))  # type: ignore[arg-type,return-value]


def test_sqlite_is_made_in_the_data_folder(tmp_path: Path) -> None:
    async def run() -> None:
        stores = await open_stores(Settings(data_dir=tmp_path / "new" / "folder"))
        await stores.close()

    asyncio.run(run())
    assert (tmp_path / "new" / "folder" / "service.sqlite").is_file()

"""Messages that wait in the store, on SQLite and (slow) on a PostgreSQL server."""

from __future__ import annotations

import dataclasses

from server.contract import TaskStatus
from server.store import SqlStores
from server.store.schema import write_probe
from tests.server.connected import Clock
from tests.server.store.records import NOW, task, using


async def fail_a_task(stores: SqlStores) -> None:
    """Leaves a message in the outbox."""
    await stores.tasks.add(task("one"))
    lease = await stores.tasks.claim("worker", 30)
    assert lease is not None
    await stores.tasks.finish(lease, dataclasses.replace(lease.record, status=TaskStatus.FAILED), "body")


def test_a_notice_waits_until_it_is_due(url: str) -> None:
    async def work(stores: SqlStores) -> None:
        notices, clock = stores.tasks.notices, Clock(NOW.timestamp() + 60)
        stores.tasks.now = notices.now = clock
        await fail_a_task(stores)
        first = await notices.claim(60)
        assert first is not None
        assert first.attempts == 0
        await notices.postpone(first, 5)
        assert await notices.claim(60) is None
        clock.now += 6
        again = await notices.claim(60)
        assert again is not None
        assert (again.notice_id, again.attempts) == (first.notice_id, 1)
        await notices.remove(again)
        clock.now += 3_600
        assert await notices.claim(60) is None

    using(url, work)


def test_a_notice_does_not_wait_for_a_clock_that_was_set_back(url: str) -> None:
    async def work(stores: SqlStores) -> None:
        notices, clock = stores.tasks.notices, Clock(NOW.timestamp() + 60)
        stores.tasks.now = notices.now = clock
        await fail_a_task(stores)
        assert await notices.claim(60) is not None  # by a process that is killed with it
        clock.now -= 24 * 3600
        assert await notices.claim(60) is not None
        await stores.database.run(write_probe)  # which is no message
        assert await notices.claim(60) is None

    using(url, work)

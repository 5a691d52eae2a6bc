"""Tasks and their leases, on SQLite and (slow) on a PostgreSQL server."""

from __future__ import annotations

import asyncio
import dataclasses

from server.contract import TaskRecord, TaskStatus
from server.store import SqlStores
from server.store.tasks import KEPT_S
from tests.server.connected import Clock
from tests.server.store.records import HERE, NOW, THERE, task, using


def test_a_task_comes_back_as_it_was(url: str) -> None:
    async def work(stores: SqlStores) -> None:
        await stores.tasks.add(task("one"))
        assert await stores.tasks.get(HERE, "one") == task("one")
        assert await stores.tasks.get(THERE, "one") is None
        lease = await stores.tasks.claim("worker", 10.0)
        assert lease is not None
        assert await stores.tasks.finish(lease, task("one", status=TaskStatus.FAILED, status_reason="because"))
        found = await stores.tasks.get(HERE, "one")
        assert found is not None
        assert (found.status, found.status_reason) == (TaskStatus.FAILED, "because")

    async def with_clock(stores: SqlStores) -> None:
        stores.tasks.now = Clock(NOW.timestamp() + 60)
        await work(stores)

    using(url, with_clock)


def test_lists_are_paged_in_the_order_of_creation(url: str) -> None:
    async def work(stores: SqlStores) -> None:
        stores.tasks.now = Clock(NOW.timestamp() + 60)
        order = [("b", 0.0), ("c", 0.0), ("a", 1.0), ("d", 2.0), ("Z", 2.0)]
        for task_id, seconds in reversed(order):
            status = TaskStatus.COMPLETED if task_id == "a" else TaskStatus.SCHEDULED
            await stores.tasks.add(task(task_id, seconds, status=status))
        seen: list[TaskRecord] = []
        after = None
        while page := await stores.tasks.list(HERE, after=after, limit=2):
            seen += page
            after = (page[-1].creation_time, page[-1].task_id)
        assert sorted(record.task_id for record in seen) == ["Z", "a", "b", "c", "d"]
        assert [record.creation_time for record in seen] == sorted(record.creation_time for record in seen)
        assert [r.task_id for r in await stores.tasks.list(HERE, status=TaskStatus.COMPLETED)] == ["a"]
        assert await stores.tasks.list(THERE) == []

    using(url, work)


def test_finished_tasks_are_forgotten_after_72_hours_and_unfinished_ones_are_not(url: str) -> None:
    async def work(stores: SqlStores) -> None:
        clock = stores.tasks.now = Clock(NOW.timestamp() + 60)
        await stores.tasks.add(task("done", status=TaskStatus.COMPLETED))
        await stores.tasks.add(task("waiting"))
        clock.now = NOW.timestamp() + KEPT_S - 1
        assert await stores.tasks.purge() == 0
        clock.now += 2
        assert [record.task_id for record in await stores.tasks.list(HERE)] == ["waiting"]
        assert await stores.tasks.get(HERE, "done") is None
        assert await stores.tasks.purge() == 1
        assert await stores.tasks.waiting() == 1

    using(url, work)


def test_a_lease_is_given_once_and_again_when_it_runs_out(url: str) -> None:
    async def work(stores: SqlStores) -> None:
        stores.tasks.now, clock = Clock(NOW.timestamp() + 60), Clock(NOW.timestamp() + 60)
        stores.tasks.watch.steady = clock
        await stores.tasks.add(task("one"))
        first = await stores.tasks.claim("worker 1", 30)
        assert first is not None
        assert (first.attempt, first.record.text, first.record.lexicons) == (1, task("one").text, ("<lexicon/>",))
        assert await stores.tasks.claim("worker 2", 30) is None
        clock.now += 29
        assert await stores.tasks.renew(first, 30)
        assert await stores.tasks.claim("worker 2", 30) is None
        clock.now += 29
        assert await stores.tasks.claim("worker 2", 30) is None
        clock.now += 2
        second = await stores.tasks.claim("worker 2", 30)
        assert second is not None
        assert second.attempt == 2
        assert not await stores.tasks.renew(first, 30)
        done = dataclasses.replace(first.record, status=TaskStatus.COMPLETED)
        assert not await stores.tasks.finish(first, done, "message")
        assert await stores.tasks.finish(second, done, "message")
        assert not await stores.tasks.finish(second, done, "message")
        notice = await stores.tasks.notices.claim(30)
        assert notice is not None
        assert (notice.task_id, notice.body) == ("one", "message")
        assert await stores.tasks.notices.claim(30) is None
        ended = await stores.tasks.get(HERE, "one")
        assert ended is not None
        assert (ended.status, ended.text, ended.lexicons) == (TaskStatus.COMPLETED, "", ())

    using(url, work)


def test_a_task_that_is_given_back_rests(url: str) -> None:
    async def work(stores: SqlStores) -> None:
        clock = stores.tasks.watch.steady = Clock(NOW.timestamp() + 60)
        await stores.tasks.add(task("one"))
        lease = await stores.tasks.claim("worker", 30)
        assert lease is not None
        assert await stores.tasks.release(lease, after_s=10, reason="later")
        assert await stores.tasks.claim("worker", 30) is None
        clock.now += 11
        lease = await stores.tasks.claim("worker", 30)
        assert lease is not None
        assert lease.attempt == 2
        assert await stores.tasks.release(lease, counts=False)
        lease = await stores.tasks.claim("worker", 30)
        assert lease is not None
        assert lease.attempt == 2

    using(url, work)


def test_a_clock_that_is_set_delays_no_task_of_a_process_that_was_killed(url: str) -> None:
    """Seen: a clock set back by an hour held up the task for an hour; one ahead took it from whoever worked on it."""

    async def killed(stores: SqlStores) -> None:
        stores.tasks.now = Clock(NOW.timestamp() + 60)
        await stores.tasks.add(task("one"))
        assert await stores.tasks.claim("worker 1", 30) is not None

    async def others(stores: SqlStores) -> None:
        for hours in (-1, 1):
            clock = stores.tasks.now = Clock(NOW.timestamp() + 60)
            clock.now += hours * 3600
            steady = stores.tasks.watch.steady = Clock(NOW.timestamp() + 60)
            assert await stores.tasks.claim("worker 2", 30) is None
            steady.now += 31
            lease = await stores.tasks.claim("worker 2", 30)
            assert lease is not None

    using(url, killed)
    using(url, others)


def test_turns_do_not_depend_on_the_clock(url: str) -> None:
    """Seen: whoever was served before the clock was set back came last until it had caught up."""

    async def work(stores: SqlStores) -> None:
        clock, stores.tasks.watch.steady = Clock(NOW.timestamp() + 60), Clock(NOW.timestamp() + 60)
        stores.tasks.now = clock
        order = []
        for index in range(3):
            await stores.tasks.add(task(f"a {index}", index, "a"))
            await stores.tasks.add(task(f"b {index}", index, "b"))
        while lease := await stores.tasks.claim("worker", 30):
            order.append(lease.record.caller)
            clock.now -= 3600
        assert order == ["a", "b"] * 3

    using(url, work)


def test_callers_take_turns(url: str) -> None:
    async def work(stores: SqlStores) -> None:
        stores.tasks.watch.steady = Clock(NOW.timestamp() + 60)
        for index in range(4):
            await stores.tasks.add(task(f"greedy {index}", index, "greedy"))
        await stores.tasks.add(task("modest", 10, "modest"))
        order = []
        while lease := await stores.tasks.claim("worker", 30):
            order.append(lease.record.task_id)
        assert order == ["greedy 0", "modest", "greedy 1", "greedy 2", "greedy 3"]

    using(url, work)


def test_many_workers_never_get_the_same_task(url: str) -> None:
    async def work(stores: SqlStores) -> None:
        stores.tasks.watch.steady = Clock(NOW.timestamp() + 60)
        for index in range(30):
            await stores.tasks.add(task(f"task {index}", index, f"caller {index % 3}"))
        taken: list[str] = []

        async def worker(name: str) -> None:
            while lease := await stores.tasks.claim(name, 30):
                taken.append(lease.record.task_id)

        await asyncio.gather(*(worker(f"worker {index}") for index in range(4)))
        assert len(taken) == len(set(taken))
        assert set(taken) <= {f"task {index}" for index in range(30)}
        while lease := await stores.tasks.claim("last", 30):  # what a worker skipped because another held the row
            taken.append(lease.record.task_id)
        assert len(taken) == 30

    using(url, work)

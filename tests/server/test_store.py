"""Stores on SQLite, and (slow) on a PostgreSQL server."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import logging
import os
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from server import logs
from server.config import Settings
from server.contract import LexiconExists, LexiconRecord, Scope, TaskRecord, TaskStatus, TooManyLexicons, TooManyTags
from server.store import SqlStores, StoreError, database, door, open_stores, postgresql
from server.store.schema import write_probe
from server.store.tasks import KEPT_S
from tests.server.backends import FEW_CONNECTIONS, postgres, taken_connections
from tests.server.connected import Clock

HERE = Scope("000000000000", "us-east-1")
THERE = Scope("000000000000", "eu-west-1")
NOW = datetime(2026, 11, 3, 12, 0, 0, 123456, UTC)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.sqlite'}"
    url: str = request.getfixturevalue("postgres_url")
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url


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


def test_lexicons_are_kept_by_scope_and_name(url: str) -> None:
    async def work(stores: SqlStores) -> None:
        for name in ("b", "B", "a"):
            await stores.lexicons.put(HERE, lexicon(name))
        await stores.lexicons.put(HERE, lexicon("a", "new Grüße 😀"))
        listed = await stores.lexicons.list(HERE)
        assert [record.name for record in listed] == ["B", "a", "b"]
        assert [record.content for record in listed] == [""] * 3  # which may be megabytes
        assert await stores.lexicons.get(HERE, "a") == lexicon("a", "new Grüße 😀")
        assert await stores.lexicons.get(THERE, "a") is None
        assert await stores.lexicons.list(THERE) == []
        assert not await stores.lexicons.delete(THERE, "a")
        assert await stores.lexicons.delete(HERE, "a")
        assert not await stores.lexicons.delete(HERE, "a")

    using(url, work)


def test_lexicons_that_many_put_at_once_end_as_one(url: str) -> None:
    async def work(stores: SqlStores) -> None:
        await asyncio.gather(*(stores.lexicons.put(HERE, lexicon("same", f"<!-- {i} -->")) for i in range(20)))
        assert len(await stores.lexicons.list(HERE)) == 1

    using(url, work)


def test_only_a_new_lexicon_is_given_tags(url: str) -> None:
    """Seen: of many who put the same name with tags at once, all were taken, and the tags of all were kept."""

    async def work(stores: SqlStores) -> None:
        record = lexicon("same")
        many = [stores.lexicons.put(HERE, record, {f"k{i}": "v"}) for i in range(20)]
        ended = await asyncio.gather(*many, return_exceptions=True)
        assert sum(isinstance(error, LexiconExists) for error in ended) == 19
        assert len(await stores.tags.get(HERE, record.arn)) == 1
        await stores.lexicons.put(HERE, record)
        assert len(await stores.tags.get(HERE, record.arn)) == 1

    using(url, work)


def test_lexicons_are_bounded_however_many_are_put_at_once(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.store.lexicons.MOST_LEXICONS", 5)
    monkeypatch.setattr("server.store.lexicons.MOST_LEXICONS_OF_ACCOUNT", 7)

    async def work(stores: SqlStores) -> None:
        many = [stores.lexicons.put(HERE, lexicon(f"l{i}")) for i in range(12)]
        ended = await asyncio.gather(*many, return_exceptions=True)
        assert [error.most for error in ended if isinstance(error, TooManyLexicons)] == [5] * 7
        assert len(await stores.lexicons.list(HERE)) == 5
        taken = (await stores.lexicons.list(HERE))[0].name
        await stores.lexicons.put(HERE, lexicon(taken, "new"))  # replaces one
        await stores.lexicons.put(THERE, lexicon("a"))
        await stores.lexicons.put(THERE, lexicon("b"))
        with pytest.raises(TooManyLexicons):  # a region more is no way to more than an account may have
            await stores.lexicons.put(Scope(HERE.account, "another-region"), lexicon("c"))
        await stores.lexicons.put(Scope("111111111111", "us-east-1"), lexicon("d"))

    using(url, work)


def test_a_full_disk_is_named_in_the_log_and_known_until_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once it was "OperationalError" and no more, and the service went on calling itself ready."""
    monkeypatch.setattr("server.store.database._PROBE_REST_S", 0.0)
    content = "a text of a caller " * 2_000

    async def fill(stores: SqlStores) -> None:
        for number in range(20):
            await stores.lexicons.put(HERE, lexicon(f"more{number}", content))

    async def work(stores: SqlStores) -> None:
        await stores.lexicons.put(HERE, lexicon("first", content))
        assert await stores.can_write()
        least, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, most))  # files that cannot grow are as good as a full disk
        try:
            with pytest.raises(DBAPIError) as caught:
                await fill(stores)
            assert not await stores.can_write()
            assert (await stores.lexicons.get(HERE, "first")) is not None  # reading goes on
            assert not await stores.can_write()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (least, most))
        assert await stores.can_write()
        error = (caught.type, caught.value, caught.tb)
        record = logging.LogRecord("tts.server", logging.ERROR, __file__, 1, "request failed", (), error)
        line = logs.JsonFormatter().format(record)
        assert json.loads(line)["error"]["cause"]["code"].startswith(("SQLITE_FULL", "SQLITE_IOERR"))
        assert "a text of a caller" not in line
        assert await stores.tasks.notices.claim(1.0) is None  # what was written to try is no message

    using(f"sqlite:///{tmp_path / 'test.sqlite'}", work)


def test_tags(url: str) -> None:
    async def work(stores: SqlStores) -> None:
        record = lexicon("tagged")
        arn = record.arn
        assert not await stores.tags.put(HERE, arn, {"team": "ivr"})  # of a lexicon that is not there
        await stores.lexicons.put(HERE, record, {"team": "ivr", "Cost": "42"})
        assert await stores.tags.put(HERE, arn, {"team": "voice", "empty": ""})
        assert await stores.tags.put(HERE, arn, {})
        await stores.lexicons.put(HERE, record)  # keeps them
        assert await stores.tags.get(HERE, arn) == {"Cost": "42", "empty": "", "team": "voice"}
        assert list(await stores.tags.get(HERE, arn)) == ["Cost", "empty", "team"]
        assert await stores.tags.get(THERE, arn) == {}
        await stores.tags.remove(HERE, arn, ["team", "never there"])
        assert list(await stores.tags.get(HERE, arn)) == ["Cost", "empty"]
        assert await stores.lexicons.delete(HERE, "tagged")
        assert await stores.tags.get(HERE, arn) == {}

    using(url, work)


def test_tags_are_bounded_however_many_are_put_at_once(url: str) -> None:
    async def work(stores: SqlStores) -> None:
        record = lexicon("tagged")
        await stores.lexicons.put(HERE, record)
        many = [stores.tags.put(HERE, record.arn, {f"{i} {j}": "" for j in range(20)}) for i in range(5)]
        ended = await asyncio.gather(*many, return_exceptions=True)
        assert sum(isinstance(error, TooManyTags) for error in ended) == 3
        assert len(await stores.tags.get(HERE, record.arn)) == 40
        with pytest.raises(TooManyTags):  # neither the lexicon nor its tags
            await stores.lexicons.put(HERE, lexicon("other"), {f"{i}": "" for i in range(51)})
        assert await stores.lexicons.get(HERE, "other") is None

    using(url, work)


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


@pytest.mark.slow
def test_postgresql_that_only_reads_is_not_ready() -> None:
    """Seen: a server that had become a standby was called ready."""
    only_reads = "ALTER DATABASE postgres SET default_transaction_read_only = on"

    async def prepare(stores: SqlStores) -> None:
        await stores.database.run(lambda connection: connection.execute(text(only_reads)))

    async def work(stores: SqlStores) -> None:
        assert await stores.can_write()
        with pytest.raises(DBAPIError):
            await stores.lexicons.put(HERE, lexicon("one"))
        assert not await stores.can_write()

    with postgres() as server:
        using(server, prepare)
        using(server, work)


@pytest.mark.slow
def test_a_postgresql_server_that_is_gone_without_a_word_is_given_up() -> None:
    """Seen: threads waited for as long as the system does, a quarter of an hour and more."""

    async def work(stores: SqlStores) -> None:
        def patience(connection: Connection) -> tuple[int, int]:
            descriptor = connection.connection.driver_connection.fileno()  # type: ignore[union-attr]
            with socket.socket(fileno=os.dup(descriptor)) as kept:
                idle = kept.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE)
                return idle, kept.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)

        assert await stores.database.read(patience) == expected

    with postgres() as server:
        expected = (15, 30_000)
        using(server, work)
        expected = (99, 30_000)
        using(f"{server}?keepalives_idle=99", work)


@pytest.mark.slow
def test_a_postgresql_server_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen: the system of the other side acknowledges everything, so threads waited for ever."""
    monkeypatch.setattr(postgresql, "ANSWER_S", 1.0)

    async def work(stores: SqlStores) -> None:
        def server(connection: Connection) -> int:
            return int(connection.execute(text("SELECT pg_backend_pid()")).scalar_one())

        def hang(connection: Connection) -> None:
            os.kill(server(connection), signal.SIGSTOP)
            connection.execute(text("SELECT 1"))

        stopped = await stores.database.read(server)
        try:
            with pytest.raises(DBAPIError):
                await asyncio.wait_for(stores.database.read(hang), 60)
            assert await stores.lexicons.list(HERE) == []  # on a connection of its own
            assert await stores.database.read(server) != stopped
        finally:
            os.kill(stopped, signal.SIGCONT)

    with postgres() as url:
        using(url, work)


@pytest.mark.slow
def test_where_postgresql_takes_no_more_connections_work_waits_for_one(caplog: pytest.LogCaptureFixture) -> None:
    """Seen: an error for whoever needed one more, although those of the process were free in the next moment."""

    async def work(stores: SqlStores) -> None:
        with taken_connections(url):  # one is left, which is that of the process itself
            puts = [stores.lexicons.put(HERE, lexicon(f"n{index}")) for index in range(12)]
            gets = [stores.lexicons.get(HERE, f"n{index}") for index in range(12)]
            await asyncio.gather(*puts, *gets)
        assert len(await stores.lexicons.list(HERE)) == 12
        assert await stores.can_write()

    caplog.set_level(logging.INFO)
    with postgres(*FEW_CONNECTIONS) as url:
        using(url, work)
    told = [record for record in caplog.records if record.message == "the database takes no connection"]
    assert told
    assert "too many clients" in told[0].members["reason"]  # type: ignore[attr-defined]
    assert caplog.records[-1].message == "the database takes connections again"


@pytest.mark.slow
def test_where_postgresql_takes_none_for_long_it_is_told_and_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "PATIENCE_S", 1.0)
    monkeypatch.setattr(database, "_PROBE_REST_S", 0.0)

    async def work(stores: SqlStores) -> None:
        stores.database._engine.dispose()
        with taken_connections(url):
            with pytest.raises(DBAPIError, match="too many clients"):
                await stores.lexicons.put(HERE, lexicon("one"))
            assert not await stores.can_write()
            with pytest.raises(DBAPIError):  # at once: nobody waits as long as nobody gets in
                await asyncio.wait_for(stores.lexicons.list(HERE), 30)
        while not await stores.can_write():
            await asyncio.sleep(0.05)  # the server takes a moment to let the others go
        await stores.lexicons.put(HERE, lexicon("one"))
        assert len(await stores.lexicons.list(HERE)) == 1

    with postgres(*FEW_CONNECTIONS) as url:
        using(url, work)


def test_nobody_waits_at_a_door_that_stays_shut() -> None:
    clock, asked = Clock(NOW.timestamp() + 60), 0

    def refuse() -> None:
        nonlocal asked
        asked += 1
        clock.now += door.PATIENCE_S / 4
        raise OperationalError("", {}, Exception("too many clients"))

    way = door.Door(clock)
    for times in (5, 1, 1):
        asked = 0
        with pytest.raises(OperationalError):
            way.enter(refuse)
        assert asked == times
    assert way.enter(lambda: "in") == "in"
    asked = 0
    with pytest.raises(OperationalError):
        way.enter(refuse)
    assert asked == 5


def test_reads_do_not_wait_for_a_writer_that_holds_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen: while another process wrote, those who waited to write held every thread, and speech waited for its
    lexicons."""
    monkeypatch.setattr(database, "_BUSY_S", 3.0)
    path = tmp_path / "test.sqlite"

    async def work(stores: SqlStores) -> None:
        await stores.lexicons.put(HERE, lexicon("first"))
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        writes = [asyncio.create_task(stores.lexicons.put(HERE, lexicon(f"n{index}"))) for index in range(8)]
        await asyncio.sleep(0.2)
        async with asyncio.timeout(2):
            assert await stores.lexicons.get(HERE, "first") is not None
        assert not any(write.done() for write in writes)
        other.execute("COMMIT")
        other.close()
        await asyncio.gather(*writes)
        assert len(await stores.lexicons.list(HERE)) == 9

    using(f"sqlite:///{path}", work)

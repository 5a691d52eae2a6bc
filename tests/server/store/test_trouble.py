"""Databases that are full, held by others, or away."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import resource
import signal
import socket
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, OperationalError

from server import logs
from server.store import SqlStores, database, door, postgresql
from tests.server.backends import FEW_CONNECTIONS, postgres, taken_connections
from tests.server.connected import Clock
from tests.server.store.records import HERE, NOW, lexicon, using


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


def test_reads_do_not_wait_for_a_writer_that_holds_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen: while another process wrote, those who waited to write held every thread, and speech waited for its
    lexicons."""
    monkeypatch.setattr(database, "_BUSY_S", 90.0)
    path = tmp_path / "test.sqlite"

    async def work(stores: SqlStores) -> None:
        await stores.lexicons.put(HERE, lexicon("first"))
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        writes = [asyncio.create_task(stores.lexicons.put(HERE, lexicon(f"n{index}"))) for index in range(8)]
        await asyncio.sleep(0.2)
        async with asyncio.timeout(30):
            assert await stores.lexicons.get(HERE, "first") is not None
        assert not any(write.done() for write in writes)
        other.execute("COMMIT")
        other.close()
        await asyncio.gather(*writes)
        assert len(await stores.lexicons.list(HERE)) == 9

    using(f"sqlite:///{path}", work)


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

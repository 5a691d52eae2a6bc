"""The connection to the database: threads, transactions, and a schema that several processes may create at once.

Whether the database can be written is known from the last write that failed, and then from one that is tried. Where a
PostgreSQL server takes no more connections (`max_connections`, a restart), work waits for one for a while.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, InternalError, OperationalError, SQLAlchemyError

from server.store import schema
from server.store.door import Door, reason
from tts.errors import TTSError

ResultT = TypeVar("ResultT")

_THREADS = 4
"""For transactions that may write, and as many for those that only read: these wait for no writer."""
_BUSY_S = 15.0
"""Seconds that SQLite waits for another process that writes: clients give up after a minute."""
_OPEN_S = 60.0
"""The same where many processes open the database at once."""

_EXCLUSIVE_LOCK = 0x74747301  # an advisory lock of PostgreSQL; any number that no other program uses
_READS_ONLY = "reads_only"
_PROBE_REST_S = 1.0
_PROBE_PATIENCE_S = 5.0
_PASSING = ("SQLITE_BUSY", "SQLITE_LOCKED")
"""Errors of a writer that waits for others, which say nothing of the place."""


class StoreError(TTSError):
    """The database cannot be used."""


class Database:
    """A SQLAlchemy engine with threads of its own. Make one with `open`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writers = ThreadPoolExecutor(_THREADS, thread_name_prefix="database")
        self._readers = ThreadPoolExecutor(_THREADS, thread_name_prefix="database-reads")
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._door: Door | None = None
        self._write_failed = False
        self._probe: asyncio.Task[None] | None = None
        self._probed_s = 0.0

    @classmethod
    async def open(cls, url: str) -> Database:
        """Connects and brings the schema up to date.

        Raises:
            StoreError: the URL is wrong, the database cannot be reached, or a newer version of the program wrote it.
        """
        database = cls(_engine(url))
        try:
            version = await database.run(schema.migrate, exclusive=True)
        except StoreError:
            await database.close()
            raise
        except SQLAlchemyError as error:
            await database.close()
            place = make_url(url)
            shown = place.render_as_string(hide_password=True)
            raise StoreError(f"cannot use the database {shown}: {reason(error)}; {_remedy(place)}") from error
        if version > len(schema.STEPS):
            await database.close()
            raise StoreError(
                f"the database has version {version}, this program knows versions up to {len(schema.STEPS)}: "
                "upgrade the program, or name another database"
            )
        if not database.is_sqlite:
            database._door = Door()  # not before: whoever starts a process wants to hear at once what is wrong
        return database

    async def run(self, work: Callable[[Connection], ResultT], *, exclusive: bool = False) -> ResultT:
        """Does `work` in one transaction on a thread; it is committed when `work` returns.

        Args:
            work: reads and writes. It may write anything: SQLite transactions begin as writers.
            exclusive: only one process at a time does such work.
        """
        return await asyncio.get_running_loop().run_in_executor(self._writers, self._run, work, exclusive)

    async def read(self, work: Callable[[Connection], ResultT]) -> ResultT:
        """Does `work`, which only reads, and waits for no writer."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)

    async def can_write(self) -> bool:
        """Whether writing works: False from a write that failed (a full disk) until one succeeds that is tried here."""
        if self._write_failed:
            if (self._probe is None or self._probe.done()) and time.monotonic() - self._probed_s > _PROBE_REST_S:
                self._probe = asyncio.create_task(self._try_to_write())
            if self._probe is not None:
                await asyncio.wait([self._probe], timeout=_PROBE_PATIENCE_S)
        return not self._write_failed

    async def _try_to_write(self) -> None:
        with suppress(SQLAlchemyError):
            await self.run(schema.write_probe)
            await self.run(schema.erase_probe)
            self._write_failed = False
        self._probed_s = time.monotonic()

    async def close(self) -> None:
        """Waits for running work and closes the connections."""
        for threads in (self._readers, self._writers):
            await asyncio.to_thread(threads.shutdown)
        self._engine.dispose()

    def _run(self, work: Callable[[Connection], ResultT], exclusive: bool) -> ResultT:
        try:
            with self._connection() as connection, connection.begin():
                if exclusive and not self.is_sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _EXCLUSIVE_LOCK})
                return work(connection)
        except (OperationalError, InternalError) as error:  # the latter is how PostgreSQL says that it is read-only
            self._write_failed |= getattr(error.orig, "sqlite_errorname", "") not in _PASSING
            raise

    def _read(self, work: Callable[[Connection], ResultT]) -> ResultT:
        with self._connection().execution_options(**{_READS_ONLY: True}) as connection, connection.begin():
            return work(connection)

    def _connection(self) -> Connection:
        """A connection, of those that are kept or a new one."""
        return self._door.enter(self._engine.connect) if self._door else self._engine.connect()


def _remedy(place: URL) -> str:
    """What to do about a database that cannot be opened."""
    if place.get_backend_name() == "sqlite" and place.database:
        folder = Path(place.database).absolute().parent
        if not folder.is_dir():
            return f"make the folder {str(folder)!r} first"
        if not os.access(folder, os.W_OK):
            return f"the folder {str(folder)!r} cannot be written: set --data-dir or `database` to another"
    return "check `database`"


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            engine = create_engine(parsed, connect_args={"timeout": _BUSY_S}, pool_size=2 * _THREADS)
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
            return engine
        if parsed.get_backend_name() == "postgresql":
            from server.store.postgresql import postgresql_engine  # its driver is not needed for SQLite

            return postgresql_engine(parsed, 2 * _THREADS)
    except (ArgumentError, SQLAlchemyError, ImportError) as error:
        raise StoreError(f"`database` is not a usable URL: {reason(error)}") from error
    raise StoreError(
        f"`database` names {parsed.get_backend_name()!r}: use sqlite:///FILE or postgresql://USER@HOST/NAME"
    )


def _prepare_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # transactions begin where `_begin_sqlite` says so, not where the driver guesses
    for setting in ("synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {setting}").close()
    mode = _write_ahead(connection)
    if mode != "wal":  # SQLite refuses by naming the mode that stays
        connection.close()
        raise StoreError(
            f"`database`: SQLite keeps no write-ahead log there, its journal mode stays {mode!r}, as it does in memory "
            "and on network file systems: name a file on a local disk, or use postgresql://USER@HOST/NAME"
        )


def _write_ahead(connection: sqlite3.Connection) -> str:
    """Asks for the write-ahead log; the journal mode that there is then."""
    deadline = time.monotonic() + _OPEN_S
    while True:
        try:
            return str(connection.execute("PRAGMA journal_mode = WAL").fetchone()[0])
        except sqlite3.OperationalError:  # another process is changing it: SQLite does not wait for this lock by itself
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that begins as a reader and then writes fails at once if another has written meanwhile.
    reads_only = connection.get_execution_options().get(_READS_ONLY, False)
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")

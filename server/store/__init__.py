"""What the service keeps: lexicons, tags, tasks and the messages about them, in a database.

SQLite by default (write-ahead log, every commit on the disk before it is answered), PostgreSQL by URL. The code is
SQLAlchemy Core, synchronous, on threads: statements take microseconds, and a thread that waits for the disk or the
network leaves the event loop free.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass

from server.config import Settings
from server.store.database import Database, StoreError
from server.store.lexicons import SqlLexiconStore
from server.store.notices import NoticeStore
from server.store.tags import SqlTagStore
from server.store.tasks import SqlTaskStore

FILE_NAME = "service.sqlite"


@dataclass(frozen=True)
class SqlStores:
    """The `server.contract.Stores` of the service."""

    database: Database
    lexicons: SqlLexiconStore
    tags: SqlTagStore
    tasks: SqlTaskStore

    async def can_write(self) -> bool:
        """Whether writing works, as far as it is known; see `Database.can_write`."""
        return await self.database.can_write()

    async def close(self) -> None:
        """Closes the connections."""
        await self.database.close()


async def open_stores(settings: Settings) -> SqlStores:
    """Opens the database of the settings and brings its schema up to date.

    Several processes may do so at once.

    Raises:
        StoreError: the database cannot be opened, or was written by a newer version.
    """
    url = settings.database
    if not url:
        try:
            await asyncio.to_thread(settings.data_dir.mkdir, parents=True, exist_ok=True)
        except OSError as error:
            message = f"cannot make the folder {str(settings.data_dir)!r}: {error.strerror}; set --data-dir to another"
            raise StoreError(message) from error
        file = settings.data_dir / FILE_NAME
        with suppress(OSError):  # then SQLite says why
            file.touch(0o600)  # texts that wait may be private; the files beside it get the same mode
        url = f"sqlite:///{file}"
    database = await Database.open(url)
    notices = NoticeStore(database)
    return SqlStores(database, SqlLexiconStore(database), SqlTagStore(database), SqlTaskStore(database, notices))


__all__ = ["SqlStores", "StoreError", "open_stores"]

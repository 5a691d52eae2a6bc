"""Messages that wait to be delivered. They are written in the transaction that ends the task, so none is lost."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, or_, select

from server.store.database import Database
from server.store.schema import NEVER, NOTICES


@dataclass(frozen=True, slots=True)
class Notice:
    """A message about a task; `created` and `due` are microseconds since 1970, `attempts` counts those already made."""

    notice_id: str
    task_id: str
    topic: str
    body: str
    created: int
    due: int
    attempts: int = 0


LONGEST_REST_S = 3600.0
"""No message rests longer; one that is due later than that was written by a clock that has been set back since."""


class NoticeStore:
    """The outbox."""

    def __init__(self, database: Database, now: Callable[[], float] = time.time) -> None:
        self._database = database
        self.now = now

    def add(self, connection: Connection, task_id: str, topic: str, body: str) -> None:
        """Writes a message, due at once, inside the caller's transaction."""
        now = int(self.now() * 1e6)
        notice = Notice(str(uuid.uuid4()), task_id, topic, body, now, now)
        connection.execute(NOTICES.insert().values(**_values(notice)))

    async def claim(self, hold_s: float, topics: Sequence[str] | None = None, but: Sequence[str] = ()) -> Notice | None:
        """The message that has been due for longest; nobody else gets it for `hold_s` seconds.

        Args:
            hold_s: seconds.
            topics: it is of one of them; of any topic if None.
            but: it is of none of them.
        """
        now = int(self.now() * 1e6)
        due = or_(NOTICES.c.due <= now, NOTICES.c.due.between(now + int(LONGEST_REST_S * 1e6) + 1, NEVER - 1))
        wanted = [due, NOTICES.c.topic.not_in(but)]
        if topics is not None:
            wanted.append(NOTICES.c.topic.in_(topics))

        def work(connection: Connection) -> Notice | None:
            first = select(NOTICES).where(*wanted).order_by(NOTICES.c.due).limit(1)
            row = connection.execute(first.with_for_update(skip_locked=True)).first()
            if row is None:
                return None
            later = {"due": now + int(hold_s * 1e6), "attempts": row.attempts + 1}
            connection.execute(NOTICES.update().where(NOTICES.c.notice_id == row.notice_id).values(later))
            return Notice(**row._mapping)

        return await self._database.run(work)

    async def postpone(self, notice: Notice, seconds: float) -> None:
        """Makes a message due again later, in `LONGEST_REST_S` at most."""
        due = int((self.now() + min(seconds, LONGEST_REST_S)) * 1e6)
        statement = NOTICES.update().where(NOTICES.c.notice_id == notice.notice_id).values(due=due)
        await self._database.run(lambda connection: connection.execute(statement))

    async def remove(self, notice: Notice) -> None:
        """It has been delivered, or given up."""
        statement = NOTICES.delete().where(NOTICES.c.notice_id == notice.notice_id)
        await self._database.run(lambda connection: connection.execute(statement))


def _values(notice: Notice) -> dict[str, object]:
    return {name: getattr(notice, name) for name in Notice.__slots__}

"""Tasks: what callers see of them, and the queue from which workers take them.

A worker holds a task under a lease, which it renews while it works. When others have seen it unrenewed for as long as
it lasts (the process was killed, the machine is gone) the task may be taken again; no clock has to be right for that
(`server.store.watch`). Every take has a number, and only the last taker can end a task: a worker that was given up too
early finds its result refused.
"""

from __future__ import annotations

import dataclasses
import json
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select, tuple_

from server.contract import Scope, TaskRecord, TaskStatus
from server.store.database import Database
from server.store.notices import NoticeStore
from server.store.schema import TASK_INPUTS, TASKS, from_micros, to_micros
from server.store.watch import Watch

KEPT_S = 72 * 3600.0
"""A finished task is forgotten so many seconds after it was made."""

_COLUMNS = ("task_id", "account", "region", "caller", "creation_time", "status", "status_reason")
_INPUTS = ("text", "lexicons")
_DETAILS = tuple(f.name for f in dataclasses.fields(TaskRecord) if f.name not in (*_COLUMNS, *_INPUTS))
_MOST_LET_GO = 500
"""Tasks whose time has passed that are offered at once; the next claim sees others."""

_UNFINISHED = (TaskStatus.SCHEDULED.value, TaskStatus.IN_PROGRESS.value)


@dataclass(frozen=True, slots=True)
class Lease:
    """The right of `owner` to work on a task; `attempt` counts how often somebody has begun, from 1."""

    record: TaskRecord
    owner: str
    attempt: int


class SqlTaskStore:
    """The `server.contract.TaskStore` of the service, and the queue of its workers.

    Args:
        database: where the tasks are.
        notices: the outbox for messages about them.
        now: seconds since 1970, by which finished tasks are forgotten.
        watch: tells when tasks that are held may be taken.
    """

    def __init__(
        self,
        database: Database,
        notices: NoticeStore,
        now: Callable[[], float] = time.time,
        watch: Watch | None = None,
    ) -> None:
        self._database = database
        self.now = now
        self.watch = watch or Watch()
        self.notices = notices

    # What callers see.

    async def add(self, record: TaskRecord) -> None:
        """Stores a new task. When this returns, no crash can lose it."""

        def work(connection: Connection) -> None:
            queue = {"owner": "", "version": 0, "held_ms": 0, "attempts": 0, "claimed_at": 0}
            connection.execute(TASKS.insert().values(**_values(record), **queue))
            inputs = json.dumps({name: getattr(record, name) for name in _INPUTS})
            connection.execute(TASK_INPUTS.insert().values(task_id=record.task_id, content=inputs))

        await self._database.run(work)

    async def get(self, scope: Scope, task_id: str) -> TaskRecord | None:
        """The task with this id; without text and lexicons once it has ended."""

        def work(connection: Connection) -> TaskRecord | None:
            row = connection.execute(self._visible(scope).where(TASKS.c.task_id == task_id)).first()
            return _with_inputs(connection, _record(row)) if row else None

        return await self._database.read(work)

    async def list(
        self,
        scope: Scope,
        *,
        status: TaskStatus | None = None,
        after: tuple[datetime, str] | None = None,
        limit: int = 100,
    ) -> Sequence[TaskRecord]:
        """Tasks in the order of (creation_time, task_id), after `after`; they carry no text and no lexicons."""
        statement = self._visible(scope).order_by(TASKS.c.creation_time, TASKS.c.task_id).limit(limit)
        if status is not None:
            statement = statement.where(TASKS.c.status == status.value)
        if after is not None:
            place = tuple_(TASKS.c.creation_time, TASKS.c.task_id)
            statement = statement.where(place > tuple_(to_micros(after[0]), after[1]))
        found = await self._database.read(lambda connection: connection.execute(statement).all())
        return [_record(row) for row in found]

    def _visible(self, scope: Scope) -> Select[Any]:
        oldest = int((self.now() - KEPT_S) * 1e6)
        return select(TASKS).where(
            TASKS.c.account == scope.account,
            TASKS.c.region == scope.region,
            or_(TASKS.c.creation_time >= oldest, TASKS.c.status.in_(_UNFINISHED)),
        )

    # What workers do.

    async def waiting(self, caller: str | None = None) -> int:
        """How many tasks, of one caller or of all, have not ended."""
        statement = select(func.count()).where(TASKS.c.status.in_(_UNFINISHED))
        if caller is not None:
            statement = statement.where(TASKS.c.caller == caller)
        return await self._database.read(lambda connection: connection.execute(statement).scalar_one())

    async def claim(self, owner: str, lease_s: float) -> Lease | None:
        """A task to work on, or None.

        The caller who has been served least recently comes first, and of the caller's tasks the oldest.
        """
        let_go = await self._let_go()
        claimable = or_(
            and_(TASKS.c.status == TaskStatus.SCHEDULED.value, TASKS.c.held_ms == 0),
            and_(TASKS.c.status.in_(_UNFINISHED), tuple_(TASKS.c.task_id, TASKS.c.version).in_(let_go)),
        )

        def work(connection: Connection) -> Lease | None:
            for caller in self._callers_in_turn(connection, claimable):
                first = select(TASKS).where(claimable, TASKS.c.caller == caller)
                first = first.order_by(TASKS.c.creation_time, TASKS.c.task_id).limit(1)
                row = connection.execute(first.with_for_update(skip_locked=True)).first()
                if row is not None:
                    taken = {
                        "status": TaskStatus.IN_PROGRESS.value,
                        "owner": owner,
                        "claimed_at": self._next_turn(connection),
                        **_hold(lease_s),
                        "attempts": row.attempts + 1,
                    }
                    connection.execute(TASKS.update().where(TASKS.c.task_id == row.task_id).values(taken))
                    record = dataclasses.replace(_record(row), status=TaskStatus.IN_PROGRESS)
                    return Lease(_with_inputs(connection, record), owner, row.attempts + 1)
            return None

        return await self._database.run(work)

    async def _let_go(self) -> Sequence[tuple[str, int]]:
        """Number and version of tasks whose lease or rest has run out before the eyes of this process."""
        held = select(TASKS.c.task_id, TASKS.c.version, TASKS.c.held_ms)
        held = held.where(TASKS.c.status.in_(_UNFINISHED), TASKS.c.held_ms > 0)
        rows = await self._database.read(lambda connection: connection.execute(held).all())
        return self.watch.look((row.task_id, row.version, row.held_ms) for row in rows)[:_MOST_LET_GO]

    def _next_turn(self, connection: Connection) -> int:
        return int(connection.execute(select(func.coalesce(func.max(TASKS.c.claimed_at), 0))).scalar_one()) + 1

    def _callers_in_turn(self, connection: Connection, claimable: ColumnElement[bool]) -> Sequence[str]:
        waiting = select(TASKS.c.caller).where(claimable).distinct().subquery()
        latest = func.max(TASKS.c.claimed_at)
        turns = select(TASKS.c.caller).where(TASKS.c.caller.in_(select(waiting.c.caller)))
        return connection.execute(turns.group_by(TASKS.c.caller).order_by(latest, TASKS.c.caller)).scalars().all()

    async def renew(self, lease: Lease, lease_s: float) -> bool:
        """Keeps a task for longer; False if it has been given to somebody else."""
        return await self._change(lease, _hold(lease_s))

    async def release(self, lease: Lease, *, after_s: float = 0.0, reason: str = "", counts: bool = True) -> bool:
        """Gives a task back, to be taken again in `after_s` seconds.

        Args:
            lease: the right to it.
            after_s: seconds of rest.
            reason: why; shown to the caller meanwhile.
            counts: whether this was an attempt; not if the service merely stops.
        """
        return await self._change(
            lease,
            {
                "status": TaskStatus.SCHEDULED.value,
                "status_reason": reason,
                "owner": "",
                **_hold(after_s),
                "attempts": lease.attempt if counts else lease.attempt - 1,
            },
        )

    async def finish(self, lease: Lease, record: TaskRecord, notice: str | None = None) -> bool:
        """Ends a task, forgets its text, and leaves a message about it, all or nothing.

        Args:
            lease: the right to it.
            record: with its last state.
            notice: the message for the task's topic, if there is to be one.

        Returns:
            False if the task has been given to somebody else; nothing is changed then.
        """

        def work(connection: Connection) -> bool:
            ended = {**_values(record), "owner": "", **_hold(0)}
            if not connection.execute(TASKS.update().where(_held(lease)).values(ended)).rowcount:
                return False
            connection.execute(TASK_INPUTS.delete().where(TASK_INPUTS.c.task_id == record.task_id))
            if notice is not None:
                self.notices.add(connection, record.task_id, record.sns_topic_arn, notice)
            return True

        return await self._database.run(work)

    async def purge(self) -> int:
        """Forgets finished tasks after 72 hours; how many."""
        oldest = int((self.now() - KEPT_S) * 1e6)
        old = TASKS.delete().where(TASKS.c.creation_time < oldest, TASKS.c.status.not_in(_UNFINISHED))
        return await self._database.run(lambda connection: connection.execute(old).rowcount)

    async def _change(self, lease: Lease, values: dict[str, Any]) -> bool:
        statement = TASKS.update().where(_held(lease)).values(values)
        return await self._database.run(lambda connection: connection.execute(statement).rowcount > 0)


def _hold(seconds: float) -> dict[str, Any]:
    """What makes others leave a task alone for so long."""
    return {"version": TASKS.c.version + 1, "held_ms": math.ceil(seconds * 1000)}


def _held(lease: Lease) -> ColumnElement[bool]:
    return and_(
        TASKS.c.task_id == lease.record.task_id,
        TASKS.c.status == TaskStatus.IN_PROGRESS.value,
        TASKS.c.owner == lease.owner,
        TASKS.c.attempts == lease.attempt,
    )


def _values(record: TaskRecord) -> dict[str, Any]:
    return {
        **{name: getattr(record, name) for name in _COLUMNS},
        "creation_time": to_micros(record.creation_time),
        "status": record.status.value,
        "details": json.dumps({name: getattr(record, name) for name in _DETAILS}),
    }


def _record(row: Row[Any]) -> TaskRecord:
    details: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in json.loads(row.details).items()
    }
    return TaskRecord(
        task_id=row.task_id,
        account=row.account,
        region=row.region,
        caller=row.caller,
        creation_time=from_micros(row.creation_time),
        status=TaskStatus(row.status),
        status_reason=row.status_reason,
        text="",
        **details,
    )


def _with_inputs(connection: Connection, record: TaskRecord) -> TaskRecord:
    content = connection.execute(
        select(TASK_INPUTS.c.content).where(TASK_INPUTS.c.task_id == record.task_id)
    ).scalar_one_or_none()
    if content is None:
        return record
    inputs = json.loads(content)
    return dataclasses.replace(record, text=inputs["text"], lexicons=tuple(inputs["lexicons"]))

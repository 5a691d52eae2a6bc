"""Tables, and the steps that lead from one version of them to the next.

A step never changes what it does to a database of an earlier version: a database may be at any of them. A new database
gets the tables as they are now from the first step, and the later ones find nothing to do. Times are whole microseconds
since 1970 in UTC, which every database sorts and compares alike.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, Column, Connection, Index, Integer, MetaData, String, Table, Text, inspect, select

METADATA = MetaData()

VERSIONS = Table("schema_version", METADATA, Column("version", Integer, primary_key=True))

LEXICONS = Table(
    "lexicons",
    METADATA,
    Column("account", String(12), primary_key=True),
    Column("region", String(50), primary_key=True),
    Column("name", String(20), primary_key=True),
    Column("content", Text, nullable=False),
    Column("alphabet", String(40), nullable=False),
    Column("language_code", String(40), nullable=False),
    Column("last_modified", BigInteger, nullable=False),
    Column("lexemes_count", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("arn", Text, nullable=False),
)

TAGS = Table(
    "tags",
    METADATA,
    Column("account", String(12), primary_key=True),
    Column("region", String(50), primary_key=True),
    Column("arn", String(400), primary_key=True),
    Column("key", String(128), primary_key=True),
    Column("value", Text, nullable=False),
)

TASKS = Table(
    "tasks",
    METADATA,
    Column("task_id", String(100), primary_key=True),
    Column("account", String(12), nullable=False),
    Column("region", String(50), nullable=False),
    Column("caller", String(200), nullable=False),
    Column("creation_time", BigInteger, nullable=False),
    Column("status", String(20), nullable=False),
    Column("status_reason", Text, nullable=False),
    Column("details", Text, nullable=False),
    # Who works on it, and how often somebody has begun; for how long it is left alone (see `server.store.watch`);
    # the number of its turn, by which callers take turns.
    Column("owner", String(200), nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("held_ms", BigInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("claimed_at", BigInteger, nullable=False),
    Index("tasks_in_order", "account", "region", "creation_time", "task_id"),
    Index("tasks_by_status", "status", "creation_time"),
    Index("tasks_by_caller", "caller", "claimed_at"),
    Index("tasks_by_turn", "claimed_at"),
)
"""One row for each task. `details` holds the rest of the record as JSON."""

TASK_INPUTS = Table(
    "task_inputs",
    METADATA,
    Column("task_id", String(100), primary_key=True),
    Column("content", Text, nullable=False),
)
"""Text and lexicons of unfinished tasks, as JSON: apart, because lists do not need them, and forgotten at the end."""

NOTICES = Table(
    "notices",
    METADATA,
    Column("notice_id", String(36), primary_key=True),
    Column("task_id", String(100), nullable=False),
    Column("topic", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("due", BigInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    Index("notices_due", "due"),
)
"""Messages that have not been delivered yet."""


def _first_version(connection: Connection) -> None:
    METADATA.create_all(connection, tables=[LEXICONS, TAGS, TASKS, TASK_INPUTS, NOTICES])


def _without_clocks(connection: Connection) -> None:
    """Leases and rests no longer end at a moment."""
    if any(column["name"] == "lease_until" for column in inspect(connection).get_columns(TASKS.name)):
        for old, new in (("lease_until", "version"), ("not_before", "held_ms")):
            connection.exec_driver_sql(f"ALTER TABLE {TASKS.name} RENAME COLUMN {old} TO {new}")
        connection.execute(TASKS.update().values(version=0, held_ms=0))
        begun = TASKS.c.status == "inProgress"
        connection.execute(TASKS.update().where(begun).values(held_ms=_FORMER_LEASE_MS))
    for index in TASKS.indexes:
        index.create(connection, checkfirst=True)


_FORMER_LEASE_MS = 30_000

STEPS: tuple[Callable[[Connection], None], ...] = (_first_version, _without_clocks)
"""Step n leads from version n to version n + 1."""


def migrate(connection: Connection) -> int:
    """Brings the schema up to date inside the caller's transaction, which must exclude all others.

    Returns:
        The version found, which is greater than ``len(STEPS)`` if a newer program wrote the database; nothing is
        changed then.
    """
    if not inspect(connection).has_table(VERSIONS.name):
        VERSIONS.create(connection)
        connection.execute(VERSIONS.insert().values(version=0))
    version = int(connection.execute(select(VERSIONS.c.version)).scalar_one())
    for step in STEPS[version:]:
        step(connection)
    if version < len(STEPS):
        connection.execute(VERSIONS.update().values(version=len(STEPS)))
    return version


NEVER = 2**62
"""When a row is due that is none of the messages."""

_PROBE = "probe"
_PROBE_BYTES = 2**16
"""As much as a lexicon: there may be room for a few bytes where there is none for anything of use."""


def write_probe(connection: Connection) -> None:
    """Writes a row that is never due, to learn whether that works; `erase_probe` comes in a transaction of its own,
    because SQLite writes nothing of what one transaction both adds and removes."""
    erase_probe(connection)
    row = {"notice_id": _PROBE, "task_id": "", "topic": "", "body": " " * _PROBE_BYTES, "created": 0, "attempts": 0}
    connection.execute(NOTICES.insert().values(**row, due=NEVER))


def erase_probe(connection: Connection) -> None:
    connection.execute(NOTICES.delete().where(NOTICES.c.notice_id == _PROBE))


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_micros(moment: datetime) -> int:
    """Microseconds since 1970; a time without a zone is taken as UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (aware - _EPOCH) // timedelta(microseconds=1)


def from_micros(micros: int) -> datetime:
    return _EPOCH + timedelta(microseconds=micros)

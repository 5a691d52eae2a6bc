"""PostgreSQL that is gone, or that is there and does not answer: nobody waits for it without end.

The system notices a host that is gone, by the packets that nobody acknowledges. It does not notice a server that hangs
(stopped, out of memory, a disk that is away): there the system of the other side goes on to acknowledge. So every
answer has its time, on this side; the server's own `statement_timeout` stops with it.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import Any, TypeVar

import psycopg
from sqlalchemy import URL, Engine, create_engine, event

ANSWER_S = 15.0
"""Seconds for one statement, waiting for others that write included: as for SQLite, and clients give up after 60."""

_PATIENCE = {
    "connect_timeout": 10,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""Unless the URL says otherwise: a host that does not answer, or is gone without a word, would hold a thread for
minutes. `tcp_user_timeout` is in milliseconds, the others in seconds."""

ResultT = TypeVar("ResultT")
_Steps = Generator[Any, Any, ResultT]


def postgresql_engine(url: URL, connections: int) -> Engine:
    """An engine with so many connections, which are tried before they are used again.

    Raises:
        SQLAlchemyError: the URL has options that nobody knows.
    """
    url = url.set(drivername="postgresql+psycopg")
    waits = {name: value for name, value in _PATIENCE.items() if name not in url.query}
    engine = create_engine(url, connect_args=waits, pool_size=connections, pool_pre_ping=True)
    event.listen(engine, "do_connect", _connect)
    return engine


class BoundedConnection(psycopg.Connection[Any]):
    """A connection that is closed when one answer takes more than `ANSWER_S` seconds."""

    def wait(self, gen: _Steps[ResultT], *arguments: Any, **options: Any) -> ResultT:
        """Takes the steps of a statement.

        Raises:
            psycopg.OperationalError: the answer took too long.
        """
        try:
            return super().wait(_bounded(gen), *arguments, **options)
        except _NoAnswerError:
            self.close()  # the answer may come yet, and must not be taken for that of another statement
            raise


class _NoAnswerError(psycopg.OperationalError):
    """The server took too long."""


def _connect(dialect: object, record: object, arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
    return BoundedConnection.connect(*arguments, **options)


def _bounded(steps: _Steps[ResultT]) -> _Steps[ResultT]:
    """The steps of a statement, each of which says what it waits for; between them psycopg tells, every tenth of a
    second, that nothing has come."""
    deadline = time.monotonic() + ANSWER_S
    try:
        wanted = next(steps)
        while True:
            ready = yield wanted
            if not ready and time.monotonic() > deadline:
                raise _NoAnswerError(f"the server has not answered for {ANSWER_S:g} seconds")
            wanted = steps.send(ready)
    except StopIteration as end:
        result: ResultT = end.value
        return result

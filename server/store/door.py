"""A database server that takes no more connections: whoever needs one waits for a while, and the log says why.

The server of PostgreSQL turns everybody away while all its connections are taken, while it starts, and while it is not
there. It does so before anything is done, so asking again does no harm; and a connection of this process may become
free meanwhile. Once the server has turned everybody away for `PATIENCE_S` seconds, nobody waits any more: the few
threads of the database are needed for those who may still be answered.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import OperationalError

from server.logs import LOGGER

ConnectionT = TypeVar("ConnectionT")

PATIENCE_S = 5.0
_REST_S = 0.1


class Door:
    """How all threads of a process come to their connections.

    Args:
        clock: seconds on a clock that only goes forward.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._shut_since: float | None = None
        """When the server began to turn everybody away."""

    def enter(self, connect: Callable[[], ConnectionT]) -> ConnectionT:
        """A connection, for which this waits.

        Args:
            connect: asks for one.

        Raises:
            OperationalError: the server has taken nobody for too long.
        """
        while True:
            try:
                connection = connect()
            except OperationalError as error:
                if not self._may_wait(error):
                    raise
                time.sleep(_REST_S)
            else:
                self._opened()
                return connection

    def _may_wait(self, error: OperationalError) -> bool:
        with self._lock:
            now = self._clock()
            if self._shut_since is None:
                self._shut_since = now
                LOGGER.warning("the database takes no connection", extra={"members": {"reason": reason(error)}})
            return now - self._shut_since < PATIENCE_S

    def _opened(self) -> None:
        with self._lock:
            if self._shut_since is not None:
                seconds, self._shut_since = self._clock() - self._shut_since, None
                LOGGER.info("the database takes connections again", extra={"members": {"seconds": round(seconds, 1)}})


def reason(error: Exception) -> str:
    """What the server or the driver says; it comes before any statement, so it quotes no text."""
    text = str(getattr(error, "orig", None) or error).strip()
    return text.splitlines()[0] if text else type(error).__name__

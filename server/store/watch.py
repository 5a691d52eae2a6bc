"""How long something has been left alone, told without a clock that anybody sets.

Processes of several machines share a database, and their clocks differ, jump ahead and are set back. So no moment is
stored: a row says for how long it is to be left alone (`held_ms`) and has a number that grows with every change
(`version`). Whoever wants the row looks at it again and again, and may have it once the same version has been there for
so long on the clock that counts since the machine was started.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable


class Watch:
    """What one process has seen of the rows that are held.

    Args:
        steady: seconds on a clock that only goes forward.
    """

    def __init__(self, steady: Callable[[], float] = time.monotonic) -> None:
        self.steady = steady
        self._since: dict[tuple[str, int], float] = {}
        """When each version was first seen."""

    def look(self, held: Iterable[tuple[str, int, int]]) -> list[tuple[str, int]]:
        """Takes in all rows that are held now, and says which of them have been so for their time.

        Args:
            held: key, version and milliseconds of each row.

        Returns:
            Key and version of those that may be taken, the one first that was seen first.
        """
        now, before = self.steady(), self._since
        rows = [((key, version), held_ms) for key, version, held_ms in held]
        self._since = {row: before.get(row, now) for row, _ in rows}
        free = [row for row, held_ms in rows if now - self._since[row] >= held_ms / 1000]
        return sorted(free, key=self._since.__getitem__)

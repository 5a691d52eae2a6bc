"""Commands that take up an interrupted run say so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resumable(what: str = "the same command goes on from here") -> Iterator[None]:
    """An interrupt inside the block carries `what` as its message, for the line that tells of it."""
    try:
        yield
    except KeyboardInterrupt as interrupt:
        raise KeyboardInterrupt(what) from interrupt

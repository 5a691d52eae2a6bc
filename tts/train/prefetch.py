"""Making what the next steps need while the present one computes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Prefetcher(Generic[Made]):
    """Values by step, those of the next `steps` steps made in a thread: batches, which a GPU must not wait for.

    Args:
        make: The value of a step; called by one thread at a time.
        steps: How many to make ahead; 0 makes each when it is asked for, without a thread.
    """

    def __init__(self, make: Callable[[int], Made], steps: int) -> None:
        self._make = make
        self._steps = steps
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="prefetch") if steps else None
        self._made: dict[int, Future[Made]] = {}

    def __call__(self, step: int) -> Made:
        """The value of `step`; those after it are begun. What `make` raises is raised here."""
        if self._thread is None:
            return self._make(step)
        wanted = range(step, step + self._steps + 1)
        self._made = {ahead: self._made.get(ahead) or self._thread.submit(self._make, ahead) for ahead in wanted}
        return self._made[step].result()

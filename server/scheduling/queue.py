"""A queue that is fair between callers."""

from __future__ import annotations

import heapq
import itertools
from collections import OrderedDict
from typing import Generic, TypeVar

ItemT = TypeVar("ItemT")


class FairQueue(Generic[ItemT]):
    """Callers take turns; of one caller's items the one with the earliest deadline comes first.

    A caller with a thousand items waits as long for its next turn as one with a single item. Equal deadlines keep the
    order of arrival. Not safe for threads: the owner holds a lock.
    """

    def __init__(self) -> None:
        self._turns: OrderedDict[str, list[tuple[float, int, ItemT]]] = OrderedDict()
        self._arrivals = itertools.count()

    def push(self, caller: str, deadline: float, item: ItemT) -> None:
        """Adds an item; a caller without any joins at the end of the round."""
        heapq.heappush(self._turns.setdefault(caller, []), (deadline, next(self._arrivals), item))

    def pop(self) -> ItemT | None:
        """The item whose turn it is, or None if there is none."""
        if not self._turns:
            return None
        caller, items = self._turns.popitem(last=False)
        _, _, item = heapq.heappop(items)
        if items:
            self._turns[caller] = items  # behind all others
        return item

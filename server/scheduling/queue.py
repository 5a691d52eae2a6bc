"""A queue that is fair between callers."""

from __future__ import annotations

import heapq
import itertools
import math
from collections import OrderedDict
from typing import Generic, TypeVar

ItemT = TypeVar("ItemT")


class FairQueue(Generic[ItemT]):
    """Callers take turns; of one caller's items the one with the earliest deadline comes first.

    A caller with a thousand items waits as long for its next turn as one with a single item. Only those take turns for
    whom it is time: where many fetch long texts faster than anybody listens, whoever has a new request waits for none
    of them. They wait for their own deadline at most, and then take turns again. Equal deadlines keep the order of
    arrival. Not safe for threads: the owner holds a lock.
    """

    def __init__(self) -> None:
        self._turns: OrderedDict[str, list[tuple[float, int, ItemT]]] = OrderedDict()
        self._arrivals = itertools.count()

    def push(self, caller: str, deadline: float, item: ItemT) -> None:
        """Adds an item; a caller without any joins at the end of the round."""
        heapq.heappush(self._turns.setdefault(caller, []), (deadline, next(self._arrivals), item))

    def pop(self, due: float = math.inf, *, due_only: bool = False) -> ItemT | None:
        """The item whose turn it is, or None if there is none.

        Args:
            due: items with a deadline up to this one come before all others.
            due_only: the others do not come at all.
        """
        first = None if due_only else next(iter(self._turns), None)
        caller = next((caller for caller, items in self._turns.items() if items[0][0] <= due), first)
        if caller is None:
            return None
        items = self._turns[caller]
        _, _, item = heapq.heappop(items)
        if items:
            self._turns.move_to_end(caller)  # behind all others
        else:
            del self._turns[caller]
        return item

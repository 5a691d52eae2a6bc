"""Several sequences in one run of a graph: what threads ask of it at the same time, while the processor is busy.

Nobody waits for others to come: a call that finds a free lane runs at once, alone. Calls that find none wait, and the
lane that gets free takes the oldest of them, and with it those others of the same graph that are about as long. Shorter
sequences are padded, and the graph is told where they end, so that a sequence comes out as it does alone; in a graph
that computes in eight bits, as nearly as its rounding, because one scale holds for the whole run.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tts.errors import ModelError, ParameterError
from tts.runtime import Graph, Inputs

Array = NDArray[np.float32]

LARGEST_WASTE = 1.25
"""Computed frames by wanted ones, at most: with more padding a run of several is slower than several runs."""


@dataclass(eq=False)
class _Call:
    """What one thread waits for."""

    graph: Graph
    inputs: Inputs
    outputs: tuple[Array, ...] = ()
    error: Exception | None = None
    is_done: bool = False

    @property
    def length(self) -> int:
        """In frames."""
        return self.graph.length(self.inputs)


class Batching:
    """Shared by all who run graphs in one process; see the module.

    Args:
        size: most sequences in one run, at least 1.
        lanes: runs at the same time, at least 1: as many as the processor has room for.
        observe: is told how many sequences were in each run, by the thread that ran it.
    """

    def __init__(self, size: int, lanes: int = 1, observe: Callable[[int], None] = lambda size: None) -> None:
        for name, value in (("size", size), ("lanes", lanes)):
            if value < 1:
                raise ParameterError(f"{name} must be at least 1, got {value}")
        self.size, self.observe = size, observe
        self._free = lanes
        self._waiting: deque[_Call] = deque()
        self._changed = threading.Condition()

    def run(self, graph: Graph, inputs: Inputs) -> tuple[Array, ...]:
        """The outputs of `graph` for inputs of one sequence (B = 1), as `Graph.run` gives them.

        Raises:
            ModelError: the graph failed on this sequence.
        """
        if not graph.padding:
            return graph.run(inputs)
        call = _Call(graph, inputs)
        with self._changed:
            self._waiting.append(call)
            while not call.is_done:
                if not (self._free and self._waiting):
                    self._changed.wait()
                    continue
                chosen = self._choose()  # perhaps without the own call: the oldest comes first
                self._free -= 1
                self._changed.release()
                try:
                    self._run(chosen)
                finally:
                    self._changed.acquire()
                    _give_up(chosen)
                    self._free += 1
                    self._changed.notify_all()
        if call.error is not None:
            raise call.error
        return call.outputs

    def _choose(self) -> list[_Call]:
        """Takes the oldest call from those that wait, and what can share its run."""
        chosen = [self._waiting.popleft()]
        longest = wanted = chosen[0].length
        for call in list(self._waiting):
            if len(chosen) == self.size:
                break
            if call.graph is not chosen[0].graph:
                continue
            most = max(longest, call.length)
            if (len(chosen) + 1) * most <= LARGEST_WASTE * (wanted + call.length):
                longest, wanted = most, wanted + call.length
                chosen.append(call)
                self._waiting.remove(call)
        return chosen

    def _run(self, calls: Sequence[_Call]) -> None:
        """Gives each call its outputs or its error."""
        try:
            for call, outputs in zip(calls, run_together(calls[0].graph, [c.inputs for c in calls]), strict=True):
                call.outputs = outputs
        except Exception as error:  # noqa: BLE001  # whatever it is, it belongs to whoever asked for it
            if len(calls) > 1:  # one of them may be at fault: each by itself, and none pays for another
                for call in calls:
                    self._run([call])
                return
            calls[0].error = error
        self.observe(len(calls))
        for call in calls:
            call.is_done = True


def _give_up(calls: Sequence[_Call]) -> None:
    """After a keyboard interrupt: nobody waits for what will not come."""
    for call in calls:
        if not call.is_done:
            call.error, call.is_done = ModelError(f"{call.graph.path.name} was interrupted"), True


def run_together(graph: Graph, sequences: Sequence[Inputs]) -> list[tuple[Array, ...]]:
    """One run for several sequences.

    Args:
        graph: takes padding.
        sequences: for each the inputs, with B = 1.

    Returns:
        For each its outputs, with B = 1, as long as they would be alone.
    """
    if len(sequences) == 1:
        return [graph.run(sequences[0])]
    lengths = [graph.length(inputs) for inputs in sequences]
    joined = {name: _joined([inputs[name] for inputs in sequences], graph.padding.get(name)) for name in sequences[0]}
    outputs = graph.run(joined)
    return [
        tuple(output[row : row + 1, : length * output.shape[1] // max(lengths)] for output in outputs)
        for row, length in enumerate(lengths)
    ]


def _joined(values: Sequence[NDArray[Any]], filling: float | None) -> NDArray[Any]:
    """values (1, ...) one below the other; those of sequences (1, L, ...) are filled up to the longest."""
    if filling is not None:
        longest = max(array.shape[1] for array in values)
        values = [_padded(array, longest, filling) for array in values]
    return np.concatenate(values)


def _padded(values: NDArray[Any], length: int, filling: float) -> NDArray[Any]:
    """values (1, L, ...) at the length of the longest."""
    missing = length - values.shape[1]
    return np.pad(values, [(0, 0), (0, missing), *[(0, 0)] * (values.ndim - 2)], constant_values=filling)

"""Would several waiting prompts in one run of the graphs be faster than one after another? Run with -m perf.

The processor's time of one thread is compared, so a busy machine does not matter much. The graphs have no input for
lengths, so only prompts of one length could share a run; that best case is measured: the same prompt several times.
"""

from __future__ import annotations

import time
from collections import defaultdict
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tts import Synthesizer
from tts.runtime import Graph

pytestmark = pytest.mark.perf

PROMPTS = ("For English, please press one.", "Please hold the line while we connect you to an agent.")
ROUNDS = 5
Inputs = dict[str, NDArray[Any]]


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[tuple[Graph, Inputs]]]:
    """For each prompt the graphs that speak it, with their inputs of batch size 1."""
    runs: dict[str, list[tuple[Graph, Inputs]]] = defaultdict(list)
    run = Graph.run
    engine = Synthesizer(threads=1)
    for prompt in PROMPTS:

        def record(graph: Graph, _prompt: str = prompt, **inputs: NDArray[Any]) -> tuple[NDArray[np.float32], ...]:
            runs[_prompt].append((graph, inputs))
            return run(graph, **inputs)

        monkeypatch.setattr(Graph, "run", record)
        engine.synthesize(prompt, voice="Matthew")
    monkeypatch.setattr(Graph, "run", run)
    return runs


def _repeated(inputs: Inputs, times: int) -> Inputs:
    return {name: np.repeat(value, times, axis=0) for name, value in inputs.items()}


def _seconds(runs: list[tuple[Graph, Inputs]], repeat: int) -> float:
    begun = time.thread_time()
    for _ in range(repeat):
        for graph, inputs in runs:
            graph.run(**inputs)
    return time.thread_time() - begun


@pytest.mark.parametrize("prompt", PROMPTS)
def test_one_run_for_several_prompts(recorded: dict[str, list[tuple[Graph, Inputs]]], prompt: str) -> None:
    runs = recorded[prompt]
    for graph, inputs in runs:
        alone, together = graph.run(**inputs), graph.run(**_repeated(inputs, 2))
        for one, two in zip(alone, together, strict=True):
            np.testing.assert_allclose(two[1], one[0], atol=1e-3)
    for size in (2, 4, 8):
        batched = [(graph, _repeated(inputs, size)) for graph, inputs in runs]
        times: list[tuple[float, float]] = []
        for _ in range(ROUNDS):
            times.append((_seconds(runs, size), _seconds(batched, 1)))
        one, batch = np.median(np.array(times), axis=0)
        print(
            f"\n{prompt!r} x {size}: {1e3 * one:.1f} ms one by one, {1e3 * batch:.1f} ms in one run: {one / batch:.2f}"
        )
        for graph, inputs in runs:
            each = [(graph, inputs)]
            several = [(graph, _repeated(inputs, size))]
            pairs = np.array([(_seconds(each, size), _seconds(several, 1)) for _ in range(5)])
            first, second = np.median(pairs, axis=0)
            shape = next(iter(inputs.values())).shape
            print(f"    {graph.path.stem} {shape}: {1e3 * first:.1f} ms, {1e3 * second:.1f} ms: {first / second:.2f}")


def test_padding_changes_what_is_said(recorded: dict[str, list[tuple[Graph, Inputs]]]) -> None:
    """Prompts of different lengths cannot share a run: the encoder cannot be told where one ends."""
    graph, inputs = recorded[PROMPTS[0]][0]
    length = inputs["phone_ids"].shape[1]
    padded = {
        name: np.pad(value, ((0, 0), (0, 20))) if value.shape[1:] == (length,) else value
        for name, value in inputs.items()
    }
    _, durations = graph.run(**inputs)
    _, longer = graph.run(**padded)
    difference = np.abs(longer[:, :length] - durations).max()
    print(f"\nlargest difference of a duration: {difference:.2f} frames")
    assert difference > 0.5


def test_neighbours_in_a_run_change_what_is_said(recorded: dict[str, list[tuple[Graph, Inputs]]]) -> None:
    """Activations are quantised with one scale for a run: a louder neighbour makes the steps of all coarser."""
    graph, inputs = recorded[PROMPTS[0]][2]
    alone, _ = graph.run(**inputs)
    beside = {name: np.concatenate([value, value]) for name, value in inputs.items()}
    beside["mel"][1] += 4.0
    together, _ = graph.run(**beside)
    error = float(np.abs(together[0] - alone[0]).max() / np.abs(alone[0]).max())
    print(f"\nlargest difference of the spectrum beside a louder prompt: {100 * error:.2f} % of its peak")
    assert error > 1e-4

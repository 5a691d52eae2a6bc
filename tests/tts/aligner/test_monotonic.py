"""Monotonic alignment search against brute force over every path."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from tts.aligner.monotonic import monotonic_alignment


def best_by_brute_force(log_probs: np.ndarray, skippable: np.ndarray) -> tuple[float, set[tuple[int, ...]]]:
    frames, symbols = log_probs.shape
    best, found = -np.inf, set()
    for durations in product(range(frames + 1), repeat=symbols):
        if sum(durations) != frames or any(d == 0 and not s for d, s in zip(durations, skippable, strict=True)):
            continue
        score = log_probs[np.arange(frames), np.repeat(np.arange(symbols), durations)].sum()
        if score > best + 1e-9:
            best, found = score, {durations}
    return best, found


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(
    ("frames", "skippable"), [(5, [0, 0, 0]), (6, [0, 1, 0, 0]), (7, [0, 1, 0, 1, 0]), (3, [0, 1, 0, 1, 0]), (1, [0])]
)
def test_finds_the_best_path(seed: int, frames: int, skippable: list[int]) -> None:
    optional = np.array(skippable, dtype=bool)
    log_probs = np.log(np.random.default_rng(seed).dirichlet(np.full(len(optional), 0.4), size=frames) + 1e-6)
    score, best = best_by_brute_force(log_probs, optional)
    result = monotonic_alignment(log_probs[None], np.array([frames]), np.array([len(optional)]), optional[None])
    assert {tuple(result.durations[0])} == best
    assert result.scores[0] * frames == pytest.approx(score)


def test_padding_changes_nothing() -> None:
    generator = np.random.default_rng(0)
    sizes = [(9, 4), (14, 7), (7, 7)]
    batch = np.full((3, 14, 7), 50.0)  # padding that would win if it were looked at
    items = [generator.normal(size=size) for size in sizes]
    for b, item in enumerate(items):
        batch[b, : item.shape[0], : item.shape[1]] = item
    skippable = np.zeros((3, 7), dtype=bool)
    skippable[:, 2] = True
    together = monotonic_alignment(batch, np.array([t for t, _ in sizes]), np.array([n for _, n in sizes]), skippable)
    for b, (item, (frames, symbols)) in enumerate(zip(items, sizes, strict=True)):
        alone = monotonic_alignment(item[None], np.array([frames]), np.array([symbols]), skippable[b : b + 1, :symbols])
        assert together.durations[b, :symbols].tolist() == alone.durations[0].tolist()
        assert together.durations[b].sum() == frames
        assert together.scores[b] == pytest.approx(alone.scores[0])


def test_a_text_longer_than_the_recording_is_an_error() -> None:
    with pytest.raises(ValueError, match="item 1 has 2 frames for 3 symbols"):
        monotonic_alignment(np.zeros((2, 3, 3)), np.array([3, 2]), np.array([3, 3]), np.zeros((2, 3), dtype=bool))


@pytest.mark.parametrize("skippable", [[1, 0, 0], [0, 0, 1], [0, 1, 1, 0]])
def test_refuses_skippable_edges_and_neighbours(skippable: list[int]) -> None:
    with pytest.raises(ValueError, match="skippable"):
        monotonic_alignment(
            np.zeros((1, 6, len(skippable))),
            np.array([6]),
            np.array([len(skippable)]),
            np.array([skippable], dtype=bool),
        )

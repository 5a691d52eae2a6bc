"""Centroids, cosines and windows of the speaker judge, without its network."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from tts.evaluate.speaker import centroid, cosine, cosine_error, unit, window_starts


def test_the_centroid_is_the_direction_of_the_mean() -> None:
    made = centroid([np.array([2.0, 0.0], dtype=np.float32), np.array([0.0, 5.0], dtype=np.float32)])
    assert made == pytest.approx(np.array([1.0, 1.0]) / np.sqrt(2.0))


def test_the_cosine_ignores_length() -> None:
    first, second = np.array([3.0, 0.0], dtype=np.float32), np.array([1.0, 1.0], dtype=np.float32)
    assert cosine(first, second) == pytest.approx(np.sqrt(0.5))
    assert cosine(first, -first) == pytest.approx(-1.0)


def test_no_clip_has_no_centroid() -> None:
    with pytest.raises(ValueError, match="at least one"):
        centroid([])


def test_silence_has_no_direction() -> None:
    with pytest.raises(ValueError, match="silent"):
        unit(np.zeros(4, dtype=np.float32))


@pytest.mark.parametrize("frames", [1, 100, 160, 161, 200, 237, 500, 1001])
def test_windows_cover_the_clip(frames: int) -> None:
    starts = window_starts(frames)
    assert starts[0] == 0
    assert all(0 < later - earlier <= 160 for earlier, later in pairwise(starts))
    assert starts[-1] < frames
    uncovered = frames - (starts[-1] + 160)
    assert uncovered < 0.75 * 160


def test_the_error_of_a_cosine_is_what_other_sentences_move_it_by() -> None:
    generator = np.random.default_rng(5)
    reference = unit(generator.random(64).astype(np.float32))
    person = reference + 0.1 * generator.standard_normal(64)

    def clips() -> list[NDArray[np.float32]]:
        return [unit((person + 0.1 * generator.standard_normal(64)).astype(np.float32)) for _ in range(20)]

    moved = float(np.std([cosine(centroid(clips()), reference) for _ in range(300)]))
    errors = [cosine_error(clips(), reference) for _ in range(50)]
    assert np.mean([error for error in errors if error is not None]) == pytest.approx(moved, rel=0.2)


def test_equal_clips_have_no_error_and_one_clip_has_no_known_one() -> None:
    clip = unit(np.arange(1, 9, dtype=np.float32))
    assert cosine_error([clip] * 5, unit(np.ones(8, dtype=np.float32))) == pytest.approx(0.0, abs=1e-6)
    assert cosine_error([clip], clip) is None

"""Centroids, cosines and windows of the speaker judge, without its network."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from tts.evaluate.speaker import centroid, cosine, unit, window_starts


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

"""The silences at the ends of a segment."""

from __future__ import annotations

import numpy as np
import pytest

from tts.drafts import bound_ends


@pytest.mark.parametrize(
    ("durations", "bounded"),
    [
        ([0, 5, 7, 0, 0], [6, 5, 7, 6, 6]),  # nothing to scale: shared out evenly
        ([8, 5, 7, 9, 6], [8, 5, 7, 9, 6]),
        ([20, 5, 7, 30, 10], [10, 5, 7, 15, 5]),
    ],
)
def test_the_silence_at_either_end_keeps_to_its_bounds(durations: list[float], bounded: list[float]) -> None:
    given = np.array(durations, dtype=np.float32)
    assert bound_ends(given, slice(1, 3), (6, 10), (12, 20)).tolist() == bounded
    assert given.tolist() == durations

"""Length regulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.acoustic.regulate import expansion_index, frame_positions, round_durations


def test_expansion_repeats_each_phone() -> None:
    assert expansion_index(np.array([2, 0, 3])).tolist() == [0, 0, 2, 2, 2]


def test_positions_run_through_each_phone() -> None:
    position = frame_positions(np.array([4, 1]))
    assert position[:, 0] == pytest.approx([-0.75, -0.25, 0.25, 0.75, 0.0])
    assert position[4, 1] == pytest.approx(-1.5)
    assert position[0, 1] == pytest.approx(np.log(4) - 1.5)


@given(st.lists(st.floats(0.0, 60.0), min_size=1, max_size=80))
def test_rounding_keeps_the_length_and_the_minimum(durations: list[float]) -> None:
    values = np.array(durations, dtype=np.float32)
    minimum = np.zeros(len(values), dtype=np.int64)
    rounded = round_durations(values, minimum)
    assert abs(rounded.sum() - values.sum()) <= 1.0
    assert np.all(np.abs(rounded - values) <= 1.5)
    assert np.all(round_durations(values, minimum + 1) >= 1)

"""What the next steps need is made while the present one computes."""

from __future__ import annotations

import threading

import pytest

from tts.train import Prefetcher


@pytest.mark.parametrize("steps", [0, 1, 3])
def test_each_step_gets_its_own_value_once_made(steps: int) -> None:
    made: list[int] = []

    def make(step: int) -> int:
        made.append(step)
        return 10 * step

    values = Prefetcher(make, steps)
    assert [values(step) for step in range(5, 12)] == [10 * step for step in range(5, 12)]
    assert made[:7] == list(range(5, 12)), "each value is made once, in order"


def test_the_next_value_is_made_while_the_present_one_is_used() -> None:
    begun = threading.Event()

    def make(step: int) -> int:
        if step == 1:
            begun.set()
        return step

    assert Prefetcher(make, 1)(0) == 0
    assert begun.wait(10), "nobody asked for step 1, and it is made"


def test_without_steps_ahead_nothing_is_made_before_it_is_asked_for() -> None:
    made: list[int] = []
    values = Prefetcher(made.append, 0)
    values(4)
    assert made == [4]


def test_an_error_reaches_the_one_who_asks_for_its_step() -> None:
    def make(step: int) -> int:
        if step == 2:
            raise ValueError("no clip")
        return step

    values = Prefetcher(make, 2)
    assert values(1) == 1
    with pytest.raises(ValueError, match="no clip"):
        values(2)

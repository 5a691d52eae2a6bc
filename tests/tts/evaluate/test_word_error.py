"""Error rates against a naive reference."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.evaluate.word_error import (
    ErrorCount,
    bootstrap_interval,
    character_errors,
    edit_distance,
    errors_by_sound,
    join_pairs,
    total,
    word_errors,
)


def naive_distance(reference: Sequence[str], hypothesis: Sequence[str]) -> int:
    """The recursive definition."""

    @cache
    def distance(i: int, j: int) -> int:
        if i == 0 or j == 0:
            return i + j
        return min(
            distance(i - 1, j) + 1,
            distance(i, j - 1) + 1,
            distance(i - 1, j - 1) + (reference[i - 1] != hypothesis[j - 1]),
        )

    return distance(len(reference), len(hypothesis))


words = st.lists(st.sampled_from(["a", "b", "c"]), max_size=8)


@given(words, words)
def test_edit_distance_equals_the_recursive_definition(reference: list[str], hypothesis: list[str]) -> None:
    assert edit_distance(reference, hypothesis) == naive_distance(reference, hypothesis)


@given(words, words)
def test_edit_distance_is_symmetric(reference: list[str], hypothesis: list[str]) -> None:
    assert edit_distance(reference, hypothesis) == edit_distance(hypothesis, reference)


@pytest.mark.parametrize(
    ("reference", "hypothesis", "edits", "units"),
    [
        ("the cat sat", "the cat sat", 0, 3),
        ("the cat sat", "the bat sat", 1, 3),
        ("the cat sat", "the cat", 1, 3),
        ("the cat", "the black cat", 1, 2),
        ("the cat sat", "", 3, 3),
        ("voice mail box", "voicemail box", 0, 2),
        ("tabellenspitze", "tabellen spitze", 0, 1),
        ("leave a message", "leaf a message", 1, 3),
    ],
)
def test_word_errors(reference: str, hypothesis: str, edits: int, units: int) -> None:
    assert word_errors(reference.split(), hypothesis.split()) == ErrorCount(edits, units)


def test_character_errors_ignore_spacing() -> None:
    assert character_errors(["voice", "mail"], ["voicemail"]) == ErrorCount(0, 9)
    assert character_errors(["mail"], ["male"]) == ErrorCount(2, 4)


def test_join_pairs_joins_only_known_words() -> None:
    assert join_pairs(["log", "in", "now"], frozenset({"login"})) == ["login", "now"]
    assert join_pairs(["log", "in", "now"], frozenset({"log"})) == ["log", "in", "now"]


def test_the_rate_of_a_set_is_pooled() -> None:
    assert total([ErrorCount(1, 1), ErrorCount(0, 9)]).rate == pytest.approx(0.1)


def test_an_empty_reference() -> None:
    assert ErrorCount(0, 0).rate == 0.0
    assert ErrorCount(2, 0).rate == 1.0


def test_bootstrap_interval_holds_the_rate_and_shrinks_with_more_clips() -> None:
    few = [ErrorCount(index % 2, 5) for index in range(10)]
    low, high = bootstrap_interval(few)
    narrow_low, narrow_high = bootstrap_interval(few * 20)
    assert low < 0.1 < high
    assert narrow_high - narrow_low < (high - low) / 2
    assert bootstrap_interval(few) == (low, high)


@given(words, words)
def test_where_no_words_sound_alike_the_errors_by_sound_are_the_word_errors(one: list[str], other: list[str]) -> None:
    assert errors_by_sound(one, other, tuple) == word_errors(one, other)


@given(words, words)
def test_there_are_never_more_errors_by_sound_than_word_errors(one: list[str], other: list[str]) -> None:
    heard = errors_by_sound(one, other, lambda run: "".join(run).replace("b", "c"))
    assert heard.edits <= word_errors(one, other).edits
    assert heard.units == word_errors(one, other).units


def test_words_of_one_sound_are_no_error_however_many_there_are_on_either_side() -> None:
    def sound(run: Sequence[str]) -> str:
        return "".join(run).replace("e", "")

    assert errors_by_sound(["la", "terre", "et", "rende"], ["laterr", "est", "rend"], sound) == ErrorCount(1, 4)

"""Cells below each other."""

from __future__ import annotations

from tts.columns import aligned


def test_columns_are_as_wide_as_their_widest_cell_and_nothing_stands_behind_the_last() -> None:
    assert aligned([("name", "Hz", ""), ("a", "8000", ""), ("long name", "8", "off")]) == [
        "name       Hz",
        "a          8000",
        "long name  8     off",
    ]


def test_names_of_columns_alone_are_a_line() -> None:
    assert aligned([("file", "Hz")]) == ["file  Hz"]

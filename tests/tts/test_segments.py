from __future__ import annotations

import time

import pytest

from frontend.types import Phone, Sentence, Span, Word
from tts.segments import is_scene_break, paragraphs, segments


def sentence(*lengths: int, commas: tuple[int, ...] = ()) -> Sentence:
    """Words of so many phones each, ten characters apart; a comma after those whose index is in `commas`."""
    words = []
    for index, length in enumerate(lengths):
        phones = (Phone("a", 0, "es-US"),) * length
        words.append(
            Word(f"w{index}", f"w{index}", Span(index * 10, index * 10 + 5), phones, "," if index in commas else "")
        )
    return Sentence(tuple(words), Span(0, len(lengths) * 10), "es-US")


def word_counts(parts: list[Sentence]) -> list[int]:
    return [len(part.words) for part in parts]


def test_short_sentence_stays_whole() -> None:
    whole = sentence(3, 4, 5)
    assert [part.words for part in segments(whole, limit=12)] == [whole.words]


def test_cut_falls_after_punctuation_when_the_first_part_is_no_scrap() -> None:
    assert word_counts(segments(sentence(3, 3, 3, 3, 3, commas=(1,)), limit=10)) == [2, 3]
    assert word_counts(segments(sentence(3, 3, 3, 3, 3, commas=(0,)), limit=10)) == [3, 2]


def test_without_punctuation_the_cut_falls_between_words() -> None:
    parts = segments(sentence(*[4] * 10), limit=10)
    assert word_counts(parts) == [2] * 5
    assert [(part.span.start, part.span.end) for part in parts][:2] == [(0, 15), (20, 35)]


def test_one_endless_word_is_cut_inside() -> None:
    parts = segments(sentence(25, commas=(0,)), limit=10)
    assert [len(part.words[0].phones) for part in parts] == [10, 10, 5]
    assert [part.words[0].punctuation for part in parts] == ["", "", ","]


@pytest.mark.parametrize("limit", [1, 7, 100])
def test_nothing_is_lost_and_no_part_is_too_long(limit: int) -> None:
    whole = sentence(3, 1, 12, 0, 7, 2, commas=(1, 4))
    parts = segments(whole, limit)
    assert sum(len(word.phones) for part in parts for word in part.words) == 25
    assert max(sum(len(word.phones) for word in part.words) for part in parts) <= limit


def test_paragraphs_are_parted_by_blank_lines_and_know_their_offset() -> None:
    text = "One\nline.\n\nTwo.\r\n \r\n\nThree.\n\n"
    found = list(paragraphs(text))
    assert [part.text.strip() for part in found] == ["One\nline.", "Two.", "Three."]
    assert all(text[part.offset :].startswith(part.text) for part in found)


def test_white_space_has_no_paragraphs() -> None:
    assert list(paragraphs(" \n\n \t\n")) == []


def test_a_scene_break_is_told_in_linear_time() -> None:
    def seconds(count: int) -> float:
        begin = time.process_time()
        assert not is_scene_break(f"***{' ' * count}x")
        return time.process_time() - begin

    assert is_scene_break("\n * * * \n")
    assert seconds(20_000) < 12 * max(seconds(5_000), 0.02)

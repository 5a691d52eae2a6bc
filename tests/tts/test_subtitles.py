"""Subtitles from marks."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from frontend.types import Span
from tts.errors import OutputError
from tts.marks import Mark, MarkType
from tts.subtitles import Subtitle, SubtitleFile, SubtitleFormat, SubtitleWriter, subtitles

SECONDS_A_WORD = 0.4


def spoken(text: str, sentences: list[str]) -> list[Mark]:
    """Marks of a text whose sentences follow one another, every word as long as the others, with a second between."""
    marks: list[Mark] = []
    start, time_s = 0, 0.0
    for sentence in sentences:
        start = text.index(sentence, start)
        words = [
            match.span()
            for match in re.finditer(r"[\w'-]+", re.sub(r"<[^>]*>|&\w+;", lambda m: " " * len(m[0]), sentence))
        ]
        end_s = time_s + SECONDS_A_WORD * len(words)
        marks.append(Mark(MarkType.SENTENCE, time_s, end_s, Span(start, start + len(sentence))))
        for first, last in words:
            marks.append(Mark(MarkType.WORD, time_s, time_s + SECONDS_A_WORD, Span(start + first, start + last)))
            time_s += SECONDS_A_WORD
        time_s += 1.0
    return marks


def test_short_sentences_are_one_subtitle_each_and_stay_half_a_second() -> None:
    text = "Good morning. ¿Cómo está?"
    made = subtitles(text, spoken(text, ["Good morning.", "¿Cómo está?"]))
    assert [part.lines for part in made] == [("Good morning.",), ("¿Cómo está?",)]
    assert (made[0].start_s, made[0].end_s) == pytest.approx((0.0, 1.3))
    assert made[1].start_s == pytest.approx(1.8)


def test_a_long_sentence_is_parted_behind_commas_into_what_two_lines_hold() -> None:
    text = (
        "When the ferry had left the harbour, the people who had waited at the quay since dawn went home, "
        "and nobody spoke of the storm until the lamps were lit in the houses along the river."
    )
    made = subtitles(text, spoken(text, [text]))
    assert " ".join(line for part in made for line in part.lines) == text
    assert all(len(part.lines) <= 2 and max(map(len, part.lines)) <= 42 for part in made)
    assert all(part.end_s - part.start_s <= 7.5 for part in made)
    assert any(part.lines[-1].endswith("went home,") for part in made)
    assert all(before.end_s <= after.start_s for before, after in pairwise(made))


def test_a_sentence_without_commas_is_parted_between_words() -> None:
    text = " ".join(["wordless"] * 60) + "."
    made = subtitles(text, spoken(text, [text]))
    assert " ".join(line for part in made for line in part.lines) == text
    assert all(max(map(len, part.lines)) <= 42 for part in made)


def test_a_word_longer_than_a_line_stays_whole() -> None:
    text = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrente."
    assert [part.lines for part in subtitles(text, spoken(text, [text]))] == [(text,)]


def test_tags_of_a_document_are_not_shown() -> None:
    text = '<speak>Ask <lang xml:lang="de-DE">Jürgen</lang> &amp; Co.<!-- a > b --></speak>'
    sentence = 'Ask <lang xml:lang="de-DE">Jürgen</lang> &amp; Co.'
    assert [part.lines for part in subtitles(text, spoken(text, [sentence]), ssml=True)] == [("Ask Jürgen & Co.",)]
    assert subtitles(sentence, spoken(sentence, [sentence]))[0].lines[0].startswith("Ask <lang")


def test_marks_that_come_in_pieces_give_the_same_subtitles() -> None:
    text = "One two three. Four five six. Seven."
    marks = spoken(text, ["One two three.", "Four five six.", "Seven."])
    writer = SubtitleWriter(text)
    made = [part for mark in marks for part in writer.add([mark])]
    assert len(made) == 1, "what is complete is not held back"
    assert [*made, *writer.close()] == subtitles(text, marks)


def test_a_text_without_words_has_none() -> None:
    assert subtitles("...", []) == []


def test_the_two_formats() -> None:
    part = Subtitle(3661.5, 3662.25, ("a < b & c", "d"))
    srt, vtt = SubtitleFile(SubtitleFormat.SRT), SubtitleFile(SubtitleFormat.VTT)
    assert srt.head() + srt.entry(part) == "1\n01:01:01,500 --> 01:01:02,250\na < b & c\nd\n\n"
    assert srt.entry(part).startswith("2\n")
    assert vtt.head() + vtt.entry(part) == "WEBVTT\n\n01:01:01.500 --> 01:01:02.250\na &lt; b &amp; c\nd\n\n"


def test_the_ending_tells_the_format() -> None:
    assert SubtitleFormat.of(Path("a.VTT")) is SubtitleFormat.VTT
    with pytest.raises(OutputError, match=r"end it in \.srt or \.vtt"):
        SubtitleFormat.of(Path("a.txt"))

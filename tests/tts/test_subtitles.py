"""Subtitles from marks."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from frontend.types import Span
from tts.errors import OutputError
from tts.marks import Mark, MarkType
from tts.subtitles import SubtitleCutter, SubtitleFormat, SubtitleWriter, subtitles

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
    cutter = SubtitleCutter(text)
    made = [part for mark in marks for part in cutter.add([mark])]
    assert len(made) == 1, "what is complete is not held back"
    assert [*made, *cutter.close()] == subtitles(text, marks)


def test_a_text_without_words_has_none() -> None:
    assert subtitles("...", []) == []


def written(form: SubtitleFormat, text: str, marks: list[Mark]) -> str:
    writer = SubtitleWriter(form, text)
    return "".join([*(part for mark in marks for part in writer.add([mark])), *writer.close()])


def test_the_two_formats() -> None:
    text = "a < b & c. D."
    marks = [
        Mark(MarkType.SENTENCE, 3661.5, 3661.75, Span(0, 10)),
        Mark(MarkType.WORD, 3661.5, 3661.75, Span(0, 9)),
        Mark(MarkType.SENTENCE, 3662.0, 3662.25, Span(11, 13)),
        Mark(MarkType.WORD, 3662.0, 3662.25, Span(11, 12)),
    ]
    assert written(SubtitleFormat.SRT, text, marks) == (
        "1\n01:01:01,500 --> 01:01:02,000\na < b & c.\n\n2\n01:01:02,000 --> 01:01:02,750\nD.\n\n"
    )
    assert written(SubtitleFormat.VTT, text, marks) == (
        "WEBVTT\n\n01:01:01.500 --> 01:01:02.000\na &lt; b &amp; c.\n\n01:01:02.000 --> 01:01:02.750\nD.\n\n"
    )
    assert written(SubtitleFormat.VTT, "...", []) == "WEBVTT\n\n"


def test_the_ending_tells_the_format() -> None:
    assert SubtitleFormat.of(Path("a.VTT")) is SubtitleFormat.VTT
    with pytest.raises(OutputError, match=r"end it in \.srt or \.vtt"):
        SubtitleFormat.of(Path("a.txt"))


def test_tables_of_markdown_are_shown_as_they_are_read() -> None:
    """Seen: "Name | Price | |---|---:| | Tea | $2 |"."""
    table = "| Name | Price. |\n|:---|---:|\n| Tea |  | 2 |"
    text = f"{table}\n\nNews | Sport"
    made = subtitles(text, spoken(text, [table.lstrip("| "), "News | Sport"]))
    assert [part.lines for part in made] == [("Name, Price. Tea, 2",), ("News | Sport",)]
    rows = "|" + "-" * 50_000 + "x|" + " " * 50_000 + "y|"
    assert subtitles(rows, spoken(rows, ["x"]))  # soon, however wide a table is


def test_marks_of_markdown_are_not_shown() -> None:
    """They stood in the subtitles of a book: "Bold words** and [the map](https://...)"."""
    text = "**Bold words** and _italic_, see [the map](https://example.com/map). Then 2 * 3 * 4."
    starts = [text.index(word) for word in ("Bold", "words", "and", "italic", "see", "the", "map", "Then", "2")]
    marks = [Mark(MarkType.WORD, float(i), i + 1.0, Span(start, start + 2)) for i, start in enumerate(starts)]
    marks.insert(0, Mark(MarkType.SENTENCE, 0.0, 7.0, Span(2, text.index(". Then") + 1)))
    marks.insert(8, Mark(MarkType.SENTENCE, 7.0, 9.0, Span(text.index("Then"), len(text))))
    shown = " ".join(line for part in subtitles(text, marks) for line in part.lines)
    assert shown == "Bold words and italic, see the map. Then 2 * 3 * 4."

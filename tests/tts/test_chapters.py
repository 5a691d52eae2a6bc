"""Chapters from marks."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from frontend.types import Span
from tts.chapters import Chapter, ChapterFormat, ChapterWriter, chapters, headings
from tts.errors import OutputError
from tts.marks import Mark, MarkType

BOOK = """# The *Lighthouse*

By nobody.

## One: [the storm](https://example.com/storm)

It blew.

```sh
# no heading
```

## Two #

It was calm.
"""


def spoken(text: str) -> list[Mark]:
    """A mark for each word, one a second, from an eighth of a second on."""
    return [
        Mark(MarkType.WORD, 0.125 + index, 1.125 + index, Span(*match.span()))
        for index, match in enumerate(re.finditer(r"\w+", text))
    ]


def test_headings_of_markdown_are_told_as_they_are_seen() -> None:
    assert [heading.title for heading in headings(BOOK)] == ["The Lighthouse", "One: the storm", "Two"]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Chapter 1\n\nIt blew.\n\nCHAPTER TWO: The calm\n\nNo wind.\n", ["Chapter 1", "CHAPTER TWO: The calm"]),
        ("Intro.\r\n\r\nKapitel 3 – Das Meer\r\n\r\nWind.", ["Kapitel 3 – Das Meer"]),
        ("Capítulo I\n\nViento.\n\nChapitre 2.\n\nVent.", ["Capítulo I", "Chapitre 2."]),
        ("The storm\n=========\n\nIt blew.", ["The storm"]),
        ("Chapter 7 was the best of all.\n\nYes.\n", []),
        ("He read\nChapter 7\nand slept.\n", []),
        ("#hashtag\n\nPress # now.\n\n####### seven\n", []),
        ("Prologue\n\nNight.\n\nPart II\n\nDay.", ["Prologue", "Part II"]),
        ("Erstes Kapitel\n\nEs war.\n\nNachwort\n\nEnde.", ["Erstes Kapitel", "Nachwort"]),
        ("Chapter the First\nIn which it blows\n\nIt blew.", ["Chapter the First"]),
        ("Livre II.\n\nPartie de pêche\n\nAct now\n\nOui.", ["Livre II."]),
        ("It is in\nChapter 2\n\nYes.", []),
        ("C# 8\n\n#\n\n# \n", []),
        ("# C# ##  \n\n## One#two\n\n### ###\n", ["C#", "One#two"]),
    ],
)
def test_headings_of_texts(text: str, titles: list[str]) -> None:
    assert [heading.title for heading in headings(text)] == titles


@pytest.mark.parametrize("line", ["# x{0}{1}y", "# {0}", "# {1}", "Chapter 1{0}x"])
def test_long_lines_take_linear_time(line: str) -> None:
    def seconds(count: int) -> float:
        begin = time.process_time()
        headings(line.format(" " * count, "#" * count))
        return time.process_time() - begin

    assert seconds(8_000) < 12 * max(seconds(2_000), 0.02)


def test_chapters_begin_with_their_heading_and_end_with_the_next() -> None:
    text = "# One\n\nIt blew.\n\n# Two\n\nCalm."
    marks = [Mark(MarkType.SENTENCE, 0.125, 1.125, Span(2, 5)), *spoken(text)]
    assert chapters(text, marks) == [Chapter(0.0, 3.125, "One"), Chapter(3.125, 5.125, "Two")]


def test_what_is_said_before_the_first_heading_is_in_no_chapter() -> None:
    text = "Hello.\n\n# One\n\nIt blew."
    assert chapters(text, spoken(text)) == [Chapter(1.125, 4.125, "One")]


def test_chapters_of_ssml_are_its_marks() -> None:
    marks = [
        Mark(MarkType.SSML, 0.0, 0.0, Span(7, 24), "One"),
        Mark(MarkType.WORD, 0.1, 2.0, Span(24, 26)),
        Mark(MarkType.SSML, 2.0, 2.0, Span(27, 44), "Two"),
        Mark(MarkType.WORD, 2.0, 3.0, Span(44, 46)),
    ]
    assert chapters("<speak>...", marks, ssml=True) == [Chapter(0.0, 2.0, "One"), Chapter(2.0, 3.0, "Two")]


def test_a_title_is_one_line() -> None:
    """The name of a mark may hold any character (``&#10;``); a line of its own would be read as part of the file."""
    marks = [
        Mark(MarkType.SSML, 0.0, 0.0, Span(7, 24), "One\n[CHAPTER]\tTwo "),
        Mark(MarkType.WORD, 0.1, 2.0, Span(24, 26)),
    ]
    assert chapters("<speak>...", marks, ssml=True) == [Chapter(0.0, 2.0, "One [CHAPTER] Two")]


@pytest.mark.parametrize(
    ("ending", "written"),
    [
        (".txt", "00:00:00.000 A & b; c=1\n00:00:05.125 Two\n"),
        (
            ".VTT",
            "WEBVTT\n\n00:00:00.000 --> 00:00:05.125\nA &amp; b; c=1\n\n00:00:05.125 --> 00:00:06.125\nTwo\n\n",
        ),
        (
            ".ffmeta",
            ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=5125\ntitle=A & b\\; c\\=1\n"
            "[CHAPTER]\nTIMEBASE=1/1000\nSTART=5125\nEND=6125\ntitle=Two\n",
        ),
    ],
)
def test_files_of_chapters(ending: str, written: str) -> None:
    text = "# A & b; c=1\n\nOh.\n\n# Two\n"
    writer = ChapterWriter(ChapterFormat.of(Path(f"a{ending}")), text)
    parts = [part for mark in spoken(text) for part in writer.add([mark])]
    assert "".join([*parts, *writer.close()]) == written


def test_endings_that_are_none() -> None:
    with pytest.raises(OutputError, match=r"\.ffmeta"):
        ChapterFormat.of(Path("a.xml"))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_a_file_says_about_itself_has_no_headings(end: str) -> None:
    """Seen: a comment of it was the first chapter."""
    text = end.join(("---", "title: The storm", "# a comment", "---", "", "# One", "", "It blew."))
    assert [heading.title for heading in headings(text)] == ["One"]


def test_what_a_file_says_about_itself_is_told_to_ffmpeg() -> None:
    text = '---\ntitle: "The storm; a tale"\nauthor: Acme Press\nlang: en\n---\n\n# One\n\nIt blew.'
    head, *_ = ChapterWriter(ChapterFormat.FFMETADATA, text).close()
    assert head == ";FFMETADATA1\ntitle=The storm\\; a tale\nartist=Acme Press\n"
    head, *_ = ChapterWriter(ChapterFormat.TEXT, text).close()
    assert head == ""

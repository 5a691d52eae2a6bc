"""Where the chapters of a text begin in its audio, from speech marks: for players of audiobooks and podcasts.

Chapters of a plain text are its headings: lines of Markdown ("# The storm", or underlined with "="), and lines that
stand alone and begin with the word for chapter or part and its number ("Chapter 7"), or with such as "Epilogue". Those
of an SSML document are its ``<mark name="The storm"/>``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from frontend.normalize.cleaning import CleanText
from frontend.normalize.markup import FRONT_MATTER, unmarked
from tts.files import format_by_ending
from tts.marks import Mark, MarkType
from tts.subtitles import clock

_FENCED = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\1[^\n]*$|\Z)", re.M | re.S)
_HEADING = re.compile(
    r"""
    ^[ ]{0,3}\#{1,3}[ \t]++(?P<marked>(?=[^\n]*[^\s\#])[^\n]+)$
    | ^(?P<underlined>\S[^\n]{0,200})\n={3,}[ \t]*$
    | (?:\A|^[ \t]*\n)[ \t]*(?P<named>
        (?:
          (?:chapter|chapitre|kapitel|cap[ií]tulo)[ \t]+(?:the[ \t]+)?[\w.]+
          | (?:part|partie|teil|parte|book|livre|buch|libro|act|acte|akt|acto)[ \t]+
            (?:\d{1,3}|[IVXLC]{1,6}|one|two|three|une?|deux|trois|eins|zwei|drei|uno|dos|tres)\b\.?
          | \w{2,20}tes[ \t]kapitel
          | prolog(?:ue|o)?|pr[oó]logo|epilog(?:ue)?|ep[ií]logo|[ée]pilogue|foreword|preface|pr[ée]face
          | prefacio|afterword|vorwort|nachwort|einleitung|introduc(?:tion|ci[oó]n)|avant-propos|postface
        )
        (?:[ \t]*[.:–—-][^\n]{0,80})?
      )[ \t]*(?=\n(?:[^\n]{0,60}\n)?[ \t]*\n)
    """,
    re.M | re.X | re.I,
)
_RESERVED = re.compile(r"([=;#\\])")
_DESCRIPTIONS = {"title": "title", "author": "artist"}
"""What Markdown may say about a text in front of it, and what ffmpeg calls it."""


class ChapterFormat(Enum):
    """How chapters are written, by the ending of the file: a line with time and title for each, WebVTT, or the
    metadata that ffmpeg puts into M4B and MP3."""

    TEXT = ".txt"
    VTT = ".vtt"
    FFMETADATA = ".ffmeta"

    @staticmethod
    def of(path: Path) -> ChapterFormat:
        """The format of a file.

        Raises:
            OutputError: its ending names none.
        """
        return format_by_ending(ChapterFormat, path, "chapters")


@dataclass(frozen=True, slots=True)
class Heading:
    """A title that begins at character `start` of the text."""

    start: int
    title: str


def headings(text: str) -> list[Heading]:
    """The headings of a plain text or of Markdown, in its order; not those in blocks of code or before the text."""
    hidden = text.replace("\r", " ")
    for silent in (FRONT_MATTER, _FENCED):
        hidden = silent.sub(lambda block: re.sub(r"[^\n]", " ", block.group()), hidden)
    found = []
    for match in _HEADING.finditer(hidden):
        kind = match.lastgroup or ""
        written = _without_closing(match[kind]) if kind == "marked" else match[kind]
        title = " ".join(unmarked(CleanText(written)).text.split())
        if title:
            found.append(Heading(match.start(kind), title))
    return found


def _without_closing(heading: str) -> str:
    """A heading without the hash signs that may close it: "The storm ##"."""
    return heading.rstrip(" \t").rstrip("#").rstrip(" \t")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A title, and when it begins and ends, in seconds from the start of the audio."""

    start_s: float
    end_s: float
    title: str


class ChapterFinder:
    """Turns the marks of one text into chapters as they come.

    If nothing is said before the first, it begins with the audio.

    Args:
        text: exactly as it was given to the synthesiser.
        ssml: it is a document, whose marks of type ssml are the chapters.
    """

    def __init__(self, text: str, ssml: bool = False) -> None:
        self._left = [] if ssml else headings(text)[::-1]
        self._ssml = ssml
        self._open: tuple[float, str] | None = None
        self._end_s = 0.0

    def add(self, marks: Iterable[Mark]) -> Iterator[Chapter]:
        """Takes marks in the order of their times, and yields the chapters that have ended."""
        for mark in marks:
            title = self._begun(mark)
            if title is not None:
                yield from self._ended(mark.time_s)
                self._open = (mark.time_s if self._end_s else 0.0, title)
            if mark.type is MarkType.WORD:
                self._end_s = max(self._end_s, mark.end_s)

    def close(self) -> Iterator[Chapter]:
        """The last chapter."""
        yield from self._ended(self._end_s)
        self._open = None

    def _begun(self, mark: Mark) -> str | None:
        """The title of the chapter that begins with the mark."""
        if self._ssml:
            return " ".join(mark.value.split()) if mark.type is MarkType.SSML else None
        title = None
        while mark.type is MarkType.WORD and self._left and self._left[-1].start < mark.span.end:
            title = self._left.pop().title
        return title

    def _ended(self, end_s: float) -> Iterator[Chapter]:
        if self._open is not None:
            yield Chapter(self._open[0], end_s, self._open[1])


def chapters(text: str, marks: Iterable[Mark], ssml: bool = False) -> list[Chapter]:
    """The chapters of a whole text, from its marks."""
    finder = ChapterFinder(text, ssml)
    return [*finder.add(marks), *finder.close()]


class ChapterWriter:
    """Turns the marks of one text into the text of a file as they come.

    Args:
        form: of the file.
        text: exactly as it was given to the synthesiser.
        ssml: it is a document, whose marks of type ssml are the chapters.
    """

    def __init__(self, form: ChapterFormat, text: str, ssml: bool = False) -> None:
        self._form = form
        self._finder = ChapterFinder(text, ssml)
        about = "" if ssml else "".join(f"{name}={_escaped(value)}\n" for name, value in _described(text))
        self._head = {ChapterFormat.VTT: "WEBVTT\n\n", ChapterFormat.FFMETADATA: f";FFMETADATA1\n{about}"}.get(form, "")

    def add(self, marks: Sequence[Mark]) -> Iterator[str]:
        """Takes marks in the order of their times, and yields what can be written."""
        return self._written(self._finder.add(marks))

    def close(self) -> Iterator[str]:
        """The rest of the file."""
        return self._written(self._finder.close())

    def _written(self, parts: Iterable[Chapter]) -> Iterator[str]:
        yield self._head
        self._head = ""
        entry = {
            ChapterFormat.TEXT: _text_entry,
            ChapterFormat.VTT: _vtt_entry,
            ChapterFormat.FFMETADATA: _ffmetadata_entry,
        }[self._form]
        yield from map(entry, parts)


def _text_entry(chapter: Chapter) -> str:
    return f"{clock(chapter.start_s, '.')} {chapter.title}\n"


def _vtt_entry(chapter: Chapter) -> str:
    title = chapter.title.replace("&", "&amp;").replace("<", "&lt;").replace("-->", "--&gt;")
    return f"{clock(chapter.start_s, '.')} --> {clock(chapter.end_s, '.')}\n{title}\n\n"


def _ffmetadata_entry(chapter: Chapter) -> str:
    start, end = (round(1000 * seconds) for seconds in (chapter.start_s, chapter.end_s))
    return f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={start}\nEND={end}\ntitle={_escaped(chapter.title)}\n"


def _escaped(value: str) -> str:
    """A value as ffmpeg's metadata have it."""
    return _RESERVED.sub(r"\\\1", value)


def _described(text: str) -> Iterator[tuple[str, str]]:
    """The title and the author that stand in front of a text, by the names that ffmpeg has for them."""
    front = FRONT_MATTER.match(text.replace("\r\n", "\n"))
    for line in front.group().splitlines() if front else ():
        key, _, value = line.partition(":")
        if key in _DESCRIPTIONS and value.strip():
            yield _DESCRIPTIONS[key], value.strip().strip("\"'")

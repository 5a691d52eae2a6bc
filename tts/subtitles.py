"""Subtitles from speech marks: SubRip (``.srt``) and WebVTT (``.vtt``).

A subtitle is a sentence, or a part of one that two lines hold and that is not shown longer than people look at one:
long sentences are halved, near their middle and best behind a comma, until every part fits. The limits are those of
broadcasters (guides of the BBC and Netflix: 37 to 42 characters a line, two lines, up to seven seconds).
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from frontend.normalize.cleaning import CleanText
from frontend.normalize.markup import unmarked
from frontend.types import Span
from tts.files import format_by_ending
from tts.marks import Mark, MarkType

LINE_CHARACTERS = 42
LINES = 2
LONGEST_S = 7.0
LINGER_S = 0.5
"""A subtitle stays so long after its last word, if no other begins before."""

_MARKUP = re.compile(r"<!--.*?-->|<!\[CDATA\[|\]\]>|<[^>]*>", re.S)
_TABLE = re.compile(r"(?:^[ \t]*\|[^\n]*\|[^\n]*(?:\n|\Z))+", re.M)
_TABLE_RULE = re.compile(r"^[ \t]*\|[|:\- \t]+$", re.M)
_BETWEEN_CELLS = re.compile(r"[\s|]+")
_CLAUSE_END = re.compile(r"[,;:.!?…–—]['\"”»)]*\s*$")
_CLAUSE_BONUS = 0.25
"""A break behind a comma may be so far from the middle, as a share of the length, and still be the better one."""


class SubtitleFormat(Enum):
    """How subtitles are written, by the ending of the file."""

    SRT = ".srt"
    VTT = ".vtt"

    @staticmethod
    def of(path: Path) -> SubtitleFormat:
        """The format of a file.

        Raises:
            OutputError: its ending names none.
        """
        return format_by_ending(SubtitleFormat, path, "subtitles")


@dataclass(frozen=True, slots=True)
class Subtitle:
    """One or two lines, shown from `start_s` to `end_s`, in seconds from the start of the audio."""

    start_s: float
    end_s: float
    lines: tuple[str, ...]


class SubtitleCutter:
    """Turns the marks of one text into subtitles as they come.

    Args:
        text: exactly as it was given to the synthesiser.
        ssml: it is a document; its tags are not shown, nor are the marks of Markdown and HTML in plain text.
    """

    def __init__(self, text: str, ssml: bool = False) -> None:
        seen = CleanText(text) if ssml else unmarked(CleanText(text))
        self._text, self._starts = seen.text if ssml else _TABLE.sub(_cells, seen.text), seen.starts
        self._ssml = ssml
        self._sentence: Span | None = None
        self._words: list[Mark] = []
        self._waiting: Subtitle | None = None

    def add(self, marks: Iterable[Mark]) -> Iterator[Subtitle]:
        """Takes marks of type sentence and word, in the order of their times, and yields what is complete."""
        for mark in marks:
            if mark.type is MarkType.SENTENCE:
                yield from self._sentence_end()
                self._sentence = mark.span
            elif mark.type is MarkType.WORD:
                self._words.append(mark)

    def close(self) -> Iterator[Subtitle]:
        """What is left at the end of the text."""
        yield from self._sentence_end()
        if self._waiting is not None:
            yield self._waiting
        self._waiting = None

    def _sentence_end(self) -> Iterator[Subtitle]:
        words, self._words = self._words, []
        if not words:
            return
        first, last = words[0].span.start, words[-1].span.end
        span = self._sentence or Span(first, last)
        for start, end, part in self._parts(words, min(span.start, first), max(span.end, last)):
            lines = _lines(self._shown(start, end))
            if not lines:
                continue
            subtitle = Subtitle(part[0].time_s, max(mark.end_s for mark in part) + LINGER_S, lines)
            before, self._waiting = self._waiting, subtitle
            if before is not None:
                yield Subtitle(before.start_s, min(before.end_s, subtitle.start_s), before.lines)

    def _parts(self, words: Sequence[Mark], start: int, end: int) -> Iterator[tuple[int, int, Sequence[Mark]]]:
        """The words of a sentence from character `start` to `end` in parts that fit."""
        shown = self._shown(start, end)
        fits = len(_lines(shown)) <= LINES and words[-1].end_s - words[0].time_s <= LONGEST_S
        if fits or len(words) < 2:
            yield start, end, words
            return
        breaks = [words[index].span.start for index in range(1, len(words))]

        def cost(index: int) -> float:
            done = self._shown(start, breaks[index])
            share = len(done) / max(1, len(shown))
            return abs(share - 0.5) - (_CLAUSE_BONUS if _CLAUSE_END.search(done) else 0.0)

        best = min(range(len(breaks)), key=cost)
        yield from self._parts(words[: best + 1], start, breaks[best])
        yield from self._parts(words[best + 1 :], breaks[best], end)

    def _shown(self, start: int, end: int) -> str:
        if self._starts is not None:
            start, end = bisect_left(self._starts, start), bisect_left(self._starts, end)
        written = self._text[start:end]
        if self._ssml:
            written = html.unescape(_MARKUP.sub("", written))
        return " ".join(written.split())


def subtitles(text: str, marks: Iterable[Mark], ssml: bool = False) -> list[Subtitle]:
    """The subtitles of a whole text, from its marks of type sentence and word."""
    cutter = SubtitleCutter(text, ssml)
    return [*cutter.add(marks), *cutter.close()]


class SubtitleWriter:
    """Turns the marks of one text into the text of a file as they come; SubRip counts its subtitles from 1.

    Args:
        form: of the file.
        text: exactly as it was given to the synthesiser.
        ssml: it is a document; its tags are not shown.
    """

    def __init__(self, form: SubtitleFormat, text: str, ssml: bool = False) -> None:
        self._form = form
        self._cutter = SubtitleCutter(text, ssml)
        self._head = "WEBVTT\n\n" if form is SubtitleFormat.VTT else ""
        self._count = 0

    def add(self, marks: Iterable[Mark]) -> Iterator[str]:
        """Takes marks of type sentence and word, in the order of their times, and yields what can be written."""
        return self._written(self._cutter.add(marks))

    def close(self) -> Iterator[str]:
        """The rest of the file."""
        return self._written(self._cutter.close())

    def _written(self, parts: Iterable[Subtitle]) -> Iterator[str]:
        yield self._head
        self._head = ""
        for part in parts:
            self._count += 1
            yield self._entry(part)

    def _entry(self, part: Subtitle) -> str:
        """One subtitle, with the empty line behind it."""
        if self._form is SubtitleFormat.SRT:
            times = f"{clock(part.start_s, ',')} --> {clock(part.end_s, ',')}"
            return f"{self._count}\n{times}\n" + "\n".join(part.lines) + "\n\n"
        times = f"{clock(part.start_s, '.')} --> {clock(part.end_s, '.')}"
        return f"{times}\n" + "\n".join(html.escape(line, quote=False) for line in part.lines) + "\n\n"


def _cells(table: re.Match[str]) -> str:
    """A table of Markdown with commas between its cells, as it is read; as long as it was."""
    rows = _TABLE_RULE.sub(lambda rule: " " * len(rule[0]), table[0])

    def between(gap: re.Match[str]) -> str:
        if "|" not in gap[0]:
            return gap[0]
        inside = gap.start() > 0 and gap.end() < len(rows) and rows[gap.start() - 1] not in ".,;:!?"
        return ("," if inside else " ").ljust(len(gap[0]))

    return _BETWEEN_CELLS.sub(between, rows)


def _lines(shown: str) -> tuple[str, ...]:
    """A text as one line, two of nearly the same length, or more where two do not hold it."""
    if len(shown) <= LINE_CHARACTERS:
        return (shown,) if shown else ()
    spaces = [index for index, character in enumerate(shown) if character == " "]
    middle = min(spaces, key=lambda index: abs(index - len(shown) / 2), default=None)
    if middle is None:
        return (shown,)  # one word: nothing better can be done
    first, second = shown[:middle], shown[middle + 1 :]
    if max(len(first), len(second)) <= LINE_CHARACTERS:
        return first, second
    return (*_lines(first), *_lines(second))


def clock(seconds: float, point: str) -> str:
    """A time as "01:02:03.004", with this sign before the milliseconds."""
    milliseconds = max(0, round(seconds * 1000))
    minutes, milliseconds = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{milliseconds // 1000:02}{point}{milliseconds % 1000:03}"

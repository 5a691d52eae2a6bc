"""Cutting the text into pieces of bounded size: paragraphs for the frontend, segments for the models.

A segment is what the models read in one breath: a sentence, or a part of a very long one. Bounded segments keep the
memory and the wait for the first sound independent of the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from frontend.types import Sentence, Span, Word

LONGEST_SEGMENT_PHONES = 200
"""About 15 seconds of speech; sentences of the training data are shorter."""

_EARLIEST_CUT = 0.4  # a clause boundary is good for a cut only if the part before it is not a mere scrap

_SCENE_BREAK = re.compile(r"[*_~•·–—-](?:[^\S\n]*[*_~•·–—-]){2,}|[#⁂❦❧☙]")
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of the caller's text; `offset` is where it starts there, in characters."""

    text: str
    offset: int


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The parts between blank lines, without those that hold white space only."""
    start = 0
    for end, following in [*((gap.start(), gap.end()) for gap in _BLANK_LINES.finditer(text)), (len(text), len(text))]:
        if text[start:end].strip():
            yield Paragraph(text[start:end], start)
        start = following


def is_scene_break(text: str) -> bool:
    """Whether a paragraph is but stars or a line: "* * *"."""
    return _SCENE_BREAK.fullmatch(text.strip()) is not None


def ends_paragraph(text: str) -> bool:
    """Whether a blank line stands behind the last word of a text, so that what follows opens a paragraph."""
    return _BLANK_LINES.search(text, len(text.rstrip())) is not None


def segments(sentence: Sentence, limit: int = LONGEST_SEGMENT_PHONES) -> list[Sentence]:
    """The sentence in parts of at most `limit` phones.

    A cut falls after punctuation where there is any in the last part of the allowed length, else where a phrase ends,
    else between words, and inside a word only if that word alone is longer than `limit`.
    """
    parts: list[Sentence] = []
    words = [piece for word in sentence.words for piece in _pieces(word, limit)]
    while words:
        count = _words_in_front(words, limit)
        parts.append(_part(sentence, words[:count]))
        words = words[count:]
    return parts


def _words_in_front(words: list[Word], limit: int) -> int:
    """How many words the next segment takes: at least one."""
    phones = 0
    last_fit = last_phrase = last_clause = 0
    for count, word in enumerate(words, start=1):
        phones += len(word.phones)
        if phones > limit:
            return last_clause or last_phrase or last_fit or 1
        last_fit = count
        if phones >= _EARLIEST_CUT * limit:
            last_clause = count if word.punctuation else last_clause
            last_phrase = count if word.ends_phrase else last_phrase
    return len(words)


def _pieces(word: Word, limit: int) -> list[Word]:
    if len(word.phones) <= limit:
        return [word]
    starts = range(0, len(word.phones), limit)
    pieces = [replace(word, phones=word.phones[start : start + limit], punctuation="", rises=False) for start in starts]
    pieces[-1] = replace(pieces[-1], punctuation=word.punctuation, rises=word.rises)
    return pieces


def _part(sentence: Sentence, words: list[Word]) -> Sentence:
    span = Span(words[0].span.start, max(word.span.end for word in words))
    return replace(sentence, words=tuple(words), span=span)

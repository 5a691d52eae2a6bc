"""Text that comes in parts, and the sentences that it makes."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from frontend.normalize import normalize
from server.polly.event_stream.text import SentenceBuffer


def test_sentences_come_when_something_stands_behind_them():
    buffer = SentenceBuffer("en-US")
    assert buffer.add("Dr. Smith pays 3.") == ""
    assert buffer.add("50 dollars. ") == ""
    assert buffer.add('He said "no." ') == "Dr. Smith pays 3.50 dollars. "
    assert buffer.add("Then") == 'He said "no." '
    assert buffer.flush() == "Then"
    assert buffer.flush() == ""


def test_texts_without_an_end_are_cut_at_spaces():
    buffer = SentenceBuffer("en-US")
    parts = [buffer.add("word " * 100) for _ in range(30)] + [buffer.flush()]
    assert "".join(parts) == "word " * 3_000
    assert max(len(part) for part in parts) <= 2_500
    assert all(part == "" or part.endswith(" ") for part in parts)


def test_a_text_of_one_word_after_another_is_handed_on(monkeypatch):
    """Texts without an end once stayed in the buffer, and were read again with every letter."""
    reads = []
    monkeypatch.setattr("server.polly.event_stream.text.normalize", lambda text, _: reads.append(text) or [])
    buffer = SentenceBuffer("en-US")
    assert len(buffer.add("e.g. " + "word " * 1_000)) == 5_005
    for letter in "e.g. words":
        buffer.add(letter)
    assert len(reads) == 3  # the first text; "e.g. "; its next letter
    assert buffer.add("x" * 3_000) == "e.g. "
    assert len(buffer.flush()) == 3_005


@pytest.mark.parametrize("unit", ["$1.5 a ", "Dr. X ", "e.g. words "])
def test_a_text_of_marks_that_end_nothing_is_read_about_once(monkeypatch, unit):
    """Seen: with every event all of two thousand characters were read again, which took longer than to speak them."""
    read = []
    monkeypatch.setattr("server.polly.event_stream.text.normalize", lambda text, _: read.append(len(text)) or [])
    buffer = SentenceBuffer("en-US")
    parts = [buffer.add(unit) for _ in range(300)]
    assert "".join(parts) + buffer.flush() == unit * 300
    assert max(read) < 200


def test_a_text_of_marks_alone_holds_nobody_up():
    """Seen: six thousand full stops kept every other request waiting for seconds."""
    buffer = SentenceBuffer("en-US")
    begun = time.thread_time()
    assert buffer.add(" " + "." * 5_999) == ""
    assert time.thread_time() - begun < 0.5


@pytest.mark.parametrize("size", [1, 3, 17, 400])
def test_sentences_do_not_depend_on_how_the_text_is_cut(size):
    text = 'Dr. Smith pays $3.50 at 2:30 p.m. on 1/2/22, e.g. to Mr. Doe. He said "no." Then, at 5 p.m. The end? Yes. '
    text = text * 3 + "A. B. Jones lives at 10 St. James St. in St. Louis. "
    buffer = SentenceBuffer("en-US")
    ends, position = [], 0
    for part in (text[start : start + size] for start in range(0, len(text), size)):
        position += len(buffer.add(part))
        ends.append(position)
    assert set(ends) <= {0, *whole_sentences(text)}
    assert ends[-1] == whole_sentences(text)[-1]


def whole_sentences(text):
    """Where the sentences end that a reader of the whole text finds."""
    pairs = pairwise(normalize(text, "en-US"))
    return [text.rfind(" ", 0, after.span.start) + 1 for token, after in pairs if token.ends_sentence]

from __future__ import annotations

import json

from frontend.types import Span
from tts.marks import Mark, MarkType, MarkWriter, in_order


def test_line_has_the_wire_format_with_byte_offsets() -> None:
    writer = MarkWriter("Größe für Ärzte")
    line = writer.line(Mark(MarkType.WORD, 0.4996, 0.8, Span(6, 9)))
    assert line == '{"time":500,"type":"word","start":8,"end":12,"value":"für"}'


def test_offsets_are_right_in_any_order() -> None:
    text = "a é 漢 😀 z"
    writer = MarkWriter(text)
    spans = [Span(8, 9), Span(0, 1), Span(6, 7), Span(2, 3), Span(0, 9)]
    for span in spans:
        record = json.loads(writer.line(Mark(MarkType.SENTENCE, 0, 1, span)))
        assert text.encode()[record["start"] : record["end"]].decode() == record["value"]


def test_a_line_has_no_line_end_of_any_kind() -> None:
    text = "One\u2028two\u2029three\x85four\x0bfive\x1csix\r\nseven"
    line = MarkWriter(text).line(Mark(MarkType.SENTENCE, 0, 1, Span(0, len(text))))
    assert line.splitlines() == [line]
    assert json.loads(line)["value"] == text


def test_each_type_has_its_wire_format() -> None:
    text = '<speak>Ah, <mark name="ä/b"/>ça!</speak>'
    writer = MarkWriter(text)
    assert [
        writer.line(mark)
        for mark in (
            Mark(MarkType.SENTENCE, 0.0, 1.0, Span(7, 32)),
            Mark(MarkType.SSML, 0.5, 0.5, Span(11, 29), "ä/b"),
            Mark(MarkType.WORD, 0.5, 0.9, Span(29, 31)),
            Mark(MarkType.VISEME, 0.5, 0.7, Span(29, 31), "s"),
        )
    ] == [
        '{"time":0,"type":"sentence","start":7,"end":34,"value":"Ah, <mark name=\\"ä/b\\"/>ça!"}',
        '{"time":500,"type":"ssml","start":11,"end":30,"value":"ä/b"}',
        '{"time":500,"type":"word","start":30,"end":33,"value":"ça"}',
        '{"time":500,"type":"viseme","value":"s"}',
    ]


def test_marks_of_one_time_have_an_order() -> None:
    marks = [Mark(kind, time_s, 2.0, Span(0, 1)) for time_s in (1.0, 0.5) for kind in reversed(MarkType)]
    ordered = in_order(marks)
    assert [mark.time_s for mark in ordered] == [0.5] * 4 + [1.0] * 4
    assert [mark.type.value for mark in ordered[:4]] == ["sentence", "ssml", "word", "viseme"]

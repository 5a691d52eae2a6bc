from __future__ import annotations

import json

from frontend.types import Span
from tts.marks import Mark, MarkType, MarkWriter


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

"""Speech marks: when each sentence and word of the caller's text is spoken.

The times come from the same durations that made the audio, so they cannot drift from it. Spans count characters; the
JSON lines follow the wire format of Amazon Polly, whose ``start`` and ``end`` count bytes of the UTF-8 text (exclusive)
and whose ``time`` is in whole milliseconds from the start of the audio.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum

from frontend.types import Span


class MarkType(Enum):
    """Kinds of marks, in the order in which marks of one time are listed."""

    SENTENCE = "sentence"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Mark:
    """`span` of the caller's text is spoken from `time_s` to `end_s`, in seconds from the start of the audio."""

    type: MarkType
    time_s: float
    end_s: float
    span: Span


class MarkWriter:
    """Turns marks of one text into JSON lines.

    Marks may come in any order; those in the order of the text cost the least.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._characters = 0
        self._bytes = 0

    def line(self, mark: Mark) -> str:
        """One JSON object without a line end."""
        value = self._text[mark.span.start : mark.span.end]
        start = self._byte_offset(mark.span.start)
        record = {
            "time": round(mark.time_s * 1000),
            "type": mark.type.value,
            "start": start,
            "end": start + len(_utf8(value)),
            "value": value,
        }
        return json.dumps(record, ensure_ascii=False, separators=(",", ":"))

    def _byte_offset(self, characters: int) -> int:
        """Bytes before a character; only the text since the last question is looked at."""
        low, high = sorted((characters, self._characters))
        step = len(_utf8(self._text[low:high]))
        self._bytes += step if characters >= self._characters else -step
        self._characters = characters
        return self._bytes


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")

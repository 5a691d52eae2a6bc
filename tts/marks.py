"""Speech marks: when each sentence, word and viseme is spoken, and each ``<mark/>`` of an SSML document reached.

The times come from the same durations that made the audio, so they cannot drift from it. Spans count characters; the
JSON lines follow the wire format of Amazon Polly, whose ``start`` and ``end`` count bytes of the UTF-8 text (exclusive)
and whose ``time`` is in whole milliseconds from the start of the audio.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from frontend.types import Span


class MarkType(Enum):
    """Kinds of marks, in the order in which marks of one time are listed."""

    SENTENCE = "sentence"
    SSML = "ssml"
    WORD = "word"
    VISEME = "viseme"


_LINE_ENDS = {ord(character): f"\\u{ord(character):04x}" for character in "\x85\u2028\u2029"}
"""JSON leaves them as they are, and some readers of lines, Python's `splitlines` among them, end a line there."""

_ORDER = {kind: index for index, kind in enumerate(MarkType)}


@dataclass(frozen=True, slots=True)
class Mark:
    """`span` of the caller's text is spoken from `time_s` to `end_s`, in seconds from the start of the audio.

    `value` is the name of a bookmark (whose span is the whole ``<mark/>`` element) or the symbol of a viseme (whose
    span is that of the word it belongs to); it is empty for sentences and words: their value is the slice of the text.
    """

    type: MarkType
    time_s: float
    end_s: float
    span: Span
    value: str = ""


def in_order(marks: Iterable[Mark]) -> list[Mark]:
    """Marks by time; those of one time in the order sentence, ssml, word, viseme."""
    return sorted(marks, key=lambda mark: (mark.time_s, _ORDER[mark.type]))


class MarkWriter:
    """Turns marks of one text into JSON lines.

    Marks may come in any order; those in the order of the text cost the least.

    Args:
        text: exactly as it was given to the synthesiser; for SSML, the document with its tags.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._characters = 0
        self._bytes = 0

    def line(self, mark: Mark) -> str:
        """One JSON object without a line end. Visemes have no ``start`` and ``end``."""
        record: dict[str, int | str] = {"time": round(mark.time_s * 1000), "type": mark.type.value}
        if mark.type is not MarkType.VISEME:
            record["start"] = self._byte_offset(mark.span.start)
            record["end"] = self._byte_offset(mark.span.end)
        sliced = mark.type in (MarkType.SENTENCE, MarkType.WORD)
        record["value"] = self._text[mark.span.start : mark.span.end] if sliced else mark.value
        return json.dumps(record, ensure_ascii=False, separators=(",", ":")).translate(_LINE_ENDS)

    def _byte_offset(self, characters: int) -> int:
        """Bytes before a character; only the text since the last question is looked at."""
        low, high = sorted((characters, self._characters))
        step = len(self._text[low:high].encode("utf-8", "surrogatepass"))
        self._bytes += step if characters >= self._characters else -step
        self._characters = characters
        return self._bytes

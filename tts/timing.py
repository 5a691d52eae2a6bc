"""A planned sentence: its segments, the silences between them, and the marks of its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from frontend.types import Span
from tts.config import MelConfig
from tts.marks import Mark, MarkType
from tts.rendering import Plan

SENTENCE_GAP_S = 0.45
"""From the last phone of a sentence to the first of the next, at rate 1."""
PARAGRAPH_GAP_S = 0.9
CLAUSE_GAP_S = 0.25
"""The same between the segments of a sentence that is too long for one breath."""


@dataclass(frozen=True, slots=True)
class PlannedSentence:
    """Segments in order; `silences` holds the samples of silence before each (the first one: before the sentence).

    `span` is the sentence's place in the caller's text.
    """

    segments: tuple[Plan, ...]
    silences: tuple[int, ...]
    span: Span
    signal: MelConfig

    def marks(self, start_sample: int, span_offset: int) -> list[Mark]:
        """The sentence's mark and its words'.

        Args:
            start_sample: where in the audio the sentence begins, its first silence included.
            span_offset: characters to add to the words' spans, which count from the start of their paragraph.
        """
        words: list[Mark] = []
        seen: Span | None = None
        position = start_sample
        for silence, segment in zip(self.silences, self.segments, strict=True):
            position += silence
            for word, frames in zip(segment.sentence.words, segment.word_frames(), strict=True):
                if frames is None:  # nothing spoken
                    continue
                begin_s, end_s = (
                    (position + frame * self.signal.hop_length) / self.signal.sample_rate for frame in frames
                )
                if word.span == seen:  # the rest of a written word that is spoken in several parts ("1/2/22")
                    words[-1] = replace(words[-1], end_s=end_s)
                    continue
                seen = word.span
                span = Span(word.span.start + span_offset, word.span.end + span_offset)
                words.append(Mark(MarkType.WORD, begin_s, end_s, span))
            position += segment.n_frames * self.signal.hop_length
        return [Mark(MarkType.SENTENCE, words[0].time_s, words[-1].end_s, self.span), *words]


def silences(
    before: Plan | None, segments: Sequence[Plan], first_gap_s: float, clause_gap_s: float, signal: MelConfig
) -> tuple[int, ...]:
    """Samples of silence to put before each segment so that phones on both sides of a gap lie that far apart.

    Args:
        before: the segment that was spoken last; None at the start, where no silence is added.
        segments: of one sentence.
        first_gap_s: gap before the sentence, in seconds.
        clause_gap_s: gap between its segments, in seconds.
        signal: sample rate and hop.
    """
    lengths = []
    for index, segment in enumerate(segments):
        wanted = round((clause_gap_s if index else first_gap_s) * signal.sample_rate)
        present = 0 if before is None else (before.silent_frames[1] + segment.silent_frames[0]) * signal.hop_length
        lengths.append(0 if before is None else max(0, wanted - present))
        before = segment
    return tuple(lengths)

"""Where planned segments lie in the audio, and the marks of their sentences, words and phones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from frontend.phonology import viseme
from frontend.types import Bookmark, Break, Directive, Span
from tts.marks import Mark, MarkType, in_order
from tts.pauses import Joint, Pause, fit
from tts.plans import Plan, PlannedSentence

_CLOSED_AFTER_S = 0.12  # in a pause that is shorter, the mouth does not come to rest
SILENT_VISEME = "sil"


@dataclass(frozen=True, slots=True)
class Placed:
    """A segment in the audio: `joint` says what lies between it and the one before; its frame 0 would be at sample
    `origin` (of the silence before its first phone, `joint.keep_after` samples are heard).
    """

    plan: Plan
    joint: Joint
    origin: int
    is_first: bool = False

    @property
    def end(self) -> int:
        """One past its last sample."""
        return self.origin + self.plan.n_samples


def place(before: Placed | None, plan: Plan, pause: Pause | None) -> Placed:
    """Put a segment after another one, or at the start; there, a pause can only lengthen the silence."""
    lead = plan.silent_samples[0]
    if before is None:
        joint = Joint(0, (), lead)
        if pause is not None and pause.samples > lead:
            joint = replace(fit(pause, 0, lead), keep_after=lead)
        return Placed(plan, joint, sum(stretch.samples for stretch in joint.stretches), is_first=True)
    tail = before.plan.silent_samples[1]
    joint = fit(pause or Pause(()), tail, lead)
    last_phone_ends = before.end - tail
    inserted = sum(stretch.samples for stretch in joint.stretches)
    return Placed(plan, joint, last_phone_ends + joint.keep_before + inserted + joint.keep_after - lead)


def sentence_marks(planned: PlannedSentence, placed: Sequence[Placed]) -> list[Mark]:
    """The marks of a sentence, its words and phones and the bookmarks before them, in order."""
    marks: list[Mark] = []
    words: list[Mark] = []
    for segment in placed:
        rate = segment.plan.signal.sample_rate
        for word, times in zip(segment.plan.sentence.words, segment.plan.word_samples(), strict=True):
            if times is None:  # nothing spoken
                continue
            begin_s, end_s = ((segment.origin + sample) / rate for sample in times)
            marks += bookmarks(word.before, begin_s)
            span = _moved(word.span, planned.offset)
            if words and words[-1].span == span:  # a written word that is spoken in several parts ("1/2/22")
                words[-1] = replace(words[-1], end_s=end_s)
            else:
                words.append(Mark(MarkType.WORD, begin_s, end_s, span))
        marks += _visemes(segment, planned.offset)
    sentence = Mark(MarkType.SENTENCE, words[0].time_s, words[-1].end_s, _moved(planned.sentence.span, planned.offset))
    return in_order([sentence, *words, *marks])


def bookmarks(directives: Sequence[Directive], time_s: float) -> list[Mark]:
    """The marks of SSML among `directives`, all at `time_s`."""
    return [
        Mark(MarkType.SSML, time_s, time_s, item.span, item.name) for item in directives if isinstance(item, Bookmark)
    ]


def last_bookmarks(directives: Sequence[Directive], end_s: float) -> list[Mark]:
    """Those behind the last word: each at the end of the speech and of the breaks before it."""
    marks: list[Mark] = []
    for item in directives:
        if isinstance(item, Break):
            end_s += item.duration_ms / 1000.0
        marks += bookmarks([item], end_s)
    return marks


def _visemes(segment: Placed, offset: int) -> list[Mark]:
    """One mark for each phone, and one for the closed mouth in each pause and at the end of the segment."""
    plan = segment.plan
    rate = plan.signal.sample_rate
    ends = np.cumsum(plan.frames)
    phones = np.flatnonzero(plan.encoded.word_index >= 0)
    symbols = plan.encoded.symbols()
    locales = plan.encoded.locales()
    marks: list[Mark] = []
    for index, position in enumerate(phones):
        start = segment.origin + plan.sample_at(int(ends[position] - plan.frames[position]))
        end = segment.origin + plan.sample_at(int(ends[position]), ending=True)
        span = _moved(plan.sentence.words[plan.encoded.word_index[position]].span, offset)
        marks.append(
            Mark(MarkType.VISEME, start / rate, end / rate, span, viseme(symbols[position], locales[position]))
        )
        if index + 1 < len(phones):
            following = phones[index + 1]
            resumed = segment.origin + plan.sample_at(int(ends[following] - plan.frames[following]))
        else:
            resumed = segment.end
        if index + 1 == len(phones) or resumed - end >= _CLOSED_AFTER_S * rate:
            marks.append(Mark(MarkType.VISEME, end / rate, resumed / rate, span, SILENT_VISEME))
    return marks


def _moved(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset) if offset else span

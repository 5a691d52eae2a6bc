"""How long everything lasts: sentences to segments with whole frames, pauses between them, and curves over the frames.

Durations come from the encoder; the factors of rate, emphasis and limited durations divide them; asked pauses replace
what the model would have made of them.

A limited duration (``amazon:max-duration``) covers its words from the first phone to the last, and the pauses between
them. Where they begin or end the whole audio, the silence there counts too, so that a document that stands under one
limit never makes longer audio than that. A break before its first or behind its last word stands outside. Speech is
sped up five times at most: what is then still too long is told in `PlannedSentence.notes`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from frontend.types import DurationLimit
from tts.acoustic.regulate import round_durations
from tts.config import MelConfig
from tts.drafts import LEAD_FRAMES, TAIL_FRAMES, Draft, bound_ends, drafts_of, spoken_words
from tts.pauses import PARAGRAPH_GAP_S, Breathing, Joint, Pause, Stretch, fit
from tts.plans import Frames, Passage, Plan, PlannedSentence
from tts.prosody import GOING_ON_SEMITONES, HIGHEST_LIMIT_FACTOR, curves, limit_factor
from tts.runtime import PersonaGraphs
from tts.voice import Voice

LIMITED_LEAD_FRAMES = 4
LIMITED_TAIL_FRAMES = 6
"""How far a limited duration may shorten the silence at the ends of the audio: a first fricative and the ring of a last
vowel are still heard whole."""

PAUSE_FRAMES = (8, 24)
"""How much of a pause that is asked for inside a segment the models make themselves, if it is as long as that."""


def plan_sentences(
    passages: Iterable[Passage], voice: Voice, graphs: PersonaGraphs, rate: float
) -> Iterator[PlannedSentence]:
    """Settle the timing of sentences, one by one; those that share a limited duration are settled together.

    Args:
        passages: in at least one word of each there are phones; words without phones have no directives.
        voice: speaks them.
        graphs: of the voice's persona.
        rate: factor of speed, > 0; 2 halves every duration but those of asked pauses.

    Raises:
        ModelError: the model does not know a phone, or its output is unusable.
    """
    breathing = Breathing()
    group: list[Draft] = []
    open_limit: DurationLimit | None = None
    is_first = True
    for passage in passages:
        first = passage.sentence.words[spoken_words(passage.sentence.words)[0]].delivery.limit
        if group and (open_limit is None or first != open_limit):
            yield from _settle(group, voice)
            group = []
        drafts = list(drafts_of(passage, voice, graphs, rate, breathing))
        drafts[0].opens, is_first = is_first, False
        group += drafts
        open_limit = passage.sentence.words[spoken_words(passage.sentence.words)[-1]].delivery.limit
        if open_limit is None:
            yield from _settle(group, voice)
            group = []
    if group:
        group[-1].closes = True
        yield from _settle(group, voice)


def _settle(group: Sequence[Draft], voice: Voice) -> Iterator[PlannedSentence]:
    """Whole frames of a group of segments, and the sentences they belong to."""
    signal = voice.persona.signal
    limits = dict.fromkeys(word.delivery.limit for draft in group for word in draft.sentence.words)
    factors = {limit: _factor(group, limit, signal) for limit in limits if limit is not None}
    while True:
        plans = [_plan(draft, factors, signal) for draft in group]
        pauses = [_pause_before(index, group, factors) for index in range(len(group))]
        taken = {limit: _taken_ms(group, plans, pauses, limit) for limit in factors}
        exceeded = [limit for limit in factors if taken[limit] > limit.duration_ms]
        unsettled = [limit for limit in exceeded if factors[limit] < HIGHEST_LIMIT_FACTOR]
        if not unsettled:
            break
        for limit in unsettled:  # every phone lasts a frame at least: the others have to give more
            over = taken[limit] / max(limit.duration_ms, 1.0)
            factors[limit] = min(factors[limit] * max(over, 1.0) * 1.01, HIGHEST_LIMIT_FACTOR)
    # Told where the limit begins, so that a listener hears of it before the sound.
    begun = {limit: min(i for i, draft in enumerate(group) if draft.limited(limit)) for limit in exceeded}
    first = 0
    for last, draft in enumerate(group):
        if last + 1 == len(group) or group[last + 1].passage.sentence is not draft.passage.sentence:
            passage = draft.passage
            here = slice(first, last + 1)
            notes = tuple(_missed(limit, taken[limit]) for limit in exceeded if first <= begun[limit] <= last)
            segments = tuple(_in_paragraph(plans[here]) if _goes_on(group[first], signal) else plans[here])
            yield PlannedSentence(passage.sentence, segments, tuple(pauses[here]), passage.offset, notes)
            first = last + 1


def _goes_on(draft: Draft, signal: MelConfig) -> bool:
    """Whether a sentence is heard as a part of the paragraph before it: no long pause stands in between."""
    longest = PARAGRAPH_GAP_S * signal.sample_rate
    return draft.passage.goes_on and (draft.natural or draft.before.samples < longest)


def _in_paragraph(plans: Sequence[Plan]) -> list[Plan]:
    """The segments of a sentence that begins lower than the first of its paragraph."""
    ends = np.cumsum([plan.n_frames for plan in plans])
    left = 1.0 - np.concatenate([[0], ends]) / ends[-1]
    steps = pairwise(map(float, GOING_ON_SEMITONES * left))
    return [replace(plan, register=step) for plan, step in zip(plans, steps, strict=True)]


def _pause_before(index: int, group: Sequence[Draft], factors: Mapping[DurationLimit, float]) -> Pause:
    """The pause in front of a segment; a natural one gives way to a limited duration that goes on across it."""
    draft = group[index]
    factor = next((factors[limit] for limit in factors if _joined(group, index, limit)), 1.0) if draft.natural else 1.0
    return draft.before if factor == 1.0 else Pause((Stretch(int(draft.before.samples / factor)),))


def _joined(group: Sequence[Draft], index: int, limit: DurationLimit) -> bool:
    """Whether the pause before a segment lies inside a limited duration."""
    return index > 0 and group[index].limited(limit) is not None and group[index - 1].limited(limit) is not None


def _factor(group: Sequence[Draft], limit: DurationLimit, signal: MelConfig) -> float:
    """How much faster the words under a limit have to be spoken."""
    scalable = fixed = 0
    for index, draft in enumerate(group):
        place = draft.limited(limit)
        if place is None:
            continue
        inner = {word: pause for word, pause in draft.inner.items() if place[0] < draft.positions(word)[0] <= place[1]}
        asked = sum(float(draft.durations[draft.between(word)].sum()) for word in inner)
        frames = float(draft.durations[place[0] : place[1] + 1].sum()) - asked
        scalable += round(frames * signal.hop_length)
        fixed += sum(pause.samples for pause in inner.values())
        if _joined(group, index, limit):
            scalable += draft.before.samples if draft.natural else 0
            fixed += 0 if draft.natural else draft.before.samples
    rate = signal.sample_rate
    return limit_factor(scalable / rate, fixed / rate, limit.duration_ms / 1000.0)


def _taken_ms(group: Sequence[Draft], plans: Sequence[Plan], pauses: Sequence[Pause], limit: DurationLimit) -> float:
    """How long what a limit covers takes."""
    samples = 0
    for index, (draft, plan) in enumerate(zip(group, plans, strict=True)):
        place = draft.limited(limit)
        if place is not None:
            ends = np.cumsum(plan.frames)
            start, end = int(ends[place[0]] - plan.frames[place[0]]), int(ends[place[1]])
            samples += plan.sample_at(end, ending=True) - plan.sample_at(start)
            samples += pauses[index].samples if _joined(group, index, limit) else 0
    return samples * 1000.0 / plans[0].signal.sample_rate


def _missed(limit: DurationLimit, taken_ms: float) -> str:
    """What a caller is told whose limit cannot be kept."""
    return (
        f"amazon:max-duration of {limit.duration_ms / 1000:g} s at character {limit.span.start + 1} cannot be kept: "
        f"as fast as it may be, the speech takes {taken_ms / 1000:.2f} s; allow more time, or shorten the text"
    )


def _plan(draft: Draft, factors: Mapping[DurationLimit, float], signal: MelConfig) -> Plan:
    """Whole frames of one segment; what an asked pause is longer than the models' own silence is put in between."""
    durations = draft.durations.copy()
    for limit, factor in factors.items():
        place = draft.limited(limit)
        if place is not None:
            durations[place[0] : place[1] + 1] /= factor
    joints: list[tuple[slice, Joint]] = []
    for word, pause in draft.inner.items():
        between = draft.between(word)
        room = int(np.clip(round(float(durations[between].sum())), *PAUSE_FRAMES))
        before = (room * 3 // 5) * signal.hop_length
        joint = fit(pause, before, room * signal.hop_length - before, signal.hop_length)
        durations[between] = 0.0
        durations[between.start] = (joint.keep_before + joint.keep_after) // signal.hop_length
        joints.append((between, joint))
    if factors:
        lead, tail = (LIMITED_LEAD_FRAMES, LEAD_FRAMES[1]), (LIMITED_TAIL_FRAMES, TAIL_FRAMES[1])
        durations = bound_ends(durations, draft.sounding, lead, tail)
    frames: Frames = round_durations(durations, (draft.encoded.word_index >= 0).astype(np.int64))
    insertions = {}
    for between, joint in joints:
        frames[between] = 0
        frames[between.start] = (joint.keep_before + joint.keep_after) // signal.hop_length
    for between, joint in joints:
        if any(stretch.samples for stretch in joint.stretches):
            start = int(frames[: between.start].sum())
            insertions[start + joint.keep_before // signal.hop_length] = joint.stretches
    shapes = curves(draft.sentence.words, draft.encoded, frames)
    return Plan(draft.sentence, draft.encoded, draft.hidden, frames, signal, insertions, shapes, melody=draft.melody)

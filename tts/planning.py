"""How long everything lasts: sentences to segments with whole frames, pauses between them, and curves over the frames.

Durations come from the encoder; the factors of rate, emphasis and limited durations divide them; asked pauses replace
what the model would have made of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from frontend.phonology import EncodedSentence, encode
from frontend.types import DurationLimit, Sentence, Word
from tts.acoustic.regulate import round_durations
from tts.config import MelConfig
from tts.errors import ModelError
from tts.languages import encode_languages
from tts.pauses import CLAUSE_GAP_S, Breathing, Joint, Pause, Stretch, asked_pause, fit, silence
from tts.prosody import HIGHEST_LIMIT_FACTOR, Curves, curves, limit_factor, manner_of, owners
from tts.runtime import PersonaGraphs
from tts.segments import segments
from tts.voice import Voice

Array = NDArray[np.float32]
Frames = NDArray[np.int64]

LEAD_FRAMES = (6, 10)
"""Least and greatest length of the silence before the first phone: 75 to 125 ms at 80 frames per second."""

TAIL_FRAMES = (12, 20)
"""The same after the last phone (final punctuation and sentence edge together): 150 to 250 ms, room to ring out."""

PAUSE_FRAMES = (8, 24)
"""How much of a pause that is asked for inside a segment the models make themselves, if it is as long as that."""

LEAST_PAUSE_S = {",": 0.15, ";": 0.25, ":": 0.25, "–": 0.2, "…": 0.3, ".": 0.3, "?": 0.3, "!": 0.3}
"""Shortest pause at punctuation inside a segment, at rate 1; a part of it is the release of the phone before."""

NUMBER_GROUP_PAUSE_S = 0.2
"""The same between the groups of a written number ("555-867-5309"): callers write them down."""

LONGEST_PHONE_FRAMES = 400
"""Five seconds: a bound on memory, far above any real phone or pause at the slowest rate."""

_SHORTEST_COMMA_S = 0.08  # a pause that is shorter is no boundary of a phrase
_FITTING_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Plan:
    """A segment whose timing is settled.

    `hidden` (N, H) is the encoder's output and `frames` (N,) the length of each position of `encoded` in frames.
    `insertions` maps a frame to the stretches that are put in before it; `curves` is None where nothing is changed.
    """

    sentence: Sentence
    encoded: EncodedSentence
    hidden: Array
    frames: Frames
    signal: MelConfig
    insertions: Mapping[int, tuple[Stretch, ...]] = field(default_factory=dict)
    curves: Curves | None = None

    @property
    def n_frames(self) -> int:
        return int(self.frames.sum())

    @property
    def n_samples(self) -> int:
        """Frames and insertions together."""
        return self.sample_at(self.n_frames)

    @property
    def silent_samples(self) -> tuple[int, int]:
        """Samples before the first and after the last phone."""
        phones = np.flatnonzero(self.encoded.word_index >= 0)
        lead, tail = self.frames[: phones[0]].sum(), self.frames[phones[-1] + 1 :].sum()
        return int(lead) * self.signal.hop_length, int(tail) * self.signal.hop_length

    def sample_at(self, frame: int, *, ending: bool = False) -> int:
        """Where a frame begins; with `ending`, where what ends before it ends (not behind a pause put in there)."""
        inserted = sum(
            stretch.samples
            for place, stretches in self.insertions.items()
            if place < frame or (place == frame and not ending)
            for stretch in stretches
        )
        return frame * self.signal.hop_length + inserted

    def word_samples(self) -> list[tuple[int, int] | None]:
        """First and one-past-last sample of each word of the sentence; None for a word without phones."""
        ends = np.cumsum(self.frames)
        times: list[tuple[int, int] | None] = []
        for index in range(len(self.sentence.words)):
            positions = np.flatnonzero(self.encoded.word_index == index)
            if len(positions):
                first, last = int(positions[0]), int(positions[-1])
                start, end = int(ends[first] - self.frames[first]), int(ends[last])
                times.append((self.sample_at(start), self.sample_at(end, ending=True)))
            else:
                times.append(None)
        return times


@dataclass(frozen=True, slots=True)
class PlannedSentence:
    """Segments in order; `pauses` holds what stands before each. `offset` is that of the spans in the caller's text."""

    sentence: Sentence
    segments: tuple[Plan, ...]
    pauses: tuple[Pause, ...]
    offset: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence on its way to the planner; `gap_s` is the natural pause before it at rate 1."""

    sentence: Sentence
    gap_s: float
    offset: int = 0


@dataclass(slots=True)
class _Draft:
    """A segment whose durations are not settled.

    `durations` (N,) are frames; `before` is the pause in front, which may shrink if it is `natural`; `inner` maps the
    index of a word to the pause that is asked for before it.
    """

    passage: Passage
    sentence: Sentence
    encoded: EncodedSentence
    hidden: Array
    durations: Array
    before: Pause
    natural: bool
    inner: dict[int, Pause]

    def positions(self, word: int) -> tuple[int, int]:
        """First and last position of a word."""
        found = np.flatnonzero(self.encoded.word_index == word)
        return int(found[0]), int(found[-1])

    def limited(self, limit: DurationLimit) -> tuple[int, int] | None:
        """First and last position of the words under a limit."""
        words = [index for index in _spoken(self.sentence.words) if self.sentence.words[index].delivery.limit == limit]
        return (self.positions(words[0])[0], self.positions(words[-1])[1]) if words else None


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
    group: list[_Draft] = []
    open_limit: DurationLimit | None = None
    for passage in passages:
        first = passage.sentence.words[_spoken(passage.sentence.words)[0]].delivery.limit
        if group and (open_limit is None or first != open_limit):
            yield from _settle(group, voice)
            group = []
        group += _drafts(passage, voice, graphs, rate, breathing)
        open_limit = passage.sentence.words[_spoken(passage.sentence.words)[-1]].delivery.limit
        if open_limit is None:
            yield from _settle(group, voice)
            group = []
    if group:
        yield from _settle(group, voice)


def _spoken(words: Sequence[Word]) -> list[int]:
    return [index for index, word in enumerate(words) if word.phones]


def _drafts(
    passage: Passage, voice: Voice, graphs: PersonaGraphs, rate: float, breathing: Breathing
) -> Iterator[_Draft]:
    gap_s = passage.gap_s
    for part in segments(passage.sentence):
        spoken = _spoken(part.words)
        if not spoken:
            continue
        yield _draft(replace(passage, gap_s=gap_s), part, voice, graphs, rate, breathing)
        gap_s = CLAUSE_GAP_S


def _draft(
    passage: Passage, sentence: Sentence, voice: Voice, graphs: PersonaGraphs, rate: float, breathing: Breathing
) -> _Draft:
    signal, words = voice.persona.signal, sentence.words
    spoken = _spoken(words)
    asked = {index: pause for index in spoken if (pause := asked_pause(words[index].before, signal.sample_rate))}
    read = _punctuated(sentence, asked, signal.sample_rate)
    encoded = encode(read)
    _check_symbols(encoded, voice)
    hidden, durations = encode_languages(encoded, voice, graphs)
    rates = np.array([manner_of(word.delivery).rate for word in words], dtype=np.float32)
    durations = _with_pauses(durations, read, encoded, signal)
    durations = np.minimum(durations / (rate * voice.entry.rate * rates[owners(encoded)]), LONGEST_PHONE_FRAMES)
    draft = _Draft(
        passage, sentence, encoded, hidden, durations,
        before=silence(passage.gap_s / (rate * float(rates[spoken[0]])), signal.sample_rate),
        natural=True, inner={},
    )  # fmt: skip
    for index in spoken:
        pause = asked.get(index)
        breath = breathing.breath(
            words[index].delivery.auto_breaths,
            words[index].span,
            after_punctuation=index == spoken[0] or read.words[index - 1].punctuation != "",
        )
        if breath and pause is None:
            pause = asked_pause([breath], signal.sample_rate)
        first, last = draft.positions(index)
        breathing.spoken(float(durations[first : last + 1].sum()) * signal.hop_length / signal.sample_rate)
        if pause is None:
            continue
        if index == spoken[0]:
            draft.before, draft.natural = pause.at_least(draft.before.samples), False
        else:
            left = draft.positions(spoken[spoken.index(index) - 1])[1]
            natural = float(durations[left + 1 : first].sum()) * signal.hop_length
            draft.inner[index] = pause.at_least(round(natural))
    return draft


def _with_pauses(durations: Array, sentence: Sentence, encoded: EncodedSentence, signal: MelConfig) -> Array:
    """Durations (N,) in which the pauses at punctuation inside the segment last as long as a listener needs."""
    frames_per_s = signal.sample_rate / signal.hop_length
    words, index = sentence.words, encoded.word_index
    lengthened = durations.copy()
    for position in range(1, len(index) - 2):
        if index[position] >= 0 or index[position - 1] < 0:
            continue
        word = index[position - 1]
        least_s = LEAST_PAUSE_S.get(words[word].punctuation, 0.0) if index[position + 1] != word else 0.0
        if least_s and word + 1 < len(words) and words[word].span == words[word + 1].span:
            least_s = NUMBER_GROUP_PAUSE_S
        lengthened[position] = max(durations[position], least_s * frames_per_s)
    return lengthened


def _punctuated(sentence: Sentence, asked: Mapping[int, Pause], sample_rate: int) -> Sentence:
    """The sentence as the models are to read it: a comma where a pause is asked for, none where it is taken away."""
    words = list(sentence.words)
    for index, pause in asked.items():
        if index == 0:
            continue
        before = words[index - 1]
        if pause.exact and pause.samples < _SHORTEST_COMMA_S * sample_rate:
            words[index - 1] = replace(before, punctuation="")
        elif not before.punctuation:
            words[index - 1] = replace(before, punctuation=",")
    return replace(sentence, words=tuple(words))


def _check_symbols(encoded: EncodedSentence, voice: Voice) -> None:
    known = len(voice.persona.symbols)
    symbols = zip(encoded.symbols(), encoded.phone_ids, strict=True)
    unknown = sorted({symbol for symbol, index in symbols if index >= known})
    if unknown:
        raise ModelError(
            f"persona {voice.persona.persona!r} {voice.persona.version} was trained without the phones "
            f"{' '.join(unknown)}: use a newer voice, or take them out of the lexicon"
        )


def _settle(group: Sequence[_Draft], voice: Voice) -> Iterator[PlannedSentence]:
    """Whole frames of a group of segments, and the sentences they belong to."""
    signal = voice.persona.signal
    limits = dict.fromkeys(word.delivery.limit for draft in group for word in draft.sentence.words)
    factors = {limit: _factor(group, limit, signal) for limit in limits if limit is not None}
    for _ in range(_FITTING_ROUNDS if factors else 1):
        plans = [_plan(draft, factors, signal) for draft in group]
        pauses = [_pause_before(index, group, factors) for index in range(len(group))]
        excess = {limit: _excess(group, plans, pauses, limit) for limit in factors}
        if all(over <= 1.0 or factors[limit] >= HIGHEST_LIMIT_FACTOR for limit, over in excess.items()):
            break
        for limit, over in excess.items():  # every phone lasts a frame at least: the others have to give more
            if over > 1.0:
                factors[limit] = min(factors[limit] * over * 1.01, HIGHEST_LIMIT_FACTOR)
    first = 0
    for last, draft in enumerate(group):
        if last + 1 == len(group) or group[last + 1].passage.sentence is not draft.passage.sentence:
            passage = draft.passage
            here = slice(first, last + 1)
            yield PlannedSentence(passage.sentence, tuple(plans[here]), tuple(pauses[here]), passage.offset)
            first = last + 1


def _pause_before(index: int, group: Sequence[_Draft], factors: Mapping[DurationLimit, float]) -> Pause:
    draft = group[index]
    factor = next((factors[limit] for limit in factors if _joined(group, index, limit)), 1.0) if draft.natural else 1.0
    return draft.before if factor == 1.0 else Pause((Stretch(int(draft.before.samples / factor)),))


def _joined(group: Sequence[_Draft], index: int, limit: DurationLimit) -> bool:
    """Whether the pause before a segment lies inside a limited duration."""
    return index > 0 and group[index].limited(limit) is not None and group[index - 1].limited(limit) is not None


def _factor(group: Sequence[_Draft], limit: DurationLimit, signal: MelConfig) -> float:
    """How much faster the words under a limit have to be spoken."""
    scalable = fixed = 0
    for index, draft in enumerate(group):
        place = draft.limited(limit)
        if place is None:
            continue
        inner = {word: pause for word, pause in draft.inner.items() if place[0] < draft.positions(word)[0] <= place[1]}
        asked = sum(float(draft.durations[_between(draft, word)].sum()) for word in inner)
        frames = float(draft.durations[place[0] : place[1] + 1].sum()) - asked
        scalable += round(frames * signal.hop_length)
        fixed += sum(pause.samples for pause in inner.values())
        if _joined(group, index, limit):
            scalable, fixed = (
                (scalable + draft.before.samples, fixed) if draft.natural else (scalable, fixed + draft.before.samples)
            )
    rate = signal.sample_rate
    return limit_factor(scalable / rate, fixed / rate, limit.duration_ms / 1000.0)


def _excess(group: Sequence[_Draft], plans: Sequence[Plan], pauses: Sequence[Pause], limit: DurationLimit) -> float:
    """What the words under a limit take, as a multiple of the limit."""
    samples = 0
    for index, (draft, plan) in enumerate(zip(group, plans, strict=True)):
        place = draft.limited(limit)
        if place is not None:
            ends = np.cumsum(plan.frames)
            start, end = int(ends[place[0]] - plan.frames[place[0]]), int(ends[place[1]])
            samples += plan.sample_at(end, ending=True) - plan.sample_at(start)
            samples += pauses[index].samples if _joined(group, index, limit) else 0
    return samples / plans[0].signal.sample_rate / (limit.duration_ms / 1000.0 or 1e-3)


def _between(draft: _Draft, word: int) -> slice:
    """The positions between a word and the spoken word before it."""
    first = draft.positions(word)[0]
    before = np.flatnonzero(draft.encoded.word_index[:first] >= 0)[-1]
    return slice(int(before) + 1, first)


def _plan(draft: _Draft, factors: Mapping[DurationLimit, float], signal: MelConfig) -> Plan:
    durations = draft.durations.copy()
    for limit, factor in factors.items():
        place = draft.limited(limit)
        if place is not None:
            durations[place[0] : place[1] + 1] /= factor
    joints: list[tuple[slice, Joint]] = []
    for word, pause in draft.inner.items():
        between = _between(draft, word)
        room = int(np.clip(round(float(durations[between].sum())), *PAUSE_FRAMES))
        before = (room * 3 // 5) * signal.hop_length
        joint = fit(pause, before, room * signal.hop_length - before, signal.hop_length)
        durations[between] = 0.0
        durations[between.start] = (joint.keep_before + joint.keep_after) // signal.hop_length
        joints.append((between, joint))
    frames = _whole_frames(durations, draft.encoded.word_index >= 0)
    insertions = {}
    for between, joint in joints:
        frames[between] = 0
        frames[between.start] = (joint.keep_before + joint.keep_after) // signal.hop_length
    for between, joint in joints:
        if any(stretch.samples for stretch in joint.stretches):
            start = int(frames[: between.start].sum())
            insertions[start + joint.keep_before // signal.hop_length] = joint.stretches
    shapes = curves(draft.sentence.words, draft.encoded, frames)
    return Plan(draft.sentence, draft.encoded, draft.hidden, frames, signal, insertions, shapes)


def _whole_frames(durations: Array, sounding: NDArray[np.bool_]) -> Frames:
    """Frames (N,): every phone sounds for at least one, and the silences at the ends keep to their bounds."""
    phones = np.flatnonzero(sounding)
    bounded = durations.copy()
    for edge, (least, most) in ((slice(0, phones[0]), LEAD_FRAMES), (slice(phones[-1] + 1, None), TAIL_FRAMES)):
        total = float(bounded[edge].sum())
        target = min(max(total, least), most)
        bounded[edge] = bounded[edge] * (target / total) if total > 0 else target / len(bounded[edge])
    return round_durations(bounded, sounding.astype(np.int64))

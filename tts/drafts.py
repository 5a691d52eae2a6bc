"""Segments before their timing is settled: what the encoder says, divided by the rates, and the pauses asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from frontend.phonology import EncodedSentence, encode, inventory, symbol_ids
from frontend.types import DurationLimit, Sentence, Word
from tts.config import MelConfig
from tts.errors import ModelError
from tts.glottal import LEAST_STOP_S
from tts.lone_words import encode_words
from tts.natural_pauses import with_pauses
from tts.pauses import CLAUSE_GAP_S, Breathing, Pause, asked_pause, silence
from tts.plans import Passage
from tts.prosody import owners, prosody_factors
from tts.runtime import PersonaGraphs
from tts.segments import segments
from tts.voice import Voice

Array = NDArray[np.float32]

LEAD_FRAMES = (6, 10)
"""Least and greatest length of the silence before the first phone: 75 to 125 ms at 80 frames per second."""

TAIL_FRAMES = (12, 20)
"""The same after the last phone (final punctuation and sentence edge together): 150 to 250 ms, room to ring out."""

LEAST_TRILL_S = 0.09
"""Shortest trill at rate 1: two or three closures. The models learned theirs from a voice whose trills (49 ms) are no
longer than its taps, so that *carro* was heard as *caro*."""

LONGEST_PHONE_FRAMES = 400
"""Five seconds: a bound on memory, far above any real phone or pause at the slowest rate."""

_SHORTEST_COMMA_S = 0.08  # a pause that is shorter is no boundary of a phrase


@dataclass(slots=True)
class Draft:
    """A segment whose durations are not settled.

    `durations` (N,) are frames; `before` is the pause in front, which may shrink if it is `natural`; `inner` maps the
    index of a word to the pause that is asked for before it. `melody` (N, H) are the hidden states that F0 and loudness
    are those of, if not `hidden`. `opens` and `closes` tell whether the silence at its ends
    is that of the whole audio.
    """

    passage: Passage
    sentence: Sentence
    encoded: EncodedSentence
    hidden: Array
    durations: Array
    before: Pause
    natural: bool
    inner: dict[int, Pause]
    melody: Array | None = None
    opens: bool = False
    closes: bool = False

    @property
    def sounding(self) -> slice:
        """The positions from the first phone to the last."""
        phones = np.flatnonzero(self.encoded.word_index >= 0)
        return slice(int(phones[0]), int(phones[-1]) + 1)

    def positions(self, word: int) -> tuple[int, int]:
        """First and last position of a word."""
        found = np.flatnonzero(self.encoded.word_index == word)
        return int(found[0]), int(found[-1])

    def between(self, word: int) -> slice:
        """The positions between a word and the spoken word before it."""
        first = self.positions(word)[0]
        before = np.flatnonzero(self.encoded.word_index[:first] >= 0)[-1]
        return slice(int(before) + 1, first)

    def limited(self, limit: DurationLimit) -> tuple[int, int] | None:
        """First and last position of what a limit covers: its words, and beside them the silence where audio ends."""
        spoken = spoken_words(self.sentence.words)
        words = [index for index in spoken if self.sentence.words[index].delivery.limit == limit]
        if not words:
            return None
        first = 0 if self.opens and words[0] == spoken[0] else self.positions(words[0])[0]
        closing = self.closes and words[-1] == spoken[-1]
        return first, len(self.durations) - 1 if closing else self.positions(words[-1])[1]


def bound_ends(durations: Array, sounding: slice, lead: tuple[int, int], tail: tuple[int, int]) -> Array:
    """Durations (N,) in which the silences around the `sounding` positions keep to their bounds in frames."""
    bounded = durations.copy()
    for edge, (least, most) in ((slice(0, sounding.start), lead), (slice(sounding.stop, None), tail)):
        total = float(bounded[edge].sum())
        target = min(max(total, least), most)
        bounded[edge] = bounded[edge] * (target / total) if total > 0 else target / len(bounded[edge])
    return bounded


def spoken_words(words: Sequence[Word]) -> list[int]:
    """Indices of the words with phones."""
    return [index for index, word in enumerate(words) if word.phones]


def drafts_of(
    passage: Passage, voice: Voice, graphs: PersonaGraphs, rate: float, breathing: Breathing
) -> Iterator[Draft]:
    """The segments of a sentence.

    Args:
        passage: at least one of its words has phones.
        voice: speaks it.
        graphs: of the voice's persona.
        rate: factor of speed, > 0.
        breathing: of the whole request.

    Raises:
        ModelError: the model does not know a phone, or its output is unusable.
    """
    gap_s = passage.gap_s
    for part in segments(passage.sentence):
        spoken = spoken_words(part.words)
        if not spoken:
            continue
        yield _draft(replace(passage, gap_s=gap_s), part, voice, graphs, rate, breathing)
        gap_s = CLAUSE_GAP_S


def _draft(
    passage: Passage, sentence: Sentence, voice: Voice, graphs: PersonaGraphs, rate: float, breathing: Breathing
) -> Draft:
    signal, words = voice.persona.signal, sentence.words
    spoken = spoken_words(words)
    asked = {index: pause for index in spoken if (pause := asked_pause(words[index].before, signal.sample_rate))}
    read = _punctuated(sentence, asked, signal.sample_rate)
    encoded = encode(read)
    _check_symbols(encoded, voice)
    hidden, melody, durations = encode_words(encoded, voice, graphs)
    rates = np.array([prosody_factors(word).rate for word in words], dtype=np.float32)
    durations = with_pauses(durations, read, encoded, signal.sample_rate / signal.hop_length)
    durations = _audible(durations, encoded, signal)
    durations = np.minimum(durations / (rate * voice.entry.rate * rates[owners(encoded)]), LONGEST_PHONE_FRAMES)
    draft = Draft(
        passage, sentence, encoded, hidden, durations,
        before=silence(passage.gap_s / (rate * float(rates[spoken[0]])), signal.sample_rate),
        natural=True, inner={}, melody=melody,
    )  # fmt: skip
    draft.durations = bound_ends(draft.durations, draft.sounding, LEAD_FRAMES, TAIL_FRAMES)
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


def _punctuated(sentence: Sentence, asked: Mapping[int, Pause], sample_rate: int) -> Sentence:
    """The sentence as the models are to read it: a comma where a phrase ends or a pause is asked for, none where it is
    taken away.
    """
    words = [replace(word, punctuation=",") if word.ends_phrase else word for word in sentence.words]
    for index, pause in asked.items():
        if index == 0:
            continue
        before = words[index - 1]
        if pause.exact and pause.samples < _SHORTEST_COMMA_S * sample_rate:
            words[index - 1] = replace(before, punctuation="", ends_phrase=False)
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


def _audible(durations: Array, encoded: EncodedSentence, signal: MelConfig) -> Array:
    """Durations (N,) in which a trill can be told from a tap, and a glottal stop is heard."""
    least_s = np.where(np.isin(encoded.phone_ids, _trills()), LEAST_TRILL_S, 0.0)
    least_s[list(encoded.stops)] = LEAST_STOP_S
    return np.maximum(durations, least_s * signal.sample_rate / signal.hop_length).astype(np.float32)


@cache
def _trills() -> list[int]:
    return [symbol_ids()[symbol] for symbol, row in inventory().items() if "manner:trill" in row.features]

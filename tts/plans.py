"""What planning hands on: segments whose timing is settled, and the sentences they make up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from frontend.phonology import EncodedSentence
from frontend.types import Sentence
from tts.config import MelConfig
from tts.pauses import Pause, Stretch
from tts.prosody import Curves

Array = NDArray[np.float32]
Frames = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Plan:
    """A segment whose timing is settled.

    `hidden` (N, H) is the encoder's output and `frames` (N,) the length of each position of `encoded` in frames.
    `insertions` maps a frame to the stretches that are put in before it; `curves` is None where nothing is changed.
    `melody` (N, H) are the hidden states that F0 and loudness are those of, if not `hidden`.
    `register` is by how many semitones F0 is moved at the first frame and behind the last one, and evenly between.
    """

    sentence: Sentence
    encoded: EncodedSentence
    hidden: Array
    frames: Frames
    signal: MelConfig
    insertions: Mapping[int, tuple[Stretch, ...]] = field(default_factory=dict)
    curves: Curves | None = None
    register: tuple[float, float] = (0.0, 0.0)
    melody: Array | None = None

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
    """Segments in order; `pauses` holds what stands before each. `offset` is that of the spans in the caller's text.

    `notes` say what could not be done as it was asked.
    """

    sentence: Sentence
    segments: tuple[Plan, ...]
    pauses: tuple[Pause, ...]
    offset: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence on its way to the planner; `gap_s` is the natural pause before it at rate 1.

    `goes_on` tells whether another sentence of its paragraph stands before it.
    """

    sentence: Sentence
    gap_s: float
    offset: int = 0
    goes_on: bool = False

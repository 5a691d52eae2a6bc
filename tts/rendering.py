"""One segment from phones to waveform: durations, frames, mel, source signals, vocoder, inverse STFT.

Planning (phones to whole frames) and rendering (frames to samples) are apart, so that marks are known before any audio
exists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontend.phonology import EncodedSentence, encode
from frontend.types import Sentence
from tts.acoustic.regulate import expansion_index, frame_positions, round_durations
from tts.audio.excitation import pulse_train, white_noise
from tts.audio.level import gain_from_db, limit
from tts.audio.stft import istft, stft
from tts.config import MelConfig
from tts.errors import ModelError
from tts.runtime import PersonaGraphs, Style
from tts.voice import Voice

Array = NDArray[np.float32]

LEAD_FRAMES = (6, 10)
"""Least and greatest length of the silence before the first phone: 75 to 125 ms at 80 frames per second."""

TAIL_FRAMES = (12, 20)
"""The same after the last phone (final punctuation and sentence edge together): 150 to 250 ms, room to ring out."""

LONGEST_PHONE_FRAMES = 400
"""Five seconds: a bound on memory, far above any real phone or pause at the slowest rate."""

CHUNK_FRAMES = 480
"""The vocoder works on six seconds at a time."""

_OVERLAP_FRAMES = 2  # an STFT frame reaches two hops to either side
_FADE_S = 0.005  # fades at the ends, which lie in silence
_NOISE_SEED = 2026
"""The noise of every segment starts from the same seed: equal requests give equal samples."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A segment whose timing is settled.

    `hidden` (N, H) is the encoder's output and `frames` (N,) the length of each position of `encoded` in frames.
    """

    sentence: Sentence
    encoded: EncodedSentence
    hidden: Array
    frames: NDArray[np.int64]

    @property
    def n_frames(self) -> int:
        return int(self.frames.sum())

    @property
    def silent_frames(self) -> tuple[int, int]:
        """Frames before the first and after the last phone."""
        phones = np.flatnonzero(self.encoded.word_index >= 0)
        return int(self.frames[: phones[0]].sum()), int(self.frames[phones[-1] + 1 :].sum())

    def word_frames(self) -> list[tuple[int, int] | None]:
        """First and one-past-last frame of each word of the sentence; None for a word without phones."""
        ends = np.cumsum(self.frames)
        times: list[tuple[int, int] | None] = []
        for index in range(len(self.sentence.words)):
            positions = np.flatnonzero(self.encoded.word_index == index)
            if len(positions):
                times.append((int(ends[positions[0]] - self.frames[positions[0]]), int(ends[positions[-1]])))
            else:
                times.append(None)
        return times


def plan(sentence: Sentence, voice: Voice, graphs: PersonaGraphs, rate: float) -> Plan:
    """Phones, hidden states and whole frames of one segment.

    Args:
        sentence: at least one of its words has phones.
        voice: speaks it.
        graphs: of the voice's persona.
        rate: factor of speed, > 0; 2 halves every duration.

    Raises:
        ModelError: the model does not know a phone of the sentence, or its output is unusable.
    """
    encoded = encode(sentence)
    known = len(voice.persona.symbols)
    symbols = zip(encoded.symbols(), encoded.phone_ids, strict=True)
    unknown = sorted({symbol for symbol, index in symbols if index >= known})
    if unknown:
        raise ModelError(
            f"persona {voice.persona.persona!r} {voice.persona.version} was trained without the phones "
            f"{' '.join(unknown)}: use a newer voice, or take them out of the lexicon"
        )
    ids = (encoded.phone_ids, encoded.stress_ids, encoded.language_ids)
    hidden, durations = graphs.encode(*ids, Style.of(voice))
    scaled = np.clip(durations / (rate * voice.entry.rate), 0.0, LONGEST_PHONE_FRAMES)
    return Plan(sentence, encoded, hidden, _whole_frames(scaled, encoded.word_index >= 0))


def _whole_frames(durations: Array, sounding: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Frames (N,): every phone sounds for at least one, and the silences at the ends keep to their bounds."""
    phones = np.flatnonzero(sounding)
    bounded = durations.copy()
    for edge, (least, most) in ((slice(0, phones[0]), LEAD_FRAMES), (slice(phones[-1] + 1, None), TAIL_FRAMES)):
        total = float(bounded[edge].sum())
        target = min(max(total, least), most)
        bounded[edge] = bounded[edge] * (target / total) if total > 0 else target / len(bounded[edge])
    return round_durations(bounded, sounding.astype(np.int64))


def render(segment: Plan, voice: Voice, graphs: PersonaGraphs, pitch: float) -> Iterator[Array]:
    """The segment's samples, in order, as pieces of float32; together `n_frames * hop_length` samples.

    Args:
        segment: what to say and when.
        voice: the same as in `plan`.
        graphs: the same as in `plan`.
        pitch: factor of F0, > 0.
    """
    frames_hidden = segment.hidden[expansion_index(segment.frames)]  # (T, H)
    f0_ratio = np.full(segment.n_frames, pitch * voice.entry.pitch, dtype=np.float32)
    mel, f0_hz = graphs.decode(frames_hidden, frame_positions(segment.frames), Style.of(voice), f0_ratio)
    signal = voice.persona.signal
    gain = np.float32(gain_from_db(voice.entry.gain_db))
    fade = _fade(round(_FADE_S * signal.sample_rate))
    starts = range(0, segment.n_frames, CHUNK_FRAMES)
    for start, samples in zip(starts, _vocode(mel, f0_hz, voice, graphs), strict=True):
        samples = limit(samples * gain)
        if start == starts[0]:
            samples[: len(fade)] *= fade
        if start == starts[-1]:
            samples[-len(fade) :] *= fade[::-1]
        yield samples


def _vocode(mel: Array, f0_hz: Array, voice: Voice, graphs: PersonaGraphs) -> Iterator[Array]:
    """Samples of `CHUNK_FRAMES` frames at a time, each made with the frames around it that can be heard in it.

    Memory is bounded by the chunk, and the joined chunks equal what one run over all frames would give.
    """
    signal, n_frames = voice.persona.signal, len(f0_hz)
    context = voice.persona.vocoder_context + _OVERLAP_FRAMES
    pulses, _ = pulse_train(np.append(f0_hz, f0_hz[-1:]), signal)
    noise = white_noise(n_frames * signal.hop_length, np.random.default_rng(_NOISE_SEED))
    for start in range(0, n_frames, CHUNK_FRAMES):
        end = min(start + CHUNK_FRAMES, n_frames)
        first, last = max(start - context, 0), min(end + context, n_frames)
        source = (_spectrum(wave, first, last, signal) for wave in (pulses, noise))
        spectrum = graphs.vocode(mel[first:last], f0_hz[first:last], *source)
        begin = (start - first) * signal.hop_length
        yield istft(spectrum, signal)[begin : begin + (end - start) * signal.hop_length]


def _spectrum(waveform: Array, first: int, last: int, signal: MelConfig) -> Array:
    """Frames `first` to `last` of the waveform's STFT, (last - first, 2F)."""
    before = max(first - _OVERLAP_FRAMES, 0)
    after = last + _OVERLAP_FRAMES
    return stft(waveform[before * signal.hop_length : after * signal.hop_length], signal)[first - before :][
        : last - first
    ]


def _fade(length: int) -> Array:
    """Raised cosine from 0 to 1, (length,)."""
    return (0.5 - 0.5 * np.cos(np.pi * (np.arange(length) + 0.5) / length)).astype(np.float32)

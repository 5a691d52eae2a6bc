"""Where the clips of a report come from: the engine, recordings, the teacher, copy-synthesis and espeak-ng.

Every source is a generator of `Sample`, so that no more than one clip of it is in memory.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tts.audio.excitation import excite
from tts.audio.f0 import F0Tracker
from tts.audio.mel import log_mel
from tts.evaluate.manifests import Clip
from tts.evaluate.waveforms import Waveform, read_waveform
from tts.runtime import PersonaGraphs

if TYPE_CHECKING:
    from tts.evaluate.espeak import EspeakVoice
    from tts.synthesizer import Synthesizer
    from tts.voice import Voice


@dataclass(frozen=True, slots=True)
class Sample:
    """One clip with what it says; `synthesis_s` is the wall time that making it took, None for recordings."""

    waveform: Waveform
    text: str
    locale: str
    synthesis_s: float | None = None


def engine_samples(synthesizer: Synthesizer, voice: Voice, sentences: Sequence[str]) -> Iterator[Sample]:
    """What the engine makes of `sentences`; the graphs are warm before the first is timed."""
    synthesizer.synthesize(sentences[0], voice=voice.name)
    for text in sentences:
        started = time.perf_counter()
        audio = synthesizer.synthesize(text, voice=voice.name)
        elapsed = time.perf_counter() - started
        yield Sample(Waveform(audio.samples, audio.sample_rate), text, voice.locale, elapsed)


def recorded_samples(clips: Sequence[Clip]) -> Iterator[Sample]:
    """Clips of a manifest: natural recordings, or those of a teacher."""
    for clip in clips:
        yield Sample(read_waveform(clip.audio), clip.text, clip.locale)


def copy_samples(clips: Sequence[Clip], voice: Voice, threads: int = 1) -> Iterator[Sample]:
    """Recordings taken apart into mel and F0 and put together again by the voice's vocoder: its own ceiling."""
    signal, parts = voice.persona.signal, voice.persona.parts
    graphs = PersonaGraphs(voice, threads)
    tracker = F0Tracker(threads=threads)
    for sample in recorded_samples(clips):
        waveform = sample.waveform.resampled(signal.sample_rate)
        mel = log_mel(waveform.samples, signal)  # (T, M)
        f0_hz = tracker.track(waveform.samples, signal.sample_rate, signal.hop_length)
        mel = mel[: len(f0_hz)]
        started = time.perf_counter()
        spectra = parts.spectra(*excite(f0_hz, signal, seed=0))
        samples = parts.join(*graphs.vocode(mel, f0_hz, *spectra))
        elapsed = time.perf_counter() - started
        yield Sample(Waveform(samples, signal.sample_rate), sample.text, sample.locale, elapsed)


def espeak_samples(voice: EspeakVoice, sentences: Sequence[str], locale: str) -> Iterator[Sample]:
    """What espeak-ng makes of `sentences`."""
    for text in sentences:
        started = time.perf_counter()
        waveform = voice.synthesize(text, locale)
        yield Sample(waveform, text, locale, time.perf_counter() - started)

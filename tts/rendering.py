"""One segment from frames to waveform: mel, source signals, vocoder, inverse STFT, and the effects on the way.

`tts.planning` has settled how long everything lasts, so marks are known before any audio exists.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tts import effects
from tts.acoustic.regulate import expansion_index, frame_positions
from tts.audio.excitation import excite_until
from tts.audio.level import gain_from_db, limit
from tts.audio.stft import REACH_FRAMES
from tts.config import MelConfig
from tts.glottal import close, closures
from tts.languages import decode_languages
from tts.lone_words import as_loud, same_melody
from tts.pauses import Stretch
from tts.plans import Plan
from tts.prosody import RISE_SEMITONES, Curves
from tts.runtime import PersonaGraphs
from tts.voice import Voice

Array = NDArray[np.float32]
Chunks = Sequence[tuple[int, int]]

CHUNK_FRAMES = 480
"""The vocoder works on six seconds at a time."""

FIRST_CHUNK_FRAMES = 120
"""The same for the first sound of a request, if the segment is more than twice as long: nobody waits for the rest."""

_FADE_S = 0.005  # fades around pauses, which lie in near-silence
_NOISE_SEED = 2026
"""The noise of every segment starts from the same seed: equal requests give equal samples."""


def render(
    segment: Plan, voice: Voice, graphs: PersonaGraphs, pitch: float, *, is_first: bool = False
) -> Iterator[Array]:
    """The segment's samples with its inner pauses, in order, as pieces of float32; together `segment.n_samples`.

    Args:
        segment: what to say and when.
        voice: the same as in planning.
        graphs: the same as in planning.
        pitch: factor of F0, > 0.
        is_first: whether somebody waits for the first sound.
    """
    signal, curves = voice.persona.signal, segment.curves
    chunks = _chunks(segment, is_first)
    mel, f0_hz = _decode(segment, voice, graphs, pitch)
    spoken = _vocode(mel, f0_hz, curves, chunks, voice, graphs)
    gain = gain_from_db(voice.entry.gain_db)
    after_pause = False
    for (_, end), samples in zip(chunks, _finish(spoken, chunks, segment, gain), strict=True):
        pauses = [stretch for stretch in segment.insertions.get(end, ()) if stretch.samples]
        if after_pause:
            fade_in(samples, signal.sample_rate)
        if pauses:
            fade_out(samples, signal.sample_rate)
        yield samples
        yield from pause_audio(pauses, signal.sample_rate)
        after_pause = bool(pauses)


def pause_audio(stretches: Iterable[Stretch], sample_rate: int) -> Iterator[Array]:
    """What is heard in a pause, as pieces that are not empty: breaths, and silence a second at a time.

    Breaks add up to any length: nobody has to hold that in memory, and whoever stops listening stops the work.
    """
    for stretch in stretches:
        if stretch.breath_db is not None:
            generator = np.random.default_rng(_NOISE_SEED)
            yield limit(effects.breath(stretch.samples, stretch.breath_db, sample_rate, generator))
            continue
        for start in range(0, stretch.samples, sample_rate):
            yield np.zeros(min(sample_rate, stretch.samples - start), dtype=np.float32)


def fade_in(samples: Array, sample_rate: int) -> None:
    """Let samples begin at zero (in place)."""
    ramp = effects.fade(min(round(_FADE_S * sample_rate), len(samples)))
    samples[: len(ramp)] *= ramp


def fade_out(samples: Array, sample_rate: int) -> None:
    """Let samples end at zero (in place)."""
    fade_in(samples[::-1], sample_rate)


def _chunks(segment: Plan, is_first: bool) -> Chunks:
    """Frames of each run of the vocoder: every `CHUNK_FRAMES` one ends, and at each inner pause."""
    early = {FIRST_CHUNK_FRAMES} if is_first and segment.n_frames > 2 * FIRST_CHUNK_FRAMES else set()
    ends = early | {*range(CHUNK_FRAMES, segment.n_frames, CHUNK_FRAMES), *segment.insertions, segment.n_frames}
    edges = [0, *sorted(ends)]
    return list(pairwise(edges))


def _decode(segment: Plan, voice: Voice, graphs: PersonaGraphs, pitch: float) -> tuple[Array, Array]:
    """Mel (T, M) and F0 in Hz (T,), 0 where unvoiced, with the glottal stops and effects that change them."""
    mel, f0_hz = _decode_curves(segment, voice, graphs, pitch)
    return close(mel, f0_hz, closures(segment.encoded, segment.frames))


def _decode_curves(segment: Plan, voice: Voice, graphs: PersonaGraphs, pitch: float) -> tuple[Array, Array]:
    signal, curves = voice.persona.signal, segment.curves
    index = expansion_index(segment.frames)  # (T,)
    positions, languages = frame_positions(segment.frames), segment.encoded.language_ids[index]

    def decode(hidden: Array, ratio: Array) -> tuple[Array, Array]:
        return decode_languages(hidden[index], positions, languages, voice, graphs, ratio)

    register = np.exp2(np.linspace(*segment.register, segment.n_frames, dtype=np.float32) / 12.0)
    asked = pitch * voice.entry.pitch * register
    if curves is not None:
        asked *= curves.pitch
    ratio, alone = asked, None
    if segment.melody is not None:
        alone, wanted_hz = decode(segment.melody, asked)
        ratio = asked * same_melody(wanted_hz, decode(segment.hidden, asked)[1])
    if curves is not None and (np.any(curves.spread != 1.0) or curves.rise.any()):
        _, f0_hz = decode(segment.hidden, ratio)  # the model's own F0 has to be known before it can be moved
        ratio = ratio * _melody(f0_hz / asked, curves, voice.entry.log_f0_mean)
    mel, f0_hz = decode(segment.hidden, ratio)
    if alone is not None:
        mel = as_loud(mel, alone)
    if curves is not None:
        mel = effects.soften(effects.vocal_tract(mel, curves.tract, signal), curves.soft, signal)
    return mel, f0_hz


def _melody(f0_hz: Array, curves: Curves, log_mean: float) -> Array:
    """Factors (T,) of the model's own F0 (T,) that spread it around its mean, and let questions rise."""
    voiced = np.flatnonzero(f0_hz > 0)
    if not len(voiced):
        return np.ones_like(f0_hz)
    frames = np.arange(len(f0_hz))
    own = np.interp(frames, voiced, np.log(f0_hz[voiced])) - log_mean  # no steps at the edges of voiced parts
    moved = curves.spread * own
    moved += _audible_rise(curves.rise, f0_hz > 0) * (RISE_SEMITONES * math.log(2.0) / 12.0 - moved)
    return np.exp(moved - own).astype(np.float32)


def _audible_rise(rise: Array, voiced: NDArray[np.bool_]) -> Array:
    """The way from 0 to 1 (T,), faster at first, that ends where the voice does: the last frames may be breath."""
    audible = rise.copy()
    inside = np.flatnonzero(rise > 0)
    for ramp in np.split(inside, np.flatnonzero(np.diff(inside) > 1) + 1):
        heard = ramp[voiced[ramp]]
        if len(heard):
            audible[ramp] = 1.0 - np.square(1.0 - np.minimum(rise[ramp] / rise[heard[-1]], 1.0))
    return audible


def _vocode(
    mel: Array, f0_hz: Array, curves: Curves | None, chunks: Chunks, voice: Voice, graphs: PersonaGraphs
) -> Iterator[Array]:
    """Samples of each chunk, made with the frames around it that can be heard in it.

    Memory is bounded by the chunk, and the joined chunks equal what one run over all frames would give (a graph in
    eight bits scales each run by its own range: there they differ by its rounding, 36 dB below the speech).
    """
    signal, parts = voice.persona.signal, voice.persona.parts
    context = voice.persona.vocoder_context + REACH_FRAMES
    whispering = curves is not None and bool(curves.whispered.any())
    if whispering and curves is not None:
        context += effects.LEVEL_FRAMES
        breathed_mel = effects.without_voice_bar(mel, curves.whispered, signal)
    spans = [(max(start - context, 0), min(end + context, len(f0_hz))) for start, end in chunks]
    sources = _sources([min(last + REACH_FRAMES, len(f0_hz)) for _, last in spans], f0_hz, curves, signal)
    for (start, end), (first, last), (pulses, noise) in zip(chunks, spans, sources, strict=True):
        here = slice(first, last)
        # The spectra, eight times as large as the samples, get no name: it would keep them until the next chunk.
        samples = parts.join(*graphs.vocode(mel[here], f0_hz[here], *parts.spectra(pulses, noise, first, last)))
        if whispering and curves is not None and curves.whispered[here].any():
            unvoiced = np.zeros_like(f0_hz[here])
            spectra = parts.spectra(np.zeros_like(pulses), noise, first, last)
            breathed = parts.join(*graphs.vocode(breathed_mel[here], unvoiced, *spectra))
            samples = effects.whisper(samples, breathed, curves.whispered[here], signal)
        begin = (start - first) * signal.hop_length
        yield samples[begin : begin + (end - start) * signal.hop_length]


def _sources(
    ends: Iterable[int], f0_hz: Array, curves: Curves | None, signal: MelConfig
) -> Iterator[tuple[Array, Array]]:
    """Pulse train and noise up to each of these frames; a soft voice has less of the one and more of the other."""
    sources = excite_until(ends, f0_hz, signal, _NOISE_SEED)
    if curves is None or not curves.soft.any():
        yield from sources
        return
    amount = effects.sample_curve(curves.soft, signal)
    for pulses, noise in sources:
        soft = amount[: len(pulses)]
        harmonics = pulses * (1.0 - soft * (1.0 - effects.SOFT_HARMONICS))
        yield harmonics, noise * (1.0 + soft * (effects.SOFT_NOISE - 1.0))


def _finish(spoken: Iterable[Array], chunks: Chunks, segment: Plan, gain: float) -> Iterator[Array]:
    """The voice's own gain, compression, bleeps and volume, and a limit to it all."""
    signal, curves = segment.signal, segment.curves
    if curves is None:
        yield from (limit(samples * np.float32(gain)) for samples in spoken)
        return
    volume, bleeped = (effects.sample_curve(curve, signal) for curve in (curves.gain, curves.bleeped))
    compressed = effects.sample_curve(curves.compressed, signal)
    compressor = effects.Compressor(signal) if curves.compressed.any() else None
    limiter = effects.Limiter(signal) if volume.max() > 1.0 or compressor else None
    for (start, end), voiced in zip(chunks, spoken, strict=True):
        here = slice(start * signal.hop_length, end * signal.hop_length)
        samples: Array = voiced * np.float32(gain)
        if compressor:
            amount = compressed[here]
            samples = samples * (amount * compressor.gains(samples) + (1.0 - amount))
        if bleeped[here].any():
            tone = effects.bleep(here.start, len(samples), signal.sample_rate)
            samples = samples + bleeped[here] * (tone - samples)
        samples = samples * volume[here]
        if limiter is None:
            yield limit(samples)
            continue
        settled = limiter.process(samples)
        ends = end == segment.n_frames or end in segment.insertions
        yield np.concatenate([settled, limiter.flush()]) if ends else settled

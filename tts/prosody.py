"""From the delivery of words to what each phone and each frame of a segment does.

Every effect of SSML becomes a number for each word (`ProsodyFactors`), then a curve over the frames (`Curves`) that is
smoothed over the edges of the words. The renderer knows curves only.

    domain news            8 % faster, F0 moves a quarter more around its mean
    domain conversational  3 % slower, F0 moves a tenth more
    emphasis strong        a fifth slower, +3 dB, F0 8 % up, and 8 % more on the stressed vowel
    emphasis moderate      a tenth slower, +1.5 dB, F0 4 % up, and 4 % more on the stressed vowel
    emphasis reduced       a tenth faster, -3 dB, F0 3 % down and a third flatter
    reporting clause       -2 dB, F0 a semitone down and moving half as far around its mean

A question that rises (`frontend.intonation`) does so from its last stressed vowel on, to four semitones above the
voice's mean: the nuclear rise L* H-H% of the ToBI systems. The training data have no rises to learn from.

A sentence that goes on in a paragraph begins lower than the one that opened it, and comes down to the same end: the
reset of declination is whole only where a paragraph begins (Lehiste 1975, "The phonetic structure of paragraphs").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontend.phonology import EncodedSentence
from frontend.types import NEUTRAL, Emphasis, Word
from tts.audio.level import gain_from_db

Array = NDArray[np.float32]

HIGHEST_LIMIT_FACTOR = 5.0
"""How much faster a limited duration may make speech."""

RISE_SEMITONES = 4.0
"""Where a rising question ends, above the voice's mean F0."""

GOING_ON_SEMITONES = -1.0
"""F0 where a sentence begins that goes on in a paragraph, beside one that opens it. Measured in pages of three and more
sentences, between the first and those in the middle: a man's English -1.06 and a woman's French -1.08 in the first
300 ms, +.33 and -.38 in the last 250 (`recipes/README.md`)."""

_PRIMARY_STRESS = 2
_SHORTEST_RISE_FRAMES = 16  # 200 ms: a faster rise sounds like a chirp
_F0_SMOOTHING_FRAMES = 7  # 90 ms: a glide as fast as speakers make them
_TIMBRE_SMOOTHING_FRAMES = 3


@dataclass(frozen=True, slots=True)
class ProsodyFactors:
    """A word's delivery in numbers; the defaults change nothing.

    `rate` is a factor of speed, `pitch` of F0, `accent` of F0 on the stressed vowel; `spread` multiplies the distance
    of ln F0 from the voice's mean; `gain` is a factor of amplitude.
    """

    rate: float = 1.0
    pitch: float = 1.0
    accent: float = 1.0
    spread: float = 1.0
    gain: float = 1.0


_EMPHASIS = {
    Emphasis.STRONG: ProsodyFactors(1 / 1.2, 1.08, 1.08, 1.15, gain_from_db(3.0)),
    Emphasis.MODERATE: ProsodyFactors(1 / 1.1, 1.04, 1.04, 1.05, gain_from_db(1.5)),
    Emphasis.REDUCED: ProsodyFactors(1.1, 0.97, 1.0, 0.67, gain_from_db(-3.0)),
}
_REPORTING = ProsodyFactors(pitch=2 ** (-1 / 12), spread=0.5, gain=gain_from_db(-2.0))
"""Readers' clauses such as "said the fox" lie 1.5 and 1.9 semitones below the page, with a deviation of 1.4 and 1.0
semitones instead of 1.8 to 2.3, and are 2.5 and 2.0 dB softer (a man's English, a woman's French; see
`recipes/README.md`). The models' own lie as low, at the end of a sentence as they are, but move as far as any."""
_DOMAINS = {"news": ProsodyFactors(rate=1.08, spread=1.25), "conversational": ProsodyFactors(rate=0.97, spread=1.1)}


def prosody_factors(word: Word) -> ProsodyFactors:
    """The product of prosody, emphasis, domain, and what the narrator does behind direct speech."""
    delivery = word.delivery
    if delivery is NEUTRAL:
        return _REPORTING if word.reports else ProsodyFactors()
    prosody = delivery.prosody
    parts = [ProsodyFactors(prosody.rate, prosody.pitch, gain=gain_from_db(prosody.volume_db))]
    if word.reports:
        parts.append(_REPORTING)
    if delivery.emphasis is not None:
        parts.append(_EMPHASIS[delivery.emphasis])
    if delivery.domain is not None:
        parts.append(_DOMAINS[delivery.domain])
    rate = pitch = accent = spread = gain = 1.0
    for part in parts:
        rate, pitch, accent = rate * part.rate, pitch * part.pitch, accent * part.accent
        spread, gain = spread * part.spread, gain * part.gain
    return ProsodyFactors(rate, pitch, accent, spread, gain)


def owners(encoded: EncodedSentence) -> NDArray[np.int64]:
    """Index of the word that each position follows: its own, for pauses that of the word before (N,).

    The silence before the first phone belongs to the first word.
    """
    index = encoded.word_index
    positions = np.where(index >= 0, np.arange(len(index)), -1)
    last = np.maximum.accumulate(positions)
    first = int(np.argmax(index >= 0))
    return index[np.where(last >= 0, last, first)]


@dataclass(frozen=True, slots=True)
class Curves:
    """What each frame of a segment does; all arrays are (T,) float32.

    `pitch` is a factor of F0 and `spread` of its distance from the mean (see `ProsodyFactors`); `rise` is how far the
    melody has gone from its own course to the height of a question, 0 to 1; `tract` is the factor of the vocal tract's
    length; `soft` is how much of soft phonation is applied, 0 to 1. `whispered`, `compressed` and `bleeped` are 0 or 1;
    `gain` is a factor of amplitude, with steps at the edges of words.
    """

    pitch: Array
    spread: Array
    rise: Array
    tract: Array
    soft: Array
    whispered: Array
    compressed: Array
    bleeped: Array
    gain: Array


def curves(words: Sequence[Word], encoded: EncodedSentence, frames: NDArray[np.int64]) -> Curves | None:
    """The curves of a segment; None if every word is spoken plainly.

    Args:
        words: of the segment.
        encoded: their phones (N,).
        frames: (N,) length of each position.
    """
    if not any(word.delivery != NEUTRAL or word.bleeped or word.rises or word.reports for word in words):
        return None
    owner = owners(encoded)
    factors = [prosody_factors(word) for word in words]
    effects = [word.delivery.effects for word in words]

    def spread_out(values: Sequence[float]) -> Array:
        return np.repeat(np.asarray(values, dtype=np.float32)[owner], frames)

    pitch = np.asarray([factor.pitch for factor in factors], dtype=np.float32)[owner]
    accent = np.asarray([factor.accent for factor in factors], dtype=np.float32)[owner]
    stressed = (encoded.stress_ids == _PRIMARY_STRESS) & (encoded.word_index >= 0)
    f0 = np.repeat(pitch * np.where(stressed, accent, 1.0), frames)
    bleeps = np.asarray([word.bleeped for word in words], dtype=np.float32)[owner] * (encoded.word_index >= 0)
    return Curves(
        pitch=np.exp(_smooth(np.log(f0), _F0_SMOOTHING_FRAMES)),
        spread=_smooth(spread_out([factor.spread for factor in factors]), _F0_SMOOTHING_FRAMES),
        rise=_rise(words, encoded, frames),
        tract=_smooth(spread_out([effect.vocal_tract_length for effect in effects]), _TIMBRE_SMOOTHING_FRAMES),
        soft=_smooth(spread_out([effect.soft for effect in effects]), _TIMBRE_SMOOTHING_FRAMES),
        whispered=spread_out([effect.whispered for effect in effects]),
        compressed=spread_out([effect.compressed for effect in effects]),
        bleeped=np.repeat(bleeps.astype(np.float32), frames),
        gain=spread_out([factor.gain for factor in factors]),
    )


def _rise(words: Sequence[Word], encoded: EncodedSentence, frames: NDArray[np.int64]) -> Array:
    """A ramp from the last stressed vowel of each rising question to the end of its last word, 0 elsewhere (T,)."""
    ends = np.cumsum(frames)
    rise = np.zeros(int(ends[-1]), dtype=np.float32)
    for index in (index for index, word in enumerate(words) if word.rises and word.phones):
        last = int(np.flatnonzero(encoded.word_index == index)[-1])
        stressed = np.flatnonzero(encoded.stress_ids[: last + 1] == _PRIMARY_STRESS)
        nucleus = int(stressed[-1]) if len(stressed) else last
        end = int(ends[last])
        start = max(min(int(ends[nucleus] - frames[nucleus]), end - _SHORTEST_RISE_FRAMES), 0)
        rise[start:end] = np.linspace(0.0, 1.0, end - start, dtype=np.float32)
    return rise


def _smooth(values: NDArray[np.floating], width: int) -> Array:
    """Weighted mean over `width` frames (odd), the ends held; equal values stay exactly as they are."""
    if np.ptp(values) == 0:
        return values.astype(np.float32)
    weights = np.hanning(width + 2)[1:-1]
    padded = np.pad(values, width // 2, mode="edge")
    return np.convolve(padded, weights / weights.sum(), mode="valid").astype(np.float32)


def limit_factor(scalable_s: float, fixed_s: float, limit_s: float) -> float:
    """Factor of speed that brings speech into a limit: from 1 (it never slows) to 5.

    Args:
        scalable_s: time of phones and natural pauses.
        fixed_s: time of the breaks and breaths that the document asks for.
        limit_s: what both together may take.
    """
    left_s = limit_s - fixed_s
    return HIGHEST_LIMIT_FACTOR if left_s <= 0 else min(max(scalable_s / left_s, 1.0), HIGHEST_LIMIT_FACTOR)

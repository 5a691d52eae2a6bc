"""Loudness of speech: measuring its active level, and a limiter that leaves ordinary peaks alone.

The active speech level follows method B of ITU-T P.56: the power of the samples divided by the share of time in which
the envelope lies less than 15.9 dB below that level. Pauses therefore do not count, and a short prompt measures the
same as a long one. The envelope is taken at steps of 5 ms, which is short against its time constant of 30 ms.
Levels are in dB relative to full scale (a square wave at 1.0 has 0 dB, a full-scale sine -3 dB).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

SPEECH_LEVEL_DB = -22.0
"""Target active level of prompts: about the level of speech on the wire that RFC 7874 (section 4) asks for."""

PEAK_LIMIT_DB = -1.0
"""No sample leaves the limiter above this."""

_KNEE_DB = -4.0
_STEP_S = 0.005
_TIME_CONSTANT_S = 0.03
_HANGOVER_S = 0.2
_MARGIN_DB = 15.9
_SILENCE_DB = -100.0


def gain_from_db(decibels: float) -> float:
    """Amplitude factor of a gain in dB."""
    return float(10.0 ** (decibels / 20.0))


def peak_db(samples: NDArray[np.float32]) -> float:
    """Largest magnitude in dB; -100 for silence."""
    peak = float(np.max(np.abs(samples), initial=0.0))
    return max(20.0 * math.log10(peak), _SILENCE_DB) if peak > 0 else _SILENCE_DB


def active_level_db(samples: NDArray[np.float32], sample_rate: int) -> float:
    """Active speech level after ITU-T P.56.

    Args:
        samples: (L,) float32, full scale at 1.
        sample_rate: Hz.

    Returns:
        Level in dB; -100 where there is no sound.
    """
    energy = float(np.sum(np.square(samples, dtype=np.float64)))
    step = max(1, round(_STEP_S * sample_rate))
    if energy <= 0 or len(samples) < step:
        return _SILENCE_DB
    envelope = _envelope(np.abs(samples), step)
    hangover = round(_HANGOVER_S / _STEP_S)
    held = np.sort(sliding_window_view(np.pad(envelope, (hangover, 0)), hangover + 1).max(axis=1))
    # A step is active where the envelope reaches the threshold, and for the hangover after it. Between two neighbours
    # in `held` the same steps are active, so every threshold can be tried, and the level moves with the gain exactly.
    first = int(np.searchsorted(held, 1e-9))
    if first == len(held):
        return _SILENCE_DB
    active_samples = step * (len(held) - np.arange(first, len(held)))
    active_db = 10.0 * np.log10(energy / active_samples)
    met = active_db - 20.0 * np.log10(held[first:]) <= _MARGIN_DB
    loudest = np.searchsorted(held[first:], held[-1])  # of a click, which is above its envelope whatever counts
    return float(active_db[np.argmax(met) if met.any() else loudest])


def to_level(samples: NDArray[np.float32], sample_rate: int, level_db: float = SPEECH_LEVEL_DB) -> NDArray[np.float32]:
    """One gain for the whole piece so that its active level becomes `level_db`, then the limiter."""
    measured = active_level_db(samples, sample_rate)
    if measured <= _SILENCE_DB:
        return samples
    return limit(samples * np.float32(gain_from_db(level_db - measured)))


def limit(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Bend what lies above -4 dB smoothly so that nothing passes -1 dB.

    The curve has no memory: pieces of a stream come out exactly as the whole would.
    """
    knee, ceiling = gain_from_db(_KNEE_DB), gain_from_db(PEAK_LIMIT_DB)
    magnitude = np.abs(samples)
    if np.max(magnitude, initial=0.0) <= knee:
        return samples
    room = ceiling - knee
    bent = knee + room * np.tanh((magnitude - knee) / room)
    return np.where(magnitude > knee, np.copysign(bent, samples), samples).astype(np.float32)


def _envelope(magnitude: NDArray[np.float32], step: int) -> NDArray[np.float64]:
    """Mean magnitude of each step, smoothed twice by a first-order low-pass: (L // step,)."""
    steps = magnitude[: len(magnitude) // step * step].reshape(-1, step).mean(axis=1, dtype=np.float64)
    keep = math.exp(-_STEP_S / _TIME_CONSTANT_S)
    first = second = 0.0
    smoothed = np.empty_like(steps)
    for index, value in enumerate(steps):
        first = keep * first + (1 - keep) * value
        second = keep * second + (1 - keep) * first
        smoothed[index] = second
    return smoothed

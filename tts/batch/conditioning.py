"""Makes speech fit for a prompt: band limit, sample rate, one gain for the whole prompt, limiter, silence at the ends.

The order matters. The band is limited first, because the level has to hold for what the line carries; the ends are cut
or filled to the wanted silence, the active level after ITU-T P.56 is set with one gain (a gain for each sentence would
pump), and last a limiter that looks ahead holds the peaks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tts.audio.level import SPEECH_LEVEL_DB, active_level_db, gain_from_db
from tts.audio.resample import resample
from tts.effects import fade

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Conditioning:
    """Active level in dB re full scale, silence before and after the speech in ms, the highest peak in dB."""

    level_db: float = SPEECH_LEVEL_DB
    lead_ms: float = 60.0
    tail_ms: float = 160.0
    peak_db: float = -3.0


@dataclass(frozen=True, slots=True)
class Band:
    """Pass band in Hz; `high_hz` None leaves the upper end open."""

    low_hz: float
    high_hz: float | None


TELEPHONE = Band(120.0, 3_400.0)
WIDEBAND = Band(60.0, 7_000.0)
FULL = Band(40.0, None)

_SPEECH_BELOW_LEVEL_DB = 40.0
"""What lies further below the active level than this is silence."""

_SILENCE_DB = -100.0
_LIMITER_ROUNDS = 3
_BLOCK_S = 0.005
_LOOK_AHEAD_S = 0.005
_FADE_S = 0.004
_KERNEL_S = 0.05


def condition(samples: Array, from_hz: int, to_hz: int, band: Band, wanted: Conditioning) -> Array:
    """The prompt as it is to be coded.

    Args:
        samples: (L,) float32 at `from_hz`.
        from_hz: rate of the samples.
        to_hz: rate of the result.
        band: what is kept of the spectrum.
        wanted: level and silences.

    Returns:
        (L',) float32 at `to_hz`; silence gives silence of the length of the ends.
    """
    limited = resample(limit_band(samples, from_hz, band), from_hz, to_hz)
    threshold_db = active_level_db(limited, to_hz) - _SPEECH_BELOW_LEVEL_DB
    cut = set_ends(limited, to_hz, wanted.lead_ms, wanted.tail_ms, threshold_db)
    level_db = active_level_db(cut, to_hz)
    if level_db <= _SILENCE_DB:
        return cut
    gain_db = wanted.level_db - level_db
    for _ in range(_LIMITER_ROUNDS):
        loud = cut * np.float32(gain_from_db(gain_db))
        made = look_ahead_limit(loud, to_hz, wanted.peak_db)
        if made is loud:
            break
        gain_db += wanted.level_db - active_level_db(made, to_hz)  # what the limiter took is given back, limited again
    return made


def limit_band(samples: Array, sample_rate: int, band: Band) -> Array:
    """Linear-phase band limit without delay; DC is removed with the low end. (L,) in, (L,) out."""
    kernel = _kernel(sample_rate, band)
    half, size = len(kernel) // 2, 1 << 15
    block = size - len(kernel) + 1  # what one transform has room for
    response = np.fft.rfft(kernel, size)
    joined = np.zeros(len(samples) + len(kernel) + block, dtype=np.float64)
    for start in range(0, len(samples), block):
        part = np.fft.irfft(np.fft.rfft(samples[start : start + block], size) * response, size)
        end = min(start + block + len(kernel) - 1, len(joined))
        joined[start:end] += part[: end - start]
    return joined[half : half + len(samples)].astype(np.float32)


@lru_cache(maxsize=8)
def _kernel(sample_rate: int, band: Band) -> NDArray[np.float64]:
    """Impulse response (K,), K odd: a raised cosine at each edge of the band, cut out with a Hann window."""
    length = 2 * round(_KERNEL_S * sample_rate) + 1
    hz = np.asarray(np.fft.rfftfreq(1 << 16, 1 / sample_rate), dtype=np.float64)
    gain = _slope(hz, band.low_hz / 2, band.low_hz)
    if band.high_hz is not None and band.high_hz < sample_rate / 2:
        gain = gain * (1 - _slope(hz, band.high_hz, band.high_hz * 1.14))
    response = np.fft.fftshift(np.fft.irfft(gain))
    middle = len(response) // 2
    kernel = response[middle - length // 2 : middle + length // 2 + 1] * np.hanning(length + 2)[1:-1]
    return kernel - kernel.sum() * np.hanning(length) / np.hanning(length).sum()  # no DC at all


def _slope(hz: NDArray[np.float64], start_hz: float, end_hz: float) -> NDArray[np.float64]:
    """0 below `start_hz`, 1 above `end_hz`, a raised cosine between."""
    share = np.clip((hz - start_hz) / (end_hz - start_hz), 0.0, 1.0)
    return 0.5 - 0.5 * np.cos(np.pi * share)


def look_ahead_limit(samples: Array, sample_rate: int, peak_db: float) -> Array:
    """Turn the gain down smoothly around every peak above `peak_db`, starting 5 ms before it.

    The gain is the running minimum of what every sample needs, averaged over the same span: each average holds only
    values that are low enough for its sample, so that no peak passes.
    """
    ceiling = gain_from_db(peak_db)
    magnitude = np.abs(samples)
    if np.max(magnitude, initial=0.0) <= ceiling:
        return samples
    reach = max(1, round(_LOOK_AHEAD_S * sample_rate))
    needed = np.minimum(1.0, ceiling / np.maximum(magnitude, 1e-9)).astype(np.float64)
    lowest = _running_minimum(np.pad(needed, 2 * reach, constant_values=1.0), 2 * reach + 1)
    sums = np.cumsum(np.concatenate([[0.0], lowest]))
    gain = (sums[2 * reach + 1 :] - sums[: -2 * reach - 1]) / (2 * reach + 1)
    return (samples * np.minimum(gain, 1.0)).astype(np.float32)


def _running_minimum(values: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    """Minimum of every `width` neighbours: (L,) in, (L - width + 1,) out, by doubling the span."""
    span, result = 1, values
    while span < width:
        step = min(span, width - span)
        result = np.minimum(result[:-step], result[step:])
        span += step
    return result


def set_ends(samples: Array, sample_rate: int, lead_ms: float, tail_ms: float, threshold_db: float) -> Array:
    """Cut or fill the ends so that speech (blocks of 5 ms above the threshold) has this much before and after it."""
    block = max(1, round(_BLOCK_S * sample_rate))
    power = np.square(np.pad(samples, (0, -len(samples) % block)), dtype=np.float64).reshape(-1, block).mean(axis=1)
    loud = np.flatnonzero(power > 10.0 ** (threshold_db / 10.0))
    start, end = (int(loud[0]) * block, min((int(loud[-1]) + 1) * block, len(samples))) if len(loud) else (0, 0)
    lead, tail = (round(ms * sample_rate / 1000.0) for ms in (lead_ms, tail_ms))
    first, last = max(start - lead, 0), min(end + tail, len(samples))
    kept = samples[first:last].copy()
    ramp = fade(min(round(_FADE_S * sample_rate), len(kept) // 2))
    for inwards in (kept, kept[::-1]):
        inwards[: len(ramp)] *= ramp
    return np.pad(kept, (lead - (start - first), tail - (last - end)))

"""Effects on mels and on samples: vocal tract, soft and whispered voice, compression, limiting, bleeps and breaths.

Functions on mels take natural logs of magnitudes (T, M). Objects on samples keep their state between chunks, so that
chunks join without a seam. Gains are taken over blocks of about 2.5 ms, a whole number of which make a frame, and run
linearly between them.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from tts.audio.level import PEAK_LIMIT_DB, SPEECH_LEVEL_DB, gain_from_db
from tts.audio.mel import band_centres_hz
from tts.config import MelConfig

Array = NDArray[np.float32]

RAMP_S = 0.008
"""A gain moves from one word's to the next in so long a raised cosine."""

BLEEP_HZ = 1000.0
SOFT_HARMONICS, SOFT_NOISE = 0.6, 1.8
"""Factors of the pulse train and of the noise in soft phonation: the vocal folds close less, and air escapes."""

LEVEL_FRAMES = 12
"""A whisper has the level that the voice would have had, over so many frames to either side (0.3 s in all)."""

_ENVELOPE = np.array([1, 6, 15, 20, 15, 6, 1], dtype=np.float32) / 64
"""Over bands 40 Hz apart, where harmonics are some 110 Hz apart."""

RESOLVED_HZ = 800.0
"""Up to here bands of a man's voice show single harmonics, and beyond twice as much none."""

_NEPER_DB = 20.0 / math.log(10.0)


def vocal_tract(mel: Array, factor: Array, config: MelConfig) -> Array:
    """Formants of a vocal tract that is `factor` (T,) times as long: the spectrum at f is what was at f * factor.

    Where bands show single harmonics, these stay where they are and only the envelope over them moves: the vocoder's
    pulses keep the voice's pitch, and between its harmonics it would be softer by 3 to 6 dB.
    """
    if np.all(factor == 1.0):
        return mel
    centres = band_centres_hz(config)
    resolved = np.clip(2.0 - centres / RESOLVED_HZ, 0.0, 1.0).astype(np.float32)
    reach = len(_ENVELOPE) // 2
    padded = np.pad(mel, ((0, 0), (reach, reach)), mode="edge")
    envelope = sum(weight * padded[:, start : start + config.n_mels] for start, weight in enumerate(_ENVELOPE))
    harmonics = resolved * (mel - envelope)
    bands = np.arange(config.n_mels, dtype=np.float64)
    place = np.interp(np.multiply.outer(factor, centres).ravel(), centres, bands).reshape(mel.shape)
    low = np.minimum(place.astype(np.int64), config.n_mels - 2)
    share = (place - low).astype(np.float32)
    rows = np.arange(len(mel))[:, None]

    def moved(spectra: Array) -> Array:
        return spectra[rows, low] * (1 - share) + spectra[rows, low + 1] * share

    return (moved(mel) + resolved * (moved(envelope) - moved(mel)) + harmonics).astype(np.float32)


def soften(mel: Array, amount: Array, config: MelConfig) -> Array:
    """Soft phonation: up to 10 dB less at high frequencies, by `amount` (T,) from 0 to 1."""
    octaves = np.log2(np.maximum(band_centres_hz(config), 1.0) / 800.0)
    tilt_db = -np.clip(octaves * 3.5, 0.0, 10.0)
    return (mel + np.multiply.outer(amount, tilt_db / _NEPER_DB)).astype(np.float32)


def without_voice_bar(mel: Array, whispered: Array, config: MelConfig) -> Array:
    """Where `whispered` (T,) is 1, up to 15 dB less below 600 Hz: turbulent air has no fundamental to carry there."""
    cut_db = -15.0 * np.clip(1.0 - band_centres_hz(config) / 600.0, 0.0, 1.0)
    return (mel + np.multiply.outer(whispered, cut_db / _NEPER_DB)).astype(np.float32)


def sample_curve(frames: Array, config: MelConfig) -> Array:
    """Steps over frames (T,) as a curve over samples (T * hop_length,), with a raised cosine around each step."""
    curve = np.repeat(frames, config.hop_length).astype(np.float32)
    half = min(round(RAMP_S * config.sample_rate / 2), config.hop_length // 2)  # two steps may be a frame apart
    ramp = fade(2 * half)
    for step in np.flatnonzero(np.diff(frames)) + 1:
        here = slice(step * config.hop_length - half, step * config.hop_length + half)
        curve[here] = frames[step - 1] + (frames[step] - frames[step - 1]) * ramp
    return curve


def fade(length: int) -> Array:
    """Raised cosine from 0 to 1, (length,)."""
    return (0.5 - 0.5 * np.cos(np.pi * (np.arange(length) + 0.5) / max(length, 1))).astype(np.float32)


def bleep(start: int, length: int, sample_rate: int) -> Array:
    """The tone that covers a word, at the level of speech; `start` counts samples, so that chunks join."""
    amplitude = gain_from_db(SPEECH_LEVEL_DB) * math.sqrt(2.0)
    phase = 2.0 * np.pi * BLEEP_HZ / sample_rate * np.arange(start, start + length)
    return (amplitude * np.sin(phase)).astype(np.float32)


def breath(length: int, level_db: float, sample_rate: int, generator: np.random.Generator) -> Array:
    """An audible breath through the mouth: noise with the resonances of an open tract, swelling, then cut short.

    Args:
        length: samples.
        level_db: of its root mean square, relative to the level of speech.
        sample_rate: Hz.
        generator: of the noise.
    """
    if length == 0:
        return np.zeros(0, dtype=np.float32)
    spectrum = np.fft.rfft(generator.standard_normal(length))
    octaves = np.log2(np.maximum(np.fft.rfftfreq(length, 1.0 / sample_rate), 1.0))
    shape = np.zeros_like(octaves)
    for centre_hz, width_octaves, weight in ((700.0, 0.5, 0.4), (1600.0, 0.45, 1.0), (3400.0, 0.5, 0.5)):
        shape += weight * np.exp(-0.5 * np.square((octaves - math.log2(centre_hz)) / width_octaves))
    place = (np.arange(length) + 0.5) / length
    envelope = np.square(np.sin(0.5 * np.pi * np.minimum(place / 0.65, (1.0 - place) / 0.35)))
    sound = np.fft.irfft(spectrum * shape, length) * envelope
    rms = math.sqrt(float(np.mean(np.square(sound))))
    return (sound * (gain_from_db(SPEECH_LEVEL_DB + level_db) / max(rms, 1e-9))).astype(np.float32)


def whisper(voiced: Array, breathed: Array, whispered: Array, config: MelConfig) -> Array:
    """Breathed samples (T * hop_length,) where `whispered` (T,) is 1, at the level of the voiced ones around there."""
    window = np.ones(2 * LEVEL_FRAMES + 1)
    powers = []
    for samples in (voiced, breathed):
        power = np.square(samples, dtype=np.float64).reshape(len(whispered), -1).sum(axis=1)
        powers.append(np.convolve(power * whispered, window)[LEVEL_FRAMES:-LEVEL_FRAMES])
    gain = np.sqrt(powers[0] / np.maximum(powers[1], 1e-9)).astype(np.float32)
    share = sample_curve(whispered, config)
    return voiced + share * (breathed * sample_curve(gain, config) - voiced)


class Compressor:
    """Dynamic range compression: what is quiet comes nearer to the level of speech, what is loud as well.

    Above 16 dB below the level of speech, 3 dB more in give 1 dB more out; the make-up gain leaves speech at its level
    and fades out towards the noise floor. The gain falls within 5 ms and recovers within 80 ms.

    Args:
        config: signal settings.
    """

    THRESHOLD_DB = SPEECH_LEVEL_DB - 16.0
    RATIO = 3.0
    MAKE_UP_DB = 14.0
    FLOOR_DB = (-66.0, -50.0)
    """Make-up gain rises from none to all between these levels."""
    ATTACK_S, RELEASE_S = 0.005, 0.08

    def __init__(self, config: MelConfig) -> None:
        self._block = _block_length(config)
        block_s = self._block / config.sample_rate
        self._attack, self._release = (math.exp(-block_s / time_s) for time_s in (self.ATTACK_S, self.RELEASE_S))
        self._gain_db = 0.0

    def gains(self, samples: Array) -> Array:
        """Gain of each sample (L,); L must be a multiple of the block."""
        blocks = samples.reshape(-1, self._block)
        level_db = 10.0 * np.log10(np.mean(np.square(blocks, dtype=np.float64), axis=1) + 1e-10)
        wanted_db = self.MAKE_UP_DB * np.clip(
            (level_db - self.FLOOR_DB[0]) / (self.FLOOR_DB[1] - self.FLOOR_DB[0]), 0.0, 1.0
        ) - np.maximum(level_db - self.THRESHOLD_DB, 0.0) * (1.0 - 1.0 / self.RATIO)
        gains_db = np.empty(len(blocks) + 1)
        gains_db[0] = self._gain_db
        for index, wanted in enumerate(wanted_db):
            keep = self._attack if wanted < gains_db[index] else self._release
            gains_db[index + 1] = keep * gains_db[index] + (1.0 - keep) * wanted
        self._gain_db = float(gains_db[-1])
        return _between_blocks(10.0 ** (gains_db / 20.0), self._block)


class Limiter:
    """Turns the gain down around peaks that would pass -1 dB, a block ahead of them, and up again within 60 ms.

    The output lags by a block; `flush` gives the rest.

    Args:
        config: signal settings.
    """

    RELEASE_S = 0.06

    def __init__(self, config: MelConfig) -> None:
        self._block = _block_length(config)
        self._ceiling = gain_from_db(PEAK_LIMIT_DB)
        self._release = math.exp(-self._block / config.sample_rate / self.RELEASE_S)
        self._gain = 1.0
        self._waiting = np.zeros(0, dtype=np.float32)

    def process(self, samples: Array) -> Array:
        """The samples that are settled; together with those of `flush`, as many as went in.

        Args:
            samples: a multiple of the block.
        """
        return self._settle(np.concatenate([self._waiting, samples]), last=False)

    def flush(self) -> Array:
        """The last samples; the limiter is as new afterwards."""
        rest = self._settle(self._waiting, last=True)
        self._gain = 1.0
        return rest

    def _settle(self, samples: Array, last: bool) -> Array:
        blocks = samples.reshape(-1, self._block)
        peaks = np.abs(blocks).max(axis=1, initial=0.0)
        allowed = np.minimum(1.0, self._ceiling / np.maximum(peaks, 1e-9))
        ahead = np.append(allowed[1:], 1.0)
        count = len(blocks) if last else len(blocks) - 1
        gains = np.empty(count + 1)
        gains[0] = self._gain
        for index in range(count):
            recovered = 1.0 - (1.0 - gains[index]) * self._release
            gains[index + 1] = min(allowed[index], ahead[index], recovered)
        self._gain = float(gains[-1])
        self._waiting = np.zeros(0, dtype=np.float32) if last else samples[count * self._block :]
        limited = samples[: count * self._block] * _between_blocks(gains, self._block)
        return np.clip(limited, -self._ceiling, self._ceiling).astype(np.float32)


def _block_length(config: MelConfig) -> int:
    """The divisor of the hop that is nearest to 2.5 ms."""
    divisors = [length for length in range(1, config.hop_length + 1) if config.hop_length % length == 0]
    return min(divisors, key=lambda length: abs(length - 0.0025 * config.sample_rate))


def _between_blocks(edges: NDArray[np.float64], block: int) -> Array:
    """Values at the edges of blocks (K + 1,) as a value for each sample (K * block,), linear in between."""
    share = (np.arange(block) + 1.0) / block
    return (edges[:-1, None] * (1.0 - share) + edges[1:, None] * share).ravel().astype(np.float32)

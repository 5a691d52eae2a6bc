"""The vocoder's source signals: a band-limited pulse train that follows F0, and white noise.

A pulse train with the harmonics 1..K of phase ``p`` (cycles) has the closed form of the Dirichlet kernel,

    sum_{k=1..K} cos(2 pi k p) = sin((2 K + 1) pi p) / (2 sin(pi p)) - 1/2,

so a sample costs two sines whatever K is. The harmonic that is about to pass the upper limit is faded instead of
switched. The phase is accumulated in float64.
`tts.vocoder.source` is the same in torch for training.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from tts.config import MelConfig

Array = NDArray[np.float32]

HIGHEST_HZ_FRACTION = 0.5
"""Upper limit of the harmonics as a fraction of the sample rate."""

PULSE_GUARD = 1e-4
"""Distance from a pulse's centre (cycles) below which the limit of the closed form is used."""


def pulse_train(f0_hz: Array, config: MelConfig, initial_phase: float = 0.0) -> Array:
    """Pulse train of unit power in voiced parts, zero in unvoiced parts.

    F0 is interpolated linearly between voiced frames and held at the edges of voiced parts, where the amplitude fades
    over one frame.

    Args:
        f0_hz: (T + 1,) float32 in Hz, 0 where unvoiced; the last value belongs to the frame after the end and only
            shapes the last hop (repeat the last one at the end of an utterance).
        config: Signal settings.
        initial_phase: Of the first sample, in cycles.

    Returns:
        (T * hop_length,) float32.

    Raises:
        ValueError: Fewer than two values.
    """
    if f0_hz.ndim != 1 or len(f0_hz) < 2:
        raise ValueError(f"f0_hz must have shape (T + 1,) with T >= 1, got {f0_hz.shape}; repeat the last frame")
    return _pulses(f0_hz, config, initial_phase * config.sample_rate)[0]


def _pulses(f0_hz: Array, config: MelConfig, summed_hz: float) -> tuple[Array, float]:
    """Pulse train behind samples whose F0 comes to `summed_hz`, and what it comes to at its end."""
    f0, amplitude = upsample_f0(f0_hz[None], config.hop_length)
    summed = np.cumsum(np.concatenate([[summed_hz], f0[0]]))  # before each sample, and behind the last
    pulses = amplitude[0] * dirichlet_pulses(summed[:-1] / config.sample_rate, f0[0], config)
    return pulses.astype(np.float32, copy=False), float(summed[-1])


def upsample_f0(f0_hz: Array, hop_length: int) -> tuple[Array, Array]:
    """Frames to samples.

    Args:
        f0_hz: (B, T + 1) in Hz, 0 where unvoiced.
        hop_length: Samples per frame.

    Returns:
        F0 in Hz and amplitude in [0, 1], both (B, T * hop_length) float32; F0 is 0 where the amplitude is 0.
    """
    fraction = (np.arange(hop_length, dtype=np.float32) / hop_length)[None, None]
    voiced = (f0_hz > 0).astype(np.float32)
    left = voiced[:, :-1, None] * (1.0 - fraction)
    right = voiced[:, 1:, None] * fraction
    amplitude: Array = (left + right).astype(np.float32, copy=False)  # (B, T, hop)
    weighted = left * f0_hz[:, :-1, None] + right * f0_hz[:, 1:, None]
    f0: Array = (weighted / np.maximum(amplitude, 1e-6)).astype(np.float32, copy=False)
    batch = len(f0_hz)
    return f0.reshape(batch, -1), amplitude.reshape(batch, -1)


def dirichlet_pulses(phase: NDArray[np.float64], f0_hz: Array, config: MelConfig) -> Array:
    """Closed-form sum of harmonics, scaled to unit power.

    Args:
        phase: (L,) float64, cycles.
        f0_hz: (L,) float32, 0 where unvoiced (the result is 0 there).
        config: Signal settings.

    Returns:
        (L,) float32.
    """
    limit = config.sample_rate * HIGHEST_HZ_FRACTION
    count = limit / np.maximum(f0_hz, 1.0)
    whole = np.floor(count) - 1.0  # the harmonic `whole + 1` is still below the limit and fades
    centred = (phase - np.rint(phase)).astype(np.float32)  # in [-0.5, 0.5], where float32 sines are exact enough
    near = np.abs(centred) < PULSE_GUARD
    safe = np.where(near, np.float32(PULSE_GUARD), centred)
    kernel = np.sin(np.pi * (2.0 * whole + 1.0) * safe) / (2.0 * np.sin(np.pi * safe)) - 0.5
    kernel = np.where(near, whole, kernel)
    fading = (count - 1.0 - whole) * np.cos(2.0 * np.pi * (whole + 1.0) * centred)
    scaled = (kernel + fading) * np.sqrt(2.0 / np.maximum(count, 1.0))
    return np.where(f0_hz > 0, scaled, 0.0).astype(np.float32, copy=False)


def excite(f0_hz: Array, config: MelConfig, seed: int) -> tuple[Array, Array]:
    """Pulse train and noise of a whole signal, both (T * hop_length,) float32; f0_hz (T,) is held at its end."""
    (whole,) = excite_until([len(f0_hz)], f0_hz, config, seed)
    return whole


def excite_until(ends: Iterable[int], f0_hz: Array, config: MelConfig, seed: int) -> Iterator[tuple[Array, Array]]:
    """The first frames of what `excite` returns, up to each of `ends`, which never fall: nobody waits for the rest."""
    held = np.append(f0_hz, f0_hz[-1:]).astype(np.float32, copy=False)
    generator = np.random.default_rng(seed)
    pulses = noise = np.zeros(0, np.float32)
    begun, summed_hz = 0, 0.0
    for end in ends:
        if end > begun:
            more, summed_hz = _pulses(held[begun : end + 1], config, summed_hz)
            pulses = np.concatenate([pulses, more])
            noise = np.concatenate([noise, white_noise(len(more), generator)])
            begun = end
        yield pulses, noise


def white_noise(n_samples: int, generator: np.random.Generator) -> Array:
    """(n_samples,) float32 Gaussian noise of unit power."""
    return generator.standard_normal(n_samples, dtype=np.float32)

"""Log-mel spectrogram in NumPy: the features between the acoustic model and the vocoder.

Magnitude (not power) spectrogram, Slaney mel scale with area-normalised triangles, natural logarithm. `tts.nn.mel` is
the same in torch for training.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tts.config import MelConfig

Array = NDArray[np.float32]

_LINEAR_HZ_PER_MEL = 200.0 / 3.0
_LOG_START_HZ = 1000.0
_LOG_STEP = np.log(6.4) / 27.0


def hz_to_mel(hz: NDArray[np.float64]) -> NDArray[np.float64]:
    """Slaney's scale: linear below 1 kHz, logarithmic above."""
    log_part = _LOG_START_HZ / _LINEAR_HZ_PER_MEL + np.log(np.maximum(hz, _LOG_START_HZ) / _LOG_START_HZ) / _LOG_STEP
    return np.where(hz < _LOG_START_HZ, hz / _LINEAR_HZ_PER_MEL, log_part)


def mel_to_hz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    """Inverse of `hz_to_mel`."""
    log_start = _LOG_START_HZ / _LINEAR_HZ_PER_MEL
    log_part = _LOG_START_HZ * np.exp(_LOG_STEP * (np.maximum(mel, log_start) - log_start))
    return np.where(mel < log_start, mel * _LINEAR_HZ_PER_MEL, log_part)


def mel_edges_hz(config: MelConfig) -> NDArray[np.float64]:
    """Band edges (Hz), n_mels + 2 values; band ``m`` rises from edge m to edge m + 1 and falls to edge m + 2."""
    low, high = hz_to_mel(np.array([config.f_min, config.f_max]))
    return mel_to_hz(np.linspace(low, high, config.n_mels + 2))


def band_centres_hz(config: MelConfig) -> NDArray[np.float64]:
    """Centre frequency of each mel band, (n_mels,)."""
    return mel_edges_hz(config)[1:-1]


@lru_cache(maxsize=8)
def mel_filterbank(config: MelConfig) -> Array:
    """Triangular filters.

    Returns:
        (n_mels, n_fft // 2 + 1) float32, read-only; each row has area 1 in Hz.
    """
    edges = mel_edges_hz(config)
    bins_hz = np.fft.rfftfreq(config.n_fft, 1.0 / config.sample_rate)
    rising = (bins_hz[None, :] - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - bins_hz[None, :]) / (edges[2:] - edges[1:-1])[:, None]
    triangles = np.maximum(0.0, np.minimum(rising, falling))
    filters = (triangles * (2.0 / (edges[2:] - edges[:-2]))[:, None]).astype(np.float32)
    filters.flags.writeable = False
    return filters


def log_mel(waveform: Array, config: MelConfig) -> Array:
    """Log-mel spectrogram of one clip.

    Args:
        waveform: (L,) float32 in [-1, 1]. Its end is padded with silence to a multiple of the hop.
        config: Signal settings.

    Returns:
        (T, n_mels) float32, natural log of the mel magnitude, at least ``log(config.clip)``; T = ceil(L / hop_length).

    Raises:
        ValueError: The waveform is not one-dimensional or too short to be padded by reflection.
    """
    if waveform.ndim != 1:
        raise ValueError(f"waveform must have shape (L,), got {waveform.shape}; mix or select one channel first")
    n_frames = -(-len(waveform) // config.hop_length)
    margin = config.n_fft // 2
    if n_frames * config.hop_length <= margin:
        raise ValueError(f"waveform must have more than {margin} samples, got {len(waveform)}; pad it with silence")
    padded = np.pad(waveform.astype(np.float32), (0, n_frames * config.hop_length - len(waveform)))
    padded = np.pad(padded, (margin, margin), mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(padded, config.n_fft)[:: config.hop_length][:n_frames]
    window = np.zeros(config.n_fft, np.float32)
    start = (config.n_fft - config.win_length) // 2
    window[start : start + config.win_length] = hann(config.win_length)
    filters = mel_filterbank(config)
    mel = np.empty((n_frames, config.n_mels), np.float32)
    for first in range(0, n_frames, 512):  # bounded memory on long clips
        block = slice(first, first + 512)
        mel[block] = np.abs(np.fft.rfft(frames[block] * window)).astype(np.float32) @ filters.T
    return np.log(np.maximum(mel, config.clip))


@lru_cache(maxsize=8)
def hann(length: int) -> Array:
    """Periodic Hann window, (length,) float32, read-only."""
    window = (0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(length) / length)).astype(np.float32)
    window.flags.writeable = False
    return window

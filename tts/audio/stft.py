"""The vocoder's short-time Fourier transform in NumPy: analysis of the source, synthesis of the speech.

Periodic Hann window of `win_length` samples, hop a quarter of it, transform length equal to the window. Frame ``t`` is
centred on sample ``t * hop_length`` and the signal is taken as zero outside. A spectrum is one real array
(T, 2 * n_bins): real parts, then imaginary parts. `tts.vocoder.stft` is the same in torch.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tts.audio.mel import hann
from tts.config import MelConfig

Array = NDArray[np.float32]

FRAMES_PER_WINDOW = 4
"""Overlapping frames at each sample: win_length / hop_length."""

REACH_FRAMES = FRAMES_PER_WINDOW // 2
"""Hops to either side of its centre that a frame reaches."""


def stft(waveform: Array, config: MelConfig) -> Array:
    """Spectrum of a signal.

    Args:
        waveform: (T * hop_length,) float32.
        config: Signal settings.

    Returns:
        (T, 2 * n_bins) float32, real parts then imaginary parts.

    Raises:
        ValueError: The length is not a multiple of the hop.
    """
    n_frames, rest = divmod(len(waveform), config.hop_length)
    if waveform.ndim != 1 or rest or not n_frames:
        raise ValueError(
            f"waveform must have shape (T * {config.hop_length},), got {waveform.shape}; pad it to whole frames"
        )
    half = config.win_length // 2
    padded = np.pad(waveform.astype(np.float32, copy=False), (half, half))
    frames = np.lib.stride_tricks.sliding_window_view(padded, config.win_length)[:: config.hop_length][:n_frames]
    # Without a factor NumPy computes float32 five times slower; the window undoes the one that is asked for.
    spectrum = np.fft.rfft(frames * (config.win_length * hann(config.win_length)), norm="forward")
    return np.concatenate([spectrum.real, spectrum.imag], axis=1).astype(np.float32, copy=False)


def istft(spectrum: Array, config: MelConfig) -> Array:
    """Weighted overlap-add, the inverse of `stft` up to the missing frames after the end.

    Args:
        spectrum: (T, 2 * n_bins) float32.
        config: Signal settings.

    Returns:
        (T * hop_length,) float32. The first and last two hops are divided by the windows that are there.
    """
    n_frames, n_bins = len(spectrum), config.n_bins
    complex_spectrum = np.empty((n_frames, n_bins), np.complex64)
    complex_spectrum.real, complex_spectrum.imag = spectrum[:, :n_bins], spectrum[:, n_bins:]
    window = hann(config.win_length)
    frames = np.fft.irfft(complex_spectrum, n=config.win_length).astype(np.float32, copy=False)
    frames *= window
    samples = _overlap_add(frames, config.hop_length)[REACH_FRAMES : REACH_FRAMES + n_frames]
    samples /= _window_power(window, n_frames)
    return samples.reshape(-1)


def _overlap_add(frames: Array, hop_length: int) -> Array:
    """(T, 4 * hop) to (T + 3, hop): each quarter of every frame is added to its hop."""
    n_frames = len(frames)
    quarters = frames.reshape(n_frames, FRAMES_PER_WINDOW, hop_length)
    total = np.zeros((n_frames + FRAMES_PER_WINDOW - 1, hop_length), np.float32)
    for index in range(FRAMES_PER_WINDOW):
        total[index : index + n_frames] += quarters[:, index]
    return total


def _window_power(window: Array, n_frames: int) -> Array:
    """What the squared windows (4 * hop,) of T frames come to in T hops, (T, hop): less where frames are missing."""
    quarters = np.square(window).reshape(FRAMES_PER_WINDOW, -1)
    frame = np.arange(n_frames)[:, None] + REACH_FRAMES - np.arange(FRAMES_PER_WINDOW)
    present = ((frame >= 0) & (frame < n_frames)).astype(np.float32)  # (T, 4): whose quarters fall on a hop
    return present @ quarters

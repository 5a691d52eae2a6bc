"""One recording made ready for training: resampled, trimmed, brought to one speech level, cut to whole frames.

The level is the RMS of the *active* frames (ITU-T P.56 in spirit, with a plain threshold), so that a clip with long
pauses is not made louder than one without.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

FloatArray = npt.NDArray[np.float32]

LEVEL_WINDOW_S = 0.01
FADE_S = 0.005

PASSBAND = 0.45
"""Part of a recording's own sample rate up to which its filter leaves speech as it was."""


@dataclass(frozen=True, slots=True)
class Conditioning:
    """Settings of `condition`. A change of any of them makes `prepare` start over."""

    sample_rate: int = 24_000
    hop_length: int = 300
    level_db: float = -24.0
    """RMS of the active frames, dB relative to full scale."""
    peak: float = 0.95
    """Largest absolute sample; a clip whose peaks would pass it stays quieter than `level_db`."""
    active_db: float = -45.0
    """A window is active within this many dB of the clip's loud windows (95th percentile)."""
    margin_s: float = 0.1
    """Silence kept before the first and after the last active window."""


class SilentClipError(ValueError):
    """The recording holds nothing but silence."""


class UnreadableClipError(ValueError):
    """The recording is no audio, or holds samples that are no numbers; the message follows the file's name."""


def read_samples(path: Path) -> tuple[FloatArray, int]:
    """Reads any format that libsndfile knows.

    Returns:
        (L, channels) float32, finite, and the rate in Hz.

    Raises:
        UnreadableClipError: it cannot be read.
    """
    try:
        samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, OSError) as error:
        raise UnreadableClipError(f"cannot be read ({error}); convert it to WAV or FLAC") from error
    if not np.isfinite(samples).all():
        raise UnreadableClipError("holds samples that are not finite numbers; export it again")
    return samples, int(rate)


def read_mono(path: Path, sample_rate: int) -> tuple[FloatArray, int]:
    """Reads any format that libsndfile knows, mixes to mono and resamples.

    Returns:
        waveform: (L,) float32 at `sample_rate`.
        source_rate: the file's own rate in Hz.

    Raises:
        UnreadableClipError: it cannot be read.
    """
    samples, source_rate = read_samples(path)
    mono = samples.mean(axis=1)
    if source_rate != sample_rate:
        mono = soxr.resample(mono, source_rate, sample_rate)
    return np.ascontiguousarray(mono, dtype=np.float32), source_rate


def active_windows(waveform: FloatArray, sample_rate: int, active_db: float) -> npt.NDArray[np.bool_]:
    """Which 10 ms windows hold speech.

    Args:
        waveform: (L,) float32.
        sample_rate: Hz.
        active_db: threshold relative to the 95th percentile of the windows' levels, dB (negative).

    Returns:
        (L // window,) bool; all False where the clip is digital silence.
    """
    window = round(sample_rate * LEVEL_WINDOW_S)
    count = len(waveform) // window
    if count == 0:
        return np.zeros(0, dtype=bool)
    power = np.square(waveform[: count * window].reshape(count, window), dtype=np.float64).mean(axis=1)
    reference = float(np.percentile(power, 95))
    if reference < 1e-10:  # -100 dB: nothing was recorded
        return np.zeros(count, dtype=bool)
    active: npt.NDArray[np.bool_] = power >= reference * 10.0 ** (active_db / 10.0)
    return active


def condition(waveform: FloatArray, settings: Conditioning) -> FloatArray:
    """Trims, levels and fades one clip.

    Args:
        waveform: (L,) float32 at ``settings.sample_rate``.
        settings: the targets.

    Returns:
        (T * hop_length,) float32 in [-peak, peak].

    Raises:
        SilentClipError: no window is active, or less than one frame is left.
    """
    active = active_windows(waveform, settings.sample_rate, settings.active_db)
    if not active.any():
        raise SilentClipError("the clip holds no speech: every 10 ms window is silent")
    window = round(settings.sample_rate * LEVEL_WINDOW_S)
    margin = round(settings.sample_rate * settings.margin_s)
    indices = np.flatnonzero(active)
    start = max(0, int(indices[0]) * window - margin)
    end = min(len(waveform), (int(indices[-1]) + 1) * window + margin)
    end = start + (end - start) // settings.hop_length * settings.hop_length
    if end == start:
        raise SilentClipError("the clip is shorter than one frame")

    covered = waveform[: len(active) * window].reshape(-1, window)[active]
    rms = float(np.sqrt(np.square(covered, dtype=np.float64).mean()))
    trimmed = waveform[start:end]
    gain = min(10.0 ** (settings.level_db / 20.0) / rms, settings.peak / float(np.abs(trimmed).max()))
    levelled = trimmed * np.float32(gain)
    fade = min(round(settings.sample_rate * FADE_S), len(levelled) // 2)
    ramp = np.linspace(0.0, 1.0, fade, endpoint=False, dtype=np.float32)
    levelled[:fade] *= ramp
    levelled[len(levelled) - fade :] *= ramp[::-1]
    return levelled


def passband_hz(source_rate: int, sample_rate: int) -> int:
    """What the filter before a recording's own sampling leaves whole, in Hz.

    A recording sampled more slowly than `sample_rate` rolls off below half of its rate: telephone filters end at 3.4 of
    8 kHz (ITU-T G.712), those of wideband speech at 7 of 16 kHz (ITU-T G.722).
    """
    return round(PASSBAND * source_rate) if source_rate < sample_rate else sample_rate // 2


def measure_bandwidth(waveform: FloatArray, sample_rate: int, floor_db: float = -60.0) -> int:
    """The frequency above which a clip holds nothing, in Hz, rounded up to 500 Hz.

    Looks for the highest 500 Hz band whose power, averaged over the loudest half of the frames, is within `floor_db`
    of the strongest band. A clip says less than a corpus: take the maximum, or a high percentile, over clips. One that
    is silent, or too short to tell, may hold everything up to half of its rate.
    """
    size = 2048
    frames = len(waveform) // size
    blocks = waveform[: frames * size].reshape(frames, size).astype(np.float64)
    if not blocks.any():
        return sample_rate // 2
    power = np.square(np.abs(np.fft.rfft(blocks * np.hanning(size), axis=1)))
    loud = power[np.argsort(power.sum(axis=1))[frames // 2 :]].mean(axis=0)
    edges = np.arange(0, sample_rate // 2 + 1, 500)
    bins = np.fft.rfftfreq(size, 1.0 / sample_rate)
    bands = np.array([loud[(bins >= low) & (bins < high)].mean() for low, high in pairwise(edges)])
    present = np.flatnonzero(bands > bands.max() * 10.0 ** (floor_db / 10.0))
    return int(edges[present[-1] + 1])

"""What can be measured on the waveform itself: level, clipping, silence, F0 and global variance.

The *global variance* of a mel band is the variance of its log energy over the active frames of a set of clips. Models
that average over what they cannot predict have too little of it, which is heard as muffled speech (Toda and Tokuda
2007); `tts.evaluate.variance` compares it with real speech.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tts.audio.mel import log_mel
from tts.config import MelConfig
from tts.evaluate.waveforms import Waveform

SILENCE_DBFS = -50.0
CLIPPING_LEVEL = 0.999
_LEVEL_WINDOW_S = 0.01


@dataclass(frozen=True, slots=True)
class SignalMeasures:
    """Measures of one clip.

    Attributes:
        seconds: length.
        level_dbfs: RMS of the active part; a full-scale sine has -3 dBFS.
        peak_dbfs: largest sample.
        clipped_share: share of samples at or above 0.999.
        leading_silence_ms: time before the first 10 ms above -50 dBFS.
        trailing_silence_ms: time after the last one.
        f0_median_hz: median over the voiced frames, 0 without any.
        f0_deviation_semitones: standard deviation over the voiced frames.
        voiced_share: share of all frames.
    """

    seconds: float
    level_dbfs: float
    peak_dbfs: float
    clipped_share: float
    leading_silence_ms: float
    trailing_silence_ms: float
    f0_median_hz: float
    f0_deviation_semitones: float
    voiced_share: float


def measure_signal(waveform: Waveform, f0_hz: NDArray[np.float32]) -> SignalMeasures:
    """All measures of one clip.

    Args:
        waveform: the clip; a silent one has a level of -120 dBFS.
        f0_hz: (T,) its F0 in Hz, 0 where unvoiced, at any frame rate (see `tts.audio.f0.F0Tracker`).
    """
    samples = waveform.samples
    levels = window_levels_dbfs(waveform)
    active = np.flatnonzero(levels > SILENCE_DBFS)
    if len(active) == 0:
        whole_ms = 1000.0 * waveform.seconds
        return SignalMeasures(waveform.seconds, -120.0, _dbfs(_peak(samples)), 0.0, whole_ms, whole_ms, 0.0, 0.0, 0.0)
    power = np.mean(10.0 ** (levels[active] / 10.0))
    voiced = f0_hz[f0_hz > 0]
    semitones = 12.0 * np.log2(voiced.astype(np.float64)) if len(voiced) else np.zeros(1)
    window_ms = 1000.0 * _LEVEL_WINDOW_S
    return SignalMeasures(
        seconds=waveform.seconds,
        level_dbfs=float(10.0 * np.log10(power)),
        peak_dbfs=_dbfs(_peak(samples)),
        clipped_share=float(np.mean(np.abs(samples) >= CLIPPING_LEVEL)),
        leading_silence_ms=float(active[0] * window_ms),
        trailing_silence_ms=float((len(levels) - 1 - active[-1]) * window_ms),
        f0_median_hz=float(np.median(voiced)) if len(voiced) else 0.0,
        f0_deviation_semitones=float(np.std(semitones)),
        voiced_share=len(voiced) / max(1, len(f0_hz)),
    )


def window_levels_dbfs(waveform: Waveform) -> NDArray[np.float64]:
    """RMS of consecutive windows of 10 ms in dBFS, at least -120; the last window may be filled with zeros."""
    length = max(1, round(_LEVEL_WINDOW_S * waveform.sample_rate))
    padded = np.pad(waveform.samples.astype(np.float64), (0, -len(waveform.samples) % length))
    power = np.mean(padded.reshape(-1, length) ** 2, axis=1)
    return np.asarray(10.0 * np.log10(np.maximum(power, 1e-12)))


def global_variance(waveforms: Sequence[Waveform], config: MelConfig | None = None) -> NDArray[np.float64]:
    """Variance of every log-mel band over the active frames of all clips.

    Args:
        waveforms: at least one clip; each is resampled to the rate of `config`.
        config: signal settings, by default those of the models.

    Returns:
        (n_mels,) variance of natural-log magnitudes.

    Raises:
        ValueError: no clip, or no active frame in any.
    """
    config = config or MelConfig()
    parts: list[NDArray[np.float32]] = []
    for waveform in waveforms:
        mel = log_mel(waveform.resampled(config.sample_rate).samples, config)  # (T, n_mels)
        loudness = mel.mean(axis=1)
        parts.append(mel[loudness > loudness.max() - 5.0])
    if not parts or sum(len(part) for part in parts) < 2:
        raise ValueError(f"global variance needs at least two active frames, got none in {len(parts)} clips")
    return np.asarray(np.var(np.concatenate(parts), axis=0, dtype=np.float64))


def _peak(samples: NDArray[np.float32]) -> float:
    return float(np.max(np.abs(samples), initial=0.0))


def _dbfs(amplitude: float) -> float:
    return float(20.0 * np.log10(max(amplitude, 1e-6)))

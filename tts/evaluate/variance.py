"""Oversmoothing: the global variance of each mel band against that of real speech.

A ratio below 0 dB in a band means that the band moves less than in real speech, which is heard as muffled or buzzing
speech (Toda and Tokuda 2007, "A speech parameter generation algorithm considering global variance").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tts.audio.mel import mel_edges_hz
from tts.config import MelConfig
from tts.evaluate.signal import global_variance
from tts.evaluate.waveforms import Waveform


@dataclass(frozen=True, slots=True)
class VarianceReference:
    """The variance (n_mels,) of real speech; `name` says whose, `bandwidth_hz` up to where its recordings go."""

    name: str
    variance: NDArray[np.float64]
    bandwidth_hz: float

    @classmethod
    def of(cls, name: str, waveforms: Sequence[Waveform], bandwidth_hz: float | None = None) -> VarianceReference:
        """That of a set of clips; without a given bandwidth half of the lowest sample rate counts."""
        nyquist_hz = min(waveform.sample_rate for waveform in waveforms) / 2
        return cls(name, global_variance(waveforms), min(bandwidth_hz or nyquist_hz, nyquist_hz))


@dataclass(frozen=True, slots=True)
class VarianceRatio:
    """The global variance of a set of clips over that of a reference.

    Attributes:
        reference: name of the reference.
        band_hz: centre of each band that lies within the bandwidth of the reference.
        ratio_db: 10 log10 of the ratio in each of them.
    """

    reference: str
    band_hz: tuple[float, ...]
    ratio_db: tuple[float, ...]

    @property
    def mean_db(self) -> float:
        """Mean over the bands: 0 like the reference, below it oversmoothed."""
        return float(np.mean(self.ratio_db))

    @property
    def distance_db(self) -> float:
        """Mean of the magnitudes: also sees bands that move too much."""
        return float(np.mean(np.abs(self.ratio_db)))


def compare_variance(
    waveforms: Sequence[Waveform], reference: VarianceReference, config: MelConfig | None = None
) -> VarianceRatio:
    """Compares a set of clips with a reference, in the bands that lie within the bandwidth of the reference.

    Raises:
        ValueError: no clip, no active frame, or no band below the bandwidth.
    """
    config = config or MelConfig()
    edges_hz = mel_edges_hz(config)
    kept = np.flatnonzero(edges_hz[2:] <= reference.bandwidth_hz + 1.0)
    if len(kept) == 0:
        raise ValueError(f"no mel band lies below the bandwidth of {reference.name}, {reference.bandwidth_hz:g} Hz")
    ratio = np.maximum(global_variance(waveforms, config), 1e-9) / np.maximum(reference.variance, 1e-9)
    ratio_db = 10.0 * np.log10(ratio)
    return VarianceRatio(
        reference.name,
        tuple(round(float(edges_hz[band + 1]), 1) for band in kept),
        tuple(round(float(ratio_db[band]), 3) for band in kept),
    )

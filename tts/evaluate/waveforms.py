"""Reads audio files and brings them to the rate that a judge model expects."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tts.evaluate.errors import ManifestError, MissingExtraError

JUDGE_SAMPLE_RATE = 16_000
"""Whisper, Resemblyzer and DistillMOS all listen at 16 kHz."""


@dataclass(frozen=True, slots=True)
class Waveform:
    """Mono audio: `samples` (L,) float32 in about [-1, 1] at `sample_rate` Hz."""

    samples: NDArray[np.float32]
    sample_rate: int

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return len(self.samples) / self.sample_rate

    def resampled(self, sample_rate: int) -> Waveform:
        """This waveform at `sample_rate` Hz (soxr, high quality)."""
        if sample_rate == self.sample_rate:
            return self
        try:
            import soxr
        except ImportError as error:
            raise MissingExtraError.for_package("soxr") from error
        samples = soxr.resample(self.samples, self.sample_rate, sample_rate).astype(np.float32)
        return Waveform(samples, sample_rate)


def read_waveform(path: Path) -> Waveform:
    """Reads any file that libsndfile can read; the channels are averaged.

    Raises:
        ManifestError: the file is missing, is not audio or is empty.
    """
    try:
        import soundfile
    except ImportError as error:
        raise MissingExtraError.for_package("soundfile") from error
    try:
        samples, sample_rate = soundfile.read(str(path), dtype="float32", always_2d=True)
    except (OSError, soundfile.LibsndfileError) as error:
        raise ManifestError(f"cannot read audio {path}: {error}") from error
    if len(samples) == 0:
        raise ManifestError(f"cannot read audio {path}: it has no samples")
    return Waveform(np.ascontiguousarray(samples.mean(axis=1), dtype=np.float32), int(sample_rate))

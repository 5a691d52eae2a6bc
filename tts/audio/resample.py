"""Sample rate conversion with soxr, whole or piece by piece (both give the same samples)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


class Resampler:
    """Converts a stream of float32 samples from one rate to another at soxr's very high quality.

    With equal rates it hands the samples through. `finish` returns what the filter still holds; without it the last
    milliseconds are lost.
    """

    def __init__(self, from_hz: int, to_hz: int) -> None:
        self._stream: Any = None
        if from_hz != to_hz:
            import soxr

            self._stream = soxr.ResampleStream(from_hz, to_hz, 1, dtype="float32", quality="VHQ")

    def feed(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        """Samples (L,) in, (L',) out; L' may be 0 while the filter fills."""
        if self._stream is None:
            return samples
        return np.asarray(self._stream.resample_chunk(samples, last=False), dtype=np.float32)

    def finish(self) -> NDArray[np.float32]:
        """The rest, (L',); call once, at the end."""
        empty = np.zeros(0, dtype=np.float32)
        if self._stream is None:
            return empty
        return np.asarray(self._stream.resample_chunk(empty, last=True), dtype=np.float32)


def resample(samples: NDArray[np.float32], from_hz: int, to_hz: int) -> NDArray[np.float32]:
    """Samples (L,) float32 at `from_hz` to (L * to_hz / from_hz,) at `to_hz`."""
    resampler = Resampler(from_hz, to_hz)
    return np.concatenate([resampler.feed(samples), resampler.finish()])

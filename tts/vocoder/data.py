"""Training segments from manifests of clips, which `tts.vocoder.cache` keeps decoded.

A batch is a pure function of the seed, the step and the clips known at that step: resuming needs no state.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from tts.config import MelConfig
from tts.vocoder.cache import ClipCache
from tts.vocoder.config import DataConfig


@dataclass(frozen=True, slots=True)
class Batch:
    """Segments of T frames; `context` has (T + 3) hops, so that each frame's window is inside.

    Attributes:
        context: (B, (T + 3) * hop_length) float32; frame t is centred on sample t * hop_length + win_length / 2.
        f0_hz: (B, T) float32.
        bandwidth_hz: (B,) float32.
        predicted_mel: (B, T, n_mels) float32, or None where the mel is to be computed from `context`.
    """

    context: Tensor
    f0_hz: Tensor
    bandwidth_hz: Tensor
    predicted_mel: Tensor | None

    def to(self, device: torch.device) -> Batch:
        mel = None if self.predicted_mel is None else self.predicted_mel.to(device)
        return Batch(self.context.to(device), self.f0_hz.to(device), self.bandwidth_hz.to(device), mel)


class SegmentDataset:
    """Random segments of a weighted mixture of manifests.

    Args:
        config: Sources, sizes and augmentation.
        mel: Signal settings.
        seed: Seed of all choices.

    Raises:
        ValueError: No source has a training clip.
    """

    def __init__(self, config: DataConfig, mel: MelConfig, seed: int) -> None:
        self.config, self.mel, self.seed = config, mel, seed
        self.caches = [
            (source, ClipCache(source.manifest, config.cache, mel, config.predicted_mel)) for source in config.sources
        ]
        self.refresh()
        if not any(weight > 0 for weight in self._weights):
            raise ValueError(
                "no training clips: data.sources must name at least one manifest with clips of the split 'train', "
                f"got {[str(source.manifest) for source in config.sources]}"
            )

    def refresh(self) -> int:
        """Picks up new clips of all manifests; returns how many."""
        added = sum(cache.refresh() for _, cache in self.caches if cache.manifest.exists())
        self._train = [[clip for clip in cache.clips if clip.split == "train"] for _, cache in self.caches]
        self._ends = [np.cumsum([clip.frames for clip in clips]) for clips in self._train]
        weights = np.array(
            [source.weight if clips else 0.0 for (source, _), clips in zip(self.caches, self._train, strict=True)]
        )
        self._weights = weights / max(float(weights.sum()), 1e-9)
        return added

    def seconds(self) -> float:
        """Duration of all training clips."""
        frames = sum(clip.frames for clips in self._train for clip in clips)
        return frames / self.mel.frames_per_second

    def batch(self, step: int) -> Batch:
        """The batch of one step; see `Batch`."""
        rng = np.random.default_rng((self.seed, step))
        length, hop = self.config.segment_frames, self.mel.hop_length
        half = self.mel.win_length // 2
        contexts, curves, bandwidths, mels = [], [], [], []
        for source in rng.choice(len(self.caches), self.config.batch_size, p=self._weights):
            cache, ends = self.caches[source][1], self._ends[source]
            position = int(rng.integers(ends[-1]))
            clip = self._train[source][int(np.searchsorted(ends, position, side="right"))]
            first = int(rng.integers(max(1, clip.frames - length + 1)))
            context = cache.waveform(clip, first * hop - half, (first + length + 3) * hop - half)
            gain = np.float32(10.0 ** (rng.uniform(*self.config.gain_db) / 20.0))
            gain = min(gain, np.float32(0.99) / max(float(np.abs(context).max()), 1e-3))
            contexts.append(context * gain)
            f0 = cache.f0_hz(clip, first, first + length)
            curves.append(np.where(f0 >= self.config.min_f0_hz, f0, 0.0).astype(np.float32))
            bandwidths.append(clip.bandwidth_hz)
            if self.config.predicted_mel:
                shifted = cache.predicted_mel(clip, first, first + length) + np.log(gain)
                mels.append(np.maximum(shifted, np.log(self.mel.clip)).astype(np.float32))
        return Batch(
            torch.from_numpy(np.stack(contexts)),
            torch.from_numpy(np.stack(curves)),
            torch.tensor(bandwidths, dtype=torch.float32),
            torch.from_numpy(np.stack(mels)) if mels else None,
        )

    def validation(self, limit: int) -> Iterator[tuple[str, NDArray[np.float32], NDArray[np.float32]]]:
        """Up to `limit` clips of the split ``valid`` (id, waveform, F0), taken from the sources in turn."""
        held_out = [(cache, [c for c in cache.clips if c.split == "valid"]) for _, cache in self.caches]
        if not any(clips for _, clips in held_out):
            held_out = [(cache, cache.clips[:limit]) for _, cache in self.caches]
        turns = [(cache, clips[turn]) for turn in range(limit) for cache, clips in held_out if turn < len(clips)]
        for cache, clip in turns[:limit]:
            f0 = cache.f0_hz(clip, 0, clip.frames)
            voiced = np.where(f0 >= self.config.min_f0_hz, f0, 0.0).astype(np.float32)
            yield clip.clip_id, cache.waveform(clip, 0, clip.frames * self.mel.hop_length), voiced

"""Training segments from manifests of clips.

A manifest has one JSON object a line: ``id``, ``audio`` (a mono file, path relative to the manifest), ``npz`` (or
``f0``; a NumPy file with ``f0_hz`` (T,) float32 and, for fine-tuning on predicted mels, ``mel`` (T, n_mels)),
``bandwidth_hz`` and ``split`` (``train`` unless given). Waveforms are decoded once into a 16-bit cache, which grows
when the manifest grows, so that a segment costs a memory read.

A batch is a pure function of the seed, the step and the clips known at that step: resuming needs no state.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import torch
from numpy.typing import NDArray
from torch import Tensor

from tts.audio.f0 import continuous_f0
from tts.config import MelConfig
from tts.vocoder.config import DataConfig

SCALE = 32767.0


@dataclass(frozen=True, slots=True)
class Clip:
    """One clip in a cache: where its frames start, how many there are, and what the manifest says."""

    clip_id: str
    start: int
    frames: int
    bandwidth_hz: float
    split: str


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


class ClipCache:
    """Waveforms (int16), F0 and, where wanted, mels of one manifest in flat files.

    Args:
        manifest: The manifest; may grow while training runs.
        folder: Folder of all caches; this one gets a subfolder named after the manifest's path.
        mel: Signal settings.
        with_mel: Whether clips must have a mel in their NumPy file, which is cached as float16.
    """

    def __init__(self, manifest: Path, folder: Path, mel: MelConfig, with_mel: bool = False) -> None:
        key = hashlib.sha256(f"{manifest.resolve()} {mel} {with_mel}".encode()).hexdigest()[:10]
        self.manifest, self.mel, self.with_mel = manifest, mel, with_mel
        self.folder = folder / f"{manifest.parent.name}-{key}"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.clips: list[Clip] = []
        self._read_index()

    def refresh(self) -> int:
        """Decodes the manifest's new clips into the cache; returns how many the cache has gained.

        Several processes may share a cache: one writes at a time.

        Raises:
            ValueError: A clip has another sample rate, more than one channel, or an F0 curve of another length.
        """
        before = len(self.clips)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._read_index()
            known = {clip.clip_id for clip in self.clips}
            rows = [row for row in read_manifest(self.manifest) if str(row["id"]) not in known]
            if rows:
                self._truncate_to_index()
                self._append_all(rows)
                self._map()
        return len(self.clips) - before

    def waveform(self, clip: Clip, first: int, last: int) -> NDArray[np.float32]:
        """Samples [first, last) of a clip as float32; zero outside the clip."""
        hop = self.mel.hop_length
        length = clip.frames * hop
        result = np.zeros(last - first, np.float32)
        low, high = max(0, first), min(length, last)
        if low < high:
            offset = clip.start * hop
            result[low - first : high - first] = self._waveforms[offset + low : offset + high] / np.float32(SCALE)
        return result

    def f0_hz(self, clip: Clip, first: int, last: int) -> NDArray[np.float32]:
        """F0 of frames [first, last) (inside the clip or after its end, where it is 0)."""
        values = np.asarray(self._f0[clip.start + first : clip.start + min(last, clip.frames)])
        return np.pad(values, (0, last - first - len(values)))

    def predicted_mel(self, clip: Clip, first: int, last: int) -> NDArray[np.float32]:
        """Cached mel of frames [first, last); silence after the clip's end."""
        values = np.asarray(self._mels[clip.start + first : clip.start + min(last, clip.frames)], np.float32)
        missing = last - first - len(values)
        return np.pad(values, ((0, missing), (0, 0)), constant_values=np.log(self.mel.clip))

    def _read_index(self) -> None:
        index = self.folder / "index.jsonl"
        if index.exists():
            lines = index.read_text(encoding="utf-8").splitlines()
            self.clips += [Clip(**json.loads(line)) for line in lines[len(self.clips) :]]
        self._map()

    def _append_all(self, rows: list[dict[str, Any]]) -> None:
        with (
            (self.folder / "waveform.i16").open("ab") as waveforms,
            (self.folder / "f0.f32").open("ab") as curves,
            (self.folder / "mel.f16").open("ab") as mels,
            (self.folder / "index.jsonl").open("a", encoding="utf-8") as index,
        ):
            for row in rows:
                self._append(row, waveforms, curves, mels)
                fields = {name: getattr(self.clips[-1], name) for name in Clip.__dataclass_fields__}
                for file in (waveforms, curves, mels):
                    file.flush()
                index.write(json.dumps(fields) + "\n")

    def _append(self, row: dict[str, Any], waveforms: Any, curves: Any, mels: Any) -> None:
        hop = self.mel.hop_length
        base = self.manifest.parent
        audio = base / row["audio"]
        samples, sample_rate = soundfile.read(audio, dtype="float32")
        if sample_rate != self.mel.sample_rate or samples.ndim != 1:
            channels = 1 if samples.ndim == 1 else samples.shape[1]
            raise ValueError(
                f"{audio}: expected mono at {self.mel.sample_rate} Hz, got {channels} channels at {sample_rate} Hz; "
                "convert it with the corpus recipe"
            )
        frames = -(-len(samples) // hop)
        samples = np.pad(samples, (0, frames * hop - len(samples)))
        features = base / (row.get("npz") or row["f0"])
        with np.load(features) as arrays:
            f0 = arrays["f0_hz"].astype(np.float32).reshape(-1)
            mel = arrays["mel"].astype(np.float16) if self.with_mel else None
        if abs(len(f0) - frames) > 2:
            raise ValueError(f"{features}: f0_hz has {len(f0)} frames, the audio has {frames}; compute it again")
        waveforms.write((np.clip(samples, -1, 1) * SCALE).astype(np.int16).tobytes())
        curves.write(continuous_f0(_fit_length(f0, frames)).tobytes())
        if mel is not None:
            mels.write(_fit_length(mel, frames).tobytes())
        start = self._frames()
        bandwidth = float(row.get("bandwidth_hz") or self.mel.sample_rate / 2)
        self.clips.append(Clip(str(row["id"]), start, frames, bandwidth, str(row.get("split", "train"))))

    def _truncate_to_index(self) -> None:
        """Drops what an interrupted refresh wrote after the last indexed clip."""
        frames = self._frames()
        sizes = {"waveform.i16": 2 * self.mel.hop_length, "f0.f32": 4, "mel.f16": 2 * self.mel.n_mels}
        for name, per_frame in sizes.items():
            path = self.folder / name
            if path.exists() and path.stat().st_size > frames * per_frame:
                with path.open("r+b") as file:
                    file.truncate(frames * per_frame)

    def _map(self) -> None:
        frames, hop, n_mels = self._frames(), self.mel.hop_length, self.mel.n_mels

        def mapped(name: str, dtype: Any, shape: tuple[int, ...]) -> NDArray[Any]:
            if not frames:
                return np.zeros(shape, dtype)
            return np.memmap(self.folder / name, dtype, mode="r", shape=shape)

        self._waveforms = mapped("waveform.i16", np.int16, (frames * hop,))
        self._f0 = mapped("f0.f32", np.float32, (frames,))
        self._mels = mapped("mel.f16", np.float16, (frames, n_mels)) if self.with_mel else np.zeros((0, n_mels))

    def _frames(self) -> int:
        return self.clips[-1].start + self.clips[-1].frames if self.clips else 0


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


def read_manifest(path: Path) -> list[dict[str, Any]]:
    """All complete lines of a manifest (a last line that is still being written is left out)."""
    text = path.read_text(encoding="utf-8")
    complete = text[: text.rfind("\n") + 1]
    return [json.loads(line) for line in complete.splitlines() if line.strip()]


def _fit_length(values: NDArray[Any], frames: int) -> NDArray[Any]:
    """Cuts or repeats the last row so that there are `frames` rows."""
    if len(values) >= frames:
        return np.ascontiguousarray(values[:frames])
    return np.concatenate([values, np.repeat(values[-1:], frames - len(values), axis=0)])

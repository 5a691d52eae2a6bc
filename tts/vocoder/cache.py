"""Waveforms, F0 and mels of a manifest's clips, decoded once into flat files, so that a segment costs a memory read.

A manifest has one JSON object a line: ``id``, ``audio`` (a mono file, path relative to the manifest), ``npz`` (or
``f0``; a NumPy file with ``f0_hz`` (T,) float32 and, for fine-tuning on predicted mels, ``mel`` (T, n_mels)),
``bandwidth_hz`` and ``split`` (``train`` unless given).
"""

from __future__ import annotations

import fcntl
import hashlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray

from tts.audio.f0 import continuous_f0
from tts.config import MelConfig
from tts.files import json_line, read_rows, write_text

SCALE = 32767.0
LAYOUT = 2
"""Of the flat files and their index; caches of another layout lie in folders of their own."""


@dataclass(frozen=True, slots=True)
class Clip:
    """One clip in a cache: where its frames start, how many there are, and what the manifest says."""

    clip_id: str
    start: int
    frames: int
    bandwidth_hz: float
    split: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of the index; `stamp` has size and time of the audio and of the NumPy file that were decoded."""

    clip_id: str
    start: int
    frames: int
    stamp: tuple[int, ...]

    @property
    def end(self) -> int:
        return self.start + self.frames


class ClipCache:
    """Waveforms (int16), F0 and, where wanted, mels of one manifest in flat files.

    Clips are only ever appended, each with a line in the index after its samples. A clip whose files have changed is
    appended anew; what a stopped process left unfinished is cut off by the next one that writes.

    Args:
        manifest: The manifest; may grow while training runs.
        folder: Folder of all caches; this one gets a subfolder named after the manifest's path.
        mel: Signal settings.
        with_mel: Whether clips must have a mel in their NumPy file, which is cached as float16.
    """

    def __init__(self, manifest: Path, folder: Path, mel: MelConfig, with_mel: bool = False) -> None:
        key = hashlib.sha256(f"{manifest.resolve()} {mel} {with_mel} {LAYOUT}".encode()).hexdigest()[:10]
        self.manifest, self.mel, self.with_mel = manifest, mel, with_mel
        self.folder = folder / f"{manifest.parent.name}-{key}"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.clips: list[Clip] = []

    def refresh(self) -> int:
        """Decodes the manifest's new and changed clips into the cache; returns how many there were.

        Several processes may share a cache: one writes at a time.

        Raises:
            FileNotFoundError: A clip's files are not there.
            ValueError: A clip has another sample rate, more than one channel, or an F0 curve of another length.
        """
        rows = {str(row["id"]): row for row in read_rows(self.manifest, growing=True)}
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            entries = self._read_index()
            known = {entry.clip_id: entry for entry in entries}
            stamps = {name: self._stamp(row) for name, row in rows.items()}
            wanted = [name for name in rows if name not in known or known[name].stamp != stamps[name]]
            if wanted:
                self._cut_to(entries)
                with (
                    (self.folder / "waveform.i16").open("ab") as waveforms,
                    (self.folder / "f0.f32").open("ab") as curves,
                    (self.folder / "mel.f16").open("ab") as mels,
                    (self.folder / "index.jsonl").open("a", encoding="utf-8") as index,
                ):
                    for name in wanted:
                        frames = self._append(rows[name], waveforms, curves, mels)
                        entry = _Entry(name, entries[-1].end if entries else 0, frames, stamps[name])
                        for file in (waveforms, curves, mels):
                            file.flush()
                        index.write(json_line(asdict(entry)))
                        index.flush()
                        entries.append(entry)
                        known[name] = entry
            self._map(entries[-1].end if entries else 0)
        half = self.mel.sample_rate / 2
        self.clips = [
            Clip(
                name,
                known[name].start,
                known[name].frames,
                float(row.get("bandwidth_hz") or half),
                str(row.get("split", "train")),
            )
            for name, row in rows.items()
        ]
        return len(wanted)

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

    def _files(self, row: dict[str, Any]) -> tuple[Path, Path]:
        """The audio and the NumPy file of a row."""
        base = self.manifest.parent
        return base / row["audio"], base / (row.get("npz") or row["f0"])

    def _stamp(self, row: dict[str, Any]) -> tuple[int, ...]:
        states = [path.stat() for path in self._files(row)]
        return tuple(value for state in states for value in (state.st_size, state.st_mtime_ns))

    def _sizes(self) -> dict[Path, int]:
        """The flat files and their bytes for each frame."""
        sizes = {"waveform.i16": 2 * self.mel.hop_length, "f0.f32": 4}
        if self.with_mel:
            sizes["mel.f16"] = 2 * self.mel.n_mels
        return {self.folder / name: size for name, size in sizes.items()}

    def _read_index(self) -> list[_Entry]:
        """The clips whose samples are all there."""
        index = self.folder / "index.jsonl"
        if not index.exists():
            return []
        written = min(path.stat().st_size // size if path.exists() else 0 for path, size in self._sizes().items())
        entries = [_Entry(**{**row, "stamp": tuple(row["stamp"])}) for row in read_rows(index, growing=True)]
        return [entry for entry in entries if entry.end <= written]

    def _cut_to(self, entries: list[_Entry]) -> None:
        """Drops what a stopped process wrote after the last whole clip."""
        write_text(self.folder / "index.jsonl", "".join(json_line(asdict(entry)) for entry in entries))
        for path, size in self._sizes().items():
            length = size * (entries[-1].end if entries else 0)
            if path.exists() and path.stat().st_size > length:
                with path.open("r+b") as file:
                    file.truncate(length)

    def _append(self, row: dict[str, Any], waveforms: Any, curves: Any, mels: Any) -> int:
        """Writes one clip behind the others; returns its frames."""
        hop = self.mel.hop_length
        audio, features = self._files(row)
        samples, sample_rate = soundfile.read(audio, dtype="float32")
        if sample_rate != self.mel.sample_rate or samples.ndim != 1:
            channels = 1 if samples.ndim == 1 else samples.shape[1]
            raise ValueError(
                f"{audio}: expected mono at {self.mel.sample_rate} Hz, got {channels} channels at {sample_rate} Hz; "
                "convert it with the corpus recipe"
            )
        frames = -(-len(samples) // hop)
        samples = np.pad(samples, (0, frames * hop - len(samples)))
        with np.load(features) as arrays:
            f0 = arrays["f0_hz"].astype(np.float32).reshape(-1)
            mel = arrays["mel"].astype(np.float16) if self.with_mel else None
        if abs(len(f0) - frames) > 2:
            raise ValueError(f"{features}: f0_hz has {len(f0)} frames, the audio has {frames}; compute it again")
        waveforms.write((np.clip(samples, -1, 1) * SCALE).astype(np.int16).tobytes())
        curves.write(continuous_f0(_fit_length(f0, frames)).tobytes())
        if mel is not None:
            mels.write(_fit_length(mel, frames).tobytes())
        return frames

    def _map(self, frames: int) -> None:
        hop, n_mels = self.mel.hop_length, self.mel.n_mels

        def mapped(name: str, dtype: Any, shape: tuple[int, ...]) -> NDArray[Any]:
            if not frames:
                return np.zeros(shape, dtype)
            return np.memmap(self.folder / name, dtype, mode="r", shape=shape)

        self._waveforms = mapped("waveform.i16", np.int16, (frames * hop,))
        self._f0 = mapped("f0.f32", np.float32, (frames,))
        self._mels = mapped("mel.f16", np.float16, (frames, n_mels)) if self.with_mel else np.zeros((0, n_mels))


def _fit_length(values: NDArray[Any], frames: int) -> NDArray[Any]:
    """Cuts or repeats the last row so that there are `frames` rows."""
    if len(values) >= frames:
        return np.ascontiguousarray(values[:frames])
    return np.concatenate([values, np.repeat(values[-1:], frames - len(values), axis=0)])

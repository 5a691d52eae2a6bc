"""Clips with durations for the acoustic model: manifests, a mel cache, and batches of similar length, in which ways of
speaking have weights.

A manifest is a ``.jsonl`` file with one clip on each line (id, audio, npz, locale, speaker, seconds, bandwidth_hz,
split); its npz holds `phone_ids`, `stress_ids`, `language_ids`, `durations` (N,) and `f0_hz` (T,).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import torch
from numpy.typing import NDArray
from torch import Tensor
from tqdm import tqdm

from tts.acoustic.regulate import expansion_index, frame_positions
from tts.audio.f0 import continuous_f0
from tts.audio.mel import band_centres_hz, log_mel
from tts.config import MelConfig
from tts.errors import ConfigError
from tts.files import read_rows, replacing_path


@dataclass(frozen=True)
class AcousticClip:
    """One training clip. `mel` (T, n_mels) is float16 log-mel; the other arrays are as in the manifest's npz."""

    name: str
    locale: str
    speaker: str
    bandwidth_hz: float
    phone_ids: NDArray[np.int64]
    stress_ids: NDArray[np.int64]
    language_ids: NDArray[np.int64]
    durations: NDArray[np.int64]
    f0_hz: NDArray[np.float32]
    mel: NDArray[np.float16]

    @property
    def prosody(self) -> str:
        """The way of speaking: a speaker in a locale."""
        return f"{self.speaker}/{self.locale}"

    @property
    def frames(self) -> int:
        return len(self.mel)

    def reaches(self, centres_hz: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which mel bands (M,) the recording holds."""
        return centres_hz < self.bandwidth_hz


@dataclass(frozen=True)
class AcousticBatch:
    """Padded tensors of B clips; see `AcousticModel.forward` for the shapes. `mel` (B, T, n_mels), and `mel_mask`
    of that shape, 1 where it is learned from: not in padding, above a clip's bandwidth or in phones that are left out.
    """

    phone_ids: Tensor
    stress_ids: Tensor
    language_ids: Tensor
    phone_mask: Tensor
    durations: Tensor
    expansion: Tensor
    position: Tensor
    frame_mask: Tensor
    log_f0: Tensor
    vuv: Tensor
    mel: Tensor
    mel_mask: Tensor
    speaker_ids: Tensor
    prosody_ids: Tensor

    @property
    def inputs(self) -> tuple[Tensor, ...]:
        """The arguments of `AcousticModel.forward`, in order."""
        return (
            self.phone_ids,
            self.stress_ids,
            self.language_ids,
            self.phone_mask,
            self.expansion,
            self.position,
            self.frame_mask,
            self.log_f0,
            self.vuv,
            self.speaker_ids,
            self.prosody_ids,
        )

    def to(self, device: torch.device) -> AcousticBatch:
        return AcousticBatch(**{name: value.to(device, non_blocking=True) for name, value in vars(self).items()})


def load_clips(
    manifests: Sequence[Path], cache: Path, mel: MelConfig, split: str, max_seconds: float
) -> list[AcousticClip]:
    """Read the clips of one split; log-mels are computed once and kept in `cache`.

    Raises:
        ConfigError: a manifest is missing, or no clip is left.
    """
    clips: list[AcousticClip] = []
    for manifest in manifests:
        rows = clip_rows(manifest, split, max_seconds)
        for row in tqdm(rows, desc=f"{split} {manifest.parent.name}", unit="clip", leave=False, disable=None):
            clip = load_clip(row, manifest.parent, cache, mel)
            if clip is not None:
                clips.append(clip)
    if not clips:
        raise ConfigError(f"no clip of split {split!r} in {', '.join(map(str, manifests))}")
    return clips


def clip_rows(manifest: Path, split: str, max_seconds: float) -> list[dict[str, Any]]:
    """The lines of a manifest that one split is made of: no longer than `max_seconds`, and aligned.

    Raises:
        ConfigError: the manifest is missing.
    """
    if not manifest.exists():
        raise ConfigError(f"there is no manifest {manifest}; prepare the corpus first (see recipes/README.md)")
    return [
        row
        for row in read_rows(manifest, growing=True)
        if row["split"] == split and row["seconds"] <= max_seconds and row.get("aligned", True)
    ]


def load_clip(row: Mapping[str, Any], root: Path, cache: Path, config: MelConfig) -> AcousticClip | None:
    """The clip of a line of a manifest in the folder `root`; None where it has no durations.

    Raises:
        ConfigError: its audio has another rate or more channels, or its durations are those of other audio.
    """
    with np.load(root / str(row["npz"])) as stored:
        arrays = dict(stored)
    if "durations" not in arrays:
        return None
    durations, f0_hz = arrays["durations"].astype(np.int64), arrays["f0_hz"].astype(np.float32)
    mel = _mel(root / str(row["audio"]), _cache_folder(root, cache, config) / f"{row['id']}.npy", config)
    frames = int(durations.sum())
    if abs(len(mel) - frames) > 1 or abs(len(f0_hz) - frames) > 1:
        raise ConfigError(
            f"{row['id']}: durations say {frames} frames, mel has {len(mel)}, F0 {len(f0_hz)}; align the corpus again"
        )
    mel, f0_hz = _fit(mel, frames), continuous_f0(_fit(f0_hz, frames))
    return AcousticClip(
        str(row["id"]),
        str(row["locale"]),
        str(row["speaker"]),
        float(str(row["bandwidth_hz"])),
        arrays["phone_ids"].astype(np.int64),
        arrays["stress_ids"].astype(np.int64),
        arrays["language_ids"].astype(np.int64),
        durations,
        f0_hz,
        mel,
    )


def _cache_folder(root: Path, cache: Path, config: MelConfig) -> Path:
    """Where the mels of a corpus are kept: apart from those of other settings, and of other folders of that name."""
    key = hashlib.sha256(f"{root.resolve()} {config}".encode()).hexdigest()[:10]
    return cache / f"{root.name}-{key}"


def _mel(audio: Path, stored: Path, config: MelConfig) -> NDArray[np.float16]:
    """The log-mel of a file, which `stored` keeps; it has the audio's own time, by which a change is seen."""
    made = audio.stat().st_mtime_ns
    if stored.exists() and stored.stat().st_mtime_ns == made:
        with contextlib.suppress(ValueError, EOFError):  # a damaged file is made again
            kept: NDArray[np.float16] = np.load(stored)
            return kept
    waveform, rate = soundfile.read(audio, dtype="float32")
    channels = waveform.shape[1] if waveform.ndim > 1 else 1
    if rate != config.sample_rate or channels > 1:
        raise ConfigError(
            f"{audio} has {channels} channels at {rate} Hz, expected mono at {config.sample_rate} Hz; "
            "prepare the corpus again (see recipes/README.md)"
        )
    mel = log_mel(waveform, config).astype(np.float16)
    stored.parent.mkdir(parents=True, exist_ok=True)
    with replacing_path(stored, durable=False) as path:
        with path.open("wb") as stream:
            np.save(stream, mel)
        os.utime(path, ns=(made, made))
    return mel


def _fit(values: NDArray[np.floating], frames: int) -> NDArray[np.floating]:
    if len(values) >= frames:
        return values[:frames]
    return np.concatenate([values, values[-1:]])


def f0_statistics(clips: Sequence[AcousticClip], prosodies: Sequence[str]) -> NDArray[np.float32]:
    """Mean and deviation of ln F0 over the voiced frames of each way of speaking: (prosodies, 2)."""
    table = np.tile(np.array([[5.0, 0.2]], dtype=np.float32), (len(prosodies), 1))
    for index, prosody in enumerate(prosodies):
        voiced = [clip.f0_hz[clip.f0_hz > 0] for clip in clips if clip.prosody == prosody]
        values = np.log(np.concatenate(voiced)) if voiced else np.empty(0)
        if len(values) > 1:
            table[index] = values.mean(), max(float(values.std()), 0.05)
    return table


def interpolated_log_f0(f0_hz: NDArray[np.float32]) -> NDArray[np.float32]:
    """ln F0 with unvoiced frames filled by straight lines; ln 120 Hz where nothing is voiced."""
    voiced = np.flatnonzero(f0_hz > 0)
    if len(voiced) == 0:
        return np.full(len(f0_hz), np.log(120.0), dtype=np.float32)
    return np.interp(np.arange(len(f0_hz)), voiced, np.log(f0_hz[voiced])).astype(np.float32)


class BatchSampler:
    """Draws batches of clips of similar length, locales and speakers weighted; the step says it all, so a resumed run
    repeats nothing.

    Args:
        clips: all clips.
        frames_per_batch: upper bound of B * longest T.
        weights: weight of one prosody (``speaker/locale``) against its share of frames; missing ones have 1.
        seed: of the order.
    """

    def __init__(
        self, clips: Sequence[AcousticClip], frames_per_batch: int, weights: dict[str, float], seed: int
    ) -> None:
        self.clips = clips
        self.frames_per_batch = frames_per_batch
        self.seed = seed
        mass = np.array([weights.get(clip.prosody, 1.0) for clip in clips], dtype=np.float64)
        self._probability = mass / mass.sum()
        self._lengths = np.array([clip.frames for clip in clips])
        self._pool = 32
        self._drawn: tuple[int, list[list[int]]] = (-1, [])

    def batch(self, step: int) -> list[int]:
        """Indices of the clips of one step."""
        block, place = divmod(step, self._pool)
        if self._drawn[0] != block:
            self._drawn = block, self._draw(block)
        batches = self._drawn[1]
        return batches[place % len(batches)]

    def _draw(self, block: int) -> list[list[int]]:
        """The batches of `_pool` steps, in the order in which they are taken."""
        rng = np.random.default_rng((self.seed, block))
        count = max(64, int(self._pool * self.frames_per_batch / max(1.0, float(self._lengths.mean()))))
        drawn = rng.choice(len(self.clips), size=count, p=self._probability)
        drawn = drawn[np.argsort(self._lengths[drawn] + rng.uniform(0.0, 8.0, count))]
        batches: list[list[int]] = [[]]
        longest = 0
        for index, frames in zip(drawn.tolist(), self._lengths[drawn].tolist(), strict=True):
            longest = max(longest, frames)
            if batches[-1] and longest * (len(batches[-1]) + 1) > self.frames_per_batch:
                batches.append([])
                longest = frames
            batches[-1].append(index)
        return [batches[place] for place in rng.permutation(len(batches))]


def collate(
    clips: Sequence[AcousticClip],
    speakers: Sequence[str],
    prosodies: Sequence[str],
    mel: MelConfig,
    left_out: Mapping[str, Set[int]] | None = None,
) -> AcousticBatch:
    """Pads clips to one batch; `left_out` gives the phones (ids) of a way of speaking whose sound is not learned."""
    phones = max(len(clip.phone_ids) for clip in clips)
    frames = max(clip.frames for clip in clips)
    centres = band_centres_hz(mel)

    def padded(values: list[NDArray[np.generic]], length: int) -> Tensor:
        shape = (len(values), length, *values[0].shape[1:])
        out = np.zeros(shape, dtype=values[0].dtype)
        for row, value in zip(out, values, strict=True):
            row[: len(value)] = value
        return torch.from_numpy(out)

    def learned(clip: AcousticClip) -> NDArray[np.float32]:
        wrong = list((left_out or {}).get(clip.prosody, ()))
        heard = np.repeat(~np.isin(clip.phone_ids, wrong), clip.durations)  # (T,)
        return (heard[:, None] & clip.reaches(centres)).astype(np.float32)

    return AcousticBatch(
        phone_ids=padded([clip.phone_ids for clip in clips], phones),
        stress_ids=padded([clip.stress_ids for clip in clips], phones),
        language_ids=padded([clip.language_ids for clip in clips], phones),
        phone_mask=padded([np.ones(len(clip.phone_ids), dtype=bool) for clip in clips], phones),
        durations=padded([clip.durations for clip in clips], phones),
        expansion=padded([expansion_index(clip.durations) for clip in clips], frames),
        position=padded([frame_positions(clip.durations) for clip in clips], frames),
        frame_mask=padded([np.ones(clip.frames, dtype=bool) for clip in clips], frames),
        log_f0=padded([interpolated_log_f0(clip.f0_hz) for clip in clips], frames),
        vuv=padded([(clip.f0_hz > 0).astype(np.float32) for clip in clips], frames),
        mel=padded([clip.mel.astype(np.float32) for clip in clips], frames),
        mel_mask=padded([learned(clip) for clip in clips], frames),
        speaker_ids=torch.tensor([speakers.index(clip.speaker) for clip in clips]),
        prosody_ids=torch.tensor([prosodies.index(clip.prosody) for clip in clips]),
    )

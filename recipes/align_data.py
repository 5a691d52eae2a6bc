"""Clips for the aligner: mel and symbols of natural recordings and of teacher clips, and batches of them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import torch
from numpy.typing import NDArray
from torch import Tensor
from tqdm import tqdm

from frontend.phonology import EncodedSentence, encode
from frontend.pipeline import Frontend
from frontend.types import Sentence
from recipes.corpora.clip_store import MANIFEST, read_manifest
from recipes.teacher_lag import measure_lag, shift_durations
from tts.aligner.prior import beta_binomial_log_prior
from tts.audio.mel import log_mel
from tts.config import MelConfig


@dataclass(frozen=True, slots=True)
class AlignClip:
    """One clip in memory.

    Attributes:
        row: its line of the manifest.
        folder: where the manifest lies.
        mel: (T, n_mels) float16.
        symbols: ids of the whole text, one BOS and one EOS.
        sentences: the sentences behind `symbols`; empty for teacher clips.
        durations: (N,) exact durations in frames, where they are known.
        held_out: never trained on.
    """

    row: dict[str, Any]
    folder: Path
    mel: NDArray[np.float16]
    symbols: EncodedSentence
    sentences: tuple[Sentence, ...] = ()
    durations: NDArray[np.int64] | None = None
    held_out: bool = False

    @property
    def frames(self) -> int:
        return len(self.mel)


def _read_mel(row: dict[str, Any], folder: Path, mel: MelConfig) -> NDArray[np.float16]:
    waveform, rate = soundfile.read(folder / row["audio"], dtype="float32")
    if rate != mel.sample_rate:
        raise ValueError(
            f"{folder / row['audio']} has {rate} Hz, training needs {mel.sample_rate}: prepare the corpus again"
        )
    return log_mel(waveform, mel).astype(np.float16)


def _with_bar(rows: list[dict[str, Any]], folder: Path, progress: bool) -> Iterable[dict[str, Any]]:
    """The rows, with a bar on a terminal if `progress` wants one."""
    return tqdm(rows, desc=f"load {folder.name}", unit="clip", disable=None if progress else True)


def load_natural(folder: Path, mel: MelConfig, frontend: Frontend, *, progress: bool = True) -> list[AlignClip]:
    """All clips of a prepared corpus, their symbols from the frontend; texts without words are left out."""
    clips = []
    for row in _with_bar(read_manifest(folder / MANIFEST), folder, progress):
        sentences = frontend.process(row["text"], row["locale"]).sentences
        if not sentences:
            tqdm.write(f"left out {row['id']}: no words in {row['text']!r}", file=sys.stderr)
            continue
        clip = AlignClip(
            row, folder, _read_mel(row, folder, mel), encode(*sentences), sentences, held_out=row["split"] == "valid"
        )
        clips.append(clip)
    return clips


def load_teacher(
    folder: Path, mel: MelConfig, minutes: float, held_out: int, lag_frames: int, *, progress: bool = True
) -> list[AlignClip]:
    """Clips of a teacher corpus with their exact durations.

    Args:
        folder: of the corpus.
        mel: signal settings.
        minutes: training clips are taken up to this total.
        held_out: this many clips are marked so: the validation clips first, then others, chosen by their ids.
        lag_frames: how late the durations are against the audio (`recipes.teacher_lag`); they are moved by as much.
        progress: whether to show a progress bar.

    Returns:
        Held-out clips and training clips. Clips whose durations do not fit their audio are left out.

    Raises:
        ValueError: the audio says that `lag_frames` is wrong.
    """
    rows = sorted(
        read_manifest(folder / MANIFEST), key=lambda row: (row["split"] != "valid", row["id"].rpartition("_")[2])
    )
    chosen, seconds = rows[:held_out], 0.0
    for row in rows[held_out:]:
        if row["split"] != "valid" and seconds < minutes * 60:
            chosen.append(row)
            seconds += row["seconds"]
    clips = []
    for number, row in enumerate(_with_bar(chosen, folder, progress)):
        with np.load(folder / row["npz"]) as arrays:
            phones, stress, languages, durations = (
                arrays[name].astype(np.int64) for name in ("phone_ids", "stress_ids", "language_ids", "durations")
            )
        symbols = EncodedSentence(phones, stress, languages, np.full(len(phones), -1, dtype=np.int64))
        durations = shift_durations(durations, lag_frames)
        spectrum = _read_mel(row, folder, mel)
        clip = AlignClip(row, folder, spectrum, symbols, durations=durations, held_out=number < held_out)
        if clip.frames == int(durations.sum()):
            clips.append(clip)
    check = ((clip.mel, clip.symbols.phone_ids, clip.durations) for clip in clips[:100] if clip.durations is not None)
    if abs(left := measure_lag(check)) > 2:
        raise ValueError(
            f"the durations of {folder} are still {left} frames late after moving them by {lag_frames}: "
            f"set teacher_lag_frames to about {lag_frames + left - (1 if left > 0 else -1)}"
        )
    return clips


@dataclass(frozen=True, slots=True)
class AlignBatch:
    """Padded clips. `durations` is all 0 in rows without exact durations (`supervised` False)."""

    mel: Tensor  # (B, T, n_mels) float32
    frame_lengths: Tensor  # (B,) int64
    frame_mask: Tensor  # (B, T) bool
    phone_ids: Tensor  # (B, N) int64
    stress_ids: Tensor  # (B, N) int64
    language_ids: Tensor  # (B, N) int64
    symbol_lengths: Tensor  # (B,) int64
    log_prior: Tensor  # (B, T, N) float32
    durations: Tensor  # (B, N) int64
    supervised: Tensor  # (B,) bool


def collate(clips: Sequence[AlignClip], prior_scale: float = 1.0) -> AlignBatch:
    """Pads clips to one batch."""
    frames, symbols = max(clip.frames for clip in clips), max(len(clip.symbols.phone_ids) for clip in clips)
    batch = len(clips)
    mel = torch.zeros(batch, frames, clips[0].mel.shape[1])
    ids = torch.zeros(4, batch, symbols, dtype=torch.int64)  # phones, stress, languages, durations
    log_prior = torch.zeros(batch, frames, symbols)
    for b, clip in enumerate(clips):
        n = len(clip.symbols.phone_ids)
        mel[b, : clip.frames] = torch.from_numpy(clip.mel.astype(np.float32))
        for row, values in enumerate(
            (clip.symbols.phone_ids, clip.symbols.stress_ids, clip.symbols.language_ids, clip.durations)
        ):
            if values is not None:
                ids[row, b, :n] = torch.from_numpy(values)
        log_prior[b, : clip.frames, :n] = beta_binomial_log_prior(clip.frames, n, prior_scale)
    frame_lengths = torch.tensor([clip.frames for clip in clips])
    return AlignBatch(
        mel=mel,
        frame_lengths=frame_lengths,
        frame_mask=torch.arange(frames)[None, :] < frame_lengths[:, None],
        phone_ids=ids[0],
        stress_ids=ids[1],
        language_ids=ids[2],
        symbol_lengths=torch.tensor([len(clip.symbols.phone_ids) for clip in clips]),
        log_prior=log_prior,
        durations=ids[3],
        supervised=torch.tensor([clip.durations is not None for clip in clips]),
    )


def batches_by_length(clips: Sequence[AlignClip], frames_per_batch: int) -> list[list[int]]:
    """Indices of clips of similar length, each batch with at most `frames_per_batch` padded frames or one clip."""
    batches: list[list[int]] = []
    for index in sorted(range(len(clips)), key=lambda i: clips[i].frames):
        if batches and clips[index].frames * (len(batches[-1]) + 1) <= frames_per_batch:
            batches[-1].append(index)
        else:
            batches.append([index])
    return batches

"""Training of the aligner: the step, and the check against a teacher's exact durations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from frontend.locales import LOCALES
from frontend.phonology import WORD_BOUNDARY, is_phone, symbol_ids, vocabulary
from recipes.align_data import AlignBatch, AlignClip, batches_by_length, collate
from tts.aligner.loss import forward_sum_loss, path_loss
from tts.aligner.model import Aligner, AlignerConfig
from tts.aligner.monotonic import monotonic_alignment
from tts.config import MelConfig
from tts.train.checkpoint import CheckpointError, load_module, load_tensors, stored_config
from tts.train.ema import Ema
from tts.train.precision import Precision, autocast
from tts.train.schedule import ScheduleConfig, learning_rate_factor, set_learning_rate


@dataclass(frozen=True, slots=True)
class TrainSettings:
    """Settings of the step.

    Attributes:
        frames_per_batch: padded frames of a batch.
        learning_rate: AdamW's peak rate.
        warmup_steps: linear warm-up.
        total_steps: end of the cosine decay; normally the loop's.
        teacher_weight: of the supervised loss on teacher clips; 0 makes the training unsupervised.
        sharpen_weight: of the binarisation loss.
        sharpen_from: its first step.
        prior_scale: of the beta-binomial prior.
        precision: ``auto``, ``bf16`` or ``fp32``.
        seed: of the weights and the order of batches.
    """

    frames_per_batch: int = 6400
    learning_rate: float = 2e-3
    warmup_steps: int = 50
    total_steps: int = 1000
    teacher_weight: float = 1.0
    sharpen_weight: float = 0.5
    sharpen_from: int = 500
    prior_scale: float = 1.0
    precision: Precision = "auto"
    seed: int = 1


def build_aligner(n_mels: int) -> Aligner:
    """An aligner for the frontend's vocabulary, with random weights."""
    return Aligner(AlignerConfig(vocabulary(), tuple(LOCALES), n_mels))


def load_aligner(checkpoint: Path) -> Aligner:
    """The aligner of a checkpoint, in evaluation mode.

    Raises:
        CheckpointError: the checkpoint is missing or does not fit.
    """
    config = stored_config(checkpoint, "aligner", AlignerConfig)
    if config is None:  # from before names were kept: new symbols and locales only ever come behind the others
        tensors = load_tensors(checkpoint, "aligner", average=False)
        symbols, locales = (len(tensors[f"{table}.weight"]) for table in ("phone", "language"))
        config = AlignerConfig(vocabulary()[:symbols], tuple(LOCALES)[:locales])
    for kind, known, today in (("symbols", config.symbols, vocabulary()), ("locales", config.locales, tuple(LOCALES))):
        if known != today[: len(known)]:
            raise CheckpointError(
                f"{checkpoint} was trained with other {kind} than the frontend has now, or in another order: "
                "train the aligner anew (python -m recipes.align train)"
            )
    aligner = Aligner(config)
    load_module(checkpoint, "aligner", aligner, average=False)
    return aligner.eval()


def align_batch(aligner: Aligner, batch: AlignBatch) -> tuple[Tensor, NDArray[np.float32]]:
    """Logits (with gradient) and the same as log probabilities (B, T, N), NumPy."""
    logits = aligner(
        batch.mel, batch.frame_mask, batch.phone_ids, batch.stress_ids, batch.language_ids, batch.log_prior
    )
    return logits, torch.log_softmax(logits.detach(), dim=-1).numpy()


def best_durations(log_probs: NDArray[np.float32], batch: AlignBatch) -> NDArray[np.int64]:
    """Durations (B, N) of the best paths; word boundaries may get no frame."""
    skippable = (batch.phone_ids == symbol_ids()[WORD_BOUNDARY]).numpy()
    return monotonic_alignment(
        log_probs, batch.frame_lengths.numpy(), batch.symbol_lengths.numpy(), skippable
    ).durations


def is_alignable(clip: AlignClip) -> bool:
    """Whether there is a frame for each symbol. CTC needs that for boundaries too."""
    return clip.frames >= len(clip.symbols.phone_ids)


def boundary_errors_ms(aligner: Aligner, clips: Sequence[AlignClip], mel: MelConfig) -> dict[str, float]:
    """Distance between found and exact ends of phones, over clips with exact durations.

    Returns:
        mean_ms, median_ms, and over_50_ms, the share of boundaries that are further off than 50 ms; nothing if no clip
        has exact durations.
    """
    errors = []
    aligner.eval()
    sounding = np.array([is_phone(symbol) for symbol in vocabulary()])
    for clip in clips:
        if clip.durations is None or not is_alignable(clip):
            continue
        batch = collate([clip])
        with torch.no_grad():
            found = best_durations(align_batch(aligner, batch)[1], batch)[0]
        offsets = np.abs(np.cumsum(found) - np.cumsum(clip.durations)) * 1000.0 / mel.frames_per_second
        errors.append(offsets[sounding[clip.symbols.phone_ids]])
    aligner.train()
    if not errors:
        return {}
    joined = np.concatenate(errors)
    return {
        "mean_ms": round(float(joined.mean()), 2),
        "median_ms": round(float(np.median(joined)), 2),
        "over_50_ms": round(float((joined > 50.0).mean()), 4),
    }


class AlignerTask:
    """What `tts.train.loop.fit` trains. Batches are fixed; seed and epoch shuffle their order."""

    def __init__(
        self, clips: Sequence[AlignClip], valid: Sequence[AlignClip], settings: TrainSettings, mel: MelConfig
    ) -> None:
        torch.manual_seed(settings.seed)
        self.settings, self.mel = settings, mel
        self.aligner = build_aligner(mel.n_mels)
        self.optimizer = torch.optim.AdamW(self.aligner.parameters(), lr=settings.learning_rate, betas=(0.9, 0.98))
        self.modules: Mapping[str, nn.Module] = {"aligner": self.aligner}
        self.optimizers: Mapping[str, torch.optim.Optimizer] = {"aligner": self.optimizer}
        self.emas: Mapping[str, Ema] = {}
        self._clips = [clip for clip in clips if is_alignable(clip)]
        if not self._clips:
            raise ValueError("no clip to train on: every clip has fewer frames than symbols, or the corpora are empty")
        self._valid = list(valid)
        self._batches = batches_by_length(self._clips, settings.frames_per_batch)
        self._schedule = ScheduleConfig("cosine", settings.warmup_steps, settings.total_steps, floor=0.02)

    def _batch(self, step: int) -> AlignBatch:
        epoch, position = divmod(step, len(self._batches))
        order = np.random.default_rng((self.settings.seed, epoch)).permutation(len(self._batches))
        return collate([self._clips[i] for i in self._batches[order[position]]], self.settings.prior_scale)

    def losses(self, batch: AlignBatch, *, sharpen: bool) -> dict[str, Tensor]:
        """Forward-sum, teacher path and (if `sharpen`) own path, unweighted."""
        with autocast(torch.device("cpu"), self.settings.precision):
            logits, log_probs = align_batch(self.aligner, batch)
        losses = {
            "forward_sum": forward_sum_loss(logits, batch.frame_lengths, batch.symbol_lengths),
            "teacher": path_loss(logits, batch.durations, batch.supervised),
        }
        if sharpen:
            found = torch.from_numpy(best_durations(log_probs, batch))
            losses["sharpen"] = path_loss(logits, found, ~batch.supervised)
        return losses

    def train_step(self, step: int) -> Mapping[str, float | Tensor]:
        settings = self.settings
        set_learning_rate([self.optimizer], learning_rate_factor(step, self._schedule))
        losses = self.losses(self._batch(step), sharpen=step >= settings.sharpen_from)
        total = losses["forward_sum"] + settings.teacher_weight * losses["teacher"]
        if "sharpen" in losses:
            total = total + settings.sharpen_weight * losses["sharpen"]
        self.optimizer.zero_grad()
        total.backward()
        norm = torch.nn.utils.clip_grad_norm_(self.aligner.parameters(), 1.0)
        self.optimizer.step()
        return {"loss": total.detach(), "grad_norm": norm, **{name: loss.detach() for name, loss in losses.items()}}

    def evaluate(self, step: int, directory: Path) -> Mapping[str, float]:
        return boundary_errors_ms(self.aligner, self._valid[:60], self.mel) if self._valid else {}

"""Losses of the acoustic model."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from tts.acoustic.data import AcousticBatch
from tts.acoustic.model import AcousticOutput


def mel_loss(mel: Tensor, batch: AcousticBatch, mel_std: float) -> Tensor:
    """L1 of log-mel (B, T, n_mels) in deviations, over what is learned from."""
    return ((mel - batch.mel).abs() * batch.mel_mask).sum() / batch.mel_mask.sum() / mel_std


def acoustic_losses(
    output: AcousticOutput, batch: AcousticBatch, f0_statistics: Tensor, mel_std: float
) -> dict[str, Tensor]:
    """Each term as a scalar; their weighted sum is `total`.

    Terms:
        mel: `mel_loss`.
        duration: mean squared error of ln(1 + frames).
        f0: L1 of log F0 in the speaker's deviations, over voiced frames.
        voicing: cross-entropy.

    Args:
        output: of the model.
        batch: the truth.
        f0_statistics: (B, 2) mean and deviation of ln F0 of each clip's way of speaking.
        mel_std: the deviation that mels are measured in.
    """
    frames = batch.frame_mask.float()
    count = frames.sum()
    mel = mel_loss(output.mel, batch, mel_std)
    phones = batch.phone_mask.float()
    error = output.log_durations - torch.log1p(batch.durations.float())
    duration = (error.square() * phones).sum() / phones.sum()
    target = (batch.log_f0 - f0_statistics[:, :1]) / f0_statistics[:, 1:]
    voiced = batch.vuv * frames
    f0 = ((output.f0_z - target).abs() * voiced).sum() / voiced.sum().clamp(min=1.0)
    crossed = functional.binary_cross_entropy_with_logits(output.vuv_logits, batch.vuv, reduction="none")
    voicing = (crossed * frames).sum() / count
    total = mel + 0.5 * duration + 0.1 * f0 + 0.3 * voicing
    return {"total": total, "mel": mel, "duration": duration, "f0": f0, "voicing": voicing}

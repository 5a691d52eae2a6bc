"""Losses of the aligner, each a mean over the valid frames of a batch.

- forward-sum: minus the log probability of all monotonic paths together (CTC with each symbol as its own class);
  learns without labels.
- path: minus the log probability of one given path. With the path of a teacher's exact durations it is a supervised
  loss; with the network's own best path it is the binarisation loss that sharpens the soft alignment.
"""

from __future__ import annotations

import torch
import torch.nn.functional as functional
from torch import Tensor

BLANK_LOGIT = -1.0
"""CTC needs a blank class; its constant logit is that of arXiv 2108.10447's code."""


def forward_sum_loss(logits: Tensor, frame_lengths: Tensor, symbol_lengths: Tensor) -> Tensor:
    """Minus the log probability of all monotonic alignments, per frame.

    Args:
        logits: (B, T, N) float32 from `Aligner`.
        frame_lengths: (B,) int64.
        symbol_lengths: (B,) int64; an item with fewer frames than symbols adds nothing.

    Returns:
        Scalar; the gradient reaches `logits`.
    """
    batch, _, symbols = logits.shape
    with_blank = functional.pad(logits, (1, 0), value=BLANK_LOGIT)  # (B, T, 1 + N)
    log_probs = torch.log_softmax(with_blank, dim=-1).transpose(0, 1)  # (T, B, 1 + N)
    targets = torch.arange(1, symbols + 1, device=logits.device).expand(batch, symbols)
    loss = functional.ctc_loss(
        log_probs, targets, frame_lengths, symbol_lengths, blank=0, reduction="none", zero_infinity=True
    )
    return loss.sum() / frame_lengths.sum()


def path_loss(logits: Tensor, durations: Tensor, chosen: Tensor | None = None) -> Tensor:
    """Minus the mean log probability of a frame along given paths.

    Args:
        logits: (B, T, N) float32 from `Aligner`.
        durations: (B, N) int64, frames of each symbol; row b sums to T_b. No gradient.
        chosen: (B,) bool, items that count; all of them if None.

    Returns:
        Scalar; 0 where no item counts. The gradient reaches `logits`.

    Raises:
        ValueError: the durations of an item exceed T.
    """
    _, frames, _ = logits.shape
    ends = durations.cumsum(1)  # (B, N)
    if int(ends[:, -1].max()) > frames:
        raise ValueError(f"durations sum to {int(ends[:, -1].max())} frames, the batch has {frames}")
    times = torch.arange(frames, device=logits.device).expand(len(logits), frames).contiguous()
    owner = torch.searchsorted(ends, times, right=True).clamp(max=durations.shape[1] - 1)  # (B, T)
    log_probs = torch.log_softmax(logits, dim=-1).gather(2, owner[:, :, None])[:, :, 0]  # (B, T)
    counts = times < ends[:, -1:]
    if chosen is not None:
        counts = counts & chosen[:, None]
    return -(log_probs * counts).sum() / counts.sum().clamp(min=1)

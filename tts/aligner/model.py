"""The alignment network: two small convolutional encoders, and how well each frame fits each symbol.

A frame becomes a query, a symbol a key; their scaled inner product plus the static prior, normalised over the symbols
of the clip, is the soft alignment. Differences to arXiv 2108.10447: inner products instead of distances, symbols
carry stress and language, and each clip's mean spectrum is taken away first, so that channel and speaker matter less.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

MASKED = -1e4
"""Logit of a symbol outside the clip; finite, so that padded frames stay free of NaN."""


@dataclass(frozen=True, slots=True)
class AlignerConfig:
    """Names and sizes of the network; stored in every checkpoint and enough to rebuild it.

    Attributes:
        symbols: the vocabulary in id order, padding (id 0) included (`frontend.phonology.vocabulary`).
        locales: locale tags in id order.
        n_mels: bands of the mel spectrogram.
        embedding: width of the symbol embeddings.
        channels: width of the convolutions.
        key: width of queries and keys.
    """

    symbols: tuple[str, ...]
    locales: tuple[str, ...]
    n_mels: int = 80
    embedding: int = 128
    channels: int = 192
    key: int = 128


class _ConvStack(nn.Module):
    """Two convolutions of width 5 and a projection; positions outside the clip are zeroed before each."""

    def __init__(self, inputs: int, channels: int, outputs: int) -> None:
        super().__init__()
        self.convolutions = nn.ModuleList(
            [nn.Conv1d(inputs, channels, 5, padding=2), nn.Conv1d(channels, channels, 5, padding=2)]
        )
        self.norms = nn.ModuleList([nn.LayerNorm(channels), nn.LayerNorm(channels)])
        self.projection = nn.Linear(channels, outputs)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x (B, L, inputs), mask (B, L) True where valid -> (B, L, outputs)."""
        keep = mask[:, :, None]
        for convolution, norm in zip(self.convolutions, self.norms, strict=True):
            x = convolution((x * keep).transpose(1, 2)).transpose(1, 2)  # (B, L, channels)
            x = torch.relu(norm(x))
        projected: Tensor = self.projection(x)
        return projected


class Aligner(nn.Module):
    """Soft alignment of frames and symbols."""

    def __init__(self, config: AlignerConfig) -> None:
        super().__init__()
        self.config = config
        self.phone = nn.Embedding(len(config.symbols), config.embedding, padding_idx=0)
        self.stress = nn.Embedding(3, config.embedding)
        self.language = nn.Embedding(len(config.locales), config.embedding)
        self.keys = _ConvStack(config.embedding, config.channels, config.key + 1)
        self.queries = _ConvStack(config.n_mels, config.channels, config.key)

    def forward(
        self,
        mel: Tensor,
        frame_mask: Tensor,
        phone_ids: Tensor,
        stress_ids: Tensor,
        language_ids: Tensor,
        log_prior: Tensor,
    ) -> Tensor:
        """Logits of the alignment.

        Args:
            mel: (B, T, n_mels) float32, natural log.
            frame_mask: (B, T) bool, True where valid.
            phone_ids: (B, N) int64, 0 is padding.
            stress_ids: (B, N) int64 in 0..2.
            language_ids: (B, N) int64.
            log_prior: (B, T, N) float32, anything outside the clip.

        Returns:
            (B, T, N) float32 logits, prior included; `MASKED` at padding symbols. A log-softmax over N gives the log
            probability of each symbol.
        """
        valid = phone_ids != 0  # (B, N)
        frames = frame_mask[:, :, None]
        mean = (mel * frames).sum(1, keepdim=True) / frames.sum(1, keepdim=True).clamp(min=1)
        query = self.queries((mel - mean) * 0.5, frame_mask)  # (B, T, key); log-mels deviate by about 2
        symbols = self.phone(phone_ids) + self.stress(stress_ids) + self.language(language_ids)
        key, bias = self.keys(symbols, valid).split([self.config.key, 1], dim=-1)  # (B, N, key), (B, N, 1)
        logits = torch.matmul(query, key.transpose(1, 2)) / self.config.key**0.5 + bias.transpose(1, 2)
        logits = logits.float() + log_prior
        masked: Tensor = logits.masked_fill(~valid[:, None, :], MASKED)  # (B, T, N)
        return masked

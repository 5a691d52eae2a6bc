"""Phone encoder: transformer blocks with convolutional feed-forward (FastSpeech, arXiv 1905.09263) and linear
attention biases.

Positions enter through a bias that falls with distance (ALiBi, arXiv 2108.12409, in its symmetric form), so sentences
longer than any in training are read like the others.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from tts.acoustic.config import AcousticConfig


class PhoneEncoder(nn.Module):
    """Phones, stress and language of each phone to hidden states.

    Args:
        config: Sizes.
        features: (V, F) articulatory features of the vocabulary, 0 or 1; stored with the weights.
    """

    features: Tensor

    def __init__(self, config: AcousticConfig, features: Tensor) -> None:
        super().__init__()
        if features.shape[0] != len(config.symbols):
            raise ValueError(
                f"features have {features.shape[0]} rows, the vocabulary has {len(config.symbols)} symbols"
            )
        dim = config.encoder_dim
        self.register_buffer("features", features.float().clone())
        self.phone = nn.Embedding(len(config.symbols), dim)
        self.articulation = nn.Linear(features.shape[1], dim, bias=False)
        self.stress = nn.Embedding(3, dim)
        self.language = nn.Embedding(len(config.locales), config.language_dim)
        self.language_projection = nn.Linear(config.language_dim, dim, bias=False)
        self.layers = nn.ModuleList(
            EncoderLayer(dim, config.encoder_heads, config.encoder_kernel, config.dropout)
            for _ in range(config.encoder_layers)
        )
        self.norm = nn.LayerNorm(dim)
        self.dropout = nn.Dropout(config.dropout)
        nn.init.normal_(self.phone.weight, std=0.5)
        nn.init.normal_(self.stress.weight, std=0.5)

    def forward(self, phone_ids: Tensor, stress_ids: Tensor, language_ids: Tensor, mask: Tensor) -> Tensor:
        """Encodes a batch of sentences.

        Args:
            phone_ids: (B, N) int64.
            stress_ids: (B, N) int64, 0 to 2.
            language_ids: (B, N) int64, one for each phone.
            mask: (B, N) bool, true where valid.

        Returns:
            (B, N, D), zero where `mask` is false.
        """
        valid = mask.unsqueeze(-1)
        x = self.phone(phone_ids) + self.articulation(self.features[phone_ids]) + self.stress(stress_ids)
        x = self.dropout(x + self.language_projection(self.language(language_ids))) * valid  # (B, N, D)
        for layer in self.layers:
            x = layer(x, mask)
        hidden: Tensor = self.norm(x) * valid
        return hidden


class SequenceConv(nn.Conv1d):
    """Convolution over a sequence (B, N, D), as long as before, as one matrix product over the neighbours side by side.

    A sentence has few phones, so that most of a convolution's time goes to reading its weights and arranging them.
    """

    def forward(self, x: Tensor) -> Tensor:
        """(B, N, inputs) to (B, N, outputs)."""
        taps, length = self.kernel_size[0], x.shape[1]
        padded = functional.pad(x, (0, 0, taps // 2, taps // 2))
        neighbours = torch.cat([padded[:, tap : tap + length] for tap in range(taps)], dim=-1)
        weight = self.weight.transpose(1, 2).reshape(self.out_channels, taps * self.in_channels)
        return functional.linear(neighbours, weight, self.bias)


class EncoderLayer(nn.Module):
    """Pre-norm self-attention and convolutional feed-forward."""

    slopes: Tensor

    def __init__(self, dim: int, heads: int, kernel: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.attention_norm = nn.LayerNorm(dim)
        self.qkv = nn.Linear(dim, 3 * dim)
        self.out = nn.Linear(dim, dim)
        self.feed_norm = nn.LayerNorm(dim)
        self.expand = SequenceConv(dim, 4 * dim, kernel)
        self.contract = nn.Linear(4 * dim, dim)
        self.dropout = nn.Dropout(dropout)
        # One head without a bias sees the whole sentence; the others fall off with distance.
        slopes = [0.0, *(2.0 ** (-4.0 * i / max(1, heads - 1)) for i in range(heads - 1))]
        self.register_buffer("slopes", torch.tensor(slopes), persistent=False)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """(B, N, D) and (B, N) bool to (B, N, D), zero where invalid."""
        valid = mask.unsqueeze(-1)
        x = x + self.dropout(self._attend(self.attention_norm(x), mask))
        y = self.feed_norm(x) * valid
        y = functional.gelu(self.expand(y), approximate="tanh")
        output: Tensor = (x + self.dropout(self.contract(self.dropout(y)))) * valid
        return output

    def _attend(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, dim = x.shape
        size = dim // self.heads
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, size).permute(2, 0, 3, 1, 4)  # each (B, H, N, D/H)
        positions = torch.arange(length, device=x.device)
        distance = (positions[None, :] - positions[:, None]).abs().to(x.dtype)
        bias = -self.slopes.to(x.dtype)[:, None, None] * distance  # (H, N, N)
        bias = bias.masked_fill(~mask[:, None, None, :], -1e4)
        scores = torch.matmul(q, k.transpose(-1, -2)) / math.sqrt(size) + bias
        attended = torch.matmul(torch.softmax(scores.float(), dim=-1).to(v.dtype), v)
        joined: Tensor = self.out(attended.transpose(1, 2).reshape(batch, length, dim))
        return joined

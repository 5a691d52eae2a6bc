"""The adversary of the acoustic model: small discriminators of log-mels that know the phones and the speaker.

A model that learns by L1 alone gives the mean of all the ways a sound can be said, which blurs the spectrum. The
critics judge patches of mel against real ones, as GANSpeech (arXiv 2106.15153) does for FastSpeech 2; being
conditional, they also judge whether the sound is the right one. The weights of the adversarial terms are shares of the
gradient that reaches the mel, after the loss balancer of EnCodec (arXiv 2210.13438, section 3.4), so that they do not
depend on the scale of the losses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from tts.nn.adversarial import adversarial_loss, discriminator_loss, feature_loss
from tts.nn.patches import SLOPE, Output, PatchConv, judge

SHORTEST_FRAMES = 40
"""Fewer leave no patch for the last layers."""


@dataclass(frozen=True, slots=True)
class CriticConfig:
    """The adversarial stage of the acoustic model.

    Attributes:
        from_step: First step of the stage.
        ramp_steps: Steps until the adversarial terms have their full weight; the critics learn from the first.
        learning_rate: Of the critics.
        channels: Of the critics' first layers.
        adversarial: Gradient of the adversarial term at the mel, in norms of the L1 term's.
        feature: The same for feature matching.
    """

    from_step: int = 0
    ramp_steps: int = 200
    learning_rate: float = 4e-4
    channels: int = 32
    adversarial: float = 0.5
    feature: float = 1.0


class MelDiscriminator(nn.Module):
    """Judges patches of log-mel.

    Args:
        n_mels: Bands M.
        condition_dim: Size C of the condition of a frame.
        patch: Frames and bands that the first layer takes together; each halves on the way, see `layers`.
        channels: Channels of the first layer.
    """

    def __init__(self, n_mels: int, condition_dim: int, patch: tuple[int, int], channels: int) -> None:
        super().__init__()
        wide = 2 * channels
        self.frames = patch[0]
        self.first = PatchConv(1, channels, patch)
        self.band = nn.Parameter(torch.zeros(n_mels // patch[1] - 1, channels))
        """Tells the bands apart, which the convolution does not."""
        self.condition = nn.Linear(condition_dim, channels)
        self.layers = nn.ModuleList(
            [
                PatchConv(channels, wide, (1, 2)),
                PatchConv(wide, wide, (2, 2)),
                PatchConv(wide, wide, (2, 1) if patch[1] > patch[0] else (1, 2)),
            ]
        )
        self.score = PatchConv(wide, 1, (1, 1))

    def forward(self, mel: Tensor, condition: Tensor) -> Output:
        """mel (B, T, M) in deviations, condition (B, T, C) to scores (B, T', M', 1) and activations."""
        x = self.first(mel.unsqueeze(-1))
        batch, frames, size = condition.shape
        patches = frames // self.frames
        pooled = condition[:, : patches * self.frames].reshape(batch, patches, self.frames, size).mean(dim=2)
        x = x + self.band.to(x.dtype) + self.condition(pooled)[:, : x.shape[1], None]
        x = nn.functional.leaky_relu(x, SLOPE)
        score, activations = judge(self.layers, self.score, x)
        return score, [x, *activations]


class MelCritic(nn.Module):
    """Two discriminators: patches wide in frequency, and patches wide in time.

    Args:
        n_mels: Bands M.
        condition_dim: Size C of the condition of a frame.
        channels: Channels of the first layers.
    """

    def __init__(self, n_mels: int, condition_dim: int, channels: int) -> None:
        super().__init__()
        self.discriminators = nn.ModuleList(
            MelDiscriminator(n_mels, condition_dim, patch, channels) for patch in ((2, 4), (4, 2))
        )

    def forward(self, mel: Tensor, condition: Tensor) -> list[Output]:
        """mel (B, T, M) in deviations, condition (B, T, C) to the outputs of all; short clips are padded with zeros."""
        missing = max(0, SHORTEST_FRAMES - mel.shape[1])
        mel, condition = (nn.functional.pad(x, (0, 0, 0, missing)) for x in (mel, condition))
        return [net(mel, condition) for net in self.discriminators]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the critic says about a batch: its own loss, and the terms that the acoustic model should lower."""

    critic: Tensor
    adversarial: Tensor
    feature: Tensor


def judge_mels(critic: MelCritic, real: Tensor, fake: Tensor, condition: Tensor) -> Verdict:
    """Judges real and predicted mels (B, T, M) under the same condition (B, T, C), which gets no gradient."""
    condition = condition.detach()
    of_real, of_fake = critic(real, condition), critic(fake, condition)
    return Verdict(discriminator_loss(of_real, of_fake), adversarial_loss(of_fake), feature_loss(of_real, of_fake))


def balanced_gradient(reference: Tensor, terms: Mapping[Tensor, float], at: Tensor) -> Tensor:
    """Sum of the terms' gradients at a tensor, each scaled to a share of the norm of the reference's gradient.

    Args:
        reference: Scalar whose gradient sets the norm.
        terms: Scalars, and the share of each.
        at: The tensor, which all of them depend on; the graph is kept.

    Returns:
        The gradient, shaped as `at`, without the reference's own.
    """
    (own,) = torch.autograd.grad(reference, at, retain_graph=True)
    total = torch.zeros_like(at)
    for term, share in terms.items():
        (gradient,) = torch.autograd.grad(term, at, retain_graph=True)
        total += gradient * (share * own.norm() / gradient.norm().clamp(min=1e-12))
    return total

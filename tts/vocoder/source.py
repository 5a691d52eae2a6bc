"""`tts.audio.excitation` in torch: batched, on the training device, with a random initial phase. No gradients."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from tts.audio.excitation import HIGHEST_HZ_FRACTION, PULSE_GUARD
from tts.config import MelConfig


@torch.no_grad()
def pulse_train(f0_hz: Tensor, initial_phase: Tensor, config: MelConfig) -> Tensor:
    """Band-limited pulse trains; see `tts.audio.excitation.pulse_train`.

    Args:
        f0_hz: (B, T) float32 in Hz, 0 where unvoiced; the last frame is held to the end.
        initial_phase: (B,) cycles at the first sample.
        config: Signal settings.

    Returns:
        (B, T * hop_length) float32.
    """
    hop = config.hop_length
    f0_hz = nn.functional.pad(f0_hz[:, None], (0, 1), mode="replicate")[:, 0]
    fraction = torch.arange(hop, device=f0_hz.device, dtype=torch.float32) / hop
    voiced = (f0_hz > 0).float()
    left = voiced[:, :-1, None] * (1.0 - fraction)
    right = voiced[:, 1:, None] * fraction
    amplitude = (left + right).flatten(1)
    f0 = (left * f0_hz[:, :-1, None] + right * f0_hz[:, 1:, None]).flatten(1) / amplitude.clamp(min=1e-6)
    cycles = torch.cumsum(f0.double(), dim=1) / config.sample_rate
    phase = initial_phase.double()[:, None] + nn.functional.pad(cycles, (1, -1))
    centred = (phase - phase.round()).float()
    count = config.sample_rate * HIGHEST_HZ_FRACTION / f0.clamp(min=1.0)
    whole = count.floor() - 1.0
    near = centred.abs() < PULSE_GUARD
    safe = torch.where(near, torch.full_like(centred, PULSE_GUARD), centred)
    kernel = torch.sin(torch.pi * (2.0 * whole + 1.0) * safe) / (2.0 * torch.sin(torch.pi * safe)) - 0.5
    kernel = torch.where(near, whole, kernel)
    fading = (count - 1.0 - whole) * torch.cos(2.0 * torch.pi * (whole + 1.0) * centred)
    return amplitude * (kernel + fading) * torch.sqrt(2.0 / count.clamp(min=1.0)) * (f0 > 0)

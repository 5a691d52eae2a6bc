"""Magnitude spectrograms at several resolutions and losses between two signals on them (Yamamoto et al. 2020)."""

from __future__ import annotations

import dataclasses
from typing import Any

import torch
from torch import Tensor, nn

from tts.audio.mel import mel_filterbank
from tts.config import MelConfig

MAGNITUDE_FLOOR_SQUARED = 1e-6
"""Added to the power, so that silence has a finite logarithm and gradient."""


class RealFft(torch.autograd.Function):
    """`torch.fft.rfft` over the last axis whose gradient is a real inverse transform (torch's own is a complex one)."""

    @staticmethod
    def forward(ctx: Any, frames: Tensor) -> Tensor:
        """(…, N) float32, N even, to (…, N / 2 + 1) complex."""
        return torch.fft.rfft(frames)

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> Tensor:
        """The adjoint: each inner bin stands for itself and its mirror in `irfft`, hence the half."""
        length = 2 * (gradient.shape[-1] - 1)
        halved = gradient * 0.5
        halved[..., 0] = gradient[..., 0]
        halved[..., -1] = gradient[..., -1]
        return torch.fft.irfft(halved, n=length, norm="forward")


class MultiResolutionMagnitudes(nn.Module):
    """Hann-windowed STFT magnitudes with a hop of a quarter of each transform length; frames inside the signal only."""

    def __init__(self, fft_sizes: tuple[int, ...]) -> None:
        super().__init__()
        self.fft_sizes = fft_sizes
        for size in fft_sizes:
            self.register_buffer(f"window_{size}", torch.hann_window(size), persistent=False)

    def forward(self, waveform: Tensor) -> dict[int, Tensor]:
        """(B, L) float32 to {n_fft: (B, T, n_fft // 2 + 1)}."""
        result = {}
        for size in self.fft_sizes:
            window = getattr(self, f"window_{size}")
            spectrum = torch.view_as_real(RealFft.apply(waveform.unfold(1, size, size // 4) * window))  # type: ignore[no-untyped-call]
            result[size] = torch.sqrt(spectrum.square().sum(-1) + MAGNITUDE_FLOOR_SQUARED)
        return result


class MelLoss(nn.Module):
    """L1 between log-mel spectrograms made from magnitudes that are there already, averaged over resolutions.

    Args:
        config: Mel bands; the transform lengths come from `fft_sizes`.
        fft_sizes: Resolutions, at least 1024, as shorter ones leave the lowest bands empty.
    """

    def __init__(self, config: MelConfig, fft_sizes: tuple[int, ...] = (1024, 2048)) -> None:
        super().__init__()
        self.fft_sizes = fft_sizes
        self.clip = config.clip
        for size in fft_sizes:
            sized = dataclasses.replace(config, n_fft=size, win_length=1024, hop_length=256)
            self.register_buffer(f"filters_{size}", torch.from_numpy(mel_filterbank(sized).T.copy()), persistent=False)

    def forward(self, output: dict[int, Tensor], target: dict[int, Tensor]) -> Tensor:
        """Magnitudes by transform length, as `MultiResolutionMagnitudes` gives them, to a scalar."""
        terms = []
        for size in self.fft_sizes:
            filters = getattr(self, f"filters_{size}")
            difference = torch.log(output[size] @ filters + self.clip) - torch.log(target[size] @ filters + self.clip)
            terms.append(difference.abs().mean())
        return torch.stack(terms).mean()


def spectral_loss(output: dict[int, Tensor], target: dict[int, Tensor]) -> Tensor:
    """Mean over resolutions of spectral convergence plus L1 of log magnitudes.

    Spectral convergence is the relative Frobenius error of each item; the logarithm weighs quiet bins as loud ones.

    Args:
        output: Magnitudes of the model's waveform; carries the gradient.
        target: Magnitudes of the reference, of the same shapes.
    """
    total = torch.zeros((), device=next(iter(output.values())).device)
    for size, magnitude in output.items():
        reference = target[size]
        error = (magnitude - reference).flatten(1).norm(dim=1)
        convergence = (error / reference.flatten(1).norm(dim=1)).mean()
        total = total + convergence + (magnitude.log() - reference.log()).abs().mean()
    return total / len(output)

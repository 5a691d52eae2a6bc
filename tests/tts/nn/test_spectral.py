"""Spectral losses: exact gradients, zero for equal signals, larger for worse ones."""

from __future__ import annotations

import pytest
import torch

from tts.config import MelConfig
from tts.nn.convnext import ConvNeXtBlock
from tts.nn.spectral import MelLoss, MultiResolutionMagnitudes, RealFft, spectral_loss


def test_real_fft_has_torchs_gradient() -> None:
    frames = torch.randn(3, 16, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(lambda x: torch.view_as_real(RealFft.apply(x)), (frames,))


def test_losses_vanish_for_equal_signals_only() -> None:
    torch.manual_seed(0)
    magnitudes = MultiResolutionMagnitudes((1024, 2048))
    mel_loss = MelLoss(MelConfig())
    target = torch.randn(2, 6000) * 0.1
    reference = magnitudes(target)
    losses = []
    for level in (0.0, 0.01, 0.1):
        found = magnitudes(target + level * torch.randn(2, 6000))
        losses.append((float(spectral_loss(found, reference)), float(mel_loss(found, reference))))
    assert losses[0] == (0.0, 0.0)
    assert losses[0] < losses[1] < losses[2]
    assert losses[1][1] < losses[2][1]


def test_silence_has_a_finite_gradient() -> None:
    output = torch.zeros(1, 4096, requires_grad=True)
    magnitudes = MultiResolutionMagnitudes((512, 1024, 2048))
    reference = magnitudes(torch.randn(1, 4096) * 0.1)
    found = magnitudes(output)
    (spectral_loss(found, reference) + MelLoss(MelConfig())(found, reference)).backward()
    assert output.grad is not None
    assert torch.isfinite(output.grad).all()


def test_convnext_block_sees_half_a_kernel_on_each_side() -> None:
    torch.manual_seed(0)
    block = ConvNeXtBlock(8, 16, kernel=5)
    x = torch.randn(1, 20, 8)
    changed = x.clone()
    changed[:, 10] += 1.0
    difference = (block(changed) - block(x)).abs().sum(-1)[0].nonzero().flatten().tolist()
    assert difference == [8, 9, 10, 11, 12]


def test_convnext_modulation_with_zeros_changes_nothing() -> None:
    block = ConvNeXtBlock(8, 16)
    x, zeros = torch.randn(2, 6, 8), torch.zeros(2, 1, 8)
    assert torch.equal(block(x, gain=zeros, shift=zeros), block(x))
    assert not torch.allclose(block(x, gain=zeros + 1.0), block(x))


def test_even_kernel_is_refused() -> None:
    with pytest.raises(ValueError, match="try 7"):
        ConvNeXtBlock(8, 16, kernel=6)

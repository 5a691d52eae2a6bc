"""Discriminators: the patch convolution is a convolution, and gradients go where they should."""

from __future__ import annotations

import dataclasses
from typing import get_args

import pytest
import torch
from torch import nn

from tts.config import from_mapping
from tts.errors import ConfigError
from tts.nn.adversarial import adversarial_loss, discriminator_loss, feature_loss
from tts.nn.patches import PatchConv
from tts.nn.spectral import MultiResolutionMagnitudes
from tts.vocoder.config import DiscriminatorConfig, DiscriminatorKind
from tts.vocoder.discriminators import Discriminators

SIZES = DiscriminatorConfig(spectrogram_channels=3, period_channels=(2, 3))


@pytest.mark.parametrize("stride", [(1, 1), (2, 3), (3, 1)])
@pytest.mark.parametrize("overlap", [(True, True), (True, False), (False, False)])
def test_patch_conv_equals_a_strided_convolution(stride: tuple[int, int], overlap: tuple[bool, bool]) -> None:
    torch.manual_seed(0)
    layer = PatchConv(2, 4, stride, overlap).double()
    nn.init.normal_(layer.bias)
    x = torch.randn(2, 13, 14, 2, dtype=torch.float64, requires_grad=True)
    taps = (1 + overlap[0], 1 + overlap[1])
    kernel = layer.weight.reshape(*taps, 4, *stride, 2).permute(2, 5, 0, 3, 1, 4)
    kernel = kernel.reshape(4, 2, taps[0] * stride[0], taps[1] * stride[1])
    expected = nn.functional.conv2d(x.permute(0, 3, 1, 2), kernel, layer.bias, stride).permute(0, 2, 3, 1)
    found = layer(x)
    assert found.shape == expected.shape
    assert torch.allclose(found, expected)
    weight = torch.randn_like(found)
    for ours, theirs in zip(
        torch.autograd.grad((found * weight).sum(), [x, *layer.parameters()]),
        torch.autograd.grad((expected * weight).sum(), [x, *layer.parameters()]),
        strict=True,
    ):
        assert torch.allclose(ours, theirs)


@pytest.mark.parametrize("kind", get_args(DiscriminatorKind))
def test_losses_send_gradients_to_one_side_only(kind: DiscriminatorKind) -> None:
    torch.manual_seed(0)
    networks = Discriminators(dataclasses.replace(SIZES, kind=kind))
    magnitudes = MultiResolutionMagnitudes(SIZES.fft_sizes)
    real_wave = (torch.randn(2, 8000) * 0.1).requires_grad_()
    fake_wave = (torch.randn(2, 8000) * 0.1).requires_grad_()
    real = networks(real_wave, magnitudes(real_wave))
    fake = networks(fake_wave, magnitudes(fake_wave))
    assert len(real) == 6
    naive = [
        (a - b).abs().mean() / (b.abs().mean() + 1e-4)
        for (_, layers), (_, others) in zip(fake, real, strict=True)
        for a, b in zip(layers, others, strict=True)
    ]
    loss = feature_loss(real, fake)
    assert float(loss.detach()) == pytest.approx(float(torch.stack(naive).mean().detach()), rel=1e-4)
    (expected,) = torch.autograd.grad(torch.stack(naive).mean(), fake_wave, retain_graph=True)
    loss.backward(retain_graph=True)
    assert torch.allclose(fake_wave.grad if fake_wave.grad is not None else torch.zeros(1), expected, atol=1e-5)
    assert real_wave.grad is None
    assert fake_wave.grad is not None
    assert fake_wave.grad.abs().sum() > 0
    parameters = list(networks.parameters())
    assert all(g.abs().sum() > 0 for g in torch.autograd.grad(discriminator_loss(real, fake), parameters))


@pytest.mark.parametrize("kind", get_args(DiscriminatorKind))
def test_they_learn_to_tell_a_hum_from_noise(kind: DiscriminatorKind) -> None:
    torch.manual_seed(0)
    networks = Discriminators(dataclasses.replace(SIZES, kind=kind))
    magnitudes = MultiResolutionMagnitudes(SIZES.fft_sizes)
    optimizer = torch.optim.AdamW(networks.parameters(), 3e-3, betas=(0.8, 0.99))
    hum = 0.1 * torch.sin(torch.arange(8000) * 0.05 + torch.tensor([[0.0], [1.0]]))

    def loss() -> torch.Tensor:
        noise = torch.randn(2, 8000) * 0.07
        return discriminator_loss(networks(hum, magnitudes(hum)), networks(noise, magnitudes(noise)))

    untrained = float(loss().detach())
    for _ in range(80):
        optimizer.zero_grad()
        loss().backward()
        optimizer.step()
    assert float(loss().detach()) < untrained / 2


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"kind: must be one of patches, convolutions, got 'large'"):
        from_mapping(DiscriminatorConfig, {"kind": "large"})


def test_losses_at_their_ends() -> None:
    ones, zeros = [(torch.ones(2, 3), [])], [(torch.zeros(2, 3), [])]
    assert float(discriminator_loss(ones, zeros)) == 0.0
    assert float(discriminator_loss(zeros, ones)) == 2.0
    assert float(adversarial_loss(ones)) == 0.0
    assert float(adversarial_loss(zeros)) == 1.0

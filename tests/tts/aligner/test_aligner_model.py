"""The alignment network, its prior and its losses."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch

from tts.aligner.loss import forward_sum_loss, path_loss
from tts.aligner.model import Aligner, AlignerConfig
from tts.aligner.monotonic import monotonic_alignment
from tts.aligner.prior import beta_binomial_log_prior


def aligner_config(symbols: int, locales: int, **sizes: int) -> AlignerConfig:
    return AlignerConfig(tuple(map(str, range(symbols))), tuple(map(str, range(locales))), **sizes)


@pytest.fixture
def aligner() -> Aligner:
    torch.manual_seed(0)
    return Aligner(aligner_config(20, 3, embedding=16, channels=24, key=16))


def make_inputs(frames: int, symbols: int, seed: int) -> list[torch.Tensor]:
    generator = torch.Generator().manual_seed(seed)
    return [
        torch.randn(1, frames, 80, generator=generator) * 2 - 5,
        torch.ones(1, frames, dtype=torch.bool),
        torch.randint(1, 20, (1, symbols), generator=generator),
        torch.randint(0, 3, (1, symbols), generator=generator),
        torch.randint(0, 3, (1, symbols), generator=generator),
        beta_binomial_log_prior(frames, symbols)[None],
    ]


def test_a_padded_clip_gets_the_same_logits(aligner: Aligner) -> None:
    short, long = make_inputs(20, 5, 1), make_inputs(31, 9, 2)
    padded = [torch.zeros_like(x).repeat(2, *[1] * (x.dim() - 1)) for x in long]
    for target, a, b in zip(padded, short, long, strict=True):
        target[1] = b[0]
        target[(0, *(slice(0, size) for size in a.shape[1:]))] = a[0]
    together = aligner(*padded)
    torch.testing.assert_close(together[0, :20, :5], aligner(*short)[0], rtol=1e-4, atol=1e-4)
    torch.testing.assert_close(together[1], aligner(*long)[0], rtol=1e-4, atol=1e-4)
    assert torch.log_softmax(together[0, :20], -1)[:, 5:].exp().max() == 0


def test_default_size_is_about_half_a_million() -> None:
    count = sum(parameter.numel() for parameter in Aligner(aligner_config(120, 5)).parameters())
    assert 400_000 < count < 700_000


def test_prior_rows_are_distributions_along_the_diagonal() -> None:
    prior = beta_binomial_log_prior(40, 11)
    torch.testing.assert_close(prior.exp().sum(1), torch.ones(40))
    expected = (torch.arange(11) * prior.exp()).sum(1)
    torch.testing.assert_close(expected, 10 * torch.arange(1, 41) / 41.0, rtol=1e-4, atol=1e-4)
    assert beta_binomial_log_prior(1, 1).item() == pytest.approx(0.0)


def test_prior_refuses_empty_sizes() -> None:
    with pytest.raises(ValueError, match="frames, symbols >= 1"):
        beta_binomial_log_prior(0, 3)


def test_forward_sum_counts_all_paths() -> None:
    """Two symbols, three frames, blank included: compare with the sum over every CTC path."""
    logits = torch.tensor([[[0.3, -0.2], [0.1, 0.4], [-0.5, 0.9]]])
    probs = torch.softmax(torch.cat([torch.full((1, 3, 1), -1.0), logits], -1), -1)[0]
    total = 0.0
    for path in np.ndindex(3, 3, 3):
        merged = [s for i, s in enumerate(path) if s and (i == 0 or path[i - 1] != s)]
        if merged == [1, 2]:
            total += math.prod(float(probs[t, s]) for t, s in enumerate(path))
    loss = forward_sum_loss(logits, torch.tensor([3]), torch.tensor([2]))
    assert float(loss) == pytest.approx(-math.log(total) / 3, rel=1e-5)


def test_losses_reach_every_parameter(aligner: Aligner) -> None:
    inputs = make_inputs(24, 6, 3)
    logits = aligner(*inputs)
    loss = forward_sum_loss(logits, torch.tensor([24]), torch.tensor([6])) + path_loss(logits, torch.full((1, 6), 4))
    loss.backward()
    assert all(
        p.grad is not None and torch.isfinite(p.grad).all() and p.grad.abs().sum() > 0 for p in aligner.parameters()
    )


def test_path_loss_follows_the_given_path_only() -> None:
    logits = torch.zeros(2, 5, 3, requires_grad=True)
    loss = path_loss(logits, torch.tensor([[1, 0, 4], [2, 1, 0]]), torch.tensor([True, False]))
    assert loss.item() == pytest.approx(math.log(3))
    loss.backward()
    assert logits.grad is not None
    assert (logits.grad[0].argmin(-1) == torch.tensor([0, 2, 2, 2, 2])).all()
    assert logits.grad[1].abs().sum() == 0


def test_path_loss_refuses_durations_beyond_the_batch() -> None:
    with pytest.raises(ValueError, match="6 frames, the batch has 5"):
        path_loss(torch.zeros(1, 5, 2), torch.tensor([[3, 3]]))


def test_learns_to_align_without_labels() -> None:
    """Each symbol has its own spectrum; forward-sum alone finds where it is."""
    torch.manual_seed(0)
    generator = torch.Generator().manual_seed(0)
    sounds = torch.randn(8, 80, generator=generator) * 2
    aligner = Aligner(aligner_config(8, 1, embedding=16, channels=24, key=16))
    optimizer = torch.optim.Adam(aligner.parameters(), lr=1e-2)

    def make_clip() -> tuple[list[torch.Tensor], torch.Tensor]:
        ids = torch.randperm(7, generator=generator)[:5] + 1
        durations = torch.randint(2, 9, (5,), generator=generator)
        mel = sounds[ids].repeat_interleave(durations, 0)[None]
        mel = mel + 0.3 * torch.randn(mel.shape, generator=generator)
        zeros = torch.zeros(1, 5, dtype=torch.int64)
        mask = torch.ones(mel.shape[:2], dtype=torch.bool)
        return [mel, mask, ids[None], zeros, zeros, beta_binomial_log_prior(mel.shape[1], 5)[None]], durations

    for _ in range(60):
        inputs, _ = make_clip()
        loss = forward_sum_loss(aligner(*inputs), torch.tensor([inputs[0].shape[1]]), torch.tensor([5]))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    errors = []
    for _ in range(5):
        inputs, durations = make_clip()
        log_probs = torch.log_softmax(aligner(*inputs).detach(), -1).numpy()
        found = monotonic_alignment(
            log_probs, np.array([log_probs.shape[1]]), np.array([5]), np.zeros((1, 5), dtype=bool)
        )
        errors.append(np.abs(np.cumsum(found.durations[0]) - np.cumsum(durations.numpy())).mean())
    assert np.mean(errors) < 1.0

"""The adversary: what it sees, and whose gradients it sets."""

from __future__ import annotations

import pytest
import torch

from tts.acoustic.critic import MelCritic, balanced_gradient, judge_mels


def critic() -> MelCritic:
    torch.manual_seed(3)
    return MelCritic(n_mels=80, condition_dim=6, channels=4)


def test_scores_depend_on_mel_condition_and_band() -> None:
    net = critic()
    mel, condition = torch.randn(2, 40, 80), torch.randn(2, 40, 6)
    for (score, layers), (moved, _), (told, _) in zip(
        net(mel, condition), net(mel.roll(8, dims=2), condition), net(mel, condition.flip(0)), strict=True
    ):
        assert score.shape[0] == 2
        assert score.shape[-1] == 1
        assert len(layers) == 4
        assert not torch.allclose(score, moved)
        assert not torch.allclose(score, told)


def test_a_very_short_clip_is_judged() -> None:
    for score, _ in critic()(torch.randn(1, 5, 80), torch.randn(1, 5, 6)):
        assert score.numel() > 0


def test_the_condition_gets_no_gradient() -> None:
    condition = torch.randn(1, 40, 6, requires_grad=True)
    fake = torch.randn(1, 40, 80, requires_grad=True)
    verdict = judge_mels(critic(), torch.randn(1, 40, 80), fake, condition)
    (verdict.adversarial + verdict.feature).backward()
    assert condition.grad is None
    assert fake.grad is not None
    assert float(fake.grad.abs().sum()) > 0


def test_equal_mels_match_in_features_and_cannot_be_told_apart() -> None:
    mel = torch.randn(1, 40, 80)
    verdict = judge_mels(critic(), mel, mel.clone(), torch.randn(1, 40, 6))
    assert float(verdict.feature.detach()) == 0.0
    assert float(verdict.critic.detach()) >= 0.5  # (1 - s)^2 + s^2 has its minimum there


@pytest.mark.parametrize("scale", [1.0, 1e4])
def test_shares_do_not_depend_on_the_scale_of_a_term(scale: float) -> None:
    at = torch.tensor([3.0, 4.0], requires_grad=True)
    reference = at.square().sum() / 2  # gradient (3, 4), norm 5
    found = balanced_gradient(reference, {scale * at[0]: 0.5, scale * at[1]: 2.0}, at)
    assert torch.allclose(found, torch.tensor([2.5, 10.0]))

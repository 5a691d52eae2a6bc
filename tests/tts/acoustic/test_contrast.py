"""Contrast between neighbouring frames."""

from __future__ import annotations

import torch

from tts.acoustic.contrast import with_band_contrast, with_contrast
from tts.audio.mel import band_centres_hz
from tts.config import MelConfig

CENTRES_HZ = torch.from_numpy(band_centres_hz(MelConfig()))


def spread(mel: torch.Tensor) -> float:
    return float(mel.diff(dim=1).square().mean().sqrt())


def test_a_sound_that_stays_is_left_as_it_is_up_to_its_ends() -> None:
    mel = torch.linspace(-9.0, 1.0, 80).repeat(2, 30, 1)
    assert torch.allclose(with_contrast(mel, torch.ones(2, 30, dtype=torch.bool), 0.3), mel, atol=1e-5)


def test_the_finest_movement_grows_most_and_none_grows_by_more_than_the_amount() -> None:
    frames = torch.arange(60.0)
    grown = []
    for period in (2.0, 4.0, 40.0):
        mel = torch.cos(2 * torch.pi * frames / period)[None, :, None].repeat(1, 1, 8)
        grown.append(spread(with_contrast(mel, torch.ones(1, 60, dtype=torch.bool), 0.2)) / spread(mel))
    assert 1.2 + 0.01 > grown[0] > grown[1] > grown[2] > 1.0
    assert grown[2] < 1.02, "slow movements are no contrast between neighbours"


def test_no_amount_is_no_change() -> None:
    mel = torch.randn(1, 12, 5)
    assert torch.equal(with_contrast(mel, torch.ones(1, 12, dtype=torch.bool), 0.0), mel)


def test_padding_is_not_heard() -> None:
    mel = torch.randn(1, 20, 6)
    alone = with_contrast(mel, torch.ones(1, 20, dtype=torch.bool), 0.2)
    padded = torch.cat([mel, torch.full((1, 7, 6), 5.0)], dim=1)
    valid = torch.arange(27)[None] < 20
    assert torch.allclose(with_contrast(padded, valid, 0.2)[:, :20], alone, atol=1e-6)


def test_formants_get_steeper_and_harmonics_stay() -> None:
    bands = torch.arange(80.0)
    mel = torch.cos(2 * torch.pi * bands / 6)[None, None].repeat(2, 3, 1)
    made = with_band_contrast(mel, CENTRES_HZ, 0.1)
    low, high = CENTRES_HZ < 1000.0, (CENTRES_HZ > 1500.0) & (bands < 78)
    assert torch.equal(made[..., low], mel[..., low])
    growth = made[..., high].std() / mel[..., high].std()
    assert 1.03 < growth < 1.1


def test_a_slope_over_the_bands_is_left_as_it_is_up_to_its_ends() -> None:
    mel = torch.linspace(1.0, -9.0, 80).repeat(1, 4, 1)
    assert torch.allclose(with_band_contrast(mel, CENTRES_HZ, 0.3)[..., :78], mel[..., :78], atol=1e-5)
    assert torch.equal(with_band_contrast(mel, CENTRES_HZ, 0.0), mel)

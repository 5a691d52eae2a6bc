"""What one timbre does to the mean spectrum, and that a model is held to it in other languages."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch

from frontend.phonology import symbol_ids
from tests.tts.acoustic.conftest import PROSODIES, SPEAKERS, random_clip
from tts.acoustic.data import AcousticClip, collate
from tts.acoustic.timbre import (
    KINDS,
    NO_KIND,
    kinds_of_symbols,
    mean_spectra,
    sound_kinds,
    timbre_difference,
    timbre_loss,
)
from tts.audio.mel import band_centres_hz
from tts.config import MelConfig

CENTRES_HZ = band_centres_hz(MelConfig())


def spoken(speaker: str, symbols: str, level: float) -> AcousticClip:
    """Phones of five frames with a flat spectrum at `level`."""
    ids = np.array([symbol_ids()[symbol] for symbol in symbols])
    clip = random_clip(1, len(ids), speaker)
    frames = 5 * len(ids)
    return dataclasses.replace(
        clip,
        phone_ids=ids,
        durations=np.full(len(ids), 5),
        mel=np.full((frames, clip.mel.shape[1]), level, dtype=np.float16),
        f0_hz=np.full(frames, 100.0, dtype=np.float32),
    )


@pytest.mark.parametrize(
    ("symbols", "kind"), [("aiuə", 0), ("mnlɹj", 1), ("bdvz", 2), ("ptkfs", 3), ("^$ .,", NO_KIND)]
)
def test_sounds_are_of_four_kinds(symbols: str, kind: int) -> None:
    assert {int(kinds_of_symbols()[symbol_ids()[symbol]]) for symbol in symbols} == {kind}


def test_padding_is_of_no_kind() -> None:
    batch = collate([random_clip(1, 12), random_clip(2, 5)], SPEAKERS, PROSODIES, MelConfig())
    assert (sound_kinds(batch)[~batch.frame_mask] == NO_KIND).all()
    assert (sound_kinds(batch)[batch.frame_mask] != NO_KIND).any()


def test_means_are_taken_by_kind() -> None:
    mel = torch.tensor([[1.0], [3.0], [10.0], [99.0]])
    means, counts = mean_spectra(mel, torch.tensor([0, 0, 3, NO_KIND]))
    assert means.flatten().tolist() == [2.0, 0.0, 0.0, 10.0]
    assert counts.tolist() == [2.0, 0.0, 0.0, 1.0]


def test_the_difference_is_that_of_one_language() -> None:
    clips = [spoken("matthew", "as", -4.0), spoken("kerstin", "as", -3.0), spoken("kerstin", "s", -3.0)]
    clips.append(dataclasses.replace(spoken("kerstin", "as", 5.0), locale="de-DE"))
    difference = timbre_difference(clips, "kerstin", "matthew", "en-US", CENTRES_HZ)
    assert difference.shape == (KINDS, MelConfig().n_mels)
    np.testing.assert_allclose(difference[[0, 3]], 1.0, atol=1e-2)
    with pytest.raises(ValueError, match="no clip of matthew in de-DE"):
        timbre_difference(clips, "kerstin", "matthew", "de-DE", CENTRES_HZ)


def test_the_limit_of_a_recording_is_not_that_of_its_speaker() -> None:
    telephone = spoken("kerstin", "as", -3.0)
    mel = telephone.mel.copy()
    mel[:, CENTRES_HZ >= 3_600] = -11.5  # nothing was recorded there
    telephone = dataclasses.replace(telephone, mel=mel, bandwidth_hz=3_600.0)
    clips = [telephone, spoken("matthew", "as", -4.0)]
    difference = timbre_difference(clips, "kerstin", "matthew", "en-US", CENTRES_HZ)
    np.testing.assert_allclose(difference[[0, 3]], 1.0, atol=1e-2)


def test_the_loss_is_zero_where_the_difference_is_found_again() -> None:
    torch.manual_seed(0)
    other, difference = torch.randn(2, 20, 8), torch.randn(KINDS, 8)
    kinds = torch.randint(NO_KIND, KINDS, (2, 20))
    moved = other + torch.cat([difference, torch.zeros(1, 8)])[kinds]
    assert float(timbre_loss(moved, other, kinds, difference)) == pytest.approx(0.0, abs=1e-6)
    assert float(timbre_loss(moved + 0.5 * (kinds == 1).unsqueeze(-1), other, kinds, difference)) > 0.05


def test_only_frames_that_count_learn() -> None:
    torch.manual_seed(0)
    mel = torch.randn(1, 10, 8, requires_grad=True)
    kinds = torch.tensor([[0, 1, 2, 3, 0, NO_KIND, NO_KIND, 1, 2, 3]])
    timbre_loss(mel, torch.zeros(1, 10, 8), kinds, torch.ones(KINDS, 8)).backward()
    assert mel.grad is not None
    assert (mel.grad[kinds == NO_KIND] == 0).all()
    assert (mel.grad[kinds != NO_KIND] != 0).any(dim=1).all()

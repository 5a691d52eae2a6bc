"""The judge of phones: what it hears, and what the decoder learns from it."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from frontend.phonology import is_phone, symbol_ids, vocabulary
from tests.tts.acoustic.conftest import PROSODIES, SPEAKERS, random_clip
from tts.acoustic.data import AcousticBatch, collate
from tts.acoustic.model import AcousticModel
from tts.acoustic.transfer import (
    NO_PHONE,
    PhoneJudge,
    TransferConfig,
    borrowed_clips,
    decode_as,
    judge_phones,
    move_bands,
    phone_labels,
)
from tts.config import MelConfig
from tts.errors import ConfigError

CONFIG = TransferConfig(speaker="matthew", prosody="matthew/en-US", bands=64, largest_shift=3)


def batch() -> AcousticBatch:
    clips = [random_clip(1, 12, "kerstin", "de-DE"), random_clip(2, 9), random_clip(3, 14, "kerstin", "de-DE")]
    clips[0].phone_ids[3] = symbol_ids()[" "]
    return collate(clips, SPEAKERS, PROSODIES, MelConfig())


def test_each_frame_has_its_phone_and_pauses_have_none() -> None:
    found, given = phone_labels(batch()), batch()
    for row, labels in enumerate(found):
        phones = given.phone_ids[row].repeat_interleave(given.durations[row])
        expected = [int(p) if is_phone(vocabulary()[p]) else NO_PHONE for p in phones]
        assert labels[: len(expected)].tolist() == expected
        assert set(labels[len(expected) :].tolist()) <= {NO_PHONE}
    assert NO_PHONE in found[0, : int(given.frame_mask[0].sum())]


def test_bands_move_as_one_and_nothing_wraps_around() -> None:
    torch.manual_seed(0)
    mel = torch.arange(64.0).expand(40, 5, 64)
    moved = move_bands(mel, 3)
    shifts = (mel - moved)[:, :, 32]
    assert set(shifts.unique().tolist()) == {-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0}
    assert bool((moved[:, :, 1:] - moved[:, :, :-1] >= 0).all())


def test_clips_of_others_are_borrowed_and_the_speaker_s_own_are_not() -> None:
    everything = replace(CONFIG, share=1.0)
    assert sorted(borrowed_clips(batch(), PROSODIES, everything).tolist()) == [0, 2]
    assert len(borrowed_clips(batch(), PROSODIES, replace(CONFIG, share=0.4))) == 1
    assert borrowed_clips(batch(), PROSODIES, replace(everything, locales=("fr-CA",))).tolist() == []


def test_the_same_words_in_another_timbre_at_its_pitch(model: AcousticModel) -> None:
    given = batch()
    model.f0_statistics[:, 0] = torch.tensor([4.7, 5.2])
    frames = torch.randn(*given.expansion.shape, model.config.encoder_dim)
    with torch.no_grad():
        mel = decode_as(model, frames, given, torch.tensor([0, 2]), CONFIG)
        lowered = given.log_f0 - 0.5
        speaker = model.speakers(torch.tensor([0, 0, 0]))
        expected = model.decoder(frames, given.position, lowered, given.vuv, speaker, given.frame_mask)
    assert torch.allclose(mel, expected[[0, 2]], atol=1e-5)


def test_a_mixture_is_between_the_speakers_of_the_batch(model: AcousticModel, monkeypatch: pytest.MonkeyPatch) -> None:
    given = batch()  # kerstin, matthew, kerstin
    with torch.no_grad():
        model.speakers.weight.copy_(torch.tensor([0.0, 1.0]).unsqueeze(1).expand_as(model.speakers.weight))
    model.f0_statistics[:, 0] = torch.tensor([4.7, 5.2])
    seen: dict[str, torch.Tensor] = {}

    def decoder(*inputs: torch.Tensor) -> torch.Tensor:
        frames, _, log_f0, _, speaker, _ = inputs
        seen.update(place=speaker[:, 0], moved=(log_f0 - given.log_f0[:1])[:, 0])
        return frames

    monkeypatch.setattr(model.decoder, "forward", decoder)
    torch.manual_seed(0)
    frames = torch.randn(*given.expansion.shape, model.config.encoder_dim)
    with torch.no_grad():
        decode_as(model, frames, given, torch.zeros(400, dtype=torch.int64), replace(CONFIG, mixed=0.75))
    place = seen["place"]  # 0 is matthew, 1 kerstin
    assert float(place.min()) == 0.0
    assert float(place.max()) <= 1.0 + 1e-6
    between = (place > 0.01) & (place < 0.99)
    assert 60 < int(between.sum()) < 300
    assert torch.allclose(seen["moved"], 0.5 * (place - 1.0), atol=1e-5)  # from kerstin's pitch to the mixture's


def test_what_the_judge_has_learned_pulls_a_mel_towards_its_phones() -> None:
    torch.manual_seed(1)
    judge, given = PhoneJudge(64, len(vocabulary()), dim=32), batch()
    labels = phone_labels(given)
    optimizer = torch.optim.AdamW(judge.parameters(), lr=3e-3)
    first = float(judge_phones(judge, given.mel, labels, CONFIG).detach())
    for _ in range(60):
        optimizer.zero_grad()
        judge_phones(judge, given.mel, labels, CONFIG).backward()
        optimizer.step()
    judge.eval()
    assert float(judge_phones(judge, given.mel, labels, CONFIG).detach()) < 0.7 * first
    mel = torch.zeros_like(given.mel, requires_grad=True)
    before = judge_phones(judge, mel, labels, CONFIG)
    (gradient,) = torch.autograd.grad(before, mel)
    assert float(gradient[:, :, 70:].abs().max()) == 0.0  # above what it hears
    with torch.no_grad():
        after = judge_phones(judge, mel - 200.0 * gradient, labels, CONFIG)
    assert float(after) < float(before.detach())


def test_the_judge_has_to_learn_before_the_decoder() -> None:
    with pytest.raises(ConfigError, match=r"learn_from \(9\) is after from_step \(5\)"):
        TransferConfig("matthew", "matthew/en-US", learn_from=9, from_step=5)

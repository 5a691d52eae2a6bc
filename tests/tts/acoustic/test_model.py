"""The acoustic model: what it may see, where gradients go, padding, export."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from tests.tts.acoustic.conftest import PROSODIES, SPEAKERS, random_clip
from tts.acoustic.data import AcousticBatch, AcousticClip, collate
from tts.acoustic.export import DecoderGraph, EncoderGraph, export_acoustic
from tts.acoustic.loss import acoustic_losses, mel_loss
from tts.acoustic.model import AcousticModel, AcousticOutput
from tts.config import MelConfig


def batch_of(*clips: AcousticClip) -> AcousticBatch:
    return collate(clips, SPEAKERS, PROSODIES, MelConfig())


def run(model: AcousticModel, batch: AcousticBatch) -> AcousticOutput:
    output: AcousticOutput = model(*batch.inputs)
    return output


def losses(model: AcousticModel, batch: AcousticBatch) -> dict[str, torch.Tensor]:
    return acoustic_losses(run(model, batch), batch, model.f0_statistics[batch.prosody_ids], 2.5)


def test_padding_changes_no_valid_output(model: AcousticModel) -> None:
    short, long = random_clip(1, 7), random_clip(2, 23)
    with torch.no_grad():
        alone, padded = run(model, batch_of(short)), run(model, batch_of(short, long))
    assert torch.allclose(alone.mel[0], padded.mel[0, : short.frames], atol=1e-4)
    assert torch.allclose(alone.f0_z[0], padded.f0_z[0, : short.frames], atol=1e-4)
    assert torch.allclose(alone.log_durations[0], padded.log_durations[0, :7], atol=1e-4)


def test_what_is_left_out_is_not_learned_from() -> None:
    clip = random_clip(3, 11, "kerstin", "de-DE", bandwidth_hz=8000.0)
    wrong = int(clip.phone_ids[4])
    heard = np.repeat(clip.phone_ids != wrong, clip.durations)
    for left_out, expected in ((None, np.ones_like(heard)), ({"kerstin/de-DE": {wrong}}, heard),
                               ({"matthew/en-US": {wrong}}, np.ones_like(heard))):  # fmt: skip
        batch = collate([clip, random_clip(4, 30)], SPEAKERS, PROSODIES, MelConfig(), left_out)
        assert np.array_equal(batch.mel_mask[0, : clip.frames, 0].numpy() > 0, expected)
        assert not batch.mel_mask[0, clip.frames :].any()
        assert not batch.mel_mask[0, :, -1].any()  # above 8 kHz
        ruined = batch.mel.clone()
        ruined[0, : clip.frames][~torch.from_numpy(expected)] += 3.0
        assert float(mel_loss(ruined, batch, 2.5)) == 0.0
        ruined[0, : clip.frames][torch.from_numpy(expected)] += 3.0
        assert float(mel_loss(ruined, batch, 2.5)) > 0.0


def test_speaker_reaches_the_mel_and_nothing_else(model: AcousticModel) -> None:
    batch = batch_of(random_clip(1, 9))
    with torch.no_grad():
        first = run(model, batch)
        batch.speaker_ids.fill_(1)
        second = run(model, batch)
    assert not torch.allclose(first.mel, second.mel)
    assert torch.equal(first.log_durations, second.log_durations)
    assert torch.equal(first.f0_z, second.f0_z)


def test_prosody_reaches_durations_and_f0_but_not_the_mel(model: AcousticModel) -> None:
    batch = batch_of(random_clip(1, 9))
    with torch.no_grad():
        first = run(model, batch)
        batch.prosody_ids.fill_(1)
        second = run(model, batch)
    assert torch.equal(first.mel, second.mel)
    assert not torch.equal(first.log_durations, second.log_durations)
    assert not torch.equal(first.f0_z, second.f0_z)


def test_every_loss_term_has_a_gradient_where_it_should(model: AcousticModel) -> None:
    batch = batch_of(random_clip(1, 9), random_clip(2, 12, "kerstin", "de-DE"))
    parts = {"mel": model.decoder, "duration": model.durations, "f0": model.pitch, "voicing": model.pitch}
    for name, owner in parts.items():
        model.zero_grad()
        losses(model, batch)[name].backward()
        for part in (model.decoder, model.durations, model.pitch):
            touched = any(p.grad is not None and bool(p.grad.abs().sum() > 0) for p in part.parameters())
            assert touched == (part is owner), name
        assert model.encoder.phone.weight.grad is not None


def test_bands_above_the_bandwidth_carry_no_loss(model: AcousticModel) -> None:
    clip = random_clip(3, 9, "kerstin", "de-DE", bandwidth_hz=8000.0)
    loud = AcousticClip(**{**vars(clip), "mel": np.concatenate([clip.mel[:, :60], clip.mel[:, 60:]], axis=1)})
    changed = loud.mel.copy()
    changed[:, 76:] += 5.0
    other = AcousticClip(**{**vars(clip), "mel": changed})
    with torch.no_grad():
        assert torch.equal(losses(model, batch_of(loud))["mel"], losses(model, batch_of(other))["mel"])


def test_one_batch_can_be_learned(model: AcousticModel) -> None:
    batch = batch_of(random_clip(1, 9), random_clip(2, 12, "kerstin", "de-DE"))
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    before = float(losses(model, batch)["total"].detach())
    for _ in range(150):
        optimizer.zero_grad()
        losses(model, batch)["total"].backward()
        optimizer.step()
    assert float(losses(model, batch)["total"].detach()) < 0.5 * before


@pytest.mark.parametrize(("phones", "batch_size"), [(5, 1), (40, 2)])
def test_onnx_equals_torch(model: AcousticModel, tmp_path: Path, phones: int, batch_size: int) -> None:
    onnxruntime = pytest.importorskip("onnxruntime")
    encoder_path, decoder_path = export_acoustic(model, MelConfig(), tmp_path)
    rng = np.random.default_rng(0)
    ids = {
        "phone_ids": rng.integers(1, 60, (batch_size, phones)),
        "stress_ids": rng.integers(0, 3, (batch_size, phones)),
        "language_ids": rng.integers(0, 5, (batch_size, phones)),
        "prosody": rng.normal(size=(batch_size, 8)).astype(np.float32),
    }
    hidden, durations = onnxruntime.InferenceSession(str(encoder_path)).run(["hidden", "durations"], ids)
    with torch.no_grad():
        expected = EncoderGraph(model)(*(torch.from_numpy(value) for value in ids.values()))
    assert np.allclose(hidden, expected[0].numpy(), atol=1e-4)
    assert np.allclose(durations, expected[1].numpy(), atol=1e-3)
    frames = 57
    inputs = {
        "frames_hidden": rng.normal(size=(batch_size, frames, 32)),
        "position": rng.normal(size=(batch_size, frames, 2)),
        "speaker": rng.normal(size=(batch_size, 8)),
        "prosody": rng.normal(size=(batch_size, 8)),
        "f0_statistics": np.array([[4.7, 0.2]] * batch_size),
        "f0_ratio": np.full((batch_size, frames), 1.1),
    }
    single = {name: value.astype(np.float32) for name, value in inputs.items()}
    mel, f0_hz = onnxruntime.InferenceSession(str(decoder_path)).run(["mel", "f0_hz"], single)
    with torch.no_grad():
        expected = DecoderGraph(model, MelConfig())(*(torch.from_numpy(value) for value in single.values()))
    assert np.allclose(mel, expected[0].numpy(), atol=1e-3)
    assert np.allclose(f0_hz, expected[1].numpy(), rtol=1e-3, atol=0.05)


def test_contrast_lies_in_the_bands_of_the_model_s_own_mel(model: AcousticModel) -> None:
    rng = np.random.default_rng(0)
    shapes = ((1, 9, 32), (1, 9, 2), (1, 8), (1, 8))
    inputs = [torch.from_numpy(rng.normal(size=shape).astype(np.float32)) for shape in shapes]
    inputs += [torch.tensor([[4.7, 0.2]]), torch.ones(1, 9)]
    with torch.no_grad():
        plain, wide, narrow = (
            DecoderGraph(model, signal)(*inputs)[0]
            for signal in (None, MelConfig(), MelConfig(sample_rate=8_000, f_max=1_000.0))
        )
    assert not torch.allclose(plain, narrow)
    assert torch.allclose(wide[..., 0], narrow[..., 0])  # no formants in the lowest band
    assert not torch.allclose(wide[..., -1], narrow[..., -1])

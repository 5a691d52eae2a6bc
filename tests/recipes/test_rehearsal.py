"""What an earlier model reads beside a corpus. The model is tiny and knows nothing."""

from __future__ import annotations

import dataclasses
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import torch

from frontend.locales import LOCALES
from frontend.phonology import feature_matrix
from recipes.rehearsal import KEPT, Reader, RehearsalConfig, rehearse, with_rehearsal
from tests.recipes.tiny_models import SIZES
from tts.acoustic.data import AcousticClip, BatchSampler
from tts.acoustic.export import DecoderGraph, load_acoustic
from tts.acoustic.model import AcousticModel
from tts.acoustic.task import AcousticTraining, ProsodyWeight, model_config
from tts.errors import ConfigError
from tts.train.checkpoint import save_checkpoint

TRAINING = AcousticTraining(
    manifests=(),
    speakers=("matthew",),
    prosodies=tuple(f"matthew/{locale}" for locale in LOCALES),
    weights=(ProsodyWeight("matthew/en-US", 3.0),),
    model=SIZES,
    precision="fp32",
)
READERS = tuple(Reader("matthew", locale, f"matthew/{locale}", 110.0) for locale in ("en-US", "de-DE"))


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random model with phones of about six frames, mostly voiced."""
    torch.manual_seed(0)
    model = AcousticModel(model_config(TRAINING), torch.from_numpy(feature_matrix()))
    with torch.no_grad():
        model.durations.output.bias.fill_(np.log(7.0))
        model.pitch.output.bias.copy_(torch.tensor([0.0, 2.0]))
    return save_checkpoint(
        tmp_path_factory.mktemp("old"),
        1,
        modules={"acoustic": model},
        emas={},
        optimizers={},
        config=TRAINING,
        mel=TRAINING.mel,
    )


@pytest.fixture(scope="module")
def clips(checkpoint: Path) -> list[AcousticClip]:
    """Six prompts in two languages, as the model says them."""
    return rehearse(load_acoustic(checkpoint)[0], READERS, 3, seed=1)


def test_rehearsal_is_what_the_model_says(checkpoint: Path, clips: list[AcousticClip]) -> None:
    assert [clip.prosody for clip in clips] == ["matthew/en-US"] * 3 + ["matthew/de-DE"] * 3
    for clip in clips:
        assert len(clip.mel) == len(clip.f0_hz) == clip.durations.sum()
    other = rehearse(load_acoustic(checkpoint)[0], READERS[:1], 3, seed=2)
    assert any(a.phone_ids.tolist() != b.phone_ids.tolist() for a, b in zip(clips, other, strict=False))


def test_clips_are_kept_for_who_rehearses_the_same(
    checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, model = tmp_path / "run" / KEPT, load_acoustic(checkpoint)[0]
    made = rehearse(model, READERS, 2, 1, kept)
    assert rehearse(model, READERS, 2, 2, kept)[0].phone_ids.tolist() != made[0].phone_ids.tolist()
    assert_same_clips(rehearse(model, READERS, 2, 1, kept), made)
    with monkeypatch.context() as patch:
        patch.setattr(DecoderGraph, "forward", None)
        assert_same_clips(rehearse(model, READERS, 2, 1, kept), made)
    whole = kept.read_bytes()
    for damaged in (b"", whole[: len(whole) // 2]):
        kept.write_bytes(damaged)
        assert_same_clips(rehearse(model, READERS, 2, 1, kept), made)
    with torch.no_grad():
        model.decoder.output.bias.add_(1.0)
    assert rehearse(model, READERS, 2, 1, kept)[0].mel.mean() > made[0].mel.mean()


def assert_same_clips(clips: list[AcousticClip], others: list[AcousticClip]) -> None:
    for clip, other in zip(clips, others, strict=True):
        for name, value in vars(clip).items():
            np.testing.assert_array_equal(value, getattr(other, name))


def test_readers_have_their_share_of_the_clips_drawn(checkpoint: Path, clips: list[AcousticClip]) -> None:
    corpus = [clip for clip in clips if clip.locale == "en-US"] * 20
    readers = (dataclasses.replace(READERS[1], share=0.25),)
    training = dataclasses.replace(TRAINING, weights=(*TRAINING.weights, ProsodyWeight("matthew/de-DE", 0.0)))
    config, mixed = with_rehearsal(training, RehearsalConfig(checkpoint, readers, prompts=4), [*corpus, *clips[3:]])
    assert [clip.prosody for clip in mixed] == ["matthew/de-DE"] * 4 + ["matthew/en-US"] * 60
    weights = {named.prosody: named.weight for named in config.weights}
    assert weights["matthew/en-US"] == 3.0
    sampler = BatchSampler(mixed, 2000, weights, seed=1)
    drawn = Counter(mixed[index].locale for step in range(200) for index in sampler.batch(step))
    assert drawn["de-DE"] / drawn.total() == pytest.approx(0.25, abs=0.05)


def test_a_share_is_of_readers_that_the_corpus_does_not_have(checkpoint: Path, clips: list[AcousticClip]) -> None:
    reader = dataclasses.replace(READERS[1], share=0.25)
    with pytest.raises(ConfigError, match="'matthew/de-DE' has clips in the corpus"):
        with_rehearsal(TRAINING, RehearsalConfig(checkpoint, (reader,)), clips)
    stranger = dataclasses.replace(reader, speaker="somebody")
    with pytest.raises(ConfigError, match="lacks 'somebody/de-DE'"):
        with_rehearsal(TRAINING, RehearsalConfig(checkpoint, (stranger,)), clips)


@pytest.mark.parametrize("shares", [(0.5, 0.5), (1.0, 0.0), (-0.1, 0.2)])
def test_shares_leave_something_to_the_corpus(shares: tuple[float, ...]) -> None:
    readers = tuple(dataclasses.replace(r, share=share) for r, share in zip(READERS, shares, strict=True))
    with pytest.raises(ConfigError, match="between 0 and 1"):
        RehearsalConfig(Path("old"), readers)

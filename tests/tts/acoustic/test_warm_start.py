"""Starting from weights whose tables are smaller."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import torch

from frontend.phonology import feature_matrix
from tts.acoustic.model import AcousticModel
from tts.acoustic.task import AcousticTraining, ModelSizes, model_config
from tts.acoustic.warm_start import warm_start
from tts.train import CheckpointError, Ema
from tts.train.checkpoint import save_checkpoint

SIZES = ModelSizes(
    encoder_dim=16, encoder_layers=1, encoder_heads=2, predictor_dim=8, decoder_dim=16, decoder_hidden=16,
    decoder_layers=2, decoder_free_layers=1, decoder_kernel=3, speaker_dim=4, language_dim=4,
)  # fmt: skip


def make(speakers: tuple[str, ...], prosodies: tuple[str, ...], sizes: ModelSizes = SIZES) -> AcousticModel:
    config = model_config(AcousticTraining((), speakers, prosodies, model=sizes))
    return AcousticModel(config, torch.from_numpy(feature_matrix()))


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    """Weights of a model with the speakers ann and ben."""
    torch.manual_seed(1)
    training = AcousticTraining((), ("ann", "ben"), ("ann/en-US", "ben/de-DE"), model=SIZES)
    model = make(training.speakers, training.prosodies)
    optimizer = torch.optim.AdamW(model.parameters())
    return save_checkpoint(
        tmp_path,
        1,
        modules={"acoustic": model},
        emas={"acoustic": Ema(model)},
        optimizers={"acoustic": optimizer},
        task_state={},
        config=training,
        mel=training.mel,
    )


def test_rows_are_found_by_name_and_new_ones_keep_their_values(checkpoint: Path) -> None:
    torch.manual_seed(1)
    old = make(("ann", "ben"), ("ann/en-US", "ben/de-DE"))
    torch.manual_seed(2)
    new = make(("cem", "ben", "ann"), ("ann/en-US", "cem/es-US", "ben/de-DE"))
    untouched = new.speakers.weight[0].clone()
    names = warm_start(new, checkpoint)
    assert names == {"speakers": ("cem",), "prosodies": ("cem/es-US",), "locales": (), "symbols": ()}
    torch.testing.assert_close(new.speakers.weight[1:], old.speakers.weight[[1, 0]])
    torch.testing.assert_close(new.speakers.weight[0], untouched)
    torch.testing.assert_close(new.prosodies.weight[[0, 2]], old.prosodies.weight)
    torch.testing.assert_close(new.decoder.output.weight, old.decoder.output.weight)


def test_another_size_is_refused(checkpoint: Path) -> None:
    other = make(("ann",), ("ann/en-US",), dataclasses.replace(SIZES, decoder_dim=24))
    with pytest.raises(CheckpointError, match=r"decoder\.input\.weight"):
        warm_start(other, checkpoint)

"""Starting from weights whose tables are smaller."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from frontend import phonology
from frontend.locales import LOCALES
from frontend.phonology import feature_matrix, feature_names, inventory, vocabulary
from tts.acoustic.config import ModelSizes
from tts.acoustic.export import load_acoustic
from tts.acoustic.model import AcousticModel
from tts.acoustic.task import AcousticTraining, model_config
from tts.acoustic.transfer import PhoneJudge
from tts.acoustic.warm_start import warm_start, warm_start_judge
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


@pytest.fixture
def grown(checkpoint: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AcousticModel]:
    """A new model of a frontend that has learned a phone, a feature and a locale since."""
    row = next(row for row in inventory().values() if row.features)
    rows = {**inventory(), "ǃ": dataclasses.replace(row, symbol="ǃ", features=frozenset({"click"}))}
    monkeypatch.setattr(phonology, "inventory", lambda: rows)
    monkeypatch.setitem(LOCALES, "it-IT", LOCALES["es-US"])
    names = (vocabulary, feature_names, phonology.symbol_ids)
    for cached in names:
        cached.cache_clear()
    torch.manual_seed(3)
    yield make(("ann", "ben"), ("ann/en-US", "ben/de-DE"))
    monkeypatch.undo()
    for cached in names:
        cached.cache_clear()


def without_names(checkpoint: Path) -> Path:
    """The checkpoint as it was written before names were kept."""
    meta = json.loads((checkpoint / "meta.json").read_text(encoding="utf-8"))
    del meta["models"]
    (checkpoint / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    return checkpoint


@pytest.mark.parametrize("named", [True, False])
def test_a_phone_and_a_locale_more(checkpoint: Path, grown: AcousticModel, named: bool) -> None:
    old, _ = load_acoustic(checkpoint if named else without_names(checkpoint))
    assert (old.config.symbols, old.config.locales) == (grown.config.symbols[:-1], grown.config.locales[:-1])
    before = {name: value.clone() for name, value in grown.state_dict().items()}
    if not named:  # which column is which feature is not known any more
        with pytest.raises(CheckpointError, match=r"encoder\.articulation"):
            warm_start(grown, checkpoint)
        return
    names = warm_start(grown, checkpoint)
    assert (names["symbols"], names["locales"]) == (("ǃ",), ("it-IT",))
    for table in ("encoder.phone.weight", "encoder.language.weight"):
        after = grown.state_dict()[table]
        torch.testing.assert_close(after[:-1], old.state_dict()[table])
        torch.testing.assert_close(after[-1], before[table][-1])
    columns = [grown.config.features.index(name) for name in old.config.features]
    after, table = grown.encoder.articulation.weight, "encoder.articulation.weight"
    torch.testing.assert_close(after[:, columns], old.encoder.articulation.weight)
    click = grown.config.features.index("click")
    torch.testing.assert_close(after[:, click], before[table][:, click])
    assert torch.equal(grown.encoder.features, before["encoder.features"])


def test_the_judge_keeps_what_it_knows_of_each_phone(checkpoint: Path, grown: AcousticModel) -> None:
    torch.manual_seed(4)
    old, new = (PhoneJudge(8, len(names), dim=8) for names in (grown.config.symbols[:-1], grown.config.symbols))
    save_file(old.state_dict(), checkpoint / "judge.safetensors")
    untouched = new.output.weight[-1].clone()
    warm_start_judge(new, grown.config.symbols, checkpoint)
    torch.testing.assert_close(new.output.weight[:-1], old.output.weight)
    torch.testing.assert_close(new.output.weight[-1], untouched)
    torch.testing.assert_close(new.input.weight, old.input.weight)

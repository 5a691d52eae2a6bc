"""Phones that one timbre takes over from another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from frontend.phonology import encode, feature_matrix
from frontend.pipeline import Frontend
from recipes.borrow_phones import BorrowConfig, Borrowing, Loan, borrow, main, write
from tests.recipes.tiny_models import SIZES
from tts.acoustic.data import AcousticClip
from tts.acoustic.export import load_acoustic
from tts.acoustic.model import AcousticModel
from tts.acoustic.task import AcousticTraining, model_config
from tts.config import MelConfig
from tts.errors import ConfigError
from tts.train import Ema, load_tensors
from tts.train.checkpoint import save_checkpoint

MEL = MelConfig()
TRAINING = AcousticTraining((), ("ann", "ben"), ("ann/fr-CA", "ben/fr-CA", "ann/en-US", "ann/es-US"), model=SIZES)
LOAN = Loan("fr-CA", ("œ̃",), lender="ben")
LOANS = (LOAN, Loan("es-US", ("l",), lender="ben"))
CONFIG = BorrowConfig(Path("none"), (), LOANS, borrower="ann", f0_mean_hz=120.0, steps=320, learning_rate=3e-3)


def clip(text: str, speaker: str, locale: str) -> AcousticClip:
    sentence = encode(*Frontend().process(text, locale).sentences)
    durations = np.full(len(sentence.phone_ids), 6)
    frames = int(durations.sum())
    ids = (np.asarray(values) for values in (sentence.phone_ids, sentence.stress_ids, sentence.language_ids))
    mel = np.zeros((frames, MEL.n_mels), dtype=np.float16)
    return AcousticClip(text, locale, speaker, 12_000, *ids, durations, np.full(frames, 180.0, dtype=np.float32), mel)


CLIPS = [
    clip("Un matin, un ami passe.", "ben", "fr-CA"),
    clip("Chacun dit un mot.", "ann", "fr-CA"),
    clip("La table est mise.", "ben", "fr-CA"),
    clip("Good morning.", "ann", "en-US"),
    clip("La luna sale.", "ann", "es-US"),
]


@pytest.fixture
def model() -> AcousticModel:
    """Its speakers are far apart, and each has sounds of its own."""
    torch.manual_seed(3)
    model = AcousticModel(model_config(TRAINING), torch.from_numpy(feature_matrix()))
    with torch.no_grad():
        model.speakers.weight.mul_(20.0)
        model.decoder.output.weight.mul_(4.0)
    return model


def test_the_phone_comes_nearer_to_the_lender_s_and_the_rest_stays(model: AcousticModel) -> None:
    before = {name: value.clone() for name, value in model.state_dict().items()}
    learned = borrow(model, CLIPS, CONFIG, MEL)
    measured = Borrowing(model, CONFIG, MEL)
    for loan, clips in ((LOAN, CLIPS[:3]), (LOANS[1], CLIPS[4:])):
        measured.compare(loan, clips)
        with torch.no_grad():
            measured.model = model
            far, _ = measured.losses(clips[:2], [loan])
            measured.model = learned
            near, rest = measured.losses(clips[:2], [loan])
            _, others = measured.losses(CLIPS[3:4], [])
            _, own = measured.own_losses(clips[:1])
        assert near < 0.75 * far
        assert max(rest, others, own) < 0.3 * far
    for name, value in model.state_dict().items():
        assert torch.equal(value, before[name])  # the model that was given is left as it was
        if not name.startswith("decoder."):
            assert torch.equal(learned.state_dict()[name], value)


def test_the_checkpoint_can_be_read_like_the_one_it_came_from(model: AcousticModel, tmp_path: Path) -> None:
    modules = {"acoustic": model, "critic": torch.nn.Linear(2, 2)}
    emas = {"acoustic": Ema(model)}
    came = save_checkpoint(tmp_path / "c", 1, modules=modules, emas=emas, optimizers={}, config=TRAINING, mel=MEL)
    with torch.no_grad():
        model.decoder.output.bias.add_(1.0)
    write(model, came, tmp_path / "new")
    read, _ = load_acoustic(tmp_path / "new")
    assert torch.equal(read.decoder.output.bias, model.decoder.output.bias)
    assert load_tensors(tmp_path / "new", "critic").keys() == {"weight", "bias"}
    with pytest.raises(ValueError, match="exists"):
        write(model, came, tmp_path / "new")


def test_what_cannot_be_borrowed_is_refused(model: AcousticModel) -> None:
    with pytest.raises(ConfigError, match="no clip in fr-CA has any of œ̃"):
        borrow(model, CLIPS[2:], CONFIG, MEL)
    with pytest.raises(ConfigError, match="no speaker 'eve'"):
        borrow(model, CLIPS, replace(CONFIG, loans=(replace(LOAN, lender="eve"),)), MEL)
    with pytest.raises(ConfigError, match="'q', which is not in the inventory"):
        replace(LOAN, phones=("q",))
    with pytest.raises(ConfigError, match="œ̃ of fr-CA is borrowed twice"):
        replace(CONFIG, loans=(LOAN, replace(LOAN, lender="ann")))


def test_an_output_that_exists_is_refused_before_any_work(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--output", str(tmp_path)]) == 1
    assert "exists; name another folder" in capsys.readouterr().err

"""The acoustic model's mels on its own clips."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch

from frontend.phonology import encode, feature_matrix
from frontend.pipeline import Frontend
from recipes.predict_mels import main
from tts.acoustic.config import ModelSizes
from tts.acoustic.model import AcousticModel
from tts.acoustic.task import AcousticTraining, model_config
from tts.train import Ema
from tts.train.checkpoint import save_checkpoint

SIZES = ModelSizes(
    encoder_dim=32, encoder_layers=1, encoder_heads=2, predictor_dim=32, decoder_dim=32, decoder_hidden=48,
    decoder_layers=2, decoder_free_layers=1, decoder_kernel=3, speaker_dim=4, language_dim=4,
)  # fmt: skip


def write_corpus(folder: Path, speaker: str, frames_each: int) -> Path:
    """A corpus of one clip with the id 0001; returns its manifest."""
    sentence = encode(*Frontend().process("Good morning.", "en-US").sentences)
    durations = np.full(len(sentence.phone_ids), frames_each)
    frames = int(durations.sum())
    folder.mkdir()
    soundfile.write(folder / "0001.flac", 0.1 * np.sin(np.arange(frames * 300) / 30), 24_000)
    np.savez(
        folder / "0001.npz",
        f0_hz=np.full(frames, 120.0, dtype=np.float32),
        durations=durations,
        phone_ids=sentence.phone_ids,
        stress_ids=sentence.stress_ids,
        language_ids=sentence.language_ids,
    )
    row = {"id": "0001", "audio": "0001.flac", "npz": "0001.npz", "text": "Good morning.", "locale": "en-US"}
    row |= {"speaker": speaker, "sex": "male", "seconds": frames / 80, "bandwidth_hz": 12000, "split": "train"}
    manifest = folder / "manifest.jsonl"
    manifest.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return manifest


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    """A model trained on two corpora that both call their clip 0001."""
    manifests = (write_corpus(tmp_path / "first", "ann", 4), write_corpus(tmp_path / "second", "ben", 6))
    training = AcousticTraining(
        manifests, ("ann", "ben"), ("ann/en-US", "ben/en-US"), cache=tmp_path / "cache", model=SIZES
    )
    model = AcousticModel(model_config(training), torch.from_numpy(feature_matrix()))
    return save_checkpoint(
        tmp_path / "checkpoints",
        1,
        modules={"acoustic": model},
        emas={"acoustic": Ema(model)},
        optimizers={},
        config=training,
        mel=training.mel,
    )


def test_clips_of_two_corpora_with_one_id_stay_apart(checkpoint: Path, tmp_path: Path) -> None:
    output = tmp_path / "predicted"
    assert main(["--acoustic", str(checkpoint), "--speaker", "ann", "--speaker", "ben", "--output", str(output)]) == 0
    rows = [json.loads(line) for line in (output / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == 2
    for row in rows:
        samples, _ = soundfile.read(output / row["audio"])
        with np.load(output / row["npz"]) as arrays:
            assert arrays["mel"].shape == (len(samples) // 300, 80)
            assert len(arrays["f0_hz"]) == len(arrays["mel"])


def test_only_the_speakers_asked_for(checkpoint: Path, tmp_path: Path) -> None:
    output = tmp_path / "predicted"
    assert main(["--acoustic", str(checkpoint), "--speaker", "ben", "--output", str(output)]) == 0
    rows = [json.loads(line) for line in (output / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["speaker"] for row in rows] == ["ben"]


def test_a_missing_checkpoint_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--acoustic", str(tmp_path / "none"), "--speaker", "ann", "--output", str(tmp_path / "out")]) == 1
    assert "none" in capsys.readouterr().err

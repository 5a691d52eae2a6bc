"""Export: checkpoints of two tiny random models become a voice folder that speaks."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch

from frontend.locales import LOCALES
from frontend.phonology import feature_matrix, vocabulary
from recipes.export import ExportPlan, VoicePlan, export, main
from recipes.voice_folder import write_weights
from tests.recipes.tiny_models import SIZES, VOCODER
from tts.acoustic.export import load_acoustic
from tts.acoustic.model import AcousticModel
from tts.acoustic.task import AcousticTraining, model_config
from tts.audio.level import SPEECH_LEVEL_DB, active_level_db
from tts.config import MelConfig
from tts.errors import ConfigError
from tts.synthesizer import Synthesizer
from tts.train import CheckpointError, load_module
from tts.train.checkpoint import model_configs, save_checkpoint
from tts.vocoder.discriminators import Discriminators
from tts.vocoder.generator import Generator
from tts.voice import find_voices, verify

TRAINING = AcousticTraining(
    manifests=(Path("corpus/manifest.jsonl"),),
    speakers=("anna", "ben"),
    prosodies=("anna/en-US", "ben/de-DE"),
    model=SIZES,
)
PLAN = ExportPlan(
    persona="tiny",
    version="0.0.1",
    licence="CC0-1.0",
    speaker="ben",
    f0_mean_hz=110.0,
    voices=(
        VoicePlan("Ann", "en-US", "Female", "anna/en-US", ("Good morning to you.", "Please hold the line.")),
        VoicePlan("Ben", "de-DE", "Male", "ben/de-DE", ("Guten Morgen.", "Bitte warten Sie."), f0_spread_factor=0.5),
    ),
)


def save(folder: Path, modules: dict[str, torch.nn.Module], config: object, mel: MelConfig) -> Path:
    return save_checkpoint(folder, 7, modules=modules, emas={}, optimizers={}, config=config, mel=mel)


def acoustic_checkpoint(folder: Path, *, loudness: float = -4.0) -> Path:
    """Random weights, but for phones of about six frames, mostly voiced, at a speech-like level."""
    torch.manual_seed(0)
    model = AcousticModel(model_config(TRAINING), torch.from_numpy(feature_matrix()))
    with torch.no_grad():
        model.durations.output.bias.fill_(np.log(7.0))
        model.pitch.output.bias.copy_(torch.tensor([0.0, 2.0]))
        model.decoder.mel_mean.fill_(loudness)
        model.f0_statistics.copy_(torch.tensor([[5.2, 0.2], [4.7, 0.3]]))
    return save(folder, {"acoustic": model}, TRAINING, TRAINING.mel)


def vocoder_checkpoint(folder: Path, mel: MelConfig | None = None) -> Path:
    torch.manual_seed(1)
    config = dataclasses.replace(VOCODER, mel=mel or MelConfig())
    modules = {
        "generator": Generator(config.mel, config.generator),
        "discriminators": Discriminators(config.discriminator),
    }
    return save(folder, modules, config, config.mel)


@pytest.fixture(scope="module")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("checkpoints")
    return acoustic_checkpoint(folder / "acoustic"), vocoder_checkpoint(folder / "vocoder")


@pytest.fixture(scope="module")
def voice_folder(checkpoints: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("voices") / "tiny"
    export(*checkpoints, PLAN, folder)
    return folder


def test_the_voices_speak(voice_folder: Path) -> None:
    engine = Synthesizer(voice_folder.parent)
    for name, text in (("Ann", "How are you today?"), ("Ben", "Wie geht es Ihnen?")):
        audio = engine.synthesize(text, name)
        assert audio.sample_rate == 24_000
        assert 0.5 < audio.duration_s < 4.0
        assert np.isfinite(audio.samples).all()
        assert np.abs(audio.samples).max() > 0.02


def test_the_folder_is_complete_and_says_what_it_holds(voice_folder: Path) -> None:
    names = {path.name for path in voice_folder.iterdir()}
    assert names == {"encoder.onnx", "decoder.onnx", "vocoder.onnx", "voice.toml", "weights"}
    english, german = find_voices(voice_folder.parent)
    verify(english)
    assert english.persona.vocoder_context == 2 * (5 // 2)
    assert (english.persona.harmonic_frames, english.persona.noise_frames) == (2, 4)
    assert english.speaker == german.speaker
    assert english.entry.prosody != german.entry.prosody
    assert english.entry.log_f0_mean == german.entry.log_f0_mean == pytest.approx(np.log(110.0), abs=1e-4)
    assert (english.entry.log_f0_deviation, german.entry.log_f0_deviation) == (0.2, 0.15)


def test_the_voices_are_equally_loud(voice_folder: Path) -> None:
    engine = Synthesizer(voice_folder.parent)
    for plan, voice in zip(PLAN.voices, engine.voices, strict=True):
        assert abs(voice.entry.gain_db) > 1.0, "the models happen to have the right level: this test shows nothing"
        spoken = np.concatenate([engine.synthesize(text, voice.name).samples for text in plan.calibration])
        assert active_level_db(spoken, 24_000) == pytest.approx(SPEECH_LEVEL_DB, abs=0.5)


def test_the_weights_are_checkpoints_to_start_from(voice_folder: Path, checkpoints: tuple[Path, Path]) -> None:
    model, training = load_acoustic(voice_folder / "weights" / "acoustic")
    original, _ = load_acoustic(checkpoints[0])
    assert training == TRAINING
    for name, value in original.state_dict().items():
        np.testing.assert_allclose(model.state_dict()[name].numpy(), value.numpy(), rtol=1e-3, atol=1e-6)
    generator = Generator(MelConfig(), VOCODER.generator)
    load_module(voice_folder / "weights" / "vocoder", "generator", generator)
    load_module(voice_folder / "weights" / "vocoder", "discriminators", Discriminators(VOCODER.discriminator))
    meta = json.loads((voice_folder / "weights" / "vocoder" / "meta.json").read_text(encoding="utf-8"))
    assert (meta["step"], meta["modules"]) == (7, ["generator", "discriminators"])


def test_weights_of_an_old_checkpoint_get_their_names(checkpoints: tuple[Path, Path], tmp_path: Path) -> None:
    old = tmp_path / "old"
    shutil.copytree(checkpoints[0], old)
    meta = json.loads((old / "meta.json").read_text(encoding="utf-8"))
    (old / "meta.json").write_text(json.dumps({**meta, "models": {}}), encoding="utf-8")
    model, _ = load_acoustic(old)
    write_weights(old, tmp_path / "new", model_configs({"acoustic": model}))
    written = json.loads((tmp_path / "new" / "meta.json").read_text(encoding="utf-8"))["models"]["acoustic"]
    assert (tuple(written["symbols"]), tuple(written["locales"])) == (vocabulary(), tuple(LOCALES))


def test_a_second_export_replaces_what_it_makes_and_nothing_else(
    checkpoints: tuple[Path, Path], voice_folder: Path
) -> None:
    card = voice_folder / "MODEL_CARD.md"
    card.write_text("about the voice", encoding="utf-8")
    stale = voice_folder / "weights" / "acoustic" / "old.safetensors"
    stale.touch()
    before = (voice_folder / "voice.toml").read_bytes()
    export(*checkpoints, PLAN, voice_folder)
    assert card.read_text(encoding="utf-8") == "about the voice"
    assert not stale.exists()
    assert (voice_folder / "voice.toml").read_bytes() == before
    card.unlink()


def test_unknown_names_are_errors(checkpoints: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"speaker 'carl' is not in the acoustic model; it has anna, ben"):
        export(*checkpoints, dataclasses.replace(PLAN, speaker="carl"), tmp_path / "out")
    voice = dataclasses.replace(PLAN.voices[0], prosody="anna/fr-CA")
    with pytest.raises(ConfigError, match=r"prosody 'anna/fr-CA' is not in the acoustic model; it has anna/en-US"):
        export(*checkpoints, dataclasses.replace(PLAN, voices=(voice,)), tmp_path / "out")
    with pytest.raises(ConfigError, match="'Ann' has no calibration sentences"):
        dataclasses.replace(PLAN.voices[0], calibration=())
    assert not (tmp_path / "out").exists()


def test_models_with_different_signal_settings_do_not_go_together(
    checkpoints: tuple[Path, Path], tmp_path: Path
) -> None:
    other = vocoder_checkpoint(tmp_path / "vocoder", MelConfig(f_max=11_000.0))
    with pytest.raises(CheckpointError, match="was made with mel settings"):
        export(checkpoints[0], other, PLAN, tmp_path / "out")


def test_a_silent_voice_is_refused(checkpoints: tuple[Path, Path], tmp_path: Path) -> None:
    quiet = acoustic_checkpoint(tmp_path / "quiet", loudness=-40.0)
    with pytest.raises(ValueError, match="voice 'Ann' is silent on its calibration sentences"):
        export(quiet, checkpoints[1], PLAN, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_command_prints_one_line_for_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = str(tmp_path / "step-00000001")
    assert main(["--acoustic", missing, "--vocoder", missing, "--output", str(tmp_path / "out")]) == 1
    message = capsys.readouterr().err
    assert message.startswith("export: ")
    assert message.count("\n") == 1
    assert missing in message

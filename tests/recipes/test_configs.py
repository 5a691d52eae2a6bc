"""Every configuration that is shipped loads, and those that belong together agree."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from frontend.locales import LOCALES
from recipes.align import AlignConfig
from recipes.borrow_phones import BorrowConfig
from recipes.enroll import EnrollConfig
from recipes.export import ExportPlan
from recipes.generate_teacher import TeacherCorpusConfig
from recipes.rehearsal import RehearsalConfig
from tts.acoustic.task import AcousticTraining, model_config
from tts.config import load_toml
from tts.vocoder.config import VocoderConfig

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "recipes" / "configs"
README = (ROOT / "recipes" / "README.md").read_text(encoding="utf-8")
KINDS: dict[str, type[Any]] = {
    "acoustic": AcousticTraining,
    "aligner": AlignConfig,
    "borrow": BorrowConfig,
    "enroll": EnrollConfig,
    "matthew": ExportPlan,
    "rehearsal": RehearsalConfig,
    "teacher": TeacherCorpusConfig,
    "vocoder": VocoderConfig,
    "voice": ExportPlan,
}


def load(name: str) -> Any:
    return load_toml(FOLDER / f"{name}.toml", KINDS[name.split("_")[0]])


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.toml")))
def test_every_configuration_loads(name: str) -> None:
    config = load(name)
    if hasattr(config, "schedule"):
        assert config.schedule.total_steps == config.loop.total_steps


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("acoustic_*.toml")))
def test_weights_are_given_to_ways_of_speaking_that_exist(name: str) -> None:
    config = load(name)
    assert {weight.prosody for weight in config.weights} <= set(config.prosodies)
    assert {prosody.split("/")[0] for prosody in config.prosodies} == set(config.speakers)
    assert model_config(config).speakers == config.speakers


@pytest.mark.parametrize(("acoustic", "plan"), [("acoustic_cpu", "matthew"), ("acoustic_smoke", "voice_smoke")])
def test_the_exported_voices_are_in_the_model(acoustic: str, plan: str) -> None:
    training, export = load(acoustic), load(plan)
    assert export.speaker in training.speakers
    assert {voice.prosody for voice in export.voices} <= set(training.prosodies)
    assert all(voice.prosody.endswith(f"/{voice.locale}") for voice in export.voices)


def test_the_persona_speaks_every_locale() -> None:
    assert sorted(voice.locale for voice in load("matthew").voices) == sorted(LOCALES)


def test_the_models_for_cpu_and_gpu_have_the_same_voices() -> None:
    cpu, gpu = load("acoustic_cpu"), load("acoustic_gpu")
    assert (cpu.speakers, cpu.prosodies, cpu.manifests) == (gpu.speakers, gpu.prosodies, gpu.manifests)


def test_the_teacher_speaks_for_speakers_of_the_model() -> None:
    training = load("acoustic_cpu")
    jobs = load("teacher").jobs
    assert {f"{job.speaker}/{job.locale}" for job in jobs} <= set(training.prosodies)
    for job in jobs:
        assert sum(job.timbre_weights) == pytest.approx(1.0)


def test_the_readme_explains_every_configuration() -> None:
    (section,) = re.findall(r"^## Configurations\n(.*?)^## ", README, re.M | re.S)
    named = re.findall(r"`([\w*]+\.toml)`", section)
    files = {path.name for path in FOLDER.glob("*.toml")}
    assert {name for name in files if not any(fnmatch(name, pattern) for pattern in named)} == set()
    assert {pattern for pattern in named if not any(fnmatch(name, pattern) for name in files)} == set()


def test_the_commands_of_the_readme_exist() -> None:
    commands = re.findall(r"^ +python -m (recipes[\w.]*)((?:.*\\\n)*.*)$", README, re.M)
    assert len(commands) > 10
    for module, arguments in commands:
        path = ROOT / module.replace(".", "/")
        source = (path / "__main__.py" if path.is_dir() else path.with_suffix(".py")).read_text(encoding="utf-8")
        for option in re.findall(r"(--[a-z0-9-]+)", arguments):
            assert f'"{option}"' in source, f"{module} has no option {option}"
        for config in re.findall(r"recipes/configs/\S+", arguments):
            assert (ROOT / config).is_file(), config

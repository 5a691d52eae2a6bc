"""Turn trained checkpoints into a voice folder: graphs, weights for warm starts, `voice.toml`.

    python -m recipes.export --acoustic runs/acoustic/checkpoints/step-00002200 --vocoder runs/vocoder/checkpoints/step-00007000 \\
        --config recipes/configs/matthew.toml --output voices/matthew

The voices of one persona are made equally loud: each speaks a few calibration sentences, and its fixed gain is set from their active speech level.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import safetensors.torch
import torch

from tts.acoustic.export import export_acoustic, load_acoustic
from tts.audio.level import SPEECH_LEVEL_DB, active_level_db
from tts.config import ConfigError, load_toml
from tts.synthesizer import Synthesizer
from tts.train import CheckpointError
from tts.vocoder.export import export_vocoder
from tts.voice import FILE_NAME, GraphFile, Persona, VoiceEntry, file_sha256
from recipes.onnx_half import store_in_half


@dataclass(frozen=True)
class VoicePlan:
    """One voice of the persona: `prosody` names the way of speaking (``speaker/locale``) in the acoustic model."""

    name: str
    locale: str
    gender: str
    prosody: str
    calibration: tuple[str, ...]
    f0_spread_factor: float = 1.0
    rate: float = 1.0


@dataclass(frozen=True)
class ExportPlan:
    """What becomes of the checkpoints. `speaker` names the timbre; `f0_mean_hz` is the persona's own pitch, the same in every locale."""

    persona: str
    version: str
    licence: str
    speaker: str
    f0_mean_hz: float
    voices: tuple[VoicePlan, ...]


def export(acoustic: Path, vocoder: Path, plan: ExportPlan, output: Path) -> None:
    """Write the voice folder; files that are not made here (model card, licence) stay as they are.

    Raises:
        CheckpointError: a checkpoint is missing or does not fit.
        ConfigError: the plan names a speaker or a way of speaking that the model does not have.
    """
    model, training = load_acoustic(acoustic)
    for kind, name, known in [
        ("speaker", plan.speaker, training.speakers),
        *(("prosody", voice.prosody, training.prosodies) for voice in plan.voices),
    ]:
        if name not in known:
            raise ConfigError(f"{kind} {name!r} is not in the acoustic model; it has {', '.join(known)}")
    with tempfile.TemporaryDirectory() as temporary:
        made = Path(temporary) / plan.persona
        made.mkdir()
        for path in (*export_acoustic(model, made), export_vocoder(vocoder, made / "vocoder.onnx")):
            store_in_half(path)
        persona = _persona(model, training.speakers, training.prosodies, plan, made, training.mel)
        (made / FILE_NAME).write_text(persona.to_toml(), encoding="utf-8")
        persona = _calibrated(persona, plan, made.parent)
        (made / FILE_NAME).write_text(persona.to_toml(), encoding="utf-8")
        _weights(acoustic, ("acoustic",), made / "weights" / "acoustic")
        _weights(vocoder, ("generator", "discriminators"), made / "weights" / "vocoder")
        output.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(output / "weights", ignore_errors=True)
        for path in made.iterdir():
            target = output / path.name
            if path.is_dir():
                shutil.copytree(path, target)
            else:
                staged = target.with_suffix(".partial")
                shutil.copyfile(path, staged)
                staged.replace(target)


def _persona(
    model: torch.nn.Module, speakers: tuple[str, ...], prosodies: tuple[str, ...], plan: ExportPlan, folder: Path, mel: object
) -> Persona:
    def row(table: str, index: int) -> tuple[float, ...]:
        values = getattr(model, table).weight[index].detach().tolist()
        return tuple(round(value, 6) for value in values)

    def graph(name: str) -> GraphFile:
        return GraphFile(f"{name}.onnx", file_sha256(folder / f"{name}.onnx"))

    voices = []
    for voice in plan.voices:
        index = prosodies.index(voice.prosody)
        spread = float(model.f0_statistics[index, 1]) * voice.f0_spread_factor  # type: ignore[index]
        voices.append(
            VoiceEntry(
                voice.name, voice.locale, voice.gender, prosody=row("prosodies", index), log_f0_mean=round(math.log(plan.f0_mean_hz), 4),
                log_f0_deviation=round(spread, 4), rate=voice.rate,
            )
        )  # fmt: skip
    return Persona(
        persona=plan.persona, version=plan.version, licence=plan.licence, speaker=row("speakers", speakers.index(plan.speaker)),
        symbols=model.config.symbols, encoder=graph("encoder"), decoder=graph("decoder"), vocoder=graph("vocoder"), voices=tuple(voices),
        signal=mel,
    )  # type: ignore[arg-type] # fmt: skip


def _calibrated(persona: Persona, plan: ExportPlan, folder: Path) -> Persona:
    """The persona with each voice's gain set so that its calibration sentences have the usual level of prompts."""
    engine = Synthesizer(folder)
    entries = []
    for entry, voice in zip(persona.voices, plan.voices, strict=True):
        spoken = [engine.synthesize(text, entry.name) for text in voice.calibration]
        level_db = active_level_db(np.concatenate([audio.samples for audio in spoken]), spoken[0].sample_rate)
        entries.append(dataclasses.replace(entry, gain_db=round(SPEECH_LEVEL_DB - level_db, 2)))
    return dataclasses.replace(persona, voices=tuple(entries))


def _weights(checkpoint: Path, modules: tuple[str, ...], folder: Path) -> None:
    """Averaged weights in float16 and the configuration, in the layout of a checkpoint: a later run can start from it."""
    folder.mkdir(parents=True)
    for name in modules:
        tensors = safetensors.torch.load_file(checkpoint / f"{name}.safetensors")
        averaged = checkpoint / f"{name}.ema.safetensors"
        if averaged.exists():
            tensors |= safetensors.torch.load_file(averaged)
        half = {key: value.half() if value.is_floating_point() and value.numel() > 1 else value for key, value in tensors.items()}
        safetensors.torch.save_file(half, folder / f"{name}.safetensors")
    meta = json.loads((checkpoint / "meta.json").read_text(encoding="utf-8"))
    (folder / "meta.json").write_text(json.dumps(meta | {"modules": list(modules), "ema_updates": {}}, indent=1) + "\n", encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--acoustic", type=Path, required=True, help="checkpoint folder of the acoustic model")
    parser.add_argument("--vocoder", type=Path, required=True, help="checkpoint folder of the vocoder")
    parser.add_argument("--config", type=Path, default=Path("recipes/configs/matthew.toml"))
    parser.add_argument("--output", type=Path, default=Path("voices/matthew"))
    options = parser.parse_args(arguments)
    try:
        export(options.acoustic, options.vocoder, load_toml(options.config, ExportPlan), options.output)
    except (ConfigError, CheckpointError) as error:
        print(f"export: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Turn trained checkpoints into a voice folder: graphs, weights for warm starts, `voice.toml`.

    python -m recipes.export --config recipes/configs/matthew.toml --output voices/matthew \\
        --acoustic runs/acoustic/checkpoints/step-00002400 --vocoder runs/vocoder/checkpoints/step-00008000

The voices of one persona are made equally loud: each speaks a few calibration sentences, and its fixed gain is set from
their active speech level.
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
from torch import Tensor

from recipes.onnx_half import store_in_half
from recipes.onnx_quantize import quantize_layers
from tts.acoustic.export import export_acoustic, load_acoustic
from tts.acoustic.model import AcousticModel
from tts.acoustic.task import AcousticTraining
from tts.audio.level import SPEECH_LEVEL_DB, active_level_db
from tts.config import ConfigError, from_mapping, load_toml
from tts.errors import TTSError
from tts.synthesizer import Synthesizer
from tts.train import CheckpointError, read_meta
from tts.vocoder.config import GeneratorConfig, VocoderConfig
from tts.vocoder.export import export_vocoder
from tts.voice import FILE_NAME, GraphFile, Persona, VoiceEntry, file_sha256

CALIBRATION_PASSES = 3
"""The limiter bends loud peaks, so a gain is measured again after it was set."""

SILENCE_DB = -90.0


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

    def __post_init__(self) -> None:
        if not self.calibration:
            raise ConfigError(f"voice {self.name!r} has no calibration sentences; give it two or three")


@dataclass(frozen=True)
class ExportPlan:
    """What becomes of the checkpoints.

    Attributes:
        persona: name of the persona.
        version: of the weights.
        licence: SPDX identifier of the weights.
        speaker: name of the timbre in the acoustic model.
        f0_mean_hz: the persona's own pitch, the same in every locale.
        voices: one for each locale.
        eight_bit: compute the layers' matrix products in eight bits (see `recipes.onnx_quantize`).
    """

    persona: str
    version: str
    licence: str
    speaker: str
    f0_mean_hz: float
    voices: tuple[VoicePlan, ...]
    eight_bit: bool = True


def export(acoustic: Path, vocoder: Path, plan: ExportPlan, output: Path) -> None:
    """Write the voice folder; files that are not made here (model card, licence) stay as they are.

    Args:
        acoustic: checkpoint folder of the acoustic model.
        vocoder: checkpoint folder of the vocoder.
        plan: names and calibration sentences.
        output: the voice folder, made if need be.

    Raises:
        CheckpointError: a checkpoint is missing or does not fit, or the two have different signal settings.
        ConfigError: the plan names a speaker or a way of speaking that the model does not have.
        ValueError: a voice is silent, or a weight does not fit half precision.
    """
    model, training = load_acoustic(acoustic)
    _check_names(plan, training)
    sizes = from_mapping(VocoderConfig, read_meta(vocoder, training.mel)["config"], where=str(vocoder)).generator
    with tempfile.TemporaryDirectory() as temporary:
        made = Path(temporary) / "voice"
        made.mkdir()
        for path in (*export_acoustic(model, made), export_vocoder(vocoder, made / "vocoder.onnx")):
            if plan.eight_bit:
                quantize_layers(path)
            store_in_half(path)
        persona = _persona(model, training, plan, made, sizes)
        _calibrate(persona, plan, made)
        _write_weights(acoustic, ("acoustic",), made / "weights" / "acoustic")
        _write_weights(vocoder, ("generator", "discriminators"), made / "weights" / "vocoder")
        _install(made, output)


def _check_names(plan: ExportPlan, training: AcousticTraining) -> None:
    wanted = [("speaker", plan.speaker, training.speakers)]
    wanted += [("prosody", voice.prosody, training.prosodies) for voice in plan.voices]
    for kind, name, known in wanted:
        if name not in known:
            raise ConfigError(f"{kind} {name!r} is not in the acoustic model; it has {', '.join(known)}")


def _persona(
    model: AcousticModel, training: AcousticTraining, plan: ExportPlan, folder: Path, vocoder: GeneratorConfig
) -> Persona:
    """The `voice.toml` before calibration."""

    def row(table: torch.nn.Embedding, index: int) -> tuple[float, ...]:
        return tuple(round(value, 6) for value in table.weight[index].detach().tolist())

    def graph(name: str) -> GraphFile:
        return GraphFile(f"{name}.onnx", file_sha256(folder / f"{name}.onnx"))

    voices = []
    for voice in plan.voices:
        index = training.prosodies.index(voice.prosody)
        spread = float(model.f0_statistics[index, 1]) * voice.f0_spread_factor
        entry = VoiceEntry(
            name=voice.name,
            locale=voice.locale,
            gender=voice.gender,
            prosody=row(model.prosodies, index),
            log_f0_mean=round(math.log(plan.f0_mean_hz), 4),
            log_f0_deviation=round(spread, 4),
            rate=voice.rate,
        )
        voices.append(entry)
    return Persona(
        persona=plan.persona,
        version=plan.version,
        licence=plan.licence,
        speaker=row(model.speakers, training.speakers.index(plan.speaker)),
        symbols=model.config.symbols,
        encoder=graph("encoder"),
        decoder=graph("decoder"),
        vocoder=graph("vocoder"),
        voices=tuple(voices),
        signal=training.mel,
        vocoder_context=vocoder.blocks * (vocoder.kernel // 2),
        harmonic_frames=vocoder.harmonic_frames,
        noise_frames=vocoder.noise_frames,
    )


def _calibrate(persona: Persona, plan: ExportPlan, folder: Path) -> None:
    """Write `voice.toml` with each voice's gain set so that its calibration sentences have the level of prompts."""
    path = folder / FILE_NAME
    path.write_text(persona.to_toml(), encoding="utf-8")
    for _ in range(CALIBRATION_PASSES):
        engine = Synthesizer(folder.parent)
        errors_db = [SPEECH_LEVEL_DB - _level_db(engine, voice) for voice in plan.voices]
        if max(map(abs, errors_db)) < 0.05:
            return
        entries = tuple(
            dataclasses.replace(entry, gain_db=round(entry.gain_db + error_db, 2))
            for entry, error_db in zip(persona.voices, errors_db, strict=True)
        )
        persona = dataclasses.replace(persona, voices=entries)
        path.write_text(persona.to_toml(), encoding="utf-8")


def _level_db(engine: Synthesizer, voice: VoicePlan) -> float:
    """Active level of the voice's calibration sentences, in dB."""
    spoken = [engine.synthesize(text, voice.name) for text in voice.calibration]
    level_db = active_level_db(np.concatenate([audio.samples for audio in spoken]), spoken[0].sample_rate)
    if level_db < SILENCE_DB:
        raise ValueError(f"voice {voice.name!r} is silent on its calibration sentences; train both models for longer")
    return level_db


def _write_weights(checkpoint: Path, modules: tuple[str, ...], folder: Path) -> None:
    """Averaged weights in float16 and the configuration, in the layout of a checkpoint: a later run can start there."""
    folder.mkdir(parents=True)
    for name in modules:
        tensors = safetensors.torch.load_file(checkpoint / f"{name}.safetensors")
        averaged = checkpoint / f"{name}.ema.safetensors"
        if averaged.exists():
            tensors |= safetensors.torch.load_file(averaged)
        halved = {key: _in_half(value, f"{name}.{key}") for key, value in tensors.items()}
        safetensors.torch.save_file(halved, folder / f"{name}.safetensors")
    meta = json.loads((checkpoint / "meta.json").read_text(encoding="utf-8"))
    meta |= {"modules": list(modules), "ema_updates": {}}
    (folder / "meta.json").write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")


def _in_half(tensor: Tensor, name: str) -> Tensor:
    """The tensor in float16; integers and single numbers (statistics) stay as they are."""
    if not tensor.is_floating_point() or tensor.numel() == 1:
        return tensor
    half = tensor.half()
    if not bool(torch.isfinite(half).all()):
        raise ValueError(f"weight {name} does not fit float16 (magnitude above 65504); export an earlier checkpoint")
    return half


def _install(made: Path, output: Path) -> None:
    """Move the new files into the voice folder; `voice.toml`, which holds the checksums of the others, comes last."""
    output.mkdir(parents=True, exist_ok=True)
    for path in sorted(made.iterdir(), key=lambda path: path.name == FILE_NAME):
        target = output / path.name
        staged = output / f".{path.name}.partial"
        if path.is_dir():
            shutil.rmtree(staged, ignore_errors=True)
            shutil.copytree(path, staged)
            shutil.rmtree(target, ignore_errors=True)
        else:
            shutil.copyfile(path, staged)
        staged.replace(target)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--acoustic", type=Path, required=True, help="checkpoint folder of the acoustic model")
    parser.add_argument("--vocoder", type=Path, required=True, help="checkpoint folder of the vocoder")
    parser.add_argument("--config", type=Path, default=Path("recipes/configs/matthew.toml"))
    parser.add_argument("--output", type=Path, default=Path("voices/matthew"))
    options = parser.parse_args(arguments)
    try:
        export(options.acoustic, options.vocoder, load_toml(options.config, ExportPlan), options.output)
    except (CheckpointError, TTSError, ValueError, FileNotFoundError) as error:
        print(f"export: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

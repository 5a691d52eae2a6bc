"""Turn trained checkpoints into a voice folder: graphs, weights for warm starts, `voice.toml`.

    python -m recipes.export --config recipes/configs/matthew.toml --output voices/matthew \\
        --acoustic runs/acoustic/checkpoints/step-00002400 --vocoder runs/vocoder/checkpoints/step-00008000

The voices of one persona are made equally loud: each speaks a few calibration sentences, and its fixed gain is set from
their active speech level.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from recipes.align_task import load_aligner
from recipes.calibration import calibrate
from recipes.command import command
from recipes.voice_folder import WEIGHTS, compress_graph, embedding, graph_file, install, write_weights
from tts.acoustic.export import export_acoustic, load_acoustic
from tts.acoustic.model import AcousticModel
from tts.acoustic.task import AcousticTraining
from tts.config import from_mapping, load_toml
from tts.errors import ConfigError
from tts.train import read_meta
from tts.train.checkpoint import model_configs
from tts.vocoder.config import GeneratorConfig, VocoderConfig
from tts.vocoder.export import export_vocoder
from tts.voice import Persona, VoiceEntry


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


def export(acoustic: Path, vocoder: Path, plan: ExportPlan, output: Path, aligner: Path | None = None) -> None:
    """Write the voice folder; files that are not made here (model card, licence) stay as they are.

    Args:
        acoustic: checkpoint folder of the acoustic model.
        vocoder: checkpoint folder of the vocoder.
        plan: names and calibration sentences.
        output: the voice folder, made if need be.
        aligner: checkpoint folder of the aligner, which those who enroll a speaker need.

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
        for path in (*export_acoustic(model, training.mel, made), export_vocoder(vocoder, made / "vocoder.onnx")):
            compress_graph(path, plan.eight_bit)
        persona = _persona(model, training, plan, made, sizes)
        calibrate(persona, {voice.name: voice.calibration for voice in plan.voices}, made)
        write_weights(acoustic, made / WEIGHTS / "acoustic", model_configs({"acoustic": model}))
        write_weights(vocoder, made / WEIGHTS / "vocoder", {})
        if aligner is not None:
            write_weights(aligner, made / WEIGHTS / "aligner", model_configs({"aligner": load_aligner(aligner)}))
        install(made, output)


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
    voices = []
    for voice in plan.voices:
        index = training.prosodies.index(voice.prosody)
        spread = float(model.f0_statistics[index, 1]) * voice.f0_spread_factor
        entry = VoiceEntry(
            name=voice.name,
            locale=voice.locale,
            gender=voice.gender,
            prosody=embedding(model.prosodies, index),
            log_f0_mean=round(math.log(plan.f0_mean_hz), 4),
            log_f0_deviation=round(spread, 4),
            rate=voice.rate,
        )
        voices.append(entry)
    return Persona(
        persona=plan.persona,
        version=plan.version,
        licence=plan.licence,
        speaker=embedding(model.speakers, training.speakers.index(plan.speaker)),
        symbols=model.config.symbols,
        locales=model.config.locales,
        encoder=graph_file(folder / "encoder.onnx"),
        decoder=graph_file(folder / "decoder.onnx"),
        vocoder=graph_file(folder / "vocoder.onnx"),
        voices=tuple(voices),
        signal=training.mel,
        vocoder_context=vocoder.blocks * (vocoder.kernel // 2),
        harmonic_frames=vocoder.harmonic_frames,
        noise_frames=vocoder.noise_frames,
        takes_padding=True,
    )


@command("export")
def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--acoustic", type=Path, required=True, help="checkpoint folder of the acoustic model")
    parser.add_argument("--vocoder", type=Path, required=True, help="checkpoint folder of the vocoder")
    parser.add_argument("--aligner", type=Path, help="checkpoint folder of the aligner; enrolling a speaker needs it")
    parser.add_argument("--config", type=Path, default=Path("recipes/configs/matthew.toml"))
    parser.add_argument("--output", type=Path, default=Path("voices/matthew"))
    options = parser.parse_args(arguments)
    plan = load_toml(options.config, ExportPlan)
    export(options.acoustic, options.vocoder, plan, options.output, options.aligner)
    return 0


if __name__ == "__main__":
    sys.exit(main())

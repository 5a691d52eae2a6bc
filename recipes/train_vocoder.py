"""Trains the vocoder, resynthesises recordings with it, exports it.

    python -m recipes.train_vocoder train --config recipes/configs/vocoder_cpu.toml --run runs/vocoder --max-minutes 100
    python -m recipes.train_vocoder copy-synthesis --checkpoint runs/vocoder in.flac out.wav
    python -m recipes.train_vocoder export --checkpoint runs/vocoder vocoder.onnx

`train` resumes by itself from the newest checkpoint in the run's folder, reads new lines of the manifests while it
runs, and stops with a checkpoint at the time limit or at the first Ctrl-C.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import soundfile

from recipes.command import command
from tts.audio.f0 import F0Tracker, continuous_f0
from tts.config import from_mapping, load_toml
from tts.train import CheckpointError, fit, has_module, latest_checkpoint, load_module, read_meta
from tts.vocoder.config import VocoderConfig
from tts.vocoder.data import SegmentDataset
from tts.vocoder.export import export_vocoder
from tts.vocoder.generator import Generator
from tts.vocoder.synthesis import copy_synthesis
from tts.vocoder.task import VocoderTask


@command("train_vocoder")
def main(argv: list[str] | None = None) -> int:
    """Runs one subcommand; returns the exit status."""
    arguments = _parser().parse_args(argv)
    arguments.run_command(arguments)
    return 0


def train(arguments: argparse.Namespace) -> None:
    """Trains or goes on training."""
    config = load_toml(arguments.config, VocoderConfig)
    dataset = SegmentDataset(config.data, config.mel, config.seed)
    task = VocoderTask(config, dataset)
    if arguments.warm_start is not None and latest_checkpoint(arguments.run / "checkpoints") is None:
        start = _checkpoint(arguments.warm_start)
        load_module(start, "generator", task.generator)
        task.emas["generator"].reset(task.generator)
        if _has_discriminators(start, config):
            load_module(start, "discriminators", task.discriminators, average=False)
        else:
            print("the discriminators start anew: the weights have none of this configuration's", file=sys.stderr)
    sizes = {name: sum(p.numel() for p in module.parameters()) for name, module in task.modules.items()}
    print(f"{dataset.seconds() / 3600:.2f} h of training clips; parameters: {sizes}; device {task.device}")
    done = fit(
        task,
        config.loop,
        arguments.run,
        config=config,
        mel=config.mel,
        max_minutes=arguments.max_minutes,
        progress=not arguments.quiet,
    )
    print(f"{done} steps done; checkpoints in {arguments.run / 'checkpoints'}")


def resynthesize(arguments: argparse.Namespace) -> None:
    """Copy-synthesis of one file; F0 comes from the .npz beside it, else from the tracker."""
    generator, config = load_generator(arguments.checkpoint)
    mel = config.mel
    samples, sample_rate = soundfile.read(arguments.input, dtype="float32", always_2d=True)
    waveform = samples.mean(axis=1)
    if sample_rate != mel.sample_rate:
        import soxr

        waveform = soxr.resample(waveform, sample_rate, mel.sample_rate)
    waveform = np.pad(waveform, (0, -len(waveform) % mel.hop_length)).astype(np.float32)
    f0_hz = _f0(arguments.input, waveform, config)
    result = copy_synthesis(generator, waveform, f0_hz, mel, seed=arguments.seed)
    soundfile.write(arguments.output, np.clip(result, -1, 1), mel.sample_rate)


def export(arguments: argparse.Namespace) -> None:
    """Writes the ONNX graph of the averaged generator."""
    export_vocoder(_checkpoint(arguments.checkpoint), arguments.output)


def load_generator(path: Path) -> tuple[Generator, VocoderConfig]:
    """The averaged generator of a checkpoint (or of a run's newest one), ready for inference, and its configuration."""
    checkpoint = _checkpoint(path)
    config = from_mapping(VocoderConfig, read_meta(checkpoint)["config"], where=str(checkpoint))
    generator = Generator(config.mel, config.generator)
    load_module(checkpoint, "generator", generator)
    return generator.eval(), config


def _checkpoint(path: Path) -> Path:
    if (path / "meta.json").exists():
        return path
    for folder in (path, path / "checkpoints"):
        newest = latest_checkpoint(folder)
        if newest is not None:
            return newest
    raise CheckpointError(f"no checkpoint in {path}; give a run's folder or a checkpoint's")


def _has_discriminators(checkpoint: Path, config: VocoderConfig) -> bool:
    """Whether the checkpoint holds discriminators of the kind and sizes that are configured."""
    theirs = from_mapping(VocoderConfig, read_meta(checkpoint)["config"], where=str(checkpoint)).discriminator
    return has_module(checkpoint, "discriminators") and theirs == config.discriminator


def _f0(audio: Path, waveform: np.ndarray, config: VocoderConfig) -> np.ndarray:
    """F0 of each frame as the vocoder sees it in training."""
    mel = config.mel
    n_frames = len(waveform) // mel.hop_length
    features = audio.with_suffix(".npz")
    if features.exists():
        with np.load(features) as arrays:
            tracked = arrays["f0_hz"].astype(np.float32)
    else:
        tracked = F0Tracker().track(waveform, mel.sample_rate, mel.hop_length)
    f0_hz = continuous_f0(np.pad(tracked[:n_frames], (0, max(0, n_frames - len(tracked)))))
    return np.where(f0_hz >= config.data.min_f0_hz, f0_hz, 0.0).astype(np.float32)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m recipes.train_vocoder",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    training = commands.add_parser("train", help="train, or go on training")
    training.add_argument("--config", type=Path, required=True, help="TOML file, see recipes/configs/")
    training.add_argument("--run", type=Path, required=True, help="folder of the run")
    training.add_argument("--max-minutes", type=float, help="stop with a checkpoint after this time")
    training.add_argument("--warm-start", type=Path, help="checkpoint to take the weights of a new run from")
    training.add_argument("--quiet", action="store_true", help="no progress bar")
    training.set_defaults(run_command=train)
    copying = commands.add_parser("copy-synthesis", help="a recording through mel and vocoder")
    copying.add_argument("--checkpoint", type=Path, required=True, help="a run's or a checkpoint's folder")
    copying.add_argument("--seed", type=int, default=0, help="seed of the noise")
    copying.add_argument("input", type=Path)
    copying.add_argument("output", type=Path)
    copying.set_defaults(run_command=resynthesize)
    exporting = commands.add_parser("export", help="write the ONNX graph")
    exporting.add_argument("--checkpoint", type=Path, required=True, help="a run's or a checkpoint's folder")
    exporting.add_argument("output", type=Path)
    exporting.set_defaults(run_command=export)
    return parser


if __name__ == "__main__":
    sys.exit(main())

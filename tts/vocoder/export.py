"""ONNX export of the generator (see `Generator.forward`); batch and time are dynamic."""

from __future__ import annotations

import warnings
from pathlib import Path

import torch

from tts.config import from_mapping
from tts.files import replacing_path
from tts.train.checkpoint import load_module, read_meta
from tts.vocoder.config import VocoderConfig
from tts.vocoder.generator import Generator

INPUTS = ("mel", "f0_hz", "source", "harmonic", "noise")
OUTPUTS = ("voiced", "unvoiced")
OPSET = 20
"""The first with GELU as one operator; written out, its passes over memory are a fifth of the run-time."""


def export_vocoder(checkpoint: Path, path: Path) -> Path:
    """Writes the averaged generator of a checkpoint as one ONNX file.

    Args:
        checkpoint: Folder of the checkpoint.
        path: The file to write; replaced atomically.

    Raises:
        CheckpointError: The checkpoint is missing or does not fit.
    """
    config = from_mapping(VocoderConfig, read_meta(checkpoint)["config"], where=str(checkpoint))
    generator = Generator(config.mel, config.generator)
    load_module(checkpoint, "generator", generator)
    return export_generator(generator, path)


def export_generator(generator: Generator, path: Path) -> Path:
    """Writes a generator that is in memory; see `export_vocoder`."""
    generator = generator.cpu().eval()
    frames, parts = 32, generator.parts
    example = (
        torch.zeros(1, frames, generator.mel.n_mels),
        torch.zeros(1, frames),
        torch.zeros(1, frames, 2 * generator.mel.n_bins),
        torch.zeros(1, frames * parts.harmonic_frames, 2 * parts.harmonic.n_bins),
        torch.zeros(1, frames * parts.noise_frames, 2 * parts.noise.n_bins),
    )
    axes = {
        "harmonic": "harmonic_frames",
        "voiced": "harmonic_frames",
        "noise": "noise_frames",
        "unvoiced": "noise_frames",
    }
    names = [*INPUTS, *OUTPUTS]
    with replacing_path(path) as partial, warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # the tracing exporter announces its successor
        torch.onnx.export(
            generator,
            example,
            str(partial),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes={name: {0: "batch", 1: axes.get(name, "frames")} for name in names},
            opset_version=OPSET,
            dynamo=False,
        )
    return path

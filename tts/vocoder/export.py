"""ONNX export of the generator (see `Generator.forward`); batch and time are dynamic."""

from __future__ import annotations

from pathlib import Path

import torch

from tts.config import from_mapping
from tts.nn.onnx import export_graph
from tts.train.checkpoint import load_module, read_meta
from tts.vocoder.config import VocoderConfig
from tts.vocoder.generator import Generator

INPUTS = ("mel", "f0_hz", "source", "harmonic", "noise")
OUTPUTS = ("voiced", "unvoiced")


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
    lengths = {
        **dict.fromkeys(("mel", "f0_hz", "source"), "frames"),
        **dict.fromkeys(("harmonic", "voiced"), "harmonic_frames"),
        **dict.fromkeys(("noise", "unvoiced"), "noise_frames"),
    }
    return export_graph(generator, example, path, inputs=INPUTS, outputs=OUTPUTS, lengths=lengths)

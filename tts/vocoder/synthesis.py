"""Whole clips through the torch generator: copy-synthesis, sounds and pictures for the eye and the ear."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile
import torch
from numpy.typing import NDArray

from tts.audio.excitation import excite
from tts.audio.mel import log_mel
from tts.config import MelConfig
from tts.train.pictures import picture
from tts.vocoder.generator import Generator

Array = NDArray[np.float32]


def synthesize(generator: Generator, mel: Array, f0_hz: Array, config: MelConfig, seed: int = 0) -> Array:
    """Mel and F0 to a waveform, with the NumPy source and overlap-add that serving uses.

    Args:
        generator: The torch model.
        mel: (T, n_mels) float32, natural log.
        f0_hz: (T,) float32, 0 where unvoiced.
        config: Signal settings.
        seed: Seed of the noise.

    Returns:
        (T * hop_length,) float32.
    """
    spectra = generator.parts.spectra(*excite(f0_hz, config, seed))
    device = generator.noise_prior.device
    inputs = [torch.from_numpy(x)[None].to(device) for x in (mel, f0_hz, *spectra)]
    with torch.no_grad():
        voiced, unvoiced = (spectrum[0].float().cpu().numpy() for spectrum in generator(*inputs))
    return generator.parts.join(voiced, unvoiced)


def copy_synthesis(generator: Generator, waveform: Array, f0_hz: Array, config: MelConfig, seed: int = 0) -> Array:
    """A waveform's own mel and F0 back to a waveform of T * hop_length samples."""
    mel = log_mel(waveform, config)
    return synthesize(generator, mel, f0_hz[: len(mel)], config, seed)


def write_sample(directory: Path, name: str, step: int, target: Array, output: Array, config: MelConfig) -> None:
    """Writes ``<name>-<step>.wav`` and a picture of both spectrograms; the target's sound once."""
    reference = directory / f"{name}-target.wav"
    if not reference.exists():
        soundfile.write(reference, target, config.sample_rate)
    soundfile.write(directory / f"{name}-{step:08d}.wav", np.clip(output, -1, 1), config.sample_rate)
    with picture(directory / f"{name}-{step:08d}.png", 12, 7) as figure:
        axes = figure.subplots(2, 1, sharex=True)
        for axis, samples, title in zip(axes, (target, output), ("target", f"output, step {step}"), strict=True):
            audible = samples + np.random.default_rng(0).standard_normal(len(samples)) * 1e-6  # no log of zero
            axis.specgram(audible, NFFT=512, noverlap=384, Fs=config.sample_rate, vmin=-130, vmax=-30)
            axis.set_title(f"{name}: {title}", fontsize=9)

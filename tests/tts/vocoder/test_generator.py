"""The generator: chunks equal the whole, ONNX equals torch, and the source's phase is free."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch

from tts.audio.excitation import pulse_train, white_noise
from tts.config import MelConfig
from tts.vocoder.config import GeneratorConfig
from tts.vocoder.export import INPUTS, OUTPUTS, export_generator
from tts.vocoder.generator import Generator
from tts.vocoder.synthesis import synthesize

CONFIG = MelConfig()
SIZES = GeneratorConfig(dim=16, hidden=32, blocks=3, kernel=7)
RECEPTIVE_FRAMES = 3 * 3


@pytest.fixture(scope="module")
def generator() -> Generator:
    torch.manual_seed(0)
    model = Generator(CONFIG, SIZES).eval()
    torch.nn.init.normal_(model.head.weight, std=0.2)
    return model


@pytest.fixture(scope="module")
def features() -> tuple[np.ndarray, np.ndarray]:
    """Mel (T, 80) and F0 (T,) of 60 frames."""
    rng = np.random.default_rng(0)
    mel = (rng.standard_normal((60, 80)) * 1.5 - 5.0).astype(np.float32)
    f0_hz = np.where(np.arange(60) % 30 < 20, 120.0 + np.arange(60), 0.0).astype(np.float32)
    return mel, f0_hz


def sources(generator: Generator, f0_hz: np.ndarray) -> tuple[np.ndarray, ...]:
    pulses = pulse_train(np.append(f0_hz, f0_hz[-1]), CONFIG)
    return generator.parts.spectra(pulses, white_noise(len(pulses), np.random.default_rng(1)))


def parts_of(generator: Generator, arrays: list[np.ndarray], first: int, last: int) -> list[np.ndarray]:
    """Inputs of frames `first` to `last`; the parts have several frames for each of the mel's."""
    parts = generator.parts
    per_frame = (1, 1, 1, parts.harmonic_frames, parts.noise_frames)
    return [x[first * n : last * n] for x, n in zip(arrays, per_frame, strict=True)]


def test_onnx_equals_torch_for_any_batch_and_length(
    generator: Generator, features: tuple[np.ndarray, np.ndarray], tmp_path: Path
) -> None:
    path = export_generator(generator, tmp_path / "vocoder.onnx")
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    whole = [*features, *sources(generator, features[1])]
    for batch, length in ((1, 60), (3, 7)):
        arrays = [np.stack([x] * batch) for x in parts_of(generator, whole, 0, length)]
        found = session.run(list(OUTPUTS), dict(zip(INPUTS, arrays, strict=True)))
        with torch.no_grad():
            expected = [spectrum.numpy() for spectrum in generator(*[torch.from_numpy(x) for x in arrays])]
        assert found[0].shape == (batch, 2 * length, 2 * generator.parts.harmonic.n_bins)
        assert found[1].shape == (batch, 4 * length, 2 * generator.parts.noise.n_bins)
        for part, wanted in zip(found, expected, strict=True):
            np.testing.assert_allclose(part, wanted, rtol=0, atol=1e-3 * np.abs(wanted).max())


def test_a_chunk_with_context_equals_the_whole(generator: Generator, features: tuple[np.ndarray, np.ndarray]) -> None:
    arrays = [*features, *sources(generator, features[1])]

    def samples(first: int, last: int) -> np.ndarray:
        inputs = [torch.from_numpy(x[None]) for x in parts_of(generator, arrays, first, last)]
        with torch.no_grad():
            return generator.parts.join(*[spectrum[0].numpy() for spectrum in generator(*inputs)])

    whole = samples(0, 60)
    context = RECEPTIVE_FRAMES + 2  # two more for the overlap-add
    first, last = 20, 30
    piece = samples(first - context, last + context)
    inner = piece[context * 300 : (context + last - first) * 300]
    np.testing.assert_allclose(inner, whole[first * 300 : last * 300], atol=1e-4)


def test_noise_can_swell_within_a_frame_of_the_mel() -> None:
    """A bias on the first of the noise's frames makes every 12.5 ms begin loud: speech has bursts as short as that."""
    generator = Generator(CONFIG, SIZES).eval()
    bins = generator.parts.noise.n_bins
    start = 2 * generator.parts.harmonic_frames * generator.parts.harmonic.n_bins
    with torch.no_grad():
        generator.head.bias[start : start + bins] = 2.0
    waveform = synthesize(generator, np.full((40, 80), -5.0, np.float32), np.zeros(40, np.float32), CONFIG)
    level = np.sqrt(np.square(waveform).reshape(40, 4, 75).mean(axis=(0, 2)))
    assert max(level) > 2.5 * min(level)


def test_louder_mel_gives_louder_speech(generator: Generator, features: tuple[np.ndarray, np.ndarray]) -> None:
    mel, f0_hz = features
    untrained = Generator(CONFIG, SIZES)
    quiet = synthesize(untrained, mel, f0_hz, CONFIG).std()
    loud = synthesize(untrained, mel + np.float32(np.log(4)), f0_hz, CONFIG).std()
    assert loud == pytest.approx(4 * quiet, rel=0.2)


def test_synthesis_is_deterministic_and_follows_its_seed(
    generator: Generator, features: tuple[np.ndarray, np.ndarray]
) -> None:
    first = synthesize(generator, *features, CONFIG, seed=1)
    assert first.shape == (60 * 300,)
    assert (first == synthesize(generator, *features, CONFIG, seed=1)).all()
    assert not np.allclose(first, synthesize(generator, *features, CONFIG, seed=2))


def test_extreme_inputs_stay_finite(generator: Generator) -> None:
    mel = np.full((8, 80), 20.0, np.float32)
    assert np.isfinite(synthesize(generator, mel, np.full(8, 5000.0, np.float32), CONFIG)).all()

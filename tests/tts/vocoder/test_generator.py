"""The generator: chunks equal the whole, ONNX equals torch, and the source's phase is free."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch

from tts.audio.excitation import pulse_train, white_noise
from tts.audio.stft import istft, stft
from tts.config import MelConfig
from tts.vocoder.config import GeneratorConfig
from tts.vocoder.export import export_generator
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


def sources(f0_hz: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    pulses, _ = pulse_train(np.append(f0_hz, f0_hz[-1]), CONFIG)
    return stft(pulses, CONFIG), stft(white_noise(len(pulses), np.random.default_rng(1)), CONFIG)


def test_onnx_equals_torch_for_any_batch_and_length(
    generator: Generator, features: tuple[np.ndarray, np.ndarray], tmp_path: Path
) -> None:
    path = export_generator(generator, tmp_path / "vocoder.onnx")
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    mel, f0_hz = features
    harmonic, noise = sources(f0_hz)
    for batch, length in ((1, 60), (3, 7)):
        arrays = [np.stack([x[:length]] * batch) for x in (mel, f0_hz, harmonic, noise)]
        names = ("mel", "f0_hz", "harmonic", "noise")
        found = session.run(["spectrum"], dict(zip(names, arrays, strict=True)))[0]
        with torch.no_grad():
            expected = generator(*[torch.from_numpy(x) for x in arrays]).numpy()
        assert found.shape == (batch, length, 2 * CONFIG.n_bins)
        np.testing.assert_allclose(found, expected, rtol=0, atol=1e-3 * np.abs(expected).max())


def test_a_chunk_with_context_equals_the_whole(generator: Generator, features: tuple[np.ndarray, np.ndarray]) -> None:
    mel, f0_hz = features
    harmonic, noise = sources(f0_hz)

    def spectrum(first: int, last: int) -> np.ndarray:
        arrays = [x[first:last][None] for x in (mel, f0_hz, harmonic, noise)]
        with torch.no_grad():
            return generator(*[torch.from_numpy(x) for x in arrays])[0].numpy()

    whole = istft(spectrum(0, 60), CONFIG)
    context = RECEPTIVE_FRAMES + 2  # two more for the overlap-add
    first, last = 20, 30
    piece = istft(spectrum(first - context, last + context), CONFIG)
    inner = piece[context * 300 : (context + last - first) * 300]
    np.testing.assert_allclose(inner, whole[first * 300 : last * 300], atol=1e-4)


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

"""A small acoustic model and random clips for it."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from frontend.locales import LOCALES
from frontend.phonology import feature_matrix, vocabulary
from tts.acoustic.config import AcousticConfig
from tts.acoustic.data import AcousticClip
from tts.acoustic.model import AcousticModel

SPEAKERS = ("matthew", "kerstin")
PROSODIES = ("matthew/en-US", "kerstin/de-DE")


def small_config() -> AcousticConfig:
    return AcousticConfig(
        symbols=vocabulary(),
        locales=tuple(LOCALES),
        speakers=SPEAKERS,
        prosodies=PROSODIES,
        encoder_dim=32,
        encoder_layers=2,
        encoder_heads=2,
        predictor_dim=24,
        decoder_dim=32,
        decoder_hidden=48,
        decoder_layers=3,
        decoder_free_layers=1,
        speaker_dim=8,
        language_dim=4,
        dropout=0.1,
    )


@pytest.fixture
def model() -> AcousticModel:
    torch.manual_seed(0)
    return AcousticModel(small_config(), torch.from_numpy(feature_matrix())).eval()


def random_clip(
    seed: int, phones: int, speaker: str = "matthew", locale: str = "en-US", bandwidth_hz: float = 12_000.0
) -> AcousticClip:
    rng = np.random.default_rng(seed)
    durations = rng.integers(1, 9, phones)
    frames = int(durations.sum())
    f0_hz = np.where(rng.random(frames) < 0.7, rng.uniform(80, 200, frames), 0.0).astype(np.float32)
    return AcousticClip(
        f"clip{seed}",
        locale,
        speaker,
        bandwidth_hz,
        rng.integers(4, len(vocabulary()), phones),
        rng.integers(0, 3, phones),
        np.full(phones, list(LOCALES).index(locale)),
        durations,
        f0_hz,
        rng.normal(-4.0, 2.0, (frames, 80)).astype(np.float16),
    )

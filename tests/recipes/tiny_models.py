"""Sizes of models that take no time, shared by the tests of what is made from checkpoints."""

from __future__ import annotations

from tts.acoustic.config import ModelSizes
from tts.vocoder.config import DiscriminatorConfig, GeneratorConfig, VocoderConfig

SIZES = ModelSizes(
    encoder_dim=16,
    encoder_layers=1,
    encoder_heads=2,
    predictor_dim=16,
    decoder_dim=16,
    decoder_hidden=24,
    decoder_layers=2,
    decoder_free_layers=1,
    speaker_dim=4,
    language_dim=4,
)
VOCODER = VocoderConfig(
    generator=GeneratorConfig(dim=16, hidden=24, blocks=2, kernel=5),
    discriminator=DiscriminatorConfig(spectrogram_channels=2, period_channels=(2,), periods=(2,), fft_sizes=(512,)),
)

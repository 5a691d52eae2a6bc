"""Names and dimensions of the acoustic model; stored in every checkpoint and enough to rebuild it."""

from __future__ import annotations

from dataclasses import dataclass

from tts.errors import ConfigError


@dataclass(frozen=True, slots=True)
class ModelSizes:
    """What a training configuration chooses freely.

    Attributes:
        encoder_dim: Width D of the phone encoder.
        encoder_layers: Transformer blocks.
        encoder_heads: Attention heads.
        encoder_kernel: Kernel of the convolutional feed-forward (phones).
        predictor_dim: Width of the duration and pitch predictors.
        decoder_dim: Width of the decoder.
        decoder_hidden: Width inside the decoder's ConvNeXt blocks.
        decoder_layers: ConvNeXt blocks of the decoder.
        decoder_free_layers: How many of them, from the first, see no speaker.
        decoder_kernel: Kernel of the decoder (frames).
        speaker_dim: Size of a speaker embedding and of a prosody embedding.
        language_dim: Size of a language embedding.
        dropout: Dropout rate of encoder and predictors.
    """

    encoder_dim: int = 256
    encoder_layers: int = 4
    encoder_heads: int = 4
    encoder_kernel: int = 3
    predictor_dim: int = 192
    decoder_dim: int = 256
    decoder_hidden: int = 768
    decoder_layers: int = 7
    decoder_free_layers: int = 2
    decoder_kernel: int = 9
    speaker_dim: int = 64
    language_dim: int = 32
    dropout: float = 0.1

    def __post_init__(self) -> None:
        if self.encoder_dim % self.encoder_heads:
            raise ConfigError(
                f"encoder_dim must be a multiple of encoder_heads ({self.encoder_heads}), got {self.encoder_dim}"
            )
        if not 0 <= self.decoder_free_layers <= self.decoder_layers:
            raise ConfigError(f"decoder_free_layers must be 0 to {self.decoder_layers}, got {self.decoder_free_layers}")


@dataclass(frozen=True, slots=True, kw_only=True)
class AcousticConfig(ModelSizes):
    """The sizes of an acoustic model, and the names that its ids stand for.

    Attributes:
        symbols: The vocabulary, in id order (`frontend.phonology.vocabulary`).
        locales: Locale tags in id order.
        speakers: Names of the timbres in id order.
        prosodies: Names of the ways of speaking (``speaker/locale``) in id order.
        features: Names of the articulatory features (`frontend.phonology.feature_names`); empty where a checkpoint
            is older than their being kept.
        n_mels: Mel bands.
    """

    symbols: tuple[str, ...]
    locales: tuple[str, ...]
    speakers: tuple[str, ...]
    prosodies: tuple[str, ...]
    features: tuple[str, ...] = ()
    n_mels: int = 80

    def __post_init__(self) -> None:
        ModelSizes.__post_init__(self)  # `super` does not find the class that slots have replaced
        for name in ("speakers", "prosodies", "locales", "symbols"):
            if not getattr(self, name):
                raise ConfigError(f"{name} is empty; an acoustic model needs at least one")

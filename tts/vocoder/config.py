"""Configuration of the vocoder and its training."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from tts.config import MelConfig
from tts.errors import ConfigError
from tts.train.loop import LoopConfig
from tts.train.precision import Precision
from tts.train.schedule import ScheduleConfig


@dataclass(frozen=True, slots=True)
class GeneratorConfig:
    """Sizes of the generator's trunk, and how its two parts are framed (see `tts.audio.parts`)."""

    dim: int = 256
    hidden: int = 768
    blocks: int = 8
    kernel: int = 7
    harmonic_frames: int = 2
    noise_frames: int = 4


DiscriminatorKind = Literal["patches", "convolutions"]


@dataclass(frozen=True, slots=True)
class DiscriminatorConfig:
    """Sizes of the discriminators.

    Attributes:
        kind: ``patches`` for a CPU, ``convolutions`` for a GPU (a hundred times the work).
        fft_sizes: One spectrogram discriminator for each; they share the transforms of the spectral loss.
        spectrogram_channels: Channels of the spectrogram discriminators.
        periods: One period discriminator for each.
        period_channels: Channels of the successive layers of a period discriminator.
    """

    kind: DiscriminatorKind = "patches"
    fft_sizes: tuple[int, ...] = (512, 1024, 2048)
    spectrogram_channels: int = 24
    periods: tuple[int, ...] = (2, 5, 11)
    period_channels: tuple[int, ...] = (16, 32, 64, 64)


@dataclass(frozen=True, slots=True)
class LossConfig:
    """Weights of the generator's loss terms, and the resolutions of the spectral one."""

    fft_sizes: tuple[int, ...] = (256, 512, 1024, 2048)
    spectral: float = 1.0
    mel: float = 3.0
    adversarial: float = 4.0
    feature: float = 4.0


@dataclass(frozen=True, slots=True)
class SourceConfig:
    """One manifest and how often it is drawn from (weights are relative; 0 leaves it for validation only)."""

    manifest: Path
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class DataConfig:
    """Training segments.

    Attributes:
        sources: Manifests.
        cache: Folder of decoded waveforms.
        batch_size: Segments in a batch.
        segment_frames: Frames in a segment.
        rescan_minutes: New lines of the manifests are picked up this often; 0 only at the start.
        gain_db: Range of the random gain.
        min_f0_hz: Lower values in the F0 files count as unvoiced.
        predicted_mel: Take the mel from the clips' files (the acoustic model's output) instead of the waveform.
    """

    sources: tuple[SourceConfig, ...] = ()
    cache: Path = Path("runs/cache/vocoder")
    batch_size: int = 16
    segment_frames: int = 52
    rescan_minutes: float = 10.0
    gain_db: tuple[float, float] = (-9.0, 3.0)
    min_f0_hz: float = 40.0
    predicted_mel: bool = False

    def __post_init__(self) -> None:
        if self.segment_frames < 16:
            raise ConfigError(f"segment_frames must be at least 16, got {self.segment_frames}")


@dataclass(frozen=True, slots=True)
class OptimConfig:
    """AdamW for both sides.

    Attributes:
        generator_lr: Base rate of the spectral stage.
        adversarial_lr: Base rate of the generator once the discriminators are in.
        discriminator_lr: Base rate of the discriminators.
        betas: Momentum settings.
        weight_decay: Decoupled weight decay.
        clip: Largest norm of the generator's gradient.
        adversarial_from: Step at which the discriminators come in.
        adversarial_ramp: Steps over which their influence grows to full.
        ema_decay: Decay of the averaged generator.
    """

    generator_lr: float = 1e-3
    adversarial_lr: float = 5e-4
    discriminator_lr: float = 5e-4
    betas: tuple[float, float] = (0.8, 0.99)
    weight_decay: float = 0.01
    clip: float = 5.0
    adversarial_from: int = 1000
    adversarial_ramp: int = 300
    ema_decay: float = 0.999


@dataclass(frozen=True, slots=True)
class VocoderConfig:
    """Everything that a vocoder run needs."""

    seed: int = 1
    device: str = "auto"
    precision: Precision = "auto"
    compile: bool = False
    mel: MelConfig = field(default_factory=MelConfig)
    generator: GeneratorConfig = field(default_factory=GeneratorConfig)
    discriminator: DiscriminatorConfig = field(default_factory=DiscriminatorConfig)
    loss: LossConfig = field(default_factory=LossConfig)
    data: DataConfig = field(default_factory=DataConfig)
    optim: OptimConfig = field(default_factory=OptimConfig)
    schedule: ScheduleConfig = field(default_factory=ScheduleConfig)
    loop: LoopConfig = field(default_factory=LoopConfig)

    def __post_init__(self) -> None:
        unknown = [size for size in self.discriminator.fft_sizes if size not in self.loss.fft_sizes]
        if unknown:
            raise ConfigError(
                f"discriminator.fft_sizes must be among loss.fft_sizes {self.loss.fft_sizes}, got {unknown}"
            )

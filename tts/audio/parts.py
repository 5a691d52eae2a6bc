"""The two parts of the vocoder's speech, harmonics and noise, each in STFT frames of its own length.

A frame of the mel spectrogram lasts 50 ms, which is right for the ear and the acoustic model, but a burst of [t] is
over in five and the throat closes a hundred times a second. So each part is filtered in shorter frames that lie inside
those of the mel: speech can then change within one.

    source     the pulse train in the mel's own frames: tells the vocoder where in its period each frame begins
    harmonic   the pulse train in frames `harmonic_frames` times as short; filtered, it is the voiced part
    noise      white noise in frames `noise_frames` times as short; filtered, the unvoiced part
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tts.audio.stft import REACH_FRAMES, istft, stft
from tts.config import MelConfig

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Parts:
    """How the parts are framed; both numbers divide the hop."""

    signal: MelConfig
    harmonic_frames: int = 1
    noise_frames: int = 1

    @cached_property
    def harmonic(self) -> MelConfig:
        """Frames of the harmonics' STFT."""
        return self.signal.subdivided(self.harmonic_frames)

    @cached_property
    def noise(self) -> MelConfig:
        """Frames of the noise's STFT."""
        return self.signal.subdivided(self.noise_frames)

    def spectra(
        self, pulses: Array, noise: Array, first: int = 0, last: int | None = None
    ) -> tuple[Array, Array, Array]:
        """What the vocoder filters.

        Args:
            pulses: (T * hop_length,) pulse train.
            noise: (T * hop_length,) white noise.
            first, last: frames of the mel that are wanted; all unless given.

        Returns:
            source (L, 2F), harmonic (L * harmonic_frames, 2F'), noise (L * noise_frames, 2F''), L = last - first.
        """
        if last is None:
            last = len(pulses) // self.signal.hop_length
        return (
            _frames(pulses, first, last, self.signal),
            _frames(pulses, first * self.harmonic_frames, last * self.harmonic_frames, self.harmonic),
            _frames(noise, first * self.noise_frames, last * self.noise_frames, self.noise),
        )

    def join(self, voiced: Array, unvoiced: Array) -> Array:
        """The filtered spectra of both parts to samples (L * hop_length,)."""
        return istft(voiced, self.harmonic) + istft(unvoiced, self.noise)


def _frames(waveform: Array, first: int, last: int, config: MelConfig) -> Array:
    """Frames `first` to `last` of the whole waveform's STFT, (last - first, 2F)."""
    before = max(first - REACH_FRAMES, 0)
    after = last + REACH_FRAMES
    spectrum = stft(waveform[before * config.hop_length : after * config.hop_length], config)
    return spectrum[first - before :][: last - first]

"""What a timbre does to a spectrum, carried into languages that its speaker was not recorded in.

Of two speakers who read the same language, the difference of their mean spectra says what one timbre does and the other
does not. It depends little on the language, so it must be found again where the model decodes one and the same
sentence in either timbre in another language: by sounds of a kind, because a throat does not colour a vowel as it does
a fricative. Cepstral mean normalisation removes a channel by the same argument; here the mean is a loss, and the
decoder finds spectra that fulfil it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from frontend.phonology import inventory, vocabulary
from tts.acoustic.data import AcousticBatch, AcousticClip

KINDS = 4
"""Vowels, sonorants, voiced obstruents, voiceless ones."""

NO_KIND = -1
VOWEL = 0

EDGE_BANDS = 4
"""Mel bands below the limit of a recording that stand for those above it."""

_SONORANT = frozenset(f"manner:{name}" for name in ("nasal", "approximant", "lateral", "tap", "trill"))


@cache
def kinds_of_symbols() -> NDArray[np.int64]:
    """The kind of each symbol of the vocabulary, (V,); `NO_KIND` for pauses and boundaries."""
    rows = inventory()

    def kind(symbol: str) -> int:
        if symbol not in rows:
            return NO_KIND
        row = rows[symbol]
        if row.is_vowel:
            return VOWEL
        if row.features & _SONORANT:
            return 1
        return 3 if "voiceless" in row.features else 2

    return np.array([kind(symbol) for symbol in vocabulary()], dtype=np.int64)


def mean_spectra(mel: Tensor, kinds: Tensor) -> tuple[Tensor, Tensor]:
    """Mean mel of the frames of each kind.

    Args:
        mel: (T, M).
        kinds: (T,).

    Returns:
        means (KINDS, M), and counts (KINDS,) of frames.
    """
    chosen = torch.nn.functional.one_hot(kinds + 1, KINDS + 1)[:, 1:].to(mel.dtype)  # (T, K)
    counts = chosen.sum(dim=0)
    return chosen.T @ mel / counts.clamp(min=1.0).unsqueeze(1), counts


def sound_kinds(batch: AcousticBatch) -> Tensor:
    """The kind of each frame (B, T), `NO_KIND` in pauses and padding."""
    kinds = torch.from_numpy(kinds_of_symbols()).to(batch.phone_ids.device)
    return torch.where(batch.frame_mask, kinds[torch.gather(batch.phone_ids, 1, batch.expansion)], NO_KIND)


def timbre_difference(
    clips: Sequence[AcousticClip], speaker: str, other: str, locale: str, centres_hz: NDArray[np.float64]
) -> Tensor:
    """Mean spectra of a speaker minus those of another in one language, by kind: (KINDS, M).

    Above the bandwidth of either one's recordings the difference stays what it is in the highest `EDGE_BANDS` bands
    below: a telephone line says nothing of the timbre above it.

    Args:
        clips: Of both speakers, among others.
        speaker: Whose timbre it is.
        other: Whom it is compared with.
        locale: The language.
        centres_hz: (M,) of the mel bands.

    Raises:
        ValueError: One of the two has no clip in that language.
    """
    means, heard = zip(*(_mean_spectra_of(clips, name, locale, centres_hz) for name in (speaker, other)), strict=True)
    difference = means[0] - means[1]
    known = int((heard[0] & heard[1]).sum())  # the lowest bands
    difference[:, known:] = difference[:, max(0, known - EDGE_BANDS) : known].mean(dim=1, keepdim=True)
    return difference


def _mean_spectra_of(
    clips: Sequence[AcousticClip], speaker: str, locale: str, centres_hz: NDArray[np.float64]
) -> tuple[Tensor, Tensor]:
    """Mean spectra (KINDS, M) of a speaker, and the bands (M,) that any recording reaches; only those count in them."""
    spoken = [clip for clip in clips if clip.speaker == speaker and clip.locale == locale]
    if not spoken:
        raise ValueError(f"no clip of {speaker} in {locale}: timbres are compared in one language")
    total, count = torch.zeros(KINDS, len(centres_hz)), torch.zeros(KINDS, len(centres_hz))
    for clip in spoken:
        kinds = np.repeat(kinds_of_symbols()[clip.phone_ids], clip.durations)
        means, frames = mean_spectra(torch.from_numpy(clip.mel.astype(np.float32)), torch.from_numpy(kinds))
        weights = frames.unsqueeze(1) * torch.from_numpy(clip.reaches(centres_hz))
        total += means * weights
        count += weights
    return total / count.clamp(min=1.0), (count > 0).any(dim=0)


def timbre_loss(mel: Tensor, other: Tensor, kinds: Tensor, difference: Tensor) -> Tensor:
    """How far the mean spectra of clips are from those in another timbre, moved by the difference of the two.

    Args:
        mel: (B, T, M) decoded in the timbre.
        other: (B, T, M) the same frames in the other timbre.
        kinds: (B, T); `NO_KIND` where a frame does not count.
        difference: (KINDS, M) of the timbres.

    Returns:
        Mean absolute error over kinds and bands; clips and kinds weigh by their frames.
    """
    moved, counts = mean_spectra((mel - other).flatten(0, 1), kinds.flatten())
    weights = counts / counts.sum().clamp(min=1.0)
    return ((moved - difference).abs().mean(dim=1) * weights).sum()

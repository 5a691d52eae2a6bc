"""A word or two that stand alone ("Seven.", "Québec", "Montag") are articulated as if words stood before them.

The models learned from sentences, and to them a sentence of two syllables is a stranger: its consonants come out weak,
so that *sept* is heard as *z* and *thick* as *vig*. Behind other words the encoder is at home. But there it also hears
the end of a longer sentence, whose voice falls and fades; melody and loudness are therefore those of the words alone.
Figures: `recipes/README.md`.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from frontend.phonology import BOS, WORD_BOUNDARY, EncodedSentence, inventory, symbol_ids
from tts.languages import encode_languages
from tts.runtime import PersonaGraphs
from tts.voice import Voice

Array = NDArray[np.float32]

MOST_SYLLABLES = 3
"""Longest sentence that is taken for lone words."""

WORDS_BEFORE = {"de": "d ˈa ŋ k ə", "en": "θ ˈæ ŋ k | j u", "es": "ɡ ɾ ˈa s j a s", "fr": "m ɛ ʁ s ˈi"}
"""What is thought before them, by language: thanks."""

_SMOOTHED_FRAMES = 5


def encode_words(encoded: EncodedSentence, voice: Voice, graphs: PersonaGraphs) -> tuple[Array, Array | None, Array]:
    """Hidden states of a sentence, and of lone words behind others.

    Returns:
        hidden (N, H); those that F0 and loudness are to be taken from, if not the same; durations (N,) in frames.
    """
    hidden, durations = encode_languages(encoded, voice, graphs)
    first = int(np.flatnonzero(encoded.word_index >= 0)[0])
    language = encoded.locales()[first].partition("-")[0]
    if language not in WORDS_BEFORE or np.isin(encoded.phone_ids, _vowels()).sum() > MOST_SYLLABLES:
        return hidden, None, durations
    ids, stresses = _before(language)
    behind = EncodedSentence(
        phone_ids=np.concatenate([ids, encoded.phone_ids[first:]]),
        stress_ids=np.concatenate([stresses, encoded.stress_ids[first:]]),
        language_ids=np.concatenate([np.full_like(ids, encoded.language_ids[first]), encoded.language_ids[first:]]),
        word_index=np.concatenate([np.full_like(ids, -1), encoded.word_index[first:]]),
    )
    hidden_behind, durations_behind = encode_languages(behind, voice, graphs)
    return (
        np.concatenate([hidden[:first], hidden_behind[len(ids) :]]),
        hidden,
        np.concatenate([durations[:first], durations_behind[len(ids) :]]),
    )


def same_melody(wanted_hz: Array, f0_hz: Array) -> Array:
    """Factors (T,) that turn one F0 curve (T,) into another; 1 where either is 0."""
    voiced = (wanted_hz > 0) & (f0_hz > 0)
    ratio = np.zeros_like(f0_hz)
    ratio[voiced] = np.log(wanted_hz[voiced] / f0_hz[voiced])
    kernel = np.full(_SMOOTHED_FRAMES, 1.0 / _SMOOTHED_FRAMES)
    smoothed = np.convolve(np.pad(ratio, _SMOOTHED_FRAMES // 2, mode="edge"), kernel, mode="valid")
    return np.exp(smoothed).astype(np.float32)


def as_loud(mel: Array, wanted: Array) -> Array:
    """A mel (T, M), natural log of magnitudes, that has the mean power of another."""
    return mel + (_level(wanted) - _level(mel))


def _level(mel: Array) -> np.float32:
    return np.float32(np.log(np.mean(np.exp(2.0 * mel))) / 2.0)


@cache
def _vowels() -> list[int]:
    return [symbol_ids()[symbol] for symbol, row in inventory().items() if row.is_vowel]


@cache
def _before(language: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Ids and stresses of the words in front, from the edge of the sentence to the comma."""
    phones = WORDS_BEFORE[language].split()
    symbols = [BOS, *(WORD_BOUNDARY if phone == "|" else phone.removeprefix("ˈ") for phone in phones), ","]
    ids = np.array([symbol_ids()[symbol] for symbol in symbols], dtype=np.int64)
    return ids, np.array([0, *(2 * phone.startswith("ˈ") for phone in phones), 0], dtype=np.int64)

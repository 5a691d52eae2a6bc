"""One persona in several languages: the way of speaking that each phone of a segment gets.

A voice reads its own language with its own prosody. Where SSML switches the language, the phones are spoken with the
prosody of the persona's voice of that language, and with the same speaker: so a German name in an English sentence has
German lengths and a German melody, and stays in the voice.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from frontend.locales import LOCALES
from frontend.phonology import EncodedSentence
from tts.runtime import PersonaGraphs, Style
from tts.voice import Voice

Array = NDArray[np.float32]
Ids = NDArray[np.int64]

_CROSSFADE_FRAMES = 3


def style_in(voice: Voice, locale: str) -> Style:
    """How the voice speaks a locale; its own way, if the persona has no voice for it."""
    own = Style.of(voice)
    if locale == voice.locale:
        return own
    native = next((entry for entry in voice.persona.voices if entry.locale == locale), voice.entry)
    statistics = (voice.entry.log_f0_mean, native.log_f0_deviation)
    return Style(own.speaker, np.asarray(native.prosody, dtype=np.float32), np.asarray(statistics, dtype=np.float32))


def encode_languages(encoded: EncodedSentence, voice: Voice, graphs: PersonaGraphs) -> tuple[Array, Array]:
    """Hidden states (N, H) and durations (N,) in frames, each position in its own language's way."""
    ids = (encoded.phone_ids, encoded.stress_ids, encoded.language_ids)
    first, *others = _languages(encoded.language_ids)
    hidden, durations = graphs.encode(*ids, _style(voice, first))
    for language in others:
        here = encoded.language_ids == language
        other_hidden, other_durations = graphs.encode(*ids, _style(voice, language))
        hidden = np.where(here[:, None], other_hidden, hidden)
        durations = np.where(here, other_durations, durations)
    return hidden, durations


def decode_languages(
    frames_hidden: Array, positions: Array, language_ids: Ids, voice: Voice, graphs: PersonaGraphs, f0_ratio: Array
) -> tuple[Array, Array]:
    """Mel (T, M) and F0 in Hz (T,), each frame in its own language's way.

    Args:
        frames_hidden: (T, H).
        positions: (T, 2).
        language_ids: (T,).
        voice: speaks.
        graphs: of its persona.
        f0_ratio: (T,) factor of F0.
    """
    first, *others = _languages(language_ids)
    mel, f0_hz = graphs.decode(frames_hidden, positions, _style(voice, first), f0_ratio)
    for language in others:
        here = language_ids == language
        other_mel, other_f0_hz = graphs.decode(frames_hidden, positions, _style(voice, language), f0_ratio)
        window = np.ones(_CROSSFADE_FRAMES, dtype=np.float32) / _CROSSFADE_FRAMES
        share = np.convolve(np.pad(here.astype(np.float32), _CROSSFADE_FRAMES // 2, mode="edge"), window, mode="valid")
        mel = mel + share[:, None] * (other_mel - mel)
        f0_hz = np.where(here, other_f0_hz, f0_hz)
    return mel, f0_hz


def _languages(language_ids: Ids) -> list[int]:
    """The languages in the order in which they come."""
    found, places = np.unique(language_ids, return_index=True)
    return [int(language) for language in found[np.argsort(places)]]


def _style(voice: Voice, language: int) -> Style:
    return style_in(voice, tuple(LOCALES)[language])

"""One persona in several languages: the way of speaking that each phone of a segment gets.

A voice reads its own language with its own prosody. Where SSML switches the language, the phones are spoken with the
prosody of the persona's voice of that language, and with the same speaker: so a German name in an English sentence has
German lengths and a German melody, and stays in the voice.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from frontend.phonology import EncodedSentence
from tts.runtime import PersonaGraphs, Style
from tts.voice import Voice

Array = NDArray[np.float32]

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
    locales = encoded.locales()
    results = [graphs.encode(*ids, style_in(voice, locale)) for locale in dict.fromkeys(locales)]
    hidden, durations = results[0]
    for locale, (other_hidden, other_durations) in zip(list(dict.fromkeys(locales))[1:], results[1:], strict=True):
        here = np.array([one == locale for one in locales])
        hidden = np.where(here[:, None], other_hidden, hidden)
        durations = np.where(here, other_durations, durations)
    return hidden, durations


def decode_languages(
    frames_hidden: Array, positions: Array, locales: Sequence[str], voice: Voice, graphs: PersonaGraphs, f0_ratio: Array
) -> tuple[Array, Array]:
    """Mel (T, M) and F0 in Hz (T,), each frame in its own language's way.

    Args:
        frames_hidden: (T, H).
        positions: (T, 2).
        locales: of each frame (T,).
        voice: speaks.
        graphs: of its persona.
        f0_ratio: (T,) factor of F0.
    """
    first, *others = dict.fromkeys(locales)
    mel, f0_hz = graphs.decode(frames_hidden, positions, style_in(voice, first), f0_ratio)
    for locale in others:
        here = np.array([one == locale for one in locales], dtype=np.float32)
        other_mel, other_f0_hz = graphs.decode(frames_hidden, positions, style_in(voice, locale), f0_ratio)
        window = np.ones(_CROSSFADE_FRAMES) / _CROSSFADE_FRAMES
        share = np.convolve(np.pad(here, _CROSSFADE_FRAMES // 2, mode="edge"), window, mode="valid")[:, None]
        mel = (mel + share * (other_mel - mel)).astype(np.float32)
        f0_hz = np.where(here > 0, other_f0_hz, f0_hz)
    return mel, f0_hz

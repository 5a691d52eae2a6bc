"""Measures the prompt files of a folder: length, active speech level after ITU-T P.56, peak, and DC."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tts.audio.level import active_level_db, peak_db
from tts.batch.formats import ENDINGS, decode_file
from tts.errors import InputError, TTSError


@dataclass(frozen=True, slots=True)
class Measurement:
    """One file: `path` relative to the folder; levels in dB re full scale, `dc` as a share of full scale."""

    path: str
    sample_rate: int = 0
    duration_s: float = 0.0
    level_db: float = 0.0
    peak_db: float = 0.0
    dc: float = 0.0
    error: str = ""


def audio_files(folder: Path) -> list[Path]:
    """Every file below `folder` (or the file itself) whose ending is that of a format, sorted by path.

    Raises:
        InputError: there is none.
    """
    if folder.is_file():
        return [folder]
    found = sorted(path for path in folder.rglob("*") if path.suffix.casefold() in ENDINGS and path.is_file())
    if not found:
        raise InputError(f"no audio files in {str(folder)!r}: name a folder with {', '.join(sorted(ENDINGS))}")
    return found


def measure(path: Path, folder: Path) -> Measurement:
    """One file; one that cannot be read is told in `error`."""
    name = _shown(str(path.relative_to(folder)) if path != folder else path.name)
    try:
        samples, rate = decode_file(path)
    except (TTSError, OSError) as error:
        return Measurement(name, error=" ".join(str(error).split()))
    return Measurement(
        name,
        rate,
        round(len(samples) / rate, 3),
        round(active_level_db(samples, rate), 2),
        round(peak_db(samples), 2),
        round(float(np.mean(samples)) if len(samples) else 0.0, 6),
    )


def _shown(name: str) -> str:
    """A name for a cell: as text where the locale is of ASCII alone and has it as bytes of UTF-8, quoted if a tab or a
    line's end in it would pretend to be another cell or row."""
    if not name.isprintable():
        name = os.fsencode(name).decode(errors="surrogateescape")
    return name if name.isprintable() else repr(name)

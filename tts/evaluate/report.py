"""The result of an evaluation: rows, clips, what was left out, and its JSON form."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tts.audio.files import replacing
from tts.evaluate.scores import Summary
from tts.evaluate.waveforms import Waveform

ENGINE, NATURAL, TEACHER, COPY, ESPEAK = "engine", "natural", "teacher", "copy-synthesis", "espeak-ng"
SYSTEMS = (ENGINE, NATURAL, TEACHER, COPY, ESPEAK)
"""In the order of the report: ours first, then ceilings, then the floor."""


@dataclass(frozen=True, slots=True)
class Player:
    """A clip that can be listened to in the HTML report."""

    waveform: Waveform
    text: str
    heard: str


@dataclass(frozen=True, slots=True)
class Row:
    """One system in one locale.

    Attributes:
        system: one of `SYSTEMS`.
        name: the voice, corpus or file that was scored.
        summary: its figures.
        real_time_factor: wall time of synthesis over the length of the audio; None for recordings.
        variance_distance_db: distance of the global variance to that of the natural row, None without one.
        players: clips for the HTML report.
    """

    system: str
    name: str
    summary: Summary
    real_time_factor: float | None = None
    variance_distance_db: float | None = None
    players: tuple[Player, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The figures, without the audio."""
        return {
            "system": self.system,
            "name": self.name,
            **self.summary.as_json(),
            "real_time_factor": _rounded(self.real_time_factor),
            "variance_distance_db": _rounded(self.variance_distance_db),
        }


@dataclass(frozen=True, slots=True)
class Report:
    """All rows; `clips` are the scores of every clip, `omitted` says which rows are missing and why."""

    settings: dict[str, Any]
    rows: tuple[Row, ...]
    clips: tuple[dict[str, Any], ...] = ()
    omitted: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """Everything but the audio."""
        return {
            "settings": self.settings,
            "rows": [row.as_json() for row in self.rows],
            "omitted": list(self.omitted),
            "notes": list(self.notes),
            "clips": list(self.clips),
        }

    def write_json(self, path: Path) -> None:
        """Writes `path` whole or not at all.

        Raises:
            OutputError: the file cannot be written.
        """
        text = json.dumps(self.as_json(), ensure_ascii=False, indent=2) + "\n"
        with replacing(path) as stream:
            stream.write(text.encode("utf-8"))


COLUMNS = ("locale", "system", "name", "clips", "WER", "95 %", "CER", "LID", "P", "MOS", "cosine", "F0", "GV/dB", "RTF")
"""Headings of `cells`: LID is the share of clips whose language was identified, P the mean probability of it."""


def cells(row: Row) -> tuple[str, ...]:
    """One row of the table as text, in the order of `COLUMNS`."""
    figures = row.summary
    return (
        figures.locale,
        row.system,
        row.name,
        str(figures.clips),
        f"{figures.wer:.3f}",
        f"{figures.wer_low:.2f}-{figures.wer_high:.2f}",
        f"{figures.cer:.3f}",
        f"{figures.language_share:.2f}",
        f"{figures.language_probability:.2f}",
        f"{figures.mean_opinion_score:.2f}",
        _optional(figures.persona_cosine, 3),
        f"{figures.f0_median_hz:.0f}",
        _optional(row.variance_distance_db, 1),
        _optional(row.real_time_factor, 3),
    )


def text_table(rows: Sequence[Row]) -> str:
    """The table for a terminal."""
    lines = [COLUMNS, *(cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(COLUMNS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _optional(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)

"""The result of an evaluation: rows, clips, what was left out, and its JSON form."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tts.columns import aligned
from tts.evaluate.scores import Summary
from tts.evaluate.variance import VarianceRatio
from tts.evaluate.waveforms import Waveform
from tts.files import write_text

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
        variance: global variance against that of real speech, None without a reference and for the reference itself.
        donor_cosines: for our voices, cosine of their centroid to that of each donor speaker of the locale.
        players: clips for the HTML report.
    """

    system: str
    name: str
    summary: Summary
    real_time_factor: float | None = None
    variance: VarianceRatio | None = None
    donor_cosines: tuple[tuple[str, float], ...] = ()
    players: tuple[Player, ...] = ()

    @property
    def variance_mean_db(self) -> float | None:
        """Mean over the bands of the ratio to real speech, below 0 where they move too little."""
        return None if self.variance is None else self.variance.mean_db

    @property
    def variance_distance_db(self) -> float | None:
        """Mean magnitude over the bands of the ratio to real speech."""
        return None if self.variance is None else self.variance.distance_db

    @property
    def donor_margin(self) -> float | None:
        """Cosine to the persona minus that to the nearest donor: the smaller, the more the donor's voice leaks."""
        if not self.donor_cosines or self.summary.persona_cosine is None:
            return None
        return self.summary.persona_cosine - max(cosine for _, cosine in self.donor_cosines)

    def as_json(self) -> dict[str, Any]:
        """The figures, without the audio."""
        return {
            "system": self.system,
            "name": self.name,
            **self.summary.as_json(),
            "real_time_factor": _rounded(self.real_time_factor),
            "variance_mean_db": _rounded(self.variance_mean_db),
            "variance_distance_db": _rounded(self.variance_distance_db),
            "variance": None if self.variance is None else asdict(self.variance),
            "donor_margin": _rounded(self.donor_margin),
            "donor_cosines": {name: round(cosine, 4) for name, cosine in self.donor_cosines},
        }


@dataclass(frozen=True, slots=True)
class Report:
    """All rows; `clips` are the scores of every clip, `omitted` says which rows are missing and why.

    `grid` is the JSON form of `tts.evaluate.grid.Grid`, whose page is written beside the report.
    """

    settings: dict[str, Any]
    rows: tuple[Row, ...]
    clips: tuple[dict[str, Any], ...] = ()
    omitted: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())
    grid: dict[str, Any] | None = None

    def as_json(self) -> dict[str, Any]:
        """Everything but the audio."""
        return {
            "settings": self.settings,
            "rows": [row.as_json() for row in self.rows],
            "omitted": list(self.omitted),
            "notes": list(self.notes),
            "grid": self.grid,
            "clips": list(self.clips),
        }

    def write_json(self, path: Path) -> None:
        """Writes `path` whole or not at all.

        Raises:
            OutputError: the file cannot be written.
        """
        write_text(path, json.dumps(self.as_json(), ensure_ascii=False, indent=2) + "\n")


COLUMNS = (
    "locale", "system", "name", "clips", "WER", "95 %", "sound", "CER", "LID", "P", "MOS", "NISQA", "cosine", "margin",
    "F0", "level", "GV/dB", "|GV|/dB", "RTF",
)  # fmt: skip
"""Headings of `cells`; `LEGEND` explains them."""

LEGEND = (
    "WER and CER: word and character error rate of Whisper base after both sides were brought to the same words; "
    "95 %: confidence interval of WER; sound: WER without words that sound like those that were said (envoyé for "
    "envoyée). LID and P: share of clips whose language was identified, and the mean probability of that language. "
    "MOS: mean opinion score that DistillMOS predicts; NISQA: naturalness that NISQA-TTS "
    "predicts. cosine: Resemblyzer centroid to the persona's, and its standard error: other sentences move it by so "
    "much; margin: the same minus the cosine to the nearest donor speaker of the locale. F0: median in Hz. level: RMS "
    "of the active part in dB full scale. GV: global variance of the mel bands over that of real speech, in dB: mean "
    "(below 0: oversmoothed), and mean of the magnitudes. RTF: wall time over length of the audio."
)


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
        f"{figures.wer_by_sound:.3f}",
        f"{figures.cer:.3f}",
        f"{figures.language_share:.2f}",
        f"{figures.language_probability:.2f}",
        f"{figures.mean_opinion_score:.2f}",
        _optional(figures.naturalness, 2),
        with_error(figures.persona_cosine, figures.persona_cosine_error),
        _optional(row.donor_margin, 3),
        f"{figures.f0_median_hz:.0f}",
        f"{figures.level_dbfs:.1f}",
        _optional(row.variance_mean_db, 1),
        _optional(row.variance_distance_db, 1),
        _optional(row.real_time_factor, 3),
    )


def text_table(rows: Sequence[Row]) -> str:
    """The table for a terminal."""
    return "\n".join(aligned([COLUMNS, *map(cells, rows)]))


def with_error(value: float | None, error: float | None) -> str:
    """A figure between 0 and 1 and its standard error, "-" where there is none: "0.907±.007"."""
    if value is None:
        return "-"
    return f"{value:.3f}" if error is None else f"{value:.3f}±{f'{error:.3f}'.lstrip('0')}"


def _optional(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)

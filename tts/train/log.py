"""Metrics of a run: a CSV file that a resumed run continues, and loss curves."""

from __future__ import annotations

import csv
import io
import math
import time
from collections.abc import Mapping
from pathlib import Path

from torch import Tensor

from tts.errors import TTSError
from tts.files import write_text
from tts.train.pictures import picture

COLUMNS = ("step", "seconds", "name", "value")


class DivergedError(TTSError, ArithmeticError):
    """Training has come to numbers that are not finite."""


class MetricLog:
    """Means of scalars over a logging interval, in long form: one row for each metric.

    Args:
        path: The CSV file with the columns step, seconds (since the process began to log), name and value.
        resume_at: Rows of later steps are dropped, as their work was lost.
    """

    def __init__(self, path: Path, resume_at: int = 0) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = io.StringIO(newline="")
        writer = csv.DictWriter(kept, COLUMNS)
        writer.writeheader()
        writer.writerows(row for row in _read(path) if int(row["step"]) <= resume_at)
        write_text(path, kept.getvalue())
        self._sums: dict[str, float | Tensor] = {}
        self._counts: dict[str, int] = {}
        self._started = time.monotonic()

    def add(self, metrics: Mapping[str, float | Tensor]) -> None:
        """Adds one step's scalars; tensors are not read before `write`, so a device is not waited for."""
        for name, value in metrics.items():
            value = value.detach() if isinstance(value, Tensor) else value
            self._sums[name] = self._sums[name] + value if name in self._sums else value
            self._counts[name] = self._counts.get(name, 0) + 1

    def write(self, step: int) -> str:
        """Writes the means since the last call and returns them as one short line.

        Raises:
            DivergedError: A mean is not finite.
        """
        means = {name: float(total) / self._counts[name] for name, total in self._sums.items()}
        self._sums.clear()
        self._counts.clear()
        self.write_row(step, means)
        return " ".join(f"{name} {value:.3g}" for name, value in means.items())

    def write_row(self, step: int, metrics: Mapping[str, float]) -> None:
        """Writes scalars as they are."""
        seconds = round(time.monotonic() - self._started, 1)
        with self.path.open("a", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows((step, seconds, name, f"{value:.6g}") for name, value in metrics.items())
        bad = [name for name, value in metrics.items() if not math.isfinite(value)]
        if bad:
            raise DivergedError(
                f"step {step}: {', '.join(bad)} not finite; go back to the last checkpoint with a lower learning rate"
            )

    def plot(self, path: Path) -> None:
        """Draws one panel for each metric; log scale where all values are positive."""
        series: dict[str, tuple[list[int], list[float]]] = {}
        for row in _read(self.path):
            steps, values = series.setdefault(row["name"], ([], []))
            steps.append(int(row["step"]))
            values.append(float(row["value"]))
        if not series:
            return
        columns = min(4, len(series))
        rows = -(-len(series) // columns)
        with picture(path, 4 * columns, 2.6 * rows, dpi=80) as figure:
            axes = figure.subplots(rows, columns, squeeze=False)
            for axis in axes.flat[len(series) :]:
                axis.axis("off")
            for axis, (name, (steps, values)) in zip(axes.flat, sorted(series.items()), strict=False):
                axis.plot(steps, values, linewidth=1)
                axis.set_title(name, fontsize=9)
                axis.grid(alpha=0.3)
                if min(values) > 0:
                    axis.set_yscale("log")


def _read(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row.get("value")]

"""The grid as one HTML page: figures, speaker space, and a clip to listen to in every cell."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tts.evaluate.grid import Grid, GridCell
from tts.evaluate.html_report import STYLE, audio_element
from tts.evaluate.plots import drawing
from tts.files import write_text

_MARKERS = "os^Dv<>P*X"

_INTRODUCTION = (
    "Every speaker that the acoustic model was trained with, in every locale. The phones, the way of speaking and the "
    "spread of F0 are those of the locale's voice; only the speaker embedding and the mean F0 change from row to row. "
    "Bold cells are combinations that the training data has; all others exist in no recording."
)


def write_grid_page(grid: Grid, path: Path) -> None:
    """Writes the page whole or not at all.

    Raises:
        MissingExtraError: matplotlib or soundfile is not installed.
        OutputError: the file cannot be written.
    """
    write_text(path, render_grid_page(grid))


def render_grid_page(grid: Grid) -> str:
    """The whole document."""
    tables = "\n".join(
        f"<h3>{html.escape(title)}</h3>{_table(grid, text, goodness)}" for title, text, goodness in _FIGURES
    )
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Speakers and languages</title><style>{STYLE}</style></head><body>
<h1>Every speaker in every language</h1>
<p>{html.escape(_INTRODUCTION)}</p>
<p>In {grid.identified_share:.0%} of the cells the nearest centroid is that of the cell's own speaker. The centroids are
made of the other languages only.</p>
{tables}
<h2>Speaker space</h2><div class="charts">{_space(grid)}</div>
<h2>Listen</h2>
{_table(grid, _listening, lambda cell: None)}
</body></html>
"""


def _listening(cell: GridCell) -> str:
    return f"{audio_element(cell.player)}<br>{html.escape(cell.player.text)}"


_FIGURES: tuple[tuple[str, Callable[[GridCell], str], Callable[[GridCell], float | None]], ...] = (
    (
        "Word error rate of Whisper base",
        lambda cell: f"{cell.wer:.2f}",
        lambda cell: 1.0 - min(1.0, 2.0 * cell.wer),
    ),
    (
        "Language identified: share of clips (mean probability)",
        lambda cell: f"{cell.language_share:.2f} ({cell.language_probability:.2f})",
        lambda cell: cell.language_probability,
    ),
    (
        "Cosine to the speaker's own centroid in the other languages (to the nearest other speaker's; its name where "
        "that is nearer)",
        lambda cell: (
            f"{cell.own_cosine:.2f} ({cell.other_cosine:.2f})"
            + ("" if cell.nearest == cell.speaker else f" {html.escape(cell.nearest)}")
        ),
        lambda cell: min(1.0, max(0.0, (cell.own_cosine - 0.5) / 0.45)),
    ),
)
"""Title, text of a cell as HTML, and how good it is, 0 to 1, for its colour."""


def _table(grid: Grid, text: Callable[[GridCell], str], goodness: Callable[[GridCell], float | None]) -> str:
    head = "".join(f"<th>{html.escape(locale)}</th>" for locale in grid.locales)
    lines = []
    for speaker in grid.speakers:
        cells = []
        for locale in grid.locales:
            cell = grid.cell(speaker.name, locale)
            good = goodness(cell)
            colour = "" if good is None else f' style="background: hsl({round(120 * good)} 60% 88%)"'
            shown = f"<b>{text(cell)}</b>" if cell.is_native else text(cell)
            cells.append(f"<td{colour}>{shown}</td>")
        lines.append(f"<tr><th>{html.escape(speaker.name)}</th>{''.join(cells)}</tr>")
    return f"<table><thead><tr><th></th>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def _space(grid: Grid) -> str:
    """Two maps: the clips in the judge's space, and the model's own embeddings."""
    clips = [(cell, embedding) for cell in grid.cells for embedding in cell.embeddings]
    heard = plane(np.stack([embedding for _, embedding in clips]))
    learned = plane(np.array([speaker.embedding for speaker in grid.speakers]))
    names = [speaker.name for speaker in grid.speakers]
    charts: list[str] = []
    with drawing(6.4, 4.8) as (figure, svg):
        axes = figure.subplots()
        for place, locale in enumerate(grid.locales):
            marker = _MARKERS[place % len(_MARKERS)]
            for number, name in enumerate(names):
                chosen = [
                    index for index, (cell, _) in enumerate(clips) if (cell.speaker, cell.locale) == (name, locale)
                ]
                axes.scatter(heard[chosen, 0], heard[chosen, 1], s=22, marker=marker, color=f"C{number}")
            axes.scatter([], [], s=22, marker=marker, color="#555555", label=locale)
        for number, name in enumerate(names):
            axes.scatter([], [], s=22, marker="s", color=f"C{number}", label=name)
        axes.set_title("clips as the speaker judge hears them (two principal axes)", loc="left", fontsize=9)
        axes.legend(fontsize=7, frameon=False, loc="center left", bbox_to_anchor=(1.0, 0.5))
    charts.append(svg[0])
    with drawing(6.4, 4.8) as (figure, svg):
        axes = figure.subplots()
        axes.scatter(learned[:, 0], learned[:, 1], s=22)
        for name, (x, y) in zip(names, learned, strict=True):
            axes.annotate(name, (x, y), textcoords="offset points", xytext=(4, 4), fontsize=8)
        axes.set_title("speaker embeddings of the model (two principal axes)", loc="left", fontsize=9)
    charts.append(svg[0])
    return "\n".join(charts)


def plane(points: NDArray[np.floating] | Sequence[Sequence[float]]) -> NDArray[np.float64]:
    """Points (N, D) projected on their two principal axes, (N, 2); the sign of an axis is fixed, so runs look alike."""
    values = np.asarray(points, dtype=np.float64)
    centred = values - values.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    axes = axes[:2] * np.sign(axes[:2].sum(axis=1, keepdims=True) + 1e-12)
    flat = centred @ axes.T
    return np.pad(flat, ((0, 0), (0, 2 - flat.shape[1])))

"""Charts of a report as inline SVG."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tts.evaluate.errors import MissingExtraError
from tts.evaluate.report import SYSTEMS, Row

_COLOURS = dict(zip(SYSTEMS, ("#1f5fbf", "#2e8b57", "#8a6fc1", "#e0a030", "#999999"), strict=True))


@dataclass(frozen=True, slots=True)
class _Panel:
    title: str
    value: Callable[[Row], float | None]
    limits: tuple[float, float] | None = None
    is_logarithmic: bool = False
    interval: Callable[[Row], tuple[float, float]] | None = None


def _cosine_interval(row: Row) -> tuple[float, float]:
    cosine, error = row.summary.persona_cosine or 0.0, row.summary.persona_cosine_error or 0.0
    return cosine - 1.96 * error, cosine + 1.96 * error


_PANELS = (
    _Panel(
        "word error rate (lower is better; bars: 95 %)",
        lambda row: row.summary.wer,
        (0.0, 1.0),
        interval=lambda row: (row.summary.wer_low, row.summary.wer_high),
    ),
    _Panel("predicted mean opinion score (1-5)", lambda row: row.summary.mean_opinion_score, (1.0, 5.0)),
    _Panel(
        "cosine to the persona (bars: 95 %)",
        lambda row: row.summary.persona_cosine,
        (0.3, 1.0),
        interval=_cosine_interval,
    ),
    _Panel("language identified, mean probability", lambda row: row.summary.language_probability, (0.0, 1.0)),
    _Panel("real-time factor (lower is better)", lambda row: row.real_time_factor, (0.001, 1.0), is_logarithmic=True),
    _Panel("predicted naturalness, NISQA-TTS (1-5)", lambda row: row.summary.naturalness, (1.0, 5.0)),
    _Panel("cosine to the persona minus cosine to the nearest donor", lambda row: row.donor_margin),
    _Panel("level of the active part, dB full scale", lambda row: row.summary.level_dbfs, (-40.0, 0.0)),
    _Panel("distance of global variance to real speech, dB", lambda row: row.variance_distance_db),
)


def bar_charts(rows: Sequence[Row]) -> list[str]:
    """One SVG element for each figure that at least one row has: groups are locales, bars are systems.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    return [_chart(panel, rows) for panel in _PANELS if any(panel.value(row) is not None for row in rows)]


def variance_charts(rows: Sequence[Row]) -> list[str]:
    """One SVG element for each locale with a reference: the ratio of global variance in each mel band.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    locales = dict.fromkeys(row.summary.locale for row in rows if row.variance is not None)
    return [_variance_chart(locale, [row for row in rows if row.summary.locale == locale]) for locale in locales]


def _variance_chart(locale: str, rows: Sequence[Row]) -> str:
    with drawing(6.4, 2.8) as (figure, svg):
        axes = figure.subplots()
        axes.axhline(0.0, color="#333333", linewidth=0.8)
        reference = ""
        for row in rows:
            if row.variance is not None:
                reference = row.variance.reference
                label = f"{row.system} ({row.name})"
                axes.plot(row.variance.band_hz, row.variance.ratio_db, label=label, color=_COLOURS[row.system])
        axes.set_title(
            f"{locale}: global variance over that of {reference}, dB, by mel band in Hz", loc="left", fontsize=9
        )
        axes.spines[["top", "right"]].set_visible(False)
        axes.legend(fontsize=7, ncols=2, frameon=False, loc="upper center", bbox_to_anchor=(0.5, -0.12))
    return svg[0]


@contextmanager
def drawing(width_inches: float, height_inches: float) -> Iterator[tuple[Any, list[str]]]:
    """A figure to draw on; when the block ends, the list holds its SVG element.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    try:
        from matplotlib import rc_context
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtraError.for_package("matplotlib") from error
    drawn: list[str] = []
    with rc_context({"svg.hashsalt": "report", "svg.fonttype": "none", "font.size": 9}):
        figure = Figure(figsize=(width_inches, height_inches), layout="constrained")
        yield figure, drawn
        buffer = io.StringIO()
        FigureCanvasSVG(figure)
        figure.savefig(buffer, format="svg", metadata={"Date": None})
    text = buffer.getvalue()
    drawn.append(text[text.index("<svg") :])


def _chart(panel: _Panel, rows: Sequence[Row]) -> str:
    locales = list(dict.fromkeys(row.summary.locale for row in rows))
    systems = [system for system in SYSTEMS if any(row.system == system for row in rows)]
    width = 0.8 / len(systems)
    with drawing(6.4, 2.8) as (figure, svg):
        axes = figure.subplots()
        for index, system in enumerate(systems):
            chosen = [row for row in rows if row.system == system and panel.value(row) is not None]
            if not chosen:
                continue
            places = [locales.index(row.summary.locale) + (index - (len(systems) - 1) / 2) * width for row in chosen]
            values = [panel.value(row) or 0.0 for row in chosen]
            axes.bar(places, values, width, label=system, color=_COLOURS[system])
            if panel.interval is not None:
                bounds = [panel.interval(row) for row in chosen]
                below = [max(0.0, value - low) for value, (low, _) in zip(values, bounds, strict=True)]
                above = [max(0.0, high - value) for value, (_, high) in zip(values, bounds, strict=True)]
                axes.errorbar(places, values, yerr=(below, above), fmt="none", ecolor="#333333", elinewidth=0.8)
        axes.set_title(panel.title, loc="left", fontsize=9)
        axes.set_xticks(range(len(locales)), locales)
        axes.spines[["top", "right"]].set_visible(False)
        if panel.is_logarithmic:
            axes.set_yscale("log")
        if panel.limits is not None:
            axes.set_ylim(*panel.limits)
        axes.legend(fontsize=7, ncols=len(systems), frameon=False, loc="upper center", bbox_to_anchor=(0.5, -0.12))
    return svg[0]

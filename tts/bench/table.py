"""Rows of the bench as text, and their ratios to our engine."""

from __future__ import annotations

from collections.abc import Sequence

from tts.bench.engines import OURS
from tts.bench.run import BenchRow
from tts.columns import aligned

_TITLES = {
    "engine": "engine",
    "threads": "threads",
    "cold_start_s": "cold start",
    "short_s": "short prompt",
    "short_cpu_s": "CPU",
    "short_first_audio_s": "its first audio",
    "short_first_audio_cpu_s": "CPU",
    "first_audio_s": "first audio of paragraph",
    "paragraph_rtf": "RTF",
    "paragraph_cpu_rtf": "CPU RTF",
    "peak_rss_mb": "peak memory",
}
_COMPARED = {
    "paragraph_rtf": "RTF",
    "paragraph_cpu_rtf": "CPU RTF",
    "short_s": "short prompt",
    "short_first_audio_s": "first audio",
    "cold_start_s": "cold start",
    "peak_rss_mb": "memory",
}


def text_table(rows: Sequence[BenchRow]) -> str:
    """One line for each row."""
    lines = [list(_TITLES.values()), *([_cell(name, getattr(row, name)) for name in _TITLES] for row in rows)]
    return "\n".join(aligned(lines))


def ratios(rows: Sequence[BenchRow]) -> list[dict[str, object]]:
    """Every other engine's figures divided by ours with as many threads: above 1, ours is faster or smaller."""
    ours = {row.threads: row for row in rows if row.engine == OURS}
    return [
        {
            "engine": row.engine,
            "threads": row.threads,
            **{name: round(getattr(row, name) / getattr(ours[row.threads], name), 3) for name in _COMPARED},
        }
        for row in rows
        if row.engine != OURS and row.threads in ours
    ]


def ratio_lines(rows: Sequence[BenchRow]) -> list[str]:
    """The ratios as text, one line for each other engine."""
    return [
        f"{ratio['engine']}, {ratio['threads']} thread{'s' if ratio['threads'] != 1 else ''}, in multiples of ours: "
        + ", ".join(f"{title} {ratio[name]:.2g}" for name, title in _COMPARED.items())
        for ratio in ratios(rows)
    ]


def _cell(name: str, value: object) -> str:
    if isinstance(value, float):
        if name.endswith("_s"):
            return f"{value * 1000:.0f} ms"
        return f"{value:.0f} MB" if name.endswith("_mb") else f"{value:.4f}"
    return str(value)

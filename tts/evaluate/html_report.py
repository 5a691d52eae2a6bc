"""The report as one HTML file: table, charts and players, with everything inside it."""

from __future__ import annotations

import base64
import html
import io
import json
from pathlib import Path

from tts.evaluate.errors import MissingExtraError
from tts.evaluate.plots import bar_charts, variance_charts
from tts.evaluate.report import COLUMNS, LEGEND, Player, Report, Row, cells
from tts.evaluate.waveforms import Waveform
from tts.files import write_text

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 78rem; padding: 0 1rem; color: #1c1c1c; }
table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; width: 100%; }
th, td { border-bottom: 1px solid #ddd; padding: 0.25rem 0.5rem; text-align: left; }
tr.engine td { background: #eef4fd; font-weight: 600; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(30rem, 1fr)); gap: 1rem; }
.charts svg { width: 100%; height: auto; }
figure { margin: 0.75rem 0; } figcaption { font-size: 13px; } audio { width: 24rem; max-width: 100%; }
.heard { color: #666; }
"""


def write_html(report: Report, path: Path) -> None:
    """Writes the report whole or not at all.

    Raises:
        MissingExtraError: matplotlib or soundfile is not installed.
        OutputError: the file cannot be written.
    """
    write_text(path, render_html(report))


def render_html(report: Report) -> str:
    """The whole document."""
    charts = "\n".join([*bar_charts(report.rows), *variance_charts(report.rows)])
    settings = "".join(
        f"<li>{html.escape(name)}: {html.escape(value if isinstance(value, str) else json.dumps(value))}</li>"
        for name, value in report.settings.items()
    )
    grid = '<p><a href="grid.html">Every speaker in every language</a></p>' if report.grid is not None else ""
    remarks = "".join(f"<li>{html.escape(line)}</li>" for line in (*report.notes, *report.omitted))
    players = "\n".join(_listen(row) for row in report.rows if row.players)
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Voice evaluation</title><style>{STYLE}</style></head><body>
<h1>Voice evaluation</h1>
<ul>{settings}</ul>
{_table(report)}
<p>{html.escape(LEGEND)}</p>
<ul>{remarks}</ul>
{grid}
<h2>Figures</h2><div class="charts">{charts}</div>
<h2>Listen</h2>
{players}
</body></html>
"""


def _table(report: Report) -> str:
    head = "".join(f"<th>{html.escape(name)}</th>" for name in COLUMNS)
    body = "\n".join(
        f'<tr class="{html.escape(row.system)}">'
        + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells(row))
        + "</tr>"
        for row in report.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _listen(row: Row) -> str:
    title = f"{row.summary.locale}, {row.system} ({row.name})"
    return f"<h3>{html.escape(title)}</h3>" + "".join(_figure(player) for player in row.players)


def audio_element(player: Player) -> str:
    """An HTML player with the clip inside it, as MP3."""
    source = base64.b64encode(_mp3(player.waveform)).decode("ascii")
    return f'<audio controls preload="none" src="data:audio/mpeg;base64,{source}"></audio>'


def _figure(player: Player) -> str:
    return (
        f"<figure>{audio_element(player)}"
        f'<figcaption>{html.escape(player.text)}<br><span class="heard">heard: {html.escape(player.heard)}</span>'
        "</figcaption></figure>"
    )


def _mp3(waveform: Waveform) -> bytes:
    """A small file that every browser plays."""
    try:
        import soundfile
    except ImportError as error:
        raise MissingExtraError.for_package("soundfile") from error
    resampled = waveform.resampled(24_000)
    buffer = io.BytesIO()
    soundfile.write(buffer, resampled.samples.clip(-1.0, 1.0), resampled.sample_rate, format="MP3")
    return buffer.getvalue()

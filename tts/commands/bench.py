"""`tts bench`: how fast this machine speaks, measured in a fresh process for each thread count."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click

_EPILOG = """\b
Examples:
  tts bench
  tts bench --voice Daniel --threads 1 --threads 4 --json
"""


@click.command(epilog=_EPILOG)
@click.option("--voice", default="Matthew", show_default=True, help="Name of the voice.")
@click.option(
    "--threads", type=int, multiple=True, default=(1, 2), show_default=True, help="Thread counts; may be repeated."
)
@click.option("--repeats", type=int, default=5, show_default=True, help="Runs of each measurement; the median counts.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of the table.")
@click.option(
    "--voices-dir", type=click.Path(path_type=Path), help="Folder of personas to use instead of the shipped ones."
)
def command(voice: str, threads: tuple[int, ...], repeats: int, as_json: bool, voices_dir: Path | None) -> None:
    """Measure real-time factor, latency, cold start and memory."""
    from tts.synthesizer import Synthesizer
    from tts.voice import voice_named

    for count in threads:
        name = voice_named(voice, Synthesizer(voices_dir, threads=count).voices).name
    rows = [_measure(name, count, repeats, voices_dir) for count in threads]
    if as_json:
        click.echo(json.dumps(rows, indent=2))
        return
    titles = {
        "engine": "engine",
        "threads": "threads",
        "cold_start_s": "cold start",
        "load_s": "load",
        "short_s": "short prompt",
        "first_audio_s": "first audio",
        "paragraph_rtf": "RTF of paragraph",
        "peak_rss_mb": "peak memory",
    }
    click.echo("  ".join(titles.values()))
    for row in rows:
        click.echo("  ".join(_cell(key, row[key]).ljust(len(title)) for key, title in titles.items()).rstrip())


def _cell(key: str, value: object) -> str:
    if isinstance(value, float) and key.endswith("_s"):
        return f"{value * 1000:.0f} ms"
    return f"{value:.0f} MB" if key.endswith("_mb") else f"{value:.3f}" if isinstance(value, float) else str(value)


def _measure(voice: str, threads: int, repeats: int, voices_dir: Path | None) -> dict[str, object]:
    from tts.errors import TTSError

    job = {
        "voice": voice,
        "threads": threads,
        "repeats": repeats,
        "voices_dir": str(voices_dir) if voices_dir else None,
    }
    run = subprocess.run(
        [sys.executable, "-m", "tts.benchmark", json.dumps(job)], capture_output=True, text=True, check=False
    )
    if run.returncode:
        last = run.stderr.strip().splitlines()[-1:] or ["no message"]
        raise TTSError(f"the measurement with {threads} threads failed: {last[0]}")
    measured: dict[str, object] = json.loads(run.stdout)
    return measured

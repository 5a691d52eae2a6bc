"""`tts level`: how loud the prompts of a folder are."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from tts.columns import aligned
from tts.commands.numbers import Number

_EPILOG = """\b
Examples:
  tts level prompts/
  tts level prompts/ --target -22 --tolerance 1
  tts level prompts/ | sort -t $'\\t' -k 4 -n

The level is the active speech level after ITU-T P.56, in dB relative to full scale: pauses do not count. Raw files
(.ulaw .alaw .sln .sln16 .g722) are told by their ending. Where the output is piped, cells are separated by tabs. With
--target, files that are further off than the tolerance are marked, and the exit code is 1.
"""

_COLUMNS = ("file", "Hz", "seconds", "level dB", "peak dB", "DC", "")


@click.command(epilog=_EPILOG)
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--target", type=Number(max=0), help="Wanted active level in dB, such as -22.")
@click.option(
    "--tolerance", type=Number(min=0), default=1.0, show_default=True, help="Allowed distance from --target in dB."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each file.")
def command(folder: Path, target: float | None, tolerance: float, as_json: bool) -> int:
    """Measure level, peak and DC of every audio file in FOLDER."""
    from tts.batch.measure import audio_files, measure

    rows: list[tuple[str, ...]] = []
    levels: list[float] = []
    wrong = 0
    for path in audio_files(folder):
        found = measure(path, folder)
        off = found.error or (target is not None and abs(found.level_db - target) > tolerance and "off") or ""
        wrong += bool(off)
        if not found.error:
            levels.append(found.level_db)
        if as_json:
            click.echo(json.dumps(asdict(found), ensure_ascii=False))
        numbers = (f"{found.sample_rate}", f"{found.duration_s:.2f}", f"{found.level_db:.1f}", f"{found.peak_db:.1f}")
        rows.append((found.path, *numbers, f"{found.dc:z.4f}", off))
    if as_json:
        return bool(wrong)
    if not sys.stdout.isatty():
        for row in (_COLUMNS, *rows):
            click.echo("\t".join(row))
        return bool(wrong)
    for line in aligned([_COLUMNS, *rows]):
        click.echo(line)
    if levels:
        click.echo(f"{len(levels)} files, level {min(levels):.1f} to {max(levels):.1f} dB")
    return bool(wrong)

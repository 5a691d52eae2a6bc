"""`tts voices`: what can speak here."""

from __future__ import annotations

import json
from pathlib import Path

import click

_EPILOG = """\b
Examples:
  tts voices
  tts voices --json | python -m json.tool
  tts voices --check
"""


@click.command(epilog=_EPILOG)
@click.option("--json", "as_json", is_flag=True, help="One JSON document: engine version and voices.")
@click.option("--check", is_flag=True, help="Also compare the models with their checksums.")
@click.option(
    "--voices-dir", type=click.Path(path_type=Path), help="Folder of personas to use instead of the shipped ones."
)
def command(as_json: bool, check: bool, voices_dir: Path | None) -> None:
    """List the voices with their locales and persona."""
    from tts import __version__
    from tts.columns import aligned
    from tts.voice import find_voices, verify

    voices = find_voices(voices_dir)
    if check:
        for voice in {voice.folder: voice for voice in voices}.values():
            verify(voice)
    rows = [voice.describe() for voice in voices]
    if as_json:
        click.echo(json.dumps({"engine": __version__, "voices": rows}, ensure_ascii=False, indent=2))
        return
    columns = ("name", "locale", "language", "gender", "persona", "version")
    for line in aligned([columns, *(tuple(row[column] for column in columns) for row in rows)]):
        click.echo(line)

"""`tts text`: what is read aloud of a book or a web page, as Markdown to look through and to correct."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tts.commands.texts import text_of_file

_EPILOG = """\b
Examples:
  tts text book.epub > book.md
  tts text article.html | tts synthesize --voice Liam --output article.mp3

Headings, lists and tables are written as Markdown; scripts, navigation and the marks of notes are left out.
"""


@click.command(epilog=_EPILOG)
@click.argument("source", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
def command(source: Path) -> None:
    """Write the text of FILE (EPUB, HTML, Markdown or text) as 'tts synthesize --file' reads it."""
    sys.stdout.buffer.write(text_of_file(source).encode("utf-8", "replace"))

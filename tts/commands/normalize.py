"""`tts normalize`: written text to the words that are spoken."""

from __future__ import annotations

import click

from frontend.locales import LOCALES

_EPILOG = """\b
Examples:
  tts normalize --locale en-GB "Call before 1/2/22."
  tts normalize --locale en-GB < texts.txt
"""


@click.command(epilog=_EPILOG)
@click.option("--locale", "-l", required=True, help=f"One of {', '.join(LOCALES)}.")
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
def command(locale: str, texts: tuple[str, ...]) -> None:
    """Write each text in its spoken form to stdout, one line for each, in order; without any, the lines of stdin."""
    from frontend.locales import get_locale
    from frontend.normalize import normalize_to_text
    from tts.commands.texts import translate_lines

    tag = get_locale(locale).tag
    translate_lines(lambda line: normalize_to_text(line, tag), texts)

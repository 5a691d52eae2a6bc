"""`tts normalize`: written text to the words that are spoken."""

from __future__ import annotations

import click

_EPILOG = """\b
Example:
  $ echo "Call before 1/2/22." | tts normalize --locale en-GB
"""


@click.command(epilog=_EPILOG)
@click.option("--locale", "-l", required=True, help="en-US, en-GB, es-US, de-DE or fr-CA.")
def command(locale: str) -> None:
    """Read lines from stdin, write each in its spoken form to stdout; one line out for each line in, in order."""
    from frontend.locales import get_locale
    from frontend.normalize import normalize_to_text
    from tts.commands.lines import translate_stdin

    tag = get_locale(locale).tag
    translate_stdin(lambda line: normalize_to_text(line, tag))

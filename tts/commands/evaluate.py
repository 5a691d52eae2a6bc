"""`tts evaluate`: hands its arguments to `tts.evaluate`, which needs the `eval` extra."""

from __future__ import annotations

import click


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True}, add_help_option=False)
@click.pass_context
def command(context: click.Context) -> int:
    """Objective report of the shipped voices."""
    from tts.errors import TTSError

    try:
        from tts.evaluate.command import main
    except ModuleNotFoundError as error:
        raise TTSError(f"tts evaluate needs {error.name}, which is not installed: pip install '.[eval]'") from error
    try:
        return int(main(context.args))
    except SystemExit as end:  # argparse's way to end after --help
        return end.code if isinstance(end.code, int) else 1

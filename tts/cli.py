"""The `tts` command: finds the sub-command, and turns every expected error into one line and an exit code.

Exit codes: 0 success, 1 failure, 2 wrong usage, 130 interrupted. A sub-command's module is imported only when it runs,
so that `tts --help` is instant and `tts synthesize` pays for nothing that it does not use.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from types import FrameType
from typing import Any

import click

from frontend.errors import DocumentError, FrontendError, UnknownLocaleError, nearest
from tts import __version__
from tts.errors import InputError, TTSError

COMMANDS = {
    "synthesize": "Text to a file or stdout.",
    "text": "The text of a book or web page, to correct.",
    "voices": "The installed voices.",
    "normalize": "Written text to spoken form, line by line.",
    "phonemize": "Written text to IPA, line by line.",
    "batch": "A sheet of prompts to files, resumable.",
    "serve": "HTTP service: Polly and OpenAI APIs.",
    "enroll": "A brand voice from recordings.",
    "level": "Loudness of a folder of prompts.",
    "evaluate": "Objective report of the shipped voices.",
    "bench": "Speed and memory on this machine.",
}

_EPILOG = """\b
Examples:
  tts synthesize --voice Arthur --text "The office opens on 1/2/22." --output date.wav
  echo "Drücken Sie bitte die Drei." | tts synthesize --voice Daniel --output drei.mp3
  tts voices --json
"""


class _LazyGroup(click.Group):
    """Loads `tts.commands.<name>` when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"tts.commands.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(f"no such command {args[0]!r}: choose one of {', '.join(COMMANDS)}{nearest(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list for `tts --help`, without importing the commands."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=_LazyGroup, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tts", message="%(prog)s %(version)s")
def cli() -> None:
    """Self-hosted text to speech: one persona, five locales."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; `arguments` are those of the process if None."""
    if arguments is None:  # our own process: let a polite kill remove unfinished files on its way out
        _open_closed_streams()
        signal.signal(signal.SIGTERM, _end)
    try:
        result = cli.main(
            args=list(arguments) if arguments is not None else None, prog_name="tts", standalone_mode=False
        )
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:
        told = next((tell for kinds, tell in _TOLD if isinstance(error, kinds)), None)
        if told is None:
            raise
        return told(error)
    return result if isinstance(result, int) else 0


def _open_closed_streams() -> None:
    """Standard streams that whoever started us has closed, such as with ``>&-``: reading finds an end, writing fails.

    Without that the next file that is opened would take the place of one, and be written to as if it were the stream.
    """
    for number, name, access, mode in (
        (0, "stdin", os.O_RDONLY, "r"),
        (1, "stdout", os.O_RDONLY, "w"),  # so what is written to it is an error, not lost in silence
        (2, "stderr", os.O_WRONLY, "w"),
    ):
        if getattr(sys, name) is None:
            opened = os.open(os.devnull, access)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115


def _end(number: int, frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_DFL)  # whoever asks twice is not kept waiting
    sys.exit(128 + number)


def _help_shown(error: click.exceptions.NoArgsIsHelpError) -> int:
    print(error.format_message(), file=sys.stderr)
    return 2


def _usage(error: click.UsageError) -> int:
    command = error.ctx.command_path if error.ctx else "tts"
    return _fail(f"{error.format_message()} (see '{command} --help')", 2)


def _reader_gone(error: BrokenPipeError) -> int:
    """The reader of our output has gone (`tts normalize | head`): nobody is left to tell.

    Python would complain while flushing stdout at exit, so stdout is pointed elsewhere first.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def _not_loaded(error: ImportError) -> int:
    """A native module that is being loaded when a signal comes wraps what that raises in an error of its own."""
    if isinstance(error.__cause__, SystemExit):
        raise error.__cause__ from None
    if isinstance(error.__cause__, KeyboardInterrupt):
        return _interrupted(error.__cause__)
    return _fail(f"a package that this needs cannot be loaded: {error}; install tts again", 1)


def _interrupted(error: BaseException) -> int:
    """click raises an error of its own in the place of the interrupt, whose message says how to go on."""
    told = str(error) or str(error.__cause__ or "")
    return _fail(f"interrupted: {told}" if told else "interrupted", 130)


def _system_error(error: OSError) -> int:
    return _fail(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}", 1)


def _fail(message: object, code: int) -> int:
    print(f"tts: error: {' '.join(str(message).split())}", file=sys.stderr)
    return code


_TOLD: tuple[tuple[tuple[type[BaseException], ...], Callable[[Any], int]], ...] = (
    ((click.exceptions.NoArgsIsHelpError,), _help_shown),
    ((click.UsageError,), _usage),
    ((InputError, UnknownLocaleError, DocumentError), partial(_fail, code=2)),
    ((TTSError, FrontendError), partial(_fail, code=1)),
    ((click.ClickException,), lambda error: _fail(error.format_message(), error.exit_code)),
    ((BrokenPipeError,), _reader_gone),
    ((KeyboardInterrupt, click.Abort), _interrupted),
    ((ImportError,), _not_loaded),
    ((OSError,), _system_error),
)
"""Who tells of which expected errors and gives their exit code; the first that fits. Any other error is a
defect and keeps its traceback."""

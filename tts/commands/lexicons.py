"""PLS lexicons given on the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from frontend.errors import LexiconError
from tts.errors import InputError

if TYPE_CHECKING:
    from frontend.pls import Lexicon


def lexicon_option(subject: str) -> Callable[[Any], Any]:
    """The option ``--lexicon``, which gives `lexicon_paths`; `subject` begins its help."""
    return click.option(
        "--lexicon",
        "lexicon_paths",
        multiple=True,
        metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        help=f"{subject}; may be repeated, the first that has a word wins.",
    )


def read_lexicons(paths: Iterable[Path]) -> tuple[Lexicon, ...]:
    """The lexicons of these files, in order.

    Raises:
        UsageError: a file cannot be read.
        InputError: it is not UTF-8, or no lexicon.
    """
    return tuple(_read(path) for path in paths)


def tell_unused(paths: Iterable[Path], lexicons: Iterable[Lexicon], locales: Collection[str]) -> None:
    """A note on stderr for each lexicon that is for none of the locales that are spoken, as far as these are known."""
    for path, lexicon in zip(paths, lexicons, strict=True):
        if locales and not any(lexicon.applies_to(locale) for locale in locales):
            why = f"it is for {lexicon.language}, and what is spoken is {', '.join(sorted(locales))}"
            print(f"tts: note: lexicon {str(path)!r} is not used: {why}; see its xml:lang", file=sys.stderr)


def _read(path: Path) -> Lexicon:
    from frontend.pls import parse

    try:
        return parse(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise click.UsageError(f"cannot read lexicon {str(path)!r}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"lexicon {str(path)!r} is not UTF-8 (byte {error.start}): save it as UTF-8") from error
    except LexiconError as error:
        raise InputError(f"lexicon {str(path)!r}: {error}") from error

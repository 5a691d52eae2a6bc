"""How every recipe's command ends: what a user can put right is one line on standard error, not a traceback."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import ParamSpec

from frontend.errors import FrontendError
from tts.errors import InputError, TTSError

Arguments = ParamSpec("Arguments")

EXPECTED = (TTSError, FrontendError, ValueError, OSError, ImportError)
"""What the recipes raise on purpose, and what files and packages that are missing raise."""


def _message(error: BaseException) -> str:
    if isinstance(error, FileNotFoundError) and error.filename is not None:
        return f"there is no file or folder {str(error.filename)!r}"
    return str(error) or type(error).__name__


def command(name: str) -> Callable[[Callable[Arguments, int]], Callable[Arguments, int]]:
    """Decorates a `main`, which returns its exit status.

    An expected error is printed as ``name: message`` and gives 1, or 2 where the request itself is wrong; the first
    interrupt gives 130. Anything else is a defect and keeps its traceback.
    """

    def decorate(main: Callable[Arguments, int]) -> Callable[Arguments, int]:
        @functools.wraps(main)
        def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> int:
            try:
                return main(*args, **kwargs)
            except EXPECTED as error:
                print(f"{name}: {_message(error)}", file=sys.stderr)
                return 2 if isinstance(error, InputError) else 1
            except KeyboardInterrupt:
                print(f"{name}: interrupted", file=sys.stderr)
                return 130

        return run

    return decorate

"""Optional packages: imported when a format needs them, with a message that tells how to get them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from tts.errors import TTSError


class MissingExtraError(TTSError):
    """A package of the extra `batch` or `ray` is not installed."""


def extra(module: str, purpose: str, name: str = "batch") -> Any:
    """The imported module.

    Args:
        module: its full name.
        purpose: what needs it, for the message.
        name: of the extra that brings it.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f"{purpose} needs {error.name}, which is not installed: pip install '.[{name}]'"
        ) from error

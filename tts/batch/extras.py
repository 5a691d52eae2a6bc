"""Optional packages: imported when a format needs them, with a message that tells how to get them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from tts.errors import TTSError


class MissingExtraError(TTSError):
    """A package of the `batch` extra is not installed."""


def extra(module: str, purpose: str) -> Any:
    """The imported module.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f"{purpose} needs {error.name}, which is not installed: pip install '.[batch]'"
        ) from error

"""Regular expressions that are compiled when they are first used.

The recognisers hold hundreds of them and one sentence needs a few: compiling all would be the largest part of the time
that the first sentence takes.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Pending:
    """Stands for a pattern until one of its methods is asked for; from then on it holds the methods of the real one."""

    __slots__ = ("finditer", "flags", "fullmatch", "match", "pattern", "search", "split", "sub")

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        """Called for an empty slot only, so that a pattern in use costs nothing more than any other."""
        if name.startswith("__"):
            raise AttributeError(name)  # asked by who makes a class that holds it
        compiled = re.compile(self.pattern, self.flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


_METHODS = tuple(name for name in _Pending.__slots__ if name not in ("pattern", "flags"))


def regex(expression: str, flags: int = 0) -> re.Pattern[str]:
    """Like `re.compile`, but an error in `expression` is raised by the first use."""
    return cast("re.Pattern[str]", _Pending(expression, flags))

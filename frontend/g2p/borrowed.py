"""What the readers of English words in Spanish, French and German have in common: names of several words in one."""

from __future__ import annotations

import re
from collections.abc import Callable

from frontend.types import Phone

Phones = tuple[Phone, ...]

_SEAM = re.compile("(?<=[a-z])(?=[A-Z])")
"""Between the words of a name such as GameStop."""


def read(
    word: str,
    english: Callable[[str], Phones],
    is_english: Callable[[str], bool],
    moved: Callable[[str, Phones], Phones],
) -> Phones | None:
    """Phones of an English word in another language, None for any other word.

    Args:
        word: as written.
        english: gives the American phones of a word that stands alone.
        is_english: whether the language takes a word from English with its sounds.
        moved: the American phones of a word with the sounds of the language.
    """
    parts = _SEAM.split(word)
    if len(parts) > 1 and not word.startswith("Mc") and any(map(is_english, parts)):
        return tuple(phone for part in parts for phone in moved(part, english(part)))
    return moved(word, english(word)) if is_english(word) else None

"""Names of Quebec that lists write without their accents (Helene, Theriault, Etienne)."""

from __future__ import annotations

from functools import cache

from frontend.g2p.lexicon import without_accents
from frontend.tables import read_words


@cache
def _names() -> dict[str, str]:
    """Names in plain lower-case letters to how they are written."""
    return {without_accents(name).casefold(): name for name in read_words("fr-CA/accented_names.txt")}


def with_accents(word: str) -> str | None:
    """The name as it is written, or None for what has its accents or is no name of the list."""
    return _names().get(word.casefold()) if word.isascii() else None

"""British English says Saint weakly before a name (St Pancras, St Helens)."""

from __future__ import annotations

from collections.abc import Sequence

from frontend.locales import lineage
from frontend.types import Phone

_WEAK = "sənt"


def connect(words: Sequence[str], phones: list[tuple[Phone, ...]], locale: str) -> list[tuple[Phone, ...]]:
    """The phones of the words of a clause, with the weak form where a name follows."""
    if "en-GB" not in lineage(locale) or "Saint" not in words:
        return phones
    weak = tuple(Phone(symbol, 0, locale) for symbol in _WEAK)
    return [
        weak if word == "Saint" and spoken and index + 1 < len(words) and words[index + 1][:1].isupper() else spoken
        for index, (word, spoken) in enumerate(zip(words, phones, strict=True))
    ]

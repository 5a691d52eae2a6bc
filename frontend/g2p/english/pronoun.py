"""I: the pronoun, which espeak-ng says weakly, and the letter, which is as strong as its neighbours (FBI, ID, I-25)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from frontend.g2p.english.parts_of_speech import NUMBERS
from frontend.types import Phone


def connect(
    words: Sequence[str], entries: Sequence[int], read: list[tuple[Phone, ...]], locale: str
) -> list[tuple[Phone, ...]]:
    """The phones of a clause with the stress of each I; other languages pass unchanged.

    Args:
        words: the spoken words of the clause.
        entries: which written word each of them belongs to.
        read: the phones of each.
        locale: BCP-47 tag.
    """
    if not locale.startswith("en"):
        return read
    return [
        tuple(replace(phone, stress=max(phone.stress, _stress(words, entries, i))) for phone in phones)
        if words[i] == "I" and phones
        else phones
        for i, phones in enumerate(read)
    ]


def _stress(words: Sequence[str], entries: Sequence[int], index: int) -> int:
    """The least stress of the I at `index`: at the head of a clause it would not be heard without any."""
    neighbours = (i for i in (index - 1, index + 1) if 0 <= i < len(words) and entries[i] == entries[index])
    return 2 if any(_is_spelled(words[i]) for i in neighbours) else int(index == 0)


def _is_spelled(word: str) -> bool:
    """Whether a word next to I in the same written word tells that it is a letter."""
    return (len(word) == 1 and word.isupper()) or word.partition("-")[0] in NUMBERS

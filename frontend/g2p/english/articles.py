"""The English article before the next word: ði before a vowel that is spoken, ðə before a consonant.

espeak-ng goes by its own reading of the next word, which a table may read otherwise (the Oneida, the Xhosa). Source:
Wells, "Longman Pronunciation Dictionary" (2008).
"""

from __future__ import annotations

from collections.abc import Sequence

from frontend.g2p.notation import is_vowel, moved
from frontend.types import Phone

_VOWELS = frozenset({"ə", "i", "ɪ", "iː"})


def connect(words: Sequence[str], read: list[tuple[Phone, ...]], locale: str) -> list[tuple[Phone, ...]]:
    """The phones of a clause with its articles put right; other languages pass unchanged.

    Args:
        words: the clause's words as written.
        read: the phones of each.
        locale: BCP-47 tag.
    """
    if not locale.startswith("en"):
        return read
    result = list(read)
    for i in range(len(words) - 1):
        phones, after = result[i], result[i + 1]
        if words[i].lower() != "the" or len(phones) != 2 or phones[1].symbol not in _VOWELS or not after:
            continue
        if phones[1].stress < 2:  # the emphasised article keeps its vowel
            result[i] = (phones[0], moved(phones[1], "i" if is_vowel(after[0].symbol) else "ə"))
    return result

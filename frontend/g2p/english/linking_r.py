"""British linking r: a final r is spoken before a vowel of the same clause (father and, your order).

espeak-ng links most words of its own reading; words from tables, and words before "and", it leaves without. Only a
written r links: the intrusive r of "law and order" is no part of careful speech. Source: Wells, "Accents of English"
(1982).
"""

from __future__ import annotations

from collections.abc import Sequence

from frontend.g2p.notation import is_vowel
from frontend.locales import lineage
from frontend.types import Phone

_LINKING_VOWELS = frozenset({"ə", "ɔː", "ɑː", "ɜː", "ɛə", "ɪə", "ʊə"})


def connect(words: Sequence[str], read: list[tuple[Phone, ...]], locale: str) -> list[tuple[Phone, ...]]:
    """The phones of a clause with its linking r's; other locales pass unchanged.

    Args:
        words: the clause's words as written.
        read: the phones of each.
        locale: BCP-47 tag.
    """
    if "en-GB" not in lineage(locale):
        return read
    result = list(read)
    for i in range(len(words) - 1):
        phones, after = result[i], result[i + 1]
        written = words[i].lower().endswith(("r", "re")) and len(words[i]) > 1
        if written and phones and after and phones[-1].symbol in _LINKING_VOWELS and is_vowel(after[0].symbol):
            result[i] = (*phones, Phone("ɹ", 0, locale))
    return result

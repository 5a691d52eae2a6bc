"""Phones of British English that follow from the spelling but that espeak-ng writes otherwise.

Each rule takes the phones and the spelling of one word, as those of `postlexical` do. Conventions are those of
Wells, "Longman Pronunciation Dictionary" (2008).
"""

from __future__ import annotations

import re

from frontend.g2p.notation import is_vowel, moved
from frontend.locales import lineage
from frontend.types import Phone

Phones = tuple[Phone, ...]


def endings(phones: Phones, word: str) -> Phones:
    """A final iː without stress is i (Chelsea), save that of -ee; places in -borough end in bəɹə."""
    folded, last = word.casefold(), phones[-1]
    if "en-GB" not in lineage(last.locale):
        return phones
    if last.symbol == "iː" and not last.stress and len(phones) > 2 and not folded.endswith("ee"):
        return (*phones[:-1], moved(last, "i"))
    if folded.endswith("borough") and len(folded) > 8 and len(phones) > 4 and phones[-3].symbol == "ʌ":
        return (*phones[:-3], Phone("ə", 0, last.locale), *phones[-2:])
    return phones


def weak_yod(phones: Phones, word: str) -> Phones:
    """Unstressed juː between syllables and before a consonant is jʊ in British English (manufacture, reputation)."""
    nuclei = [i for i, phone in enumerate(phones) if is_vowel(phone.symbol)]
    if "en-GB" not in lineage(phones[0].locale):
        return phones
    weak = {
        i
        for i in nuclei[1:-1]
        if phones[i].symbol == "uː" and not phones[i].stress and phones[i - 1].symbol == "j" and i + 1 not in nuclei
    }
    return tuple(moved(phone, "ʊ") if i in weak else phone for i, phone in enumerate(phones))


def _ones(phones: Phones, folded: str) -> set[int]:
    """Where the vowels of one stand at the head or the end of a compound (one-way, no-one)."""
    said = [i for i in range(1, len(phones)) if phones[i].symbol == "ɒ" and phones[i - 1].symbol == "w"]
    first = said[:1] if folded.startswith("one-") else []
    return {*first, *(said[-1:] if re.search("-one('?s)?$", folded) else [])}


def cure(phones: Phones, word: str) -> Phones:
    """juː before r and a vowel is jʊə (neurotic, mural); from, was and of have no ʌ, and one has it."""
    if "en-GB" not in lineage(phones[0].locale):
        return phones
    folded = word.casefold()
    if folded == "from":
        return tuple(moved(p, "ə") if p.symbol == "ʌ" else p for p in phones)
    if folded in {"was", "wasn't", "of", "what", "because"}:
        return tuple(moved(p, "ɒ") if p.symbol == "ʌ" else p for p in phones)
    if ones := _ones(phones, folded):
        return tuple(moved(p, "ʌ") if i in ones else p for i, p in enumerate(phones))
    result = list(phones)
    for i in range(1, len(phones) - 2):
        if [phones[i - 1].symbol, phones[i].symbol, phones[i + 1].symbol] == ["j", "uː", "ɹ"]:
            result[i] = moved(phones[i], "ʊə") if is_vowel(phones[i + 2].symbol) else phones[i]
    return tuple(result)


def shire(phones: Phones, word: str) -> Phones:
    """British counties end in ʃə (Lancashire)."""
    folded = word.casefold().removesuffix("'s")
    if not folded.endswith("shire") or len(folded) < 8 or "en-GB" not in lineage(phones[0].locale):
        return phones
    at = max(i for i, p in enumerate(phones) if p.symbol == "ʃ") if any(p.symbol == "ʃ" for p in phones) else 0
    tail = ("z",) if word.casefold().endswith("'s") else ()
    return phones if not at else (*phones[: at + 1], *(Phone(s, 0, phones[0].locale) for s in ("ə", *tail)))


RULES = (endings, weak_yod, cure, shire)

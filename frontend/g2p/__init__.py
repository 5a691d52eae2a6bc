"""Graphemes to phones: exceptions, else espeak-ng in context; one shared inventory; post-lexical rules of each locale."""

from __future__ import annotations

from functools import lru_cache

from frontend.g2p import postlex
from frontend.g2p.espeak import phonemize_clause, speakable
from frontend.g2p.lexicon import look_up
from frontend.g2p.symbols import ESPEAK_TO_IPA, decompose
from frontend.phonology import STRESS_MARKS, WORD_BOUNDARY, inventory
from frontend.types import Phone

__all__ = ["phonemize_words"]


def _to_inventory(symbols: tuple[str, ...], locale: str) -> tuple[Phone, ...]:
    table, known = ESPEAK_TO_IPA[locale], inventory()
    phones: list[Phone] = []
    for marked in symbols:
        stress = STRESS_MARKS.get(marked[0], 0)
        symbol = marked.lstrip("ˈˌ")
        if symbol in table:
            parts = table[symbol].split()
        elif symbol in known:
            parts = [symbol]
        else:
            parts = [part for piece in decompose(symbol) for part in table.get(piece, piece).split() if part in known]
        nucleus = next((i for i, part in enumerate(parts) if part in known and known[part].is_vowel), 0)
        phones += [Phone(part, stress if i == nucleus else 0, locale) for i, part in enumerate(parts)]
    return tuple(phones)


@lru_cache(maxsize=4_000)
def phonemize_words(words: tuple[str, ...], locale: str) -> tuple[tuple[Phone, ...], ...]:
    """Phones of the words of one clause, read in context.

    Args:
        words: the clause's words; each may hold several spoken words separated by spaces ("five dollars").
        locale: BCP-47 tag of one of the five locales.

    Returns:
        One tuple of phones for each entry of `words`; spoken words inside an entry are separated by a word-boundary phone.

    Raises:
        PhonemizerError: espeak-ng could not be loaded.
    """
    parts = [(index, clean) for index, word in enumerate(words) for piece in word.split() for clean in speakable(piece).split()]
    answers = phonemize_clause(tuple(clean for _, clean in parts), locale)
    result: list[list[Phone]] = [[] for _ in words]
    for (index, clean), answer in zip(parts, answers, strict=True):
        phones = look_up(clean, locale) or postlex.apply(_to_inventory(answer, locale), clean, locale)
        if phones and result[index]:
            result[index].append(Phone(WORD_BOUNDARY, 0, locale))
        result[index] += phones
    return tuple(tuple(phones) for phones in result)

"""Two readings of a word side by side: how far their phones are apart, and where their main stress sits."""

from __future__ import annotations

from collections.abc import Iterable

from frontend.g2p import by_rules
from frontend.g2p.lexicon import look_up
from frontend.g2p.notation import is_vowel
from frontend.g2p.postlex import apply_to_exception
from frontend.types import Phone

Phones = tuple[Phone, ...]


def symbols(phones: Iterable[Phone]) -> str:
    """Phones without their stress."""
    return "".join(phone.symbol for phone in phones)


def spelled(phones: Iterable[Phone]) -> str:
    """Phones in the notation of the tables, each mark before its vowel."""
    return "".join(("", "ˌ", "ˈ")[phone.stress] + phone.symbol for phone in phones)


def main_stress(phones: Iterable[Phone]) -> tuple[int | None, int]:
    """Which vowel has the main stress, counted from 0 (None for none), and how many vowels there are."""
    nuclei = [phone for phone in phones if is_vowel(phone.symbol)]
    return next((i for i, phone in enumerate(nuclei) if phone.stress == 2), None), len(nuclei)


def without_dictionary(word: str, locale: str) -> Phones:
    """How the frontend reads a word alone: by its table of exceptions, or espeak-ng and the rules."""
    exception = look_up(word, locale)
    return by_rules(word, locale) if exception is None else apply_to_exception(exception, word, locale)


def is_exception(word: str, locale: str) -> bool:
    """True if the frontend's own table of exceptions has the word, which no dictionary overrules."""
    return look_up(word, locale) is not None

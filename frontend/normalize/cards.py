"""Playing cards in English: the ace of spades."""

from __future__ import annotations

from frontend.normalize.locales.language import Language

_RANKS = {"A": "ace", "K": "king", "Q": "queen", "J": "jack", "T": "ten"}
SUITS = {"♠": "spades", "♥": "hearts", "♦": "diamonds", "♣": "clubs"}


def card_of(rank: str, suit: str, language: Language) -> str:
    """The card of a suit: "A", "♠" is the ace of spades."""
    return f"{_RANKS.get(rank) or language.numbers.cardinal(int(rank))} of {SUITS[suit]}"

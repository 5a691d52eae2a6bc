"""Verbs with the stress on their stem, and those and nouns that have it on the prefix."""

from __future__ import annotations

import pytest

from frontend.g2p import phonemize_words
from frontend.g2p.notation import is_vowel

_STEM = (
    "unterrichten unterdrücke unterbreitete unterschlagen überwiegend überblickt überrollte überschaubar umkreisen "
    "umklammert umhüllte durchleuchtet durchquere hinterlegt widerrufen widerstrebt vollstrecke Unterdrückung"
)
_PREFIX = "Unterricht Unterlagen Überblick Umkreis untergehen überkochen umdrehen durchführen widerspiegeln volltanken"


def _stressed(word: str) -> int:
    """Which vowel has the stress, 0 the first."""
    (phones,) = phonemize_words((word,), "de-DE")
    return [phone.stress for phone in phones if is_vowel(phone.symbol)].index(2)


@pytest.mark.parametrize("word", _STEM.split())
def test_the_stem_has_the_stress(word: str) -> None:
    assert _stressed(word) == (1 if word.startswith(("um", "durch", "voll")) else 2)


@pytest.mark.parametrize("word", _PREFIX.split())
def test_the_prefix_keeps_the_stress(word: str) -> None:
    assert _stressed(word) == 0

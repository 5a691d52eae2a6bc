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


@pytest.mark.parametrize(
    ("sentence", "stressed"),
    [
        ("sie überging die Frage", "ɪ"),
        ("als er zum Angriff überging", "yː"),
        ("das Gerücht durchlief die Stadt", "iː"),
    ],
)
def test_a_finite_verb_that_stands_whole_before_others_is_inseparable(sentence: str, stressed: str) -> None:
    words = tuple(sentence.split())
    index = next(i for i, word in enumerate(words) if word.startswith(("über", "durch")))

    assert [p.symbol for p in phonemize_words(words, "de-DE")[index] if p.stress == 2] == [stressed]

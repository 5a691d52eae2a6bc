"""Where Spanish stresses foreign names, and words of its own that end like them."""

from __future__ import annotations

import pytest

from frontend.g2p import phonemize_words


@pytest.mark.parametrize(
    ("word", "syllable"),
    [
        ("Foster", "o"), ("Porter", "o"), ("Spencer", "e"), ("Turner", "u"), ("Robert", "o"), ("Ronald", "o"),
        ("Bauer", "aʊ"), ("Alexander", "a"), ("Sanders", "a"), ("Manchester", "a"), ("Galveston", "a"),
        ("Bedford", "e"), ("Redmond", "e"), ("Roberts", "o"), ("Goldberg", "o"), ("Gutenberg", "u"), ("Rosenberg", "o"),
        ("Kasparov", "a"), ("Medvedev", "e"), ("Hoffmann", "o"), ("Rolex", "o"),
    ],
)  # fmt: skip
def test_foreign_names_have_it_before_their_end(word: str, syllable: str) -> None:
    (phones,) = phonemize_words((word,), "es-US")
    assert [phone.symbol for phone in phones if phone.stress == 2] == [syllable]
    assert max(i for i, phone in enumerate(phones) if phone.stress == 2) < len(phones) - 2


@pytest.mark.parametrize(
    "word", ["Ferrer", "Javier", "Vender", "Responder", "Absorber", "Caber", "Heder", "Prever", "Mujer", "Ayer"]
)
def test_spanish_words_keep_it_on_their_end(word: str) -> None:
    (phones,) = phonemize_words((word,), "es-US")
    assert phones[-2].stress == 2

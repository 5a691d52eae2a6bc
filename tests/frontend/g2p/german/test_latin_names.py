"""Latin names in German."""

import pytest

from frontend.g2p import phonemize_words


@pytest.mark.parametrize(
    ("word", "stressed"),
    [("Pistorius", "oː"), ("Cornelius", "eː"), ("Ignatius", "aː"), ("Stradivarius", "aː"), ("Julius", "uː")],
)
def test_names_in_ius_have_their_stress_before_that_ending(word: str, stressed: str) -> None:
    phones = phonemize_words((word,), "de-DE")[0]

    assert [phone.symbol for phone in phones if phone.stress == 2] == [stressed]
    assert [phone.symbol for phone in phones[-2:]] == ["ʊ", "s"]


@pytest.mark.parametrize(
    ("word", "stressed"),
    [
        ("Borussia", "ʊ"),
        ("Alemannia", "a"),
        ("Helvetia", "eː"),
        ("Theresias", "eː"),
        ("Maria", "iː"),
        ("Austria", "aʊ"),
    ],
)
def test_names_in_ia_have_their_stress_before_that_ending(word: str, stressed: str) -> None:
    phones = phonemize_words((word,), "de-DE")[0]

    assert [phone.symbol for phone in phones if phone.stress == 2] == [stressed]

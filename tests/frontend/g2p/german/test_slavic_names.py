"""Slavic names in German."""

import pytest

from frontend.g2p import phonemize_words


@pytest.mark.parametrize(
    ("word", "end"),
    [
        ("Flatow", ["t", "oː"]),
        ("Virchows", ["ç", "oː", "s"]),
        ("Bulgakow", ["k", "ɔ", "f"]),
        ("Gorbatschows", ["t͡ʃ", "ɔ", "f", "s"]),
        ("Prokofjew", ["j", "ɛ", "f"]),
    ],
)
def test_names_in_ow_and_ew_end_as_in_the_north_east_or_as_in_russian(word: str, end: list[str]) -> None:
    phones = [phone.symbol for phone in phonemize_words((word,), "de-DE")[0]]

    assert phones[-len(end) :] == end


@pytest.mark.parametrize(
    ("word", "spoken"),
    [
        ("Jovanović", "j oː v ˈaː n oː v ɪ t͡ʃ"),
        ("Petrovic", "p ˈɛ t ʁ oː v ɪ t͡ʃ"),
        ("Babićs", "b ˈa b ɪ t͡ʃ s"),
    ],
)
def test_south_slavic_names_have_their_stress_before_the_ending(word: str, spoken: str) -> None:
    phones = [("ˈ" if phone.stress == 2 else "") + phone.symbol for phone in phonemize_words((word,), "de-DE")[0]]

    assert phones == spoken.split()


@pytest.mark.parametrize(
    ("word", "start"),
    [
        ("Przewalski", ["p", "ʃ"]),
        ("Wrzosek", ["v", "ʃ"]),
        ("Szczesny", ["ʃ", "t͡ʃ"]),
        ("Schewe", ["ʃ", "eː"]),
    ],
)
def test_the_first_consonants_of_polish_names_are_all_heard(word: str, start: list[str]) -> None:
    assert [phone.symbol for phone in phonemize_words((word,), "de-DE")[0]][:2] == start

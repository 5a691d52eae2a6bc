"""Compounds and forms of verbs that the dictionary lacks."""

from __future__ import annotations

import pytest

from frontend.g2p.german import compounds
from frontend.g2p.words import read_alone


def _spoken(word: str) -> str:
    return "".join(phone.symbol for phone in read_alone(word, "de-DE"))


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Dämmstoff", ("Dämm", "Stoff")),
        ("Nachholtermin", ("Nachhol", "Termin")),
        ("Stromreset", ("Strom", "Reset")),
        ("Kompetenzgerangels", ("Kompetenz", "Gerangels")),
        ("Gerangels", ()),
        ("vergesellschaften", ()),
        ("chilenisches", ()),
    ],
)
def test_cut_at_stems_of_verbs_english_words_and_inflected_nouns(word: str, parts: tuple[str, ...]) -> None:
    assert compounds.split(word, "de-DE") == parts


@pytest.mark.parametrize(
    ("word", "phones"),
    [
        ("niesenden", "niːzəndən"),
        ("gewaltverherrlichend", "ɡəvaltfɛɐ̯hɛʁlɪçənt"),
        ("umarmst", "ʊmaʁmst"),
        ("bügle", "byːɡlə"),
        ("Gerangels", "ɡəʁaŋəls"),
        ("Spielzeugherstellers", "ʃpiːlt͡sɔʏkheːɐ̯ʃtɛlɐs"),
        ("Hausparty", "haʊspaːɐ̯tiː"),
        ("Eissalat", "aɪszalaːt"),
        ("Tachykardien", "taxyːkaʁdjən"),
    ],
)
def test_read_by_stem_and_parts(word: str, phones: str) -> None:
    assert _spoken(word) == phones


@pytest.mark.parametrize("word", ["Vorwissen", "Warentest", "Sollzins", "vorgeheizt"])
def test_the_first_part_has_the_main_stress_also_where_it_is_weak_alone(word: str) -> None:
    stresses = [phone.stress for phone in read_alone(word, "de-DE") if phone.stress]
    assert stresses[0] == max(stresses) == 2

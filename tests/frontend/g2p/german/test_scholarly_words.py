"""Medicines and Greek names in German."""

from __future__ import annotations

import pytest

from frontend.g2p.words import read_alone


def _spelled(word: str) -> str:
    marks = {2: "ˈ", 1: "ˌ", 0: ""}
    return "".join(f"{marks[phone.stress]}{phone.symbol}" for phone in read_alone(word, "de-DE"))


@pytest.mark.parametrize(
    ("word", "end"),
    [("Ranitidin", "dˈiːn"), ("Amoxicillin", "t͡sɪlˈiːn"), ("Diazepam", "pˈaːm"), ("Sinusitis", "zˈiːtɪs")],
)
def test_medicines_and_inflammations_have_their_stress_at_the_end(word: str, end: str) -> None:
    assert _spelled(word).endswith(end)


@pytest.mark.parametrize("word", ["Königin", "Diplomatin", "Ungarin", "Nachbarin", "Kunstmagazin"])
def test_women_and_compounds_are_no_medicines(word: str) -> None:
    assert not _spelled(word).endswith("ˈiːn")


@pytest.mark.parametrize(("word", "end"), [("Perimedes", "ɛs"), ("Eurypylos", "ɔs"), ("Bades", "əs"), ("Fotos", "oːs")])
def test_greek_names_end_with_open_vowels_and_nouns_do_not(word: str, end: str) -> None:
    assert _spelled(word).endswith(end)


@pytest.mark.parametrize(
    ("old", "today"),
    [("Beschluß", "Beschluss"), ("Muth", "Mut"), ("beyde", "beide"), ("Kenntniß", "Kenntnis"), ("Medicin", "Medizin")],
)
def test_old_spellings_are_read_like_those_of_today(old: str, today: str) -> None:
    assert _spelled(old) == _spelled(today)


@pytest.mark.parametrize(
    ("word", "end"), [("Jauchefaß", "faːs"), ("Bogenmaß", "maːs"), ("Fußraum", "ʁaʊm"), ("Fussraum", "ʁaʊm")]
)
def test_long_vowels_before_ß_stay_long(word: str, end: str) -> None:
    assert _spelled(word).replace("ˌ", "").endswith(end)

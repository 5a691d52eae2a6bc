"""German numerals of several parts: each part has its own phones, the last that counts the main stress."""

from __future__ import annotations

import pytest

from frontend.g2p import by_rules
from frontend.g2p.german import numerals


def spoken(word: str) -> str | None:
    marks = {2: "ˈ", 1: "ˌ", 0: ""}
    phones = numerals.read(word, lambda other: by_rules(other, "de-DE"))
    return None if phones is None else "".join(marks[phone.stress] + phone.symbol for phone in phones)


@pytest.mark.parametrize(
    ("word", "phones"),
    [
        ("sechsundzwanzig", "zˌɛksʊntt͡svˈant͡sɪç"),
        ("dreihundert", "dʁˈaɪhʊndɐt"),
        ("zweitausendsiebenundzwanzig", "t͡svˌaɪtˌaʊzəntzˌiːbənʊntt͡svˈant͡sɪç"),
        ("Einundzwanzigsten", "ˌaɪnʊntt͡svˈant͡sɪçstən"),
        ("zweiundneunziger", "t͡svˌaɪʊntnˈɔʏnt͡sɪɡɐ"),
        ("zwanzigster", "t͡svˈant͡sɪçstɐ"),
    ],
)
def test_numerals(word: str, phones: str) -> None:
    assert spoken(word) == phones


@pytest.mark.parametrize("word", ["eine", "einte", "Elfen", "Viertels", "und", "Neuner", "einander", "", "Zweig"])
def test_other_words(word: str) -> None:
    assert spoken(word) is None

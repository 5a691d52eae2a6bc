"""French stress: that of the last syllable, which is the pronoun's where one stands behind its verb."""

from __future__ import annotations

import pytest

from frontend.pipeline import Frontend


@pytest.mark.parametrize(
    ("text", "index", "syllables"),
    [
        ("Voulez-vous parler à un agent?", 0, [0, 0, 2]),
        ("Donnez-moi votre adresse.", 0, [0, 0, 2]),
        ("Appelez-nous demain.", 0, [0, 0, 2]),
        ("Comment allez-vous?", 1, [0, 0, 2]),
        ("Veux-tu manger?", 0, [0, 2]),
        ("Parlez-lui doucement.", 0, [0, 0, 2]),
        ("Prends-la avec toi.", 0, [0, 2]),
        ("Voulez partir demain.", 0, [0, 2]),
    ],
)
def test_a_pronoun_behind_its_verb_has_the_stress_of_both(text: str, index: int, syllables: list[int]) -> None:
    word = Frontend().process(text, "fr-CA").sentences[0].words[index]
    assert [phone.stress for phone in word.phones if phone.symbol[0] in "aeiouyɛɔœøɑɪʏʊ"] == syllables

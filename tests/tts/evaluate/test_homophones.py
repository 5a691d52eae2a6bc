"""Which words are one sound, from knowledge of the languages."""

from __future__ import annotations

import pytest

from tts.evaluate.homophones import Homophones
from tts.evaluate.scoring_text import canonical_words
from tts.evaluate.word_error import errors_by_sound, word_errors


@pytest.mark.parametrize(
    ("locale", "said", "heard"),
    [
        ("fr-CA", "La lettre que nous avons envoyée hier.", "La lettre que nous avons envoyer hier."),
        ("fr-CA", "La bibliothèque ferme plus tôt.", "La bibliothèque ferme plutôt."),
        ("fr-CA", "De compositeurs canadiens.", "De compositeur canadien."),
        ("fr-CA", "Quel jour est-ce?", "Qu'elle jour est-ce?"),
        ("fr-CA", "Aux voiles grises.", "Au voile grise."),
        ("en-US", "Their two sons were here.", "There too suns were hear."),
        ("de-DE", "Seid Sonntag.", "Seit Sonntag."),
        ("es-US", "Vaya a la tuvo.", "Valla a la tubo."),
    ],
)
def test_what_is_only_spelled_in_another_way_cannot_be_heard(locale: str, said: str, heard: str) -> None:
    expected, transcript = canonical_words(said, locale), canonical_words(heard, locale)
    assert word_errors(expected, transcript).edits > 0
    assert errors_by_sound(expected, transcript, Homophones(locale).sound).edits == 0


@pytest.mark.parametrize(
    ("locale", "said", "heard", "edits"),
    [
        ("fr-CA", "Marcher une heure.", "Marcher en heure.", 1),
        ("fr-CA", "L'entrée gratuite.", "L'entrée gratuit.", 1),
        ("fr-CA", "Le pont du quai.", "Le bon du quai.", 1),
        ("en-US", "Three ships.", "Tree sheep.", 2),
        ("de-DE", "Die Miete im Bett.", "Die Mitte im Beet.", 2),
        ("es-US", "El perro caro.", "El pero carro.", 2),
    ],
)
def test_what_sounds_otherwise_is_an_error(locale: str, said: str, heard: str, edits: int) -> None:
    expected, transcript = canonical_words(said, locale), canonical_words(heard, locale)
    assert errors_by_sound(expected, transcript, Homophones(locale).sound).edits == edits


def test_a_locale_that_the_engine_does_not_read_sounds_as_another_one_of_its_language() -> None:
    assert Homophones("fr-FR").sound(["envoyée"]) == Homophones("fr-CA").sound(["envoyer"])


def test_a_language_without_a_locale_is_refused() -> None:
    with pytest.raises(ValueError, match="pt-BR"):
        Homophones("pt-BR")

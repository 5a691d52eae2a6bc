"""Question words of Spanish messages, which have neither ¿ nor accents."""

from __future__ import annotations

import pytest

from frontend.g2p.spanish.question_words import with_accents
from frontend.pipeline import Frontend


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("que puedo hacer", "qué puedo hacer"),
        ("a donde van", "a dónde van"),
        ("Cuanto cuesta", "cuánto cuesta"),
        ("por que no contestas", "por qué no contestas"),
        ("que si quiero", "que si quiero"),
        ("que no sabías", "que no sabías"),
        ("me dices que quieres", "me dices que quieres"),
        ("que", "qué"),
    ],
)
def test_the_word_that_asks(written: str, read: str) -> None:
    assert " ".join(with_accents(written.split())) == read


@pytest.mark.parametrize(
    ("text", "stressed"),
    [
        ("que puedo hacer?", True),
        ("¿Que no puedo?", False),
        ("que vienes ¿de Lima?", False),
        ("que puedo hacer.", False),
    ],
)
def test_a_question_is_told_by_its_mark(text: str, stressed: bool) -> None:
    word = Frontend().process(text, "es-US").sentences[0].words[0]
    assert any(phone.stress == 2 for phone in word.phones) is stressed

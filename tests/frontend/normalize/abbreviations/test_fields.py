"""Words cut short as the field of their line tells."""

from __future__ import annotations

import pytest

from frontend.normalize import normalize_to_text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Sop. de fid. $5 · Ens. mixta $6", "sopa de fideos"),
        ("Error de conex. · Contactar a sop. téc.", "soporte técnico"),
        ("Bulto en tráns. · Peso 2.4 lb", "en tránsito"),
    ],
)
def test_the_same_letters_are_short_for_a_word_of_the_field(line: str, said: str) -> None:
    assert said in normalize_to_text(line, "es-US")


@pytest.mark.parametrize(
    "sentence",
    [
        "Todos los alumnos asisten.",
        "Conforme al art. 14, párr. 2, ninguna ley tendrá efecto retroactivo.",
        "El paciente llegó con tos y fiebre. Sara pagó la cuenta.",
    ],
)
def test_sentences_tell_no_field(sentence: str) -> None:
    said = normalize_to_text(sentence, "es-US")
    assert "asistencia" not in said
    assert "arterial" not in said

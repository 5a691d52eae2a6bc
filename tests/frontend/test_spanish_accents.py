"""Accents that messages and names leave out, and words that are right without them."""

from __future__ import annotations

import pytest

from frontend.g2p import phonemize_words
from frontend.g2p.spanish.futures import with_accents
from frontend.spanish_accents import restored


@pytest.mark.parametrize(
    ("written", "accented"),
    [
        ("codigo", "código"), ("MIERCOLES", "MIÉRCOLES"), ("Direccion", "Dirección"), ("dias", "días"),
        ("radiologia", "radiología"), ("Gonzalez", "González"), ("VAZQUEZ", "VÁZQUEZ"), ("Dominguez", "Domínguez"),
        ("manana", "mañana"), ("SENOR", "SEÑOR"), ("compania", "compañía"), ("estara", "estará"),
        ("debera", "deberá"), ("abriran", "abrirán"), ("llamare", "llamaré"), ("Baez", "Báez"), ("Nunez", "Núñez"),
        ("Maria", "María"), ("Angel", "Ángel"), ("Mexico", "México"), ("tematico", "temático"),
        ("robotica", "robótica"), ("electricas", "eléctricas"), ("sismico", "sísmico"), ("obstaculos", "obstáculos"),
        ("PANORAMICO", "PANORÁMICO"), ("cilindrico", "cilíndrico"), ("espectaculo", "espectáculo"),
    ],
)  # fmt: skip
def test_accents_come_back(written: str, accented: str) -> None:
    assert restored(written) == accented


@pytest.mark.parametrize(
    "word",
    [
        "publico",
        "esta",
        "termino",
        "si",
        "hacia",
        "maria",
        "Mission",
        "Diez",
        "Validez",
        "Sencillez",
        "Valdez",
        "él",
        "llegara",
        "primera",
        "campana",
        "danos",
        "Montana",
        "requiere",
        "mire",
        "botica",
        "canicas",
        "platico",
        "mastica",
        "practica",
        "suplico",
        "Federico",
        "abanico",
    ],
)
def test_other_words_stay(word: str) -> None:
    assert restored(word) == word


@pytest.mark.parametrize(
    ("word", "stresses"),
    [("averigüe", [0, 0, 2, 0]), ("bilingüe", [1, 2, 0]), ("náuseas", [2, 0, 0, 0]), ("cláusula", [2, 0, 0, 0])],
)
def test_one_vowel_has_the_stress(word: str, stresses: list[int]) -> None:
    (phones,) = phonemize_words((word,), "es-US")
    spoken = [phone.stress for phone in phones if phone.symbol in "aeiou"]
    assert [stress == 2 for stress in spoken] == [stress == 2 for stress in stresses]
    assert 1 not in spoken[spoken.index(2) :]


def test_stress_of_a_name_without_its_accent() -> None:
    (phones,) = phonemize_words(("Martinez",), "es-US")
    assert [phone.symbol for phone in phones if phone.stress == 2] == ["i"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("el paquete llegara manana", "el paquete llegará manana"),
        ("Se enviaran dos facturas", "Se enviarán dos facturas"),
        ("si llegara tarde", "si llegara tarde"),
        ("agradeceria me enviara el recibo", "agradeceria me enviara el recibo"),
        ("espero me ayudaran pronto", "espero me ayudaran pronto"),
        ("la libreria cerrara el lunes", "la libreria cerrará el lunes"),
        ("pidió que entregara todo", "pidió que entregara todo"),
        ("LO LLAMARAN", "LO LLAMARÁN"),
        ("compara el mar", "compara el mar"),
    ],
)
def test_future_in_its_clause(written: str, read: str) -> None:
    assert " ".join(with_accents(written.split())) == read

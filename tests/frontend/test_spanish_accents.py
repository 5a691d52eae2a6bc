"""Accents that messages and names leave out, and words that are right without them."""

from __future__ import annotations

import pytest

from frontend.g2p import phonemize_words
from frontend.g2p.spanish.verb_accents import with_accents
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
        ("aqui", "aquí"), ("ESTAN", "ESTÁN"), ("salio", "salió"), ("VENDIO", "VENDIÓ"), ("nacio", "nació"),
        ("recibi", "recibí"), ("leyo", "leyó"), ("vendia", "vendía"), ("compraria", "compraría"), ("pidio", "pidió"),
        ("llamenos", "llámenos"), ("Comuniquese", "Comuníquese"), ("mantengase", "manténgase"), ("paguelo", "páguelo"),
        ("mandemelo", "mándemelo"), ("menu", "menú"), ("avisame", "avísame"),
        ("panaderia", "panadería"), ("TAQUERIA", "TAQUERÍA"), ("ensenar", "enseñar"), ("acompanantes", "acompañantes"),
        ("salvadorenos", "salvadoreños"), ("telon", "telón"), ("demas", "demás"), ("alla", "allá"), ("cafe", "café"),
        ("veintitres", "veintitrés"), ("hare", "haré"),
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
        "funcionaria",
        "reaccionarias",
        "lidera",
        "superas",
        "coopera",
        "carteras",
        "podio",
        "quisimos",
        "llegase",
        "veganos",
        "decanos",
        "contame",
        "renuncio",
        "denuncio",
        "momentico",
        "desarticula",
        "Marcela",
        "Mandela",
        "Olivera",
        "Javiera",
        "Derbez",
        "bacteria",
        "ferias",
        "Siberia",
        "ensenada",
        "extranjero",
        "sabana",
        "perdida",
        "marques",
        "botica",
        "canicas",
        "platico",
        "mastica",
        "practica",
        "suplico",
        "Federico",
        "abanico",
        "cambio",
        "pronuncio",
        "media",
        "sabia",
        "sitio",
        "creo",
        "cazuela",
        "confiese",
        "Estela",
        "llamase",
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
        ("EL NIÑO SE CAYO", "EL NIÑO SE CAYÓ"),
        ("se cancelo el vuelo", "se canceló el vuelo"),
        ("no se como llamar", "no se como llamar"),
        ("se solo lo basico", "se solo lo basico"),
        ("se lo presto", "se lo presto"),
        ("si no se peleara", "si no se peleara"),
        ("se enviaran hoy", "se enviarán hoy"),
        ("se le aplico un cargo", "se le aplicó un cargo"),
        ("la opcion que usted marco", "la opcion que usted marcó"),
        ("le aplico un descuento", "le aplico un descuento"),
        ("compara el mar", "compara el mar"),
        ("el banco cobro dos veces", "el banco cobró dos veces"),
        ("mi tio compro una casa", "mi tio compró una casa"),
        ("la señora me cobro de mas", "la señora me cobró de mas"),
        ("en el banco cobro mi cheque", "en el banco cobro mi cheque"),
        ("el carro nuevo es de mi papa", "el carro nuevo es de mi papa"),
        ("mi primer trabajo fue en una tienda", "mi primer trabajo fue en una tienda"),
        ("no me llego el codigo", "no me llegó el codigo"),
        ("me llamo Ana", "me llamo Ana"),
        ("ya llego el cheque", "ya llegó el cheque"),
        ("ya llego en diez minutos", "ya llego en diez minutos"),
        ("ya llame al banco", "ya llamé al banco"),
        ("ayer lo cancele", "ayer lo cancelé"),
        ("quiere que yo pague la renta", "quiere que yo pague la renta"),
        ("ya es tarde", "ya es tarde"),
    ],
)
def test_verbs_in_their_clause(written: str, read: str) -> None:
    assert " ".join(with_accents(written.split())) == read


@pytest.mark.parametrize(
    ("clause", "syllable"),
    [
        ("el paquete *esta* en camino", 1), ("la oficina no *esta* abierta", 1), ("el *esta* cansado", 1),
        ("*esta* oficina no abre", 2), ("de *esta* manera", 2), ("cierre *esta* puerta", 2), ("*estas* listo", 1),
        ("*estas* son mis cosas", 2), ("el *bebe* duerme", 1), ("el *bebe* agua", 2), ("mi *papa* llega", 1),
        ("la *papa* es barata", 2), ("el *publico* aplaude", 3), ("yo *publico* poco", 2), ("*seria* mejor", 2),
        ("con *Donald* Trump", 2), ("en *Tepic* hoy", 1), ("de *Karol* G", 2), ("la vitamina *A* ayuda", 1),
        ("no es *valida*", 3),
    ],
)  # fmt: skip
def test_stress_in_its_clause(clause: str, syllable: int) -> None:
    """The syllable with the stress, counted from the end."""
    words = clause.split()
    at = next(i for i, word in enumerate(words) if word.startswith("*"))
    phones = phonemize_words(tuple(word.strip("*") for word in words), "es-US")[at]
    stresses = [phone.stress for phone in reversed(phones) if phone.symbol in "aeiou"]
    assert stresses.index(2) + 1 == syllable

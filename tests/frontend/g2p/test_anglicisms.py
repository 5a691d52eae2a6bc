"""English words and names inside of the other languages: what is read by ear, and what only looks English."""

from __future__ import annotations

import pytest

from frontend.g2p import broad, phonemize_words

_STOPS = str.maketrans("βðɣŋ", "bdɡn")


def spoken(text: str, locale: str) -> str:
    """Phones of some words; Spanish b d ɡ n stand for what they become beside others."""
    read = phonemize_words(tuple(text.split()), locale)
    heard = " ".join("".join(phone.symbol for phone in broad(word, locale)) for word in read)
    return heard.translate(_STOPS) if locale == "es-US" else heard


@pytest.mark.parametrize(
    ("locale", "word", "phones"),
    [
        ("es-US", "Marriott", "mariot"),
        ("es-US", "absolutely", "absolutli"),
        ("es-US", "GameStop", "ɡeimstop"),
        ("es-US", "check-in", "t͡ʃekin"),
        ("fr-CA", "Gallagher", "ɡalaɡœʁ"),
        ("fr-CA", "Columbus", "kɔlœmbœs"),
        ("fr-CA", "hot-dogs", "ɔtdɔɡ"),
        ("fr-CA", "GameStop", "ɡemstɔp"),
        ("de-DE", "Reynolds", "ʀɛnəlts"),
        ("de-DE", "Cambridge", "keːmbʀɪt͡ʃ"),
        ("de-DE", "Sheeran", "ʃiːʀən"),
    ],
)
def test_english_words_are_read_by_ear(locale: str, word: str, phones: str) -> None:
    assert spoken(word, locale) == phones


@pytest.mark.parametrize(
    ("locale", "words", "phones"),
    [
        ("es-US", "complete date miles use trace", "komplete date miles use tɾase"),
        ("es-US", "Jesus Alejandra", "xesus alexandɾa"),
        ("fr-CA", "Gaston Abraham Demers", "ɡastɔ̃ abʁaam dəmɛʁ"),
        ("fr-CA", "divers table nation", "divɛʁ tabl nasjɔ̃"),
        ("de-DE", "Luke Panther Wilde Tiger", "luːkə pantɐ vɪldə tiːɡɐ"),
    ],
)
def test_words_of_the_language_stay_its_own(locale: str, words: str, phones: str) -> None:
    assert spoken(words, locale) == phones


def test_french_links_with_english_words() -> None:
    assert spoken("un iPhone", "fr-CA") == "œ̃n ajfɔn"
    assert spoken("les outdoor", "fr-CA").startswith("lez ")


@pytest.mark.parametrize(
    ("words", "phones"),
    [("apple pie", "apel pai"), ("el pie", "el pje"), ("Miami Vice", "maiami bais"), ("el vice", "el bise")],
)
def test_spanish_words_that_are_english_in_some_company(words: str, phones: str) -> None:
    assert spoken(words, "es-US") == phones


@pytest.mark.parametrize(
    ("swiss", "standard"),
    [
        ("grösste", "größte"),
        ("Massnahme", "Maßnahme"),
        ("Fussweg", "Fußweg"),
        ("zurueck", "zurück"),
        ("Muenchen", "München"),
    ],
)
def test_german_without_its_letters_is_read_like_german_with_them(swiss: str, standard: str) -> None:
    assert spoken(swiss, "de-DE") == spoken(standard, "de-DE")


def test_german_words_that_only_look_swiss() -> None:
    assert spoken("Masse Genosse Busse aktuell Poet", "de-DE") == "masə ɡənɔsə bʊsə aktuːɛl poːeːt"

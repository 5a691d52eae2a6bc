"""How fast text becomes phones, and that what is remembered stays bounded."""

from __future__ import annotations

import random
import time

import pytest

from frontend.g2p import dictionary, phonemize_words, words
from frontend.g2p.espeak import phonemize_clause
from frontend.locales import LOCALES

SENTENCES = {
    "en-US": "thank you for calling please hold while we connect you with the next available agent",
    "en-GB": "your appointment with the surgery has been moved to Thursday afternoon",
    "es-US": "su llamada es importante para nosotros por favor espere un momento",
    "de-DE": "bitte halten Sie Ihre Kundennummer und Ihre Rechnungsadresse bereit",
    "fr-CA": "veuillez patienter un instant votre appel est important pour nous",
}


def test_what_is_remembered_is_bounded() -> None:
    caches = (phonemize_words, phonemize_clause, words.read, dictionary.entry, dictionary.look_up)
    assert all(cache.cache_info().maxsize for cache in caches)


def test_a_clause_is_read_once() -> None:
    clause = ("this", "clause", "comes", "twice")
    phonemize_words(clause, "en-GB")
    hits = phonemize_words.cache_info().hits
    phonemize_words(clause, "en-GB")
    assert phonemize_words.cache_info().hits == hits + 1


@pytest.mark.perf
@pytest.mark.parametrize("locale", LOCALES)
def test_sentences_a_second(locale: str, capsys: pytest.CaptureFixture[str]) -> None:
    known = SENTENCES[locale].split()
    phonemize_words(tuple(known), locale)  # load espeak-ng and the tables
    generator = random.Random(1)
    sentences = [tuple(generator.sample(known, len(known))) for _ in range(200)]
    rates = []
    for _ in range(2):  # new sentences of known words, then the same again
        start = time.perf_counter()
        for sentence in sentences:
            phonemize_words(sentence, locale)
        rates.append(len(sentences) / (time.perf_counter() - start))
    with capsys.disabled():
        print(f"\nphonemize {locale}: {rates[0]:.0f} new and {rates[1]:.0f} remembered sentences a second")
    assert rates[1] > rates[0]

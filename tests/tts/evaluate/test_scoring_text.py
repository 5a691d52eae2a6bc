"""Tables of texts that must count as equal, and of those that must not."""

from __future__ import annotations

import pytest

from tts.evaluate.scoring_text import canonical_words, language_of

EQUAL = [
    ("en-US", "Press five now.", "press 5 now"),
    ("en-US", "It costs twenty dollars.", "It costs $20."),
    ("en-US", "twenty dollars and fifty cents", "$20.50"),
    ("en-US", "one thousand two hundred dollars", "$1,200"),
    ("en-US", "one thousand nine hundred eighty four points", "1,984 points"),
    ("en-US", "one million two hundred thousand", "1,200,000"),
    ("es-US", "diez mil árboles", "10.000 árboles"),  # Whisper groups either way in Spanish
    ("es-US", "diez mil árboles", "10,000 árboles"),
    ("es-US", "dos punto cinco", "2.5"),
    ("en-US", "in nineteen eighty four", "in 1984"),
    ("en-US", "the fourth of July", "the 4th of July"),
    ("en-US", "at half past nine", "At half-past nine!"),
    ("en-US", "at three thirty p.m.", "at 3:30 PM"),
    ("en-US", "at nine", "at 9:00"),
    ("en-GB", "at six thirty p.m.", "at 6.30 pm"),
    ("en-US", "on May 31 and later", "on May 31st and later"),
    ("es-US", "a las 6:30 p. m.", "a las 6:30 PM"),
    ("fr-CA", "18,50 $", "18 $50"),
    ("en-US", "nine oh one", "nine-oh-one"),
    ("en-US", "call five five five one two three four", "Call 555-1234."),
    ("en-US", "don't worry", "don\u2019t worry"),
    ("en-US", "mister Brown", "Mr. Brown"),
    ("en-US", "five percent", "5%"),
    ("en-US", "three point one four", "3.14"),
    ("en-GB", "one hundred and five", "105"),
    ("en-GB", "one hundred five", "one hundred and five"),
    ("en-GB", "the colour of the centre", "the color of the center"),
    ("en-GB", "they were organising and analysing", "they were organizing and analyzing"),
    ("en-GB", "the match was cancelled", "the match was canceled"),
    ("en-GB", "a grey cheque", "a gray check"),
    ("en-GB", "ten pounds", "£10"),
    ("es-US", "oprima el número dos", "Oprima el número 2."),
    ("es-US", "¿Cuánto cuesta?", "cuánto cuesta"),
    ("es-US", "veinte dólares", "$20"),
    ("es-US", "el primero de mayo", "el 1º de mayo"),
    ("es-US", "a las tres treinta", "a las 3:30"),
    ("de-DE", "Drücken Sie die Zwei.", "drücken sie die 2"),
    ("de-DE", "eine lange Straße", "Eine lange Strasse"),
    ("de-DE", "um vierzehn Uhr dreißig", "um 14:30 Uhr"),
    ("de-DE", "um achtzehn Uhr", "um 18:00 Uhr"),
    ("de-DE", "am dritten März", "am 3. März"),
    ("de-DE", "zwei Euro fünfzig", "2,50 €"),
    ("de-DE", "eintausend Euro", "1.000 €"),
    ("de-DE", "drei Komma fünf Prozent", "3,5 %"),
    ("de-DE", "neunzehnhundertneunzig", "1990"),
    ("fr-CA", "l'appel d'aujourd'hui", "l\u2019appel d\u2019aujourd\u2019hui"),
    ("fr-CA", "vingt heures trente", "20 h 30"),
    ("fr-CA", "neuf heures cinq", "9h05"),
    ("fr-CA", "neuf heures", "9 h"),
    ("fr-CA", "quatre-vingt-dix-neuf dollars", "99 $"),
    ("fr-CA", "vingt et un", "21"),
    ("fr-CA", "sa sœur", "sa soeur"),
    ("fr-CA", "la deuxième porte", "la 2e porte"),
    ("fr-CA", "mille deux cents", "1\u00a0200"),
    ("fr-CA", "trois virgule cinq pour cent", "3,5 %"),
]

DIFFERENT = [
    ("en-US", "press four", "press for"),
    ("en-US", "an hour", "an or"),
    ("es-US", "papa", "papá"),
    ("de-DE", "schon", "schön"),
    ("fr-CA", "pêcher", "pécher"),
    ("fr-CA", "vingt heures", "vingt minutes"),
]


@pytest.mark.parametrize(("locale", "reference", "transcript"), EQUAL)
def test_the_same_speech_written_two_ways(locale: str, reference: str, transcript: str) -> None:
    assert canonical_words(reference, locale) == canonical_words(transcript, locale)


@pytest.mark.parametrize(("locale", "reference", "transcript"), DIFFERENT)
def test_different_speech_stays_different(locale: str, reference: str, transcript: str) -> None:
    assert canonical_words(reference, locale) != canonical_words(transcript, locale)


@pytest.mark.parametrize("locale", ["en-US", "es-US", "de-DE", "fr-CA"])
@pytest.mark.parametrize("text", ["", " ... ", "7 8:15 $3.20 100% 1,5 1st 2e 3. X 0049 12345678901", "9:75 h h 5 h5"])
def test_any_text_gives_lower_case_letters_only(locale: str, text: str) -> None:
    assert all(word.isalpha() and word == word.casefold() for word in canonical_words(text, locale))


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(ValueError, match=r"pt-BR.*en, es, de, fr"):
        language_of("pt-BR")

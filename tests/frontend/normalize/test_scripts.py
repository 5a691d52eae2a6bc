"""Words of other scripts are spoken in Latin letters and point back at their own characters."""

from __future__ import annotations

import pytest

from frontend.locales import LOCALES
from frontend.normalize import normalize, normalize_to_text


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Москва", "Moskva"),
        ("Владимир Щедрин", "Vladimir Shchedrin"),
        ("Αθήνα", "Athina"),
        ("Ούζο", "Ouzo"),
        ("北京", "Beijing"),
        ("한국", "Hangug"),
        ("こんにちは", "konnichiha"),
        ("საქართველო", "sakartvelo"),
        ("Հայաստան", "Hayastan"),
    ],
)
def test_names_are_transliterated(written: str, spoken: str) -> None:
    assert normalize_to_text(written, "en-US") == spoken


@pytest.mark.parametrize(
    ("written", "read"), [("el рrimer рerro", "el primer perro"), ("lоs nоvios", "los novios"), ("Рotosí", "Potosí")]
)
def test_letters_that_look_latin_are_read_so_inside_of_latin_words(written: str, read: str) -> None:
    assert normalize_to_text(written, "es-US") == read


@pytest.mark.parametrize("text", ["مرحبا", "שלום", "สวัสดี", "नमस्ते", "我叫小明很高兴认识你"])
@pytest.mark.parametrize("locale", LOCALES)
def test_every_script_has_words_with_vowels(text: str, locale: str) -> None:
    spoken = normalize_to_text(text, locale)
    assert any(vowel in spoken.lower() for vowel in "aeiou")
    assert max(map(len, spoken.split())) > 1


def test_greek_symbols_keep_their_names() -> None:
    assert normalize_to_text("ΔT, λ", "en-US") == "delta T, lambda"


def test_spans_cover_the_foreign_word() -> None:
    text = "In Київ, 北京 и Щука."
    spans = [text[token.span.start : token.span.end] for token in normalize(text, "en-GB")]
    assert spans == ["In", "Київ", ",", "北京", "и", "Щука", "."]


def test_marks_of_other_scripts_end_sentences() -> None:
    assert normalize_to_text("你好。再见？", "en-US") == "Nihao. Zaijian?"

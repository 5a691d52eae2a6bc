"""Phones of single words and of words in context, from dictionaries and textbooks."""

from __future__ import annotations

import pytest

from frontend.g2p import broad, phonemize_words
from frontend.g2p.align import align_groups
from frontend.locales import LOCALES
from frontend.phonology import WORD_BOUNDARY, inventory


def spoken(text: str, locale: str, stress: bool = False) -> str:
    marks = {0: "", 1: "ˌ", 2: "ˈ"} if stress else {0: "", 1: "", 2: ""}
    words = phonemize_words(tuple(text.split()), locale)
    return " ".join("".join(marks[phone.stress] + phone.symbol for phone in word) for word in words)


WORDS = [
    ("en-US", "hello", "həloʊ"), ("en-US", "bird", "bɝd"), ("en-US", "church", "t͡ʃɝt͡ʃ"),
    ("en-US", "judge", "d͡ʒʌd͡ʒ"), ("en-US", "hot", "hɑt"),
    ("en-US", "better", "bɛɾɚ"), ("en-US", "sing", "sɪŋ"), ("en-US", "think", "θɪŋk"),
    ("en-GB", "hello", "hələʊ"), ("en-GB", "bird", "bɜːd"), ("en-GB", "hot", "hɒt"), ("en-GB", "better", "bɛtə"),
    ("en-GB", "car", "kɑː"),
    ("en-GB", "glass", "ɡlɑːs"), ("en-GB", "after", "ɑːftə"), ("en-GB", "passenger", "pæsɪnd͡ʒə"),
    ("en-GB", "trap", "tɹæp"), ("en-GB", "there", "ðɛə"),
    ("es-US", "perro", "pero"), ("es-US", "pero", "peɾo"), ("es-US", "zapato", "sapato"), ("es-US", "mucho", "mut͡ʃo"),
    ("es-US", "niño", "niɲo"),
    ("es-US", "gente", "xente"), ("es-US", "hola", "ola"), ("es-US", "lobo", "loβo"),
    ("de-DE", "ich", "ɪç"), ("de-DE", "Buch", "buːx"), ("de-DE", "Zeit", "t͡saɪt"), ("de-DE", "schön", "ʃøːn"),
    ("de-DE", "Bruder", "bʁuːdɐ"), ("de-DE", "vier", "fiːɐ̯"),
    ("de-DE", "Pfanne", "p͡fanə"), ("de-DE", "heute", "hɔʏtə"), ("de-DE", "Tag", "taːk"),
    ("de-DE", "verstehen", "fɛɐ̯ʃteːən"),
    ("fr-CA", "bonjour", "bɔ̃ʒuʁ"), ("fr-CA", "lui", "lɥi"), ("fr-CA", "tu", "t͡sy"), ("fr-CA", "dire", "d͡ziʁ"),
    ("fr-CA", "vite", "vɪt"), ("fr-CA", "route", "ʁʊt"),
    ("fr-CA", "jupe", "ʒʏp"), ("fr-CA", "vide", "vɪd"), ("fr-CA", "pain", "pɛ̃"), ("fr-CA", "vingt", "vɛ̃"),
    ("fr-CA", "livre", "livʁ"),
]  # fmt: skip


@pytest.mark.parametrize(("locale", "word", "phones"), WORDS)
def test_word(locale: str, word: str, phones: str) -> None:
    assert spoken(word, locale) == phones


@pytest.mark.parametrize("locale", ["en-US", "en-GB"])
def test_the_letter_is_not_the_article(locale: str) -> None:
    assert spoken("A", locale) == "eɪ"
    assert spoken("a dog", locale).startswith("ə ")


def test_i_is_not_swallowed_at_the_head_of_a_clause() -> None:
    assert spoken("I can't see what I need", "en-US", stress=True).split()[0] == "ˌaɪ"
    assert spoken("He knows I can", "en-GB", stress=True).split()[2] == "aɪ"


def test_stress_sits_on_the_nucleus() -> None:
    assert spoken("hello", "en-US", stress=True) == "həlˈoʊ"
    assert spoken("español", "es-US", stress=True).endswith("ɲˈol")


def test_merged_words_keep_their_own_phones() -> None:
    words = phonemize_words(("because", "of", "the", "weather"), "en-GB")
    joined = ["".join(phone.symbol for phone in word) for word in words]
    assert joined[1] in {"əv", "ɒv"}
    assert joined[2:] == ["ðə", "wɛðə"]


def test_spoken_words_inside_one_entry_are_separated() -> None:
    (phones,) = phonemize_words(("five dollars",), "en-US")
    assert [phone.symbol for phone in phones].count(WORD_BOUNDARY) == 1


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("word", ["", "’", "--", "日本", "x" * 400, "\u200bа"])
def test_odd_words_never_fail(locale: str, word: str) -> None:
    (phones,) = phonemize_words((word,), locale)
    assert all(phone.symbol in inventory() or phone.symbol == WORD_BOUNDARY for phone in phones)


def test_alignment_splits_what_was_merged() -> None:
    groups = [["ʌ", "v", "ð", "ə"], ["k", "æ", "t"]]
    alone = [["ʌ", "v"], ["ð", "ə"], ["k", "ˈæ", "t"]]
    assert align_groups(groups, alone) == [("ʌ", "v"), ("ð", "ə"), ("k", "æ", "t")]


def test_alignment_joins_what_was_split_and_loses_nothing() -> None:
    groups = [["j", "uː"], ["t", "uː", "b"]]
    assert align_groups(groups, [["j", "uː", "t", "uː", "b"]]) == [("j", "uː", "t", "uː", "b")]


def test_affrication_waits_before_high_front_vowels_only() -> None:
    (phones,) = phonemize_words(("directitude",), "fr-CA")
    affricated = "".join(phone.symbol for phone in phones)
    assert affricated.startswith("d͡ziʁɛkt͡si")
    assert affricated.endswith("d")
    assert "".join(phone.symbol for phone in broad(phones, "fr-CA")) == "diʁɛktityd"

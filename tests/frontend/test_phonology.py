"""The inventory and the encoding of sentences."""

from __future__ import annotations

import numpy as np
import pytest

from frontend.errors import UnknownPhoneError
from frontend.phonology import (
    BOS,
    EOS,
    WORD_BOUNDARY,
    encode,
    feature_matrix,
    feature_names,
    inventory,
    is_phone,
    viseme,
    vocabulary,
)
from frontend.types import Phone, Sentence, Span, Word

POLLY_SETS = {
    "en-US": "b d d͡ʒ ð f ɡ h j k l m n ŋ p ɹ s ʃ t t͡ʃ θ v w z ʒ ə ɚ æ aɪ aʊ ɑ eɪ ɝ ɛ i ɪ oʊ ɔ ɔɪ u ʊ ʌ",
    "en-GB": "l̩ m̩ n̩ ə əʊ æ aɪ aʊ ɑː eɪ ɜː ɛ ɛə iː i ɪ ɪə ɔː ɔɪ ɒ uː ʊ ʊə ʌ",
    "es-US": "ɾ b β d ð f ɡ ɣ j ʝ k l m n ɲ ŋ p r s ʃ t t͡ʃ w x z a e i o u",
    "de-DE": "ʔ b ç d d͡ʒ f ɡ h j k l m n ŋ p p͡f s ʃ t t͡s t͡ʃ v x z ʒ øː ɐ ɐ̯ œ ə a aː aɪ aʊ ɑ̃ eː ɛ ɛ̃ iː ɪ oː ɔ ɔ̃ "
    "ɔʏ uː ʊ yː ʏ",
    "fr-CA": "b d f ɡ ɥ j k l m n ɲ ŋ p ʁ s ʃ t v w z ʒ ø œ œ̃ ə a ɑ̃ e ɛ ɛ̃ i o ɔ ɔ̃ u y",
}


def sentence(*words: tuple[str, str], locale: str = "en-US") -> Sentence:
    """Words as (phones with spaces, punctuation)."""
    made = tuple(
        Word("w", "w", Span(0, 1), tuple(Phone(symbol, 0, locale) for symbol in phones.split()), mark)
        for phones, mark in words
    )
    return Sentence(made, Span(0, 1), locale)


@pytest.mark.parametrize("locale", POLLY_SETS)
def test_inventory_holds_the_documented_phones(locale: str) -> None:
    assert set(POLLY_SETS[locale].split()) <= set(inventory())


def test_xsampa_is_unique() -> None:
    names = [row.xsampa for row in inventory().values()]
    assert len(names) == len(set(names))


def test_every_phone_has_distinct_features() -> None:
    matrix = feature_matrix()
    assert matrix.shape == (len(vocabulary()), len(feature_names()))
    rows = {tuple(matrix[vocabulary().index(symbol)]) for symbol in inventory()}
    assert len(rows) == len(inventory())


def test_encoding_puts_boundaries_between_words_and_ends_with_a_full_stop() -> None:
    encoded = encode(sentence(("h aɪ", ""), ("ð ɛ ɹ", "")))
    assert encoded.symbols() == [BOS, "h", "aɪ", WORD_BOUNDARY, "ð", "ɛ", "ɹ", ".", EOS]
    assert encoded.word_index.tolist() == [-1, 0, 0, -1, 1, 1, 1, -1, -1]


def test_punctuation_replaces_the_boundary_and_a_hanging_comma_becomes_a_full_stop() -> None:
    encoded = encode(sentence(("h aɪ", ","), ("ð ɛ ɹ", ",")))
    assert encoded.symbols() == [BOS, "h", "aɪ", ",", "ð", "ɛ", "ɹ", ".", EOS]


def test_several_sentences_share_one_breath() -> None:
    encoded = encode(sentence(("h aɪ", "?")), sentence(("j ɛ s", "")))
    assert encoded.symbols() == [BOS, "h", "aɪ", "?", "j", "ɛ", "s", ".", EOS]
    assert encoded.word_index.max() == 1


def test_language_is_one_for_each_phone() -> None:
    mixed = Sentence(
        (
            Word("a", "a", Span(0, 1), (Phone("a", 2, "de-DE"),)),
            Word("b", "b", Span(2, 3), (Phone("i", 2, "en-US"),)),
        ),
        Span(0, 3),
        "en-US",
    )
    encoded = encode(mixed)
    assert encoded.language_ids[1] != encoded.language_ids[3]
    assert encoded.stress_ids.tolist() == [0, 2, 0, 2, 0, 0]
    assert encoded.phone_ids.dtype == np.int64


def test_unknown_phone_is_named() -> None:
    with pytest.raises(UnknownPhoneError, match="ʘ"):
        encode(sentence(("ʘ", "")))


def test_boundaries_are_not_phones() -> None:
    assert is_phone("a")
    assert not any(is_phone(symbol) for symbol in (WORD_BOUNDARY, BOS, EOS, ",", "?"))


VISEMES = {
    "en-US": "ɹ:r ə:@ ɚ:@ æ:a ɑ:a aɪ:a aʊ:a eɪ:e ɛ:E ɝ:E ʌ:E i:i ɪ:i oʊ:o ɔ:O ɔɪ:O u:u ʊ:u t:t",
    "en-GB": "ɹ:r əʊ:@ ɑː:a ɜː:E ɛə:E ɪə:i ɔː:O ɒ:O ʊə:u uː:u l̩:t n̩:t m̩:p t:t",
    "es-US": "ɾ:t r:r ð:T ɣ:k ʝ:J x:k t͡ʃ:S β:B a:a e:e i:i o:o u:u t:t",
    "de-DE": "ç:k x:k t:T d:t ɐ:a a:a aɪ:a aʊ:a ɑ̃:a ə:@ eː:e ɛ:E ɛ̃:E iː:i ɪ:i oː:o øː:o ɔ:O œ:O ɔ̃:O ɔʏ:O uː:u yː:u ʏ:u",
    "fr-CA": "ʁ:k ɥ:u ɲ:J a:a ɑ̃:a e:e ɛ:E ɛ̃:E i:i o:o ø:o ɔ:O œ:O ɔ̃:O œ̃:O u:u y:u ə:@ t:t",
}
"""From the viseme tables of Amazon Polly's developer guide."""

EVERYWHERE = "p:p b:p m:p d:t n:t l:t s:s z:s f:f v:f k:k ɡ:k ŋ:k h:k ʃ:S ʒ:S t͡ʃ:S d͡ʒ:S θ:T ð:T j:i w:u"


@pytest.mark.parametrize("locale", VISEMES)
def test_visemes_are_those_of_the_guide(locale: str) -> None:
    for pair in f"{EVERYWHERE} {VISEMES[locale]}".split():
        symbol, expected = pair.split(":")
        assert viseme(symbol, locale) == expected, symbol


def test_every_phone_has_a_known_viseme() -> None:
    known = {"x", "sil", *"ptSTfkirsu@aeEoOBJ"}
    assert {viseme(symbol, locale) for symbol in inventory() for locale in VISEMES} <= known
    with pytest.raises(UnknownPhoneError, match="not a phone"):
        viseme(",", "en-US")

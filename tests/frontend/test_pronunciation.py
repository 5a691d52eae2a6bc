"""Written pronunciations: X-SAMPA and IPA to phones of the inventory."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontend.errors import UnknownPhoneError
from frontend.locales import LOCALES
from frontend.phonology import inventory, is_phone
from frontend.pronunciation import parse
from frontend.xsampa import to_ipa

# The phones that Amazon Polly documents for each locale.
DOCUMENTED = {
    "en-US": "b d d͡ʒ ð f ɡ h j k l m n ŋ p ɹ s ʃ t t͡ʃ θ v w z ʒ ə ɚ æ aɪ aʊ ɑ eɪ ɝ ɛ i ɪ oʊ ɔ ɔɪ u ʊ ʌ",
    "en-GB": "b d d͡ʒ ð f ɡ h j k l m n ŋ p ɹ s ʃ t t͡ʃ θ v w z ʒ l̩ m̩ n̩ "
    "ə əʊ æ aɪ aʊ ɑː eɪ ɜː ɛ ɛə iː i ɪ ɪə ɔː ɔɪ ɒ uː ʊ ʊə ʌ",
    "es-US": "ɾ b β d ð f g ɣ j ʝ k l m n ɲ ŋ p r s ʃ t t͡ʃ w x z a e i o u",
    "de-DE": "ʔ b ç d d͡ʒ f g h j k l m n ŋ p p͡f ʀ s ʃ t t͡s t͡ʃ v x z ʒ "
    "øː ɐ ɐ̯ œ ə a aː aɪ aʊ ɑ̃ eː ɛ ɛ̃ iː ɪ oː ɔ ɔ̃ ɔʏ uː ʊ yː ʏ",
    "fr-CA": "b d f g ɥ j k l m n ɲ ŋ p ʁ s ʃ t v w z ʒ ø œ œ̃ ə a ɑ̃ e ɛ ɛ̃ i o ɔ ɔ̃ u y",
}  # fmt: skip


def written(text: str, alphabet: str, locale: str) -> str:
    """Phones separated by spaces, stress marks in front of the nucleus."""
    return " ".join("_ˌˈ"[phone.stress].strip("_") + phone.symbol for phone in parse(text, alphabet, locale))


@pytest.mark.parametrize("locale", LOCALES)
def test_documented_phones_can_be_spoken(locale: str) -> None:
    for symbol in DOCUMENTED[locale].split():
        phones = parse(f"m.{symbol}.m", "ipa", locale)
        assert all(is_phone(phone.symbol) for phone in phones)
        assert len(phones) >= 3


def test_xsampa_has_every_symbol_of_the_inventory() -> None:
    for symbol, row in inventory().items():
        assert to_ipa(row.xsampa) == symbol


@pytest.mark.parametrize(
    ("text", "alphabet", "locale", "phones"),
    [
        ("pɪˈkɑːn", "ipa", "en-US", "p ɪ k ˈɑ n"),
        ('pI"kA:n', "x-sampa", "en-US", "p ɪ k ˈɑ n"),
        ("kæts", "ipa", "en-US", "k æ t s"),
        ("t͡ʃɜːt͡ʃ", "ipa", "en-GB", "t͡ʃ ɜː t͡ʃ"),
        ("tʃɜːtʃ", "ipa", "en-GB", "t͡ʃ ɜː t͡ʃ"),
        ("ˈtsʊkɐ", "ipa", "de-DE", "t͡s ˈʊ k ɐ"),
        ('"tsUk6', "x-sampa", "de-DE", "t͡s ˈʊ k ɐ"),
        ("ˌɪntɐˈnɛt", "ipa", "de-DE", "ˌɪ n t ɐ n ˈɛ t"),
        ("ɔ̃ʒuʁ", "ipa", "fr-CA", "ɔ̃ ʒ u ʁ"),
        ("vɪt", "ipa", "fr-CA", "v ɪ t"),
        ('"pe.r\\o', "x-sampa", "es-US", "p ˈe ɾ o"),
        ("ɡʊd deɪ", "ipa", "en-US", "ɡ ʊ d   d eɪ"),
    ],
)
def test_parse(text: str, alphabet: str, locale: str, phones: str) -> None:
    assert written(text, alphabet, locale) == phones


@pytest.mark.parametrize(
    ("text", "alphabet"), [("", "ipa"), ("ˈ.", "ipa"), ("a⁂", "ipa"), ("aé", "x-sampa"), ("漢", "ipa")]
)
def test_unknown_symbols_are_named(text: str, alphabet: str) -> None:
    with pytest.raises(UnknownPhoneError):
        parse(text, alphabet, "en-US")


def test_unknown_alphabet() -> None:
    with pytest.raises(ValueError, match="use ipa or x-sampa"):
        parse("a", "arpabet", "en-US")


@pytest.mark.parametrize("alphabet", ["ipa", "x-sampa"])
@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("".join({*inventory(), 'tsdzpfˈˌ. ː\u0303\u0361"%:~_^=\\`{@'})), max_size=20))
def test_any_string_gives_phones_or_an_error(alphabet: str, text: str) -> None:
    for locale in LOCALES:
        try:
            phones = parse(text, alphabet, locale)
        except UnknownPhoneError:
            continue
        assert all(is_phone(phone.symbol) or phone.symbol == " " for phone in phones)

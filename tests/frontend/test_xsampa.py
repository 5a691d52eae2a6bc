"""X-SAMPA as Amazon Polly documents it for each locale: its IPA, and the phones that a ``<phoneme>`` speaks."""

from __future__ import annotations

import pytest

from frontend.errors import UnknownPhoneError
from frontend.pronunciation import parse
from frontend.xsampa import to_ipa

# From the phoneme tables of Amazon Polly's developer guide: IPA and X-SAMPA of every phone that a locale has.
POLLY = {
    "en-US": r"b:b d:d d͡ʒ:dZ ð:D f:f ɡ:g h:h j:j k:k l:l m:m n:n ŋ:N p:p ɹ:r\ s:s ʃ:S t:t t͡ʃ:tS θ:T v:v w:w z:z ʒ:Z "
    r"ə:@ ɚ:@` æ:{ aɪ:aI aʊ:aU ɑ:A eɪ:eI ɝ:3` ɛ:E i:i ɪ:I oʊ:oU ɔ:O ɔɪ:OI u:u ʊ:U ʌ:V",
    "en-GB": r"b:b d:d d͡ʒ:dZ ð:D f:f ɡ:g h:h j:j k:k l:l l̩:l= m:m m̩:m= n:n n̩:n= ŋ:N p:p ɹ:r\ s:s ʃ:S t:t t͡ʃ:tS θ:T v:v "
    r"w:w z:z ʒ:Z ə:@ əʊ:@U æ:{ aɪ:aI aʊ:aU ɑː:A: eɪ:eI ɜː:3: ɛ:E ɛə:E@ iː:i: i:i ɪ:I ɪə:I@ ɔː:O: ɔɪ:OI ɒ:Q "
    r"uː:u: ʊ:U ʊə:U@ ʌ:V",
    "es-US": r"ɾ:4 b:b β:B d:d ð:D f:f ɡ:g ɣ:G j:j ʝ:j\ k:k l:l m:m n:n ɲ:J ŋ:N p:p r:r s:s ʃ:S t:t t͡ʃ:tS w:w x:x z:z "
    r"a:a e:e i:i o:o u:u",
    "de-DE": r"ʔ:? b:b ç:C d:d d͡ʒ:dZ f:f ɡ:g h:h j:j k:k l:l m:m n:n ŋ:N p:p p͡f:pf ʁ:R s:s ʃ:S t:t t͡s:ts t͡ʃ:tS v:v x:x "
    r"z:z ʒ:Z øː:2: ɐ:6 ɐ̯:6_^ œ:9 ə:@ a:a aː:a: aɪ:aI aʊ:aU ɑ̃:A~ eː:e: ɛ:E ɛ̃:E~ iː:i: ɪ:I oː:o: ɔ:O ɔ̃:O~ ɔʏ:OY "
    r"uː:u: ʊ:U yː:y: ʏ:Y",
    "fr-CA": r"b:b d:d f:f ɡ:g ɥ:H j:j k:k l:l m:m n:n ɲ:J ŋ:N p:p ʁ:R s:s ʃ:S t:t v:v w:w z:z ʒ:Z ø:2 œ:9 œ̃:9~ ə:@ "
    r"a:a ɑ̃:A~ e:e ɛ:E ɛ̃:E~ i:i o:o ɔ:O ɔ̃:O~ u:u y:y",
}

SPOKEN_OTHERWISE = {
    ("en-GB", "l̩"): "ə l", ("en-GB", "m̩"): "ə m", ("en-GB", "n̩"): "ə n",  # a vowel and a consonant in this engine
    ("en-GB", "i"): "i", ("es-US", "ʃ"): "ʃ", ("es-US", "z"): "s", ("es-US", "ŋ"): "ŋ",
}  # fmt: skip


def pairs(locale: str) -> list[tuple[str, str]]:
    """IPA and X-SAMPA; a long vowel has colons of its own."""
    return [(entry.partition(":")[0], entry.partition(":")[2]) for entry in POLLY[locale].split()]


@pytest.mark.parametrize("locale", POLLY)
def test_every_phone_of_the_locale_has_its_ipa(locale: str) -> None:
    for ipa, xsampa in pairs(locale):
        assert to_ipa(xsampa) == ipa


@pytest.mark.parametrize("locale", POLLY)
def test_a_documented_symbol_gives_its_phone(locale: str) -> None:
    for ipa, xsampa in pairs(locale):
        if ipa == "ʔ":  # nothing that can be heard by itself
            continue
        spoken = " ".join(phone.symbol for phone in parse(xsampa, "x-sampa", locale))
        assert spoken == SPOKEN_OTHERWISE.get((locale, ipa), ipa), (xsampa, spoken)
        assert spoken == " ".join(phone.symbol for phone in parse(ipa, "ipa", locale))


@pytest.mark.parametrize("locale", POLLY)
def test_symbols_in_a_row_are_told_apart(locale: str) -> None:
    """The longest symbol wins, and a full stop keeps neighbours apart."""
    symbols = [xsampa for _, xsampa in pairs(locale) if xsampa not in "?"]
    expected = [phone.symbol for xsampa in symbols for phone in parse(xsampa, "x-sampa", locale)]
    assert [phone.symbol for phone in parse(".".join(symbols), "x-sampa", locale)] == expected


@pytest.mark.parametrize(
    ("xsampa", "ipa"),
    [('pI"kA:n', "pɪˈkɑːn"), ('%kA.st@"l{n', "ˌkɑ.stəˈlæn"), ('bO~"ZuR', "bɔ̃ˈʒuʁ"), ('"tSa:6_^', "ˈt͡ʃaːɐ̯")],
)
def test_stress_and_syllables(xsampa: str, ipa: str) -> None:
    assert to_ipa(xsampa) == ipa


def test_what_is_no_xsampa_is_named_with_its_place() -> None:
    with pytest.raises(UnknownPhoneError, match="'ɑ' at position 2"):
        to_ipa("kɑ")

"""Which part of an English word has the main stress, alone and among others: what pronouncing dictionaries print."""

from __future__ import annotations

import pytest

from frontend.pipeline import Frontend

STRESSED = (
    ("an *X-ray* of my knee", "ˈɛksɹˌeɪ"), ("a clean *T-shirt* again", "tˈiʃˌɝt"), ("a song in *B-flat*", "bˌiflˈæt"),
    ("the *check-in* was slow", "t͡ʃˈɛkɪn"), ("thanks for the *heads-up*", "hˈɛdzʌp"), ("an *add-on*", "ˈædɑn"),
    ("about *seven-ish*", "sˈɛvənɪʃ"),
    ("a *one-off*", "wˌʌnˈɔf"), ("it is *hands-on*", "hˌændzˈɑn"), ("the *take-over*", "tˈeɪkˌoʊvɚ"),
    ("my *mother-in-law*", "mˈʌðɚɪnlˌɔ"), ("all that *chit-chat*", "t͡ʃˈɪtt͡ʃˌæt"),
    ("an old *thrift-store*", "θɹˈɪftstˌɔɹ"), ("my *ex-wife*", "ˌɛkswˈaɪf"), ("about *two-thirds*", "tˌuθˈɝdz"),
    ("it is *home-made*", "hˌoʊmmˈeɪd"), ("it is *sugar-free*", "ʃˌʊɡɚfɹˈi"), ("a *six-year-old*", "sˈɪksjˌɪɹˌoʊld"),
    ("an old *Rolls-Royce*", "ɹˌoʊlzɹˈɔɪs"), ("we *co-operate* fully", "kˌoʊˈɑpɚɹˌeɪt"),
    ("it is *full-time*", "fˌʊltˈaɪm"), ("a *full-time* job", "fˈʊltˌaɪm"), ("she is *thirty-one*", "θˌɝɾiwˈʌn"),
    ("she is *nineteen*", "nˌaɪntˈin"),
    ("about *nineteen* people", "nˈaɪntˌin"), ("they are *Japanese*", "d͡ʒˌæpənˈiz"), ("*Japanese* food", "d͡ʒˈæpənˌiz"),
    ("I want a new *one*", "wˌʌn"), ("this *one* is mine", "wˌʌn"), ("no *one* came", "wˌʌn"),
    ("only *one* came", "wˈʌn"), ("the number *one* reason", "wˈʌn"), ("that was too *much*", "mˈʌt͡ʃ"),
    ("I *won't* go", "wˈoʊnt"), ("my new *iPhone*", "ˈaɪfˌoʊn"), ("on Wall *Street* today", "stɹˌit"),
    ("on *TikTok*", "tˈɪktˌɑk"),
)  # fmt: skip
"""American clauses with a word in asterisks, and its phones."""


@pytest.mark.parametrize(("clause", "expected"), STRESSED)
def test_main_stress(clause: str, expected: str) -> None:
    words = clause.split()
    index = next(i for i, word in enumerate(words) if word.startswith("*"))
    word = Frontend().process(clause.replace("*", ""), "en-US").sentences[0].words[index]
    assert "".join("_ˌˈ"[phone.stress].strip("_") + phone.symbol for phone in word.phones) == expected


def test_a_linking_r_inside_of_a_word() -> None:
    word = Frontend().process("a cover-up", "en-GB").sentences[0].words[1]
    assert "".join(phone.symbol for phone in word.phones) == "kʌvəɹʌp"

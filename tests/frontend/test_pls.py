"""Pronunciation lexicons: what is read, what is refused, and how they change the reading."""

from __future__ import annotations

import time

import pytest

from frontend.errors import (
    LexemeLengthError,
    LexiconAlphabetError,
    LexiconError,
    LexiconLanguageError,
    LexiconSizeError,
)
from frontend.pipeline import Frontend
from frontend.pls import Lexicon, Matcher, parse
from frontend.ssml import model as ssml
from frontend.types import Utterance

_NAMESPACE = "http://www.w3.org/2005/01/pronunciation-lexicon"


def lexicon(*lexemes: tuple[str, str], language: str = "en-US", alphabet: str = "ipa") -> Lexicon:
    """Lexemes are (grapheme, content), where content is an alias or, between slashes, a phoneme."""
    body = "".join(
        f"<lexeme><grapheme>{grapheme}</grapheme>"
        + (f"<phoneme>{spoken[1:-1]}</phoneme>" if spoken[0] == "/" else f"<alias>{spoken}</alias>")
        + "</lexeme>"
        for grapheme, spoken in lexemes
    )
    return parse(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<lexicon version="1.0" xmlns="{_NAMESPACE}" '
        f'alphabet="{alphabet}" xml:lang="{language}">{body}</lexicon>'
    )


def spoken(utterance: Utterance) -> str:
    return " ".join(sentence.spoken() for sentence in utterance)


def test_alias_is_not_looked_up_again_and_the_first_lexeme_wins() -> None:
    first = lexicon(("W3C", "World Wide Web Consortium"), ("W3C", "nobody"), ("Consortium", "Community"))
    utterance = Frontend([first, lexicon(("W3C", "late"), ("Elm", "Oak 5"))]).process("The W3C, at Elm.", "en-US")
    assert spoken(utterance) == "The World Wide Web Consortium, at Oak five."
    assert "W3C" in {utterance.text[w.span.start : w.span.end] for s in utterance for w in s.words}


@pytest.mark.parametrize(("alphabet", "ph"), [("ipa", "/pɪˈkɑːn/"), ("x-sampa", '/pI"kA:n/')])
def test_phonemes_in_both_alphabets(alphabet: str, ph: str) -> None:
    frontend = Frontend([lexicon(("pecan", ph), alphabet=alphabet)])
    for utterance in (
        frontend.process("A pecan pie.", "en-US"),
        frontend.process_ssml("<speak>A <emphasis>pecan</emphasis> pie.</speak>", "en-US"),
    ):
        word = utterance.sentences[0].words[1]
        assert [phone.symbol for phone in word.phones] == ["p", "ɪ", "k", "ɑ", "n"]
        assert utterance.text[word.span.start : word.span.end] == "pecan"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Bob", "Robert"),
        ("bob", "bob"),
        ("Bobby", "Bobby"),
        ("Bob's", "Robert's"),
        ("New York City", "the city"),
        ("New York", "the state"),
        ("C++!", "see plus plus!"),
        ("New\nYork City", "the city"),
        ("New\u00a0York", "the state"),
        ("L’Oréal", "lorry all"),
        ("Q&A, &co", "Q and A, and co"),
        ("😀😀!", "smile smile!"),
        ("7 of 77, 7.7, 1:7", "lucky of seventy-seven, seven point seven, one to seven"),
    ],
)
def test_whole_words_longest_first(text: str, read: str) -> None:
    entries = lexicon(
        ("Bob", "Robert"),
        ("New York", "the state"),
        ("New York City", "the city"),
        ("C++", "see plus plus"),
        ("L'Oréal", "lorry all"),
        ("&amp;", "and"),
        ("😀", "smile"),
        ("7", "lucky"),
    )
    assert spoken(Frontend([entries]).process(text, "en-US")) == read


@pytest.mark.parametrize(
    ("language", "locale", "applies"),
    [("en", "en-GB", True), ("en-US", "en-GB", False), ("EN-gb", "en-GB", True), ("fr-FR", "fr-CA", False)],
)
def test_language_decides_where_it_applies(language: str, locale: str, applies: bool) -> None:
    entries = lexicon(("xyz", "success"), language=language)
    assert entries.applies_to(locale) is applies
    assert ("success" in spoken(Frontend([entries]).process("xyz", locale))) is applies


def test_lexicons_follow_the_language_of_the_text() -> None:
    frontend = Frontend([lexicon(("ABC", "Alphabet"), language="de-DE")])
    utterance = frontend.process_ssml("<speak>ABC <lang xml:lang='de-DE'>ABC</lang></speak>", "en-US")
    assert spoken(utterance) == "A B C Alphabet"


def test_fixed_readings_are_left_alone() -> None:
    frontend = Frontend([lexicon(("AB", "wrong"))])
    document = "<speak><sub alias='AB'>x</sub> <say-as interpret-as='characters'>AB</say-as></speak>"
    assert "wrong" not in spoken(frontend.process_ssml(document, "en-US"))


def test_preferred_pronunciation_and_several_graphemes() -> None:
    entries = parse(
        f'<lexicon xmlns="{_NAMESPACE}" xml:lang="en" alphabet="ipa"><meta name="a"/><lexeme>'
        "<grapheme> a\n b </grapheme>"
        '<grapheme>c</grapheme><alias>d</alias><phoneme prefer="true" alphabet="x-sampa">E</phoneme>'
        "<example>f</example></lexeme></lexicon>"
    )
    assert [(e.grapheme, e.alias, e.ph, e.alphabet) for e in entries.lexemes] == [
        ("a b", "", "E", "x-sampa"),
        ("c", "", "E", "x-sampa"),
    ]
    assert (entries.language, entries.alphabet) == ("en", "ipa")
    assert entries.written == 1


def test_metadata_and_other_vocabularies_are_passed_over() -> None:
    entries = parse(
        f'<lexicon xmlns="{_NAMESPACE}" xmlns:x="http://example.com/x" xml:lang="en" alphabet="ipa">'
        "<metadata><x:lexeme/><anything/></metadata><lexeme><x:grapheme>no</x:grapheme><grapheme>a</grapheme>"
        "<alias>b</alias><x:note>more</x:note></lexeme></lexicon>"
    )
    assert [(e.grapheme, e.alias) for e in entries.lexemes] == [("a", "b")]


_HEAD = f'<lexicon xmlns="{_NAMESPACE}" xml:lang="en" alphabet="ipa"><lexeme><grapheme>a</grapheme>'


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        ("", LexiconError),
        ("<lexicon", LexiconError),
        ("<lexicon>", LexiconError),
        (f"<lexicon xmlns='{_NAMESPACE}'>", LexiconError),
        (_HEAD + "<alias>b</alias></lexeme>", LexiconError),
        ("<speak xml:lang='en'/>", LexiconError),
        ("<!DOCTYPE lexicon [<!ENTITY a 'b'>]><lexicon xml:lang='en'/>", LexiconError),
        ("<lexicon xml:lang='en' alphabet='ipa'>&a;</lexicon>", LexiconError),
        (f"<lexicon xmlns='{_NAMESPACE}' alphabet='ipa'/>", LexiconLanguageError),
        (f"<lexicon xmlns='{_NAMESPACE}' xml:lang='??' alphabet='ipa'/>", LexiconLanguageError),
        (f"<lexicon xmlns='{_NAMESPACE}' xml:lang='en' alphabet='arpabet'/>", LexiconAlphabetError),
        (_HEAD + "<phoneme alphabet='x-amazon-pinyin'>a</phoneme></lexeme></lexicon>", LexiconAlphabetError),
        (_HEAD + "</lexeme></lexicon>", LexiconError),
        (_HEAD + "<alias> </alias></lexeme></lexicon>", LexiconError),
        (_HEAD + "<phoneme>⁂</phoneme></lexeme></lexicon>", LexiconError),
        (_HEAD + f"<alias>{'a' * 101}</alias></lexeme></lexicon>", LexemeLengthError),
        (f"<lexicon xmlns='{_NAMESPACE}' xml:lang='en'><alias>a</alias></lexicon>", LexiconError),
        (f"<lexicon xmlns='{_NAMESPACE}' xml:lang='en'>" + "<a>" * 20, LexiconError),
        ("<lexicon xmlns='http://example.com/other' xml:lang='en'/>", LexiconError),
        (_HEAD.replace("grapheme", "graphem") + "<alias>b</alias></lexeme></lexicon>", LexiconError),
        (" " * 40_001, LexiconSizeError),
    ],
)
def test_bad_lexicons_are_errors_with_a_place(document: str, kind: type[LexiconError]) -> None:
    with pytest.raises(LexiconError) as caught:
        parse(document)
    assert type(caught.value) is kind
    assert caught.value.line >= 1
    assert caught.value.column >= 1


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "UTF-16"])
def test_a_declared_encoding_does_not_change_the_text(encoding: str) -> None:
    """The document comes as text; what its file once was in does not matter."""
    body = "<lexeme><grapheme>été</grapheme><alias>hiver</alias></lexeme>"
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    document = f'{head}<lexicon version="1.0" xmlns="{_NAMESPACE}" alphabet="ipa" xml:lang="fr-CA">{body}</lexicon>'
    assert parse(document).lexemes[0].grapheme == "été"


def test_many_lexemes_that_begin_alike_take_no_time() -> None:
    entries = lexicon(*[(f"a b{n}", "x") for n in range(600)])
    text = "a " * 20_000

    def seconds(*lexicons: Lexicon) -> float:
        document = ssml.Text(text, range(len(text)), range(1, len(text) + 1), "en-US")
        begin = time.process_time()
        assert len(Matcher(lexicons).apply(document)) == 1
        return time.process_time() - begin

    assert seconds(entries) < 5 * seconds(lexicon(("a bb", "x"))) + 0.05


def test_a_lexicon_without_its_namespace_is_refused() -> None:
    """PLS 1.0 wants it in the root; a prefix will do."""
    document = _HEAD + "<alias>b</alias></lexeme></lexicon>"
    with pytest.raises(LexiconError, match=f'write xmlns="{_NAMESPACE}"'):
        parse(document.replace(f' xmlns="{_NAMESPACE}"', ""))
    prefixed = (
        document.replace(" xmlns=", " xmlns:p=").replace("</", "</p:").replace("<", "<p:").replace("<p:/p:", "</p:")
    )
    assert parse(prefixed).lexemes == parse(document).lexemes
    with pytest.raises(LexiconError, match=r"<lexeme> at line 1.*no namespace"):
        parse(prefixed.replace("p:lexeme", "lexeme"))


def test_what_is_not_well_formed_is_told_before_what_is_missing() -> None:
    with pytest.raises(LexiconError, match="not well-formed XML: no element found"):
        parse("<lexicon>")

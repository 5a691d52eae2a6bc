"""SSML documents through the whole frontend: words, spans, directives, delivery."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from frontend.pipeline import Frontend
from frontend.types import Bookmark, Break, Delivery, Directive, Emphasis, Utterance, Word


def read(document: str, locale: str = "en-US") -> Utterance:
    return Frontend().process_ssml(document, locale)


def words(utterance: Utterance) -> list[Word]:
    return [word for sentence in utterance for word in sentence.words]


def spoken(document: str, locale: str = "en-US") -> list[str]:
    return [sentence.spoken() for sentence in read(document, locale)]


def slices(utterance: Utterance) -> list[str]:
    return [utterance.text[word.span.start : word.span.end] for word in words(utterance)]


def symbols(word: Word) -> str:
    return "".join(phone.symbol for phone in word.phones)


@pytest.mark.parametrize(
    ("locale", "document", "sentences"),
    [
        ("en-US", "<speak/>", []),
        ("en-US", "<speak>Dr. <mark name='a'/>Smith owes $<emphasis>5</emphasis>.</speak>",
         ["Doctor Smith owes five dollars."]),
        ("en-US", "<speak><p>One</p><p>Two<s>Three</s></p>Four</speak>", ["One", "Two", "Three", "Four"]),
        ("en-US", "<speak>The <sub alias='Bureau of 5 things'>B5</sub>.</speak>", ["The Bureau of five things."]),
        ("en-GB", "<speak>On <say-as interpret-as='date' format='dmy'>1/2/22</say-as>, yes.</speak>",
         ["On the first of February twenty twenty-two, yes."]),
        ("de-DE", "<speak>am <say-as interpret-as='date' format='dm'>3.5.</say-as></speak>", ["am dritten Mai"]),
        ("en-US", "<speak><say-as interpret-as='cardinal'>no number</say-as> 5</speak>", ["no number five"]),
        ("en-US", "<speak>He said <lang xml:lang='de-DE'>am 3. Mai</lang>. Right?</speak>",
         ["He said am dritten Mai.", "Right?"]),
        ("en-US", "<speak><lang xml:lang='fr-CA'>J'ai 5 chats. Oui !</lang> Yes.</speak>",
         ["J'ai cinq chats.", "Oui!", "Yes."]),
        ("fr-CA", "<speak>1<break/>000</speak>", ["un zéro zéro zéro"]),
        ("en-US", "<speak>'<lang xml:lang='de-DE'>Halt!</lang>', he said. Ah</speak>", ["Halt! he said.", "Ah"]),
        ("en-US", "<speak><lang xml:lang='fr-CA'>« Oui ! Ça va ? »</lang> and left.</speak>",
         ["Oui!", "Ça va? and left."]),
        ("fr-CA", "<?xml version='1.0' encoding='ISO-8859-1'?><speak>Été</speak>", ["Été"]),
        ("fr-CA", "<?xml version='1.0' encoding='UTF-16'?><speak>Été</speak>", ["Été"]),
    ],
)  # fmt: skip
def test_what_is_spoken(locale: str, document: str, sentences: list[str]) -> None:
    assert spoken(document, locale) == sentences


def test_spans_point_into_the_document() -> None:
    document = """<speak>
    é &amp; <sub alias="a b"> W3C </sub>, <say-as interpret-as="digits">12</say-as>!</speak>"""
    assert list(dict.fromkeys(slices(read(document, "fr-CA")))) == ["é", "&amp;", "W3C", "12"]


def points(items: Sequence[Directive]) -> list[str | float]:
    return [item.name if isinstance(item, Bookmark) else getattr(item, "duration_ms", "?") for item in items]


def test_marks_and_breaks_stand_before_the_next_word() -> None:
    document = '<speak>a<mark name="1"/> b<break time="2s"/>, <mark name="2"/>c. <break/>d<mark name="3"/></speak>'
    utterance = read(document)
    assert [points(word.before) for word in words(utterance)] == [[], ["1"], [2000.0, "2"], [900.0]]
    assert points(utterance.after) == ["3"]


@pytest.mark.parametrize(
    ("pause", "duration_ms"),
    [
        ("a <break/> b", 250.0),
        ("a, <break/> b", 450.0),
        ("a <break/>, b", 450.0),
        ("a. <break/> b", 900.0),
        ("a<break strength='none'/> b", 0.0),
        ("a, <break strength='weak'/> b", 250.0),
        ("a<break strength='strong' time='70ms'/> b", 70.0),
        ("<p>a</p><p>b</p>", 900.0),
    ],
)
def test_length_of_breaks(pause: str, duration_ms: float) -> None:
    last = words(read(f"<speak>{pause}</speak>"))[-1]
    assert [item.duration_ms for item in last.before if isinstance(item, Break)] == [duration_ms]


def test_paragraphs_make_no_pause_at_the_ends_of_the_document() -> None:
    utterance = read("<speak><p>a</p><p>b</p></speak>")
    assert [len(word.before) for word in words(utterance)] == [0, 1]
    assert utterance.after == ()


def test_nothing_is_lost_where_nothing_is_spoken() -> None:
    utterance = read('<speak><break time="1s"/><p> </p><mark name="a"/>...<mark name="b"/></speak>')
    assert utterance.sentences == ()
    assert [type(item) for item in utterance.after] == [Break, Bookmark, Bookmark]


def test_delivery_of_each_word() -> None:
    utterance = read(
        '<speak>one <prosody rate="50%">two <emphasis>three</emphasis> '
        '<say-as interpret-as="digits">4</say-as></prosody> five</speak>'
    )
    rates = [word.delivery.prosody.rate for word in words(utterance)]
    assert rates == [1.0, 0.5, 0.5, 0.5, 1.0]
    assert [word.delivery.emphasis for word in words(utterance)][2] is Emphasis.MODERATE
    assert words(utterance)[0].delivery == Delivery()


def test_a_token_across_an_edge_takes_the_marked_manner() -> None:
    (word,) = words(read("<speak>$<emphasis>5</emphasis></speak>"))
    assert (word.spoken, word.delivery.emphasis) == ("five dollars", Emphasis.MODERATE)


def test_phonemes() -> None:
    document = """<speak>You say, <phoneme alphabet="ipa" ph="pɪˈkɑːn">pecan</phoneme>'s I say,
    <phoneme alphabet="x-sampa" ph='"pi.k{n'>pecan</phoneme>.</speak>"""
    found = [word for word in words(read(document)) if word.spoken == "pecan"]
    assert [symbols(word) for word in found] == ["pɪkɑnz", "pikæn"]
    assert [phone.stress for phone in found[1].phones] == [0, 2, 0, 0, 0]


def test_roles_choose_the_sense() -> None:
    present, past, other = words(
        read("<speak><w role='amazon:VB'>read</w> <w role='amazon:VBD'>read</w> <w role='amazon:VBD'>go</w></speak>")
    )
    assert (symbols(present), symbols(past), symbols(other)) == ("ɹid", "ɹɛd", "ɡoʊ")


def test_languages_of_words_and_sentences() -> None:
    utterance = read("<speak>I say <lang xml:lang='de-DE'>ich</lang>. <lang xml:lang='de-DE'>Guten Tag.</lang></speak>")
    first, second = utterance.sentences
    assert [word.locale for word in first.words] == [None, None, "de-DE"]
    assert first.words[-1].phones[-1].symbol == "ç"
    assert (first.locale, second.locale) == ("en-US", "de-DE")
    assert {phone.locale for word in second.words for phone in word.phones} == {"de-DE"}


def test_an_expletive_is_never_spoken() -> None:
    (word,) = words(read("<speak><say-as interpret-as='expletive'>darn</say-as></speak>"))
    assert word.bleeped
    assert word.spoken == "beep"

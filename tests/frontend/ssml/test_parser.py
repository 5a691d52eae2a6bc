"""What the parser accepts, what it refuses, and how its errors name the place."""

from __future__ import annotations

import math
import re
import time

import pytest

from frontend.errors import (
    FrontendError,
    SsmlError,
    SsmlLimitError,
    SsmlSyntaxError,
    SsmlTagError,
    SsmlUnsupportedError,
    UnknownLocaleError,
)
from frontend.ssml import Limits, Text, parse
from frontend.types import (
    AutoBreaths,
    Bookmark,
    Break,
    Breath,
    Delivery,
    DurationLimit,
    Effects,
    Emphasis,
    Prosody,
    Span,
)


def deliveries(document: str) -> list[Delivery]:
    return [node.delivery for node in parse(document, "en-US").nodes if isinstance(node, Text)]


@pytest.mark.parametrize(
    ("attributes", "prosody"),
    [
        ('rate="slow"', Prosody(rate=0.75)),
        ('rate="150%"', Prosody(rate=1.5)),
        ('rate="+20%"', Prosody(rate=1.2)),
        ('rate="-50%"', Prosody(rate=0.5)),
        ('volume="+6dB"', Prosody(volume_db=6.0)),
        ('volume="-2.5db"', Prosody(volume_db=-2.5)),
        ('volume="silent"', Prosody(volume_db=-math.inf)),
        ('pitch="+10%"', Prosody(pitch=1.1)),
        ('pitch="low" rate="x-fast" volume="soft"', Prosody(1.5, -6.0, 0.85)),
        ('rate="default" volume="default" pitch="default"', Prosody()),
    ],
)
def test_prosody(attributes: str, prosody: Prosody) -> None:
    (found,) = deliveries(f"<speak><prosody {attributes}>a</prosody></speak>")
    assert (found.prosody.rate, found.prosody.volume_db) == pytest.approx((prosody.rate, prosody.volume_db))
    assert found.prosody.pitch == pytest.approx(prosody.pitch)


def test_nested_prosody_stays_within_bounds() -> None:
    attributes = 'volume="+20dB" rate="200%" pitch="+40%"'
    _, inner = deliveries(f"<speak><prosody {attributes}>a<prosody {attributes}>b</prosody></prosody></speak>")
    assert inner.prosody == Prosody(rate=2.0, volume_db=24.0, pitch=1.5)


def test_prosody_nests_and_ends() -> None:
    outer, inner, after, neutral = deliveries(
        '<speak><prosody rate="50%" volume="+3dB">a<prosody rate="150%" volume="-9dB">b</prosody>c</prosody>d</speak>'
    )
    assert (inner.prosody.rate, inner.prosody.volume_db) == pytest.approx((0.75, -6.0))
    assert outer == after
    assert neutral == Delivery()


def test_a_limited_duration_overrides_what_is_inside() -> None:
    document = (
        '<speak><prosody amazon:max-duration="2s"><prosody rate="fast" volume="loud">a</prosody>'
        '<prosody amazon:max-duration="9s">b</prosody></prosody></speak>'
    )
    first, second = deliveries(document)
    limit = DurationLimit(2000.0, Span(7, document.index("<prosody rate")))
    assert first.limit == second.limit == limit
    assert first.prosody == Prosody(volume_db=6.0)


def test_effects_and_the_like() -> None:
    (found,) = deliveries(
        '<speak><amazon:auto-breaths volume="x-soft"><amazon:effect name="whispered"><amazon:effect name="drc" '
        'vocal-tract-length="+15%"><amazon:effect phonation="soft"><amazon:domain name="news"><emphasis level="strong">'
        "a</emphasis></amazon:domain></amazon:effect></amazon:effect></amazon:effect></amazon:auto-breaths></speak>"
    )
    assert found.effects == Effects(True, True, True, found.effects.vocal_tract_length)
    assert found.effects.vocal_tract_length == pytest.approx(1.15)
    assert found.domain == "news"
    assert found.emphasis is Emphasis.STRONG
    assert found.auto_breaths == AutoBreaths(volume="x-soft")


def test_points_have_the_span_of_their_tag() -> None:
    document = '<speak>é<mark name="a&gt;b>"/>&amp;<break time="1.5s"></break><amazon:breath volume="soft"/></speak>'
    points = [node for node in parse(document, "de-DE").nodes if not isinstance(node, Text)]
    mark, pause, breath = points
    assert isinstance(mark, Bookmark)
    assert isinstance(pause, Break)
    assert isinstance(breath, Breath)
    assert (mark.name, pause.duration_ms, breath.volume) == ("a>b>", 1500.0, "soft")
    assert [document[p.span.start : p.span.end] for p in (mark, pause, breath)] == [
        '<mark name="a&gt;b>"/>', '<break time="1.5s"></break>', '<amazon:breath volume="soft"/>',
    ]  # fmt: skip


@pytest.mark.parametrize(
    "written", ["a&amp;b", "a&#233;b", "a&#x1F642;b", "a\r\nb", "a\rb", "é<![CDATA[&amp;<p>]]>z", "🙂\nü"]
)
def test_every_character_knows_its_place(written: str) -> None:
    document = f"\ufeff<speak>ü{written}</speak>"
    texts = [node for node in parse(document, "en-US").nodes if isinstance(node, Text)]
    for text in texts:
        assert len(text.characters) == len(text.starts) == len(text.ends)
        for character, start, end in zip(text.characters, text.starts, text.ends, strict=True):
            source = document[start:end]
            assert source in (character, "\n", "\r", "\r\n") or (source[0] == "&" and source[-1] == ";")


@pytest.mark.parametrize(
    ("document", "kind", "tag", "line", "column"),
    [
        ("", SsmlSyntaxError, "", 1, 1),
        ("hello", SsmlSyntaxError, "", 1, 1),
        ("<speak>a & b</speak>", SsmlSyntaxError, "speak", 1, 11),
        ("<speak>\n <p>a</speak>", SsmlSyntaxError, "p", 2, 8),
        ("<speak>\ud800</speak>", SsmlSyntaxError, "", 1, 8),
        ("<speak>\x00</speak>", SsmlSyntaxError, "speak", 1, 8),
        ("<speak>&nbsp;</speak>", SsmlSyntaxError, "speak", 1, 8),
        ("<?php echo?><speak/>", SsmlSyntaxError, "", 1, 1),
        ("<speak/><speak/>", SsmlSyntaxError, "", 1, 9),
        ("<p>a</p>", SsmlTagError, "p", 1, 1),
        ("<speak>\n\n  <brake/></speak>", SsmlTagError, "brake", 3, 3),
        ("<speak>é<break time='1 hour'/></speak>", SsmlTagError, "break", 1, 9),
        ("<speak><break time='10.1s'/></speak>", SsmlTagError, "break", 1, 8),
        ("<speak><break time='٣s'/></speak>", SsmlTagError, "break", 1, 8),
        ("<speak><break strength='huge'/></speak>", SsmlTagError, "break", 1, 8),
        ("<speak><break>a</break></speak>", SsmlTagError, "break", 1, 8),
        ("<speak><mark/></speak>", SsmlTagError, "mark", 1, 8),
        ("<speak><p><p>a</p></p></speak>", SsmlTagError, "p", 1, 11),
        ("<speak><s><p>a</p></s></speak>", SsmlTagError, "p", 1, 11),
        ("<speak><speak>a</speak></speak>", SsmlTagError, "speak", 1, 8),
        ("<speak><sub alias='a'><p>b</p></sub></speak>", SsmlTagError, "p", 1, 23),
        ("<speak><sub>b</sub></speak>", SsmlTagError, "sub", 1, 8),
        ("<speak><prosody>b</prosody></speak>", SsmlTagError, "prosody", 1, 8),
        ("<speak><prosody rate='19%'>b</prosody></speak>", SsmlTagError, "prosody", 1, 8),
        ("<speak><prosody pitch='10%'>b</prosody></speak>", SsmlTagError, "prosody", 1, 8),
        ("<speak><prosody speed='1'>b</prosody></speak>", SsmlTagError, "prosody", 1, 8),
        ("<speak><amazon:effect name='DRC'>b</amazon:effect></speak>", SsmlTagError, "amazon:effect", 1, 8),
        ("<speak><phoneme alphabet='ipa' ph='⁂'>b</phoneme></speak>", SsmlTagError, "phoneme", 1, 8),
        ("<speak><phoneme alphabet='arpa' ph='b'>b</phoneme></speak>", SsmlTagError, "phoneme", 1, 8),
        ("<speak><phoneme ph='b'>b</phoneme></speak>", SsmlTagError, "phoneme", 1, 8),
        ("<speak><w role='VB'>b</w></speak>", SsmlTagError, "w", 1, 8),
        ("<speak><say-as interpret-as='verse'>b</say-as></speak>", SsmlTagError, "say-as", 1, 8),
        ("<speak><say-as interpret-as='date' format='mmm'>b</say-as></speak>", SsmlTagError, "say-as", 1, 8),
        ("<speak><lang xml:lang='!'>b</lang></speak>", SsmlTagError, "lang", 1, 8),
        ("<speak><lang xml:lang='eo-ZZ'>b</lang></speak>", SsmlUnsupportedError, "lang", 1, 8),
        ("<speak><audio src='x'/></speak>", SsmlUnsupportedError, "audio", 1, 8),
        ("<speak><voice name='x'>b</voice></speak>", SsmlUnsupportedError, "voice", 1, 8),
        ("<speak><prosody contour='x'>b</prosody></speak>", SsmlUnsupportedError, "prosody", 1, 8),
        ("<speak><phoneme alphabet='x-amazon-pinyin' ph='b'/></speak>", SsmlUnsupportedError, "phoneme", 1, 8),
    ],
)  # fmt: skip
def test_errors_name_tag_and_place(document: str, kind: type[SsmlError], tag: str, line: int, column: int) -> None:
    with pytest.raises(SsmlError) as caught:
        parse(document, "en-US")
    error = caught.value
    assert (type(error), error.tag, error.line, error.column) == (kind, tag, line, column)
    assert f"line {line}, column {column}" in str(error)
    assert isinstance(error, FrontendError)


@pytest.mark.parametrize(
    ("document", "hint"),
    [
        ("Hi", "syntax error; put the text between <speak> and </speak>"),
        ("", "no element found; put the text between <speak> and </speak>"),
        ("Hi <speak>you</speak>", "put the text between"),
        ("<speak>Hi</speak> you", "put the text between <speak> and </speak>, all of it"),
        ("<speak><p>Hi</speak>", "close <p> with </p>"),
        ("<speak>Hi</p></speak>", "close <speak> with </speak>"),
        ("<speak>Hi", "close <speak> with </speak>"),
        ("<speak>Hi</speak", "end the tag with >"),
        ("<speak>you & I</speak>", "write & < > \" ' of the text as &lt;"),
        ("<speak><break time=1s/></speak>", 'attributes as name="value"'),
        ("<speak><break time='1s' time='2s'/></speak>", "write each attribute once"),
    ],
)
def test_what_is_no_document_is_told_with_its_remedy(document: str, hint: str) -> None:
    """Seen: to escape & and < was the advice for a plain text and for an open <p>, too."""
    with pytest.raises(SsmlSyntaxError, match=re.escape(hint)):
        parse(document, "en-US")


def test_a_wrong_phone_is_told_with_those_that_there_are() -> None:
    """Seen: a file of the sources was named, which callers of a service do not have."""
    for alphabet, symbol, known in (("ipa", "ʘ", "t͡s"), ("ipa", "5", "ʁ"), ("x-sampa", "§", "E:")):
        with pytest.raises(SsmlTagError, match=f"{symbol}.*; de-DE takes p b .* {known} ") as caught:
            parse(f"<speak><phoneme alphabet='{alphabet}' ph='ta{symbol}'>x</phoneme></speak>", "de-DE")
        assert "tsv" not in str(caught.value)


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE speak [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><speak>&b;</speak>',
        '<!DOCTYPE speak SYSTEM "file:///etc/passwd"><speak/>',
        '<!DOCTYPE speak [<!ENTITY x SYSTEM "http://example.com/">]><speak>&x;</speak>',
        "<speak><?target data?></speak>",
    ],
)
def test_declarations_and_instructions_are_refused(document: str) -> None:
    with pytest.raises(SsmlSyntaxError, match="refused"):
        parse(document, "en-US")


def test_size_depth_and_count_are_bounded() -> None:
    with pytest.raises(SsmlLimitError, match="100 characters") as caught:
        parse(f"<speak>{'a' * 85}</speak>", "en-US", Limits(characters=99))
    assert (caught.value.line, caught.value.column) == (1, 1)
    with pytest.raises(SsmlLimitError, match="deeper"):
        parse("<speak>" + "<emphasis>" * 10_000, "en-US")
    with pytest.raises(SsmlLimitError, match="elements"):
        parse("<speak>" + "<break/>" * 21_000 + "</speak>", "en-US")
    with pytest.raises(SsmlLimitError, match="attribute"):
        parse(f"<speak><mark name='{'a' * 3_000}'/></speak>", "en-US")
    with pytest.raises(SsmlTagError, match="1500"):
        parse(f"<speak><prosody amazon:max-duration='9s'>{'a' * 1501}</prosody></speak>", "en-US")


@pytest.mark.parametrize("unit", ["a", "é", "&amp;", "<break/>", "<p>é</p>", "\r\n", "<!--x-->", "<![CDATA[&]]>"])
def test_long_documents_take_linear_time(unit: str) -> None:
    document = f"<speak>{unit * 15_000}</speak>"
    begin = time.process_time()
    parse(document, "en-US")
    assert time.process_time() - begin < 5.0  # quadratic time would take minutes


def test_text_is_counted_without_tags() -> None:
    document = '<speak>é &amp; <sub alias="long">x</sub><break time="1s"/><!-- no -->\r\n</speak>'
    assert parse(document, "en-US").text_length == len("é & x\n")


def test_the_root_says_nothing_about_the_voice() -> None:
    root = '<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="en-US">a</speak>'
    assert parse(root, "de_de").nodes[0] == Text("a", [len(root) - 9], [len(root) - 8], "de-DE")
    with pytest.raises(UnknownLocaleError):
        parse("<speak/>", "tlh")


@pytest.mark.parametrize(
    ("tag", "locale"), [("fr-FR", "fr-CA"), ("fr", "fr-CA"), ("en-AU", "en-GB"), ("en-CA", "en-US"), ("es-MX", "es-US")]
)
def test_languages_go_to_the_nearest_locale(tag: str, locale: str) -> None:
    (text,) = parse(f"<speak><lang xml:lang='{tag}'>a</lang></speak>", "de-DE").nodes
    assert isinstance(text, Text)
    assert text.locale == locale


@pytest.mark.parametrize("tag", ["it-IT", "ja-JP", "pt-BR", "nl-NL", "cmn-CN"])
def test_languages_without_a_voice_are_read_with_the_sounds_around_them(tag: str) -> None:
    (text,) = parse(f"<speak><lang xml:lang='{tag}'>ciao</lang></speak>", "de-DE").nodes
    assert isinstance(text, Text)
    assert text.locale == "de-DE"

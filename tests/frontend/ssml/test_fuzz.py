"""Hostile documents: an `SsmlError` or an utterance, never anything else, and never long."""

from __future__ import annotations

import html
import random
import time
from xml.sax.saxutils import escape

import pytest

from frontend.errors import SsmlError
from frontend.locales import LOCALES
from frontend.pipeline import Frontend
from frontend.ssml import parse
from frontend.ssml.model import Said, Text
from frontend.types import Utterance

_PIECES = [
    "<speak>", "</speak>", "<p>", "</p>", "<s>", "</s>", "<break/>", "<break time='1s'/>", "<mark name='x'/>",
    "<mark name='>'/>", "<prosody rate='fast'>", "</prosody>", "<prosody volume='+6dB' pitch='-5%'>", "<emphasis>",
    "</emphasis>", "<say-as interpret-as='date' format='mdy'>1/2/22</say-as>", "<say-as interpret-as='telephone'>",
    "</say-as>", "<say-as interpret-as='digits'>१२³</say-as>", "<say-as interpret-as='expletive'>x</say-as>",
    "<sub alias='a. B, c'>", "<sub alias=''>", "</sub>", "<lang xml:lang='fr'>", "<lang xml:lang='de-DE'>", "</lang>",
    "<phoneme alphabet='ipa' ph='ˈa'>", "<phoneme alphabet='x-sampa' ph='\"a'>b</phoneme>", "</phoneme>",
    "<w role='amazon:VB'>", "</w>", "<amazon:effect name='drc'>", "</amazon:effect>", "<!--", "-->", "<![CDATA[", "]]>",
    "&amp;", "&#0;", "&#x41;", "&x;", "&", "<", ">", '"', "'", "<?x?>", "<!DOCTYPE a>", "<audio/>", "</", "/>",
    "Dr. ", "$5", "hello", " ", ". ", ", ", "\n\n", "\r\n", "é", "🙂", "\ufeff", "\x00", "\ud800", "\u202e", "1",
    "2:30", "'s", "漢", "zqxjk", "l'",
]  # fmt: skip


def hostile(generator: random.Random) -> str:
    """A document that is broken somewhere, most of the time: random pieces, or a well-nested one with one fault."""
    kind = generator.random()
    body = "".join(generator.choices(_PIECES, k=generator.randint(0, 12)))
    if kind < 0.3:
        return body
    if kind < 0.5:
        return f"<speak>{body}</speak>"
    document = f"<speak>{well_formed(generator, 3)}</speak>"
    if kind < 0.6 and document:
        place = generator.randrange(len(document))
        document = document[:place] + generator.choice(_PIECES) + document[place + generator.randint(0, 3) :]
    return document


def well_formed(generator: random.Random, depth: int) -> str:
    parts: list[str] = []
    for _ in range(generator.randint(1, 5)):
        letters = "".join(generator.choices(_PIECES[-24:], k=2))
        text = escape("".join(c for c in letters if c >= " " and not "\ud800" <= c < "\ue000"))
        tag = generator.choice(
            ["prosody rate='80%'", "emphasis", "lang xml:lang='es-MX'", "sub alias='St. 5'", "", "", "break"]
        )
        if tag == "break":
            parts.append("<break/>" + text)
        elif not tag or depth == 0:
            parts.append(text)
        else:
            inside = text if tag.startswith("sub") else well_formed(generator, depth - 1)
            parts.append(f"<{tag}>{inside}</{tag.split()[0]}>")
    return "".join(parts)


def check(utterance: Utterance, document: str) -> None:
    for sentence in utterance:
        assert any(word.phones for word in sentence.words)
        for word in sentence.words:
            assert 0 <= word.span.start < word.span.end <= len(document)
            assert sentence.span.start <= word.span.start <= word.span.end <= sentence.span.end
            assert all(item.span.end <= len(document) for item in word.before)
    assert all(item.span.end <= len(document) for item in utterance.after)


def run(seed: int, count: int, speak: bool) -> int:
    """How many of `count` documents could be read."""
    generator = random.Random(seed)
    frontend, good = Frontend(), 0
    for _ in range(count):
        document, locale = hostile(generator), generator.choice(list(LOCALES))
        try:
            if speak:
                check(frontend.process_ssml(document, locale), document)
            else:
                for node in parse(document, locale).nodes:
                    text = node.text if isinstance(node, Said) else node
                    if isinstance(text, Text):
                        assert all(0 <= a < b <= len(document) for a, b in zip(text.starts, text.ends, strict=True))
            good += 1
        except SsmlError as error:
            lines = document.count("\n") + document.count("\r") + 1
            if not (1 <= error.line <= lines and error.column >= 1):
                pytest.fail(f"{error} is outside of {document!r}")
    return good


def test_hostile_documents_are_parsed_or_refused() -> None:
    assert run(seed=1, count=1_000, speak=False) > 200


def test_hostile_documents_are_read_or_refused() -> None:
    assert run(seed=2, count=60, speak=True) > 10


@pytest.mark.slow
def test_ten_thousand_hostile_documents() -> None:
    assert run(seed=3, count=10_000, speak=True) > 2_000


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "text",
    [
        "Dr. Smith paid $5.50 on 1/2/22 at 2:30 p.m., didn't he? Yes!\n\nNew <b> & \"old\" 'x'",
        "  l'année 1999 — z. B. 5 kg…  café 🙂 漢字 & co.",
        "A.B.C. 24/7, 911; iOS 17.4: www.a.com/b?c=d&e=f",
        "zqxjk \u202e\u200b e\u0301",
    ],
)
def test_text_without_markup_is_read_like_plain_text(locale: str, text: str) -> None:
    frontend = Frontend()
    document = f"<speak>{escape(text)}</speak>"
    plain, marked = frontend.process(text, locale), frontend.process_ssml(document, locale)
    assert [s.spoken() for s in plain] == [s.spoken() for s in marked]
    for left, right in zip(plain, marked, strict=True):
        for a, b in zip(left.words, right.words, strict=True):
            assert (a.phones, a.punctuation, a.delivery, a.before) == (b.phones, b.punctuation, b.delivery, b.before)
            assert text[a.span.start : a.span.end] == html.unescape(document[b.span.start : b.span.end])


@pytest.mark.parametrize(
    "inside",
    [
        "<say-as interpret-as='telephone'>" + "1" * 20_000 + "a</say-as>",
        "<say-as interpret-as='unit'>" + "1 " * 10_000 + "</say-as>",
        "<say-as interpret-as='characters'>" + "1a" * 1_000 + "</say-as>",
        "<sub alias='b'>a</sub>" * 300,
        "<break/>" * 3_000,
        "<lang xml:lang='de'>a</lang><lang xml:lang='fr'>b</lang>" * 40,
        "<mark name='" + "'/><mark name='".join("x" * 500) + "'/>a",
    ],
)
def test_hostile_contents_end_soon(inside: str) -> None:
    begin = time.process_time()
    check(Frontend().process_ssml(f"<speak>{inside}</speak>", "en-US"), f"<speak>{inside}</speak>")
    assert time.process_time() - begin < 10.0

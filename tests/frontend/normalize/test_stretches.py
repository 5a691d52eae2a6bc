"""Drawn-out words are read as the dictionary has them; what only looks like them stays as it is."""

from __future__ import annotations

import pytest

from frontend.normalize import normalize, normalize_to_text


@pytest.mark.parametrize(
    ("locale", "drawn_out", "plain"),
    [
        ("de-DE", "Jaaaaa, das ist sooooo süüüß!", "Ja, das ist so süß!"),
        ("de-DE", "NEEEEIN neeee Guten Morgääähn", "nein nee Guten Morgähn"),
        ("de-DE", "psssst, grrr, hmmmm", "psst, grr, hmm"),
        ("en-US", "nooooo that is sooo goood, tooo muuuch", "no that is so good, too much"),
        ("es-US", "holaaa graciasss siii", "hola gracias si"),
        ("fr-CA", "ouiii merciiii troooop", "oui merci trop"),
    ],
)
def test_words_are_read_without_what_is_drawn_out(locale: str, drawn_out: str, plain: str) -> None:
    assert normalize_to_text(drawn_out, locale) == normalize_to_text(plain, locale)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("de-DE", "Schifffahrt Seeelefant Hawaiiinsel Flusssand"),
        ("de-DE", "www.aaa.com"),
        ("fr-CA", "XIIIe"),
        ("en-US", "IEEE AAA XXXL"),
    ],
)
def test_other_words_stay(locale: str, text: str) -> None:
    words = [token.text for token in normalize(text, locale)]
    assert words == [token.text for piece in text.split() for token in normalize(piece, locale)]
    assert not {"IEE", "Schiffahrt", "onzième"} & set(words)


def test_spans_point_at_what_was_written() -> None:
    text = "das ist sooooo gut"
    token = next(token for token in normalize(text, "de-DE") if token.text == "so")
    assert text[token.span.start : token.span.end] == "sooooo"

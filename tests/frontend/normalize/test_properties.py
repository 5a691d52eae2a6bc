"""What must hold for every text in every locale."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontend.errors import UnknownLocaleError
from frontend.locales import LOCALES
from frontend.normalize import normalize, normalize_to_text
from frontend.normalize.codes.letters import verbalise as spell
from frontend.normalize.locales import language_of
from frontend.types import PUNCTUATION, TokenKind

_WORDS = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*'?(?: [^\W\d_]+(?:['-][^\W\d_]+)*'?)*")
_PIECES = [
    "1",
    "22",
    "3.5",
    "1,234",
    "1.234,5",
    "12/05/2024",
    "2024-02-30",
    "99:99",
    "$",
    "€",
    "5k",
    "%",
    "°C",
    "'",
    '"',
    "-",
    "–",
    "—",
    "(",
    ")",
    "a.m.",
    "Dr.",
    "St.",
    "z.",
    "B.",
    "EE.",
    "UU.",
    "XIV",
    "Louis",
    "n°",
    "1er",
    "2.ª",
    "3.",
    "Mai",
    "May",
    "5",
    "mai",
    "de",
    "enero",
    "janvier",
    "www.a.com",
    "a@b.co",
    "#",
    "@",
    "&",
    "/",
    "\\",
    "*",
    "+",
    "=",
    "~",
    "<",
    ">",
    "½",
    "²",
    "º",
    "ª",
    "…",
    "...",
    "?!",
    "FBI",
    "NASA's",
    "\u202e",
    "\x00",
    "�",
    "́",
    "é",
    "\u200d",
    "🙂",
    "漢字",
    "مرحبا",
    "١٢٣",
    "１２",
    "Ⅳ",
    "①",
    "\n",
    "\n\n",
    "\t",
    "0",
    "00",
    "007",
    "1-800-FLOWERS",
    "+49",
    "iOS17",
    "B2B",
    "1/2",
    "24/7",
    "911",
    "C#",
    "F# ",
    "#31#",
    "2/$5",
    "x 10",
    "6-4, 3-6",
    "254-6 overs",
    "C:\\a\\b",
    "~/x/y",
    "50°22'N",
    "NaCl",
    "J1-J3",
    "80+ km",
    "1:50",
    "A:B",
    "1 Cor. 13:4",
    "--force",
    "Москва",
    "ΔΣ",
]
_texts = st.one_of(
    st.text(max_size=60),
    st.text(st.sampled_from("0123456789.,:/-–$€%'\"°kmhap MDXIV²½+()#@&ªº\u00a0"), max_size=30),
    st.lists(st.sampled_from(_PIECES), max_size=12).flatmap(
        lambda p: st.sampled_from(["", " "]).map(lambda s: s.join(p))
    ),
)


def check(text: str, locale: str) -> None:
    tokens = normalize(text, locale)
    last = 0
    for token in tokens:
        assert 0 <= token.span.start < token.span.end <= len(text), token
        assert token.span.start >= last, token
        last = token.span.start
        if token.kind is TokenKind.WORD:
            assert _WORDS.fullmatch(token.text), token
        else:
            assert token.text in PUNCTUATION, token
    if tokens:
        assert tokens[-1].ends_sentence
        assert tokens[0].kind is TokenKind.WORD


@pytest.mark.parametrize("locale", LOCALES)
@settings(max_examples=80, deadline=None)
@given(_texts)
def test_any_text_gives_clean_tokens(locale: str, text: str) -> None:
    check(text, locale)


@pytest.mark.parametrize("locale", LOCALES)
def test_mixtures_of_known_pieces(locale: str) -> None:
    generator = random.Random(7)
    for _ in range(150):
        check(generator.choice(["", " "]).join(generator.choices(_PIECES, k=8)), locale)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "A",
        "1",
        "1,",
        "1.",
        "1 ",
        "a.",
        "A.",
        "1-",
        "a-",
        "'",
        "$",
        "1/",
        "(",
        "a@",
        "🙂",
        "e\u0301",
        "\ud800",
        "XI",
        "Jan-",
        "1 A ",
    ],
)
def test_long_repetitions_give_clean_tokens(locale: str, unit: str) -> None:
    check(unit * (2_000 // len(unit)), locale)


@pytest.mark.parametrize("unit", ["1", "a", "1,"])
def test_hundred_thousand_characters(unit: str) -> None:
    check(unit * (100_000 // len(unit)), "en-US")


@pytest.mark.parametrize("locale", LOCALES)
def test_spans_survive_removed_and_composed_characters(locale: str) -> None:
    text = "\u200bcafe\u0301 \ufeff5\u00ad5 ﬁn"
    spoken = {text[token.span.start : token.span.end] for token in normalize(text, locale)}
    assert spoken == {"cafe\u0301", "5\u00ad5", "ﬁn"}


def test_span_covers_the_written_unit() -> None:
    tokens = normalize("Pay $5, please.", "en-US")
    assert [(token.text, token.span.start, token.span.end) for token in tokens] == [
        ("Pay", 0, 3), ("five dollars", 4, 6), (",", 6, 7), ("please", 8, 14), (".", 14, 15),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("locale", "text", "sentences"),
    [
        ("en-US", "Dr. Smith met Mr. J. K. Doe at 5 p.m. They left. Why?", 3),
        ("en-GB", "Mr. Jones, No. 5, e.g. this one, etc. arrived.", 1),
        ("es-US", "El Sr. Díaz vive en EE. UU. desde 1999. ¿Y usted?", 2),
        ("de-DE", "Am 3. Mai kam z. B. Dr. Müller bzw. Frau Dr. Maier. Gut!", 2),
        ("fr-CA", "M. Roy habite au n° 5, p. ex. ici. Mme Roy aussi.", 2),
    ],
)
def test_abbreviations_do_not_end_sentences(locale: str, text: str, sentences: int) -> None:
    assert sum(token.ends_sentence for token in normalize(text, locale)) == sentences


def test_blank_line_ends_a_sentence() -> None:
    assert [token.ends_sentence for token in normalize("Title\n\nText", "en-US")] == [True, True]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("El equipo ganó la copa por tercera vez en la historia\nFoto: archivo", 2),
        ("Lea las normas en https://ejemplo.com/normas\nPregunte por la tarde", 2),
        ("Llega una vacuna de aerosol (llamada\nLAIV, por sus siglas) y otra más que se pone en el brazo", 1),
    ],
)
def test_lines_end_sentences_before_labels_and_behind_addresses(text: str, sentences: int) -> None:
    assert sum(token.ends_sentence for token in normalize(text, "es-US")) == sentences


@pytest.mark.parametrize("word", ["cafe", "café", "cafe\u0301"])
def test_a_line_end_of_windows_is_one_line_end(word: str) -> None:
    text = f"The {word} opens\r\non Monday.\r\n\r\nIt closes\r\non Friday."
    tokens = normalize(text, "en-GB")
    assert sum(token.ends_sentence for token in tokens) == 2
    words = [token for token in tokens if token.kind is TokenKind.WORD]
    assert [text[token.span.start : token.span.end] for token in words] == [
        "The", word, "opens", "on", "Monday", "It", "closes", "on", "Friday",
    ]  # fmt: skip


def test_one_letter_words_differ_from_letter_names() -> None:
    assert normalize_to_text("A plan, vitamin A", "en-US").startswith("a plan")
    assert spell("Ab1", language_of("de-DE")) == "A B eins"


def test_unknown_locale_is_an_error() -> None:
    with pytest.raises(UnknownLocaleError):
        normalize("x", "en-AU")

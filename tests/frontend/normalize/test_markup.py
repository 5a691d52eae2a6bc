"""Markdown and HTML are heard as a reader of the page sees them, and what only looks like them stays."""

from __future__ import annotations

import time

import pytest

from frontend.normalize import normalize, normalize_to_text


@pytest.mark.parametrize(
    ("locale", "marked", "plain"),
    [
        ("fr-CA", "- **Temps de préparation :** 15 min", "- Temps de préparation : 15 min"),
        ("en-US", "Press `Ctrl+C` to copy.", "Press Ctrl+C to copy."),
        ("en-GB", "See [the guide](https://example.org/guide?a=1#top) first.", "See the guide first."),
        ("en-US", "![A lake](img/lake.jpg)", "A lake"),
        ("de-DE", "~~99,99 €~~ **79,99 €**", "99,99 € 79,99 €"),
        ("es-US", "*Nota:* 5 minutos y ***nada*** más", "Nota: 5 minutos y nada más"),
        ("en-US", "- [x] Milk\n- [ ] Bread", "- Milk\n- Bread"),
        ("fr-CA", "```python\nprint(x)\n```", "print(x)"),
        ("en-US", "a <b>bold</b> word<br>AT&amp;T", "a bold word\nAT&T"),
        ("fr-CA", "## 1. Ingrédients", "1. Ingrédients"),
        ("fr-CA", "à l`école", "à l'école"),
        ("en-GB", "## The letter {#letter .first}", "## The letter"),
        ("en-US", "The lamp went out.[^1] She left[^late], he said.", "The lamp went out. She left, he said."),
        ("de-DE", "Er ging.[1][12] Sie blieb im Hafen[3].", "Er ging. Sie blieb im Hafen."),
        ("en-US", 'He said "no."[4] And left.', 'He said "no." And left.'),
        ("en-US", "It begins with argv[0].", "It begins with argv, zero."),
        ("fr-CA", "Il partit.¹ « Non »,² dit-elle.", "Il partit. « Non », dit-elle."),
        ("en-US", "See [the map][map] and [this][].\n\n[map]: https://example.org/map", "See the map and this."),
        ("en-GB", "> Dear Mary,\n>\n> I write.\n> > *So* it is.", "Dear Mary,\n\nI write.\nSo it is."),
        ("de-DE", "Der Bundes-\nkanzler, Vor-\nund Nachteile", "Der Bundeskanzler, Vor-\nund Nachteile"),
        ("en-GB", "[^note]: At noon.", "note: At noon."),
        ("es-US", "Uno <!-- no leer -- esto --> y dos", "Uno y dos"),
        ("en-US", "It is ==very== good.", "It is very good."),
        ("en-US", "::: warning\nHot.\n:::", "Hot."),
        ("en-US", "<p>One</p><p>Two</p>", "One\nTwo"),
        ("en-US", '<img src="a.png" alt="A lake" width="2"/> <img src="b.png">calm', "A lake calm"),
        ("de-DE", "Mit `__init__` und __Unterstrich__.", "Mit init und Unterstrich."),
    ],
)
def test_marks_are_not_heard(locale: str, marked: str, plain: str) -> None:
    assert normalize_to_text(marked, locale) == normalize_to_text(plain, locale)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Dial *67* now.", "star"),
        ("a 5* hotel and a 4* hotel", "star"),
        ("x < b and c > d", "less"),
        ("2**10 is 1024", "power"),
        ("Is a[1](2) a call?", "two"),
        ("items[0] is first", "zero"),
        ("[1] Jones, A history", "one"),
        ("> 18 years", "greater"),
        ("It has 5 m² here", "square"),
        ("Solve x² now", "squared"),
        ("(a + b)² is", "squared"),
        ("[Anna]: I know.", "Anna"),
        ("if a == b and c == d", "equals"),
    ],
)
def test_what_only_looks_like_marks_stays(text: str, word: str) -> None:
    assert word in normalize_to_text(text, "en-US")


def test_hidden_digits_stay_hidden() -> None:
    assert (
        normalize_to_text("Visa **** **** 4417 and ****3306", "en-US")
        == "Visa four four one seven and three three zero six"
    )


def test_spans_point_at_what_was_written() -> None:
    text = "See **the [big guide](https://example.org)** for `x`."
    written = {token.text: text[token.span.start : token.span.end] for token in normalize(text, "en-US")}
    assert written["the"] == "the"
    assert written["guide"] == "guide"
    assert written["X"] == "x"


@pytest.mark.parametrize(
    "piece",
    [
        "**a ",
        "*a ",
        "`a ",
        "[a](",
        "[a](b.c ",
        '<b a="',
        "~~a",
        "_a ",
        "&amp",
        "![",
        "```",
        "<!--",
        "[1]",
        ".[^",
        "a==b",
        "<img a",
        "{#a",
        "[a][",
        "\n:::",
    ],
)
def test_broken_marks_take_linear_time(piece: str) -> None:
    def once(count: int) -> float:
        begin = time.process_time()
        normalize(piece * count, "en-US")
        return time.process_time() - begin

    def seconds(count: int) -> float:
        return min(once(count) for _ in range(3))  # whatever else the machine does only adds

    seconds(50)
    assert seconds(1600) < 12 * max(seconds(400), 0.02)

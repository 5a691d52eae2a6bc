"""Formulas in LaTeX: where words stand in the text, what is no formula, and what is broken or endless."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontend.locales import LOCALES
from frontend.normalize import normalize, normalize_to_text
from frontend.tables import word_list
from frontend.types import TokenKind

_PIECES = (
    *word_list("$ { } ^ _ & | ( ) [ ] x 1 2.5 + = - → ∑ ² km ' ! % , . $$ ^{ _{ \\( \\) \\[ \\] \\\\ \\{ \\%"),
    *word_list("\\frac \\frac{ \\sqrt[ \\sqrt \\left( \\left| \\right) \\right \\text{ \\mathrm{ \\ce{ \\SI{ \\not"),
    *word_list("\\begin{matrix} \\end{matrix} \\begin{align} \\end{align} \\sum_{ \\lim_ \\overline"),
    *("\\", " ", "\n", "\\alpha ", "\\nothing "),
)
_AROUND = ("%s", "$%s$", "$$%s$$", "\\[%s\\]")


@pytest.mark.parametrize("locale", LOCALES)
@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join), st.sampled_from(_AROUND))
def test_broken_formulas_give_clean_tokens(locale: str, inside: str, around: str) -> None:
    text = around % inside
    last = 0
    for token in normalize(text, locale):
        assert 0 <= token.span.start < token.span.end <= len(text), token
        assert token.span.start >= last, token
        last = token.span.start
        if "\\" not in inside.replace("\\nothing", ""):
            assert not set(token.text) & set("{}$^"), token


@pytest.mark.parametrize(
    "unit", word_list("$ $$ \\( \\[ \\frac{ { \\left( \\begin{matrix} \\text{ \\sqrt[ ^{ | \\ce{A \\mathbf{ [1, $x$,")
)
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    def seconds(length: int) -> float:
        texts = [around % (unit * (length // len(unit))) for around in ("%s", "$%s$", "\\[%s\\]")]
        started = time.process_time()
        for text in texts:
            normalize(text, "en-US")
        return time.process_time() - started

    seconds(500)
    ratio = min(seconds(8_000) / max(seconds(2_000), 1e-3) for _ in range(2))
    assert ratio < 10, "four times the text, more than ten times the time"


def test_nesting_is_bounded() -> None:
    for nested in ("\\frac{1}{" * 400 + "x" + "}" * 400, "{" * 1500 + "x" + "}" * 1500, "\\sqrt{" * 500 + "x"):
        assert normalize(f"$${nested}$$", "de-DE")


def test_every_word_of_a_formula_has_its_place() -> None:
    text = "So $A = \\pi r^2$ holds."
    words = {token.text: text[token.span.start : token.span.end] for token in normalize(text, "en-US")}
    assert words == {
        "So": "So",
        "A": "A",
        "equals": "=",
        "pi": "\\pi",
        "R": "r",
        "squared": "2",
        "holds": "holds",
        ".": ".",
    }


def test_the_stop_of_a_displayed_formula_ends_its_sentence() -> None:
    tokens = normalize("It follows that \\[ a = b. \\] Now take c.", "en-GB")
    assert sum(token.ends_sentence for token in tokens) == 2
    assert [token.text for token in tokens if token.kind is TokenKind.PUNCTUATION] == [".", "."]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("$5 and $10", 2),
        ("from $5-$10 to $15-$20", 2),
        ("$12.5M -> $14M", 2),
        ("5 $ et 10 $", 2),
        ("$5.99/$7.99", 2),
        ("($5) or ($6)", 2),
        ("save $5 (was $10) on $20+ orders", 3),
        ("set $HOME and $PATH", 2),
        ("echo $x; echo $y", 2),
    ],
)
def test_prices_and_variables_of_programs_are_no_formulas(text: str, amounts: int) -> None:
    assert normalize_to_text(text, "en-US").count("dollar") == amounts


def test_brackets_of_markdown_and_paths_are_no_formulas() -> None:
    assert normalize_to_text("\\[note\\] here", "en-US") == "note, here"
    assert "times" in normalize_to_text("C:\\alpha\\times.txt", "en-US")


@pytest.mark.parametrize("locale", LOCALES)
def test_mixtures_of_formulas_and_prices(locale: str) -> None:
    generator = random.Random(3)
    pieces = ["$5", " and ", "$x$", "$10 ", "\\$3", ", ", "$x^2$ ", "$HOME "]
    for _ in range(100):
        assert normalize("".join(generator.choices(pieces, k=6)), locale)

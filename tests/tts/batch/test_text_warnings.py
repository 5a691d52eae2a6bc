"""Texts that are hardly meant to be read aloud as they stand."""

from __future__ import annotations

import pytest

from tts.batch.text_warnings import text_warnings


@pytest.mark.parametrize(
    ("text", "variable"),
    [
        ("Hello {name}, welcome.", "{name}"),
        ("Your balance is ${amount}.", "${amount}"),
        ("Bestellung {{ order.id }} ist da.", "{{ order.id }}"),
        ("Guten Tag %NAME%.", "%NAME%"),
        ("Hi %(first)s!", "%(first)s"),
        ("You have %d messages.", "%d"),
        ("Press <DIGIT> now.", "<DIGIT>"),
        ("Order [ORDER_ID] is ready.", "[ORDER_ID]"),
        ("Bonjour $nom$.", "$nom$"),
    ],
)
def test_variables_that_nobody_filled_in(text: str, variable: str) -> None:
    (found,) = text_warnings(text, ssml=False)
    assert found.startswith(variable)


@pytest.mark.parametrize(
    "text",
    [
        "Save 20% today, 30% tomorrow.",
        "Pay $5 or $6.",
        "He said [laughing] hello.",
        "Use code #1 or #2.",
        "a < b and c > d",
        "100 %de rabais",
        "Le 20% du 30%.",
        "3 <4 <5>",
    ],
)
def test_texts_without_variables(text: str) -> None:
    assert text_warnings(text, ssml=False) == ()


def test_tags_in_plain_text() -> None:
    assert "<speak>" in text_warnings('Please <break time="1s"/> hold.', ssml=False)[0]
    assert text_warnings('<speak>Please <break time="1s"/> hold.</speak>', ssml=True) == ()
    assert text_warnings("One <b>bold</b> word.", ssml=False) == ()

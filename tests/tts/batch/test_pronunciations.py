from __future__ import annotations

import pytest

from frontend.pls import Lexeme, Lexicon
from tts.batch.pronunciations import Pronunciations

LEXEMES = tuple(Lexeme(grapheme, alias="x") for grapheme in ("AT&T", "Bob's", "New York", "€", "Zoë", "Tokyo"))


@pytest.mark.parametrize(
    ("text", "ssml", "graphemes"),
    [
        ("Ask AT&T.", False, {"AT&T"}),
        ("<speak>Ask AT&amp;T.</speak>", True, {"AT&T"}),
        ("Bob’s, in New\u00a0York", False, {"Bob's", "New York"}),
        ("Zoe\u0308", False, {"Zoë"}),
        ("Nothing here", False, set()),
    ],
)
def test_what_stands_in_a_text_is_found(text: str, ssml: bool, graphemes: set[str]) -> None:
    found = Pronunciations([Lexicon("en", "ipa", LEXEMES)]).for_text(text, "en-US", ssml)
    assert {lexeme.grapheme for lexeme in found} == graphemes | {"€"}  # a sign may stand anywhere


def test_lexicons_of_other_languages_are_of_no_use_to_plain_text() -> None:
    known = Pronunciations([Lexicon("de", "ipa", LEXEMES), Lexicon("en-US", "ipa", LEXEMES[-1:])])
    assert known.for_text("Tokyo", "en-US", False) == [LEXEMES[-1]]
    assert LEXEMES[-1] in known.for_text('<speak><lang xml:lang="de">Tokyo</lang></speak>', "fr-CA", True)

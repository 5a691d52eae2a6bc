from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from frontend import pipeline, reading, windows
from frontend.normalize import normalize, stream_tokens
from frontend.pipeline import Frontend
from frontend.pls import Lexicon, parse
from frontend.types import Token
from frontend.windows import LONGEST_PART, ends_of_parts

PROSE = {
    "en-US": 'Dr. Smith paid $3.50 on 1/2/22. "Did he?" she asked! He did, at 5 p.m. on St. John St. Then he left. ',
    "de-DE": "Am 3. Mai kam Dr. Maier, z. B. um 15.30 Uhr. „Wirklich?“, fragte sie. Ja! Das kostet 3,50 €. ",
    "es-US": "El Dr. Pérez pagó $3.50. ¿De veras? ¡Sí! Llegó a las 5 p. m. con la Sra. López. ",
    "fr-CA": "M. Tremblay a payé 3,50 $. « Vraiment ? » dit-elle. Oui ! Il est arrivé à 17 h 30. ",
}


def lexicon(alias: str) -> Lexicon:
    return parse(
        '<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" '
        f'xml:lang="en-US"><lexeme><grapheme>a</grapheme><alias>{alias}</alias></lexeme></lexicon>'
    )


@pytest.mark.parametrize("locale", PROSE)
def test_a_long_text_is_cut_behind_its_sentences(locale: str) -> None:
    text = PROSE[locale] * 150
    ends = list(ends_of_parts(text, locale))
    assert len(ends) > 2
    assert ends[-1] == len(text)
    assert all(text[end - 1] in '.!?"”“»' for end in ends[:-1])
    assert all(end - start <= LONGEST_PART + 5 for start, end in pairwise([0, *ends]))
    parts = [text[start:end] for start, end in pairwise([0, *ends])]
    spoken = [token.text for part in parts for token in normalize(part, locale)]
    assert spoken == [token.text for token in normalize(text, locale)]


@pytest.mark.parametrize(
    "text", ["word " * 2_000, "x" * 10_000, "1 2\n" * 2_500, "…" * 9_000, "", ".", ", " * 5_000, f"A. {',' * 9_000} B."]
)
def test_a_text_without_sentences_is_cut_all_the_same(text: str) -> None:
    ends = list(ends_of_parts(text, "en-US"))
    assert ends[-1] == len(text)
    assert all(0 < end - start <= LONGEST_PART for start, end in pairwise([0, *ends])) or not text


@pytest.mark.parametrize(
    ("text", "ssml"), [("a " * 600, False), ("a " * 2_500, False), (f"<speak>{'a ' * 600}</speak>", True)]
)
def test_the_first_sentence_does_not_wait_for_all_that_a_lexicon_makes_of_a_text(
    monkeypatch: pytest.MonkeyPatch, text: str, ssml: bool
) -> None:
    """Seen: ten seconds to the first audio, in one step that nothing could interrupt."""
    read = 0

    def counted(part: str, locale: str) -> Iterator[Token]:
        nonlocal read
        for token in stream_tokens(part, locale):
            read += len(token.text) + 1
            yield token

    for module in (reading, windows):
        monkeypatch.setattr(module, "stream_tokens", counted)
    alias = " ".join(["orange"] * 14)
    parts = Frontend([lexicon(alias)]).stream(text, "en-US", ssml=ssml)
    first = next(parts).sentences[0]
    assert len(first.words) <= 500
    assert 0 < read <= 3 * LONGEST_PART  # of 58,000 characters, or 245,000
    words = [*first.words, *(word for part in parts for sentence in part for word in sentence.words)]
    assert len(words) == text.count("a ") * 14
    assert {word.text for word in words} == {"orange"}
    assert words[-1].span.start == text.rindex("a ")


def test_a_long_text_is_looked_up_a_part_at_a_time() -> None:
    text = "This is a sentence. " * 1_000
    parts = Frontend([lexicon("one")]).stream(text, "en-US")
    sentences = [sentence for part in parts for sentence in part]
    assert len(sentences) == 1_000
    assert all(
        [word.text.lower() for word in sentence.words] == ["this", "is", "one", "sentence"] for sentence in sentences
    )
    assert [sentence.span.start for sentence in sentences] == [20 * index for index in range(1_000)]


@pytest.mark.parametrize("locale", PROSE)
def test_a_text_is_read_as_it_is_spoken(locale: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen: a text of 100,000 characters was normalised in one step of seconds before its first sound."""
    taken = 0

    def counted(part: str, language: str) -> Iterator[Token]:
        nonlocal taken
        for token in stream_tokens(part, language):
            taken += 1
            yield token

    for module in (reading, pipeline):
        monkeypatch.setattr(module, "stream_tokens", counted)
    text = PROSE[locale] * 50
    for document, ssml in ((text, False), (f"<speak>{text}</speak>", True)):
        taken = 0
        parts = Frontend().stream(document, locale, ssml=ssml)
        assert next(parts).sentences
        assert 0 < taken <= 30
        assert sum(len(part.sentences) for part in parts) > 150

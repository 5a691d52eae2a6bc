"""Text to sentences of words: spans, punctuation, sentences."""

from __future__ import annotations

from itertools import pairwise

import pytest

from frontend.errors import UnknownLocaleError
from frontend.locales import LOCALES, get_locale
from frontend.pipeline import Frontend


def test_spans_point_into_the_text() -> None:
    text = "Call  Dr. Smith at 5, please."
    utterance = Frontend().process(text, "en-US")
    words = utterance.sentences[0].words
    assert [text[w.span.start : w.span.end] for w in words][:2] == ["Call", "Dr."]
    assert any("5" in text[w.span.start : w.span.end] and "five" in w.spoken for w in words)


def test_sentences_and_their_final_punctuation() -> None:
    utterance = Frontend().process("Is it you? Yes! Fine", "en-GB")
    assert [s.words[-1].punctuation for s in utterance.sentences] == ["?", "!", ""]
    assert all(word.phones for sentence in utterance for word in sentence.words)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("text", ["", "   ", "...", "\x00\x07", "🙂", "\ud800", "a" * 5000])
def test_no_text_fails(locale: str, text: str) -> None:
    utterance = Frontend().process(text, locale)
    for sentence in utterance:
        assert any(word.phones for word in sentence.words)
        assert 0 <= sentence.span.start <= sentence.span.end <= len(text)


def test_unknown_locale_names_the_nearest() -> None:
    with pytest.raises(UnknownLocaleError, match="did you mean 'de-DE'"):
        Frontend().process("x", "de-D")


def test_locale_tags_are_forgiving() -> None:
    assert get_locale("FR_ca").tag == "fr-CA"


@pytest.mark.parametrize("text", ["", "One. Two? Three", "He said: no!  Dr. Smith left."])
def test_a_stream_holds_the_sentences_one_by_one(text: str) -> None:
    frontend = Frontend()
    parts = list(frontend.stream(text, "en-GB"))
    assert [len(part.sentences) for part in parts[:-1]] == [1] * (len(parts) - 1)
    assert parts[-1].sentences == ()
    assert tuple(sentence for part in parts for sentence in part) == frontend.process(text, "en-GB").sentences


def test_a_sentence_reaches_to_its_final_punctuation() -> None:
    text = "Mary had a little lamb. “Really?” Yes"
    spans = [sentence.span for sentence in Frontend().process(text, "en-US")]
    assert [text[span.start : span.end] for span in spans] == ["Mary had a little lamb.", "“Really?”", "Yes"]


def test_a_text_without_any_full_stop_comes_in_bounded_sentences() -> None:
    text = "word " * 4000
    sentences = list(Frontend().process(text, "en-US"))
    assert max(len(sentence.words) for sentence in sentences) <= 500
    assert [word.text for sentence in sentences for word in sentence.words] == ["word"] * 4000
    assert all(word.phones == sentences[0].words[1].phones for sentence in sentences for word in sentence.words)


def test_a_sentence_that_is_too_long_is_cut_where_it_pauses() -> None:
    text = "eight words that stand before a comma always, " * 100 + "end."
    sentences = list(Frontend().process(text, "en-US"))
    assert len(sentences) == 2
    assert sentences[0].words[-1].punctuation == ","
    numbers = list(Frontend().process("999,999 " * 200, "en-US"))  # of many words each
    assert max(sum(word.text.count(" ") + 1 for word in sentence.words) for sentence in numbers) <= 510


@pytest.mark.parametrize(
    ("locale", "text", "sentences"),
    [
        ("es-US", "¿Cómo está? «Bien», dijo.", ["¿Cómo está?", "«Bien», dijo."]),
        ("es-US", "¡Hola!¿Qué tal? ¡¿Cómo?!", ["¡Hola!", "¿Qué tal?", "¡¿Cómo?!"]),
        ("en-US", '"Hello," she said. "Stop." He left.', ['"Hello," she said.', '"Stop."', "He left."]),
        ("en-US", "“Yes.” (It was so.) ‘No.’", ["“Yes.”", "(It was so.)", "‘No.’"]),
        ("en-GB", "I have 5. '\"Go!\"' [Sic.] End", ["I have 5.", "'\"Go!\"'", "[Sic.]", "End"]),
        (
            "fr-CA",
            "« Oui. » Non. «\u202fPeut-être\u202f», dit-il.",
            ["« Oui. »", "Non.", "«\u202fPeut-être\u202f», dit-il."],
        ),
        ("de-DE", "»Ja.« »Nein«, sagte er. „Gut.“ Ende", ["»Ja.«", "»Nein«, sagte er.", "„Gut.“", "Ende"]),
    ],
)
def test_quotes_and_brackets_belong_to_the_sentence_they_open_or_close(
    locale: str, text: str, sentences: list[str]
) -> None:
    """Seen: sentence marks with the value "Cómo está?" and 'Hello," she said.'"""
    assert [text[s.span.start : s.span.end] for s in Frontend().process(text, locale)] == sentences


def test_quotes_around_markup_belong_to_the_sentence() -> None:
    document = '<speak><p>&quot;Hi,&quot; he said.</p> "<emphasis>Stop</emphasis>." <s>(Yes.)</s></speak>'
    spans = [sentence.span for sentence in Frontend().process_ssml(document, "en-US")]
    assert [document[span.start : span.end] for span in spans] == [
        "&quot;Hi,&quot; he said.",
        '"<emphasis>Stop</emphasis>."',
        "(Yes.)",
    ]


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("<![CDATA[Tom & Jerry]]> ran.", "Tom & Jerry]]> ran."),
        ("Hello. <![CDATA[(Tom) ran.]]>", "(Tom) ran."),
        ('<![CDATA["Tom" ran.]]>', '"Tom" ran.'),
        ("Hello. (<!-- a > b -->Tom ran.)", "(<!-- a > b -->Tom ran.)"),
    ],
)
def test_what_begins_a_cdata_section_is_no_bracket(written: str, sentence: str) -> None:
    """Seen: a sentence that began with the last character of <![CDATA[."""
    document = f"<speak>{written}</speak>"
    span = Frontend().process_ssml(document, "en-US").sentences[-1].span
    assert document[span.start : span.end] == sentence


def test_rows_of_quotes_take_no_time() -> None:
    text = "Yes." + '"' * 50_000 + "x " + "a." + ")" * 50_000 + "b"
    spans = [sentence.span for sentence in Frontend().process(text, "en-US")]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))

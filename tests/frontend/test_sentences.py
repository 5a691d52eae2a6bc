"""Where sentences begin and end: ``tests/golden_segments/<locale>.tsv``, and the marks between."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest

from frontend.normalize import normalize, normalize_to_text
from frontend.pipeline import Frontend

_GOLDEN = Path(__file__).resolve().parents[1] / "golden_segments"
_UNSPOKEN = " \n-–—•*🎉😀🎂"
"""Bullets, dashes and emoji beside a sentence may belong to it or not."""


def _rows() -> list[tuple[str, str]]:
    return [
        (path.stem, line)
        for path in sorted(_GOLDEN.glob("*.tsv"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.startswith("# ")
    ]


def _sentences(text: str, locale: str) -> list[str]:
    return [text[sentence.span.start : sentence.span.end] for sentence in Frontend().process(text, locale)]


@pytest.mark.parametrize(("locale", "row"), _rows())
def test_sentences(locale: str, row: str) -> None:
    row = row.replace("\\n", "\n")
    expected = [sentence.strip(_UNSPOKEN) for sentence in row.split("‖ ")]
    assert [sentence.strip(_UNSPOKEN) for sentence in _sentences(row.replace("‖ ", ""), locale)] == expected


@pytest.mark.parametrize(
    ("locale", "text", "spoken"),
    [
        ("en-US", '"Go!" he said.', "Go! he said."),
        ("en-US", '"I\'m done." she said.', "I'm done, she said."),
        ("en-US", "What!? No?!", "What? No?"),
        ("fr-CA", "As-tu dit « Non ! » ?", "As-tu dit Non?"),
        ("en-US", "1. Call.\n2. Wait.", "one, Call. two, Wait."),
        ("en-US", "We need\nmilk\nbread and butter", "We need, milk, bread and butter"),
        ("en-US", "Dear John,\nThank you.", "Dear John, Thank you."),
        ("en-US", "Title\n=====\n* Eggs\n+ milk\n## More\n---\nEnd", "Title Eggs milk More End"),
        ("en-US", "* to repeat\n# to end\n+ 5 points", "star to repeat pound to end, plus five points"),
        ("de-DE", "# Taste", "Raute Taste"),
        ("en-US", "Wait -- no--never.", "Wait – no – never."),
        (
            "en-GB",
            "The old bridge - built in a year - still stands.",
            "The old bridge – built in a year – still stands.",
        ),
    ],
)
def test_marks_within_a_sentence_are_heard(locale: str, text: str, spoken: str) -> None:
    assert normalize_to_text(text, locale) == spoken


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("They said that they would not come back before the\nSpring of next year, and stayed where they were.", 1),
        ("Visitors are asked to wait for the\nDirector in the hall, please, and to be quiet.", 1),
        ("Notice\nVisitors are asked to wait in the hall, please, and to be quiet.", 2),
    ],
)
def test_wrapped_text_runs_on(text: str, count: int) -> None:
    """The line is full, or its last word waits for another."""
    assert len(_sentences(text, "en-US")) == count


@pytest.mark.parametrize("locale", ["en-US", "es-US", "de-DE", "fr-CA"])
@pytest.mark.parametrize("bullet", ["•", "●", "▪", "‣", "🔹", "👉"])
def test_a_bullet_of_any_shape_begins_an_item_and_is_not_spoken(locale: str, bullet: str) -> None:
    items = Frontend().process(f"{bullet} Menu\n{bullet} bar", locale)
    assert [[word.text for word in item.words] for item in items] == [["Menu"], ["bar"]]


def test_the_layout_of_ssml_is_not_heard() -> None:
    document = "<speak>\n  Press\n  <emphasis>\n    One\n  </emphasis>\n  Now.\n\n  Bye\n\n  Home\n</speak>"
    sentences = Frontend().process_ssml(document, "en-US").sentences
    assert [sentence.spoken() for sentence in sentences] == ["Press One Now.", "Bye", "Home"]
    first = sentences[0].span
    assert document[first.start : first.end].startswith("Press")
    assert document[first.end - 1] == "."
    for word in sentences[0].words:
        assert document[word.span.start : word.span.end] == word.text


def test_rows_of_marks_take_no_time() -> None:
    """Time must grow with the length: eight times the text in less than forty times the time."""

    def seconds(text: str) -> float:
        begin = time.process_time()
        normalize_to_text(text, "fr-CA")
        return time.process_time() - begin

    for unit in ("! ", "!", "? »", ".) ", "a\n", "- b\n", "\n \n"):
        few, many = seconds(unit * 500), seconds(unit * 4_000)
        assert many < 40 * few + 0.1, unit


def test_sentences_never_overlap() -> None:
    text = "".join(row.replace("‖ ", "").replace("\\n", "\n") + "\n" for locale, row in _rows() if locale == "fr-CA")
    for locale in ("fr-CA", "de-DE"):
        spans = [sentence.span for sentence in Frontend().process(text, locale)]
        assert all(before.end <= after.start for before, after in pairwise(spans))


_NEXT = {
    "en-US": "Nobody came.",
    "en-GB": "Then it was over.",
    "es-US": "También hay pan.",
    "de-DE": "Dann war es vorbei.",
    "fr-CA": "C'est fini.",
}


@pytest.mark.parametrize("locale", _NEXT)
@pytest.mark.parametrize("table", ["addresses", "dates", "measures", "money", "romans", "telephone", "times"])
def test_whatever_is_written_last_a_sentence_ends_behind_it(locale: str, table: str) -> None:
    """Seen: the full stop went with the date, and "Le 5 mai. Il est là." was one sentence."""
    lines = (_GOLDEN.parent / "golden" / locale / f"{table}.tsv").read_text(encoding="utf-8").split("\n")
    written = [line.split("\t")[0].rstrip('.!?…»" ') for line in lines if line and not line.startswith("# ")]
    merged = [
        text
        for text in written
        if not any(
            token.ends_sentence and len(text) <= token.span.end <= len(text) + 1
            for token in normalize(f"{text}. {_NEXT[locale]}", locale)
        )
    ]
    assert len(merged) <= 0.04 * len(written), merged


@pytest.mark.parametrize(
    ("locale", "text", "count"),
    [
        ("en-US", "It ended at 5 p.m. The room was empty.", 2),
        ("en-US", "Ask Dr. An about it. Smith v. The Queen was heard, e.g. The Times wrote of it.", 2),
        ("en-US", "She moved to the U.S. In 2020 she left.", 2),
        ("en-US", "It is closed Sun. Story time is at 10. We saw it on Sat. Night Live. On Sat. Jones left.", 4),
        ("de-DE", "Lesen Sie z. B. Der Spiegel. Ludwig XIV. Er war König.", 3),
        ("de-DE", "Es dauert 12 Min. Dann ist Schluss. Die Sitzung dauerte 12 Min. länger.", 3),
        ("es-US", "Vive en la Av. La Paz con la Sra. De la Rosa. Nació el 5 de mayo. Es médico.", 3),
        ("fr-CA", "Il est au 3, boul. Le Corbusier. Ça dure 20 min. C'est long.", 3),
    ],
)
def test_abbreviations_end_a_sentence_before_words_that_begin_one(locale: str, text: str, count: int) -> None:
    assert len(_sentences(text, locale)) == count

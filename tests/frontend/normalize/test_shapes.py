"""The index of the rules by the shape of the text: it must not hide a rule from a text that the rule reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontend.locales import LOCALES
from frontend.normalize import normalize
from frontend.normalize.scan import Scan
from frontend.normalize.shapes import DECLARED, shape_of

_GOLDEN = Path(__file__).resolve().parents[2] / "golden"
_PASSAGE = 40
"""Rows in one text."""


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("3/4/2025", "0/0"),
        ("15 March", "0 A"),
        ("15\u00a0mars", "0 a"),
        ("B-52", "A-0"),
        ("École", "A"),
        ("$5", "$0"),
        ("2½", "0½"),
        ("m²/s", "a²/"),
        ("5  °C", "0 °"),
        ("«", "«"),
        ("", ""),
    ],
)
def test_shape(text: str, shape: str) -> None:
    assert shape_of(text, 0) == shape
    assert shape_of(f"= {text}", 2) == shape


def test_declared_shapes_are_shapes() -> None:
    """A text of two letters such as "Mk" has the shape "A"; a rule for "Mk" would never be asked."""
    wrong = [
        f"{rule.__module__}.{rule.__name__}: {expected!r}"
        for rule, declared in DECLARED.items()
        for expected in declared
        if shape_of(expected, 0) != expected
    ]
    assert DECLARED
    assert not wrong


def _passages(locale: str) -> list[str]:
    """The golden rows of a locale, several in one text."""
    rows = [
        line.split("\t")[0].replace("\\n", "\n")
        for path in sorted(_GOLDEN.glob(f"{locale}/*.tsv"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("# ")
    ]
    return ["\n\n".join(rows[start : start + _PASSAGE]) for start in range(0, len(rows), _PASSAGE)]


@pytest.mark.parametrize("locale", LOCALES)
def test_no_shape_hides_a_rule(locale: str, monkeypatch: pytest.MonkeyPatch) -> None:
    passages = _passages(locale)
    found = [normalize(passage, locale) for passage in passages]
    monkeypatch.setattr(Scan, "shape", lambda scan, position: "")  # unknown: every rule is asked
    for passage, tokens in zip(passages, found, strict=True):
        for token, expected in zip(tokens, normalize(passage, locale), strict=False):
            around = passage[max(0, expected.span.start - 40) : expected.span.end + 40]
            assert token == expected, f"a rule that reads {around!r} does not name its shape in its @shapes"

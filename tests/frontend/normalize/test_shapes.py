"""The index of the rules by the shape of the text: it must not hide a rule from a text that the rule reads."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from frontend.locales import LOCALES
from frontend.normalize import normalize
from frontend.normalize.scan import Scan
from frontend.normalize.shapes import DECLARED, shape_of

_GOLDEN = Path(__file__).resolve().parents[2] / "golden"
_PASSAGE = 40
"""Rows in one text."""
_EACH = 2
"""Rows of a table in which a shape is looked at in every run."""
_BEGINNING = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
"""What a rule may begin with: a word, a number, a mark."""


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


def _rows(locale: str) -> list[list[str]]:
    """What is written in the golden tables of a locale."""
    return [
        [
            line.split("\t")[0].replace("\\n", "\n")
            for line in path.read_text(encoding="utf-8").splitlines()
            if line and not line.startswith("# ")
        ]
        for path in sorted(_GOLDEN.glob(f"{locale}/*.tsv"))
    ]


def _of_each_shape(rows: list[str]) -> list[str]:
    """Rows in which every shape of a table is found, `_EACH` times where there are so many."""
    seen: Counter[str] = Counter()
    chosen = []
    for row in rows:
        shapes = {shape_of(row, beginning.start()) for beginning in _BEGINNING.finditer(row)}
        if any(seen[shape] < _EACH for shape in shapes):
            chosen.append(row)
            seen.update(shapes)
    return chosen


@pytest.mark.parametrize("locale", LOCALES)
def test_no_shape_hides_a_rule(locale: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a forgotten shape matters to a row, its golden table fails too; this says which shape, and why."""
    _check([row for rows in _rows(locale) for row in _of_each_shape(rows)], locale, monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("locale", LOCALES)
def test_no_shape_hides_a_rule_in_any_row(locale: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _check([row for rows in _rows(locale) for row in rows], locale, monkeypatch)


def _check(rows: list[str], locale: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows read with the rules that their shapes allow, then with all rules: nothing may change."""
    passages = ["\n\n".join(rows[start : start + _PASSAGE]) for start in range(0, len(rows), _PASSAGE)]
    found = [normalize(passage, locale) for passage in passages]
    monkeypatch.setattr(Scan, "shape", lambda scan, position: "")  # unknown: every rule is asked
    for passage, tokens in zip(passages, found, strict=True):
        for token, expected in zip(tokens, normalize(passage, locale), strict=False):
            around = passage[max(0, expected.span.start - 40) : expected.span.end + 40]
            assert token == expected, f"a rule that reads {around!r} does not name its shape in its @shapes"

"""Golden tables: ``tests/golden/<locale>/<class>.tsv``, each row what is written TAB how people read it.

Where people read it in more than one way, the readings are separated by " | " and one of them must come out. A reading
without punctuation says nothing about pauses: there marks, hyphens and the case of words (not of letters' names) are
free. Any other reading must match exactly. ``hard.tsv`` holds whole sentences that mix the classes.

``sentences.tsv`` holds more of them, each written before anything was heard of it. There ``{a/b}`` inside of a reading
stands for one of two or more ways to say it and ``[x]`` for words that may be left out; marks, hyphens and case are
free. So it is in ``formulas.tsv``, whose backslashes are those of LaTeX; elsewhere ``\\n`` is a line end.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from frontend.locales import LOCALES
from frontend.normalize import normalize_to_text

_GOLDEN = Path(__file__).resolve().parents[2] / "golden"


_MARKS = re.compile("[,.;:?!–…]")
_CHOICE = re.compile(r"[{}\[\]/]")


_WITH_CHOICES = ("sentences", "formulas")


def _words(spoken: str) -> list[str]:
    """The words without marks, hyphens and case; a single letter keeps its case, since capitals are letters' names."""
    words = _MARKS.sub(" ", spoken).replace("-", " ").split()
    return [word if len(word) == 1 else word.casefold() for word in words]


def _accepts(readings: str, got: str) -> bool:
    return any(
        got == reading or (not _MARKS.search(reading) and _words(got) == _words(reading))
        for reading in readings.split(" | ")
    )


def _pattern(reading: str) -> re.Pattern[str]:
    """The readings that ``{a/b}`` and ``[x]`` stand for, over lower-case words with single spaces."""
    marks = {"{": "(?:", "[": "(?:", "}": ")", "]": ")?", "/": "|"}
    pattern = ""
    for part in re.split(r"([{}\[\]/])", reading):
        words = r"\s+".join(re.escape(word) for word in _folded(part)) + "'" * part.endswith("'")  # "l'{est/Est}"
        pattern += marks.get(part) or rf"\s*{words}\s*"
    return re.compile(pattern)


def _folded(text: str) -> list[str]:
    return re.sub(r"'(?=\s|$)", "", _MARKS.sub(" ", text)).replace("-", " ").casefold().split()


def _is_read(name: str, readings: str, got: str) -> bool:
    if name not in _WITH_CHOICES:
        return _accepts(readings, got)
    words = _folded(got)
    return any(
        _pattern(reading).fullmatch(" ".join(words)) is not None
        if _CHOICE.search(reading)
        else _folded(reading) == words
        for reading in readings.split(" | ")
    )


def _tables() -> list[tuple[str, str]]:
    return sorted((path.parent.name, path.stem) for path in _GOLDEN.glob("*/*.tsv"))


def _rows(locale: str, name: str) -> list[tuple[str, str]]:
    lines = (_GOLDEN / locale / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("# ")]
    assert all(len(row) == 2 for row in rows), f"{locale}/{name}.tsv: every row is written TAB spoken"
    if name == "formulas":
        return [(written, spoken) for written, spoken in rows]
    return [(written.replace("\\n", "\n"), spoken) for written, spoken in rows]


def test_every_locale_has_every_table() -> None:
    tables = _tables()
    names = {name for _, name in tables}
    whole = [locale.tag for locale in LOCALES.values() if not locale.base]  # others may have rows where they differ
    assert {locale for locale, _ in tables} <= set(LOCALES)
    assert set(tables) >= {(locale, name) for locale in whole for name in names}


@pytest.mark.parametrize(("locale", "name"), _tables())
def test_golden(locale: str, name: str) -> None:
    rows = _rows(locale, name)
    wrong = [
        f"{written!r}: expected {spoken!r}, got {got!r}"
        for written, spoken in rows
        if not _is_read(name, spoken, got := normalize_to_text(written, locale))
    ]
    assert not wrong, f"{len(wrong)} of {len(rows)} rows:\n" + "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.parametrize("locale", LOCALES)
def test_what_other_locales_write_is_read_too(locale: str) -> None:
    """No rule takes for granted what only the tables of its own language hold: units, currencies, decimal marks."""
    foreign = {written for tag, name in _tables() if tag != locale for written, _ in _rows(tag, name)}
    for written in sorted(foreign):
        try:
            normalize_to_text(written, locale)
        except Exception as error:
            raise AssertionError(f"{written!r} cannot be read in {locale}") from error

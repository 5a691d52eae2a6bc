"""Golden tables: ``tests/golden/<locale>/<class>.tsv``, each row what is written TAB how people read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontend.normalize import normalize_to_text

_GOLDEN = Path(__file__).resolve().parents[2] / "golden"


def _tables() -> list[tuple[str, str]]:
    return sorted((path.parent.name, path.stem) for path in _GOLDEN.glob("*/*.tsv"))


def _rows(locale: str, name: str) -> list[tuple[str, str]]:
    lines = (_GOLDEN / locale / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("# ")]
    assert all(len(row) == 2 for row in rows), f"{locale}/{name}.tsv: every row is written TAB spoken"
    return [(written, spoken) for written, spoken in rows]


def test_every_locale_has_every_table() -> None:
    tables = _tables()
    names = {name for _, name in tables}
    locales = {locale for locale, _ in tables}
    assert len(locales) == 5
    assert set(tables) == {(locale, name) for locale in locales for name in names}


@pytest.mark.parametrize(("locale", "name"), _tables())
def test_golden(locale: str, name: str) -> None:
    rows = _rows(locale, name)
    wrong = [
        f"{written!r}: expected {spoken!r}, got {got!r}"
        for written, spoken in rows
        if (got := normalize_to_text(written, locale)) != spoken
    ]
    assert not wrong, f"{len(wrong)} of {len(rows)} rows:\n" + "\n".join(wrong)

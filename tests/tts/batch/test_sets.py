from __future__ import annotations

from pathlib import Path

import pytest

from frontend.locales import LOCALES
from tts.batch.sets import SETS, set_rows
from tts.batch.sheet import read_sheet
from tts.errors import InputError


def texts(locale: str, *names: str) -> dict[str, str]:
    return {row.id: row.text for row in set_rows(names, locale)}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_locale_has_every_set(locale: str) -> None:
    found = texts(locale, *SETS)
    assert {f"digits/{n}" for n in (*range(21), 30, 40, 50, 60, 70, 80, 90)} <= set(found)
    assert {f"letters/{letter}" for letter in "abcxyz"} <= set(found)
    assert {f"digits/day-{n}" for n in range(7)} | {f"digits/mon-{n}" for n in range(12)} <= set(found)
    assert all(row.joined and row.locale == locale for row in set_rows(SETS, locale))


def test_pieces_of_the_languages() -> None:
    assert "digits/3-and" in texts("de-DE", "digits")
    assert texts("de-DE", "digits")["digits/1F"].startswith("eine")
    assert {"digits/21", "digits/100-and", "digits/900"} <= set(texts("es-US", "digits"))
    assert "digits/et" in texts("fr-CA", "digits")
    assert texts("en-GB", "digits")["digits/pound"] != texts("en-US", "digits")["digits/pound"]
    assert texts("fr-CA", "days")["digits/day-0"].startswith("dimanche")


def test_unknown_set() -> None:
    with pytest.raises(InputError, match="did you mean 'digits'"):
        set_rows(("digit",), "en-US")


def test_set_becomes_files_and_sheet(batch, out: Path, tmp_path: Path) -> None:
    assert batch("--set", "days", "--locale", "en-GB,fr_CA", "--profile", "asterisk", "--no-listen") == 0
    found = {path.relative_to(out).as_posix() for path in out.rglob("*.ulaw")}
    assert found == {f"{locale}/digits/day-{n}.ulaw" for locale in ("en_GB", "fr_CA") for n in range(7)}
    assert batch("--set", "letters", "--voice", "Daniel", "--write-sheet", tmp_path / "letters.csv") == 0
    rows = read_sheet(tmp_path / "letters.csv").rows
    assert [(row.id, row.locale) for row in rows[:2]] == [("letters/a", "de-DE"), ("letters/b", "de-DE")]

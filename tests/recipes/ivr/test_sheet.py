from __future__ import annotations

from pathlib import Path

import pytest

from recipes.ivr.sheet import Prompt, SheetError, read_sheet


def written(folder: Path, text: str) -> Path:
    path = folder / "sheet.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_come_in_order_with_quoted_commas(tmp_path: Path) -> None:
    path = written(tmp_path, '\ufeffid,voice,text\nb,Arthur,"One, two"\r\na,Liam,Été\n')
    assert read_sheet(path) == [Prompt("b", "Arthur", "One, two"), Prompt("a", "Liam", "Été")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "found nothing"),
        ("id,text\na,b\n", "must be id,voice,text, found id,text"),
        ("id,voice,text\na,Arthur,One, two\n", "line 2.*quote texts"),
        ("id,voice,text\na,Arthur,\n", "line 2: every row needs"),
        ("id,voice,text\n../a,Arthur,One\n", "lower-case letters"),
        ("id,voice,text\na,Arthur,One\na,Liam,Deux\n", "line 3: id 'a' appears twice"),
    ],
)
def test_mistakes_are_named_with_their_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SheetError, match=message):
        read_sheet(written(tmp_path, text))

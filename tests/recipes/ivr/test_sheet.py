from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from frontend.locales import LOCALES
from recipes.ivr import sheet
from tts.batch.sheet import read_sheet


def test_large_sheet_is_read_by_the_batch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sheet.main(["--prompts", "1000"]) == 0
    written = capsys.readouterr().out
    path = tmp_path / "prompts.csv"
    path.write_text(written, encoding="utf-8")
    found = read_sheet(path)
    assert not found.failures
    assert Counter(row.locale for row in found.rows) == dict.fromkeys(LOCALES, 200)
    assert len({row.id for row in found.rows}) == len({(row.locale, row.text) for row in found.rows}) == 1000
    assert sheet.main(["--prompts", "1000"]) == 0
    assert capsys.readouterr().out == written

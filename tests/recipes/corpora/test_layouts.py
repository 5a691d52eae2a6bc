"""Texts that hold characters which Unicode calls ends of lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recipes.corpora.layouts import Defaults, LayoutError, read_corpus

TEXT = "one\u2028two\u0085three"


@pytest.mark.parametrize("layout", ["manifest", "ljspeech"])
def test_a_text_is_not_cut(layout: str, tmp_path: Path) -> None:
    (tmp_path / "a.wav").touch()
    if layout == "manifest":
        row = json.dumps({"id": "a", "audio": "a.wav", "text": TEXT}, ensure_ascii=False)
        (tmp_path / "manifest.jsonl").write_text(row + "\n", encoding="utf-8")
    else:
        (tmp_path / "metadata.csv").write_text(f"a|{TEXT}\r\n", encoding="utf-8", newline="")
    (clip,) = read_corpus(tmp_path, layout, Defaults("en-US", "x"))
    assert clip.text == TEXT


def test_a_table_in_utf_16_that_is_cut_off_is_named(tmp_path: Path) -> None:
    (tmp_path / "metadata.csv").write_bytes("a|Hello.".encode("utf-16")[:-1])
    with pytest.raises(LayoutError, match=r"metadata\.csv is not utf-16-le \(byte 14\)"):
        read_corpus(tmp_path, "ljspeech", Defaults("en-US", "reader"))

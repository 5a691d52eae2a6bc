"""The lists of frequent words that languages are told apart by."""

from __future__ import annotations

import pytest

from recipes.dictionaries.common_words import LANGUAGES, main, most_frequent


def test_only_words_of_letters_in_their_order() -> None:
    ranked = ["the", "'", "2024", "don't", "naïve", "a.m", "x1", "of", "rare"]
    assert most_frequent(ranked, 4) == ["the", "don't", "naïve", "of"]


def test_one_list_for_each_language(put_ranks, tmp_path, capsys: pytest.CaptureFixture[str]) -> None:
    for language in LANGUAGES:
        folder = put_ranks(language, ["zwei", "eins"])
    assert main(["--sources", str(folder), "--output", str(tmp_path / "lists")]) == 0
    assert {path.name for path in (tmp_path / "lists").iterdir()} == {"de.txt", "en.txt", "es.txt", "fr.txt"}
    assert (tmp_path / "lists" / "de.txt").read_text(encoding="utf-8") == "zwei\neins\n"
    assert "de: 2 words" in capsys.readouterr().out


def test_a_missing_source_is_told_in_one_line(tmp_path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--sources", str(tmp_path), "--output", str(tmp_path / "lists")]) == 1
    assert capsys.readouterr().err.startswith("common_words: ")

"""The tables of ``frontend/data``: how they are read, and that the shipped ones are sound."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import frontend
from frontend.errors import TableError
from frontend.locales import LOCALES, lineage
from frontend.tables import keys_beginning, line_of, parse_rows, read_map, read_rows, read_table, read_words

_DATA = Path(frontend.__file__).resolve().parent / "data"
_FOLDERS = sorted({folder for locale in LOCALES for folder in lineage(locale) if (_DATA / folder).is_dir()})
_TABLES = sorted(path for path in _DATA.rglob("*.tsv") if path.stem != "dictionary")


def test_rows_know_their_place() -> None:
    rows = parse_rows("# head\n\nkm\tkilometre\n#\thash\n", "units.tsv", "written spoken")
    assert rows == [["km", "kilometre"], ["#", "hash"]]
    assert [row.place for row in rows] == ["units.tsv line 3", "units.tsv line 4"]


def test_optional_columns_come_together_or_not_at_all() -> None:
    assert parse_rows("a\nb\tc\td", "t.tsv", "one", "two three") == [["a"], ["b", "c", "d"]]
    with pytest.raises(TableError, match=r"^t\.tsv line 1: 2 cells .*; a row has one, then two, three or none$"):
        parse_rows("a\tb", "t.tsv", "one", "two three")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\tb\nc\n", r"t\.tsv line 2: 1 cells .*a row has written, spoken$"),
        ("a\tb\nc\td\te\n", r"t\.tsv line 2: 3 cells"),
        ("a\tb\nc \td\n", r"t\.tsv line 2: white space"),
        ("a\tb\nc\t d\n", r"t\.tsv line 2: white space"),
        ("a\tb\nc\td ", r"t\.tsv line 2: white space"),
        ("a\tb\r\nc\td\r\n", r"t\.tsv line 1: white space"),
    ],
)
def test_a_bad_row_is_named_by_file_and_line(text: str, message: str) -> None:
    with pytest.raises(TableError, match=message):
        parse_rows(text, "t.tsv", "written spoken")


def test_rows_of_the_locale_win_over_those_of_its_language() -> None:
    american, british = read_map("en-US", "symbols"), read_map("en-GB", "symbols")
    assert (american["%"], british["%"]) == ("percent", "per cent")
    assert american["&"] == british["&"] == "and"


def test_a_locale_need_not_have_every_table() -> None:
    assert read_rows("de-DE", "no-such-table", "anything") == []


@pytest.mark.parametrize("path", _TABLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_row_stands_twice(path: Path) -> None:
    rows = Counter(line for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith("# "))
    assert [row for row, count in rows.items() if count > 1] == []


@pytest.mark.parametrize("folder", _FOLDERS)
@pytest.mark.parametrize("table", ["acronyms", "directions", "emoji", "flags", "greek", "states", "symbols", "words"])
def test_no_key_stands_twice(folder: str, table: str) -> None:
    """Only the first row of a key is used: a second one is a mistake."""
    assert _twice([written for written, _ in read_table(folder, table, "written spoken")]) == []


@pytest.mark.parametrize("folder", _FOLDERS)
def test_no_word_has_two_pronunciations(folder: str) -> None:
    """Only the first counts, those of `lexicon` before those of `names` and `brands`."""
    rows = [row for table in ("lexicon", "names", "brands") for row in read_table(folder, table, "word phones")]
    twice = _twice([row[0] for row in rows])
    assert [f"{row.place}: {row[0]}" for row in rows if row[0] in twice] == []


@pytest.mark.parametrize("folder", _FOLDERS)
def test_no_unit_is_written_like_another(folder: str) -> None:
    rows = read_table(folder, "units", "symbols singular plural gender", "flags")
    assert _twice([symbol for row in rows for symbol in row[0].split()]) == []
    assert {row[3] for row in rows} <= {"m", "f", "n", "-"}


@pytest.mark.parametrize("folder", _FOLDERS)
def test_no_noun_has_two_genders(folder: str) -> None:
    genders: dict[str, set[str]] = {}
    for gender, nouns in read_table(folder, "nouns", "gender nouns"):
        for noun in nouns.split():
            genders.setdefault(noun, set()).add(gender)
    assert {noun: found for noun, found in genders.items() if len(found) > 1 or not found <= {"m", "f", "n"}} == {}


def test_word_lists_have_comments() -> None:
    head, *lines = (_DATA / "de-DE/compound_words.txt").read_text(encoding="utf-8").split("\n")
    assert head.startswith("# ")
    assert read_words("de-DE/compound_words.txt") == [word for line in lines for word in line.split()]


def _twice(words: list[str]) -> list[str]:
    return [word for word, count in Counter(words).items() if count > 1]


@pytest.mark.parametrize("key", ["Abend", "Morgen", "zu"])
def test_a_line_is_found_by_its_first_cell(key: str) -> None:
    table = "Abend\tˈaːbənt\nMorgen\nMorgens\tx\nzu\ty".encode()
    line = line_of(table, key.encode())
    assert line is not None
    assert line.decode().split("\t")[0] == key


def test_a_line_that_is_not_there_is_not_found() -> None:
    assert line_of(b"Abend\nMorgen\n", b"Morg") is None
    assert line_of(b"", b"Abend") is None


def test_the_cells_with_one_beginning_are_found_in_their_order() -> None:
    table = b"Abend\tx\nMorgen\ty\nMorgens\nMorgenstern\nNacht\n"
    assert keys_beginning(table, b"Morgen", 9) == ["Morgen", "Morgens", "Morgenstern"]
    assert keys_beginning(table, b"Morgen", 2) == ["Morgen", "Morgens"]
    assert keys_beginning(table, b"Z", 9) == []

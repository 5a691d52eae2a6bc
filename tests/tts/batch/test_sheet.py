from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tts.batch.planning import file_name
from tts.batch.sheet import SheetError, read_sheet
from tts.errors import InputError


def write(tmp_path: Path, name: str, content: str | bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_any_spreadsheet(tmp_path: Path, delimiter: str) -> None:
    lines = ["\ufeffID;Locale;Text;Profile", '"a";fr-CA;"Bonjour; ça va, toi?";wav mp3', "", "b;de-DE;Hallo.;"]
    content = "\r\n".join(lines)
    if delimiter != ";":
        content = content.replace("Bonjour; ça", "Bonjour ça").replace(";", delimiter)
    found = read_sheet(write(tmp_path, "a.csv", content))
    assert not found.failures
    first, second = found.rows
    assert (first.line, first.id, first.locale, first.profiles) == (2, "a", "fr-CA", ("wav", "mp3"))
    assert first.text.endswith("ça va, toi?")
    assert (second.line, second.text, second.profiles) == (4, "Hallo.", ())


def test_empty_lines_before_the_first_row(tmp_path: Path) -> None:
    """The delimiter was looked for in an empty line."""
    found = read_sheet(write(tmp_path, "a.csv", "\r\n;;\r\nid;voice;text\r\na;Arthur;One, two\r\n"))
    assert [(row.line, row.id, row.text) for row in found.rows] == [(4, "a", "One, two")]


def test_line_of_a_row_is_where_it_starts(tmp_path: Path) -> None:
    found = read_sheet(write(tmp_path, "a.csv", 'id,voice,text\na,Arthur,"one\ntwo"\nb,Arthur,three\n'))
    assert [row.line for row in found.rows] == [2, 4]
    assert found.rows[0].text == "one\ntwo"


def test_ssml_in_its_column_and_in_columns_of_locales(tmp_path: Path) -> None:
    found = read_sheet(write(tmp_path, "a.csv", "id,text,ssml\na,Hi,\nb,,<speak>Hi</speak>\n"))
    assert [(row.text, row.ssml) for row in found.rows] == [("Hi", False), ("<speak>Hi</speak>", True)]
    found = read_sheet(write(tmp_path, "a.csv", "id,en-US,de-DE\na,Hi,<speak>Hallo</speak>\n"))
    assert [(row.locale, row.ssml) for row in found.rows] == [("en-US", False), ("de-DE", True)]


def test_a_text_that_starts_with_speak_is_ssml(tmp_path: Path) -> None:
    """It was read aloud in the column of texts, and obeyed in one of a locale."""
    rows = ["a,<speak>Hi</speak>", 'b," <speak version=""1.1"">Hi</speak>"', "c,Hi <speak>", "d,speak up"]
    found = read_sheet(write(tmp_path, "a.csv", "\n".join(["id,text", *rows])))
    assert [row.ssml for row in found.rows] == [True, True, False, False]


@pytest.mark.parametrize("name", ["max_duration_s", "Max duration (s)", "max duration", "Max Duration [s]"])
def test_longest_durations(tmp_path: Path, name: str) -> None:
    rows = ["a,One,2.5", 'b,Two,"1,5"', "c,Three,", "d,Four,quick"]
    found = read_sheet(write(tmp_path, "a.csv", "\n".join([f"id,text,{name}", *rows])))
    assert [row.max_duration_s for row in found.rows] == [2.5, 1.5, None]
    assert "max_duration_s must be a number" in found.failures[0].reason
    assert not found.ignored
    found = read_sheet(write(tmp_path, "a.jsonl", json.dumps({"id": "a", "text": "One", name: 2.5})))
    assert found.rows[0].max_duration_s == 2.5


def test_wrong_quotation_marks_cost_one_line(tmp_path: Path) -> None:
    lines = ["id,text", 'a,"one" two', "b,three", 'c,"four', "d,five", 'e,"six ""seven"""', 'f,"eight', "g,nine"]
    found = read_sheet(write(tmp_path, "a.csv", "\n".join(lines)))
    assert [(row.line, row.id, row.text) for row in found.rows] == [
        (3, "b", "three"),
        (5, "d", "five"),
        (6, "e", 'six "seven"'),
        (8, "g", "nine"),
    ]
    assert [failure.line for failure in found.failures] == [2, 4, 7]
    assert all("quotation marks" in failure.reason for failure in found.failures)


def test_encodings(tmp_path: Path) -> None:
    lines = "id,text\r\na,Grüße\r\nb,Hello\r\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        found = read_sheet(write(tmp_path, "a.csv", lines.encode(encoding)))
        assert [row.text for row in found.rows] == ["Grüße", "Hello"]
    path = write(tmp_path, "a.csv", lines.encode("cp1252"))
    assert [row.text for row in read_sheet(path, "cp1252").rows] == ["Grüße", "Hello"]
    found = read_sheet(path)
    assert [row.text for row in found.rows] == ["Grüße", "Hello"]
    assert found.note == "a.csv is not UTF-8: read as cp1252 (Windows)"
    found = read_sheet(path, "utf-8")
    assert [row.id for row in found.rows] == ["b"]
    assert [(failure.line, failure.id) for failure in found.failures] == [(2, "a")]
    assert "0xfc" in found.failures[0].reason
    with pytest.raises(InputError, match="unknown encoding 'cp9999'"):
        read_sheet(path, "cp9999")


def test_one_row_in_another_encoding_costs_no_other(tmp_path: Path) -> None:
    data = "id,text\na,Grüße\n".encode() + "b,schöne Grüße\n".encode("cp1252")
    found = read_sheet(write(tmp_path, "a.csv", data))
    assert [row.id for row in found.rows] == ["a"]
    assert "0xf6" in found.failures[0].reason
    assert not found.note


def test_unicode_text_of_a_spreadsheet(tmp_path: Path) -> None:
    found = read_sheet(write(tmp_path, "a.txt", "id\ttext\r\na\tGrüße, Welt\r\n".encode("utf-16")))
    assert [(row.id, row.text) for row in found.rows] == [("a", "Grüße, Welt")]


def test_first_line_of_spreadsheets(tmp_path: Path) -> None:
    found = read_sheet(write(tmp_path, "a.csv", "sep=;\nid;text\na;b, c, d, e\n"))
    assert [(row.line, row.text) for row in found.rows] == [(3, "b, c, d, e")]


def test_monstrous_cells_are_refused_by_their_line(tmp_path: Path) -> None:
    huge = "x" * 10_000_000
    found = read_sheet(write(tmp_path, "a.csv", f"id,text\na,{huge}\n{huge},b\nc,d\n"))
    assert [row.id for row in found.rows] == ["c"]
    assert [failure.line for failure in found.failures] == [2, 3]
    assert all("10000000 characters" in failure.reason and len(failure.id) < 100 for failure in found.failures)
    lines = [json.dumps({"id": "a", "text": huge}), "[" * 100_000, '{"id": "b", "text": "\\ud800"}', '{"text": "d"}']
    found = read_sheet(write(tmp_path, "a.jsonl", "\n".join(lines)))
    assert [row.text for row in found.rows] == ["d"]
    assert [failure.line for failure in found.failures] == [1, 2, 3]


def test_column_for_each_locale(tmp_path: Path) -> None:
    found = read_sheet(write(tmp_path, "a.csv", "id,en-US,en_gb,de-DE,note\nhi,Hello,Hello,,x\nbye,,,Tschüss,y\n"))
    assert [(row.id, row.locale, row.text) for row in found.rows] == [
        ("hi", "en-US", "Hello"),
        ("hi", "en-GB", "Hello"),
        ("bye", "de-DE", "Tschüss"),
    ]
    assert found.ignored == ("note",)


def test_wrong_rows_do_not_stop_the_others(tmp_path: Path) -> None:
    rows = ["a,Arthur,,,", "b,Arthur,Hi,<speak>Hi</speak>,", "c,Arthur,Hi,,quick", "d,Arthur,Hi,,1.5", "e,A,B,,1,6"]
    content = "\n".join(["id,voice,text,ssml,rate", *rows])
    found = read_sheet(write(tmp_path, "a.csv", content))
    assert [(row.id, row.rate) for row in found.rows] == [("d", 1.5)]
    reasons = {failure.line: failure.reason for failure in found.failures}
    assert set(reasons) == {2, 3, 4, 6}
    assert "no text" in reasons[2]
    assert "both 'text' and 'ssml'" in reasons[3]
    assert "'quick'" in reasons[4]
    assert "6 cells for 5 columns" in reasons[6]


def test_json_lines(tmp_path: Path) -> None:
    rows = [{"id": 7, "voice": "Pedro", "text": "Hola", "profile": ["wav", "mp3"]}, ["no"], {"id": "b", "text": None}]
    lines = [*map(json.dumps, rows), "{", ""]
    found = read_sheet(write(tmp_path, "a.jsonl", "\n".join(lines)))
    assert [(row.id, row.profiles, row.line) for row in found.rows] == [("7", ("wav", "mp3"), 1)]
    assert [failure.line for failure in found.failures] == [2, 3, 4]


def test_json_has_words_for_yes_and_no_and_one_value_for_each_column(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "text": "Uno", "joined": True},
        {"id": "b", "text": "Dos", "joined": False},
        {"id": "c", "text": True},
        {"id": "d", "ID": "e", "text": "Tres"},
        {"id": "f", "text": "Cuatro", "approved": True, "history": {"by": "Ann"}},
    ]
    found = read_sheet(write(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows))))
    assert [(row.id, row.joined) for row in found.rows] == [("a", True), ("b", False), ("f", False)]
    assert [failure.reason for failure in found.failures] == [
        "'text' must be a text or a number",
        "'id' appears twice; rename one",
    ]


def test_xlsx(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for cells in (["id", "en-GB", "es-US"], [1, "Hello", None], ["two", 42.0, "Hola"]):
        book.active.append(cells)
    book.save(tmp_path / "a.xlsx")
    found = read_sheet(tmp_path / "a.xlsx")
    assert [(row.line, row.id, row.locale, row.text) for row in found.rows] == [
        (2, "1", "en-GB", "Hello"),
        (3, "two", "en-GB", "42"),
        (3, "two", "es-US", "Hola"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "", "empty"),
        ("a.csv", "id,voice\na,b\n", "no column 'text'"),
        ("a.csv", "id,text,text\na,b,c\n", "twice"),
        ("a.csv", 'id,"text\na,b\n', "line 1: .*quotation"),
        ("a.csv", b"\xff\xfei\x00d\x00", "'text'"),
        ("a.doc", "id,text\n", ".csv"),
    ],
)
def test_sheets_that_cannot_be_read(tmp_path: Path, name: str, content: str | bytes, message: str) -> None:
    with pytest.raises(SheetError, match=message):
        read_sheet(write(tmp_path, name, content))


def test_damaged_workbook(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    with pytest.raises(SheetError, match="xlsx"):
        read_sheet(write(tmp_path, "a.xlsx", b"no workbook"))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"])
def test_workbook_with_a_damaged_part(tmp_path: Path, part: str) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["id", "text"])
    book.save(tmp_path / "a.xlsx")
    repack(tmp_path / "a.xlsx", lambda content: content[: len(content) // 2], part)
    with pytest.raises(SheetError, match="save it again"):
        read_sheet(tmp_path / "a.xlsx")


def test_encodings_of_byte_order_marks(tmp_path: Path) -> None:
    for encoding in ("utf-8-sig", "utf-16", "utf-32"):
        found = read_sheet(write(tmp_path, "a.csv", "id,text\na,Grüße\n".encode(encoding)))
        assert [row.text for row in found.rows] == ["Grüße"], encoding


@pytest.mark.parametrize("encoding", ["latin9999", "zlib_codec", "undefined", "utf\0"])
def test_encodings_that_are_none(tmp_path: Path, encoding: str) -> None:
    with pytest.raises(InputError, match="unknown encoding"):
        read_sheet(write(tmp_path, "a.csv", "id,text\na,b\n"), encoding)


@pytest.mark.parametrize("stated", ['sep="', "sep= ", "sep=\r", "sep=x"])
def test_delimiters_that_are_none(tmp_path: Path, stated: str) -> None:
    with pytest.raises(SheetError):
        read_sheet(write(tmp_path, "a.csv", f"{stated}\nid,text\na,b\n"))


def test_workbook_whose_size_is_stated_wrongly(tmp_path: Path) -> None:
    """Some programs state a size of one cell: the other columns would be lost."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for cells in (["id", "voice", "text"], ["a", "Arthur", "Hello"]):
        book.active.append(cells)
    book.save(tmp_path / "a.xlsx")
    repack(tmp_path / "a.xlsx", lambda sheet: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', sheet))
    assert [(row.id, row.text) for row in read_sheet(tmp_path / "a.xlsx").rows] == [("a", "Hello")]
    repack(tmp_path / "a.xlsx", lambda sheet: sheet[:-60])
    with pytest.raises(SheetError, match="damaged"):
        read_sheet(tmp_path / "a.xlsx")


def repack(path: Path, change: Callable[[bytes], bytes], part: str = "xl/worksheets/sheet1.xml") -> None:
    """The workbook with one part changed: its first worksheet."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    with zipfile.ZipFile(path, "w") as book:
        for name, content in parts.items():
            book.writestr(name, change(content) if name == part else content)


def test_workbook_with_dates_and_ticks_in_other_columns(tmp_path: Path) -> None:
    """Not one row of a sheet with the dates of its changes was made."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    changed = datetime(2026, 11, 3)
    for cells in (
        ["id", "text", "Changed", "Approved", "Joined"],
        ["a", "Hello", changed, True, False],
        ["b", "Your balance is", changed, False, True],
        ["c", changed, changed, True, None],
    ):
        book.active.append(cells)
    book.save(tmp_path / "a.xlsx")
    found = read_sheet(tmp_path / "a.xlsx")
    assert [(row.id, row.joined) for row in found.rows] == [("a", False), ("b", True)]
    assert found.ignored == ("changed", "approved")
    (failure,) = found.failures
    assert failure.line == 4
    assert "'text'" in failure.reason


@pytest.mark.parametrize("error", ["#N/A", "#BEZUG!", "#¿NOMBRE?", "#VALEUR!"])
def test_errors_of_formulas_are_not_spoken(tmp_path: Path, error: str) -> None:
    """A prompt said "hash N A"."""
    rows = ["id,text,comment", f"a,{error},", f"b,Hello,{error}", "c,#1!,", f"d,We saw {error} again,"]
    found = read_sheet(write(tmp_path, "a.csv", "\n".join(rows)))
    assert [row.id for row in found.rows] == ["b", "c", "d"]
    assert [(failure.line, failure.id, error in failure.reason) for failure in found.failures] == [(2, "a", True)]


def test_numbers_of_a_workbook_are_what_it_shows(tmp_path: Path) -> None:
    """The prompt 007 was the file 7, and a share of 50 % was said as "zero point five"."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for cells in (["id", "text", "rate"], [7, "Hello", 1.1], [8, 0.5, 1], [9, 5, 1], [10, 42, 1], [1234, 2.5, 1]):
        book.active.append(cells)
    for cell in book.active["A"]:
        cell.number_format = "000"
    book.active["C2"].number_format = "0%"
    book.active["B3"].number_format = "0%"
    book.active["B4"].number_format = '"$"#,##0.00'
    book.active["B6"].number_format = "0.0"
    book.save(tmp_path / "a.xlsx")
    found = read_sheet(tmp_path / "a.xlsx")
    assert [(row.id, row.text, row.rate) for row in found.rows] == [
        ("007", "Hello", 1.1),
        ("010", "42", 1.0),
        ("1234", "2.5", 1.0),
    ]
    assert [failure.line for failure in found.failures] == [3, 4]
    assert all("'text'" in failure.reason for failure in found.failures)


def test_workbook_with_characters_that_xml_cannot_hold(tmp_path: Path) -> None:
    """A prompt said "underscore X zero zero zero D" at the end of a line."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for cells in (["id", "text"], ["a", "One._x000D_\nTwo."], ["b", "The code is _x005F_x000D_."]):
        book.active.append(cells)
    book.save(tmp_path / "a.xlsx")
    assert [row.text for row in read_sheet(tmp_path / "a.xlsx").rows] == ["One.\r\nTwo.", "The code is _x000D_."]


def test_workbook_by_another_name(tmp_path: Path) -> None:
    """It was told that its bytes were no UTF-8."""
    openpyxl = pytest.importorskip("openpyxl")
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    (tmp_path / "a.xlsx").rename(tmp_path / "a.csv")
    with pytest.raises(InputError, match=r"a\.csv.*\.xlsx"):
        read_sheet(tmp_path / "a.csv")


def test_joined_rows_say_yes_in_their_language(tmp_path: Path) -> None:
    cells = ["ja", "WAHR", "Sí", "oui", "nein", "FALSCH", "non"]
    content = "\n".join(["id;text;joined", *(f"{line};Ihr Guthaben ist;{cell}" for line, cell in enumerate(cells))])
    found = read_sheet(write(tmp_path, "a.csv", content))
    assert [row.joined for row in found.rows] == [True, True, True, True, False, False, False]


def test_joined_rows_say_yes(tmp_path: Path) -> None:
    cells = ["yes", "X", "True", "1", "no", "", "perhaps"]
    content = "\n".join(["id,text,Joined", *(f"{line},Your balance is,{cell}" for line, cell in enumerate(cells))])
    found = read_sheet(write(tmp_path, "a.csv", content))
    assert [row.joined for row in found.rows] == [True, True, True, True, False, False]
    assert [failure.reason for failure in found.failures] == ["joined must be yes or no, got 'perhaps'"]


@pytest.mark.parametrize(
    ("first", "row"),
    [
        ("Name;Language;Message", "Menü 1;de-DE;Hallo"),
        ("Dateiname;Sprache;Text", "Menü 1;de-DE;Hallo"),
        ("nom du fichier;langue;texte", "Menü 1;de-DE;Hallo"),
        ("Archivo;Idioma;Texto", "Menü 1;de-DE;Hallo"),
        ("file_name;Locale;text", "Menü 1;de-DE;Hallo"),
        ("Prompt name;Language;Prompt text", "Menü 1;de-DE;Hallo"),
        ("Name;Sprache;Ansage", "Menü 1;de-DE;Hallo"),
        ("Nombre;Idioma;Mensaje", "Menü 1;de-DE;Hallo"),
    ],
)
def test_columns_as_people_call_them(tmp_path: Path, first: str, row: str) -> None:
    """Three hundred rows had no id, each with its own line, as the column was called "Name"."""
    found = read_sheet(write(tmp_path, "a.csv", f"{first}\n{row}\n"))
    assert [(r.id, r.locale, r.text) for r in found.rows] == [("Menü 1", "de-DE", "Hallo")]
    assert not found.ignored


def test_our_names_of_columns_come_first(tmp_path: Path) -> None:
    found = read_sheet(write(tmp_path, "a.csv", "id,name,text,message\na,Ann,Hi,Ho\n"))
    assert [(row.id, row.text) for row in found.rows] == [("a", "Hi")]
    assert found.ignored == ("name", "message")


def test_a_sheet_without_names_of_files_is_told_once(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match=r"no column 'id' or 'path'.*found title, text"):
        read_sheet(write(tmp_path, "a.csv", "Title,text\na,One.\nb,Two.\n"))


def test_ssml_behind_an_xml_declaration(tmp_path: Path) -> None:
    """It was read aloud: "X M L version equals one point zero"."""
    found = read_sheet(write(tmp_path, "a.csv", "id,text\na,\"<?xml version='1.0'?>\n<speak>Hi</speak>\"\n"))
    assert [row.ssml for row in found.rows] == [True]


@pytest.mark.parametrize(
    ("identifier", "name"),
    [
        ("приветствие", "privetstvie"),
        ("Smørrebrød", "Smorrebrod"),
        ("Straße/Größe 2", "Strasse/Grosse_2"),
        ("don’t", "dont"),
        ("menu/welcome.wav", "menu/welcome"),
        ("GREETING.WAV", "GREETING"),
        ("hold.v2.ulaw", "hold_v2"),
        ("v1.2", "v1_2"),
    ],
)
def test_ids_of_any_letters_are_file_names(identifier: str, name: str) -> None:
    assert file_name(identifier) == name

"""Files that appear whole or not at all, and JSON lines."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tts.errors import InputError, OutputError
from tts.files import json_line, read_rows, replacing_folder, replacing_path, rows_to_continue, write_text


def test_a_line_ends_at_a_line_feed_and_nowhere_else(tmp_path: Path) -> None:
    rows = [{"text": f"one{end}two"} for end in "\u2028\u2029\u0085\u000b\u001c\r"]
    write_text(tmp_path / "m.jsonl", "\n".join(json_line(row) for row in rows))
    assert read_rows(tmp_path / "m.jsonl") == rows
    (tmp_path / "m.jsonl").write_bytes(b'\xef\xbb\xbf{"a": 1}\r\n{"a": 2}')
    assert read_rows(tmp_path / "m.jsonl") == [{"a": 1}, {"a": 2}]


def test_a_last_line_without_an_end_is_left_out_of_what_grows(tmp_path: Path) -> None:
    (tmp_path / "m.jsonl").write_text('{"a": 1}\n{"a": 2')
    assert read_rows(tmp_path / "m.jsonl", growing=True) == [{"a": 1}]
    with pytest.raises(InputError, match="line 2: not JSON"):
        read_rows(tmp_path / "m.jsonl")
    assert rows_to_continue(tmp_path / "m.jsonl") == [{"a": 1}]
    assert (tmp_path / "m.jsonl").read_text() == '{"a": 1}\n'
    assert rows_to_continue(tmp_path / "none.jsonl") == []
    (tmp_path / "m.jsonl").write_text('{"a": 1}\n{"a": 2}')
    assert len(rows_to_continue(tmp_path / "m.jsonl")) == 2
    assert (tmp_path / "m.jsonl").read_text().endswith("}\n")
    (tmp_path / "m.jsonl").write_text("[1]\n")
    with pytest.raises(InputError, match="line 1: expected an object"):
        read_rows(tmp_path / "m.jsonl")


def test_a_folder_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "folder"
    (tmp_path / ".folder.part").mkdir()  # of a process that was killed
    (tmp_path / ".folder.part" / "rubbish").touch()
    for text in ("old", "new"):
        with replacing_folder(target) as made:
            (made / text).write_text(text)
    with pytest.raises(OutputError), replacing_folder(target) as made:
        write_text(made / "no such folder" / "a", "b")
    assert [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("*"))] == ["folder", "folder/new"]


def test_a_kill_never_leaves_half_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "folder"
    with replacing_folder(target) as made:
        (made / "old").touch()

    def killed(folder: Path, **how: object) -> None:
        if (folder / "old").exists():
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("shutil.rmtree", killed)
        with pytest.raises(KeyboardInterrupt), replacing_folder(target) as made:
            (made / "new").touch()
    assert [path.name for path in target.iterdir()] == ["new"]
    assert [path.name for path in (tmp_path / ".folder.old").iterdir()] == ["old"]
    (tmp_path / ".folder.old" / "old").unlink()
    target.rename(tmp_path / ".folder.old")  # as after a kill between the two renames
    with pytest.raises(ZeroDivisionError), replacing_folder(target) as made:
        raise ZeroDivisionError
    assert [path.name for path in target.iterdir()] == ["new"]


def test_links_that_lead_to_each_other_are_told(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(OutputError, match="symbolic links"):
        write_text(tmp_path / "a" / "c", "x")


@pytest.mark.parametrize("name", ["a" * 255, "ä" * 127, "字" * 85])
def test_a_name_may_be_as_long_as_names_can_be(tmp_path: Path, name: str) -> None:
    write_text(tmp_path / name, "x")
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_new_files_have_the_permissions_that_the_process_gives_and_old_ones_keep_theirs(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_text(tmp_path / "new", "x")
        (tmp_path / "old").touch()
        (tmp_path / "old").chmod(0o604)
        write_text(tmp_path / "old", "y")
    finally:
        os.umask(before)
    assert [oct((tmp_path / name).stat().st_mode & 0o777) for name in ("new", "old")] == ["0o640", "0o604"]


def test_an_error_tells_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="create the folder first"):
        write_text(tmp_path / "none" / "a", "x")
    with pytest.raises(OutputError, match="name too long; choose another place"):
        write_text(tmp_path / ("a" * 256), "x")


def test_a_failed_writer_leaves_the_old_file(tmp_path: Path) -> None:
    write_text(tmp_path / "a", "old")
    with pytest.raises(OutputError), replacing_path(tmp_path / "a") as path:
        (path / "b").write_text("a file has no files in it")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a", "old")]

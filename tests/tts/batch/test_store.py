"""Stores: what a run leaves at each of them, and what the next one finds."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.tts.batch.folders import audio
from tts.batch.journal import Record
from tts.batch.store import FolderStore, Store, UrlStore, open_store
from tts.errors import InputError, OutputError


@pytest.fixture(params=["folder", "file", "memory", pytest.param("s3", marks=pytest.mark.slow)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "folder":
        yield FolderStore(tmp_path)
        return
    if request.param == "s3":
        yield UrlStore(f"{request.getfixturevalue('s3')}/{tmp_path.name}")
        return
    fsspec = pytest.importorskip("fsspec")
    yield UrlStore(tmp_path.as_uri() if request.param == "file" else "memory://prompts")
    if request.param == "memory":
        fsspec.filesystem("memory").store.clear()


def made(path: str, data: bytes, key: str = "k") -> Record:
    from tts.batch.journal import bytes_hash

    return Record("ok", 2, "a", path=path, key=key, size=len(data), sha256=bytes_hash(data))


def test_records_and_files(store: Store) -> None:
    with store.run(["x/a.wav", "b.wav"]):
        store.write("x/a.wav", b"one", made("x/a.wav", b"one"))
        store.write("b.wav", b"two", made("b.wav", b"two"))
        store.note([Record("error", 3, "c", "wrong")])
        store.write("index.html", b"page")
    found = store.records()
    assert set(found) == {"x/a.wav", "b.wav"}
    assert store.intact(found) == {"x/a.wav", "b.wav"}
    store.write("b.wav", b"other")
    assert store.intact(found) == {"x/a.wav"}
    assert store.exists(["x/a.wav", "nothing.wav", "index.html"]) == {"x/a.wav", "index.html"}
    with store.run([]):
        store.write("b.wav", b"three!", made("b.wav", b"three!", "new"))
    assert store.records()["b.wav"].key == "new"
    assert pickle.loads(pickle.dumps(store)).records() == store.records()
    assert store.remove("x/a.wav")
    assert store.exists(["x/a.wav", "b.wav"]) == {"b.wav"}


@pytest.mark.parametrize("kind", [FolderStore, lambda folder: UrlStore(folder.as_uri())])
def test_record_comes_before_the_file(kind: Callable[[Path], Store], tmp_path: Path) -> None:
    """Whatever stops a write leaves at most a record without a file, never a file without a record."""
    pytest.importorskip("fsspec")
    store = kind(tmp_path)
    (tmp_path / "a.wav").mkdir()  # so that the last step, taking the place, fails
    with store.run([]), pytest.raises(OutputError):
        store.write("a.wav", b"one", made("a.wav", b"one"))
    (tmp_path / "a.wav").rmdir()
    with store.run(["a.wav"]):
        store.write("a.wav", b"one", made("a.wav", b"one"))
    assert store.intact(store.records()) == {"a.wav"}
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_killed_run_of_several_machines_is_gathered(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    store = UrlStore(tmp_path.as_uri())
    store.write("a.wav", b"one", made("a.wav", b"one"))  # no run() around it: the driver was killed
    assert len(list((tmp_path / "results").iterdir())) == 1
    assert FolderStore(tmp_path).records() == store.records()
    with FolderStore(tmp_path).run([]):
        pass
    assert not (tmp_path / "results").exists()
    assert [json.loads(line)["path"] for line in (tmp_path / "results.jsonl").read_text().splitlines()] == ["a.wav"]


@pytest.mark.parametrize("kind", [FolderStore, lambda folder: UrlStore(folder.as_uri())])
def test_what_killed_writers_have_left(kind: Callable[[Path], Store], tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    (tmp_path / "results").mkdir()
    (tmp_path / "x").mkdir()
    for name in (f"results/.{'a' * 40}.json.k3j2.part", "x/.a.wav.k3j2.part", "x/download.part", "mine.part"):
        (tmp_path / name).write_bytes(b"half")
    store = kind(tmp_path)
    with store.run(["x/a.wav"]):
        store.write("x/a.wav", b"one", made("x/a.wav", b"one"))
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert found == {"results.jsonl", "x", "x/a.wav", "x/download.part", "mine.part"}


def test_links_out_of_a_shared_folder(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / "link").symlink_to(tmp_path)
    for store in (UrlStore(shared.as_uri()), FolderStore(shared)):
        with pytest.raises(InputError, match="leads out"):
            store.write("link/x.wav", b"x")
    assert not (tmp_path / "x.wav").exists()


def test_addresses(tmp_path: Path) -> None:
    assert open_store(str(tmp_path)) == FolderStore(tmp_path)
    assert open_store((tmp_path / "a b").as_uri()) == FolderStore(tmp_path / "a b")
    pytest.importorskip("fsspec")
    assert open_store(str(tmp_path), shared=True).address == tmp_path.as_uri()
    with pytest.raises(InputError, match="ftq"):
        open_store("ftq://host/x")


def test_batch_into_a_url(batch: Callable[..., int], sheet: Callable[..., Path], capsys) -> None:
    fsspec = pytest.importorskip("fsspec")
    path = sheet(("a", "Arthur", "One."), ("b", "Liam", "Deux."), ("c", "Arthur", "…"))
    assert batch(path, "--output-dir", "memory://box/prompts", "--profile", "connect") == 1
    files = fsspec.filesystem("memory")
    audio = {name: files.cat_file(name) for name in files.find("/box") if name.endswith(".wav")}
    assert set(audio) == {"/box/prompts/en_GB/a.wav", "/box/prompts/fr_CA/b.wav"}
    capsys.readouterr()
    assert batch(path, "--output-dir", "memory://box/prompts", "--profile", "connect") == 1
    assert json.loads(capsys.readouterr().out)["made"] == 0
    files.store.clear()


def test_files_of_others_in_the_folder_of_records(tmp_path: Path) -> None:
    """Only what we have written there is gathered and removed."""
    (tmp_path / "results").mkdir()
    (tmp_path / "results/survey.json").write_text("{}")
    with FolderStore(tmp_path).run([]):
        pass
    assert (tmp_path / "results/survey.json").exists()


def test_links_in_place_of_the_journal(tmp_path: Path) -> None:
    """A folder may come from anywhere: nothing is appended, and nothing removed, where a link leads."""
    outside, out = tmp_path / "outside", tmp_path / "out"
    outside.mkdir()
    out.mkdir()
    precious = outside / f"{'0' * 40}.json"
    precious.write_bytes(made("a.wav", b"one").to_line())
    (out / "results").symlink_to(outside)
    with FolderStore(out).run([]):
        pass
    assert precious.exists()
    (out / "results.jsonl").unlink()
    (out / "results.jsonl").symlink_to(outside / "profile")
    with pytest.raises(InputError, match="leads out"), FolderStore(out).run([]):
        pass
    assert not (outside / "profile").exists()
    (out / "x").symlink_to(out / "y")
    (out / "y").symlink_to(out / "x")
    with pytest.raises(InputError, match=r"cannot be followed|leads out"):
        FolderStore(out).check("x/a.wav")


@pytest.mark.parametrize(
    "line",
    [
        {"path": "../a.wav"},
        {"path": "/etc/a.wav"},
        {"path": "a\x1b[2J.wav"},
        {"path": 5},
        {"path": "a.wav", "size": "1"},
        {"path": "a.wav", "line": None},
        {"path": "a.wav", "level_db": "loud"},
    ],
)
def test_records_that_are_not_ours_are_passed_over(tmp_path: Path, line: dict[str, object]) -> None:
    record = {"status": "ok", "line": 2, "id": "a"} | line
    (tmp_path / "results.jsonl").write_text(json.dumps(record) + "\n" + "[" * 100_000 + "\n")
    assert FolderStore(tmp_path).records() == {}


@pytest.mark.slow
def test_batch_into_s3_from_two_processes(
    batch: Callable[..., int], sheet: Callable[..., Path], s3: str, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = sheet(*((f"p{n}", ("Arthur", "Liam")[n % 2], f"Number {n}.") for n in range(8)))
    assert batch(rows, "--profile", "connect", "--workers", 1) == 0
    arguments = [rows, "--output-dir", f"{s3}/two", "--profile", "connect", "--workers", 2]
    assert batch(*arguments) == 0
    client = pytest.importorskip("boto3").client("s3")
    listed = client.list_objects_v2(Bucket="prompts", Prefix="batch/two/")["Contents"]
    there = {entry["Key"].removeprefix("batch/two/") for entry in listed}
    assert there == {*audio(out), "index.html", "results.jsonl", "connect-prompts.json"}
    for name, data in audio(out).items():
        assert client.get_object(Bucket="prompts", Key=f"batch/two/{name}")["Body"].read() == data
    capsys.readouterr()
    client.put_object(Bucket="prompts", Key="batch/two/en_GB/p0.wav", Body=b"cut off")
    assert batch(*arguments) == 0
    assert json.loads(capsys.readouterr().out)["made"] == 1


@pytest.mark.slow
def test_bucket_that_is_not_there(batch: Callable[..., int], sheet: Callable[..., Path], s3: str, capsys) -> None:
    assert batch(sheet(("a", "Arthur", "One.")), "--output-dir", "s3://nothing/x") == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "s3://nothing/x" in line


def test_a_disk_that_takes_a_part_of_a_record_is_full(tmp_path: Path) -> None:
    script = f"""
import resource, signal
from pathlib import Path
from tts.batch.journal import Record
from tts.batch.store import FolderStore
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (60, 60))
FolderStore(Path({str(tmp_path)!r})).note([Record("error", 2, "a" * 100, "wrong")])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "OSError" in done.stderr

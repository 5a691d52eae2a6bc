"""Outputs in a folder, and in a real S3-compatible server."""

from __future__ import annotations

import asyncio
import dataclasses
import os
import resource
import signal
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import boto3
import pytest

from server.config import Settings, SettingsError
from server.contract import TaskRecord
from server.outputs import MissingBucketError, OpenOutput, Outputs, open_outputs
from tests.server.backends import s3
from tts.errors import OutputError

THREADS = ThreadPoolExecutor(1)
TASK_ID = "2c5b0b6e-6a5e-4a3e-9d63-6f2a6a4d4a11"


def record(prefix: str = "", output_format: str = "mp3", **changes: object) -> TaskRecord:
    made = TaskRecord(
        TASK_ID, "000000000000", "eu-west-1", "me", datetime(2026, 11, 3, tzinfo=UTC), "Hello.", "Matthew",
        output_format, "", "prompts", 6, key_prefix=prefix,
    )  # fmt: skip
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


def commit(output: OpenOutput) -> None:
    asyncio.run(output.commit(THREADS))


def write(outputs: Outputs, task: TaskRecord, data: bytes = b"audio", attempt: int = 1) -> None:
    output = outputs.create(task, attempt)
    try:
        output.write(data)
        commit(output)
    finally:
        output.discard()


def files_below(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "outputs"


@pytest.fixture
def outputs(root: Path) -> Outputs:
    return open_outputs(Settings(output_root=str(root)))


@pytest.mark.parametrize(
    ("prefix", "output_format", "name"),
    [
        ("", "mp3", f"{TASK_ID}.mp3"),
        ("welcome", "ogg_vorbis", f"welcome.{TASK_ID}.ogg"),
        ("en/welcome", "ogg_opus", f"en/welcome.{TASK_ID}.ogg"),
        ("en/", "pcm", f"en/.{TASK_ID}.pcm"),
        ("a", "mulaw", f"a.{TASK_ID}.mulaw"),
        ("a", "alaw", f"a.{TASK_ID}.alaw"),
        ("a", "json", f"a.{TASK_ID}.marks"),
    ],
)
def test_names(outputs: Outputs, root: Path, prefix: str, output_format: str, name: str) -> None:
    task = record(prefix, output_format)
    write(outputs, task)
    assert files_below(root) == [f"prompts/{name}"]
    assert outputs.uri(task) == (root / "prompts" / name).as_uri()


@pytest.mark.parametrize(
    "prefix",
    [
        "../../escaped", "/etc/escaped", "//x", "a/../../../b", "..", ".", "./.", "a/./b", "a//b", "...", "../", "a/..",
        "x" * 800, "x/" * 400, "!-_.*'():;$@=+,?&", "../" * 266,
        f"{'a' * 200}../x", f"{'a' * 200}./x",
    ],
)  # fmt: skip
def test_no_prefix_leads_out_of_the_root(outputs: Outputs, root: Path, prefix: str) -> None:
    task = record(prefix)
    write(outputs, task)
    (only,) = files_below(root)
    assert only.endswith(f".{TASK_ID}.mp3")
    assert files_below(root.parent) == [f"outputs/{only}"]
    assert unquote(urlsplit(outputs.uri(task)).path) == str(root / only)


@pytest.mark.parametrize("link", ["prompts", "prompts/inner"])
def test_symbolic_links_are_refused(outputs: Outputs, root: Path, tmp_path: Path, link: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / link).parent.mkdir(parents=True)
    (root / link).symlink_to(outside)
    with pytest.raises(OutputError):
        write(outputs, record("inner/x"))
    assert files_below(outside) == []


def test_a_link_in_place_of_the_output_is_replaced_and_not_followed(
    outputs: Outputs, root: Path, tmp_path: Path
) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (root / "prompts").mkdir(parents=True)
    (root / "prompts" / f"{TASK_ID}.mp3").symlink_to(victim)
    write(outputs, record())
    assert victim.read_text() == "precious"
    assert (root / "prompts" / f"{TASK_ID}.mp3").read_bytes() == b"audio"


def test_nothing_appears_before_the_commit_or_after_a_discard(outputs: Outputs, root: Path) -> None:
    output = outputs.create(record(), 1)
    output.write(b"half")
    assert not (root / "prompts" / f"{TASK_ID}.mp3").exists()
    output.discard()
    output.discard()
    assert files_below(root) == []


def test_the_next_attempt_clears_what_a_killed_one_left(outputs: Outputs, root: Path) -> None:
    left = outputs.create(record(), 1)
    left.write(b"half" * 2**20)
    other = root / "prompts" / ".another-task.1.part"
    other.write_bytes(b"")
    write(outputs, record(), b"whole", attempt=2)
    assert files_below(root) == ["prompts/.another-task.1.part", f"prompts/{TASK_ID}.mp3"]
    with pytest.raises(OutputError):
        commit(left)
    left.discard()
    assert (root / "prompts" / f"{TASK_ID}.mp3").read_bytes() == b"whole"


def test_a_second_writing_replaces_the_first(outputs: Outputs, root: Path) -> None:
    write(outputs, record(), b"one")
    write(outputs, record(), b"two", attempt=2)
    assert (root / "prompts" / f"{TASK_ID}.mp3").read_bytes() == b"two"


def test_a_place_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot write"):
        open_outputs(Settings(output_root=str(tmp_path / "file"))).create(record(), 1)


def test_a_full_disk_is_an_error_and_leaves_nothing(outputs: Outputs, root: Path) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    former = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, limits[1]))
    try:
        output = outputs.create(record(), 1)
        with pytest.raises(OutputError, match="cannot write"):
            output.write(b"x" * 2**22)
        output.discard()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, former)
    assert files_below(root) == []


def test_no_handle_stays_open(outputs: Outputs) -> None:
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    for attempt in range(20):
        write(outputs, record(), attempt=attempt)
        outputs.create(record(), attempt).discard()
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208


def test_the_default_place_is_in_the_data_folder(tmp_path: Path) -> None:
    assert open_outputs(Settings(data_dir=tmp_path)).uri(record()) == f"file://{tmp_path}/outputs/prompts/{TASK_ID}.mp3"


def test_an_unknown_kind_of_place_is_refused() -> None:
    with pytest.raises(SettingsError, match="output_root"):
        open_outputs(Settings(output_root="ftp://host/folder"))


@pytest.mark.parametrize("endpoint", ["minio", "minio:9000", "ftp://minio", "http://"])
def test_address_of_a_store_that_is_no_url_is_refused(endpoint: str) -> None:
    """The service started, and every task failed with "cannot write to the bucket"."""
    with pytest.raises(SettingsError, match=r"s3_endpoint.*http://"):
        open_outputs(Settings(output_root="s3://", s3_endpoint=endpoint))


def test_uris_at_amazon_name_the_region_of_the_request(tmp_path: Path) -> None:
    outputs = open_outputs(Settings(output_root="s3://", data_dir=tmp_path))
    assert outputs.uri(record("en/x")) == f"https://s3.eu-west-1.amazonaws.com/prompts/en/x.{TASK_ID}.mp3"
    outputs = open_outputs(Settings(output_root="s3://store/speech/", data_dir=tmp_path))
    assert outputs.uri(record("?")) == (f"https://s3.eu-west-1.amazonaws.com/store/speech/prompts/%3F.{TASK_ID}.mp3")


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with s3(tmp_path_factory.mktemp("s3")) as url:
        yield url


@pytest.fixture
def bucket(endpoint: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.delenv("AWS_REGION", raising=False)
    monkeypatch.delenv("AWS_DEFAULT_REGION", raising=False)
    store = boto3.resource("s3", endpoint_url=endpoint, region_name="us-east-1").Bucket("prompts")
    store.create()
    yield store
    store.objects.all().delete()
    store.delete()


@pytest.mark.slow
def test_an_object_appears_whole_under_its_uri(endpoint: str, bucket, tmp_path: Path) -> None:
    outputs = open_outputs(Settings(output_root="s3://", s3_endpoint=endpoint, data_dir=tmp_path))
    task = record("en/wel come!*'()".replace(" ", ""), "pcm")
    data = os.urandom(12 * 2**20)  # several parts
    output = outputs.create(task, 1)
    for start in range(0, len(data), 2**20):
        output.write(data[start : start + 2**20])
    assert list(bucket.objects.all()) == []
    commit(output)
    output.discard()
    (only,) = bucket.objects.all()
    assert only.key == f"en/welcome!*'().{TASK_ID}.pcm"
    assert only.get()["Body"].read() == data
    assert only.get()["ContentType"] == "audio/pcm"
    assert unquote(outputs.uri(task)) == f"{endpoint}/prompts/{only.key}"
    assert files_below(tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize("prefix", ["../../escaped", "/lead", "a//b", "a/./b", ".", "?&=#".replace("#", ""), "x" * 800])
def test_odd_prefixes_in_a_store(endpoint: str, bucket, tmp_path: Path, prefix: str) -> None:
    outputs = open_outputs(Settings(output_root="s3://", s3_endpoint=endpoint, data_dir=tmp_path))
    write(outputs, record(prefix))
    (only,) = bucket.objects.all()
    assert only.key.endswith(f".{TASK_ID}.mp3")
    assert unquote(outputs.uri(record(prefix))) == f"{endpoint}/prompts/{only.key}"


@pytest.mark.slow
def test_a_store_of_its_own_keeps_the_buckets_apart(endpoint: str, bucket, tmp_path: Path) -> None:
    outputs = open_outputs(Settings(output_root="s3://prompts/speech", s3_endpoint=endpoint, data_dir=tmp_path))
    write(outputs, record("x", bucket="team-a"))
    assert [item.key for item in bucket.objects.all()] == [f"speech/team-a/x.{TASK_ID}.mp3"]


@pytest.mark.slow
def test_a_missing_bucket_is_an_error(endpoint: str, bucket, tmp_path: Path) -> None:
    outputs = open_outputs(Settings(output_root="s3://", s3_endpoint=endpoint, data_dir=tmp_path))
    with pytest.raises(MissingBucketError, match="never-made"):
        write(outputs, record(bucket="never-made"))
    with pytest.raises(MissingBucketError, match="never-made"):
        outputs.check(record(bucket="never-made"))
    outputs.check(record())
    assert threading.active_count() < 50


def test_a_store_that_hangs_is_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen: ten repeats of ten seconds each, while the caller waited."""
    monkeypatch.setattr("server.outputs.s3.LOOK_S", 0.3)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "id")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    with socket.create_server(("127.0.0.1", 0)) as hanging:
        endpoint = f"http://127.0.0.1:{hanging.getsockname()[1]}"
        outputs = open_outputs(Settings(output_root="s3://", s3_endpoint=endpoint, data_dir=tmp_path))
        outputs.check(record())
        hanging.settimeout(0.1)
        hanging.accept()[0].close()
        with pytest.raises(TimeoutError):
            hanging.accept()


@pytest.mark.slow
def test_a_store_that_is_away_is_not_a_missing_bucket(tmp_path: Path) -> None:
    outputs = open_outputs(Settings(output_root="s3://", s3_endpoint="http://127.0.0.1:9", data_dir=tmp_path))
    outputs.check(record())  # it may be back when the output is ready

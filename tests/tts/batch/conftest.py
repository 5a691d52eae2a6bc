"""Fixtures of the batch tests: the command with the fake persona, and sheets written from rows."""

from __future__ import annotations

import csv
import json
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.server import backends
from tts.cli import main


@pytest.fixture
def batch(voices_folder: Path, tmp_path: Path) -> Callable[..., int]:
    """`tts batch` into `tmp_path/out`."""
    fixed = ["--voices-dir", str(voices_folder), "--output-dir", str(tmp_path / "out")]
    return lambda *arguments: main(["batch", *fixed, *map(str, arguments)])


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """Writes a CSV file with the header id,voice,text (or another) and gives its path."""

    def write(*rows: tuple[str, ...], header: tuple[str, ...] = ("id", "voice", "text")) -> Path:
        path = tmp_path / "prompts.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([header, *rows])
        return path

    return write


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def journal(out: Path) -> Callable[[], list[dict[str, object]]]:
    """The lines of `results.jsonl`."""
    return lambda: [json.loads(line) for line in (out / "results.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that speaks S3 on this machine, with a bucket; its address and keys are in the environment."""
    pytest.importorskip("moto", reason="moto is not installed: pip install 'moto[server,s3]'")
    pytest.importorskip("obstore", reason="obstore is not installed: pip install '.[ray]'")
    fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed: pip install '.[ray]'")
    with backends.s3(tmp_path_factory.mktemp("s3")) as url, pytest.MonkeyPatch.context() as patch:
        keys = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_REGION": "us-east-1"}
        for name, value in (keys | {"AWS_ENDPOINT_URL": url, "AWS_ALLOW_HTTP": "true"}).items():
            patch.setenv(name, value)
        with suppress(ImportError):  # fsspec would keep the address of another module's server
            fsspec.get_filesystem_class("s3").clear_instance_cache()
        urllib.request.urlopen(urllib.request.Request(f"{url}/prompts", method="PUT")).close()
        yield "s3://prompts/batch"

"""Fixtures of the batch tests: the command with the fake persona, and sheets written from rows."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

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

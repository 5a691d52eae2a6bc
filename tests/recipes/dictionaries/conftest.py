"""Small made-up sources, laid out as pip unpacks the real packages."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import msgpack
import pytest

FILLER = [f"xx{i:03}" for i in range(1_200)]
"""Ranks of function words and of words whose stress is taken for sure; no source has these."""


@pytest.fixture
def put(tmp_path: Path):
    """Writes a file below the folder of sources, compressed if its name says so; returns the folder."""
    folder = tmp_path / "sources"

    def write(path: str, content: str, encoding: str = "utf-8") -> Path:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        data = content.encode(encoding)
        target.write_bytes(gzip.compress(data) if path.endswith(".gz") else data)
        return folder

    return write


@pytest.fixture
def put_ranks(put, tmp_path: Path):
    """Writes wordfreq's list of a language: `FILLER`, then the given words."""

    def write(language: str, words: list[str]) -> Path:
        folder = put(f"wordfreq/data/large_{language}.msgpack", "")
        (folder / f"wordfreq/data/large_{language}.msgpack").unlink()
        buckets = [{"format": "cB", "version": 1}, FILLER, [], words]
        path = folder / f"wordfreq/data/large_{language}.msgpack.gz"
        path.write_bytes(gzip.compress(msgpack.packb(buckets)))
        return folder

    return write


@pytest.fixture
def put_lexicon(put):
    """Writes misaki's lexicon of an accent, "us" or "gb"."""
    return lambda accent, entries: put(f"misaki/data/{accent}_gold.json", json.dumps(entries))

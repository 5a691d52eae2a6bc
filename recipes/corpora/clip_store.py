"""A folder of clips ready for training: ``ID.flac``, ``ID.npz`` and ``manifest.jsonl``.

Everything is written beside its place and renamed, so that what has its final name is complete. A journal keeps the
manifest line of every finished clip; an interrupted run reads it and goes on, and a run with other settings starts
over.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import soundfile

from tts.files import json_line, read_rows, replacing_path, rows_to_continue, write_text

MANIFEST = "manifest.jsonl"
JOURNAL = "journal.jsonl"
REPORT = "report.json"
VALID_PERCENT = 3


@dataclass(frozen=True, slots=True)
class ClipRecord:
    """One line of `manifest.jsonl`; `audio` and `npz` are relative to the manifest's folder."""

    id: str
    audio: str
    npz: str
    text: str
    locale: str
    speaker: str
    sex: str
    seconds: float
    bandwidth_hz: int
    split: str


def assign_split(name: str, valid_percent: int = VALID_PERCENT) -> str:
    """``valid`` for about `valid_percent` of all names, ``train`` for the others; depends on the name only."""
    return "valid" if int(hashlib.sha256(name.encode()).hexdigest(), 16) % 100 < valid_percent else "train"


def write_clip(
    folder: Path, name: str, waveform: npt.NDArray[np.float32], sample_rate: int, arrays: Mapping[str, Any]
) -> None:
    """Writes ``name.flac`` (16 bit) and ``name.npz``.

    Args:
        folder: exists already.
        name: the clip's id.
        waveform: (L,) float32 in [-1, 1].
        sample_rate: Hz.
        arrays: what the npz holds, by key.
    """
    coded = io.BytesIO()  # what libsndfile writes to a full disk itself ends in an error that does not say so
    soundfile.write(coded, waveform, sample_rate, format="FLAC", subtype="PCM_16")
    with replacing_path(folder / f"{name}.flac", durable=False) as partial:
        partial.write_bytes(coded.getvalue())
        write_arrays(folder / f"{name}.npz", arrays)


def write_arrays(path: Path, arrays: Mapping[str, Any]) -> None:
    """Writes an npz in one step."""
    with replacing_path(path, durable=False) as partial, partial.open("wb") as stream:
        np.savez_compressed(stream, **dict(arrays))


def write_manifest(path: Path, records: Iterable[ClipRecord | Mapping[str, Any]]) -> None:
    """Writes one JSON object a line for each clip."""
    rows = (asdict(record) if isinstance(record, ClipRecord) else dict(record) for record in records)
    write_text(path, "".join(map(json_line, rows)))


def read_manifest(path: Path) -> list[dict[str, Any]]:
    """The rows of a manifest.

    Raises:
        FileNotFoundError: there is none; the message says how to make one.
    """
    if not path.exists():
        raise FileNotFoundError(
            f"{path} does not exist: run python -m recipes.corpora prepare --output {path.parent} first"
        )
    return read_rows(path)


class Journal:
    """The finished clips of a run, kept so that it can be taken up again.

    `key` stands for everything that the clips depend on (settings, source); a journal with another key is discarded.
    """

    def __init__(self, folder: Path, key: str) -> None:
        self._path = folder / JOURNAL
        self.entries: dict[str, dict[str, Any]] = {}
        rows = rows_to_continue(self._path)
        if rows and rows[0].get("key") == key:
            self.entries = {entry["id"]: entry for entry in rows[1:]}
        write_text(self._path, "".join(map(json_line, [{"key": key}, *self.entries.values()])))

    def add(self, entry: dict[str, Any]) -> None:
        self.entries[entry["id"]] = entry
        with self._path.open("a", encoding="utf-8") as stream:
            stream.write(json_line(entry))

"""A folder of clips ready for training: ``ID.flac``, ``ID.npz`` and ``manifest.jsonl``.

Everything is written beside its place and renamed, so that what has its final name is complete. A journal keeps the
manifest line of every finished clip; an interrupted run reads it and goes on, and a run with other settings starts
over.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import soundfile

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


def write_text(path: Path, text: str) -> None:
    """Writes UTF-8 text in one step: readers see the old file or the new one."""
    partial = path.with_name(path.name + ".tmp")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)


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
    audio = folder / f"{name}.flac"
    partial = audio.with_suffix(".flac.tmp")
    soundfile.write(partial, waveform, sample_rate, format="FLAC", subtype="PCM_16")
    write_arrays(folder / f"{name}.npz", arrays)
    partial.replace(audio)


def write_arrays(path: Path, arrays: Mapping[str, Any]) -> None:
    """Writes an npz in one step."""
    partial = path.with_name(path.name + ".tmp")
    with partial.open("wb") as stream:
        np.savez_compressed(stream, **dict(arrays))
    partial.replace(path)


def write_manifest(path: Path, records: Iterable[ClipRecord | Mapping[str, Any]]) -> None:
    rows = (asdict(record) if isinstance(record, ClipRecord) else dict(record) for record in records)
    write_text(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def read_manifest(path: Path) -> list[dict[str, Any]]:
    """The rows of a manifest.

    Raises:
        FileNotFoundError: there is none; the message says how to make one.
    """
    if not path.exists():
        raise FileNotFoundError(
            f"{path} does not exist: run python -m recipes.corpora prepare --output {path.parent} first"
        )
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


class Journal:
    """The finished clips of a run, kept so that it can be taken up again.

    `key` stands for everything that the clips depend on (settings, source); a journal with another key is discarded.
    """

    def __init__(self, folder: Path, key: str) -> None:
        self._path = folder / JOURNAL
        self.entries: dict[str, dict[str, Any]] = {}
        lines = (
            self._path.read_text(encoding="utf-8").split("\n")[:-1] if self._path.exists() else []
        )  # a cut last line is dropped
        if lines and json.loads(lines[0]).get("key") == key:
            self.entries = {entry["id"]: entry for entry in map(json.loads, lines[1:])}
        header = [{"key": key}, *self.entries.values()]
        write_text(self._path, "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in header))

    def add(self, entry: dict[str, Any]) -> None:
        self.entries[entry["id"]] = entry
        with self._path.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(entry, ensure_ascii=False) + "\n")

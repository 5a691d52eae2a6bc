"""Manifests: JSON lines that name audio, text and locale."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tts.evaluate.errors import ManifestError

ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class Clip:
    """One line of a manifest; `audio` is absolute."""

    audio: Path
    text: str
    locale: str


def read_manifest(path: Path) -> list[Clip]:
    """Reads the lines of a manifest.

    Each line is an object with `audio` (relative to the manifest, or absolute), `text` and `locale`; other keys are
    allowed and ignored.

    Raises:
        ManifestError: with file and line number.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ManifestError(f"cannot read manifest {path}: {error}") from error
    clips: list[Clip] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise ManifestError(f"{path}, line {number}: not JSON: {error}") from error
        missing = [key for key in ("audio", "text", "locale") if not isinstance(row, dict) or key not in row]
        if missing:
            raise ManifestError(f"{path}, line {number}: missing {', '.join(missing)}; needed are audio, text, locale")
        clips.append(Clip((path.parent / row["audio"]).resolve(), str(row["text"]), str(row["locale"])))
    return clips


def spread(items: Sequence[ItemT], count: int | None) -> list[ItemT]:
    """At most `count` items, evenly spaced over the list, always the same ones; all of them for None.

    Raises:
        ValueError: `count` is below one.
    """
    if count is not None and count < 1:
        raise ValueError(f"the number of items must be at least 1, got {count}")
    if count is None or count >= len(items):
        return list(items)
    return [items[index * len(items) // count] for index in range(count)]

"""Manifests: JSON lines that name audio, text and locale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tts.errors import InputError
from tts.evaluate.errors import ManifestError
from tts.files import numbered_rows

ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class Clip:
    """One line of a manifest; `audio` is absolute, `speaker` may be empty, `bandwidth_hz` unknown (None)."""

    audio: Path
    text: str
    locale: str
    speaker: str = ""
    bandwidth_hz: float | None = None


def read_manifest(path: Path) -> list[Clip]:
    """Reads the lines of a manifest.

    Each line is an object with `audio` (relative to the manifest, or absolute), `text` and `locale`, and perhaps
    `speaker` and `bandwidth_hz`; other keys are allowed and ignored.

    Raises:
        ManifestError: with file and line number.
    """
    try:
        rows = numbered_rows(path)
    except (OSError, InputError) as error:
        raise ManifestError(f"cannot read the manifest: {error}") from error
    clips: list[Clip] = []
    for number, row in rows:
        missing = [key for key in ("audio", "text", "locale") if key not in row]
        if missing:
            raise ManifestError(f"{path}, line {number}: missing {', '.join(missing)}; needed are audio, text, locale")
        if not isinstance(row["audio"], str):
            raise ManifestError(f"{path}, line {number}: audio must be a path, got {row['audio']!r}")
        bandwidth_hz = row.get("bandwidth_hz")
        if bandwidth_hz is not None and not isinstance(bandwidth_hz, (int, float)):
            raise ManifestError(f"{path}, line {number}: bandwidth_hz must be a number, got {bandwidth_hz!r}")
        audio = (path.parent / row["audio"]).resolve()
        clips.append(Clip(audio, str(row["text"]), str(row["locale"]), str(row.get("speaker", "")), bandwidth_hz))
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

"""Prepare a corpus: read it, condition every clip, track its F0, and write a folder that training reads.

    output/ID.flac          24 kHz mono, trimmed, level -24 dBFS over active frames, a whole number of frames
    output/ID.npz           f0_hz (T,) float32, 0 where unvoiced
    output/manifest.jsonl   `ClipRecord`s; present only when the run is complete
    output/report.json      counts, hours, what was dropped and why

Long clips (storybook pages) stay whole here, because no pause can be matched to the text without an alignment;
`recipes.align` cuts them at sentence ends once it knows where those are.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from tqdm import tqdm

from recipes.corpora.clip_store import (
    MANIFEST,
    REPORT,
    ClipRecord,
    Journal,
    assign_split,
    write_clip,
    write_manifest,
)
from recipes.corpora.conditioning import (
    Conditioning,
    SilentClipError,
    UnreadableClipError,
    condition,
    measure_bandwidth,
    passband_hz,
    read_mono,
)
from recipes.corpora.layouts import SourceClip
from tts.audio.f0 import F0Tracker
from tts.errors import ParameterError
from tts.files import write_text
from tts.parent import end_with_parent
from tts.voice import file_sha256


@dataclass(frozen=True, slots=True)
class PrepareConfig:
    """Settings of a run. Clips whose trimmed length is outside the bounds are dropped and counted."""

    conditioning: Conditioning = field(default_factory=Conditioning)
    min_seconds: float = 0.5
    max_seconds: float = 45.0
    f0_min_hz: float = 50.0
    f0_max_hz: float = 550.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one clip: a manifest row, or the reason why there is none."""

    id: str
    row: dict[str, Any] | None
    reason: str = ""


def prepare_clip(clip: SourceClip, output: Path, config: PrepareConfig, tracker: F0Tracker) -> Outcome:
    """Conditions one clip and writes its two files."""
    settings = config.conditioning
    try:
        waveform, source_rate = read_mono(clip.audio, settings.sample_rate)
        waveform = condition(waveform, settings)
    except SilentClipError:
        return Outcome(clip.id, None, "silent")
    except UnreadableClipError:
        return Outcome(clip.id, None, "unreadable")
    seconds = len(waveform) / settings.sample_rate
    if not config.min_seconds <= seconds <= config.max_seconds:
        return Outcome(clip.id, None, "too short" if seconds < config.min_seconds else "too long")
    f0_hz = tracker.track(waveform, settings.sample_rate, settings.hop_length)
    if not f0_hz.any():
        return Outcome(clip.id, None, "no voice")
    measured_hz = min(passband_hz(source_rate, settings.sample_rate), measure_bandwidth(waveform, settings.sample_rate))
    write_clip(output, clip.id, waveform, settings.sample_rate, {"f0_hz": f0_hz})
    record = ClipRecord(
        id=clip.id,
        audio=f"{clip.id}.flac",
        npz=f"{clip.id}.npz",
        text=clip.text,
        locale=clip.locale,
        speaker=clip.speaker,
        sex=clip.sex,
        seconds=round(seconds, 4),
        bandwidth_hz=clip.bandwidth_hz or measured_hz,
        split=assign_split(f"{clip.speaker}/{clip.id}"),
    )
    return Outcome(clip.id, asdict(record))


_worker_tracker: F0Tracker | None = None


def _start_worker(config: PrepareConfig) -> None:
    global _worker_tracker
    end_with_parent()
    _worker_tracker = F0Tracker(f_min=config.f0_min_hz, f_max=config.f0_max_hz)


def _prepare_in_worker(clip: SourceClip, output: Path, config: PrepareConfig) -> Outcome:
    assert _worker_tracker is not None
    return prepare_clip(clip, output, config, _worker_tracker)


def _outcomes(clips: list[SourceClip], output: Path, config: PrepareConfig, workers: int) -> Iterator[Outcome]:
    if workers == 1:
        tracker = F0Tracker(f_min=config.f0_min_hz, f_max=config.f0_max_hz)
        yield from (prepare_clip(clip, output, config, tracker) for clip in clips)
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), _start_worker, (config,)) as pool:
        yield from pool.map(partial(_prepare_in_worker, output=output, config=config), clips, chunksize=4)


def run_key(clips: list[SourceClip], config: PrepareConfig) -> str:
    """Changes when a setting, a clip's text or the content of a recording changes."""
    digest = hashlib.sha256(json.dumps(asdict(config), sort_keys=True).encode())
    for clip in clips:
        row = [clip.id, clip.text, clip.locale, clip.speaker, clip.sex, clip.bandwidth_hz, clip.audio.name]
        digest.update(json.dumps(row).encode())
        if clip.audio.exists():
            digest.update(file_sha256(clip.audio).encode())
    return digest.hexdigest()[:16]


def prepare(
    clips: list[SourceClip],
    output: Path,
    config: PrepareConfig | None = None,
    *,
    workers: int = 1,
    progress: bool = True,
) -> dict[str, Any]:
    """Prepares a corpus. Safe to interrupt and to repeat: finished clips are not made again.

    Args:
        clips: from `recipes.corpora.layouts.read_corpus`.
        output: folder, made if need be.
        config: settings; another config than that of an earlier run starts over.
        workers: processes of one thread each, at least 1.
        progress: whether to show a progress bar on a terminal.

    Returns:
        The report: key, config, clips, hours, valid_clips, dropped clips by reason.

    Raises:
        ParameterError: fewer than one worker.
    """
    if workers < 1:
        raise ParameterError(f"workers must be 1 or more, got {workers}")
    config = config or PrepareConfig()
    output.mkdir(parents=True, exist_ok=True)
    key = run_key(clips, config)
    report_path, manifest_path = output / REPORT, output / MANIFEST
    if manifest_path.exists() and report_path.exists():
        report: dict[str, Any] = json.loads(report_path.read_text(encoding="utf-8"))
        if report["key"] == key:
            return report
    manifest_path.unlink(missing_ok=True)
    journal = Journal(output, key)
    todo = [clip for clip in clips if clip.id not in journal.entries]
    with tqdm(
        total=len(clips),
        initial=len(clips) - len(todo),
        unit="clip",
        desc=output.name,
        disable=None if progress else True,
    ) as bar:
        for outcome in _outcomes(todo, output, config, workers):
            journal.add({"id": outcome.id, "row": outcome.row, "reason": outcome.reason})
            bar.update()
    entries = [journal.entries[clip.id] for clip in clips]
    rows = [entry["row"] for entry in entries if entry["row"] is not None]
    report = {
        "key": key,
        "config": asdict(config),
        "clips": len(rows),
        "hours": round(sum(row["seconds"] for row in rows) / 3600, 3),
        "valid_clips": sum(row["split"] == "valid" for row in rows),
        "dropped": dict(Counter(entry["reason"] for entry in entries if entry["row"] is None)),
    }
    write_text(report_path, json.dumps(report, indent=1) + "\n")
    write_manifest(manifest_path, rows)
    return report

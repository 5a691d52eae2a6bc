"""Clips from a manifest, and the cache of their mels."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tts.acoustic.data import load_clips
from tts.config import MelConfig
from tts.errors import ConfigError

FRAMES = 20


def make_corpus(folder: Path, seed: int) -> Path:
    """One clip of noise; its text has a line separator in it."""
    folder.mkdir(parents=True)
    soundfile.write(folder / "a.flac", 0.1 * np.random.default_rng(seed).standard_normal(FRAMES * 300), 24_000)
    ids = np.ones(2, dtype=np.int64)
    arrays = {"phone_ids": ids, "stress_ids": ids, "language_ids": ids, "durations": ids * FRAMES // 2}
    np.savez(folder / "a.npz", f0_hz=np.full(FRAMES, 120.0), **arrays)
    row = {"id": "a", "audio": "a.flac", "npz": "a.npz", "locale": "en-US", "speaker": "x", "text": "one\u2028two"}
    row |= {"seconds": 0.25, "bandwidth_hz": 12_000, "split": "train"}
    (folder / "manifest.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    return folder / "manifest.jsonl"


def mel(manifest: Path, cache: Path, config: MelConfig | None = None) -> np.ndarray:
    (clip,) = load_clips((manifest,), cache, config or MelConfig(), "train", 10.0)
    return clip.mel


def test_other_settings_and_other_folders_have_other_mels(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first, second = (make_corpus(tmp_path / place / "corpus", seed) for seed, place in enumerate("ab"))
    wide = mel(first, cache)
    assert not np.array_equal(mel(first, cache, MelConfig(f_max=8000.0)), wide)
    assert not np.array_equal(mel(second, cache), wide)
    assert np.array_equal(mel(first, cache), wide)


def test_the_cache_is_used_until_the_audio_changes(tmp_path: Path) -> None:
    manifest, cache = make_corpus(tmp_path / "corpus", 1), tmp_path / "cache"
    before = mel(manifest, cache)
    (stored,) = cache.rglob("*.npy")
    times = stored.stat()
    np.save(stored, np.zeros_like(before))
    os.utime(stored, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert not mel(manifest, cache).any()
    older = make_corpus(tmp_path / "other", 2).parent / "a.flac"
    os.utime(older, (1e9, 1e9))
    shutil.copy2(older, manifest.parent / "a.flac")
    after = mel(manifest, cache)
    assert after.any()
    assert not np.array_equal(after, before)


@pytest.mark.parametrize("length", [0, 5, 200])
def test_a_damaged_mel_is_made_again(tmp_path: Path, length: int) -> None:
    manifest, cache = make_corpus(tmp_path / "corpus", 1), tmp_path / "cache"
    before = mel(manifest, cache)
    (stored,) = cache.rglob("*.npy")
    times = stored.stat()
    stored.write_bytes(stored.read_bytes()[:length])
    os.utime(stored, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert np.array_equal(mel(manifest, cache), before)
    assert [path.name for path in stored.parent.iterdir()] == ["a.npy"]


@pytest.mark.parametrize(("rate", "channels"), [(16_000, 1), (24_000, 2)])
def test_audio_that_was_not_prepared_is_refused(tmp_path: Path, rate: int, channels: int) -> None:
    manifest = make_corpus(tmp_path / "corpus", 1)
    soundfile.write(manifest.parent / "a.flac", np.zeros((FRAMES * 300, channels)), rate)
    with pytest.raises(ConfigError, match="expected mono at 24000 Hz"):
        mel(manifest, tmp_path / "cache")


def test_no_file_stays_open(tmp_path: Path) -> None:
    manifest = make_corpus(tmp_path / "corpus", 1)
    opened: list[object] = []
    load = np.load

    def remembered(*arguments: object, **options: object) -> object:
        opened.append(load(*arguments, **options))
        return opened[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(np, "load", remembered)
        mel(manifest, tmp_path / "cache")
    assert [arrays.zip for arrays in opened if isinstance(arrays, np.lib.npyio.NpzFile)] == [None]

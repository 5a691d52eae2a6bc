"""The cache of audio on the disk."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from server.cache import DiskCache, content_key
from server.contract import SpeechRequest
from tts.synthesizer import Audio
from tts.voice import find_voices

ENTRY = (Audio(np.zeros(50_000, np.float32), 24_000),)
"""200 kB."""

LIMIT = 2_000_000


def key(number: int) -> str:
    return f"{number % 256:02x}{number:062x}"


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("??/*"))


def test_several_processes_keep_one_bound(tmp_path: Path) -> None:
    """Seen: each of four processes counted what it had added itself, and the folder had four times the bound."""
    caches = [DiskCache(tmp_path, LIMIT) for _ in range(4)]
    for number in range(40):
        caches[number % 4].put(key(number), ENTRY)
        assert size_of(tmp_path) <= LIMIT
    assert size_of(tmp_path) > LIMIT / 2
    assert caches[0].get(key(39)) is not None  # the youngest


def test_threads_at_once_keep_the_bound(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path, LIMIT)

    def fill(first: int) -> None:
        for number in range(first, first + 15):
            cache.put(key(number), ENTRY)

    threads = [threading.Thread(target=fill, args=(100 * index,)) for index in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert LIMIT / 2 < size_of(tmp_path) <= LIMIT


@pytest.mark.parametrize("text", ["", "12x"])
def test_a_size_that_was_not_written_whole_is_counted_again(tmp_path: Path, text: str) -> None:
    cache = DiskCache(tmp_path, LIMIT)
    for number in range(9):
        cache.put(key(number), ENTRY)
    (tmp_path / "size").write_text(text)
    for number in range(9, 12):
        cache.put(key(number), ENTRY)
    assert size_of(tmp_path) <= LIMIT
    assert cache.get(key(11)) is not None


def test_a_folder_that_cannot_be_written_is_still_read(tmp_path: Path) -> None:
    DiskCache(tmp_path, LIMIT).put(key(1), ENTRY)
    (tmp_path / "size").unlink()
    (tmp_path / "size").mkdir()  # no rights would stop the superuser
    cache = DiskCache(tmp_path, LIMIT)
    cache.put(key(2), ENTRY)
    assert cache.get(key(1)) is not None
    assert cache.get(key(2)) is None
    assert [path.name for path in tmp_path.glob("??/*")] == [key(1)]


def test_a_model_never_answers_with_the_audio_of_another(voices_folder: Path) -> None:
    voice = find_voices(voices_folder)[0]
    request = SpeechRequest("Hello.", voice.name)
    other = replace(voice, persona=replace(voice.persona, vocoder_context=23))
    assert content_key(request, voice) == content_key(replace(request), voice)
    assert content_key(request, other) != content_key(request, voice)
    assert content_key(replace(request, rate=1.1), voice) != content_key(request, voice)


def test_what_was_spoken_is_kept_for_the_service_alone(tmp_path: Path) -> None:
    DiskCache(tmp_path / "cache", LIMIT).put(key(1), ENTRY)
    assert (tmp_path / "cache").stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_made_keeps_nothing_and_stops_nothing(tmp_path: Path) -> None:
    """Seen: the service did not start where its data folder could only be read."""
    (tmp_path / "file").touch()
    cache = DiskCache(tmp_path / "file" / "cache", LIMIT)
    cache.put(key(1), ENTRY)
    assert cache.get(key(1)) is None

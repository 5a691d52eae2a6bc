"""One very long task, from the request to the file: whole, and in bounded memory.

TTS_TEST_TASK_CHARACTERS sets its length (default 20,000, about half an hour of speech; a task may have 100,000).
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import numpy as np
import pytest

from tests.server.clients import polly_client
from tests.server.conftest import REPOSITORY, Server, start_server, stop_server
from tts import Synthesizer

pytestmark = pytest.mark.slow

CHARACTERS = int(os.environ.get("TTS_TEST_TASK_CHARACTERS", "20000"))
RATE = 16_000
SLOWEST, FASTEST = 9.0, 18.0
"""Characters that are spoken in a second."""


def _sentences(characters: int) -> list[str]:
    """Different ones, together just below so many characters."""
    pick = random.Random(7).choice
    sentences: list[str] = []
    while True:
        who = pick(("The driver", "Our agent", "A customer in Ohio", "The night manager", "Mrs. Baker"))
        did = pick(("left the parcel at", "asked about the invoice for", "walked slowly past", "waited until 6:45 at"))
        where = pick(("the old station", "a quiet hotel near the river", "gate 17", "the office on the third floor"))
        sentence = f"{who} {did} {where}, and number {len(sentences) + 1} was noted. "
        if sum(map(len, sentences)) + len(sentence) > characters:
            return sentences
        sentences.append(sentence)


def _processes(pid: int) -> list[int]:
    children = [child for path in Path(f"/proc/{pid}/task").glob("*/children") for child in path.read_text().split()]
    return [pid, *(process for child in children for process in _processes(int(child)))]


def _resident_mb(server: Server) -> float:
    pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in _processes(server.process.pid))
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _levels(samples: np.ndarray) -> np.ndarray:
    """Decibels of every 10 ms, without their mean."""
    frames = samples[: len(samples) // 160 * 160].reshape(-1, 160)
    levels = 10 * np.log10(np.mean(frames.astype(np.float64) ** 2, axis=1) + 1e-7)
    return levels - levels.mean()


def _likeness(sentence: np.ndarray, part: np.ndarray) -> float:
    """The highest correlation of the levels of a sentence with those anywhere in a part."""
    wanted, found = _levels(sentence), _levels(part)
    windows = np.lib.stride_tricks.sliding_window_view(found, len(wanted))
    windows = windows - windows.mean(axis=1, keepdims=True)
    return float(np.max(windows @ wanted / (np.linalg.norm(windows, axis=1) * np.linalg.norm(wanted) + 1e-9)))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = start_server(tmp_path, REPOSITORY / "voices", program=("-m", "tts"))
    yield server
    assert stop_server(server) == 0


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads the memory from /proc")
def test_a_very_long_task(server: Server) -> None:
    polly, sentences = polly_client(server.url), _sentences(CHARACTERS)
    text = "".join(sentences).ljust(CHARACTERS)
    task = polly.start_speech_synthesis_task(
        Text=text, VoiceId="Matthew", OutputFormat="pcm", SampleRate=str(RATE), OutputS3BucketName="book"
    )["SynthesisTask"]
    states, memory_mb, begun = [task["TaskStatus"]], [], time.monotonic()
    while states[-1] not in ("completed", "failed"):
        time.sleep(0.5)
        task = polly.get_speech_synthesis_task(TaskId=task["TaskId"])["SynthesisTask"]
        states += [task["TaskStatus"]] if task["TaskStatus"] != states[-1] else []
        memory_mb.append(_resident_mb(server))
    assert states == ["scheduled", "inProgress", "completed"]
    assert task["RequestCharacters"] == CHARACTERS

    samples = np.memmap(unquote(urlsplit(task["OutputUri"]).path), dtype="<i2", mode="r")
    early, seconds = memory_mb[len(memory_mb) // 10], len(samples) / RATE
    print(f"\n{seconds:.0f} s of speech in {time.monotonic() - begun:.0f} s of time")
    print(f"memory: {early:.0f} MB early, {max(memory_mb):.0f} MB at most")
    assert CHARACTERS / FASTEST < seconds < CHARACTERS / SLOWEST
    # All the samples at 24 kHz, as the engine makes them, would be much more than this.
    assert max(memory_mb) - early < 32 + 0.25 * seconds * 24_000 * 4 / 2**20
    engine = Synthesizer(threads=1)
    for sentence, part in ((sentences[0], samples[: 30 * RATE]), (sentences[-1], samples[-30 * RATE :])):
        alone = engine.stream(sentence, "Matthew")
        spoken = np.concatenate([piece.samples for piece in alone])
        at_rate = np.interp(np.arange(0, len(spoken), 24_000 / RATE), np.arange(len(spoken)), spoken)
        assert _likeness(at_rate, part / 32_768) > 0.95

"""Tasks of a process of their own: what it keeps in memory, and what is left when it is killed."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from server.config import Settings
from server.contract import TaskStatus
from server.store import open_stores
from tests.server.tasks.serving import HERE
from tts.synthesizer import Synthesizer

REPOSITORY = Path(__file__).parents[3]


_PROGRAM = """
import asyncio, json, resource, sys, uuid
from datetime import datetime, UTC
from pathlib import Path
from server.config import Settings
from server.contract import TaskRecord
from server.scheduling import ScheduledEngine
from server.store import open_stores
from server.tasks import open_tasks

async def main(folder, voices, texts):
    settings = Settings(data_dir=Path(folder), voices=Path(voices), task_lease_s=1.0, engine_threads=1)
    engine = ScheduledEngine(settings)
    stores = await open_stores(settings)
    tasks = open_tasks(settings, stores.tasks, engine)
    await engine.start()
    await tasks.start()
    print("started", flush=True)
    for text in texts:
        record = TaskRecord(str(uuid.uuid4()), "000000000000", "us-east-1", "me", datetime.now(UTC), text, "Matthew",
                            "pcm", "8000", "prompts", len(text))
        record = await tasks.submit(record)
        print(json.dumps([record.task_id, record.output_uri]), flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    print('peak', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)
    await tasks.close(1.0)
    await engine.close(1.0)
    await stores.close()

asyncio.run(main(sys.argv[1], sys.argv[2], json.loads(Path(sys.argv[3]).read_text())))
"""


def _start(folder: Path, voices: Path | None, texts: Sequence[str]) -> subprocess.Popen[str]:
    folder.mkdir(exist_ok=True)
    (folder / "texts").write_text(json.dumps(list(texts)))
    return subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, str(folder), str(voices), str(folder / "texts")],
        cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def _read_records(process: subprocess.Popen[str], count: int) -> list[tuple[str, str]]:
    assert process.stdout is not None
    assert process.stdout.readline() == "started\n"
    return [tuple(json.loads(process.stdout.readline())) for _ in range(count)]


def _await_completed(folder: Path, records: Sequence[tuple[str, str]], seconds: float) -> None:
    async def wait() -> None:
        stores = await open_stores(Settings(data_dir=folder))
        try:
            async with asyncio.timeout(seconds):
                for task_id, _ in records:
                    while True:
                        found = await stores.tasks.get(HERE, task_id)
                        assert found is not None, "an accepted task is lost"
                        assert found.status is not TaskStatus.FAILED, found.status_reason
                        if found.status is TaskStatus.COMPLETED:
                            break
                        await asyncio.sleep(0.1)
        finally:
            await stores.close()

    asyncio.run(wait())


@pytest.mark.slow
def test_a_hundred_thousand_characters_in_bounded_memory(settings: Settings) -> None:
    text = "The quick brown fox jumps over the lazy dog. " * (
        int(os.environ.get("TTS_TEST_CHARACTERS", "100000")) // 45
    )
    peaks = []
    for part in (text[:4_500], text):  # 4,500 characters fill every buffer and cache already
        folder = settings.data_dir / str(len(part))
        process = _start(folder, settings.voices, [part])
        (record,) = _read_records(process, 1)
        _await_completed(folder, [record], 3_600)
        rest, _ = process.communicate("stop\n", timeout=120)
        assert process.returncode == 0
        peaks.append(int(rest.split("peak ")[1].split()[0]))
    print(f"\npeak memory of {len(text[:4_500])} and {len(text)} characters: {peaks} KiB")
    assert (peaks[1] - peaks[0]) / 1_024 < 150, f"peak memory {peaks} KiB"


@pytest.mark.slow
def test_nothing_is_lost_when_the_process_is_killed_at_any_moment(settings: Settings) -> None:
    chance = random.Random(os.environ.get("TTS_TEST_SEED", "2026"))
    texts = [f"This is sentence {i} of a longer text. " * 20 for i in range(3)]
    accepted: list[tuple[str, str]] = []
    for _ in range(int(os.environ.get("TTS_TEST_KILLS", "12"))):
        process = _start(settings.data_dir, settings.voices, texts)
        assert process.stdout is not None
        assert process.stdout.readline() == "started\n"
        time.sleep(chance.expovariate(1 / 0.7))
        process.send_signal(signal.SIGKILL)
        rest, _ = process.communicate()
        accepted += [tuple(json.loads(line)) for line in rest.splitlines() if line.endswith("]")]
    assert accepted
    process = _start(settings.data_dir, settings.voices, [])
    _await_completed(settings.data_dir, accepted, 300)
    process.communicate("stop\n", timeout=60)
    assert process.returncode == 0
    expected = {len(Synthesizer(settings.voices).synthesize(text).samples) // 3 * 2 for text in texts}
    for _, uri in accepted:
        size = Path(unquote(urlsplit(uri).path)).stat().st_size
        assert min(abs(size - whole) for whole in expected) <= 8, (size, expected)
    assert not list((settings.data_dir / "outputs").rglob("*.part"))

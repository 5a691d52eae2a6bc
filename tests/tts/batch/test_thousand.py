"""A thousand prompts in five locales with the shipped voice: speed on two processors, and kills in the middle."""

from __future__ import annotations

import csv
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from recipes.ivr.sheet import COLUMNS, rows
from tests.tts.batch.folders import audio
from tests.tts.batch.test_kill import check_kills
from tts.cli import main

pytestmark = pytest.mark.perf

PROMPTS = int(os.environ.get("BATCH_PROMPTS", "1000"))
WORKERS = 2
TIMES_REAL_TIME = 25
BUSY = 0.8
"""Share of the processors' time that the run has to use; while a file is flushed to the disk its worker waits."""


@pytest.fixture(scope="module")
def prompts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("thousand") / "prompts.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([COLUMNS, *rows(PROMPTS)])
    return path


def test_speed_on_two_processors_and_the_same_bytes_again(
    prompts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if len(os.sched_getaffinity(0)) < WORKERS:
        pytest.skip(f"needs {WORKERS} processors")
    found = []
    for name in ("first", "second"):
        options = ["--output-dir", str(tmp_path / name), "--profile", "asterisk", "--workers", str(WORKERS)]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            [sys.executable, "-m", "tts", "batch", str(prompts), *options], stdout=subprocess.PIPE, check=True
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        facts = json.loads(done.stdout)
        used_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        facts |= {"processors_busy": round(used_s / facts["wall_s"] / WORKERS, 2)}
        with capsys.disabled():
            print(f"\n{name}: {json.dumps(facts)}")
        found.append(facts)
    assert audio(tmp_path / "first") == audio(tmp_path / "second")
    assert all(facts["made"] == 2 * PROMPTS and not facts["failed"] for facts in found)
    assert max(facts["times_real_time"] for facts in found) >= TIMES_REAL_TIME
    assert max(facts["processors_busy"] for facts in found) >= BUSY


@pytest.mark.parametrize("workers", [1, 2])
def test_ten_kills_lose_nothing_and_repeat_nothing(prompts: Path, tmp_path: Path, workers: int) -> None:
    out = tmp_path / "out"

    def batch(*arguments: object) -> int:
        return main(["batch", "--output-dir", str(out), *map(str, arguments)])

    check_kills(None, batch, prompts, out, 10, workers, seed=40 + workers, spread=PROMPTS // 6)

"""Runs that are killed without warning, as real processes."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tts.batch.folders import audio, journal_lines, stamps
from tts.batch.journal import FILE_NAME, bytes_hash


def prompts(sheet: Callable[..., Path], count: int) -> Path:
    names = ("Matthew", "Arthur", "Pedro", "Daniel", "Liam")
    return sheet(*((f"p{n}", names[n % 5], f"Prompt {n}, which says a little more.") for n in range(count)))


def start(voices_folder: Path | None, out: Path, prompts: Path, *arguments: object) -> subprocess.Popen[bytes]:
    voices = ["--voices-dir", str(voices_folder)] if voices_folder else []
    command = [sys.executable, "-m", "tts", "batch", str(prompts), *voices]
    options = ["--output-dir", str(out), "--profile", "asterisk", *map(str, arguments)]
    return subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL)


def kill_within(process: subprocess.Popen[bytes], out: Path, chance: random.Random, spread: int) -> bool:
    """Kill after up to `spread` more files and a few more milliseconds; False if the run was faster."""
    wanted = len(journal_lines(out)) + chance.randint(0, spread)
    while len(journal_lines(out)) < wanted or not out.exists():
        if process.poll() is not None:
            return False
        time.sleep(0.002 * max(1, wanted // 100))  # reading a long journal takes time from the run
    time.sleep(chance.uniform(0, 0.06))
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=60)
    return True


def check_kills(
    voices_folder: Path | None,
    batch: Callable[..., int],
    prompts: Path,
    out: Path,
    kills: int,
    workers: int,
    seed: int,
    spread: int = 8,
) -> None:
    """Make a reference, kill a run into another folder again and again, let it end, and compare.

    Args:
        voices_folder: of the runs; the shipped ones if None.
        batch: `tts batch` into `out`, with the same voices.
        prompts: the sheet.
        out: folder of the files; it does not exist yet.
        kills: how often.
        workers: processes.
        seed: of the moments.
        spread: files that are made between two kills, at most.
    """
    assert batch(prompts, "--profile", "asterisk", "--workers", 1) == 0
    reference = audio(out)
    clean = out.rename(out.with_name("clean"))
    chance = random.Random(seed)
    settled: dict[str, tuple[int, int]] = {}
    killed = 0
    for _ in range(kills):
        killed += kill_within(start(voices_folder, out, prompts, "--workers", workers), out, chance, spread)
        time.sleep(0.3)  # the workers end right after their parent
        now = stamps(out)
        assert settled.items() <= now.items(), "a finished file was touched"
        assert all(reference[name] == (out / name).read_bytes() for name in now), "a file is not whole"
        settled = now
    assert killed >= kills / 2
    with (out / FILE_NAME).open("ab") as stream:
        stream.write(b'{"status": "ok", "pa')  # as if the power had gone in the middle of a line
    (out / "en_GB").mkdir(parents=True, exist_ok=True)  # the kill may have come before it was made
    (out / "en_GB/.p1.ulaw.xyz.part").write_bytes(b"half")
    assert batch(prompts, "--profile", "asterisk", "--workers", workers) == 0
    assert audio(out) == reference
    assert settled.items() <= stamps(out).items()
    good = [record for record in journal_lines(out) if record["status"] == "ok"]
    assert {record["path"]: record["sha256"] for record in good} == {k: bytes_hash(v) for k, v in reference.items()}
    again = sum(count - 1 for count in Counter(record["path"] for record in good).values())
    assert again <= killed * workers  # recorded, but killed before the file had its name
    before = stamps(out)
    assert batch(prompts, "--profile", "asterisk") == 0
    assert stamps(out) == before
    assert audio(clean) == audio(out)


def test_ctrl_c_while_workers_load_is_told_in_one_line(voices_folder: Path, sheet, out: Path) -> None:
    """A terminal sends the interrupt to all processes of the run. Seen: the traceback of a worker's imports."""
    command = [sys.executable, "-m", "tts", "batch", str(prompts(sheet, 8)), "--voices-dir", str(voices_folder)]
    process = subprocess.Popen(
        [*command, "--output-dir", str(out), "--workers", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # tests in the background ignore it
    )
    while not (workers := workers_of(process.pid)):  # they load for some tenths of a second
        assert process.poll() is None
        time.sleep(0.005)
    assert all(map(is_deaf, workers))
    os.killpg(process.pid, signal.SIGINT)
    output, errors = process.communicate(timeout=60)
    told = b"tts: error: interrupted: the same command goes on from here"
    assert (process.returncode, output, errors.strip()) == (130, b"", told)


def workers_of(pid: int) -> list[str]:
    """The workers that the main thread of this process has started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    return [child for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


def is_deaf(pid: str) -> bool:
    """Whether an interrupt is blocked or ignored there."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    masks = re.findall(r"^Sig(?:Blk|Ign):\s*([0-9a-f]+)$", status, re.MULTILINE)
    return any(int(mask, 16) & 1 << signal.SIGINT - 1 for mask in masks)


@pytest.mark.parametrize("workers", [1, 2])
def test_killed_run_goes_on(voices_folder: Path, batch, sheet, out: Path, workers: int) -> None:
    check_kills(voices_folder, batch, prompts(sheet, 16), out, 1, workers, seed=workers, spread=6)


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_ten_kills_lose_nothing_and_repeat_nothing(voices_folder: Path, batch, sheet, out: Path, workers: int) -> None:
    check_kills(voices_folder, batch, prompts(sheet, 60), out, 10, workers, seed=20 + workers)

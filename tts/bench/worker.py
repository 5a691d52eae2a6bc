"""One engine in a process of its own: ``python -m tts.bench.worker '<job as JSON>'``.

It loads the engine, speaks the short prompt once and says that it is ready; then it answers each line on its standard
input, ``short``, ``paragraph`` or ``memory``, with one JSON object. It ends when its input ends.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import TextIO

from tts.bench.engines import Engine, Job, open_engine
from tts.bench.texts import PARAGRAPH, SHORT_PROMPT
from tts.errors import TTSError


def speak_timed(engine: Engine, text: str) -> dict[str, float]:
    """Times one text with nothing remembered: seconds to the first piece and to the end, of wall and processor time."""
    engine.forget()
    samples: list[int] = []
    first_s = first_cpu_s = 0.0

    def heard(count: int) -> None:
        nonlocal first_s, first_cpu_s
        if not samples:
            first_s = time.perf_counter() - started
            first_cpu_s = time.process_time() - cpu_started
        samples.append(count)

    cpu_started = time.process_time()
    started = time.perf_counter()
    engine.speak(text, heard)
    total_s = time.perf_counter() - started
    cpu_s = time.process_time() - cpu_started
    return {
        "first_s": first_s,
        "first_cpu_s": first_cpu_s,
        "total_s": total_s,
        "cpu_s": cpu_s,
        "audio_s": sum(samples) / engine.sample_rate,
    }


def peak_memory_mb() -> float:
    """Peak resident memory of this process in 10^6 bytes.

    Linux counts the memory of the process that started this one into `ru_maxrss`, but not into `VmHWM`.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        for line in status.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def serve(job: Job, commands: TextIO, answers: TextIO) -> None:
    """Answers until `commands` ends."""

    def answer(content: object) -> None:
        answers.write(json.dumps(content) + "\n")
        answers.flush()

    texts = {"short": SHORT_PROMPT[job.locale[:2]], "paragraph": PARAGRAPH[job.locale[:2]]}
    try:
        engine = open_engine(job)
        speak_timed(engine, texts["short"])
    except (TTSError, ImportError, OSError, ValueError, KeyError) as error:
        answer({"error": f"{type(error).__name__}: {' '.join(str(error).split())}"})
        return
    answer({"ready": True})
    for line in commands:
        command = line.strip()
        answer({"peak_rss_mb": peak_memory_mb()} if command == "memory" else speak_timed(engine, texts[command]))


def main() -> None:
    """Runs the job of the command line; what libraries print goes to standard error."""
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as answers:
        os.dup2(2, 1)
        serve(Job(**json.loads(sys.argv[1])), sys.stdin, answers)


if __name__ == "__main__":
    main()

"""The bench with our engine on a tiny voice, and with stand-ins where real engines would be slow."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tts.bench.engines import ESPEAK, KOKORO, OURS, PIPER, Job, OurEngine, obstacle
from tts.bench.peers import english_symbols
from tts.bench.run import BenchError, BenchRow, Worker, measure, steps
from tts.bench.table import ratio_lines, ratios, text_table
from tts.bench.texts import PARAGRAPH, SHORT_PROMPT
from tts.bench.worker import peak_memory_mb, speak_timed
from tts.cli import main

JOB = Job(OURS, 1, "Matthew", "en-US")
SHORT_AND_LONG = ("short", "paragraph")


def row(engine: str, threads: int, rtf: float, memory_mb: float) -> BenchRow:
    return BenchRow(engine, "voice", threads, 1.0, 0.1, 0.1, 0.05, 0.05, 0.04, 0.04, 20.0, rtf, rtf, memory_mb)


def test_bench_reports_every_figure(voices_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--voices-dir", str(voices_folder), "--engine", "tts", "--engine", "kokoro", "--threads", "1"]
    assert main(["bench", *arguments, "--repeats", "1", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    (figures,) = document["rows"]
    assert (figures["engine"], figures["voice"], figures["threads"]) == ("tts", "Matthew", 1)
    assert 10 < figures["paragraph_s"] < 40
    assert figures["paragraph_rtf"] > 0
    assert 0 < figures["short_first_audio_s"] <= figures["short_s"] < figures["cold_start_s"]
    assert figures["short_cpu_s"] > 0
    assert 20 < figures["peak_rss_mb"] < 2_000
    assert document["ratios_to_ours"] == []
    assert "--kokoro-style" in document["skipped"]["kokoro"]


@pytest.mark.parametrize("arguments", [["--repeats", "0"], ["--threads", "0"], ["--engine", "festival"]])
def test_wrong_usage_exits_with_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", *arguments]) == 2
    assert capsys.readouterr().err


def test_nothing_that_can_run_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "--engine", "kokoro"]) == 2
    assert "kokoro: give --kokoro" in capsys.readouterr().err


def test_engines_take_turns_and_all_work_is_announced(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[tuple[str, int, str]] = []

    class Recorder:
        start_s = 0.5

        def __init__(self, job: Job) -> None:
            self.job = job
            done.append((job.engine, job.threads, "start"))

        def ask(self, command: str) -> dict[str, float]:
            done.append((self.job.engine, self.job.threads, command))
            seconds = 2.0 if command == "paragraph" else 0.25
            timed = {"first_s": 0.1, "first_cpu_s": 0.05, "total_s": seconds, "cpu_s": seconds / 2, "audio_s": 20.0}
            return {"peak_rss_mb": 100.0} if command == "memory" else timed

        def stop(self) -> None:
            done.append((self.job.engine, self.job.threads, "stop"))

    monkeypatch.setattr("tts.bench.run.Worker", Recorder)
    jobs = [replace(JOB, engine=engine, threads=threads) for threads in (1, 2) for engine in (OURS, ESPEAK)]
    announced: list[str] = []
    rows = measure(jobs, 2, announced.append)
    assert [(row.engine, row.threads) for row in rows] == [(job.engine, job.threads) for job in jobs]
    assert rows[0].paragraph_rtf == pytest.approx(0.1)
    assert rows[0].paragraph_cpu_rtf == pytest.approx(0.05)
    assert (rows[0].cold_start_s, rows[0].short_s, rows[0].peak_rss_mb) == (0.5, 0.25, 100.0)
    assert len(announced) == steps(jobs, 2)
    spoken = [(engine, what) for engine, threads, what in done if threads == 1 and what in SHORT_AND_LONG]
    first, second = spoken[:4], spoken[4:]
    assert [engine for engine, _ in first] == [OURS, OURS, ESPEAK, ESPEAK]
    assert [engine for engine, _ in second] == [ESPEAK, ESPEAK, OURS, OURS]
    for engine in (OURS, ESPEAK):
        events = [what for name, threads, what in done if (name, threads) == (engine, 2)]
        assert events.count("start") == events.count("stop") == 2


def test_a_worker_that_fails_says_why_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"vocab": {}}')
    (tmp_path / "style.bin").write_bytes(bytes(8))
    job = replace(JOB, engine=KOKORO, kokoro=str(tmp_path), kokoro_style=str(tmp_path / "style.bin"))
    with pytest.raises(BenchError, match="510 x 256") as caught:
        Worker(job)
    assert "\n" not in str(caught.value)


def test_an_engine_that_says_nothing_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tts.bench.run._PATIENCE_S", 0.01)
    with pytest.raises(BenchError, match="no answer within"):
        Worker(JOB)


def test_nothing_is_waited_for_after_an_interruption(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen: ten minutes passed between Ctrl-C and the end."""
    timers: list[threading.Timer] = []

    class Interrupted(threading.Timer):
        def start(self) -> None:
            super().start()
            timers.append(self)
            raise KeyboardInterrupt

    monkeypatch.setattr("tts.bench.run.threading.Timer", Interrupted)
    with pytest.raises(KeyboardInterrupt):
        Worker(JOB)
    (timer,) = timers
    timer.join(30)
    assert not timer.is_alive()


def test_obstacles_say_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert obstacle(JOB) is None
    assert "--kokoro" in str(obstacle(replace(JOB, engine=KOKORO)))
    given = replace(JOB, engine=KOKORO, kokoro=str(tmp_path), kokoro_style=str(tmp_path / "style"))
    assert str(tmp_path / "kokoro.onnx") in str(obstacle(given))
    assert "English" in str(obstacle(replace(given, locale="de-DE")))
    monkeypatch.setattr("tts.bench.engines.find_spec", lambda name: object())
    assert obstacle(replace(JOB, engine=PIPER)) is None
    assert "--piper-model" in str(obstacle(replace(JOB, engine=PIPER, locale="fr-CA")))
    assert "none.onnx" in str(obstacle(replace(JOB, engine=PIPER, locale="fr-CA", piper_model="none.onnx")))
    monkeypatch.setattr("tts.bench.engines.find_spec", lambda name: None)
    assert "pip install piper-tts" in str(obstacle(replace(JOB, engine=PIPER)))
    assert "pip install" in str(obstacle(replace(JOB, engine=ESPEAK)))


def test_times_of_a_streaming_engine() -> None:
    class Counting:
        sample_rate = 100
        forgotten = 0

        def speak(self, text: str, heard: Callable[[int], None]) -> None:
            sum(range(200_000))
            heard(50)
            sum(range(2_000_000))
            heard(len(text))

        def forget(self) -> None:
            self.forgotten += 1

    engine = Counting()
    timed = speak_timed(engine, "x" * 100)
    assert timed["audio_s"] == pytest.approx(1.5)
    assert 0 < timed["first_s"] < timed["total_s"]
    assert 0 <= timed["first_cpu_s"] < timed["cpu_s"]
    assert engine.forgotten == 1


def test_our_engine_forgets_texts(voices_folder: Path) -> None:
    from frontend.g2p.espeak import phonemize_clause

    engine = OurEngine(replace(JOB, voices_dir=str(voices_folder)))
    lengths: list[int] = []
    engine.speak("Good morning.", lengths.append)
    assert phonemize_clause.cache_info().currsize > 0
    engine.forget()
    assert phonemize_clause.cache_info().currsize == 0
    assert sum(lengths) > 0


def test_peak_memory_is_that_of_this_process() -> None:
    before = peak_memory_mb()
    block = bytearray(150_000_000)
    block[::4096] = bytes(len(block[::4096])).replace(b"\0", b"\1")
    assert peak_memory_mb() > 150
    assert peak_memory_mb() >= before


def test_ratios_compare_equal_thread_counts() -> None:
    rows = [row(OURS, 1, 0.02, 200.0), row(OURS, 2, 0.01, 200.0), row(PIPER, 1, 0.04, 300.0), row(PIPER, 4, 1, 1)]
    (ratio,) = ratios(rows)
    assert (ratio["engine"], ratio["threads"]) == (PIPER, 1)
    assert (ratio["paragraph_rtf"], ratio["peak_rss_mb"]) == (2.0, 1.5)
    assert ratio_lines(rows)[0].startswith("piper, 1 thread, ")


def test_the_table_has_one_line_for_each_row() -> None:
    head, ours, piper = text_table([row(OURS, 1, 0.02, 200.0), row(PIPER, 1, 0.04, 300.0)]).splitlines()
    assert head.split()[:2] == ["engine", "threads"]
    assert "0.0200" in ours
    assert "300 MB" in piper


def test_texts_exist_in_every_language() -> None:
    assert SHORT_PROMPT.keys() == PARAGRAPH.keys() == {"en", "es", "de", "fr"}
    assert all(len(PARAGRAPH[language]) > 5 * len(SHORT_PROMPT[language]) for language in PARAGRAPH)


def test_kokoro_symbols() -> None:
    assert english_symbols("fɚ ɪŋɡlɪʃ, pliːz pɹɛs wʌn.") == "fəɹ ɪŋɡlɪʃ, pliːz pɹɛs wʌn."
    assert english_symbols("t͡ʃeɪndʒ maɪ hoʊm") == "ʧAnʤ mI hOm"

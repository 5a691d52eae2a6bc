"""`tts serve` as users start it, killed and started again."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).parents[2]


class Served:
    """One `tts serve` with its data in a folder; it can be killed and started again on the same port."""

    def __init__(self, folder: Path, voices: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.url = f"http://127.0.0.1:{probe.getsockname()[1]}"
        self._log = (folder / "log").open("ab")
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("TTS_", "AWS_"))}
        self._environment = {**clean, "TTS_DATA_DIR": str(folder / "data"), "TTS_TASK_LEASE_S": "2", "TTS_DRAIN_S": "0"}
        port = self.url.rpartition(":")[2]
        self._command = [sys.executable, "-m", "tts", "serve", "--port", port, "--voices-dir", str(voices)]
        self._process: subprocess.Popen[bytes] | None = None
        self.polly = boto3.client(
            "polly", endpoint_url=self.url, region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b",
            config=Config(retries={"max_attempts": 1}, connect_timeout=5, read_timeout=60),
        )  # fmt: skip

    def start(self) -> None:
        self._process = subprocess.Popen(
            self._command, cwd=REPOSITORY, env=self._environment, stderr=self._log, start_new_session=True
        )
        deadline = time.monotonic() + 180
        while True:
            try:
                urllib.request.urlopen(f"{self.url}/readyz", timeout=5).close()
                return
            except OSError:
                assert self._process.poll() is None, Path(self._log.name).read_text()
                assert time.monotonic() < deadline
                time.sleep(0.1)

    def kill(self) -> None:
        """As a machine does that loses its power: all processes at once, without a word."""
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def kill_first(self) -> None:
        """Only the process that was started; its workers are its own business."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> int:
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(60)

    def close(self) -> None:
        self.kill()
        self._log.close()


@contextmanager
def served(folder: Path, voices: Path) -> Iterator[Served]:
    server = Served(folder, voices)
    try:
        server.start()
        yield server
    finally:
        server.close()


def test_a_killed_server_loses_no_task(tmp_path: Path, voices_folder: Path) -> None:
    chance = random.Random(2026)
    text = "This is one sentence of a longer text. " * 30
    wanted = {"OutputFormat": "pcm", "SampleRate": "8000", "OutputS3BucketName": "prompts", "VoiceId": "Matthew"}
    accepted: list[str] = []
    with served(tmp_path, voices_folder) as server:
        server.polly.put_lexicon(
            Name="kept",
            Content='<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" '
            'xml:lang="en-US"><lexeme><grapheme>x</grapheme><alias>y</alias></lexeme></lexicon>',
        )
        for _ in range(int(os.environ.get("TTS_TEST_KILLS", "4"))):
            end = time.monotonic() + chance.uniform(0.2, 3.0)
            while time.monotonic() < end:
                try:
                    answer = server.polly.start_speech_synthesis_task(Text=text, Engine="neural", **wanted)
                except (BotoCoreError, ClientError):
                    continue
                accepted.append(answer["SynthesisTask"]["TaskId"])
                time.sleep(0.3)
            server.kill()
            server.start()
        assert accepted
        sizes = set()
        deadline = time.monotonic() + 400
        for task_id in accepted:
            while True:
                task = server.polly.get_speech_synthesis_task(TaskId=task_id)["SynthesisTask"]
                assert task["TaskStatus"] != "failed", task
                if task["TaskStatus"] == "completed":
                    break
                assert time.monotonic() < deadline
                time.sleep(0.2)
            sizes.add(Path(unquote(urlsplit(task["OutputUri"]).path)).stat().st_size)
        assert len(sizes) == 1  # every file is whole
        assert min(sizes) > 8_000
        outputs = list((tmp_path / "data" / "outputs").rglob("*.*"))
        assert len([path for path in outputs if path.is_file()]) == len(accepted)
        assert not [path for path in outputs if path.suffix == ".part"]
        assert server.polly.get_lexicon(Name="kept")["Lexicon"]["Name"] == "kept"
        listed = server.polly.list_speech_synthesis_tasks(MaxResults=100)["SynthesisTasks"]
        assert {task["TaskId"] for task in listed} >= set(accepted[:100])
        assert server.stop() == 0


def test_a_killed_service_leaves_no_worker_behind(tmp_path: Path, voices_folder: Path) -> None:
    with served(tmp_path, voices_folder) as server:
        server.kill_first()
        deadline = time.monotonic() + 20
        with pytest.raises(OSError):  # noqa: PT012
            while time.monotonic() < deadline:
                urllib.request.urlopen(f"{server.url}/healthz", timeout=5).close()
                time.sleep(0.1)
        server.start()


def test_a_graceful_end_finishes_what_runs(tmp_path: Path, voices_folder: Path) -> None:
    text = "This is one sentence of a longer text. " * 70
    with served(tmp_path, voices_folder) as server:
        wanted = {"OutputFormat": "pcm", "SampleRate": "8000", "VoiceId": "Matthew", "Engine": "neural"}
        whole = server.polly.synthesize_speech(Text=text, **wanted)["AudioStream"].read()
        with urllib.request.urlopen(f"{server.url}/metrics") as answer:
            assert 'tts_engine_speeches_total{outcome="done"} 1.0' in answer.read().decode()
        stream = server.polly.synthesize_speech(Text=text + "!", **wanted)["AudioStream"]
        first = stream.read(1_000)
        assert server._process is not None
        server._process.send_signal(signal.SIGTERM)
        assert len(first + stream.read()) >= len(whole)
        assert server._process.wait(60) == 0

"""Sixteen clients over HTTP for two minutes, with the shipped voice: nothing is lost, and every answer is whole.

TTS_TEST_CONCURRENCY_S sets the seconds. How much comes of it does not matter here: see `test_load`.
"""

from __future__ import annotations

import http.client
import itertools
import json
import os
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.server.conftest import REPOSITORY, Server, start_server, stop_server
from tts import Synthesizer

pytestmark = pytest.mark.slow

CLIENTS = 16
SECONDS = float(os.environ.get("TTS_TEST_CONCURRENCY_S", "120"))
PLACES = 6
"""Fewer than there are clients, so that some are always asked to come back."""

TEXTS = {
    "Matthew": (
        "For English, please press one.",
        "Your order 4711 ships on 1/2/22.",
        "Please hold the line. Thank you.",
    ),
    "Arthur": ("All our lines are busy.", "The office opens at 9:30."),
    "Pedro": ("Para español, marque dos.", "Su saldo es de $42.50."),
    "Daniel": ("Für Deutsch drücken Sie die Drei.", "Der nächste Termin ist am 3. Mai."),
    "Liam": ("Pour le français, appuyez sur le quatre.", "Votre appel est important."),
}
SSML = '<speak>One moment. <break time="700ms"/> <prosody volume="-6dB" rate="90%">Thank you.</prosody></speak>'
REQUESTS = [
    {"Text": text, "VoiceId": voice, "OutputFormat": kind, **({"SpeechMarkTypes": ["word"]} if kind == "json" else {})}
    for voice, texts in TEXTS.items()
    for text in texts
    for kind in ("pcm", "mulaw", "mp3", "json")
] + [{"Text": SSML, "TextType": "ssml", "VoiceId": "Matthew", "OutputFormat": "pcm"}]
THROTTLED = (400, "ThrottlingException")


@dataclass
class Result:
    outcomes: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def _post(connection: http.client.HTTPConnection, members: dict[str, object]) -> tuple[int, str, bytes, float]:
    """Status, error code, body and the seconds to wait before asking again."""
    connection.request("POST", "/v1/speech", json.dumps(members), {"Content-Type": "application/json"})
    answer = connection.getresponse()
    body = answer.read()  # raises IncompleteRead if the connection was cut
    return answer.status, answer.headers.get("x-amzn-ErrorType", ""), body, float(answer.headers.get("Retry-After", 0))


def _client(server: Server, index: int, expected: list[bytes], until: float, result: Result) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=600)
    try:
        for number in itertools.count(index * 7):
            if time.monotonic() > until:
                return
            which = number % len(REQUESTS)
            while True:
                status, code, body, retry_s = _post(connection, REQUESTS[which])
                if (status, code) != THROTTLED:
                    break
                result.outcomes["throttled"] += 1
                time.sleep(min(max(retry_s, 0.05), 1.0))
            if status != 200:
                result.problems.append(f"{status} {code} for {REQUESTS[which]}")
            elif body != expected[which]:
                result.problems.append(f"{len(body)} bytes in place of {len(expected[which])} for {REQUESTS[which]}")
            result.outcomes["spoken"] += 1
    except Exception as error:  # noqa: BLE001  # whatever it is, the test has to know
        result.problems.append(f"client {index}: {type(error).__name__}: {error}")
    finally:
        connection.close()


def _leave_early(server: Server, until: float, result: Result) -> None:
    """A client that never waits for what it asked for."""
    for number in itertools.count():
        if time.monotonic() > until:
            return
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=600)
        text = f"{number}. " + "This is a long text that nobody waits for. " * 20
        body = json.dumps({"Text": text, "VoiceId": "Matthew", "OutputFormat": "mp3"})
        connection.request("POST", "/v1/speech", body, {"Content-Type": "application/json"})
        time.sleep(0.5)
        connection.close()
        result.outcomes["left"] += 1


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    environment = {"TTS_CACHE_MB": "0", "TTS_QUEUE_SIZE": str(PLACES)}
    server = start_server(tmp_path, REPOSITORY / "voices", environment=environment, program=("-m", "tts"))
    yield server
    assert stop_server(server) == 0
    assert '"level": "error"' not in server.log.read_text()


def _alone(server: Server) -> list[bytes]:
    """What every request gets when nothing else happens; the lengths are those of the library."""
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=600)) as connection:
        answers = [_post(connection, members) for members in REQUESTS]
    assert {status for status, *_ in answers} == {200}
    engine = Synthesizer(threads=1)
    for members, (_, _, body, _) in zip(REQUESTS, answers, strict=True):
        if members["OutputFormat"] == "pcm":
            audio = engine.synthesize(str(members["Text"]), str(members["VoiceId"]), ssml="TextType" in members)
            assert len(body) // 2 == pytest.approx(len(audio.samples) * 16_000 / audio.sample_rate, abs=1)
    return [body for _, _, body, _ in answers]


def test_sixteen_clients_get_everything(server: Server) -> None:
    expected, result = _alone(server), Result()
    until = time.monotonic() + SECONDS
    threads = [threading.Thread(target=_client, args=(server, i, expected, until, result)) for i in range(CLIENTS)]
    threads.append(threading.Thread(target=_leave_early, args=(server, until, result)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"\n{dict(result.outcomes)} in {SECONDS:g} s")
    assert not result.problems
    assert result.outcomes["spoken"] >= CLIENTS
    assert result.outcomes["throttled"] > 0  # else the queue was never full
    with urllib.request.urlopen(f"{server.url}/readyz", timeout=60) as ready:
        assert ready.status == 200

"""The page in a browser, against a service that the test plays."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

import server

FOLDER = Path(server.__file__).parent / "playground"
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
VOICES = {"voices": [{"id": "Arthur", "name": "Arthur", "locale": "en-GB", "language": "British English"}]}

pytestmark = pytest.mark.skipif(not BROWSER, reason="no Chromium is installed")

Answer = tuple[int, dict[str, Any]]


class Stage:
    """Serves the page with a script behind its own, answers as told, and keeps what the page sends."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Answer]] = {}
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self.notes = ""
        self.script = ""
        stage = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                pass

            def do_GET(self) -> None:
                name = {"/": "index.html"}.get(self.path, self.path.lstrip("/"))
                if name == "act.js":
                    self._send(200, stage.script.encode(), "text/javascript")
                elif (FOLDER / name).is_file():
                    content = (FOLDER / name).read_bytes()
                    content = content.replace(b"</head>", b'<script src="/act.js" defer></script></head>')
                    self._send(200, content, "text/javascript" if name.endswith(".js") else "text/html")
                else:
                    self._answer()

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                stage.sent.append((self.path, body))
                if self.path in stage.answers:
                    self._answer()
                else:
                    self._send(200, b"\1\0" * 800, "audio/pcm")

            def _answer(self) -> None:
                answers = stage.answers.get(self.path, [(404, {})])
                status, content = answers.pop(0) if len(answers) > 1 else answers[0]
                self._send(status, json.dumps(content).encode(), "application/json")

            def _send(self, status: int, content: bytes, media_type: str) -> None:
                self.send_response(status)
                self.send_header("Content-Type", media_type)
                self.send_header("Content-Length", str(len(content)))
                if stage.notes:
                    self.send_header("x-tts-notes", stage.notes)
                self.end_headers()
                self.wfile.write(content)

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def play(self, folder: Path, script: str = "") -> str:
        """The page as it is when nothing more happens in it, and the text of its elements."""
        answered = "voices.length || page.status.textContent"  # Seen: on a busy machine the script came before
        wait = f"while (!({answered})) await new Promise((go) => setTimeout(go, 50));"
        self.script = f"(async () => {{ {wait} {script} }})();"
        command = [
            BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            f"--user-data-dir={folder}", "--virtual-time-budget=12000", "--dump-dom",
            f"http://127.0.0.1:{self.http.server_port}/",
        ]  # fmt: skip
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


@pytest.fixture
def stage() -> Iterator[Stage]:
    stage = Stage()
    yield stage
    stage.http.shutdown()
    stage.http.server_close()


@pytest.fixture
def played(stage: Stage, tmp_path: Path) -> Callable[..., str]:
    return lambda script="": stage.play(tmp_path, script)


def text_of(page: str, name: str) -> str:
    found = re.search(rf'id="{name}"[^>]*>(.*?)</', page, re.DOTALL)
    assert found
    return unescape(found.group(1))


def test_voices_are_asked_for_again_until_they_come(stage: Stage, played) -> None:
    """The page stayed empty, without a word."""
    stage.answers["/v1/audio/voices"] = [(503, {"message": "It starts."}), (429, {}), (200, VOICES)]
    page = played()
    assert 'value="Arthur"' in page
    assert text_of(page, "status") == ""
    stage.answers["/v1/audio/voices"] = [(503, {"message": "It starts."})]
    page = played()
    assert "It starts. Trying again in" in text_of(page, "status")
    assert re.search(r'<button id="speak"[^>]*disabled', page)


def test_call_with_a_key(stage: Stage, played) -> None:
    stage.answers["/v1/audio/voices"] = [(401, {}), (200, VOICES)]
    page = played("page.key.value = 'secret-key'; page.key.dispatchEvent(new Event('change'));")
    assert '-H "Authorization: Bearer $TTS_API_KEY"' in text_of(page, "curl")
    assert "secret-key" not in text_of(page, "curl")
    ssml = "page.text.value = '<speak>Hi.</speak>'; page.text.dispatchEvent(new Event('input'));"
    stage.answers["/v1/audio/voices"] = [(401, {}), (200, VOICES)]
    assert "--aws-sigv4" in text_of(played(ssml), "curl")


def test_ssml_has_the_chosen_format_and_no_speed(stage: Stage, played) -> None:
    stage.answers["/v1/audio/voices"] = [(200, VOICES)]
    script = """
        page.text.value = "<speak>Hi.</speak>";
        page.format.value = "FORMAT";
        page.text.dispatchEvent(new Event("input"));
        await speak();
        const file = new XMLHttpRequest();  // synchronous: the browser's virtual time does not wait for blobs
        file.open("GET", page.download.href, false);
        file.overrideMimeType("text/plain; charset=x-user-defined");
        file.send();
        page.download.textContent = file.responseText.slice(0, 4) + file.responseText.length + page.download.download;
    """
    for chosen, wanted in (("opus", "ogg_opus"), ("flac", "pcm")):
        page = played(script.replace("FORMAT", chosen))
        assert stage.sent == [("/v1/speech", {"Text": "<speak>Hi.</speak>", "TextType": "ssml", "VoiceId": "Arthur",
                                              "OutputFormat": wanted})]  # fmt: skip
        assert re.search(r'<input id="speed"[^>]*disabled', page)
        assert "<prosody rate" in text_of(page, "hint")
        stage.sent.clear()
    assert text_of(page, "download") == "RIFF1644Arthur.wav"
    played("page.format.value = 'flac'; page.format.dispatchEvent(new Event('input')); await speak();")
    assert stage.sent[0][1]["response_format"] == "flac"


def test_what_could_not_be_done_as_asked_is_shown(stage: Stage, played) -> None:
    stage.answers["/v1/audio/voices"] = [(200, VOICES)]
    script = "page.format.value = 'wav'; page.text.value = 'Hi.'; await speak();"
    assert re.search(r'id="notes"[^>]*hidden', played(script))
    stage.notes = '["Too short: \\u00ab<b>5\\u00bb", "more"]'
    page = played(script)
    assert text_of(page, "notes") == "Too short: «<b>5»; more"
    assert not re.search(r'id="notes"[^>]*hidden', page)

"""What the conformance tests share: the service as users start it, with the shipped voice, and clients for it.

The checks themselves are in test_conformance_*.py. They are written from Amazon's API reference, its developer guide
and the model in botocore, and know nothing of the server's code.
"""

from __future__ import annotations

import http.client
import io
import json
import re
import socket
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from botocore.exceptions import ClientError

from tests.server.clients import ACCESS_KEY, SECRET, polly_client
from tests.server.signing import Header, sign

VOICES = {"Matthew": "en-US", "Arthur": "en-GB", "Pedro": "es-US", "Daniel": "de-DE", "Liam": "fr-CA"}
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PROMPT = "For sales, press one."


@dataclass(frozen=True)
class Reply:
    """An HTTP answer."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def code(self) -> str:
        """The error's code as an AWS client reads it."""
        return (self.headers["x-amzn-ErrorType"] or "").partition(":")[0]

    @property
    def message(self) -> str:
        return str(self.json()["message"])

    def json(self) -> Any:
        return json.loads(self.body)

    def is_error(self, code: str, *statuses: int) -> None:
        """Asserts the whole wire form of an error."""
        assert (self.status, self.code) in [(status, code) for status in statuses or (400,)], (self.status, self.body)
        assert self.headers.get_content_type() == "application/json"
        assert UUID.fullmatch(self.headers["x-amzn-RequestId"])
        assert self.message


class Service:
    """The running service, with clients."""

    def __init__(self, port: int, data: Path) -> None:
        self.port, self.data = port, data
        self.url, self.host = f"http://127.0.0.1:{port}", f"127.0.0.1:{port}"
        self.polly = polly_client(self.url, region="us-east-1")
        self.pcm = cache(self._pcm)

    def client(self, region: str = "us-east-1", key: str = ACCESS_KEY, secret: str = SECRET) -> Any:
        return polly_client(self.url, key, secret, region)

    def send(self, method: str, target: str, headers: Sequence[Header], body: bytes = b"") -> Reply:
        """Sends exactly that; `headers` need a Host."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
            for name, value in headers:
                connection.putheader(name, value)
            if body and not any(name.lower() == "transfer-encoding" for name, _ in headers):
                connection.putheader("Content-Length", str(len(body)))
            with suppress(BrokenPipeError):  # an answer that comes before the body was taken
                connection.endheaders(body)
            answer = connection.getresponse()
            return Reply(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def call(self, method: str, target: str, body: bytes | Mapping[str, Any] | None = None, *, content_type: str | None
             = "application/json", extra: Sequence[Header] = (), **signing: Any) -> Reply:  # fmt: skip
        """Sends a signed request; `signing` are arguments of `sign`."""
        content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        headers: list[Header] = [("Host", self.host), *extra]
        if content and content_type:
            headers.append(("Content-Type", content_type))
        credentials = {"key": ACCESS_KEY, "secret": SECRET, **signing}
        return self.send(method, target, sign(method, target, headers, content, **credentials), content)

    def speech(self, **changes: Any) -> Reply:
        """POST /v1/speech with a short prompt; `changes` replace members, and None takes one out."""
        members = {"Text": PROMPT, "VoiceId": "Matthew", "OutputFormat": "pcm", **changes}
        return self.call("POST", "/v1/speech", {name: value for name, value in members.items() if value is not None})

    def raw(self, data: bytes) -> bytes:
        """Sends bytes, of which the last request says `Connection: close`, and reads until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=120) as connection:
            connection.sendall(data)
            answer = b""
            while piece := connection.recv(1 << 16):
                answer += piece
        return answer

    def _pcm(self, text: str, voice: str = "Matthew", lexicons: tuple[str, ...] = ()) -> np.ndarray:
        """Text, or SSML where it begins with `<speak`, as samples (L,) at 16 kHz from -1 to 1."""
        kind = "ssml" if text.startswith("<speak") else "text"
        answer = self.polly.synthesize_speech(
            Text=text, TextType=kind, VoiceId=voice, OutputFormat="pcm", SampleRate="16000", LexiconNames=list(lexicons)
        )
        return np.frombuffer(answer["AudioStream"].read(), "<i2") / 32768

    def ssml(self, content: str, voice: str = "Matthew") -> np.ndarray:
        """`content` between speak tags, as samples (L,) at 16 kHz."""
        return self.pcm(f"<speak>{content}</speak>", voice)

    def marks(self, text: str, *types: str, voice: str = "Matthew", **members: Any) -> list[dict[str, Any]]:
        kind = "ssml" if text.startswith("<speak") else "text"
        answer = self.polly.synthesize_speech(
            Text=text, TextType=kind, VoiceId=voice, OutputFormat="json", SpeechMarkTypes=list(types), **members
        )
        return [json.loads(line) for line in answer["AudioStream"].read().decode("utf-8").splitlines()]


def decoded(data: bytes, output_format: str, sample_rate: int) -> tuple[np.ndarray, int]:
    """An audio answer as samples (L,) and the rate that its header, if any, says."""
    if output_format in ("mp3", "ogg_vorbis", "ogg_opus"):
        samples, rate = soundfile.read(io.BytesIO(data))
        return samples, rate
    subtype = {"pcm": "PCM_16", "mulaw": "ULAW", "alaw": "ALAW"}[output_format]
    samples, rate = soundfile.read(
        io.BytesIO(data), samplerate=sample_rate, channels=1, format="RAW", subtype=subtype, endian="LITTLE"
    )
    return samples, rate


def refusal(call: Any, **members: Any) -> tuple[str, int]:
    """Code and HTTP status of the error that boto3 raises."""
    try:
        call(**members)
    except ClientError as error:
        return error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]
    raise AssertionError("no error")


def level_db(samples: np.ndarray) -> float:
    """Level of the voiced part: root mean square of what is within 40 dB of the loudest 20 ms."""
    frames = samples[: len(samples) // 320 * 320].reshape(-1, 320)
    power = (frames**2).mean(axis=1)
    return float(10 * np.log10(power[power > power.max() * 1e-4].mean()))


def speech_s(samples: np.ndarray) -> float:
    """Seconds from the first to the last sample above -40 dB of the peak, at 16 kHz."""
    loud = np.flatnonzero(np.abs(samples) > np.abs(samples).max() * 0.01)
    return float(loud[-1] - loud[0]) / 16_000

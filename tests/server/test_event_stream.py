"""Event streams: the encoding against botocore's decoder, and StartSpeechSynthesisStream on a real server.

HTTP/1.1 with chunks carries the same messages as HTTP/2 does; the client for JavaScript is tested in test_clients.py.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import queue
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime

import numpy as np
import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.eventstream import EventStreamBuffer
from hypothesis import given, settings
from hypothesis import strategies as st

from server.errors import ApiError
from server.polly.event_stream.frames import Decoder, FrameError, Message, decode
from server.polly.event_stream.inbound import Inbound
from server.polly.event_stream.operation import SENTENCE_GAP_S
from tests.server.clients import ACCESS_KEY, SECRET
from tts.audio.f0 import F0Tracker

HEADERS = {"x-amzn-Engine": "generative", "x-amzn-VoiceId": "Arthur", "x-amzn-OutputFormat": "pcm"}


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.from_regex(r"[a-z:-]{1,20}", fullmatch=True),
                       st.booleans() | st.integers(-(2**31), 2**31 - 1) | st.binary(max_size=50) | st.text(max_size=20),
                       max_size=4), st.binary(max_size=200), st.integers(1, 40))  # fmt: skip
def test_messages_survive(headers, payload, step):
    message = Message(headers, payload)
    data = message.encode()
    assert decode(data) == message
    theirs = EventStreamBuffer()
    theirs.add_data(data)
    read = next(theirs)
    assert read.payload == payload
    assert read.headers == headers
    decoder = Decoder()
    parts = [data[i : i + step] for i in range(0, len(data), step)]
    assert [found for part in parts for found in decoder.feed(part)] == [message]


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=300))
def test_noise_is_refused_or_waited_for(data):
    try:
        list(Decoder().feed(data))
    except FrameError:
        return
    assert len(data) < 12


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 200), st.integers(1, 255))
def test_every_changed_bit_is_noticed(position, change):
    data = bytearray(Message({":date": datetime(2026, 1, 1, tzinfo=UTC), "a": "b"}, b"payload").encode())
    data[position % len(data)] ^= change
    with pytest.raises(FrameError):
        decode(bytes(data))


def test_lengths_are_bounded():
    import zlib

    prelude = struct.pack(">II", 2**31, 0)
    with pytest.raises(FrameError, match="not allowed"):
        list(Decoder().feed(prelude + struct.pack(">I", zlib.crc32(prelude))))


def test_what_is_too_long_does_not_wait_for_its_turn():
    """Seen: 64 texts of a megabyte waited behind one that was being spoken, in each of a thousand streams."""
    headers = {":message-type": "event", ":event-type": "TextEvent", ":content-type": "application/json"}
    longest = Message(headers, json.dumps({"Text": "\U0001f600" * 6_000}).encode()).encode()
    assert next(Inbound(None, 300.0).feed(longest)).text == "\U0001f600" * 6_000
    too_long = Message(headers, json.dumps({"Text": "a" * 6_001}).encode()).encode()
    with pytest.raises(ApiError) as refusal:
        list(Inbound(None, 300.0).feed(too_long))
    assert refusal.value.code == "TextLengthExceededException"
    with pytest.raises(ApiError, match="is not allowed"):
        list(Inbound(None, 300.0).feed(Message(headers, bytes(2**17)).encode()))


@pytest.fixture
def stream():
    """Makes clients and closes them."""
    clients: list[Client] = []

    def make(*arguments, **options) -> Client:
        clients.append(Client(*arguments, **options))
        return clients[-1]

    yield make
    for client in clients:
        client.close()


class Client:
    """Signs messages as the SDKs do, written from their description and apart from the server's code."""

    def __init__(self, server, secret: str = SECRET, headers: dict[str, str] = HEADERS, signed: bool = True) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        self._connection.auto_open = 0  # what is sent after the end opens no second connection
        self._response: http.client.HTTPResponse | None = None
        self._sender = threading.Thread(target=self._send, daemon=True)
        self._secret, self._signed = secret, signed
        url = f"http://127.0.0.1:{server.port}/v1/synthesisStream"
        sent = {**headers, "X-Amz-Content-SHA256": "STREAMING-AWS4-HMAC-SHA256-EVENTS"}
        request = AWSRequest("POST", url, headers=sent)
        SigV4Auth(Credentials(ACCESS_KEY, secret), "polly", "eu-central-1").add_auth(request)
        self._prior = request.headers["Authorization"].rpartition("=")[2]
        self._headers = dict(request.headers)
        self.input: queue.Queue[bytes | None] = queue.Queue()

    def text(self, text: str, **members) -> None:
        self.event("TextEvent", {"Text": text, **members})

    def event(self, kind: str, document: dict) -> None:
        headers = {":message-type": "event", ":event-type": kind, ":content-type": "application/json"}
        self.frame(Message(headers, json.dumps(document).encode()).encode())

    def frame(self, payload: bytes, tamper: bool = False) -> None:
        now = datetime.now(UTC).replace(microsecond=0)
        if not self._signed:
            self.input.put(payload)
            return
        date_header = b"\x05:date\x08" + struct.pack(">q", int(now.timestamp() * 1000))
        stamp = now.strftime("%Y%m%dT%H%M%SZ")
        scope = f"{stamp[:8]}/eu-central-1/polly/aws4_request"
        lines = ["AWS4-HMAC-SHA256-PAYLOAD", stamp, scope, self._prior]
        lines += [hashlib.sha256(part).hexdigest() for part in (date_header, payload)]
        key = b"AWS4" + self._secret.encode()
        for part in scope.split("/"):
            key = hmac.new(key, part.encode(), "sha256").digest()
        signature = hmac.new(key, "\n".join(lines).encode(), "sha256").digest()
        self._prior = signature.hex()
        if tamper:
            payload = payload.replace(b"kind", b"evil")
        self.input.put(Message({":date": now, ":chunk-signature": signature}, payload).encode())

    def end(self) -> None:
        self.event("CloseStreamEvent", {})
        self.frame(b"")
        self.input.put(None)

    def run(self) -> tuple[http.client.HTTPResponse, Iterator]:
        """Sends what is put into `input` on a thread; the response and its messages."""
        self._connection.connect()
        self._sender.start()
        time.sleep(0.5)  # http.client wants the request to be on its way
        self._response = self._connection.getresponse()
        return self._response, self._messages(self._response)

    def close(self) -> None:
        self.input.put(None)
        if self._sender.is_alive():
            self._sender.join(60)
        if self._response is not None:
            self._response.close()
        self._connection.close()

    def _send(self) -> None:
        self._connection.putrequest("POST", "/v1/synthesisStream")
        for name, value in self._headers.items():
            self._connection.putheader(name, value)
        self._connection.putheader("Transfer-Encoding", "chunked")
        self._connection.endheaders()
        # The server may end the stream first.
        with suppress(OSError, http.client.NotConnected):
            while (data := self.input.get(timeout=60)) is not None:
                self._connection.send(b"%x\r\n%s\r\n" % (len(data), data))
            self._connection.send(b"0\r\n\r\n")

    def _messages(self, response: http.client.HTTPResponse) -> Iterator:
        buffer = EventStreamBuffer()
        while data := response.read1(65_536):
            buffer.add_data(data)
            yield from buffer


def kinds(messages) -> list[str]:
    return [m.headers.get(":event-type") or m.headers[":exception-type"] for m in messages]


def test_text_in_audio_out(stream, keyed_server, keyed_polly):
    metric = 'polly_audio_seconds_total{format="pcm",voice="Arthur"}'
    counted_before = keyed_server.metric(metric)
    client = stream(keyed_server)
    client.text("Good mor")
    client.text("ning. ")
    client.text("<speak>My <break time='1s'/>friends.</speak>", TextType="ssml")
    client.end()
    response, messages = client.run()
    assert response.status == 200
    assert response.headers["content-type"] == "application/vnd.amazon.eventstream"
    assert response.headers["x-amzn-RequestId"]
    *audio, closed = list(messages)
    assert set(kinds(audio)) == {"AudioEvent"}
    assert {m.headers[":content-type"] for m in audio} == {"application/octet-stream"}
    assert json.loads(closed.payload) == {"RequestCharacters": len("Good morning. My friends.")}
    heard = b"".join(m.payload for m in audio)
    counted_s = keyed_server.metric(metric) - counted_before
    assert counted_s == pytest.approx(len(heard) / 32_000 - SENTENCE_GAP_S, abs=0.01)
    alone = keyed_polly.synthesize_speech(Text="Good morning. ", VoiceId="Arthur", OutputFormat="pcm")["AudioStream"]
    assert len(heard) > len(alone.read()) + 32_000  # the second of the break


@pytest.mark.parametrize(("between", "lower"), [(" ", True), ("\n\n", False)])
def test_sentences_of_a_paragraph_belong_together_though_they_come_one_by_one(stream, keyed_server, between, lower):
    client = stream(keyed_server)
    client.text(f"The weather is lovely today.{between}")
    client.text("The weather is lovely today.")
    client.end()
    _, messages = client.run()
    heard = np.frombuffer(b"".join(m.payload for m in messages if m.headers[":event-type"] == "AudioEvent"), "<i2")
    f0_hz = F0Tracker().track(heard.astype(np.float32) / 32_768, 16_000, 200)
    halves = [half[half > 0][:40] for half in np.array_split(f0_hz, 2)]
    semitones = 12 * np.log2(np.median(halves[1]) / np.median(halves[0]))
    assert -1.3 < semitones < -0.4 if lower else abs(semitones) < 0.2


def test_audio_comes_before_the_text_ends(stream, keyed_server):
    client = stream(keyed_server)
    client.text("This is the first sentence. And")
    _, messages = client.run()
    assert next(messages).headers[":event-type"] == "AudioEvent"
    client.text(" this is the second.")
    client.end()
    assert kinds(messages)[-1] == "StreamClosedEvent"


def test_clients_may_wait_for_the_headers_before_they_send_text(stream, keyed_server):
    client = stream(keyed_server)
    response, messages = client.run()
    assert response.status == 200
    client.text("Hello.")
    client.end()
    assert kinds(messages)[-1] == "StreamClosedEvent"


def test_flush_speaks_what_is_there(stream, keyed_server):
    client = stream(keyed_server)
    client.text("no end", FlushStreamConfiguration={"Force": True})
    _, messages = client.run()
    assert next(messages).headers[":event-type"] == "AudioEvent"
    client.end()
    assert kinds(messages)[-1] == "StreamClosedEvent"


@pytest.mark.slow
def test_silence_of_five_seconds_ends_the_stream(stream, keyed_server):
    client = stream(keyed_server)
    client.text("Hello.")
    _, messages = client.run()
    last = list(messages)[-1]
    assert last.headers[":message-type"] == "exception"
    assert last.headers[":exception-type"] == "ServiceQuotaExceededException"
    body = json.loads(last.payload)
    assert body["quotaCode"] == "input-stream-inbound-event-timeout"
    assert body["serviceCode"] == "polly"
    client.input.put(None)


def test_changed_text_is_not_spoken(stream, keyed_server):
    client = stream(keyed_server)
    headers = {":message-type": "event", ":event-type": "TextEvent", ":content-type": "application/json"}
    client.frame(Message(headers, b'{"Text": "kind words."}').encode(), tamper=True)
    client.end()
    _, messages = client.run()
    assert kinds(messages) == ["ValidationException"]


@pytest.mark.parametrize(
    "inner",
    [
        b"nonsense",
        Message({":message-type": "event", ":event-type": "OtherEvent"}, b"{}").encode(),
        Message({":message-type": "event", ":event-type": "TextEvent"}, b"[]").encode(),
        Message({":message-type": "event", ":event-type": "TextEvent"}, b'{"Text": 5}').encode(),
        Message({":message-type": "event", ":event-type": "TextEvent"},
                b'{"Text": "<speak><audio/></speak>", "TextType": "ssml"}').encode(),
    ],
)  # fmt: skip
def test_events_that_are_refused(stream, keyed_server, inner):
    client = stream(keyed_server)
    client.frame(inner)
    client.end()
    _, messages = client.run()
    (message,) = list(messages)
    assert message.headers[":exception-type"] == "ValidationException"
    assert json.loads(message.payload)["reason"] == "invalidInboundEvent"


def test_noise_instead_of_messages(stream, keyed_server):
    client = stream(keyed_server)
    client.input.put(b"x" * 1_000)
    client.input.put(None)
    _, messages = client.run()
    assert kinds(messages) == ["ValidationException"]


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"x-amzn-VoiceId": "Nobody"}, 400, "ValidationException"),
        ({"x-amzn-OutputFormat": "json"}, 400, "ValidationException"),
        ({"x-amzn-Engine": "standard"}, 400, "ValidationException"),
        ({"x-amzn-SampleRate": "44100"}, 400, "InvalidSampleRateException"),
        ({"x-amzn-LanguageCode": "de-DE"}, 400, "LanguageNotSupportedException"),
        ({"x-amzn-LexiconNames": "missing"}, 404, "LexiconNotFoundException"),
    ],
)
def test_headers_that_are_refused(stream, keyed_server, change, status, code):
    client = stream(keyed_server, headers={**HEADERS, **change})
    client.end()
    response, _ = client.run()
    assert (response.status, response.headers["x-amzn-ErrorType"]) == (status, code)


def test_wrong_secret(stream, keyed_server):
    client = stream(keyed_server, secret="not-the-secret-of-this-key")
    client.end()
    response, _ = client.run()
    assert (response.status, response.headers["x-amzn-ErrorType"]) == (403, "InvalidSignatureException")


def test_without_keys_messages_need_no_signature(stream, open_server):
    client = stream(open_server, signed=False)
    client.text("Hello you.")
    client.event("CloseStreamEvent", {})
    client.input.put(None)
    _, messages = client.run()
    assert kinds(messages)[-1] == "StreamClosedEvent"

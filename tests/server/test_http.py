"""The service at the level of HTTP, called by people who mean no good: raw requests to a server without keys."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time

import pytest
import requests

from tests.server.support import CRASH_TEXT

SPEECH = {"Text": "Hello.", "VoiceId": "Arthur", "OutputFormat": "pcm"}
LONG = "This sentence is spoken again and again, until nobody listens. " * 45


def post(server, body, path="/v1/speech", **options):
    data = json.dumps(body) if isinstance(body, (dict, list)) else body
    return requests.post(server.url + path, data=data, timeout=60, **options)


def expect(response, status: int, code: str) -> None:
    assert (response.status_code, response.headers["x-amzn-ErrorType"]) == (status, code)
    assert response.headers["content-type"] == "application/json"
    assert response.json()["message"]
    assert len(response.headers["x-amzn-RequestId"]) == 36


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1"), ("GET", "/v2/voices"), ("DELETE", "/v1/voices"), ("PUT", "/v1/voices"), ("GET", "/v1/voices/"),
        ("HEAD", "/v1/voices"), ("PATCH", "/v1/lexicons/a"), ("GET", "/v1/lexicons/a/b"), ("GET", "/v1//voices"),
        ("GET", "/v1/x/../voices"), ("GET", "//v1/voices"), ("GET", "/v1/%76oices"), ("GET", "/../../etc/passwd"),
        ("GET", "/playground/../app.py"), ("GET", "/%2e%2e/app.py"),
        ("GET", "/a%0Ab"), ("GET", "/v1/speech%0A"), ("GET", "/healthz/"), ("GET", "/index.html"),
    ],
)  # fmt: skip
def test_unknown_operations(open_server, method, path):
    response = raw(open_server, f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    head = response.decode("latin-1").lower()
    assert head.startswith("http/1.1 404")
    assert "x-amzn-errortype: unknownoperationexception" in head


def raw(server, data: bytes, timeout: float = 30) -> bytes:
    """Everything that comes back for some bytes."""
    received = b""
    with socket.create_connection(("127.0.0.1", server.port), timeout=timeout) as connection:
        connection.sendall(data)
        with contextlib.suppress(ConnectionError):
            while part := connection.recv(65_536):
                received += part
    return received


@pytest.mark.parametrize(
    "body",
    [
        "", "{", "[]", "null", "1", '"text"', "{'Text': 1}", b"\xff\xfe", b'{"Text": "\xff"}', "[" * 100_000,
        '{"a":' * 50_000,
        '{"Text": NaN}', '{"Text": 5}', '{"Text": ["a"]}', '{"Text": {"a": 1}}', '{"Text": true}',
        '{"LexiconNames": "a"}',
        '{"LexiconNames": [1]}', '{"SpeechMarkTypes": {"a": "b"}}', '{"Text": "\\ud800"}', '{"SampleRate": 8000}',
    ],
)  # fmt: skip
def test_bodies_that_are_no_request(open_server, body):
    response = post(open_server, body)
    assert response.status_code == 400
    wanted = "ValidationException" if body == "" else "SerializationException"
    assert response.headers["x-amzn-ErrorType"] == wanted


@pytest.mark.parametrize("row", ["[],", "{},", "1,", '"",', '[["a"]],', '{"a": "b"},', '"a\\"",'], ids=str)
def test_a_body_of_a_million_values_is_not_read(open_server, row):
    """Seen: the parser held all others up for two seconds. Valid JSON: it is refused for its size alone."""
    values = row * (2_500_000 // len(row))
    expect(post(open_server, f'{{"Unknown": [{values}0]}}'), 400, "SerializationException")
    expect(post(open_server, f'{{"Unknown": [{row * 1_000}0]}}'), 400, "ValidationException")  # Text is missing


def test_an_integer_of_thousands_of_digits_is_not_read(open_server):
    expect(post(open_server, f'{{"Unknown": {"9" * 4_000}}}'), 400, "SerializationException")
    expect(post(open_server, f'{{"Unknown": {"9" * 18}}}'), 400, "ValidationException")


def test_a_text_may_have_any_number_of_commas_and_quotes(open_server):
    task = {**SPEECH, "Text": 'a, [b] {c} "d" \\ ' * 3_000, "OutputS3BucketName": "bucket"}
    assert post(open_server, task, "/v1/synthesisTasks").status_code == 200


def test_null_is_as_good_as_left_out(open_server):
    assert post(open_server, {**SPEECH, "LexiconNames": None, "SampleRate": None, "Unknown": 1}).status_code == 200


def test_all_broken_constraints_are_named(open_server):
    response = post(open_server, {"OutputFormat": "mp4", "VoiceId": "Joe"})
    expect(response, 400, "ValidationException")
    message = response.json()["message"]
    assert message.startswith("3 validation errors detected: ")
    assert "Value null at 'text' failed to satisfy constraint: Member must not be null" in message
    assert {field["name"] for field in response.json()["fields"]} == {"outputFormat", "text", "voiceId"}
    assert response.json()["reason"] == "fieldValidationFailed"


def test_messages_stand_in_a_header_too(open_server):
    response = post(open_server, {**SPEECH, "VoiceId": "Zo\u00eb\r\nX-Evil: 1"})
    expect(response, 400, "ValidationException")
    assert response.headers["x-amzn-ErrorMessage"].startswith("1 validation error detected: Value 'Zo?X-Evil: 1' at ")
    assert "Value 'Zo\u00eb\r\nX-Evil: 1' at " in response.json()["message"]
    assert "x-evil" not in response.headers
    long = dict.fromkeys(("VoiceId", "OutputFormat", "Engine"), "x" * 9_999)
    assert len(post(open_server, {**SPEECH, **long}).headers["x-amzn-ErrorMessage"]) == 500


def test_long_values_are_not_echoed_whole(open_server):
    response = post(open_server, {**SPEECH, "VoiceId": "x" * 100_000})
    assert response.status_code == 400
    assert len(response.content) < 2_000


def test_bodies_are_bounded_before_they_are_read(open_server):
    head = b"POST /v1/speech HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n"
    assert raw(open_server, head).startswith(b"HTTP/1.1 413")
    huge = b"POST /v1/speech HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3000001\r\n\r\n"
    assert raw(open_server, huge).startswith(b"HTTP/1.1 413")


def test_chunked_bodies_are_bounded_too(open_server):
    def endless():
        for _ in range(1_000):
            yield b"x" * 65_536

    with contextlib.suppress(requests.ConnectionError):  # the server may close while we still write
        response = requests.post(open_server.url + "/v1/speech", data=endless(), timeout=60)
        assert response.status_code == 413
    assert post(open_server, SPEECH).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://["},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_pages_of_strangers_cannot_use_the_open_mode(open_server, headers):
    expect(post(open_server, SPEECH, headers=headers), 403, "AccessDeniedException")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]:80", "LOCALHOST:9"])
def test_local_names_may(open_server, host):
    headers = {"Host": host}
    assert requests.get(f"{open_server.url}/v1/voices", headers=headers, timeout=60).status_code == 200
    same = {"Origin": open_server.url}
    assert requests.get(f"{open_server.url}/v1/voices", headers=same, timeout=60).status_code == 200


def test_audio_comes_while_it_is_made(open_server):
    begun = time.monotonic()
    with requests.post(
        open_server.url + "/v1/speech", json={**SPEECH, "Text": LONG[:1_200]}, stream=True, timeout=60
    ) as response:
        parts = []
        for part in response.iter_content(None):
            parts.append((time.monotonic() - begun, len(part)))
    assert len(parts) > 10
    assert parts[0][0] < parts[-1][0] / 2


def test_a_client_that_leaves_frees_its_place(open_server):
    with requests.post(
        open_server.url + "/v1/speech", json={**SPEECH, "Text": LONG[:2_900]}, stream=True, timeout=60
    ) as response:
        next(response.iter_content(1_000))
    assert eventually(lambda: open_server.metric("polly_queue_depth") == 0)
    assert '"code": "ClientGone"' in open_server.log.read_text()


def test_a_crash_in_the_middle_is_no_complete_answer(open_server):
    with pytest.raises(requests.exceptions.ChunkedEncodingError):  # noqa: PT012  # the answer has to be read
        response = post(open_server, {**SPEECH, "Text": CRASH_TEXT})
        assert response.status_code == 200
        raise AssertionError(f"a cut answer looks whole: {len(response.content)} bytes")
    log = open_server.log.read_text()
    assert "RuntimeError" in log
    assert CRASH_TEXT not in log


def test_many_at_once(open_server):
    results = []

    def call():
        results.append(post(open_server, SPEECH).status_code)

    threads = [threading.Thread(target=call) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [200] * 16


@pytest.mark.slow
def test_an_idle_connection_outlives_ten_seconds(open_server):
    """Seen: load balancers keep theirs for a minute, and now and then sent a request into one that was being closed."""
    call = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with socket.create_connection(("127.0.0.1", open_server.port), timeout=30) as connection:
        for _ in range(2):
            connection.sendall(call)
            assert connection.recv(65_536).startswith(b"HTTP/1.1 200")
            time.sleep(12)
        connection.sendall(call)
        assert connection.recv(65_536).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("rest", [b"\r\nZZ\r\n", b"Content-Length: 3\r\n\r\n{}"])
@pytest.mark.parametrize("path", [b"/v1/speech", b"/v1/audio/speech"])
def test_a_body_that_breaks_the_rules_is_the_clients_fault(open_server, path, rest):
    """Seen: status 500, after which clients ask again."""
    head = b"POST " + path + b" HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
    assert raw(open_server, head + rest).startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize("hosts", [("evil.example", "localhost"), ("localhost", "evil.example")])
def test_several_hosts_are_none(open_server, hosts):
    lines = "".join(f"Host: {host}\r\n" for host in hosts)
    answer = raw(open_server, f"GET /v1/voices HTTP/1.1\r\n{lines}Connection: close\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 403")


def test_slow_headers_do_not_stop_others(open_server):
    slow = [socket.create_connection(("127.0.0.1", open_server.port)) for _ in range(50)]
    try:
        for connection in slow:
            connection.sendall(b"POST /v1/speech HTTP/1.1\r\nHost: loc")
        assert post(open_server, SPEECH).status_code == 200
    finally:
        for connection in slow:
            connection.close()


def test_presigned_style_query_without_keys(open_server):
    query = {**SPEECH, "SpeechMarkTypes": ["word", "sentence"], "OutputFormat": "json", "LexiconNames": []}
    response = requests.get(f"{open_server.url}/v1/speech", params=query, timeout=60)
    assert response.headers["content-type"] == "application/x-json-stream"
    assert {json.loads(line)["type"] for line in response.text.splitlines()} == {"word", "sentence"}
    assert requests.get(f"{open_server.url}/v1/speech?Text=%ff", timeout=60).status_code == 400


def test_nul_and_control_characters(open_server):
    for text in ("a\x00b", "\x00", "\x1b[31mred", "\u202eabc", "\ufeff", "a" + "\u0301" * 500, "😀" * 500):
        response = post(open_server, {**SPEECH, "Text": text})
        assert response.status_code in (200, 400)
        if response.status_code == 400:
            assert response.headers["x-amzn-ErrorType"] == "ValidationException"


def test_http_2_without_tls(open_server):
    def frame(kind: int, flags: int, stream: int, payload: bytes = b"") -> bytes:
        return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload

    # HPACK: GET and http from the static table, then :path and :authority as literals.
    head = b"\x82\x86\x04\x0a/v1/voices\x01\x09localhost"
    with socket.create_connection(("127.0.0.1", open_server.port), timeout=30) as connection:
        connection.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(4, 0, 0) + frame(1, 5, 1, head))
        stream = connection.makefile("rb")
        data, ended = b"", False
        while not ended:
            length, kind, flags = int.from_bytes(stream.read(3), "big"), *stream.read(2)
            number, payload = int.from_bytes(stream.read(4), "big"), stream.read(length)
            if kind == 0:
                data += payload
            ended = number == 1 and kind in (0, 1) and bool(flags & 1)
    assert len(json.loads(data)["Voices"]) == 5


def test_health_and_metrics(open_server):
    assert requests.get(f"{open_server.url}/healthz", timeout=60).text == "alive\n"
    assert requests.get(f"{open_server.url}/readyz", timeout=60).text == "ready\n"
    labels = '{operation="SynthesizeSpeech",voice="Arthur"}'
    before = open_server.metric(f"polly_request_characters_total{labels}")
    post(open_server, SPEECH)
    assert open_server.metric(f"polly_request_characters_total{labels}") == before + 6
    post(open_server, "{")
    text = requests.get(f"{open_server.url}/metrics", timeout=60).text
    assert 'polly_responses_total{class="4XX",code="SerializationException",operation="SynthesizeSpeech"}' in text
    assert 'polly_response_latency_seconds_count{operation="SynthesizeSpeech"}' in text
    assert 'polly_audio_seconds_total{format="pcm",voice="Arthur"}' in text


def test_labels_of_metrics_are_not_the_callers_words(open_server):
    for path in ("/v1/abcdefgh", "/abcdefgh", "/v1/audio/abcdefgh", "/v1/models/abcdefgh"):
        requests.get(open_server.url + path, timeout=60)
    requests.request("ABCDEFGH", open_server.url + "/v1/audio/speech", timeout=60)
    text = requests.get(f"{open_server.url}/metrics", timeout=60).text
    assert "abcdefgh" not in text.casefold()


def eventually(condition) -> bool:
    for _ in range(100):
        if condition():
            return True
        time.sleep(0.1)
    return False

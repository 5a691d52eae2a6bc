"""Requests that nobody would write: whatever comes, the service answers in its own words and never breaks.

TTS_TEST_EXAMPLES sets the number of random examples of each kind (default 60, always the same ones).
"""

from __future__ import annotations

import json
import os
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.server.conftest import Server

EXAMPLES = int(os.environ.get("TTS_TEST_EXAMPLES", "60"))
bounded = settings(
    max_examples=EXAMPLES,
    derandomize="TTS_TEST_EXAMPLES" not in os.environ,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
TEXTS = st.text(max_size=40) | st.sampled_from(
    ["Hi.", "1/2/22 at 3:30", "$5.00!", "…", "½ µm", "A\u0301\u200d", "\U0001f468\u200d"]
)
MEMBERS: dict[str, st.SearchStrategy[Any]] = {
    "Text": TEXTS,
    "VoiceId": st.sampled_from(["Matthew", "Arthur", "Pedro", "Daniel", "Liam", "Joanna", ""]),
    "OutputFormat": st.sampled_from(["mp3", "ogg_vorbis", "ogg_opus", "pcm", "mulaw", "alaw", "json", "wav"]),
    "Engine": st.sampled_from(["neural", "standard", "x"]),
    "LanguageCode": st.sampled_from(["en-US", "de-DE", "arb", "xx"]),
    "LexiconNames": st.lists(st.text(max_size=22), max_size=6),
    "SampleRate": st.sampled_from(["8000", "16000", "24000", "48000", "0", "1e3", "\u0668\u0660\u0660\u0660"]),
    "SpeechMarkTypes": st.lists(st.sampled_from(["word", "sentence", "viseme", "ssml", "x"]), max_size=5),
    "TextType": st.sampled_from(["text", "ssml"]),
    "OutputS3BucketName": st.text(max_size=70) | st.just("bucket"),
    "OutputS3KeyPrefix": st.text(max_size=900),
    "SnsTopicArn": st.text(max_size=60),
    "Tags": st.dictionaries(st.text(max_size=130), st.text(max_size=260), max_size=3),
    "Content": st.text(max_size=60),
    "ResourceArn": st.text(max_size=60),
    "TagKeys": st.lists(st.text(max_size=20), max_size=3),
}
BODIES = st.fixed_dictionaries({}, optional={name: values | ANYTHING for name, values in MEMBERS.items()})
PATHS = (
    ("POST", "/v1/speech"),
    ("POST", "/v1/synthesisTasks"),
    ("PUT", "/v1/lexicons/fuzz"),
    ("POST", "/v1/tagResource"),
    ("POST", "/v1/untagResource"),
)
TIMES = st.sampled_from(["1s", "0ms", "250ms", "11s", "1", "-1s", "1e1s", "", "٣s"])
VALUES = (
    st.text(max_size=8)
    | TIMES
    | st.sampled_from(["x-slow", "50%", "+3dB", "ipa", "tɛst", "digits", "de-DE", "news", "1"])
)
TAGS = ("p", "s", "break", "prosody", "sub", "say-as", "phoneme", "lang", "mark", "w", "emphasis", "amazon:effect",
        "amazon:domain", "amazon:auto-breaths", "amazon:breath", "audio", "speak")  # fmt: skip
ATTRIBUTES = ("time", "strength", "rate", "volume", "pitch", "amazon:max-duration", "alias", "interpret-as", "format",
              "alphabet", "ph", "xml:lang", "name", "role", "level", "phonation", "vocal-tract-length")  # fmt: skip


@st.composite
def element(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    tag = draw(st.sampled_from(TAGS))
    given_ = draw(st.dictionaries(st.sampled_from(ATTRIBUTES), VALUES, max_size=2))
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in given_.items())
    return f"<{tag}{attributes}>{''.join(draw(st.lists(inner, max_size=3)))}</{tag}>"


DOCUMENTS = st.recursive(TEXTS.map(escape), element, max_leaves=6).map(lambda content: f"<speak>{content}</speak>")


def _answered(answer: requests.Response) -> None:
    assert answer.status_code == 200 or 400 <= answer.status_code < 500, answer.text
    if answer.status_code != 200:
        assert answer.headers["x-amzn-ErrorType"].endswith("Exception")
        assert answer.json()["message"]


@bounded
@given(st.sampled_from(PATHS), BODIES)
def test_members_of_any_kind(open_server: Server, where: tuple[str, str], body: dict[str, Any]) -> None:
    content = json.dumps(body)  # NaN, infinities and halves of surrogate pairs among the rest
    _answered(requests.request(where[0], open_server.url + where[1], data=content.encode(), timeout=300))


@bounded
@given(DOCUMENTS, st.sampled_from(["Matthew", "Daniel", "Liam"]), st.sampled_from(["pcm", "json"]))
def test_documents_of_any_kind(open_server: Server, document: str, voice: str, kind: str) -> None:
    body: dict[str, Any] = {"Text": document, "TextType": "ssml", "VoiceId": voice, "OutputFormat": kind}
    if kind == "json":
        body["SpeechMarkTypes"] = ["sentence", "ssml", "viseme", "word"]
    answer = requests.post(open_server.url + "/v1/speech", json=body, timeout=300)
    _answered(answer)
    if answer.status_code == 200 and kind == "json":
        whole = document.encode("utf-8", "replace")
        marks = [json.loads(line) for line in answer.content.splitlines()]
        assert [mark["time"] for mark in marks] == sorted(mark["time"] for mark in marks)
        assert all(
            whole[m["start"] : m["end"]].decode() == m["value"] for m in marks if m["type"] in ("word", "sentence")
        )


@bounded
@given(st.binary(max_size=300), st.sampled_from(["POST", "GET", "PUT", "X"]), st.text(max_size=30))
def test_bytes_of_any_kind(open_server: Server, data: bytes, method: str, path: str) -> None:
    _answered(requests.request(method, f"{open_server.url}/v1/{path}", data=data, timeout=300))

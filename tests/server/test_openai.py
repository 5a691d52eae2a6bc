"""The OpenAI-compatible API with the `openai` package and raw requests."""

from __future__ import annotations

import base64
import io
import json
import struct

import numpy as np
import openai
import pytest
import requests
import soundfile

from server.openai.routes import OPENAI_PATH
from tests.server.clients import ACCESS_KEY, BEARER
from tests.server.support import BUSY_TEXT, CRASH_TEXT

TEXT = "Good morning, my friends."
BODY = {"model": "tts-1", "input": TEXT, "voice": "Arthur", "response_format": "pcm"}


@pytest.fixture(scope="module")
def client(open_server):
    with openai.OpenAI(base_url=f"{open_server.url}/v1", api_key="none", max_retries=0) as client:
        yield client


@pytest.fixture(scope="module")
def seconds(client) -> float:
    return len(client.audio.speech.create(**BODY).read()) / 2 / 24_000


@pytest.mark.parametrize(
    ("name", "media_type", "container"),
    [("mp3", "audio/mpeg", "MP3"), ("flac", "audio/flac", "FLAC"), ("opus", "audio/ogg", "OGG")],
)
def test_formats(client, seconds, name, media_type, container):
    response = client.audio.speech.create(**{**BODY, "response_format": name})
    assert response.response.headers["content-type"] == media_type
    data = io.BytesIO(response.read())
    assert soundfile.info(data).format == container
    data.seek(0)
    samples, rate = soundfile.read(data)
    assert abs(len(samples) / rate - seconds) < 0.2
    assert np.sqrt(np.mean(samples**2)) > 0.005


def test_wav_is_pcm_with_a_header(client, seconds):
    data = client.audio.speech.create(**{**BODY, "response_format": "wav"}).read()
    assert data[:4] + data[8:16] + data[36:40] == b"RIFFWAVEfmt data"
    assert struct.unpack("<HHI", data[20:28]) == (1, 1, 24_000)
    assert data[44:] == client.audio.speech.create(**BODY).read()
    samples, rate = soundfile.read(io.BytesIO(data))
    assert abs(len(samples) / rate - seconds) < 0.001


def test_aac(client, seconds):
    av = pytest.importorskip("av")
    data = client.audio.speech.create(**{**BODY, "response_format": "aac"}).read()
    with av.open(io.BytesIO(data)) as container:
        assert container.streams.audio[0].codec_context.name == "aac"
        decoded = sum(frame.samples for frame in container.decode(audio=0))
    assert abs(decoded / 24_000 - seconds) < 0.2


def test_telephone_formats(open_server, seconds):
    for name in ("g711_ulaw", "g711_alaw"):
        response = requests.post(
            f"{open_server.url}/v1/audio/speech", json={**BODY, "response_format": name}, timeout=60
        )
        assert abs(len(response.content) / 8_000 - seconds) < 0.001


def test_speed(client, seconds):
    fast = len(client.audio.speech.create(**BODY, speed=2.0).read()) / 2 / 24_000
    slow = len(client.audio.speech.create(**BODY, speed=0.5).read()) / 2 / 24_000
    assert fast < 0.75 * seconds < 1.25 * seconds < slow


def test_streaming_client(client, tmp_path):
    with client.audio.speech.with_streaming_response.create(**{**BODY, "response_format": "mp3"}) as response:
        response.stream_to_file(tmp_path / "a.mp3")
    assert soundfile.info(tmp_path / "a.mp3").duration > 0.5


def test_events_carry_the_same_audio(client, open_server):
    response = requests.post(f"{open_server.url}/v1/audio/speech", json={**BODY, "stream_format": "sse"}, timeout=60)
    assert response.headers["content-type"] == "text/event-stream"
    events = [json.loads(line[6:]) for line in response.text.splitlines() if line.startswith("data: ")]
    assert [event["type"] for event in events[:-1]] == ["speech.audio.delta"] * (len(events) - 1)
    assert events[-1]["type"] == "speech.audio.done"
    audio = b"".join(base64.b64decode(event["audio"]) for event in events[:-1])
    assert audio == client.audio.speech.create(**BODY).read()


@pytest.mark.parametrize(
    ("voice", "same_as"), [("alloy", "Matthew"), ("onyx", "Matthew"), ("fable", "Arthur"), ("daniel", "Daniel")]
)
def test_voice_names(client, voice, same_as):
    body = {**BODY, "input": "Route 66."}
    assert client.audio.speech.create(**{**body, "voice": voice}).read() == (
        client.audio.speech.create(**{**body, "voice": same_as}).read()
    )


def test_what_else_the_client_may_ask_for(client):
    """Seen: models with a date, and voices as objects, both of which the client offers, were refused."""
    speech = client.audio.speech.create(**BODY).read()
    assert client.audio.speech.create(**{**BODY, "model": "gpt-4o-mini-tts-2025-12-15"}).read() == speech
    assert client.audio.speech.create(**{**BODY, "voice": {"id": BODY["voice"]}}).read() == speech
    assert client.models.retrieve("tts-1-hd-1106").id == "tts-1-hd-1106"


def test_nulls_are_as_if_left_out(client):
    nulls = dict.fromkeys(("instructions", "response_format", "speed", "stream_format"))
    speech = client.audio.speech.create(**BODY, extra_body=nulls).read()
    assert speech == client.audio.speech.create(**{**BODY, "response_format": "mp3"}).read()


@pytest.mark.parametrize("model", ["gpt-9", "tts-1-hd-new"])
def test_unknown_models(client, model):
    """Clients that fall back to another model know the case by status and code."""
    with pytest.raises(openai.NotFoundError, match="use tts-1") as refused:
        client.audio.speech.create(**{**BODY, "model": model})
    assert (refused.value.code, refused.value.param) == ("model_not_found", "model")
    assert refused.value.type == "invalid_request_error"


def test_the_request_id_of_the_log_is_where_the_client_looks_for_it(client, open_server):
    with client.audio.speech.with_streaming_response.create(**BODY) as response:
        response.read()
        assert open_server.logged(response.request_id)["operation"] == "openai.CreateSpeech"
    with pytest.raises(openai.BadRequestError) as refusal:
        client.audio.speech.create(**{**BODY, "speed": 9})
    assert open_server.logged(refusal.value.request_id)["status"] == 400


def test_lists(client, open_server):
    assert [model.id for model in client.models.list()] == ["tts-1", "tts-1-hd", "gpt-4o-mini-tts"]
    assert client.models.retrieve("tts-1").id == "tts-1"
    with pytest.raises(openai.NotFoundError):
        client.models.retrieve("gpt-9")
    voices = requests.get(f"{open_server.url}/v1/audio/voices", timeout=60).json()["voices"]
    assert [voice["id"] for voice in voices] == ["Matthew", "Arthur", "Pedro", "Daniel", "Liam"]
    assert voices[1]["locale"] == "en-GB"


@pytest.mark.parametrize(
    ("change", "param"),
    [
        ({"input": ""}, "input"),
        ({"input": "x" * 4_097}, "input"),
        ({"input": None}, "input"),
        ({"input": 5}, "input"),
        ({"model": 5}, "model"),
        ({"response_format": "midi"}, "response_format"),
        ({"speed": 0.2}, "speed"),
        ({"speed": 4.1}, "speed"),
        ({"speed": "fast"}, "speed"),
        ({"stream_format": "x"}, "stream_format"),
        ({"voice": "nobody"}, "voice"),
        ({"voice": {"id": "Arthur", "name": "x"}}, "voice"),
        ({"voice": {"id": 5}}, "voice"),
        ({"input": "..."}, "input"),
    ],
)
def test_refusals(open_server, change, param):
    response = requests.post(f"{open_server.url}/v1/audio/speech", json={**BODY, **change}, timeout=60)
    assert response.status_code == 400
    error = response.json()["error"]
    assert error["type"] == "invalid_request_error"
    assert error["param"] == param
    assert error["code"] in ("invalid_value", "invalid_voice")
    assert error["message"]


@pytest.mark.parametrize("body", ["", "{", "[]", b"\xff", "[" * 50_000, '{"input": "\\ud800", "model": "tts-1"}'])
def test_bodies_that_are_no_request(open_server, body):
    headers = {"Content-Type": "application/json"}
    response = requests.post(f"{open_server.url}/v1/audio/speech", data=body, headers=headers, timeout=60)
    assert response.status_code == 400
    assert response.json()["error"]["message"]


def test_json_whatever_it_is_called(open_server):
    """curl calls what it posts a form, unless it is told otherwise."""
    for media_type in ("application/x-www-form-urlencoded", "text/plain", None):
        response = requests.post(
            f"{open_server.url}/v1/audio/speech",
            data=json.dumps(BODY),
            headers={"Content-Type": media_type},
            timeout=60,
        )
        assert response.status_code == 200, response.text
    error = requests.post(f"{open_server.url}/v1/audio/speech", data='{"model":', timeout=60).json()["error"]
    assert (error["message"], error["param"]) == ("The body: not valid JSON", None)


def test_too_large(open_server):
    response = requests.post(f"{open_server.url}/v1/audio/speech", data=b" " * 3_000_001, timeout=60)
    assert response.status_code == 413
    assert response.json()["error"]["code"] == "request_too_large"


def test_a_full_queue(client):
    with pytest.raises(openai.RateLimitError) as caught:
        client.audio.speech.create(**{**BODY, "input": BUSY_TEXT})
    assert caught.value.response.headers["retry-after"] == "3"
    assert caught.value.code == "rate_limit_exceeded"


def test_a_crash_in_the_middle_is_no_complete_answer(client, open_server):
    with pytest.raises(openai.APIConnectionError):
        client.audio.speech.create(**{**BODY, "input": CRASH_TEXT}).read()
    assert CRASH_TEXT not in open_server.log.read_text()


def test_keys(keyed_server):
    url = f"{keyed_server.url}/v1"
    with openai.OpenAI(base_url=url, api_key=BEARER, max_retries=0) as client:
        assert client.audio.speech.create(**BODY).read()
    for key in ("wrong", ACCESS_KEY, BEARER + "x", BEARER[:-1]):
        with (
            openai.OpenAI(base_url=url, api_key=key, max_retries=0) as client,
            pytest.raises(openai.AuthenticationError),
        ):
            client.models.list()
    for authorization in ("", "Bearer", f"Basic {BEARER}", BEARER):
        headers = {"Authorization": authorization}
        response = requests.post(f"{url}/audio/speech", json=BODY, headers=headers, timeout=60)
        assert response.status_code == 401
        assert response.json()["error"]["code"] == "invalid_api_key"


def test_every_path_of_the_description_is_openais(open_server):
    paths = requests.get(f"{open_server.url}/openapi.json", timeout=60).json()["paths"]
    assert len(paths) > 3
    assert all(OPENAI_PATH.match(path) for path in paths)  # Amazon Polly's API would answer the others


@pytest.mark.slow
def test_the_openapi_description_is_true(open_server):
    schemathesis = pytest.importorskip("schemathesis")
    from schemathesis.specs.openapi.checks import positive_data_acceptance

    # A text of the right length may still hold nothing to speak, so not all that fits the schema is accepted.
    schema = schemathesis.openapi.from_url(f"{open_server.url}/openapi.json")

    for operation in schema.get_all_operations():
        _check_operation(operation.ok().as_strategy(), [positive_data_acceptance])


def _check_operation(strategy, excluded) -> None:
    from hypothesis import HealthCheck, Phase, given, settings

    @settings(max_examples=25, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(case=strategy)
    def run(case):
        case.call_and_validate(excluded_checks=excluded)

    run()

"""Conformance with Amazon Polly: HTTP, JSON, validation and error forms, the list of voices."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.server.clients import ACCESS_KEY, SECRET
from tests.server.conformance import PROMPT, UUID, VOICES, Service, refusal
from tests.server.signing import sign

OPERATIONS = {
    "SynthesizeSpeech": ("POST", "/v1/speech", {"Text": "Yes.", "VoiceId": "Matthew", "OutputFormat": "mp3"}, 200),
    "DescribeVoices": ("GET", "/v1/voices", None, 200),
    "ListLexicons": ("GET", "/v1/lexicons", None, 200),
    "ListSpeechSynthesisTasks": ("GET", "/v1/synthesisTasks", None, 200),
    "GetLexicon": ("GET", "/v1/lexicons/missing", None, 404),
    "DeleteLexicon": ("DELETE", "/v1/lexicons/missing", None, 404),
    "GetSpeechSynthesisTask": ("GET", "/v1/synthesisTasks/missing", None, 400),
    "PutLexicon": ("PUT", "/v1/lexicons/bad", {"Content": "<"}, 400),
    "StartSpeechSynthesisTask": ("POST", "/v1/synthesisTasks", {}, 400),
    "TagResource": ("POST", "/v1/tagResource", {}, 400),
    "UntagResource": ("POST", "/v1/untagResource", {}, 400),
    "ListTagsForResource": ("GET", "/v1/listTagsForResource/?arn=a", None, 400),
}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_answer_has_a_request_id(service: Service, operation: str) -> None:
    method, target, body, status = OPERATIONS[operation]
    reply = service.call(method, target, body)
    assert reply.status == status, reply.body
    assert UUID.fullmatch(reply.headers["x-amzn-RequestId"])


def test_request_ids_differ_and_reach_boto3(service: Service) -> None:
    first, second = service.polly.describe_voices(), service.polly.describe_voices()
    assert first["ResponseMetadata"]["RequestId"] != second["ResponseMetadata"]["RequestId"]
    assert UUID.fullmatch(first["ResponseMetadata"]["RequestId"])


@pytest.mark.parametrize(
    ("method", "target"),
    [
        ("GET", "/v1/nothing"),
        ("GET", "/v2/voices"),
        ("POST", "/v1/speech/extra"),
        ("GET", "/v1/lexicons/a/b"),
        ("GET", "/v1//voices"),
        ("GET", "/v1/lexicons/../voices"),
        ("GET", "/v1/%2e%2e/%2e%2e/etc/passwd"),
        ("GET", "/v1/synthesisTasks/a/b"),
        ("POST", "/v1/voices/unknown"),
        ("PATCH", "/v1/speech"),
        ("PUT", "/v1/speech"),
        ("DELETE", "/v1/voices"),
        ("POST", "/v1/lexicons/a"),
        ("PUT", "/v1/synthesisTasks"),
        ("GET", "/v1/tagResource"),
    ],
)
def test_unknown_operation(service: Service, method: str, target: str) -> None:
    service.call(method, target).is_error("UnknownOperationException", 404, 405)


@pytest.mark.parametrize(
    ("method", "target", "body", "code", "status"),
    [
        ("POST", "/v1/voices", {"Name": "mine", "LanguageCode": "en-US", "TermsAccepted": True}, "Validation", 400),
        ("GET", "/v1/voices/vc-0123", None, "ResourceNotFound", 404),
        ("DELETE", "/v1/voices/vc-0123", None, "ResourceNotFound", 404),
        ("GET", "/v1/voices/Matthew", None, "ResourceNotFound", 404),  # it is no custom voice
        ("DELETE", "/v1/voices/a%20b", None, "Validation", 400),
    ],
)
def test_custom_voices(service: Service, method: str, target: str, body: Any, code: str, status: int) -> None:
    service.call(method, target, body).is_error(f"{code}Exception", status)


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'"text"',
        b"7",
        b"Text=a&VoiceId=Matthew",
        b'{"Text": 5, "VoiceId": "Matthew", "OutputFormat": "mp3"}',
        b'{"Text": ["a"], "VoiceId": "Matthew", "OutputFormat": "mp3"}',
        b'{"Text": "a", "VoiceId": {"a": 1}, "OutputFormat": "mp3"}',
        b'{"Text": "a", "VoiceId": "Matthew", "OutputFormat": "mp3", "LexiconNames": "one"}',
        b'{"Text": "a", "VoiceId": "Matthew", "OutputFormat": "json", "SpeechMarkTypes": [1]}',
        b'{"Text": "\xff\xfe", "VoiceId": "Matthew", "OutputFormat": "mp3"}',
        b'{"Text": "a", "VoiceId": "Matthew", "OutputFormat": "mp3"} trailing',
        b"[" * 100_000,
        b'{"a":' * 50_000,
    ],
    ids=lambda body: body[:60].decode("latin-1"),
)
def test_a_body_that_is_no_request(service: Service, body: bytes) -> None:
    service.call("POST", "/v1/speech", body).is_error("SerializationException")


def test_unknown_members_and_nulls_are_ignored(service: Service) -> None:
    body = {"Text": PROMPT, "VoiceId": "Matthew", "OutputFormat": "pcm", "Engine": None, "LexiconNames": None}
    reply = service.call("POST", "/v1/speech", {**body, "Pitch": 3, "Nested": {"a": [1]}, "textType": "ssml"})
    assert (reply.status, len(reply.body)) == (200, 2 * len(service.pcm(PROMPT)))


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "text/json; charset=utf-8", None, "application/x-amz-json-1.1", "application/octet-stream"],
)
def test_the_body_is_json_whatever_its_content_type_says(service: Service, content_type: str | None) -> None:
    body = {"Text": PROMPT, "VoiceId": "Matthew", "OutputFormat": "mp3"}
    assert service.call("POST", "/v1/speech", body, content_type=content_type).status == 200


@pytest.mark.parametrize("member", ["Text", "VoiceId", "OutputFormat"])
def test_a_missing_member_is_named(service: Service, member: str) -> None:
    reply = service.speech(**{member: None})
    reply.is_error("ValidationException")
    name = member[0].lower() + member[1:]
    assert f"at '{name}' failed to satisfy constraint: Member must not be null" in reply.message
    assert reply.message.startswith("1 validation error detected: ")


def test_every_missing_member_is_counted(service: Service) -> None:
    reply = service.call("POST", "/v1/speech", {})
    reply.is_error("ValidationException")
    assert reply.message.startswith("3 validation errors detected: ")


@pytest.mark.parametrize(
    ("member", "value", "named"),
    [
        ("VoiceId", "matthew", "voiceId"),
        ("VoiceId", "Nobody", "voiceId"),
        ("VoiceId", "", "voiceId"),
        ("OutputFormat", "MP3", "outputFormat"),
        ("OutputFormat", "wav", "outputFormat"),
        ("Engine", "Neural", "engine"),
        ("Engine", "fast", "engine"),
        ("TextType", "SSML", "textType"),
        ("LanguageCode", "en-us", "languageCode"),
        ("LanguageCode", "xx-XX", "languageCode"),
        ("SpeechMarkTypes", ["Word"], "speechMarkTypes"),
        ("SpeechMarkTypes", ["word", "phoneme"], "speechMarkTypes"),
        ("SpeechMarkTypes", ["word", "word", "word", "word", "word"], "speechMarkTypes"),
        ("LexiconNames", ["a", "b", "c", "d", "e", "f"], "lexiconNames"),
        ("LexiconNames", ["not-valid"], "lexiconNames"),
        ("LexiconNames", ["x" * 21], "lexiconNames"),
    ],
)
def test_values_outside_the_model(service: Service, member: str, value: Any, named: str) -> None:
    reply = service.speech(**{member: value})
    reply.is_error("ValidationException")
    assert f"'{named}" in reply.message


@pytest.mark.parametrize(
    ("member", "value", "shown"), [("OutputFormat", "wav", "ogg_vorbis"), ("Engine", "fast", "long-form")]
)
def test_an_enumeration_shows_what_is_allowed(service: Service, member: str, value: str, shown: str) -> None:
    message = service.speech(**{member: value}).message
    assert "Member must satisfy enum value set: [" in message
    assert shown in message
    assert f"Value '{value}'" in message


def test_a_body_over_the_limit(service: Service) -> None:
    reply = service.call("POST", "/v1/speech", {"Text": "a" * 20_000_000, "VoiceId": "Matthew", "OutputFormat": "mp3"})
    assert reply.status in (400, 413)
    assert reply.code.endswith("Exception")


def test_boto3_reads_errors(service: Service) -> None:
    members = {"Text": "a", "VoiceId": "Matthew", "OutputFormat": "pcm", "SampleRate": "12345"}
    assert refusal(service.polly.synthesize_speech, **members) == ("InvalidSampleRateException", 400)
    with pytest.raises(service.polly.exceptions.InvalidSampleRateException):
        service.polly.synthesize_speech(**members)
    with pytest.raises(service.polly.exceptions.LexiconNotFoundException):
        service.polly.get_lexicon(Name="missing")


def _signed(service: Service, method: str, target: str, body: bytes, *extra: tuple[str, str]) -> bytes:
    headers = sign(method, target, [("Host", service.host), *extra], body, key=ACCESS_KEY, secret=SECRET)
    return b"".join(
        (f"{method} {target} HTTP/1.1\r\n".encode(), *(f"{k}: {v}\r\n".encode() for k, v in headers), b"\r\n")
    )


def test_a_chunked_body(service: Service) -> None:
    body = json.dumps({"Text": PROMPT, "VoiceId": "Matthew", "OutputFormat": "mp3"}).encode()
    head = _signed(service, "POST", "/v1/speech", body, ("Transfer-Encoding", "chunked"), ("Connection", "close"))
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:7], body[7:40], body[40:]))
    answer = service.raw(head + chunks + b"0\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200"), answer[:300]
    assert b"audio/mpeg" in answer


def test_expect_continue(service: Service) -> None:
    body = json.dumps({"Text": PROMPT, "VoiceId": "Matthew", "OutputFormat": "mp3"}).encode()
    extra = (("Expect", "100-continue"), ("Content-Length", str(len(body))), ("Connection", "close"))
    answer = service.raw(_signed(service, "POST", "/v1/speech", body, *extra) + body)
    assert b"HTTP/1.1 200" in answer, answer[:300]


def test_requests_on_one_connection(service: Service) -> None:
    request = _signed(service, "GET", "/v1/voices", b"")
    last = _signed(service, "GET", "/v1/lexicons", b"", ("Connection", "close"))
    answer = service.raw(request + request + last)
    assert answer.count(b"HTTP/1.1 200") == 3


@pytest.mark.parametrize("output_format", ["mp3", "pcm", "json"])
def test_speech_is_sent_as_it_is_made(service: Service, output_format: str) -> None:
    marks = ["word"] if output_format == "json" else None
    reply = service.speech(OutputFormat=output_format, SpeechMarkTypes=marks)
    assert reply.headers["Transfer-Encoding"] == "chunked"
    assert reply.headers["Content-Length"] is None


def test_all_five_voices(service: Service) -> None:
    voices = {voice["Id"]: voice for voice in service.polly.describe_voices()["Voices"]}
    assert {name: voices[name]["LanguageCode"] for name in VOICES} == VOICES
    names = {"en-US": "US English", "en-GB": "British English", "es-US": "US Spanish", "de-DE": "German",
             "fr-CA": "Canadian French"}  # fmt: skip
    for voice in voices.values():
        assert voice["LanguageName"] == names[voice["LanguageCode"]]
        assert voice["Gender"] == "Male"
        assert voice["Name"] == voice["Id"]
        assert voice["Origin"] == "aws"  # of the service, not of CreateVoice
        assert "neural" in voice["SupportedEngines"]
        assert not voice.get("AdditionalLanguageCodes")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"LanguageCode": "de-DE"}, {"Daniel"}),
        ({"LanguageCode": "en-GB", "Engine": "neural"}, {"Arthur"}),
        ({"Engine": "neural"}, set(VOICES)),
        ({"Engine": "long-form"}, set()),
        ({"LanguageCode": "fr-FR"}, set()),
        ({"LanguageCode": "es-US", "IncludeAdditionalLanguageCodes": True}, {"Pedro"}),
        ({"IncludeAdditionalLanguageCodes": False}, set(VOICES)),
    ],
)
def test_voices_are_filtered(service: Service, filters: dict[str, Any], expected: set[str]) -> None:
    pages = service.polly.get_paginator("describe_voices").paginate(**filters)
    assert {voice["Id"] for page in pages for voice in page["Voices"]} == expected


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("LanguageCode=xx-XX", "ValidationException"),
        ("LanguageCode=de-de", "ValidationException"),
        ("Engine=fast", "ValidationException"),
        ("IncludeAdditionalLanguageCodes=maybe", "ValidationException|SerializationException"),
        ("NextToken=never-given", "InvalidNextTokenException"),
        ("NextToken=" + "a" * 4097, "InvalidNextTokenException|ValidationException"),
    ],
)
def test_bad_filters_of_voices(service: Service, query: str, code: str) -> None:
    reply = service.call("GET", f"/v1/voices?{query}")
    reply.is_error(reply.code)
    assert reply.code in code.split("|")


def test_unknown_query_members_are_ignored(service: Service) -> None:
    reply = service.call("GET", "/v1/voices?Colour=blue&Engine=neural")
    assert reply.status == 200
    assert "NextToken" not in reply.json()

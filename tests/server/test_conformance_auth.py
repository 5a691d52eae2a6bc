"""Conformance with Amazon Polly: signature version 4 in headers and in presigned URLs."""

from __future__ import annotations

import hashlib
import json
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.server.clients import ACCESS_KEY, OTHER_KEY, OTHER_SECRET, SECRET
from tests.server.conformance import PROMPT, Reply, Service, refusal
from tests.server.signing import presign, sign

SPEECH = {"Text": PROMPT, "VoiceId": "Matthew", "OutputFormat": "mp3"}
DENIED = (400, 403)


def ago(**distance: float) -> datetime:
    return datetime.now(UTC) - timedelta(**distance)


@pytest.mark.parametrize("region", ["us-east-1", "eu-central-1", "us-gov-west-1", "local"])
def test_any_region(service: Service, region: str) -> None:
    assert service.call("GET", "/v1/voices", region=region).status == 200


@pytest.mark.parametrize("minutes", [-4.5, 4.5])
def test_clocks_may_differ_a_little(service: Service, minutes: float) -> None:
    assert service.call("GET", "/v1/voices", date=ago(minutes=minutes)).status == 200


@pytest.mark.parametrize("distance", [{"minutes": 6}, {"minutes": -6}, {"days": 1}, {"days": -3_000}])
def test_clocks_that_differ_too_much(service: Service, distance: dict[str, float]) -> None:
    service.call("GET", "/v1/voices", date=ago(**distance)).is_error("InvalidSignatureException", 403)


def test_a_signature_of_the_wrong_secret(service: Service) -> None:
    reply = service.call("GET", "/v1/voices", secret="not-the-secret-of-this-key")
    reply.is_error("InvalidSignatureException", 403)
    assert "not-the-secret" not in reply.message
    assert SECRET not in reply.body.decode()
    assert refusal(service.client(secret="x" * 40).describe_voices) == ("InvalidSignatureException", 403)


def test_an_unknown_key(service: Service) -> None:
    service.call("GET", "/v1/voices", key="AKIDUNKNOWN").is_error("UnrecognizedClientException", 403)
    assert refusal(service.client(key="AKIDUNKNOWN").describe_voices) == ("UnrecognizedClientException", 403)


def test_a_second_key(service: Service) -> None:
    assert service.call("GET", "/v1/voices", key=OTHER_KEY, secret=OTHER_SECRET).status == 200
    service.call("GET", "/v1/voices", key=OTHER_KEY, secret=SECRET).is_error("InvalidSignatureException", 403)


@pytest.mark.parametrize(("method", "target"), [("GET", "/v1/voices"), ("POST", "/v1/speech"), ("GET", "/v1/lexicons")])
def test_no_signature(service: Service, method: str, target: str) -> None:
    reply = service.send(method, target, [("Host", service.host)], b"{}" if method == "POST" else b"")
    reply.is_error("MissingAuthenticationTokenException", 403)


@pytest.mark.parametrize(
    "authorization",
    [
        "AWS4-HMAC-SHA256",
        "AWS4-HMAC-SHA256 Credential=AKIDTEST",
        f"AWS4-HMAC-SHA256 Credential={ACCESS_KEY}/x/y, SignedHeaders=host;x-amz-date, Signature=00",
        f"AWS4-HMAC-SHA256 Credential={ACCESS_KEY}/20260101/a/polly/aws4_request, SignedHeaders=host;x-amz-date",
        f"AWS4-HMAC-SHA256 Credential={ACCESS_KEY}/20260101/a/polly/aws4_request, Signature=" + "0" * 64,
        f"AWS4-HMAC-SHA256 Credential={ACCESS_KEY}/20260101/a/polly/aws4_request, SignedHeaders=, Signature="
        + "0" * 64,
        "AWS4-HMAC-SHA256 " + "a=b, " * 500,
    ],
    ids=range(7),
)
def test_an_incomplete_authorization_header(service: Service, authorization: str) -> None:
    headers = [("Host", service.host), ("X-Amz-Date", "20260101T000000Z"), ("Authorization", authorization)]
    service.send("GET", "/v1/voices", headers).is_error("IncompleteSignatureException", *DENIED)


@pytest.mark.parametrize("authorization", ["Basic YTpi", "Bearer abc", "AWS4-HMAC-SHA1 Credential=a", "garbage", "ü"])
def test_another_scheme_of_authorization(service: Service, authorization: str) -> None:
    reply = service.send("GET", "/v1/voices", [("Host", service.host), ("Authorization", authorization)])
    assert reply.status in DENIED
    reply.is_error(reply.code, *DENIED)
    assert reply.code in (
        "IncompleteSignatureException",
        "MissingAuthenticationTokenException",
        "UnrecognizedClientException",
        "InvalidSignatureException",
        "AccessDeniedException",
    )


@pytest.mark.parametrize(
    "signing",
    [
        {"service": "s3"},
        {"scope_day": "20200101"},
        {"payload_hash": "0" * 64},
        {"signed": ("x-amz-date",)},
    ],
    ids=str,
)
def test_a_signature_for_something_else(service: Service, signing: dict[str, Any]) -> None:
    reply = service.call("POST", "/v1/speech", SPEECH, **signing)
    assert reply.code in ("InvalidSignatureException", "IncompleteSignatureException")
    assert reply.status in DENIED


def _altered(service: Service, *, body: bytes | None = None, target: str | None = None, method: str | None = None,
             header: tuple[str, str] | None = None) -> Reply:  # fmt: skip
    """A signed request that something changed on its way."""
    sent = json.dumps(SPEECH).encode()
    names = ("content-type", "host", "x-amz-date", "x-test")
    headers = [("Host", service.host), ("Content-Type", "application/json"), ("X-Test", "a")]
    headers = sign("POST", "/v1/speech", headers, sent, key=ACCESS_KEY, secret=SECRET, signed=names)
    if header:
        headers = [header if name == header[0] else (name, value) for name, value in headers]
    return service.send(method or "POST", target or "/v1/speech", headers, sent if body is None else body)


@pytest.mark.parametrize(
    "change",
    [
        {"body": b'{"Text": "Other.", "VoiceId": "Matthew", "OutputFormat": "mp3"}'},
        {"body": b""},
        {"target": "/v1/speech?a=b"},
        {"target": "/v1/synthesisTasks"},
        {"method": "PUT"},
        {"header": ("X-Test", "b")},
        {"header": ("Content-Type", "text/plain")},
        {"header": ("Host", "polly.us-east-1.amazonaws.com")},
    ],
    ids=str,
)
def test_what_was_altered_is_refused(service: Service, change: dict[str, Any]) -> None:
    assert _altered(service).status == 200
    reply = _altered(service, **change)
    assert (reply.status, reply.code) in [
        (403, "InvalidSignatureException"), (404, "UnknownOperationException"), (405, "UnknownOperationException")
    ]  # fmt: skip


def test_a_header_sent_twice(service: Service) -> None:
    extra = [("X-Test", "b"), ("X-Test", "a  c ")]
    assert service.call("GET", "/v1/voices", extra=extra, signed=("host", "x-amz-date", "x-test")).status == 200


def test_headers_beyond_the_signed_ones(service: Service) -> None:
    assert service.call("GET", "/v1/voices", extra=[("User-Agent", "proxy"), ("Via", "1.1 proxy")]).status == 200


def test_a_signed_header_that_is_not_sent(service: Service) -> None:
    reply = service.call("GET", "/v1/voices", signed=("host", "x-absent", "x-amz-date"))
    assert reply.code in ("InvalidSignatureException", "IncompleteSignatureException", "")
    assert reply.status in (200, *DENIED)


@pytest.mark.parametrize("separator", [",", ", ", ",   "])
def test_spaces_in_the_authorization_header(service: Service, separator: str) -> None:
    assert service.call("GET", "/v1/voices", separator=separator).status == 200


def test_the_date_header_in_place_of_x_amz_date(service: Service) -> None:
    now = datetime.now(UTC)
    extra = [("Date", format_datetime(now, usegmt=True))]
    reply = service.call("GET", "/v1/voices", extra=extra, signed=("date", "host"), date=now, date_header=False)
    assert reply.status in (200, *DENIED), reply.body
    undated = service.call("GET", "/v1/voices", signed=("host",), date_header=False)
    undated.is_error("IncompleteSignatureException", *DENIED)


def test_an_unsigned_payload(service: Service) -> None:
    unsigned = {"extra": [("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD")], "payload_hash": "UNSIGNED-PAYLOAD"}
    signed = ("host", "x-amz-content-sha256", "x-amz-date")
    assert service.call("POST", "/v1/speech", SPEECH, signed=signed, **unsigned).status == 200
    # Whoever only says so, without signing it, gets nowhere.
    assert service.call("POST", "/v1/speech", SPEECH, extra=unsigned["extra"], payload_hash="0" * 64).status == 403


@pytest.mark.parametrize("right", [True, False])
def test_the_payload_hash_in_a_header(service: Service, right: bool) -> None:
    body = json.dumps(SPEECH).encode()
    digest = hashlib.sha256(body if right else b"another body").hexdigest()
    reply = service.call(
        "POST", "/v1/speech", body, extra=[("X-Amz-Content-Sha256", digest)], payload_hash=digest,
        signed=("host", "x-amz-content-sha256", "x-amz-date"),
    )  # fmt: skip
    assert reply.status == 200 if right else reply.status in DENIED


@pytest.mark.parametrize(
    "target", ["/v1/lexicons/a%20b", "/v1/lexicons/%C3%BC", "/v1/lexicons/a%2Fb", "/v1/lexicons/a+b"]
)
def test_encoded_paths_are_signed_twice_encoded(service: Service, target: str) -> None:
    reply = service.call("GET", target)
    assert (reply.status, reply.code) in [(400, "ValidationException"), (404, "UnknownOperationException")]


@pytest.mark.parametrize(
    "query", ["NextToken=a%2Fb%2Bc%3D", "b=2&a=1&a=0&a-b=3", "a", "a=&b", "%C3%BC=%C3%A9", "A=1&a=1"]
)
def test_queries_are_signed_in_order(service: Service, query: str) -> None:
    reply = service.call("GET", f"/v1/voices?{query}")
    # "a" without "=" is canonically "a=", which the test's signer has.
    assert reply.code == "InvalidNextTokenException" if "NextToken" in query else reply.status == 200


def _presigned(service: Service, operation: str = "synthesize_speech", expires: int = 60, **members: Any) -> str:
    return service.polly.generate_presigned_url(operation, Params=members, HttpMethod="GET", ExpiresIn=expires)


def _fetch(url: str, method: str = "GET", data: bytes | None = None) -> Reply:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, method=method, data=data), timeout=60) as answer:
            return Reply(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return Reply(error.code, error.headers, error.read())


def test_a_presigned_url_gives_the_same_audio(service: Service) -> None:
    members = {"Text": PROMPT, "VoiceId": "Arthur", "OutputFormat": "pcm", "SampleRate": "16000", "Engine": "neural"}
    reply = _fetch(_presigned(service, **members))
    assert (reply.status, reply.headers["Content-Type"]) == (200, "audio/pcm")
    assert reply.body == service.polly.synthesize_speech(**members)["AudioStream"].read()
    assert reply.headers["x-amzn-RequestCharacters"] == str(len(PROMPT))


@pytest.mark.parametrize("text", ["Größe & Maß: 5 + 5 = 10?", "<speak>Größe <break time='1s'/> &amp; Maß.</speak>"])
def test_presigned_texts_of_any_kind(service: Service, text: str) -> None:
    kind = "ssml" if text.startswith("<") else "text"
    reply = _fetch(_presigned(service, Text=text, TextType=kind, VoiceId="Daniel", OutputFormat="pcm"))
    assert len(reply.body) == 2 * len(service.pcm(text, "Daniel"))


def test_presigned_lists(service: Service) -> None:
    members = {"Text": PROMPT, "VoiceId": "Matthew", "OutputFormat": "json", "SpeechMarkTypes": ["word", "sentence"]}
    types = [json.loads(line)["type"] for line in _fetch(_presigned(service, **members)).body.splitlines()]
    assert types == ["sentence", "word", "word", "word", "word"]
    reply = _fetch(_presigned(service, **{**SPEECH, "LexiconNames": ["absent", "missing"]}))
    reply.is_error("LexiconNotFoundException", 404)


def test_presigned_errors_have_their_form(service: Service) -> None:
    _fetch(_presigned(service, **{**SPEECH, "SampleRate": "7"})).is_error("InvalidSampleRateException")
    _fetch(_presigned(service, **{**SPEECH, "VoiceId": "Nobody"})).is_error("ValidationException")


def test_other_operations_presigned(service: Service) -> None:
    assert len(_fetch(_presigned(service, "describe_voices", LanguageCode="fr-CA")).json()["Voices"]) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("VoiceId=Matthew", "VoiceId=Arthur"),
        ("X-Amz-Expires=60", "X-Amz-Expires=6000"),
        ("&X-Amz-Signature=", "&X-Amz-Signature=0"),
        ("OutputFormat=mp3", "OutputFormat=mp3&Engine=neural"),
        ("/v1/speech", "/v1/voices"),
    ],
)
def test_an_altered_presigned_url(service: Service, old: str, new: str) -> None:
    url = _presigned(service, **SPEECH)
    assert old in url
    _fetch(url.replace(old, new)).is_error("InvalidSignatureException", 403)


def test_an_expired_presigned_url(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("botocore.auth.get_current_datetime", lambda: datetime.now(UTC) - timedelta(seconds=90))
    reply = _fetch(_presigned(service, expires=30, **SPEECH))
    assert (reply.status, reply.code) in [(403, "InvalidSignatureException"), (403, "ExpiredTokenException")]
    assert "expired" in reply.message.lower()
    assert _fetch(_presigned(service, expires=600, **SPEECH)).status == 200


@pytest.mark.parametrize("expires", [604_801, 0, -5])
def test_how_long_a_presigned_url_may_last(service: Service, expires: int) -> None:
    reply = _fetch(_presigned(service, expires=expires, **SPEECH))
    assert reply.status in DENIED
    assert reply.code.endswith("Exception")


@pytest.mark.parametrize(
    "parameter", ["X-Amz-Signature", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders"]
)
def test_an_incomplete_presigned_url(service: Service, parameter: str) -> None:
    parts = urlsplit(_presigned(service, **SPEECH))
    query = "&".join(part for part in parts.query.split("&") if not part.startswith(f"{parameter}="))
    reply = _fetch(parts._replace(query=query).geturl())
    assert reply.status in DENIED
    assert reply.code in (
        "IncompleteSignatureException",
        "InvalidSignatureException",
        "MissingAuthenticationTokenException",
    )


def test_the_payload_hash_need_not_be_a_signed_header(service: Service) -> None:
    body = json.dumps(SPEECH).encode()
    digest = hashlib.sha256(body).hexdigest()
    assert service.call("POST", "/v1/speech", body, extra=[("X-Amz-Content-Sha256", digest)]).status == 200
    for other in ("0" * 64, "UNSIGNED-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-EVENTS"):
        reply = service.call("POST", "/v1/speech", body, extra=[("X-Amz-Content-Sha256", other)])
        reply.is_error("InvalidSignatureException", 403)
    token = service.call("POST", "/v1/speech", body, extra=[("X-Amz-Security-Token", "any")])
    token.is_error("InvalidSignatureException", 403)


def test_a_plus_in_a_query_is_a_space(service: Service) -> None:
    url = _presigned(service, **{**SPEECH, "Text": "Five + five."})
    assert "Five%20%2B%20five" in url
    spaced = _fetch(url.replace("%20", "+"))
    assert (spaced.status, spaced.body) == (200, _fetch(url).body)
    _fetch(url.replace("%2B", "+")).is_error("InvalidSignatureException", 403)


@pytest.mark.parametrize("minutes", [0, -4, 4])
def test_a_presigned_url_without_an_expiry_lasts_as_long_as_a_header(service: Service, minutes: int) -> None:
    def url(late: int) -> str:
        date = datetime.now(UTC) + timedelta(minutes=late)
        target = "/v1/speech?Text=Gr%C3%BC%C3%9Fe%21&VoiceId=Daniel&OutputFormat=mp3"
        host = f"127.0.0.1:{service.port}"
        return f"http://{host}{presign(target, host, key=ACCESS_KEY, secret=SECRET, date=date)}"

    assert _fetch(url(minutes)).status == 200
    _fetch(url(minutes).replace("Daniel", "Arthur")).is_error("InvalidSignatureException", 403)
    _fetch(url(minutes + (6 if minutes > 0 else -6))).is_error("InvalidSignatureException", 403)
    _fetch(f"{url(minutes)}&X-Amz-Expires=600").is_error("InvalidSignatureException", 403)


def test_a_presigned_url_is_for_one_method(service: Service) -> None:
    assert _fetch(_presigned(service, **SPEECH), "POST", b"{}").status == 403
    assert _fetch(_presigned(service, **SPEECH), "DELETE").status in (403, 404, 405)

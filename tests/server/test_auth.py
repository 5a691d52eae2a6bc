"""Signatures: against botocore's own signer, and a server with keys against everything that is wrong with a request."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
import requests
from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as BotoCredentials
from hypothesis import given, settings
from hypothesis import strategies as st

from server.auth.keys import AccessKey, KeyFile, Keys
from server.auth.verify import HttpRequest, read_credentials
from server.errors import ApiError
from tests.server.clients import ACCESS_KEY, BEARER, SECRET

KEYS = Keys(KeyFile((AccessKey(ACCESS_KEY, SECRET),)))
NOW = datetime(2026, 11, 26, 12, 0, 0, tzinfo=UTC)
BODY = {"Text": "Hello.", "VoiceId": "Arthur", "OutputFormat": "pcm"}


def signed(
    method: str, url: str, body: bytes = b"", *, at: datetime = NOW, headers=None, service="polly", expires=None
):
    """A request with botocore's signature, as made at a time."""
    request = AWSRequest(method, url, data=body, headers=headers or {})
    credentials = BotoCredentials(ACCESS_KEY, SECRET)
    signer = (
        SigV4QueryAuth(credentials, "polly", "eu-central-1", expires=expires)
        if expires
        else SigV4Auth(credentials, "polly", "eu-central-1")
    )
    with mock.patch("botocore.auth.get_current_datetime", return_value=at.replace(tzinfo=None)):
        signer.add_auth(request)
    return request.prepare()


def received(prepared) -> HttpRequest:
    """The same request as the service sees it."""
    rest = prepared.url.split("://", 1)[1]
    host, _, target = rest.partition("/")
    path, _, query = f"/{target}".partition("?")
    headers = {"host": [host]}
    for name, value in prepared.headers.items():
        headers[name.lower()] = [value.decode() if isinstance(value, bytes) else value]
    return HttpRequest(prepared.method, path, query, headers)


def refusal(request: HttpRequest, body: bytes = b"", now: datetime = NOW, keys: Keys = KEYS) -> ApiError:
    with pytest.raises(ApiError) as caught:
        read_credentials(request, keys, 300, now).check(body)
    assert caught.value.status == 403
    return caught.value


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:8080/v1/voices",
        "http://localhost:8080/v1/voices?LanguageCode=en-US&Engine=neural",
        "http://localhost:8080/v1/lexicons/a%20b",
        "http://localhost:8080/v1/lexicons/%C3%A4%2F",
        "http://localhost:8080/v1/listTagsForResource/?arn=arn%3Aaws%3Apolly%3Aeu%3A1%3Alexicon%2Fx",
        "http://localhost:8080/v1/x?b=2&a=2&a=1&c&d=",
    ],
)
def test_agrees_with_botocore(url):
    for body in (b"", b'{"Text":"x"}'):
        read_credentials(received(signed("POST", url, body)), KEYS, 300, NOW).check(body)


@settings(max_examples=60, deadline=None)
@given(
    path=st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    query=st.dictionaries(st.text(min_size=1, max_size=5), st.text(max_size=8), max_size=4),
    body=st.binary(max_size=50),
)
def test_agrees_with_botocore_on_any_path_and_query(path, query, body):
    from urllib.parse import quote

    target = "/v1/" + quote(path.replace("/", "").replace(".", ""), safe="")
    text = "&".join(f"{quote(name, safe='-_.~')}={quote(value, safe='-_.~')}" for name, value in query.items())
    prepared = signed("PUT", f"http://localhost{target}?{text}" if text else f"http://localhost{target}", body)
    read_credentials(received(prepared), KEYS, 300, NOW).check(body)


def test_authority_is_read_as_host():
    # Signed by the client for JavaScript 3.1142 under HTTP/2; computed here by signing a header of that name.
    from server.auth import sigv4

    headers = {"host": ["localhost:8080"], "x-amz-date": ["20261126T120000Z"]}
    names = (":authority", "x-amz-date")
    scope = sigv4.CredentialScope(ACCESS_KEY, "20261126", "eu-central-1", "polly")
    canonical = sigv4.canonical_request(
        "GET", "/v1/voices", "", {**headers, ":authority": ["localhost:8080"]}, names, sigv4.sha256_hex(b"")
    )
    key = sigv4.signing_key(SECRET, scope)
    signature = sigv4.signature(key, sigv4.string_to_sign("20261126T120000Z", scope, canonical))
    headers["authorization"] = [
        f"AWS4-HMAC-SHA256 Credential={ACCESS_KEY}/{scope.text}, SignedHeaders={';'.join(names)}, Signature={signature}"
    ]
    request = HttpRequest("GET", "/v1/voices", "", headers)
    read_credentials(request, KEYS, 300, NOW).check(b"")
    elsewhere = HttpRequest("GET", "/v1/voices", "", {**headers, "host": ["other:8080"]})
    assert refusal(elsewhere).code == "InvalidSignatureException"


def test_what_was_signed_cannot_be_changed():
    prepared = signed("POST", "http://localhost/v1/speech?a=1", b"{}")
    request = received(prepared)
    for method, path, query, body in (
        ("PUT", "/v1/speech", "a=1", b"{}"),
        ("POST", "/v1/lexicons", "a=1", b"{}"),
        ("POST", "/v1/speech", "a=2", b"{}"),
        ("POST", "/v1/speech", "a=1&a=1", b"{}"),
        ("POST", "/v1/speech", "a=1", b"{} "),
    ):
        assert refusal(HttpRequest(method, path, query, request.headers), body).code == "InvalidSignatureException"
    for name, value in (("host", ["other"]), ("x-amz-security-token", ["more"]), ("x-amzn-voiceid", ["Joe"])):
        changed = HttpRequest("POST", "/v1/speech", "a=1", {**request.headers, name: value})
        assert refusal(changed, b"{}").code == "InvalidSignatureException"


def test_a_declared_hash_binds_the_body():
    import hashlib

    digest = hashlib.sha256(b"{}").hexdigest()
    prepared = signed("POST", "http://localhost/v1/speech", b"{}", headers={"X-Amz-Content-SHA256": digest})
    read_credentials(received(prepared), KEYS, 300, NOW).check(b"{}")
    assert refusal(received(prepared), b"[]").code == "InvalidSignatureException"


@pytest.mark.parametrize(("minutes", "word"), [(-6, "expired"), (6, "not yet current")])
def test_clocks_may_differ_by_five_minutes(minutes, word):
    late = received(signed("GET", "http://localhost/v1/voices", at=NOW + timedelta(minutes=minutes)))
    error = refusal(late)
    assert error.code == "InvalidSignatureException"
    assert word in error.message
    near = received(signed("GET", "http://localhost/v1/voices", at=NOW + timedelta(minutes=minutes - minutes // 3)))
    read_credentials(near, KEYS, 300, NOW).check(b"")


def test_presigned_urls_expire():
    url = "http://localhost/v1/speech?Text=Hello%20you&VoiceId=Arthur"
    request = received(signed("GET", url, expires=60))
    read_credentials(request, KEYS, 300, NOW + timedelta(seconds=59)).check(b"")
    assert "expired" in refusal(request, now=NOW + timedelta(seconds=61)).message
    assert "not yet" in refusal(request, now=NOW - timedelta(minutes=6)).message
    longer = HttpRequest(
        "GET", request.raw_path, request.raw_query.replace("Expires=60", "Expires=600"), request.headers
    )
    assert refusal(longer).code == "InvalidSignatureException"
    forever = HttpRequest("GET", request.raw_path, request.raw_query.replace("Expires=60", "Expires=999999"), {})
    assert refusal(forever).code == "IncompleteSignatureException"
    changed = HttpRequest("GET", request.raw_path, request.raw_query.replace("Hello", "Other"), request.headers)
    assert refusal(changed).code == "InvalidSignatureException"
    posted = HttpRequest("POST", request.raw_path, request.raw_query, request.headers)
    assert refusal(posted).code == "InvalidSignatureException"


@pytest.mark.parametrize(
    ("authorization", "code"),
    [
        (None, "MissingAuthenticationTokenException"),
        ("", "IncompleteSignatureException"),
        ("Bearer abc", "IncompleteSignatureException"),
        ("AWS4-HMAC-SHA256", "IncompleteSignatureException"),
        ("AWS4-HMAC-SHA256 Credential=, SignedHeaders=, Signature=", "IncompleteSignatureException"),
        (
            "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host;x-amz-date, Signature=0",
            "IncompleteSignatureException",
        ),
        (
            "AWS4-HMAC-SHA256 Credential=AKIDNOBODY/20261126/eu-central-1/polly/aws4_request, "
            f"SignedHeaders=host;x-amz-date, Signature={'0' * 64}",
            "UnrecognizedClientException",
        ),
        (
            "AWS4-HMAC-SHA256 Credential=AKIDTEST/20261126/eu-central-1/s3/aws4_request, "
            f"SignedHeaders=host;x-amz-date, Signature={'0' * 64}",
            "InvalidSignatureException",
        ),
        (
            "AWS4-HMAC-SHA256 Credential=AKIDTEST/20261125/eu-central-1/polly/aws4_request, "
            f"SignedHeaders=host;x-amz-date, Signature={'0' * 64}",
            "InvalidSignatureException",
        ),
        (
            "AWS4-HMAC-SHA256 Credential=AKIDTEST/20261126/eu-central-1/polly/aws4_request, "
            f"SignedHeaders=x-amz-date, Signature={'0' * 64}",
            "InvalidSignatureException",
        ),
        (
            "AWS4-HMAC-SHA256 Credential=AKIDTEST/20261126/eu-central-1/polly/aws4_request, "
            f"SignedHeaders=host;x-amz-date;x-gone, Signature={'0' * 64}",
            "InvalidSignatureException",
        ),
        (
            "AWS4-HMAC-SHA256 Credential=AKIDTEST/20261126/eu-central-1/polly/aws4_request, "
            "SignedHeaders=host;x-amz-date, Signature=xyz",
            "InvalidSignatureException",
        ),
    ],
)
def test_headers_that_cannot_be_right(authorization, code):
    headers = {"host": ["localhost"], "x-amz-date": ["20261126T120000Z"]}
    if authorization is not None:
        headers["authorization"] = [authorization]
    assert refusal(HttpRequest("GET", "/v1/voices", "", headers)).code == code


def test_real_client_with_keys(keyed_polly):
    assert len(keyed_polly.describe_voices()["Voices"]) == 5
    assert keyed_polly.synthesize_speech(**BODY)["AudioStream"].read()


def live(method: str, server, target: str, body: bytes = b"", **changes):
    prepared = signed(method, server.url + target, body, at=changes.pop("at", datetime.now(UTC)))
    headers = {**dict(prepared.headers), **changes.pop("headers", {})}
    return requests.request(method, changes.pop("url", prepared.url), data=changes.pop("data", body), headers=headers,
                            timeout=60)  # fmt: skip


def test_refusals_on_the_wire(keyed_server):
    body = json.dumps(BODY).encode()
    assert live("POST", keyed_server, "/v1/speech", body).status_code == 200
    authorization = signed("GET", keyed_server.url + "/v1/voices", at=datetime.now(UTC)).headers["Authorization"]
    cases = {
        "InvalidSignatureException": live("POST", keyed_server, "/v1/speech", body, data=body + b" "),
        "MissingAuthenticationTokenException": requests.post(f"{keyed_server.url}/v1/speech", data=body, timeout=60),
        "UnrecognizedClientException": live(
            "GET",
            keyed_server,
            "/v1/voices",
            headers={"Authorization": authorization.replace("AKID", "AKIX")},
        ),
    }  # fmt: skip
    for code, response in cases.items():
        assert response.status_code == 403
        assert response.headers["x-amzn-ErrorType"] == code
        assert response.json()["message"]
        assert response.headers["x-amzn-RequestId"]


def test_strangers_cannot_make_the_service_read_bodies(keyed_server):
    import socket

    with socket.create_connection(("127.0.0.1", keyed_server.port), timeout=20) as connection:
        connection.sendall(b"POST /v1/speech HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n")
        assert b"403" in connection.recv(4096).split(b"\r\n")[0]  # answered without a byte of the body


def test_nothing_but_health_is_open(keyed_server):
    for path in ("/v1/voices", "/v1/lexicons", "/v1/synthesisTasks", "/v1/speech?Text=a"):
        assert requests.get(keyed_server.url + path, timeout=60).status_code == 403
    for path in ("/v1/models", "/v1/audio/voices", "/v1/audio/speech"):
        assert requests.get(keyed_server.url + path, timeout=60).status_code == 401
    for path in ("/healthz", "/readyz", "/metrics", "/"):
        assert requests.get(keyed_server.url + path, timeout=60).status_code == 200


def test_secrets_and_texts_are_not_logged(keyed_server, keyed_polly):
    text = "A private sentence about nobody."
    keyed_polly.synthesize_speech(**{**BODY, "Text": text})["AudioStream"].read()
    requests.get(f"{keyed_server.url}/v1/models", headers={"Authorization": f"Bearer {BEARER}"}, timeout=60)
    log = keyed_server.log.read_text()
    assert '"operation": "SynthesizeSpeech"' in log
    assert ACCESS_KEY in log
    for secret in (text, "private", SECRET, BEARER):
        assert secret not in log

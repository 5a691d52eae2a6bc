"""AWS Signature Version 4: the arithmetic.

The canonical request, the string to sign and the signing key follow "Create a signed AWS API request" of the AWS IAM
user guide; event signatures follow the SDKs' event stream signers. Verifying who may call is `server.auth.verify`.
"""

from __future__ import annotations

import hashlib
import hmac
import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

ALGORITHM = "AWS4-HMAC-SHA256"
EVENT_ALGORITHM = "AWS4-HMAC-SHA256-PAYLOAD"
SERVICE = "polly"
UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD"
STREAMING_EVENTS = "STREAMING-AWS4-HMAC-SHA256-EVENTS"

_UNRESERVED = "-_.~"
_SPACES = re.compile(r" +")


@dataclass(frozen=True, slots=True)
class CredentialScope:
    """For whom, and for which day, region and service a signature is made."""

    key_id: str
    date: str
    region: str
    service: str

    @property
    def text(self) -> str:
        return f"{self.date}/{self.region}/{self.service}/aws4_request"


def sha256_hex(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def canonical_path(raw_path: str) -> str:
    """The path as it was received, without dot segments, encoded once more (every service but S3 does that)."""
    path = raw_path or "/"
    normal = posixpath.normpath(path).replace("//", "/", 1) if path != "/" else "/"
    if path.endswith("/") and not normal.endswith("/"):
        normal += "/"
    return quote(normal, safe="/" + _UNRESERVED)


def canonical_query(raw_query: str, leave_out: str = "") -> str:
    """Keys and values encoded the one right way, sorted; repeated keys stay.

    Args:
        raw_query: as received, without the question mark.
        leave_out: a key that is not part of the signature.
    """
    pairs = []
    for part in raw_query.split("&"):
        if not part:
            continue
        key, _, value = part.partition("=")
        key, value = _encode_again(key), _encode_again(value)
        if not leave_out or key != leave_out:
            pairs.append((key, value))
    return "&".join(f"{key}={value}" for key, value in sorted(pairs))


def canonical_request(
    method: str,
    raw_path: str,
    query: str,
    headers: Mapping[str, Sequence[str]],
    signed_headers: Iterable[str],
    payload_hash: str,
) -> str:
    """The text whose hash is signed.

    Args:
        method: HTTP method.
        raw_path: as received.
        query: a canonical query.
        headers: values by lower-case name.
        signed_headers: names in the order of the signature; each has to be in `headers`.
        payload_hash: hex digest, or one of the constants above.
    """
    names = list(signed_headers)
    lines = [f"{name}:{','.join(_trimmed(value) for value in headers[name])}\n" for name in names]
    return "\n".join((method, canonical_path(raw_path), query, "".join(lines), ";".join(names), payload_hash))


def string_to_sign(timestamp: str, scope: CredentialScope, canonical: str) -> str:
    return "\n".join((ALGORITHM, timestamp, scope.text, sha256_hex(canonical.encode("utf-8", "surrogateescape"))))


def signing_key(secret: str, scope: CredentialScope) -> bytes:
    key = b"AWS4" + secret.encode()
    for part in (scope.date, scope.region, scope.service, "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return key


def signature(key: bytes, text: str) -> str:
    return hmac.digest(key, text.encode(), "sha256").hex()


def event_signature(
    key: bytes, scope: CredentialScope, timestamp: str, prior: str, headers: bytes, payload: bytes
) -> bytes:
    """Signature of one event of a stream.

    Args:
        key: from `signing_key`.
        scope: of the request.
        timestamp: of the event, like 20261126T120000Z.
        prior: hex signature of the event before; of the request for the first.
        headers: encoded headers of the event without its signature.
        payload: of the event.
    """
    lines = (EVENT_ALGORITHM, timestamp, scope.text, prior, sha256_hex(headers), sha256_hex(payload))
    return hmac.digest(key, "\n".join(lines).encode(), "sha256")


def _encode_again(text: str) -> str:
    # A plus is a space here as where the values are read: else it could take the place of "%2B", and the text change.
    return quote(unquote_to_bytes(text.replace("+", " ")), safe=_UNRESERVED)


def _trimmed(value: str) -> str:
    return _SPACES.sub(" ", value.strip())

"""Signature version 4 from its specification, for tests: independent of the server's and of botocore's code, and able
to sign what no SDK would send."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import quote

Header = tuple[str, str]


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _signing_key(secret: str, *scope: str) -> bytes:
    key = f"AWS4{secret}".encode()
    for part in scope:
        key = hmac.digest(key, part.encode(), "sha256")
    return key


def canonical_query(query: str) -> str:
    """`query` is as on the wire: encoded."""
    pairs = [part.partition("=") for part in query.split("&") if part]
    return "&".join(f"{name}={value}" for name, value in sorted((name, value) for name, _, value in pairs))


def canonical_headers(headers: Iterable[Header], signed: Iterable[str]) -> str:
    values: dict[str, list[str]] = {}
    for name, value in headers:
        values.setdefault(name.lower(), []).append(" ".join(value.split()))
    return "".join(f"{name}:{','.join(values.get(name, []))}\n" for name in signed)


def sign(
    method: str,
    target: str,
    headers: list[Header],
    body: bytes,
    *,
    key: str,
    secret: str,
    region: str = "us-east-1",
    service: str = "polly",
    date: datetime | None = None,
    scope_day: str | None = None,
    signed: tuple[str, ...] = ("host", "x-amz-date"),
    payload_hash: str | None = None,
    separator: str = ", ",
    date_header: bool = True,
) -> list[Header]:
    """`headers` (with Host) and what signs them.

    Args:
        target: path and query as they go over the wire.
        date: of the signature, now if left out.
        scope_day: day of the credential scope where it is not that of `date`.
        signed: names of the signed headers, in order.
        payload_hash: where it is not that of `body`.
        separator: between the parts of the Authorization header.
        date_header: add X-Amz-Date (else `headers` have a Date).
    """
    stamp = (date or datetime.now(UTC)).strftime("%Y%m%dT%H%M%SZ")
    path, _, query = target.partition("?")
    complete = [*headers, ("X-Amz-Date", stamp)] if date_header else list(headers)
    names = ";".join(signed)
    request = "\n".join(
        (
            method,
            quote(path, safe="/-_.~"),
            canonical_query(query),
            canonical_headers(complete, signed),
            names,
            payload_hash or sha256(body),
        )
    )
    day = scope_day or stamp[:8]
    scope = f"{day}/{region}/{service}/aws4_request"
    text = "\n".join(("AWS4-HMAC-SHA256", stamp, scope, sha256(request.encode())))
    signature = hmac.new(
        _signing_key(secret, day, region, service, "aws4_request"), text.encode(), "sha256"
    ).hexdigest()
    parts = (f"Credential={key}/{scope}", f"SignedHeaders={names}", f"Signature={signature}")
    return [*complete, ("Authorization", f"AWS4-HMAC-SHA256 {separator.join(parts)}")]


def presign(target: str, host: str, *, key: str, secret: str, date: datetime | None = None) -> str:
    """`target` (path and encoded query) with a signature that does not say when it expires."""
    stamp = (date or datetime.now(UTC)).strftime("%Y%m%dT%H%M%SZ")
    scope = f"{stamp[:8]}/us-east-1/polly/aws4_request"
    parts = {"Algorithm": "AWS4-HMAC-SHA256", "Credential": quote(f"{key}/{scope}", safe=""), "Date": stamp}
    target += "".join(f"&X-Amz-{name}={value}" for name, value in {**parts, "SignedHeaders": "host"}.items())
    path, _, query = target.partition("?")
    request = "\n".join(("GET", quote(path), canonical_query(query), f"host:{host}\n", "host", sha256(b"")))
    text = "\n".join(("AWS4-HMAC-SHA256", stamp, scope, sha256(request.encode())))
    signature = hmac.new(_signing_key(secret, *scope.split("/")), text.encode(), "sha256").hexdigest()
    return f"{target}&X-Amz-Signature={signature}"

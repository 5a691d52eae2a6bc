"""Who signed a request: header and presigned signatures, checked in two steps.

`read_credentials` needs no body: it refuses what is malformed, unknown, too old or not signed over what matters, so
that strangers cannot make the service read bodies. `Credentials.check` then compares the signature over the body.
Messages and codes are those that the AWS clients know.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

from server.auth import sigv4
from server.auth.keys import AccessKey, Keys
from server.errors import ApiError

LONGEST_EXPIRY_S = 7 * 24 * 3600
_TIME = "%Y%m%dT%H%M%SZ"
_CREDENTIAL = re.compile(r"([A-Za-z0-9_]{3,128})/(\d{8})/([a-z0-9-]{1,40})/([a-z0-9-]{1,40})/aws4_request")
_SIGNATURE = re.compile(r"[0-9a-f]{64}")
_HEADER_NAME = re.compile(r":?[a-z0-9!#$%&'*+.^_`|~-]{1,100}")
_PAYLOAD_HASH = re.compile(r"[0-9a-f]{64}")
_UNSIGNED_HEADERS = frozenset({"x-amzn-trace-id", "x-amz-content-sha256"})
"""Load balancers add the first on the way. The second is part of what is signed, if not among the headers."""

Headers = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """What a signature covers but the body; header names in lower case, path and query as received.

    `client` is the address of the other end of the connection, "" where there is none.
    """

    method: str
    raw_path: str
    raw_query: str
    headers: Headers
    client: str = ""


@dataclass(frozen=True, slots=True)
class Credentials:
    """A plausible signature of a known key, not yet compared."""

    key: AccessKey
    scope: sigv4.CredentialScope
    timestamp: str
    signature: str
    payload_hash: str
    """Hex digest or a constant of `sigv4`; empty: the hash of the body."""
    signed_headers: tuple[str, ...]
    query: str
    request: HttpRequest = field(repr=False)

    @property
    def is_event_stream(self) -> bool:
        return self.payload_hash == sigv4.STREAMING_EVENTS

    def check(self, body: bytes) -> None:
        """Compare the signature, in constant time.

        Raises:
            ApiError: InvalidSignatureException.
        """
        body_hash = sigv4.sha256_hex(body)
        payload_hash = self.payload_hash or body_hash
        headers = dict(self.request.headers)
        # HTTP/2 clients sign the pseudo-header, whose value is that of Host.
        headers.setdefault(":authority", headers.get("host", ()))
        canonical = sigv4.canonical_request(
            self.request.method, self.request.raw_path, self.query, headers, self.signed_headers, payload_hash
        )
        key = sigv4.signing_key(self.key.secret, self.scope)
        expected = sigv4.signature(key, sigv4.string_to_sign(self.timestamp, self.scope, canonical))
        matches = hmac.compare_digest(expected, self.signature)
        if _PAYLOAD_HASH.fullmatch(payload_hash):
            matches &= hmac.compare_digest(payload_hash, body_hash)
        if not matches:
            raise _invalid(
                "The request signature we calculated does not match the signature you provided. Check your AWS "
                "Secret Access Key and signing method. Consult the service documentation for details."
            )


def read_credentials(request: HttpRequest, keys: Keys, skew_s: float, now: datetime | None = None) -> Credentials:
    """The credentials of a request, from its Authorization header or its query.

    Args:
        request: with raw path and query.
        keys: the known keys.
        skew_s: seconds by which the two clocks may differ.
        now: the time, with time zone; the machine's if None.

    Raises:
        ApiError: there are none, or they cannot be right.
    """
    now = now or datetime.now(UTC)
    authorization = request.headers.get("authorization", ())
    if len(authorization) > 1:
        raise _incomplete("There is more than one Authorization header.")
    if authorization:
        return _from_header(authorization[0], request, keys, skew_s, now)
    query = dict(parse_qsl(request.raw_query, keep_blank_values=True))
    if "X-Amz-Algorithm" in query or "X-Amz-Signature" in query:
        return _from_query(query, request, keys, skew_s, now)
    raise ApiError("MissingAuthenticationTokenException", "Missing Authentication Token", 403)


def claimed_region(request: HttpRequest) -> str:
    """The region that a request claims to be signed for, or "": for open mode, where nothing is verified."""
    text = " ".join(request.headers.get("authorization", ()))
    text += " " + " ".join(v for k, v in parse_qsl(request.raw_query) if k == "X-Amz-Credential")
    found = _CREDENTIAL.search(text)
    return found.group(3) if found else ""


def _from_header(text: str, request: HttpRequest, keys: Keys, skew_s: float, now: datetime) -> Credentials:
    algorithm, _, rest = text.partition(" ")
    if algorithm != sigv4.ALGORITHM:
        raise _incomplete(f"Authorization must begin with {sigv4.ALGORITHM!r}.")
    parts = dict(part.strip().partition("=")[::2] for part in rest.split(","))
    for name in ("Credential", "Signature", "SignedHeaders"):
        if not parts.get(name):
            raise _incomplete(f"Authorization header requires '{name}' parameter.")
    date = _single(request, "x-amz-date")
    if date is None:
        raise _incomplete("Authorization header requires existence of a 'X-Amz-Date' header.")
    moment = _moment(date)
    key, scope = _key(parts["Credential"], keys, date)
    _check_skew(date, moment, now, skew_s)
    signed = _signed_headers(parts["SignedHeaders"], request)
    if "x-amz-date" not in signed:
        raise _incomplete("'X-Amz-Date' must be a 'SignedHeader' in the AWS Authorization.")
    payload_hash = _single(request, "x-amz-content-sha256") or ""
    known = (sigv4.UNSIGNED_PAYLOAD, sigv4.STREAMING_EVENTS)
    if payload_hash and payload_hash not in known and not _PAYLOAD_HASH.fullmatch(payload_hash):
        raise _invalid("The value of 'X-Amz-Content-Sha256' is not valid.")
    query = sigv4.canonical_query(request.raw_query)
    return Credentials(key, scope, date, _hex(parts["Signature"]), payload_hash, signed, query, request)


def _from_query(
    query: Mapping[str, str], request: HttpRequest, keys: Keys, skew_s: float, now: datetime
) -> Credentials:
    names = ("Algorithm", "Credential", "Signature", "SignedHeaders", "Date")
    missing = [name for name in names if not query.get(f"X-Amz-{name}")]
    if missing:
        raise _incomplete(f"AWS query-string parameters must include 'X-Amz-{missing[0]}'.")
    if query["X-Amz-Algorithm"] != sigv4.ALGORITHM:
        raise _incomplete(f"X-Amz-Algorithm must be {sigv4.ALGORITHM!r}.")
    if request.method != "GET":
        raise _invalid("Only GET requests can be presigned.")  # the hash of a body would not be covered
    date = query["X-Amz-Date"]
    moment = _moment(date)
    key, scope = _key(query["X-Amz-Credential"], keys, date)
    if "X-Amz-Expires" in query:
        _check_expiry(query["X-Amz-Expires"], date, moment, now, skew_s)
    else:  # optional outside S3, and some clients leave it out
        _check_skew(date, moment, now, skew_s)
    signed = _signed_headers(query["X-Amz-SignedHeaders"], request)
    canonical = sigv4.canonical_query(request.raw_query, leave_out="X-Amz-Signature")
    return Credentials(
        key, scope, date, _hex(query["X-Amz-Signature"]), sigv4.sha256_hex(b""), signed, canonical, request
    )


def _key(credential: str, keys: Keys, date: str) -> tuple[AccessKey, sigv4.CredentialScope]:
    found = _CREDENTIAL.fullmatch(credential)
    if not found:
        raise _incomplete("Credential must have the form 'KEY/DATE/REGION/polly/aws4_request'.")
    scope = sigv4.CredentialScope(*found.groups())
    if scope.service != sigv4.SERVICE:
        raise _invalid(f"Credential should be scoped to correct service: {sigv4.SERVICE!r}.")
    if not date.startswith(scope.date):
        raise _invalid(f"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date: {date}.")
    key = keys.access_key(scope.key_id)
    if key is None:
        raise ApiError("UnrecognizedClientException", "The security token included in the request is invalid.", 403)
    return key, scope


def _signed_headers(text: str, request: HttpRequest) -> tuple[str, ...]:
    names = tuple(text.split(";"))
    if len(names) > 64 or len(set(names)) != len(names) or not all(_HEADER_NAME.fullmatch(name) for name in names):
        raise _incomplete("SignedHeaders is malformed.")
    if "host" not in names and ":authority" not in names:
        raise _invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.")
    present = {*request.headers, ":authority"}
    for name in names:
        if name not in present:
            raise _invalid(f"The signed header {name!r} is not in the request.")
    # What the service acts on must be what was signed, or anybody on the way could change it.
    for name in request.headers:
        if name.startswith(("x-amz-", "x-amzn-")) and name not in names and name not in _UNSIGNED_HEADERS:
            raise _invalid(f"The header {name!r} is not signed.")
    return names


def _check_skew(text: str, moment: datetime, now: datetime, skew_s: float) -> None:
    allowed = timedelta(seconds=skew_s)
    if moment < now - allowed:
        limit = (now - allowed).strftime(_TIME)
        raise _invalid(
            f"Signature expired: {text} is now earlier than {limit} ({now.strftime(_TIME)} - {skew_s / 60:g} min.)"
        )
    if moment > now + allowed:
        limit = (now + allowed).strftime(_TIME)
        raise _invalid(
            f"Signature not yet current: {text} is still later than {limit} "
            f"({now.strftime(_TIME)} + {skew_s / 60:g} min.)"
        )


def _check_expiry(expires: str, text: str, moment: datetime, now: datetime, skew_s: float) -> None:
    if not re.fullmatch(r"\d{1,6}", expires) or not 1 <= int(expires) <= LONGEST_EXPIRY_S:
        raise _incomplete(f"X-Amz-Expires must lie between 1 and {LONGEST_EXPIRY_S} seconds.")
    if moment > now + timedelta(seconds=skew_s):
        raise _invalid(f"Signature not yet current: {text} is still later than {now.strftime(_TIME)}.")
    if now > moment + timedelta(seconds=int(expires)):
        raise _invalid(f"Signature expired: {text} with X-Amz-Expires {expires} is now earlier than allowed.")


def _moment(text: str) -> datetime:
    try:
        if not re.fullmatch(r"\d{8}T\d{6}Z", text, re.ASCII):
            raise ValueError(text)
        return datetime.strptime(text, _TIME).replace(tzinfo=UTC)
    except ValueError:
        raise _incomplete("Date must be in ISO-8601 'basic format'.") from None


def _hex(text: str) -> str:
    if not _SIGNATURE.fullmatch(text):
        raise _invalid("The signature must have 64 hexadecimal digits.")
    return text


def _single(request: HttpRequest, name: str) -> str | None:
    values = request.headers.get(name, ())
    if len(values) > 1:
        raise _incomplete(f"There is more than one {name} header.")
    return values[0].strip() if values else None


def _incomplete(message: str) -> ApiError:
    return ApiError("IncompleteSignatureException", message, 403)


def _invalid(message: str) -> ApiError:
    return ApiError("InvalidSignatureException", message, 403)

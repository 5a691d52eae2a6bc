"""What the client sends: signed messages with the events inside, checked one after the other."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from server.auth import sigv4
from server.auth.verify import Credentials
from server.errors import ApiError, ValidationError, text_length_exceeded
from server.polly.event_stream.frames import Decoder, FrameError, Message, decode, encode_headers
from server.polly.model import SPEECH_CHARACTERS


@dataclass(frozen=True, slots=True)
class TextEvent:
    """Text to be spoken. `flush` asks for it now, whether a sentence ends or not."""

    text: str
    ssml: bool = False
    flush: bool = False


@dataclass(frozen=True, slots=True)
class CloseEvent:
    """No more text will come."""


Event = TextEvent | CloseEvent


class Inbound:
    """Reads events from the bytes of the request.

    Args:
        credentials: of the request, already checked; None in open mode, where signatures are not looked at.
        skew_s: seconds by which the dates of messages may differ from the time here.
    """

    def __init__(self, credentials: Credentials | None, skew_s: float) -> None:
        self._credentials = credentials
        self._skew = timedelta(seconds=skew_s)
        self._prior = credentials.signature if credentials else ""
        self._keys: dict[str, bytes] = {}
        self._decoder = Decoder()
        self._ended = False

    def feed(self, data: bytes) -> Iterator[Event]:
        """The events that `data` completes.

        Raises:
            ApiError: a message is malformed, its signature is wrong, or it is no event of this operation.
        """
        try:
            for outer in self._decoder.feed(data):
                if self._ended:
                    raise _invalid("Nothing may follow the message that ends the stream")
                inner = self._opened(outer)
                if inner is not None:
                    yield _event(inner)
        except FrameError as error:
            raise _invalid(f"The event stream cannot be read: {error}") from None

    def _opened(self, outer: Message) -> Message | None:
        """The message inside a signed one; None where the stream ends."""
        signature = outer.headers.get(":chunk-signature")
        if self._credentials is not None:
            self._verify(outer, signature)
        elif signature is None:
            return outer
        if not outer.payload:
            self._ended = True
            return None
        return decode(outer.payload)

    def _verify(self, outer: Message, signature: object) -> None:
        credentials = self._credentials
        assert credentials is not None
        date = outer.headers.get(":date")
        if not isinstance(signature, bytes) or not isinstance(date, datetime) or len(outer.headers) != 2:
            raise _bad_signature("Every message needs the headers :date and :chunk-signature, and no others.")
        if abs(datetime.now(UTC) - date) > self._skew:
            raise _bad_signature("The date of a message differs too much from the time of this service.")
        scope = replace(credentials.scope, date=date.strftime("%Y%m%d"))
        key = self._keys.setdefault(scope.date, sigv4.signing_key(credentials.key.secret, scope))
        expected = sigv4.event_signature(
            key, scope, date.strftime("%Y%m%dT%H%M%SZ"), self._prior, encode_headers({":date": date}), outer.payload
        )
        if not hmac.compare_digest(expected, signature):
            raise _bad_signature("The signature of a message does not match.")
        self._prior = signature.hex()


def _event(message: Message) -> Event:
    kind = message.headers.get(":event-type")
    if message.headers.get(":message-type") != "event" or kind not in ("TextEvent", "CloseStreamEvent"):
        raise _invalid("A message must be a TextEvent or a CloseStreamEvent")
    if kind == "CloseStreamEvent":
        return CloseEvent()
    try:
        document: Any = json.loads(message.payload.decode("utf-8"))
        text = document.get("Text") or ""
        text_type = document.get("TextType") or "text"
        force = (document.get("FlushStreamConfiguration") or {}).get("Force") or False
        if not isinstance(text, str) or text_type not in ("text", "ssml") or not isinstance(force, bool):
            raise TypeError("a member has the wrong type")
        text.encode("utf-8")
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise _invalid("The payload of a TextEvent must be JSON with Text and perhaps TextType") from None
    if len(text) > SPEECH_CHARACTERS[1]:  # here, before it waits for its turn: many may wait
        raise text_length_exceeded()
    return TextEvent(text.replace("\x00", " "), text_type == "ssml", force)


def _invalid(message: str) -> ValidationError:
    return ValidationError(message, reason="invalidInboundEvent")


def _bad_signature(message: str) -> ApiError:
    return ApiError("InvalidSignatureException", message, 403)

"""The event stream encoding of AWS: messages with typed headers and two checksums.

    total length (4) | headers length (4) | CRC-32 of these (4) | headers | payload | CRC-32 of all before (4)

A header is: length of its name (1), name, type (1), value; see `_read_value` for the types.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

HeaderValue = bool | int | bytes | str | datetime

LONGEST_MESSAGE = 2**17
"""Bytes: room for the longest text with every character escaped. Every stream may keep as many of an unfinished one."""

_PRELUDE = struct.Struct(">III")
_CRC = struct.Struct(">I")
_INTEGERS = {2: ">b", 3: ">h", 4: ">i", 5: ">q"}
_TRUE, _FALSE, _BYTES, _STRING, _TIMESTAMP, _UUID = 0, 1, 6, 7, 8, 9


class FrameError(ValueError):
    """Bytes that are no message of an event stream."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message."""

    headers: dict[str, HeaderValue] = field(default_factory=dict)
    payload: bytes = b""

    def encode(self) -> bytes:
        headers = encode_headers(self.headers)
        prelude = struct.pack(">II", len(headers) + len(self.payload) + 16, len(headers))
        start = prelude + _CRC.pack(zlib.crc32(prelude)) + headers + self.payload
        return start + _CRC.pack(zlib.crc32(start))


def encode_headers(headers: dict[str, HeaderValue]) -> bytes:
    """Headers in the order given."""
    return b"".join(_encode_header(name, value) for name, value in headers.items())


def decode(data: bytes) -> Message:
    """Exactly one message.

    Raises:
        FrameError: the bytes are anything else.
    """
    decoder = Decoder()
    messages = list(decoder.feed(data))
    if len(messages) != 1 or decoder.waiting:
        raise FrameError(f"expected one message, got {len(messages)} and {decoder.waiting} further bytes")
    return messages[0]


class Decoder:
    """Finds messages in bytes that come in parts; holds at most one unfinished message of bounded size."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    @property
    def waiting(self) -> int:
        """Bytes of an unfinished message."""
        return len(self._buffer)

    def feed(self, data: bytes) -> Iterator[Message]:
        """The messages that `data` completes.

        Raises:
            FrameError: a length or checksum is wrong; the rest of the stream cannot be read.
        """
        self._buffer += data
        while len(self._buffer) >= _PRELUDE.size:
            total, headers_length, checksum = _PRELUDE.unpack_from(self._buffer)
            if zlib.crc32(self._buffer[:8]) != checksum:
                raise FrameError("the checksum of a message's lengths is wrong")
            if not headers_length + 16 <= total <= LONGEST_MESSAGE:
                raise FrameError(f"a message of {total} bytes with {headers_length} of headers is not allowed")
            if len(self._buffer) < total:
                return
            message = bytes(self._buffer[:total])
            del self._buffer[:total]
            if zlib.crc32(message[:-4]) != _CRC.unpack(message[-4:])[0]:
                raise FrameError("the checksum of a message is wrong")
            yield Message(_decode_headers(message[12 : 12 + headers_length]), message[12 + headers_length : -4])


def _encode_header(name: str, value: HeaderValue) -> bytes:
    start = bytes([len(name)]) + name.encode()
    if isinstance(value, bool):
        return start + bytes([_TRUE if value else _FALSE])
    if isinstance(value, int):
        return start + b"\x04" + struct.pack(">i", value)
    if isinstance(value, datetime):
        return start + bytes([_TIMESTAMP]) + struct.pack(">q", round(value.timestamp() * 1000))
    kind, data = (_BYTES, value) if isinstance(value, bytes) else (_STRING, value.encode())
    return start + bytes([kind]) + struct.pack(">H", len(data)) + data


def _decode_headers(data: bytes) -> dict[str, HeaderValue]:
    headers: dict[str, HeaderValue] = {}
    position = 0
    try:
        while position < len(data):
            end = position + 1 + data[position]
            name = data[position + 1 : end].decode("ascii")
            if not name or end >= len(data) or name in headers:
                raise FrameError("a header has no name, no value or comes twice")
            headers[name], position = _read_value(data[end], data, end + 1)
    except (struct.error, IndexError, UnicodeDecodeError, OverflowError, OSError):
        raise FrameError("the headers of a message are malformed") from None
    if position != len(data):
        raise FrameError("the headers of a message are longer than announced")
    return headers


def _read_value(kind: int, data: bytes, position: int) -> tuple[HeaderValue, int]:
    """The value at `position`, and where the next header starts."""
    if kind in (_TRUE, _FALSE):
        return kind == _TRUE, position
    if kind in _INTEGERS:
        form = struct.Struct(_INTEGERS[kind])
        return form.unpack_from(data, position)[0], position + form.size
    if kind == _TIMESTAMP:
        (milliseconds,) = struct.unpack_from(">q", data, position)
        try:
            return datetime.fromtimestamp(milliseconds / 1000, UTC), position + 8
        except ValueError:
            raise FrameError("a timestamp is out of range") from None
    if kind == _UUID:
        return data[position : position + 16], position + 16
    if kind in (_BYTES, _STRING):
        (length,) = struct.unpack_from(">H", data, position)
        value = data[position + 2 : position + 2 + length]
        return (value if kind == _BYTES else value.decode("utf-8")), position + 2 + length
    raise FrameError(f"a header has the unknown type {kind}")

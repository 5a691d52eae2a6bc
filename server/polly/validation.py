"""Members of requests: read from JSON or a query with their types, then checked against their constraints.

What has the wrong type is a SerializationException. What has the right type and breaks a constraint is a
ValidationException in the service's words, which names every broken constraint of the request at once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl

from server.errors import ValidationError, serialization

_MOST_ELEMENTS = 1_000
"""Of a list, a map or a query: more than any member may have. What comes behind them is not looked at."""

_MOST_PARTS = 10_000
"""Strings, lists, objects and commas of a body: many more than any request has. The parser makes a million lists in a
second, in which nobody else is answered."""

_PART = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[{,]', re.DOTALL)

_LONGEST_INTEGER = 20
"""Digits: to read one of some thousand takes long."""

_SHOWN_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a request: its name on the wire, its type and its constraints.

    `kind` is string, integer, boolean, list (of strings) or map (of strings). `enum` and `pattern` of a list are for
    its elements, `longest` counts characters of a string and elements of a list or map.
    """

    name: str
    kind: str = "string"
    required: bool = False
    enum: tuple[str, ...] = ()
    pattern: str = ""
    shortest: int = 0
    longest: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    query: str = ""
    """Name in the query where it differs."""

    @property
    def path(self) -> str:
        """The name in messages: voiceId for VoiceId."""
        return self.name[0].lower() + self.name[1:]


def from_json(members: Sequence[Member], body: bytes) -> dict[str, Any]:
    """Values by name; members that are unknown, left out or null are not there.

    Raises:
        ApiError: SerializationException.
    """
    if not body.strip():
        return {}
    if _has_too_many_parts(body):
        raise serialization(f"The body has more than {_MOST_PARTS} strings, lists, objects and commas")
    try:
        document = json.loads(body.decode("utf-8"), parse_int=_integer, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise serialization("The body is not valid JSON in UTF-8") from None
    if not isinstance(document, dict):
        raise serialization("The body must be a JSON object")
    values = {}
    for member in members:
        value = document.get(member.name)
        if value is not None:
            values[member.name] = _typed(member, value)
    return values


def from_query(members: Sequence[Member], query: str) -> dict[str, Any]:
    """Values of a query string, in which lists are repeated keys.

    Raises:
        ApiError: SerializationException.
    """
    try:
        pairs = parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=_MOST_ELEMENTS)
    except ValueError:
        raise serialization("The query is not valid: it must be percent-encoded UTF-8") from None
    values: dict[str, Any] = {}
    for member in members:
        given = [value for key, value in pairs if key == (member.query or member.name)]
        if not given:
            continue
        if member.kind == "list":
            values[member.name] = given
        elif member.kind == "integer":
            if not re.fullmatch(r"[+-]?\d{1,18}", given[0], re.ASCII):
                raise serialization(f"{member.name} must be an integer")
            values[member.name] = int(given[0])
        elif member.kind == "boolean":
            if given[0] not in ("true", "false"):
                raise serialization(f"{member.name} must be true or false")
            values[member.name] = given[0] == "true"
        else:
            values[member.name] = given[0]
    return values


def check(members: Sequence[Member], values: Mapping[str, Any]) -> None:
    """Every constraint of every member.

    Raises:
        ValidationError: naming all that are broken.
    """
    broken = [(member.path, problem) for member in members for problem in _problems(member, values.get(member.name))]
    if broken:
        raise constraint_error(broken)


def constraint_error(broken: Sequence[tuple[str, str]]) -> ValidationError:
    """The error for pairs of a member's path and what is wrong with it."""
    count = len(broken)
    noun = "validation error" if count == 1 else "validation errors"
    return ValidationError(
        f"{count} {noun} detected: {'; '.join(problem for _, problem in broken)}",
        dict(broken),
    )


def _has_too_many_parts(body: bytes) -> bool:
    """Counted without parsing. What stands in a string does not count."""
    if sum(map(body.count, b'[{,"')) <= _MOST_PARTS:
        return False
    return next(islice(_PART.finditer(body), _MOST_PARTS, None), None) is not None


def _integer(digits: str) -> int:
    if len(digits) > _LONGEST_INTEGER:
        raise ValueError(f"an integer of {len(digits)} digits")
    return int(digits)


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _typed(member: Member, value: Any) -> Any:
    if member.kind == "string":
        return _string(member.name, value)
    if member.kind == "boolean" and isinstance(value, bool):
        return value
    if member.kind == "integer" and isinstance(value, int) and not isinstance(value, bool):
        return value
    if member.kind == "list" and isinstance(value, list):
        return [_string(member.name, item) for item in value[:_MOST_ELEMENTS]]
    if member.kind == "map" and isinstance(value, dict):
        first = islice(value.items(), _MOST_ELEMENTS)
        return {_string(member.name, key): _string(member.name, item) for key, item in first}
    raise serialization(f"{member.name} must be a JSON {member.kind}")


def _string(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise serialization(f"{name} must be a JSON string")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise serialization(f"{name} has half of a surrogate pair, which is not text") from None
    return value


def _problems(member: Member, value: Any) -> Iterator[str]:
    if value is None:
        if member.required:
            yield f"Value null at '{member.path}' failed to satisfy constraint: Member must not be null"
        return
    failed = f"Value '{_shown(value)}' at '{member.path}' failed to satisfy constraint: "
    elements = value if member.kind == "list" else [value]
    if member.enum and not all(element in member.enum for element in elements):
        rule = f"Member must satisfy enum value set: [{', '.join(member.enum)}]"
        yield failed + (f"Member must satisfy constraint: [{rule}]" if member.kind == "list" else rule)
    if member.pattern and not all(re.fullmatch(member.pattern.rstrip("$"), element) for element in elements):
        rule = f"Member must satisfy regular expression pattern: {member.pattern}"
        yield failed + (f"Member must satisfy constraint: [{rule}]" if member.kind == "list" else rule)
    if member.kind in ("string", "list", "map"):
        if len(value) < member.shortest:
            yield failed + f"Member must have length greater than or equal to {member.shortest}"
        if member.longest is not None and len(value) > member.longest:
            yield failed + f"Member must have length less than or equal to {member.longest}"
    if member.minimum is not None and value < member.minimum:
        yield failed + f"Member must have value greater than or equal to {member.minimum}"
    if member.maximum is not None and value > member.maximum:
        yield failed + f"Member must have value less than or equal to {member.maximum}"


def _shown(value: Any) -> str:
    text = f"[{', '.join(value)}]" if isinstance(value, list) else str(value)
    return text if len(text) <= _SHOWN_CHARACTERS else text[:_SHOWN_CHARACTERS] + "..."

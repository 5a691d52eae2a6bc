"""What an operation of the API is made of: where it lives, what it takes, and who calls it."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from starlette.responses import Response

from server.contract import Scope
from server.logs import RequestLog
from server.polly.pagination import Tokens
from server.polly.validation import Member
from server.services import Services


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: the id of an access key, or a name by `server.addresses`; and whose things the call may touch."""

    id: str
    scope: Scope


@dataclass(frozen=True)
class Call:
    """One call with its values, which have the right types and obey their constraints."""

    services: Services
    caller: Caller
    values: Mapping[str, Any]
    log: RequestLog = field(repr=False)

    @property
    def tokens(self) -> Tokens:
        """For lists that come in pages."""
        return Tokens(self.services.token_secret)


Handler = Callable[[Call], Awaitable[Response]]


@dataclass(frozen=True)
class Operation:
    """One operation.

    `path` is a template such as ``/v1/lexicons/{Name}``; `source` says where the other members are: body or query.
    It is "unread" for an operation that is refused whatever its body has, which may be longer than any that is read.
    `members` may depend on what is installed, such as the names of the voices.
    """

    name: str
    method: str
    path: str
    handler: Handler
    members: Callable[[Services], Sequence[Member]]
    source: str = "query"
    pattern: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(self.path))
        object.__setattr__(self, "pattern", re.compile(pattern))


def answer(document: Mapping[str, Any]) -> Response:
    """A successful answer; members that are None are left out."""
    present = {name: value for name, value in document.items() if value is not None}
    return Response(json.dumps(present, ensure_ascii=False).encode(), media_type="application/json")


def epoch(moment: datetime) -> float:
    """A timestamp as the wire wants it: seconds with a fraction."""
    return round(moment.timestamp(), 3)

"""NextToken: where a list goes on, opaque and sealed, so that nobody can make one up or move it to another list."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Sequence

from server.contract import Scope
from server.errors import ApiError

_MAC_BYTES = 16


class Tokens:
    """Makes and reads tokens.

    Args:
        secret: equal in every process that serves the same lists.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def make(self, purpose: str, scope: Scope, position: Sequence[str]) -> str:
        """A token for a position in a list; `purpose` is the list with its filters."""
        payload = json.dumps(list(position), separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(self._mac(purpose, scope, payload) + payload).decode()

    def read(self, purpose: str, scope: Scope, token: str) -> list[str]:
        """The position.

        Raises:
            ApiError: InvalidNextTokenException.
        """
        try:
            sealed = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
        except ValueError:
            raise _invalid() from None
        mac, payload = sealed[:_MAC_BYTES], sealed[_MAC_BYTES:]
        if not hmac.compare_digest(mac, self._mac(purpose, scope, payload)):
            raise _invalid()
        position: list[str] = json.loads(payload)
        return position

    def _mac(self, purpose: str, scope: Scope, payload: bytes) -> bytes:
        text = json.dumps([purpose, scope.account, scope.region]).encode() + b"\n" + payload
        return hmac.digest(self._secret, text, "sha256")[:_MAC_BYTES]


def _invalid() -> ApiError:
    return ApiError(
        "InvalidNextTokenException",
        "The NextToken is invalid: use the one of the last page, with the same request otherwise",
    )

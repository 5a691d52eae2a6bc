"""What protects a service without keys: only programs of this machine may call it, not pages of strangers.

A browser lets any page send requests to 127.0.0.1. Such requests name the page in Origin, and after a DNS trick they
carry a foreign name in Host; both are refused in open mode, but for the pages that `allowed_origins` names.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

from server.config import Settings
from server.errors import ApiError

_HOST = (b"host", b":authority")
_NAMES = frozenset({*_HOST, b"origin", b"sec-fetch-site"})


def check_open_request(headers: Iterable[tuple[bytes, bytes]], settings: Settings, *, is_page: bool = False) -> None:
    """Whether a request may be answered although nobody proved who calls.

    Args:
        headers: of the request.
        settings: of the service.
        is_page: a page that links elsewhere may lead to; everything else is not for other origins.

    Raises:
        ApiError: AccessDeniedException.
    """
    if settings.open and not settings.is_loopback:
        return  # asked for: everybody may call, under whatever name the machine has
    names: dict[bytes, str] = {}
    host = ""
    for name, value in headers:
        if name in _NAMES:
            text = value.decode("latin-1")
            if name in _HOST:
                host = text if host in ("", text) else f"{host}, {text}"  # several are no name
            else:
                names[name] = text
    if not _is_local(host, settings):
        raise _denied(
            f"Without keys this service answers to local names only, not to {host[:100]!r}: "
            "add the name to allowed_hosts, or set keys"
        )
    origin = names.get(b"origin")
    if origin in settings.allowed_origins:
        return
    is_foreign = origin is not None and origin.partition("://")[2].casefold() != host.casefold()
    # Browsers send no Origin for images and audio, but say this.
    if is_foreign or (not is_page and names.get(b"sec-fetch-site") in ("cross-site", "same-site")):
        raise _denied("Without keys this service does not answer to pages of other origins: set keys")


def _is_local(host: str, settings: Settings) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if name == "localhost" or name.endswith(".localhost"):
        return True
    if name in {allowed.casefold() for allowed in (*settings.allowed_hosts, settings.host)}:
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _denied(message: str) -> ApiError:
    return ApiError("AccessDeniedException", message, 403)

"""Who calls a service without keys: the address that a request comes from.

Behind a proxy every request comes from the proxy, which says in X-Forwarded-For for whom it asks. Whoever is no proxy
may write anything there, so it is read from its end, and only for as long as those who wrote it are trusted.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

OPEN_CALLER = "open"
"""Begins the name of whoever calls a service without keys."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_SUBSCRIBER_BITS = 64
"""Of an address of IPv6, all others are the subscriber's own: one machine may have any number of them."""

_MOST_HOPS = 16
"""Addresses that are read from the end of X-Forwarded-For."""


def networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """Addresses ("10.0.0.7") and networks ("10.0.0.0/8") as networks.

    Raises:
        ValueError: one of them is neither; the message begins with it.
    """
    found: list[Network] = []
    for text in texts:
        try:
            found.append(ipaddress.ip_network(text))
        except ValueError as error:
            raise ValueError(f"{text!r}: {error}") from None
    return tuple(found)


class Callers:
    """Names callers by their addresses.

    Args:
        proxies: who may say for whom a request is.
    """

    def __init__(self, proxies: tuple[Network, ...] = ()) -> None:
        self._proxies = proxies

    def name(self, client: str, forwarded: Iterable[str]) -> str:
        """The name of a caller, the same for all requests from one address (of IPv6, from one subscriber's network).

        Args:
            client: the address of the other end of the connection, "" where there is none.
            forwarded: the values of all headers X-Forwarded-For, in their order.
        """
        address = _parsed(client)
        if address is None:
            return OPEN_CALLER
        if self._is_trusted(address):
            hops = ",".join(forwarded).rsplit(",", _MOST_HOPS)[-_MOST_HOPS:]
            for hop in reversed(hops):
                before = _parsed(_without_port(hop.strip()))
                if before is None:  # the proxy does not know, or writes what nobody can read
                    break
                address = before
                if not self._is_trusted(address):
                    break
        if isinstance(address, ipaddress.IPv6Address):
            return f"{OPEN_CALLER} {ipaddress.ip_network((address, _SUBSCRIBER_BITS), strict=False)}"
        return f"{OPEN_CALLER} {address}"

    def _is_trusted(self, address: Address) -> bool:
        return any(address.version == network.version and address in network for network in self._proxies)


def _parsed(text: str) -> Address | None:
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, ipaddress.IPv6Address) else address


def _without_port(text: str) -> str:
    """Some proxies write a port behind the address: 10.0.0.7:1234, [2001:db8::7]:1234."""
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text

"""Which addresses of the network may be asked for a picture: public ones, checked where connected.

The connection goes to the very address that was checked, so a name that answers differently the
second time gains nothing.
"""

import ipaddress
import socket
from collections.abc import Iterator
from typing import Final

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are IPv4

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotPublic(OSError):
    """The name leads into a private network, to this machine, or nowhere that is public."""


def is_public(address: str) -> bool:
    """A unicast address of the internet; whatever it carries inside (IPv4 in IPv6) is, too."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(one.is_global and not one.is_multicast for one in _with_embedded(found))


def literal(host: str) -> str | None:
    """The address where a host is written as one; the library asks no resolver for those."""
    try:
        return str(ipaddress.ip_address(host.strip("[]")))
    except ValueError:
        return None


class PublicResolver(AbstractResolver):
    """Names to addresses, all of them public, or NotPublic."""

    def __init__(self, resolver: AbstractResolver | None = None) -> None:
        self._resolver = resolver or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await self._resolver.resolve(host, port, family)
        if not found or not all(is_public(one["host"]) for one in found):
            raise NotPublic(f"{host} is not public")
        return found

    async def close(self) -> None:
        await self._resolver.close()


def _with_embedded(address: Address) -> Iterator[Address]:
    yield address
    if isinstance(address, ipaddress.IPv6Address):
        for inside in (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())):
            if inside is not None:
                yield inside
        if address in _NAT64:
            yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)

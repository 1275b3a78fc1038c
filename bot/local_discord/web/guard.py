"""Keeps other web sites out: only this machine's own names as Host, only this page as Origin."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

_LOCAL_NAMES = ("127.0.0.1", "localhost", "::1")


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """403 for a foreign Host (DNS rebinding) or Origin (cross-site calls)."""
    host = request.headers.get("Host", "")
    socket_name = request.transport.get_extra_info("sockname") if request.transport else None
    names = [*_LOCAL_NAMES, *([socket_name[0]] if socket_name else [])]
    if _split(f"//{host}").hostname not in names:
        raise web.HTTPForbidden(text="This server answers only under its own name.")
    origin = request.headers.get("Origin")
    if origin is not None and _split(origin).netloc != host:
        raise web.HTTPForbidden(text="Calls from other sites are refused.")
    response = await handler(request)
    if not response.prepared:
        response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _split(address: str) -> SplitResult:
    """The parts of an address; of none where it is no address."""
    try:
        parts = urlsplit(address)
        _ = parts.port  # ValueError where it is no number
    except ValueError:
        return urlsplit("")
    return parts

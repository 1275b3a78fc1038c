"""Serves attachment bytes by signed address; no token is asked for, as on Discord's CDN."""

from __future__ import annotations

from urllib.parse import quote

from aiohttp import web

from bot.local_discord.attachments import MESSAGES, UPLOADS, Attachments

_SHOWN = ("image/png", "image/jpeg", "image/gif", "image/webp")


class Cdn:
    """Routes of the CDN."""

    def __init__(self, attachments: Attachments) -> None:
        self._attachments = attachments

    def routes(self) -> list[web.RouteDef]:
        tail = "/{place}/{id}/{name}"
        return [web.get(f"/{root}{tail}", self.read) for root in (MESSAGES, UPLOADS)]

    async def read(self, request: web.Request) -> web.StreamResponse:
        parts = request.match_info
        root = request.path.split("/")[1]
        path = f"{root}/{parts['place']}/{parts['id']}/{quote(parts['name'])}"
        found = self._attachments.read(path, dict(request.query))
        if found is None:
            raise web.HTTPNotFound(text="This content is no longer available.")
        data, content_type = found
        headers = {"Content-Type": content_type, "Cache-Control": "private, max-age=86400"}
        if content_type not in _SHOWN:
            headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(parts['name'])}"
        return web.Response(body=data, headers=headers)

"""Serves attachment bytes by signed address; no token is asked for, as on Discord's CDN."""

from __future__ import annotations

from urllib.parse import quote

from aiohttp import web

from bot.local_discord.messages.attachments import MESSAGE_FILES, UPLOADS, Attachments

_SHOWN = ("image/png", "image/jpeg", "image/gif", "image/webp")
_COLOURS = ("#6c8ae4", "#7a8290", "#4f9d69", "#d99a3d", "#c9565b", "#b765a8")
_FACE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80">'
    '<rect width="80" height="80" fill="{colour}"/><g fill="#fff">'
    '<circle cx="40" cy="32" r="14"/><path d="M14 80a26 26 0 0 1 52 0z"/></g></svg>'
)


class Cdn:
    """Routes of the CDN."""

    def __init__(self, attachments: Attachments) -> None:
        self._attachments = attachments

    def routes(self) -> list[web.RouteDef]:
        tail = "/{place}/{id}/{name}"
        files = [web.get(f"/{root}{tail}", self.read) for root in (MESSAGE_FILES, UPLOADS)]
        return [*files, web.get("/embed/avatars/{number:[0-9]+}.png", self.avatar)]

    async def avatar(self, request: web.Request) -> web.StreamResponse:
        """The face of somebody without a picture of their own, in one of six colours."""
        colour = _COLOURS[int(request.match_info["number"][-9:]) % len(_COLOURS)]
        text = _FACE.format(colour=colour)
        return web.Response(text=text, content_type="image/svg+xml")

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

"""The page's own calls: its files, what it shows, and what a person does in it.

Each call is made as one person, by id or name in the `X-Person` header (`?person=` on the socket).
"""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path

from aiohttp import BodyPartReader, WSMsgType, web
from aiohttp.typedefs import Handler

from bot.local_discord.core import Core
from bot.local_discord.gateway.feed import Subscription
from bot.local_discord.protocol.errors import PageError
from bot.local_discord.protocol.json_text import read_json
from bot.local_discord.protocol.shapes import Json
from bot.local_discord.world.world import User

PAGE_FOLDER = Path(__file__).parents[1] / "page"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}
_POLICY = (
    "default-src 'self'; connect-src 'self' ws://{host}; "
    "img-src 'self' data: blob: http://127.0.0.1:* http://localhost:*; "
    "style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
)


_NUMBER = re.compile(r"[0-9]{1,20}")


class PageApi:
    """Serves `/`, `/page/…` and `/local/…`."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._acts = core.acts
        self._sockets: set[web.WebSocketResponse] = set()

    def routes(self) -> list[web.RouteDef]:
        messages = "/local/channels/{channel}/messages"
        one = messages + "/{message}"
        return [
            web.get("/", self.index),
            web.get("/page/{name:.+}", self.file),
            web.get("/local/bootstrap", _told(self.bootstrap)),
            web.get("/local/socket", _told(self.socket)),
            web.get(messages, _told(self.history)),
            web.post(messages, _told(self.say)),
            web.delete(one, _told(self.dismiss)),
            web.put(one + "/reactions/{emoji}", _told(self.react)),
            web.delete(one + "/reactions/{emoji}", _told(self.unreact)),
            web.put("/local/locale", _told(self.choose_locale)),
            web.put("/local/guild-locale", _told(self.choose_guild_locale)),
            web.post("/local/interactions", _told(self.interact)),
            web.post("/local/uploads", _told(self.upload)),
        ]

    async def index(self, request: web.Request) -> web.StreamResponse:
        return _page_file("index.html", request.host)

    async def file(self, request: web.Request) -> web.StreamResponse:
        return _page_file(request.match_info["name"], request.host)

    async def bootstrap(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(self._acts.bootstrap(self._person(request)))

    async def history(self, request: web.Request) -> web.StreamResponse:
        limit = request.query.get("limit", "50")
        if not _NUMBER.fullmatch(limit) or not 1 <= int(limit) <= 100:
            raise PageError("limit must be 1 to 100.")
        before = request.query.get("before")
        if before is not None and not _NUMBER.fullmatch(before):
            raise PageError("before must be a message id.")
        person, channel_id = self._person(request), request.match_info["channel"]
        return web.json_response(self._acts.history(person, channel_id, int(limit), before))

    async def say(self, request: web.Request) -> web.StreamResponse:
        person, body = self._person(request), await _object(request)
        message = self._acts.say(person, request.match_info["channel"], body.get("content"))
        return web.json_response(message, status=201)

    async def dismiss(self, request: web.Request) -> web.StreamResponse:
        self._acts.dismiss(self._person(request), *_where(request))
        return web.Response(status=204)

    async def react(self, request: web.Request) -> web.StreamResponse:
        emoji = request.match_info["emoji"]
        self._acts.react(self._person(request), *_where(request), emoji)
        return web.Response(status=204)

    async def unreact(self, request: web.Request) -> web.StreamResponse:
        emoji = request.match_info["emoji"]
        self._acts.unreact(self._person(request), *_where(request), emoji)
        return web.Response(status=204)

    async def choose_locale(self, request: web.Request) -> web.StreamResponse:
        person, wish = self._person(request), await _object(request)
        choice = self._core.language_choice
        take = choice.follow if wish.get("is_chosen") is False else choice.choose
        take(person, wish.get("locale"))
        return web.Response(status=204)

    async def choose_guild_locale(self, request: web.Request) -> web.StreamResponse:
        person, wish = self._person(request), await _object(request)
        self._core.language_choice.choose_for_guild(person, wish.get("locale"))
        return web.Response(status=204)

    async def interact(self, request: web.Request) -> web.StreamResponse:
        person, wish = self._person(request), await _object(request)
        interaction = self._core.invocation.begin(person, wish)
        return web.json_response({"id": interaction.id}, status=202)

    async def upload(self, request: web.Request) -> web.StreamResponse:
        self._person(request)
        if request.content_type != "multipart/form-data":
            raise PageError("Send one file as multipart form data.")
        async for part in await request.multipart():
            if isinstance(part, BodyPartReader) and part.name == "file":
                data = bytes(await part.read())
                record = self._acts.upload(part.filename or "file", data)
                return web.json_response(record, status=201)
        raise PageError("There was no file.")

    async def socket(self, request: web.Request) -> web.StreamResponse:
        """Everything that happens, as one person sees it, until the page goes away."""
        person = self._person(request)
        socket = web.WebSocketResponse(heartbeat=30)
        await socket.prepare(request)
        self._sockets.add(socket)
        with self._core.feed.subscribe(person.id) as subscription:
            writer = asyncio.create_task(_write(socket, subscription))
            try:
                async for message in socket:
                    if message.type is WSMsgType.ERROR:
                        break
            finally:
                writer.cancel()
                self._sockets.discard(socket)
        return socket

    async def hang_up(self) -> None:
        """Close every page's socket, so that the server can stop at once."""
        for socket in list(self._sockets):
            await socket.close(code=1001)

    def _person(self, request: web.Request) -> User:
        """By id or by name; a page that does not say who it is gets the first person."""
        key = request.headers.get("X-Person") or request.query.get("person", "")
        people = self._core.world.people
        if person := people.get(key) or (None if key else next(iter(people.values()), None)):
            return person
        try:
            return self._core.world.person_named(key)
        except KeyError as error:
            raise PageError("Nobody here has that id or name.", 401) from error


def _page_file(name: str, host: str) -> web.StreamResponse:
    """A file of the page, which may talk to nobody but this very `host`."""
    path = None if "\0" in name else (PAGE_FOLDER / name).resolve()  # no path holds a NUL
    if not path or not path.is_relative_to(PAGE_FOLDER.resolve()) or not _is_file(path):
        raise web.HTTPNotFound(text="There is no such file.")
    kind = _TYPES.get(path.suffix, "application/octet-stream")
    headers = {"Content-Type": kind, "Cache-Control": "no-cache"}
    headers["Content-Security-Policy"] = _POLICY.format(host=host)
    return web.Response(body=path.read_bytes(), headers=headers)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name longer than any file's
        return False


def _told(handler: Handler) -> Handler:
    """Tell a refusal to the page as `{"message": sentence}`."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except PageError as error:
            return web.json_response({"message": error.message}, status=error.status)

    return answer


async def _object(request: web.Request) -> Json:
    try:
        body = read_json(await request.read())
    except ValueError as error:
        raise PageError("That is no JSON.") from error
    if not isinstance(body, dict):
        raise PageError("A JSON object is needed.")
    return body


def _where(request: web.Request) -> tuple[str, str]:
    return request.match_info["channel"], request.match_info["message"]


async def _write(socket: web.WebSocketResponse, subscription: Subscription) -> None:
    while True:
        event = await subscription.events.get()
        try:
            await socket.send_str(json.dumps(event, ensure_ascii=False))
        except ConnectionError:
            return  # the page went away; its reader ends too

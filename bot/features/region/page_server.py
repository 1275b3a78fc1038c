"""The page on which a part of a picture is drawn, served by the bot itself to who has a link.

What comes back is a mask and words, from anybody who can reach it: limited, decoded where it may be
killed, and ordered through the interaction that the link was made for.
"""

import asyncio
import base64
import binascii
import contextlib
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any, Final

import yarl
from aiohttp import web

from bot.config import WebSection
from bot.errors import UserError
from bot.features.region.links import PATH, LinkRefused, PageLink
from bot.features.region.region import Regions
from bot.interactions.answer import Refusal
from bot.interactions.fence import card_of
from bot.interactions.forms import MAX_TEXT
from bot.interactions.interaction import Person
from bot.language import say, speaking, spoken
from bot.language.mentions import mention_in
from bot.pictures.decoder import Decoder
from bot.pictures.region.drawing import mask_png
from bot.pictures.unfit import Unfit
from storage import NotFound, Storage, StorageBroken

FILES: Final = Path(__file__).parent / "page"
STATIC: Final = {
    "page.js": "text/javascript",
    "shapes.js": "text/javascript",
    "page.css": "text/css",
}
COOKIE: Final = "easel_region"
BODY_BYTES: Final = 3 * 1024 * 1024  # a mask is black and white; base64 adds a third
HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",  # the address is the key
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
_WORDS: Final = (
    "title", "rectangle", "lasso", "brush", "undo", "clear", "zoom-in", "zoom-out", "prompt",
    "submit", "hint", "keys", "sending", "failed", "picture",
)  # fmt: skip


class RegionPage:
    """Serves while its context is open, where the operator has given it an address."""

    def __init__(
        self, storage: Storage, regions: Regions, decoder: Decoder, at: WebSection
    ) -> None:
        self._storage = storage
        self._regions = regions
        self._links = regions.links
        self._decoder = decoder
        self._at = at

    @contextlib.asynccontextmanager
    async def served(self) -> AsyncIterator[None]:
        """OSError where the address is taken."""
        if not self._at.public_url:
            yield
            return
        app = web.Application(client_max_size=BODY_BYTES, middlewares=[_guarded])
        app.add_routes(
            [
                web.get(PATH + "{token}", self._page),
                web.get(PATH + "{token}/state", self._state),
                web.get(PATH + "{token}/picture", self._picture),
                web.get(PATH + "{token}/mask", self._mask),
                web.post(PATH + "{token}", self._submitted),
                web.get("/region-page/{name}", _static),
            ]
        )
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)  # addresses are keys
        try:
            await runner.setup()
            await web.TCPSite(runner, self._at.host, self._at.port).start()
            port = runner.addresses[0][1]
            url = yarl.URL(self._at.public_url)
            self._links.base_url = str(url if self._at.port else url.with_port(port)).rstrip("/")
            yield
        finally:
            self._links.base_url = None
            await runner.cleanup()

    async def _page(self, request: web.Request) -> web.StreamResponse:
        """The page, which its first browser alone may open again."""
        token = request.match_info["token"]
        link = self._links.opened(token, request.cookies.get(COOKIE))
        html = await asyncio.to_thread((FILES / "index.html").read_text, encoding="utf-8")
        answer = web.Response(text=html, content_type="text/html")
        answer.set_cookie(
            COOKIE,
            link.browser or "",
            path=PATH + token,
            max_age=900,
            httponly=True,
            samesite="Strict",
            secure=(self._links.base_url or "").startswith("https:"),
        )
        return answer

    async def _state(self, request: web.Request) -> web.StreamResponse:
        link = self._link(request)
        with speaking(link.locale):
            chosen = await self._regions.chosen(
                Person.of(link.interaction), link.job_id, link.index
            )
            words = {name: say(f"page-{name}") for name in _WORDS}
            told = {
                "language": spoken(),
                "words": words,
                "prompt": chosen.text,
                "most": MAX_TEXT,
                "width": chosen.image.width_px,
                "height": chosen.image.height_px,
                "isChosen": not chosen.selection.is_empty,
            }
        return web.json_response(told)

    async def _picture(self, request: web.Request) -> web.StreamResponse:
        link = self._link(request)
        chosen = await self._regions.chosen(Person.of(link.interaction), link.job_id, link.index)
        png = await self._storage.files.read_picture(chosen.image.path)
        return web.Response(body=png, content_type="image/png")

    async def _mask(self, request: web.Request) -> web.StreamResponse:
        """What was chosen before."""
        link = self._link(request)
        chosen = await self._regions.chosen(Person.of(link.interaction), link.job_id, link.index)
        size = (chosen.image.width_px, chosen.image.height_px)
        png = chosen.selection.mask or await asyncio.to_thread(mask_png, chosen.selection, *size)
        return web.Response(body=png, content_type="image/png")

    async def _submitted(self, request: web.Request) -> web.StreamResponse:
        """Order it: once for each link, and not at all where something is refused."""
        link = self._link(request)
        mask, prompt = _sent(await _json(request))
        link = self._link(request)  # reading took its time
        link.is_used = True
        is_ordered = False
        with speaking(link.locale):
            mention_in(link.interaction.guild_id)
            try:
                await self._order(link, mask, prompt)
                is_ordered = True
            finally:
                link.is_used = is_ordered
            return web.json_response({"told": say("page-done")})

    async def _order(self, link: PageLink, mask: bytes, prompt: str) -> None:
        regions, interaction = self._regions, link.interaction
        try:
            decoded = await self._decoder.decode(mask)
        except Unfit:
            raise UserError(say("region-title"), say("page-failed")) from None
        chosen = await regions.chosen(Person.of(interaction), link.job_id, link.index)
        await regions.keep_mask(interaction, chosen, decoded.png)
        await regions.keep_text(interaction, chosen, prompt)
        await regions.submit(interaction, link.job_id, link.index)

    def _link(self, request: web.Request) -> PageLink:
        return self._links.again(request.match_info["token"], request.cookies.get(COOKIE))


@web.middleware
async def _guarded(request: web.Request, handler: Any) -> web.StreamResponse:  # noqa: ANN401
    """The headers of every answer, and what a person did wrong as one sentence."""
    answer: web.StreamResponse
    with speaking(request.headers.get("Accept-Language", "en-US").partition(",")[0]):
        try:
            answer = await handler(request)
        except LinkRefused as error:
            answer = _refused(request, 403, say(error.reason))
        except (Refusal, UserError, NotFound, StorageBroken) as error:
            card = card_of(error)
            answer = _refused(request, 422, card.text if card is not None else say("page-failed"))
        except web.HTTPException as error:
            answer = web.Response(status=error.status, text=error.reason)
    answer.headers.update(HEADERS)
    return answer


def _refused(request: web.Request, status: int, sentence: str) -> web.Response:
    """For the page as JSON; for who opens it as plain text."""
    if request.method == "POST" or request.path.rpartition("/")[0] + "/" != PATH:
        return web.json_response({"told": sentence}, status=status)
    return web.Response(text=sentence, status=status)


async def _static(request: web.Request) -> web.StreamResponse:
    name = request.match_info["name"]
    if name not in STATIC:
        raise web.HTTPNotFound
    text = await asyncio.to_thread((FILES / name).read_text, encoding="utf-8")
    return web.Response(text=text, content_type=STATIC[name])


async def _json(request: web.Request) -> Mapping[str, Any]:
    """The body, from this page alone: no other may send JSON here."""
    origin = request.headers.get("Origin")
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    if origin is not None and yarl.URL(origin).authority != request.host:
        raise web.HTTPForbidden
    try:
        found = await request.json()
    except ValueError:
        raise web.HTTPBadRequest from None
    if not isinstance(found, dict):
        raise web.HTTPBadRequest
    return found


def _sent(found: Mapping[str, Any]) -> tuple[bytes, str]:
    """The mask's bytes and the words; HTTPBadRequest where they are something else."""
    mask, prompt = found.get("mask"), found.get("prompt")
    if not isinstance(mask, str) or not isinstance(prompt, str):
        raise web.HTTPBadRequest
    if not prompt.strip() or len(prompt) > MAX_TEXT:
        raise web.HTTPBadRequest
    try:
        return base64.b64decode(mask, validate=True), prompt
    except binascii.Error:
        raise web.HTTPBadRequest from None

"""The benchmark's way through the whole bot: people on a local Discord who press /imagine.

From the command to the message with the finished grid. Discord, bot, database and files all run in
this process and are part of what is measured; the other side answers nobody.
"""

import asyncio
import io
import time
from contextlib import AsyncExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import aiohttp

from bot.app import run_bot
from bot.config import QuotaSection, Settings
from bot.errors import CommandError
from bot.local_discord import LocalDiscord
from engine import ImageEngine, ImageRequest, Picture

if TYPE_CHECKING:
    from engine.bench import Made

CHANNEL = "#general"
BUTTON = "U1"  # only a finished grid has it
READY_S, PICTURE_S = 600.0, 3600.0
WAITING = 1000  # nobody is refused for ordering much


class PeopleSide:
    """A Side of the benchmark: the bot around `engine`, and people who use it."""

    def __init__(self, settings: Settings, engine: ImageEngine, users: int, folder: Path) -> None:
        self._settings = settings
        self._engine = engine
        self._users = users
        self._folder = folder

    async def __aenter__(self) -> Self:
        self._stop, ready = asyncio.Event(), asyncio.Event()
        self._open = AsyncExitStack()
        self._server = await self._open.enter_async_context(LocalDiscord.start())
        self._session = await self._open.enter_async_context(aiohttp.ClientSession())
        self._people = [self._server.add_person(f"person{k}") for k in range(self._users)]
        self._bot = asyncio.create_task(
            run_bot(
                bench_settings(self._settings, self._server, self._folder),
                engine=self._engine,
                on_ready=ready.set,
                stop=self._stop,
            )
        )
        waiting = asyncio.create_task(ready.wait())
        await asyncio.wait(
            {self._bot, waiting}, timeout=READY_S, return_when=asyncio.FIRST_COMPLETED
        )
        waiting.cancel()
        if not ready.is_set():
            await self.__aexit__(None, None, None)
            raise CommandError("The bot did not become ready on the local Discord.")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        try:
            await self._bot
        finally:
            await self._open.aclose()

    async def make(self, request: ImageRequest, person: int) -> "Made":
        from engine.bench import Made

        who, text = self._people[person], request.parts[0].text
        answer = await who.slash(CHANNEL, "imagine", prompt=prompt_for(request))
        if answer.failed is not None:
            raise CommandError(f"The bot did not answer {text!r} in time: {answer.failed}")
        message = await who.wait_for(CHANNEL, lambda one: is_grid_of(one, text), PICTURE_S)
        ended_s = time.perf_counter()
        async with self._session.get(message["attachments"][0]["url"]) as file:
            grid = await file.read()
        return Made(None, ended_s, await asyncio.to_thread(quarters, grid))


def bench_settings(settings: Settings, server: LocalDiscord, folder: Path) -> Settings:
    """The operator's settings on this Discord and in this folder; nobody has a limit."""
    from bot.demo import demo_settings

    moved = demo_settings(settings, server, folder)
    return moved.model_copy(
        update={
            "limits": settings.limits,
            "engine": settings.engine,
            "quota": QuotaSection(credits="unlimited"),
            "queue": settings.queue.model_copy(
                update={"waiting_per_user": WAITING, "waiting_total": WAITING}
            ),
        }
    )


def prompt_for(request: ImageRequest) -> str:
    """What a person types for it."""
    return (
        f"{request.parts[0].text} --seed {request.seeds[0]} --steps {request.steps} "
        f"--cfg {request.guidance:g}"
    )


def is_grid_of(message: dict[str, Any], text: str) -> bool:
    """Whether it is the finished message of these words."""
    labels = {part.get("label") for row in message["components"] for part in row["components"]}
    return BUTTON in labels and f"{text} --" in message["content"]


def quarters(grid: bytes) -> tuple[Picture, ...]:
    from PIL import Image

    with Image.open(io.BytesIO(grid)) as opened:
        sheet = opened.convert("RGB")
    width, height = sheet.width // 2, sheet.height // 2
    corners = [(left, top) for top in (0, height) for left in (0, width)]
    crops = [sheet.crop((x, y, x + width, y + height)) for x, y in corners]
    return tuple(Picture(width, height, crop.tobytes()) for crop in crops)

"""The page's stage: a local Discord with a bot beside it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.local_discord import LocalDiscord, ServerOptions
from tests.fixtures.browser import OpenPage, give
from tests.fixtures.local_discord import DEADLINE_S, StartServer
from tests.fixtures.page_bot import PageBot, page_bot


@dataclass
class Stage:
    server: LocalDiscord
    bot: PageBot
    open_page: OpenPage

    async def open(self, person: str = "ada", **more):
        return await self.open_page(self.server.url, person, **more)

    async def imagine(self, page, prompt: str) -> None:
        """A whole /imagine, followed to its buttons."""
        await give(page, f"/imagine {prompt}")
        for alt in ("Preview at 31 percent", "Preview at 62 percent"):
            self.bot.go()
            await page.get_by_role("img", name=alt).wait_for()
        self.bot.go()
        await page.get_by_role("button", name="U1").wait_for()


@pytest.fixture
def options() -> ServerOptions:
    return ServerOptions(callback_deadline_s=DEADLINE_S)


@pytest.fixture
async def stage(
    start_local_discord: StartServer, options: ServerOptions, open_page: OpenPage
) -> AsyncIterator[Stage]:
    async with start_local_discord(options=options) as server, page_bot(server) as bot:
        yield Stage(server, bot, open_page)
        await open_page.close()

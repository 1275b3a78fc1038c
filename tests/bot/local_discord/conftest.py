"""A raw REST client, and a real discord.py bot whose commands each test declares."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import discord
import pytest
from discord import app_commands
from discord.ext import commands

from bot.local_discord import LocalDiscord, ServerOptions
from tests.fixtures.local_discord import StartServer, specification_path

INTENTS = discord.Intents(guilds=True, guild_reactions=True, dm_reactions=True)
Tree = app_commands.CommandTree[Any]
StartBot = Callable[..., AbstractAsyncContextManager["ProbeBot"]]


@dataclass(frozen=True)
class Reply:
    """An answer as it came from the wire."""

    status: int
    body: Any
    headers: Any

    @property
    def code(self) -> int:
        return self.body["code"]

    def error_codes(self) -> set[str]:
        """All codes in the 50035 error tree."""
        found: set[str] = set()

        def visit(node: Any) -> None:
            for key, value in node.items():
                if key == "_errors":
                    found.update(error["code"] for error in value)
                else:
                    visit(value)

        visit(self.body.get("errors", {}))
        return found


class Api:
    """Speaks REST as a bot without a library would."""

    def __init__(self, server: LocalDiscord, session: aiohttp.ClientSession) -> None:
        self.server = server
        self.session = session
        self.general = server.world.channel_named("general").id
        self.application = server.world.application_id

    async def __call__(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        files: dict[str, bytes] | None = None,
        token: str | None = None,
    ) -> Reply:
        headers = {"Authorization": f"Bot {self.server.token if token is None else token}"}
        options: dict[str, Any] = {"json": body} if body is not None else {}
        if files is not None:
            form = aiohttp.FormData(quote_fields=False, default_to_multipart=True)
            form.add_field("payload_json", json.dumps(body))
            for index, (name, data) in enumerate(files.items()):
                form.add_field(f"files[{index}]", io.BytesIO(data), filename=name)
            options = {"data": form}
        url = self.server.api_url + path
        async with self.session.request(method, url, headers=headers, **options) as answer:
            text = await answer.text()
            return Reply(answer.status, json.loads(text) if text else None, answer.headers)

    async def send(self, body: Any, **more: Any) -> Reply:
        return await self("POST", f"/channels/{self.general}/messages", body, **more)

    async def register(self, *bodies: dict[str, Any]) -> Reply:
        return await self("PUT", f"/applications/{self.application}/commands", list(bodies))

    async def answer(self, handle: Any, body: Any, **more: Any) -> Reply:
        path = f"/interactions/{handle.id}/{handle.token}/callback?with_response=1"
        return await self("POST", path, body, **more)

    async def webhook(self, method: str, handle: Any, tail: str = "", body: Any = None) -> Reply:
        return await self(method, f"/webhooks/{self.application}/{handle.token}{tail}", body)


PING = {"name": "ping", "description": "Answers", "type": 1, "options": []}


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def api(local_discord: LocalDiscord, session: aiohttp.ClientSession) -> Api:
    return Api(local_discord, session)


@pytest.fixture(params=["with specification", "without"])
async def strict_api(
    request: pytest.FixtureRequest,
    start_local_discord: StartServer,
    session: aiohttp.ClientSession,
) -> AsyncIterator[Api]:
    """A server with the specification (where there is one), and one with our rules alone."""
    path = specification_path()
    if request.param == "with specification" and path is None:
        pytest.skip("Discord's openapi.json is not here (set DISCORD_OPENAPI)")
    options = ServerOptions(specification=path)
    async with start_local_discord(options=options) as server:
        if request.param == "without":
            server.core.specification = None
        yield Api(server, session)
        server.violations.clear()


class ProbeBot(commands.AutoShardedBot):
    """A bot that notes its events."""

    def __init__(
        self, declare: Callable[[Tree], None], intents: discord.Intents, **settings
    ) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            intents=intents,
            max_messages=None,
            help_command=None,
            guild_ready_timeout=0,
            **settings,
        )
        self._declare = declare
        self.events: list[str] = []
        self.interactions: list[discord.Interaction] = []
        self.reactions: list[discord.RawReactionActionEvent] = []
        self.heard: list[discord.Message] = []

    async def setup_hook(self) -> None:
        self._declare(self.tree)
        await self.tree.sync()

    async def on_ready(self) -> None:
        self.events.append("ready")

    async def on_resumed(self) -> None:
        self.events.append("resumed")

    async def on_shard_resumed(self, shard_id: int) -> None:
        self.events.append("shard_resumed")

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        self.interactions.append(interaction)

    async def on_raw_reaction_add(self, event: discord.RawReactionActionEvent) -> None:
        self.reactions.append(event)

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message)


def declare_nothing(tree: Tree) -> None:
    """A bot without commands."""


@asynccontextmanager
async def running_bot(
    server: LocalDiscord,
    declare: Callable[[Tree], None] = declare_nothing,
    intents: discord.Intents = INTENTS,
    **settings: Any,
) -> AsyncIterator[ProbeBot]:
    """The bot, logged in and ready, until the block is left."""
    bot = ProbeBot(declare, intents, **settings)
    async with bot:
        running = asyncio.create_task(bot.start(server.token))
        ready = asyncio.create_task(bot.wait_until_ready())
        try:
            done, _ = await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
            if running in done:
                running.result()
            yield bot
        finally:
            await bot.close()
            ready.cancel()
            await asyncio.gather(running, ready, return_exceptions=True)


@pytest.fixture
def start_bot() -> StartBot:
    return running_bot

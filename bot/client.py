"""The bot on Discord: connects, registers what people can use, routes what they do.

Cogs and buttons find what they need on it: the desk for orders, the gallery for finished pictures.
"""

import asyncio
import hashlib
import json
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

import discord
import yarl
from discord.ext import commands

from bot.all_cogs import ALL_COGS
from bot.features.gallery.gallery import Gallery
from bot.features.gallery.job_list import Finding
from bot.features.gallery.showing import Showing
from bot.features.moderation import report_cards
from bot.features.moderation.actions import Moderation
from bot.features.moderation.reports import Reports
from bot.features.proposals.describing import Describing
from bot.features.proposals.proposals import Proposals
from bot.features.proposals.shortening import Shortening
from bot.features.proposals.surprises import Surprises
from bot.intake.desk import Desk
from bot.intake.remixing import Remixing
from bot.interactions import cards, forms
from bot.interactions.fence import answer, fenced
from bot.interactions.tree import EaselTree
from bot.language import learn, say
from bot.messages.delivery import Courier
from bot.messages.job_buttons import ALL_BUTTONS
from bot.messages.waiting import WaitingRoom
from bot.orders.reader import Reader
from bot.pictures.fetch import Fetcher, trusted_origins
from bot.running.runner import Runner
from bot.running.stopping import Endings
from storage import Storage

log = logging.getLogger(__name__)

REAL_API: Final = "https://discord.com/api/v10"
INTENTS: Final = discord.Intents(guilds=True, guild_reactions=True, dm_reactions=True)  # 9217
HANDLERS: Final = ("CommandTree-invoker", "discord-ui-", "discord.py: on_")
NO_MENTIONS: Final = discord.AllowedMentions.none()


class EaselBot(commands.AutoShardedBot):
    """`furnish` comes before `start`; `connected` is set once the gateway has said READY."""

    tree: EaselTree
    desk: Desk
    endings: Endings
    gallery: Gallery
    runner: Runner
    room: WaitingRoom
    reader: Reader

    def __init__(
        self,
        storage: Storage,
        now: Callable[[], datetime],
        *,
        api_url: str = REAL_API,
        guild_ids: tuple[int, ...] = (),
        operator_ids: tuple[int, ...] = (),
        reports_channel_id: int | None = None,
    ) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            tree_cls=EaselTree,
            intents=INTENTS,
            allowed_mentions=NO_MENTIONS,
            max_messages=None,
            guild_ready_timeout=0,  # nothing here waits for `on_ready`
            help_command=None,
        )
        self.storage = storage
        self.now = now
        self.courier = Courier(self, now)
        self.finding = Finding(storage)
        # Another server that speaks Discord's API keeps its files itself, on whatever address.
        self.fetcher = Fetcher(trusted_origins(api_url))
        self.proposals, self.describing = Proposals(self), Describing(self)
        self.shortening, self.surprises = Shortening(self), Surprises(self)
        self.remixing = Remixing(self)
        self.showing, self.moderation = Showing(self), Moderation(self)
        self.reports = Reports(self, reports_channel_id)
        self._api_url = api_url
        self._guild_ids = guild_ids
        self.operator_ids = operator_ids
        self.connected = asyncio.Event()
        if api_url != REAL_API:
            redirect(api_url)

    def furnish(
        self, desk: Desk, endings: Endings, gallery: Gallery, runner: Runner, room: WaitingRoom
    ) -> None:
        """What there is to do for people; the cogs and buttons call these."""
        self.desk, self.endings, self.gallery = desk, endings, gallery
        self.runner, self.room = runner, room

    async def on_connect(self) -> None:
        self.connected.set()

    async def setup_hook(self) -> None:
        """After login, before the gateway: buttons, commands, and their registration."""
        await asyncio.to_thread(learn)
        if self._api_url != REAL_API:
            _, url, *_ = await self.http.get_bot_gateway()
            discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
        self.add_dynamic_items(*ALL_BUTTONS)
        for cog in ALL_COGS:
            await self.add_cog(cog(self))
        await self.sync_if_changed()

    async def finish_answers(self, timeout_s: float) -> None:
        """Wait for what people have begun: handlers are tasks of the library, known by name."""
        begun = {task for task in asyncio.all_tasks() if task.get_name().startswith(HANDLERS)}
        if begun:
            await asyncio.wait(begun, timeout=timeout_s)

    async def sync_if_changed(self) -> None:
        """Register the commands only when they, their words, or their servers have changed."""
        payload = await self.tree.payload()
        text = json.dumps(payload, sort_keys=True, default=str)
        now = {
            "digest": hashlib.sha256(text.encode()).hexdigest(),
            "guilds": sorted(self._guild_ids),
        }
        key = f"commands:{self.application_id}"
        before = await self.storage.settings.get("global", None, key)
        if before == now:
            return
        await self._register(payload, before.get("guilds", []) if isinstance(before, dict) else [])
        await self.storage.settings.set("global", None, key, now)
        log.info("%s commands registered", len(payload))

    async def _register(self, payload: list[Any], guilds_before: list[int]) -> None:
        """Everywhere or in the chosen servers, and nowhere twice."""
        http, application_id = self.http, self.application_id or 0
        everywhere = [] if self._guild_ids else payload
        await http.bulk_upsert_global_commands(application_id, payload=everywhere)
        for guild_id in {*self._guild_ids, *guilds_before}:
            here = payload if guild_id in self._guild_ids else []
            try:
                await http.bulk_upsert_guild_commands(application_id, guild_id, payload=here)
            except (discord.Forbidden, discord.NotFound) as error:
                log.warning("no commands on server %s: %s", guild_id, error)

    async def on_interaction(self, interaction: discord.Interaction["EaselBot"]) -> None:
        """Forms only; everything else is dispatched by the library itself."""
        if interaction.type is discord.InteractionType.modal_submit:
            await fenced(interaction, self._on_form(interaction))

    async def _on_form(self, interaction: discord.Interaction["EaselBot"]) -> None:
        submit = forms.Submit.read(interaction)
        match submit:
            case forms.Submit(kind="imagine", fields={forms.PROMPT: text}):
                await self.desk.imagine(interaction, text)
            case forms.Submit(kind="remix", arg=pressed, fields={forms.PROMPT: text}):
                await self.remixing.submitted(interaction, pressed, text)
            case forms.Submit(
                kind=report_cards.KIND, arg=about, fields={report_cards.REASON: reason}
            ):
                await self.reports.file(interaction, about, reason)
            case _:
                await answer(interaction, cards.refused(say("refused-old-form")))


def redirect(api_url: str) -> None:
    """Send the library to another server that speaks Discord's API; for the whole process."""
    discord.http.Route.BASE = api_url.rstrip("/")
    discord.Asset.BASE = str(yarl.URL(api_url).origin())

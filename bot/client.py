"""discord.py's client: connects, registers the commands, and hands presses to the table of routes.

Knows no feature: what there is to do is given to it by `bot/compose.py`.
"""

import asyncio
from collections.abc import Sequence
from typing import Final

import discord
import yarl
from discord.ext import commands

from bot.interactions import cards
from bot.interactions.answer import Refusal
from bot.interactions.buttons import RoutedItem
from bot.interactions.fence import fenced
from bot.interactions.forms import Submit
from bot.interactions.interaction import Interaction
from bot.interactions.speaker import Speaker
from bot.interactions.tree import EaselTree
from bot.language import learn, say
from bot.language.mentions import mention_in
from bot.logs import about_job
from bot.registration import Registration
from bot.routes import Routes

REAL_API: Final = "https://discord.com/api/v10"
INTENTS: Final = discord.Intents(guilds=True, guild_reactions=True, dm_reactions=True)
HANDLER_TASKS: Final = ("CommandTree-invoker", "discord-ui-", "discord.py: on_")
NO_MENTIONS: Final = discord.AllowedMentions.none()


class EaselClient(commands.AutoShardedBot):
    """`serve` comes before `start`; `connected` is set once the gateway has said READY."""

    tree: EaselTree

    def __init__(self, speaker: Speaker, registration: Registration, api_url: str) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            tree_cls=EaselTree,
            intents=INTENTS,
            allowed_mentions=NO_MENTIONS,
            max_messages=None,
            guild_ready_timeout=0,  # nothing here waits for `on_ready`
            help_command=None,
        )
        self.connected = asyncio.Event()
        self._speaker = speaker
        self._registration = registration
        self.command_ids = registration.command_ids
        self._api_url = api_url
        self._cogs: Sequence[commands.Cog] = ()
        self.routes = Routes({}, {})
        if api_url != REAL_API:
            redirect(api_url)

    def serve(self, cogs: Sequence[commands.Cog], routes: Routes) -> None:
        """The commands, and what each button and form does."""
        self._cogs, self.routes = cogs, routes
        self.add_dynamic_items(*routes.items)

    async def setup_hook(self) -> None:
        """After login, before the gateway: commands and their registration."""
        await asyncio.to_thread(learn)
        if self._api_url != REAL_API:
            _, url, *_ = await self.http.get_bot_gateway()
            discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
        await self.add_commands()
        await self._registration.sync(
            self.http, self.application_id or 0, await self.tree.payload()
        )

    async def add_commands(self) -> None:
        """Every cog with its context menus, which discord.py does not take with a cog."""
        for cog in self._cogs:
            await self.add_cog(cog)
            for context_menu in getattr(cog, "context_menus", ()):
                self.tree.add_command(context_menu)

    async def on_connect(self) -> None:
        self.connected.set()

    async def finish_answers(self, timeout_s: float) -> None:
        """Wait for what people have begun: handlers are tasks of the library, known by name."""
        begun = {task for task in asyncio.all_tasks() if task.get_name().startswith(HANDLER_TASKS)}
        if begun:
            await asyncio.wait(begun, timeout=timeout_s)

    # -- what people do ------------------------------------------------------------------------

    async def speak_with(self, interaction: Interaction) -> None:
        """Commands call this by way of their tree, presses and forms here."""
        mention_in(interaction.guild_id)
        await self._speaker.speak_with(interaction)

    async def press(self, interaction: Interaction, item: RoutedItem) -> None:
        """A button or a select."""
        await self.speak_with(interaction)
        with about_job(item.job_id):
            await fenced(interaction, self.routes.items[type(item)](interaction, *item.args))

    async def on_interaction(self, interaction: Interaction) -> None:
        """Forms only; everything else is dispatched by the library itself."""
        if interaction.type is discord.InteractionType.modal_submit:
            await self.speak_with(interaction)
            await fenced(interaction, self._submit(interaction))

    async def _submit(self, interaction: Interaction) -> None:
        submit = Submit.read(interaction)
        route = None if submit is None else self.routes.forms.get(submit.kind)
        if submit is None or route is None:
            raise Refusal(cards.refused(say("refused-old-form")))
        await route(interaction, submit.arg, submit.text)


def redirect(api_url: str) -> None:
    """Send the library to another server that speaks Discord's API; for the whole process."""
    discord.http.Route.BASE = api_url.rstrip("/")
    discord.Asset.BASE = str(yarl.URL(api_url).origin())

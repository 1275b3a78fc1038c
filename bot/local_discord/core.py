"""The parts of one local Discord, built and joined; whoever needs them takes them from here."""

from __future__ import annotations

from pathlib import Path

from bot.local_discord.gateway.announcer import Announcer
from bot.local_discord.gateway.feed import Feed
from bot.local_discord.gateway.gateway import Gateway
from bot.local_discord.interactions.command_book import CommandBook
from bot.local_discord.interactions.interaction import InteractionBook
from bot.local_discord.interactions.interaction_payload import InteractionPayloads
from bot.local_discord.messages.attachments import Attachments
from bot.local_discord.messages.composer import Composer
from bot.local_discord.messages.message import MessageBook
from bot.local_discord.messages.message_views import MessageViews
from bot.local_discord.people.acts import Acts
from bot.local_discord.people.invocation import Invocation
from bot.local_discord.people.language import LanguageChoice
from bot.local_discord.rules.call_log import CallLog
from bot.local_discord.rules.rate_limits import RateLimits
from bot.local_discord.rules.specification import Specification
from bot.local_discord.settings.faults import Faults
from bot.local_discord.settings.options import ServerOptions
from bot.local_discord.world.snowflake import Snowflakes
from bot.local_discord.world.store import Store
from bot.local_discord.world.world import World
from bot.local_discord.world.world_rows import WorldRows


class Core:
    """Everything the routes work with."""

    def __init__(self, options: ServerOptions, database: Path | None, world: World) -> None:
        clock = options.clock
        self.options = options
        self.clock = clock
        self.world = world
        self.store = Store(database)
        self.rows = WorldRows(self.store, world)
        self.faults = Faults()
        self.feed = Feed()
        self.snowflakes = Snowflakes(clock, self.store)
        self.attachments = Attachments(self.store, clock, self.snowflakes, options.url_life_s)
        self.messages = MessageBook(self.store)
        self.views = MessageViews(world, self.attachments, self.messages)
        self.commands = CommandBook(self.store, self.snowflakes, world)
        self.gateway = Gateway(world, options, self.faults)
        self.announcer = Announcer(world, self.gateway, self.feed, self.views, self.commands)
        self.gateway.on_presence = self.announcer.presence
        self.language_choice = LanguageChoice(world, self.rows, self.announcer)
        self.call_log = CallLog(self.announcer.violation)
        self.composer = Composer(world, self.attachments, self.snowflakes, clock)
        self.interactions = InteractionBook(clock, self.snowflakes, options)
        self.payloads = InteractionPayloads(
            world, self.messages, self.views, self.attachments, options
        )
        self.rate_limits = RateLimits(clock, is_counting=options.rate_limits)
        self.specification = (
            Specification.load(options.specification) if options.specification else None
        )
        self.invocation = Invocation(
            world=world,
            clock=clock,
            options=options,
            commands=self.commands,
            messages=self.messages,
            book=self.interactions,
            payloads=self.payloads,
            gateway=self.gateway,
            announcer=self.announcer,
            faults=self.faults,
        )
        self.acts = Acts(
            world=world,
            messages=self.messages,
            views=self.views,
            composer=self.composer,
            attachments=self.attachments,
            commands=self.commands,
            gateway=self.gateway,
            announcer=self.announcer,
        )

    def set_base_url(self, url: str) -> None:
        """The address is known only once the port is."""
        self.attachments.base_url = url
        self.gateway.base_url = url

    def close(self) -> None:
        self.attachments.close()
        self.store.close()

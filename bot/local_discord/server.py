"""The local Discord: one web server for REST, gateway, CDN and page."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

from bot.local_discord.core import Core
from bot.local_discord.drivers.person import Person
from bot.local_discord.gateway.gateway import Gateway
from bot.local_discord.protocol.permissions import Permission
from bot.local_discord.rest.callback import CallbackRoutes
from bot.local_discord.rest.commands import CommandRoutes
from bot.local_discord.rest.endpoint import PREFIX, Endpoint, UnknownRoute
from bot.local_discord.rest.lookups import LookupRoutes
from bot.local_discord.rest.messages import MessageRoutes
from bot.local_discord.rest.reactions import ReactionRoutes
from bot.local_discord.rest.webhooks import WebhookRoutes
from bot.local_discord.rules.call_log import RecordedCall
from bot.local_discord.settings.faults import Faults
from bot.local_discord.settings.options import ServerOptions
from bot.local_discord.web.cdn import Cdn
from bot.local_discord.web.guard import guard
from bot.local_discord.web.page_api import PageApi
from bot.local_discord.world.world import THREAD, Channel, User, World

_BODY_LIMIT_BYTES = 32 * 1024 * 1024


class LocalDiscord:
    """A running server; `LocalDiscord.start` makes one."""

    def __init__(self, core: Core, url: str) -> None:
        self.core = core
        self.url = url
        self._people: dict[str, Person] = {}

    @classmethod
    @asynccontextmanager
    async def start(
        cls,
        host: str = "127.0.0.1",
        port: int = 0,
        database: Path | None = None,
        options: ServerOptions | None = None,
        world: World | None = None,
    ) -> AsyncIterator[LocalDiscord]:
        """Serve until the block is left; without a database nothing is kept."""
        core = Core(options or ServerOptions(), database, world or World.default())
        page = PageApi(core)
        runner = web.AppRunner(_application(core, page), access_log=None, shutdown_timeout=1.0)
        try:
            await runner.setup()
            site = web.TCPSite(runner, host, port)
            await site.start()
            shown = f"[{host}]" if ":" in host else host
            url = f"http://{shown}:{runner.addresses[0][1]}"
            core.set_base_url(url)
            yield cls(core, url)
        finally:
            core.gateway.close_all(1001)
            await page.hang_up()
            await runner.cleanup()
            core.close()

    @property
    def api_url(self) -> str:
        return self.url + PREFIX

    @property
    def gateway_url(self) -> str:
        return self.core.gateway.url

    @property
    def token(self) -> str:
        """The bot token that this server accepts."""
        return self.core.options.token

    @property
    def world(self) -> World:
        return self.core.world

    @property
    def faults(self) -> Faults:
        return self.core.faults

    @property
    def violations(self) -> list[str]:
        """Every rule of Discord's that the bot broke; a test asserts that it is empty."""
        return self.core.call_log.violations

    @property
    def unknown(self) -> list[str]:
        """Every call of a route that is not served here; a test asserts that it is empty."""
        return self.core.call_log.unknown

    @property
    def calls(self) -> deque[RecordedCall]:
        """The bot's REST calls, oldest first."""
        return self.core.call_log.calls

    @property
    def gateway(self) -> Gateway:
        """The bot's connections, to be closed, cut or asked to come back."""
        return self.core.gateway

    def revoke_tokens(self) -> None:
        """Let every interaction token die now (50027)."""
        self.core.interactions.revoke_all()

    @property
    def is_bot_online(self) -> bool:
        return self.core.gateway.is_online

    def person(self, name: str, *, locale: str | None = None) -> Person:
        """The test driver of a person, by user name; `locale` changes their client's language."""
        user = self.world.person_named(name)
        person = self._people.setdefault(user.id, Person(self.core, user))
        if locale is not None:
            person.speak(locale)
        return person

    def prefer(self, locale: str) -> None:
        """Change the guild's language, which interactions carry as `guild_locale`."""
        self.core.language_choice.set_for_guild(locale)

    def add_person(self, name: str, *, roles: tuple[str, ...] = ()) -> Person:
        """Let somebody new in, with roles by name."""
        role_ids = [self.world.role_named(role).id for role in roles]
        user = User(self.core.snowflakes.next(), name.lower(), name, role_ids=role_ids)
        self.world.add_person(user)
        self.core.rows.save_person(user)
        return self.person(name)

    def add_thread(self, parent: str, name: str) -> Channel:
        """Open a public thread in a channel; the bot hears of it."""
        origin = self.world.channel_named(parent)
        thread = Channel(self.core.snowflakes.next(), THREAD, name, parent_id=origin.id)
        self._keep(thread, "THREAD_CREATE")
        return thread

    def archive(self, thread: Channel, *, is_locked: bool = False) -> None:
        """Let a thread be archived, as an hour of silence does, or locked by a moderator."""
        thread.is_archived, thread.is_locked = True, is_locked
        self._keep(thread, "THREAD_UPDATE")

    def deny(self, channel: str, permission: Permission, target_id: str | None = None) -> None:
        """Take permissions from the bot (or a role or person) in a channel."""
        place = self.world.channel_named(channel)
        key = target_id or self.world.bot.id
        allow, deny = place.overwrites.get(key, (0, 0))
        place.overwrites[key] = (allow & ~int(permission), deny | int(permission))
        self._keep(place, "CHANNEL_UPDATE")

    def delete_message(self, message_id: str) -> None:
        """Delete a message under the bot's feet, as a moderator might."""
        message = self.core.messages.find(message_id)
        if message is not None:
            self.core.acts.delete(message)

    def set_attachment_limit(self, limit_bytes: int) -> None:
        """Change what one file may weigh, as a guild's boost level does."""
        self.core.payloads.attachment_limit_bytes = limit_bytes

    def _keep(self, channel: Channel, event: str) -> None:
        self.world.channels[channel.id] = channel
        self.core.rows.save_channel(channel)
        self.core.announcer.channel_changed(channel, event)


def _application(core: Core, page: PageApi) -> web.Application:
    """All routes; the literal ones of each method stand before those with parameters."""
    app = web.Application(middlewares=[guard], client_max_size=_BODY_LIMIT_BYTES)
    subjects = (
        LookupRoutes(core),
        CommandRoutes(core),
        ReactionRoutes(core),
        MessageRoutes(core),
        CallbackRoutes(core),
        WebhookRoutes(core),
    )
    for subject in subjects:
        for route in subject.routes():
            app.router.add_route(route.method, PREFIX + route.template, Endpoint(core, route).serve)
    for path in ("/gw", "/gw/"):
        app.router.add_get(path, core.gateway.connect)
    app.add_routes(Cdn(core.attachments).routes())
    app.add_routes(page.routes())
    app.router.add_route("*", "/api/{tail:.*}", UnknownRoute(core).serve)
    return app

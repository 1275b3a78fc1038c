"""The bot's own user and application, users, guild, channels, and where the gateway is."""

from __future__ import annotations

from bot.local_discord.core import Core
from bot.local_discord.protocol.errors import ApiError, unknown
from bot.local_discord.rest.posting import Posting
from bot.local_discord.rest.route import Answer, Call, Route
from bot.local_discord.world.world_json import (
    application_json,
    channel_json,
    guild_json,
    member_json,
    own_user_json,
    role_json,
    user_json,
)


class LookupRoutes:
    """Routes that read the world, and the one that opens a DM."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def routes(self) -> list[Route]:
        return [
            Route("GET", "/users/@me", self.me),
            Route("POST", "/users/@me/channels", self.open_dm),
            Route("GET", "/users/{user}", self.user),
            Route("GET", "/oauth2/applications/@me", self.application),
            Route("GET", "/applications/@me", self.application),
            Route("GET", "/gateway", self.gateway, needs_token=False),
            Route("GET", "/gateway/bot", self.gateway_bot),
            Route("GET", "/channels/{channel}", self.channel),
            Route("GET", "/guilds/{guild}", self.guild),
            Route("GET", "/guilds/{guild}/channels", self.channels),
            Route("GET", "/guilds/{guild}/roles", self.roles),
            Route("GET", "/guilds/{guild}/members", self.members),
            Route("GET", "/guilds/{guild}/members/{user}", self.member),
        ]

    async def me(self, call: Call) -> Answer:
        return Answer(own_user_json(self._core.world.bot))

    async def application(self, call: Call) -> Answer:
        return Answer(application_json(self._core.world))

    async def gateway(self, call: Call) -> Answer:
        return Answer({"url": self._core.gateway.url})

    async def gateway_bot(self, call: Call) -> Answer:
        limit = {"total": 1000, "remaining": 999, "reset_after": 1, "max_concurrency": 1}
        body = {"url": self._core.gateway.url, "shards": 1, "session_start_limit": limit}
        return Answer(body)

    async def open_dm(self, call: Call) -> Answer:
        world = self._core.world
        channel = world.dm_with(str(call.body().get("recipient_id")))
        if channel is None:
            raise ApiError(400, 50033, "Invalid Recipient(s)")
        return Answer(channel_json(world, channel, self._core.messages.last_id(channel.id)))

    async def user(self, call: Call) -> Answer:
        user = self._core.world.user(call["user"])
        if user is None:
            raise unknown("User")
        return Answer(user_json(user))

    async def channel(self, call: Call) -> Answer:
        channel = Posting(self._core).channel(call["channel"])
        last_id = self._core.messages.last_id(channel.id)
        return Answer(channel_json(self._core.world, channel, last_id))

    async def guild(self, call: Call) -> Answer:
        self._check_guild(call)
        count = len(self._core.world.members())
        counts = {"approximate_member_count": count, "approximate_presence_count": count}
        is_counted = call.query.get("with_counts", "0").lower() in ("1", "true")
        return Answer(guild_json(self._core.world) | (counts if is_counted else {}))

    async def channels(self, call: Call) -> Answer:
        self._check_guild(call)
        return Answer([channel_json(self._core.world, c) for c in self._core.world.in_guild()])

    async def roles(self, call: Call) -> Answer:
        self._check_guild(call)
        return Answer([role_json(role) for role in self._core.world.roles.values()])

    async def members(self, call: Call) -> Answer:
        self._check_guild(call)
        return Answer([member_json(user) for user in self._core.world.members()])

    async def member(self, call: Call) -> Answer:
        self._check_guild(call)
        user = self._core.world.user(call["user"])
        if user is None or not user.is_member:
            raise unknown("Member")
        return Answer(member_json(user))

    def _check_guild(self, call: Call) -> None:
        if call["guild"] != self._core.world.guild_id:
            raise unknown("Guild")

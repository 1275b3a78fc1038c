"""What an interaction looks like to the bot (INTERACTION_CREATE)."""

from __future__ import annotations

from bot.local_discord.interactions.interaction import Interaction
from bot.local_discord.messages.attachments import Attachments
from bot.local_discord.messages.message import Message, MessageBook
from bot.local_discord.messages.message_views import MessageViews
from bot.local_discord.protocol.errors import PageError
from bot.local_discord.protocol.shapes import Json
from bot.local_discord.settings.options import ServerOptions
from bot.local_discord.world.world import Channel, User, World
from bot.local_discord.world.world_json import channel_json, member_json, role_json, user_json


class InteractionPayloads:
    """Builds payloads; `attachment_limit_bytes` may be changed by a test."""

    def __init__(
        self,
        world: World,
        messages: MessageBook,
        views: MessageViews,
        attachments: Attachments,
        options: ServerOptions,
    ) -> None:
        self._world = world
        self._messages = messages
        self._views = views
        self._attachments = attachments
        self.attachment_limit_bytes = options.attachment_limit_bytes

    def build(self, interaction: Interaction, data: Json, message: Message | None = None) -> Json:
        """The whole payload; `message` is the one whose component was used."""
        world = self._world
        person = world.people[interaction.user_id]
        channel = world.channels[interaction.channel_id]
        payload: Json = {
            "id": interaction.id,
            "application_id": world.application_id,
            "type": interaction.kind,
            "token": interaction.token,
            "version": 1,
            "channel_id": channel.id,
            "channel": self._channel(channel, person),
            "data": data,
            "app_permissions": str(world.permissions(world.bot, channel)),
            "locale": person.locale,
            "entitlements": [],
            "attachment_size_limit": self.attachment_limit_bytes,
        }
        if channel.is_dm:
            owners = {"0": "0"}
            payload |= {"user": user_json(person), "context": 1}
        else:
            owners = {"0": world.guild_id}
            payload |= {
                "guild_id": world.guild_id,
                "guild": {"id": world.guild_id, "locale": world.guild_locale, "features": []},
                "guild_locale": world.guild_locale,
                "member": self._member(person, channel, with_user=True),
                "context": 0,
            }
        payload["authorizing_integration_owners"] = owners
        if message is not None:
            payload["message"] = self._views.plain(message)
        return payload

    def resolved(self, channel: Channel, wanted: list[tuple[str, str]]) -> Json:
        """The objects behind ids; `wanted` are (table, id), refused when they do not exist."""
        tables: dict[str, Json] = {}
        for table, key in wanted:
            if table == "mentionables":
                table = "roles" if key in self._world.roles else "users"
            tables.setdefault(table, {})[key] = self._lookup(table, key, channel)
            user = self._world.user(key) if table == "users" else None
            if user is not None and not channel.is_dm:
                member = self._member(user, channel, with_user=False)
                tables.setdefault("members", {})[key] = member
        return tables

    def _lookup(self, table: str, key: str, channel: Channel) -> Json:
        found: Json | None = None
        user, role = self._world.user(key), self._world.roles.get(key)
        place, message = self._world.channels.get(key), self._messages.get(channel.id, key)
        if table == "users" and user is not None:
            found = user_json(user)
        elif table == "roles" and role is not None:
            found = role_json(role)
        elif table == "channels" and place is not None:
            found = self._channel(place, self._world.bot)
        elif table == "messages" and message is not None:
            found = self._views.plain(message)
        elif table == "attachments":
            found = self._attachments.expand(self._attachments.record(key))
        if found is None:
            raise PageError(f"There is no such thing among the {table}: {key}.")
        return found

    def _channel(self, channel: Channel, person: User) -> Json:
        body = channel_json(self._world, channel, self._messages.last_id(channel.id))
        return body | {"permissions": str(self._world.permissions(person, channel))}

    def _member(self, user: User, channel: Channel, *, with_user: bool) -> Json:
        body = member_json(user, with_user=with_user)
        if not with_user:
            del body["deaf"], body["mute"]
        return body | {"permissions": str(self._world.permissions(user, channel))}

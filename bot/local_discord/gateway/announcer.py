"""Tells the bot and the people what happened, each only what they may know."""

from __future__ import annotations

from collections.abc import Iterator

from bot.local_discord.gateway.feed import Feed
from bot.local_discord.gateway.gateway import Gateway
from bot.local_discord.interactions.command_book import CommandBook
from bot.local_discord.interactions.interaction import Interaction
from bot.local_discord.messages.message import Message
from bot.local_discord.messages.message_views import MessageViews, emoji_json, reactions_json
from bot.local_discord.protocol.intents import (
    DM_MESSAGES,
    DM_REACTIONS,
    GUILD_MESSAGES,
    GUILD_REACTIONS,
    GUILDS,
)
from bot.local_discord.protocol.shapes import Json
from bot.local_discord.world.world import Channel, User, World
from bot.local_discord.world.world_json import channel_json, guild_json, member_json, user_json


class Announcer:
    """One method for each kind of news."""

    def __init__(
        self,
        world: World,
        gateway: Gateway,
        feed: Feed,
        views: MessageViews,
        commands: CommandBook,
    ) -> None:
        self._world = world
        self._gateway = gateway
        self._feed = feed
        self._views = views
        self._commands = commands

    def created(self, message: Message) -> None:
        self._message("MESSAGE_CREATE", message)

    def updated(self, message: Message) -> None:
        self._message("MESSAGE_UPDATE", message)

    def deleted(self, message: Message) -> None:
        news: Json = {"id": message.id, "channel_id": message.channel_id}
        for person in self._viewers(message):
            self._feed.publish(person.id, "MESSAGE_DELETE", news)
        if message.audience is None:
            self._to_bot("MESSAGE_DELETE", news, message.channel_id, GUILD_MESSAGES, DM_MESSAGES)

    def reacted(self, message: Message, user: User, emoji: str, *, is_added: bool) -> None:
        where = {"channel_id": message.channel_id, "message_id": message.id}
        for person in self._viewers(message):
            reactions = reactions_json(message, person.id)
            self._feed.publish(person.id, "REACTION", where | {"reactions": reactions})
        news: Json = where | {"user_id": user.id, "emoji": emoji_json(emoji), "type": 0}
        news |= {"burst": False, "message_author_id": message.author_id}
        if is_added and not self._world.channels[message.channel_id].is_dm:
            news["member"] = member_json(user)
        event = "MESSAGE_REACTION_ADD" if is_added else "MESSAGE_REACTION_REMOVE"
        self._to_bot(event, news, message.channel_id, GUILD_REACTIONS, DM_REACTIONS)

    def typing(self, channel: Channel) -> None:
        """The bot types; it is not told of it itself."""
        news = {"channel_id": channel.id, "user": user_json(self._world.bot)}
        for person in self._members(channel):
            self._feed.publish(person.id, "TYPING", news)

    def presence(self, is_online: bool) -> None:
        for person in self._world.people.values():
            self._feed.publish(person.id, "PRESENCE", {"online": is_online})

    def commands_changed(self) -> None:
        for person in self._world.people.values():
            news: Json = {"commands": self._commands.offered_to(person)}
            self._feed.publish(person.id, "COMMANDS", news)

    def channel_changed(self, channel: Channel, event: str) -> None:
        body = channel_json(self._world, channel)
        guild_id = self._world.guild_id
        self._gateway.dispatch(event, body, intent=GUILDS, guild_id=guild_id)
        for person in self._members(channel):
            self._feed.publish(person.id, "CHANNELS", {"channels": self.channels_of(person)})

    def guild_changed(self) -> None:
        guild_id = self._world.guild_id
        body = guild_json(self._world)
        self._gateway.dispatch("GUILD_UPDATE", body, intent=GUILDS, guild_id=guild_id)

    def channels_of(self, person: User) -> list[Json]:
        """The guild's channels and threads this person sees."""
        places = [*self._world.in_guild(), *self._world.threads()]
        seen = [place for place in places if self._world.can_see(person, place)]
        return [channel_json(self._world, place) for place in seen]

    def interaction(self, interaction: Interaction) -> None:
        """Where an interaction stands, told to the one who began it."""
        news: Json = {
            "nonce": interaction.page_nonce,
            "id": interaction.id,
            "state": interaction.state,
        }
        if interaction.error is not None:
            news["message"] = interaction.error
        if interaction.modal is not None:
            news["modal"] = interaction.modal
        if interaction.state == "choices":
            news["choices"] = interaction.choices
        self._feed.publish(interaction.user_id, "INTERACTION", news)

    def violation(self, text: str) -> None:
        for person in self._world.people.values():
            self._feed.publish(person.id, "VIOLATION", {"text": text})

    def _message(self, event: str, message: Message) -> None:
        for person in self._viewers(message):
            body = self._views.for_person(message, person.id)
            self._feed.publish(person.id, event, body)
        self._feed.stir()
        if message.audience is None:
            channel = self._world.channels[message.channel_id]
            self._gateway.dispatch(
                event,
                lambda intents: self._views.event(message, intents),
                intent=DM_MESSAGES if channel.is_dm else GUILD_MESSAGES,
                guild_id=None if channel.is_dm else self._world.guild_id,
            )

    def _to_bot(self, event: str, news: Json, channel_id: str, in_guild: int, in_dm: int) -> None:
        if self._world.channels[channel_id].is_dm:
            self._gateway.dispatch(event, dict(news), intent=in_dm)
        else:
            guild_id = self._world.guild_id
            body = news | {"guild_id": guild_id}
            self._gateway.dispatch(event, body, intent=in_guild, guild_id=guild_id)

    def _viewers(self, message: Message) -> Iterator[User]:
        """Who may see it and looks: a message as each of hundreds would see it takes its time."""
        channel = self._world.channels[message.channel_id]
        for person in self._world.people.values():
            if message.audience not in (None, person.id):
                continue
            if self._feed.is_watched_by(person.id) and self._world.can_see(person, channel):
                yield person

    def _members(self, channel: Channel) -> Iterator[User]:
        for person in self._world.people.values():
            if self._world.can_see(person, channel):
                yield person

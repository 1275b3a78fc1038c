"""What a person does besides using the bot: look, talk, react, upload, dismiss."""

from __future__ import annotations

from bot.local_discord.gateway.announcer import Announcer
from bot.local_discord.gateway.gateway import Gateway
from bot.local_discord.interactions.command_book import CommandBook
from bot.local_discord.messages.attachments import UPLOADS, Attachments
from bot.local_discord.messages.composer import Composer
from bot.local_discord.messages.message import Message, MessageBook
from bot.local_discord.messages.message_views import MessageViews
from bot.local_discord.protocol.errors import PageError
from bot.local_discord.protocol.locales import LOCALES
from bot.local_discord.protocol.permissions import Permission
from bot.local_discord.protocol.shapes import Json, JsonValue
from bot.local_discord.rules.message_limits import CONTENT_LIMIT
from bot.local_discord.world.world import Channel, User, World
from bot.local_discord.world.world_json import channel_json, member_json, role_json, user_json

REACTIONS_LIMIT = 20
UPLOAD_LIMIT_BYTES = 25 * 1024 * 1024


class Acts:
    """One method for each thing a person can do; refusals are sentences."""

    def __init__(
        self,
        *,
        world: World,
        messages: MessageBook,
        views: MessageViews,
        composer: Composer,
        attachments: Attachments,
        commands: CommandBook,
        gateway: Gateway,
        announcer: Announcer,
    ) -> None:
        self._world = world
        self._messages = messages
        self._views = views
        self._composer = composer
        self._attachments = attachments
        self._commands = commands
        self._gateway = gateway
        self._announcer = announcer

    def bootstrap(self, person: User) -> Json:
        """All the page needs to draw itself for one person."""
        world = self._world
        dm = world.dm_with(person.id)
        return {
            "me": self._person(person),
            "locales": sorted(LOCALES),
            "people": [self._person(user) for user in world.people.values()],
            "guild": {
                "id": world.guild_id,
                "name": world.guild_name,
                "icon": None,
                "owner_id": world.owner_id,
                "preferred_locale": world.guild_locale,
                "roles": [role_json(role) for role in world.roles.values()],
                "members": [member_json(user) for user in world.members()],
            },
            "channels": self._announcer.channels_of(person),
            "dms": [channel_json(world, dm) | {"recipients": [user_json(world.bot)]}] if dm else [],
            "bot": {"user": user_json(world.bot), "online": self._gateway.is_online},
            "commands": self._commands.offered_to(person),
        }

    def channel(self, person: User, channel_id: str) -> Channel:
        """A channel this person sees."""
        channel = self._world.channels.get(channel_id)
        if channel is None or not self._world.can_see(person, channel):
            raise PageError("You cannot see that channel.", 404)
        return channel

    def visible(self, person: User, channel: Channel) -> list[Json]:
        """Everything this person is shown there, oldest first."""
        messages = self._messages.in_channel(channel.id)
        return [self._views.for_person(m, person.id) for m in messages if m.is_for(person.id)]

    def history(
        self, person: User, channel_id: str, limit: int = 50, before: str | None = None
    ) -> list[Json]:
        """The last `limit` messages this person is shown, oldest first."""
        channel = self.channel(person, channel_id)
        shown = [m for m in self._messages.in_channel(channel.id) if m.is_for(person.id)]
        if before is not None:
            shown = [message for message in shown if int(message.id) < int(before)]
        return [self._views.for_person(m, person.id) for m in shown[-limit:]]

    def say(self, person: User, channel_id: str, content: JsonValue) -> Json:
        """Send a plain message."""
        channel = self.channel(person, channel_id)
        if not isinstance(content, str) or not content.strip():
            raise PageError("A message cannot be empty.")
        if len(content) > CONTENT_LIMIT:
            raise PageError(f"A message has at most {CONTENT_LIMIT} characters.")
        if not self._world.may(person, channel, Permission.SEND_MESSAGES):
            raise PageError("You cannot send messages here.", 403)
        allowed = {"parse": ["users", "roles"]}
        payload: Json = {"content": content, "allowed_mentions": allowed}
        message = self._composer.draft(channel, person, payload, [])
        self._messages.save(message)
        self._announcer.created(message)
        return self._views.for_person(message, person.id)

    def react(self, person: User, channel_id: str, message_id: str, emoji: str) -> None:
        """Add a reaction."""
        message = self.message(person, channel_id, message_id)
        if message.audience is not None:
            raise PageError("You cannot react to a message that only you can see.")
        channel = self._world.channels[channel_id]
        if not self._world.may(person, channel, Permission.ADD_REACTIONS):
            raise PageError("You cannot add reactions here.", 403)
        if emoji not in message.reactions and len(message.reactions) >= REACTIONS_LIMIT:
            raise PageError("This message has too many different reactions.")
        users = message.reactions.setdefault(emoji, [])
        if person.id not in users:
            users.append(person.id)
            self._messages.save(message)
            self._announcer.reacted(message, person, emoji, is_added=True)

    def unreact(self, person: User, channel_id: str, message_id: str, emoji: str) -> None:
        """Take one's own reaction back."""
        message = self.message(person, channel_id, message_id)
        users = message.reactions.get(emoji, [])
        if person.id in users:
            users.remove(person.id)
            if not users:
                del message.reactions[emoji]
            self._messages.save(message)
            self._announcer.reacted(message, person, emoji, is_added=False)

    def dismiss(self, person: User, channel_id: str, message_id: str) -> None:
        """Take an ephemeral message off one's own screen, or delete one's own message."""
        message = self.message(person, channel_id, message_id)
        channel = self._world.channels[channel_id]
        if message.audience is not None:
            message.is_dismissed = True
            self._messages.save(message)
            self._announcer.deleted(message)
        elif message.author_id == person.id or self._may_clean(person, channel):
            self.delete(message)
        else:
            raise PageError("You can only delete your own messages.", 403)

    def delete(self, message: Message) -> None:
        """Delete a message, whoever wrote it."""
        self._messages.remove(message)
        for record in [*message.body["attachments"], *message.embedded]:
            self._attachments.forget(record["id"])
        self._announcer.deleted(message)

    def upload(self, filename: str, data: bytes) -> Json:
        """Keep a file for a command's or form's file field."""
        if len(data) > UPLOAD_LIMIT_BYTES:
            raise PageError("That file is too large.", 413)
        place = f"{UPLOADS}/{self._world.application_id}"
        record: Json = self._attachments.expand(
            self._attachments.keep(place, filename, data, ephemeral=True)
        )
        return record

    def message(self, person: User, channel_id: str, message_id: str) -> Message:
        """A message this person is shown."""
        channel = self.channel(person, channel_id)
        message = self._messages.get(channel.id, message_id)
        if message is None or not message.is_for(person.id):
            raise PageError("That message is gone.", 404)
        return message

    def _may_clean(self, person: User, channel: Channel) -> bool:
        return not channel.is_dm and self._world.may(person, channel, Permission.MANAGE_MESSAGES)

    def _person(self, person: User) -> Json:
        is_admin = self._world.may(person, None, Permission.ADMINISTRATOR)
        return user_json(person) | {
            "is_admin": is_admin,
            "locale": person.locale,
            "has_chosen_locale": person.has_chosen_locale,
        }

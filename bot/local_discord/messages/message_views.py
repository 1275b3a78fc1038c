"""How a kept message looks to the bot, to the gateway and to one person."""

from __future__ import annotations

from bot.local_discord.messages.attachments import Attachments
from bot.local_discord.messages.message import Message, MessageBook
from bot.local_discord.protocol.intents import MESSAGE_CONTENT
from bot.local_discord.protocol.message_types import REPLY
from bot.local_discord.protocol.shapes import Json
from bot.local_discord.world.world import World
from bot.local_discord.world.world_json import member_json


class MessageViews:
    """Turns messages into Discord's shapes with signed addresses."""

    def __init__(self, world: World, attachments: Attachments, messages: MessageBook) -> None:
        self._world = world
        self._attachments = attachments
        self._messages = messages

    def plain(self, message: Message, viewer_id: str | None = None) -> Json:
        """As a REST answer; `viewer_id` decides `reactions[].me`."""
        body: Json = self._attachments.expand(message.body)
        viewer = viewer_id or self._world.bot.id
        if message.reactions:
            body["reactions"] = reactions_json(message, viewer)
        if body["type"] == REPLY and "referenced_message" not in body:
            body["referenced_message"] = self._referenced(message)
        return body

    def event(self, message: Message, intents: int) -> Json:
        """As MESSAGE_CREATE or MESSAGE_UPDATE brings it to a session with these intents."""
        body = self.plain(message)
        channel = self._world.channels[message.channel_id]
        author = self._world.user(message.author_id)
        if not channel.is_dm:
            body["guild_id"] = self._world.guild_id
            if author is not None and "webhook_id" not in body:
                body["member"] = member_json(author, with_user=False)
        if message.nonce is not None:
            body["nonce"] = message.nonce
        bot_id = self._world.bot.id
        is_open = channel.is_dm or message.author_id == bot_id
        is_open = is_open or any(user["id"] == bot_id for user in body["mentions"])
        if not intents & MESSAGE_CONTENT and not is_open:
            body |= {"content": "", "embeds": [], "attachments": [], "components": []}
        return body

    def for_person(self, message: Message, person_id: str) -> Json:
        """As the page shows it to one person."""
        body = self.plain(message, person_id)
        body["reactions"] = reactions_json(message, person_id)
        body["ephemeral"] = message.audience is not None
        return body

    def _referenced(self, message: Message) -> Json | None:
        reference = message.body.get("message_reference") or {}
        origin = self._messages.get(message.channel_id, str(reference.get("message_id")))
        if origin is None:
            return None
        body: Json = self._attachments.expand(origin.body)
        return body


def reactions_json(message: Message, viewer_id: str) -> list[Json]:
    """Reactions with their counts, and whether the viewer is among them."""
    return [
        {
            "emoji": emoji_json(emoji),
            "count": len(users),
            "count_details": {"burst": 0, "normal": len(users)},
            "burst_colors": [],
            "me": viewer_id in users,
            "me_burst": False,
        }
        for emoji, users in message.reactions.items()
    ]


def emoji_json(emoji: str) -> Json:
    """`👍`, or `name:id` of a custom emoji."""
    name, _, emoji_id = emoji.partition(":")
    return {"id": emoji_id or None, "name": name}

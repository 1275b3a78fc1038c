"""Reactions by the bot's token."""

from __future__ import annotations

from bot.local_discord.core import Core
from bot.local_discord.messages.message import Message
from bot.local_discord.people.acts import REACTIONS_LIMIT
from bot.local_discord.protocol.errors import ApiError, unknown
from bot.local_discord.protocol.permissions import Permission
from bot.local_discord.rest.posting import Posting
from bot.local_discord.rest.route import NO_CONTENT, Answer, Call, Route
from bot.local_discord.rules.emoji import is_emoji
from bot.local_discord.world.world import User
from bot.local_discord.world.world_json import user_json

_REACTIONS = "/channels/{channel}/messages/{message}/reactions"


class ReactionRoutes:
    """Routes below `/channels/{channel}/messages/{message}/reactions`."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._posting = Posting(core)

    def routes(self) -> list[Route]:
        emoji = _REACTIONS + "/{emoji}"
        return [
            Route("PUT", f"{emoji}/@me", self.add),
            Route("DELETE", f"{emoji}/@me", self.remove_own),
            Route("DELETE", emoji + "/{user}", self.remove_user),
            Route("GET", emoji, self.users),
            Route("DELETE", emoji, self.clear_emoji),
            Route("DELETE", _REACTIONS, self.clear),
        ]

    async def add(self, call: Call) -> Answer:
        needed = [Permission.READ_MESSAGE_HISTORY]
        message = self._message(call)
        emoji = call["emoji"]
        if emoji not in message.reactions:
            needed.append(Permission.ADD_REACTIONS)
            if len(message.reactions) >= REACTIONS_LIMIT:
                raise ApiError(400, 30010, "Maximum number of reactions reached (20)")
        if not is_emoji(emoji) and ":" not in emoji:
            raise unknown("Emoji")
        self._posting.channel(call["channel"], *needed)
        users = message.reactions.setdefault(emoji, [])
        bot = self._core.world.bot
        if bot.id not in users:
            users.append(bot.id)
            self._core.messages.save(message)
            self._core.announcer.reacted(message, bot, emoji, is_added=True)
        return NO_CONTENT

    async def remove_own(self, call: Call) -> Answer:
        self._remove(self._message(call), call["emoji"], self._core.world.bot)
        return NO_CONTENT

    async def remove_user(self, call: Call) -> Answer:
        self._posting.channel(call["channel"], Permission.MANAGE_MESSAGES)
        user = self._core.world.user(call["user"])
        if user is None:
            raise unknown("User")
        self._remove(self._message(call), call["emoji"], user)
        return NO_CONTENT

    async def users(self, call: Call) -> Answer:
        message = self._message(call)
        users = [self._core.world.user(key) for key in message.reactions.get(call["emoji"], [])]
        return Answer([user_json(user) for user in users if user is not None])

    async def clear_emoji(self, call: Call) -> Answer:
        self._posting.channel(call["channel"], Permission.MANAGE_MESSAGES)
        message = self._message(call)
        for user_id in list(message.reactions.get(call["emoji"], [])):
            self._remove(message, call["emoji"], self._core.world.user(user_id))
        return NO_CONTENT

    async def clear(self, call: Call) -> Answer:
        self._posting.channel(call["channel"], Permission.MANAGE_MESSAGES)
        message = self._message(call)
        for emoji, users in list(message.reactions.items()):
            for user_id in list(users):
                self._remove(message, emoji, self._core.world.user(user_id))
        return NO_CONTENT

    def _message(self, call: Call) -> Message:
        return self._posting.message(self._posting.channel(call["channel"]), call["message"])

    def _remove(self, message: Message, emoji: str, user: User | None) -> None:
        users = message.reactions.get(emoji, [])
        if user is None or user.id not in users:
            return
        users.remove(user.id)
        if not users:
            del message.reactions[emoji]
        self._core.messages.save(message)
        self._core.announcer.reacted(message, user, emoji, is_added=False)

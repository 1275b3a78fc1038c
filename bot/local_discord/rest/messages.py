"""Messages by the bot's token: send, read, edit, delete, typing."""

from __future__ import annotations

from bot.local_discord.core import Core
from bot.local_discord.protocol.errors import ApiError, InvalidForm, WrongField
from bot.local_discord.protocol.message_types import REPLY
from bot.local_discord.protocol.permissions import Permission
from bot.local_discord.protocol.shapes import Json
from bot.local_discord.rest.posting import Posting
from bot.local_discord.rest.route import NO_CONTENT, Answer, Call, Route
from bot.local_discord.world.world import Channel

_CHANNEL = "/channels/{channel}"
_MESSAGE = "/channels/{channel}/messages/{message}"


class MessageRoutes:
    """Routes below `/channels/{channel}/messages`."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._posting = Posting(core)

    def routes(self) -> list[Route]:
        return [
            Route("POST", f"{_CHANNEL}/messages", self.send),
            Route("GET", f"{_CHANNEL}/messages", self.history),
            Route("GET", _MESSAGE, self.fetch),
            Route("PATCH", _MESSAGE, self.edit),
            Route("DELETE", _MESSAGE, self.delete),
            Route("POST", f"{_CHANNEL}/typing", self.typing),
        ]

    async def send(self, call: Call) -> Answer:
        payload, core = call.body(), self._core
        channel = self._posting.sendable(call["channel"], payload, call.files)
        nonce = payload.get("nonce")
        if nonce is not None and payload.get("enforce_nonce"):
            window_s = core.options.nonce_window_s
            bot_id, now = core.world.bot.id, core.clock.now()
            old = core.messages.by_nonce(bot_id, channel.id, str(nonce), now, window_s)
            if old is not None:
                return Answer(core.views.plain(old) | {"nonce": nonce})
        extra = self._reference(channel, payload)
        message = self._posting.send(channel, payload, call.files, **extra)
        return Answer(core.views.plain(message) | ({"nonce": nonce} if nonce is not None else {}))

    async def history(self, call: Call) -> Answer:
        channel = self._posting.channel(call["channel"], Permission.READ_MESSAGE_HISTORY)
        shown = [m for m in self._core.messages.in_channel(channel.id) if m.audience is None]
        limit = int(call.query.get("limit", "50"))
        if "after" in call.query:
            after = int(call.query["after"])
            shown = [m for m in shown if int(m.id) > after][:limit]
        elif "around" in call.query:
            middle = int(call.query["around"])
            shown = sorted(shown, key=lambda m: abs(int(m.id) - middle))[:limit]
            shown.sort(key=lambda m: int(m.id))
        elif "before" in call.query:
            before = int(call.query["before"])
            shown = [m for m in shown if int(m.id) < before]
        return Answer([self._core.views.plain(m) for m in reversed(shown[-limit:])])

    async def fetch(self, call: Call) -> Answer:
        channel = self._posting.channel(call["channel"], Permission.READ_MESSAGE_HISTORY)
        return Answer(self._core.views.plain(self._posting.message(channel, call["message"])))

    async def edit(self, call: Call) -> Answer:
        channel = self._posting.channel(call["channel"])
        message = self._posting.message(channel, call["message"])
        if message.author_id != self._core.world.bot.id:
            raise ApiError(403, 50005, "Cannot edit a message authored by another user")
        self._posting.edit(message, call.body(), call.files)
        return Answer(self._core.views.plain(message))

    async def delete(self, call: Call) -> Answer:
        channel = self._posting.channel(call["channel"])
        message = self._posting.message(channel, call["message"])
        if message.author_id != self._core.world.bot.id:
            if channel.is_dm:
                raise ApiError(403, 50003, "Cannot execute action on a DM channel")
            self._posting.channel(channel.id, Permission.MANAGE_MESSAGES)
        self._core.acts.delete(message)
        return NO_CONTENT

    async def typing(self, call: Call) -> Answer:
        channel = self._posting.channel(call["channel"])
        self._core.announcer.typing(channel)
        return NO_CONTENT

    def _reference(self, channel: Channel, payload: Json) -> Json:
        """What makes a message a reply."""
        reference = payload.get("message_reference")
        if not reference:
            return {}
        message_id = str(reference.get("message_id"))
        origin = self._core.messages.get(channel.id, message_id)
        if origin is None or origin.audience is not None:
            if reference.get("fail_if_not_exists", True):
                path, code = ("message_reference",), "MESSAGE_REFERENCE_UNKNOWN_MESSAGE"
                raise InvalidForm([WrongField(path, code, "Unknown message")])
            return {}
        body: Json = {"type": 0, "channel_id": channel.id, "message_id": message_id}
        if not channel.is_dm:
            body["guild_id"] = self._core.world.guild_id
        return {"type": REPLY, "message_reference": body, "replied_to": origin.author_id}

"""What an answered interaction's token can still do: follow-ups, and its own messages."""

from __future__ import annotations

from bot.local_discord.core import Core
from bot.local_discord.interactions.interaction import Interaction
from bot.local_discord.messages.message import Message
from bot.local_discord.protocol.errors import unknown
from bot.local_discord.protocol.message_types import LOADING
from bot.local_discord.rest.callback import message_parts
from bot.local_discord.rest.posting import SENT_BY_TOKEN, Posting
from bot.local_discord.rest.route import NO_CONTENT, Answer, Call, Route

_WEBHOOK = "/webhooks/{application}/{token}"


class WebhookRoutes:
    """Routes below `/webhooks/{application}/{token}`; no bot token is asked for."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._posting = Posting(core)

    def routes(self) -> list[Route]:
        one = _WEBHOOK + "/messages/{message}"
        return [
            Route("POST", _WEBHOOK, self.follow_up, needs_token=False),
            Route("GET", one, self.fetch, needs_token=False),
            Route("PATCH", one, self.edit, needs_token=False),
            Route("DELETE", one, self.delete, needs_token=False),
        ]

    async def follow_up(self, call: Call) -> Answer:
        """A further message; while the answer is still "thinking" it fills that one instead."""
        interaction, payload = self._interaction(call), call.body()
        original = self._find(interaction, interaction.message_id)
        if original is not None and original.flags & LOADING:
            self._posting.edit(original, payload, call.files)
            return Answer(self._core.views.plain(original))
        channel = self._core.world.channels[interaction.channel_id]
        message = self._posting.send(
            channel,
            payload,
            call.files,
            allowed_flags=SENT_BY_TOKEN,
            audience=interaction.user_id,
            **message_parts(self._core, interaction, interaction.message_id),
        )
        interaction.message_ids.add(message.id)
        return Answer(self._core.views.plain(message))

    async def fetch(self, call: Call) -> Answer:
        return Answer(self._core.views.plain(self._message(call)))

    async def edit(self, call: Call) -> Answer:
        message = self._posting.edit(self._message(call), call.body(), call.files)
        return Answer(self._core.views.plain(message))

    async def delete(self, call: Call) -> Answer:
        self._core.acts.delete(self._message(call))
        return NO_CONTENT

    def _interaction(self, call: Call) -> Interaction:
        own_id = self._core.world.application_id
        return self._core.interactions.by_token(call["application"], call["token"], own_id)

    def _message(self, call: Call) -> Message:
        interaction, name = self._interaction(call), call["message"]
        message_id = interaction.message_id if name == "@original" else name
        message = self._find(interaction, message_id)
        if message is None:
            raise unknown("Message")
        return message

    def _find(self, interaction: Interaction, message_id: str | None) -> Message | None:
        if message_id is None or message_id not in interaction.message_ids:
            return None
        return self._core.messages.get(interaction.channel_id, message_id)

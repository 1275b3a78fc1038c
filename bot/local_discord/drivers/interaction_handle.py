"""What a person sees of one interaction they began; the test drivers' answer to every act."""

from __future__ import annotations

from bot.local_discord.core import Core
from bot.local_discord.interactions import interaction as kinds
from bot.local_discord.interactions.interaction import Interaction
from bot.local_discord.protocol.message_types import LOADING
from bot.local_discord.protocol.shapes import Json

TIMEOUT_S = 60.0


class InteractionHandle:
    """What a person sees of one interaction they began."""

    def __init__(self, core: Core, user_id: str, interaction: Interaction) -> None:
        self._core = core
        self._user_id = user_id
        self._interaction = interaction

    @property
    def id(self) -> str:
        return self._interaction.id

    @property
    def token(self) -> str:
        """What the bot answers with, for tests that speak REST themselves."""
        return self._interaction.token

    @property
    def payload(self) -> Json:
        """What the bot was sent."""
        return self._interaction.payload

    @property
    def state(self) -> str:
        """`pending`, `done`, `failed`, `modal` or `choices`."""
        return self._interaction.state

    @property
    def response(self) -> int | None:
        """The type of the bot's answer (4 to 9), None while there is none."""
        return self._interaction.answer

    @property
    def failed(self) -> str | None:
        """The sentence the page shows when nobody answered in time."""
        return self._interaction.error

    @property
    def modal(self) -> Json | None:
        """The form the bot opened."""
        return self._interaction.modal

    @property
    def choices(self) -> list[Json]:
        """The answers to an autocomplete."""
        return self._interaction.choices

    @property
    def message(self) -> Json | None:
        """The answering (or updated) message as this person sees it now, None when gone."""
        found = self._core.messages.find(self._interaction.message_id or "")
        if found is None or not found.is_for(self._user_id):
            return None
        return self._core.views.for_person(found, self._user_id)

    async def answered(self, timeout_s: float = TIMEOUT_S) -> InteractionHandle:
        """Wait until the bot has answered or failed to."""
        await self._core.feed.until(lambda: self.state != kinds.PENDING, timeout_s)
        return self

    async def finished(self, timeout_s: float = TIMEOUT_S) -> Json:
        """Wait until the answer is more than "thinking"; what comes back is the message."""

        def done() -> Json | None:
            message = self.message
            return message if message and not message["flags"] & LOADING else None

        found: Json = await self._core.feed.until(done, timeout_s)
        return found
